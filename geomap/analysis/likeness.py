"""How much two tellings are alike: type, place, time, actors and numbers agree, and nothing contradicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from geomap.geo import distance_km
from geomap.model import Event, Resolution

FAMILIES = (
    frozenset({"air_strike", "shelling", "attack"}),
    frozenset({"clash", "ground_offensive", "attack"}),
    frozenset({"territorial_change", "ground_offensive"}),
    frozenset({"arms_transfer", "troop_movement"}),
    frozenset({"withdrawal", "territorial_change", "troop_movement"}),
    frozenset({"diplomacy", "visit"}),
)
WIDE = frozenset({"country", "admin1", "region", "airspace", "sea", "continent"})
STOP = frozenset("the of and forces army government troops fighters group national".split())
DAYS = 3  # tellings farther apart in time are never alike
NEAR_KM = 5.0  # nor those farther apart in space


class Likeness(NamedTuple):
    """How much two tellings are alike, 0..1, and why."""

    score: float
    reasons: tuple[str, ...]


NONE = Likeness(0.0, ())


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What counts of an event when it is compared with others.

    Events of which the same counts share one (see `telling`), so that it is known by identity, which is quick. `at` is (lat, lon), `first`, `last` are days as ordinals; only an event with both can be like another.
    """

    type: str
    place: str
    relation: str | None
    wide: bool
    at: tuple[float, float]
    first: int
    last: int
    actor: str
    planned: bool
    dead: int | None
    mode: str
    ways: tuple[frozenset[str], frozenset[str]]  # countries that it comes from, and passes

    @property
    def days(self) -> int:
        """How many days it may cover."""
        return self.last - self.first + 1


def telling(event: Event) -> Telling | None:
    """What counts of the event; None where its place or time is unknown."""
    where, start = event.where, event.date_start
    if where is None or where.place is None or where.lat is None or where.lon is None or start is None:
        return None
    return _shared(
        event.type, where.place.place_id, where.mention.relation, where.place.feature in WIDE, (where.lat, where.lon),
        start.toordinal(), (event.date_end or start).toordinal(), event.actor, event.stance == "planned",
        event.fatalities_low, event.mode, (_countries(event, "from"), _countries(event, "via")),
    )  # fmt: skip


_shared = lru_cache(maxsize=200_000)(Telling)


def _countries(event: Event, role: str) -> frozenset[str]:
    found: list[Resolution] = [p.resolution for p in event.places if p.role == role]
    return frozenset(r.place.country for r in found if r.place)


def likeness(one: Event, two: Event) -> Likeness:
    """How alike two tellings are: 0 where type, place, time, actors or numbers contradict each other."""
    a, b = telling(one), telling(two)
    if a is None or b is None or (one.report == two.report and not repeats(a, b, abs(one.start - two.start))):
        return NONE
    return alike(a, b)


def repeats(one: Telling, two: Telling, apart: int) -> bool:
    """Whether two tellings of one report, `apart` characters from each other, can be one event told twice.

    Inside one report only a repeat is (a title, a summary): the same but for its words, on known days.
    """
    same = (one.type, one.actor, one.dead) == (two.type, two.actor, two.dead)
    return same and max(one.days, two.days) <= 2 and apart > 1


@lru_cache(maxsize=400_000)
def alike(one: Telling, two: Telling) -> Likeness:
    """`likeness` of two tellings in different reports."""
    kind = kinship(one.type, two.type)
    if not kind or one.planned != two.planned or not _numbers(one.dead, two.dead) or not _legs(one, two):
        return NONE
    days, time_reason = _times(one, two)
    actors, actor_reason = _actors(one.actor, two.actor)
    if not days or actors < 0:
        return NONE
    place, place_reason = _places(one, two)
    if not place:
        return NONE
    score = kind * (0.45 * place + 0.35 * days + 0.2 * actors)
    same = f"type {one.type}" if one.type == two.type else f"types {one.type} and {two.type}"
    return Likeness(round(score, 4), tuple(r for r in (same, place_reason, time_reason, actor_reason) if r))


@lru_cache(maxsize=1000)
def kinship(one: str, two: str) -> float:
    """How well two types of event go together: 1 the same, 0.85 of one family, else 0."""
    if one == two:
        return 1.0
    return 0.85 if any({one, two} <= f for f in FAMILIES) else 0.0


def _places(one: Telling, two: Telling) -> tuple[float, str]:
    gap = 0.0 if one.at == two.at else distance_km(one.at, two.at)
    if gap > NEAR_KM:  # "10 km north" and "40 km north" of one town are two places
        return 0.0, ""
    if one.place == two.place and one.relation == two.relation:
        return (0.7, "same area") if one.wide else (1.0, "same place")
    return (0.0, "") if one.wide or two.wide else (0.8, f"places {gap:.0f} km apart")


def _times(one: Telling, two: Telling) -> tuple[float, str]:
    gap = max(0, two.first - one.last, one.first - two.last)
    if gap > DAYS:
        return 0.0, ""
    if gap > 0:
        return max(0.0, 0.6 - 0.2 * gap), f"{gap} days apart"
    longest = max(one.days, two.days)
    share = 1.0 if longest <= 3 else 0.8 if longest <= 14 else 0.5
    return share, "same days" if longest <= 3 else "overlapping dates"


@lru_cache(maxsize=10_000)
def _actors(one: str, two: str) -> tuple[float, str]:
    """1 the same, 0.5 one is silent, -1 both named and different."""
    if not one or not two:
        return 0.5, ""
    a, b = set(one.lower().split()), set(two.lower().split())
    return (1.0, "same actor") if a & b - STOP else (-1.0, "")


def _numbers(one: int | None, two: int | None) -> bool:
    """Whether the numbers of dead can belong to one event."""
    return one is None or two is None or max(one, two) <= 2 * min(one, two) + 3


def _legs(one: Telling, two: Telling) -> bool:
    """Movements must not start, pass or travel differently."""
    if "unspecified" not in (one.mode, two.mode) and one.mode != two.mode:
        return False
    if any(a and b and not a & b for a, b in zip(one.ways, two.ways, strict=True)):
        return False
    return one.type != "arms_transfer" or bool(one.ways[1]) == bool(two.ways[1])


def length(event: Event) -> int:
    """How many days a dated event may cover."""
    start = event.date_start or date.min
    return ((event.date_end or start) - start).days + 1
