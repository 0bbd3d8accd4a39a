"""Ground of which something is known: around the places, on the land of their own country.

A place speaks for REACH_KM around it when other places are near, else for its own extent only. It speaks for its own
country: a border is crossed only by observations on both sides of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geomap.analysis import frames
from geomap.analysis import land as lands

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

    from geomap.analysis.history import Snapshot
    from geomap.analysis.metric import Metric

    Array = np.ndarray[Any, np.dtype[np.float64]]

REACH_KM = 50.0
COMPANY = 3  # other places within REACH_KM that make a place part of a picture
THIN_KM = 8.0  # discs closer together than this add nothing to the outline
SHORE_KM = 2.0  # places off the coarse coast keep this much ground


def clusters(now: Snapshot) -> Iterator[Snapshot]:
    """Observations in groups far from each other (more than one to two degrees), from south-west to north-east."""
    import numpy as np
    from scipy import ndimage

    if not len(now):
        return
    row, col = _cells(now)
    row, col = row - row.min(), col - col.min()
    cells = np.zeros((row.max() + 1, col.max() + 1), dtype=bool)
    cells[row, col] = True
    groups, n = ndimage.label(cells, structure=np.ones((3, 3)))
    of = groups[row, col]
    for k in range(1, n + 1):
        yield now.of(of == k)


def theatres(every: Snapshot) -> dict[tuple[int, int], str]:
    """Whole-degree cell -> theatre of all observations ever made: the country most of its places lie in, numbered if two share it."""
    import shapely

    found: dict[tuple[int, int], str] = {}
    seen: dict[str, int] = {}
    for cluster in clusters(every):
        points = shapely.points(cluster.lon, cluster.lat)
        home = [code for code in _home(points, _around(points)).tolist() if code != "?"]
        code = max(sorted(set(home)), key=home.count, default="")
        seen[code] = seen.get(code, 0) + 1
        name = code if seen[code] == 1 else f"{code} {seen[code]}"
        found |= dict.fromkeys(_keys(cluster), name)
    return found


def theatre_of(cluster: Snapshot, named: dict[tuple[int, int], str]) -> str:
    """The theatre that a day's cluster belongs to."""
    return named[next(iter(_keys(cluster)))]


def _cells(of: Snapshot) -> tuple[Any, Any]:
    import numpy as np

    return np.floor(of.lat + 90).astype(int), np.floor(of.lon + 180).astype(int)


def _keys(of: Snapshot) -> Iterator[tuple[int, int]]:
    return zip(*(numbers.tolist() for numbers in _cells(of)), strict=True)


def ground(
    now: Snapshot, xy: Array, metric: Metric, land: BaseGeometry | None, known: dict[bytes, BaseGeometry]
) -> BaseGeometry:
    """The known ground in the plane (km). `known` keeps it for the next day with the same places."""
    key = xy.tobytes() + now.radius_km.tobytes()
    if key not in known:
        known[key] = _ground(now, xy, _reach(xy, now.radius_km), metric, land)
    return known[key]


def _ground(now: Snapshot, xy: Array, reach: Array, metric: Metric, land: BaseGeometry | None) -> BaseGeometry:
    import numpy as np
    import shapely

    points: Any = shapely.points(now.lon, now.lat)
    polygons = {"": land} if land is not None else _around(points)
    parts: list[BaseGeometry] = []
    home = _home(points, polygons)
    for code, polygon in polygons.items():
        own = home == code
        if own.any():
            where, km = _thin(xy[own], reach[own])
            discs = shapely.union_all(shapely.buffer(shapely.points(where), km, quad_segs=6))
            near = shapely.clip_by_rect(polygon, *_window(points[own]))
            parts.append(shapely.intersection(discs, shapely.make_valid(metric.project(near))))
    covered = shapely.union_all(parts) if parts else shapely.Point().buffer(0)
    shapely.prepare(covered)
    off = ~shapely.contains_xy(covered, xy[:, 0], xy[:, 1])
    if off.any():
        small = shapely.buffer(shapely.points(xy[off]), np.minimum(reach[off], SHORE_KM))
        covered = shapely.union_all([covered, *small])
    return _polygons(covered)


def _reach(xy: Array, radius: Array) -> Array:
    """How far each place speaks, km."""
    import numpy as np
    from scipy.spatial import cKDTree

    if len(xy) <= COMPANY:
        return radius.clip(1.0, REACH_KM)
    third = cKDTree(xy).query(xy, COMPANY + 1)[0][:, COMPANY]
    return np.where(third <= REACH_KM, REACH_KM, radius.clip(1.0, REACH_KM))


def _thin(xy: Array, reach: Array) -> tuple[Array, Array]:
    """One place per cell of THIN_KM and reach: (xy, reach) for drawing discs."""
    import numpy as np

    cell = np.c_[np.floor(xy / THIN_KM), reach]
    _, first = np.unique(cell, axis=0, return_index=True)
    first = np.sort(first)
    return xy[first], reach[first]


def _around(points: Any) -> dict[str, BaseGeometry]:
    """Countries that may hold any of the points."""
    import shapely

    hull = shapely.multipoints(points).envelope.buffer(0.5)
    return {code: p for code, p in sorted(lands.countries().items()) if p.intersects(hull)}


def _home(points: Any, polygons: dict[str, BaseGeometry]) -> Any:
    """The country of each point: the one it lies in, else the nearest within a quarter of a degree, else none."""
    import numpy as np
    import shapely

    codes = list(polygons)
    home = np.full(len(points), "?", dtype=object)
    lonlat = shapely.get_coordinates(points)
    for code, polygon in polygons.items():
        shapely.prepare(polygon)
        home[(home == "?") & shapely.contains_xy(polygon, lonlat[:, 0], lonlat[:, 1])] = code
    off = np.flatnonzero(home == "?")  # the search for the nearest is slow, and few places need it
    near, which = shapely.STRtree(list(polygons.values())).query_nearest(
        points[off], max_distance=0.25, all_matches=False
    )
    home[off[near]] = [codes[k] for k in which]
    return home


def _window(points: Any) -> tuple[float, float, float, float]:
    """The bounds of the points with room for their reach, degrees."""
    import shapely

    west, south, east, north = shapely.total_bounds(points)
    return (west - 2.0, south - 1.0, east + 2.0, north + 1.0)


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    import shapely

    return shapely.union_all([p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > 0.01])


def tidy_polygon(shape: BaseGeometry) -> BaseGeometry:
    """A multipolygon (empty where nothing is left) with coordinates rounded to about a metre, still valid."""
    import shapely
    from shapely.geometry import MultiPolygon

    snapped = frames.rounded(shapely.make_valid(shape))
    return MultiPolygon([p for p in shapely.get_parts(snapped) if p.geom_type == "Polygon" and not p.is_empty])
