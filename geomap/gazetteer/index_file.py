"""One index file opened: rows found by the digest of a name, a first word or an id; records, cells and forms."""

from __future__ import annotations

import json
import sqlite3
import struct
import threading
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from geomap.errors import GazetteerError
from geomap.gazetteer.pack import (
    BLOCK,
    DIGEST,
    FEATURE_CODE,
    FEATURES,
    FORMAT,
    KINDS,
    MICRO,
    NUMBER,
    POSTING,
    SEATS,
    Sieve,
    decompress,
    open_cell,
)
from geomap.gazetteer.rows import WIDTHS

# Bytes of the largest file that is mapped: look-up is a tenth quicker, but 64 KB become resident with each page touched.
_MAPPED = 1 << 28
_AT_ONCE = 20  # buckets of forms that one query reads
_FORMS = f"SELECT bucket, data FROM forms WHERE bucket IN ({','.join('?' * _AT_ONCE)})"
FILE_BITS = 40
ROW = (1 << FILE_BITS) - 1
_NAMED = struct.Struct(f">{DIGEST}x{POSTING.format[1:]}")
_FEATURE_AT = 7  # of a posting
_KEYED = struct.Struct(f">{DIGEST}x{NUMBER.format[1:]}")


class Candidate(NamedTuple):
    """A place that a name may mean. `key` is opaque: pass the candidate to `Gazetteer.place`.

    `population` 0 means unknown. `kind` says what the matched name is: name, alternate, former, short (article or
    generic word dropped), abbreviation, code, demonym. `seat`: capital, admin1, admin2 or "". `layer`: 0 base,
    1 curated by the project, 2 the user's own; the higher wins on equal names. `radius_km`: the place lies within it.
    """

    key: int
    lat: float
    lon: float
    population: int
    feature: str
    country: str
    admin1: str
    admin2: str
    kind: str
    seat: str
    radius_km: float
    layer: int


# Names as fuzzy search compares them, five fields to a name: key in its file, country, weight 0..99, letters, sound. Of one
# word of a name, the letters are the length of the whole name's sound, and the sound is the word's.
Forms = list[str]
FIELDS = 5


