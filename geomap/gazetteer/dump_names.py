"""Alternate names of a dump by place, in a database of their own for the workers to look up."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer import dump
from geomap.gazetteer.compile import Progress

_BATCH = 50_000
_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;
CREATE TABLE alt(id INTEGER, text TEXT, kind TEXT, lang TEXT, since TEXT, until TEXT);
"""


def names_table(files: Sequence[Path], folder: Path, progress: Progress | None) -> Path | None:
    """The table of all alternate names, made when it is missing; None without files."""
    table = folder / "names.sqlite"
    if not files or table.exists():
        return table if files else None
    temporary = table.with_suffix(".writing")
    temporary.unlink(missing_ok=True)
    connection = sqlite3.connect(temporary)
    try:
        connection.executescript(_SCHEMA)
        for path in files:
            _read(path, connection, progress)
        connection.execute("CREATE INDEX by_id ON alt(id)")
        connection.commit()
    except sqlite3.Error as error:
        raise GazetteerError(f"{table}: {error} (is the disk full?)") from error
    finally:
        connection.close()
    temporary.replace(table)
    return table


def _read(path: Path, connection: sqlite3.Connection, progress: Progress | None) -> None:
    rows = (row for number, line in dump.read_lines(path) if (row := dump.to_name(line, f"{path.name}:{number}")))
    count = 0
    while batch := list(islice(rows, _BATCH)):
        connection.executemany("INSERT INTO alt VALUES(?,?,?,?,?,?)", batch)
        count += len(batch)
        if progress:
            progress(f"reading {path.name}", count, 0)
