"""All layers in one GeoPackage that QGIS opens styled and in time; the same bytes for the same layers."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geomap.layers import Layer
from geomap.publish import qgis
from geomap.publish.geojson import cell
from geomap.publish.geometry import tidy

STAMP = "2000-01-01T00:00:00.000Z"  # instead of the time of writing, so that a second run gives the same file
ORDER = ("places", "mentions", "events", "advances", "fronts", "corridors", "control_claims", "control")
KINDS = ("Point", "MultiLineString", "MultiPolygon")


def write(layers: Sequence[Layer], path: Path) -> None:
    """Write `layers` to a new GeoPackage at `path`, with QGIS styles, labels and time settings.

    A layer with points and areas (mentions, claims) becomes two tables, since QGIS draws one kind of geometry per
    layer: `mentions` holds every row at its point, `mentions_areas` those that have an extent.
    """
    path.unlink(missing_ok=True)
    styles: list[tuple[str, str, str]] = []
    by_id = {layer.id: layer for layer in layers}
    for layer_id in [i for i in ORDER if i in by_id]:
        for name, shapes in _tables(by_id[layer_id]):
            _write_table(by_id[layer_id], name, shapes, path)
            styles.append((name, TITLES_OF_AREAS.get(name, by_id[layer_id].title), qgis.style(by_id[layer_id], name)))
    _finish(path, styles)


TITLES_OF_AREAS = {"mentions_areas": "Place mentions, areas", "control_claims_areas": "Claims of control, areas"}


def _tables(layer: Layer) -> Iterator[tuple[str, list[Any]]]:
    """Names and geometries of the tables that a layer becomes; geometries of one dimension each."""
    shapes = [tidy(g) for g in layer.frame.geometry]
    wanted = {"mentions": 0, "events": 0, "control_claims": 0, "places": 0, "control": 2}.get(layer.id, 1)
    if wanted == 0:
        frame = layer.frame
        yield layer.id, [_point(frame, row, shape) for row, shape in enumerate(shapes)]
        if layer.id in ("mentions", "control_claims"):
            yield f"{layer.id}_areas", [s if s is not None and shapely.get_dimensions(s) == 2 else None for s in shapes]
    else:
        yield layer.id, shapes


def _point(frame: Any, row: int, shape: Any) -> Any:
    """A point for the row: its own geometry, its label point, or a point inside its area."""
    if shape is None or shape.geom_type == "Point":
        return shape
    if "lat" in frame.columns and cell(frame["lat"].iloc[row], "number") is not None:
        return tidy(shapely.Point(frame["lon"].iloc[row], frame["lat"].iloc[row]))
    return tidy(shape.representative_point())


def _write_table(layer: Layer, name: str, shapes: list[Any], path: Path) -> None:
    """One table: all rows, or for a table of areas those with an area."""
    from pyogrio.raw import write as write_raw

    rows = [i for i, shape in enumerate(shapes) if shape is not None or not name.endswith("_areas")]
    dimension = max(
        [int(shapely.get_dimensions(shapes[i])) for i in rows if shapes[i] is not None],
        default=_default(layer.id, name),
    )
    geometry = np.array([_promoted(shapes[i], dimension) for i in rows], dtype=object)
    data, masks = [], []
    for column, kind in layer.fields.items():
        values = layer.frame[column].tolist()
        array, mask = _column([cell(values[i], kind) for i in rows], kind)
        data.append(array)
        masks.append(mask)
    write_raw(
        path, geometry, field_data=data, field_mask=masks, fields=[_free(f) for f in layer.fields], layer=name, driver="GPKG",
        geometry_type=KINDS[dimension], crs="EPSG:4326", append=path.exists(), promote_to_multi=False,
        layer_options={"SPATIAL_INDEX": "YES", "DESCRIPTION": layer.title, "FID": "fid", "GEOMETRY_NAME": "geom"},
    )  # fmt: skip


def _default(layer_id: str, name: str) -> int:
    if name.endswith("_areas") or layer_id == "control":
        return 2
    return 1 if layer_id in ("corridors", "fronts", "advances") else 0


def _free(column: str) -> str:
    """A column name that is not the table's own key."""
    return f"{column}_" if column.lower() in ("fid", "geom", "ogc_fid") else column


def _promoted(shape: Any, dimension: int) -> Any:
    if shape is None:
        return None
    if dimension == 1:
        shape = shape if shape.geom_type == "MultiLineString" else shapely.MultiLineString([shape])
    elif dimension == 2:
        shape = shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape])
    return shapely.to_wkb(shape)


def _column(values: list[Any], kind: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Values as the array that the driver takes, and where they are missing."""
    missing = np.array([v is None for v in values], dtype=bool)
    if kind == "date":
        days = [None if v is None else _day(v) for v in values]
        return np.array(days, dtype="datetime64[D]"), np.array([d is None for d in days], dtype=bool)
    if kind in ("int", "number"):
        return np.array(
            [0 if v is None else v for v in values], dtype=np.int64 if kind == "int" else np.float64
        ), missing
    texts = [None if v is None else v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values]
    return np.array(texts, dtype=object), missing


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _finish(path: Path, styles: list[tuple[str, str, str]]) -> None:
    """Add the styles, fix the times of writing, and rewrite the file densely."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(LAYER_STYLES)
        for name, title, qml in styles:
            db.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
                " styleQML, styleSLD, useAsDefault, description, owner, update_time)"
                " VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
                (name, title, qml, f"geomap: {title}", STAMP),
            )
            db.execute("UPDATE gpkg_contents SET identifier = ? WHERE table_name = ?", (title, name))
        db.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
            (STAMP,),
        )
        db.execute("UPDATE gpkg_contents SET last_change = ?", (STAMP,))
        db.commit()
        db.execute("VACUUM")


LAYER_STYLES = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));"""
