"""The status of a corridor by interval: reported, contested, planned, closed, reopened; and which one holds at the end.

A closing is told of the way itself ("no aid has entered X from Y since July") or of a waypoint ("the Z crossing was
closed"). The first holds until a later telling of traffic; the second adds its interval to every corridor through the
waypoint, and decides the status only when it comes after the last day on which traffic is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from geomap.analysis import frames
from geomap.analysis.legs import Leg, Stop, reports_of, stop_of
from geomap.language.events.way_state import CLOSED, REOPENED
from geomap.model import Event

Denied = Callable[[Leg], bool]
SAID = {CLOSED: "closed", REOPENED: "reopened"}


class Gate(NamedTuple):
    """A waypoint that an event closes or opens again."""

    stop: Stop
    status: str
    event: Event


class Spell(NamedTuple):
    """One status with its days; `until` is None where it holds on."""

    since: date | None
    until: date | None
    status: str
    reports: tuple[str, ...]


def told_status(event: Event) -> str | None:
    """ "closed" or "reopened" where the event says so of a way or waypoint."""
    return next((SAID[r] for r in event.reasons if r in SAID), None)


def gates(events: Iterable[Event]) -> list[Gate]:
    """The waypoints that the events close or open; ways told with both their ends are legs, not gates."""
    found = []
    for event in events:
        status = told_status(event)
        if status is None or {"from", "to"} <= {p.role for p in event.places}:
            continue
        stops = [stop_of(p.resolution) for p in event.places]
        found += [Gate(s, status, event) for s in stops if s is not None and (not s.wide or s.feature == "airspace")]
    return found


def on_the_way(members: Sequence[Leg], all_gates: Sequence[Gate]) -> list[Gate]:
    """The gates that a corridor passes: its own stops on the ground or at sea, airspaces for what flies."""
    first = members[0]
    stops = {s.id for leg in members for s in (leg.origin, *leg.via, leg.destination)}
    flies = first.mode == "air"
    return [g for g in all_gates if g.stop.id in stops and (g.stop.feature == "airspace") <= flies]


def spells(members: Sequence[Leg], passed: Sequence[Gate], denied: Denied) -> list[Spell]:
    """All that is told of a corridor in order of time; what is closed holds until it is told to be open."""
    found = [
        Spell(leg.event.date_start, leg.event.date_end, _of_leg(leg, denied), reports_of(leg.event)) for leg in members
    ]
    found += [Spell(g.event.date_start, g.event.date_end, g.status, reports_of(g.event)) for g in passed]
    found.sort(key=lambda s: (s.since or date.min, s.until or date.min, s.status, s.reports))
    return [s._replace(until=_opened(s, found)) if s.status == "closed" else s for s in found]


def intervals(all_spells: Sequence[Spell]) -> list[dict[str, Any]]:
    """The spells as the contract writes them; tellings of the same days and status are one."""
    merged: dict[tuple[str, str, str], set[str]] = {}
    for s in all_spells:
        merged.setdefault((frames.iso(s.since) or "", frames.iso(s.until) or "", s.status), set()).update(s.reports)
    return [
        {"date_start": a or None, "date_end": b or None, "status": status, "reports": sorted(reports)}
        for (a, b, status), reports in sorted(merged.items())
    ]


def at_the_end(members: Sequence[Leg], passed: Sequence[Gate], denied: Denied) -> str:
    """What holds at the end: closed, unless traffic is told later; else contested as soon as somebody denies it."""
    closings = [leg.event for leg in members if told_status(leg.event) == "closed"]
    traffic = [leg.event for leg in members if told_status(leg.event) != "closed" and leg.event.stance != "planned"]
    later = [e for e in (*traffic, *(g.event for g in passed if g.status == "reopened")) if e.date_start]
    if closings and not any(_goes_on(e, max(closings, key=lambda x: x.date_start or date.min)) for e in later):
        return "closed"
    opened = [e.date_start for e in later if e.date_start]
    last = max((e.date_end or e.date_start or date.min for e in traffic), default=date.min)
    barred = [g.event.date_start for g in passed if g.status == "closed" and g.event.date_start]
    if barred and last > date.min and max(barred) > max([last, *opened]):
        return "closed"
    told = [leg for leg in members if told_status(leg.event) is None] or list(members)
    statuses = {_of_leg(leg, denied) for leg in told}
    return "contested" if "contested" in statuses else "planned" if statuses == {"planned"} else "reported"


def _goes_on(event: Event, closing: Event) -> bool:
    """Whether traffic is told after a closing; what its own report tells first may well be what was then cut."""
    day, shut = event.date_start or date.min, closing.date_start or date.min
    before = event.report == closing.report and event.start < closing.start
    return day > ((closing.date_end or shut) if before else shut)


def _of_leg(leg: Leg, denied: Denied) -> str:
    event = leg.event
    said = told_status(event)
    if said is not None:
        return said
    if denied(leg) or event.stance == "denied" or (event.claim_status == "contested" and not event.denied_by):
        return "contested"
    return "planned" if event.stance == "planned" else "reported"


def _opened(closed: Spell, all_spells: Sequence[Spell]) -> date | None:
    """The last day of a closing: the eve of the first traffic told after it began; None while it lasts."""
    later = [
        s.since
        for s in all_spells
        if s.status in ("reported", "contested", "reopened") and s.since and s.since > (closed.since or date.min)
    ]
    return min(later) - timedelta(days=1) if later else None
