"""Days of feasts by arithmetic: Easter of both churches, the tabular Islamic and the Hebrew calendar, nth weekdays.

Sources: the anonymous Gregorian computus and Meeus's Julian one; the tabular Islamic calendar (civil epoch 16 July 622
Julian, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30), which may differ by a day from what is announced after
the sighting of the moon; the Hebrew molad rules after Reingold and Dershowitz.
"""

from __future__ import annotations

from datetime import date

from geomap.language.dates.intervals import month_span, shift_days

ISLAMIC_EPOCH = 227015  # proleptic Gregorian ordinal of 1 Muharram of the year 1
HEBREW_EPOCH = -1373427


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


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday: the Julian computus, as a Gregorian date."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return shift_days(date(year, month, day + 1), year // 100 - year // 400 - 2)


def islamic_day(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the tabular Islamic calendar."""
    ordinal = day + 29 * (month - 1) + month // 2 + 354 * (year - 1) + (3 + 11 * year) // 30 + ISLAMIC_EPOCH - 1
    return date.fromordinal(ordinal)


def islamic_years(year: int) -> tuple[int, ...]:
    """Islamic years that share days with a Gregorian year."""
    first = (year - 622) * 33 // 32
    return first, first + 1, first + 2


def _months_before(year: int) -> int:
    """Months from the Hebrew epoch to Tishri of `year`."""
    return (235 * year - 234) // 19


def _elapsed(year: int) -> int:
    """Days from the Hebrew epoch to 1 Tishri of `year`, two postponements still open."""
    months = _months_before(year)
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if (3 * (days + 1)) % 7 < 3 else days


def hebrew_new_year(year: int) -> date:
    """The Gregorian date of 1 Tishri of a Hebrew year."""
    last, this, following = (_elapsed(y) for y in (year - 1, year, year + 1))
    delay = 2 if following - this == 356 else 1 if this - last == 382 else 0
    return date.fromordinal(HEBREW_EPOCH + this + delay)


def passover(year: int) -> date:
    """15 Nisan of a Gregorian year: always 163 days before the next 1 Tishri."""
    return shift_days(hebrew_new_year(year + 3761), -163)


def hanukkah(year: int) -> date:
    """25 Kislev of a Gregorian year."""
    start, end = hebrew_new_year(year + 3761), hebrew_new_year(year + 3762)
    return shift_days(start, 84 if (end - start).days in {355, 385} else 83)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (1..) or last (-1) weekday (Monday is 0) of a month."""
    first, last = month_span(year, month)
    if nth < 0:
        return shift_days(last, -((last.weekday() - weekday) % 7))
    return shift_days(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
