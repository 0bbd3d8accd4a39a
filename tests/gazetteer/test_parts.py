"""The compass part of a country lies in that country."""

from __future__ import annotations

import pytest

from geomap.gazetteer import shapes
from geomap.gazetteer.index import open_gazetteer


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
