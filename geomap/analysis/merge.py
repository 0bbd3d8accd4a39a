"""One event, many reports: tellings of the same event become one, with every telling as evidence and the reasons kept.

Conservative: two tellings merge only when type, place and time agree and nothing else speaks against it. Denials in one
report reach the events of the others; independent sources corroborate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from geomap.geo import distance_km
from geomap.model import ClaimStatus, Event, Evidence, Reading, Resolution

THRESHOLD = 0.75
FAMILIES = (
    frozenset({"air_strike", "shelling", "attack"}),
    frozenset({"clash", "ground_offensive", "attack"}),
    frozenset({"territorial_change", "ground_offensive"}),
    frozenset({"arms_transfer", "troop_movement"}),
    frozenset({"withdrawal", "territorial_change", "troop_movement"}),
    frozenset({"diplomacy", "visit"}),
)
WIDE = frozenset({"country", "admin1", "region", "airspace", "sea", "continent"})
DAYS = 3


class Likeness(NamedTuple):
    """How much two tellings are alike, 0..1, and why."""

    score: float
    reasons: tuple[str, ...]


def merge(readings: Iterable[Reading], *, threshold: float = THRESHOLD) -> list[Event]:
    """The events of all readings, the same event told twice merged into one; ordered by report and offset.

    `threshold` (0..1) is how alike two tellings must be: 1 merges hardly anything, lower values merge more. The merged
    event keeps the fields of its best telling, all evidence, all denials, and how the tellings agree in `reasons`.
    """
    told = list(readings)
    sources = {r.report.id: r.report.source.strip().lower() or r.report.id for r in told}
    events = sorted((e for r in told for e in r.events), key=_order)
    clusters = _clusters(events, threshold)
    merged = [_one(cluster, sources) for cluster in clusters]
    return sorted(_denied_elsewhere(merged), key=_order)


def _order(e: Event) -> tuple[str, int, int, str]:
    return e.report, e.start, e.end, e.id


def _clusters(events: Sequence[Event], threshold: float) -> list[list[Event]]:
    """Events grouped: each joins the likeliest group all of whose tellings it is like."""
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    groups: list[list[Event]] = []
    for event in events:
        cell = _cell(event.where)
        best, score = None, 0.0
        for number in _nearby(grid, cell):
            worst = min(likeness(event, other).score for other in groups[number])
            if worst >= threshold and worst > score:
                best, score = number, worst
        if best is None:
            groups.append([event])
            best = len(groups) - 1
        else:
            groups[best].append(event)
        if cell is not None and best not in grid[cell]:
            grid[cell].append(best)
    return groups


def _cell(where: Resolution | None) -> tuple[int, int] | None:
    if where is None or where.lat is None or where.lon is None:
        return None
    return int(where.lat // 1), int(where.lon // 1)


def _nearby(grid: dict[tuple[int, int], list[int]], cell: tuple[int, int] | None) -> list[int]:
    if cell is None:
        return []
    found = {n for a in (-1, 0, 1) for b in (-1, 0, 1) for n in grid.get((cell[0] + a, cell[1] + b), ())}
    return sorted(found)


def likeness(one: Event, two: Event) -> Likeness:
    """How alike two tellings are: 0 where type, place, time, actors or numbers contradict each other."""
    none = Likeness(0.0, ())
    kind = _types(one, two)
    place, place_reason = _places(one.where, two.where)
    days, time_reason = _times(one, two)
    actors, actor_reason = _actors(one, two)
    if not kind or not place or not days or actors < 0:
        return none
    if (one.stance == "planned") != (two.stance == "planned") or not _numbers(one, two) or not _legs(one, two):
        return none
    if one.report == two.report and not _same_telling(one, two):
        return none
    score = kind * (0.45 * place + 0.35 * days + 0.2 * actors)
    reasons = (
        f"type {one.type}" if one.type == two.type else f"types {one.type} and {two.type}",
        place_reason,
        time_reason,
        actor_reason,
    )
    return Likeness(round(score, 4), tuple(r for r in reasons if r))


def _types(one: Event, two: Event) -> float:
    if one.type == two.type:
        return 1.0
    return 0.85 if any({one.type, two.type} <= f for f in FAMILIES) else 0.0


def _places(one: Resolution | None, two: Resolution | None) -> tuple[float, str]:
    if one is None or two is None or one.lat is None or two.lat is None or one.lon is None or two.lon is None:
        return 0.0, ""
    same = one.place is not None and two.place is not None and one.place.place_id == two.place.place_id
    if same and one.mention.relation == two.mention.relation:
        wide = one.place is not None and one.place.feature in WIDE
        return (0.7 if wide else 1.0), "same place" if not wide else "same area"
    gap = distance_km((one.lat, one.lon), (two.lat, two.lon))
    if one.place is None or two.place is None or {one.place.feature, two.place.feature} & WIDE:
        return 0.0, ""
    return (0.8, f"places {gap:.0f} km apart") if gap <= 5 else (0.0, "")


def _times(one: Event, two: Event) -> tuple[float, str]:
    if one.date_start is None or two.date_start is None:
        return 0.0, ""
    gap = _gap(one, two)
    if gap > DAYS:
        return 0.0, ""
    longest = max(_length(one), _length(two))
    if gap > 0:
        return max(0.0, 0.6 - 0.2 * gap), f"{gap} days apart"
    return (
        1.0 if longest <= 3 else 0.8 if longest <= 14 else 0.5
    ), "same days" if longest <= 3 else "overlapping dates"


def _gap(one: Event, two: Event) -> int:
    first, second = _span(one), _span(two)
    return max(0, (second[0] - first[1]).days, (first[0] - second[1]).days)


def _span(e: Event) -> tuple[date, date]:
    start = e.date_start or date.min
    return start, e.date_end or start


def _length(e: Event) -> int:
    start, end = _span(e)
    return (end - start).days + 1


def _actors(one: Event, two: Event) -> tuple[float, str]:
    """1 the same, 0.5 one is silent, -1 both named and different."""
    if not one.actor or not two.actor:
        return 0.5, ""
    a, b = set(one.actor.lower().split()), set(two.actor.lower().split())
    return (1.0, "same actor") if a & b - STOP else (-1.0, "")


STOP = frozenset("the of and forces army government troops fighters group national".split())


def _numbers(one: Event, two: Event) -> bool:
    """Whether the numbers of dead can belong to one event."""
    if one.fatalities_low is None or two.fatalities_low is None:
        return True
    low, high = sorted((one.fatalities_low, two.fatalities_low))
    return high <= 2 * low + 3


def _legs(one: Event, two: Event) -> bool:
    """Movements must not start, pass or travel differently."""
    if "unspecified" not in (one.mode, two.mode) and one.mode != two.mode:
        return False
    for role in ("from", "via"):
        a = {p.resolution.place.country for p in one.places if p.role == role and p.resolution.place}
        b = {p.resolution.place.country for p in two.places if p.role == role and p.resolution.place}
        if (a and b and not a & b) or (role == "via" and one.type == "arms_transfer" and bool(a) != bool(b)):
            return False
    return True


def _same_telling(one: Event, two: Event) -> bool:
    """Inside one report only a repeat merges (a title, a summary): same type, same place, days known, far apart."""
    exact = (
        one.where is not None and two.where is not None and one.where.place is not None and two.where.place is not None
    )
    return (
        exact
        and one.type == two.type
        and max(_length(one), _length(two)) <= 2
        and one.actor == two.actor
        and one.fatalities_low == two.fatalities_low
        and abs(one.start - two.start) > 1
    )


def _one(cluster: list[Event], sources: dict[str, str]) -> Event:
    if len(cluster) == 1:
        return cluster[0]
    best = min(cluster, key=_worth)
    evidence: dict[Evidence, None] = {}
    for event in (best, *(e for e in cluster if e is not best)):
        evidence.update(dict.fromkeys(event.evidence))
    denied = tuple(dict.fromkeys(name for e in cluster for name in e.denied_by))
    why = [
        r for e in cluster if e is not best for r in (f"merged with {e.report}:{e.start}", *likeness(best, e).reasons)
    ]
    lows = [e.fatalities_low for e in cluster if e.fatalities_low is not None]
    highs = [e.fatalities_high for e in cluster if e.fatalities_high is not None]
    return replace(
        best,
        actor=best.actor or next((e.actor for e in cluster if e.actor), ""),
        target=best.target or next((e.target for e in cluster if e.target), ""),
        evidence=tuple(evidence),
        denied_by=denied,
        claim_status=_status(cluster, denied, sources),
        fatalities_low=min(lows) if lows else None,
        fatalities_high=max(highs) if highs else None,
        reasons=(*best.reasons, *dict.fromkeys(why)),
    )


def _worth(e: Event) -> tuple[int, int, float, str, int]:
    """The best telling first: asserted, shortest dates, finest place."""
    radius = e.where.radius_km if e.where and e.where.radius_km is not None else 1e6
    return int(e.stance != "asserted"), _length(e) if e.date_start else 9999, radius, e.report, e.start


def _status(cluster: Sequence[Event], denied: Sequence[str], sources: dict[str, str]) -> ClaimStatus:
    if denied:
        return "contested"
    if any(e.claim_status == "against_interest" for e in cluster):
        return "against_interest"
    return "corroborated" if len(_independent(cluster, sources)) > 1 else "single"


def _independent(cluster: Sequence[Event], sources: dict[str, str]) -> set[str]:
    """Who tells it on their own: the speaker where one is named (two papers quoting one group are one), else the outlet."""
    return {e.attribution.strip().lower().removeprefix("the ") or sources.get(e.report, e.report) for e in cluster}


def _denied_elsewhere(events: list[Event]) -> list[Event]:
    """A denial in one report of what another report tells: a denied telling of the same type, place and time."""
    denials = [e for e in events if e.stance == "denied"]
    if not denials:
        return events
    found = []
    for event in events:
        if event.stance != "denied":
            for denial in denials:
                if (
                    denial.report != event.report
                    and likeness(replace(denial, stance="asserted"), event).score >= THRESHOLD
                ):
                    names = tuple(dict.fromkeys((*event.denied_by, *denial.denied_by)))
                    reasons = (*event.reasons, f"denied in {denial.report}:{denial.start}")
                    event = replace(event, denied_by=names, claim_status="contested", reasons=reasons)
        found.append(event)
    return found
