"""A Dask scheduler and its workers: processes of their own on this machine that talk over TCP."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Worker = subprocess.Popen[bytes]


@contextmanager
def started(folder: Path, count: int = 2) -> Iterator[tuple[str, list[Worker]]]:
    """(host:port of the scheduler, its workers, of one thread each); all are killed at the end."""
    file = folder / "scheduler.json"
    first = ["distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", str(file)]
    others = ["distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny"]
    scheduler = _start(first)
    workers = [_start([*others, "--local-directory", str(folder)]) for _ in range(count)]
    try:
        while not (file.exists() and file.read_text().strip()):  # the file is there before its content is
            time.sleep(0.05)
        yield json.loads(file.read_text())["address"].removeprefix("tcp://"), workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _start(line: list[str]) -> Worker:
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", *line, "--no-dashboard", "--host", "127.0.0.1"]
    return subprocess.Popen(command, stdout=quiet, stderr=quiet)
