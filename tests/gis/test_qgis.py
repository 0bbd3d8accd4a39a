"""The GeoPackage as QGIS itself opens it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest
from matplotlib.image import imread

from geomap import style
from geomap.layers import FIELDS, Layer
from geomap.publish import gpkg, tables
from tests.gis.gis_case import case

SCRIPT = Path(__file__).with_name("qgis_reads.py")
PYTHON = "/usr/bin/python3"  # QGIS's own modules belong to the system's Python, not to the virtual environment's


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What QGIS says of the small case's GeoPackage, and the folder of its pictures."""
    found = Path(PYTHON).exists() and subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True)
    if not found or found.returncode:
        pytest.skip("no QGIS here (Debian: python3-qgis)")
    folder = tmp_path_factory.mktemp("qgis")
    gpkg.write(case(), folder / "case.gpkg")
    command = [PYTHON, str(SCRIPT), str(folder / "case.gpkg"), str(folder / "map.png"), "2031-03-04", "2031-03-05"]
    # Our GDAL and PROJ name their data folders in the environment; QGIS has its own.
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("PROJ", "GDAL"))}
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, env=bare)
    assert ran.returncode == 0, ran.stderr[-2000:]
    answer: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    return answer | {"folder": folder, "stderr": ran.stderr}


def pixels(path: Path, colour: str, near: float = 0.15) -> int:
    """How many pixels of a picture have this colour, or nearly."""
    wanted = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return int((abs(imread(path)[:, :, :3] - wanted).max(axis=2) < near).sum())


def test_every_table_opens_with_its_style(told: dict[str, Any]) -> None:
    """All tables are valid layers whose default style QGIS loads, without a complaint about the file."""
    assert set(told["tables"]) == {t.name for layer in case() for t in tables.tables(layer)}
    assert {name for name, t in told["tables"].items() if not (t["valid"] and t["styled"])} == set()
    assert "partially supported" not in told["stderr"]


def test_temporal_controller_has_its_fields(told: dict[str, Any]) -> None:
    """Every dated layer has its columns of first and last moment switched on; mentions have no date of their own."""
    times = {name: t["time"] for name, t in told["tables"].items()}
    assert times.pop("mentions") is None
    assert times.pop("mentions_areas") is None
    assert times.pop("chokepoints", None) is None
    assert {tuple(v) for v in times.values()} == {("time_start", "time_end")}


def test_temporal_controller_honours_intervals(told: dict[str, Any]) -> None:
    """The frame of 4 March shows the shelling that ends that day and the undated clash, not the visit of the 5th."""
    assert told["tables"]["events"]["in_period"] == ["e1", "e2"]
    assert len(told["tables"]["fronts"]["in_period"]) == 1


def test_symbols_follow_the_style_table(told: dict[str, Any]) -> None:
    """A symbol per event type, fills with a hatch, corridors with arrows by status, fronts with their band."""
    layers = told["tables"]
    assert layers["events"]["legend"] == [style.EVENTS[t].label for t in ("shelling", "clash", "visit", "other")]
    assert layers["control"]["legend"] == ["Government", "Opposition", "No side said"]
    assert set(map(tuple, layers["control"]["symbols"])) == {("SimpleFill", "SimpleFill")}
    assert set(layers["corridors"]["legend"]) == {line.label for line in style.CORRIDORS.values()}
    assert {symbol[-1] for symbol in layers["corridors"]["symbols"]} == {"MarkerLine"}
    assert layers["fronts"]["symbols"] == [["SimpleLine", "SimpleLine"]]
    assert layers["places"]["labels"] == "place"


def test_project_opens_in_order(told: dict[str, Any]) -> None:
    """The project inside finds its layers beside itself, events on top and areas below; mentions are switched off."""
    assert told["project"]
    names = [name for name, _, _ in told["order"]]
    assert names == [t.name for layer in tables.in_order(case()) for t in tables.tables(layer)]
    assert [n for n in names if n in ("control", "corridors", "events", "fronts")] == [
        "events",
        "fronts",
        "corridors",
        "control",
    ]
    assert {name for name, shown, _ in told["order"] if not shown} == {
        n for n in names if n.startswith(("mentions", "control_claims"))
    }
    assert all(valid for _, _, valid in told["order"])
    assert told["crs"] == "EPSG:3857"
    assert told["period"] == ["2031-03-01T00:00:00Z", "2031-03-31T23:59:59Z"]


def test_picture_shows_the_case(told: dict[str, Any]) -> None:
    """QGIS draws corridors, both sides' outlines and the front; with a time also the front's band."""
    assert told["errors"] == []
    plain, timed = told["folder"] / "map.png", told["folder"] / "map-timed.png"
    government, opposition = style.sides(["government", "opposition"]).values()
    for colour in (style.CORRIDOR_COLOUR[0], government.light, opposition.light, style.FRONT_COLOUR[0]):
        assert pixels(plain, colour) > 5, colour
    assert imread(plain)[:, :, :3].std() > 0.05
    darker = imread(plain)[:, :, :3].mean() - imread(timed)[:, :, :3].mean()
    assert darker > 0.002  # the band of 6 km on either side


def test_second_run_gives_the_same_bytes(tmp_path: Path, layers: list[Layer]) -> None:
    """Styles, project and tables hold no time of writing and no path."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        gpkg.write(layers, tmp_path / name / "case.gpkg")
    assert (tmp_path / "one" / "case.gpkg").read_bytes() == (tmp_path / "two" / "case.gpkg").read_bytes()


def test_unknown_kinds_are_drawn(told: dict[str, Any]) -> None:
    """A type or status that the style table does not know falls to the last entry instead of vanishing."""
    assert told["tables"]["events"]["legend"][-1] == "Other"
    assert told["tables"]["corridors"]["legend"][-1] == "Reported"


def test_package_without_rows_opens(tmp_path: Path, nothing: list[Layer]) -> None:
    """A case in which nothing was found is a valid GeoPackage all the same."""
    gpkg.write(nothing, tmp_path / "case.gpkg")
    with sqlite3.connect(tmp_path / "case.gpkg") as db:
        assert db.execute("SELECT count(*) FROM gpkg_contents WHERE data_type = 'features'").fetchone() == (
            len(FIELDS) + 2,
        )
    assert (
        shutil.which("ogrinfo") is None
        or subprocess.run(["ogrinfo", "-al", "-so", str(tmp_path / "case.gpkg")], capture_output=True).returncode == 0
    )


def test_second_run_is_the_same_however_often_sqlite_saved(tmp_path: Path, layers: list[Layer]) -> None:
    """The count of changes in the file's header is set, and the file is whole with it."""
    gpkg.write(layers, tmp_path / "case.gpkg")
    head = (tmp_path / "case.gpkg").read_bytes()[:100]
    assert {int.from_bytes(head[at : at + 4], "big") for at in gpkg.CHANGES} == {1}
    with sqlite3.connect(tmp_path / "case.gpkg") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
