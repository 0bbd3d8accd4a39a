"""GeoJSON features: points, lines and areas; COD-AB and geoBoundaries files by the properties they always have.

An area or line keeps its geometry (`Entry.shape`), so that `shapes.area` answers with it from then on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from geomap.errors import InputError
from geomap.gazetteer.entry import Entry, Name
from geomap.gazetteer.formats import Reject
from geomap.gazetteer.formats.kinds import feature_of
from geomap.gazetteer.formats.table import SYNONYMS
from geomap.gazetteer.places_csv import to_entry

_LEVELS = ("admin2", "admin1", "country")


def read(features: list[dict[str, Any]], where: str, *, reject: Reject, columns: Mapping[str, str]) -> Iterator[Entry]:
    """Entries of features; those that cannot be used go to `reject`."""
    seen: set[str] = set()
    for number, feature in enumerate(features, 1):
        try:
            entry = _entry(feature, f"{where}: feature {number}", columns)
            if entry.place_id in seen:
                entry.place_id += f"-{number}"
            seen.add(entry.place_id)
            yield entry
        except InputError as error:
            reject(error)


def _entry(feature: dict[str, Any], where: str, columns: Mapping[str, str]) -> Entry:
    properties = {k: v for k, v in (feature.get("properties") or {}).items() if v is not None}
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or not geometry.get("coordinates"):
        raise InputError("no geometry", where=where, hint="a place needs a position")
    values = _boundary(properties) or _plain(properties, columns, where)
    lat, lon, radius = position(geometry, where)
    values |= {"lat": str(lat), "lon": str(lon)}
    if radius and not values.get("radius_km"):
        values["radius_km"] = str(radius)
    entry = to_entry(values, where)
    entry.country = entry.country or str(values.get("country", ""))
    if geometry["type"] not in ("Point", "MultiPoint"):
        entry.shape = json.dumps(geometry, separators=(",", ":"))
    entry.names += [Name(n, "alternate", lang) for n, lang in values.get("_names", ())]
    return entry


def _plain(properties: dict[str, Any], columns: Mapping[str, str], where: str) -> dict[str, Any]:
    lowered = {re.sub(r"\W|_", "", k.casefold()): v for k, v in properties.items()}
    values: dict[str, Any] = {}
    for field, names in SYNONYMS.items():
        value = (
            properties.get(columns[field])
            if field in columns
            else next((lowered[n] for n in names if n in lowered), None)
        )
        if value is not None:
            values[field] = "|".join(map(str, value)) if isinstance(value, list) else str(value)
    if "name" not in values:
        told = ", ".join(map(str, properties)) or "none"
        raise InputError(
            "no name", where=where, hint=f"tell the property with --columns name=PROPERTY; properties: {told}"
        )
    values["feature"] = feature_of(values.get("feature", ""))
    return values


def _boundary(properties: dict[str, Any]) -> dict[str, Any] | None:
    """COD-AB ("ADM1_EN", "ADM1_PCODE") or geoBoundaries ("shapeName", "shapeType") as our fields."""
    upper = {k.upper(): v for k, v in properties.items()}
    if "SHAPENAME" in upper and "SHAPETYPE" in upper:
        level = {"ADM0": "country", "ADM1": "admin1", "ADM2": "admin2"}.get(str(upper["SHAPETYPE"]), "region")
        return {
            "name": str(upper["SHAPENAME"]),
            "feature": level,
            "_iso3": str(upper.get("SHAPEGROUP", "")),
            "source": "geoBoundaries",
            "id": str(upper.get("SHAPEID", "")),
        }
    for depth, feature in zip((2, 1, 0), _LEVELS, strict=True):
        code = upper.get(f"ADM{depth}_PCODE") or upper.get(f"ADMIN{depth}PCODE")
        if not code:
            continue
        names = _names_of(upper, depth)
        main = names.pop("en", None) or next(iter(names.values()), "")
        country = str(upper.get("ISO2") or upper.get("ADM0_PCODE") or str(code)[:2])[:2]
        return {
            "name": main,
            "feature": feature,
            "country": country,
            "pcode": str(code),
            "source": "COD-AB",
            "valid_to": str(upper.get("VALIDTO") or upper.get("VALID_TO") or "")[:10],
            "id": str(code).lower(),
            "_names": tuple((n, lang) for lang, n in names.items()),
        }
    return None


def _names_of(upper: dict[str, Any], depth: int) -> dict[str, str]:
    """Language -> name of a level in the three ways that COD-AB files have written them: ADM1_EN, admin1Name_en, adm1_name with lang."""
    found = {}
    for key, value in upper.items():
        if value and (match := re.fullmatch(rf"ADM(?:IN)?{depth}(?:NAME)?_([A-Z]{{2}})", key)):
            found[match[1].lower()] = str(value)
        elif value and (match := re.fullmatch(rf"ADM{depth}_NAME(\d?)", key)):
            found[str(upper.get(f"LANG{match[1]}") or match[1] or "en").lower()] = str(value)
    return found


def position(geometry: dict[str, Any], where: str) -> tuple[float, float, float]:
    """(lat, lon, radius_km) of a geometry; radius 0 for a point."""
    from geomap.gazetteer.areas import label, line_label, polygonal

    if geometry.get("type") == "Point":
        return _checked(geometry["coordinates"], where)
    from shapely import make_valid
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        built = make_valid(shape(geometry))
    except (ShapelyError, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise InputError(f"damaged geometry: {error}", where=where) from error
    west, south, east, north = built.bounds
    _checked([west, south], where)
    _checked([east, north], where)
    return label(polygonal(built)) if "Polygon" in geometry["type"] else line_label(built)


def _checked(lonlat: Any, where: str) -> tuple[float, float, float]:
    try:
        lon, lat = float(lonlat[0]), float(lonlat[1])
    except (TypeError, ValueError, IndexError) as error:
        raise InputError(f"damaged position {lonlat!r}", where=where) from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(
            f"position {lonlat} is out of range", where=where, hint="GeoJSON has longitude first, in degrees"
        )
    return lat, lon, 0.0
