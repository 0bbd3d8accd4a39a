"""Rules for lengths of time, repeated times and loose references: "three months", "daily", "recently"."""

from __future__ import annotations

import re

from geomap.language.dates.context import Context, Draft
from geomap.language.dates.intervals import Interval, interval, shift_days, to_edtf
from geomap.language.dates.parts import Match, clean, month_number, unit_code
from geomap.language.dates.steps import move, period_value, stretch
from geomap.language.dates.vocabulary import MONTHS, NUMBER_WORD, SEASONS, WEEKDAYS, number


def vague(text: str) -> bool:
    """Whether a count is a vague one."""
    return number(clean(text)) is None


HAVE_FOR = re.compile(
    r"\b(?:has|have|'ve)\s[^;]{1,70}\bfor\s(?:the\s|about\s|nearly\s|almost\s|more than\s|over\s|at least\s)?$"
)
RATE = re.compile(
    rf"(?:\d|\b{NUMBER_WORD})\s(?:\w{{2,12}}\s)?\w{{2,14}}s\s$"
)  # "four flights a week", "24 hours a day"
SOME_DAY = re.compile(r"\b(?:will|would|could|may|might|shall|can)\s$")


def duration(m: Match, c: Context) -> Draft | None:
    """ "three months", "a 16-hour", "two and a half years", "a few days"."""
    unit, count = unit_code(m["unit"]), clean(m["n"])
    hyphen = c.low[m.end("n") : m.start("unit")] == "-"
    if count in {"many", "some", "few"} and not m["unit"].endswith("s"):
        return None
    if count in {"a", "an"} and not bare_article(m, c, unit):
        return None
    if count == "one" and m["unit"] == "day" and SOME_DAY.search(c.low[max(0, m.start() - 10) : m.start()]):
        return Draft("DATE", "FUTURE_REF", basis="none", open_days=False)
    n = number(count)
    if (n is not None and m["half"]) or m["half2"]:
        n = (n or 0) + 0.5
    if n is not None and n > 1900 and unit in "DWMY" and n == int(n) and not hyphen and n < 2100:
        return None
    if unit == "S" and n == 1 and count in {"a", "another"}:
        return None
    if unit == "Q" and hyphen:
        return None
    going_on = n is not None and HAVE_FOR.search(c.verbs(max(c.sentence[0], m.start() - 80), m.start()))
    days = stretch(c, unit, n, ahead=False) if going_on and n is not None else None
    return Draft("DURATION", period_value(n, unit), days, "relative" if days else "none", open_days=bool(days))


def bare_article(m: Match, c: Context, unit: str) -> bool:
    """Whether "a year" is a length ("for a year"), not a rate ("$2 million a year") or an adjective."""
    before, after = c.low[max(0, m.start() - 16) : m.start()], c.low[m.end() : m.end() + 12]
    if unit in {"S", "N"} or m["unit"] in {"night", "quarter", "second", "minute"}:
        return False
    return (
        not re.search(
            r"(?:million|billion|thousand|percent|%|\d|cents|dollars|tons?|tonnes|barrels|times|units|share)\s$", before
        )
        and not RATE.search(c.low[max(0, m.start() - 40) : m.start()])
        and not re.match(r"\s(?:when|that|in which|of\s)", after)
    )


def rate(m: Match, c: Context, unit: str) -> bool:
    """Whether the words before make a rate."""
    return bool(re.search(r"(?:once|twice|times)\s$", c.low[max(0, m.start() - 8) : m.start()]))


def dur_range(m: Match, c: Context) -> Draft | None:
    """ "12 to 18 months": the larger number when it fits, else vague."""
    unit, n, n2 = unit_code(m["unit"]), number(clean(m["n"])), number(clean(m["n2"]))
    if n is None or n2 is None or n >= n2:
        return None
    return Draft("DURATION", period_value(n2, unit), basis="none", open_days=False)


COUNTED = re.compile(rf"(?:\d|{NUMBER_WORD})\s$")
UNBOUND = re.compile(
    r"(?:^|[^\w\s]\s*|\b(?:after|with|by|despite|amid|from|follow(?:s|ed|ing)|and|through|of|for|during|in|ended|ends)\s)$"
)
FOURTHS = {"hour": "PT15M", "century": "P25Y"}


def long(m: Match, c: Context) -> Draft | None:
    """ "day-long", "for months", "over decades"."""
    if m["unit"]:
        n = number(clean(m["count"])) if m["count"] else None if m["unit"].endswith("s") else 1.0
        return Draft("DURATION", period_value(n, unit_code(m["unit"])), basis="none", open_days=False)
    if m["unit3"] or m["many"]:
        before = c.low[max(0, m.start() - 12) : m.start()]
        if COUNTED.search(before) if m["unit3"] else not UNBOUND.search(before) and m.start() > c.sentence[0]:
            return None
        return Draft("DURATION", period_value(None, unit_code(m["unit3"] or m["many"])), basis="none", open_days=False)
    if m["fourth"] or m["whole"]:
        value = FOURTHS[m["fourth"]] if m["fourth"] else period_value(1.0, unit_code(m["whole"]))
        return Draft("DURATION", value, basis="none", open_days=False)
    at = m.start("unit2")
    return Draft(
        "DURATION", period_value(None, unit_code(m["unit2"])), basis="none", open_days=False, trim=(at, m.end())
    )


