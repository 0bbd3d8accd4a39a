"""FlatGeobuf, GeoParquet, KML and Shapefile, read back by other programs than ours."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from lxml import etree

from geomap.cli import main
from geomap.errors import InputError, MissingDependencyError
from geomap.layers import FIELDS, Layer, from_rows
from geomap.publish import tables
from geomap.publish.formats import export
from geomap.publish.formats.shapefile import names

KML = "{http://www.opengis.net/kml/2.2}"
SUFFIXES = ("fgb", "parquet", "kml", "shp")


def rows_of(layers: list[Layer], layer_id: str) -> int:
    """How many rows a layer has."""
    return len(next(layer for layer in layers if layer.id == layer_id).frame)


def placemarks(path: Path, folder: str) -> list[Any]:
    """The placemarks of a KML folder."""
    root = etree.parse(path).getroot()
    return next(
        list(f.iter(f"{KML}Placemark")) for f in root.iter(f"{KML}Folder") if f.findtext(f"{KML}name") == folder
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_second_run_gives_the_same_bytes(tmp_path: Path, layers: list[Layer], suffix: str) -> None:
    """Nothing in a file tells when or where it was written."""
    for run in ("one", "two"):
        export(layers, str(tmp_path / run / f"case.{suffix}"))
    first, second = ({p.name: p.read_bytes() for p in sorted((tmp_path / run).iterdir())} for run in ("one", "two"))
    assert first == second
    assert first


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_empty_layers_are_written(tmp_path: Path, nothing: list[Layer], suffix: str) -> None:
    """A case without a row gives files that can be opened all the same."""
    export(nothing, str(tmp_path / f"case.{suffix}"))
    made = [p for p in tmp_path.iterdir() if p.suffix == f".{suffix}"]
    assert made
    if suffix in ("fgb", "shp"):
        assert {len(pyogrio.read_dataframe(p)) for p in made} == {0}


def test_flatgeobuf_holds_every_located_row(tmp_path: Path, layers: list[Layer]) -> None:
    """One file per table, indexed; what it cannot hold is told."""
    remarks = export(layers, str(tmp_path / "case.fgb"))
    assert {p.stem for p in tmp_path.iterdir()} >= {f"case_{name}" for name in FIELDS}
    events = pyogrio.read_dataframe(tmp_path / "case_events.fgb")
    assert sorted(events["id"]) == ["e1", "e2"]
    assert remarks == ["case_events.fgb: 1 rows without a position are left out (FlatGeobuf cannot hold them)"]
    assert str(events.set_index("id").loc["e1", "date_start"])[:10] == "2031-03-02"
    assert pyogrio.read_info(tmp_path / "case_events.fgb")["capabilities"]["fast_spatial_filter"]
    assert pyogrio.read_info(tmp_path / "case_mentions_areas.fgb")["geometry_type"] == "MultiPolygon"


def test_one_layer_is_one_file(tmp_path: Path, layers: list[Layer]) -> None:
    """A single layer takes the name that was asked for."""
    export([layer for layer in layers if layer.id == "fronts"], str(tmp_path / "front.fgb"))
    assert [p.name for p in tmp_path.iterdir()] == ["front.fgb"]


def test_geoparquet_is_geoparquet(tmp_path: Path, layers: list[Layer]) -> None:
    """geopandas reads it with its CRS; days are days, lists are lists, and every row is there."""
    gpd, pq = pytest.importorskip("geopandas"), pytest.importorskip("pyarrow.parquet")
    export(layers, str(tmp_path / "case.parquet"))
    for layer in layers:
        frame = gpd.read_parquet(tmp_path / f"case_{layer.id}.parquet")
        assert (len(frame), frame.crs.to_string()) == (len(layer.frame), "OGC:CRS84")
    schema = pq.read_schema(tmp_path / "case_events.parquet")
    assert [str(schema.field(n).type) for n in ("date_start", "fatalities_low", "denied_by")] == [
        "date32[day]",
        "int64",
        "list<element: string>",
    ]
    geo = json.loads(schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["bbox"] == [20.25, 10.5, 20.5, 10.7]
    mentions = gpd.read_parquet(tmp_path / "case_mentions.parquet")
    assert mentions["candidates"].iloc[0][0]["place_id"] == "geomap:tamrel"


def test_geoparquet_types_do_not_depend_on_rows(tmp_path: Path, layers: list[Layer], nothing: list[Layer]) -> None:
    """A folder without rows has the same columns, so that many files can be read as one table."""
    pq = pytest.importorskip("pyarrow.parquet")
    export(layers, str(tmp_path / "full.parquet"))
    export(nothing, str(tmp_path / "none.parquet"))
    for layer_id in FIELDS:
        full, none = (pq.read_schema(tmp_path / f"{stem}_{layer_id}.parquet") for stem in ("full", "none"))
        assert [full.field(name) for name in FIELDS[layer_id]] == [none.field(name) for name in FIELDS[layer_id]]


def test_geoparquet_says_what_it_needs(tmp_path: Path, layers: list[Layer], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the message holds the install line, and nothing is written."""
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingDependencyError, match=r"geomap\[parquet\]"):
        export(layers, str(tmp_path / "case.parquet"))
    assert list(tmp_path.iterdir()) == []


