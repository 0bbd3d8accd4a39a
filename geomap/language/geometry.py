"""What a relation does to a place: (lat, lon, radius_km) of "northern Mali", "20 km north of Hama", the border ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.geo import COMPASS, destination, distance_km, midpoint
from geomap.language.phrases import Phrase

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate, Gazetteer

Spot3 = tuple[float, float, float]
_NEAR_KM = {"near": 10.0, "outside": 10.0, "outskirts of": 6.0, "around": 20.0}
_TOWNS = ("city", "town")
_METROPOLIS = 1_000_000  # people
_WAY_KM = 10.0  # "north of X" without a distance


def locate(p: Phrase, c: Candidate, gazetteer: Gazetteer, other: Candidate | None = None) -> Spot3:
    """Latitude, longitude and radius in kilometres of a phrase whose name means candidate `c`."""
    plain = (c.lat, c.lon, c.radius_km)
    relation = p.relation or ""
    if relation.startswith("part:"):
        return part(c, p.compass, gazetteer) or plain
    if relation.startswith("border"):
        return _border(c, other, gazetteer) or plain
    if relation in ("coast of", "off the coast of"):
        return plain
    if p.km is not None and p.compass in COMPASS:
        at = destination((c.lat, c.lon), COMPASS[p.compass], p.km)
        return at.lat, at.lon, max(2.0, 0.25 * p.km)
    if p.km is not None:
        return c.lat, c.lon, max(c.radius_km, p.km * 1.2)
    if (
        p.compass in COMPASS
        and relation.endswith(" of")
        and c.feature not in ("country", "admin1", "region", "sea", "continent")
    ):
        at = destination((c.lat, c.lon), COMPASS[p.compass], _WAY_KM)
        return at.lat, at.lon, 15.0
    if relation in _NEAR_KM:
        return c.lat, c.lon, max(c.radius_km, 1.0) + _NEAR_KM[relation]
    return plain


def part(c: Candidate, compass: str, gazetteer: Gazetteer) -> Spot3 | None:
    """The compass part of an area from its polygon, else from its radius.

    A town that bears its area's name lends it to the area: "northern Idlib" is the north of the province. A metropolis
    has parts of its own that are spoken of, and the centre is always the town's.
    """
    place = gazetteer.place(c)
    ident = place.place_id
    if compass != "central" and c.feature in _TOWNS and c.population < _METROPOLIS and place.admin1 == place.name:
        ident = f"{c.country}.{c.admin1}"
    found = gazetteer.part(ident, compass)
    if found:
        return found
    if compass == "central" or compass not in COMPASS:
        return c.lat, c.lon, c.radius_km / 2
    at = destination((c.lat, c.lon), COMPASS[compass], c.radius_km / 2)
    return at.lat, at.lon, max(1.0, c.radius_km / 2)


def _border(c: Candidate, other: Candidate | None, gazetteer: Gazetteer) -> Spot3 | None:
    """The middle of the border of two countries and half its length."""
    if c.feature != "country" or other is None or not other.country or other.country == c.country:
        return None
    return gazetteer.border(c.country, other.country)


def between(a: Candidate, b: Candidate) -> Spot3:
    """The lens between two places: the point halfway, a radius that holds both."""
    at = midpoint((a.lat, a.lon), (b.lat, b.lon))
    return at.lat, at.lon, max(1.0, distance_km((a.lat, a.lon), (b.lat, b.lon)) / 2)
