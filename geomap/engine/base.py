"""The interface that every engine has, and how one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol

from geomap.errors import InputError

Task = Callable[[str], str]
AHEAD = 3  # items in flight per process: enough to keep all busy, few enough for memory to stay flat
TRIES = 4  # times that an item is begun before it is given up, when the processes that work at it die


class Engine(Protocol):
    """Runs a task over items. Task and items are a function of a module and text, so that any machine can take them."""

    name: str

    def map(self, task: Task, items: Iterable[str]) -> Iterator[str]:
        """The task's answers, in the order of the items, as they come; only a bounded number is in flight.

        An item whose process dies is begun again elsewhere. Raises GeomapError when that happened TRIES times.
        """
        ...

    def __enter__(self) -> Engine: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_engine(spec: str, *, jobs: int = 1) -> Engine:
    """The engine that `--engine` names: "local", "dask" (a cluster of this machine), "dask://host:port" (a scheduler's).

    Raises InputError for any other, MissingDependencyError when Dask is not installed.
    """
    if spec == "local":
        from geomap.engine.local import LocalEngine

        return LocalEngine(jobs)
    if spec == "dask" or spec.startswith(("dask://", "dask+tls://")):
        from geomap.engine.cluster import DaskEngine

        return DaskEngine(spec.partition("://")[2], tls=spec.startswith("dask+tls"), jobs=jobs)
    raise InputError(f"there is no engine {spec!r}", hint="local, dask, or dask://HOST:PORT of a Dask scheduler")
