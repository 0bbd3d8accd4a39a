"""The way of one corridor: which kind of route its mode asks for, along which network, and on what basis."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import shapely

from geomap.analysis import routes
from geomap.analysis.graph import NetworkRoute, land_route, sea_route
from geomap.analysis.kept import NOTHING, Kept
from geomap.analysis.legs import Leg, Stop
from geomap.gazetteer.data import folder

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.analysis.airspaces import Airspaces
    from geomap.gazetteer.index import Gazetteer

ALL_OF_IT = 1.5  # radii of a country within which its capital lies


@dataclass(frozen=True)
class Way:
    """A route's geometry (EPSG:4326), its length, what it is based on, the countries it crosses, and why."""

    geometry: BaseGeometry
    length_km: float
    basis: str
    crosses: list[dict[str, Any]]
    reasons: list[str]


def way(
    leg: Leg, avoid: Sequence[Stop], gazetteer: Gazetteer, roads: Any = None, airspaces: Airspaces | None = None,
    kept: Kept = NOTHING,
) -> Way:  # fmt: skip
    """The way of a leg. `route_basis`: see the contract; anything not told and not in a network is "inferred".

    `airspaces` are for what flies; what drives or sails crosses the land of states alone.
    """
    spaces = airspaces if leg.mode == "air" else None
    told = (leg.origin, leg.destination, leg.via, tuple(avoid), leg.mode, leg.event.date_start)
    key = repr(("way", *told, spaces.content if spaces else ""))
    if roads is None and (held := kept.get(key)) is not None:
        return Way(shapely.from_wkb(held[0]), *held[1:])
    found = _way(leg, avoid, gazetteer, roads, spaces)
    if roads is None:
        shape = shapely.to_wkb(found.geometry, hex=True)
        kept.put(key, [shape, found.length_km, found.basis, found.crosses, found.reasons])
    return found


def _way(leg: Leg, avoid: Sequence[Stop], gazetteer: Gazetteer, roads: Any, airspaces: Airspaces | None) -> Way:
    reasons: list[str] = []
    start, end = (_gateway(s, leg.mode, gazetteer, reasons) for s in (leg.origin, leg.destination))
    if start == end:
        end = (leg.destination.lat, leg.destination.lon)
    barred = [s.country for s in avoid if s.country]
    path, basis = _path(leg, start, end, barred, roads, airspaces, reasons)
    crosses = [{"country": code, "km": km} for code, km in routes.crossed_km(path, airspaces).items()]
    return Way(routes.line(path), round(routes.length_km(path), 1), basis, crosses, reasons)


def _path(
    leg: Leg, start: tuple[float, float], end: tuple[float, float], barred: Sequence[str], roads: Any,
    airspaces: Airspaces | None, reasons: list[str],
) -> tuple[Sequence[tuple[float, float]], str]:  # fmt: skip
    """Vertices and basis, by mode: lanes at sea, a network on land, else through and around airspaces."""
    points = [(s.lat, s.lon) for s in leg.via if not s.wide]
    found: NetworkRoute | None = None
    if leg.mode == "sea":
        found = sea_route(start, end, points)
    elif leg.mode in ("land", "rail") or (leg.mode == "unspecified" and roads is not None):
        day = leg.event.date_start.isoformat() if leg.event.date_start else ""
        crossings = [_crossing(s) for s in leg.via if s.wide]
        stops = [*points, *(c for c in crossings if c)]
        found = land_route(start, end, via=stops, avoid=barred, day=day, roads=roads)
        found = found or land_route(start, end, via=points, avoid=barred, day=day, roads=roads)
    if found is not None:
        told = [*found.names[:6]] if leg.mode == "sea" else [*found.nodes[:12]]
        kind = (
            "shipping lanes" if leg.mode == "sea" else "the roads loaded" if roads is not None else "the corridor graph"
        )
        reasons.append(f"along {kind}{': ' if told else ''}{', '.join(told)}")
        path = routes.great_circle(found.path)
        network = "inferred" if leg.mode == "sea" else "road_network"
        return path, "reported_waypoints" if points else network
    via: list[tuple[float, float] | str] = [s.country if s.wide and s.country else (s.lat, s.lon) for s in leg.via]
    if airspaces:
        reasons.append("airspaces: the polygons loaded, elsewhere the land of states")
    return routes.air_route(start, end, via=via, avoid=barred, airspaces=airspaces), _basis(leg, barred)


def _crossing(stop: Stop) -> tuple[float, float] | None:
    """Where a whole country that is passed through is entered in the corridor graph: its capital or main place there."""
    from geomap.analysis.graph import corridor_graph

    graph = corridor_graph()
    inside = [n for n, data in graph.nodes(data=True) if data["country"] == stop.country]
    if not inside:
        return None
    busiest = max(sorted(inside), key=lambda n: graph.degree(n))
    return (graph.nodes[busiest]["lat"], graph.nodes[busiest]["lon"])


def _basis(leg: Leg, barred: Sequence[str]) -> str:
    if leg.mode != "air":
        return "reported_waypoints" if any(not s.wide for s in leg.via) else "inferred"
    if barred or any(s.wide for s in leg.via):
        return "airspace_aware"
    return "reported_waypoints" if leg.via else "great_circle"


def _gateway(stop: Stop, mode: str, gazetteer: Gazetteer, reasons: list[str]) -> tuple[float, float]:
    """Where a route starts or ends: the place itself; for a whole country its main airport, port or capital."""
    if not stop.wide:
        return (stop.lat, stop.lon)
    found = _gateways().get((stop.country, mode)) or _gateways().get((stop.country, "land"))
    if found:
        reasons.append(f"{stop.name} stands for the whole country: drawn from {found[0]}")
        return (found[1], found[2])
    capital = _capital(stop.country, gazetteer)
    if capital:
        reasons.append(f"{stop.name} stands for the whole country: drawn from its capital {capital[0]}")
        return (capital[1], capital[2])
    reasons.append(f"{stop.name} stands for the whole country: drawn from its middle")
    return (stop.lat, stop.lon)


@lru_cache(maxsize=1)
def _gateways() -> dict[tuple[str, str], tuple[str, float, float]]:
    """(country, mode) -> (name, lat, lon), from gazetteer/corridors/gateways.csv."""
    path = folder() / "corridors" / "gateways.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["country"], row["mode"]): (row["name"], float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(file)
        }


@lru_cache(maxsize=64)  # up to a second for a country as large as Canada
def _capital(code: str, gazetteer: Gazetteer) -> tuple[str, float, float] | None:
    """Name and position of a country's capital in the gazetteer; None where it has none."""
    country = gazetteer.country(code)
    if country is None:
        return None
    around = gazetteer.near(country.lat, country.lon, country.radius_km * ALL_OF_IT, ("city", "town", "village"))
    found = next((c for _, c in around if c.seat == "capital" and c.country == code), None)
    return None if found is None else (gazetteer.place(found).name, found.lat, found.lon)
