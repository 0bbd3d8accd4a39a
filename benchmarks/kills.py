"""Kill -9 at random moments, look at what is left, run again: one series for each way to run geomap.

The stages of a run are struck in turn, each at a moment drawn over the time that it took in a run left alone: a moment
drawn over the whole run would hardly ever fall among the renames. Called by `benchmarks/reliability.py --kills N`.
"""

from __future__ import annotations

import contextlib
import csv
import functools
import gc
import importlib
import json
import os
import pkgutil
import random
import select
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

import invented
from reliability import STAGING, kept, reports, settled

import geomap
from geomap import cli, workers

Found = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to run geomap. Every round has a folder of its own, copied from one in which the old inputs were run."""

    name: str
    inputs: Callable[[Path, int], Path]  # (path without suffix, how many) to what is read
    size: int  # that the new inputs hold; the old hold half as many
    arguments: tuple[str, ...]  # "{inputs}" stands for the inputs
    stages: Mapping[str, str]  # after "starting": what begins with the call of which function
    found: Callable[[Path], Found]  # (folder of the round) what is there, as prints
    first_part: bool = False  # a stream: the first rows of the new are as good as the old


def control(path: Path, days: int) -> Path:
    """A table of who holds a dozen towns on so many days."""
    towns = {name: (15.0 + 0.2 * n, 44.0 + 0.3 * n) for n, name in enumerate(invented.TOWNS["Yemen"])}
    draw, table = random.Random(5), path.with_suffix(".csv")
    with table.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("name", "lat", "lon", "holder", "date"))
        for day in range(days):
            for name, (lat, lon) in towns.items():
                rows.writerow((name, lat, lon, draw.choice("AB"), date(2021, 1, 1) + timedelta(days=day)))
    return table


def dump(path: Path, places: int) -> Path:
    """A small GeoNames dump; where its places lie depends on how many there are."""
    path.mkdir(parents=True)
    draw, table = random.Random(places), path / "YE.txt"  # a name that the command knows
    with table.open("w", encoding="utf-8") as out:
        for n in range(places):
            where = f"{draw.uniform(12, 18):.4f}", f"{draw.uniform(43, 50):.4f}"
            name = "Kill" + "".join("abcdefghij"[int(digit)] for digit in f"{n:04d}")
            tail = ("", "", "", "", "", "1000", "", "", "Asia/Aden", "2020-01-01")
            out.write("\t".join((str(9_000_000 + n), name, name, "", *where, "P", "PPL", "YE", *tail)) + "\n")
    return table


def rows(home: Path) -> Found:
    """The whole lines of a stream."""
    out = home / "stdout"
    lines = out.read_text("utf-8").splitlines(keepends=True) if out.exists() else []
    return {str(n): line for n, line in enumerate(lines) if line.endswith("\n")}


def index(home: Path) -> Found:
    """Where the gazetteer in use says that a town of the dump lies; every index file must be whole."""
    for file in (home / "cache").rglob("*.sqlite"):
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
            if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                return {file.name: "damaged"}
    finish(("gazetteer", "search", "Killabcd", "--format", "json"), home, home / "search")
    return {"search": (home / "search").read_text("utf-8")}


def maps(home: Path) -> Found:
    """The files of an output folder, once a decided change is completed."""
    return settled(home / "out")


MAP = ("map", "{inputs}", "-o", "out", "--quiet")
STAGES = {
    "reading": "geomap.gather.read",
    "analysing": "geomap.pipeline.layers_of",
    "writing": "geomap.publish.folder.write",
    "renaming": "geomap.publish.run.commit",
}
WAYS = (
    Way("map", reports, 4, MAP, STAGES, maps),
    Way("map --case", reports, 4, (*MAP, "--case", "case.sqlite"), STAGES, maps),
    Way("map --case --jobs 2", reports, 4, (*MAP, "--case", "case.sqlite", "--jobs", "2"), STAGES, maps),
    Way("parse", reports, 200, ("parse", "{inputs}", "--quiet"), {"reading": "geomap.cli.parse._pieces"}, rows, first_part=True),
    Way(
        "fronts", control, 2, ("fronts", "{inputs}", "-o", "out", "--quiet"),
        {"analysing": "geomap.analysis.fronts.estimate", "writing": "geomap.publish.run.staged", "renaming": STAGES["renaming"]}, maps,
    ),
    Way(
        "gazetteer build", dump, 1000, ("gazetteer", "build", "{inputs}", "--quiet"),
        {"reading": "geomap.gazetteer.base.entries", "merging": "geomap.gazetteer.dump_build.write_tables",
         "writing": "geomap.gazetteer.dump_build.write_parts", "naming": "geomap.gazetteer.dump_build.remember",
         "own places": "geomap.gazetteer.store.curated_files"}, index,
    ),
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """How a series of kills went."""

    kills: Counter[str] = field(default_factory=Counter)  # by the stage that the kill fell in
    finished_first: int = 0
    old: int = 0
    new: int = 0
    torn: list[str] = field(default_factory=list)
    resumed_wrong: int = 0
    kept_at_kill: list[int] = field(default_factory=list)
    seconds: float = 0.0


class Run:
    """The command line in a process of its own in `home`, forked from this one: what it imports is there already."""

    def __init__(self, arguments: Sequence[str], home: Path, stdout: Path, stages: Sequence[str] = ()) -> None:
        self._heard, told = os.pipe()
        self.begun = [time.perf_counter()]  # when each stage began, as far as it is known
        self.process = ForkProcess(target=_work, args=(list(arguments), home, stdout, stages, told))
        self.process.start()
        os.close(told)

    def end(self) -> int | None:
        """Let it end; its exit status."""
        while self._hear(None):
            pass
        self.process.join()
        os.close(self._heard)
        return self.process.exitcode

    def kill(self, stage: int, after: float) -> bool:
        """Kill -9 so many seconds after a stage began (its own children are left to end); False: it was done before."""
        while len(self.begun) <= stage and self._hear(None):
            pass
        self.process.join(after)
        if self.process.exitcode is not None:
            self.end()
            return False
        self.process.kill()
        self.process.join()
        while self._hear(0):
            pass
        os.close(self._heard)
        return True

    def _hear(self, wait: float | None) -> bool:
        """Note that a stage began; False: the process has ended, or nothing was told so far."""
        if not select.select([self._heard], [], [], wait)[0] or not os.read(self._heard, 1):
            return False
        self.begun.append(time.perf_counter())
        return True


def _work(arguments: list[str], home: Path, stdout: Path, stages: Sequence[str], told: int) -> None:
    """In the child: folders for an index of its own where the round has them; nothing but the command's work and exit status."""
    os.chdir(home)
    if arguments[0] == "gazetteer":  # never touch the index in use
        os.environ |= {"XDG_CACHE_HOME": str(home / "cache"), "XDG_DATA_HOME": str(home / "data")}
        small_world()
    os.dup2(os.open(stdout, os.O_CREAT | os.O_TRUNC | os.O_WRONLY), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for name in stages:
        _tell_of(name, told)
    workers.BATCH = 1  # few reports, and yet work for each process
    sys.exit(cli.main(arguments))


def small_world() -> None:
    """A base of one country and own places of one theatre: a build has all its steps, and takes seconds, not a minute."""
    from geomap.gazetteer import base, store
    from geomap.gazetteer.entry import Entry

    yemen = Entry(place_id="iso:YE", name="Yemen", feature="country", country="YE", lat=15.5, lon=47.5, radius_km=500.0)
    own = [path for path in store.curated_files() if path.name.startswith("yemen")]
    base.entries = lambda **_: iter([yemen])  # type: ignore[assignment]
    store.curated_files = lambda: own


def _tell_of(name: str, told: int) -> None:
    """Let a function say through a pipe that it was called for the first time."""
    home, _, called = name.rpartition(".")
    module = importlib.import_module(home)
    work, calls = getattr(module, called), list[int]()

    @functools.wraps(work)
    def telling(*args: Any, **options: Any) -> Any:
        if not calls:
            calls.append(os.write(told, b"."))
        return work(*args, **options)

    setattr(module, called, telling)


def finish(arguments: Sequence[str], home: Path, stdout: Path) -> int | None:
    """Run to the end; the exit status."""
    return Run(arguments, home, stdout).end()


def load() -> None:
    """Import all that a command may need, so that the kills fall into its work and not into its start."""
    for module in pkgutil.walk_packages(geomap.__path__, "geomap."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("folium", "geopandas", "matplotlib.figure", "pyogrio", "scipy.interpolate", "scipy.spatial"):
        importlib.import_module(name)
    gc.freeze()  # so that no child copies all of this when it counts references


def series(scratch: Path, way: Way, kills: int, *, seed: int = 1) -> Tally:
    """Run old inputs, then kill the run of new ones at random moments; after each kill look, then let it end well."""
    draw, tally = random.Random(seed), Tally()
    before, after = way.inputs(scratch / "before", way.size // 2), way.inputs(scratch / "after", way.size)
    ready, fresh = scratch / "ready", scratch / "fresh"
    ready.mkdir()
    fresh.mkdir()
    line = [str(after) if a == "{inputs}" else a for a in way.arguments]
    names, calls = ("starting", *way.stages), tuple(way.stages.values())
    if finish([str(before) if a == "{inputs}" else a for a in way.arguments], ready, ready / "stdout"):
        raise SystemExit(f"{way.name} fails without a kill")
    old = way.found(ready)
    alone = Run(line, fresh, fresh / "stdout", calls)
    alone.end()
    lasted = [until - since for since, until in pairwise((*alone.begun, time.perf_counter()))]
    new = way.found(fresh)
    if old == new or len(lasted) != len(names):
        raise SystemExit(f"{way.name}: old and new, or its stages, cannot be told apart")
    while tally.kills.total() < kills:  # runs that end before their kill count for nothing
        began, stage = time.perf_counter(), (tally.kills.total() + tally.finished_first) % len(names)
        with tempfile.TemporaryDirectory(dir=scratch) as name:
            one = Path(shutil.copytree(ready, name, dirs_exist_ok=True))
            run = Run(line, one, one / "stdout", calls)
            if run.kill(stage, draw.uniform(0, lasted[stage])):
                tally.kills[names[len(run.begun) - 1]] += 1
                _look(tally, way, one, old, new)
                tally.resumed_wrong += _resumed_wrong(way, line, one, new)
            else:
                tally.finished_first += 1
                lasted[stage] *= 0.6  # the machine is quicker now than when the stage was measured
        tally.seconds += time.perf_counter() - began
    return tally


def _resumed_wrong(way: Way, line: list[str], home: Path, new: Found) -> bool:
    """Whether the next run fails, or leaves anything but what a run from nothing leaves."""
    wrong = finish(line, home, home / "stdout") != 0 or way.found(home) != new or (home / "out" / STAGING).exists()
    return wrong or ("--case" in way.arguments and kept(home / "case.sqlite") != way.size)


def _look(tally: Tally, way: Way, home: Path, old: Found, new: Found) -> None:
    """Count what a kill left behind."""
    found = way.found(home)
    if found == new:
        tally.new += 1
    elif found == old or (way.first_part and found.items() <= new.items()):
        tally.old += 1
    else:
        differ = [n for n in {*found, *old} if found.get(n) not in (old.get(n), new.get(n))]
        tally.torn.append(", ".join(differ) or "mixed")
    if "--case" in way.arguments:
        tally.kept_at_kill.append(kept(home / "case.sqlite"))


def told(way: Way, tally: Tally, left: int) -> str:
    """A line for a series."""
    held = (
        f"; readings kept at the kill {min(tally.kept_at_kill)}-{max(tally.kept_at_kill)}" if tally.kept_at_kill else ""
    )
    struck = ", ".join(f"{stage} {n}" for stage, n in tally.kills.items())
    return (
        f"{way.name:20} {tally.kills.total()} kills ({struck}), {tally.finished_first} ended before the kill; found {'a first part' if way.first_part else 'old'} {tally.old}, "
        f"new {tally.new}, torn {len(tally.torn)} {json.dumps(tally.torn) if tally.torn else ''}; next run wrong {tally.resumed_wrong}{held}; "
        f"processes left {left}; {tally.seconds:.0f} s"
    )
