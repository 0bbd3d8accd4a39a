"""Geometry as RFC 7946 wants it: right-hand rule, within the antimeridian, rounded, no third dimension."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.geometry import GeometryCollection, box
from shapely.geometry.base import BaseGeometry

DECIMALS = 5  # a metre at the equator; nothing here is known better


def tidy_all(geometries: Sequence[BaseGeometry | None]) -> list[Any]:
    """`tidy` of each, points together."""
    found = np.empty(len(geometries), dtype=object)
    found[:] = geometries
    xy = np.full((len(found), 2), np.nan)
    point = (shapely.get_type_id(found) == 0) & ~shapely.is_empty(found)
    xy[point] = shapely.get_coordinates(found[point])
    plain = point & (np.abs(xy[:, 0]) <= 180)
    shapes = [None if plain[row] else tidy(geometry) for row, geometry in enumerate(geometries)]
    for row, shape in zip(np.flatnonzero(plain), shapely.points(np.round(xy[plain], DECIMALS)), strict=True):
        shapes[row] = shape
    return shapes


def tidy(geometry: BaseGeometry | None, decimals: int = DECIMALS) -> Any:
    """The geometry in two dimensions, split at the antimeridian, rounded, rings by the right-hand rule; None when empty."""
    if geometry is None or geometry.is_empty:
        return None
    return _tidy_area(geometry, decimals) if "Polygon" in geometry.geom_type else _tidy(geometry, decimals)


@lru_cache(maxsize=256)
def _tidy_area(geometry: BaseGeometry, decimals: int) -> Any:
    """The same outline stands behind many mentions, and each goes to several files."""
    return _tidy(geometry, decimals)


def _tidy(geometry: BaseGeometry, decimals: int) -> Any:
    flat = split(shapely.force_2d(geometry))
    if shapely.get_dimensions(flat) == 2:
        snapped = shapely.set_precision(_sound(flat), 10.0**-decimals)
        flat = flat if snapped.is_empty else snapped
    flat = shapely.transform(flat, lambda xy: np.round(xy, decimals))
    return shapely.orient_polygons(flat, exterior_cw=False)


def _sound(area: Any) -> Any:
    """The area without self-crossings: snapping refuses outlines that touch themselves, as some published ones do."""
    if area.is_valid:
        return area
    mended = shapely.make_valid(area, method="structure", keep_collapsed=False)
    return _collect([part for part in shapely.get_parts(mended).tolist() if shapely.get_dimensions(part) == 2])


def split(geometry: Any) -> Any:
    """The geometry cut where it crosses 180 degrees; a step of more than 180 degrees of longitude is a crossing."""
    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180 and east - west <= 180:
        return geometry  # no step can be a crossing
    if geometry.geom_type in ("MultiLineString", "MultiPolygon", "GeometryCollection", "MultiPoint"):
        parts = [split(part) for part in geometry.geoms]
        return geometry if all(a is b for a, b in zip(parts, geometry.geoms, strict=True)) else _collect(parts)
    xy = shapely.get_coordinates(geometry)
    crosses = geometry.geom_type != "Point" and bool((np.abs(np.diff(xy[:, 0])) > 180).any())
    if not crosses and west >= -180 and east <= 180:
        return geometry
    unrolled = shapely.transform(geometry, _unroll) if crosses else geometry
    return _collect([_window(unrolled, turn) for turn in (-1, 0, 1)])


def _unroll(xy: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Longitudes without jumps, so that they may pass 180."""
    out = xy.copy()
    out[:, 0] = np.degrees(np.unwrap(np.radians(xy[:, 0])))
    return out


def _window(geometry: BaseGeometry, turn: int) -> BaseGeometry:
    """The part within one turn of the globe, moved back to -180..180."""
    west, east = -180.0 + 360 * turn, 180.0 + 360 * turn
    if shapely.get_dimensions(geometry) == 1:  # intersection() can miss the cut of a line that runs back upon itself
        part = shapely.clip_by_rect(geometry, west, -90, east, 90)
    else:
        part = geometry.intersection(box(west, -90, east, 90))
    return shapely.transform(part, lambda xy: xy - np.array([360.0 * turn, 0.0]))


def _collect(parts: list[Any]) -> Any:
    """Parts as one geometry of their highest dimension (a touch at the edge leaves points behind)."""
    single = [p for part in parts for p in getattr(part, "geoms", [part]) if not p.is_empty]
    if not single:
        return GeometryCollection()
    dimension = max(shapely.get_dimensions(single))
    kept = [p for p in single if shapely.get_dimensions(p) == dimension]
    if len(kept) == 1:
        return kept[0]
    kinds = (shapely.MultiPoint, shapely.MultiLineString, shapely.MultiPolygon)
    return kinds[dimension](kept)
