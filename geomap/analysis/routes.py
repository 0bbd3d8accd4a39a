"""Geometry of a route by air, and the pieces that every mode shares. Positions are (lat, lon) degrees, lengths km.

Air: the great circle, bent through the airspaces that are named and around those that are avoided. In a gnomonic
projection great circles are straight lines, so the shortest way around polygons is a visibility graph there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geomap.analysis.airspaces import INSIDE_KM, Airspaces, main_parts, over_land, points_inside
from geomap.geo import LatLon, distance_km, interpolate

if TYPE_CHECKING:
    from shapely.geometry import LineString, MultiLineString, MultiPolygon
    from shapely.geometry.base import BaseGeometry

STEP_KM = 25.0
CLEARANCE_KM = 15.0  # how far a route keeps from an airspace that it avoids
LONGEST = 2.0  # degrees of an outline that may be taken as straight in the plane: a parallel bends there
COARSE_KM = 5.0  # outlines of airspaces are thinned to this before the way around them is sought


def great_circle(points: Sequence[tuple[float, float]], step_km: float = STEP_KM) -> list[LatLon]:
    """The great circle through `points` in order, a vertex every `step_km` at most."""
    path = [LatLon(*points[0])]
    for a, b in pairwise(points):
        n = max(1, int(distance_km(a, b) // step_km) + 1)
        path += [interpolate(a, b, k / n) for k in range(1, n)]
        path.append(LatLon(*b))
    return path


def length_km(points: Sequence[tuple[float, float]]) -> float:
    """Geodesic length on the WGS 84 ellipsoid."""
    from pyproj import Geod

    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return float(Geod(ellps="WGS84").line_length(lons, lats)) / 1000


def line(points: Sequence[tuple[float, float]]) -> LineString | MultiLineString:
    """The route as geometry in lon-lat order, split at the antimeridian (RFC 7946)."""
    from shapely.geometry import LineString, MultiLineString

    parts: list[list[tuple[float, float]]] = [[(points[0][1], points[0][0])]]
    for a, b in pairwise(points):
        if abs(b[1] - a[1]) > 180:
            edge = 180.0 if a[1] > 0 else -180.0
            there = b[1] + 2 * edge
            lat = a[0] + (b[0] - a[0]) * (edge - a[1]) / (there - a[1]) if there != a[1] else a[0]
            parts[-1].append((edge, lat))
            parts.append([(-edge, lat)])
        parts[-1].append((b[1], b[0]))
    lines = [LineString([(round(x, 5), round(y, 5)) for x, y in part]) for part in parts if len(part) > 1]
    return lines[0] if len(lines) == 1 else MultiLineString(lines)


def crossed_km(points: Sequence[tuple[float, float]], airspaces: Airspaces | None = None) -> dict[str, float]:
    """State -> km of the route in its airspace (default: over its land), by code; those under 1 km are left out."""
    from shapely import intersection

    route = line(great_circle(points, 5.0))
    found: dict[str, float] = {}
    states, polygons, tree = (airspaces or over_land()).index
    for k in sorted(tree.query(route, "intersects").tolist()):
        inside: Any = intersection(route, polygons[k])
        pieces = [p for p in getattr(inside, "geoms", [inside]) if p.geom_type == "LineString"]
        km = sum(length_km([(y, x) for x, y in p.coords]) for p in pieces)
        if km >= 1.0:
            found[states[k]] = round(km, 1)
    return found


def air_route(
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    via: Sequence[tuple[float, float] | str] = (),
    avoid: Sequence[str] = (),
    airspaces: Airspaces | None = None,
) -> list[LatLon]:
    """The shortest way by air through `via` (positions, or states for their airspace) and around `avoid`.

    Positions and airspaces are taken in the order told. `airspaces`: whose is what (default: the countries' land).
    """
    spaces = airspaces or over_land()
    stops = [s for s in via if not isinstance(s, str) or main_parts(spaces, s) is not None]
    barred = tuple(sorted({c for c in avoid if main_parts(spaces, c) is not None}))
    fixed = [start, *(s for s in stops if not isinstance(s, str)), end]
    path = _around(fixed, barred, spaces)
    wanted = [polygon for s in stops if isinstance(s, str) and (polygon := main_parts(spaces, s)) is not None]
    if not all(_enters(path, polygon) for polygon in wanted):
        path = _through(start, stops, end, barred, spaces)
    return great_circle(path)


def _around(
    stops: Sequence[tuple[float, float]], barred: tuple[str, ...], airspaces: Airspaces
) -> list[tuple[float, float]]:
    path: list[tuple[float, float]] = [stops[0]]
    for a, b in pairwise(stops):
        path += _leg_around(a, b, barred, airspaces)[1:]
    return path


def _enters(path: Sequence[tuple[float, float]], polygon: MultiPolygon) -> bool:
    """Whether the path crosses a good part of an airspace: INSIDE_KM, or what a small one has room for."""
    inside: Any = line(great_circle(path, 10.0)).intersection(polygon)
    return bool(inside.length * 111 >= min(INSIDE_KM, polygon.area**0.5 * 111 / 3))


def _through(
    start: tuple[float, float],
    stops: Sequence[tuple[float, float] | str],
    end: tuple[float, float],
    barred: tuple[str, ...],
    airspaces: Airspaces,
) -> list[tuple[float, float]]:
    """Choose one point in each named airspace so that the whole way is shortest (dynamic programme over candidates)."""
    inner = [list(points_inside(airspaces, stop)) if isinstance(stop, str) else [stop] for stop in stops]
    best: list[tuple[float, list[tuple[float, float]]]] = [(0.0, [start])]
    for layer in [*inner, [end]]:
        best = [
            min(((cost + distance_km(way[-1], p), [*way, p]) for cost, way in best), key=lambda pair: pair[0])
            for p in layer
        ]
    return _around(min(best, key=lambda pair: pair[0])[1], barred, airspaces)


@lru_cache(maxsize=256)
def _leg_around(
    a: tuple[float, float], b: tuple[float, float], barred: tuple[str, ...], airspaces: Airspaces
) -> tuple[tuple[float, float], ...]:
    """The shortest way from `a` to `b` that stays out of the barred airspaces; the direct way when it already does."""
    if not barred or distance_km(a, b) > 9_000:
        return (a, b)
    import networkx as nx
    import shapely
    from shapely.geometry import LineString

    there, back = _gnomonic(a, b)
    walls = [w for code in barred for w in _walls(main_parts(airspaces, code), there)]
    if not walls:
        return (a, b)
    p, q = there(a), there(b)
    wall: BaseGeometry = shapely.union_all(walls).difference(shapely.MultiPoint([p, q]).buffer(CLEARANCE_KM * 3))
    if not LineString([p, q]).crosses(wall.buffer(-0.5)):
        return (a, b)
    nodes = [p, q, *_corners(wall)]
    core = wall.buffer(-0.5)
    shapely.prepare(core)
    graph: Any = nx.Graph()
    for i, one in enumerate(nodes):
        rest = nodes[i + 1 :]
        if not rest:
            break
        segments = shapely.linestrings([[one, other] for other in rest])
        for other, blocked in zip(rest, shapely.intersects(core, segments), strict=True):
            if not blocked:
                graph.add_edge(one, other, km=distance_km(back(one), back(other)))
    if p not in graph or q not in graph or not nx.has_path(graph, p, q):
        return (a, b)
    way = nx.shortest_path(graph, p, q, weight="km")
    return (a, *(back(n) for n in way[1:-1]), b)


def _corners(wall: BaseGeometry) -> list[tuple[float, float]]:
    parts: list[Any] = [p for p in getattr(wall, "geoms", [wall]) if p.geom_type == "Polygon"]
    return [(float(x), float(y)) for p in parts for x, y in p.convex_hull.exterior.coords[:-1]] + [
        (float(x), float(y)) for p in parts for x, y in p.simplify(COARSE_KM).exterior.coords[:-1]
    ]


def _walls(barred: MultiPolygon | None, there: Any) -> list[BaseGeometry]:
    """A barred airspace with its clearance, in the plane; parts beyond the horizon are left out."""
    import shapely
    from shapely.geometry import Polygon

    found: list[BaseGeometry] = []
    for part in barred.geoms if barred is not None else ():
        outline: Any = part.simplify(0.05).segmentize(LONGEST)
        ring = [there((y, x)) for x, y in outline.exterior.coords]
        if all(abs(x) < 2e4 and abs(y) < 2e4 for x, y in ring):
            found.append(shapely.make_valid(Polygon(ring)).buffer(CLEARANCE_KM).simplify(COARSE_KM))
    return found


def _gnomonic(a: tuple[float, float], b: tuple[float, float]) -> tuple[Any, Any]:
    """Functions (lat, lon) -> plane km and back; great circles are straight in the plane."""
    from pyproj import Transformer

    centre = interpolate(a, b, 0.5)
    plane = f"+proj=gnom +lat_0={centre.lat:.4f} +lon_0={centre.lon:.4f} +R=6371008.8 +units=km"
    transformer = Transformer.from_crs("+proj=longlat +R=6371008.8", plane, always_xy=True)

    def there(p: tuple[float, float]) -> tuple[float, float]:
        x, y = transformer.transform(p[1], p[0], errcheck=False)
        return (float(x), float(y))

    def back(p: tuple[float, float]) -> tuple[float, float]:
        lon, lat = transformer.transform(p[0], p[1], direction="INVERSE")
        return (float(lat), float(lon))

    return there, back
