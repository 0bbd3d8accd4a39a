"""Networks that routes follow: shipping lanes, the curated corridor graph, or a road network that the user loads.

All are networkx graphs whose nodes carry `lat`, `lon`, `name`, `kind` and whose edges carry `km` and `name`; an edge of
the corridor graph also carries `closed`, the intervals (ISO days, "" open-ended) in which it was closed.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from geomap.errors import InputError
from geomap.gazetteer.data import folder
from geomap.geo import distance_km

NEAR_NODES = 6
APPROACH_COST = 3.0  # km off the network count this much: a route joins it early
LANDLOCKED_KM = 60.0  # a port may lie this far from the coarse coast


class NetworkRoute(NamedTuple):
    """A way along a network: its vertices in order, and the names of the nodes and edges it uses."""

    path: list[tuple[float, float]]
    nodes: list[str]
    names: list[str]


def _rows(name: str) -> list[dict[str, str]]:
    path = folder() / "corridors" / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WINDING = 1.15  # roads are this much longer than the straight stretches that stand for them


def _network(kind: str, *, named: str, winding: float = 1.0) -> Any:
    """The graph of `<kind>_nodes.csv` and `<kind>_edges.csv`; `named` is the column with an edge's name."""
    import networkx as nx

    graph: Any = nx.Graph()
    for row in _rows(f"{kind}_nodes.csv"):
        graph.add_node(
            row["node"], lat=float(row["lat"]), lon=float(row["lon"]), name=row["name"], kind=row["kind"],
            country=row.get("country", ""),
        )  # fmt: skip
    for row in _rows(f"{kind}_edges.csv"):
        if not graph.has_edge(row["a"], row["b"]):
            a, b = graph.nodes[row["a"]], graph.nodes[row["b"]]
            km = distance_km((a["lat"], a["lon"]), (b["lat"], b["lon"])) * winding
            graph.add_edge(row["a"], row["b"], km=km, name=row[named], closed=[])
        if row.get("status") == "closed":
            graph.edges[row["a"], row["b"]]["closed"].append((row["date_start"], row["date_end"]))
    return graph


@lru_cache(maxsize=1)
def sea_lanes() -> Any:
    """The shipping lanes of the world: hand-made waypoints, edges that cross no land, narrow passages by name."""
    return _network("sea", named="passage")


@lru_cache(maxsize=1)
def corridor_graph() -> Any:
    """The curated graph of roads and crossings of the covered theatres."""
    return _network("land", named="road", winding=WINDING)


def load_roads(path: Path) -> Any:
    """A road network from a GeoPackage, GeoJSON or other line file that GDAL reads (an OSM extract too).

    Lines meet where they share an end point (rounded to about 10 m). Raises InputError for a file without lines.
    """
    import geopandas as gpd
    import networkx as nx
    import shapely

    try:
        lines = gpd.read_file(path, engine="pyogrio", **({"layer": "lines"} if path.suffix == ".pbf" else {}))
    except Exception as error:  # pyogrio raises several kinds; all mean that the file is no use
        raise InputError(f"cannot be read as roads: {error}", where=str(path), hint="give lines in a .gpkg") from error
    if lines.crs is not None:
        lines = lines.to_crs(4326)
    graph: Any = nx.Graph()
    for line in shapely.get_parts(lines.geometry.to_numpy()):
        if line.geom_type == "LineString":
            points = [(round(y, 4), round(x, 4)) for x, y in line.coords]
            for a, b in pairwise(points):
                graph.add_edge(a, b, km=distance_km(a, b), name="")
    if not graph:
        raise InputError("holds no lines", where=str(path), hint="give a layer of roads as lines")
    nx.set_node_attributes(graph, {n: {"lat": n[0], "lon": n[1], "name": "", "kind": "", "country": ""} for n in graph})
    return graph


