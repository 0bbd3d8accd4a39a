"""How reading grows: a case of ten thousand reports and ten more, reports a second by workers, memory along a long stream.

python benchmarks/scale.py case --reports 10000
python benchmarks/scale.py workers --reports 600
python benchmarks/scale.py cluster --reports 20000 --words 60     a Dask scheduler, two workers over TCP, one killed -9
python benchmarks/scale.py stream --reports 1000000
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cluster
import invented

from geomap.engine import corpus, open_engine, partitions
from geomap.gazetteer.index import open_gazetteer
from geomap.pipeline import Log, Options, run
from geomap.workers import Recipe

RECIPE = Recipe()


def write(path: Path, count: int, words: int) -> Path:
    """`count` invented reports as JSON Lines."""
    with path.open("w", encoding="utf-8") as out:
        for row in invented.rows(count, words=words):
            out.write(json.dumps(row) + "\n")
    return path


def resident() -> dict[str, float]:
    """Resident megabytes of this process and of the largest of its children."""
    page, sizes = os.sysconf("SC_PAGE_SIZE") / 1e6, {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            sizes[int(status.parent.name)] = (int(fields[1]), int(fields[21]) * page)
        except (OSError, ValueError, IndexError):
            continue
    mine = os.getpid()
    family = {pid for pid, (parent, _) in sizes.items() if parent == mine}
    family |= {pid for pid, (parent, _) in sizes.items() if parent in family}
    return {"driver": sizes[mine][1], "worker": max((sizes[p][1] for p in family), default=0.0)}


@contextmanager
def watched(every: float = 5.0) -> Iterator[list[tuple[float, float, float]]]:
    """(seconds, driver MB, largest worker MB) along the way."""
    seen: list[tuple[float, float, float]] = []
    stop, began = threading.Event(), time.perf_counter()

    def look() -> None:
        while not stop.wait(every):
            now = resident()
            seen.append((time.perf_counter() - began, now["driver"], now["worker"]))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


STEPS = ("read", "analyse", "publish")


def case(count: int, words: int, theatres: int) -> None:
    """Map `count` reports with a case, then again with ten more, ten changed and ten removed; at last from nothing."""
    rows = list(invented.rows(count + 10, words=words, theatres=theatres))
    changed = [{**row, "text": row["text"] + " Then it rained."} for row in rows[:10]]
    steps = {
        f"{count:,} reports, nothing kept": rows[:count], "the same again": rows[:count], "ten more": rows,
        "ten changed": [*changed, *rows[10:]], "ten removed": rows[20:], "the same from nothing": rows[20:],
    }  # fmt: skip
    Log.timed = in_processor_seconds  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for what, told in steps.items():
            (home / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in told), "utf-8")
            log, last = Log(), what.endswith("from nothing")
            worked, out = time.process_time(), home / ("fresh" if last else "out")
            asked = Options(inputs=(home / "r.jsonl",), case=None if last else home / "case.sqlite")
            counts = run(asked, out, log, lambda *_: None).counts
            spent = time.process_time() - worked
            each = ", ".join(f"{stage} {log.timings[stage]:.1f}" for stage in STEPS)
            size = sum(p.stat().st_size for p in out.iterdir()) / 1e6
            print(f"{what:34} {spent:6.1f} s of processor ({each}); {counts['events']:,} events, files {size:.0f} MB", flush=True)  # fmt: skip
        same = all(
            p.read_bytes() == (home / "fresh" / p.name).read_bytes()
            for p in (home / "out").iterdir() if p.name != "run.json"
        )  # fmt: skip
        held, most = (home / "case.sqlite").stat().st_size / 1e6, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            f"case {held:.0f} MB; {most / 1e3:.0f} MB of memory at most; files {'equal' if same else 'DIFFER FROM'} those from nothing"
        )


@contextmanager
def in_processor_seconds(log: Log, stage: str) -> Iterator[None]:
    """In place of Log.timed: what passes on the clock says little on a busy machine."""
    began = time.process_time()
    yield
    log.timings[stage] = time.process_time() - began


def workers(count: int, words: int) -> None:
    """Reports a second with one and two processes of each engine, and the share of their time that is not reading."""
    with tempfile.TemporaryDirectory() as name:
        source = write(Path(name) / "r.jsonl", count, words)
        corpus.split = lambda sources: partitions.split(sources, piece=source.stat().st_size // 12)  # type: ignore[attr-defined]
        made_by = corpus.fingerprint(RECIPE, open_gazetteer().fingerprint)
        for spec in ("local", "dask"):
            for jobs in (1, 2):
                if spec == "dask" and jobs == 1:
                    continue
                work = str(Path(name) / f"{spec}{jobs}")
                with open_engine(spec, jobs=jobs) as engine:
                    if jobs > 1:
                        list(engine.map(_warm, ["{}"] * jobs * 4))
                    began = time.perf_counter()
                    done = corpus.read_corpus(engine, [str(source)], RECIPE, work, made_by=made_by)
                    passed = time.perf_counter() - began
                busy = sum(d.seconds for d in done)
                print(
                    f"{spec:6} {jobs} processes: {count / passed:6.1f} reports/s, {count * words / passed:8.0f} words/s; "
                    f"reading fills {busy / passed / jobs:.1%} of their time, {1 - busy / passed / jobs:.1%} is lost to coordination",
                    flush=True,
                )


def pulled(count: int, words: int) -> int:
    """Read `count` reports by a real scheduler and two workers; one is killed -9 half-way. 1 when any is lost or doubled."""
    with tempfile.TemporaryDirectory() as name, cluster.started(Path(name)) as (address, both):
        source = write(Path(name) / "r.jsonl", count, words)
        corpus.split = lambda sources: partitions.split(sources, piece=250_000)  # type: ignore[attr-defined]
        made_by = corpus.fingerprint(RECIPE, open_gazetteer().fingerprint)
        struck: list[float] = []

        def strike(_what: str, done: int, total: int) -> None:
            if done == total // 2:
                both[0].kill()
                struck.append(time.perf_counter() - began)

        with open_engine(f"dask://{address}") as engine:
            list(engine.map(_warm, ["{}"] * 8))
            began = time.perf_counter()
            done = corpus.read_corpus(engine, [str(source)], RECIPE, f"{name}/work", made_by=made_by, progress=strike)
            passed = time.perf_counter() - began
        ids = [r.report.id for r in corpus.readings(done)]
    busy, wanted = sum(d.seconds for d in done), [row["id"] for row in invented.rows(count, words=1)]
    print(
        f"{count:,} reports of {words} words, {len(done)} pieces: {passed:.0f} s, {count / passed:.1f} reports/s; one of two workers killed "
        f"after {struck[0]:.0f} s; {len(ids):,} read, {'each once, in order' if ids == wanted else 'NOT each once'}; pieces took {busy:.0f} s of "
        f"the {passed + struck[0]:.0f} that workers were there ({1 - busy / (passed + struck[0]):.1%} lost to coordination and the kill)"
    )
    return int(ids != wanted)


def _warm(_: str) -> str:
    """Open the gazetteer before time is taken."""
    corpus._reader((), (), None)
    time.sleep(0.5)
    return ""


def stream(count: int, words: int, jobs: int, limit: float) -> None:
    """Resident memory along a long stream, and the rate; stops asking for more after `limit` seconds."""
    with tempfile.TemporaryDirectory() as name:
        source = write(Path(name) / "r.jsonl", count, words)
        corpus.split = lambda sources: partitions.split(sources, piece=500_000)  # type: ignore[attr-defined]
        made_by, began = corpus.fingerprint(RECIPE, open_gazetteer().fingerprint), time.perf_counter()
        read = 0

        def tell(_what: str, done: int, total: int) -> None:
            if time.perf_counter() - began > limit:
                raise TimeoutError(f"{done} of {total} pieces")

        with watched() as seen, open_engine("local", jobs=jobs) as engine:
            try:
                corpus.read_corpus(engine, [str(source)], RECIPE, str(Path(name) / "w"), made_by=made_by, progress=tell)
            except TimeoutError as cut:
                print(f"stopped after {limit:.0f} s: {cut}")
        passed = time.perf_counter() - began
        from pyarrow import parquet

        files = sorted((Path(name) / "w").glob("*.parquet"))
        read = sum(parquet.ParquetFile(f).metadata.num_rows for f in files)
        stored = sum(f.stat().st_size for f in files) / max(read, 1)
        print(
            f"{read:,} reports of {words} words in {passed:.0f} s: {read / passed:.1f} reports/s with {jobs} processes; {stored:.0f} bytes of Parquet each"
        )
        for at in [int(k * (len(seen) - 1) / 7) for k in range(8)] if seen else []:
            print("  after {:5.0f} s: driver {:5.0f} MB, largest worker {:5.0f} MB".format(*seen[at]))


def main() -> int:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("case", "workers", "cluster", "stream"))
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=0, help="in a report (default: 30 for the case, else 200)")
    parser.add_argument(
        "--theatres", type=int, default=1, help="of a case: one to four countries with a dozen towns each"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=float, default=600, help="seconds of a stream")
    args = parser.parse_args()
    if args.what == "case":
        case(args.reports, args.words or 30, args.theatres)
    elif args.what == "workers":
        workers(args.reports, args.words or 200)
    elif args.what == "cluster":
        return pulled(args.reports, args.words or 200)
    else:
        stream(args.reports, args.words or 200, args.jobs, args.limit)
    return 0


if __name__ == "__main__":
    sys.exit(main())
