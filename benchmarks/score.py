"""Score geomap against the evaluation material beside the checkout, and compare with the recorded floors.

python benchmarks/score.py [TASK ...] [--shared ../shared] [--json FILE]

Tasks: reports theatres lgl_train trnews_train humset_train timex_train fronts speed (default: all). Every figure comes from the
scorers in ../shared/tools; a figure below its floor in floors.toml (or above its ceiling) makes the exit status 1.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
GEOMAP = [sys.executable, "-m", "geomap"]
CORPORA = ("lgl_train", "trnews_train", "humset_train")
TASKS = ("reports", "theatres", *CORPORA, "timex_train", "fronts", "speed")
EPSILON = 5e-5  # scorers round to four digits


def geomap(*arguments: object, out: Path | None = None) -> float:
    """Run the command; its stdout goes to `out`. Returns the seconds that it took."""
    began = time.perf_counter()
    with (out or Path("/dev/null")).open("wb") as stream:
        done = subprocess.run([*GEOMAP, *map(str, arguments)], stdout=stream, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"geomap {' '.join(map(str, arguments))} failed: {done.stderr.decode()}")
    return time.perf_counter() - began


def tool(shared: Path, name: str, *arguments: object) -> dict[str, Any]:
    """What a scorer prints, as values."""
    command = [sys.executable, str(shared / "tools" / name), *map(str, arguments), "--json"]
    result: dict[str, Any] = json.loads(
        subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()[-1]
    )
    return result


def score_reports(shared: Path, folder: Path) -> dict[str, Any]:
    """The five news reports."""
    geomap("map", shared / "reports", "-o", folder, "--quiet")
    return tool(shared, "score_reports.py", folder, shared / "gold")


def score_theatres(shared: Path, folder: Path) -> dict[str, Any]:
    """The four reports of other wars."""
    reports = shared / "theatres" / "reports"
    geomap("map", reports, "-o", folder, "--quiet")
    return tool(shared, "score_reports.py", folder, shared / "theatres" / "gold", "--reports", reports)


def score_corpus(shared: Path, folder: Path, name: str) -> dict[str, Any]:
    """Geoparsing of a corpus."""
    corpus, out = shared / "corpora" / f"{name}.jsonl", folder / f"{name}.jsonl"
    seconds = geomap("parse", corpus, "--format", "jsonl", out=out)
    return {**tool(shared, "score_geoparse.py", corpus, out), "seconds": round(seconds, 1)}


def score_dates(shared: Path, folder: Path) -> dict[str, Any]:
    """Time expressions."""
    corpus, out = shared / "corpora" / "timex_train.jsonl", folder / "timex.jsonl"
    geomap("dates", corpus, "--format", "jsonl", out=out)
    return tool(shared, "score_dates.py", corpus, out)


def score_fronts(shared: Path, folder: Path) -> dict[str, Any]:
    """Front lines of all days; figures are means over the days."""
    days = []
    for control in sorted((shared / "fronts").glob("control_*.csv")):
        truth = control.with_name(control.name.replace("control", "truth")).with_suffix(".geojson")
        geomap("fronts", control, "-o", folder / control.stem)
        days.append(tool(shared, "score_fronts.py", folder / control.stem / "fronts.geojson", truth, control))
    return {name: round(statistics.fmean(value), 4) for name, value in columns(days)}


def columns(rows: list[dict[str, Any]]) -> Iterator[tuple[str, list[float]]]:
    """Every figure with its values over the rows."""
    flat = [dict(flatten(row)) for row in rows]
    for name in flat[0] if flat else ():
        values = [row[name] for row in flat if isinstance(row.get(name), int | float)]
        if values:
            yield name, values


def score_speed(shared: Path, folder: Path) -> dict[str, Any]:
    """Seconds from the shell and seconds of processor, the best of three; the floors look at the processor's, since
    the other depends on what else the machine does."""
    report = next(iter(sorted((shared / "reports").glob("*.txt"))))
    tasks = {
        "parse_one_report": ("parse", report),
        "map_five_reports": ("map", shared / "reports", "-o", folder, "--quiet"),
    }
    out: dict[str, Any] = {}
    for name, arguments in tasks.items():
        timed = [(geomap(*arguments), _processor()) for _ in range(4)]  # the first may build what later ones find
        out[name] = round(min(seconds for seconds, _ in timed), 3)
        out[f"{name}_cpu"] = round(min(after[1] - before[1] for before, after in pairwise(timed)), 3)
    return out


def _processor() -> float:
    """Seconds of processor that our finished child processes have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def flatten(values: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Nested figures under dotted names."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def run(task: str, shared: Path, folder: Path) -> dict[str, Any]:
    """The figures of a task."""
    folder.mkdir()
    if task in CORPORA:
        return score_corpus(shared, folder, task)
    scorers = {
        "reports": score_reports,
        "theatres": score_theatres,
        "timex_train": score_dates,
        "fronts": score_fronts,
        "speed": score_speed,
    }
    return scorers[task](shared, folder)


def failures(task: str, figures: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    """Figures on the wrong side of their bound."""
    flat = dict(flatten(figures))
    bounds = floors.get(task, {})
    out = [
        f"{task}: {name} is {flat.get(name)}, the floor is {low}"
        for name, low in bounds.items()
        if name != "most" and not (flat.get(name) or 0) >= low - EPSILON
    ]
    high = bounds.get("most", {})
    return out + [
        f"{task}: {name} is {flat.get(name)}, the ceiling is {top}"
        for name, top in high.items()
        if flat.get(name) is None or flat[name] > top + EPSILON
    ]


def main() -> int:
    """Score, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", choices=[*TASKS, []], metavar="TASK")
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    args = parser.parse_args()
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
    figures, wrong = {}, []
    with tempfile.TemporaryDirectory() as scratch:
        for task in args.tasks or TASKS:
            figures[task] = run(task, args.shared.resolve(), Path(scratch) / task)
            wrong += failures(task, figures[task], floors)
            print(task, json.dumps(figures[task]), flush=True)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print("\n".join(wrong) if wrong else "no figure is below its floor", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
