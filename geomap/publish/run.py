"""An output folder that changes as a whole, and the record of the run (run.json) beside the files.

New files are written to a staging folder inside the output folder. When all are there, a list of them is written
(the commit), and each is renamed into place. A run that dies before the list leaves the previous files as they were; one
that dies after it is completed by the next run, or by anyone who calls `recover`.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.interrupts import undisturbed
from geomap.model import Report

STAGING, COMMIT = ".geomap-new", "commit.json"


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A staging folder for new files of `folder`; when the block ends well they replace the old ones together.

    Raises InputError when the folder cannot be written or another run is writing it.
    """
    with _locked(folder):
        recover(folder)
        staging = folder / STAGING
        try:
            staging.mkdir()
            yield staging
            commit(folder)
        except OSError as error:
            closed = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
            hint = "check its permissions, or choose another with -o" if closed else "is the disk full?"
            raise InputError(f"cannot be written: {error.strerror}", where=str(folder), hint=hint) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder against other runs; the system lets go of it when the process ends, however it ends."""
    ours = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", where=str(folder), hint="choose another folder with -o"
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        hint = "wait for it, or choose another with -o"
        raise InputError("another run is writing this folder", where=str(folder), hint=hint) from error
    finally:
        os.close(handle)
        if ours:  # a run that came to nothing leaves no empty folder
            with suppress(OSError):
                folder.rmdir()


def commit(folder: Path) -> None:
    """Put the staged files in place: first a durable list of them, then the renames, which a signal cannot part."""
    staging = folder / STAGING
    names = sorted(p.name for p in staging.iterdir())
    for name in names:
        _flush(staging / name)
    draft = staging / f"{COMMIT}.part"
    draft.write_text(json.dumps(names), "utf-8")
    _flush(draft)
    with undisturbed(signal.SIGINT, signal.SIGTERM):  # Ctrl-C and a polite kill
        draft.replace(staging / COMMIT)
        _flush(staging)
        recover(folder)


def recover(folder: Path) -> None:
    """Complete the renames of a run that died among them; clear away what a run left that died before."""
    staging = folder / STAGING
    if not staging.exists():
        return
    if (staging / COMMIT).exists():
        for name in json.loads((staging / COMMIT).read_text("utf-8")):
            if (staging / name).exists():
                (staging / name).replace(folder / name)
        _flush(folder)
    shutil.rmtree(staging)


def _flush(path: Path) -> None:
    """Make sure that what was written is on the disk, not only in memory."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256(path: Path) -> str:
    """The SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def about(report: Report) -> dict[str, Any]:
    """What is known of a report besides its text."""
    return {
        "report": report.id, "source": report.source, "title": report.title, "url": report.url,
        "published": report.published.isoformat() if report.published else None,
    }  # fmt: skip


def record(
    *, version: str, gazetteer: str, inputs: Sequence[Mapping[str, Any]], counts: Mapping[str, int], warnings: Sequence[str],
    rejected: Sequence[Mapping[str, str]], timings: Mapping[str, float], options: Mapping[str, Any],
    reports: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    """What run.json holds: version, inputs with SHA-256, counts, warnings, rejected inputs with reasons, timings (seconds)."""
    return {
        "version": version, "gazetteer": gazetteer, "options": dict(options), "inputs": list(inputs), "reports": list(reports), "counts": dict(counts),
        "warnings": list(warnings), "rejected": list(rejected), "timings": {k: round(v, 3) for k, v in timings.items()},
    }  # fmt: skip


def write(values: Mapping[str, Any], path: Path) -> None:
    """Write run.json."""
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", "utf-8")
