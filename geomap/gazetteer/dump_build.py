"""Builds an index of a whole GeoNames dump: in stretches, on all cores, in bounded memory, and on from where it was killed.

Every stretch of the dump becomes a run (`runs.py`), every part of every table is merged of all runs, and the tables are
written in the order of their keys. Runs lie in a folder beside the index until that is whole. Countries, first- and
second-level areas and airports come from the built-in base, which knows more of them; all else comes from the dump.
Modifications and deletes become a small index on top. Which index is in use is written to `base.json` in the user's
folder of places.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from geomap.errors import GeomapError, InputError
from geomap.garbage import without_garbage_collection
from geomap.gazetteer import base, data, dump
from geomap.gazetteer.compile import Progress, building, told, write_blocks, write_meta, write_tables
from geomap.gazetteer.dump_names import names_table
from geomap.gazetteer.dump_updates import keep_updates, remember
from geomap.gazetteer.dump_work import (
    AREAS,
    Stretch,
    area_code,
    merge_part,
    prepare_merging,
    prepare_reading,
    read_stretch,
)
from geomap.gazetteer.entry import Entry
from geomap.gazetteer.merge import plan
from geomap.gazetteer.pack import BLOCK
from geomap.gazetteer.rows import PARTS, TABLES, Rows
from geomap.gazetteer.runs import RunFile, write_run
from geomap.gazetteer.vendored import write_parts
from geomap.interrupts import give_up, unheard

_STRETCH = 8 << 20  # bytes: bounds a worker's memory, and what is lost when a build is killed
_AHEAD = 2  # tasks in flight for each worker: bounds what waits to be written
_FORGOTTEN = 86_400  # seconds after which runs of another dump count as left for good
_T = TypeVar("_T")


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
        keep_updates(by_kind)
    elif not by_kind.get("places"):
        raise InputError("no file of places", where=files[0].name, hint="give allCountries.txt or a country's file")


def use_builtin() -> None:
    """Forget the dump; its index stays in the cache folder."""
    (data.own_folder() / "base.json").unlink(missing_ok=True)


def _build_whole(files: dict[str, list[Path]], progress: Progress | None) -> None:
    from geomap.gazetteer.store import alone

    key = _fingerprint([*files["places"], *files.get("names", ())])
    path = data.cache_folder() / f"geonames-{key}.sqlite"
    with alone(path):
        if not path.exists():
            with _work_folder(path) as folder, without_garbage_collection():
                names = names_table(files.get("names", ()), folder, progress)
                _write(path, key, files["places"], names, folder, progress)
    remember({"index": path.name, "updates": []})


def _fingerprint(files: Iterable[Path]) -> str:
    """Names, sizes and both ends of the files: which index to make. What lies between is told apart by each run's name."""
    from geomap.gazetteer.store import digest

    parts: list[str | bytes] = []
    for path in files:
        size = path.stat().st_size
        with path.open("rb") as raw:
            head = raw.read(1 << 20)
            raw.seek(max(0, size - (1 << 20)))
            parts += [path.name, str(size), head, raw.read()]
    return digest([*parts, data.facts()])


