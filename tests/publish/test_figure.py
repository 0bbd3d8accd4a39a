"""A static figure needs no browser, shows only what is in its frame, and is the same bytes each time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.cli import main
from geomap.errors import InputError
from geomap.publish.figure import write_figure


def write(folder: Path, name: str, rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    features = [{"type": "Feature", "geometry": geometry, "properties": row} for geometry, row in rows]
    (folder / f"{name}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def square(west: float, south: float, size: float) -> dict[str, Any]:
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sides, a front between them, three events, a corridor; a third side on another continent."""
    days = {"date_start": "2021-02-03", "date_end": "2021-03-01"}
    write(tmp_path, "events", [
        (point(0.2, 16.2), {"type": "shelling", "radius_km": 4, **days}),
        (point(0.9, 16.8), {"type": "air_strike", "radius_km": 90, **days}),
        (point(-70.0, -30.0), {"type": "diplomacy", "radius_km": 4, **days}),
    ])  # fmt: skip
    write(tmp_path, "control", [
        (square(0, 16, 0.5), {"side": "government", **days}),
        (square(0.5, 16, 0.5), {"side": "opposition", **days}),
        (square(-70, -30, 0.5), {"side": "elsewhere", **days}),
    ])  # fmt: skip
    line = {"type": "LineString", "coordinates": [[0.5, 16.0], [0.5, 16.5]]}
    write(tmp_path, "fronts", [(line, {"side_a": "government", "side_b": "opposition", "uncertainty_km": 9.0, **days})])
    write(tmp_path, "corridors", [(line, {"status": "closed", "evidence_count": 3, **days})])
    town = {"feature": "town", "mentions": 2, "events": 1}
    places = [(point(0.2, 16.2), {"place": "Tinza", **town}), (point(0.7, 16.3), {"place": "Tīn Zāwatīn $x$", **town})]
    write(tmp_path, "places", places)
    return tmp_path


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_each_format_is_written_twice_the_same(folder: Path, kind: str) -> None:
    """No run time or random id is in a figure."""
    first = write_figure(folder, folder / f"a.{kind}", dpi=60).read_bytes()
    assert first and write_figure(folder, folder / f"b.{kind}", dpi=60).read_bytes() == first


def test_names_and_legend_are_those_of_the_frame(folder: Path) -> None:
    """Places are named; a side outside the frame has no key."""
    text = write_figure(folder, folder / "a.svg").read_text("utf-8")
    assert ">Tinza<" in text and "Tīn Zāwatīn $x$" in text
    assert ">Government<" in text and ">Opposition<" in text and "Elsewhere" not in text
    assert ">Closed<" in text and ">Planned<" not in text and ">Diplomacy<" not in text


def test_several_dates_are_panels_of_one_sheet(folder: Path) -> None:
    """Each date has its heading; what lies outside its interval is not drawn."""
    text = write_figure(
        folder, folder / "a.svg", days=[date(2021, 2, 10), date(2022, 1, 1)], title="Two days"
    ).read_text("utf-8")
    assert ">10 February 2021<" in text and ">1 January 2022<" in text and ">Two days<" in text


@pytest.mark.parametrize(("name", "size", "message"), [("a.gif", "a4", "png"), ("a.png", "a0", "slide")])
def test_what_cannot_be_drawn_is_told(folder: Path, name: str, size: str, message: str) -> None:
    """An unknown format or size names those that are known."""
    with pytest.raises(InputError, match=message):
        write_figure(folder, folder / name, size=size)


def test_an_empty_folder_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    """The command ends with status 2 and leaves no half-written file."""
    assert main(["figure", str(tmp_path), "-o", str(tmp_path / "a.png")]) == 2
    assert list(tmp_path.iterdir()) == []
