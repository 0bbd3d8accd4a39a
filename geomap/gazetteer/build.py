"""Builds index files: the world, and overlays on top of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.gazetteer import base
from geomap.gazetteer.compile import Progress, Writer, building
from geomap.gazetteer.entry import Entry, Name
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.places_csv import read_places

# Too wide to lie in one first-level area.
_WIDE = frozenset("country admin1 region airspace mountain river sea coast road continent strait lake desert island".split())
_EXPECTED = 310_000  # entries of the world, for the progress bar


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Millions of records without a cycle among them: collecting only costs time (a third of the build)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def build_base(path: Path, fingerprint: str, progress: Progress | None = None) -> None:
    """Write the index of the world to `path`."""
    with building(path) as connection, without_garbage_collection():
        writer = Writer(connection)
        for count, entry in enumerate(base.entries()):
            writer.add(entry)
            if progress and count % 5000 == 0:
                progress("reading the world's places", count, _EXPECTED)
        if progress:
            progress("sorting names", _EXPECTED, _EXPECTED)
        base.write_parts(connection)
        writer.finish({"fingerprint": fingerprint, "what": "world"})


def build_overlay(path: Path, fingerprint: str, sources: list[Path], below: Gazetteer, *, progress: Progress | None = None) -> None:
    """Write the index of some files of places to `path`; a row that extends a known place takes its place."""
    with building(path) as connection:
        writer = Writer(connection)
        replaced = set()
        for entry in merged(sources, progress):
            whole = extend(entry, below) if entry.extends else entry
            if below.by_id(whole.place_id) is not None:
                replaced.add(whole.place_id)
            writer.add(located(whole, below))
        connection.executemany("INSERT INTO replaced VALUES(?)", [(place_id,) for place_id in sorted(replaced)])
        writer.finish({"fingerprint": fingerprint, "what": " ".join(s.name for s in sources)})


def merged(sources: list[Path], progress: Progress | None = None) -> list[Entry]:
    """The entries of several files; a row whose id an earlier file has only adds its names and ids to that place."""
    found: dict[str, Entry] = {}
    for source in sources:
        if progress:
            progress(f"reading {source.name}", 0, 0)
        for entry in read_places(source):
            first = found.get(entry.place_id)
            if first is None:
                found[entry.place_id] = entry
                continue
            known = {n.text for n in first.names} | {first.name}
            first.names += [n for n in (Name(entry.name), *entry.names) if n.text not in known]
            first.ids = {**entry.ids, **first.ids}
    return list(found.values())


def located(entry: Entry, below: Gazetteer) -> Entry:
    """The entry with the first- and second-level area of the nearest populated place, where it names none itself."""
    if entry.admin1 or not entry.country or entry.feature in _WIDE:
        return entry
    for _, candidate in below.near(entry.lat, entry.lon, 40, ("city", "town", "village")):
        if candidate.country == entry.country:
            entry.admin1, entry.admin2 = candidate.admin1, candidate.admin2
            break
    return entry


def extend(entry: Entry, below: Gazetteer) -> Entry:
    """The known place that `entry` extends, with the entry's names and ids added; `entry` itself when it is unknown."""
    known = below.by_id(entry.extends)
    if known is None:
        return entry
    raw = below.raw(below._key(entry.extends) or 0)
    names = [Name(*n) for n in ((text, kind, lang) for text, lang, kind in raw[10])]
    return Entry(
        place_id=known.place_id, name=entry.name or known.name, feature=known.feature, country=known.country, lat=known.lat, lon=known.lon,
        radius_km=known.radius_km, admin1=raw[7], admin2=raw[8], population=known.population, seat=raw[15],
        names=[Name(known.name), *names, Name(entry.name), *entry.names], ids={**raw[11], **entry.ids}, valid_from=entry.valid_from or known.valid_from,
        valid_to=entry.valid_to or known.valid_to, source=f"{known.source}; {entry.source}" if entry.source else known.source,
    )  # fmt: skip
