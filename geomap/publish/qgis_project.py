"""A QGIS project inside the GeoPackage: layers in drawing order, styled, in time, at the place where most happens.

QGIS lists it under the GeoPackage in its browser, and opens geopackage:case.gpkg?projectName=geomap. It keeps projects
in a table qgis_projects: a zipped project file, written as hexadecimal digits.
"""

from __future__ import annotations

import io
import json
import math
import sqlite3
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from geomap.publish import qgis
from geomap.publish.cells import cell
from geomap.publish.tables import Table

NAME = "geomap"
HIDDEN = frozenset({"mentions", "mentions_areas", "control_claims", "control_claims_areas"})  # there, but switched off
STAMP = (2000, 1, 1, 0, 0, 0)  # instead of the time of writing
EARTH_M, MOST_LAT = 6_378_137.0, 85.0
GEOMETRY = ("Point", "Line", "Polygon")
SRS = {  # QGIS takes the authority's code only where its own number (srsid) is there too
    4326: "<spatialrefsys><srsid>3452</srsid><srid>4326</srid><authid>EPSG:4326</authid><geographicflag>true</geographicflag></spatialrefsys>",
    3857: "<spatialrefsys><srsid>3857</srsid><srid>3857</srid><authid>EPSG:3857</authid><geographicflag>false</geographicflag></spatialrefsys>",
}
TABLE = "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)"


def add(db: sqlite3.Connection, tables: Sequence[Table], file: str) -> None:
    """Store the project of these tables, from the top of the map down, in the GeoPackage called `file`."""
    db.execute(TABLE)
    metadata = {"last_modified_time": "2000-01-01T00:00:00", "last_modified_user": ""}
    row = (NAME, json.dumps(metadata), _zipped(project(tables, file)).hex())
    db.execute("INSERT INTO qgis_projects (name, metadata, content) VALUES (?, ?, ?)", row)


def _zipped(text: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(f"{NAME}.qgs", date_time=STAMP)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, text.encode("utf-8"))
    return held.getvalue()


def project(tables: Sequence[Table], file: str) -> str:
    """The project file: layer tree, layers, extent, and the period of all dated rows for the Temporal Controller."""
    west, south, east, north = _metres(_extent(tables))
    tree = "".join(_leaf(table, file) for table in tables)
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis projectname="{NAME}" version="3.22.0"><homePath path=""/><title>{NAME}</title>'
        f"<projectCrs>{SRS[3857]}</projectCrs><layer-tree-group>{tree}</layer-tree-group>"
        f"<projectlayers>{''.join(_layer(table, file) for table in tables)}</projectlayers>"
        f'<mapcanvas name="theMapCanvas" annotationsVisible="1"><units>meters</units><extent><xmin>{west}</xmin><ymin>{south}</ymin>'
        f"<xmax>{east}</xmax><ymax>{north}</ymax></extent><rotation>0</rotation><destinationsrs>{SRS[3857]}</destinationsrs></mapcanvas>"
        f'<ProjectViewSettings><DefaultViewExtent xmin="{west}" ymin="{south}" xmax="{east}" ymax="{north}">{SRS[3857]}'
        f"</DefaultViewExtent></ProjectViewSettings>{_period(tables)}"
        '<properties><Paths><Absolute type="bool">false</Absolute></Paths>'
        '<SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys></properties></qgis>\n'
    )


def _id(table: Table) -> str:
    return f"{NAME}_{table.name}"


def _source(table: Table, file: str) -> str:
    return f"./{file}|layername={table.name}"


def _leaf(table: Table, file: str) -> str:
    shown = "Unchecked" if table.name in HIDDEN else "Checked"
    return (
        f'<layer-tree-layer id="{_id(table)}" name={quoteattr(table.title)} source={quoteattr(_source(table, file))} '
        f'providerKey="ogr" checked="Qt::{shown}" expanded="{int(table.name == "events")}"/>'
    )


def _layer(table: Table, file: str) -> str:
    labels = int(qgis.labelled(table.layer, table.name))
    return (
        f'<maplayer type="vector" geometry="{GEOMETRY[table.dimension]}" labelsEnabled="{labels}" styleCategories="AllStyleCategories" '
        'hasScaleBasedVisibilityFlag="0" readOnly="0" autoRefreshEnabled="0">'
        f"<id>{_id(table)}</id><datasource>{escape(_source(table, file))}</datasource><layername>{escape(table.title)}</layername>"
        f'<srs>{SRS[4326]}</srs><provider encoding="UTF-8">ogr</provider>{qgis.body(table.layer, table.name)}'
        "<layerOpacity>1</layerOpacity></maplayer>"
    )


def _period(tables: Iterable[Table]) -> str:
    """First and last day of all dated rows, in steps of a day."""
    days = sorted(
        day
        for table in tables
        for column in table.layer.time or ()
        for day in (cell(v, "date") for v in table.layer.frame[column].tolist())
        if isinstance(day, str) and len(day) == 10
    )
    if not days:
        return ""
    return (
        '<ProjectTimeSettings frameRate="2" timeStep="1" timeStepUnit="d" cumulativeTemporalRange="0"><TemporalRange>'
        f"<start>{days[0]}T00:00:00Z</start><end>{days[-1]}T23:59:59Z</end></TemporalRange></ProjectTimeSettings>"
    )


def _extent(tables: Iterable[Table]) -> tuple[float, float, float, float]:
    """Where most happens: the middle nine tenths of the events (of everything, without events), with a margin; degrees."""
    shapes = {t.name: [s for s in t.shapes if s is not None] for t in tables}
    found = shapes.get("events") or [s for held in shapes.values() for s in held]
    if not found:
        return -180.0, -MOST_LAT, 180.0, MOST_LAT
    lons = sorted(s.centroid.x for s in found)
    lats = sorted(s.centroid.y for s in found)
    cut = len(found) // 20
    west, east, south, north = lons[cut], lons[-1 - cut], lats[cut], lats[-1 - cut]
    margin = max(0.5, 0.08 * max(east - west, north - south))
    return west - margin, max(south - margin, -MOST_LAT), east + margin, min(north + margin, MOST_LAT)


def _metres(degrees: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The box in Web Mercator's metres (EPSG:3857), the project's own projection."""
    west, south, east, north = degrees
    x = [round(EARTH_M * math.radians(lon), 1) for lon in (west, east)]
    y = [round(EARTH_M * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)), 1) for lat in (south, north)]
    return x[0], y[0], x[1], y[1]
