"""One event, many reports: tellings of the same event become one, with every telling as evidence and the reasons kept.

Conservative: two tellings merge only when type, place and time agree and nothing else speaks against it (see
`likeness`). Denials in one report reach the events of the others; independent sources corroborate. The work grows with
the number of tellings near each other in place and time, not with the square of all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from geomap.analysis.likeness import DAYS, NEAR_KM, Telling, alike, kinship, length, likeness, repeats, telling
from geomap.model import ClaimStatus, Event, Evidence, Reading

THRESHOLD = 0.75
CELL_DEG, KM_PER_DEG, SPAN = 0.1, 111.19, 7
LONG = 8  # spans; what may cover more days than these is looked at from every day


def merge(readings: Iterable[Reading], *, threshold: float = THRESHOLD) -> list[Event]:
    """The events of all readings, the same event told twice merged into one; ordered by report and offset.

    `threshold` (0..1) is how alike two tellings must be: 1 merges hardly anything, lower values merge more. The merged
    event keeps the fields of its best telling, all evidence, all denials, and how the tellings agree in `reasons`.
    """
    told = list(readings)
    sources = {r.report.id: r.report.source.strip().lower() or r.report.id for r in told}
    events = sorted((e for r in told for e in r.events), key=_order)
    merged = [_one(cluster, sources) for cluster in _clusters(events, threshold)]
    return sorted(_denied_elsewhere(merged), key=_order)


def _order(e: Event) -> tuple[str, int, int, str]:
    return e.report, e.start, e.end, e.id


@dataclass(slots=True)
class Group:
    """Events that are one, by what counts of them and by report."""

    events: list[Event] = field(default_factory=list)
    tellings: dict[Telling, None] = field(default_factory=dict)
    starts: dict[str, list[tuple[Telling, int]]] = field(default_factory=dict)

    def add(self, event: Event, told: Telling | None) -> None:
        """One more; one without place or time stays alone."""
        self.events.append(event)
        if told is not None:
            self.tellings.setdefault(told)
            self.starts.setdefault(event.report, []).append((told, event.start))

    def worst(self, event: Event, told: Telling, threshold: float) -> float:
        """How like the event is to the least like of the group; 0 below the threshold."""
        worst = 1.0
        for other in self.tellings:
            worst = min(worst, alike(told, other).score)
            if worst < threshold:
                return 0.0
        own = self.starts.get(event.report, ())
        return worst if all(repeats(told, other, abs(event.start - at)) for other, at in own) else 0.0


Cell = dict[int | None, list[tuple[int, Telling]]]  # by span of days; None for those that cover many


class Near:
    """Numbered tellings by place and time, to look only at those that one can be like."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], Cell] = {}

    def add(self, number: int, told: Telling) -> None:
        """Note a telling under `number`."""
        band = math.floor(told.at[0] / CELL_DEG)
        cell = self._cells.setdefault((band, math.floor(told.at[1] / _width(band))), defaultdict(list))
        for span in _spans(told.first, told.last) or (None,):
            cell[span].append((number, told))

    def of(self, told: Telling) -> list[int]:
        """The numbers of tellings of the same kind within NEAR_KM and DAYS, and some farther off, in order."""
        first, last = told.first - DAYS, told.last + DAYS
        spans = _spans(first, last)
        found: set[int] = set()
        for cell in self._around(*told.at):
            for held in [cell[s] for s in (*spans, None) if s in cell] if spans else cell.values():
                found.update(
                    number for number, other in held
                    if other.first <= last and other.last >= first and kinship(told.type, other.type)
                )  # fmt: skip
        return sorted(found)

    def _around(self, lat: float, lon: float) -> Iterator[Cell]:
        high = NEAR_KM / KM_PER_DEG
        for band in range(math.floor((lat - high) / CELL_DEG), math.floor((lat + high) / CELL_DEG) + 1):
            width = _width(band)  # a cell is as wide as it is high, but at the poles
            for column in range(math.floor(lon / width) - 1, math.floor(lon / width) + 2):
                if cell := self._cells.get((band, column)):
                    yield cell


def _width(band: int) -> float:
    """Degrees of longitude of the cells of a band of latitude: nowhere less than 5 km, up to 85 degrees."""
    return CELL_DEG / max(0.01, math.cos(math.radians(min(90.0, abs(band) * CELL_DEG + CELL_DEG))))


def _spans(first: int, last: int) -> list[int]:
    """The spans of SPAN days that these days (ordinals) touch; none when they are too many to list."""
    spans = range(first // SPAN, last // SPAN + 1)
    return list(spans) if len(spans) <= LONG else []


def _clusters(events: Sequence[Event], threshold: float) -> list[list[Event]]:
    """Events grouped: each joins the likeliest group all of whose tellings it is like."""
    founders = Near()
    groups: list[Group] = []
    for event in events:
        told, best, score = telling(event), None, 0.0
        for number in founders.of(told) if told else ():
            worst = groups[number].worst(event, told, threshold) if told else 0.0
            if worst > score:
                best, score = number, worst
        if best is None:
            best = len(groups)
            groups.append(Group())
            if told:
                founders.add(best, told)
        groups[best].add(event, told)
    return [group.events for group in groups]


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
    return int(e.stance != "asserted"), length(e) if e.date_start else 9999, radius, e.report, e.start


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
    denials = [(e, told) for e in events if e.stance == "denied" and (told := telling(e)) is not None]
    near = Near()
    for number, (_, told) in enumerate(denials):
        near.add(number, told)
    return [event if event.stance == "denied" else _denied(event, [denials[n] for n in _of(near, event)]) for event in events]  # fmt: skip


def _of(near: Near, event: Event) -> list[int]:
    told = telling(event)
    return near.of(told) if told else []


def _denied(event: Event, denials: Sequence[tuple[Event, Telling]]) -> Event:
    """The event with those denials that speak of it."""
    mine = telling(event)
    meant = [d for d, told in denials if mine and d.report != event.report and alike(told, mine).score >= THRESHOLD]
    if not meant:
        return event
    names = tuple(dict.fromkeys((*event.denied_by, *(name for d in meant for name in d.denied_by))))
    reasons = (*event.reasons, *(f"denied in {d.report}:{d.start}" for d in meant))
    return replace(event, denied_by=names, claim_status="contested", reasons=reasons)
