"""Small readings that the rules share: units, months' numbers, early and late parts of an interval."""

from __future__ import annotations

import re

from geomap.language.dates.intervals import Interval, interval, narrow, shift_days, to_edtf
from geomap.language.dates.vocabulary import MONTHS, UNITS

Match = re.Match[str]
LATER = re.compile(r"\blater\b")
ADVERB_PARTS = (("first week", "week1"), ("second week", "week2"), ("third week", "week3"), ("fourth week", "week4"), ("last week", "week5"),
                ("final week", "week5"), ("beginning", "begin"), ("start", "begin"), ("first days", "begin"), ("first weeks", "begin"), ("turn", "begin"),
                ("last days", "end"), ("last weeks", "end"), ("close", "end"), ("end", "end"), ("middle", "mid"), ("mid", "mid"),
                ("early", "early"), ("late", "late"))  # fmt: skip


def clean(text: str | None) -> str:
    """Words with single spaces."""
    return " ".join((text or "").split())


def unit_code(text: str) -> str:
    """D, W, M ... of a unit's name, singular or plural."""
    return UNITS.get(text) or UNITS[text.removesuffix("s")]


def full_year(text: str) -> int:
    """A two-digit year as 1950..2049."""
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 50 else 1900)


def month_number(text: str) -> int:
    """1..12 for a month's name or abbreviation."""
    return MONTHS[text.strip().rstrip(".")]


def part_of(mod: str | None) -> str:
    """The part of an interval that "early", "the end of" and the like name; "" for none ("earlier", "later")."""
    text = clean(mod)
    if "half of" in text or "earlier" in text or LATER.search(text):
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
