"""Rules for feasts and days of remembrance with a fixed or computable day, and for landmark days known by their date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from geomap.language.dates.calendars import (
    easter,
    hanukkah,
    hebrew_new_year,
    islamic_day,
    islamic_years,
    nth_weekday,
    orthodox_easter,
    passover,
)
from geomap.language.dates.context import Context, Draft
from geomap.language.dates.holidays import HOLIDAYS, WEEKDAY_FEASTS
from geomap.language.dates.intervals import Interval, narrow, safe_date, shift_days, to_edtf, week_value
from geomap.language.dates.parts import Match, clean, part_of

SHIFTED = re.compile(r"([a-z]+)([+-]\d+)?")
MOVING: dict[str, Callable[[int], date]] = {
    "easter": easter,
    "orthodox": orthodox_easter,
    "passover": passover,
    "hanukkah": hanukkah,
    "tishri": lambda year: hebrew_new_year(year + 3761),
}
NAMED_AFTER = re.compile(r"\s(?:war|rising|revolution|island|bunny|offensive|tree|massacre)\b")
ATTACK = re.compile(
    r"\b(?:attacks?|massacre|assault|onslaught|hijack\w*|terror\w*|hamas|hostages?|storm(?:ed|ing)|infiltrat\w+)\b"
)
ISRAEL = re.compile(r"\b(?:hamas|israel\w*|gaza\w*|kibbutz\w*)\b")
ONWARD = re.compile(r"\b(?:since|after|before|until|post|pre|of|the|following)(?:\s|-)$")
NEAR = 160  # characters on either side in which a landmark day must be borne out


@cache
def rule_of(name: str) -> str:
    """The rule of a feast's name (folded, single blanks), "" for none."""
    return next((rule for pattern, rule in HOLIDAYS.items() if re.fullmatch(pattern, name)), "")


def holiday(m: Match, c: Context) -> Draft | None:
    """ "Christmas", "Thanksgiving Day", "Easter 2014", "the end of Ramadan", "Eid al-Adha", "Yom Kippur"."""
    name = clean(m["name"])
    rule = rule_of(name)
    word = m.start("name") + (name.rfind(" ") + 1 if name.startswith("the ") else 0)
    if not rule or not c.capital(word) or NAMED_AFTER.match(c.low, m.end()):
        return None
    explicit = bool(m["year"])
    if not explicit and c.published is None:
        return Draft("DATE", f"XXXX-{rule}" if rule[0].isdigit() else "XXXX-XX-XX", basis="none")
    whole = feast(rule, int(m["year"])) if explicit else nearest_feast(rule, m, c)
    if whole is None:
        return None
    basis: str = "explicit" if explicit else "relative"
    if rule == "ramadan":
        return ramadan(whole, m, basis)
    value = week_value(middle(whole)) if m["wk"] else middle(whole).isoformat()
    return Draft("DATE", value, None if m["wk"] or whole.earliest == whole.latest else whole, basis)  # type: ignore[arg-type]


def ramadan(whole: Interval, m: Match, basis: str) -> Draft:
    """The month of fasting, or its first or last day, its beginning or end: a day more or less, as the moon is seen."""
    first, last = shift_days(whole.earliest, 1), shift_days(whole.latest, -1)
    if m["nth"]:
        day = first if "first" in m["nth"] else last
        return Draft("DATE", day.isoformat(), about(day, day), basis)  # type: ignore[arg-type]
    part = part_of(m["mod"])
    days = narrow(whole, part) if part else whole
    return Draft("DATE", f"{first.isoformat()}/{last.isoformat()}", days, basis)  # type: ignore[arg-type]


def about(first: date, last: date) -> Interval:
    """`first`..`last` with a day of doubt at both ends, marked as approximate in EDTF."""
    begin, end = shift_days(first, -1), shift_days(last, 1)
    return Interval(begin, end, f"{begin.isoformat()}~/{end.isoformat()}~", "range")


def middle(days: Interval) -> date:
    """The day in the middle of an interval."""
    return shift_days(days.earliest, (days.latest - days.earliest).days // 2)


def nearest_feast(rule: str, m: Match, c: Context) -> Interval | None:
    """The feast meant: the last one or the next one, by "last", "next" and the tense."""
    p = c.published
    if p is None:
        return None
    found = [d for y in (p.year - 1, p.year, p.year + 1) for d in feasts_of(rule, y)]
    tense = {"next": "future", "last": "past"}.get(m["rel"] or "", "") or c.tense(m.start(), m.end())
    back, ahead = {"past": (1, 6), "future": (6, 1), "": (1, 2)}[tense]
    return min(found, key=lambda d: max((p - d.latest).days * back, (d.earliest - p).days * ahead, 0), default=None)


def feast(rule: str, year: int) -> Interval | None:
    """The first feast of that rule in a Gregorian year."""
    return next(iter(feasts_of(rule, year)), None)


@lru_cache(maxsize=512)
def feasts_of(rule: str, year: int) -> tuple[Interval, ...]:
    """The days of a feast in a Gregorian year: none, one, or two; Islamic ones with a day of doubt at both ends."""
    if not 1 < year < 9998:
        return ()
    if rule in {"ramadan", "eid"} or rule.startswith("islamic"):
        found = [days for hijri in islamic_years(year) if hijri > 0 for days in islamic_feast(rule, hijri)]
        return tuple(days for days in found if shift_days(days.earliest, 1).year == year)
    day = safe_date(year, int(rule[:2]), int(rule[3:])) if rule[0].isdigit() else moving_day(rule, year)
    return (Interval(day, day, to_edtf(day, day), "day"),) if day else ()


def islamic_feast(rule: str, hijri: int) -> list[Interval]:
    """The feast in a year of the tabular Islamic calendar."""
    if rule == "ramadan":
        return [about(islamic_day(hijri, 9, 1), shift_days(islamic_day(hijri, 10, 1), -1))]
    days = ["10-01", "12-10"] if rule == "eid" else [rule.removeprefix("islamic-")]
    return [about(day, day) for text in days if (day := islamic_day(hijri, int(text[:2]), int(text[3:])))]


def moving_day(rule: str, year: int) -> date | None:
    """The day of a moving feast of a church, of the Hebrew calendar, or of an nth weekday."""
    if rule in WEEKDAY_FEASTS:
        found = nth_weekday(year, *WEEKDAY_FEASTS[rule])
        return shift_days(found, 1) if rule == "election" else found
    m = SHIFTED.fullmatch(rule)
    if not m:
        return None
    return shift_days(MOVING[m[1]](year), int(m[2] or 0))


def landmark(m: Match, c: Context) -> Draft | None:
    """ "9/11", "the September 11 attacks", "since October 7" in a report on Gaza: days known by their date alone."""
    around = c.low[max(0, m.start() - NEAR) : m.end() + NEAR]
    if m["nine"]:
        return Draft("DATE", "2001-09-11", basis="chronology")
    if m["sept"]:
        return Draft("DATE", "2001-09-11", basis="chronology") if ATTACK.match(c.low, m.end() + 1) else None
    p = c.published
    if (p and p < date(2023, 10, 7)) or not ISRAEL.search(around):
        return None
    told = ATTACK.search(around) or ONWARD.search(c.low[max(0, m.start() - 12) : m.start()])
    return Draft("DATE", "2023-10-07", basis="chronology") if told else None
