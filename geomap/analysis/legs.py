"""From movements to legs: where each told movement starts, passes and ends, and which tellings are the same way.

A leg is one event's route. Legs with the same ends, way and mode are one corridor, whichever report tells them; a
vaguer telling in the same report ("Iran sends arms to Syria") is folded into the precise one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from geomap.language.events.way_state import CLOSED, REOPENED
from geomap.language.naming import WIDE, name_as_told
from geomap.model import Event, Mode, Place, Resolution

MOVEMENTS = frozenset(("arms_transfer", "troop_movement"))
WAYS_TOLD = frozenset((CLOSED, REOPENED))
GUESTS = frozenset("instructors advisers advisors officers peacekeepers peacekeeper personnel".split())


@dataclass(frozen=True, slots=True)
class Stop:
    """An end or waypoint: a place, or the part or airspace of one."""

    id: str
    name: str
    country: str
    feature: str
    lat: float
    lon: float

    @property
    def wide(self) -> bool:
        """Whether it is a whole country or its airspace, not a point that one can travel to."""
        return self.feature in WIDE


@dataclass(frozen=True, slots=True)
class Leg:
    """One event's route, in order of travel."""

    origin: Stop
    destination: Stop
    via: tuple[Stop, ...]
    avoid: tuple[Stop, ...]
    mode: Mode
    event: Event
    unplaced: tuple[str, ...] = ()  # waypoints that no gazetteer has: told, but not drawn

    @property
    def key(self) -> tuple[str, tuple[str, ...], str, str]:
        """Legs with the same key are the same corridor."""
        return (self.origin.id, (*(s.id for s in self.via), *self.unplaced), self.destination.id, self.mode)

    @property
    def through(self) -> list[str]:
        """The names of the waypoints, those that are drawn first."""
        return [*(s.name for s in self.via), *self.unplaced]


def stop_of(resolution: Resolution | None) -> Stop | None:
    """The stop that a resolution names; None where it is nowhere. A country and its airspace are the same stop."""
    if resolution is None or resolution.lat is None or resolution.lon is None:
        return None
    if resolution.place is None:  # in no gazetteer, drawn around another place
        name = name_as_told(resolution)
        return Stop(f"told:{name.casefold()}", name, "", "", resolution.lat, resolution.lon)
    place: Place = resolution.place
    relation = resolution.mention.relation or ""
    feature = "airspace" if relation == "airspace" else place.feature
    ident = place.country if feature in WIDE and place.country else place.place_id
    if relation.startswith("part:"):
        ident, feature = f"{ident}/{relation}", "region"
    return Stop(ident, name_as_told(resolution), place.country, feature, resolution.lat, resolution.lon)


def legs(events: Iterable[Event], neighbours: Callable[[str], Collection[str]] | None = None) -> list[Leg]:
    """The legs that the events tell; an event without both ends has none.

    `neighbours` gives the countries that border one. Troops that enter the country next door, with nothing but their
    nationality to say where they come from, invade it: that is no corridor. Nor are a few advisers who fly in.
    """
    found: list[Leg] = []
    for event in events:
        way = WAYS_TOLD & set(event.reasons)
        if event.type not in MOVEMENTS and not way and not (event.type == "other" and event.cargo):
            continue
        guessed = event.type == "troop_movement" and any(r.startswith("origin inferred") for r in event.reasons)
        if guessed and set(event.cargo) and set(event.cargo) <= GUESTS:
            continue
        found += [
            leg
            for leg in _of_event(event)
            if not (guessed and neighbours and leg.destination.country in neighbours(leg.origin.country))
        ]
    return found


def _of_event(event: Event) -> list[Leg]:
    stops = {role: _stops(event, role) for role in ("from", "to", "via", "avoid", "at")}
    ends = stops["to"] or (stops["at"] if stops["from"] else [])
    nowhere = (p.resolution for p in event.places if p.role == "via" and p.resolution.place is None)
    unplaced = tuple(dict.fromkeys(name_as_told(r) for r in nowhere))
    found = []
    for origin in stops["from"]:
        for end in ends:
            if origin.id == end.id:
                continue
            via = tuple(s for s in stops["via"] if s.id not in (origin.id, end.id))
            avoid = tuple(s for s in stops["avoid"] if s.id not in (origin.id, end.id))
            found.append(Leg(origin, end, via, avoid, event.mode, event, unplaced))
    return found


def _stops(event: Event, role: str) -> list[Stop]:
    found: dict[str, Stop] = {}
    for place in event.places:
        stop = stop_of(place.resolution) if place.role == role else None
        if stop is not None:
            found.setdefault(stop.id, stop)
    return list(found.values())


def group(all_legs: Sequence[Leg]) -> list[list[Leg]]:
    """Legs of the same corridor together, in order of first telling; vaguer tellings of one report folded in."""
    groups: dict[tuple[str, tuple[str, ...], str, str], list[Leg]] = {}
    for leg in all_legs:
        groups.setdefault(leg.key, []).append(leg)
    order = sorted(groups, key=lambda key: -_detail(groups[key][0]))
    homes: dict[tuple[str, tuple[str, ...], str, str], list[Leg]] = {}
    by_report: dict[str, dict[int, tuple[str, tuple[str, ...], str, str]]] = {}  # homes with a leg told there
    numbers = {key: number for number, key in enumerate(order)}  # homes come up in this order
    for key in order:
        for leg in groups[key]:
            near = by_report.get(reports_of(leg.event)[0], {})
            home = next((near[n] for n in sorted(near) if any(_tells(leg, other) for other in homes[near[n]])), key)
            homes.setdefault(home, []).append(leg)
            for report in reports_of(leg.event):
                by_report.setdefault(report, {})[numbers[home]] = home
    return [homes[key] for key in groups if key in homes]


def _detail(leg: Leg) -> int:
    """How much a leg says: precise ends, waypoints, mode."""
    return (not leg.origin.wide) + (not leg.destination.wide) + 2 * len(leg.via) + (leg.mode != "unspecified")


def _tells(vague: Leg, precise: Leg) -> bool:
    """Whether the vaguer leg of the same report tells no more than the precise one."""
    return (
        set(reports_of(vague.event)) <= set(reports_of(precise.event))
        and _within(vague.origin, precise.origin)
        and _within(vague.destination, precise.destination)
        and {s.id for s in vague.via} <= {s.id for s in precise.via} | {s.country for s in precise.via}
        and vague.mode in ("unspecified", precise.mode)
    )


def _within(vague: Stop, precise: Stop) -> bool:
    return vague.id == precise.id or (vague.wide and vague.country == precise.country)


def reports_of(event: Event) -> tuple[str, ...]:
    """The reports that tell an event."""
    return tuple(e.report for e in event.evidence) or (event.report,)
