"""Read many reports, in order, in this process or in a pool; a report that breaks its reader breaks nothing else."""

from __future__ import annotations

import itertools
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.garbage import without_garbage_collection
from geomap.interrupts import give_up, unheard
from geomap.model import Reading, Report

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from geomap.gazetteer.index import Gazetteer
    from geomap.language.places import Bias

AHEAD = 4  # batches in flight per process: memory stays flat however long the stream is
BATCH = 16  # reports per task


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that reading depends on besides the report: overlays on the gazetteer, and where to look first."""

    overlays: tuple[Path, ...] = ()
    countries: tuple[str, ...] = ()
    near: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read, and why."""

    report: Report
    reason: str


class Reader:
    """Reads reports by a recipe; holds the opened gazetteer."""

    def __init__(self, recipe: Recipe, gazetteer: Gazetteer | None = None) -> None:
        from geomap.gazetteer.index import open_gazetteer

        self.recipe = recipe
        self.gazetteer = gazetteer or open_gazetteer(recipe.overlays)

    def bias(self, report: Report) -> Bias:
        """Where the places of this report are looked for first."""
        from geomap.language.places import Bias

        return Bias(countries=self.recipe.countries, near=self.recipe.near, source=report.source, title=report.title)

    def read(self, report: Report) -> Reading | Failure:
        """The reading of one report. A fault of ours in one report must not cost the others, hence the wide net."""
        from geomap.language.reading import read_report

        try:
            return read_report(report, self.gazetteer, bias=self.bias(report))
        except (RecursionError, MemoryError) as error:
            return Failure(report, f"too large or too deeply nested to read ({type(error).__name__})")
        except Exception as error:
            return Failure(report, f"could not be read: {type(error).__name__}: {error}")


_reader: list[Reader] = []  # one per worker process, set once when it starts


def _start(recipe: Recipe) -> None:
    attend()
    _reader[:] = [Reader(recipe)]


def attend() -> None:
    """Make this process one that serves another: Ctrl-C is the other's to handle, and it ends when the other is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)


def _task(reports: list[Report]) -> list[Reading | Failure]:
    return [_reader[0].read(report) for report in reports]


_submitted = _task  # what a pool runs; a name of its own so that a test can let a process die


def read_all(
    reports: Iterable[Report],
    recipe: Recipe,
    *,
    jobs: int = 1,
    gazetteer: Gazetteer | None = None,
    case: Path | None = None,
) -> Iterator[Reading | Failure]:
    """The readings of `reports`, in their order. With `jobs` above 1, in that many processes.

    With `case`, readings are kept in that file between calls, and only what is new or changed is read.
    """
    if case is None:
        yield from _read_new(reports, recipe, jobs, gazetteer)
        return
    from geomap.case import Case, reading_key, rules_fingerprint
    from geomap.gazetteer.index import open_gazetteer

    gazetteer = gazetteer or open_gazetteer(recipe.overlays)
    made_by = rules_fingerprint(gazetteer.fingerprint, repr((recipe.countries, recipe.near)))
    with Case(case) as kept:
        waiting = [(report, reading_key(report, made_by)) for report in reports]
        with without_garbage_collection():
            known = {key: reading for _, key in waiting if (reading := kept.get(key))}
        fresh = _read_new((report for report, key in waiting if key not in known), recipe, jobs, gazetteer)
        for _, key in waiting:
            if key in known:
                yield known[key]
                continue
            result = next(fresh)
            if isinstance(result, Reading):
                kept.put([(key, result)])
            yield result
        kept.prune({key for _, key in waiting})


def _read_new(
    reports: Iterable[Report], recipe: Recipe, jobs: int, gazetteer: Gazetteer | None
) -> Iterator[Reading | Failure]:
    if jobs < 2:
        yield from map(Reader(recipe, gazetteer).read, reports)
        return
    batches = _batches(reports)
    while True:
        owed: list[list[Report]] = []
        with _pool(jobs, recipe) as pool:
            if not _starts(pool):  # this machine lets us have no processes: go on in this one
                yield from map(Reader(recipe, gazetteer).read, itertools.chain.from_iterable(batches))
                return
            yield from _stream(pool, batches, jobs * AHEAD, owed)
        if not owed:
            return
        yield from _one_by_one([report for batch in owed for report in batch], recipe)


def _pool(jobs: int, recipe: Recipe) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(recipe,))


def _starts(pool: ProcessPoolExecutor) -> bool:
    """Whether the processes of a new pool come up at all: a report must not be blamed when they do not."""
    try:
        with unheard():
            asked = pool.submit(bool, 1)
        return asked.result()
    except BrokenProcessPool:
        return False


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    stream = iter(reports)
    while batch := list(itertools.islice(stream, BATCH)):
        yield batch


def _stream(
    pool: ProcessPoolExecutor, batches: Iterator[list[Report]], ahead: int, owed: list[list[Report]]
) -> Iterator[Reading | Failure]:
    """Results in order, at most `ahead` batches in flight. When a process dies, `owed` gets what has no result yet."""
    waiting: deque[tuple[list[Report], Future[list[Reading | Failure]] | None]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, None))
            with unheard():
                waiting[-1] = (batch, pool.submit(_submitted, batch))
            while len(waiting) >= ahead:
                yield from _result(waiting[0][1])
                waiting.popleft()
        while waiting:
            yield from _result(waiting[0][1])
            waiting.popleft()
    except (KeyboardInterrupt, GeneratorExit):  # what is in flight is given up; what was told is with the caller
        give_up(pool)
        raise
    except BrokenProcessPool:
        owed.extend(batch for batch, _ in waiting)


def _result(future: Future[list[Reading | Failure]] | None) -> list[Reading | Failure]:
    return future.result() if future else []


def _one_by_one(reports: list[Report], recipe: Recipe) -> Iterator[Reading | Failure]:
    """Each report in a process of its own turn, to tell the one that kills its reader from those beside it."""
    waiting = deque(reports)
    while waiting:
        with _pool(1, recipe) as pool:
            try:
                while waiting:
                    yield pool.submit(_submitted, [waiting[0]]).result()[0]
                    waiting.popleft()
            except BrokenProcessPool:
                yield Failure(waiting.popleft(), "its reader died (out of memory?)")
