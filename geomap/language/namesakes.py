"""What the places of one name say together: gathered once for a name, however often reports use it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate

AREAS = frozenset(("country", "admin1"))
ANGLO = frozenset("US GB CA AU NZ IE ZA".split())


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The candidates of one name as a whole; `NOBODY` for a name that the gazetteer lacks."""

    size: int = 0  # digits of the largest population
    largest: str = ""  # feature of the best: an area, else the most populous
    seat: str = ""  # seat of the same
    kinds: tuple[str, ...] = ()  # of the matched names, sorted
    nations: frozenset[str] = frozenset()  # codes of the countries of that name
    sure_nations: frozenset[str] = frozenset()  # of those that are not merely called so too
    provinces: frozenset[tuple[str, str]] = frozenset()  # (country, code) of the first-level areas of that name
    countries: frozenset[str] = frozenset()  # where any of them lies
    areas: frozenset[tuple[str, str]] = frozenset()  # (country, code) where those lie that are no first-level area
    curated: bool = False  # one is in the project's or the user's list
    anglo: bool = False  # one lies in the English-speaking world
    capital: bool = False
    people: bool = False  # a people or language of a country, and no place of note
    known: bool = False  # one that readers know, under a full name
    state: bool = False  # a country, or known by an abbreviation
    political: str = "unknown"  # what roles turn on: "country", "capital", "area" or "town"


NOBODY = Namesakes()


def namesakes(candidates: tuple[Candidate, ...]) -> Namesakes:
    """The candidates of a name as a whole."""
    return _gathered(_Same(candidates)) if candidates else NOBODY


class _Same:
    """Candidates compared as objects: the gazetteer hands out the same ones for a name as long as it remembers it."""

    __slots__ = ("candidates",)

    def __init__(self, candidates: tuple[Candidate, ...]) -> None:
        self.candidates = candidates

    def __hash__(self) -> int:
        return id(self.candidates)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.candidates is other.candidates


@lru_cache(maxsize=1 << 14)
def _gathered(same: _Same) -> Namesakes:
    found = same.candidates
    _, _, _, populations, features, countries, _, _, kinds, seats, _, layers = zip(*found, strict=True)
    nations = [c for c in found if c.feature == "country"] if "country" in features else []
    provinces = [c for c in found if c.feature == "admin1"] if "admin1" in features else []
    towns = [c for c in found if c.feature != "admin1"] if provinces else found
    largest = max(populations)
    best = most = found[populations.index(largest)]
    if nations or provinces:
        best = max((c for c in found if c.feature in AREAS), key=lambda c: c.population)
    if nations or any(layers):
        most = max(found, key=lambda c: (c.layer, c.feature == "country", c.population))
    return Namesakes(
        size=len(str(largest)),
        largest=best.feature,
        seat=best.seat,
        kinds=tuple(sorted(set(kinds))),
        nations=frozenset([c.country for c in nations]),
        sure_nations=frozenset([c.country for c in nations if c.kind != "alternate"]),
        provinces=frozenset([(c.country, c.admin1) for c in provinces]),
        countries=frozenset(countries),
        areas=frozenset([(c.country, c.admin1) for c in towns]),
        curated=any(layers),
        anglo=not ANGLO.isdisjoint(countries),
        capital="capital" in seats,
        people="demonym" in kinds and _is_people(found),
        known=any(c.kind != "short" and (c.population >= 5000 or c.layer) for c in found),
        state=bool(nations) or "abbreviation" in kinds,
        political=_political(found, most) if "capital" in seats else _POLITICAL.get(most.feature, "town"),
    )


def _is_people(found: tuple[Candidate, ...]) -> bool:
    others = [c for c in found if c.kind != "demonym"]
    return all(c.population < 100_000 and c.layer == 0 and c.feature not in AREAS for c in others)


_POLITICAL = {"country": "country"} | dict.fromkeys(("admin1", "admin2", "region", "continent"), "area")


def _political(found: tuple[Candidate, ...], most: Candidate) -> str:
    """What roles turn on where one of the places is a capital."""
    if any(c.seat == "capital" and c.population > 50_000 and c.kind != "demonym" for c in found):
        return "country" if any(c.feature == "country" for c in found) else "capital"
    return "capital" if most.seat == "capital" and most.feature != "country" else _POLITICAL.get(most.feature, "town")
