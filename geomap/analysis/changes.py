"""Gains and losses: the ground that changed hands between two estimates, with its area."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from geomap.analysis import frames

if TYPE_CHECKING:
    import geopandas as gpd
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
    rows: list[dict[str, Any]] = []
    for after in sorted({d for d in control["date_start"] if d}):
        eve = frames.iso(date.fromisoformat(after) - timedelta(days=1))
        old, new = control[control["date_end"] == eve], control[control["date_start"] == after]
        rows += [{**row, "date_end": after} for row in _between(old, new)]
    return frames.frame(rows, COLUMNS)


def _between(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    rows = []
    for lost, since, was in zip(old["side"], old["date_start"], old.geometry, strict=True):
        for gained, now in zip(new["side"], new.geometry, strict=True):
            ground = _polygons(was.intersection(now)) if lost != gained and was.intersects(now) else None
            km2 = area_km2(ground) if ground is not None else 0.0
            if km2 >= SMALLEST_KM2:
                rows.append(
                    {"side_from": lost, "side_to": gained, "date_start": since, "area_km2": round(km2, 1),
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
    from pyproj import Geod

    return abs(float(Geod(ellps="WGS84").geometry_area_perimeter(shape)[0])) / 1e6