def test_kml_has_time_spans(tmp_path: Path, layers: list[Layer]) -> None:
    """Both days of a span are in it, from its first moment to its last; an undated row has none."""
    export(layers, str(tmp_path / "case.kml"))
    spans = [[s.text for s in p.find(f"{KML}TimeSpan")] if p.find(f"{KML}TimeSpan") is not None else None for p in placemarks(tmp_path / "case.kml", "Events")]  # fmt: skip
    assert spans == [
        ["2031-03-02T00:00:00Z", "2031-03-04T23:59:59Z"],
        None,
        ["2031-03-05T00:00:00Z", "2031-03-05T23:59:59Z"],
    ]


def test_kml_is_read_by_gdal(tmp_path: Path, layers: list[Layer]) -> None:
    """GDAL finds a layer per layer, each with all its rows."""
    export(layers, str(tmp_path / "case.kml"))
    found = {str(name) for name, _ in pyogrio.list_layers(tmp_path / "case.kml")}
    assert found == {layer.title for layer in layers}
    fronts = pyogrio.read_dataframe(tmp_path / "case.kml", layer="Front lines")
    assert shapely.get_coordinates(fronts.geometry.iloc[0])[0].tolist() == [21.0, 10.0]


def test_kml_report_text_is_never_markup(tmp_path: Path, layers: list[Layer], nasty: str) -> None:
    """Google Earth shows a description as HTML: a report's tags arrive there escaped, in the data as they are."""
    export(layers, str(tmp_path / "case.kml"))
    first = placemarks(tmp_path / "case.kml", "Events")[0]
    assert "<script" not in first.findtext(f"{KML}description")
    assert "&lt;script&gt;" in first.findtext(f"{KML}description")
    assert {d.get("name"): d.findtext(f"{KML}value") for d in first.iter(f"{KML}Data")}["quote"] == nasty


def test_kml_letters_that_xml_cannot_hold(tmp_path: Path) -> None:
    """Control letters of a report become marks; the file stays well-formed."""
    export(
        [from_rows("events", [{"id": "e1", "type": "clash", "quote": "a\x00\x0b\ufffeb"}])], str(tmp_path / "case.kml")
    )
    assert "a\ufffd\ufffd\ufffdb" in placemarks(tmp_path / "case.kml", "Events")[0].findtext(f"{KML}description")


def test_kml_styles_are_all_there(tmp_path: Path, layers: list[Layer]) -> None:
    """Every placemark's style is in the file."""
    export(layers, str(tmp_path / "case.kml"))
    root = etree.parse(tmp_path / "case.kml").getroot()
    known = {f"#{s.get('id')}" for s in root.iter(f"{KML}Style")}
    assert {s.text for s in root.iter(f"{KML}styleUrl")} <= known


def test_lines_over_the_antimeridian_are_cut(tmp_path: Path) -> None:
    """A corridor across 180 degrees does not run round the world."""
    line = shapely.LineString([(170, 10), (-170, 20)])
    export([from_rows("corridors", [{"id": "c", "origin": "A", "destination": "B"}], [line])], str(tmp_path / "c.fgb"))
    found = pyogrio.read_dataframe(tmp_path / "c.fgb").geometry.iloc[0]
    assert [part.bounds[0] for part in found.geoms] == [170.0, -180.0]


def test_shapefile_names_are_told(tmp_path: Path, layers: list[Layer]) -> None:
    """Names have 10 letters at most, a text beside the files gives the full ones, lists are joined, rows all there."""
    remarks = export(layers, str(tmp_path / "case.shp"))
    frame = pyogrio.read_dataframe(tmp_path / "case_corridors.shp")
    assert frame["via"].tolist() == ["Old Bridge; Kesh"] * 2
    told = (tmp_path / "case_fields.txt").read_text("utf-8")
    assert f"{names(FIELDS['corridors'])['destination_country']:<10}  destination_country" in told
    assert max(len(c) for c in frame.columns if c != "geometry") <= 10
    assert pyogrio.read_info(tmp_path / "case_events.shp")["features"] == rows_of(layers, "events")
    assert "case_events.shp: 1 texts were cut to 254 bytes" in remarks


