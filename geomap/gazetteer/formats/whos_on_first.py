"""Who's On First records: GeoJSON features whose properties begin with "wof:"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geomap.errors import InputError
from geomap.gazetteer.entry import Entry, Name
from geomap.gazetteer.formats import Reject
from geomap.gazetteer.places_csv import to_entry

_TYPES = {
    "country": "country", "region": "admin1", "county": "admin2", "localadmin": "admin2", "locality": "town", "borough": "neighbourhood", "neighbourhood": "neighbourhood",
    "macrohood": "neighbourhood", "ocean": "sea", "marinearea": "sea", "continent": "continent", "campus": "facility", "airport": "airport",
}  # fmt: skip


def read(features: list[dict[str, Any]], where: str, reject: Reject) -> Iterator[Entry]:
    """Entries of records; those without name or position go to `reject`, ended ones are left out."""
    for number, feature in enumerate(features, 1):
        p = feature.get("properties") or {}
        if p.get("mz:is_current") == 0 or p.get("edtf:deprecated") not in (None, "", "uuuu"):
            continue
        try:
            yield _entry(p, f"{where}: feature {number}")
        except InputError as error:
            reject(error)


def _entry(p: dict[str, Any], where: str) -> Entry:
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
    entry.population = int(p.get("wof:population") or p.get("gn:population") or 0)
    for key, names in p.items():
        if key.startswith("name:") and isinstance(names, list):
            lang = key[5:8]
            kind = "former" if "historic" in key else "alternate"
            entry.names += [Name(str(n), kind, lang) for n in names if n and n != entry.name]
    return entry
