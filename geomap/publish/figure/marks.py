"""Marks of one panel: control, front lines with their band, corridors, advances, claims and events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, box

from geomap import style
from geomap.publish.figure.chart import HALO, QUIET, Chart, side_of, view

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_control(axes: Axes, control: gpd.GeoDataFrame, chart: Chart) -> None:
    from matplotlib.colors import to_rgba

    for _, row in control.iterrows():
        side = side_of(chart, row.get("side"))
        patch = gpd.GeoSeries([row.geometry])
        patch.plot(
            ax=axes,
            facecolor=to_rgba(side.light, style.FILL_OPACITY),
            edgecolor="none",
            zorder=2,
            aspect=None,
            autolim=False,
        )
        patch.plot(
            ax=axes,
            facecolor="none",
            edgecolor=to_rgba(side.light, 0.38),
            hatch=side.hatch * 2,
            linewidth=0,
            zorder=2,
            aspect=None,
            autolim=False,
        )


def draw_fronts(axes: Axes, fronts: gpd.GeoDataFrame, chart: Chart) -> None:
    if fronts.empty:
        return
    width = pd.to_numeric(fronts.get("uncertainty_km"), errors="coerce").fillna(0) * 1000
    band = fronts.geometry.buffer(width).union_all().intersection(chart.land.union_all())
    gpd.GeoSeries([band]).plot(
        ax=axes,
        color=style.FRONT_COLOUR[0],
        alpha=style.BAND_OPACITY,
        linewidth=0,
        zorder=3,
        aspect=None,
        autolim=False,
    )
    fronts.plot(ax=axes, color=HALO, linewidth=3.4, zorder=6, aspect=None, autolim=False)
    fronts.plot(ax=axes, color=style.FRONT_COLOUR[0], linewidth=1.8, zorder=6, aspect=None, autolim=False)


def _parts(geometry: Any) -> Iterable[LineString]:
    return (g for g in getattr(geometry, "geoms", [geometry]) if g.geom_type == "LineString" and g.length > 0)


def draw_corridors(axes: Axes, corridors: gpd.GeoDataFrame, chart: Chart) -> None:
    for _, row in corridors.iterrows():
        line = style.CORRIDORS.get(str(row.get("status")), style.CORRIDORS["reported"])
        width = style.corridor_width(float(row.get("evidence_count") or 1)) * 0.62
        dash: Any = (0, tuple(d / width * 0.62 for d in line.dash)) if line.dash else "-"
        parts = list(_parts(row.geometry))
        for part in parts:
            x, y = part.coords.xy
            axes.plot(
                x,
                y,
                color=HALO,
                linewidth=width + 1.3,
                alpha=0.8,
                zorder=7,
                solid_capstyle="round",
                scalex=False,
                scaley=False,
            )
            axes.plot(
                x,
                y,
                color=style.CORRIDOR_COLOUR[0],
                linewidth=width,
                linestyle=dash,
                zorder=8,
                scalex=False,
                scaley=False,
            )
        for part in parts:
            _arrow(axes, part, style.CORRIDOR_COLOUR[0], width)
            if line.crossed:
                middle = part.interpolate(0.5, normalized=True)
                axes.plot(
                    middle.x,
                    middle.y,
                    marker="x",
                    color=style.CORRIDOR_COLOUR[0],
                    markersize=6,
                    markeredgewidth=1.8,
                    zorder=9,
                    scalex=False,
                    scaley=False,
                )


def _arrow(axes: Axes, line: LineString, colour: str, width: float) -> None:
    """Heads along a line: towards its end, one at the middle of what is on the sheet and one at the end."""
    shown = line.intersection(box(*view(axes)))
    for part in _parts(shown):
        for share in (0.5, 0.97):
            tip, tail = (
                part.interpolate(share, normalized=True),
                part.interpolate(max(0.0, share - 0.03), normalized=True),
            )
            axes.annotate(
                "", xy=(tip.x, tip.y), xytext=(tail.x, tail.y), zorder=9,
                arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 0, "mutation_scale": 6 + 3 * width, "shrinkA": 0, "shrinkB": 0},
            )  # fmt: skip


def draw_advances(axes: Axes, advances: gpd.GeoDataFrame, chart: Chart) -> None:
    for _, row in advances.iterrows():
        colour = side_of(chart, row.get("side")).light
        for part in _parts(row.geometry):
            (x0, y0, *_), (x1, y1, *_) = part.coords[0], part.coords[-1]
            axes.annotate(
                "", xy=(x1, y1), xytext=(x0, y0), zorder=10,
                arrowprops={"arrowstyle": "simple,head_width=0.9,head_length=0.8,tail_width=0.35", "facecolor": colour, "edgecolor": HALO,
                            "linewidth": 0.8, "connectionstyle": "arc3,rad=0.12", "mutation_scale": 12},
            )  # fmt: skip


def draw_claims(axes: Axes, claims: gpd.GeoDataFrame, chart: Chart) -> None:
    if claims.empty:
        return
    points = claims.geometry.representative_point()
    colours = [side_of(chart, s).light if s else QUIET for s in claims.get("side", pd.Series([None] * len(claims)))]
    axes.scatter(points.x, points.y, s=16, facecolor=HALO, edgecolor=colours, linewidth=1.3, zorder=11, clip_on=True)


def marker(shape: str) -> Any:
    """A matplotlib marker from the style table's outline."""
    from matplotlib.path import Path as Outline

    corners = style.SHAPES[shape]
    return Outline([*corners, corners[0]], closed=True)


def draw_events(axes: Axes, events: gpd.GeoDataFrame, chart: Chart) -> list[tuple[float, float]]:
    """Symbols with a white halo; vague places as rings of their radius. Returns where symbols stand (metres)."""
    if events.empty:
        return []
    radius = pd.to_numeric(events.get("radius_km"), errors="coerce").fillna(0)
    spots: list[tuple[float, float]] = []
    for name, symbol in style.EVENTS.items():
        rows = events[events["type"] == name]
        if rows.empty:
            continue
        points = rows.geometry.representative_point()
        vague = radius[rows.index] > 60
        colour = FAMILY_COLOURS.get(symbol.family, QUIET)
        for point, km in zip(points[vague], radius[rows.index][vague], strict=True):
            if km < LARGEST_RING_KM:
                axes.add_patch(_ring(point.x, point.y, km * 1000, colour))
        for chosen, alpha in ((points[~vague], 1.0), (points[vague], 0.55)):
            if len(chosen):
                axes.scatter(
                    chosen.x,
                    chosen.y,
                    s=(chart.points * 0.95) ** 2,
                    marker=marker(symbol.shape),
                    facecolor=colour,
                    edgecolor=HALO,
                    linewidth=0.8,
                    alpha=alpha,
                    zorder=13,
                    clip_on=True,
                )
        spots += [(p.x, p.y) for p in points]
    return spots


LARGEST_RING_KM = 150.0  # a larger ring says "somewhere in this country", which the faded symbol says already
FAMILY_COLOURS = {
    "violence": "#a3271b",
    "ground": "#1f3a5f",
    "supply": style.CORRIDOR_COLOUR[0],
    "politics": "#4a6274",
    "people": "#0f6f8f",
    "other": "#6b727b",
}


def _ring(x: float, y: float, metres: float, colour: str) -> Any:
    from matplotlib.patches import Circle

    return Circle(
        (x, y), metres, facecolor=colour, alpha=0.05, edgecolor=colour, linewidth=0.5, linestyle=(0, (2, 2)), zorder=4
    )
