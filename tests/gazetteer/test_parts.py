"""The compass part of a country lies in that country."""

from __future__ import annotations

import pytest

from geomap.gazetteer import shapes
from geomap.gazetteer.index import open_gazetteer
from geomap.geo import distance_km
from geomap.language.document import read
from geomap.language.places import find_places
from geomap.model import Report


def test_the_east_of_every_large_country_is_in_it() -> None:
    """No country is given another's parts, whatever codes other schemes use for it (Chad's FIPS code is CD)."""
    import shapely

    gazetteer = open_gazetteer()
    wrong = []
    for code, outline in shapes.country_polygons().items():
        place = gazetteer.country(code)
        spot = gazetteer.part(place.place_id, "east") if place else None
        if spot is not None and outline.area > 1 and outline.distance(shapely.Point(spot[1], spot[0])) > 3:
            wrong.append((code, spot))
    assert not wrong


@pytest.mark.parametrize("code", ["TD", "SY", "ML", "UA", "MM", "YE"])
def test_the_north_lies_north_of_the_south(code: str) -> None:
    """Parts are laid out by the compass."""
    gazetteer = open_gazetteer()
    place = gazetteer.country(code)
    assert place is not None
    north, south = gazetteer.part(place.place_id, "north"), gazetteer.part(place.place_id, "south")
    assert north and south and north[0] > south[0]


@pytest.mark.parametrize(
    ("words", "near", "km"),
    [
        ("in the north of El Fasher", (13.63, 25.35), 6),
        ("in central Kupyansk", (49.71, 37.61), 6),
        ("in northern Idlib", (36.05, 36.6), 30),
        ("in eastern Aleppo", (36.2, 37.2), 12),
    ],
)
def test_a_part_of_a_town_lies_in_the_town_unless_its_province_bears_its_name(
    words: str, near: tuple[float, float], km: float
) -> None:
    """A small town lends its name to the parts of its province; a metropolis has parts of its own."""
    report = Report(id="r", text=f"Shells fell {words} on Tuesday.")
    found = find_places(read(report), open_gazetteer())[0]
    assert found.lat is not None
    assert found.lon is not None
    assert distance_km((found.lat, found.lon), near) < km


@pytest.mark.parametrize("name", ["Ed Daein", "Es Suki", "Ez Zawr"])
def test_an_assimilated_article_opens_a_name(name: str) -> None:
    """ "Ed Daein fell" names a town: the article alone is not a word of its own."""
    assert open_gazetteer().reach(name.split()[0]) > 1
