"""Linked Places Format, the exchange format of historical gazetteers: in and out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from geomap.errors import InputError
from geomap.gazetteer.entry import DatedName, Entry, Name
from geomap.gazetteer.formats import Reject
from geomap.gazetteer.formats.features import position
from geomap.gazetteer.pack import FEATURES
from geomap.gazetteer.places_csv import slug, to_entry
from geomap.model import Place

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
# Our kind of place <-> the class letter of GeoNames that LPF's `fclasses` uses.
_CLASSES = {
    "P": "town",
    "A": "admin2",
    "H": "river",
    "T": "mountain",
    "S": "site",
    "L": "region",
    "R": "road",
    "V": "region",
    "U": "sea",
}
_LETTERS = {
    "city": "P", "town": "P", "village": "P", "camp": "P", "neighbourhood": "P", "country": "A", "admin1": "A", "admin2": "A", "region": "L", "continent": "L", "river": "H",
    "lake": "H", "sea": "H", "strait": "H", "coast": "L", "mountain": "T", "desert": "T", "island": "T", "road": "R",
}  # fmt: skip
_DATED = re.compile(r"-?\d")  # GeoNames says "historical" where it has no date
_LINKS = {"gn": "geonames", "wd": "wikidata"}


def read(features: list[dict[str, Any]], where: str, reject: Reject) -> Iterator[Entry]:
    """Entries of LPF features; those that cannot be used go to `reject`."""
    for number, feature in enumerate(features, 1):
        try:
            yield _entry(feature, f"{where}: feature {number}")
        except InputError as error:
            reject(error)


def _entry(feature: dict[str, Any], where: str) -> Entry:
    properties = feature.get("properties") or {}
    names = [n for n in feature.get("names") or () if n.get("toponym")]
    title = str(properties.get("title") or (names[0]["toponym"] if names else ""))
    geometry = feature.get("geometry") or {}
    if geometry.get("type") == "GeometryCollection":
        geometry = next(iter(geometry.get("geometries") or ()), {})
    if not geometry.get("coordinates"):
        raise InputError(f"{title or 'a place'} has no position", where=where)
    lat, lon, radius = position(geometry, where)
    ident = str(feature.get("@id") or properties.get("id") or slug(title)).rstrip("/").rsplit("/", 1)[-1]
    country = str(next(iter(properties.get("ccodes") or ()), ""))
    letter = str(next(iter(properties.get("fclasses") or ()), "S"))
    types = [str(t.get("label", "")) for t in feature.get("types") or ()]
    row = {
        "id": ident,
        "name": title,
        "feature": next((t for t in types if t in FEATURES), _CLASSES.get(letter, "site")),
        "country": country,
        "lat": str(lat),
        "lon": str(lon),
        "source": "Linked Places",
    }
    entry = to_entry(row | ({"radius_km": str(radius)} if radius else {}), where)
    entry.names += [
        Name(str(n["toponym"]), "alternate", str(n.get("lang") or "")) for n in names if n["toponym"] != title
    ]
    entry.dated_names += [
        DatedName(str(n["toponym"]), since, until) for n in names for since, until in _spans(n) if since or until
    ]
    if spans := _spans(feature):
        entry.valid_from, entry.valid_to = spans[0]
    if geometry["type"] not in ("Point", "MultiPoint"):
        entry.shape = json.dumps(geometry, separators=(",", ":"))
    for link in feature.get("links") or ():
        scheme, _, value = str(link.get("identifier", "")).partition(":")
        if scheme in _LINKS and value:
            entry.ids[_LINKS[scheme]] = value
    return entry


def _spans(holder: dict[str, Any]) -> list[tuple[str, str]]:
    """(from, to) of each time span of a feature or name; of "in", "earliest" and "latest" the first that is told."""
    told = (holder.get("when") or {}).get("timespans") or ()
    return [(_day(span.get("start")), _day(span.get("end"))) for span in told if isinstance(span, dict)]


def _day(told: Any) -> str:
    values = told.values() if isinstance(told, dict) else (told,)
    return str(next((v for v in values if v), ""))


def _when(since: str, until: str) -> dict[str, Any]:
    """The `when` of a feature or name; {} when neither is a date."""
    span = {"start": {"in": since}} if _DATED.match(since) else {}
    span |= {"end": {"in": until}} if _DATED.match(until) else {}
    return {"when": {"timespans": [span]}} if span else {}


def to_feature(place: Place) -> dict[str, Any]:
    """A place as an LPF feature."""
    dated = {name for name, *_ in place.dated_names}
    undated = [name for name in dict.fromkeys((place.name, *place.names)) if name not in dated]
    short = {scheme: prefix for prefix, scheme in _LINKS.items()}
    feature: dict[str, Any] = {
        "@id": place.place_id, "type": "Feature",
        "properties": {"title": place.name, "ccodes": [place.country] if place.country else [], "fclasses": [_LETTERS.get(place.feature, "S")]},
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat], "certainty": "certain" if place.radius_km < 5 else "less-certain"},
        "names": [{"toponym": name} for name in undated] + [{"toponym": name} | _when(*span) for name, *span in place.dated_names],
        "types": [{"label": place.feature}],
        "links": [{"type": "exactMatch", "identifier": f"{short[s]}:{v}"} for s, v in place.ids if s in short],
    }  # fmt: skip
    return feature | _when(place.valid_from, place.valid_to)


def to_collection(places: list[Place]) -> dict[str, Any]:
    """Places as an LPF FeatureCollection."""
    return {"type": "FeatureCollection", "@context": CONTEXT, "features": [to_feature(p) for p in places]}
