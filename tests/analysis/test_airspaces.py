"""Airspaces that the user gives: whose they are, what they do to a route, and what a file may lack."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import shapely

from geomap.analysis import airspaces, land, routes
from geomap.analysis.airspaces import Airspaces
from geomap.cli import main
from geomap.errors import InputError
from geomap.pipeline import Log, Options, build

LARNACA, BEIRUT, BENGHAZI, ATHENS = (34.88, 33.62), (33.82, 35.49), (32.1, 20.27), (37.94, 23.95)
NAMES = {"Cyprus": "CY", "Lebanon": "LB", "Greece": "GR", "Libya": "LY", "Congo": "CD CG", "Egypt": "EG"}
NICOSIA = shapely.box(31.0, 33.0, 35.0, 36.0)  # over the sea on all sides of the island
SIRTE = shapely.box(18.0, 31.0, 25.0, 35.5)  # over the sea north of the coast


class FewCountries:
    """A gazetteer that knows NAMES and their codes."""

    def country(self, code: str) -> Any:
        """The country of a code, or None."""
        return SimpleNamespace(country=code.upper()) if code.upper() in " ".join(NAMES.values()).split() else None

    def lookup(self, name: str) -> list[Any]:
        """The countries of a name."""
        found = NAMES.get(name, "").split()
        return [SimpleNamespace(country=code, feature="country", kind="name") for code in found]


def write(path: Path, *shapes: Any, crs: Any = 4326, **columns: list[Any]) -> Path:
    """A file of shapes with columns."""
    import geopandas as gpd

    gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs).to_file(path, engine="pyogrio")
    return path


def load(path: Path, warn: Any = pytest.fail) -> Airspaces:
    """The airspaces of a file; a warning fails the test unless it is asked for."""
    return airspaces.load_airspaces(path, FewCountries(), warn)  # type: ignore[arg-type]


def test_an_airspace_over_the_sea_has_its_kilometres(tmp_path: Path) -> None:
    """From Larnaca to Beirut most of the way is over the sea: the island's land has a little of it, its airspace more."""
    given = load(write(tmp_path / "f.geojson", NICOSIA, iso=["CY"]))
    way = routes.air_route(LARNACA, BEIRUT, airspaces=given)
    assert routes.crossed_km(way).get("CY", 0.0) < 50
    assert routes.crossed_km(way, given)["CY"] > 100


def test_an_avoided_airspace_bends_the_way_around_its_sea_too(tmp_path: Path) -> None:
    """Around the land alone the way crosses the square over the sea; around the airspace it keeps off it."""
    given = load(write(tmp_path / "f.gpkg", NICOSIA, iso=["CY"]))
    start, end = (35.5, 28.0), (34.6, 37.5)
    by_land = routes.air_route(start, end, avoid=["CY"])
    by_space = routes.air_route(start, end, avoid=["CY"], airspaces=given)
    assert routes.line(by_land).intersects(NICOSIA)
    assert not routes.line(by_space).intersects(NICOSIA)
    assert routes.length_km(by_space) > routes.length_km(by_land)


def test_a_long_border_along_a_parallel_is_kept_to() -> None:
    """A great circle bulges over a parallel: 40 degrees of it are walked around with the clearance all along."""
    band = shapely.box(0.0, 45.0, 40.0, 50.0)
    given = Airspaces("band", {"XX": band})
    way = routes.air_route((44.0, 0.5), (44.0, 39.5), avoid=["XX"], airspaces=given)
    assert not routes.line(way).intersects(band)


def test_a_named_airspace_may_be_entered_over_the_sea(tmp_path: Path) -> None:
    """Told to pass Libya's airspace, a flight from Athens to Larnaca need not reach its land."""
    given = load(write(tmp_path / "f.geojson", SIRTE, iso=["LY"]))
    by_space = routes.air_route(ATHENS, LARNACA, via=["LY"], airspaces=given)
    assert routes.crossed_km(by_space, given)["LY"] > 0
    assert "LY" not in routes.crossed_km(by_space)
    assert routes.length_km(by_space) < routes.length_km(routes.air_route(ATHENS, LARNACA, via=["LY"]))


