"""Ctrl-C is for the process that a person sees; the processes that serve it never hear it, and are ended by it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, resource_tracker
from types import FrameType


@contextmanager
def unheard() -> Iterator[None]:
    """Processes born in the block never hear Ctrl-C, not even while they start; here it waits until the block ends."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where each process hears it
        yield
        return
    resource_tracker.ensure_running()  # once it is born it lets the signal through again, blocked or not
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with undisturbed(signal.SIGINT):  # another thread may still take it, and have the interpreter raise it here
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def undisturbed(*signals: signal.Signals) -> Iterator[None]:
    """These signals wait until the block has ended."""
    waiting: list[int] = []

    def later(number: int, _: FrameType | None) -> None:
        waiting.append(number)

    try:
        before = {number: signal.signal(number, later) for number in signals}
    except ValueError:  # not the main thread: signals do not reach us
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if waiting:
            signal.raise_signal(waiting[0])


def give_up(pool: ProcessPoolExecutor) -> None:
    """End a pool at once, with what its processes are doing."""
    pool.shutdown(wait=False, cancel_futures=True)
    for process in active_children():
        process.terminate()
