"""Builds an index of a whole GeoNames dump: streamed, on two processes, in bounded memory.

Countries, first- and second-level areas and airports come from the built-in base, which knows more of them; all else
comes from the dump. Modifications and deletes become a small index on top. Which index is in use is written to
`base.json` in the user's folder of places.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError, InputError
from geomap.gazetteer import base, data, dump
from geomap.gazetteer.build import without_garbage_collection
from geomap.gazetteer.compile import Progress, Rows, Writer, building
from geomap.gazetteer.entry import Entry, Name
from geomap.gazetteer.pack import FEATURES

_CHUNK = 4000
_AHEAD = 6  # chunks in flight: bounds memory
# What fuzzy search offers: populated places and what reports name; exact look-up finds everything.
_FUZZY = frozenset(FEATURES) - {"river", "mountain", "lake", "road", "site", "facility", "region"}


def build_dump(files: Sequence[Path], *, progress: Progress | None = None) -> None:
    """Build from the files of a dump, or bring the index in use up to date when they are only modifications and deletes."""
    by_kind: dict[str, list[Path]] = {}
    for path in files:
        if not path.is_file():
            raise InputError("no such file", where=str(path))
        by_kind.setdefault(dump.kind_of(path), []).append(path)
    if by_kind.get("places"):
        _build_whole(by_kind, progress)
    if by_kind.get("modifications") or by_kind.get("deletes"):
        _keep_updates(by_kind)
    elif not by_kind.get("places"):
        raise InputError("no file of places", where=files[0].name, hint="give allCountries.txt or a country's file")


def _fingerprint(files: Iterable[Path]) -> str:
    """Names, sizes and both ends of the files: a dump of gigabytes is not read twice."""
    from geomap.gazetteer.store import digest

    parts: list[str | bytes] = []
    for path in files:
        size = path.stat().st_size
        with path.open("rb") as raw:
            head = raw.read(1 << 20)
            raw.seek(max(0, size - (1 << 20)))
            parts += [path.name, str(size), head, raw.read()]
    return digest([*parts, data.facts()])


def _build_whole(files: dict[str, list[Path]], progress: Progress | None) -> None:
    from geomap.gazetteer.store import alone

    key = _fingerprint([*files["places"], *files.get("names", ())])
    path = data.cache_folder() / f"geonames-{key}.sqlite"
    with alone(path):
        for left in path.parent.glob(f"{path.stem}.*.building*"):
            left.unlink()  # what a killed build has left behind
        if not path.exists():
            names = _names_table(files.get("names", ()), path, progress)
            try:
                _write(path, key, files["places"], names, progress)
            finally:
                if names:
                    names.unlink(missing_ok=True)
    _remember({"index": path.name, "updates": []})


def _names_table(files: Sequence[Path], index: Path, progress: Progress | None) -> Path | None:
    """Alternate names by place in a database of their own, for the workers to look up."""
    if not files:
        return None
    table = index.with_name(f"{index.stem}.names.building")
    connection = sqlite3.connect(table)
    try:
        connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; CREATE TABLE alt(id INTEGER, text TEXT, kind TEXT, lang TEXT);"
        )
        for path in files:
            rows = (
                row for number, line in dump.read_lines(path) if (row := dump.to_name(line, f"{path.name}:{number}"))
            )
            count = 0
            while batch := list(islice(rows, 50_000)):
                connection.executemany("INSERT INTO alt VALUES(?,?,?,?)", batch)
                count += len(batch)
                if progress:
                    progress(f"reading {path.name}", count, 0)
        connection.execute("CREATE INDEX by_id ON alt(id)")
        connection.commit()
    except sqlite3.Error as error:
        raise GazetteerError(f"{table}: {error} (is the disk full?)") from error
    finally:
        connection.close()
    return table


def _write(path: Path, key: str, sources: Sequence[Path], names: Path | None, progress: Progress | None) -> None:
    with building(path) as connection, without_garbage_collection():
        writer = Writer(connection)
        known = set()
        for entry in base.entries(populated=False):
            known.add(entry.place_id)
            if entry.feature in ("country", "admin1", "admin2"):
                known.add(area_code(entry))
            for levels in (
                (entry.country, "", ""),
                (entry.country, entry.admin1, ""),
                (entry.country, entry.admin1, entry.admin2),
            ):
                writer.areas.setdefault(levels, len(writer.areas))
            writer.add(entry)
        writer.flush()
        with ProcessPoolExecutor(
            max_workers=max(1, min(3, os.cpu_count() or 1)), initializer=_prepare, initargs=(writer.areas, known, names)
        ) as pool:
            total = sum(source.stat().st_size for source in sources)
            done = 0
            for size, (rows, reach, places) in _in_order(pool, _chunks(sources, writer.key)):
                writer.take(rows, reach, places=places)
                done += size
                if progress:
                    progress("reading the dump (MB)", done // 1_000_000, total // 1_000_000)
        if progress:
            progress("sorting names (the longest step)", 0, 0)
        base.write_parts(connection)
        writer.finish({"fingerprint": key, "what": "GeoNames dump: " + " ".join(s.name for s in sources)})


def _chunks(sources: Sequence[Path], first_key: int) -> Iterator[tuple[int, list[tuple[int, str]], str]]:
    """(first key, numbered lines, file name), each key used once."""
    key = first_key
    for source in sources:
        lines = dump.read_lines(source)
        while chunk := list(islice(lines, _CHUNK)):
            yield key, chunk, source.name
            key += len(chunk)


def _in_order(
    pool: ProcessPoolExecutor, chunks: Iterator[tuple[int, list[tuple[int, str]], str]]
) -> Iterator[tuple[int, Any]]:
    """Results in the order of the chunks, a few ahead at a time."""
    waiting: list[tuple[int, Future[Any]]] = []
    for chunk in chunks:
        waiting.append((sum(len(line) for _, line in chunk[1]), pool.submit(_work, chunk)))
        if len(waiting) >= _AHEAD:
            size, future = waiting.pop(0)
            yield size, future.result()
    for size, future in waiting:
        yield size, future.result()


_areas: dict[tuple[str, str, str], int] = {}
_known: set[str] = set()
_names: list[sqlite3.Connection] = []


def _prepare(areas: dict[tuple[str, str, str], int], known: set[str], names: Path | None) -> None:
    """What every worker process knows."""
    _areas.update(areas)
    _known.update(known)
    if names:
        _names.append(sqlite3.connect(f"{names.resolve().as_uri()}?mode=ro&immutable=1", uri=True))


def _work(chunk: tuple[int, list[tuple[int, str]], str]) -> tuple[Rows, dict[str, int], int]:
    first, lines, file = chunk
    rows, places = Rows(), 0
    reach: dict[str, int] = {}
    for key, (number, line) in enumerate(lines, first):
        entry = dump.to_entry(line, f"{file}:{number}")
        if not entry.name or entry.place_id in _known or area_code(entry) in _known:
            continue
        if _names:
            _more_names(entry)
        entry.admin1, entry.admin2, area = _area(entry)
        rows.add(entry, key, area, reach, fuzzy=entry.feature in _FUZZY)
        places += 1
    return rows, reach, places


def area_code(entry: Entry) -> str:
    """The code of a country or area, "" for other places."""
    parts = {
        "country": (entry.country,),
        "admin1": (entry.country, entry.admin1),
        "admin2": (entry.country, entry.admin1, entry.admin2),
    }.get(entry.feature, ())
    return "code:" + ".".join(parts) if parts and all(parts) and not entry.valid_to else ""


def _area(entry: Entry) -> tuple[str, str, int]:
    """Admin codes that are known, and the number of that area."""
    for levels in (
        (entry.country, entry.admin1, entry.admin2),
        (entry.country, entry.admin1, ""),
        (entry.country, "", ""),
    ):
        if levels in _areas:
            return levels[1], levels[2], _areas[levels]
    return "", "", _areas.get(("", "", ""), 0)


def _more_names(entry: Entry) -> None:
    known = {n.text for n in entry.names}
    for text, kind, lang in _names[0].execute(
        "SELECT text, kind, lang FROM alt WHERE id=?", (int(entry.place_id[9:]),)
    ):
        if kind.startswith("id:"):
            entry.ids.setdefault(kind[3:], text)
        elif text not in known or kind != "alternate":
            entry.names.append(Name(text, kind, lang))


def _keep_updates(files: dict[str, list[Path]]) -> None:
    """Keep copies of modifications and deletes; `store` lays an index of them over the dump's."""
    folder = data.own_folder() / "geonames-updates"
    folder.mkdir(exist_ok=True)
    state = data.state_of()
    for path in sorted(
        [*files.get("modifications", ()), *files.get("deletes", ())], key=lambda p: p.name.partition("-")[2]
    ):
        for number, line in dump.read_lines(path):
            if dump.kind_of(path) == "modifications":
                dump.to_entry(line, f"{path.name}:{number}")  # refuse the file before anything is kept
            elif not line.split("\t")[0].isdigit():
                raise InputError("a geonameid was expected", where=f"{path.name}:{number}")
        (folder / path.name).write_bytes(path.read_bytes())
        if path.name not in state["updates"]:
            state["updates"].append(path.name)
    _remember(state)


def changes(files: Sequence[Path]) -> tuple[dict[str, Entry], set[str]]:
    """(changed or new places by id, ids that are gone) after all files in order."""
    changed: dict[str, Entry] = {}
    gone: set[str] = set()
    for path in files:
        for number, line in dump.read_lines(path):
            if dump.kind_of(path) == "deletes":
                place_id = f"geonames:{line.split(chr(9))[0]}"
                changed.pop(place_id, None)
                gone.add(place_id)
            else:
                entry = dump.to_entry(line, f"{path.name}:{number}")
                changed[entry.place_id] = entry
                gone.discard(entry.place_id)
    return changed, gone


def _remember(state: dict[str, Any]) -> None:
    path = data.own_folder() / "base.json"
    temporary = path.with_suffix(".writing")
    temporary.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)


def use_builtin() -> None:
    """Forget the dump; its index stays in the cache folder."""
    (data.own_folder() / "base.json").unlink(missing_ok=True)
