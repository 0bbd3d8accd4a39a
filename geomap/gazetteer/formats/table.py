"""Tables of places: our own columns, and any CSV or TSV whose columns can be told or guessed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from geomap.errors import InputError
from geomap.gazetteer.decoding import not_utf8
from geomap.gazetteer.entry import Entry
from geomap.gazetteer.formats import Reject, gns
from geomap.gazetteer.formats.kinds import feature_of
from geomap.gazetteer.places_csv import to_entry

# What people call our fields; compared in lower case without blanks, hyphens and underscores.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "id": ("id", "placeid", "uid"),
    "name": ("name", "place", "placename", "location", "village", "site", "featurename", "nameen", "englishname", "fullnamero", "fullname", "admin4nameen", "title"),
    "names": ("names", "alternatenames", "altnames", "othernames", "aliases", "altname", "namear", "localname"),
    "feature": ("feature", "type", "featuretype", "kind", "class"),
    "country": ("country", "countrycode", "iso2", "cc", "cc1", "iso", "countryiso"),
    "admin1": ("admin1", "admin1code", "adm1"),
    "lat": ("lat", "latitude", "y", "ycoord", "latdd", "pointy", "lat4326"),
    "lon": ("lon", "lng", "long", "longitude", "x", "xcoord", "longdd", "pointx", "lon4326"),
    "radius_km": ("radiuskm", "radius"),
    "valid_from": ("validfrom", "from", "start", "since"),
    "valid_to": ("validto", "to", "end", "until"),
    "icao": ("icao",), "iata": ("iata",), "wikidata": ("wikidata", "qid"), "pcode": ("pcode", "admin4pcode", "pcodes"),
    "geonames": ("geonames", "geonameid", "geonamesid"), "source": ("source",), "population": ("population", "pop"),
}  # fmt: skip


def read(path: Path, *, reject: Reject, columns: Mapping[str, str]) -> Iterator[Entry]:
    """The usable rows of a table; rows that are not go to `reject`, an unreadable file raises InputError."""
    seen: dict[str, int] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines, dialect=_dialect(path), strict=True)
            header = next(reader, None)
            if header is None:
                raise InputError("the file is empty", where=path.name)
            if gns.is_header(header):
                yield from gns.read(header, reader, path.name, reject)
                return
            places = _columns(header, columns, path.name)
            for row in reader:
                where = f"{path.name}:{reader.line_num}"
                try:
                    yield _row(row, header, places, where, seen, reader.line_num)
                except InputError as error:
                    reject(error)
    except UnicodeDecodeError as error:
        raise not_utf8(path) from error
    except csv.Error as error:
        where = f"{path.name}:{reader.line_num}"
        raise InputError(f"malformed table: {error}", where=where, hint="check the quotes") from error


def _dialect(path: Path) -> type[csv.Dialect]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        head = lines.readline()

    class Found(csv.excel):
        delimiter = max("\t;,", key=head.count)

    return Found


def _columns(header: list[str], told: Mapping[str, str], where: str) -> dict[str, int]:
    """Our field -> column number; what the user told goes before what can be guessed."""
    plain = {_plain(name): i for i, name in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for field, column in told.items():
        if field not in SYNONYMS:
            raise InputError(
                f"no field {field!r} to map a column to", where=where, hint=f"one of {', '.join(SYNONYMS)}"
            )
        if column not in header:
            raise InputError(f"no column {column!r}", where=f"{where}:1", hint=f"columns: {', '.join(header)}")
        found[field] = header.index(column)
    for field, names in SYNONYMS.items():
        for name in names:
            if field not in found and name in plain:
                found[field] = plain[name]
    missing = [f for f in ("name", "lat", "lon") if f not in found]
    if missing:
        raise InputError(
            f"no column for {', '.join(missing)}",
            where=f"{where}:1",
            hint=f"geomap gazetteer add FILE --columns {missing[0]}=COLUMN tells it; columns: {', '.join(header)}",
        )
    return found


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _row(
    row: list[str], header: list[str], places: dict[str, int], where: str, seen: dict[str, int], line: int
) -> Entry:
    if len(row) != len(header):
        raise InputError(
            f"{len(row)} fields where the header has {len(header)}",
            where=where,
            hint="quote fields that hold the delimiter",
        )
    values = {field: row[i].strip() for field, i in places.items()}
    values["feature"] = feature_of(values.get("feature", ""))
    values["lat"], values["lon"] = values["lat"].replace(",", "."), values["lon"].replace(",", ".")
    entry = to_entry(values, where)
    if values.get("population", "").isdigit():
        entry.population = int(values["population"])
    if entry.place_id in seen:
        if values.get("id"):
            raise InputError(f"id {values['id']!r} again", where=where, hint=f"line {seen[entry.place_id]} has it too")
        entry.place_id += f"-{line}"  # namesakes without ids of their own
    seen[entry.place_id] = line
    return entry