class IndexFile:
    """One immutable index file; a connection per thread."""

    def __init__(self, path: Path, number: int, layer: int) -> None:
        self.path, self.number, self.layer = path, number, layer
        self._local = threading.local()
        try:
            self.meta: dict[str, str] = dict(self.all("SELECT k, v FROM meta"))
        except sqlite3.Error as error:
            raise GazetteerError(
                f"{path}: not a gazetteer index: {error} (delete the file; it is built again)"
            ) from error
        if self.meta.get("format") != str(FORMAT):
            raise GazetteerError(f"{path}: made by another version of geomap (build the index again)")
        self._shift = {table: 64 - int(self.meta[f"{table}_bits"]) for table in ("names", "reach", "ids")}
        self._form_shift = 32 - int(self.meta["forms_bits"])
        self._read = {table: f"SELECT data FROM {table} WHERE bucket=?" for table in ("names", "reach", "ids")}

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            uri = self.path.resolve().as_uri() + "?mode=ro&immutable=1"
            found = sqlite3.connect(uri, uri=True, cached_statements=64)
            small = self.path.stat().st_size <= _MAPPED
            found.execute(f"PRAGMA mmap_size={_MAPPED if small else 0}")
            found.execute("PRAGMA cache_size=-2048")
            self._local.connection = found
        return found

    def one(self, sql: str, *values: object) -> Any:
        """The first row or None."""
        return self.connection.execute(sql, values).fetchone()

    def all(self, sql: str, *values: object) -> list[Any]:
        """All rows."""
        return self.connection.execute(sql, values).fetchall()

    @cached_property
    def areas(self) -> list[str]:
        """Country, first- and second-level code of each area number, with tabs between."""
        return str(self._blob("areas"), "utf-8").split("\n")

    @cached_property
    def may_name(self) -> Callable[[bytes], bool]:
        """Whether `names` may hold a digest: most words of a report are no name, and need no query."""
        return Sieve(self._blob("names")).may_hold

    @cached_property
    def may_begin(self) -> Callable[[bytes], bool]:
        """Whether `reach` may hold a digest."""
        return Sieve(self._blob("reach")).may_hold

    def _blob(self, name: str) -> bytes:
        found: bytes = self.one("SELECT data FROM blobs WHERE name=?", name)[0]
        return found

    def _find(self, table: str, packed: bytes) -> bytes:
        """The rows of a digest, one after the other."""
        row = self.one(self._read[table], int.from_bytes(packed, "big") >> self._shift[table])
        if row is None:
            return b""
        data: bytes = row[0]
        width = WIDTHS[table]
        at = data.find(packed)
        while at >= 0 and at % width:
            at = data.find(packed, at + 1)
        if at < 0:
            return b""
        end = at + width
        while data.startswith(packed, end):
            end += width
        return data[at:end]

    def named(self, packed: bytes) -> list[Candidate]:
        """The places of a name."""
        return self._unpack(_NAMED.iter_unpack(self._find("names", packed)))

    def reach(self, packed: bytes) -> int:
        """The most words of any name that begins with a word, 0 when there is none."""
        found = self._find("reach", packed)
        return found[DIGEST] if found else 0

    def key(self, packed: bytes) -> int | None:
        """The key in the whole stack of an id or area code."""
        found = self._find("ids", packed)
        return self.full_key(_KEYED.unpack(found)[0]) if found else None

    def in_cell(self, number: int, features: Collection[str] = ()) -> list[Candidate]:
        """The places of a half-degree cell, of these features only where any are named."""
        row = self.one("SELECT data FROM cells WHERE bucket=?", number)
        if not row:
            return []
        postings = POSTING.iter_unpack(open_cell(row[0]))
        wanted = {FEATURE_CODE[name] for name in features}
        return self._unpack(p for p in postings if p[_FEATURE_AT] in wanted) if wanted else self._unpack(postings)

    def full_key(self, row: int) -> int:
        """The key of a row of this file in the whole stack."""
        return self.number << FILE_BITS | row

    def _unpack(self, postings: Iterable[tuple[Any, ...]]) -> list[Candidate]:
        base, areas = self.number << FILE_BITS, self.areas
        found = []
        for kind, key, lat, lon, population, area, radius, feature, seat in postings:
            country, admin1, admin2 = areas[area].split("\t")
            found.append(
                Candidate(base | key, lat / MICRO, lon / MICRO, population, FEATURES[feature], country, admin1, admin2, KINDS[kind], SEATS[seat], radius, self.layer)
            )  # fmt: skip
        return found

    def record(self, key: int) -> list[Any]:
        """The stored fields of a record, in the order of `rows.record`."""
        row = self.one("SELECT data FROM places WHERE block=?", (key & ROW) // BLOCK)
        lines = decompress(row[0]) if row else []
        at = (key & ROW) % BLOCK
        if at >= len(lines) or not lines[at]:
            raise GazetteerError(
                f"{self.path}: no place with key {key & ROW} (the candidate is from another gazetteer)"
            )
        fields: list[Any] = json.loads(lines[at])
        return fields

    def records(self) -> Iterator[tuple[int, list[Any]]]:
        """(key, fields) of every record."""
        for block, packed in self.connection.execute("SELECT block, data FROM places ORDER BY block"):
            for at, line in enumerate(decompress(packed)):
                if line:
                    yield self.full_key(block * BLOCK + at), json.loads(line)

    def bones(self, country: str) -> list[str]:
        """The consonants of a country's names ("*": of all names), in order."""
        row = self.one("SELECT data FROM bones WHERE country=?", country)
        return str(zlib.decompress(row[0]), "ascii").split("\n") if row and row[0] else []

    def forms(self, bones: Sequence[str]) -> Iterator[tuple[str, Forms]]:
        """Each of these consonants ("+" before them: single words of names) with its forms."""
        packed = [bone.encode() for bone in bones]
        numbers = [crc32(p) >> self._form_shift for p in packed]
        buckets: dict[int, bytes] = {}
        for at in range(0, len(numbers), _AT_ONCE):
            few = numbers[at : at + _AT_ONCE]
            buckets.update(self.all(_FORMS, *few, *few[:1] * (_AT_ONCE - len(few))))
        for bone, p, number in zip(bones, packed, numbers, strict=True):
            yield bone, _forms_in(buckets.get(number, b""), p)


def _forms_in(bucket: bytes, bone: bytes) -> Forms:
    """The forms of some consonants in a bucket of forms."""
    at = bucket.find(b"\n" + bone + b"\t")
    if at < 0:
        return []
    return str(bucket[at + len(bone) + 2 : bucket.index(b"\n", at + 1)], "utf-8").split("\t")
