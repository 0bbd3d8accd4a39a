"""Ctrl-C is for the process that a person sees; the processes that serve it never hear it, and are ended by it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, resource_tracker


@contextmanager
def unheard() -> Iterator[None]:
    """Processes born in the block never hear Ctrl-C, not even while they start; here it waits until the block ends."""
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # once it is born it lets the signal through again, blocked or not
    with undisturbed():
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C waits until the block ends."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where each process hears it
        yield
        return
    heard: list[int] = []
    handler = signal.getsignal(signal.SIGINT)
    ours = callable(handler) and threading.current_thread() is threading.main_thread()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    if ours:  # another thread may still take it, and have the interpreter raise it here
        signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if heard:
            signal.raise_signal(signal.SIGINT)


def give_up(pool: ProcessPoolExecutor) -> None:
    """End a pool at once, with what its processes are doing."""
    pool.shutdown(wait=False, cancel_futures=True)
    for process in active_children():
        process.terminate()