def sea_route(
    start: tuple[float, float], end: tuple[float, float], via: Sequence[tuple[float, float]] = ()
) -> NetworkRoute | None:
    """The way by sea through `via` in order; None when an end lies too far inland."""
    from geomap.analysis import land, routes

    def over_land(a: tuple[float, float], b: tuple[float, float]) -> float:
        line = routes.line(routes.great_circle([a, b], 25.0))
        parts, tree = land.parts()
        hit = [parts[k] for k in tree.query(line, "intersects")]
        return sum(float(line.intersection(p).length) * 100 for p in hit)

    return _route(sea_lanes(), [start, *via, end], closed=frozenset(), cost=over_land, at_most=LANDLOCKED_KM)


def land_route(
    start: tuple[float, float], end: tuple[float, float], *, via: Sequence[tuple[float, float]] = (),
    avoid: Collection[str] = (), day: str = "", roads: Any = None, near_km: float = 120.0,
) -> NetworkRoute | None:  # fmt: skip
    """The way over land along `roads` or else the curated graph; None where the network does not reach the ends.

    `avoid`: country codes to stay out of; `day`: an ISO day on which the edges used must be
    open; without one, what is closed to this day stays closed.
    """
    graph = roads if roads is not None else corridor_graph()
    shut = {
        frozenset((a, b))
        for a, b, edge in graph.edges(data=True)
        if any((s or "") <= (day or "9998") <= (e or "9999") for s, e in edge.get("closed", ()))
        or {graph.nodes[a]["country"], graph.nodes[b]["country"]} & set(avoid)
    }

    def too_far(a: tuple[float, float], b: tuple[float, float]) -> float:
        return distance_km(a, b)

    return _route(graph, [start, *via, end], closed=frozenset(shut), cost=too_far, at_most=near_km)


def _route(
    graph: Any, stops: Sequence[tuple[float, float]], *, closed: frozenset[Any], cost: Any, at_most: float
) -> NetworkRoute | None:
    """Shortest way through the stops along the network; each stop joins it at the best of its nearest nodes."""
    import networkx as nx

    working = nx.subgraph_view(graph, filter_edge=lambda a, b: frozenset((a, b)) not in closed)
    work: Any = nx.Graph(working)
    for k, stop in enumerate(stops):
        if not _join(work, graph, ("stop", k), stop, cost, at_most):
            return None
    way: list[Any] = [("stop", 0)]
    for k in range(1, len(stops)):
        try:
            way += nx.shortest_path(work, ("stop", k - 1), ("stop", k), weight="cost")[1:]
        except nx.NetworkXNoPath:
            return None
    nodes = [n for n in way if n in graph]
    path = [stops[n[1]] if n not in graph else (graph.nodes[n]["lat"], graph.nodes[n]["lon"]) for n in way]
    edges = [graph.edges[a, b] for a, b in pairwise(way) if graph.has_edge(a, b)]
    names = list(dict.fromkeys(e["name"] for e in edges if e["name"]))
    return NetworkRoute(_distinct(path), [graph.nodes[n]["name"] for n in nodes if graph.nodes[n]["name"]], names)


def _join(work: Any, graph: Any, key: Any, stop: tuple[float, float], cost: Any, at_most: float) -> bool:
    """Connect a stop to its nearest nodes, where the way there is short (or wet) enough."""
    for _, _, edge in work.edges(data=True):
        edge.setdefault("cost", edge["km"])
    near = sorted(graph, key=lambda n: (distance_km(stop, (graph.nodes[n]["lat"], graph.nodes[n]["lon"])), str(n)))
    found = False
    for node in near[:NEAR_NODES]:
        at = (graph.nodes[node]["lat"], graph.nodes[node]["lon"])
        price = cost(stop, at)
        if price <= at_most:
            found = True
            km = distance_km(stop, at)
            work.add_edge(key, node, cost=km * APPROACH_COST + price * APPROACH_COST, km=km, name="")
    return found


def _distinct(path: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [p for i, p in enumerate(path) if i == 0 or distance_km(p, path[i - 1]) > 0.05]
