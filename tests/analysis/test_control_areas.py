"""Control told as polygons: all the ground and places inside count, later areas take over earlier ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geomap.analysis.control_areas import lattice
from geomap.analysis.control_table import read_control
from geomap.analysis.fronts import Estimate, estimate
from geomap.errors import InputError

WEST, EAST = (34.5, 48.0, 36.0, 49.0), (36.0, 48.0, 37.5, 49.0)


def area(bounds: tuple[float, float, float, float], holder: str, day: str) -> dict[str, Any]:
    """A feature: a box with its holder and day."""
    shape = json.loads(shapely.to_geojson(shapely.box(*bounds)))
    return {"type": "Feature", "properties": {"holder": holder, "date": day}, "geometry": shape}


def town(lon: float, lat: float, holder: str, day: str) -> dict[str, Any]:
    """A feature: a point with its holder and day."""
    properties = {"name": "Town", "holder": holder, "date": day}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def observed(tmp_path: Path, *features: dict[str, Any]) -> Any:
    """The features as an observations frame."""
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return read_control([path], reject=lambda _error: None)


def held(found: Estimate, side: str, lon: float, lat: float, day: str) -> bool:
    """Whether the side holds the point in the estimate of that day."""
    rows = found.control[(found.control["side"] == side) & (found.control["date_start"] == day)]
    return bool(rows.geometry.intersects(shapely.Point(lon, lat)).any())


def test_the_front_lies_on_the_edge_that_two_areas_share(tmp_path: Path) -> None:
    """Within five kilometres, where both areas speak."""
    found = estimate(observed(tmp_path, area(WEST, "blue", "2022-04-01"), area(EAST, "red", "2022-04-01")))
    inside = shapely.clip_by_rect(shapely.union_all(found.fronts.geometry.to_numpy()), 34.5, 48.1, 37.5, 48.9)
    lons = shapely.get_coordinates(inside)[:, 0]
    assert np.abs(lons - 36.0).max() < 0.07


def test_a_later_area_takes_over_the_ground_of_an_earlier_one(tmp_path: Path) -> None:
    """The pocket is blue from May on; around it nothing changes."""
    pocket = area((36.4, 48.3, 36.9, 48.7), "blue", "2022-05-01")
    found = estimate(
        observed(tmp_path, area(WEST, "blue", "2022-04-01"), area(EAST, "red", "2022-04-01"), pocket)
    )  # fmt: skip
    assert held(found, "red", 36.65, 48.5, "2022-04-01")
    assert held(found, "blue", 36.65, 48.5, "2022-05-01")
    assert held(found, "red", 37.3, 48.9, "2022-05-01")


def test_a_known_place_inside_an_area_belongs_to_it(tmp_path: Path) -> None:
    """A town that another observation names is observed again on the area's day."""
    table = observed(tmp_path, town(36.61, 48.47, "red", "2022-03-01"), area(EAST, "blue", "2022-04-01"))
    here = table[(table["lon"].round(2) == 36.61) & (table["lat"].round(2) == 48.47)]
    assert dict(zip(here["date"], here["holder"], strict=True)) == {"2022-03-01": "red", "2022-04-01": "blue"}


@pytest.mark.parametrize("size", [0.01, 0.3, 2.0, 12.0])
def test_areas_of_any_size_stand_for_themselves_with_few_points(size: float) -> None:
    """At least one point, at most a thousand, all of them inside."""
    shape = shapely.box(30.0, 10.0, 30.0 + size, 10.0 + size)
    points = lattice(shape)
    assert 1 <= len(points) <= 1000
    assert shapely.covers(shape.buffer(1e-4), shapely.points(points)).all()


def test_a_file_of_lines_is_refused(tmp_path: Path) -> None:
    """Roads are no areas of control."""
    road = {
        "type": "Feature",
        "properties": {"holder": "red"},
        "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
    }
    with pytest.raises(InputError, match="no points and no polygons"):
        observed(tmp_path, road)
