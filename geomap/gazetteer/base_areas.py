"""Countries, first- and second-level areas of the base. Area codes are GeoNames' own; ISO 3166-2 codes are kept beside them in `ids`."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from math import pi, sqrt
from statistics import fmean
from typing import Any

from geomap.gazetteer import data
from geomap.gazetteer.area_names import iso_index, local_names, match_iso, plurals, shorter
from geomap.gazetteer.entry import Entry, Name
from geomap.gazetteer.vendored import read_names, read_tsv
from geomap.geo import distance_km

# How far nine tenths of a real boundary lie from one derived from towns, as a share of the area's radius: the median
# that benchmarks/gazetteer_areas.py measures. It is part of the radius of every derived area.
DERIVED_ERROR = 0.18
_GEONAMES_CODED = frozenset("SY IQ LB JO YE SD SS LY SA OM AE KW QA BH PS".split())
_GEONAMES = "GeoNames"
Spot = tuple[float, float, float]  # lat, lon, radius_km


def label_points() -> dict[str, tuple[float, float, float]]:
    """Area code -> (lat, lon, radius_km) of the point to label, worked out from its polygon by the vendor script."""
    path = data.folder() / "vendor" / "parts.tsv.gz"
    if not path.exists():
        return {}
    return {r[0]: (float(r[2]), float(r[3]), float(r[4])) for r in read_tsv("parts.tsv.gz") if r[1] == "label"}


def countries_of(countries: Any, parts: dict[str, tuple[float, float, float]], cities: Any) -> Iterator[Entry]:
    names: dict[str, list[Name]] = defaultdict(list)
    for code, lang, name in read_tsv("country_names.tsv.gz"):
        names[code].append(Name(name, "alternate", lang))
    for file, columns in (("countries.csv", ("names", "former", "abbreviations")), ("demonyms.csv", ("demonyms",))):
        kinds = {"names": "alternate", "former": "former", "abbreviations": "abbreviation", "demonyms": "demonym"}
        for row in read_names(file):
            for column in columns:
                words = [w for n in row[column].split("|") if n for w in (plurals(n) if column == "demonyms" else (n,))]
                names[row["country"]] += [Name(w, kinds[column], "en") for w in words]
    without = {iso: [c for c in cities.values() if c["countrycode"] == iso] for iso in countries if iso not in parts}
    labels = {row["country"]: (float(row["lat"]), float(row["lon"])) for row in read_names("labels.csv")}
    codes, since = area_codes(), area_starts()
    for iso, row in countries.items():
        if iso not in parts and not without[iso]:
            continue  # no land and nobody there: dissolved states
        label = parts.get(iso) or _spread(without[iso])
        lat, lon = labels.get(iso, label[:2])
        yield Entry(
            place_id=f"geonames:{row['geonameid']}", name=row["name"], feature="country", country=iso, lat=lat, lon=lon,
            radius_km=label[2] or sqrt(max(row["areakm2"], 1) / pi), population=row["population"],
            names=[*names[iso], Name(iso, "code"), Name(row["iso3"], "code")],
            ids={"iso3166-1": iso, "iso3166-1-alpha3": row["iso3"], "fips": row["fips"], **codes.get(iso, {})}, valid_from=since.get(iso, ""), source=_GEONAMES,
        )  # fmt: skip


def _spread(members: list[Any]) -> tuple[float, float, float]:
    """Middle of the members and the radius that holds nine of ten of them, at least 5 km."""
    lat = fmean(c["latitude"] for c in members)
    wrap = max(c["longitude"] for c in members) - min(c["longitude"] for c in members) > 180
    lon = fmean(c["longitude"] % 360 if wrap else c["longitude"] for c in members)
    lon = (lon + 180) % 360 - 180
    away = sorted(distance_km((lat, lon), (c["latitude"], c["longitude"])) for c in members)
    return lat, lon, max(5.0, away[int(0.9 * (len(away) - 1))])


def first_level(
    area1: dict[str, str], groups: dict[str, list[Any]], parts: dict[str, tuple[float, float, float]]
) -> Iterator[Entry]:
    codes = area_codes()
    iso_of = iso_rows(area1)
    known = {code: rest.split("|") for code, rest in read_tsv("admin1_ids.tsv.gz")}
    states = {f"{row['country']}.{row['code']}": row for row in read_names("states.csv")}
    since = area_starts()
    real = _real_boundaries()
    for code, name in area1.items():
        country, admin1 = code.split(".", 1)
        iso = iso_of.get(code)
        members = groups.get(code)
        point = parts.get(code) or (_spread(members) if members else None)
        if point is None and iso and iso[5]:
            point = (float(iso[5]), float(iso[6]), 50.0)
        if point is None:
            continue
        if code not in real:
            point = (*point[:2], point[2] * (1 + DERIVED_ERROR))
        entry = Entry(
            place_id=f"geonames:{known[code][0]}" if code in known else f"iso:{iso[0]}" if iso else f"geonames-admin1:{code}", name=name, feature="admin1", country=country, admin1=admin1,
            lat=point[0], lon=point[1], radius_km=point[2], population=sum(c["population"] for c in members or ()), source=_GEONAMES,
        )  # fmt: skip
        entry.names += [Name(n) for n in known.get(code, ())[1:]]
        if iso:
            entry.ids["iso3166-2"] = iso[0]
            entry.names += [Name(iso[1].partition(" [")[0]), *local_names(iso[2])]
        entry.ids |= codes.get(code, {})
        entry.valid_from = since.get(code, "")
        if state := states.get(code):
            entry.names += [Name(n, "abbreviation", "en") for n in state["abbreviations"].split("|") if n]
            entry.names += [Name(w, "demonym", "en") for n in state["demonyms"].split("|") if n for w in plurals(n)]
        entry.names += [
            Name(short, "short", n.lang)
            for n in [Name(name), *entry.names]
            if n.kind == "alternate" and (short := shorter(n.text))
        ]
        yield entry


def area_codes() -> dict[str, dict[str, str]]:
    """GeoNames code of a country or first-level area -> its codes in other schemes (names/areas.csv)."""
    schemes = ("iso3166-2", "pcode", "wikidata")
    return {row["area"]: {s: row[s] for s in schemes if row[s]} for row in read_names("areas.csv")}


def area_starts() -> dict[str, str]:
    """GeoNames code of a country or first-level area -> the day it began, for those that are younger than most reports."""
    return {row["area"]: row["valid_from"] for row in read_names("areas.csv") if row["valid_from"]}


def iso_rows(area1: dict[str, str]) -> dict[str, list[str]]:
    """Area code -> its ISO 3166-2 row: the one that areas.csv tells, else that of the same name, given to no other area."""
    by_name, codes = iso_index(), area_codes()
    by_code = {row[0]: row for rows in by_name.values() for found in rows.values() for row in found}
    told = {area: row["iso3166-2"] for area, row in codes.items() if "iso3166-2" in row}
    taken, rows = set(told.values()), {area: by_code[code] for area, code in told.items() if code in by_code}
    for area, name in area1.items():
        row = None if area in rows else match_iso(name, by_name[area[:2]])
        if row and row[0] not in taken:
            rows[area] = row
    return rows


def iso_names(area1: dict[str, str]) -> dict[str, list[str]]:
    """Area code -> the names that its ISO 3166-2 row has for it."""
    rows = iso_rows(area1)
    return {area: [row[1], *(n.text for n in local_names(row[2]))] for area, row in rows.items()}


def _real_boundaries() -> set[str]:
    """Codes of the first-level areas whose outline is not derived from their towns."""
    with gzip.open(data.folder() / "vendor" / "admin1.geojson.gz", "rt", encoding="utf-8") as lines:
        heads = (line[: line.find('"geometry"')] for line in lines if line.startswith('{"type":"Feature",'))
        return {found[1] for head in heads if (found := re.search(r'"code":"([^"]+)","basis":"boundary"', head))}


def second_level(
    area2: dict[str, str], groups: dict[str, list[Any]], parts: dict[str, tuple[float, float, float]]
) -> Iterator[Entry]:
    for code, name in area2.items():
        members = groups.get(code)
        point = parts.get(code) or (_spread(members) if members else None)
        if point is None:
            continue
        if code not in parts:
            point = (*point[:2], point[2] * (1 + DERIVED_ERROR))
        country, admin1, admin2 = code.split(".", 2)
        # In these countries GeoNames' own id is the area's code.
        known = admin2.isdigit() and len(admin2) >= 5 and country in _GEONAMES_CODED
        short = shorter(name) if country != "US" else ""
        yield Entry(
            place_id=f"geonames:{admin2}" if known else f"geonames-admin2:{code}", name=name, feature="admin2", country=country, admin1=admin1,
            admin2=admin2, lat=point[0], lon=point[1], radius_km=point[2], population=sum(c["population"] for c in members or ()),
            names=[Name(short, "short")] if short else [], source=_GEONAMES,
        )  # fmt: skip
