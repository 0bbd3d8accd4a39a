"""What geomap leaves behind when its plug is pulled: kill -9 at random moments, full disk, no memory, a dead worker.

python benchmarks/reliability.py            54 kills, nine in each of six ways to run, then the other faults (some minutes)
python benchmarks/reliability.py --kills 12 --full-disk
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import invented

STAGING, COMMIT = ".geomap-new", "commit.json"
RUN_ONLY = "run.json"  # holds timings, so it differs between runs
WAYS = {
    "plain": (),
    "case": ("--case", "case.sqlite"),
    "case and 2 processes": ("--case", "case.sqlite", "--jobs", "2"),
}


def reports(folder: Path, count: int, *, first: int = 0, words: int = 40) -> Path:
    """A folder with `count` invented reports as JSON Lines."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = (json.dumps(row) for row in invented.rows(count, words=words, first=first))
    (folder / "reports.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


def command(inputs: Path, out: Path, *options: str) -> list[str]:
    """The command line that is put to the test."""
    return [sys.executable, "-m", "geomap", "map", str(inputs), "-o", str(out), "--quiet", *options]


def run(line: list[str], cwd: Path, limit: Callable[[], None] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run to the end."""
    return subprocess.run(line, cwd=cwd, stderr=subprocess.PIPE, preexec_fn=limit, check=False)


def prints(out: Path) -> dict[str, str]:
    """SHA-256 by file of an output folder, the record of the run aside."""
    files = (p for p in sorted(out.iterdir()) if p.is_file() and p.name != RUN_ONLY) if out.is_dir() else ()
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def settled(out: Path) -> dict[str, str]:
    """What the folder holds once a decided change is completed, as the next run does first."""
    from geomap.publish.run import recover

    if (out / STAGING / COMMIT).exists():
        recover(out)
    return prints(out)


def kept(case: Path) -> int:
    """Readings in a case; the file must be whole."""
    if not case.exists():
        return 0
    with contextlib.closing(sqlite3.connect(case)) as db:
        if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise SystemExit(f"{case} is damaged")
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
        return int(db.execute("SELECT count(*) FROM reading").fetchone()[0]) if "reading" in tables else 0


def leftovers(scratch: Path) -> list[str]:
    """Processes that still work for a killed run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if str(path.readlink()).startswith(str(scratch)):
                found.append(path.parent.name)
    return found


def file_limit(size: int) -> Callable[[], None]:
    """No file may grow beyond `size` bytes: what a full disk does to a writer."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def memory_limit(size: int) -> Callable[[], None]:
    """No process may map more than `size` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))


def fault(scratch: Path, limit: Callable[[], None], *options: str) -> tuple[int, str, bool]:
    """(exit status, last line told, whether the last good outputs are untouched) of a run under a limit."""
    before, after, out = reports(scratch / "before", 10), reports(scratch / "after", 60), scratch / "out"
    run(command(before, out, *options), scratch).check_returncode()
    old = prints(out)
    done = run(command(after, out, *options), scratch, limit)
    told = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return done.returncode, told[-1] if told else "", settled(out) == old


@contextlib.contextmanager
def small_disk(scratch: Path, size: str = "3m") -> Iterator[Path]:
    """A disk of its own that is soon full (needs root)."""
    place = scratch / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def full_disk(scratch: Path) -> tuple[int, str, bool]:
    """The same as `fault`, with a disk that fills up while the new outputs are written."""
    before, after = reports(scratch / "before", 10), reports(scratch / "after", 60)
    with small_disk(scratch) as disk:
        run(command(before, disk / "out"), scratch).check_returncode()
        old = prints(disk / "out")
        free = os.statvfs(disk)
        (disk / "ballast").write_bytes(b"\0" * max(0, free.f_bavail * free.f_frsize - 400_000))
        done = run(command(after, disk / "out"), scratch)
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return done.returncode, told[-1] if told else "", settled(disk / "out") == old


def kill_all(kills: int, only: str) -> int:
    """At least so many kills, shared by all ways to run (or of one); prints a line for each way, returns how often anything was wrong."""
    import kills as pulled

    pulled.load()
    bad, counted = 0, 0
    ways = [way for way in pulled.WAYS if only in ("", way.name)]
    for way in ways:
        with tempfile.TemporaryDirectory() as name:
            tally = pulled.series(Path(name), way, -(-kills // len(ways)), seed=len(way.name))
            for _ in range(10):  # a worker notices within moments that it is alone
                if left := len(leftovers(Path(name))):
                    time.sleep(0.5)
        bad += len(tally.torn) + tally.resumed_wrong + left
        counted += tally.kills.total()
        print(pulled.told(way, tally, left), flush=True)
    print(f"{counted} kills; {bad} wrong")
    return bad


def main() -> int:
    """Print a table; 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=54, help="in all, shared by the ways to run")
    parser.add_argument(
        "--only", default="", metavar="WAY", help="kills of one way to run, such as parse, and no other fault"
    )
    parser.add_argument("--full-disk", action="store_true", help="also fill a small disk of its own (needs root)")
    args = parser.parse_args()
    bad = kill_all(args.kills, args.only)
    if args.only:
        return min(bad, 1)
    faults = {
        "no file above 150 kB": file_limit(150_000), "no memory above 400 MB": memory_limit(400_000_000),
        "no memory above 1 GB": memory_limit(1_000_000_000),
    }  # fmt: skip
    for what, limit in faults.items():
        for way, options in WAYS.items():
            with tempfile.TemporaryDirectory() as name:
                status, told, whole = fault(Path(name), limit, *options)
            bad += not whole and status != 0
            print(
                f"{what:22} {way:22} exit {status}; last good outputs {'whole' if whole else 'changed'}; says: {told[:150]}",
                flush=True,
            )
    if args.full_disk:
        with tempfile.TemporaryDirectory() as name:
            status, told, whole = full_disk(Path(name))
        bad += not whole
        print(
            f"{'full disk':22} exit {status}; last good outputs {'whole' if whole else 'changed'}; says: {told[:150]}"
        )
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
