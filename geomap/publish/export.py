"""An output folder in other formats: FlatGeobuf, GeoParquet, KML with time spans, Shapefile, PostGIS.

All are made from the GeoJSON files, so a folder of any age can be exported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from geomap.errors import InputError, MissingDependencyError
from geomap.layers import FIELDS, TITLES, Layer, from_rows
from geomap.publish.geojson import cell

if TYPE_CHECKING:
    import geopandas as gpd

ILLEGAL = {c: None for c in range(32) if c not in (9, 10, 13)}  # characters that XML cannot hold
SHORT = {  # Shapefile names hold ten characters
    "date_start": "start_day", "date_end": "end_day", "date_precision": "date_prec", "date_basis": "date_basis", "geo_precision": "geo_prec",
    "destination": "dest", "destination_country": "dest_ctry", "origin_country": "orig_ctry", "attribution": "source", "claim_status": "claim",
    "fatalities_low": "dead_low", "fatalities_high": "dead_high", "evidence_count": "n_evidence", "uncertainty_km": "uncert_km",
    "acled_sub_type": "acled_sub", "plover_type": "plover", "reliability": "reliab", "credibility": "credib", "confidence": "confidence",
    "candidates": "candidates",
}  # fmt: skip


def load(folder: Path) -> list[Layer]:
    """The layers of an output folder. Raises InputError when it holds none."""
    from shapely.geometry import shape

    layers = []
    for layer_id in FIELDS:
        path = folder / f"{layer_id}.geojson"
        if path.is_file():
            try:
                features = json.loads(path.read_bytes())["features"]
                rows = [f["properties"] for f in features]
                layers.append(
                    from_rows(layer_id, rows, [shape(f["geometry"]) if f["geometry"] else None for f in features])
                )
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(
                    "not a GeoJSON file of geomap", where=str(path), hint="run geomap map again"
                ) from error
    if not layers:
        raise InputError("no layers in this folder", where=str(folder), hint="give a folder that geomap map wrote")
    return layers


def flat(layer: Layer) -> gpd.GeoDataFrame:
    """The layer as a frame of plain columns: lists as JSON text, days as dates, missing values missing."""
    import geopandas as gpd
    import pandas as pd

    columns: dict[str, Any] = {}
    for name, kind in layer.fields.items():
        values = [cell(v, kind) for v in layer.frame[name].tolist()]
        if kind == "list":
            values = [json.dumps(v, ensure_ascii=False) for v in values]
        dtype = {"int": "Int64", "number": "float64", "date": "datetime64[s]"}.get(kind, "object")
        columns[name] = pd.Series(values, dtype=dtype) if dtype != "object" else pd.Series(values, dtype="str")
    return gpd.GeoDataFrame(columns, geometry=layer.frame.geometry.to_numpy(), crs=layer.frame.crs)


def flatgeobuf(layers: Sequence[Layer], folder: Path) -> None:
    """One .fgb per layer; rows without geometry are left out, which the format does not hold."""
    for layer in layers:
        frame = flat(layer)
        frame[frame.geometry.notna()].to_file(folder / f"{layer.id}.fgb", driver="FlatGeobuf", engine="pyogrio")


def geoparquet(layers: Sequence[Layer], folder: Path) -> None:
    """One .parquet per layer."""
    for layer in layers:
        try:
            flat(layer).to_parquet(folder / f"{layer.id}.parquet", index=False)
        except ImportError as error:
            raise MissingDependencyError("pyarrow", extra="parquet", purpose="writing GeoParquet") from error


def shapefile(layers: Sequence[Layer], folder: Path) -> None:
    """One .shp per layer and kind of geometry: UTF-8, names of ten characters, days as ISO text, text cut to 254 bytes."""
    import shapely

    for layer in layers:
        frame = flat(layer)
        for name, kind in layer.fields.items():
            if kind == "date":
                frame[name] = frame[name].dt.strftime("%Y-%m-%d")
            elif kind not in ("int", "number"):
                frame[name] = frame[name].map(_cut, na_action="ignore")
        taken: set[str] = set()
        frame = frame.rename(columns={name: _short(str(name), taken) for name in frame.columns if name != "geometry"})
        kinds = shapely.get_dimensions(frame.geometry.to_numpy())
        for dimension, ending in enumerate(("points", "lines", "areas")):
            part = frame[kinds == dimension]
            if len(part):
                part.to_file(folder / f"{layer.id}_{ending}.shp", engine="pyogrio", encoding="UTF-8")


def _cut(text: str) -> str:
    """The first 254 bytes of a text, whole characters only."""
    return text.encode("utf-8")[:254].decode("utf-8", "ignore")


def _short(name: str, taken: set[str]) -> str:
    short = SHORT.get(name, name)[:10]
    number = 1
    while short in taken:
        number += 1
        short = f"{name[: 10 - len(str(number))]}{number}"
    taken.add(short)
    return short


def kml(layers: Sequence[Layer], folder: Path) -> None:
    """One geomap.kml with a folder per layer; dated rows have a TimeSpan, so that Google Earth's slider works."""
    body = "".join(
        f"<Folder><name>{escape(TITLES[layer.id])}</name>{''.join(_placemarks(layer))}</Folder>\n"
        for layer in layers
        if len(layer.frame)
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>geomap</name>\n{body}</Document></kml>\n'
    (folder / "geomap.kml").write_text(text, "utf-8")


def _placemarks(layer: Layer) -> Iterator[str]:
    columns = [(name, kind, layer.frame[name].tolist()) for name, kind in layer.fields.items()]
    for row, geometry in enumerate(layer.frame.geometry):
        if geometry is None or geometry.is_empty:
            continue
        values = {name: cell(column[row], kind) for name, kind, column in columns}
        data = "".join(
            f'<Data name="{_xml(n)}"><value>{_xml(v)}</value></Data>'
            for n, v in values.items()
            if v not in (None, "", [])
        )
        yield f"<Placemark><name>{_xml(_name(layer.id, values))}</name>{_span(layer, values)}<ExtendedData>{data}</ExtendedData>{_shape(geometry)}</Placemark>\n"


def _name(layer_id: str, values: dict[str, Any]) -> str:
    if layer_id == "corridors" or layer_id == "advances":
        return f"{values['origin']} \u2013 {values.get('destination') or values.get('towards')}"
    if layer_id == "fronts":
        return f"{values['side_a']} \u2013 {values['side_b']}"
    kind = str(values.get("type") or "").replace("_", " ").capitalize()
    return ", ".join(filter(None, [kind, str(values.get("place") or values.get("side") or values.get("text") or "")]))


def _span(layer: Layer, values: dict[str, Any]) -> str:
    start, end = (values.get(name) for name in layer.time or ("", ""))
    if not start and not end:
        return ""
    return (
        "<TimeSpan>"
        + (f"<begin>{start}</begin>" if start else "")
        + (f"<end>{end}</end>" if end else "")
        + "</TimeSpan>"
    )


def _xml(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return escape(text.translate(ILLEGAL), {'"': "&quot;"})


def _shape(geometry: Any) -> str:
    if hasattr(geometry, "geoms"):
        return f"<MultiGeometry>{''.join(map(_shape, geometry.geoms))}</MultiGeometry>"
    if geometry.geom_type == "Point":
        return f"<Point>{_coordinates(geometry)}</Point>"
    if geometry.geom_type == "LineString":
        return f"<LineString><tessellate>1</tessellate>{_coordinates(geometry)}</LineString>"
    holes = "".join(
        f"<innerBoundaryIs><LinearRing>{_coordinates(r)}</LinearRing></innerBoundaryIs>" for r in geometry.interiors
    )
    return f"<Polygon><outerBoundaryIs><LinearRing>{_coordinates(geometry.exterior)}</LinearRing></outerBoundaryIs>{holes}</Polygon>"


def _coordinates(part: Any) -> str:
    return "<coordinates>" + " ".join(f"{x:.5f},{y:.5f}" for x, y in part.coords) + "</coordinates>"


def postgis(layers: Sequence[Layer], address: str) -> None:
    """Every layer as a table geomap_NAME of a PostGIS database, in one transaction: all tables are replaced, or none.

    `address` is postgresql://USER:PASSWORD@HOST/DATABASE. Raises InputError when the database cannot be reached.
    """
    try:
        import geoalchemy2  # noqa: F401 - geopandas needs it
        from sqlalchemy import create_engine
        from sqlalchemy.exc import SQLAlchemyError
    except ImportError as error:
        raise MissingDependencyError(
            "sqlalchemy and geoalchemy2", extra="postgis", purpose="writing to PostGIS"
        ) from error
    url = "postgresql+psycopg:" + address.split(":", 1)[1]
    try:
        with create_engine(url).begin() as connection:
            for layer in layers:
                flat(layer).to_postgis(f"geomap_{layer.id}", connection, if_exists="replace", index=False)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise InputError(
            f"the database refused: {reason}",
            where=_without_password(address),
            hint="is PostGIS there? CREATE EXTENSION postgis",
        ) from error


def _without_password(address: str) -> str:
    """The address as it may be shown."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


FORMATS = {"flatgeobuf": flatgeobuf, "geoparquet": geoparquet, "kml": kml, "shapefile": shapefile}
