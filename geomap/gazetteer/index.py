"""Names -> candidate places: the index opened, and what the rest of geomap asks of it.

A `Gazetteer` is a stack of index files (the world, the project's curated places, the user's own), each an immutable
SQLite database, mapped into memory unless it is large. Everything a ranker needs comes packed with the name; a full
record is read only for the place that is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.cells import cells_around
from geomap.gazetteer.fold import GENERIC_WORDS, fold, shorter_forms
from geomap.gazetteer.index_file import FILE_BITS, Candidate, IndexFile
from geomap.gazetteer.pack import KIND_CODE, digest, exact_key
from geomap.geo import distance_km
from geomap.model import Place

if TYPE_CHECKING:
    from geomap.gazetteer.search import Match
    from geomap.gazetteer.spelling import Speller

__all__ = ["Candidate", "Gazetteer", "IndexFile", "open_gazetteer"]  # the names that other rooms use
_ABBREVIATION_LENGTH = 9
USER_LAYER = 2
_NOT_SHOWN = ("demonym", "code", "abbreviation")  # found by, but no names of the place


class Gazetteer:
    """The stack of index files. Thread-safe and read-only."""

    def __init__(self, files: Sequence[IndexFile]) -> None:
        self.files = tuple(files)
        self.fingerprint = "+".join(f.meta["fingerprint"] for f in files)
        self._hidden = self._find_hidden()
        self.lookup = lru_cache(maxsize=1 << 16)(self._lookup)
        self.reach = lru_cache(maxsize=1 << 16)(self._reach)
        self._area_name = lru_cache(maxsize=1 << 12)(self._read_area_name)
        self.raw = lru_cache(maxsize=1 << 8)(self._read_raw)
        self._place = lru_cache(maxsize=1 << 12)(self._read_place)

    def _find_hidden(self) -> frozenset[int]:
        """Keys that a record of a higher file takes the place of."""
        hidden = set()
        for upper in self.files[1:]:
            for (place_id,) in upper.all("SELECT place_id FROM replaced"):
                for lower in self.files[: upper.number]:
                    if (key := lower.key(digest(place_id))) is not None:
                        hidden.add(key)
        return frozenset(hidden)

    def _gather(self, key: str) -> list[Candidate]:
        packed = digest(key)
        found: list[Candidate] = []
        for file in self.files:
            if file.may_name(packed):
                found += file.named(packed)
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
            packed = digest(key)
            for file in self.files:
                if file.may_begin(packed):
                    most = max(most, file.reach(packed))
        return most

    def is_hidden(self, key: int) -> bool:
        """Whether a record of a higher file takes the place of this one."""
        return key in self._hidden

    @cached_property
    def speller(self) -> Speller:
        """Fuzzy search over the stack."""
        from geomap.gazetteer.spelling import Speller

        return Speller(self.files)

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
        or around `near`, or at the whole world.
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

    def _read_raw(self, key: int) -> list[Any]:
        """The stored fields of a record, in the order of `rows.record`."""
        return self.files[key >> FILE_BITS].record(key)

    def _to_place(self, fields: list[Any]) -> Place:
        place_id, name, feature, country, lat, lon, radius, admin1, admin2, population, *rest = fields
        names, ids, since, until, source, _, dated = rest
        scheme, _, value = place_id.partition(":")
        if scheme == "iso":
            scheme = "iso3166-2"
        if scheme == "geonames":
            ids = {"geonames": value, **ids}
        return Place(
            place_id=place_id, name=name, feature=feature, country=country, lat=lat, lon=lon, radius_km=radius,
            admin1=self._area_name(country, admin1) if admin1 and feature != "admin1" else "", admin1_code=admin1, admin2_code=admin2,
            population=population, names=tuple(dict.fromkeys(n[0] for n in names if n[2] not in _NOT_SHOWN)), ids=tuple(sorted(ids.items())), valid_from=since,
            valid_to=until, source=source, dated_names=tuple((n[0], n[1], n[2]) for n in dated),
        )  # fmt: skip

    def _read_area_name(self, country: str, admin1: str) -> str:
        key = self.key_of(f"code:{country}.{admin1}")
        return "" if key is None else str(self.raw(key)[1])

    def key_of(self, ident: str) -> int | None:
        """The key of an id or area code: the highest file that has it."""
        packed = digest(ident)
        for file in reversed(self.files):
            key = file.key(packed)
            if key is not None and key not in self._hidden:
                return key
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
        layer = self.files[key >> FILE_BITS].layer
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
        for number in cells_around(lat, lon, km):
            for file in self.files:
                for c in file.in_cell(number, features):
                    away = distance_km((lat, lon), (c.lat, c.lon))
                    if away <= km and c.key not in self._hidden:
                        found.append((away, c))
        return sorted(found)


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


def open_gazetteer(overlays: Sequence[Path] = (), *, progress: Any = None) -> Gazetteer:
    """The world, the project's curated places, then `overlays` on top; indices that are missing are built first.

    `progress(what, done, of_how_many)` is called while building. Raises InputError for an overlay that cannot be
    read, GazetteerError when the index cannot be built.
    """
    from geomap.gazetteer.store import open_stack

    return open_stack(overlays, progress=progress)
