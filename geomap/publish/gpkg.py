"""All layers in one GeoPackage that QGIS opens styled and in time; the same bytes for the same layers."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from geomap.layers import Layer
from geomap.publish import qgis, qgis_project, tables

STAMP = "2000-01-01T00:00:00.000Z"  # instead of the time of writing, so that a second run gives the same file

SYNCED = "OGR_SQLITE_SYNCHRONOUS"
CHANGES = (24, 92)  # where a SQLite file counts its changes, and says for which count its header holds


def write(layers: Sequence[Layer], path: Path) -> None:
    """Write `layers` to a new GeoPackage at `path`, with QGIS styles, labels, time settings and a project of all layers.

    A layer with points and areas (mentions, claims) becomes two tables, since QGIS draws one kind of geometry per
    layer: `mentions` holds every row at its point, `mentions_areas` those that have an extent.
    """
    path.unlink(missing_ok=True)
    made = [table for layer in tables.in_order(layers) for table in tables.tables(layer)]
    with _unsynced():
        _tables(made, path)
    _finish(path, made)
    _settle(path)


def _tables(made: Sequence[tables.Table], path: Path) -> None:
    for table in made:
        # Version 1.2, so that the QGIS of a distribution's last stable release opens it without a warning.
        tables.write(
            table, path, driver="GPKG", append=path.exists(), fields=_columns(table),
            dataset_options={} if path.exists() else {"VERSION": "1.2"},
            layer_options={"SPATIAL_INDEX": "YES", "DESCRIPTION": table.title, "FID": "fid", "GEOMETRY_NAME": "geom"},
        )  # fmt: skip


@contextlib.contextmanager
def _unsynced() -> Iterator[None]:
    """GDAL without a wait for the disk after every step: the file is flushed once, when it is whole (`_settle`)."""
    from pyogrio import get_gdal_config_option, set_gdal_config_options

    before = get_gdal_config_option(SYNCED)
    set_gdal_config_options({SYNCED: "OFF"})
    try:
        yield
    finally:
        set_gdal_config_options({SYNCED: before})


def _columns(table: tables.Table) -> list[str]:
    """The columns of a table: the layer's, and the moments that the Temporal Controller goes by where it has dates."""
    return [*(_free(name) for name in table.layer.fields), *(qgis.MOMENTS if table.layer.time else ())]


def _free(column: str) -> str:
    """A column name that is not one of the table's own."""
    return f"{column}_" if column.lower() in ("fid", "geom", "ogc_fid", *qgis.MOMENTS) else column


def _finish(path: Path, made: Sequence[tables.Table]) -> None:
    """Add styles and project, fix the times of writing, and rewrite the file densely."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA synchronous=OFF")
        db.executescript(LAYER_STYLES)
        for table in made:
            name, title = table.name, table.title
            db.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
                " styleQML, styleSLD, useAsDefault, description, owner, update_time)"
                " VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
                (name, title, qgis.style(table.layer, name), f"geomap: {title}", STAMP),
            )
            db.execute("UPDATE gpkg_contents SET identifier = ? WHERE table_name = ?", (title, name))
        db.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
            (STAMP,),
        )
        qgis_project.add(db, made, path.name)
        db.execute("UPDATE gpkg_contents SET last_change = ?", (STAMP,))
        db.commit()
        db.execute("VACUUM")


def _settle(path: Path) -> None:
    """Set the count of changes in the file's header: how often SQLite saved on the way is not always the same. Then flush."""
    with path.open("r+b") as file:
        for at in CHANGES:
            file.seek(at)
            file.write((1).to_bytes(4, "big"))
        file.flush()
        os.fsync(file.fileno())


LAYER_STYLES = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));"""
