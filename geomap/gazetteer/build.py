"""Builds index files: the world, and overlays on top of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from geomap.errors import InputError
from geomap.garbage import without_garbage_collection
from geomap.gazetteer import base
from geomap.gazetteer.compile import Progress, Writer, building
from geomap.gazetteer.entry import DatedName, Entry, Name
from geomap.gazetteer.formats import read
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.places_csv import read_places
from geomap.gazetteer.vendored import write_parts
from geomap.geo import distance_km

# Too wide to lie in one first-level area.
_WIDE = frozenset(
    "country admin1 region airspace mountain river sea coast road continent strait lake desert island".split()
)
_EXPECTED = 310_000  # entries of the world, for the progress bar


def build_base(path: Path, fingerprint: str, progress: Progress | None = None) -> None:
    """Write the index of the world to `path`."""
    with building(path) as connection, without_garbage_collection():
        writer = Writer(connection)
        for count, entry in enumerate(base.entries()):
            writer.add(entry)
            if progress and count % 5000 == 0:
                progress("reading the world's places", count, _EXPECTED)
        write_parts(connection)
        writer.finish({"fingerprint": fingerprint, "what": "world"}, progress)


def build_curated(
    path: Path, fingerprint: str, sources: list[Path], below: Gazetteer, *, progress: Progress | None = None
) -> None:
    """Write the index of the project's own tables to `path`; the first bad row raises InputError."""
    _write(path, {"fingerprint": fingerprint, "what": "curated"}, merged(sources, progress), below)


def build_overlay(
    path: Path, fingerprint: str, source: Path, below: Gazetteer, *, columns: Mapping[str, str] | None = None
) -> None:
    """Write the index of a user's file to `path`; rows that cannot be used are kept as messages in `refused`.

    Raises InputError when the file cannot be read, or has no usable row.
    """
    refused: list[InputError] = []
    entries = list(read(source, reject=refused.append, columns=columns))
    if not entries:
        first = f": {refused[0]}" if refused else ""
        raise InputError(
            f"no usable place{first}",
            where=source.name,
            hint="geomap gazetteer add FILE tells what is wrong with every row",
        )
    _write(
        path,
        {"fingerprint": fingerprint, "what": source.name},
        entries,
        below,
        refused=[str(e) for e in refused],
        own=True,
    )


def build_updates(path: Path, fingerprint: str, files: list[Path], below: Gazetteer) -> None:
    """Write the index of GeoNames modifications and deletes to `path`: changed places, and which old records are gone."""
    from geomap.gazetteer.dump_updates import changes

    changed, gone = changes(files)
    gone |= {place_id for place_id in changed if below.by_id(place_id)}
    meta = {"fingerprint": fingerprint, "what": "updates: " + " ".join(f.name for f in files)}
    _write(path, meta, list(changed.values()), below, gone=gone)


def _write(
    path: Path,
    meta: dict[str, str],
    entries: list[Entry],
    below: Gazetteer,
    *,
    refused: Sequence[str] = (),
    gone: Collection[str] = (),
    own: bool = False,
) -> None:
    with building(path) as connection:
        writer = Writer(connection)
        replaced = set(gone)
        for entry in entries:
            whole = known_area(entry, below) if entry.shape else entry
            whole = extend(whole, below, own=own) if whole.extends else whole
            if below.by_id(whole.place_id) is not None:
                replaced.add(whole.place_id)
            if twin := same_airport(whole, below):
                replaced.add(twin)
            writer.add(located(whole, below))
            if whole.shape:
                add_shape(connection, whole)
        connection.executemany("INSERT INTO replaced VALUES(?)", [(place_id,) for place_id in sorted(replaced)])
        connection.executemany("INSERT INTO refused(what) VALUES(?)", [(what,) for what in refused])
        writer.finish(meta)


def same_airport(entry: Entry, below: Gazetteer) -> str:
    """The id of a known airport with the entry's ICAO code, whose names and ids the entry takes over; "" when there is none."""
    key = below.key_of(f"icao:{entry.ids['icao']}") if "icao" in entry.ids else None
    if key is None or below.place_of(key).place_id == entry.place_id:
        return ""
    raw = below.raw(key)
    known = {n.text for n in entry.names} | {entry.name}
    entry.names += [
        n for n in (Name(raw[1]), *(Name(t, kind, lang) for t, lang, kind in raw[10])) if n.text not in known
    ]
    entry.ids = {**raw[11], **entry.ids}
    entry.admin1, entry.admin2 = (entry.admin1, entry.admin2) if entry.admin1 else (raw[7], raw[8])
    return str(raw[0])


def add_shape(connection: sqlite3.Connection, entry: Entry) -> None:
    """Keep an entry's geometry, and the compass parts of an area."""
    connection.execute("INSERT OR REPLACE INTO shapes VALUES(?,?)", (entry.place_id, entry.shape))
    if "Polygon" in entry.shape[:40]:
        from shapely import make_valid
        from shapely.geometry import shape

        from geomap.gazetteer import areas

        parts = areas.compass_parts(areas.polygonal(make_valid(shape(json.loads(entry.shape)))))
        connection.executemany(
            "INSERT OR REPLACE INTO parts VALUES(?,?,?,?,?)",
            [(entry.place_id, name, *spot) for name, spot in parts.items()],
        )


def known_area(entry: Entry, below: Gazetteer) -> Entry:
    """A boundary of a country or area that is known already: made to extend that record instead of standing beside it."""
    if entry.feature not in ("country", "admin1", "admin2"):
        return entry
    names = [entry.name, *(n.text for n in entry.names)]
    for candidate in (c for name in names for c in below.lookup(name)):
        inside = distance_km((entry.lat, entry.lon), (candidate.lat, candidate.lon)) < 2 * entry.radius_km + 50
        if candidate.feature == entry.feature and inside and entry.country in ("", candidate.country):
            entry.extends = below.place(candidate).place_id
            return entry
    return entry


def merged(sources: list[Path], progress: Progress | None = None) -> list[Entry]:
    """The entries of several tables; a row whose id an earlier table has only adds its names and ids to that place."""
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
            first.dated_names += entry.dated_names
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


def extend(entry: Entry, below: Gazetteer, *, own: bool = False) -> Entry:
    """The known place that `entry` extends, with the entry's names and ids added; `entry` itself when it is unknown.

    An entry with a geometry brings its position and radius; the user's `own` bring their position.
    """
    key = below.key_of(entry.extends)
    if key is None:
        return entry
    known, raw = below.place_of(key), below.raw(key)
    spot, size = entry if entry.shape or own else known, entry if entry.shape else known
    names = [Name(text, kind, lang) for text, lang, kind in raw[10]]
    return Entry(
        place_id=known.place_id, name=known.name if entry.shape else entry.name or known.name, feature=known.feature, country=known.country, lat=spot.lat,
        lon=spot.lon, radius_km=size.radius_km, admin1=raw[7], admin2=raw[8], population=known.population, seat=raw[15],
        names=[Name(known.name), *names, Name(entry.name), *entry.names], ids={**raw[11], **entry.ids}, valid_from=entry.valid_from or known.valid_from,
        valid_to=entry.valid_to or known.valid_to, source=f"{known.source}; {entry.source}" if entry.source else known.source, shape=entry.shape,
        dated_names=[*map(DatedName._make, raw[16]), *entry.dated_names],
    )  # fmt: skip
