"""The search cascade: exact, article-stripped, consonant skeleton, fuzzy; every answer says which step found it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import exp, log10
from typing import TYPE_CHECKING, Literal, NamedTuple

from geomap.gazetteer.fold import fold, shorter_forms
from geomap.gazetteer.spelling import WEIGHT, Hit
from geomap.geo import distance_km
from geomap.model import Place

if TYPE_CHECKING:
    from geomap.gazetteer.index import Gazetteer
    from geomap.gazetteer.index_file import Candidate

Step = Literal["exact", "article", "skeleton", "fuzzy", "online"]
_BASE: dict[Step, float] = {"exact": 1.0, "article": 0.97, "skeleton": 0.82, "fuzzy": 0.82, "online": 0.5}
_ENOUGH, _ENOUGH_ANYWHERE = 0.62, 0.76  # below that a name is another name; the world has one like anything
_KIN = 0.8  # a likeness at which the same consonants are an answer
_READ = 6  # records read for each answer wanted, when nearness may change the order


class Match(NamedTuple):
    """A place found: by which step, and how well (0..1; within a step likeness, then prominence and nearness)."""

    place: Place
    step: Step
    score: float


class _Found(NamedTuple):
    candidate: Candidate
    step: Step
    value: float  # to sort by


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
    found: dict[int, _Found] = {}

    def keep(candidate: Candidate, step: Step, value: float) -> None:
        fits = (not wanted or candidate.country in wanted) and (not features or candidate.feature in features)
        if fits and candidate.key not in found:
            found[candidate.key] = _Found(candidate, step, value)

    for step, candidate in _sure(gazetteer, query):
        keep(candidate, step, _BASE[step] * _prominence(candidate, near))
    surely = bool(found)
    hits = _unsure(gazetteer, query, wanted or _around(gazetteer, near), kin_only=surely)
    room = max(len(found), limit if near is None else _READ * limit)
    for hit in hits:
        if len(found) >= room:
            break
        candidate = gazetteer.candidate_of(hit.key)
        step = "skeleton" if hit.kin else "fuzzy"
        keep(candidate, step, _BASE[step] * (hit.likeness + WEIGHT * hit.weight) * _nearness(candidate, near))
    ranked = sorted(found.values(), key=lambda f: (-f.value, f.candidate.key))[:limit]
    top = max(1.0, max((f.value for f in ranked), default=1.0))
    return [Match(gazetteer.place(f.candidate), f.step, round(f.value / top, 4)) for f in ranked]


def _sure(gazetteer: Gazetteer, query: str) -> Iterator[tuple[Step, Candidate]]:
    """Places of the name itself, then of the name without its article."""
    for candidate in gazetteer.lookup(query):
        yield ("article" if candidate.kind == "short" else "exact"), candidate
    for form in shorter_forms(fold(query)):
        for candidate in gazetteer.lookup(form):
            yield "article", candidate


def _unsure(gazetteer: Gazetteer, query: str, countries: tuple[str, ...], *, kin_only: bool) -> list[Hit]:
    """Places of names that sound alike; only those of the same consonants when the name itself is known."""
    rank = gazetteer.speller.kin if kin_only else gazetteer.speller.rank
    least = _KIN if kin_only else _ENOUGH if countries else _ENOUGH_ANYWHERE
    return [h for h in rank(query, countries) if h.likeness >= least and not gazetteer.is_hidden(h.key)]


def _around(gazetteer: Gazetteer, near: tuple[float, float] | None) -> tuple[str, ...]:
    """The country of a position and its neighbours; nothing (the whole world) without a position."""
    if near is not None:
        for _, candidate in gazetteer.near(*near, 150):
            if candidate.country:
                return (candidate.country, *gazetteer.neighbours(candidate.country))
    return ()


def _prominence(candidate: Candidate, near: tuple[float, float] | None) -> float:
    """0.5..1: people and seat, kind of name, and how near the place is to where the user looks."""
    people = (
        min(1.0, log10(candidate.population + 10) / 7)
        + (0.15 if candidate.seat else 0.0)
        + (0.5 if candidate.feature == "country" else 0.0)
    )
    value = 0.8 + 0.1 * min(people, 1.3) / 1.3 + (0.02 if candidate.kind == "name" else 0.0) + 0.02 * candidate.layer
    return value + 0.04 if near is None else value - 0.25 + 0.3 * _close(candidate, near)


def _nearness(candidate: Candidate, near: tuple[float, float] | None) -> float:
    """0.75..1: how near the place is to where the user looks."""
    return 1.0 if near is None else 0.75 + 0.25 * _close(candidate, near)


def _close(candidate: Candidate, near: tuple[float, float]) -> float:
    return exp(-distance_km(near, (candidate.lat, candidate.lon)) / 150)
