"""Layers as compact columns: what the page's script reads instead of GeoJSON.

A table is a dict of columns. A column is packed by what it holds: few distinct texts as a dictionary and indices, days
as numbers since 1970, lists as they are. Points are whole numbers of 1e-5 degrees in steps, lines and areas flat lists
of steps in 1e-4 degrees. Text that is read only when a reader asks (quotes, candidates) is kept apart, in `cold`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

import numpy as np

COLD = frozenset(
    {
        "quote", "text", "evidence", "reasons", "candidates", "edtf", "names", "start", "end", "acled_type",
        "acled_sub_type", "plover_type", "fatalities_low", "fatalities_high", "reports", "events", "via", "avoids",
        "admin1", "anchor", "relation", "frequency", "trigger",
    }
)  # fmt: skip
DAYS = frozenset({"date_start", "date_end", "first_date", "last_date", "published"})
EPOCH = date(1970, 1, 1).toordinal()


class LayerLike(Protocol):
    """What the page needs of a layer: geomap.layers.Layer fits."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def frame(self) -> Any: ...


def day_number(value: Any) -> int | None:
    """Days since 1970-01-01 of a date, an ISO text or a timestamp; None for what is missing or unreadable."""
    if value is None or isinstance(value, float):
        return None
    if isinstance(value, datetime | date):
        return None if value != value else value.toordinal() - EPOCH
    try:
        return date.fromisoformat(str(value)[:10]).toordinal() - EPOCH
    except ValueError:
        return None


def plain(value: Any) -> Any:
    """A cell as JSON takes it: missing values None, numpy scalars Python's, arrays lists, dates ISO text."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 4)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date):
        return None if value != value else value.isoformat()[:10]
    return None if value != value else str(value)


def pack_column(name: str, values: Iterable[Any]) -> dict[str, Any]:
    """One column: {"d": days} or {"s": distinct texts, "i": indices} or {"v": values}."""
    if name in DAYS:
        return {"d": [day_number(value) for value in values]}
    values = list(values)
    if any(type(value) is not str and value is not None for value in values):
        cells = [plain(value) for value in values]
    else:
        cells = values
    if cells and all(cell is None or isinstance(cell, str) for cell in cells):
        distinct = dict.fromkeys(cell for cell in cells if cell is not None)
        if len(distinct) <= max(1, len(cells) // 2):
            place = {text: number for number, text in enumerate(distinct)}
            return {"s": list(distinct), "i": [-1 if cell is None else place[cell] for cell in cells]}
    return {"v": cells}


ROUGH_DEGREES = 0.02  # outlines of places serve as areas on the map, not as borders
ROUGH = frozenset({"mentions", "events", "places", "control_claims"})


def pack_shapes(geometries: Sequence[Any], *, rough: bool) -> dict[str, Any]:
    """Distinct shapes and, per row, which one it has (-1 for none): many rows share the outline of one country."""
    known: dict[bytes, int] = {}
    shapes: list[dict[str, Any]] = []
    index = []
    for geometry in geometries:
        if geometry is None or geometry.is_empty or geometry.geom_type in ("Point", "MultiPoint"):
            index.append(-1)
            continue
        key = geometry.wkb
        if key not in known:
            packed = pack_shape(geometry.simplify(ROUGH_DEGREES) if rough else geometry)
            known[key] = len(shapes) if packed else -1
            if packed:
                shapes.append(packed)
        index.append(known[key])
    return {"shapes": shapes, "shape": index}


def _flat(coordinates: Any, scale: float) -> list[int]:
    """Steps of a line's (n, 2) coordinates, repeated points dropped."""
    points = np.round(np.asarray(coordinates, dtype=np.float64)[:, :2] * scale).astype(np.int64)
    fresh = np.ones(len(points), bool)
    fresh[1:] = np.any(np.diff(points, axis=0) != 0, axis=1)
    points = points[fresh]
    return [int(step) for step in np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int64)).reshape(-1)]


