"""Entries -> the rows of every table of an index, in 64 parts by the first bits of what they are found by.

A worker process can make rows, and a file can hold them (`runs.py`): the same entries under the same keys give the same
rows, and `merge.py` makes the tables of them, a part at a time.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _text
from typing import Any
from zlib import crc32

from geomap.gazetteer.entry import Entry
from geomap.gazetteer.fold import fold_fast, strip_article
from geomap.gazetteer.forms import forms_of
from geomap.gazetteer.pack import (
    BLOCK,
    DIGEST,
    FEATURE_CODE,
    KIND_CODE,
    MICRO,
    NUMBER,
    POSTING,
    SEAT_CODE,
    TAIL,
    compress,
    digest,
    exact_key,
)

PARTS = 64
WIDTHS = {"names": DIGEST + POSTING.size, "reach": DIGEST + 1, "ids": DIGEST + NUMBER.size, "cells": NUMBER.size + POSTING.size}  # fmt: skip
TABLES = (*WIDTHS, "forms")
CELLS = 360 * 720
_UNSPELT = (KIND_CODE["demonym"], KIND_CODE["short"])  # not offered by fuzzy search
_RANK = {
    KIND_CODE[k]: i for i, k in enumerate(("name", "demonym", "alternate", "former", "short", "abbreviation", "code"))
}
_KIND_BYTE = [bytes([code]) for code in range(len(KIND_CODE))]
_LONGEST = 255  # words of a name that `reach` can count
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# Where "el" and "al" are no articles to leave out: "El Paso" is never "Paso".
_ARTICLE_STAYS = frozenset(
    "ES MX GT HN SV NI CR PA CU DO PR CO VE EC PE BO CL AR UY PY PH US GQ BR PT IT FR TR ID".split()
)


class Rows:
    """What some entries add to each table; keys must grow."""

    def __init__(self) -> None:
        self._parts = {table: [bytearray() for _ in range(PARTS)] for table in TABLES}
        self.blocks: list[tuple[int, bytes]] = []
        self.places = 0
        self._reach: dict[bytes, int] = {}
        self._firsts: dict[str, bytes] = {}
        self._block = 0
        self._records: list[str] = []

    def part(self, table: str, number: int) -> bytearray:
        """The rows of a part of a table, one after the other."""
        return self._parts[table][number]

    def size(self, table: str) -> int:
        """Bytes of a table's rows."""
        return sum(map(len, self._parts[table]))

    def add(self, entry: Entry, key: int, area: int, *, fuzzy: bool = True) -> None:
        """The rows of one entry. Without `fuzzy` it is found by exact names only."""
        self.places += 1
        tail = TAIL.pack(
            key, round(entry.lat * MICRO), round(entry.lon * MICRO), min(entry.population, 0xFFFFFFFF), area, entry.radius_km,
            FEATURE_CODE[entry.feature], SEAT_CODE[entry.seat],
        )  # fmt: skip
        names, reach = self._parts["names"], self._reach
        spelt = []
        for folded, kind in _keys(entry).items():
            found = digest(folded)
            names[found[0] >> 2] += found + _KIND_BYTE[kind] + tail
            words = 1
            if " " in folded:
                found, words = self._first(folded), folded.count(" ") + 1
            if reach.get(found, 0) < words:
                reach[found] = words
            if fuzzy and folded[0] != "~" and kind not in _UNSPELT:
                spelt.append(folded)
        if spelt:
            self._spell(spelt, f"{key}\t{entry.country}\t{weight(entry)}")
        number = cell(entry.lat, entry.lon)
        self._parts["cells"][number * PARTS // CELLS] += NUMBER.pack(number) + b"\0" + tail
        packed = NUMBER.pack(key)
        for ident in _idents(entry):
            found = digest(ident)
            self._parts["ids"][found[0] >> 2] += found + packed
        self._record(key, record(entry))

    def _first(self, folded: str) -> bytes:
        """The digest of the first word of a key."""
        word = folded.partition(" ")[0]
        found = self._firsts.get(word)
        if found is None:
            found = self._firsts[word] = digest(word)
        return found

    def _spell(self, spelt: list[str], place: str) -> None:
        for form in forms_of(spelt, place):
            number = crc32(form.partition("\t")[0].encode())
            self._parts["forms"][number >> 26] += f"{number:08x}\t{form}\n".encode()

    def _record(self, key: int, text: str) -> None:
        block = key // BLOCK
        if block != self._block:
            self._end_block()
            self._block = block
        while len(self._records) < key % BLOCK:
            self._records.append("")
        self._records.append(text)

    def _end_block(self) -> None:
        if self._records:
            self.blocks.append((self._block, compress(self._records)))
        self._records = []

    def close(self) -> Rows:
        """Write what still waits for more of its kind."""
        self._end_block()
        for found, words in self._reach.items():
            self._parts["reach"][found[0] >> 2] += found + bytes([min(words, _LONGEST)])
        self._reach, self._firsts = {}, {}
        return self


def weight(entry: Entry) -> int:
    """0..99: how much a place is talked about, by its people, its seat and its kind."""
    people = min(10_000_000, entry.population)
    value = len(str(people)) * 8 + (int(str(people)[0]) * 8 // 10 if people else 0)
    return min(99, value + (12 if entry.seat else 0) + (30 if entry.feature == "country" else 0))


def cell(lat: float, lon: float) -> int:
    """The number of the half-degree cell of a position."""
    return min(359, int((lat + 90) * 2)) * 720 + int((lon + 180) * 2) % 720


def _keys(entry: Entry) -> dict[str, int]:
    """Every look-up key of an entry with the best kind of name that gives it."""
    keys: dict[str, int] = {}
    short = KIND_CODE["short"]
    strip = entry.country not in _ARTICLE_STAYS
    for text, kind_name, _ in ((entry.name, "name", ""), *entry.names):
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
        before = keys.get(folded)
        keys[folded] = kind if before is None else min(kind, before, key=_RANK.__getitem__)
        if strip and kind_name != "demonym":
            stripped = strip_article(folded)
            if stripped != folded and len(stripped) > 2:
                keys[stripped] = min(short, keys.get(stripped, short))
    return keys


def _idents(entry: Entry) -> list[str]:
    """Everything the entry can be asked for by: its id, cross-walked ids, its area code."""
    idents = [entry.place_id]
    if entry.ids:
        idents += [f"{scheme}:{value}" for scheme, value in entry.ids.items()]
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
    spot = f"{round(entry.lat * MICRO) / MICRO},{round(entry.lon * MICRO) / MICRO},{round(entry.radius_km, 3)}"
    names = _listed([(n.text, n.lang, n.kind) for n in entry.names if n.text != entry.name])
    # Pieces put together: a tenth of a build would go into encoding the whole list.
    return (
        f'[{_text(entry.place_id)},{_text(entry.name)},"{entry.feature}",{_text(entry.country)},{spot},{_text(entry.admin1)},{_text(entry.admin2)},{entry.population},{names},'
        f'{_encode(entry.ids) if entry.ids else "{}"},{_text(entry.valid_from)},{_text(entry.valid_to)},{_text(entry.source)},"{entry.seat}",{_listed(entry.dated_names)}]'
    )


def _listed(items: list[Any]) -> str:
    """Each item once, as JSON."""
    return _encode(list(dict.fromkeys(items))) if items else "[]"
