"""Validate the files of `geomap export` that lie in an output folder: whole, in WGS 84, and with the layers' rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

KML = "{http://www.opengis.net/kml/2.2}"
SUFFIXES = (".fgb", ".parquet", ".geoparquet", ".kml", ".shp")
Counts = Mapping[str, tuple[int, int]]  # table -> rows, rows with a geometry


def problems(folder: Path, package: Path) -> Iterator[tuple[str, str]]:
    """Each problem of an exported file beside the GeoPackage `package`: the file's name, and what is wrong."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES]
    if not files:
        return
    counts = _counts(package)
    for path in files:
        for what in _problems(path, counts):
            yield path.name, what


def _counts(package: Path) -> Counts:
    """Rows of each table of the GeoPackage, all and those with a geometry; nothing when it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{package.resolve().as_uri()}?mode=ro", uri=True)) as db:
            names = [row[0] for row in db.execute("SELECT table_name FROM gpkg_geometry_columns")]
            quoted = {name: '"' + name.replace('"', '""') + '"' for name in names}
            return {
                n: tuple(db.execute(f"SELECT count(*), count(geom) FROM {q}").fetchone()) for n, q in quoted.items()
            }
    except sqlite3.DatabaseError:
        return {}


def _problems(path: Path, counts: Counts) -> Iterator[str]:
    suffix = path.suffix.lower()
    try:
        if suffix == ".kml":
            yield from _kml(path)
        elif suffix in (".parquet", ".geoparquet"):
            yield from _parquet(path, counts)
        else:
            yield from _ogr(path, counts)
    except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
        yield f"cannot be read: {str(error).splitlines()[0]}"


def _table(path: Path, counts: Counts) -> str:
    """The table that a file is of, by the end of its name: the longest that fits; nothing when none does."""
    return max((name for name in counts if path.stem.endswith(f"_{name}")), key=len, default="")


def _ogr(path: Path, counts: Counts) -> Iterator[str]:
    """FlatGeobuf and Shapefile: CRS, and as many rows as the GeoPackage (FlatGeobuf: as many as have a position)."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        info = pyogrio.read_info(path, force_feature_count=True)
    except (DataSourceError, IndexError) as error:  # the latter is pyogrio's answer to a file that ends in its header
        raise ValueError(str(error)) from error
    if str(info["crs"]) != "EPSG:4326":
        yield f"CRS is {info['crs']}, not EPSG:4326"
    if table := _table(path, counts):
        expected = counts[table][1 if path.suffix.lower() == ".fgb" else 0]
        if info["features"] != expected:
            yield f"{info['features']} rows, case.gpkg has {expected} in {table}"
    if path.suffix.lower() == ".shp":
        missing = [ending for ending in (".shx", ".dbf", ".prj", ".cpg") if not path.with_suffix(ending).is_file()]
        if missing:
            yield f"{', '.join(path.stem + ending for ending in missing)} is missing"


def _parquet(path: Path, counts: Counts) -> Iterator[str]:
    """GeoParquet: its metadata, and as many rows as the GeoPackage. Without pyarrow only its outer form."""
    data = path.read_bytes()
    if data[:4] != b"PAR1" or data[-4:] != b"PAR1":
        yield "not a Parquet file"
        return
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return
    try:
        held = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise ValueError(str(error)) from error
    raw = (held.schema_arrow.metadata or {}).get(b"geo")
    if raw is None:
        yield "no metadata of GeoParquet"
        return
    geo: dict[str, Any] = json.loads(raw)
    column = geo["columns"][geo["primary_column"]]
    if geo["primary_column"] not in held.schema_arrow.names or column["encoding"] != "WKB":
        yield "its metadata names a geometry column that is not there, or not in WKB"
    table = _table(path, counts)
    if table and held.metadata.num_rows != counts[table][0]:
        yield f"{held.metadata.num_rows} rows, case.gpkg has {counts[table][0]} in {table}"


def _kml(path: Path) -> Iterator[str]:
    """KML: well-formed, every style there, no span that ends before it begins, positions within the world."""
    styles: set[str] = set()
    for _, element in ElementTree.iterparse(path):  # noqa: S314 - a file that the user asks to check; expat bounds entities
        if element.tag == f"{KML}Style":
            styles.add(f"#{element.get('id')}")
        elif element.tag == f"{KML}styleUrl" and element.text not in styles:
            yield f"style {element.text} is not there"
        elif element.tag == f"{KML}TimeSpan":
            begin, end = element.findtext(f"{KML}begin"), element.findtext(f"{KML}end")
            if begin and end and begin > end:
                yield f"a time span begins {begin} after it ends {end}"
        elif element.tag == f"{KML}coordinates":
            pairs = (position.split(",") for position in (element.text or "").split())
            if not all(abs(float(p[0])) <= 180 and abs(float(p[1])) <= 90 for p in pairs):
                yield "a position lies outside -180..180, -90..90 (longitude first)"
        elif element.tag == f"{KML}Placemark":
            element.clear()
