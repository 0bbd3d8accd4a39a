"""Series of front lines: theatres apart, days apart, days without observations; and how wide the band is."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from geomap.analysis import bands
from geomap.analysis.changes import changes
from geomap.analysis.fronts import estimate

LAND = shapely.box(0, 40, 80, 60)


def town_rows(lon: float, *, shift: float = 0.0, day: str = "2001-01-01", n: int = 9) -> pd.DataFrame:
    """`n` by `n` places around (49 N, `lon`), a tenth of a degree apart; West holds those left of `shift` degrees."""
    step = (np.arange(n) - (n - 1) / 2) * 0.1
    x, y = (a.ravel() for a in np.meshgrid(step, step))
    x = x + 0.02 * np.sin(7 * y + 3)
    return pd.DataFrame(
        {"name": "town", "lat": 49 + y, "lon": lon + x, "holder": np.where(x < shift, "West", "East"), "date": day}
    )


def active(frame: Any, day: str) -> Any:
    """Rows that hold on a day."""
    return frame[(frame["date_start"] <= day) & (frame["date_end"] >= day)]


def test_a_change_in_one_theatre_repeats_no_row_of_another() -> None:
    """A quiet theatre has one interval while another one moves; changes are told of the moving one alone."""
    days = ["2001-01-01", "2001-01-11", "2001-01-21"]
    quiet = pd.concat([town_rows(20.0, day=day) for day in days])
    moving = pd.concat([town_rows(50.0, shift=0.1 * k, day=day) for k, day in enumerate(days)])
    found = estimate(pd.concat([quiet, moving]), land=LAND)
    for frame in (found.fronts, found.control):
        near = frame.geometry.bounds["minx"] < 35
        assert set(zip(frame[near]["date_start"], frame[near]["date_end"], strict=True)) == {(days[0], days[-1])}
        assert sorted(set(frame[~near]["date_start"])) == days
    assert len(active(found.control, "2001-01-15")["side"]) == 4
    assert (changes(found.control).geometry.bounds["minx"] > 40).all()
    assert sorted(zip(changes(found.control)["date_start"], changes(found.control)["date_end"], strict=True)) == [
        (days[0], days[1]),
        (days[1], days[2]),
    ]


def test_a_day_of_a_series_is_the_day_alone() -> None:
    """What a series saves by remembering the day before changes nothing in what it says."""
    table = pd.concat([town_rows(30.0), town_rows(30.0, shift=0.1, day="2001-01-11")])
    series = estimate(table, land=LAND)
    alone = estimate(table, as_of=date(2001, 1, 11), land=LAND)
    assert active(series.fronts, "2001-01-11").geometry.to_wkt().tolist() == alone.fronts.geometry.to_wkt().tolist()
    assert active(series.control, "2001-01-11").geometry.to_wkt().tolist() == alone.control.geometry.to_wkt().tolist()


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2005, 1, 1), "2005-01-01: every observation has expired (the latest is of 2001-01-01"),
     (date(2000, 1, 1), "2000-01-01: nothing had been observed yet (the first observation is of 2001-01-01)")],
)  # fmt: skip
def test_a_day_without_observations_is_explained(day: date, told: str) -> None:
    """An empty answer says why it is empty."""
    found = estimate(town_rows(30.0), as_of=day, land=LAND)
    assert found.fronts.empty
    assert found.warnings[0].startswith(told)


def test_few_places_hold_a_line_close() -> None:
    """Among a few places of two sides the band is not wider than the way to the farther of the nearest two."""
    lonlat = [(30.0, 49.0), (30.02, 49.25), (30.05, 48.75), (29.7, 49.1), (30.5, 49.0), (30.55, 49.25), (30.5, 48.75),
              (30.9, 49.1)]  # fmt: skip
    table = pd.DataFrame(
        {"name": "town", "lat": [y for _, y in lonlat], "lon": [x for x, _ in lonlat], "holder": list("AAAABBBB"),
         "date": "2001-01-01"}
    )  # fmt: skip
    found = estimate(table, land=LAND)
    assert len(found.fronts) > 0
    assert found.fronts["uncertainty_km"].min() < 26
    gap = found.fronts["basis"].str.extract(r"within (\d+) km")[0].astype(float)
    assert (found.fronts["uncertainty_km"] <= gap + 6.6).all()


@pytest.mark.parametrize(
    ("surer", "less"),
    [((5.0, 20.0, 100.0, 1.0), (15.0, 20.0, 100.0, 1.0)), ((5.0, 20.0, 100.0, 1.0), (5.0, 20.0, 0.0, 1.0)),
     ((5.0, 20.0, 100.0, 1.0), (5.0, 20.0, 100.0, 0.5)), ((5.0, 6.0, 0.0, 1.0), (5.0, 20.0, 0.0, 1.0)),
     ((5.0, 20.0, np.inf, 1.0), (5.0, 20.0, 300.0, 1.0))],
    ids=["nearer place", "farther from the end", "straighter", "places closer together", "closed"],
)  # fmt: skip
def test_the_band_is_narrower_where_more_is_known(
    surer: tuple[float, float, float, float], less: tuple[float, float, float, float]
) -> None:
    """Each term of the half-width points the right way."""
    a, b = (bands.half_width(*(np.array([v]) for v in at))[0] for at in (surer, less))
    assert a < b


def test_straightness_tells_a_zigzag_from_a_straight_line() -> None:
    """A straight line counts 1, a zigzag the share of the way that gets ahead."""
    x = np.arange(0, 101, 2.0)
    assert bands.straightness(np.c_[x, 0 * x]) == pytest.approx(np.ones(50))
    zigzag = bands.straightness(np.c_[x, np.where(np.arange(51) % 2, 2.0, 0.0)])
    assert zigzag[15:35] == pytest.approx(np.full(20, 0.5**0.5), abs=0.06)


def test_a_line_is_cut_into_few_pieces() -> None:
    """No piece is shorter than the least length unless its line is."""
    fronts = estimate(town_rows(30.0, n=15), land=LAND).fronts
    assert len(fronts) > 1
    assert fronts["length_km"].min() >= bands.PIECE_KM - bands.VERTEX_KM


def test_a_new_place_moves_the_line_near_it_alone() -> None:
    """A place that is first observed on a later day leaves the line far from it as it was, to the metre."""
    before = pd.concat([town_rows(30.0, n=15), town_rows(31.5, shift=-9.0, n=13)])
    new = pd.DataFrame(
        {"name": "late", "lat": [49.73], "lon": [30.06], "holder": "West", "date": "2001-01-11"}
    )  # fmt: skip
    found = estimate(pd.concat([before, new]), land=LAND)
    one, two = (
        shapely.union_all(active(found.fronts, day).geometry.to_numpy()) for day in ("2001-01-01", "2001-01-11")
    )
    far = shapely.box(29, 48, 32, 49.2)
    assert one.intersection(far).length > 0.5
    assert one.intersection(far).hausdorff_distance(two.intersection(far)) < 1e-4
    assert one.hausdorff_distance(two) > 0.005


def test_rows_say_which_theatre_they_belong_to() -> None:
    """Places far apart are theatres of their own, called by their country."""
    rows = [
        {"name": f"{lat}/{lon}", "lat": lat, "lon": lon, "holder": "one" if lon < middle else "two", "date": day}
        for middle, south, day in ((36.5, 48.0, "2031-03-01"), (30.5, 13.0, "2021-03-01"))
        for lat in (south, south + 0.3, south + 0.6)
        for lon in (middle - 0.6, middle - 0.2, middle + 0.2, middle + 0.6)
    ]
    found = estimate(pd.DataFrame(rows))
    assert set(found.control["theatre"]) == set(found.fronts["theatre"]) == {"UA", "SD"}
    assert dict(zip(found.fronts["theatre"], found.fronts["date_start"], strict=True)) == {
        "UA": "2031-03-01",
        "SD": "2021-03-01",
    }
