"""Layers and tables to CSV that spreadsheets open safely."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from geomap.layers import Layer
from geomap.publish.cells import columns

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(layer: Layer, path: Path) -> None:
    """Write the layer's columns to `path`; lists as JSON, formulas defused."""
    with path.open("w", encoding="utf-8", newline="") as out:
        write_rows(rows(layer), list(layer.fields), out)


def rows(layer: Layer) -> Iterator[dict[str, Any]]:
    """The layer's rows as plain values."""
    held = columns(layer)
    return (dict(zip(held, values, strict=True)) for values in zip(*held.values(), strict=True))


def write_rows(told: Iterable[Mapping[str, Any]], names: Sequence[str], out: TextIO) -> None:
    """Rows with the columns `names` as RFC 4180 CSV with a header, lines ended by \\n."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([safe(row.get(name)) for name in names] for row in told)


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that begins like a formula gets an apostrophe in front, as OWASP advises."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA[:4]) else text
    return value
