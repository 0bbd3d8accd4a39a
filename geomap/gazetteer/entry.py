"""What every source turns its rows into: one entry per place, with all its names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple


class Name(NamedTuple):
    """One name of a place; `kind` as in Candidate, `lang` an ISO 639 code or ""."""

    text: str
    kind: str = "alternate"
    lang: str = ""


class DatedName(NamedTuple):
    """When a place was called so: ISO dates (YYYY, YYYY-MM or YYYY-MM-DD), "" where it is open or not known."""

    text: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(slots=True, kw_only=True)
class Entry:
    """A place on its way into an index. `dated_names` are also among `names`. `admin1` and `admin2` are GeoNames codes; `extends` names a place it adds to, `shape` is GeoJSON geometry."""

    place_id: str
    name: str
    feature: str
    country: str
    lat: float
    lon: float
    radius_km: float
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    seat: str = ""
    names: list[Name] = field(default_factory=list)
    dated_names: list[DatedName] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""
    extends: str = ""
    shape: str = ""


def settlement(population: int) -> tuple[str, float]:
    """Feature and radius in km of a populated place; 0 people means unknown and counts as a town."""
    if population >= 1_000_000:
        return "city", min(20.0, 12.0 + population / 2_000_000)
    if population >= 100_000:
        return "city", 8.0
    if population >= 5_000 or population == 0:
        return "town", 4.0
    return "village", 2.0


_UPPER = re.compile(r"[A-Z0-9]{1,3}$")


def worthwhile(name: str) -> bool:
    """Whether an alternate name is one that people write: no code, no number, no machine romanisation in small letters."""
    if not name or len(name) > 80 or _UPPER.match(name) or "/" in name:
        return False
    return not (name.isascii() and (name == name.lower() or not any(c.isalpha() for c in name)))
