"""Kill -9 at random moments, look at what is left, run again: one series for each way to run geomap.

Called by `benchmarks/reliability.py --kills N`.
"""

from __future__ import annotations

import contextlib
import csv
import importlib
import json
import os
import pkgutil
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from multiprocessing.context import ForkProcess
from pathlib import Path

import invented
from reliability import STAGING, kept, reports, settled

import geomap
from geomap import cli

REPORTS, DAYS, TOWNS = 12, 6, 1000  # that the new inputs hold; the old hold half as many
Found = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to run geomap. Every round has a folder of its own, copied from one in which the old inputs were run."""

    name: str
    inputs: Callable[[Path, int], Path]  # (path without suffix, how many) to what is read
    arguments: tuple[str, ...]  # "{inputs}" stands for the inputs
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
WAYS = (
    Way("map", reports, MAP, maps),
    Way("map --case", reports, (*MAP, "--case", "case.sqlite"), maps),
    Way("map --case --jobs 2", reports, (*MAP, "--case", "case.sqlite", "--jobs", "2"), maps),
    Way("parse", reports, ("parse", "{inputs}", "--quiet"), rows, first_part=True),
    Way("fronts", control, ("fronts", "{inputs}", "-o", "out", "--quiet"), maps),
    Way("gazetteer build", dump, ("gazetteer", "build", "{inputs}", "--quiet"), index),
)
SIZES = {reports: REPORTS, control: DAYS, dump: TOWNS}


@dataclass(slots=True)
class Tally:
    """How a series of kills went."""

    kills: int = 0
    finished_first: int = 0
    old: int = 0
    new: int = 0
    torn: list[str] = field(default_factory=list)
    resumed_wrong: int = 0
    kept_at_kill: list[int] = field(default_factory=list)
    seconds: float = 0.0


def start(arguments: Sequence[str], home: Path, stdout: Path) -> ForkProcess:
    """The command line in a process of its own in `home`, forked from this one: what it imports is there already."""
    process = ForkProcess(target=_work, args=(list(arguments), home, stdout))
    process.start()
    return process


def _work(arguments: list[str], home: Path, stdout: Path) -> None:
    """In the child: folders for an index of its own where the round has them; nothing but the command's work and exit status."""
    os.chdir(home)
    if arguments[0] == "gazetteer":  # never touch the index in use
        os.environ |= {"XDG_CACHE_HOME": str(home / "cache"), "XDG_DATA_HOME": str(home / "data")}
    os.dup2(os.open(stdout, os.O_CREAT | os.O_TRUNC | os.O_WRONLY), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.exit(cli.main(arguments))


def finish(arguments: Sequence[str], home: Path, stdout: Path) -> int | None:
    """Run to the end; the exit status."""
    process = start(arguments, home, stdout)
    process.join()
    return process.exitcode


def killed(process: ForkProcess, after: float) -> bool:
    """Kill -9 after so many seconds (its own children are left to end by themselves); False: it was done before."""
    process.join(after)
    if process.exitcode is not None:
        return False
    process.kill()
    process.join()
    return True


def load() -> None:
    """Import all that a command may need, so that the kills fall into its work and not into its start."""
    for module in pkgutil.walk_packages(geomap.__path__, "geomap."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("folium", "geopandas", "matplotlib.figure", "pyogrio", "scipy.interpolate", "scipy.spatial"):
        importlib.import_module(name)


def series(scratch: Path, way: Way, kills: int, *, seed: int = 1) -> Tally:
    """Run old inputs, then kill the run of new ones at random moments; after each kill look, then let it end well."""
    draw, tally, size = random.Random(seed), Tally(), SIZES[way.inputs]
    before, after = way.inputs(scratch / "before", size // 2), way.inputs(scratch / "after", size)
    ready, fresh = scratch / "ready", scratch / "fresh"
    ready.mkdir()
    fresh.mkdir()
    line = [str(after) if a == "{inputs}" else a for a in way.arguments]
    if finish([str(before) if a == "{inputs}" else a for a in way.arguments], ready, ready / "stdout"):
        raise SystemExit(f"{way.name} fails without a kill")
    began = time.perf_counter()
    finish(line, fresh, fresh / "stdout")
    usual = time.perf_counter() - began
    old, new = way.found(ready), way.found(fresh)
    if old == new:
        raise SystemExit(f"{way.name}: old and new cannot be told apart")
    while tally.kills < kills:  # runs that end before their kill count for nothing
        one = scratch / f"round{tally.kills + tally.finished_first}"
        shutil.copytree(ready, one)
        began = time.perf_counter()
        if killed(start(line, one, one / "stdout"), draw.uniform(0.05, usual * 1.1)):
            tally.kills += 1
        else:
            tally.finished_first += 1
        _look(tally, way, one, old, new)
        wrong = finish(line, one, one / "stdout") != 0 or way.found(one) != new or (one / "out" / STAGING).exists()
        if "--case" in way.arguments:
            wrong = wrong or kept(one / "case.sqlite") != size
        tally.resumed_wrong += wrong
        tally.seconds += time.perf_counter() - began
        shutil.rmtree(one)
    return tally


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
    return (
        f"{way.name:20} {tally.kills} kills, {tally.finished_first} ended before the kill; found {'a first part' if way.first_part else 'old'} {tally.old}, "
        f"new {tally.new}, torn {len(tally.torn)} {json.dumps(tally.torn) if tally.torn else ''}; next run wrong {tally.resumed_wrong}{held}; "
        f"processes left {left}; {tally.seconds:.0f} s"
    )
