"""Connect the hand-made sea waypoints: python scripts/build_sea_lanes.py

Reads gazetteer/corridors/sea_nodes.csv and rewrites sea_edges.csv: narrow passages (rows with a name in `passage`)
are kept as they are; other edges join waypoints whose great circle crosses no land, unless a way already there is
hardly longer.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import shapely

from geomap.analysis import land, routes
from geomap.geo import distance_km

FOLDER = Path(__file__).resolve().parent.parent / "gazetteer" / "corridors"
FARTHEST_KM = 9_000
WORTH = 1.015  # an edge is kept when the way around is at least this much longer


def main() -> None:
    """Rewrite the edges."""
    with (FOLDER / "sea_nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["node"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
    with (FOLDER / "sea_edges.csv").open(encoding="utf-8", newline="") as file:
        passages = [(r["a"], r["b"], r["passage"]) for r in csv.DictReader(file) if r["passage"]]
    parts = shapely.get_parts(shapely.simplify(list(land.countries().values()), 0.01))
    tree = shapely.STRtree(parts)
    on_land = [n for n, (lat, lon) in nodes.items() if len(tree.query(shapely.Point(lon, lat), "intersects"))]
    if on_land:
        raise SystemExit(f"waypoints on land: {', '.join(on_land)}")
    names = sorted(nodes)
    pairs = sorted(
        (distance_km(nodes[a], nodes[b]), a, b) for i, a in enumerate(names) for b in names[i + 1 :]
    )  # fmt: skip
    graph: Any = nx.Graph()
    for a, b, _ in passages:
        graph.add_edge(a, b, km=distance_km(nodes[a], nodes[b]))
    kept = []
    for km, a, b in pairs:
        if km > FARTHEST_KM or graph.has_edge(a, b):
            continue
        if graph.has_node(a) and graph.has_node(b) and nx.has_path(graph, a, b):
            around = nx.shortest_path_length(graph, a, b, weight="km")
            if around <= km * WORTH:
                continue
        way = routes.line(routes.great_circle([nodes[a], nodes[b]], 25.0))
        if not len(tree.query(way, "intersects")):
            graph.add_edge(a, b, km=km)
            kept.append((a, b, ""))
    with (FOLDER / "sea_edges.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["a", "b", "passage"])
        writer.writerows([*passages, *sorted(kept)])
    parts_of = list(nx.connected_components(graph))
    print(f"{len(nodes)} waypoints, {len(kept) + len(passages)} edges, {len(parts_of)} connected parts")
    for lone in sorted(parts_of, key=len)[:-1]:
        print("cut off:", sorted(lone))
    print("mean degree", np.mean([d for _, d in graph.degree]).round(1))


if __name__ == "__main__":
    main()
