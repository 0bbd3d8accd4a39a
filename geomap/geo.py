"""Small geodesy on (lat, lon) pairs in degrees, distances in kilometres, bearings in degrees from north."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import NamedTuple

EARTH_KM = 6371.0088  # mean radius, IUGG


class LatLon(NamedTuple):
    """A WGS 84 position; the axis order is in the name."""

    lat: float
    lon: float

    @property
    def lonlat(self) -> tuple[float, float]:
        """The GeoJSON order."""
        return (self.lon, self.lat)


COMPASS: dict[str, float] = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (lat, lon) positions (haversine)."""
    lat1, lat2 = radians(a[0]), radians(b[0])
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def destination(origin: tuple[float, float], bearing: float, km: float) -> LatLon:
    """The position reached from `origin` after `km` on the great circle that starts at `bearing`."""
    lat, lon, angle, d = radians(origin[0]), radians(origin[1]), radians(bearing), km / EARTH_KM
    lat2 = asin(sin(lat) * cos(d) + cos(lat) * sin(d) * cos(angle))
    lon2 = lon + atan2(sin(angle) * sin(d) * cos(lat), cos(d) - sin(lat) * sin(lat2))
    return LatLon(degrees(lat2), (degrees(lon2) + 540) % 360 - 180)


def bearing(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Initial bearing of the great circle from `a` to `b`, 0..360."""
    lat1, lat2, dlon = radians(a[0]), radians(b[0]), radians(b[1] - a[1])
    y = sin(dlon) * cos(lat2)
    x = cos(lat1) * sin(lat2) - sin(lat1) * cos(lat2) * cos(dlon)
    return degrees(atan2(y, x)) % 360


def midpoint(a: tuple[float, float], b: tuple[float, float]) -> LatLon:
    """The point halfway along the great circle from `a` to `b`."""
    return interpolate(a, b, 0.5)


def interpolate(a: tuple[float, float], b: tuple[float, float], share: float) -> LatLon:
    """The point at `share` (0..1) of the great circle from `a` to `b`."""
    d = distance_km(a, b) / EARTH_KM
    if d < 1e-12:
        return LatLon(*a)
    lat1, lon1, lat2, lon2 = radians(a[0]), radians(a[1]), radians(b[0]), radians(b[1])
    f, g = sin((1 - share) * d) / sin(d), sin(share * d) / sin(d)
    x = f * cos(lat1) * cos(lon1) + g * cos(lat2) * cos(lon2)
    y = f * cos(lat1) * sin(lon1) + g * cos(lat2) * sin(lon2)
    z = f * sin(lat1) + g * sin(lat2)
    return LatLon(degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x)))
