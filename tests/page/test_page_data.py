"""What goes into the page: columns, shapes, lanes, extent, base map, sums, and the style table."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
import river_war
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon

from geomap import style
from geomap.publish.html_assets import policy
from geomap.publish.html_base import base_map
from geomap.publish.html_data import (
    day_number,
    drop_told_quotes,
    pack_column,
    pack_points,
    pack_shape,
    pack_shapes,
    pack_table,
    plain,
    unpack,
)
from geomap.publish.html_lanes import lanes
from geomap.publish.html_names import actor_sides, side_labels
from geomap.publish.html_scope import WORLD, view_bounds
from geomap.publish.html_thin import aggregate_events


@given(
    st.lists(st.one_of(st.none(), st.text(max_size=8), st.integers(-5, 5), st.lists(st.text(max_size=3), max_size=2)))
)
def test_columns_come_back_as_they_were(values: list[Any]) -> None:
    """Packing and unpacking a column changes nothing."""
    assert unpack(pack_column("anything", values)) == values


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("1970-01-02", 1),
        (date(2015, 10, 1), 16709),
        (pd.Timestamp("1969-12-31"), -1),
        (None, None),
        (pd.NaT, None),
        (float("nan"), None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_are_numbers(value: Any, days: int | None) -> None:
    """Dates in any usual form become days since 1970; what is no date becomes nothing."""
    assert day_number(value) == days


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (np.int64(3), 3),
        (np.float64("nan"), None),
        (2.0, 2),
        (0.12345678, 0.1235),
        (np.array(["a"]), ["a"]),
        ({"a": (1, None)}, {"a": [1, None]}),
        (pd.NaT, None),
        (True, True),
        (float("inf"), None),
    ],
)
def test_cells_become_plain_json(value: Any, kept: Any) -> None:
    """Whatever pandas and numpy put into a cell, JSON takes it; infinities and missing values are null."""
    assert plain(value) == kept
    json.dumps(plain(value), allow_nan=False)


def positions(steps: list[int], scale: float) -> list[tuple[float, float]]:
    """A packed line as positions."""
    xs, ys = itertools.accumulate(steps[::2]), itertools.accumulate(steps[1::2])
    return [(x / scale, y / scale) for x, y in zip(xs, ys, strict=True)]


def test_lines_keep_their_course_within_ten_metres() -> None:
    """A packed line is the line, rounded to 1e-4 degrees, without repeated points."""
    packed = pack_shape(LineString([(10, 50), (10.00001, 50), (11.23456, 49.5), (-3, 20)]))
    assert packed is not None and packed["k"] == "L"
    assert positions(packed["c"][0], 1e4) == [(10, 50), (11.2346, 49.5), (-3, 20)]


def test_areas_keep_their_holes() -> None:
    """Every ring of every part is there."""
    holed = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2)]])
    packed = pack_shape(MultiPolygon([holed, Polygon([(8, 8), (9, 8), (9, 9)])]))
    assert packed is not None and packed["k"] == "A"
    assert len(packed["c"]) == 3


def test_rows_share_one_outline() -> None:
    """Fifty mentions of a country carry its outline once."""
    outline = Point(0, 0).buffer(3)
    packed = pack_shapes([outline, None, Point(1, 1), outline], rough=True)
    assert packed["shape"] == [0, -1, -1, 0]
    assert len(packed["shapes"]) == 1


def test_points_are_steps() -> None:
    """Positions come back from their steps; missing ones stay missing and do not disturb the next."""
    packed = pack_points([(10.5, 50.25), None, (10.6, 50.25)])
    assert packed == {"x": [1050000, None, 10000], "y": [5025000, None, 0]}


def test_quotes_that_the_text_tells_are_left_out() -> None:
    """A quote that the embedded text gives at its offsets is not carried twice; any other is kept."""
    cold = {"quote": pack_column("quote", ["fell silent", "not there"]), "start": {"v": [4, 0]}, "end": {"v": [15, 3]}}
    drop_told_quotes(cold, ["r", "r"], {"r": "Oru fell silent at noon"})
    assert unpack(cold["quote"]) == [None, "not there"]


def test_hot_and_cold_hold_every_column() -> None:
    """No column of a layer is lost on the way to the page."""
    layer = river_war.events(5)
    hot, cold = pack_table(layer)
    assert set(hot["cols"]) | set(cold) == set(layer.frame.columns) - {"geometry"}
    assert "quote" in cold and "quote" not in hot["cols"]


def test_corridors_side_by_side_get_lanes() -> None:
    """Two corridors on one way, in either direction, are drawn beside each other; a third elsewhere is not moved."""
    way = LineString([(0, 0), (1, 0.2), (3, 0)])
    assert lanes([way, LineString(list(way.coords)[::-1]), LineString([(0, 5), (3, 8)]), None]) == [0, 1, 0, 0]


def test_view_leaves_out_a_far_capital() -> None:
    """A statement from another continent does not shrink the war to a dot."""
    some = river_war.events(40)
    far = river_war.frame([river_war.event(999, type="statement", place="Far", feature="city")], [Point(-77, 38.9)])
    both = river_war.SampleLayer("events", "Events", pd.concat([some.frame, far], ignore_index=True))
    west, south, east, north = view_bounds([both])
    assert -12 < west < east < -3 and 35 < south < north < 42


def test_a_lone_far_corridor_does_not_shrink_the_others() -> None:
    """Of many corridors one that comes from very far may run out of the picture."""
    near = river_war.corridors().frame
    far = near.iloc[[1]].assign(id="far", evidence_count=1).set_geometry([LineString([(60, 60), (-7, 38.5)])])
    bounds = view_bounds([river_war.SampleLayer("corridors", "Corridors", pd.concat([near, far], ignore_index=True))])
    assert bounds[2] < 0


def test_nothing_placed_shows_the_world() -> None:
    """Without any position the page shows the inhabited world."""
    assert view_bounds([]) == WORLD


def test_base_map_is_fine_near_and_coarse_far() -> None:
    """Around the data a coast keeps its bends; on the other side of the world it loses them; neighbours share borders."""
    here, there = base_map((-10, 36, -5, 42)), base_map((140, -40, 150, -30))

    def vertices(world: dict[str, Any], name: str) -> int:
        polygons = next(country["polygons"] for country in world["countries"] if country["name"] == name)
        return sum(
            len(world["arcs"][arc if arc >= 0 else ~arc]) for polygon in polygons for ring in polygon for arc in ring
        )

    assert vertices(here, "Portugal") > 4 * vertices(there, "Portugal")
    spain, portugal = (
        {
            arc if arc >= 0 else ~arc
            for c in here["countries"]
            if c["name"] == name
            for p in c["polygons"]
            for r in p
            for arc in r
        }
        for name in ("Spain", "Portugal")
    )
    shared = spain & portugal
    assert shared and all(here["kinds"][arc] == 1 for arc in shared)
    assert len(json.dumps(here)) < 900_000


@pytest.mark.parametrize(
    ("country", "lon", "lat"), [("Ukraine", 34.1, 45.2), ("Russia", 100.0, 62.0), ("Fiji", 178.0, -17.8)]
)
def test_land_belongs_to_its_country(country: str, lon: float, lat: float) -> None:
    """Crimea is counted to Ukraine, as the United Nations do; lands across the antimeridian are whole."""
    world = base_map((lon - 3, lat - 3, lon + 3, lat + 3))
    lines = [np.cumsum(np.reshape(steps, (-1, 2)), axis=0) / world["scale"] for steps in world["arcs"]]
    found = False
    for polygon in next(c["polygons"] for c in world["countries"] if c["name"] == country):
        parts, last = [], None
        for arc in polygon[0]:
            line = lines[arc] if arc >= 0 else lines[~arc][::-1]
            if last is not None:
                line = line + np.array([360 * round((last - line[0][0]) / 360), 0])
            parts.append(line)
            last = line[-1][0]
        ring = Polygon(np.vstack(parts)).buffer(0)
        found = found or any(ring.contains(Point(lon + turn, lat)) for turn in (-360, 0, 360))
    assert found


def test_sums_keep_the_count() -> None:
    """Events of one place, month and type become one row that counts them; undated ones have their own."""
    rows = [river_war.event(k, date_start=river_war.day(k % 40), date_end=river_war.day(k % 40)) for k in range(200)]
    rows += [river_war.event(900 + k, date_start=None, date_end=None) for k in range(7)]
    summed = aggregate_events(
        river_war.SampleLayer("events", "Events", river_war.frame(rows, [Point(-7.86, 38.01)] * 207))
    ).frame
    assert sorted(summed["weight"]) == [7, 45, 155]
    assert list(summed["date_precision"]) == ["month", "month", "unknown"]
    assert list(summed["date_start"])[:2] == ["2031-03-01", "2031-04-01"]


def test_sums_grow_coarser_until_they_fit() -> None:
    """Where months and tenths of a degree would still be too many rows, cells and periods widen; no event is lost."""
    layer = river_war.events(1500, days=700)
    summed = aggregate_events(layer, most=300).frame
    assert len(summed) <= 300
    assert summed["weight"].sum() == 1500
    assert set(summed["date_precision"]) == {"year", "unknown"}


def test_policy_lists_each_script_once_and_nothing_wide() -> None:
    """The policy names scripts and styles by hash; data elements need none; no wildcard, no unsafe word."""
    text = policy('<script>a()</script><style>b{}</style><script type="application/json">{}</script>')
    assert text.count("sha256-") == 2
    assert "unsafe" not in text and "*" not in text and "default-src 'none'" in text


def test_actors_find_their_sides() -> None:
    """An actor's name gives its side from the belligerents' table; strangers and sides beyond six stay plain."""
    frame = pd.DataFrame(
        {"actor": ["Rapid Support Forces", "Sudanese army", "River Council", None], "country": ["SD", "SD", "PT", "SD"]}
    )
    assert actor_sides(frame, ["rapid support forces"])[0] == "rapid support forces"
    assert actor_sides(frame, ["rapid support forces"])[2:] == [None, None]
    assert side_labels(["rapid support forces"]) == {"rapid support forces": "Rapid Support Forces"}


# --- the style table ----------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour (WCAG 2)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """WCAG contrast ratio."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def seen_by(colour: str, kind: str) -> np.ndarray[Any, Any]:
    """A colour as a deuteranope or protanope sees it (Machado, Oliveira and Fernandes 2009, full severity), in CIELAB."""
    matrices = {
        "normal": np.eye(3),
        "deuteranope": np.array(
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        ),
        "protanope": np.array(
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        ),
    }
    srgb = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(matrices[kind] @ linear, 0, 1)
    xyz = (
        np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
        @ linear
        / [0.9505, 1, 1.089]
    )
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("kind", ["normal", "deuteranope", "protanope"])
@pytest.mark.parametrize("ground", [0, 1])
def test_sides_are_told_apart(kind: str, ground: int) -> None:
    """Any two side colours differ clearly to normal and to colour-blind eyes, and their hatches differ as well."""
    for (_, one), (_, two) in itertools.combinations(style.SLOTS.items(), 2):
        far = float(np.linalg.norm(seen_by(one[ground], kind) - seen_by(two[ground], kind)))
        assert far > 18
        assert one[2] != two[2]


