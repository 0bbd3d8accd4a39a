"""Rules for calendar expressions: full dates, months, weekdays, quarters, seasons, years, decades, holidays, hours."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.context import Context, Draft
from geomap.language.dates.grammar import HOLIDAYS
from geomap.language.dates.intervals import (
    Interval,
    interval,
    month_span,
    narrow,
    safe_date,
    shift_days,
    shift_months,
    to_edtf,
    week_value,
)
from geomap.language.dates.vocabulary import DECADE_WORDS, MONTHS, ONES, PARTS, SEASONS, WEEKDAYS, number, ordinal

Match = re.Match[str]
ADVERB_PARTS = (("beginning", "begin"), ("start", "begin"), ("first days", "begin"), ("first weeks", "begin"), ("turn", "begin"),
                ("last days", "end"), ("last weeks", "end"), ("close", "end"), ("end", "end"), ("middle", "mid"), ("mid", "mid"),
                ("early", "early"), ("late", "late"))  # fmt: skip


def part_of(mod: str | None) -> str:
    """The part of an interval that "early", "the end of" and the like name; "" for none ("earlier", "later")."""
    text = mod or ""
    if "half of" in text or "earlier" in text or "later " in text:
        return ""
    return next((part for word, part in ADVERB_PARTS if word in text), "")


def narrowed(value: str, mod: str | None) -> Interval | None:
    """The interval of `value`, cut to the part that the modifier names."""
    whole, part = interval(value), part_of(mod)
    if whole and mod and "half of" in mod:
        half = ((whole.latest - whole.earliest).days + 1) // 2
        start, end = (
            (whole.earliest, shift_days(whole.earliest, half - 1))
            if "first" in mod
            else (shift_days(whole.earliest, half), whole.latest)
        )
        return Interval(start, end, to_edtf(start, end), "range")
    return narrow(whole, part) if whole and part and whole.precision != "day" else whole


def full_year(text: str) -> int:
    """A two-digit year as 1950..2049."""
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 50 else 1900)


def month_number(text: str) -> int:
    """1..12 for a month's name or abbreviation."""
    return MONTHS[text.strip().rstrip(".")]


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
    back, ahead = {"past": (1, 6), "future": (6, 1), "": (1, 2)}[tense]
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
    carried = carried_year(c, month, day)
    return (carried or nearest_year(c, month, day, c.tense(m.start(), m.end()))), False


def carried_year(c: Context, month: int, day: int | None) -> int | None:
    """The year told just before, in a report without a publication day."""
    near = c.year is not None and day is not None and c.sentence[0] - c.last_sentence <= 400
    return c.year if near and c.published is None else None


def full_date(m: Match, c: Context) -> Draft | None:
    """ "April 6, 1994", "6 April", "Friday, Oct. 23", "the sixth of April last year"."""
    start_month = m.start("mon")
    name = m["mon"]
    if name.rstrip(".") in {"may", "march", "mar", "dec", "sun"} and not c.capital(start_month):
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
    basis = "explicit" if explicit else "relative"
    value = exact.isoformat() + (f"T{PARTS[part]}" if part else "")
    return Draft("TIME" if part else "DATE", value, basis=basis)  # type: ignore[arg-type]


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


def day_range(m: Match, c: Context) -> Draft | None:
    """ "5-7 May 2015", "Nov. 5 to 7": an interval of days."""
    month = month_number(m["mon"] or m["mon2"])
    first, last = ordinal(m["d1"] or m["e1"]), ordinal(m["d2"] or m["e2"])
    if not first or not last or first >= last:
        return None
    year, explicit = year_of(m, c, month, first)
    start = safe_date(year, month, first) if year else None
    end = safe_date(year, month, last) if year else None
    if not start or not end:
        return None
    value = f"{start.isoformat()}/{end.isoformat()}"
    return Draft("DATE", value, Interval(start, end, value, "range"), "explicit" if explicit else "relative")


def month_range(m: Match, c: Context) -> Draft | None:
    """ "June-August 2014", "November 2013 to March 2014"."""
    year = int(m["year"])
    first, last = month_number(m["m1"]), month_number(m["m2"])
    begin = int(m["y1"]) if m["y1"] else year - (first > last)
    start, end = month_span(begin, first)[0], month_span(year, last)[1]
    if end < start:
        return None
    value = f"{begin:04}-{first:02}/{year:04}-{last:02}"
    return Draft("DATE", value, Interval(start, end, value, "range"), "explicit")


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


