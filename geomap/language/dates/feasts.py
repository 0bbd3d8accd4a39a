"""Rules for feasts and days of remembrance with a fixed or computable day."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.context import Context, Draft
from geomap.language.dates.grammar import HOLIDAYS
from geomap.language.dates.intervals import month_span, safe_date, shift_days, week_value
from geomap.language.dates.parts import Match


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
