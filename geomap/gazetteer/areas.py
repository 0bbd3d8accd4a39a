"""Areas worked out from what is known of them: cells of member places, compass parts, label points, borders.

Used when data are vendored, when an overlay brings boundaries, and by `shapes`. Input and output are shapely geometry
in WGS 84 (lon, lat); metres appear only inside, on a plane local to each area (plate carrée scaled by the cosine of
the middle latitude, good to a per cent or so for a country's parts).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, pi, radians, sin, sqrt
from typing import Any

import numpy as np
import shapely

from geomap.geo import COMPASS, EARTH_KM, distance_km

Spot = tuple[float, float, float]  # lat, lon, radius_km
# Share of an area that a compass part takes: "northern" is the northern third, "northwestern" a little less.
_SIDE, _CORNER, _MIDDLE = 1 / 3, 0.28, 0.3
_KM_PER_DEGREE = pi * EARTH_KM / 180


class Plane:
    """A local plane in km around the middle of an area; long areas over the antimeridian are unrolled first."""

    def __init__(self, area: Any) -> None:
        west, south, east, north = area.bounds
        self.lat0, self.lon0 = (south + north) / 2, (west + east) / 2
        self.scale = np.array([_KM_PER_DEGREE * cos(radians(self.lat0)), _KM_PER_DEGREE])

    def to_km(self, lonlat: Any) -> Any:
        """(n, 2) degrees -> (n, 2) km east and north of the middle."""
        return (lonlat - (self.lon0, self.lat0)) * self.scale

    def to_degrees(self, km: Any) -> Any:
        """The way back."""
        return km / self.scale + (self.lon0, self.lat0)


def unroll(area: Any) -> Any:
    """The area with its western-hemisphere polygons moved past 180, when it lies on both sides of the antimeridian."""
    west, _, east, _ = area.bounds
    if east - west < 300:
        return area
    parts = [
        p if p.bounds[2] > 0 else shapely.transform(p, lambda a: a + np.array((360, 0)))
        for p in shapely.get_parts(area)
    ]
    return shapely.union_all([shapely.make_valid(p) for p in parts])  # the two sides grow together again


def grid(area: Any, count: int = 1500) -> Any:
    """About `count` (lon, lat) positions spread evenly over the area, at least one."""
    plane = Plane(area)
    low, high = plane.to_km(np.array([area.bounds[:2], area.bounds[2:]]))
    box = max((high - low).prod(), 1e-9)
    fill = max(0.02, area.area / max(1e-12, (area.bounds[2] - area.bounds[0]) * (area.bounds[3] - area.bounds[1])))
    step = sqrt(box * fill / count)
    x = np.arange(low[0] + step / 2, high[0], step)
    y = np.arange(low[1] + step / 2, high[1], step)
    points = plane.to_degrees(np.stack(np.meshgrid(x, y), -1).reshape(-1, 2))
    shapely.prepare(area)
    inside = points[shapely.contains_xy(area, points[:, 0], points[:, 1])]
    if len(inside):
        return inside
    point = shapely.point_on_surface(area)
    return np.array([[point.x, point.y]])


def spot(points: Any) -> Spot:
    """Middle of (lon, lat) positions and the radius that holds nine of ten of them."""
    lon, lat = points.mean(axis=0)
    away = sorted(distance_km((lat, lon), (p[1], p[0])) for p in points)
    return _rounded(float(lat), float(lon), max(1.0, away[int(0.9 * (len(away) - 1))]))


def _rounded(lat: float, lon: float, radius: float) -> Spot:
    return round(lat, 4), round((lon + 180) % 360 - 180, 4), round(radius, 1)


def label(area: Any) -> Spot:
    """The point to label: the middle of the largest polygon (moved inside if need be), and the radius of the whole."""
    area = unroll(area)
    largest = max(getattr(area, "geoms", [area]), key=lambda g: g.area)
    point = largest.centroid if largest.contains(largest.centroid) else shapely.point_on_surface(largest)
    points = grid(area)
    away = sorted(distance_km((point.y, point.x), (p[1], p[0])) for p in points)
    return _rounded(point.y, point.x, max(2.0, away[int(0.95 * (len(away) - 1))]))


def line_label(line: Any) -> Spot:
    """The middle of a line (of its longest part) and half its length."""
    parts = [g for g in getattr(line, "geoms", [line]) if g.geom_type == "LineString"]
    if not parts:
        point = line.centroid
        return _rounded(point.y, point.x, 1.0)
    longest = max(parts, key=lambda g: g.length)
    middle = longest.interpolate(0.5, normalized=True)
    return _rounded(middle.y, middle.x, max(1.0, sum(map(length_km, parts)) / 2))


def _projections(area: Any) -> tuple[Plane, Any, Any, Any]:
    plane = Plane(area)
    points = grid(area)
    km = plane.to_km(points)
    middle = km.mean(axis=0)
    spread = np.maximum(km.std(axis=0), 1e-6)
    return plane, points, middle, spread


def masks(area: Any) -> tuple[Any, dict[str, Any]]:
    """Grid positions of the area and, for each compass part, which of them belong to it."""
    plane, points, middle, spread = _projections(area)
    normal = (plane.to_km(points) - middle) / spread
    found = {}
    for name, angle in COMPASS.items():
        along = normal @ (sin(radians(angle)), cos(radians(angle)))
        share = _SIDE if angle % 90 == 0 else _CORNER
        found[name] = along >= np.quantile(along, 1 - share)
    distance = np.hypot(normal[:, 0], normal[:, 1])
    found["central"] = distance <= np.quantile(distance, _MIDDLE)
    return points, found


def compass_parts(area: Any) -> dict[str, Spot]:
    """Every compass part as (lat, lon, radius_km)."""
    points, parts = masks(unroll(area))
    return {name: spot(points[mask]) for name, mask in parts.items()}


def part_polygon(area: Any, part: str) -> Any:
    """The polygon of a compass part: the area cut by the line (or ellipse, for "central") that bounds the part."""
    area = unroll(area)
    plane, points, middle, spread = _projections(area)
    normal = (plane.to_km(points) - middle) / spread
    if part == "central":
        reach = float(np.quantile(np.hypot(normal[:, 0], normal[:, 1]), _MIDDLE))
        turn = np.linspace(0, 2 * pi, 73)
        ring = np.column_stack([np.cos(turn), np.sin(turn)]) * reach * spread + middle
        return area.intersection(shapely.Polygon(plane.to_degrees(ring)))
    angle = radians(COMPASS[part])
    ahead, aside = np.array([sin(angle), cos(angle)]), np.array([cos(angle), -sin(angle)])
    share = _SIDE if COMPASS[part] % 90 == 0 else _CORNER
    start, far = float(np.quantile(normal @ ahead, 1 - share)), 100.0
    corners = [
        ahead * start + aside * far,
        ahead * start - aside * far,
        ahead * far - aside * far,
        ahead * far + aside * far,
    ]
    return area.intersection(shapely.Polygon(plane.to_degrees(np.array(corners) * spread + middle)))


def cells(members: Sequence[tuple[float, float, str]], within: Any) -> dict[str, Any]:
    """Approximate areas: what of `within` lies nearest to the members (lat, lon, code) of each code."""
    spots = {(lon, lat): code for lat, lon, code in members}
    codes = sorted(set(spots.values()))
    if len(codes) < 2:
        return dict.fromkeys(codes, within)
    plane = Plane(within)
    lonlat = np.array(list(spots))
    places = shapely.points(plane.to_km(lonlat))
    diagram = shapely.voronoi_polygons(
        shapely.MultiPoint(places), extend_to=shapely.transform(within, plane.to_km).envelope
    )
    pieces = list(diagram.geoms)
    owner = shapely.STRtree(places).nearest(shapely.point_on_surface(pieces))
    labels = list(spots.values())
    found: dict[str, list[Any]] = defaultdict(list)
    for piece, index in zip(pieces, owner, strict=True):
        found[labels[index]].append(piece)
    whole = {
        code: shapely.transform(shapely.union_all(found[code]), plane.to_degrees) for code in codes if code in found
    }
    return {code: polygonal(area.intersection(within)) for code, area in whole.items()}


def polygonal(geometry: Any) -> Any:
    """The polygons of a geometry as one MultiPolygon (empty when there are none)."""
    parts = [g for g in getattr(geometry, "geoms", [geometry]) if g.geom_type == "Polygon" and not g.is_empty]
    nested = [p for g in getattr(geometry, "geoms", []) if g.geom_type == "MultiPolygon" for p in g.geoms]
    return shapely.MultiPolygon(parts + nested)


def borders(areas: dict[str, Any]) -> Iterable[tuple[str, str, float, float, float]]:
    """(a, b, lat, lon, half length in km) of the middle of every shared border; both directions."""
    codes = sorted(areas)
    shapes = [areas[c] for c in codes]
    tree = shapely.STRtree(shapes)
    for i, j in sorted(map(tuple, tree.query(shapes, predicate="intersects").T.tolist())):
        if i >= j:
            continue
        shared = shapely.line_merge(shapely.intersection(shapes[i].boundary, shapes[j].boundary))
        lines = [g for g in getattr(shared, "geoms", [shared]) if g.geom_type == "LineString"]
        if not lines:
            continue
        longest = max(lines, key=lambda g: g.length)
        middle = longest.interpolate(0.5, normalized=True)
        lat, lon, half = _rounded(middle.y, middle.x, sum(map(length_km, lines)) / 2)
        yield codes[i], codes[j], lat, lon, half
        yield codes[j], codes[i], lat, lon, half


def length_km(line: Any) -> float:
    """Length of a (lon, lat) line over the ground."""
    points = [(y, x) for x, y in line.coords]
    return sum(distance_km(a, b) for a, b in pairwise(points))


def equal_area_km2(area: Any) -> float:
    """Area over the ground in square km (cylindrical equal-area projection)."""
    flat = shapely.transform(
        area, lambda a: np.column_stack([np.radians(a[:, 0]) * EARTH_KM, np.sin(np.radians(a[:, 1])) * EARTH_KM])
    )
    return float(flat.area)
