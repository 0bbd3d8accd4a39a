"""Front lines and control areas: what they must and must not say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from geomap.analysis import land
from geomap.analysis.changes import changes
from geomap.analysis.fronts import estimate, snapshot
from geomap.analysis.metric import Metric
from geomap.errors import InputError

LAND = shapely.box(20, 40, 40, 60)
HOME = Metric(49.0, 30.0)


def lattice(
    holder: Callable[[float, float], str], step_km: float = 12.0, half: int = 6, day: str = "2001-01-01"
) -> pd.DataFrame:
    """Places on a slightly shaken lattice; `holder(x, y)` says who holds the place at (x, y) km."""
    rng = np.random.default_rng(5)
    grid = np.arange(-half, half + 1) * step_km
    xy = np.array([(x, y) for x in grid for y in grid]) + rng.uniform(-2, 2, ((2 * half + 1) ** 2, 2))
    lonlat = shapely.get_coordinates(HOME.lonlat(shapely.multipoints(xy)))
    return pd.DataFrame(
        {"name": [f"place {i}" for i in range(len(xy))], "lat": lonlat[:, 1], "lon": lonlat[:, 0],
         "holder": [holder(x, y) for x, y in xy], "date": day}
    )  # fmt: skip


def west_east(x: float, _y: float) -> str:
    """West holds everything left of the meridian through the middle."""
    return "West" if x < 0 else "East"


def in_km(frame: Any) -> list[Any]:
    """Geometries of a frame in the plane."""
    return [HOME.project(g) for g in frame.geometry]


def test_the_line_runs_between_the_sides() -> None:
    """The front of two half-planes lies within half the places' spacing of the true line."""
    lines = in_km(estimate(lattice(west_east), land=LAND).fronts)
    x = np.concatenate([shapely.get_coordinates(line)[:, 0] for line in lines])
    assert np.abs(x).mean() < 6.0
    assert sum(line.length for line in lines) > 150


def test_areas_share_their_border_without_slivers_or_overlaps() -> None:
    """Areas of different sides never overlap, and together they cover the known ground."""
    found = estimate(lattice(lambda x, y: "A" if x < -20 else "B" if y > 0 else "C"), land=LAND)
    areas = in_km(found.control)
    assert all(a.is_valid for a in areas)
    overlap = sum(a.intersection(b).area for i, a in enumerate(areas) for b in areas[i + 1 :])
    assert overlap < 0.01
    whole = shapely.union_all(areas)
    assert sum(p.area for p in shapely.get_parts(whole.buffer(0.01).buffer(-0.01))) == pytest.approx(
        sum(a.area for a in areas), rel=1e-3
    )
    assert {tuple(pair) for pair in found.fronts[["side_a", "side_b"]].to_numpy()} == {
        ("A", "B"),
        ("A", "C"),
        ("B", "C"),
    }


def test_every_place_lies_on_its_holders_ground() -> None:
    """No place is given to the other side, pockets and enclaves included."""
    table = lattice(lambda x, y: "East" if x > 0 or np.hypot(x + 40, y) < 14 else "West")
    control = estimate(table, land=LAND).control.set_index("side").geometry
    for side in ("West", "East"):
        own = table[table["holder"] == side]
        assert shapely.contains_xy(control[side], own["lon"], own["lat"]).all()


def test_a_besieged_pocket_is_ringed_by_a_line() -> None:
    """A pocket held by several places is an area of its own, with a front around it."""
    table = lattice(lambda x, y: "Garrison" if np.hypot(x, y) < 14 else "Besieger")
    found = estimate(table, land=LAND)
    pocket = HOME.project(found.control.set_index("side").geometry["Garrison"])
    assert 300 < pocket.area < 2500
    ring = shapely.union_all(in_km(found.fronts))
    assert ring.length == pytest.approx(pocket.boundary.length, rel=0.05)


def test_contested_places_lie_near_the_line() -> None:
    """A place that nobody holds alone pulls the line to itself."""

    def holder(x: float, y: float) -> str:
        return "Contested" if abs(x) < 8 else west_east(x, y)

    table = lattice(holder)
    found = estimate(table, land=LAND)
    line = shapely.union_all(in_km(found.fronts))
    here = HOME.xy(*(table.loc[table["holder"] == "Contested", c].to_numpy() for c in ("lon", "lat")))
    inner = here[np.abs(here[:, 1]) < 50]
    assert np.median(shapely.distance(shapely.points(inner), line)) < 3.0
    assert found.fronts["basis"].eq("contested places on the line").any()


def test_no_line_where_places_are_far() -> None:
    """With the sides' nearest places far apart, ground in between is unknown and no line is drawn."""
    far = lattice(lambda x, y: "West" if x < 0 else "East", step_km=30.0)
    middle = np.abs(HOME.xy(far["lon"].to_numpy(), far["lat"].to_numpy())[:, 0]) < 100
    found = estimate(far[~middle], land=LAND)
    assert found.fronts.empty
    assert set(found.control["side"]) == {"East", "West"}


