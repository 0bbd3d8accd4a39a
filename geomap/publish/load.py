"""An output folder's GeoJSON files as layers again."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from shapely.geometry import shape

from geomap.errors import InputError
from geomap.layers import FIELDS, Layer, from_rows


def load(folder: Path, only: Collection[str] = ()) -> list[Layer]:
    """The layers of a folder that `geomap map` wrote, or `only` those with these ids.

    Raises InputError when the folder holds no layer, lacks one that is asked for, or a file is no GeoJSON.
    """
    if unknown := sorted(set(only) - set(FIELDS)):
        raise InputError(f"there is no layer {', '.join(unknown)}", hint=f"layers: {' '.join(FIELDS)}")
    paths = {layer_id: folder / f"{layer_id}.geojson" for layer_id in FIELDS if not only or layer_id in only}
    present = {layer_id: path for layer_id, path in paths.items() if path.is_file()}
    if not present or (only and len(present) < len(paths)):
        missing = next(path for layer_id, path in paths.items() if layer_id not in present)
        raise InputError(f"{missing.name} is missing", where=str(folder), hint="give a folder that geomap map wrote")
    return [_layer(layer_id, path) for layer_id, path in present.items()]


def _layer(layer_id: str, path: Path) -> Layer:
    try:
        features = json.loads(path.read_bytes())["features"]
        rows = [dict(feature["properties"]) for feature in features]
        shapes = [shape(feature["geometry"]) if feature["geometry"] else None for feature in features]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"not GeoJSON: {error}", where=str(path), hint="see geomap check") from error
    return from_rows(layer_id, rows, shapes)
