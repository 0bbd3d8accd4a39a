"""Big rivers and country borders as barriers: places across one tell less about each other than places on one side.

A river adds a coordinate to every point near it: plus on one bank, minus on the other, fading with distance. A country
adds one to every point inside it. Points across the barrier are then farther apart in the field, and where its sides are
held by different parties, the line lies on it. Where one party holds both nothing changes; a border counts only while
every party keeps to its own side of it, since an invader's line has nothing to do with it.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.gazetteer.data import folder

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    from geomap.analysis.metric import Metric

    Array = np.ndarray[Any, np.dtype[np.float64]]

HEIGHT_KM = 20.0  # being across the river counts as up to twice this much farther apart
FADE_KM = 40.0  # a place this far from the river is hardly on a bank any more
STEP_KM = 0.5
BORDER_KM = 20.0  # being in another country counts as 1.4 times this much farther apart
AT_HOME = 0.85  # of a party's places: more of them across the border, and the border parts nothing
ROOM_DEGREES = 2.0  # beyond the places, for the ground that they tell of


class Barriers(NamedTuple):
    """What parts a theatre, in the plane: courses of rivers, and its countries when it has more than one."""

    courses: list[LineString]
    countries: list[BaseGeometry]


@lru_cache(maxsize=1)
def rivers() -> dict[str, LineString]:
    """The curated big rivers, EPSG:4326: name -> course."""
    from shapely.geometry import LineString

    path = folder() / "corridors" / "rivers.csv"
    if not path.exists():
        return {}
    courses: dict[str, list[tuple[int, float, float]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            courses.setdefault(row["river"], []).append((int(row["order"]), float(row["lon"]), float(row["lat"])))
    return {name: LineString([(x, y) for _, x, y in sorted(points)]) for name, points in sorted(courses.items())}


def near(xy: Array, metric: Metric, side: Array) -> Barriers:
    """The rivers that run between these points, and the countries that part their holders (`side`, -1: contested)."""
    return Barriers(_rivers_near(xy, metric), _countries_of(xy, metric, side))


def _countries_of(xy: Array, metric: Metric, side: Array) -> list[BaseGeometry]:
    """The countries that hold any of the points; none unless each party keeps to one, and not all to the same."""
    import numpy as np
    import shapely

    from geomap.analysis import land

    where = metric.lonlat(shapely.multipoints(xy))
    west, south, east, north = shapely.total_bounds(where)
    codes, polygons, tree = land.index()
    found = [polygons[k] for k in sorted(tree.query(where, "intersects").tolist(), key=lambda k: codes[k])]
    if len(found) < 2:
        return []
    room = (west - ROOM_DEGREES, south - ROOM_DEGREES, east + ROOM_DEGREES, north + ROOM_DEGREES)
    planar = [metric.project(shapely.make_valid(shapely.clip_by_rect(p, *room))) for p in found]
    for shape in planar:
        shapely.prepare(shape)
    inside = np.column_stack([shapely.contains_xy(shape, xy[:, 0], xy[:, 1]) for shape in planar])
    shares = [inside[side == holder].mean(axis=0) for holder in sorted(set(side.tolist())) if holder >= 0]
    at_home = all(share.max() >= AT_HOME for share in shares)
    return planar if at_home and len({int(share.argmax()) for share in shares}) > 1 else []


def _rivers_near(xy: Array, metric: Metric) -> list[LineString]:
    import shapely

    west, south, east, north = shapely.total_bounds(shapely.points(xy))
    hull = shapely.box(west, south, east, north).buffer(FADE_KM)
    planar = [metric.project(course) for course in rivers().values() if _same_side_of_the_globe(course, metric)]
    return [course for course in planar if course.intersects(hull)]  # type: ignore[misc]


def _same_side_of_the_globe(course: LineString, metric: Metric) -> bool:
    x, y = course.coords[0]
    return abs(x - metric.lon) < 60 and abs(y - metric.lat) < 40


def lift(points: Array, barriers: Barriers) -> Array:
    """(n, barriers): the extra coordinate of each point for each river and country, km."""
    import numpy as np
    import shapely

    inside = [shapely.contains_xy(shape, points[:, 0], points[:, 1]) * BORDER_KM for shape in barriers.countries]
    return (
        np.column_stack([_beside(points, barriers.courses), *inside]) if inside else _beside(points, barriers.courses)
    )


def _beside(points: Array, courses: list[LineString]) -> Array:
    """(n, rivers): on which bank each point lies, fading with distance."""
    import numpy as np
    import shapely

    out = np.zeros((len(points), len(courses)))
    geometry = shapely.points(points)
    for k, course in enumerate(courses):
        at = shapely.line_locate_point(course, geometry)
        ahead = shapely.get_coordinates(shapely.line_interpolate_point(course, np.minimum(at + STEP_KM, course.length)))
        behind = shapely.get_coordinates(shapely.line_interpolate_point(course, np.maximum(at - STEP_KM, 0.0)))
        along, off = ahead - behind, points - (ahead + behind) / 2
        cross = along[:, 0] * off[:, 1] - along[:, 1] * off[:, 0]
        away = shapely.distance(course, geometry)
        beside = (at > 1e-6) & (at < course.length - 1e-6)
        out[:, k] = np.where(beside, np.sign(cross) * HEIGHT_KM * np.exp(-((away / FADE_KM) ** 2)), 0.0)
    return out
