"""GeoParquet 1.1: one file per layer with typed columns, lists as lists, for DuckDB, BigQuery, pandas and QGIS.

The metadata follows the GeoParquet specification 1.1.0 (https://geoparquet.org/releases/v1.1.0/): WKB in longitude,
latitude order, no `crs` member, which means OGC:CRS84.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely

from geomap.errors import MissingDependencyError
from geomap.layers import FIELDS, Layer
from geomap.publish import tables
from geomap.publish.formats import file_of
from geomap.publish.geometry import tidy

# Lists of records have the same columns whatever they hold, so that files of two runs can be read as one table.
RECORDS = {
    "candidates": {"place_id": "text", "place": "text", "country": "text", "score": "number"},
    "evidence": {"report": "text", "start": "int", "end": "int"},
}


def write(layers: Sequence[Layer], target: Path, folder: Path) -> list[str]:
    """Write a file per layer. Raises MissingDependencyError without pyarrow."""
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingDependencyError("pyarrow", extra="parquet", purpose="GeoParquet") from error
    ordered = tables.in_order(layers)
    for layer in ordered:
        name = file_of(target, layer.id, alone=len(ordered) == 1)
        pq.write_table(_table(layer), folder / name, compression="zstd")
    return []


def _table(layer: Layer) -> Any:
    """The layer as an Arrow table with the metadata that makes it GeoParquet."""
    import pyarrow as pa

    rows = range(len(layer.frame))
    columns = {name: _column(layer, name, tables.values(layer, name, rows)) for name in layer.fields}
    shapes = [tidy(g) for g in layer.frame.geometry]
    columns["geometry"] = pa.array([None if s is None else shapely.to_wkb(s) for s in shapes], pa.binary())
    return pa.table(columns).replace_schema_metadata({"geo": json.dumps(_geo(shapes))})


def _column(layer: Layer, name: str, cells: list[Any]) -> Any:
    import pyarrow as pa

    kind = layer.fields[name]
    if kind == "date":
        return pa.array([None if v is None else tables.day(v) for v in cells], pa.date32())
    if kind != "list":
        return pa.array([v if v is None or kind in ("int", "number") else tables.text(v) for v in cells], _type(kind))
    if name in RECORDS and FIELDS.get(layer.id, {}).get(name):
        record = pa.struct([(key, _type(sort)) for key, sort in RECORDS[name].items()])
        return pa.array([[{k: v.get(k) for k in RECORDS[name]} for v in cell] for cell in cells], pa.list_(record))
    return pa.array([[tables.text(v) for v in cell] for cell in cells], pa.list_(pa.string()))


def _type(kind: str) -> Any:
    import pyarrow as pa

    return {"int": pa.int64(), "number": pa.float64()}.get(kind, pa.string())


def _geo(shapes: Sequence[Any]) -> dict[str, Any]:
    found = [s for s in shapes if s is not None]
    column: dict[str, Any] = {
        "encoding": "WKB", "geometry_types": sorted({s.geom_type for s in found}), "orientation": "counterclockwise", "edges": "planar",
    }  # fmt: skip
    if found:
        column["bbox"] = [round(float(v), 6) for v in shapely.total_bounds(found)]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
