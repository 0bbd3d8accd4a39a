"""Date columns to days, whatever mixture of forms they hold. Day and month are told apart by the column's own evidence."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from geomap.readers.days import MONTHS

if TYPE_CHECKING:
    import pandas as pd

TIME = r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){TIME}")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{6})?(?:\.0)?")
NUMERIC = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){TIME}")
DAY_NAMED = re.compile(
    rf"(?:[A-Za-z]+,?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s.-]+([A-Za-z]{{3,9}})\.?[\s.,-]+(\d{{4}}|\d{{2}}){TIME}"
)
NAMED_DAY = re.compile(rf"(?:[A-Za-z]+,\s+)?([A-Za-z]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){TIME}")
MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[\s-]+(\d{4})")
YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0)?")
SERIAL = re.compile(r"([345]\d{4})(?:\.\d+)?")  # a spreadsheet's day number, 1982 to 2064


class Day(NamedTuple):
    """A parsed cell: first and last day, and "day", "month" or "year"."""

    first: date
    last: date
    precision: str


class Order(NamedTuple):
    """How a column writes day and month: whether the day comes first, by form where forms differ, and how that is known."""

    day_first: bool
    by_form: dict[str, bool]
    evidence: str


class Dated(NamedTuple):
    """A column as days: `first`, `last` (datetime64, NaT where unreadable), `precision`, and what to tell the user."""

    first: pd.Series
    last: pd.Series
    precision: pd.Series
    warnings: tuple[str, ...]


def looks_like_dates(cells: Sequence[str]) -> bool:
    """Whether nine in ten cells are dates, bare years and numbers aside."""
    good = sum(bool(ISO.fullmatch(c.strip()) or NUMERIC.fullmatch(c.strip()) or DAY_NAMED.fullmatch(c.strip()) or NAMED_DAY.fullmatch(c.strip())
                    or (COMPACT.fullmatch(c.strip()) and parse(c.strip(), Order(True, {}, "")))) for c in cells)  # fmt: skip
    return good >= 0.9 * len(cells)


def parse_column(cells: pd.Series, *, hints: Iterable[pd.Series] = (), name: str = "") -> Dated:
    """Days of a column of text. `hints` are other date columns of the table, which decide where this one cannot."""
    import pandas as pd

    codes, distinct = pd.factorize(cells.str.strip())
    texts = [str(t) for t in distinct]
    order = find_order(texts, [h.str.strip().unique().tolist() for h in hints])
    serial = bool(texts) and all(not t or SERIAL.fullmatch(t) for t in texts)
    days = [_serial(t) if serial else parse(t, order) for t in texts]
    first = pd.Series([d.first if d else None for d in days], dtype="datetime64[s]")
    last = pd.Series([d.last if d else None for d in days], dtype="datetime64[s]")
    precision = pd.Series([d.precision if d else "unknown" for d in days], dtype="object")
    unread = [t for t, d in zip(texts, days, strict=True) if t and d is None]
    by_row = [s.take(codes).set_axis(cells.index) for s in (first, last, precision)]
    return Dated(by_row[0], by_row[1], by_row[2], tuple(_tell(name, texts, order, unread)))


def _tell(name: str, texts: list[str], order: Order, unread: list[str]) -> Iterable[str]:
    if unread:
        yield f"column {name}: {len(unread)} distinct values are no dates, such as {unread[0]!r}; their rows stay undated"
    if order.evidence in ("none", "mixed") and any(_ambiguous(t) for t in texts):
        first = "day" if order.day_first else "month"
        why = "both orders occur" if order.evidence == "mixed" else "nothing in the table decides"
        yield f"column {name}: {why}; dates such as 05/02/2020 were read with the {first} first"


def form(text: str) -> str:
    """What a numeric date looks like: its separator, and whether a time of 12 or 24 hours follows."""
    m = NUMERIC.fullmatch(text)
    if not m:
        return ""
    time = text[m.end(4) :].strip()
    return m[2] + ("" if not time else "12" if time[-1:] in "mM." else "24")


def _ambiguous(text: str) -> bool:
    m = NUMERIC.fullmatch(text)
    return bool(m and int(m[1]) <= 12 and int(m[3]) <= 12 and m[1] != m[3])


def find_order(texts: Sequence[str], others: Sequence[Sequence[str]] = ()) -> Order:
    """Whether the day comes before the month in numeric dates.

    A first number above 12 is a day, a second one too. Each form decides for itself where it can, else the forms with its
    separator, else the column as a whole, else the table's other date columns; then full stops mean day first (as nearly
    everywhere that writes them), and the rest is read day first and told.
    """
    votes, whole = _votes(texts)
    for separator in "-/.":
        alike = [v for f, v in votes.items() if f[:1] == separator]
        for time in ("", "12", "24"):
            if alike and separator + time not in votes:
                votes[separator + time] = sum(alike, Counter())
    by_form = {f: v[True] > v[False] for f, v in votes.items() if v[True] != v[False]}
    clash = any(min(v[True], v[False]) > 0 for v in votes.values())
    if whole[True] != whole[False]:
        return Order(whole[True] > whole[False], by_form, "mixed" if clash else "column")
    for other in others:
        _, total = _votes(other)
        if total[True] != total[False]:
            return Order(total[True] > total[False], by_form, "other column")
    dotted = any("." in f for f in (form(t) for t in texts[:200]))
    return Order(True, by_form, "convention" if dotted else "none")


def _votes(texts: Sequence[str]) -> tuple[dict[str, Counter[bool]], Counter[bool]]:
    by_form: dict[str, Counter[bool]] = {}
    whole: Counter[bool] = Counter()
    for text in texts:
        m = NUMERIC.fullmatch(text)
        if m and (int(m[1]) > 12) != (int(m[3]) > 12):
            by_form.setdefault(form(text), Counter())[int(m[1]) > 12] += 1
            whole[int(m[1]) > 12] += 1
    return by_form, whole


def parse(text: str, order: Order) -> Day | None:
    """One cell as a day, month or year; None when it is none of them."""
    if m := ISO.fullmatch(text):
        return _day(int(m[1]), int(m[3]), int(m[4]))
    if m := COMPACT.fullmatch(text):
        return _day(int(m[1]), int(m[2]), int(m[3]))
    if m := NUMERIC.fullmatch(text):
        return _numeric(int(m[1]), int(m[3]), _year(m[4]), order.by_form.get(form(text), order.day_first))
    if m := DAY_NAMED.fullmatch(text):
        return _day(_year(m[3]), MONTHS.get(m[2].lower(), 0), int(m[1]))
    if m := NAMED_DAY.fullmatch(text):
        return _day(int(m[3]), MONTHS.get(m[1].lower(), 0), int(m[2]))
    return _longer(text)


def _longer(text: str) -> Day | None:
    """A month or a year."""
    if m := MONTH.fullmatch(text):
        return _month(int(m[1]), int(m[2]))
    if m := NAMED_MONTH.fullmatch(text):
        return _month(int(m[2]), MONTHS.get(m[1].lower(), 0))
    if m := YEAR.fullmatch(text):
        return Day(date(int(m[1]), 1, 1), date(int(m[1]), 12, 31), "year")
    return None


def _numeric(a: int, b: int, year: int, day_first: bool) -> Day | None:
    """A value that is possible in one order only is read in that one, whatever the rest of the column does."""
    return _day(year, b, a) or _day(year, a, b) if day_first else _day(year, a, b) or _day(year, b, a)


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return Day(value, value, "day")


def _month(year: int, month: int) -> Day | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return Day(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _year(text: str) -> int:
    """A year of two digits lies within 1970-2069."""
    return int(text) if len(text) == 4 else (2000 if int(text) < 70 else 1900) + int(text)


def _serial(text: str) -> Day | None:
    m = SERIAL.fullmatch(text)
    value = date(1899, 12, 30) + timedelta(days=int(m[1])) if m else None
    return Day(value, value, "day") if value else None
