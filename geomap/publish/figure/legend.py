"""The legend of a figure: only what is on the map, in the map's own symbols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geomap import style
from geomap.publish.figure.chart import INK, QUIET
from geomap.publish.figure.marks import FAMILY_COLOURS, marker

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.figure import Figure

Entry = tuple[
    str, str, Any
]  # kind of key ("head", "event", "side", "corridor", "front", "advance", "claim"), words, style


def legend_entries(panels: Sequence[dict[str, gpd.GeoDataFrame]], sides: dict[str, style.Side]) -> list[Entry]:
    """Keys in reading order with a heading before each group; empty when the map is."""

    def present(layer: str, column: str) -> set[str]:
        return {str(v) for p in panels if column in p[layer] for v in p[layer][column].dropna()}

    def there(layer: str) -> bool:
        return any(not p[layer].empty for p in panels)

    entries: list[Entry] = []
    held = [
        name
        for name in sides
        if name in present("control", "side") | present("control_claims", "side") | present("advances", "side")
    ]
    if held:
        entries.append(("head", "Sides", None))
        entries += [("side", sides[name].label, sides[name]) for name in held]
    lines: list[Entry] = [("front", "Front line, 90 % band", None)] if there("fronts") else []
    lines += [("advance", "Advance", None)] if there("advances") else []
    lines += [("claim", "Said to be held", None)] if there("control_claims") else []
    if lines:
        entries += [("head", "Control", None), *lines]
    statuses = present("corridors", "status")
    if statuses:
        entries.append(("head", "Corridors", None))
        entries += [("corridor", line.label, line) for name, line in style.CORRIDORS.items() if name in statuses]
    kinds = present("events", "type")
    if kinds:
        entries.append(("head", "Events", None))
        entries += [("event", symbol.label, symbol) for name, symbol in style.EVENTS.items() if name in kinds]
    return entries


def draw_legend(figure: Figure, entries: Sequence[Entry], *, left: float, top: float, points: float) -> None:
    """Draw the keys down the sheet's right side, from `top` (figure shares)."""
    height = figure.get_figheight()
    axes = figure.add_axes((left, 0.0, 1 - left, top))
    axes.axis("off")
    axes.set_xlim(0, (1 - left) * figure.get_figwidth())
    axes.set_ylim(0, top * height)
    step = min(0.215 * points / 8, (top * height - 0.3) / (len(entries) + 1.5))
    y = top * height - step * 0.6
    for kind, words, what in entries:
        if kind == "head":
            y -= step * 0.35
            axes.text(0.03, y, words.upper(), size=points * 0.78, weight="bold", va="center", color=QUIET)
        else:
            _key(axes, kind, what, y, step, points)
            axes.text(0.46, y, words, size=points * 0.92, va="center", color=INK)
        y -= step


def _key(axes: Any, kind: str, what: Any, y: float, step: float, points: float) -> None:
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Rectangle

    x, wide = 0.05, 0.32
    if kind == "side":
        low, high = y - step * 0.33, step * 0.66
        axes.add_patch(
            Rectangle(
                (x, low),
                wide,
                high,
                facecolor=to_rgba(what.light, 0.22),
                edgecolor=to_rgba(what.light, 0.7),
                hatch=what.hatch * 2,
                linewidth=0.8,
            )
        )
    elif kind == "front":
        axes.add_patch(
            Rectangle(
                (x, y - step * 0.3),
                wide,
                step * 0.6,
                facecolor=style.FRONT_COLOUR[0],
                alpha=style.BAND_OPACITY,
                linewidth=0,
            )
        )
        axes.plot([x, x + wide], [y, y], color=style.FRONT_COLOUR[0], linewidth=1.8)
    elif kind == "advance":
        arrow = {
            "arrowstyle": "simple,head_width=0.9,head_length=0.8,tail_width=0.35",
            "facecolor": QUIET,
            "edgecolor": "white",
            "mutation_scale": 10,
        }
        axes.annotate("", xy=(x + wide, y), xytext=(x, y), arrowprops=arrow)
    elif kind == "claim":
        axes.scatter([x + wide / 2], [y], s=18, facecolor="white", edgecolor=QUIET, linewidth=1.3)
    elif kind == "corridor":
        dash: Any = (0, tuple(d / 2 for d in what.dash)) if what.dash else "-"
        axes.plot([x, x + wide], [y, y], color=style.CORRIDOR_COLOUR[0], linewidth=1.6, linestyle=dash)
        if what.crossed:
            axes.plot(
                [x + wide / 2], [y], marker="x", color=style.CORRIDOR_COLOUR[0], markersize=5, markeredgewidth=1.5
            )
    else:
        colour = FAMILY_COLOURS.get(what.family, QUIET)
        axes.scatter(
            [x + wide / 2],
            [y],
            s=(points * 0.9) ** 2,
            marker=marker(what.shape),
            facecolor=colour,
            edgecolor="white",
            linewidth=0.6,
        )
