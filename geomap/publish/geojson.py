"""Layers to GeoJSON (RFC 7946): one feature a line, the same bytes for the same layer."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import shapely

from geomap.layers import Layer
from geomap.publish.geometry import DECIMALS, tidy

NUMBER_DECIMALS = 6


def write(layer: Layer, path: Path) -> None:
    """Write the layer to `path`, UTF-8, one feature a line."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type":"FeatureCollection","name":' + json.dumps(layer.id) + ',"features":[')
        for number, feature in enumerate(features(layer)):
            out.write((",\n" if number else "\n") + feature)
        out.write("\n]}\n")


def features(layer: Layer) -> Iterator[str]:
    """Each row as the JSON text of a feature; null geometry where it has none."""
    frame, kinds = layer.frame, layer.fields
    columns = [(name, kind, frame[name].tolist()) for name, kind in kinds.items()]
    for row, geometry in enumerate(frame.geometry):
        properties = {name: cell(values[row], kind) for name, kind, values in columns}
        text = json.dumps(properties, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        yield f'{{"type":"Feature","properties":{text},"geometry":{_geometry(geometry)}}}'


def _geometry(geometry: Any) -> str:
    shape = tidy(geometry)
    if shape is None:
        return "null"
    if shape.geom_type == "Point":
        return f'{{"type":"Point","coordinates":[{shape.x:.{DECIMALS}f},{shape.y:.{DECIMALS}f}]}}'
    return json.dumps(_rounded(shapely.geometry.mapping(shape)), separators=(",", ":"))


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    return [_rounded(v) for v in value] if isinstance(value, list | tuple) else value


def cell(value: Any, kind: str = "text") -> Any:
    """A value as JSON takes it: no NaN, no numpy, dates as ISO days, whole numbers whole, lists as lists."""
    if kind == "list":
        return [] if value is None or (isinstance(value, float) and math.isnan(value)) else plain(value)
    value = plain(value)
    if value is None:
        return None
    if kind == "int":
        return int(value)
    return float(value) if kind == "number" and not isinstance(value, bool) else value


def plain(value: Any) -> Any:
    """Plain Python: numpy scalars and missing values resolved, floats rounded, containers walked in order."""
    if value is None or isinstance(value, str | bool):
        return _text(value) if isinstance(value, str) else value
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float):
        return round(value, NUMBER_DECIMALS) if math.isfinite(value) else None
    if isinstance(value, date):
        return None if value != value else value.isoformat()[:10]
    return value if isinstance(value, int) else None if value != value else str(value)


def _text(value: str) -> str:
    """Text without half characters, which UTF-8 cannot hold."""
    return value.encode("utf-8", "replace").decode("utf-8") if any("\ud800" <= c <= "\udfff" for c in value) else value
