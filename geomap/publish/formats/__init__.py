"""An output folder's layers in the formats that GIS people ask for: FlatGeobuf, GeoParquet, KML, Shapefile.

Each module has `write(layers, target, folder)`: it writes into the staging `folder` the files that belong beside
`target` and returns remarks for the user (what the format could not hold). The same layers give the same bytes.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path

from geomap.errors import InputError
from geomap.layers import Layer
from geomap.publish.run import staged

MODULES = {".fgb": "flatgeobuf", ".parquet": "parquet", ".geoparquet": "parquet", ".kml": "kml", ".shp": "shapefile"}


def check_target(target: str) -> None:
    """Refuse a target that no format takes, before any work is done."""
    if not is_database(target) and Path(target).suffix.lower() not in MODULES:
        hint = f"FILE{', FILE'.join(MODULES)} or postgis://USER@HOST/DATABASE"
        raise InputError(f"no format for {Path(target).name!r}", hint=hint)


def is_database(target: str) -> bool:
    """Whether the target is a database and not a file."""
    return target.startswith(("postgis://", "postgresql://", "postgres://"))


def export(layers: Sequence[Layer], target: str, *, schema: str = "") -> list[str]:
    """Write the layers to `target`, a file name or a database URL; all of it appears, or nothing changes.

    Formats of one layer per file put the layer's name behind the stem (case.fgb: case_events.fgb, ...), unless there is
    one layer only. Returns remarks: what the format could not hold. Raises InputError when it cannot be written.
    """
    check_target(target)
    if is_database(target):
        from geomap.publish import postgis

        return postgis.write(layers, target, schema=schema)
    path = Path(target)
    writer = importlib.import_module(f"{__name__}.{MODULES[path.suffix.lower()]}")
    with staged(path.parent) as folder:
        remarks: list[str] = writer.write(layers, path, folder)
    return remarks


def file_of(target: Path, table: str, *, alone: bool) -> str:
    """The name of a table's file: the target's own when there is one table, else STEM_TABLE.SUFFIX."""
    return target.name if alone else f"{target.stem}_{table}{target.suffix}"
