"""A case that grows: readings kept between runs, and what is slow to work out from them.

A reading depends on its report, the gazetteer and the rules of language alone (see `Reading`), so it is kept under a key of exactly
those: change a report and only that report is read again; change the gazetteer or a rule and everything is; nothing else
ever is. One SQLite file in write-ahead mode: a process killed at any moment leaves a store that opens.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from geomap import codec
from geomap.errors import InputError
from geomap.gazetteer import data
from geomap.model import Reading, Report

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS reading (key BLOB PRIMARY KEY, report TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS derived (key BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID",
)
FORMAT = 2
ROOMS = ("language", "gazetteer")  # what a reading is made by; a change there makes every stored reading stale
ANALYSIS, LIBRARIES = ("analysis",), ("numpy", "scipy", "shapely", "pyproj", "networkx")  # the same, of what is derived
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
            for table in SCHEMA:
                self._db.execute(table)
            if self._db.execute("PRAGMA user_version").fetchone()[0] not in (0, FORMAT):
                self._db.execute("DELETE FROM reading")
                self._db.execute("DELETE FROM derived")
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
        try:
            text = self._text("SELECT body FROM reading WHERE key=?", key)
            return None if text is None else codec.unpack(text)
        except InputError:
            return None

    def _text(self, sql: str, key: bytes) -> str | None:
        """The one text that a query finds by key, unpacked; a damaged one counts as not there."""
        with closing(self._db.execute(sql, (key,))) as rows:
            row = rows.fetchone()
        try:
            return None if row is None else _inflate(row[0]).decode("utf-8")
        except (zlib.error, UnicodeDecodeError):
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

    def derived(self, key: bytes) -> Any:
        """The plain JSON value kept under `key`, or None."""
        text = self._text("SELECT body FROM derived WHERE key=?", key)
        try:
            return None if text is None else json.loads(text)
        except (ValueError, RecursionError):
            return None

    def keep_derived(self, fresh: Mapping[bytes, Any], wanted: set[bytes]) -> None:
        """Keep plain JSON values by key, and drop all that are neither fresh nor `wanted`."""
        with closing(self._db.execute("SELECT key FROM derived")) as rows:
            stale = [(key,) for (key,) in rows if bytes(key) not in wanted and bytes(key) not in fresh]
        bodies = [(key, zlib.compress(json.dumps(value).encode("utf-8"), 1)) for key, value in fresh.items()]
        if bodies:
            self._change("INSERT OR REPLACE INTO derived VALUES (?, ?)", bodies)
        if stale:
            self._change("DELETE FROM derived WHERE key=?", stale)

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


class Derived:
    """What analyses worked out in earlier runs of a case, by what from (see `geomap.analysis.kept`).

    A context manager: leaving it without a fault keeps what this run worked out or used, and nothing else.
    """

    def __init__(self, path: Path, gazetteer: str) -> None:
        """Of the case at `path`, for a gazetteer with this fingerprint."""
        libraries = " ".join(f"{name} {data.package_version(name)}" for name in LIBRARIES)
        self._made_by = f"{FORMAT}\0{_code_fingerprint(ANALYSIS, ('corridors', 'vendor'))}\0{libraries}\0{gazetteer}\0"
        self._case = Case(path)
        self._fresh: dict[bytes, Any] = {}
        self._used: set[bytes] = set()

    def _key(self, key: str) -> bytes:
        return hashlib.blake2b((self._made_by + key).encode("utf-8", "surrogatepass"), digest_size=20).digest()

    def get(self, key: str) -> Any:
        """The value kept under `key`, or None."""
        found = self._case.derived(hashed := self._key(key))
        if found is not None:
            self._used.add(hashed)
        return found

    def put(self, key: str, value: Any) -> None:
        """Keep a value of plain JSON."""
        self._fresh[self._key(key)] = value

    def __enter__(self) -> Derived:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._case:
            if kind is None:
                self._case.keep_derived(self._fresh, self._used)


@lru_cache(maxsize=4)
def _code_fingerprint(rooms: tuple[str, ...] = ROOMS, tables: tuple[str, ...] = TABLES) -> str:
    """A hash of the source, weights and tables of the rooms that make something."""
    home = Path(__file__).parent
    digest = hashlib.sha256((home / "model.py").read_bytes() + (home / "geo.py").read_bytes())
    for base, parts in ((home, rooms), (data.folder(), tables)):
        for path in sorted(p for part in parts for p in (base / part, *(base / part).rglob("*"))):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
