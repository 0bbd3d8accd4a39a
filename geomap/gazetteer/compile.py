"""Entries -> one index file: an SQLite database that is only read once it is whole.

Tables: `names` (hash of a folded name -> packed postings), `reach` (hash of a first word -> most words), `places`
(full records), `ids` (hash of a place id or area code -> key), `blobs`
(the list of areas; which hashes `names` and `reach` may hold), `cells` (half-degree cells -> postings),
`spellings` (country -> folded names, for fuzzy search), `skeletons`, `parts`, `borders`, `meta`.
Everything streams through SQLite's own sorter, so memory stays bounded however many entries come.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError
from geomap.gazetteer.entry import Entry
from geomap.gazetteer.fold import fold_fast, strip_article
from geomap.gazetteer.pack import FEATURE_CODE, FORMAT, KIND_CODE, MICRO, POSTING, SEAT_CODE, Sieve, exact_key, hash64
from geomap.gazetteer.sound import bones, sound_of

Progress = Callable[[str, int, int], None]  # what, done, of how many (0: unknown)
_SCHEMA = """
CREATE TABLE names(h INTEGER PRIMARY KEY, p BLOB);
CREATE TABLE reach(h INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE places(key INTEGER PRIMARY KEY, record TEXT);
CREATE TABLE ids(h INTEGER PRIMARY KEY, key INTEGER);
CREATE TABLE blobs(name TEXT PRIMARY KEY, data BLOB);
CREATE TABLE cells(cell INTEGER PRIMARY KEY, p BLOB);
CREATE TABLE spellings(country TEXT PRIMARY KEY, names BLOB, keys BLOB);
CREATE TABLE skeletons(h INTEGER PRIMARY KEY, keys BLOB);
CREATE TABLE parts(place_id TEXT, part TEXT, lat REAL, lon REAL, radius_km REAL, PRIMARY KEY(place_id, part)) WITHOUT ROWID;
CREATE TABLE borders(a TEXT, b TEXT, lat REAL, lon REAL, half_km REAL, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE TABLE shapes(place_id TEXT PRIMARY KEY, geometry TEXT) WITHOUT ROWID;
CREATE TABLE refused(number INTEGER PRIMARY KEY, what TEXT);
CREATE TABLE replaced(place_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID;
CREATE TEMP TABLE raw(h INTEGER, p BLOB);
CREATE TEMP TABLE raw_reach(h INTEGER, n INTEGER);
CREATE TEMP TABLE raw_cells(cell INTEGER, p BLOB);
CREATE TEMP TABLE raw_spellings(country TEXT, name TEXT, key INTEGER);
CREATE TEMP TABLE raw_skeletons(h INTEGER, key INTEGER);
"""
_BATCH = 20_000
_UNSPELT = (KIND_CODE["demonym"], KIND_CODE["short"])  # not offered by fuzzy search
_DEMONYM = KIND_CODE["demonym"]
_RANK = {
    KIND_CODE[k]: i for i, k in enumerate(("name", "demonym", "alternate", "former", "short", "abbreviation", "code"))
}
_KIND_AT = 25  # where a posting holds the kind of name
_first = itemgetter(0)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# Where "el" and "al" are no articles to leave out: "El Paso" is never "Paso".
_ARTICLE_STAYS = frozenset(
    "ES MX GT HN SV NI CR PA CU DO PR CO VE EC PE BO CL AR UY PY PH US GQ BR PT IT FR TR ID".split()
)


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
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; PRAGMA temp_store=FILE;"
                + _SCHEMA
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
    """Takes entries one by one and writes the sorted tables at the end."""

    def __init__(self, connection: sqlite3.Connection, *, first_key: int = 1) -> None:
        self.connection, self.key, self.places = connection, first_key, 0
        self.areas: dict[tuple[str, str, str], int] = {}
        self._reach: dict[str, int] = {}
        self._rows = Rows()

    def add(self, entry: Entry) -> int:
        """Write one entry; returns its key."""
        key, self.key = self.key, self.key + 1
        self.places += 1
        area = self.areas.setdefault((entry.country, entry.admin1, entry.admin2), len(self.areas))
        self._rows.add(entry, key, area, self._reach)
        if len(self._rows.names) >= _BATCH:
            self.flush()
        return key

    def take(self, rows: Rows, reach: dict[str, int], *, places: int) -> None:
        """Write rows that another process has made."""
        self.places += places
        for word, words in reach.items():
            if self._reach.get(word, 0) < words:
                self._reach[word] = words
        self._insert(rows)

    def flush(self) -> None:
        """Hand what has gathered to SQLite."""
        self._insert(self._rows)
        self._rows = Rows()

    def _insert(self, rows: Rows) -> None:
        if len(self._reach) > _BATCH * 10:
            self._flush_reach()
        for statement, values in (
            ("INSERT INTO raw VALUES(?,?)", rows.names), ("INSERT INTO raw_cells VALUES(?,?)", rows.cells), ("INSERT INTO raw_spellings VALUES(?,?,?)", rows.spellings),
            ("INSERT INTO raw_skeletons VALUES(?,?)", rows.skeletons), ("INSERT INTO places VALUES(?,?)", rows.records), ("INSERT OR IGNORE INTO ids VALUES(?,?)", rows.idents),
        ):  # fmt: skip
            self.connection.executemany(statement, values)

    def _flush_reach(self) -> None:
        rows = [(hash64(word), words) for word, words in self._reach.items()]
        self.connection.executemany("INSERT INTO raw_reach VALUES(?,?)", rows)
        self._reach.clear()

    def finish(self, meta: dict[str, str]) -> None:
        """Sort, merge and write the look-up tables."""
        self.flush()
        self._flush_reach()
        db = self.connection
        areas = "\n".join("\t".join(area) for area in self.areas)  # in the order of their numbers
        db.execute("INSERT INTO blobs VALUES('areas',?)", (areas.encode("utf-8"),))
        names = db.execute("SELECT h, p FROM raw ORDER BY h")
        db.executemany("INSERT INTO names VALUES(?,?)", ((h, _postings(rows)) for h, rows in groupby(names, _first)))
        db.execute("DROP TABLE raw")
        db.execute("INSERT INTO reach SELECT h, max(n) FROM raw_reach GROUP BY h ORDER BY h")
        db.execute("DROP TABLE raw_reach")
        for table in ("names", "reach"):
            (count,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
            sieve = Sieve.of((row[0] for row in db.execute(f"SELECT h FROM {table}")), count)
            db.execute("INSERT INTO blobs VALUES(?,?)", (table, sieve))
        cells = db.execute("SELECT cell, p FROM raw_cells ORDER BY cell")
        db.executemany("INSERT INTO cells VALUES(?,?)", ((c, _postings(rows)) for c, rows in groupby(cells, _first)))
        db.execute("DROP TABLE raw_cells")
        skeletons = db.execute("SELECT DISTINCT h, key FROM raw_skeletons ORDER BY h, key")
        db.executemany(
            "INSERT INTO skeletons VALUES(?,?)", ((h, _numbers(rows)) for h, rows in groupby(skeletons, _first))
        )
        db.execute("DROP TABLE raw_skeletons")
        spellings = db.execute("SELECT DISTINCT country, name, key FROM raw_spellings ORDER BY country, name, key")
        db.executemany(
            "INSERT INTO spellings VALUES(?,?,?)", (_spellings(c, rows) for c, rows in groupby(spellings, _first))
        )
        db.executemany(
            "INSERT INTO meta VALUES(?,?)", sorted({**meta, "format": str(FORMAT), "places": str(self.places)}.items())
        )


class Rows:
    """What some entries add to each table, made without a database: a worker process can make them."""

    __slots__ = ("cells", "idents", "names", "records", "skeletons", "spellings")

    def __init__(self) -> None:
        self.names: list[tuple[int, bytes]] = []
        self.cells: list[tuple[int, bytes]] = []
        self.spellings: list[tuple[str, str, int]] = []
        self.skeletons: list[tuple[int, int]] = []
        self.records: list[tuple[int, str]] = []
        self.idents: list[tuple[int, int]] = []

    def add(self, entry: Entry, key: int, area: int, reach: dict[str, int], *, fuzzy: bool = True) -> None:
        """The rows of one entry; `reach` (first word -> most words) is updated. Without `fuzzy` it is found by exact names only."""
        head = (
            key,
            round(entry.lat * MICRO),
            round(entry.lon * MICRO),
            min(entry.population, 0xFFFFFFFF),
            area,
            entry.radius_km,
        )
        feature, seat = FEATURE_CODE[entry.feature], SEAT_CODE[entry.seat]
        for folded, kind in _keys(entry).items():
            self.names.append((hash64(folded), POSTING.pack(*head, feature, kind, seat, 0)))
            first, words = folded.partition(" ")[0], folded.count(" ") + 1
            if reach.get(first, 0) < words:
                reach[first] = words
            if fuzzy and folded[0] != "~" and kind not in _UNSPELT:
                heard = sound_of(folded)
                if heard.isascii():  # else a script that cannot be compared with others
                    self.spellings.append((entry.country, folded, key))
                    self.skeletons.append((hash64(bones(heard)), key))
        self.cells.append((cell(entry.lat, entry.lon), POSTING.pack(*head, feature, 0, seat, 0)))
        self.records.append((key, record(entry)))
        self.idents += [(hash64(ident), key) for ident in _idents(entry)]


def _postings(rows: Iterable[tuple[int, bytes]]) -> bytes:
    """The postings of one key in a fixed order: best kind of name first, then by place."""
    packed: list[bytes] = [p for _, p in rows]
    return packed[0] if len(packed) == 1 else b"".join(sorted(packed, key=_order))


def _order(posting: Any) -> tuple[int, int]:
    return posting[_KIND_AT], int.from_bytes(posting[:4], "little")


def _numbers(rows: Iterable[tuple[int, int]]) -> bytes:
    return array("I", [key for _, key in rows]).tobytes()


def _spellings(country: str, rows: Iterable[tuple[str, str, int]]) -> tuple[str, bytes, bytes]:
    pairs = [(name, key) for _, name, key in rows]
    names = zlib.compress("\n".join(n for n, _ in pairs).encode("utf-8"), 6)
    return country, names, array("I", [k for _, k in pairs]).tobytes()


def cell(lat: float, lon: float) -> int:
    """The number of the half-degree cell of a position."""
    return int((lat + 90) * 2) * 720 + int((lon + 180) * 2) % 720


def _keys(entry: Entry) -> dict[str, int]:
    """Every look-up key of an entry with the best kind of name that gives it."""
    keys: dict[str, int] = {}
    short = KIND_CODE["short"]
    strip = entry.country not in _ARTICLE_STAYS
    for text, kind_name in [(entry.name, "name"), *((n.text, n.kind) for n in entry.names)]:
        kind = KIND_CODE[kind_name]
        if kind_name in ("abbreviation", "code"):
            key = exact_key(text)
            keys[key] = min(kind, keys.get(key, kind))
            continue
        folded = fold_fast(text)
        if not folded:
            continue
        # "Chechen" is what is left of "Chechen Republic", and word lists give "Israeli" as a name of Israel, but people
        # are meant: a demonym beats any name but the main one.
        keys[folded] = min(kind, keys.get(folded, kind), key=_RANK.__getitem__)
        if strip and kind_name != "demonym":
            stripped = strip_article(folded)
            if stripped != folded and len(stripped) > 2:
                keys[stripped] = min(short, keys.get(stripped, short))
    return keys


def _idents(entry: Entry) -> list[str]:
    """Everything the entry can be asked for by: its id, cross-walked ids, its area code."""
    idents = [entry.place_id, *(f"{scheme}:{value}" for scheme, value in entry.ids.items())]
    if "iso3166-2" in entry.ids:
        idents.append(f"iso:{entry.ids['iso3166-2']}")
    if entry.feature == "country":
        idents.append(f"code:{entry.country}")
    elif entry.feature == "admin1":
        idents.append(f"code:{entry.country}.{entry.admin1}")
    elif entry.feature == "admin2":
        idents.append(f"code:{entry.country}.{entry.admin1}.{entry.admin2}")
    return idents


def record(entry: Entry) -> str:
    """The full record as compact JSON text, read by `index.Gazetteer.place`."""
    names = list(dict.fromkeys((n.text, n.lang, n.kind) for n in entry.names if n.text != entry.name))
    fields = [
        entry.place_id, entry.name, entry.feature, entry.country, round(entry.lat, 6), round(entry.lon, 6), round(entry.radius_km, 3),
        entry.admin1, entry.admin2, entry.population, names, entry.ids, entry.valid_from, entry.valid_to, entry.source, entry.seat,
    ]  # fmt: skip
    return _encode(fields)