def on_nth(m: Match, c: Context) -> Draft | None:
    """ "on the 12th": that day of the month of publication or of one beside it, by the tense."""
    day = ordinal(m["d"])
    if not re.search(
        r"\b(?:on|by|until|since|from|to|through|of|before|after)\s$", c.low[max(0, m.start() - 8) : m.start()]
    ):
        return None
    if c.published is None or day is None:
        return Draft("DATE", f"XXXX-XX-{day or 1:02}", basis="none")
    months = [shift_months(c.published.replace(day=1), n) for n in (-1, 0, 1)]
    days = [d for month in months if (d := safe_date(month.year, month.month, day))]
    future = c.tense(m.start(), m.end()) == "future"
    fits = [d for d in days if d >= c.published] if future else [d for d in reversed(days) if d <= c.published]
    return Draft("DATE", fits[0].isoformat()) if fits else None


def short_year(m: Match, c: Context) -> Draft | None:
    """ "in '93": a year of two digits after an apostrophe."""
    value = str(full_year(m["y"]))
    if not m["pre"] and not re.search(
        r"\d\s$|[(,-]\s?$|\b(?:in|since|of|by|until|and|late|early|from|to)\s$",
        c.low[max(0, m.start() - 8) : m.start()],
    ):
        return None
    if m["pre"] in MONTHS or (m["pre"] or "").rstrip(".") in MONTHS:
        return Draft("DATE", f"{value}-{month_number(m['pre']):02}", basis="explicit")
    return Draft("DATE", value, basis="explicit", trim=(m.start("y") - 1, m.end()))


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
    if rel and not explicit and c.published:
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
    ) and not (name in {"mar", "jan", "dec", "apr"} and not c.low.startswith(".", at + len(name)))


def related_year(rel: str, month: int, c: Context) -> int:
    """The year of "last April", "next May", "this September" seen from the publication day."""
    p = c.published or date(2000, 1, 1)
    if rel in {"last", "this past", "the previous"}:
        return p.year if month < p.month else p.year - 1
    if rel in {"next", "this coming", "the following"}:
        return p.year if month > p.month else p.year + 1
    return p.year


def weekday(m: Match, c: Context) -> Draft | None:
    """ "Friday", "last Friday", "next Tuesday", "Sunday night", "every Monday", "Tuesday of last week"."""
    name = m["wd"] or m["wd2"]
    index, rel = WEEKDAYS[name], " ".join((m["rel"] or "").split())
    at = m.start("wd") if m["wd"] else m.start("wd2")
    if not c.capital(at):
        return None
    part, week = m["part"] or m["part2"], m["week"] or m["week2"]
    suffix = f"T{PARTS[part]}" if part else ""
    if rel in {"every", "each"} or m["plural"] or m["plural2"] or m["parts"] or m["parts2"]:
        return Draft("SET", f"XXXX-WXX-{index + 1}{suffix}", basis="none", open_days=False)
    if c.published is None:
        return Draft("TIME" if part else "DATE", f"XXXX-WXX-{index + 1}{suffix}", basis="none")
    exact = resolve_weekday(index, rel.removeprefix("the "), week, m, c)
    return Draft("TIME" if part else "DATE", exact.isoformat() + suffix)


def resolve_weekday(index: int, rel: str, week: str | None, m: Match, c: Context) -> date:
    """The day that a weekday's name means."""
    p = c.published or date(2000, 1, 1)
    if week:
        return shift_days(p, index - p.weekday() + {"last": -7, "this": 0, "next": 7}[week])
    back, ahead = (p.weekday() - index) % 7, (index - p.weekday()) % 7
    if rel in {"last", "this past"}:
        return shift_days(p, -(back or 7))
    if rel in {"previous", "following", "that"}:
        base = c.anchor() or p
        back, ahead = (base.weekday() - index) % 7, (index - base.weekday()) % 7
        return (
            shift_days(base, -(back or 7))
            if rel == "previous"
            else shift_days(base, (ahead or 7) if rel == "following" else -back)
        )
    if rel in {"next", "coming", "this coming"}:
        return shift_days(p, ahead or 7)
    tense = c.tense(m.start(), m.end())
    if rel == "this":
        return shift_days(p, -back if tense == "past" else ahead)
    return shift_days(p, ahead if tense == "future" and not c.low.startswith("'s", m.end()) else -back)


