"""Big rivers as barriers: places on opposite banks tell less about each other than places on the same bank.

A barrier adds a coordinate to every point near it: plus on one bank, minus on the other, fading with distance. Points
across the river are then farther apart in the field, and where the banks are held by different sides, the line lies on
the river. Where both banks are held by one side nothing changes.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.data import folder

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry import LineString

    from geomap.analysis.metric import Metric

    Array = np.ndarray[Any, np.dtype[np.float64]]

HEIGHT_KM = 20.0  # being across the river counts as up to twice this much farther apart
FADE_KM = 40.0  # a place this far from the river is hardly on a bank any more
STEP_KM = 0.5


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


def near(xy: Array, metric: Metric) -> list[LineString]:
    """The rivers that run between these points, in the plane."""
    import shapely

    west, south, east, north = shapely.total_bounds(shapely.points(xy))
    hull = shapely.box(west, south, east, north).buffer(FADE_KM)
    planar = [metric.project(course) for course in rivers().values() if _same_side_of_the_globe(course, metric)]
    return [course for course in planar if course.intersects(hull)]  # type: ignore[misc]


def _same_side_of_the_globe(course: LineString, metric: Metric) -> bool:
    x, y = course.coords[0]
    return abs(x - metric.lon) < 60 and abs(y - metric.lat) < 40


def lift(points: Array, courses: list[LineString]) -> Array:
    """(n, rivers): the extra coordinate of each point for each river, km."""
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
