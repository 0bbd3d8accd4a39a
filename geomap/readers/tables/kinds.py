"""Which table is this, and which column says what: by the names of its columns, else by what they hold."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.readers.tables.dates import looks_like_dates
from geomap.readers.tables.headers import ROLE_WORDS, SIGNATURES

if TYPE_CHECKING:
    import pandas as pd

SAMPLE = 200  # rows looked at where names say nothing
Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Roles:
    """The kind of a table and the column of each role (see headers.ROLE_WORDS); `guessed` lists roles found by content."""

    kind: str
    columns: Mapping[str, str] = field(default_factory=dict)
    guessed: tuple[str, ...] = ()

    def __getitem__(self, role: str) -> str | None:
        return self.columns.get(role)

    def __contains__(self, role: object) -> bool:
        return role in self.columns


def plain_name(column: str) -> str:
    """A column's name in lower case, words joined by one underscore."""
    return re.sub(r"[\W_]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", "_", column.strip())).strip("_").lower()


def recognise(frame: pd.DataFrame, *, knows_place: Knows | None = None, where: str = "") -> Roles:
    """The roles of a table's columns.

    `knows_place` tells whether a text is the name of a place (the gazetteer's look-up); without it, columns are known by
    name alone. Raises InputError when no column holds places or positions, or none holds dates.
    """
    names: dict[str, str] = {}
    for column in frame.columns:
        names.setdefault(plain_name(column), column)
        names.setdefault(plain_name(column.lower()), column)
    kind = next((k for k, wanted in SIGNATURES.items() if wanted <= names.keys()), "")
    found = {role: names[word] for role, words in ROLE_WORDS.items() for word in reversed(words) if word in names}
    guessed = _by_content(frame, found, knows_place)
    found |= guessed
    if kind == "viina_control":
        kind, found["holder"] = "control", names["status"]
    if not kind:
        kind = "control" if "holder" in found and ("place" in found or "lat" in found) else "events"
    roles = Roles(kind, found, tuple(guessed))
    _require(roles, list(frame.columns), where)
    return roles


def _require(roles: Roles, columns: list[str], where: str) -> None:
    placed = ("lat" in roles and "lon" in roles) or any(
        r in roles for r in ("place", "admin1", "admin2", "geonameid", "country")
    )
    missing = "place or position" if not placed else "date" if "date_start" not in roles else ""
    if missing:
        shown = ", ".join(columns[:8]) + (", ..." if len(columns) > 8 else "")
        hint = "name columns place, date (or latitude, longitude)"
        raise InputError(f"no column with a {missing} among: {shown}", where=where, hint=hint)


def _by_content(frame: pd.DataFrame, found: Mapping[str, str], knows_place: Knows | None) -> dict[str, str]:
    """Columns for missing roles by what their first cells hold."""
    free = [c for c in frame.columns if c not in found.values()]
    cells = {c: [v for v in frame[c].head(SAMPLE * 5).tolist() if v.strip()][:SAMPLE] for c in free}
    guessed: dict[str, str] = {}
    if "date_start" not in found:
        dated = [c for c in free if cells[c] and looks_like_dates(cells[c])]
        guessed |= {"date_start": dated[0]} if dated else {}
    if "lat" not in found and "lon" not in found:
        pair = _position_columns([c for c in free if c not in guessed.values()], cells)
        guessed |= dict(zip(("lat", "lon"), pair, strict=True)) if pair else {}
    if "place" not in found and knows_place:
        shares = {
            c: sum(map(knows_place, set(cells[c]))) / len(set(cells[c]))
            for c in free
            if c not in guessed.values() and _wordy(cells[c])
        }
        best = max(shares, key=lambda c: shares[c], default=None)
        guessed |= {"place": best} if best and shares[best] >= 0.5 else {}
    return guessed


def _wordy(cells: list[str]) -> bool:
    return bool(cells) and sum(any(ch.isalpha() for ch in cell) and len(cell) < 80 for cell in cells) > 0.8 * len(cells)


def _position_columns(free: list[str], cells: Mapping[str, list[str]]) -> tuple[str, str] | None:
    """Two neighbouring columns of decimal degrees; the one that leaves +-90 is the longitude, else latitude comes first."""
    degrees = [c for c in free if cells[c] and all(re.fullmatch(r"\s*-?\d{1,3}[.,]\d{2,}\s*", v) for v in cells[c])]
    for first, second in itertools.pairwise(degrees):
        largest = [max(abs(float(v.replace(",", "."))) for v in cells[c]) for c in (first, second)]
        if max(largest) <= 180 and min(largest) <= 90:
            return (second, first) if largest[0] > 90 else (first, second)
    return None
