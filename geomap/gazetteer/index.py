"""Names -> candidate places: the index opened, and what the rest of geomap asks of it.

A `Gazetteer` is a stack of index files (the world, the project's curated places, the user's own), each an immutable
SQLite database mapped into memory. Everything a ranker needs comes packed with the name; a full record is read only
for the place that is shown.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from math import cos, radians
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import GazetteerError
from geomap.gazetteer.fold import GENERIC_WORDS, fold, shorter_forms
from geomap.gazetteer.pack import FEATURES, KIND_CODE, KINDS, MICRO, POSTING, SEATS, Sieve, exact_key, hash64
from geomap.geo import distance_km
from geomap.model import Place

if TYPE_CHECKING:
    from geomap.gazetteer.search import Match

_FILE_BITS = 40
_ROW = (1 << _FILE_BITS) - 1
_ABBREVIATION_LENGTH = 9
USER_LAYER = 2
_NOT_SHOWN = ("demonym", "code", "abbreviation")  # found by, but no names of the place


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

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            uri = self.path.resolve().as_uri() + "?mode=ro&immutable=1"
            found = sqlite3.connect(uri, uri=True, cached_statements=64)
            found.execute("PRAGMA mmap_size=4294967296")
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
    def may_name(self) -> Callable[[int], bool]:
        """Whether `names` may hold a hash: most words of a report are no name, and need no query."""
        return Sieve(self._blob("names")).may_hold

    @cached_property
    def may_begin(self) -> Callable[[int], bool]:
        """Whether `reach` may hold a hash."""
        return Sieve(self._blob("reach")).may_hold

    def _blob(self, name: str) -> bytes:
        found: bytes = self.one("SELECT data FROM blobs WHERE name=?", name)[0]
        return found

    def full_key(self, row: int) -> int:
        """The key of a row of this file in the whole stack."""
        return self.number << _FILE_BITS | row

    def unpack(self, packed: bytes) -> list[Candidate]:
        """Postings -> candidates."""
        base, areas = self.number << _FILE_BITS, self.areas
        found = []
        for key, lat, lon, population, area, radius, feature, kind, seat, _ in POSTING.iter_unpack(packed):
            country, admin1, admin2 = areas[area].split("\t")
            found.append(
                Candidate(base | key, lat / MICRO, lon / MICRO, population, FEATURES[feature], country, admin1, admin2, KINDS[kind], SEATS[seat], radius, self.layer)
            )  # fmt: skip
        return found


class Gazetteer:
    """The stack of index files. Thread-safe and read-only."""

    def __init__(self, files: Sequence[IndexFile]) -> None:
        self.files = tuple(files)
        self.fingerprint = "+".join(f.meta["fingerprint"] for f in files)
        self._hidden = self._find_hidden()
        self.lookup = lru_cache(maxsize=1 << 16)(self._lookup)
        self.reach = lru_cache(maxsize=1 << 16)(self._reach)
        self._area_name = lru_cache(maxsize=1 << 12)(self._read_area_name)
        self._place = lru_cache(maxsize=1 << 12)(self._read_place)

    def _find_hidden(self) -> frozenset[int]:
        """Keys that a record of a higher file takes the place of."""
        hidden = set()
        for upper in self.files[1:]:
            for (place_id,) in upper.all("SELECT place_id FROM replaced"):
                for lower in self.files[: upper.number]:
                    if row := lower.one("SELECT key FROM ids WHERE h=?", hash64(place_id)):
                        hidden.add(lower.number << _FILE_BITS | row[0])
        return frozenset(hidden)

    def _gather(self, key: str) -> list[Candidate]:
        number = hash64(key)
        found: list[Candidate] = []
        for file in self.files:
            if file.may_name(number) and (row := file.one("SELECT p FROM names WHERE h=?", number)):
                found += file.unpack(row[0])
        return [c for c in found if c.key not in self._hidden] if self._hidden else found

    def _lookup(self, name: str) -> tuple[Candidate, ...]:
        """Every place of this name after folding; abbreviations and codes by their exact letters.

        The user's own places first, then curated ones, then the base. When nothing is found, the name without its
        article is tried (kind "short").
        """
        folded = fold(name)
        found = self._gather(folded) if folded else []
        if len(name) <= _ABBREVIATION_LENGTH and name[:1].isupper():
            found += self._gather(exact_key(name))
        if not found and folded:
            found = self._shortened(folded)
        if not found:
            return ()
        return tuple(sorted(_best_of_each(_peoples_first(found)), key=lambda c: -c.layer))

    def _shortened(self, folded: str) -> list[Candidate]:
        """Places of the name without its article, with a glued article set free, or without its generic word."""
        for stripped in shorter_forms(folded):
            found = [
                c._replace(kind="short")
                for c in self._gather(stripped)
                if c.kind in ("name", "alternate", "former", "short")
            ]
            if found:
                return found
        if " " not in folded:
            return []
        area = GENERIC_WORDS.sub("", folded)
        if area == folded or len(area) < 3:
            return []
        return [
            c._replace(kind="short")
            for c in self._gather(area)
            if c.feature in ("admin1", "admin2") and c.kind != "demonym"
        ]

    def _reach(self, word: str) -> int:
        """The most words of any name that begins with this word (folded here), 0 when there is none."""
        folded = fold(word)
        keys = [folded.split(" ", 1)[0], fold(f"{word} x").split(" ", 1)[0]] if folded else []  # "Ed" of "Ed Daein"
        if word[:1].isupper() and len(word) <= _ABBREVIATION_LENGTH:
            keys.append(exact_key(word))
        most = 0
        for key in keys:
            number = hash64(key)
            for file in self.files:
                if file.may_begin(number) and (row := file.one("SELECT n FROM reach WHERE h=?", number)):
                    most = max(most, row[0])
        return most

    def is_hidden(self, key: int) -> bool:
        """Whether a record of a higher file takes the place of this one."""
        return key in self._hidden

    def search(
        self,
        query: str,
        *,
        near: tuple[float, float] | None = None,
        countries: Sequence[str] = (),
        features: Collection[str] = (),
        limit: int = 10,
    ) -> list[Match]:
        """Places for a name that may be misspelt, best first: exact, article-stripped, skeleton, then fuzzy.

        `countries` and `features` filter; `near` (lat, lon) only prefers. The fuzzy step looks at the countries given,
        or around `near`, or (which takes seconds) at the whole world.
        """
        from geomap.gazetteer.search import search

        return search(self, query, near=near, countries=countries, features=features, limit=limit)

    def place(self, candidate: Candidate) -> Place:
        """The full record of a candidate."""
        return self._place(candidate.key)

    def place_of(self, key: int) -> Place:
        """The full record of a key."""
        return self._place(key)

    def shape(self, place_id: str) -> str | None:
        """GeoJSON geometry that an overlay brought for a place, None when there is none."""
        for file in reversed(self.files):
            if row := file.one("SELECT geometry FROM shapes WHERE place_id=?", place_id):
                return str(row[0])
        return None

    @property
    def refused(self) -> tuple[str, ...]:
        """What was wrong with the rows of overlays that could not be used, with file and line."""
        return tuple(row[0] for file in self.files for row in file.all("SELECT what FROM refused ORDER BY number"))

    def _read_place(self, key: int) -> Place:
        return self._to_place(self.raw(key))

    def raw(self, key: int) -> list[Any]:
        """The stored fields of a record, in the order of `compile.record`."""
        file = self.files[key >> _FILE_BITS]
        row = file.one("SELECT record FROM places WHERE key=?", key & _ROW)
        if row is None:
            raise GazetteerError(
                f"{file.path}: no place with key {key & _ROW} (the candidate is from another gazetteer)"
            )
        fields: list[Any] = json.loads(row[0])
        return fields

    def _to_place(self, fields: list[Any]) -> Place:
        (
            place_id,
            name,
            feature,
            country,
            lat,
            lon,
            radius,
            admin1,
            admin2,
            population,
            names,
            ids,
            since,
            until,
            source,
            _,
        ) = fields
        scheme, _, value = place_id.partition(":")
        if scheme == "iso":
            scheme = "iso3166-2"
        if scheme == "geonames":
            ids = {"geonames": value, **ids}
        return Place(
            place_id=place_id, name=name, feature=feature, country=country, lat=lat, lon=lon, radius_km=radius,
            admin1=self._area_name(country, admin1) if admin1 and feature != "admin1" else "", admin1_code=admin1, admin2_code=admin2,
            population=population, names=tuple(dict.fromkeys(n[0] for n in names if n[2] not in _NOT_SHOWN)), ids=tuple(sorted(ids.items())), valid_from=since,
            valid_to=until, source=source,
        )  # fmt: skip

    def _read_area_name(self, country: str, admin1: str) -> str:
        key = self.key_of(f"code:{country}.{admin1}")
        return "" if key is None else str(self.raw(key)[1])

    def key_of(self, ident: str) -> int | None:
        """The key of an id or area code: the highest file that has it."""
        number = hash64(ident)
        for file in reversed(self.files):
            row = file.one("SELECT key FROM ids WHERE h=?", number)
            if row and file.full_key(row[0]) not in self._hidden:
                return file.full_key(row[0])
        return None

    def by_id(self, place_id: str) -> Place | None:
        """The record with this id; cross-walked ids ("icao:OSLK", "iso3166-2:SY-ID") work too."""
        key = self.key_of(place_id)
        return None if key is None else self._place(key)

    def candidate(self, place_id: str) -> Candidate | None:
        """The candidate of an id, as if it had been looked up by its main name."""
        key = self.key_of(place_id)
        return None if key is None else self.candidate_of(key)

    def candidate_of(self, key: int) -> Candidate:
        """The candidate of a key."""
        f = self.raw(key)
        layer = self.files[key >> _FILE_BITS].layer
        return Candidate(key, f[4], f[5], f[9], f[2], f[3], f[7], f[8], "name", f[15], f[6], layer)

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        return self.by_id(f"code:{code.upper()}")

    def admin1(self, country: str, code: str) -> Place | None:
        """The first-level area with this GeoNames code."""
        return self.by_id(f"code:{country}.{code}")

    def admin2(self, country: str, admin1: str, code: str) -> Place | None:
        """The second-level area with this GeoNames code."""
        return self.by_id(f"code:{country}.{admin1}.{code}")

    def part(self, place_id: str, part: str) -> tuple[float, float, float] | None:
        """(lat, lon, radius_km) of a compass part ("north" ... "northwest", "central") of a country or first-level area."""
        place = self.by_id(place_id)
        wanted = [place_id]
        if place is not None and place.feature in ("country", "admin1"):
            # by our own codes, never by another scheme's: Chad's FIPS code is the Congo's ISO code
            code = place.country if place.feature == "country" else f"{place.country}.{place.admin1_code}"
            wanted = [place_id, place.place_id, code]
        for file in reversed(self.files):
            for ident in wanted:
                if row := file.one("SELECT lat, lon, radius_km FROM parts WHERE place_id=? AND part=?", ident, part):
                    return (row[0], row[1], row[2])
        return None

    def neighbours(self, country: str) -> tuple[str, ...]:
        """ISO codes of the countries with a land border to this one, in order."""
        return tuple(row[0] for row in self.files[0].all("SELECT b FROM borders WHERE a=? ORDER BY b", country))

    def border(self, country: str, other: str) -> tuple[float, float, float] | None:
        """(lat, lon, half length in km) of the middle of the land border between two countries."""
        row = self.files[0].one("SELECT lat, lon, half_km FROM borders WHERE a=? AND b=?", country, other)
        return row and (row[0], row[1], row[2])

    def near(self, lat: float, lon: float, km: float, features: Collection[str] = ()) -> list[tuple[float, Candidate]]:
        """Places within `km` of a position, nearest first, as (km away, candidate)."""
        found = []
        for number in _cells(lat, lon, km):
            for file in self.files:
                if row := file.one("SELECT p FROM cells WHERE cell=?", number):
                    for c in file.unpack(row[0]):
                        if (not features or c.feature in features) and c.key not in self._hidden:
                            away = distance_km((lat, lon), (c.lat, c.lon))
                            if away <= km:
                                found.append((away, c))
        return sorted(found, key=lambda pair: (pair[0], pair[1].key))


def _peoples_first(candidates: list[Candidate]) -> list[Candidate]:
    """Without the by-names of other places where a people is meant: "Thai" is one of Alor Setar's, "Somali" of a region's."""
    if not any(c.kind == "demonym" and c.feature == "country" for c in candidates):
        return candidates
    return [c for c in candidates if c.kind in ("demonym", "name") or c.layer == USER_LAYER]


def _best_of_each(candidates: list[Candidate]) -> Iterator[Candidate]:
    """One candidate per place, under the best kind of name."""
    best: dict[int, Candidate] = {}
    for c in candidates:
        if c.key not in best or KIND_CODE[c.kind] < KIND_CODE[best[c.key].kind]:
            best[c.key] = c
    return iter(best.values())


def _cells(lat: float, lon: float, km: float) -> Iterator[int]:
    """Numbers of the half-degree cells that a circle touches."""
    d_lat = km / 111.0
    low, high = int((max(-90.0, lat - d_lat) + 90) * 2), int((min(90.0, lat + d_lat) + 90) * 2)
    d_lon = min(180.0, d_lat / max(0.01, cos(radians(min(89.9, abs(lat) + d_lat)))))
    west, east = int((lon - d_lon + 180) * 2 // 1), int((lon + d_lon + 180) * 2 // 1)
    columns = range(720) if east - west >= 719 else [x % 720 for x in range(west, east + 1)]
    for row in range(low, high + 1):
        for column in columns:
            yield row * 720 + column


def open_gazetteer(overlays: Sequence[Path] = (), *, progress: Any = None) -> Gazetteer:
    """The world, the project's curated places, then `overlays` on top; indices that are missing are built first.

    `progress(what, done, of_how_many)` is called while building. Raises InputError for an overlay that cannot be
    read, GazetteerError when the index cannot be built.
    """
    from geomap.gazetteer.store import open_stack

    return open_stack(overlays, progress=progress)
