"""The search cascade: exact, article-stripped, consonant skeleton, fuzzy; every answer says which step found it."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from math import exp, log10
from typing import TYPE_CHECKING, Literal, NamedTuple

from geomap.gazetteer.fold import fold, shorter_forms, skeleton
from geomap.gazetteer.pack import hash64
from geomap.gazetteer.sound import sound
from geomap.gazetteer.spelling import Speller, alike
from geomap.geo import distance_km
from geomap.model import Place

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate, Gazetteer, IndexFile

Step = Literal["exact", "article", "skeleton", "fuzzy", "online"]
_BASE: dict[Step, float] = {"exact": 1.0, "article": 0.97, "skeleton": 0.94, "fuzzy": 0.9, "online": 0.5}
_ENOUGH = 0.62  # below that a name is another name


class Match(NamedTuple):
    """A place found: by which step, and how well (0..1; within a step likeness, then prominence and nearness)."""

    place: Place
    step: Step
    score: float


def search(
    gazetteer: Gazetteer,
    query: str,
    *,
    near: tuple[float, float] | None = None,
    countries: Sequence[str] = (),
    features: Collection[str] = (),
    limit: int = 10,
) -> list[Match]:
    """See `Gazetteer.search`."""
    wanted = tuple(dict.fromkeys(c.upper() for c in countries))
    found: dict[int, tuple[float, Step, Candidate]] = {}
    for step, likeness, candidate in _cascade(gazetteer, query, wanted, near):
        if (
            candidate.key in found
            or (wanted and candidate.country not in wanted)
            or (features and candidate.feature not in features)
        ):
            continue
        found[candidate.key] = (_BASE[step] * likeness, step, candidate)
    ranked = sorted(found.values(), key=lambda f: (-f[0] * _prominence(f[2], near), f[2].key))
    top = max((_prominence(c, near) for _, _, c in ranked), default=1.0)
    return [
        Match(gazetteer.place(c), step, round(score * _prominence(c, near) / top, 4))
        for score, step, c in ranked[:limit]
    ]


def _cascade(
    gazetteer: Gazetteer, query: str, countries: tuple[str, ...], near: tuple[float, float] | None
) -> Iterator[tuple[Step, float, Candidate]]:
    """(step, likeness 0..1, candidate); the fuzzy step only when no surer one has found anything."""
    hits = 0
    folded = fold(query)
    for candidate in gazetteer.lookup(query):
        hits += not countries or candidate.country in countries
        yield ("article" if candidate.kind == "short" else "exact"), 1.0, candidate
    for form in shorter_forms(folded):
        for candidate in gazetteer.lookup(form):
            hits += not countries or candidate.country in countries
            yield "article", 1.0, candidate
    for file in gazetteer.files:
        for key in _by_skeleton(file, query):
            if gazetteer.is_hidden(key):
                continue
            candidate = gazetteer.candidate_of(key)
            likeness = max(
                alike(folded, fold(n)) for n in (gazetteer.place(candidate).name, *gazetteer.place(candidate).names)
            )
            hits += likeness > 0.8 and (not countries or candidate.country in countries)
            yield "skeleton", likeness, candidate
    if hits == 0:
        for key, likeness in _fuzzy(gazetteer, query, countries or _around(gazetteer, near)):
            if likeness >= _ENOUGH:
                yield "fuzzy", likeness, gazetteer.candidate_of(key)


def _by_skeleton(file: IndexFile, query: str) -> list[int]:
    row = file.one("SELECT keys FROM skeletons WHERE h=?", hash64(skeleton(query)))
    if row is None or len(sound(fold(query))) < 3:
        return []
    return [file.full_key(key) for key in array("I", row[0])[:200]]


def _around(gazetteer: Gazetteer, near: tuple[float, float] | None) -> tuple[str, ...]:
    """The country of a position and its neighbours; without a position the whole world."""
    if near is not None:
        for _, candidate in gazetteer.near(*near, 150):
            if candidate.country:
                return (candidate.country, *gazetteer.neighbours(candidate.country))
    return tuple(row[0] for row in gazetteer.files[0].all("SELECT country FROM spellings ORDER BY country"))


def _fuzzy(gazetteer: Gazetteer, query: str, countries: tuple[str, ...]) -> list[tuple[int, float]]:
    found: list[tuple[int, float]] = []
    for file in gazetteer.files:
        for country in countries:
            found += [(file.full_key(key), score) for key, score in _speller(file, country).rank(query, limit=20)]
    return sorted((f for f in found if not gazetteer.is_hidden(f[0])), key=lambda f: -f[1])[:60]


@lru_cache(maxsize=24)
def _speller(file: IndexFile, country: str) -> Speller:
    """The spellings of a country in an index file; the last two dozen are kept."""
    row = file.one("SELECT names, keys FROM spellings WHERE country=?", country)
    if row is None:
        return Speller(())
    return Speller(zip(zlib.decompress(row[0]).decode("utf-8").split("\n"), array("I", row[1]), strict=True))


def _prominence(candidate: Candidate, near: tuple[float, float] | None) -> float:
    """0.5..1: people and seat, kind of name, and how near the place is to where the user looks."""
    people = (
        min(1.0, log10(candidate.population + 10) / 7)
        + (0.15 if candidate.seat else 0.0)
        + (0.5 if candidate.feature == "country" else 0.0)
    )
    value = 0.8 + 0.1 * min(people, 1.3) / 1.3 + (0.02 if candidate.kind == "name" else 0.0) + 0.02 * candidate.layer
    if near is None:
        return value + 0.04
    return value - 0.25 + 0.3 * exp(-distance_km(near, (candidate.lat, candidate.lon)) / 150)
