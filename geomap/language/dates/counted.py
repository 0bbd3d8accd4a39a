"""Rules for counted distances: "two years ago", "a week later", "the day after"."""

from __future__ import annotations

from datetime import date

from geomap.language.dates.clocks import day_at
from geomap.language.dates.context import Context, Draft
from geomap.language.dates.intervals import Interval, interval, shift_days, to_edtf, week_value
from geomap.language.dates.parts import Match, clean, unit_code
from geomap.language.dates.steps import UNKNOWN, move, period_value, unit_value
from geomap.language.dates.vocabulary import WEEKDAYS, number


def ago(m: Match, c: Context) -> Draft | None:
    """ "two weeks ago", "a year earlier", "three days later", "months ago"."""
    unit, direction = unit_code(m["unit"]), clean(m["dir"])
    n = number(clean(m["n"])) if m["n"] else None
    half = 0.5 if m["half"] or m["half2"] else 0.0
    told = direction in {"earlier", "later", "before", "on", "hence", "since"}
    if direction == "since":
        return None
    sign = 1 if direction in {"later", "on", "hence", "from now", "from today"} else -1
    if n is None:
        return None if direction == "before" else vague_ago(unit, sign, told)
    if unit == "Y" and n == 1 and not half and sign < 0 and c.quarter and recent_quarter(c):
        return Draft("DATE", f"{c.quarter[0] - 1}-Q{c.quarter[1]}", told=False)
    base = count_base(c, unit, told, sign)
    if base is None and told:
        return Draft("DATE", period_value(n + half, unit), basis="none", open_days=False)
    if base is None:
        return Draft("DATE", UNKNOWN.get(unit, "XXXX-XX-XX"), basis="none")
    moved = move(base, unit, sign * (n + half))
    if unit in "SNH":
        days = interval(moved.isoformat())
        return Draft("DATE", period_value(n + half, unit), days) if told else Draft("TIME", moved.isoformat())
    if m["end"] == "today" and not told and unit in "MY":  # "a year ago today" is a day
        return Draft("DATE", moved.isoformat())
    compared = unit == "Y" and n == 1 and sign < 0
    return Draft("DATE", moved_value(moved, unit, told, c, n), near(moved, unit), told=not compared)


def in_time(m: Match, c: Context) -> Draft | None:
    """ "in two weeks' time", "a week from Friday", "two weeks ago Monday": a day counted from one that is named."""
    n, unit = number(clean(m["n"] or m["n2"])), unit_code(m["unit"] or m["unit2"])
    if n is None:
        return None
    if c.published is None:
        return Draft("DATE", UNKNOWN[unit], basis="none")
    if not m["wd"]:
        moved = move(c.published, unit, n)
        return Draft("DATE", moved_value(moved, unit, False, c, n), near(moved, unit))
    sign = 1 if m["dir"] == "from" else -1
    index = (c.published.weekday() + 1) % 7 if m["wd"] == "tomorrow" else WEEKDAYS[m["wd"]]
    day = shift_days(c.published, sign * ((sign * (index - c.published.weekday())) % 7))
    return Draft("DATE", move(day, unit, sign * n).isoformat())


def before_last(m: Match, c: Context) -> Draft | None:
    """ "the week before last", "the month after next", "the night before last"."""
    if m["unit"] == "night":
        base = shift_days(c.published, -2) if c.published else None
        return Draft(
            "TIME", f"{base.isoformat()}TNI" if base else "XXXX-XX-XXTNI", basis="relative" if base else "none"
        )
    unit = unit_code(m["unit"])
    if c.published is None:
        return Draft("DATE", UNKNOWN[unit], basis="none")
    return Draft("DATE", unit_value(c.published, unit, -2 if "last" in m["dir"] else 2))


def recent_quarter(c: Context) -> bool:
    """Whether a quarter is what the report told last."""
    return bool(c.quarter) and "Q" in (c.last or "")


def count_base(c: Context, unit: str, told: bool, sign: int) -> date | None:
    """Where "N units earlier" counts from: the time told last; "ago" counts from publication.

    "Three days later" needs a day told before: None without one, for the day of writing is no beginning of a tale.
    """
    if not told:
        return c.published
    if unit in "SNHDWF":
        return c.day or (c.published if sign < 0 else None)
    days = interval(c.last) if c.last else None
    return days.earliest if days else c.published


def moved_value(moved: date, unit: str, told: bool, c: Context, n: float) -> str:
    """The moved day written as coarse as its unit."""
    if unit in "DWF" and unit == "D":
        return moved.isoformat()
    if unit in "WEF":
        return week_value(moved) if n > 4 or (not told and n < 1) else moved.isoformat()
    if unit in "MQ":
        return moved.isoformat()[:7] if unit == "M" else f"{moved.year:04}-Q{(moved.month + 2) // 3}"
    if unit == "Y" and told and n == 1 and len(c.last) == 7 and "Q" not in c.last:
        return moved.isoformat()[:7]
    return f"{moved.year:04}" if unit in "YT" or n < 1 else f"{moved.year:04}"[:2]


def near(moved: date, unit: str) -> Interval | None:
    """An honest interval around a counted day: a week for weeks, the month for months, the year for years."""
    if unit in "WEF":
        start, end = shift_days(moved, -3), shift_days(moved, 3)
        return Interval(start, end, to_edtf(start, end), "week")
    return None


def vague_ago(unit: str, sign: int, told: bool) -> Draft:
    """ "several years ago": the past; "a few days later": so much of an unknown number, from the time told."""
    if told:
        return Draft("DATE", period_value(None, unit), basis="none", open_days=False)
    return Draft("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", basis="none", open_days=False)


def after_anchor(m: Match, c: Context) -> Draft | None:
    """ "the day after", "a week after the fall of ...": counted from an event, so a duration unless it is told."""
    n = 1.0 if m["n"] == "the" else number(m["n"])
    unit = unit_code(m["unit"])
    width = len(clean(m["n"])) + 1 + len(m["unit"])
    trim = (m.start(), m.end("unit"))
    if n is None or width < 3 or (m["n"] == "the" and m["unit"] != "day"):
        return None
    sign = -1 if m["dir"] == "before" else 1
    anchor = clean(m["anchor"])
    if anchor in {"yesterday", "today"} and c.published:
        moved = move(c.published, unit, sign * n - (anchor == "yesterday"))
        return Draft("DATE", moved.isoformat())
    named = day_at(m.start("anchor") + (4 if c.low.startswith("the ", m.start("anchor")) else 0), c)
    if unit == "D" and m["n"] == "the" and named:  # "the day after Monday's raid"
        return Draft("DATE", shift_days(named[0], sign).isoformat(), basis=named[3], trim=trim)
    if unit == "D" and m["n"] == "the":
        return Draft("DATE", "XXXX-XX-XX", basis="none", open_days=False, trim=trim)
    return Draft("DURATION", f"P{n:g}{unit}" if unit in "DWMY" else "PXX", basis="none", open_days=False, trim=trim)
