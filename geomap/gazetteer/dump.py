"""GeoNames dumps: rows -> entries, and the files that go with them.

`allCountries.txt` (or one country's file) has 19 tab-separated columns, `alternateNamesV2.txt` ten. Pseudo-languages of
alternate names (post, link, wkdt, iata, icao, ...) are identifiers, no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from geomap.errors import InputError
from geomap.gazetteer.decoding import not_utf8
from geomap.gazetteer.entry import Entry, Name, settlement, worthwhile

COLUMNS = 19
_IDS = {"wkdt": "wikidata", "iata": "iata", "icao": "icao", "unlc": "unlocode", "faac": "faa", "tcid": "tcid"}
_NO_NAMES = frozenset({"post", "link", "phon", "piny"})
# GeoNames feature class and code -> our feature; codes first, then the class.
_CODES = {
    "ADM1": "admin1", "ADM1H": "admin1", "ADM2": "admin2", "ADM2H": "admin2", "PCLI": "country", "PCLD": "country", "PCLS": "country", "PCLIX": "country", "PCLF": "country",
    "PPLX": "neighbourhood", "STLMT": "village", "PPLL": "village", "PPLF": "village", "CONT": "continent", "RGN": "region", "RGNE": "region", "RGNH": "region", "CST": "coast",
    "AIRB": "airbase", "AIRF": "airport", "AIRP": "airport", "AIRQ": "airport", "AIRH": "airport", "MILB": "base", "INSM": "base", "NVB": "base", "CMP": "camp", "CMPRF": "camp",
    "CMPL": "camp", "BDG": "bridge", "DAM": "dam", "PRT": "port", "HBR": "port", "BDRY": "region", "PSTB": "border_crossing", "CSTM": "border_crossing", "OILR": "facility",
    "OILF": "facility", "PS": "facility", "PSN": "facility", "PSH": "facility", "FCL": "facility", "LK": "lake", "LKS": "lake", "RSV": "lake", "LGN": "lake", "SEA": "sea",
    "OCN": "sea", "GULF": "sea", "BAY": "sea", "STRT": "strait", "CHN": "strait", "ISL": "island", "ISLS": "island", "DSRT": "desert",
}  # fmt: skip
_CLASSES = {
    "A": "region",
    "H": "river",
    "L": "region",
    "P": "town",
    "R": "road",
    "S": "site",
    "T": "mountain",
    "U": "sea",
    "V": "region",
}
_RADIUS = {
    "country": 300.0, "admin1": 60.0, "admin2": 20.0, "region": 20.0, "river": 20.0, "lake": 5.0, "sea": 100.0, "mountain": 5.0, "island": 5.0, "desert": 80.0, "coast": 20.0,
    "road": 20.0, "continent": 3000.0, "strait": 20.0,
}  # fmt: skip
_ISO_DAY = re.compile(r"\b\d{4}-[01]\d(-[0-3]\d)?\b")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SEATS = {"PPLC": "capital", "PPLA": "admin1", "PPLA2": "admin2"}


def kind_of(path: Path) -> str:
    """Which file of a dump this is, by its name: places, names, admin1, admin2, hierarchy, countries, modifications, deletes, alt..."""
    name = path.name.casefold()
    for start, kind in (
        ("alternatenamesmodifications", "name_modifications"), ("alternatenamesdeletes", "name_deletes"), ("alternatenames", "names"), ("admin1codes", "admin1"),
        ("admin2codes", "admin2"), ("hierarchy", "hierarchy"), ("countryinfo", "countries"), ("modifications", "modifications"), ("deletes", "deletes"),
    ):  # fmt: skip
        if name.startswith(start):
            return kind
    if re.fullmatch(r"(allcountries|[a-z]{2}|null|cities\d+)\.txt", name):
        return "places"
    raise InputError(
        "not known as a file of a GeoNames dump",
        where=path.name,
        hint="keep GeoNames' own file names: allCountries.txt, alternateNamesV2.txt, SY.txt, ...",
    )


def to_entry(line: str, where: str) -> Entry:
    """One row of places; InputError says what is wrong with it. Names are those of the row itself."""
    fields = line.split("\t")
    if len(fields) != COLUMNS:
        raise InputError(
            f"{len(fields)} columns instead of {COLUMNS}",
            where=where,
            hint="is the file cut off, or not a GeoNames dump?",
        )
    try:
        number, lat, lon, population = int(fields[0]), float(fields[4]), float(fields[5]), int(fields[14] or 0)
    except ValueError as error:
        raise InputError(f"damaged row: {error}", where=where) from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f"position {lat}, {lon} is out of range", where=where, hint="are lat and lon swapped?")
    feature, radius, seat, valid_to = _kind(fields[6], fields[7])
    if feature == "town":
        feature, radius = settlement(population)
    alternates = [a for a in fields[3].split(",") if a != fields[1] and worthwhile(a)] if fields[3] else []
    return Entry(
        place_id=f"geonames:{number}", name=fields[1], feature=feature, country=fields[8], admin1=fields[10], admin2=fields[11], lat=lat, lon=lon,
        population=max(0, population), radius_km=radius, seat=seat, names=[Name(a) for a in alternates], source="GeoNames", valid_to=valid_to,
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _kind(letter: str, code: str) -> tuple[str, float, str, str]:
    """Feature, radius in km, seat and end of GeoNames' class and code; "town" is any populated place."""
    feature = _CODES.get(code) or _CLASSES.get(letter, "site")
    ended = code.endswith("H") and code != "PPLH" and letter in "AP"
    return feature, _RADIUS.get(feature, 2.0), _SEATS.get(code, ""), "historical" if ended else ""


class NameRow(NamedTuple):
    """A row of alternate names: whose, the text, its kind or id scheme ("id:icao"), language, and when it was used."""

    number: int
    text: str
    kind: str
    lang: str = ""
    valid_from: str = ""
    valid_to: str = ""


def to_name(line: str, where: str) -> NameRow | None:
    """A row of alternate names; None when it is neither name nor id."""
    fields = line.split("\t")
    if len(fields) < 4:
        raise InputError(
            f"{len(fields)} columns instead of 10", where=where, hint="is the file cut off, or not alternateNamesV2?"
        )
    language, text = fields[2], fields[3]
    if language in _NO_NAMES or not text:
        return None
    if not fields[1].isdigit():
        raise InputError(f"geonameid {fields[1]!r} is no number", where=where)
    if language in _IDS:
        return NameRow(int(fields[1]), text, f"id:{_IDS[language]}")
    since, until = (_day(fields[8]), _day(fields[9])) if len(fields) > 9 else ("", "")
    former = until or language.startswith("fr_") or (len(fields) > 7 and fields[7] == "1")
    kind = "abbreviation" if language == "abbr" else "former" if former else "alternate"
    return NameRow(int(fields[1]), text, kind, "" if language == "abbr" else language, since, until)


def _day(text: str) -> str:
    """A date of the dump as an ISO date; people write it in many ways, so the year alone where the rest is not ISO."""
    if not text:
        return ""
    found = _ISO_DAY.search(text) or _YEAR.search(text)
    return found[0] if found else ""


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line number, line) of a UTF-8 file; comment lines (#) and blank ones are left out."""
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip() and line[0] != "#":
                    yield number, line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise not_utf8(path, "GeoNames dumps are UTF-8") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path.name) from error
