"""Routes by air, sea and land: length, countries crossed, and what they stay out of."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from geomap.analysis import graph, land, routes

MEHRABAD, LATAKIA = (35.689, 51.313), (35.401, 35.949)
PASSAGES = (
    "Suez Canal",
    "Bosphorus",
    "Panama Canal",
    "Dardanelles",
    "Strait",
    "Belt",
    "Cyclades",
    "Dodecanese",
    "Tsugaru",
)


def over_countries(codes: tuple[str, ...], scale: str, *, generalised: float = 0.0) -> dict[str, float]:
    """Km of the great circle Mehrabad - Latakia over countries, their borders generalised to so many degrees."""
    way = routes.line(routes.great_circle([MEHRABAD, LATAKIA], 2.0))
    found = {}
    polygons = shapely.coverage_simplify([land.country(code, scale) for code in codes], generalised)
    for code, polygon in zip(codes, polygons, strict=True):
        inside = way.intersection(shapely.make_valid(polygon))
        pieces = [p for p in getattr(inside, "geoms", [inside]) if p.geom_type == "LineString" and not p.is_empty]
        found[code] = sum(routes.length_km([(y, x) for x, y in p.coords]) for p in pieces)
    return found


def test_the_way_through_iraqi_airspace_is_the_great_circle() -> None:
    """Tehran to Latakia is 1,392 km and bent nowhere: it runs over Iraq and never over Turkey anyway."""
    way = routes.air_route(MEHRABAD, LATAKIA, via=["IQ"], avoid=["TR"])
    assert routes.length_km(way) == pytest.approx(1392, rel=0.001)
    assert way == routes.great_circle([MEHRABAD, LATAKIA])
    assert set(routes.crossed_km(way)) == {"IR", "IQ", "SY"}


@pytest.mark.parametrize("scale", ["50m", "10m"])
def test_its_shares_do_not_depend_on_the_scale_of_the_borders(scale: str) -> None:
    """464 km over Iran, 436 over Iraq, 492 over Syria at 1:50 million as at 1:10 million: the polygons are not too coarse."""
    assert over_countries(("IR", "IQ", "SY"), scale) == pytest.approx({"IR": 464, "IQ": 436.4, "SY": 492}, abs=1.0)


def test_a_straightened_border_gives_the_published_shares() -> None:
    """483, 416 and 493 km go with a border straightened by some 20 km, as a flight information region's is."""
    shares = over_countries(("IR", "IQ", "SY"), "10m", generalised=0.2)
    assert shares == pytest.approx({"IR": 483, "IQ": 416, "SY": 493}, rel=0.02)


@pytest.mark.parametrize("avoid", [["IQ"], ["IQ", "TR"], ["SY"]])
def test_an_avoided_country_is_not_crossed(avoid: list[str]) -> None:
    """The way bends around closed airspaces and gets longer; only the end's own surroundings may lie in one."""
    way = routes.air_route(MEHRABAD, (33.82, 35.49), avoid=avoid)
    over = routes.crossed_km(way)
    assert all(over.get(code, 0.0) < 60 for code in avoid)
    assert routes.length_km(way) > routes.length_km([MEHRABAD, (33.82, 35.49)])


def test_named_airspaces_are_crossed_in_order() -> None:
    """Tel Aviv to Baku through Turkey and Georgia crosses both."""
    way = routes.air_route((32.01, 34.89), (40.47, 50.05), via=["TR", "GE"])
    over = routes.crossed_km(way)
    assert over["TR"] > 100
    assert over["GE"] > 30


def test_a_route_over_the_antimeridian_is_split() -> None:
    """Tokyo to San Francisco is two lines that end at 180 degrees, not one around the world."""
    line = routes.line(routes.great_circle([(35.6, 139.7), (37.6, -122.4)]))
    assert line.geom_type == "MultiLineString"
    first, second = line.geoms
    assert (first.coords[-1][0], second.coords[0][0]) == (180.0, -180.0)


def test_lanes_cross_no_land() -> None:
    """Every edge of the shipping lanes but the named narrow passages keeps off the land."""
    lanes = graph.sea_lanes()
    parts, tree = land.parts()
    for a, b, edge in lanes.edges(data=True):
        if not edge["name"]:
            ends = [(lanes.nodes[n]["lat"], lanes.nodes[n]["lon"]) for n in (a, b)]
            line = routes.line(routes.great_circle(ends, 25.0))
            dry = sum(line.intersection(parts[k]).length for k in tree.query(line, "intersects"))
            assert dry * 111 < 2.0, f"{a} - {b} crosses land"


def test_lanes_reach_every_sea() -> None:
    """The lanes are one network: any port reaches any other."""
    import networkx as nx

    assert nx.is_connected(graph.sea_lanes())


@pytest.mark.parametrize(
    ("start", "end", "passage", "km"),
    [
        ((44.70, 37.80), (34.90, 35.87), "Bosphorus", 2450),  # Novorossiysk - Tartus
        ((27.10, 56.06), (34.90, 35.87), "Suez Canal", 6100),  # Bandar Abbas - Tartus
        ((42.85, 131.90), (16.66, 96.26), "", 7900),  # Vladivostok - Yangon
    ],
)
def test_ships_take_the_known_ways(
    start: tuple[float, float], end: tuple[float, float], passage: str, km: float
) -> None:
    """Known voyages go through their straits and have about their published length."""
    found = graph.sea_route(start, end)
    assert found is not None
    assert not passage or passage in found.names
    assert routes.length_km(found.path) == pytest.approx(km, rel=0.12)


def test_no_ship_sails_inland() -> None:
    """A place far from any coast has no way by sea."""
    assert graph.sea_route((12.6, -8.0), (14.69, -17.45)) is None


def test_the_corridor_graph_knows_its_crossings() -> None:
    """Baghdad to Damascus runs by al-Qaim and Albu Kamal once that crossing is open, not by blocked al-Tanf."""
    found = graph.land_route((33.31, 44.37), (33.51, 36.29), day="2019-05-01")
    assert found is not None
    assert "Albu Kamal" in found.nodes
    assert "al-Tanf" not in found.nodes


def test_closed_stretches_depend_on_the_day() -> None:
    """Before 2015 the desert highway by al-Tanf was the way."""
    found = graph.land_route((33.31, 44.37), (33.51, 36.29), day="2012-05-01")
    assert found is not None
    assert "al-Tanf" in found.nodes


def test_the_corridor_graph_is_whole() -> None:
    """Every edge joins known places, none is absurdly long, and each place lies in or by its country."""
    roads = graph.corridor_graph()
    assert max(edge["km"] for _, _, edge in roads.edges(data=True)) < 1400
    for node, data in roads.nodes(data=True):
        polygon = land.country(data["country"])
        assert polygon is not None
        assert polygon.distance(shapely.Point(data["lon"], data["lat"])) < 0.3, node


def test_loaded_roads_are_followed(tmp_path: Path) -> None:
    """With the user's own roads the way runs along them."""
    import geopandas as gpd

    bend = shapely.LineString([(30, 50), (30, 51), (31, 51)])
    path = tmp_path / "roads.gpkg"
    gpd.GeoDataFrame(geometry=[bend], crs=4326).to_file(path, engine="pyogrio")
    found = graph.land_route((50.0, 30.0), (51.0, 31.0), roads=graph.load_roads(path))
    assert found is not None
    assert (51.0, 30.0) in found.path