def test_three_places_give_small_areas_and_a_warning() -> None:
    """A report that names three towns says nothing of the country around them."""
    table = pd.DataFrame(
        {"name": ["Nordstad", "Zuidstad", "Oostdorp"], "lat": [49.3, 48.9, 49.0], "lon": [30.0, 30.1, 30.9],
         "holder": ["A", "B", "A"], "date": "2001-01-01", "radius_km": [4.0, 4.0, 2.0]}
    )  # fmt: skip
    found = estimate(table, land=LAND)
    assert found.fronts.empty
    assert sum(a.area for a in in_km(found.control)) < 150
    assert "too few" in found.warnings[0]


def test_lines_and_areas_stop_at_the_coast() -> None:
    """Nothing is drawn at sea."""
    land = shapely.box(20, 48.9, 40, 60)
    table = lattice(west_east)
    found = estimate(table[table["lat"] > 48.95], land=land)
    assert found.control.total_bounds[1] >= 48.89
    dry = shapely.union_all(found.fronts.geometry.to_numpy())
    assert dry.difference(land.buffer(0.03)).is_empty


def test_a_place_speaks_for_its_own_country() -> None:
    """Places just inside one country claim no ground across the border (real polygons: Poland and Ukraine)."""
    table = lattice(west_east)
    table["lon"] -= 5.2
    table["lat"] += 1.2
    from geomap.analysis import land

    home, abroad = land.countries()["UA"], land.countries()["PL"]

    ukraine = table[[home.contains(shapely.Point(x, y)) for x, y in zip(table["lon"], table["lat"], strict=True)]]
    ground = shapely.union_all(estimate(ukraine).control.geometry.to_numpy())
    assert ground.intersection(abroad).area < 0.002
    assert ground.intersection(home).area > 0.5


def test_later_observations_change_nothing_earlier() -> None:
    """The estimate for a day is the same with and without the tables of later days."""
    early, late = lattice(west_east), lattice(lambda x, y: west_east(x - 25, y), day="2001-03-01")
    alone = estimate(early, as_of=date(2001, 1, 15), land=LAND)
    both = estimate(pd.concat([early, late]), as_of=date(2001, 1, 15), land=LAND)
    assert both.fronts.equals(alone.fronts)
    assert both.control.equals(alone.control)


def test_a_series_differs_only_where_observations_do() -> None:
    """One town that changes hands moves the line around it and nowhere else."""
    before = lattice(west_east)
    x, y = HOME.xy(before["lon"].to_numpy(), before["lat"].to_numpy()).T
    town = int(np.argmin(np.hypot(x - 8, y - 0)))
    after = before.assign(date="2001-02-01")
    after.loc[town, "holder"] = "West" if before.loc[town, "holder"] == "East" else "East"
    found = estimate(pd.concat([before, after]), land=LAND)
    assert sorted(set(found.control["date_start"])) == ["2001-01-01", "2001-02-01"]
    assert found.control.loc[found.control["date_start"] == "2001-01-01", "date_end"].eq("2001-01-31").all()
    one, two = (
        shapely.union_all(in_km(found.fronts[found.fronts["date_start"] == d])) for d in ("2001-01-01", "2001-02-01")
    )
    moved = one.symmetric_difference(two)
    reach = shapely.distance(shapely.points(shapely.get_coordinates(moved)), shapely.Point(x[town], y[town]))
    assert moved.length > 5
    assert reach.max() < 60


def test_gains_and_losses_have_their_area() -> None:
    """Ground that changed hands between two days is a polygon with its square kilometres."""
    before, after = lattice(west_east), lattice(lambda x, y: west_east(x - 24, y), day="2001-02-01")
    moved = changes(estimate(pd.concat([before, after]), land=LAND).control)
    assert list(moved["side_from"]) == ["East"]
    assert list(moved["side_to"]) == ["West"]
    assert moved["area_km2"][0] == pytest.approx(24 * 244, rel=0.25)  # the lattice and its reach are 244 km tall


def test_disagreement_of_equally_sure_observations_makes_a_place_contested() -> None:
    """Two sources of one day that name different holders cancel out; a surer one wins."""
    two = pd.DataFrame({"name": "Twistdorp", "lat": 49.0, "lon": 30.0, "holder": ["A", "B"], "date": "2001-01-01"})
    assert list(snapshot(two.assign(weight=1.0), None).holder) == ["Contested"]
    assert list(snapshot(two.assign(weight=[1.0, 0.3]), None).holder) == ["A"]


def test_the_same_table_gives_the_same_bytes() -> None:
    """The order of rows does not matter."""
    table = lattice(west_east)
    shuffled = table.sample(frac=1.0, random_state=3)
    assert estimate(table, land=LAND).fronts.to_json() == estimate(shuffled, land=LAND).fronts.to_json()


