"""Airports and air bases of the base, from airportsdata (MIT)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from geomap.gazetteer.data import package_file
from geomap.gazetteer.entry import Entry, Name

_MILITARY = re.compile(r"(?i)\b(?:air ?base|air force|afb|naval air|air station|military|army air|raf)\b")
# Countries where airportsdata lists every private strip: there only airports with an IATA code count.
_STRIPS = frozenset("US CA AU BR ZA DE FR GB MX AR".split())


def airports(cities: Iterable[Any]) -> Iterator[Entry]:
    """Airports and air bases, with the names people use ("Damascus Airport" for "Damascus International Airport") and the area of the nearest town."""
    around: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for city in cities:
        around[int(city["latitude"] * 2), int(city["longitude"] * 2)].append(city)
    with package_file("airportsdata", "airports.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not row["iata"] and row["country"] in _STRIPS and not _MILITARY.search(row["name"]):
                continue
            entry = _airport(row)
            y, x = int(entry.lat * 2), int(entry.lon * 2)
            towns = [
                c
                for dy in (-1, 0, 1)
                for dx in (-1, 0, 1)
                for c in around.get((y + dy, x + dx), ())
                if c["countrycode"] == entry.country
            ]
            if towns:
                near = min(towns, key=lambda c: (c["latitude"] - entry.lat) ** 2 + (c["longitude"] - entry.lon) ** 2)
                entry.admin1 = near["admin1code"]
            yield entry


def _airport(row: dict[str, str]) -> Entry:
    name, city = row["name"], row["city"]
    names = [Name(re.sub(r"(?i)\binternational airport\b", "Airport", name), "short")]
    if city and not _MILITARY.search(name):
        names += (
            [Name(f"{city} Airport", "short"), Name(f"{city} International Airport", "short")]
            if row["iata"]
            else [Name(f"{city} Airport", "short")]
        )
    ids = {"icao": row["icao"], "iata": row["iata"]}
    return Entry(
        place_id=f"icao:{row['icao']}", name=name, feature="airbase" if _MILITARY.search(name) else "airport", country=row["country"],
        lat=float(row["lat"]), lon=float(row["lon"]), radius_km=2.5, names=[*names, Name(row["icao"], "code")],
        ids={scheme: value for scheme, value in ids.items() if value}, source="airportsdata",
    )  # fmt: skip
