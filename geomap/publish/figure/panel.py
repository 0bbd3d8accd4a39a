"""One map panel: land, marks, names, scale bar and locator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from shapely.geometry import box

from geomap.publish.figure import marks
from geomap.publish.figure.chart import BORDER, FRAME, INK, LAND, SEA, Chart, view, write
from geomap.publish.figure.names import draw_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def side_names(frames: dict[str, gpd.GeoDataFrame]) -> set[str]:
    """The sides that any layer of a panel names."""
    columns = {"control": ("side",), "fronts": ("side_a", "side_b"), "advances": ("side",), "control_claims": ("side",)}
    return {
        str(v) for name, keys in columns.items() for key in keys if key in frames[name]
        for v in frames[name][key].dropna() if v not in ("", "unknown", "contested")
    }  # fmt: skip


def draw_panel(
    axes: Axes, frames: dict[str, gpd.GeoDataFrame], chart: Chart, *, heading: str = "", locator: bool = False
) -> None:
    """Draw one map with everything in `frames` into `axes`, whose bounds it sets; `locator` keeps room for the inset."""
    _base(axes, chart)
    marks.draw_control(axes, chart.project(frames["control"]), chart)
    marks.draw_fronts(axes, chart.project(frames["fronts"]), chart)
    marks.draw_corridors(axes, chart.project(frames["corridors"]), chart)
    marks.draw_advances(axes, chart.project(frames["advances"]), chart)
    marks.draw_claims(axes, chart.project(frames["control_claims"]), chart)
    spots = marks.draw_events(axes, chart.project(frames["events"]), chart)
    west, south, east, north = view(axes)
    corner = [(east - (east - west) * 0.19, north - (north - south) * 0.2, east, north)] if locator else []
    draw_names(axes, chart.project(frames["places"]), chart, spots, corner)
    bare(axes, 0.6)
    if heading:
        axes.text(
            0.015, 0.985, heading, transform=axes.transAxes, va="top", size=chart.points * 1.1, weight="bold", color=INK, zorder=30,
            bbox={"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 2.5},
        )  # fmt: skip


def _base(axes: Axes, chart: Chart) -> None:
    west, south, east, north = chart.frame
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    _fill_axes(axes)
    axes.set_aspect("equal", adjustable="box")
    axes.set_facecolor(SEA)
    if not chart.land.empty:
        chart.land.plot(ax=axes, facecolor=LAND, edgecolor=BORDER, linewidth=0.6, zorder=1, aspect=None, autolim=False)


def _fill_axes(axes: Axes) -> None:
    """Widen the view, never narrow it, so that one metre is as long across as along and no paper is left empty."""
    west, south, east, north = view(axes)
    window = axes.get_window_extent()
    want = window.width / window.height
    if (east - west) / (north - south) < want:
        grow = ((north - south) * want - (east - west)) / 2
        axes.set_xlim(west - grow, east + grow)
    else:
        grow = ((east - west) / want - (north - south)) / 2
        axes.set_ylim(south - grow, north + grow)


def bare(axes: Axes, width: float) -> None:
    """No ticks, no axis titles (geopandas writes its own), a thin frame."""
    axes.set(xticks=[], yticks=[], xlabel="", ylabel="")
    for spine in axes.spines.values():
        spine.set_edgecolor(FRAME)
        spine.set_linewidth(width)


def scale_bar(axes: Axes, chart: Chart) -> None:
    """A bar of a round length, lower left."""
    west, south, east, north = view(axes)
    target = (east - west) * 0.2
    unit = 10 ** np.floor(np.log10(target))
    length = float(max(step * unit for step in (1, 2, 5) if step * unit <= target))
    x, y = west + (east - west) * 0.02, south + (north - south) * 0.03
    axes.plot(
        [x, x + length], [y, y], color=INK, linewidth=1.6, solid_capstyle="butt", zorder=25, scalex=False, scaley=False
    )
    write(axes, x, y + (north - south) * 0.008, f"{length / 1000:,.0f} km", size=chart.points * 0.8, zorder=25)


def inset(figure: Figure, axes: Axes, chart: Chart) -> None:
    """A small locator, upper right: the countries round about and the map's frame."""
    from geomap.gazetteer.shapes import countries

    place = axes.get_position()
    width = place.width * 0.17
    height = width * figure.get_figwidth() / figure.get_figheight() * 0.72
    small = figure.add_axes((place.x1 - width - 0.004, place.y1 - height - 0.006, width, height), zorder=40)
    west, south, east, north = chart.bounds
    span = max(east - west, (north - south) * 1.4) * 2.2 + 8
    lon, lat = (west + east) / 2, (south + north) / 2
    around = box(max(-180, lon - span), max(-85, lat - span * 0.72), min(180, lon + span), min(85, lat + span * 0.72))
    countries().clip(around).plot(ax=small, facecolor="#dcdcd6", edgecolor="white", linewidth=0.3)
    small.plot([west, east, east, west, west], [south, south, north, north, south], color="#b3261e", linewidth=1.2)
    bounds = around.bounds
    small.set_xlim(bounds[0], bounds[2])
    small.set_ylim(bounds[1], bounds[3])
    small.set_aspect("auto")
    small.set_facecolor(SEA)
    bare(small, 0.5)
