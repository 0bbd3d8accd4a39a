"""Processes of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from types import TracebackType

from geomap.engine.base import AHEAD, TRIES, Task
from geomap.errors import GeomapError
from geomap.interrupts import give_up, unheard
from geomap.workers import attend


@dataclass(slots=True)
class _Asked:
    item: str
    answer: Future[str] | None = None
    begun: int = field(default=0)


class LocalEngine:
    """A pool of `jobs` processes; with one, the work is done in this process."""

    name = "local"

    def __init__(self, jobs: int = 1) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def map(self, task: Task, items: Iterable[str]) -> Iterator[str]:
        """See `Engine.map`."""
        if self._jobs < 2:
            yield from map(task, items)
            return
        waiting: deque[_Asked] = deque()
        for item in items:
            waiting.append(_Asked(item))
            self._ask(task, waiting[-1])
            while len(waiting) >= self._jobs * AHEAD:
                yield self._first(task, waiting)
        while waiting:
            yield self._first(task, waiting)

    def _ask(self, task: Task, asked: _Asked) -> None:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"), initializer=attend)
        asked.begun += 1
        try:
            with unheard():
                asked.answer = self._pool.submit(task, asked.item)
        except BrokenProcessPool:
            asked.answer = None

    def _first(self, task: Task, waiting: deque[_Asked]) -> str:
        """The answer that is due; a pool that broke is replaced and asked again for all that it owes."""
        while True:
            try:
                if waiting[0].answer is None:
                    raise BrokenProcessPool
                answer = waiting[0].answer.result()
                waiting.popleft()
                return answer
            except BrokenProcessPool as error:
                self._close()
                if waiting[0].begun >= TRIES:
                    raise GeomapError(f"the processes died {TRIES} times at {waiting[0].item[:200]}") from error
                for asked in waiting:
                    if asked.answer is None or not asked.answer.done() or asked.answer.exception() is not None:
                        self._ask(task, asked)

    def _close(self) -> None:
        if self._pool is not None:
            give_up(self._pool)
            self._pool = None

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
