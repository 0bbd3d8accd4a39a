"""The files of gazetteer/vendor/ and gazetteer/names/: rows as they are."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from typing import Any

from geomap.gazetteer import data


def read_tsv(name: str) -> Iterator[list[str]]:
    """Rows of a vendored gzip file."""
    with gzip.open(data.folder() / "vendor" / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def read_pairs(name: str) -> dict[str, str]:
    """A vendored file of two columns as a dict."""
    return {row[0]: row[1] for row in read_tsv(name)}


def read_names(name: str) -> Iterator[dict[str, str]]:
    """Rows of a name table of the project (gazetteer/names/)."""
    with (data.folder() / "names" / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def write_parts(connection: Any) -> None:
    """Compass parts of countries and first-level areas, and middles of borders, as the vendor script worked them out."""
    folder = data.folder() / "vendor"
    if (folder / "parts.tsv.gz").exists():
        rows = ((r[0], r[1], float(r[2]), float(r[3]), float(r[4])) for r in read_tsv("parts.tsv.gz"))
        connection.executemany("INSERT INTO parts VALUES(?,?,?,?,?)", rows)
    if (folder / "borders.tsv.gz").exists():
        borders = ((r[0], r[1], float(r[2]), float(r[3]), float(r[4])) for r in read_tsv("borders.tsv.gz"))
        connection.executemany("INSERT INTO borders VALUES(?,?,?,?,?)", borders)
