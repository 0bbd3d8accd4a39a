"""Draw the pictures of docs/front-lines.md and docs/corridors.md: python scripts/draw_analysis_pictures.py

Everything is computed from the repository's own example table and corridor data; nothing is fetched.
"""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import matplotlib as mpl
import pandas as pd

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.patches import Patch

from geomap.analysis import graph, land, routes
from geomap.analysis.barriers import rivers
from geomap.analysis.changes import changes
from geomap.analysis.fronts import estimate

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
COLOURS = {"Russia": "#c4432e", "Ukraine": "#2b6cb0", "Contested": "#6b7280"}
PAPER, INK, LAND = "#f7f5f0", "#15181c", "#e7e3d9"


def canvas(bounds: tuple[float, float, float, float], panels: int = 1, width: float = 7.2) -> tuple[Any, list[Any]]:
    """A figure with country outlines in `bounds` (west, south, east, north)."""
    west, south, east, north = bounds
    aspect = 1 / max(0.2, math.cos(math.radians((south + north) / 2)))
    height = width / panels * (north - south) / (east - west) * aspect
    figure, axes = plt.subplots(1, panels, figsize=(width, height + 0.25), squeeze=False, facecolor="white")
    outlines = gpd.GeoSeries(list(land.countries().values()), crs=4326)
    for axis in axes[0]:
        axis.set_facecolor("#dfe7ec")
        outlines.plot(ax=axis, color=LAND, edgecolor="#9a958a", linewidth=0.5)
        axis.set(xlabel="", ylabel="", xlim=(west, east), ylim=(south, north), xticks=[], yticks=[])
        axis.set_aspect(aspect)
    return figure, list(axes[0])


def save(figure: Any, name: str) -> None:
    """Write a small PNG, the same bytes on every run."""
    for axis in figure.axes:
        axis.set(xlabel="", ylabel="")
    figure.tight_layout(pad=0.4)
    figure.savefig(OUT / name, dpi=110, bbox_inches="tight", pad_inches=0.06, metadata={"Software": None})
    plt.close(figure)


def fronts() -> None:
    """The example's line before and after the autumn, with its band; and the ground that changed hands."""
    table = pd.read_csv(ROOT / "examples" / "ukraine" / "control.csv")
    days = [date(2022, 8, 1), date(2022, 11, 15)]
    figure, axes = canvas((31.0, 45.9, 39.9, 50.6), panels=2, width=10.0)
    for axis, day in zip(axes, days, strict=True):
        found = estimate(table, as_of=day)
        for side, area in zip(found.control["side"], found.control.geometry, strict=True):
            gpd.GeoSeries([area]).plot(ax=axis, color=COLOURS[side], alpha=0.16)
        metric = found.fronts.to_crs(3035)
        band = gpd.GeoSeries(metric.buffer(metric["uncertainty_km"] * 1000).union_all(), crs=3035).to_crs(4326)
        band.plot(ax=axis, color=INK, alpha=0.12)
        found.fronts.plot(ax=axis, color=INK, linewidth=1.6)
        now = table[table["date"] == day.isoformat()]
        axis.scatter(now["lon"], now["lat"], c=[COLOURS[h] for h in now["holder"]], s=9, zorder=5)
        axis.set_title(day.isoformat(), fontsize=9)
    save(figure, "front-moves.png")

    figure, (axis,) = canvas((31.0, 45.9, 39.9, 50.6))
    series = estimate(table)
    moved = changes(series.control)
    key = []
    for k, (day, group) in enumerate(moved[moved["side_to"] == "Ukraine"].groupby("date_end")):
        colour = ["#9cc3e6", "#5b96d0", "#1f5ea8"][k]
        group.plot(ax=axis, color=colour, alpha=0.85)
        key.append(Patch(color=colour, label=f"gained by {day}: {group['area_km2'].sum():,.0f} km²"))
    axis.legend(handles=key, fontsize=7, loc="lower right")
    gpd.GeoSeries([rivers()["Dnipro"]]).plot(ax=axis, color="#3b82a0", linewidth=1.2)
    save(figure, "front-gains.png")


def corridors() -> None:
    """Air ways through and around airspaces, the road graph of the Levant, and the shipping lanes."""
    tehran, latakia = (35.689, 51.313), (35.401, 35.949)
    figure, (axis,) = canvas((33.0, 27.5, 54.0, 41.0))
    for style, label, given in (
        ("-", "through Iraq, around Turkey", {"via": ["IQ"], "avoid": ["TR"]}),
        ("--", "around Iraq", {"avoid": ["IQ"]}),
        (":", "around Iraq and Turkey", {"avoid": ["IQ", "TR"]}),
    ):
        way = routes.air_route(tehran, latakia, **given)  # type: ignore[arg-type]
        km = routes.length_km(way)
        axis.plot(
            [p.lon for p in way],
            [p.lat for p in way],
            style,
            color="#7a3b86",
            linewidth=2,
            label=f"{label}: {km:,.0f} km",
        )
    axis.legend(fontsize=7, loc="lower left")
    save(figure, "corridor-air.png")

    figure, (axis,) = canvas((34.5, 31.0, 52.0, 38.5))
    roads = graph.corridor_graph()
    for a, b in roads.edges:
        ends = [roads.nodes[n] for n in (a, b)]
        axis.plot([e["lon"] for e in ends], [e["lat"] for e in ends], color="#b9a98a", linewidth=0.8)
    for day, colour in (("2012-06-01", "#c99700"), ("2019-06-01", "#7a3b86")):
        found = graph.land_route((35.69, 51.42), (33.51, 36.29), via=[(33.31, 44.37)], day=day)
        if found:
            axis.plot(
                [p[1] for p in found.path], [p[0] for p in found.path], color=colour, linewidth=2, label=f"as of {day}"
            )
    named: list[tuple[float, float]] = []
    for _, data in roads.nodes(data=True):
        if data["kind"] == "border_crossing" and 34.5 < data["lon"] < 51.5 and 31 < data["lat"] < 38.3:
            axis.plot(data["lon"], data["lat"], "s", color=INK, markersize=2.5)
            if all(abs(data["lon"] - x) > 0.9 or abs(data["lat"] - y) > 0.18 for x, y in named):
                named.append((data["lon"], data["lat"]))
                axis.annotate(data["name"], named[-1], fontsize=6, xytext=(3, 3), textcoords="offset points")
    axis.legend(fontsize=7, loc="lower right")
    save(figure, "corridor-roads.png")

    figure, (axis,) = canvas((-82, -38, 150, 61), width=8.0)
    lanes = graph.sea_lanes()
    for a, b in lanes.edges:
        ends = [(lanes.nodes[n]["lat"], lanes.nodes[n]["lon"]) for n in (a, b)]
        gpd.GeoSeries([routes.line(routes.great_circle(ends, 100.0))]).plot(ax=axis, color="#2b6cb0", linewidth=0.5)
    save(figure, "corridor-lanes.png")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    fronts()
    corridors()
