"""Which part of the world a map shows."""

from __future__ import annotations

from geomap.publish.extent import theatre_bounds


def test_a_far_capital_does_not_stretch_the_map() -> None:
    """Nine places of one war and one statement from another continent: the map shows the war."""
    lats = [15.5, 15.6, 14.4, 13.5, 13.2, 12.9, 14.0, 15.0, 13.8, 51.5]
    lons = [32.5, 32.6, 33.5, 33.4, 32.7, 30.9, 31.0, 33.0, 32.0, -0.1]
    west, south, east, north = theatre_bounds(lats, lons) or (0, 0, 0, 0)
    assert 29 < west < 31 and 33 < east < 35 and 12 < south < 13 and 15 < north < 17


def test_two_wars_of_the_same_weight_are_both_shown() -> None:
    """Half of the places in one theatre and half in another: both are on the map."""
    west, _, east, _ = theatre_bounds([48.0, 48.5, 13.0, 13.5], [37.0, 38.0, 30.0, 31.0]) or (0, 0, 0, 0)
    assert west < 30 and east > 38


def test_one_place_still_gives_a_map() -> None:
    """A single place is shown with its surroundings, at least 60 km of them."""
    west, south, east, north = theatre_bounds([35.0], [36.0]) or (0, 0, 0, 0)
    assert (north - south) * 111.2 >= 59 and east > 36.0 > west


def test_no_places_no_map() -> None:
    """Without a single position there is nothing to show."""
    assert theatre_bounds([], []) is None
    assert theatre_bounds([float("nan")], [1.0]) is None


def test_a_map_of_many_wars_shows_them_all() -> None:
    """Ten theatres of a tenth each: none is left out for being one of many."""
    lats, lons = [10.0] * 10, [-80.0 + 16 * k for k in range(10)]
    west, _, east, _ = theatre_bounds(lats, lons) or (0, 0, 0, 0)
    assert west <= -80 and east >= 64
