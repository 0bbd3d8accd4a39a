"""Layers to GeoJSON (RFC 7946): one feature a line, the same bytes for the same layer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import shapely

from geomap.layers import Layer
from geomap.publish import cells
from geomap.publish.geometry import DECIMALS


def write(layer: Layer, path: Path) -> None:
    """Write the layer to `path`, UTF-8, one feature a line."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type":"FeatureCollection","name":' + json.dumps(layer.id) + ',"features":[')
        for number, feature in enumerate(features(layer)):
            out.write((",\n" if number else "\n") + feature)
        out.write("\n]}\n")


def features(layer: Layer) -> Iterator[str]:
    """Each row as the JSON text of a feature; null geometry where it has none."""
    held = cells.columns(layer)
    shapes = cells.shapes(layer)
    rows: Iterable[Sequence[Any]] = zip(*held.values(), strict=True) if held else ((),) * len(shapes)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    for values, shape in zip(rows, shapes, strict=True):
        properties = encode(dict(zip(held, values, strict=True)))
        yield f'{{"type":"Feature","properties":{properties},"geometry":{_geometry(shape)}}}'


def _geometry(shape: Any) -> str:
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
