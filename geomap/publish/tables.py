"""Layers as tables of one kind of geometry each, the form that GeoPackage, FlatGeobuf and Shapefile want."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geomap.layers import Layer
from geomap.publish import cells
from geomap.publish.geometry import tidy

ORDER = (
    "events", "chokepoints", "places", "mentions", "advances", "fronts", "corridors", "control_claims", "changes", "control",
)  # fmt: skip  # top first
KINDS = ("Point", "MultiLineString", "MultiPolygon")
TITLES_OF_AREAS = {"mentions_areas": "Place mentions, areas", "control_claims_areas": "Claims of control, areas"}
POINTS = frozenset({"mentions", "events", "control_claims", "places", "chokepoints"})
UTC = 100  # GDAL's number of that time zone
_encode = json.JSONEncoder(ensure_ascii=False).encode
BOTH = ("mentions", "control_claims")  # points, and areas where the place has an extent


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a layer (their numbers, from 0) with geometries of one `dimension` (0, 1 or 2); None where a row has none."""

    name: str
    title: str
    layer: Layer
    rows: Sequence[int]
    shapes: Sequence[Any]
    dimension: int

    def located(self) -> Table:
        """The rows that have a geometry."""
        kept = [i for i, shape in enumerate(self.shapes) if shape is not None]
        rows, shapes = [self.rows[i] for i in kept], [self.shapes[i] for i in kept]
        return Table(self.name, self.title, self.layer, rows, shapes, self.dimension)


def in_order(layers: Sequence[Layer]) -> list[Layer]:
    """The layers from the top of the map to its bottom, those that no contract names last."""
    by_id = {layer.id: layer for layer in layers}
    return [by_id[i] for i in (*ORDER, *(i for i in by_id if i not in ORDER)) if i in by_id]


def tables(layer: Layer) -> Iterator[Table]:
    """The layer's tables. A layer with points and areas becomes two: every row at its point, and those with an extent."""
    shapes = cells.shapes(layer)
    every = range(len(shapes))
    if layer.id not in POINTS:
        found = [int(shapely.get_dimensions(s)) for s in shapes if s is not None]
        dimension = max(found, default=2 if layer.id in ("control", "changes") else 1)
        yield Table(layer.id, layer.title, layer, every, [_multi(s, dimension) for s in shapes], dimension)
        return
    at = _points(layer, shapes)
    yield Table(layer.id, layer.title, layer, every, at, 0)
    if layer.id in BOTH:
        name = f"{layer.id}_areas"
        rows = [i for i, s in enumerate(shapes) if s is not None and shapely.get_dimensions(s) == 2]
        yield Table(name, TITLES_OF_AREAS[name], layer, rows, [_multi(shapes[i], 2) for i in rows], 2)


def _points(layer: Layer, shapes: Sequence[Any]) -> list[Any]:
    """A point for each row: its own geometry, its label point, or a point inside its area."""
    named, nowhere = layer.frame, [None] * len(shapes)
    lats, lons = (named[name].tolist() if name in named.columns else nowhere for name in ("lat", "lon"))
    return [_point(shape, lat, lon) for shape, lat, lon in zip(shapes, lats, lons, strict=True)]


def _point(shape: Any, lat: Any, lon: Any) -> Any:
    if shape is None or shape.geom_type == "Point":
        return shape
    if cells.cell(lat, "number") is not None:
        return tidy(shapely.Point(lon, lat))
    return tidy(shape.representative_point())


def _multi(shape: Any, dimension: int) -> Any:
    if shape is None or shape.geom_type.startswith("Multi"):
        return shape
    if dimension == 1:
        return shapely.MultiLineString([shape])
    return shapely.MultiPolygon([shape]) if dimension == 2 else shape


def values(layer: Layer, column: str, rows: Sequence[int]) -> list[Any]:
    """The plain values of a column at these rows: dates as ISO text, lists as lists, None where there is none."""
    found = cells.columns(layer)[column]
    return [found[i] for i in rows]


def moments(table: Table) -> list[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """The first moment of each row's first day and the last of its last, in UTC, and where they are missing."""
    found = []
    for column, last in zip(table.layer.time or (), (False, True), strict=True):
        days, missing = array(values(table.layer, column, table.rows), "date")
        exact = days.astype("datetime64[ms]") + np.timedelta64(86_399 if last else 0, "s")
        found.append((exact, missing))
    return found


def text(value: Any) -> str:
    """A cell as text: lists and records as JSON."""
    return value if isinstance(value, str) else _encode(value)


def write(table: Table, path: Path, *, driver: str, as_text: Callable[[Any], str] = text, **options: Any) -> None:
    """Write the table through GDAL; `as_text` turns texts and lists into a cell, `options` go to pyogrio's raw writer.

    `fields` among them renames the columns; names beyond the layer's own are of the moments (see `moments`).
    """
    from pyogrio.raw import write as write_raw

    kinds = table.layer.fields
    arrays = [array(values(table.layer, name, table.rows), kind, as_text) for name, kind in kinds.items()]
    settings: dict[str, Any] = {"fields": list(kinds), "layer": table.name, "promote_to_multi": False} | options
    if extra := settings["fields"][len(arrays) :]:
        arrays += moments(table)
        settings["gdal_tz_offsets"] = {name: np.full(len(table.rows), UTC, dtype=np.int32) for name in extra}
    write_raw(
        path, np.array([None if s is None else shapely.to_wkb(s) for s in table.shapes], dtype=object),
        field_data=[a for a, _ in arrays], field_mask=[m for _, m in arrays],
        driver=driver, geometry_type=KINDS[table.dimension], crs="EPSG:4326", **settings,
    )  # fmt: skip


def array(
    values: Sequence[Any], kind: str, as_text: Callable[[Any], str] = text
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Cells as the array that the driver takes, and where they are missing."""
    missing = np.array([v is None for v in values], dtype=bool)
    if kind == "date":
        days = [None if v is None else day(v) for v in values]
        return np.array(days, dtype="datetime64[D]"), np.array([d is None for d in days], dtype=bool)
    if kind in ("int", "number"):
        dtype = np.int64 if kind == "int" else np.float64
        return np.array([0 if v is None else v for v in values], dtype=dtype), missing
    return np.array([None if v is None else as_text(v) for v in values], dtype=object), missing


def day(value: Any) -> date | None:
    """The day of an ISO text, None when it is none."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
