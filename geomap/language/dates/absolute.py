"""Rules for calendar dates: days and months, written out or in numbers, with or without the year."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.context import Context, Draft
from geomap.language.dates.intervals import interval, month_span, safe_date, shift_months
from geomap.language.dates.offers import dateline
from geomap.language.dates.parts import Match, full_year, month_number, narrowed
from geomap.language.dates.vocabulary import MONTH, MONTHS, PARTS, WEEKDAYS, YEAR, S, number, ordinal
from geomap.model import DateBasis

YEAR_AHEAD = re.compile(  # "from 30 May to 2 June 2014": the year of the end is that of the beginning
    rf"(?:{S})?(?:-|\x01|to|and|until|till|through)(?:{S})?(?:(?:early|mid|late)[ -])?(?:{MONTH}(?:{S}\d\d?)?|\d\d?{S}{MONTH})(?:st|nd|rd|th)?,?{S}({YEAR})\b"
)

ALSO = re.compile(rf"{MONTH}{S}\d\d?(?:,{S}\d\d?){{0,4}},?{S}and{S}$")
OF_MONTH = re.compile(r"\s(?!of\b|on\b|to\b|for\b|in\b|and\b|was\b|is\b|from\b)[a-z]{3,}")  # "the March accession"
BOUND = re.compile(r"\b(?:by|until|till|through)\s$")  # "by February" ends at the nearest one, whatever the tense
UNTIL = re.compile(r"\b(?:until|by|through)\s$")


def day_number(m: Match, digits: str = "d", word: str = "ord") -> int | None:
    """The day of the month matched as digits or as an ordinal word."""
    text = m[digits] or m[word]
    return ordinal(text) if text else None


def nearest_year(c: Context, month: int, day: int | None, tense: str) -> int | None:
    """The year of a month or day written without one: by tense, else the nearest to the publication day."""
    p = c.published
    if p is None:
        return None
    options = []
    for year in (p.year - 1, p.year, p.year + 1):
        start, end = (safe_date(year, month, day),) * 2 if day else month_span(year, month)
        if start and end:
            options.append((year, start, end))
    back, ahead = {"past": (1, 6), "future": (6, 1), "": (1, 2), "near": (1, 1), "dateline": (1, 30)}[tense]
    return min(options, key=lambda o: max((p - o[2]).days * back, (o[1] - p).days * ahead, 0), default=(None,))[0]


def year_of(m: Match, c: Context, month: int, day: int | None) -> tuple[int | None, bool]:
    """The year of a dated expression and whether the words themselves give it."""
    groups = m.groupdict()
    if groups.get("year"):
        return int(groups["year"]), True
    if groups.get("wyear"):
        century, _, tail = " ".join(groups["wyear"].split()).partition(" ")
        return {"nineteen": 1900, "eighteen": 1800}[century] + int(number(tail) or 0), True
    if groups.get("y2"):
        return full_year(groups["y2"]), True
    if groups.get("ryear"):
        return (c.published.year + {"this": 0, "last": -1, "next": 1}[groups["ryear"]] if c.published else None), False
    ahead = YEAR_AHEAD.match(c.low, m.end())
    if ahead:
        return int(ahead[1]), True
    if groups.get("rel") in {"last", "next"} and c.published and day:
        return related_year(groups["rel"], month, c), False
    carried = carried_year(c, month, day)
    if day and heads_report(c, m.start(), m.end()):
        return nearest_year(c, month, day, "dateline"), False
    tense = c.tense(m.start(), m.end())
    if day is None and tense != "future" and BOUND.search(c.low[max(0, m.start() - 9) : m.start()]):
        tense = "near"
    return (carried or nearest_year(c, month, day, tense)), False


def heads_report(c: Context, start: int, end: int) -> bool:
    """Whether a day stands in a dateline ("KOLMAR, 14 May (Agency) -"), which is never later than the report."""
    before = c.text[max(0, start - 91) : start]
    line = before[before.rfind("\n") + 1 :]
    return 2 < len(line) <= 90 and line[:1].isupper() and dateline(line, c.text[end : end + 60].partition("\n")[0])


def carried_year(c: Context, month: int, day: int | None) -> int | None:
    """The year told just before, in a report without a publication day."""
    near = c.year is not None and day is not None and c.sentence[0] - c.last_sentence <= 400
    return c.year if near and c.published is None else None


def full_date(m: Match, c: Context) -> Draft | None:
    """ "April 6, 1994", "6 April", "Friday, Oct. 23", "the sixth of April last year"."""
    start_month = m.start("mon")
    name = m["mon"]
    dated = m["year"] or m.groupdict().get("y2")
    if name.rstrip(".") in {"may", "march", "mar", "dec", "sun"} and not dated and not c.capital(start_month):
        return None
    month, day = month_number(name), day_number(m)
    if day is None or not 1 <= day <= 31:
        return None
    year, explicit = year_of(m, c, month, day)
    wd = m.groupdict().get("wd")
    if wd and not explicit and year is not None:
        year = year_by_weekday(year, month, day, WEEKDAYS[wd.strip().rstrip(".")])
    part = m.groupdict().get("part")
    if year is None:
        return Draft("DATE", f"XXXX-{month:02}-{day:02}", basis="none")
    exact = safe_date(year, month, day)
    if exact is None:
        return None
    basis: DateBasis = "explicit" if explicit else "relative"
    value = exact.isoformat() + (f"T{PARTS[part]}" if part else "")
    bare = m[0].startswith("the ") and m["d"] and m["d"].isdigit()  # "the 2 March raid"
    return Draft("TIME" if part else "DATE", value, basis=basis, trim=(m.start("d"), m.end()) if bare else None)


def year_by_weekday(year: int, month: int, day: int, weekday: int) -> int:
    """The year nearest to `year` in which that day falls on that weekday; `year` itself if none is near."""
    for offset in (0, -1, 1):
        exact = safe_date(year + offset, month, day)
        if exact and exact.weekday() == weekday:
            return year + offset
    return year


def iso(m: Match, c: Context) -> Draft | None:
    """ "2015-10-01", "2015/10/1", "2015-10-01T12:00"."""
    exact = safe_date(int(m["y"]), int(m["m"]), int(m["d"]))
    if not exact or not 1500 <= exact.year <= 2199:
        return None
    return Draft(
        "TIME" if m["time"] else "DATE", exact.isoformat() + (f"T{m['time']}" if m["time"] else ""), basis="explicit"
    )


def numeric(m: Match, c: Context) -> Draft | None:
    """ "01.10.2015", "10/25/89": points mean day first; a part over 12 decides; else the order nearest to publication."""
    a, b, year = int(m["a"]), int(m["b"]), full_year(m["y"])
    if m["sep"] == "." and len(m["y"]) == 2:
        return None
    if not (1 <= a <= 31 and 1 <= b <= 31) or not 1500 <= year <= 2199:
        return None
    us, eu = safe_date(year, a, b) if a <= 12 else None, safe_date(year, b, a) if b <= 12 else None
    exact = us or eu
    if us and eu and us != eu:
        first = m["sep"] == "." or c.day_first
        if c.day_first is None and m["sep"] != "." and c.published:
            first = abs((eu - c.published).days) < abs((us - c.published).days)
        exact = eu if first else us
    return Draft("DATE", exact.isoformat(), basis="explicit") if exact else None


def wd_the(m: Match, c: Context) -> Draft | None:
    """ "Tuesday the 12th": the nearest such day not after publication, by the weekday."""
    day, weekday = ordinal(m["d"]), WEEKDAYS[m["wd"]]
    if c.published is None or day is None:
        return Draft("DATE", f"XXXX-XX-{day or 1:02}", basis="none")
    for months in (0, -1, 1, -2, 2):
        base = shift_months(c.published.replace(day=1), months)
        exact = safe_date(base.year, base.month, day)
        if exact and exact.weekday() == weekday:
            return Draft("DATE", exact.isoformat())
    return None


def also_day(m: Match, c: Context) -> Draft | None:
    """ "April 24 and 25", "May 3, 5 and 9": one more day of the month told just before."""
    if not ALSO.search(c.low[max(0, m.start() - 40) : m.start()]):
        return None
    days, day = interval(c.last), ordinal(m["d"])
    exact = safe_date(days.earliest.year, days.earliest.month, day) if days and day else None
    return Draft("DATE", exact.isoformat()) if days and exact and exact > days.earliest else None


AFTER_NTH = frozenset(  # words that may follow "on the 12th", which counts no noun then
    """a an the and but or when while as after before in at on from by with for near to into their its his her they he she it
    we our some two three four five six seven eight nine ten several many more also another against despite under over only
    with without again then""".split()
)
NEXT_WORD = re.compile(r"\s(\w+)")
MEMORY = 92  # days before publication that "on the 12th" may count from what was told last


def _counts_noun(m: Match, c: Context) -> bool:
    """ "on the 27th brigade": not "On the 27th rebels ...", which opens a sentence, nor "on the 27th at dawn"."""
    word = NEXT_WORD.match(c.text, m.end())
    if not word or word[1].lower() in AFTER_NTH:
        return False
    return word[1][0].isupper() or word[1][0].isdigit() or c.text[max(0, m.start() - 3) : m.start() - 1] != "On"


def _month_told(c: Context) -> date | None:
    """The first day of the month told last, where it is near the day of publication."""
    if c.day is None or (c.published is not None and not 0 <= (c.published - c.day).days <= MEMORY):
        return None
    return c.day.replace(day=1)


def on_nth(m: Match, c: Context) -> Draft | None:
    """ "on the 12th": that day of the month told last, else of that of publication or of one beside it, by the tense."""
    day = ordinal(m["d"])
    if _counts_noun(m, c) or not re.search(
        r"\b(?:on|by|until|since|from|to|through|of|before|after)\s$", c.low[max(0, m.start() - 8) : m.start()]
    ):
        return None
    future = c.tense(m.start(), m.end()) == "future"
    month = None if future else _month_told(c)
    exact = safe_date(month.year, month.month, day) if month and day else None
    if exact and (c.published is None or exact <= c.published):
        return Draft("DATE", exact.isoformat())
    published = c.published
    if published is None or day is None:
        return Draft("DATE", f"XXXX-XX-{day or 1:02}", basis="none")
    months = [shift_months(published.replace(day=1), n) for n in (-1, 0, 1)]
    days = [d for month in months if (d := safe_date(month.year, month.month, day))]
    if UNTIL.search(c.low[max(0, m.start() - 9) : m.start()]):  # "until the 26th" may end a tale or be to come
        return Draft("DATE", min(days, key=lambda d: abs((d - published).days)).isoformat())
    fits = [d for d in days if d >= published] if future else [d for d in reversed(days) if d <= published]
    return Draft("DATE", fits[0].isoformat()) if fits else None


def month_year(m: Match, c: Context) -> Draft | None:
    """ "early May 2015", "last April", "in December"."""
    name, at = m["mon"].rstrip("."), m.start("mon")
    if not c.capital(at):
        return None
    dated = m["year"] or m["wyear"] or m["ryear"] or m["rel"] or m["mod"]
    if not dated and (name in {"may", "march"} or len(name) <= 4) and not month_context(c, at, name):
        return None
    month = MONTHS[name]
    year, explicit = year_of(m, c, month, None)
    rel = " ".join((m["rel"] or "").split())
    told = interval(c.last) if rel == "that" and not explicit else None
    if told is not None:
        year = told.earliest.year + (month < told.earliest.month)
    elif rel and not explicit and c.published:
        year = related_year(rel, month, c)
    if year is None:
        return Draft("DATE", f"XXXX-{month:02}", basis="none")
    value = f"{year:04}-{month:02}"
    return Draft("DATE", value, narrowed(value, m["mod"]), "explicit" if explicit else "relative")


def month_context(c: Context, at: int, name: str) -> bool:
    """Whether "May", "March" or an abbreviation stands where a month stands: after a preposition of time or a mark."""
    before = c.low[max(0, at - 14) : at]
    if name in {"jun", "jul", "feb", "aug", "sept", "sep", "nov", "oct", "june", "july"}:
        return True
    return bool(
        re.search(
            r"\b(?:in|since|until|by|till|of|from|through|during|before|after|between|to|and|each|every|for)\s$", before
        )
        or (
            name in {"may", "march"}
            and c.text[at - 4 : at].lower() == "the "
            and OF_MONTH.match(c.text, at + len(name))
        )
    ) and not (name in {"mar", "jan", "dec", "apr"} and not c.low.startswith(".", at + len(name)))


def related_year(rel: str, month: int, c: Context) -> int:
    """The year of "last April", "next May", "this September" seen from the publication day."""
    p = c.published or date(2000, 1, 1)
    if rel in {"last", "this past", "the previous"}:
        return p.year if month < p.month else p.year - 1
    if rel in {"next", "this coming", "the following"}:
        return p.year if month > p.month else p.year + 1
    return p.year
