"""Read the one date that a metadata field holds. Dates inside running text are the business of `language`."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {name: n for n, names in enumerate(
    ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
     "sep sept september", "oct october", "nov november", "dec december"), start=1) for name in names.split()}  # fmt: skip
ISO = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?!\d{1,5}$)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([A-Za-z]{3,9})\.?,?[\s.-]+(\d{4})")
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
NUMERIC = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")


def parse_day(text: object) -> date | None:
    """The day that `text` names: ISO 8601 (with or without a time), 20151001, "1 October 2015", "Oct. 1, 2015".

    Numbers such as 27/01/2014 are read only when one of them cannot be a month; None where nothing certain is said.
    """
    if isinstance(text, date):
        return date(text.year, text.month, text.day)
    text = str(text or "").lstrip("\ufeff")
    for pattern in (ISO, COMPACT):
        if m := pattern.match(text):
            return _date(int(m[1]), int(m[2]), int(m[3]))
    if m := DAY_FIRST.search(text):
        return _date(int(m[3]), MONTHS.get(m[2].lower(), 0), int(m[1]))
    if m := MONTH_FIRST.search(text):
        return _date(int(m[3]), MONTHS.get(m[1].lower(), 0), int(m[2]))
    if m := NUMERIC.match(text):
        return _numeric(int(m[1]), int(m[2]), int(m[3]))
    return None


def _numeric(a: int, b: int, year: int) -> date | None:
    """a/b/year where only one order is possible (or both say the same day)."""
    if a == b or b > 12:
        return _date(year, a, b)
    return _date(year, b, a) if a > 12 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