def test_a_state_without_an_airspace_keeps_its_land(tmp_path: Path) -> None:
    """A file of one state changes that state alone."""
    given = load(write(tmp_path / "f.geojson", NICOSIA, iso=["CY"]))
    assert given.polygons["LB"] is land.country("LB")
    assert given.polygons["CY"].equals(NICOSIA)


def test_several_airspaces_of_a_state_are_one(tmp_path: Path) -> None:
    """Two halves that touch are merged, and the way through both counts once."""
    west, east = shapely.box(31, 33, 33, 36), shapely.box(33, 33, 35, 36)
    given = load(write(tmp_path / "f.geojson", west, east, iso=["CY", "CY"]))
    assert given.polygons["CY"].equals(NICOSIA)


@pytest.mark.parametrize(
    "columns",
    [
        {"iso": ["CY"]}, {"ISO_A2": ["cy"]}, {"country": ["Cyprus"]}, {"country_code": ["CY"]}, {"state": ["Cyprus"]},
        {"iso_a2": ["-99"], "state": ["Cyprus"]}, {"name": ["NICOSIA FIR"]}, {"iso": [None]},
    ],
)  # fmt: skip
def test_whose_an_airspace_is(tmp_path: Path, columns: dict[str, list[Any]]) -> None:
    """A code or a name in one of the columns says it, else the land under the polygon."""
    given = load(write(tmp_path / "f.gpkg", NICOSIA, **columns))
    assert given.polygons["CY"].equals(NICOSIA)


def test_the_column_wins_over_the_land_below(tmp_path: Path) -> None:
    """A polygon over one country's land is another's when the column says so."""
    assert load(write(tmp_path / "f.geojson", NICOSIA, iso=["GR"])).polygons["GR"].equals(NICOSIA)


def test_a_name_of_two_countries_is_told_apart_by_the_land(tmp_path: Path) -> None:
    """ "Congo" with a polygon around Brazzaville and the coast is the smaller one, and a warning says so."""
    heard: list[str] = []
    given = load(write(tmp_path / "f.gpkg", shapely.box(12, -4, 15, 2), country=["Congo"]), heard.append)
    assert given.polygons["CG"].bounds == (12, -4, 15, 2)
    assert len(heard) == 1
    assert "'Congo' names no one country; taken as CG" in heard[0]


def test_a_row_without_a_state_is_left_out_with_a_warning(tmp_path: Path) -> None:
    """A polygon over the high sea that nobody claims is named by its row."""
    heard: list[str] = []
    load(write(tmp_path / "f.gpkg", NICOSIA, shapely.box(-40, 30, -35, 35), iso=["CY", None]), heard.append)
    assert len(heard) == 1
    assert "row 2 is left out" in heard[0]


def test_a_row_without_a_polygon_is_left_out_with_a_warning(tmp_path: Path) -> None:
    """A point among the polygons is named by its row."""
    heard: list[str] = []
    given = load(write(tmp_path / "f.geojson", NICOSIA, shapely.Point(33, 35), iso=["CY", "CY"]), heard.append)
    assert given.polygons["CY"].equals(NICOSIA)
    assert len(heard) == 1
    assert "row 2 holds no polygon" in heard[0]


def test_the_layer_of_polygons_is_read(tmp_path: Path) -> None:
    """A GeoPackage may hold points first."""
    import geopandas as gpd

    path = write(tmp_path / "f.gpkg", shapely.Point(33, 35))
    gpd.GeoDataFrame({"iso": ["CY"]}, geometry=[NICOSIA], crs=4326).to_file(path, layer="firs", engine="pyogrio")
    assert load(path).polygons["CY"].equals(NICOSIA)


