"""Counting with calendar units: a unit moved by steps, a day moved by units, stretches up to the day of writing."""

from __future__ import annotations

from datetime import date

from geomap.language.dates.context import Context, Draft
from geomap.language.dates.intervals import Interval, interval, shift_days, shift_months, to_edtf, week_value

UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "E": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "T": "XXX",
    "C": "XX",
}


def unit_value(base: date, unit: str, steps: int) -> str:
    """The calendar unit of `base`, moved by `steps`, as a TIMEX3 value."""
    if unit == "D":
        return shift_days(base, steps).isoformat()
    if unit in "WEF":
        week = week_value(shift_days(base, 7 * steps * (2 if unit == "F" else 1)))
        return week + ("-WE" if unit == "E" else "")
    if unit == "M":
        return shift_months(base, steps).isoformat()[:7]
    if unit == "Q":
        moved = shift_months(base.replace(day=1), 3 * steps)
        return f"{moved.year:04}-Q{(moved.month + 2) // 3}"
    year = min(max(base.year + steps * {"Y": 1, "T": 10, "C": 100}[unit], 1), 9999)
    return f"{year:04}"[: {"Y": 4, "T": 3, "C": 2}[unit]]


def move(day: date, unit: str, n: float) -> date:
    """`day` moved by `n` units; hours stay inside the day they reach."""
    n = max(min(n, 9999.0), -9999.0)
    if unit in "SNHD":
        per_day = {"S": 86400, "N": 1440, "H": 24, "D": 1}[unit]
        return shift_days(day, int(n / per_day) if abs(n) >= per_day else 0)
    if unit in "WEF":
        return shift_days(day, round(n * (14 if unit == "F" else 7)))
    return shift_months(day, round(n * {"M": 1, "Q": 3, "Y": 12, "T": 120, "C": 1200}[unit]))


def stretch(c: Context, unit: str, n: float, ahead: bool) -> Interval | None:
    """The days that the last (or next) `n` units before (after) publication cover, publication day included."""
    if c.published is None:
        return None
    moved = move(c.published, unit, n if ahead else -n)
    start, end = (c.published, moved) if ahead else (moved, c.published)
    return Interval(start, end, to_edtf(start, end), "day" if start == end else "range")


def told_day(c: Context) -> Draft:
    """ "that day": the day told last, else the publication day."""
    day = c.anchor()
    return Draft("DATE", day.isoformat()) if day else Draft("DATE", UNKNOWN["D"], basis="none")


def part_of_told_day(part: str, c: Context) -> Draft:
    """ "the morning" of the day told last."""
    day = c.anchor()
    return Draft("TIME", f"{day.isoformat()}T{part}") if day else Draft("TIME", f"XXXX-XX-XXT{part}", basis="none")


def told_base(c: Context, unit: str) -> date | None:
    """A day inside the unit told last, for "the following month", "that year"; else the publication day."""
    days = interval(c.last) if c.last else None
    return days.earliest if days else c.published


LETTER = {"S": "S", "N": "M", "H": "H", "D": "D", "W": "W", "M": "M", "Q": "Q", "Y": "Y"}


def period_value(n: float | None, unit: str) -> str:
    """An ISO 8601 period: P3M, PT16H, P2Y6M for 2.5 years; PXD when the number is vague."""
    clock = "T" if unit in "SNH" else ""
    if unit == "E":
        return f"P{n:g}WE" if n is not None else "PXWE"
    scale = {"T": 10, "C": 100, "F": 2}.get(unit, 1)
    letter = {"T": "Y", "C": "Y", "F": "W"}.get(unit) or LETTER[unit]
    if n is None:
        return "PXY" if unit in "TC" else f"P{clock}X{letter}"
    total = n * scale
    if total != int(total):
        finer = {"Y": ("M", 12), "H": ("M", 60), "N": ("S", 60), "D": ("TH", 24)}.get("Y" if letter == "Y" else unit)
        if finer and (total % 1) * finer[1] == int((total % 1) * finer[1]):
            head = f"{int(total)}{letter}" if total >= 1 else ""
            rest = int((total % 1) * finer[1])
            return f"P{clock}{head}T{rest}H" if finer[0] == "TH" else f"P{clock}{head}{rest}{finer[0]}"
    return f"P{clock}{total:g}{letter}"