def season(m: Match, c: Context) -> Draft | None:
    """ "the summer of 2014", "last winter", "this spring"."""
    code, rel = SEASONS[m["season"]], " ".join((m["rel"] or "").split())
    if m["year"]:
        value = f"{m['year']}-{code}"
        return Draft("DATE", value, narrowed(value, m["mod"]), "explicit")
    marked = rel or m["mod"] or m[0].startswith("the ")
    if not marked and not re.search(
        r"\b(?:in|by|since|until|during|this|through|of|over)\s$", c.low[max(0, m.start() - 8) : m.start()]
    ):
        return None
    if m["season"] in {"fall", "spring"} and re.match(r"\s(?:of|in\s(?!the))", c.low[m.end() : m.end() + 8]):
        return None
    if m["season"] == "fall" and not rel and not m["mod"] and m[0].startswith("the "):
        return None
    if c.published is None:
        return Draft("DATE", f"XXXX-{code}", basis="none")
    value = f"{season_year(code, rel, m, c):04}-{code}"
    return Draft("DATE", value, narrowed(value, m["mod"]))


def season_year(code: str, rel: str, m: Match, c: Context) -> int:
    """The year in which the season meant begins, from the publication day."""
    p = c.published or date(2000, 1, 1)
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    begins = p.year if p.month >= first else p.year - 1  # the latest begin not after publication
    running = 0 <= (p.year - begins) * 12 + p.month - first < 3
    if rel in {"last", "the previous"}:
        return begins - 1 if running else begins
    if rel in {"next", "the coming", "this coming", "the following"}:
        return begins + 1
    if rel == "this past":
        return begins
    if rel == "this":
        return p.year if code != "WI" else begins if running or p.month < 6 else p.year
    return begins + 1 if c.tense(m.start(), m.end()) == "future" and not running else begins


def decade(m: Match, c: Context) -> Draft | None:
    """ "the 1990s", "the early '80s", "the nineties"."""
    if m["d"]:
        digits = m["d"][:3]
    elif m["dd"]:
        digits = ("20" if m["dd"] < "30" else "19") + m["dd"][0]
    else:
        digits = f"19{DECADE_WORDS[m['w']] // 10}"
        if not m[0].startswith("the"):
            return None
    return Draft("DATE", digits, narrowed(digits, (m["mod"] or "") + (m["mod2"] or "")), "explicit")


def century(m: Match, c: Context) -> Draft | None:
    """ "the 20th century" as its two digits: 19."""
    n = int(m["n"]) if m["n"] else ordinal(m["w"])
    if not n or not 5 <= n <= 22:
        return None
    value = f"{n - 1:02}"
    return Draft("DATE", value, narrowed(value, m["mod"]), "explicit")


def year(m: Match, c: Context) -> Draft | None:
    """A year of four digits where a year can stand; "2013-14" is the two years."""
    y = int(m["y"])
    before, after = c.low[max(0, m.start() - 24) : m.start()], c.low[m.end() : m.end() + 24]
    marked = (
        m["mod"]
        or "year" in m[0]
        or re.search(
            r"\b(?:in|of|since|until|till|by|from|during|before|after|through|to|and|late|early|between|circa|fiscal|year|for|than|around|about|(?:19|20)\d\d)\s?$|[(,]\s?$",
            before,
        )
    )
    if not 1800 <= y <= 2100 and not marked:
        return None
    if re.match(r"\s?(?:percent|per cent|people|men|women|troops|fighters|soldiers|children|civilians|militants|rebels|tanks|km|kilomet|metres|meters|miles|feet|tons|tonnes|dollars|"
                r"euros|shares|members|refugees|families|homes|houses|houses|rockets|missiles|shells|troop|prisoners|hostages|years?\b|days|hours|hectares|square|bodies|vehicles|trucks|islamic|jihadi)", after):  # fmt: skip
        return None
    if not marked and re.match(r"\s[a-z]{2,}s\b(?<!\bwas)(?<!\bhas)(?<!\bis)", after) and not 1900 <= y <= 2030:
        return None
    if (
        re.search(
            r"(?:no\.|number|resolution|page|room|flight|route|highway|road|unit|at least|more than|some|nearly|almost|killed|least|over|division|brigade)\s$",
            before,
        )
        and not m["mod"]
    ):
        return None
    if m["y2"]:
        last = full_year(m["y2"]) if len(m["y2"]) == 4 else y - y % 100 + int(m["y2"])
        return years(y, last)
    return Draft("DATE", m["y"], narrowed(m["y"], m["mod"]), "explicit")


