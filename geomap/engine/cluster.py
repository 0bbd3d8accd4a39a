"""A Dask cluster: an existing scheduler's workers, or a small cluster of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any

from geomap.engine.base import AHEAD, TRIES, Task
from geomap.errors import GeomapError, InputError, MissingDependencyError

PATIENCE = "30s"  # to reach the scheduler


class DaskEngine:
    """Workers of a Dask scheduler; geomap of the same version must be installed where they run.

    Dask sends functions between its own machines by pickle: join only a cluster that you trust, by TLS where the
    network is not your own (Dask's configuration holds the certificates).
    """

    name = "dask"

    def __init__(self, address: str = "", *, tls: bool = False, jobs: int = 2) -> None:
        """Join the scheduler at `address` ("host:port"); without one, start `jobs` worker processes here.

        Raises InputError when it cannot be reached.
        """
        try:
            import distributed
        except ImportError as error:
            raise MissingDependencyError("Dask", extra="dask", purpose="--engine dask") from error
        cluster: Any = distributed.LocalCluster
        client: Any = distributed.Client
        self._own: Any = None
        if not address:
            self._own = cluster(n_workers=max(jobs, 2), threads_per_worker=1, dashboard_address=None)
        where = self._own or f"{'tls' if tls else 'tcp'}://{address}"
        try:
            self._client: Any = client(where, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError("no Dask scheduler answers", where=address, hint="start one: dask scheduler") from error

    def map(self, task: Task, items: Iterable[str]) -> Iterator[str]:
        """See `Engine.map`."""
        waiting: deque[tuple[str, Any]] = deque()
        for item in items:
            waiting.append((item, self._client.submit(task, item, pure=False, retries=0)))
            while len(waiting) >= AHEAD * max(1, sum(self._client.nthreads().values())):
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _result(self, item: str, answer: Any) -> str:
        from distributed import KilledWorker

        try:
            return str(answer.result())
        except KilledWorker as error:
            raise GeomapError(f"workers of the cluster died {TRIES} times at {item[:200]}") from error

    def __enter__(self) -> DaskEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        if self._own is not None:
            self._own.close()
