"""A layer's cells and shapes as files take them: made once for all the files that hold them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from geomap.layers import Layer
from geomap.publish.geometry import tidy_all

NUMBER_DECIMALS = 6
HALF = re.compile("[\ud800-\udfff]")
HELD = 16  # layers: those of one run


@lru_cache(maxsize=HELD)
def columns(layer: Layer) -> dict[str, list[Any]]:
    """The plain values of every column but the geometry, in file order."""
    return {name: _column(layer.frame[name].tolist(), kind) for name, kind in layer.fields.items()}


def _column(values: Sequence[Any], kind: str) -> list[Any]:
    if kind == "list":
        return [cell(value, kind) for value in values]
    return [value if type(value) is str and value.isascii() else cell(value, kind) for value in values]


@lru_cache(maxsize=HELD)
def shapes(layer: Layer) -> list[Any]:
    """The geometry of every row, tidied (see `geometry.tidy`); None where it has none."""
    return tidy_all(list(layer.frame.geometry))


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
    if isinstance(value, float):
        return round(float(value), NUMBER_DECIMALS) if math.isfinite(value) else None
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, date):
        return None if value != value else value.isoformat()[:10]
    return value if isinstance(value, int) else None if value != value else str(value)


def _text(value: str) -> str:
    """Text without half characters, which UTF-8 cannot hold."""
    return value if value.isascii() or not HALF.search(value) else value.encode("utf-8", "replace").decode("utf-8")
