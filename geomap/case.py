"""A case that grows: readings kept between runs, so that ten new reports cost ten reports' work.

A reading depends on its report, the gazetteer and the rules of language alone (see `Reading`), so it is kept under a key of exactly
those: change a report and only that report is read again; change the gazetteer or a rule and everything is; nothing else
ever is. One SQLite file in write-ahead mode: a process killed at any moment leaves a store that opens.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from geomap import codec
from geomap.errors import InputError
from geomap.gazetteer import data
from geomap.model import Reading, Report

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS reading (key BLOB PRIMARY KEY, report TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID"
)
FORMAT = 2
ROOMS = ("language", "gazetteer")  # what a reading is made by; a change there makes every stored reading stale
TABLES = ("belligerents", "names", "chronology.csv")  # and the tables of the data folder that the rules look into
BATCH = 200
LARGEST = 200_000_000  # bytes of one reading unpacked: a case may come from another person


class Case:
    """Stored readings by key. Use as a context manager; one writer at a time, any number of readers."""

    def __init__(self, path: Path) -> None:
        """Open or create the store at `path` (a file, or a folder that then holds `case.sqlite`).

        Raises InputError when the file is something else or damaged.
        """
        self.path = path / "case.sqlite" if path.is_dir() or not path.suffix else path
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")  # in write-ahead mode: safe against a killed process
            self._db.execute(SCHEMA)
            if self._db.execute("PRAGMA user_version").fetchone()[0] not in (0, FORMAT):
                self._db.execute("DELETE FROM reading")
            self._db.execute(f"PRAGMA user_version={FORMAT}")
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"not a case of geomap: {error}", where=str(self.path), hint="name another file, or delete this one"
            ) from error

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def get(self, key: bytes) -> Reading | None:
        """The reading kept under `key`, or None; a damaged one counts as not there."""
        with closing(self._db.execute("SELECT body FROM reading WHERE key=?", (key,))) as rows:
            row = rows.fetchone()
        if row is None:
            return None
        try:
            return codec.unpack(_inflate(row[0]).decode("utf-8"))
        except (InputError, zlib.error, UnicodeDecodeError):
            return None

    def put(self, readings: Iterable[tuple[bytes, Reading]]) -> None:
        """Keep readings, committed in batches: what is done before an interruption stays done."""
        batch: list[tuple[bytes, str, bytes]] = []
        for key, reading in readings:
            batch.append((key, reading.report.id, zlib.compress(codec.pack(reading).encode("utf-8"), 1)))
            if len(batch) >= BATCH:
                self._write(batch)
                batch = []
        self._write(batch)

    def _write(self, batch: list[tuple[bytes, str, bytes]]) -> None:
        if batch:
            self._change("INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", batch)

    def _change(self, sql: str, rows: list[Any]) -> None:
        """All rows or none. Raises InputError when the disk is full or the file cannot be written."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(sql, rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            hint = "is the disk full? what was kept before is still there"
            raise InputError(f"the case cannot be written: {error}", where=str(self.path), hint=hint) from error

    def keys(self) -> Iterator[bytes]:
        """All keys kept."""
        with closing(self._db.execute("SELECT key FROM reading")) as rows:
            for (key,) in rows:
                yield bytes(key)

    def prune(self, wanted: set[bytes]) -> int:
        """Drop readings of reports that are gone or changed; returns how many."""
        stale = [(key,) for key in self.keys() if key not in wanted]
        if stale:
            self._change("DELETE FROM reading WHERE key=?", stale)
        return len(stale)


def _inflate(body: bytes) -> bytes:
    """The bytes that were kept. Raises zlib.error when they are damaged or unpack to far more than a reading has."""
    unpacker = zlib.decompressobj()
    plain = unpacker.decompress(body, LARGEST)
    if not unpacker.eof:
        raise zlib.error("cut short, or too large")
    return plain


def reading_key(report: Report, made_by: str) -> bytes:
    """The key of a report's reading: a hash of all of the report and of what reads it (`rules_fingerprint`)."""
    return hashlib.blake2b(
        f"{made_by}\0{codec.dumps(report)}".encode("utf-8", "surrogatepass"), digest_size=20
    ).digest()


def rules_fingerprint(gazetteer: str, options: str = "") -> str:
    """A hash of the rules of language, the gazetteer's fingerprint and the options that a reading depends on."""
    return hashlib.sha256(f"{FORMAT}\0{_code_fingerprint()}\0{gazetteer}\0{options}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _code_fingerprint() -> str:
    """A hash of the source, weights and tables of the rooms that make a reading."""
    home = Path(__file__).parent
    digest = hashlib.sha256((home / "model.py").read_bytes() + (home / "geo.py").read_bytes())
    for base, parts in ((home, ROOMS), (data.folder(), TABLES)):
        for path in sorted(p for part in parts for p in (base / part, *(base / part).rglob("*"))):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
