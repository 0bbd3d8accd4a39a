"""Layers and tables to CSV that spreadsheets open safely."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from geomap.layers import Layer
from geomap.publish.geojson import cell

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(layer: Layer, path: Path) -> None:
    """Write the layer's columns to `path`; lists as JSON, formulas defused."""
    kinds = layer.fields
    columns = {name: layer.frame[name].tolist() for name in kinds}
    rows = ({name: cell(columns[name][i], kind) for name, kind in kinds.items()} for i in range(len(layer.frame)))
    with path.open("w", encoding="utf-8", newline="") as out:
        write_rows(rows, list(kinds), out)


def write_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO) -> None:
    """Rows of `columns` as RFC 4180 CSV with a header, lines ended by \\n."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(row.get(name)) for name in columns] for row in rows)


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
