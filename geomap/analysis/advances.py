"""Advances as lines: from where a force comes to where it is said to move."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geomap.analysis import frames
from geomap.model import Advance, Resolution

if TYPE_CHECKING:
    import geopandas as gpd

COLUMNS = ("actor", "side", "origin", "towards", "date_start", "date_end", "report", "start", "end", "quote")


def advances_frame(advances: Iterable[Advance]) -> gpd.GeoDataFrame:
    """One LineString (EPSG:4326) per advance with both ends placed and apart; the others have no line to draw."""
    rows: list[dict[str, Any]] = []
    for advance in advances:
        a, b = _position(advance.origin), _position(advance.towards)
        if a is None or b is None or a == b:
            continue
        rows.append(_row(advance, a, b))
    return frames.frame(rows, COLUMNS)


def _row(advance: Advance, a: tuple[float, float], b: tuple[float, float]) -> dict[str, Any]:
    from geomap.analysis.routes import great_circle, line

    return {
        "actor": advance.actor, "side": advance.side, "origin": _name(advance.origin),
        "towards": _name(advance.towards), "date_start": frames.iso(advance.date_start),
        "date_end": frames.iso(advance.date_end), "report": advance.report, "start": advance.start,
        "end": advance.end, "quote": advance.quote, "geometry": line(great_circle([a, b])),
    }  # fmt: skip


def _position(resolution: Resolution | None) -> tuple[float, float] | None:
    if resolution is None or resolution.lat is None or resolution.lon is None:
        return None
    return (resolution.lat, resolution.lon)


def _name(resolution: Resolution | None) -> str | None:
    if resolution is None:
        return None
    return resolution.place.name if resolution.place else resolution.mention.name
