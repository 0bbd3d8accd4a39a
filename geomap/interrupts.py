"""Ctrl-C is for the process that a person sees; the processes that serve it never hear it, and are ended by it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children


@contextmanager
def unheard() -> Iterator[None]:
    """Processes born in the block never hear Ctrl-C, not even while they start; here it waits until the block ends."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where each process hears it
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def give_up(pool: ProcessPoolExecutor) -> None:
    """End a pool at once, with what its processes are doing."""
    pool.shutdown(wait=False, cancel_futures=True)
    for process in active_children():
        process.terminate()
