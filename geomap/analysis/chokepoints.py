"""Chokepoints: the waypoints and crossings that most evidence passes through, and what closes if one is cut."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from geomap.analysis import frames
from geomap.geo import distance_km

if TYPE_CHECKING:
    import geopandas as gpd

COLUMNS = ("node", "name", "kind", "evidence_count", "corridors", "closes", "detour_km")
KINDS = frozenset(("border_crossing", "bridge", "strait", "canal", "port", "cape"))
ON_KM = 3.0  # a corridor passes a node when it comes this close
MODES = {"sea": "sea", "land": "land", "rail": "land"}


def chokepoints(corridors: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Points (EPSG:4326) of crossings, bridges, straits, canals and ports on the corridors, most evidence first.

    `corridors`: ids of the corridors through the point; `closes`: ids of those that have no other way in their
    network when it is cut; `detour_km`: how much longer the others get, on average (None where there are none).
    Raises CRSError for a frame in another CRS.
    """
    frames.need_wgs84(corridors, "corridors")
    through: dict[tuple[str, str], list[int]] = {}
    for i, (mode, shape) in enumerate(zip(corridors["mode"], corridors.geometry, strict=True)):
        if mode in MODES and shape is not None:
            for node in _on(MODES[mode], shape):
                through.setdefault((MODES[mode], node), []).append(i)
    rows = [_row(network, node, rows_of, corridors) for (network, node), rows_of in sorted(through.items())]
    rows.sort(key=lambda row: (-row["evidence_count"], row["node"]))
    return frames.frame(_distinct(rows), COLUMNS)


def _distinct(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for the two ends of a strait: the same name, and the same corridors through it."""
    found: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}
    for row in rows:
        found.setdefault((row["name"], tuple(row["corridors"])), row)
    return list(found.values())


def _graph(network: str) -> Any:
    from geomap.analysis.graph import corridor_graph, sea_lanes

    return sea_lanes() if network == "sea" else corridor_graph()


@cache
def _narrows(network: str) -> tuple[list[str], Any, Any]:
    """The nodes of a network that can be chokepoints, and their latitudes and longitudes."""
    import numpy as np

    found = [
        (node, data["lat"], data["lon"]) for node, data in _graph(network).nodes(data=True) if data["kind"] in KINDS
    ]
    return [node for node, _, _ in found], np.array([lat for _, lat, _ in found]), np.array([lon for *_, lon in found])


def _on(network: str, shape: Any) -> Iterable[str]:
    """Nodes of the network that a corridor passes."""
    import numpy as np
    import shapely

    nodes, lats, lons = _narrows(network)
    x, y = shapely.get_coordinates(shape).T
    beside = (abs(y[:, None] - lats) < 0.05) & (abs(x[:, None] - lons) < 0.2)
    for k in np.flatnonzero(beside.any(axis=0)):
        at = (lats[k], lons[k])
        if any(distance_km(at, (y[i], x[i])) <= ON_KM for i in np.flatnonzero(beside[:, k])):
            yield nodes[k]


def _row(network: str, node: str, members: list[int], corridors: gpd.GeoDataFrame) -> dict[str, Any]:
    from shapely.geometry import Point

    data = _graph(network).nodes[node]
    detours = {i: _detour(network, node, corridors.geometry.iloc[i]) for i in members}
    open_ways = [km for km in detours.values() if km is not None]
    ids = corridors["id"].tolist()
    return {
        "node": node, "name": data["name"] or node, "kind": data["kind"],
        "evidence_count": int(sum(corridors["evidence_count"].iloc[i] for i in members)),
        "corridors": [ids[i] for i in members], "closes": [ids[i] for i in members if detours[i] is None],
        "detour_km": round(sum(open_ways) / len(open_ways), 1) if open_ways else None,
        "geometry": Point(data["lon"], data["lat"]),
    }  # fmt: skip


def _detour(network: str, node: str, shape: Any) -> float | None:
    """How much longer the way between a corridor's ends gets without the node; None when there is no other way."""
    import networkx as nx
    import shapely

    graph = _graph(network)
    a, b = (_nearest(network, y, x) for x, y in shapely.get_coordinates(shape)[[0, -1]].tolist())
    if node in (a, b):
        return None
    rest = nx.restricted_view(graph, [node], [])
    if not nx.has_path(rest, a, b):
        return None
    longer = nx.shortest_path_length(rest, a, b, weight="km") - nx.shortest_path_length(graph, a, b, weight="km")
    return float(longer)


@lru_cache(maxsize=1 << 12)
def _nearest(network: str, lat: float, lon: float) -> str:
    """The node of a network nearest to a position; many corridors share their ends."""
    graph = _graph(network)
    found: str = min(graph, key=lambda n: (distance_km((lat, lon), (graph.nodes[n]["lat"], graph.nodes[n]["lon"])), n))
    return found


def meets_fronts(corridors: gpd.GeoDataFrame, fronts: gpd.GeoDataFrame) -> list[list[str]]:
    """For each corridor the days (ISO) on which a front line crosses its way, in order; both frames in EPSG:4326."""
    frames.need_wgs84(corridors, "corridors")
    frames.need_wgs84(fronts, "front lines")
    import shapely

    tree = shapely.STRtree(fronts.geometry.to_numpy())
    days = fronts["date_start"].tolist()
    met: list[list[str]] = []
    for mode, shape in zip(corridors["mode"], corridors.geometry, strict=True):
        ground = mode not in ("air", "sea") and shape is not None
        hits = tree.query(shape, "intersects").tolist() if ground else []
        met.append(sorted({days[k] for k in hits if days[k]}))
    return met