def years(first: int, last: int) -> Draft | None:
    """The interval of years `first`..`last`."""
    if not first < last <= first + 120:
        return None
    value = f"{first:04}/{last:04}"
    return Draft("DATE", value, Interval(date(first, 1, 1), date(last, 12, 31), value, "range"), "explicit")


def year_span(m: Match, c: Context) -> Draft | None:
    """ "1992-95", "1990\u20131995"."""
    first = int(m["y"])
    last = int(m["y2"]) if len(m["y2"]) == 4 else first - first % 100 + int(m["y2"])
    return years(first, last)


def word_year(m: Match, c: Context) -> Draft | None:
    """ "nineteen ninety-six", "two thousand and three"."""
    if m["c"]:
        tail = m["t"]
        n = ONES.get(tail.split()[-1], 0) if tail.startswith("oh") else int(number(tail) or 0)
        value = {"nineteen": 1900, "eighteen": 1800, "seventeen": 1700}[m["c"]] + n
    else:
        value = 2000 + ONES.get(m["k"] or m["k2"] or "zero", 0)
        if not m["k"] and not m["k2"] and "year" not in m[0]:
            return None
    return Draft("DATE", str(value), basis="explicit")


def holiday(m: Match, c: Context) -> Draft | None:
    """Feasts with a fixed or computable day: "Christmas", "Thanksgiving Day", "Easter 2014"."""
    if not c.capital(m.start("name")):
        return None
    rule = next((v for p, v in HOLIDAYS.items() if re.fullmatch(p, m["name"])), None)
    if rule is None:
        return None
    explicit = bool(m["year"])
    if not explicit and c.published is None:
        return Draft("DATE", f"XXXX-{rule}" if rule[0].isdigit() else "XXXX-XX-XX", basis="none")
    when = holiday_day(rule, int(m["year"])) if explicit else nearest_feast(rule, m, c)
    if when is None:
        return None
    value = week_value(when) if m["wk"] else when.isoformat()
    return Draft("DATE", value, basis="explicit" if explicit else "relative")


def nearest_feast(rule: str, m: Match, c: Context) -> date | None:
    """The feast meant: the last one or the next one, by "last", "next" and the tense."""
    p = c.published
    if p is None:
        return None
    days = [d for y in (p.year - 1, p.year, p.year + 1) if (d := holiday_day(rule, y))]
    tense = {"next": "future", "last": "past"}.get(m["rel"] or "", "") or c.tense(m.start(), m.end())
    back, ahead = {"past": (1, 6), "future": (6, 1), "": (1, 2)}[tense]
    return min(days, key=lambda d: max((p - d).days * back, (d - p).days * ahead), default=None)


def holiday_day(rule: str, year: int) -> date | None:
    """The day of a feast in a year; rules for moving ones after the Gregorian computus and US law."""
    if rule[0].isdigit():
        return safe_date(year, int(rule[:2]), int(rule[3:]))
    if rule.startswith("easter"):
        return shift_days(easter(year), int(rule[6:] or 0))
    month, weekday_index, nth = {
        "thanksgiving": (11, 3, 4), "labor": (9, 0, 1), "memorial": (5, 0, -1), "mlk": (1, 0, 3),
        "presidents": (2, 0, 3), "columbus": (10, 0, 2), "election": (11, 0, 1),
    }[rule]  # fmt: skip
    first, last = month_span(year, month)
    if nth < 0:
        return shift_days(last, -((last.weekday() - weekday_index) % 7))
    found = shift_days(first, (weekday_index - first.weekday()) % 7 + 7 * (nth - 1))
    return shift_days(found, 1) if rule == "election" else found


def easter(year: int) -> date:
    """Western Easter Sunday (anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    p = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * p + 114, 31)
    return date(year, month, day + 1)