@contextmanager
def _work_folder(index: Path) -> Iterator[Path]:
    """A folder for runs. It goes when the index is whole or the input is bad; it stays when the build is killed."""
    for left in index.parent.glob(f"{index.stem}.*.building"):
        left.unlink()  # a half-written index is written again
    for other in index.parent.glob("geonames-*.parts"):
        if other.stem != index.stem and other.stat().st_mtime < time.time() - _FORGOTTEN:
            shutil.rmtree(other, ignore_errors=True)
    folder = index.with_suffix(".parts")
    folder.mkdir(exist_ok=True)
    try:
        yield folder
    except GeomapError:  # bad input, a full disk; nothing else, so that a killed or broken build goes on
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _write(
    path: Path, key: str, sources: Sequence[Path], names: Path | None, folder: Path, progress: Progress | None
) -> None:
    entries = list(base.entries(populated=False))
    areas, known = _known(entries)
    total, done = sum(s.stat().st_size for s in sources), 0
    with _workers(prepare_reading, areas, known, names) as pool:
        stretches = list(_stretches(sources, _next_block(len(entries) + 1)))
        with unheard():
            reading = [pool.submit(read_stretch, stretch, folder) for stretch in stretches]
        write_run(folder / "base.run", _base_rows(entries, areas))  # while the workers read
        for future in reading:
            done += future.result()
            if progress:
                progress("reading the dump (MB)", done // 1_000_000, total // 1_000_000)
    paths = [folder / "base.run", *(folder / s.run for s in stretches)]
    runs = [RunFile(p) for p in paths]
    plans = {table: plan(table, sum(run.size(table) for run in runs)) for table in TABLES}
    jobs = [(table, number, plans[table]) for table in TABLES for number in range(PARTS)]
    with building(path) as connection, _workers(prepare_merging, paths) as pool:
        merged = _in_order(pool, merge_part, jobs)
        write_tables(connection, plans, told(merged, len(jobs), progress))
        for run in runs:
            write_blocks(connection, run.blocks())
        write_parts(connection)
        what = "GeoNames dump: " + " ".join(s.name for s in sources)
        places = str(sum(run.places for run in runs))
        write_meta(connection, areas, {"fingerprint": key, "what": what, "places": places})


def _known(entries: Iterable[Entry]) -> tuple[dict[tuple[str, str, str], int], set[str]]:
    """The numbers of areas, and the ids and codes that the base has: rows of the dump with these are left out."""
    areas: dict[tuple[str, str, str], int] = {}
    known = set()
    for entry in entries:
        known.add(entry.place_id)
        if entry.feature in AREAS:
            known.add(area_code(entry))
        for levels in _levels(entry):
            areas.setdefault(levels, len(areas))
    return areas, known


def _levels(entry: Entry) -> tuple[tuple[str, str, str], ...]:
    """The areas that a place lies in: country, first-level, second-level."""
    country, admin1, admin2 = entry.country, entry.admin1, entry.admin2
    return (country, "", ""), (country, admin1, ""), (country, admin1, admin2)


def _base_rows(entries: Iterable[Entry], areas: dict[tuple[str, str, str], int]) -> Rows:
    """The rows of the base without its towns, under keys from 1."""
    rows = Rows()
    for key, entry in enumerate(entries, 1):
        rows.add(entry, key, areas[_levels(entry)[-1]])
    return rows.close()


def _next_block(key: int) -> int:
    """The first key of the next block of records, so that no block lies in two runs."""
    return -(-key // BLOCK) * BLOCK


def _stretches(sources: Sequence[Path], key: int) -> Iterator[Stretch]:
    """The sources cut at ends of lines; each line has a key of its own."""
    for source in sources:
        offset, line = 0, 1
        with source.open("rb") as raw:
            while packed := raw.read(_STRETCH) + raw.readline():
                lines = packed.count(b"\n") + (not packed.endswith(b"\n"))
                content = blake2b(packed, digest_size=10).hexdigest()
                yield Stretch(source, offset, len(packed), line, key, content)
                offset, line, key = offset + len(packed), line + lines, _next_block(key + lines)


@contextmanager
def _workers(prepare: Callable[..., None], *known: Any) -> Iterator[ProcessPoolExecutor]:
    """A pool of worker processes that know something; what waits is dropped when something goes wrong."""
    pool = ProcessPoolExecutor(max_workers=os.cpu_count() or 1, initializer=prepare, initargs=known)
    try:
        yield pool
    except KeyboardInterrupt:
        give_up(pool)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, work: Callable[..., _T], jobs: Iterable[tuple[Any, ...]]) -> Iterator[_T]:
    """Results in the order of the jobs, a few ahead at a time."""
    waiting: list[Future[_T]] = []
    for job in jobs:
        with unheard():
            waiting.append(pool.submit(work, *job))
        if len(waiting) >= _AHEAD * (os.cpu_count() or 1):
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()
