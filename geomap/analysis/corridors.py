"""Supply corridors: movements told in reports, merged into routes with a status by interval.

Every (origin, via, destination, mode) is a corridor of its own. A denial counts for the corridors that it concerns:
Turkey's for the way through Turkey, Iraq's for the way through Iraq, a third party's for all that the report tells.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from geomap.analysis import frames, status
from geomap.analysis.kept import NOTHING, Kept
from geomap.analysis.legs import Leg, group, legs
from geomap.model import Event

if TYPE_CHECKING:
    import geopandas as gpd

    from geomap.analysis.airspaces import Airspaces
    from geomap.analysis.ways import Way
    from geomap.gazetteer.index import Gazetteer

COLUMNS = (
    "id", "origin", "origin_country", "destination", "destination_country", "via", "mode", "cargo", "carrier",
    "date_start", "date_end", "status", "denied_by", "route_basis", "avoids", "length_km", "evidence_count", "reports",
    "events", "confidence", "intervals", "countries_km", "frequency", "label", "width", "offset", "reasons",
)  # fmt: skip
CERTAINTY = {"asserted": 0.6, "alleged": 0.45, "planned": 0.3, "denied": 0.2}
CONTESTED_AT_MOST = 0.5
LANE = 1.0  # lanes between corridors that share a way, in line widths


def corridors(
    events: Iterable[Event], gazetteer: Gazetteer, *, roads: Any = None, airspaces: Airspaces | None = None,
    kept: Kept = NOTHING,
) -> gpd.GeoDataFrame:  # fmt: skip
    """The corridors that the events tell, in order of first telling; EPSG:4326, the contract's columns and more.

    `roads`: a road network as `geomap.analysis.graph.load_roads` returns it; `airspaces`: those of states, as
    `geomap.analysis.airspaces.load_airspaces` does. Extra columns: `intervals` (list of {date_start, date_end, status,
    reports}), `countries_km` (list of {country, km}), `frequency`, and for drawing `label`, `width` (root of the
    evidence) and `offset` (lane among the corridors that share a way, 0 in the middle).
    """
    from geomap.analysis.ways import way

    told = list(events)
    all_legs, all_gates = legs(told, getattr(gazetteer, "neighbours", None)), status.gates(told)
    find = partial(way, gazetteer=gazetteer, roads=roads, airspaces=airspaces, kept=kept)
    rows = [_row(members, all_legs, all_gates, find) for members in group(all_legs)]
    for row, lane in zip(rows, _lanes(rows), strict=True):
        row["offset"] = lane
    return frames.frame(rows, COLUMNS)


def _row(
    members: Sequence[Leg], all_legs: Sequence[Leg], all_gates: Sequence[status.Gate], find: Callable[..., Way]
) -> dict[str, Any]:
    best = max(members, key=lambda leg: (not leg.origin.wide) + (not leg.destination.wide))
    events = list({leg.event.id: leg.event for leg in members}.values())
    avoid = list({s.id: s for leg in members for s in leg.avoid}.values())
    route = find(best, avoid)
    denied = sorted({who for leg in members for who in _denials(leg, all_legs)})
    reports = list(dict.fromkeys(e.report for event in events for e in _evidence(event)))
    evidence = sum(len(_evidence(event)) for event in events)
    days = [d for event in events for d in (event.date_start, event.date_end) if d]
    cargo = list(dict.fromkeys(c for event in events for c in event.cargo))
    passed = status.on_the_way(members, all_gates)

    def is_denied(leg: Leg) -> bool:
        return bool(_denials(leg, all_legs))

    holds = status.at_the_end(members, passed, is_denied)
    return {
        "id": _identity(best), "origin": best.origin.name, "origin_country": best.origin.country,
        "destination": best.destination.name, "destination_country": best.destination.country,
        "via": best.through, "mode": best.mode, "cargo": cargo,
        "carrier": ", ".join(dict.fromkeys(e.carrier for e in events if e.carrier)),
        "date_start": frames.iso(min(days, default=None)), "date_end": frames.iso(max(days, default=None)),
        "status": holds, "denied_by": denied, "route_basis": route.basis,
        "avoids": [s.country or s.name for s in avoid], "length_km": route.length_km, "evidence_count": evidence,
        "reports": reports, "events": [e.id for e in events], "confidence": _confidence(events, holds),
        "intervals": status.intervals(status.spells(members, passed, is_denied)), "countries_km": route.crosses,
        "frequency": next((e.frequency for e in events if e.frequency), ""),
        "label": _label(best, cargo, days), "width": round(math.sqrt(max(1, evidence)), 2), "offset": 0.0,
        "reasons": [*route.reasons, *(f"{name} is in no gazetteer: not drawn" for name in best.unplaced), *dict.fromkeys(r for e in events for r in e.reasons)], "geometry": route.geometry,
    }  # fmt: skip


def _evidence(event: Event) -> Sequence[Any]:
    return event.evidence or (event,)


def _identity(leg: Leg) -> str:
    """A stable id: the same corridor has it in every run, whatever else is told."""
    text = "|".join((leg.origin.id, *(s.id for s in leg.via), *leg.unplaced, leg.destination.id, leg.mode))
    return "corridor-" + hashlib.sha256(text.encode()).hexdigest()[:10]


def _denials(leg: Leg, all_legs: Sequence[Leg]) -> list[str]:
    """Who denies this leg: a country on one way only denies that way, anybody else denies all of them."""
    if not leg.event.denied_by:
        return []
    own = _names(leg)
    others = {
        name for other in all_legs if other.event.report == leg.event.report and other.key != leg.key
        for name in _names(other)
    }  # fmt: skip
    return [who for who in leg.event.denied_by if _mentions(who, own) or not _mentions(who, others)]


def _names(leg: Leg) -> set[str]:
    return {s.name.casefold() for s in (leg.origin, *leg.via, leg.destination)} | {
        s.country.casefold() for s in (leg.origin, *leg.via, leg.destination) if s.country
    }


def _mentions(who: str, names: Iterable[str]) -> bool:
    """Whether a denier ("Turkish officials", "Iraq", "the government of Mali") is one of these countries or places."""
    words = {w.casefold() for w in re.findall(r"\w+", who)}
    for name in names:
        parts = name.split()
        if who.casefold() == name or set(parts) <= words:
            return True
        if len(parts) == 1 and len(name) > 3 and any(len(w) > 4 and w[:4] == name[:4] for w in words):
            return True  # Turkish, Turkey; Iraqi, Iraq
    return False


def _confidence(events: Sequence[Event], holds: str) -> float:
    doubt = 1.0
    for event in events:
        doubt *= (1 - CERTAINTY[event.stance]) ** len({e.report for e in _evidence(event)})
    sure = 1 - doubt
    return round(min(sure, CONTESTED_AT_MOST) if holds == "contested" else sure, 2)


def _label(leg: Leg, cargo: Sequence[str], days: Sequence[Any]) -> str:
    """Short words for the map: "Iran - Iraq - Syria, by air: weapons (2012)"."""
    way = " - ".join((leg.origin.name, *leg.through, leg.destination.name))
    mode = {"unspecified": ""}.get(leg.mode, f", by {leg.mode}")
    years = sorted({d.year for d in days})
    when = "" if not years else f" ({years[0]})" if years[0] == years[-1] else f" ({years[0]}-{years[-1]})"
    return f"{way}{mode}{': ' + ', '.join(cargo[:3]) if cargo else ''}{when}"


def _lanes(rows: Sequence[dict[str, Any]]) -> list[float]:
    """Lanes around the middle for corridors with the same ends and mode or the same first and last point."""
    shared: dict[tuple[Any, ...], list[int]] = {}
    for i, row in enumerate(rows):
        ends = sorted((row["origin_country"] or row["origin"], row["destination_country"] or row["destination"]))
        shared.setdefault(tuple(ends), []).append(i)
    lanes = [0.0] * len(rows)
    for members in shared.values():
        for k, i in enumerate(members):
            lanes[i] = (k - (len(members) - 1) / 2) * LANE
    return lanes