def test_a_file_in_another_crs_is_brought_over(tmp_path: Path) -> None:
    """Metres with a CRS become degrees."""
    import geopandas as gpd

    square = gpd.GeoSeries([NICOSIA], crs=4326).to_crs(3857).iloc[0]
    given = load(write(tmp_path / "f.gpkg", square, crs=3857, iso=["CY"]))
    assert given.polygons["CY"].bounds == pytest.approx(NICOSIA.bounds)


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_degrees_without_a_crs_are_read_with_a_warning(tmp_path: Path) -> None:
    """Longitudes and latitudes are taken as such."""
    heard: list[str] = []
    assert load(write(tmp_path / "f.gpkg", NICOSIA, crs=None, iso=["CY"]), heard.append).content
    assert len(heard) == 1
    assert "says no CRS" in heard[0]


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_metres_without_a_crs_are_refused(tmp_path: Path) -> None:
    """Positions off the globe cannot be placed."""
    path = write(tmp_path / "f.gpkg", shapely.box(3e6, 3e6, 4e6, 4e6), crs=None, iso=["CY"])
    with pytest.raises(InputError, match=r"off the globe.*CRS"):
        load(path)


@pytest.mark.parametrize(
    ("shape", "told", "why"),
    [
        (shapely.Point(33, 35), "CY", "no polygons"), (shapely.LineString([(33, 35), (34, 35)]), "CY", "no polygons"),
        (shapely.box(-40, 30, -35, 35), None, "no airspace of a known state"),
    ],
)  # fmt: skip
def test_a_file_without_airspaces_is_refused(tmp_path: Path, shape: Any, told: str | None, why: str) -> None:
    """Points, lines and polygons of nobody are no airspaces."""
    with pytest.raises(InputError, match=why):
        load(write(tmp_path / "f.gpkg", shape, iso=[told]), lambda _text: None)


@pytest.mark.parametrize(
    ("text", "why"),
    [(None, "cannot be read"), ("not a map", "cannot be read"), ('{"type": "FeatureCollection", "features": []}', "no polygons")],
)  # fmt: skip
def test_an_unreadable_file_is_refused(tmp_path: Path, text: str | None, why: str) -> None:
    """A file that is missing, broken or empty is named with what to give instead."""
    path = tmp_path / "f.geojson"
    if text is not None:
        path.write_text(text)
    with pytest.raises(InputError, match=f"f.geojson: .*{why}.*GeoPackage"):
        load(path)


def test_the_same_polygons_are_the_same_airspaces(tmp_path: Path) -> None:
    """What is kept under a content is found again whatever the file is called, and not after a border moved."""
    once = load(write(tmp_path / "a.gpkg", NICOSIA, iso=["CY"]))
    again = load(write(tmp_path / "b.geojson", NICOSIA, country=["Cyprus"]))
    moved = load(write(tmp_path / "c.gpkg", shapely.box(31, 33, 35, 36.5), iso=["CY"]))
    assert once == again
    assert hash(once) == hash(again)
    assert once != moved
    assert once != airspaces.over_land()


def test_a_flight_of_a_report_is_measured_by_them(tmp_path: Path) -> None:
    """From the option to the corridor: the sea around Cyprus is on the way from Libya to Syria."""
    report = tmp_path / "report.txt"
    report.write_text("Rifles were flown from Benghazi to Tartus on 3 October 2014, a customs officer said.\n")
    given = write(tmp_path / "f.geojson", NICOSIA, state=["Cyprus"])
    result = build(Options(inputs=(report,), airspaces=given), Log(), lambda *_: None)
    row = next(layer.frame for layer in result.layers if layer.id == "corridors").iloc[0]
    assert {crossed["country"] for crossed in row["countries_km"]} == {"CY", "LY"}


def test_the_command_refuses_what_is_no_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the file, and nothing is written."""
    report, out = tmp_path / "report.txt", tmp_path / "out"
    report.write_text("Rifles were flown from Benghazi to Tartus on 3 October 2014, a customs officer said.\n")
    assert main(["map", str(report), "-o", str(out), "--airspaces", str(report)]) == 2
    assert "report.txt: cannot be read as airspaces" in capsys.readouterr().err
    assert not (out / "map.html").exists()