@pytest.mark.parametrize(("ground", "index"), [("#f5f3ee", 0), ("#222a31", 1)])
def test_symbols_stand_out_from_the_ground(ground: str, index: int) -> None:
    """Side colours, corridors and fronts keep a contrast of at least 2.4 with the land, 3 for the lines that matter most."""
    assert all(contrast(slot[index], ground) >= 2.4 for slot in style.SLOTS.values())
    assert contrast(style.CORRIDOR_COLOUR[index], ground) >= 3
    assert contrast(style.FRONT_COLOUR[index], ground) >= 7


def test_every_event_type_has_its_own_shape() -> None:
    """All types of the contract have a symbol, no two the same shape."""
    contract = "air_strike shelling clash attack ground_offensive territorial_change withdrawal siege arms_transfer troop_movement recruitment interdiction diplomacy visit statement sanction displacement other".split()
    assert set(contract) <= set(style.EVENTS)
    shapes = [symbol.shape for symbol in style.EVENTS.values()]
    assert len(set(shapes)) == len(shapes)
    assert set(shapes) <= set(style.SHAPES)
    assert all(Polygon(style.SHAPES[name]).is_valid for name in shapes)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.97, "almost certain"),
        (0.8, "very likely"),
        (0.55, "likely"),
        (0.5, "roughly even chance"),
        (0.3, "unlikely"),
        (0.0, "almost no chance"),
        (None, "not judged"),
        (float("nan"), "not judged"),
    ],
)
def test_confidence_is_said_in_words(value: float | None, words: str) -> None:
    """Likelihood in the words of ICD 203."""
    assert style.confidence_words(value) == words


def test_sides_follow_the_wars_conventions_and_stay_distinct() -> None:
    """Government red, opposition green; sides without a convention take what is free; the seventh is grey."""
    syria = style.sides(["government", "opposition", "kurdish", "islamic_state", "turkey", "us"])
    assert syria["government"].light == style.SLOTS["red"][0]
    assert len({side.light for side in syria.values()}) == 6
    many = style.sides([f"band {k}" for k in range(8)])
    assert [side.light for side in many.values()].count(style.SLOTS["grey"][0]) == 2


@pytest.mark.parametrize(("evidence", "pixels"), [(1, 2.0), (4, 3.5), (9, 5.0), (1000, 8.0)])
def test_corridors_widen_with_the_root_of_their_evidence(evidence: int, pixels: float) -> None:
    """Two to eight pixels, by the square root."""
    assert style.corridor_width(evidence) == pixels
