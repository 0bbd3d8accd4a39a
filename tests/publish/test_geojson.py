"""Geometry and properties as RFC 7946 and the contract want them."""

from __future__ import annotations

import csv as csv_module
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geomap import layers
from geomap.errors import CRSError
from geomap.publish import csv, geojson, gpkg, qgis
from geomap.publish.check import check
from geomap.publish.geometry import tidy


def written(layer: layers.Layer, folder: Path) -> dict[str, Any]:
    """The layer's file, read back."""
    geojson.write(layer, folder / "x.geojson")
    loaded: dict[str, Any] = json.loads((folder / "x.geojson").read_text("utf-8"))
    return loaded


def test_a_line_over_the_antimeridian_is_cut() -> None:
    """At 180 degrees, on both sides, where the straight way crosses it."""
    cut = tidy(shapely.LineString([(170, 10), (-170, 20)]))
    assert [list(part.coords) for part in cut.geoms] == [[(170, 10), (180, 15)], [(-180, 15), (-170, 20)]]


def test_an_area_over_the_antimeridian_is_cut() -> None:
    """Its size stays the same; one with longitudes beyond 180 is moved back."""
    jumping = tidy(shapely.Polygon([(170, 0), (-170, 0), (-170, 10), (170, 10)]))
    beyond = tidy(shapely.box(170, 0, 190, 10))
    for area in (jumping, beyond):
        assert area.geom_type == "MultiPolygon"
        assert area.area == pytest.approx(200)
        assert area.bounds == (-180, 0, 180, 10)


def test_rings_follow_the_right_hand_rule() -> None:
    """Outer rings counter-clockwise, holes clockwise, whatever came in."""
    area = tidy(shapely.Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(2, 2), (4, 2), (4, 4), (2, 4)]]))
    assert area.exterior.is_ccw
    assert not area.interiors[0].is_ccw


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-89, 89)), min_size=2, max_size=8))
def test_lines_keep_within_the_globe_and_their_decimals(points: list[tuple[float, float]]) -> None:
    """Any line: no longitude outside -180..180, no step over half the globe, five decimals."""
    line = tidy(shapely.LineString(points))
    for part in getattr(line, "geoms", [line]):
        xs = [x for x, _ in part.coords]
        assert all(-180 <= x <= 180 for x in xs)
        assert all(abs(a - b) <= 180 for a, b in pairwise(xs))
        assert all(round(v, 5) == v for xy in part.coords for v in xy)


def test_empty_and_missing_geometry_is_null(tmp_path: Path) -> None:
    """A feature without a place stays in the file."""
    layer = layers.from_rows("events", [{"id": "a", "report": "r", "type": "other"}])
    (feature,) = written(layer, tmp_path)["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["lat"] is None


def test_properties_are_the_contract_in_order_then_extras(tmp_path: Path) -> None:
    """Missing ones are null, lists are lists, whole numbers whole, no NaN anywhere."""
    row = {
        "id": "a",
        "report": "r",
        "start": 3.0,
        "end": float("nan"),
        "quote": 'x"\u2028',
        "type": "visit",
        "lat": 1,
        "lon": 2,
        "weather": ["wet"],
    }
    (feature,) = written(layers.from_rows("events", [row]), tmp_path)["features"]
    values = feature["properties"]
    assert list(values) == [*layers.FIELDS["events"], "weather"]
    assert (values["start"], values["end"], values["denied_by"], values["weather"]) == (3, None, [], ["wet"])
    assert isinstance(values["start"], int)
    assert values["quote"] == row["quote"]


def test_an_empty_layer_is_a_valid_file(tmp_path: Path) -> None:
    """So that scripts need not ask whether it is there."""
    assert written(layers.empty("corridors"), tmp_path) == {
        "type": "FeatureCollection",
        "name": "corridors",
        "features": [],
    }


def test_a_frame_in_another_crs_is_refused() -> None:
    """A missing one too: it is never guessed."""
    for crs in (None, "EPSG:3857"):
        frame = gpd.GeoDataFrame({"side": ["a"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=crs)
        with pytest.raises(CRSError, match="EPSG:4326"):
            layers.layer("control", frame)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("plain", "plain"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_formulas_are_defused(text: str, safe: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe; other text is untouched."""
    assert csv.safe(text) == safe


def test_csv_rows_survive_quotes_and_line_ends(tmp_path: Path) -> None:
    """What is read back is what was written."""
    layer = layers.from_rows(
        "events",
        [{"id": "a", "report": "r", "quote": 'He said "no",\nthen left.', "type": "other", "lat": -1.5, "lon": 2.0}],
    )
    csv.write(layer, tmp_path / "e.csv")
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv_module.DictReader(stream)
    assert (row["quote"], row["lat"], row["denied_by"]) == ('He said "no",\nthen left.', "-1.5", "[]")


@pytest.mark.parametrize("layer_id", layers.FIELDS)
def test_every_style_is_well_formed(layer_id: str) -> None:
    """QGIS reads it: XML with a renderer; hostile names of sides stay text."""
    from lxml import etree

    row = {"side": 'a"><x>&', "type": "clash", "status": "planned", "role": "literal", "lat": 1, "lon": 2}
    layer = layers.from_rows(layer_id, [row])
    for name in (layer_id, f"{layer_id}_areas"):
        root = etree.fromstring(
            qgis.style(layer, name).encode(), etree.XMLParser(resolve_entities=False, load_dtd=False)
        )
        assert root.find("renderer-v2") is not None
        symbols = {s.get("name") for s in root.iterfind("renderer-v2/symbols/symbol")}
        assert {c.get("symbol") for c in root.iterfind("renderer-v2/categories/category")} <= symbols


def test_point_layers_with_areas_become_two_tables(tmp_path: Path) -> None:
    """Every row as a point, the extended ones as areas too."""
    import pyogrio

    rows = [
        {"report": "a", "start": 0, "end": 1, "lat": 1.0, "lon": 1.0},
        {"report": "a", "start": 2, "end": 3, "lat": 5.0, "lon": 5.0},
    ]
    layer = layers.from_rows("mentions", rows, [shapely.box(0, 0, 2, 2), shapely.Point(5, 5)])
    gpkg.write([layer], tmp_path / "c.gpkg")
    assert dict(pyogrio.list_layers(tmp_path / "c.gpkg"))["mentions_areas"] == "MultiPolygon"
    assert [
        len(pyogrio.read_dataframe(tmp_path / "c.gpkg", layer=name)) for name in ("mentions", "mentions_areas")
    ] == [2, 1]


def test_check_tells_what_is_missing(tmp_path: Path) -> None:
    """Every file of the contract by name."""
    found = " ".join(check(tmp_path).found)
    assert all(f"{layer}.geojson: missing" in found for layer in layers.FIELDS)
    assert "case.gpkg: missing" in found
