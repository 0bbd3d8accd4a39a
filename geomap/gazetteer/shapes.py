"""Polygons of countries, first- and second-level areas and curated places (needs shapely; geopandas for the frame).

Right of the crossing only: text work never imports this. All geometry is WGS 84, (lon, lat).
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from geomap.gazetteer import areas, data
from geomap.gazetteer.index import Gazetteer, open_gazetteer

_ID = re.compile(r'"id":"([^"]+)"')


class Outlines(Mapping[str, Any]):
    """Geometries by key, each made when it is first asked for: a run needs a few of the world's thousands."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        """`lines`: a GeoJSON feature as text by key."""
        self._lines = lines
        self._made: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._made:
            self._made[key] = _shape(json.loads(self._lines[key]))
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def properties(self, key: str) -> dict[str, Any]:
        """What the file says of the geometry."""
        found: dict[str, Any] = json.loads(self._lines[key])["properties"]
        return found


@cache
def country_polygons() -> Outlines:
    """ISO 3166-1 alpha-2 -> MultiPolygon (Natural Earth 10m, thinned to 0.004 degrees)."""
    return Outlines(_lines(data.folder() / "vendor" / "countries-10m.geojson.gz"))


@cache
def first_level_polygons() -> Outlines:
    """GeoNames code ("SY.12") -> MultiPolygon; its property `basis` is "boundary" (Natural Earth) or "cells" (partly derived from member places)."""
    return Outlines(_lines(data.folder() / "vendor" / "admin1.geojson.gz"))


@cache
def curated_shapes() -> dict[str, Any]:
    """Place id -> geometry of the curated places that have one (gazetteer/shapes/*.geojson, property `id`)."""
    found = {}
    for path in sorted((data.folder() / "shapes").glob("*.geojson")):
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            ident = str(feature["properties"]["id"])
            found[ident if ":" in ident else f"geomap:{ident}"] = _shape(feature)
    return found


def _lines(path: Path) -> dict[str, str]:
    """The vendored file's features by their `id`, one to a line, as text: reading all of them would cost a second."""
    with gzip.open(path, "rt", encoding="utf-8") as text:
        found = ((line, _ID.search(line, 0, 60)) for line in text)
        return {match.group(1): line.rstrip().rstrip(",") for line, match in found if match}


def _shape(feature: dict[str, Any]) -> Any:
    from shapely import make_valid
    from shapely.geometry import shape

    return make_valid(shape(feature["geometry"]))


def countries() -> Any:
    """Every country as a GeoDataFrame in EPSG:4326: `iso`, `geometry`, ordered by `iso`."""
    import geopandas

    polygons = country_polygons()
    codes = sorted(polygons)
    return geopandas.GeoDataFrame({"iso": codes}, geometry=[polygons[c] for c in codes], crs="EPSG:4326")


def area(place_id: str, *, gazetteer: Gazetteer | None = None) -> Any | None:
    """The polygon (or line) of a place, None when only its point is known.

    Countries and first-level areas have boundaries; second-level areas are the cells of their places inside the
    first-level area, an approximation; curated places have what gazetteer/shapes holds.
    """
    gazetteer = gazetteer or open_gazetteer()
    if place_id in curated_shapes():
        return curated_shapes()[place_id]
    place = gazetteer.by_id(place_id)
    if place is None:
        return None
    if own := gazetteer.shape(place.place_id):
        return _shape({"geometry": json.loads(own)})
    if place.place_id in curated_shapes():
        return curated_shapes()[place.place_id]
    if place.feature == "country":
        return country_polygons().get(place.country)
    if place.feature == "admin1":
        return first_level_polygons().get(f"{place.country}.{place.admin1_code}")
    if place.feature == "admin2":
        return second_level(place.country, place.admin1_code, gazetteer=gazetteer).get(place.admin2_code)
    return None


def second_level(country: str, admin1: str, *, gazetteer: Gazetteer) -> dict[str, Any]:
    """Approximate polygons of the second-level areas of a first-level area, by code: the cells of their member places."""
    whole = first_level_polygons().get(f"{country}.{admin1}")
    if whole is None:
        return {}
    return areas.cells(_members(country, admin1, gazetteer), whole)


def _members(country: str, admin1: str, gazetteer: Gazetteer) -> Sequence[tuple[float, float, str]]:
    lat, lon, radius = gazetteer.part(f"{country}.{admin1}", "label") or (0.0, 0.0, 0.0)
    near = gazetteer.near(lat, lon, radius * 1.6 + 20, ("city", "town", "village"))
    found: dict[tuple[float, float], str] = defaultdict(str)
    for _, c in near:
        if c.country == country and c.admin1 == admin1 and c.admin2:
            found[c.lat, c.lon] = c.admin2
    return [(lat, lon, code) for (lat, lon), code in found.items()]


def part(place_id: str, name: str, *, gazetteer: Gazetteer | None = None) -> Any | None:
    """The polygon of a compass part ("north" ... "northwest", "central") of a country or an area, None without a polygon."""
    whole = area(place_id, gazetteer=gazetteer)
    if whole is None or whole.geom_type not in ("Polygon", "MultiPolygon"):
        return None
    return areas.part_polygon(whole, name)