def test_shapefile_holds_any_script(tmp_path: Path, layers: list[Layer], nasty: str) -> None:
    """Arabic text comes back as it went in; missing numbers come back missing."""
    export(layers, str(tmp_path / "case.shp"))
    frame = pyogrio.read_dataframe(tmp_path / "case_events.shp").set_index("id")
    assert frame.loc["e1", "quote"] == nasty
    assert frame["fatalities"].isna().tolist() == [True, False, True]


def test_shapefile_cuts_between_letters(tmp_path: Path) -> None:
    """A cut text ends in a whole letter, though a letter may take several bytes."""
    export(
        [from_rows("events", [{"id": "e1", "type": "clash", "quote": "\u0639" * 200, "lat": 1, "lon": 1}])],
        str(tmp_path / "e.shp"),
    )
    assert pyogrio.read_dataframe(tmp_path / "e.shp")["quote"].iloc[0] == "\u0639" * 127


@pytest.mark.parametrize(
    "columns",
    [
        ["date_start", "date_starts", "DATE_START"],
        ["fatalities_low", "fatalities_high"],
        [f"evidence_of_{n}" for n in range(12)],
    ],
)
def test_short_names_differ(columns: list[str]) -> None:
    """Cut names never fall together, whatever their case."""
    short = names(columns)
    assert list(short) == columns
    assert len({s.lower() for s in short.values()}) == len(columns)
    assert max(map(len, short.values())) <= 10


def test_a_failing_export_leaves_the_files_of_before(
    tmp_path: Path, layers: list[Layer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All files of a target are replaced together, or none."""
    export(layers, str(tmp_path / "case.fgb"))
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    whole = tables.write

    def half(table: tables.Table, *args: Any, **options: Any) -> None:
        if table.name == "fronts":
            raise OSError(28, "No space left on device")
        whole(table, *args, **options)

    monkeypatch.setattr(tables, "write", half)
    with pytest.raises(InputError, match="No space left"):
        export([Layer(x.id, x.title, x.frame.iloc[:0], x.time) for x in layers], str(tmp_path / "case.fgb"))
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_command_writes_every_target(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--to` is repeatable; talk goes to stderr."""
    assert (
        main(
            [
                "export",
                str(folder),
                "--to",
                str(tmp_path / "a.kml"),
                "--to",
                str(tmp_path / "b.fgb"),
                "--layers",
                "events,fronts",
            ]
        )
        == 0
    )
    assert {p.name for p in tmp_path.iterdir() if p.is_file()} == {"a.kml", "b_events.fgb", "b_fronts.fgb"}
    said = capsys.readouterr()
    assert said.out == ""
    assert "2 layers to" in said.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "case.gdb"], "no format for 'case.gdb'"),
        (["--to", "case.kml", "--layers", "evnts"], "there is no layer evnts"),
        (["--to", "postgis://me:s3cret@127.0.0.1:9/maps"], "the database refused"),
    ],
)
def test_command_says_what_is_wrong(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """One line on stderr, status 2, no password."""
    assert main(["export", str(folder), *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert "s3cret" not in said


def test_loaded_layers_are_the_written_ones(folder: Path, layers: list[Layer], tmp_path: Path) -> None:
    """Layers that were read from a folder give the same GeoJSON again."""
    from geomap.publish import geojson
    from geomap.publish.load import load

    for layer in load(folder):
        geojson.write(layer, tmp_path / "again.geojson")
        again, before = (
            json.loads(p.read_bytes())["features"] for p in (tmp_path / "again.geojson", folder / f"{layer.id}.geojson")
        )
        assert [f["properties"] for f in again] == [f["properties"] for f in before]
        for one, other in zip(again, before, strict=True):  # a ring may begin at another corner
            shapes = [f["geometry"] and shapely.geometry.shape(f["geometry"]).normalize() for f in (one, other)]
            assert shapes[0] == shapes[1]


def test_map_refuses_a_target_before_it_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`geomap map --to` says at once what it cannot write, and makes no folder."""
    assert main(["map", str(tmp_path), "-o", str(tmp_path / "out"), "--to", "case.gdb"]) == 2
    assert "no format for 'case.gdb'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