def test_a_kept_estimate_is_the_same_as_a_new_one() -> None:
    """What is worked out from its shapes later is the same too: they carry no grid that a store would lose."""

    class Store(dict[str, Any]):
        put = dict.__setitem__

    store = Store()
    new, kept = (estimate(lattice(west_east), kept=store) for _ in range(2))
    assert store
    for layer in ("control", "fronts"):
        before, after = (getattr(found, layer).geometry for found in (new, kept))
        assert before.to_wkb().tolist() == after.to_wkb().tolist()
        assert set(shapely.get_precision(before)) == set(shapely.get_precision(after)) == {0.0}


def test_a_table_without_holders_is_refused() -> None:
    """The error names the missing column."""
    with pytest.raises(InputError, match="holder"):
        estimate(pd.DataFrame({"name": ["A"], "lat": [1.0], "lon": [2.0]}))


SHARED = Path(__file__).resolve().parents[3] / "shared" / "fronts"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the evaluation material is not beside the checkout")
def test_the_line_beats_the_nearest_town() -> None:
    """On a real day the median distance from the true line is below that of the nearest-town line."""
    import json

    from scipy.spatial import cKDTree

    day = "2022-10-17"
    towns = pd.read_csv(SHARED / f"control_{day}.csv")
    truth = next(
        f for f in json.loads((SHARED / f"truth_{day}.geojson").read_text("utf-8"))["features"]
        if f["properties"]["what"] == "front"
    )  # fmt: skip
    metric = Metric(48.0, 36.0)
    line = shapely.segmentize(metric.project(shapely.geometry.shape(truth["geometry"])), 1.0)
    ours = shapely.union_all([metric.project(g) for g in estimate(towns).fronts.geometry])
    held = towns[towns["holder"] != "Contested"]
    xy = metric.xy(held["lon"].to_numpy(), held["lat"].to_numpy())
    grid = np.stack(np.meshgrid(np.arange(-420, 420, 2.0), np.arange(-320, 320, 2.0)), -1)
    side = held["holder"].eq("Russia").to_numpy()[cKDTree(xy).query(grid)[1]]
    edge = np.vstack([grid[:, :-1][side[:, 1:] != side[:, :-1]], grid[:-1][side[1:] != side[:-1]]])
    points = shapely.get_coordinates(line)
    median = np.median(shapely.distance(shapely.points(points), ours))
    assert median < 0.9 * np.median(cKDTree(edge).query(points)[0])


@pytest.mark.parametrize(
    ("day", "weight"), [(date(2001, 3, 31), 1.0), (date(2001, 4, 1), 0.5), (date(2001, 7, 1), 0.25)]
)
def test_observations_grow_old_in_steps(day: date, weight: float) -> None:
    """An observation of 1 January counts half from the ninetieth day on, and a quarter from the 180th."""
    one = pd.DataFrame(
        {"name": "Oudorp", "lat": 49.0, "lon": 30.0, "holder": ["A"], "date": "2001-01-01", "weight": 1.0}
    )
    assert snapshot(one, day).weight.tolist() == [weight]


def test_what_nobody_confirms_for_a_year_is_unknown_again() -> None:
    """A holder told in 2001 says nothing of 2003."""
    one = pd.DataFrame(
        {"name": "Oudorp", "lat": 49.0, "lon": 30.0, "holder": ["A"], "date": "2001-01-01", "weight": 1.0}
    )
    assert not len(snapshot(one, date(2003, 1, 1)))


def test_the_front_lies_on_a_border_that_parts_two_holders() -> None:
    """Towns of one side lie nearer to the border than those of the other: the line is the border all the same."""
    rows = [
        {"name": f"{lat}/{lon}", "lat": lat, "lon": lon, "holder": holder, "date": "2031-03-01"}
        for lat in np.arange(12.2, 14.6, 0.3)
        for lon, holder in (
            (21.3, "west"),
            (21.7, "west"),
            (22.0, "west"),
            (22.9, "east"),
            (23.3, "east"),
            (23.7, "east"),
        )
    ]
    lines = shapely.union_all(estimate(pd.DataFrame(rows)).fronts.geometry.to_numpy())
    border = land.country("TD")
    assert border is not None
    points = shapely.points(shapely.get_coordinates(shapely.clip_by_rect(lines, 21.0, 12.3, 24.0, 14.4)))
    assert np.mean(shapely.distance(border.boundary, points)) * 108 < 3.0


def test_a_border_within_one_sides_ground_parts_nothing() -> None:
    """Where one party holds both countries, no line is drawn along the border."""
    rows = [
        {"name": f"{lat}/{lon}", "lat": lat, "lon": lon, "holder": holder, "date": "2031-03-01"}
        for lat in np.arange(12.2, 14.6, 0.3)
        for lon, holder in (
            (21.7, "west"),
            (22.0, "west"),
            (22.9, "west"),
            (23.3, "west"),
            (23.9, "east"),
            (24.3, "east"),
        )
    ]
    lines = shapely.union_all(estimate(pd.DataFrame(rows)).fronts.geometry.to_numpy())
    west = shapely.clip_by_rect(lines, 21.0, 12.3, 30.0, 14.4).bounds[0]
    assert west > 23.2
