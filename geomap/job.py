"""One run of `geomap map`: what is asked of it, and what it has to tell."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geomap.errors import InputError

Progress = Callable[[str, int, int], None]
STDIN = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `geomap map` is asked to do. `since`, `until` leave out what lies wholly outside; undated things stay."""

    inputs: tuple[Path, ...]
    metadata: Path | None = None
    published: date | None = None
    gazetteer: tuple[Path, ...] = ()
    countries: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    since: date | None = None
    until: date | None = None
    jobs: int = 1
    case: Path | None = None
    title: str = ""
    layouts: tuple[str, ...] = ()
    roads: Path | None = None  # lines that corridors over land follow
    airspaces: Path | None = None  # polygons that stand for the airspaces of states
    corpus: tuple[str, ...] = ()  # files or fsspec URLs of many reports, read in pieces by the engine
    engine: str = "local"
    work: str = ""  # where the pieces' readings are kept; "" with a corpus: beside the case, or in the cache


@dataclass(slots=True)
class Log:
    """What went in and what was told on the way; run.json is made from it."""

    inputs: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    reports: list[dict[str, Any]] = field(default_factory=list)  # what is known of each: the source lines of a brief

    def reject(self, error: InputError) -> None:
        """Note an input that cannot be used."""
        self.rejected.append({"input": error.where, "reason": error.what, "hint": error.hint})

    def warn(self, text: str) -> None:
        """Note a warning once."""
        if text not in self.warnings:
            self.warnings.append(text)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the seconds that the block takes to the stage's."""
        began = time.perf_counter()
        yield
        self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - began
