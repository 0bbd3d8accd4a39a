"""Country polygons in EPSG:4326, read once: what lines are clipped to, what airspaces are taken from.

Source: Natural Earth by way of world-atlas (public domain), vendored as `vendor/countries-*.geojson*`.
"""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.errors import GazetteerError
from geomap.gazetteer.data import folder

if TYPE_CHECKING:
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

FILES = {"50m": "countries-50m.geojson", "10m": "countries-10m.geojson.gz"}


def countries(scale: str = "50m") -> dict[str, BaseGeometry]:
    """Country code (ISO 3166-1 alpha-2) -> valid polygon, at 1:50 or 1:10 million."""
    return _read(scale)


@lru_cache(maxsize=2)
def _read(scale: str) -> dict[str, BaseGeometry]:
    from shapely import make_valid
    from shapely.geometry import shape

    path = folder() / "vendor" / FILES[scale]
    if not path.exists():
        raise GazetteerError(f"country polygons are missing ({FILES[scale]}); reinstall geomap or run `make install`")
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    out: dict[str, BaseGeometry] = {}
    for feature in json.loads(raw)["features"]:
        code = feature["properties"]["iso"]
        polygon = make_valid(shape(feature["geometry"]))
        out[code] = out[code].union(polygon) if code in out else polygon
    return out


def country(code: str, scale: str = "50m") -> BaseGeometry | None:
    """The polygon of one country; None where the data has none."""
    return countries(scale).get(code)


@lru_cache(maxsize=1)
def index() -> tuple[list[str], list[BaseGeometry], STRtree]:
    """Country codes, their polygons, and a spatial index over them, in order of the codes."""
    import shapely

    codes = sorted(countries())
    polygons = [countries()[code] for code in codes]
    return codes, polygons, shapely.STRtree(polygons)


@lru_cache(maxsize=1)
def parts() -> tuple[list[BaseGeometry], STRtree]:
    """Every piece of land as one polygon, and a spatial index over them."""
    import shapely

    pieces = list(shapely.get_parts(list(countries().values())))
    return pieces, shapely.STRtree(pieces)
