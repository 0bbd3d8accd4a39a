"""Talk to the person: everything here goes to stderr, so that stdout holds data alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

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


def say(text: str, *, quiet: bool = False, done: bool = False) -> None:
    """A line of talk, unless the user asked for quiet; `done` puts a green "done:" in front."""
    if not quiet:
        sys.stderr.write(f"{paint('done:', 'green')} " * done + printable(text) + "\n")


def warn(text: str, *, quiet: bool = False) -> None:
    """A warning on one line."""
    if not quiet:
        sys.stderr.write(f"{paint('warning:', 'yellow')} {printable(text)}\n")


def complain(text: str) -> None:
    """An error on one line; shown even when quiet."""
    sys.stderr.write(f"{paint('geomap:', 'red')} {printable(text)}\n")


@contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[Progress]:
    """A progress bar on stderr for long work. Yields its callback (what, done, total).

    On a pipe there is a line for each new kind of work instead of a bar; with `quiet` there is nothing.
    """
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

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True, no_color=not coloured()), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def update(now: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=printable(now or what))

        yield update
