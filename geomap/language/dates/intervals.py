"""TIMEX3 values and EDTF as intervals of days, and intervals as EDTF.

Sources: ISO 8601-2:2019 (EDTF levels 0 to 2: seasons 21-24, quarters 33-36, halves 40-41), TimeML 1.2.1 for the values.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from geomap.model import DatePrecision

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
SEASON_CODES = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
CODE_STARTS = {"21": 3, "22": 6, "23": 9, "24": 12, "33": 1, "34": 4, "35": 7, "36": 10, "40": 1, "41": 7}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """Days `earliest`..`latest`, both inclusive, how they are written in EDTF, and how exact they are."""

    earliest: date
    latest: date
    edtf: str
    precision: DatePrecision


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(day: date, days: int) -> date:
    """`day` moved by `days`, held inside the years 1 to 9999."""
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def shift_months(day: date, months: int) -> date:
    """`day` moved by calendar months, the day clipped to the month's end, held inside the years 1 to 9999."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_span(year: int, first: int, count: int = 1) -> tuple[date, date]:
    """First and last day of `count` months from month `first` (1..12) of `year`."""
    start = date(year, first, 1)
    last = shift_months(start, count - 1)
    return start, last.replace(day=monthrange(last.year, last.month)[1])


def week_start(day: date) -> date:
    """Monday of the ISO week of `day`."""
    return shift_days(day, -day.weekday())


def week_value(day: date) -> str:
    """The ISO week of `day` as a TIMEX3 value: 2013-W11."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def to_edtf(earliest: date | None, latest: date | None) -> str:
    """EDTF of the days `earliest`..`latest`: the shortest of day, month, year or interval; None is an open end."""
    if earliest is None and latest is None:
        return ""
    if earliest is None or latest is None:
        return f"{_iso(earliest) if earliest else '..'}/{_iso(latest) if latest else '..'}"
    if earliest == latest:
        return _iso(earliest)
    if (earliest, latest) == month_span(earliest.year, earliest.month):
        return _iso(earliest)[:7]
    if (earliest, latest) == month_span(earliest.year, 1, 12):
        return _iso(earliest)[:4]
    return f"{_iso(earliest)}/{_iso(latest)}"


def _iso(day: date) -> str:
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


EDTF = re.compile(r"(\d{2}(?:\d\d|\dX|XX))(?:-(\d\d))?(?:-(\d\d))?[~?%]?")


def from_edtf(text: str) -> tuple[date | None, date | None]:
    """First and last day of an EDTF date or interval; None for an open end.

    Reads what `to_edtf` and `interval` write: days, months, years, decades (199X), centuries (19XX), seasons, quarters,
    halves, `a/b`, `../b`, `a/..`. Raises ValueError for anything else.
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _edtf_bounds(first)
    earliest = None if first in {"..", ""} else _edtf_bounds(first)[0]
    latest = None if last in {"..", ""} else _edtf_bounds(last)[1]
    if earliest and latest and latest < earliest:
        raise ValueError(f"EDTF interval ends before it begins: {text!r}")
    return earliest, latest


def _edtf_bounds(text: str) -> tuple[date, date]:
    m = EDTF.fullmatch(text)
    if not m:
        raise ValueError(f"not an EDTF date: {text!r}")
    year, month, day = m.groups()
    if "X" in year:
        if month:
            raise ValueError(f"not an EDTF date: {text!r}")
        return date(max(int(year.replace("X", "0")), 1), 1, 1), date(int(year.replace("X", "9")), 12, 31)
    if month is None:
        return month_span(int(year), 1, 12)
    if month in CODE_STARTS:
        if day:
            raise ValueError(f"not an EDTF date: {text!r}")
        return month_span(int(year), CODE_STARTS[month], 6 if month >= "40" else 3)
    if day:
        exact = date(int(year), int(month), int(day))
        return exact, exact
    return month_span(int(year), int(month))


SEASON_VALUE = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
QUARTER_VALUE = re.compile(r"(\d{4})-([QH])([1-4])")
WEEK_VALUE = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
DAY_VALUE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?")


def interval(value: str) -> Interval | None:
    """The days that a TIMEX3 value of a calendar date covers; None for durations, sets, references and open values."""
    found = _day(value) or _week(value) or _season(value) or _quarter(value)
    if found or not re.fullmatch(r"\d{2,4}(-\d\d)?", value) or (len(value) == 3 and value.startswith("0")):
        return found
    if "-" in value:
        year, month = int(value[:-3]), int(value[-2:])
        if not (len(value) == 7 and 1 <= month <= 12 and year):
            return None
        return Interval(*month_span(year, month), value, "month")
    if value == "0000" or value == "00":
        return None
    if len(value) == 4:
        return Interval(*month_span(int(value), 1, 12), value, "year")
    edtf = value + "X" * (4 - len(value))
    earliest, latest = _edtf_bounds(edtf)
    return Interval(earliest, latest, edtf, "range")


def _day(value: str) -> Interval | None:
    m = DAY_VALUE.fullmatch(value)
    day = safe_date(int(m[1]), int(m[2]), int(m[3])) if m else None
    return Interval(day, day, _iso(day), "day") if day else None


def _week(value: str) -> Interval | None:
    m = WEEK_VALUE.fullmatch(value)
    if not m:
        return None
    try:
        start = date.fromisocalendar(int(m[1]), int(m[2]), 6 if m[3] else 1)
    except ValueError:
        return None
    end = shift_days(start, 1 if m[3] else 6)
    return Interval(start, end, f"{_iso(start)}/{_iso(end)}", "week")


def _season(value: str) -> Interval | None:
    m = SEASON_VALUE.fullmatch(value)
    if not m or m[1] in {"0000", "9999"}:
        return None
    return Interval(*month_span(int(m[1]), SEASON_MONTHS[m[2]], 3), f"{m[1]}-{SEASON_CODES[m[2]]}", "season")


def _quarter(value: str) -> Interval | None:
    m = QUARTER_VALUE.fullmatch(value)
    if not m or m[1] == "0000" or (m[2] == "H" and m[3] > "2"):
        return None
    n, length = int(m[3]), 3 if m[2] == "Q" else 6
    code = 32 + n if m[2] == "Q" else 39 + n
    return Interval(*month_span(int(m[1]), (n - 1) * length + 1, length), f"{m[1]}-{code}", "season")


def narrow(whole: Interval, part: str) -> Interval:
    """The early, middle or late part of an interval ("early", "mid", "late", "begin", "end", "week1".."week5"), as days.

    Early, mid and late are its thirds; begin and end are about its first and last fifth ("the end of September" is the
    25th to the 30th): a reading for the map, no more exact than the words.
    """
    days = (whole.latest - whole.earliest).days + 1
    if days < 3:
        return whole
    third, fifth = days // 3, max(days // 5, 1)
    if part.startswith("week"):
        nth = int(part[4:])
        start = shift_days(whole.earliest, 7 * (nth - 1)) if nth < 5 else shift_days(whole.latest, -6)
        end = min(shift_days(start, 6), whole.latest)
        return Interval(start, end, to_edtf(start, end), "week") if whole.earliest <= start <= end else whole
    first, last = {
        "early": (0, third - 1),
        "mid": (third, days - third - 1),
        "late": (days - third, days - 1),
        "begin": (0, fifth - 1),
        "end": (days - fifth, days - 1),
    }[part]
    start, end = shift_days(whole.earliest, first), shift_days(whole.earliest, last)
    return Interval(start, end, to_edtf(start, end), "range")
