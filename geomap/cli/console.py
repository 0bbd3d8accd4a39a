"""Talk to the person: everything here goes to stderr, so that stdout holds data alone."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

Progress = Callable[[str, int, int], None]  # (what, done, total): the shape of every progress callback
CODES = {"red": "31", "green": "32", "yellow": "33", "bold": "1", "dim": "2"}


def coloured(stream: TextIO | None = None) -> bool:
    """Whether to colour: never with NO_COLOR, always with FORCE_COLOR, else on a terminal only."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool((stream or sys.stderr).isatty())


def paint(text: str, colour: str, stream: TextIO | None = None) -> str:
    """`text` in `colour` (see CODES) where colour is wanted, else as it is."""
    return f"\x1b[{CODES[colour]}m{text}\x1b[0m" if coloured(stream) else text


def printable(text: str) -> str:
    """`text` on one line without control characters: file names and report text cannot steer the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text.replace("\n", " "))


def machine_readable() -> bool:
    """Whether talk is JSON Lines (`--log-json`, or GEOMAP_LOG=json in the environment)."""
    return os.environ.get("GEOMAP_LOG") == "json"


def note(event: str, **fields: Any) -> None:
    """One JSON object on a line of stderr: `event` is say, done, warning, error or progress."""
    sys.stderr.write(json.dumps({"event": event, **fields}, ensure_ascii=False) + "\n")


def say(text: str, *, quiet: bool = False, done: bool = False) -> None:
    """A line of talk, unless the user asked for quiet; `done` puts a green "done:" in front."""
    if machine_readable():
        note("done" if done else "say", text=text)
    elif not quiet:
        sys.stderr.write(f"{paint('done:', 'green')} " * done + printable(text) + "\n")


def warn(text: str, *, quiet: bool = False) -> None:
    """A warning on one line."""
    if machine_readable():
        note("warning", text=text)
    elif not quiet:
        sys.stderr.write(f"{paint('warning:', 'yellow')} {printable(text)}\n")


def complain(text: str) -> None:
    """An error on one line; shown even when quiet."""
    if machine_readable():
        note("error", text=text)
        return
    sys.stderr.write(f"{paint('geomap:', 'red')} {printable(text)}\n")


def rejected(count: int, where: str = "named above") -> str:
    """The line of a summary that counts what could not be used."""
    return (
        f"1 input or line was rejected ({where})"
        if count == 1
        else f"{count:,} inputs or lines were rejected ({where})"
    )


class Pace:
    """How fast one kind of work goes, from when it began."""

    def __init__(self) -> None:
        self._what, self._began, self._first = "", 0.0, 0

    def turn(self, what: str, done: int) -> bool:
        """Whether another kind of work begins with this call."""
        if what == self._what:
            return False
        self._what, self._began, self._first = what, time.monotonic(), done
        return True

    def rate(self, done: int) -> float:
        """Items a second so far; 0 when it is too early to tell."""
        passed = time.monotonic() - self._began
        return (done - self._first) / passed if passed > 0.2 else 0.0


def _noting(every: float = 1.0) -> Progress:
    """A callback that tells progress as JSON: at once for new work and when it is done, else once in `every` seconds."""
    pace, last = Pace(), 0.0

    def tell(now: str, done: int, total: int) -> None:
        nonlocal last
        new, moment = pace.turn(now, done), time.monotonic()
        if new or done == total or moment - last >= every:
            last, each = moment, pace.rate(done)
            left = round((total - done) / each, 1) if each else None
            note("progress", what=now, done=done, total=total, per_second=round(each, 1) or None, seconds_left=left)

    return tell


@contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[Progress]:
    """A progress bar on stderr for long work. Yields its callback (what, done, total).

    On a pipe there is a line for each new kind of work instead of a bar; with `quiet` there is nothing.
    """
    if machine_readable():
        yield _noting()
        return
    if quiet or not sys.stderr.isatty():
        told: set[str] = set()

        def tell(now: str, _done: int, _total: int) -> None:
            if now not in told:
                told.add(now)
                say(f"{now} ...", quiet=quiet)

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True, no_color=not coloured()), transient=True) as bar:
        task = bar.add_task(what, total=None, rate="")
        pace = Pace()

        def update(now: str, done: int, total: int) -> None:
            nonlocal task
            if pace.turn(now, done):  # a task of its own: nothing takes a total away that an earlier one had
                bar.remove_task(task)
                task = bar.add_task(now, total=None, rate="")
            each = pace.rate(done)
            shown = f"{each:,.0f}/s" if each >= 10 else f"{each:.1f}/s" if each else ""
            bar.update(task, completed=done, total=total or None, description=printable(now or what), rate=shown)

        yield update
