"""Entries -> one index file: an SQLite database that is only read once it is whole.

Tables of buckets (see `merge.py`): `names` (digest of a folded name, posting), `reach` (digest of a first word, most
words), `ids` (digest of a place id or area code, key), `cells` (half-degree cells), `forms` (consonants of a name, what
fuzzy search compares). `places` holds blocks of full records, `bones` the consonants of each country's names, `blobs` the
list of areas and the sieves of `names` and `reach`; `parts`, `borders`, `shapes`, `refused`, `replaced`, `meta`.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from geomap.errors import GazetteerError
from geomap.gazetteer.entry import Entry
from geomap.gazetteer.merge import Merged, Plan, merge, pack_bones, plan
from geomap.gazetteer.pack import FORMAT
from geomap.gazetteer.rows import PARTS, TABLES, Rows

_T = TypeVar("_T")
Progress = Callable[[str, int, int], None]  # what, done, of how many (0: unknown)
_SCHEMA = """
CREATE TABLE names(bucket INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE reach(bucket INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE ids(bucket INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE cells(bucket INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE forms(bucket INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE places(block INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE bones(country TEXT PRIMARY KEY, data BLOB);
CREATE TABLE blobs(name TEXT PRIMARY KEY, data BLOB);
CREATE TABLE parts(place_id TEXT, part TEXT, lat REAL, lon REAL, radius_km REAL, PRIMARY KEY(place_id, part)) WITHOUT ROWID;
CREATE TABLE borders(a TEXT, b TEXT, lat REAL, lon REAL, half_km REAL, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE TABLE shapes(place_id TEXT PRIMARY KEY, geometry TEXT) WITHOUT ROWID;
CREATE TABLE refused(number INTEGER PRIMARY KEY, what TEXT);
CREATE TABLE replaced(place_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID;
"""


@contextmanager
def building(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a temporary file that takes the place of `path` only when all went well.

    Two processes that build the same index at once both finish; the last rename wins and both files are equal.
    """
    handle, name = tempfile.mkstemp(prefix=f"{path.stem}.", suffix=".building", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        connection = sqlite3.connect(temporary)
        try:
            connection.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;" + _SCHEMA
            )
            yield connection
            connection.commit()
            connection.execute("PRAGMA synchronous=FULL")
        finally:
            connection.close()
        temporary.replace(path)
    except sqlite3.Error as error:
        raise GazetteerError(f"{path}: the index could not be built: {error} (is the disk full?)") from error
    finally:
        temporary.unlink(missing_ok=True)


class Writer:
    """Takes entries one by one, keeps their rows in memory and writes the tables at the end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection, self.key = connection, 1
        self.areas: dict[tuple[str, str, str], int] = {}
        self.rows = Rows()

    def add(self, entry: Entry) -> int:
        """Take one entry; returns its key."""
        key, self.key = self.key, self.key + 1
        area = self.areas.setdefault((entry.country, entry.admin1, entry.admin2), len(self.areas))
        self.rows.add(entry, key, area)
        return key

    def finish(self, meta: dict[str, str], progress: Progress | None = None) -> None:
        """Merge and write the tables."""
        rows = self.rows.close()
        plans = {table: plan(table, rows.size(table)) for table in TABLES}
        jobs = [(table, number) for table in TABLES for number in range(PARTS)]
        write_blocks(self.connection, rows.blocks)
        merged = ((table, merge([rows], table, number, plans[table])) for table, number in jobs)
        write_tables(self.connection, plans, told(merged, len(jobs), progress))
        write_meta(self.connection, self.areas, {**meta, "places": str(rows.places)})


def told(items: Iterable[_T], total: int, progress: Progress | None) -> Iterator[_T]:
    """The items, with progress told for each."""
    for done, item in enumerate(items, 1):
        if progress:
            progress("sorting", done, total)
        yield item


def write_blocks(connection: sqlite3.Connection, blocks: Iterable[tuple[int, bytes]]) -> None:
    """Write blocks of records."""
    connection.executemany("INSERT INTO places VALUES(?,?)", blocks)


def write_tables(connection: sqlite3.Connection, plans: dict[str, Plan], merged: Iterable[tuple[str, Merged]]) -> None:
    """Write the merged parts of every table; the parts of each come in order."""
    sieves: dict[str, list[bytes]] = defaultdict(list)
    bones: dict[str, list[str]] = defaultdict(list)
    for table, part in merged:
        connection.executemany(f"INSERT INTO {table} VALUES(?,?)", part.buckets)
        if part.sieve:
            sieves[table].append(part.sieve)
        for country, known in part.bones.items():
            bones[country] += known
    connection.executemany("INSERT INTO bones VALUES(?,?)", pack_bones(bones))
    connection.executemany(
        "INSERT INTO blobs VALUES(?,?)", [(table, b"".join(parts)) for table, parts in sieves.items()]
    )
    cuts = [(f"{table}_bits", str(cut.bits)) for table, cut in plans.items()]
    connection.executemany("INSERT INTO meta VALUES(?,?)", cuts)


def write_meta(connection: sqlite3.Connection, areas: Iterable[tuple[str, str, str]], meta: dict[str, str]) -> None:
    """Write the list of areas, in the order of their numbers, and what is known of the index."""
    listed = "\n".join("\t".join(area) for area in areas)
    connection.execute("INSERT INTO blobs VALUES('areas',?)", (listed.encode("utf-8"),))
    connection.executemany("INSERT INTO meta VALUES(?,?)", sorted({**meta, "format": str(FORMAT)}.items()))
