"""Who's On First records: GeoJSON features whose properties begin with "wof:"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from geomap.errors import InputError
from geomap.gazetteer.entry import Entry, Name
from geomap.gazetteer.formats import Reject
from geomap.gazetteer.formats.features import position
from geomap.gazetteer.places_csv import to_entry

_TYPES = {
    "country": "country", "region": "admin1", "county": "admin2", "localadmin": "admin2", "locality": "town", "borough": "neighbourhood", "neighbourhood": "neighbourhood",
    "macrohood": "neighbourhood", "ocean": "sea", "marinearea": "sea", "continent": "continent", "campus": "facility", "airport": "airport",
}  # fmt: skip


def read(features: list[dict[str, Any]], where: str, reject: Reject) -> Iterator[Entry]:
    """Entries of records; those without name or position go to `reject`; deprecated and superseded ones are left out."""
    for number, feature in enumerate(features, 1):
        p = feature.get("properties") or {}
        ended = _day(p.get("edtf:cessation"))
        if _day(p.get("edtf:deprecated")) or p.get("wof:superseded_by") or (p.get("mz:is_current") == 0 and not ended):
            continue
        try:
            yield _entry(p, feature.get("geometry") or {}, f"{where}: feature {number}")
        except InputError as error:
            reject(error)


def _entry(p: dict[str, Any], geometry: dict[str, Any], where: str) -> Entry:
    lat = p.get("lbl:latitude", p.get("geom:latitude", ""))
    lon = p.get("lbl:longitude", p.get("geom:longitude", ""))
    same = p.get("wof:concordances") or {}
    row = {
        "id": f"wof-{p.get('wof:id')}", "name": str(p.get("wof:name") or ""), "feature": _TYPES.get(str(p.get("wof:placetype")), "site"),
        "country": str(p.get("iso:country") or p.get("wof:country") or ""), "lat": str(lat), "lon": str(lon), "wikidata": str(same.get("wd:id") or ""),
        "geonames": str(same.get("gn:id") or ""), "source": "Who's On First",
    }  # fmt: skip
    entry = to_entry(row, where)
    entry.ids["wof"] = str(p.get("wof:id"))
    entry.valid_from, entry.valid_to = _day(p.get("edtf:inception")), _day(p.get("edtf:cessation"))
    people = str(p.get("wof:population") or p.get("gn:population") or "")
    entry.population = int(people) if people.isdigit() else 0
    if "Polygon" in str(geometry.get("type")):
        *_, entry.radius_km = position(geometry, where)
        entry.shape = json.dumps(geometry, separators=(",", ":"))
    for key, names in p.items():
        if key.startswith("name:") and isinstance(names, list):
            lang = key[5:8]
            kind = "former" if "historic" in key else "alternate"
            entry.names += [Name(str(n), kind, lang) for n in names if n and n != entry.name]
    return entry


def _day(edtf: Any) -> str:
    """The date of an EDTF value as far as it is sure: "1995~" is 1995, "uuuu" and ".." are nothing."""
    found = re.match(r"\d{4}(-\d\d(-\d\d)?)?", str(edtf or ""))
    return found[0] if found else ""
