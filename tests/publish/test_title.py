"""What a map is called: the countries where most happens, and the years."""

from __future__ import annotations

import geopandas as gpd
import pytest

from geomap.gazetteer.index import open_gazetteer
from geomap.layers import Layer
from geomap.publish.folder import title


def named(countries: str) -> str:
    frame = gpd.GeoDataFrame({"country": countries.split(), "date_start": "2023-05-01"})
    return title([Layer(id="events", title="Events", frame=frame)], open_gazetteer())


@pytest.mark.parametrize(
    ("countries", "words"),
    [
        ("SD SD SD TD", "Sudan and Chad, 2023"),
        ("SD SD SD SD SD SD SD TD", "Sudan, 2023"),
        ("SD SD TD UA SY YE LB", "Sudan and 5 other countries, 2023"),
        ("SD TD UA SY YE LB ML MM ET", "9 countries, 2023"),
    ],
)
def test_a_title_names_the_countries_where_most_happens(countries: str, words: str) -> None:
    """Three at most; where they hold less than most of the events, the first and how many others."""
    assert named(countries) == words
