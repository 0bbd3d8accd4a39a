"""Event tables joined into one frame: every row and column kept, ours added beside."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import InputError, MissingDependencyError
from geomap.readers.intake import expand, is_table
from geomap.readers.tables.frame import Prepared, prepare
from geomap.readers.tables.load import read_table

if TYPE_CHECKING:
    import pandas as pd

    from geomap.gazetteer.index import Gazetteer

NUMBER = re.compile(r"[+-]?\d[\d.,\s]*(?:[eE][+-]?\d+)?%?")
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", " ")
FORMULA = re.compile(r"^\s*[=+\-@]|^[\t\r]")


class Joined(NamedTuple):
    """The rows of all tables, and what to tell the user."""

    frame: pd.DataFrame
    warnings: tuple[str, ...]


def join(
    inputs: Sequence[Path],
    *,
    overlays: Sequence[Path] = (),
    countries: Sequence[str] = (),
    reject: Callable[[InputError], None],
) -> Joined | None:
    """Read, date, place and check tables; None when none could be read. `reject` gets one error per table or line."""
    import pandas as pd

    from geomap.gazetteer.index import open_gazetteer

    gazetteer = open_gazetteer(overlays)
    frames, warnings = [], list[str]()
    for source in expand(inputs, reject):
        if not is_table(source):
            reject(
                InputError(
                    "not a table",
                    where=str(source.path),
                    hint="geomap join reads .csv .tsv .xlsx .parquet .geojson; reports go to geomap map",
                )
            )
            continue
        try:
            prepared = prepare(read_table(source.path, source.name, reject=reject), gazetteer, countries=countries)
        except (InputError, MissingDependencyError) as error:
            reject(error if isinstance(error, InputError) else InputError(str(error), where=str(source.path)))
            continue
        frames.append(with_ours(prepared, gazetteer))
        warnings.extend(prepared.warnings)
    if not frames:
        return None
    return Joined(frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True), tuple(warnings))


def with_ours(prepared: Prepared, gazetteer: Gazetteer) -> pd.DataFrame:
    """The table's columns as read, then geomap_*."""
    import pandas as pd

    found = [gazetteer.place(f.candidate) if f.candidate else None for f in prepared.located.found]
    names = pd.Series([p.name if p else None for p in found] or [None], dtype=object)
    idents = pd.Series([p.place_id if p else None for p in found] or [None], dtype=object)
    index, codes = prepared.table.frame.index, prepared.located.codes
    first = prepared.table.first_row
    ours = prepared.added.drop(columns="geomap_place_key").assign(
        geomap_place=names.take(codes).set_axis(index), geomap_place_id=idents.take(codes).set_axis(index),
        geomap_table=prepared.table.name, geomap_row=range(first, first + len(index)),
    )  # fmt: skip
    for column in ("geomap_date_start", "geomap_date_end"):
        ours[column] = ours[column].dt.strftime("%Y-%m-%d")
    own = prepared.table.frame.drop(columns=[c for c in prepared.table.frame.columns if c in ours.columns])
    return pd.concat([own, ours[[*FIRST, *(c for c in ours.columns if c not in FIRST)]]], axis=1)


FIRST = (
    "geomap_lat", "geomap_lon", "geomap_place", "geomap_place_id", "geomap_date_start", "geomap_date_end", "geomap_date_precision",
    "geomap_type", "geomap_check",
)  # fmt: skip


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write joined rows by the ending of `path`, whole or not at all."""
    draft = path.with_name(f".{path.name}.part{path.suffix}")
    try:
        WRITERS[path.suffix.lower()](frame, draft)
        draft.replace(path)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror or error}", where=str(path), hint="choose another file with -o"
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _csv(frame: pd.DataFrame, path: Path) -> None:
    """pandas writes a million rows in a minute, Arrow in five seconds: Arrow where it is installed."""
    safe = defused(frame)
    with path.open("w", encoding="utf-8", newline="") as head:
        csv.writer(head, lineterminator="\n").writerow(safe.columns)
    try:
        from pyarrow import Table as ArrowTable
        from pyarrow import csv as arrow_csv
    except ImportError:
        safe.to_csv(path, mode="a", header=False, index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        return
    options = arrow_csv.WriteOptions(include_header=False, quoting_style="needed")
    with path.open("ab") as out:
        arrow_csv.write_csv(ArrowTable.from_pandas(safe, preserve_index=False), out, options)


def defused(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an apostrophe before text that a spreadsheet would run; numbers with a sign stay."""
    out = {}
    for name in frame.columns:
        values = frame[name]
        if values.dtype.kind in "OU" or str(values.dtype) in ("str", "string"):
            begun = values[values.str.startswith(BEGINNINGS).fillna(False).astype(bool)].unique()
            risky = [t for t in begun if FORMULA.match(t) and not NUMBER.fullmatch(t.strip())]
            values = values.replace({t: f"'{t}" for t in risky}) if risky else values
        out[name] = values
    return type(frame)(out)


def _spatial(frame: pd.DataFrame) -> Any:
    import geopandas as gpd

    return gpd.GeoDataFrame(
        frame, geometry=gpd.points_from_xy(frame["geomap_lon"], frame["geomap_lat"]), crs="EPSG:4326"
    )


def _geojson(frame: pd.DataFrame, path: Path) -> None:
    """One feature a line; null geometry where the row has no position."""
    import json

    columns = [
        (str(name), frame[name].astype(object).where(frame[name].notna(), None).tolist()) for name in frame.columns
    ]
    lat, lon = frame["geomap_lat"].tolist(), frame["geomap_lon"].tolist()
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for row, (y, x) in enumerate(zip(lat, lon, strict=True)):
            where = {"type": "Point", "coordinates": [round(x, 6), round(y, 6)]} if y == y and x == x else None
            feature = {
                "type": "Feature",
                "properties": {name: values[row] for name, values in columns},
                "geometry": where,
            }
            out.write((",\n" if row else "\n") + json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
        out.write("\n]}\n")


def _gpkg(frame: pd.DataFrame, path: Path) -> None:
    spatial = _spatial(frame)
    for column in ("geomap_date_start", "geomap_date_end"):
        spatial[column] = spatial[column].astype("datetime64[s]")
    taken = [c for c in spatial.columns if str(c).lower() in ("fid", "geom")]
    spatial.rename(columns={c: f"{c}_" for c in taken}).to_file(path, layer="events", driver="GPKG", engine="pyogrio")


def _parquet(frame: pd.DataFrame, path: Path) -> None:
    try:
        frame.to_parquet(path, index=False)
    except ImportError as error:
        raise MissingDependencyError("pyarrow", extra="parquet", purpose="writing Parquet") from error


def _xlsx(frame: pd.DataFrame, path: Path) -> None:
    if len(frame) > 1_048_575:
        raise InputError("an Excel sheet holds 1,048,575 rows", where=path.name, hint="write .csv or .parquet")
    defused(frame).to_excel(path, index=False)


def _jsonl(frame: pd.DataFrame, path: Path) -> None:
    frame.to_json(path, orient="records", lines=True, force_ascii=False)


WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    ".csv": _csv, ".geojson": _geojson, ".gpkg": _gpkg, ".parquet": _parquet, ".xlsx": _xlsx, ".jsonl": _jsonl,
}  # fmt: skip
