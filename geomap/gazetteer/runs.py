"""Runs: the rows of one stretch of a dump in a file of their own, so that a build goes on where it was killed.

A run is written under another name and renamed when it is whole. Its head is a line of JSON (how long each part of each
table is, how many places there are), then the parts, then the blocks of records.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.rows import PARTS, TABLES, Rows


def write_run(path: Path, rows: Rows) -> None:
    """Keep rows in a file that is there only when it is whole; GazetteerError when the disk is full."""
    head = {
        "parts": {table: [len(rows.part(table, n)) for n in range(PARTS)] for table in TABLES},
        "blocks": [(number, len(block)) for number, block in rows.blocks],
        "places": rows.places,
    }
    temporary = path.with_name(f"{path.name}.writing")
    try:
        with temporary.open("wb") as out:
            out.write(json.dumps(head, separators=(",", ":")).encode() + b"\n")
            for table in TABLES:
                for number in range(PARTS):
                    out.write(rows.part(table, number))
            out.writelines(block for _, block in rows.blocks)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be written: {error.strerror} (is the disk full?)") from error


class RunFile:
    """A run that was written: parts are read from the file when they are asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as raw:
            first = raw.readline()
        head = json.loads(first)
        self.places: int = head["places"]
        self._sizes: dict[str, list[int]] = head["parts"]
        self._blocks: list[tuple[int, int]] = head["blocks"]
        ends = accumulate((size for table in TABLES for size in self._sizes[table]), initial=len(first))
        starts = list(ends)
        self._starts = {table: starts[i * PARTS : (i + 1) * PARTS] for i, table in enumerate(TABLES)}
        self._records_at = starts[-1]

    def size(self, table: str) -> int:
        """Bytes of a table's rows."""
        return sum(self._sizes[table])

    def part(self, table: str, number: int) -> bytes:
        """The rows of a part of a table, one after the other."""
        with self.path.open("rb") as raw:
            raw.seek(self._starts[table][number])
            return raw.read(self._sizes[table][number])

    def blocks(self) -> Iterator[tuple[int, bytes]]:
        """The blocks of records, in order."""
        with self.path.open("rb") as raw:
            raw.seek(self._records_at)
            for number, length in self._blocks:
                yield number, raw.read(length)