def pack_shape(geometry: Any) -> dict[str, Any] | None:
    """A line ("L") or area ("A", rings with the even-odd rule) as steps; None for points and nothing."""
    if geometry is None or geometry.is_empty:
        return None
    kind = geometry.geom_type
    if kind == "GeometryCollection":
        parts = [part for part in map(pack_shape, geometry.geoms) if part]
        kinds = {part["k"] for part in parts}
        keep = "A" if "A" in kinds else "L"
        lines = [line for part in parts if part["k"] == keep for line in part["c"]]
        return {"k": keep, "c": lines} if lines else None
    if kind in ("LineString", "MultiLineString"):
        lines = geometry.geoms if kind.startswith("Multi") else [geometry]
        return {"k": "L", "c": [_flat(line.coords, 1e4) for line in lines]}
    if kind in ("Polygon", "MultiPolygon"):
        areas = geometry.geoms if kind.startswith("Multi") else [geometry]
        rings = [ring for area in areas for ring in (area.exterior, *area.interiors)]
        return {"k": "A", "c": [_flat(ring.coords, 1e4) for ring in rings]}
    return None


def _positions(frame: Any) -> list[tuple[float, float] | None]:
    """A lon-lat point for every row: its lon and lat columns, else its point or a point inside its geometry."""
    found: list[tuple[float, float] | None] = []
    lons = list(frame["lon"]) if "lon" in frame else [None] * len(frame)
    lats = list(frame["lat"]) if "lat" in frame else [None] * len(frame)
    for geometry, lon, lat in zip(frame.geometry, lons, lats, strict=True):
        lon, lat = plain(lon), plain(lat)
        if isinstance(lon, int | float) and isinstance(lat, int | float):
            found.append((float(lon), float(lat)))
        elif geometry is None or geometry.is_empty:
            found.append(None)
        else:
            point = geometry if geometry.geom_type == "Point" else geometry.representative_point()
            found.append((float(point.x), float(point.y)))
    return found


def pack_points(positions: Sequence[tuple[float, float] | None]) -> dict[str, list[int | None]]:
    """Positions as steps of 1e-5 degrees; None where there is none."""
    xs: list[int | None] = []
    ys: list[int | None] = []
    px = py = 0
    for position in positions:
        if position is None or not all(map(math.isfinite, position)):
            xs.append(None)
            ys.append(None)
            continue
        x, y = round(position[0] * 1e5), round(position[1] * 1e5)
        xs.append(x - px)
        ys.append(y - py)
        px, py = x, y
    return {"x": xs, "y": ys}


def pack_table(layer: LayerLike) -> tuple[dict[str, Any], dict[str, Any]]:
    """A layer as (hot, cold): what drawing and filtering need, and what is read on demand."""
    frame = layer.frame
    columns = [name for name in frame.columns if name != frame.geometry.name and name not in ("lat", "lon")]
    hot = {name: pack_column(name, frame[name]) for name in columns if name not in COLD}
    cold = {name: pack_column(name, frame[name]) for name in columns if name in COLD}
    outlines = pack_shapes(list(frame.geometry), rough=layer.id in ROUGH)
    table = {
        "id": layer.id, "title": layer.title, "n": len(frame), "order": columns, "cols": hot,
        "points": pack_points(_positions(frame)),
    }  # fmt: skip
    if outlines["shapes"]:
        table |= outlines
    return table, cold


def drop_told_quotes(cold: dict[str, Any], reports: Any, texts: Mapping[str, str]) -> None:
    """Leave out quotes that the embedded report text gives at their offsets: the page cuts them out itself."""
    if not {"quote", "start", "end"} <= cold.keys() or reports is None:
        return
    quotes, starts, ends = (unpack(cold[name]) for name in ("quote", "start", "end"))
    kept = [
        None if report in texts and isinstance(start, int) and isinstance(end, int)
        and texts[report][start:end] == quote else quote
        for quote, report, start, end in zip(quotes, reports, starts, ends, strict=True)
    ]  # fmt: skip
    cold["quote"] = pack_column("quote", kept)


def unpack(column: Mapping[str, Any]) -> list[Any]:
    """The values of a packed column."""
    if "i" in column:
        return [None if index < 0 else column["s"][index] for index in column["i"]]
    return list(column.get("v", column.get("d", ())))
