"""Reads the project's table of places (gazetteer/places/*.csv) and users' files of the same columns.

`id,name,names,feature,country,admin1,lat,lon,radius_km,near,near_km,valid_from,valid_to,icao,iata,wikidata,pcode,
geonames,source,note`; only name, lat and lon are needed. `names` are separated by `|`, each may end in `@lang` and
begin with a kind and end in the time when it was used ("former:Stalino@ru[1924/1961]", "[/1961]", "[1961/]").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from geomap.errors import InputError
from geomap.gazetteer.decoding import not_utf8
from geomap.gazetteer.entry import DatedName, Entry, Name
from geomap.gazetteer.fold import fold_fast
from geomap.gazetteer.pack import FEATURES, KINDS
from geomap.geo import distance_km

_RADIUS = {
    "country": 300.0, "admin1": 60.0, "admin2": 25.0, "city": 10.0, "town": 4.0, "village": 2.0, "camp": 2.0, "region": 40.0, "airspace": 200.0,
    "airbase": 3.0, "airport": 3.0, "port": 3.0, "border_crossing": 2.0, "mountain": 10.0, "river": 50.0, "sea": 200.0, "coast": 40.0, "road": 30.0,
    "bridge": 1.0, "dam": 1.5, "base": 3.0, "facility": 2.0, "site": 2.0, "continent": 3000.0, "neighbourhood": 2.0, "strait": 30.0, "lake": 20.0,
    "island": 20.0, "desert": 150.0,
}  # fmt: skip
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
_SPAN = re.compile(r"\[([\d-]*)/([\d-]*)\]$")
_ASTRAY_KM = 300.0  # from a country's edge: islands and waters lie nearer
_SCHEMES = ("icao", "iata", "wikidata", "pcode")


def read_places(path: Path) -> Iterator[Entry]:
    """The entries of a file of places; raises InputError with file and line at the first row that cannot be used."""
    seen: dict[str, int] = {}
    for line, row in read_rows(path):
        entry = to_entry(row, f"{path.name}:{line}")
        if entry.place_id in seen:
            raise InputError(
                f"id {entry.place_id!r} again",
                where=f"{path.name}:{line}",
                hint=f"line {seen[entry.place_id]} has it too",
            )
        seen[entry.place_id] = line
        yield entry


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) of a CSV file in UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            missing = {"name", "lat", "lon"} - set(reader.fieldnames or ())
            if missing:
                raise InputError(
                    f"no column {', '.join(sorted(missing))}",
                    where=f"{path.name}:1",
                    hint="the first line names the columns",
                )
            for row in reader:
                if None in row or None in row.values():
                    raise InputError(
                        "the row has more or fewer fields than the header",
                        where=f"{path.name}:{reader.line_num}",
                        hint="quote fields with a comma in them",
                    )
                yield reader.line_num, {k: v.strip() for k, v in row.items()}
    except UnicodeDecodeError as error:
        raise not_utf8(path) from error
    except csv.Error as error:
        raise InputError(f"malformed CSV: {error}", where=path.name, hint="check the quotes") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path.name) from error


def to_entry(row: dict[str, str], where: str) -> Entry:
    """One row -> an entry; raises InputError that says what is wrong with it."""
    name = row["name"]
    if not name:
        raise InputError("no name", where=where)
    feature = row.get("feature") or "site"
    if feature not in FEATURES:
        raise InputError(f"unknown feature {feature!r}", where=where, hint=f"one of {', '.join(FEATURES)}")
    lat, lon = _degrees(row["lat"], 90, "lat", where), _degrees(row["lon"], 180, "lon", where)
    radius = row.get("radius_km") or ""
    geonames = row.get("geonames") or ""
    ids = {scheme: value for scheme in _SCHEMES if (value := row.get(scheme) or "")}
    countries = [c for c in (row.get("country") or "").split("|") if c]
    if bad := [c for c in countries if not re.fullmatch(r"[A-Z]{2}", c)]:
        raise InputError(
            f"country {bad[0]!r} is no ISO 3166-1 alpha-2 code",
            where=where,
            hint="two capital letters, several separated by |",
        )
    if len(countries) > 1:
        ids["countries"] = "|".join(countries)
    parts = [part for part in (row.get("names") or "").split("|") if part.strip()]
    told = [_name(part, where) for part in parts]
    names, dated = [name for name, _ in told], [span for _, span in told if span]
    names += [Name(ids[s], "code") for s in ("icao", "iata") if s in ids]
    _check_side(lat, lon, countries, where)
    return Entry(
        place_id=f"geomap:{row.get('id') or slug(name)}", name=name, feature=feature, country=countries[0] if countries else "",
        admin1=row.get("admin1") or "", lat=lat, lon=lon, radius_km=_positive(radius, where) if radius else _RADIUS[feature], names=names, ids=ids,
        valid_from=_date(row.get("valid_from") or "", where), valid_to=_date(row.get("valid_to") or "", where), source=row.get("source") or "",
        extends=f"geonames:{geonames}" if geonames else "", dated_names=dated,
    )  # fmt: skip


def slug(name: str) -> str:
    """An id made of the folded name."""
    return fold_fast(name).replace(" ", "-") or "place"


def _name(part: str, where: str) -> tuple[Name, DatedName | None]:
    """A name as it is written ("former:Stalino@ru[1924/1961]"), and when it was used if that is told."""
    text, kind, lang = part.strip(), "alternate", ""
    span = _SPAN.search(text)
    if span:
        text = text[: span.start()].rstrip()
    if re.search(r"@[A-Za-z-]{2,8}$", text):
        text, _, lang = text.rpartition("@")
    told, colon, rest = text.partition(":")
    if colon and told in KINDS:
        kind, text = told, rest.strip()
    if not text:
        raise InputError(f"empty name in {part!r}", where=where)
    return Name(text, kind, lang), span and DatedName(text, _date(span[1], where), _date(span[2], where))


def _degrees(text: str, most: int, column: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise InputError(f"{column} {text!r} is no number", where=where, hint="decimal degrees with a point") from None
    if not -most <= value <= most:
        raise InputError(f"{column} {value} is out of range", where=where, hint="are lat and lon swapped?")
    return value


def _check_side(lat: float, lon: float, countries: list[str], where: str) -> None:
    """Refuse a position far from its country when the same numbers swapped lie there."""
    reach = [label for code in countries if (label := _labels().get(code))]
    if not reach or any(distance_km((lat, lon), spot[:2]) <= spot[2] + _ASTRAY_KM for spot in reach):
        return
    if -90 <= lon <= 90 and any(distance_km((lon, lat), spot[:2]) <= spot[2] for spot in reach):
        raise InputError(
            f"lat {lat}, lon {lon} lies far from {countries[0]}, and lon, lat in it",
            where=where,
            hint="are lat and lon swapped?",
        )


@lru_cache(maxsize=1)
def _labels() -> dict[str, tuple[float, float, float]]:
    """Country code -> (lat, lon, radius_km) of the country; {} where the vendored file is not there."""
    from geomap.gazetteer.base_areas import label_points

    return {code: spot for code, spot in label_points().items() if len(code) == 2}


def _positive(text: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise InputError(f"radius_km {text!r} is no number", where=where) from None
    if not 0 < value < 20_000:
        raise InputError(f"radius_km {text} is out of range", where=where)
    return value


def _date(text: str, where: str) -> str:
    if text and not _DATE.match(text):
        raise InputError(f"date {text!r} is not YYYY, YYYY-MM or YYYY-MM-DD", where=where)
    return text
