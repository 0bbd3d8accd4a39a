"""Gains and losses: the ground that changed hands between two estimates, with its area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from geomap.analysis import frames

if TYPE_CHECKING:
    import geopandas as gpd
    from pyproj import Geod
    from shapely.geometry.base import BaseGeometry

COLUMNS = ("side_from", "side_to", "date_start", "date_end", "area_km2")
SMALLEST_KM2 = 1.0  # less than the line's own resolution


def changes(control: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Polygons of ground that one side held on one day of a series and another on the next; EPSG:4326.

    `date_start` is the day from which the old estimate stood, `date_end` the day of the new one.
    `control`: areas as `geomap.analysis.fronts.estimate` returns them. `area_km2` is geodesic. Ground that was or
    became unknown is no gain and no loss. Raises CRSError for a frame in another CRS.
    """
    frames.need_wgs84(control, "control areas")
    columns = (control[name].tolist() for name in ("side", "date_start", "date_end"))
    areas = [Area(*row) for row in zip(*columns, list(control.geometry), strict=True)]
    began, ended = _grouped(areas, "since"), _grouped(areas, "until")
    rows: list[dict[str, Any]] = []
    for after in sorted(filter(None, began)):
        eve = frames.iso(date.fromisoformat(after) - timedelta(days=1))
        rows += [{**row, "date_end": after} for row in _between(ended.get(eve, []), began[after])]
    return frames.frame(rows, COLUMNS)


class Area(NamedTuple):
    """Ground of one side, EPSG:4326, and the first and last day (ISO) on which it was."""

    side: str
    since: str | None
    until: str | None
    ground: BaseGeometry


def _grouped(areas: Iterable[Area], day: Literal["since", "until"]) -> dict[str | None, list[Area]]:
    found: dict[str | None, list[Area]] = {}
    for area in areas:
        found.setdefault(getattr(area, day), []).append(area)
    return found


def _between(old: Iterable[Area], new: Sequence[Area]) -> list[dict[str, Any]]:
    rows = []
    for was in old:
        for now in new:
            if was.side == now.side or not was.ground.intersects(now.ground):
                continue
            ground = _polygons(was.ground.intersection(now.ground))
            if (km2 := area_km2(ground)) >= SMALLEST_KM2:
                rows.append(
                    {"side_from": was.side, "side_to": now.side, "date_start": was.since, "area_km2": round(km2, 1),
                     "geometry": ground}
                )  # fmt: skip
    return rows


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    import shapely
    from shapely.geometry import MultiPolygon

    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > 1e-9]
    return MultiPolygon(parts)


def area_km2(shape: BaseGeometry) -> float:
    """Geodesic area on the WGS 84 ellipsoid."""
    return abs(float(_ellipsoid().geometry_area_perimeter(shape)[0])) / 1e6


@cache
def _ellipsoid() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")