def last_n(m: Match, c: Context) -> Draft | None:
    """ "the past 10 days", "the last three, four months", "the next few weeks", "his first two years"."""
    rel, text = m["rel"] or m["rel2"], m["unit"] or m["unit2"]
    if text in {"summers", "winters"}:
        return Draft("SET", f"XXXX-{SEASONS[text[:-1]]}", basis="none", open_days=False)
    unit = unit_code(text)
    if m["art"] and not m["n"] and not re.search(r"few|several|couple|many", m[0]) and not text.endswith("s"):
        return None
    numbers = [number(clean(g)) for g in (m["n"], m["n2"], m["n3"], m["n4"], m["n5"]) if g]
    n = max((v for v in numbers if v is not None), default=2.0 if "couple" in m[0] else None)
    counted = rel in {"last", "past", "next", "coming", "previous", "recent", "preceding"} and (
        m["art"] in {"the", "this", "these", None}
    )
    days = None
    if counted and rel not in {"previous", "preceding"}:
        guess = n if n is not None else {"D": 7.0, "W": 5.0, "M": 6.0, "Y": 5.0, "H": 24.0}.get(unit, 5.0)
        days = stretch(c, unit, guess, rel in {"next", "coming"})
    value = period_value(n, unit)
    if rel == "first" and unit == "M" and c.published:
        c.last = f"{c.published.year:04}"
    return Draft("DURATION", value, days, "relative" if days else "none", open_days=bool(days))


def recent_units(m: Match, c: Context) -> Draft | None:
    """ "in recent weeks", "coming months"."""
    unit = unit_code(m["unit"] or m["unit2"])
    guess = {"D": 7.0, "W": 5.0, "M": 6.0, "Q": 3.0, "Y": 5.0, "T": 3.0}[unit]
    days = stretch(c, unit, guess, m["rel"] in {"coming", "future", None}) if unit in "DWMY" else None
    if m["rel"] == "future":
        return Draft("DATE", "FUTURE_REF", basis="none", open_days=False)
    return Draft("DURATION", period_value(None, unit), days, "relative" if days else "none", open_days=bool(days))


def period_first(m: Match, c: Context) -> Draft | None:
    """ "the first nine months of 2014": a duration with its place in the year or month."""
    n, unit = number(m["n"]), unit_code(m["unit"])
    if n is None:
        return None
    whole = None
    if m["year"]:
        whole = interval(m["year"])
    elif m["mon"] and c.published:
        month = month_number(m["mon"])
        whole = interval(f"{c.published.year - (month > c.published.month)}-{month:02}")
    elif c.published:
        whole = interval(str(c.published.year - (m["ryear"] == "last")))
    days = None
    if whole and m["rel"] in {"first", "opening"}:
        end = shift_days(move(whole.earliest, unit, n), -1)
        days = Interval(whole.earliest, end, to_edtf(whole.earliest, end), "range")
    elif whole and m["rel"] in {"last", "final"}:
        start = shift_days(move(whole.latest, unit, -n), 1)
        days = Interval(start, whole.latest, to_edtf(start, whole.latest), "range")
    if unit == "M" and whole:
        c.last = f"{whole.earliest.year:04}"
    end_at = m.end("unit")
    return Draft(
        "DURATION",
        period_value(n, unit),
        days,
        "relative" if days else "none",
        open_days=bool(days),
        trim=(m.start(), end_at),
    )


ADVERBS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "hourly": "PT1H", "nightly": "XXXX-XX-XXTNI",
           "biweekly": "P2W", "weekends": "XXXX-WXX-WE", "quarterly": "P1Q"}  # fmt: skip


def repeated(m: Match, c: Context) -> Draft | None:
    """ "every day", "each July", "daily", "twice a day"."""
    adverb = m["adv"] or m["adv2"]
    if adverb:
        if adverb == "quarterly" or (adverb == "daily" and c.capital(m.start("adv")) and m.start() > c.sentence[0]):
            return None
        return Draft("SET", ADVERBS[adverb], basis="none", open_days=False)
    if m["unit2"]:
        return Draft("SET", period_value(1.0, unit_code(m["unit2"])), basis="none", open_days=False)
    word, every = m["unit"].rstrip("."), clean(m["every"])
    if word in WEEKDAYS:
        value = f"XXXX-WXX-{WEEKDAYS[word] + 1}"
    elif word in MONTHS and c.capital(m.start("unit")):
        value = f"XXXX-{MONTHS[word]:02}"
    elif word in SEASONS:
        value = f"XXXX-{SEASONS[word]}"
    elif word in {"morning", "evening", "afternoon", "night"}:
        value = "XXXX-XX-XXT" + {"morning": "MO", "evening": "EV", "afternoon": "AF", "night": "NI"}[word]
    elif word in MONTHS:
        return None
    else:
        n = 2.0 if every == "other" else number(every) if every and every != "single" else 1.0
        value = period_value(n, unit_code(word))
    if m[0].startswith("per") and word not in {"day", "week", "month", "year", "hour"}:
        return None
    return Draft("SET", value, basis="none", open_days=False)


def reference(value: str) -> object:
    """A rule that answers with PAST_REF, PRESENT_REF or FUTURE_REF."""

    def handler(m: Match, c: Context) -> Draft | None:
        if (
            value == "PRESENT_REF"
            and c.published
            and m[0] in {"now", "right now", "just now", "currently", "at present"}
        ):
            days = Interval(c.published, c.published, c.published.isoformat(), "day")
            return Draft("DATE", value, days)
        if value == "PAST_REF" and m[0] in {"recently", "recent", "lately"}:
            return Draft("DATE", value, None, "none", open_days=False)
        return Draft("DATE", value, basis="none", open_days=False)

    return handler
