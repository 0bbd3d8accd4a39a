"""An output folder in other formats."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely
from lxml import etree

from geomap import layers
from geomap.errors import InputError
from geomap.publish import export, geojson

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An output folder with a few things in it, one of them hostile, one without a place."""
    events = layers.from_rows("events", [
        {"id": "a", "report": "r", "quote": "<b>Shells & \x01 fell</b> " + "\u00e9" * 300, "type": "shelling", "place": "Taiz", "lat": 13.6, "lon": 44.0, "date_start": "2021-03-05", "date_end": "2021-03-06", "fatalities_low": 3, "denied_by": ["Army"]},
        {"id": "b", "report": "r", "type": "visit"},
    ])  # fmt: skip
    claims = layers.from_rows(
        "control_claims",
        [{"place": "Aden", "lat": 12.8, "lon": 45.0}, {"place": "Marib", "holder": "Army"}],
        [shapely.Point(45, 12.8), shapely.box(45, 15, 46, 16)],
    )
    corridor = layers.from_rows(
        "corridors", [{"id": "c", "origin": "A", "destination": "B"}], [shapely.LineString([(170, 10), (-170, 20)])]
    )
    out = tmp_path / "maps"
    out.mkdir()
    for layer in (events, claims, corridor):
        geojson.write(layer, out / f"{layer.id}.geojson")
    return out


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the export goes."""
    path = tmp_path / "gis"
    path.mkdir()
    return path


@pytest.mark.parametrize(("kind", "ending"), [("flatgeobuf", "fgb"), ("geoparquet", "parquet")])
def test_frames_come_back_with_their_columns(folder: Path, target: Path, kind: str, ending: str) -> None:
    """Days are dates, whole numbers whole, lists JSON, missing values missing."""
    export.FORMATS[kind](export.load(folder), target)
    path = target / f"events.{ending}"
    frame = (gpd.read_parquet(path) if ending == "parquet" else pyogrio.read_dataframe(path)).set_index("id")
    assert str(frame.loc["a", "date_start"])[:10] == "2021-03-05"
    assert frame.loc["a", "fatalities_low"] == 3
    assert json.loads(str(frame.loc["a", "denied_by"])) == ["Army"]
    assert frame.crs.to_epsg() == 4326


def test_a_shapefile_has_one_kind_of_geometry_and_short_names(folder: Path, target: Path) -> None:
    """Text is cut between characters; rows without geometry are left out."""
    export.shapefile(export.load(folder), target)
    assert {p.name for p in target.glob("*.shp")} == {
        "events_points.shp",
        "control_claims_points.shp",
        "control_claims_areas.shp",
        "corridors_lines.shp",
    }
    frame = pyogrio.read_dataframe(target / "events_points.shp")
    assert len(frame) == 1
    assert max(len(c) for c in frame.columns if c != "geometry") <= 10
    assert frame["start_day"][0] == "2021-03-05"
    assert frame["quote"][0].endswith("\u00e9")


def test_kml_has_time_spans_and_harmless_text(folder: Path, target: Path) -> None:
    """Well-formed, one folder per layer, the words of reports as text, half characters gone."""
    export.kml(export.load(folder), target)
    root = etree.fromstring((target / "geomap.kml").read_bytes())
    assert [f.findtext(f"{KML}name") for f in root.iter(f"{KML}Folder")] == [
        "Events",
        "Supply corridors",
        "Claims of control",
    ]
    first = next(root.iter(f"{KML}Placemark"))
    assert first.findtext(f"{KML}TimeSpan/{KML}begin") == "2021-03-05"
    assert first.findtext(f"{KML}name") == "Shelling, Taiz"
    quotes = [d.findtext(f"{KML}value") for d in root.iter(f"{KML}Data") if d.get("name") == "quote"]
    assert str(quotes[0]).startswith("<b>Shells &  fell</b>")
    assert len(list(root.iter(f"{KML}MultiGeometry"))) == 1


def test_a_folder_without_layers_is_an_error(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(InputError, match="geomap map wrote"):
        export.load(tmp_path)


def test_an_address_is_shown_without_its_password() -> None:
    """Errors end up in logs."""
    assert export._without_password("postgresql://me:secret@db.example/maps") == "postgresql://db.example/maps"


def _tool(name: str) -> str | None:
    """A program of the PostgreSQL server, where Debian puts it."""
    found = [str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))]
    return found[-1] if found else shutil.which(name)


def _as_server(command: list[str]) -> list[str]:
    """The server refuses to run as root: then as nobody's own user `postgres`."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostGIS server of our own on a Unix socket; skips where PostGIS is not installed."""
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")) or not _tool("initdb"):
        pytest.skip("PostGIS is not installed")
    home = Path("/tmp") / f"geomap-pg-{os.getpid()}"  # noqa: S108 - a socket's path must be short, and readable by the server's user
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    data = str(home / "data")
    subprocess.run(
        _as_server([str(_tool("initdb")), "-D", data, "-A", "trust", "-U", "me"]), check=True, stdout=subprocess.DEVNULL
    )
    server = [str(_tool("pg_ctl")), "-D", data, "-w", "-l", str(home / "log"), "-o", f"-k {home} -c listen_addresses="]
    subprocess.run(_as_server([*server, "start"]), check=True, stdout=subprocess.DEVNULL)
    try:
        psql = [
            str(_tool("psql")),
            "-h",
            str(home),
            "-U",
            "me",
            "-d",
            "postgres",
            "-q",
            "-c",
            "CREATE EXTENSION postgis",
        ]
        subprocess.run(psql, check=True)
        yield f"postgresql://me@/postgres?host={home}"
    finally:
        subprocess.run(_as_server([*server, "-m", "immediate", "stop"]), check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(home)


def test_postgis_holds_the_layers_and_a_second_export_replaces_them(folder: Path, database: str) -> None:
    """Idempotent; a failing export changes nothing."""
    from sqlalchemy import create_engine, text

    for _ in range(2):
        export.postgis(export.load(folder), database)
    engine = create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        count = connection.execute(
            text("SELECT count(*), count(geometry), min(date_start::date::text) FROM geomap_events")
        ).one()
        assert tuple(count) == (2, 1, "2021-03-05")
        assert connection.execute(text("SELECT ST_SRID(geometry) FROM geomap_corridors")).scalar() == 4326
    engine.dispose()


def test_a_database_that_is_not_there_is_an_error() -> None:
    """In one line, without the password."""
    pytest.importorskip("geoalchemy2")
    with pytest.raises(InputError, match="the database refused") as caught:
        export.postgis([], "postgresql://me:secret@/x?host=/nowhere")
    assert "secret" not in str(caught.value)
