"""A static map of an output folder for print: PNG, SVG or PDF, one date or several side by side. No browser.

Reads the files of the contract, so that a figure can be made from a folder of any age; draws with matplotlib in a
local equal-area projection, by the same style table as the page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geomap import style
from geomap.errors import InputError
from geomap.publish.extent import Bounds, theatre_bounds
from geomap.publish.figure import chart as paper
from geomap.publish.figure import panel as maps
from geomap.publish.figure.legend import draw_legend, legend_entries

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MM = 1 / 25.4
SIZES: dict[str, tuple[float, float, float]] = {  # width and height in inches, base size of type in points
    "a4": (297 * MM, 210 * MM, 8.0),
    "a4-portrait": (210 * MM, 297 * MM, 8.0),
    "column": (180 * MM, 130 * MM, 7.0),
    "slide": (13.333, 7.5, 11.0),
}
FORMATS = ("png", "svg", "pdf")
LAYERS = ("control", "fronts", "corridors", "advances", "events", "control_claims", "places")
MOST_PANELS = 12
PHYSICAL = frozenset(style.EVENTS) - {"diplomacy", "visit", "statement", "sanction"}


@dataclass(frozen=True, slots=True)
class Panel:
    """What one map shows: the layers at a day (None: the whole period) and its heading."""

    heading: str
    frames: dict[str, gpd.GeoDataFrame]


def write_figure(
    folder: Path,
    path: Path,
    *,
    days: Sequence[date] = (),
    size: str = "a4",
    title: str = "",
    bounds: Bounds | None = None,
    dpi: int = 300,
) -> Path:
    """Draw the folder's map into `path` (.png, .svg, .pdf) and return it.

    No day: all events, and control as it last was. One day: things as they stood that day, with the events of the 30
    days before. Several: small multiples, each with the events since the one before. Raises InputError for a folder
    without map files, an unknown size or format.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise InputError(f"{kind or 'no'} format", where=str(path), hint=f"name the file .{', .'.join(FORMATS)}")
    if size not in SIZES:
        raise InputError(f"size {size!r} is not known", hint=f"one of {', '.join(SIZES)}")
    if len(days) > MOST_PANELS:
        raise InputError(f"{len(days)} dates are too many for one figure", hint=f"at most {MOST_PANELS}")
    frames = read_layers(folder)
    shown = bounds or _bounds(frames)
    if shown is None:
        raise InputError("nothing on the map has a position", where=str(folder), hint="map more reports first")
    frames = {name: frame.cx[shown[0] : shown[2], shown[1] : shown[3]] for name, frame in frames.items()}
    figure = _compose(
        _panels(frames, sorted(days)), shown, size=size, title=title or _title(frames), note=_note(folder)
    )
    _save(figure, path, kind, dpi)
    return path


def read_layers(folder: Path) -> dict[str, gpd.GeoDataFrame]:
    """The folder's layers as frames (EPSG:4326), empty where a file is missing; dates stay ISO text."""
    if not any((folder / f"{name}.geojson").exists() for name in LAYERS):
        raise InputError("no map files here", where=str(folder), hint="give the folder that `geomap map` wrote")
    frames = {}
    for name in LAYERS:
        path = folder / f"{name}.geojson"
        features = json.loads(path.read_text("utf-8")).get("features", []) if path.exists() else []
        located = [f for f in features if f.get("geometry")]
        frames[name] = (
            gpd.GeoDataFrame.from_features(located, crs=4326) if located else gpd.GeoDataFrame(geometry=[], crs=4326)
        )
    return frames


def _bounds(frames: dict[str, gpd.GeoDataFrame]) -> Bounds | None:
    """Where most of the matter lies: what happens on the ground first, everything else only without it."""
    points: list[tuple[float, float]] = []
    for name in ("events", "control_claims"):
        frame = frames[name]
        if "type" in frame:
            frame = frame[
                frame["type"].isin(PHYSICAL) & (pd.to_numeric(frame.get("radius_km"), errors="coerce").fillna(0) < 200)
            ]
        points += [(p.y, p.x) for p in frame.geometry.representative_point()]
    for name in ("fronts", "advances"):
        points += [
            (y, x)
            for line in frames[name].geometry
            for part in getattr(line, "geoms", [line])
            for x, y, *_ in part.coords
        ]
    if not points:
        points = [(p.y, p.x) for name in LAYERS for p in frames[name].geometry.representative_point()]
    return theatre_bounds([p[0] for p in points], [p[1] for p in points])


def _span(frame: gpd.GeoDataFrame, first: str, last: str) -> gpd.GeoDataFrame:
    """Rows whose interval meets the days first..last; rows without a date are left out."""
    if frame.empty or "date_start" not in frame:
        return frame
    start = frame["date_start"].fillna("")
    end = frame["date_end"].fillna("9999") if "date_end" in frame else start
    return frame[(start != "") & (start <= last) & (end.where(end != "", start) >= first)]


def _panels(frames: dict[str, gpd.GeoDataFrame], days: list[date]) -> list[Panel]:
    if not days:
        latest = dict(frames)
        for name in ("control", "fronts"):
            starts = frames[name]["date_start"].dropna() if "date_start" in frames[name] else []
            latest[name] = _span(frames[name], max(starts), max(starts)) if len(starts) else frames[name]
        return [Panel("", latest)]
    panels, before = [], days[0] - timedelta(days=30)
    for day in days:
        now = day.isoformat()
        kept = {name: _span(frame, now, now) for name, frame in frames.items() if name != "events"}
        kept["events"] = _span(frames["events"], (before + timedelta(days=1)).isoformat(), now)
        kept["places"] = frames["places"]
        panels.append(Panel(f"{day.day} {day:%B %Y}", kept))
        before = day
    return panels


def _compose(panels: list[Panel], bounds: Bounds, *, size: str, title: str, note: str) -> Figure:
    """Title, maps in a grid, legend and source line on one sheet."""
    from matplotlib.figure import Figure

    width, height, points = SIZES[size]
    figure = Figure(figsize=(width, height), facecolor="white")
    side_names = sorted({s for p in panels for s in maps.side_names(p.frames)})
    entries = legend_entries([p.frames for p in panels], style.sides(side_names))
    legend_share = 0.0 if not entries else min(0.26, 2.3 * points / 8 / width)
    top = 1 - 0.55 * points / 8 / height
    bottom = 0.30 * points / 8 / height
    figure.text(
        0.012, 1 - 0.12 * points / 8 / height, title, size=points * 1.7, weight="bold", va="top", color=paper.INK
    )
    figure.text(0.012, 0.08 * points / 8 / height, note, size=points * 0.72, va="bottom", color=paper.QUIET)
    columns = _columns(len(panels), width * (1 - legend_share) / (height * (top - bottom)), bounds)
    rows = -(-len(panels) // columns)
    chart = paper.Chart(bounds, style.sides(side_names), points if len(panels) == 1 else points * 0.8)
    cell = ((1 - legend_share - 0.012) / columns, (top - bottom) / rows)
    for i, panel in enumerate(panels):
        column, row = i % columns, i // columns
        box = (0.008 + column * cell[0], top - (row + 1) * cell[1], cell[0] - 0.006, cell[1] - 0.012)
        axes = figure.add_axes(box)
        maps.draw_panel(axes, panel.frames, chart, heading=panel.heading, locator=len(panels) == 1)
        if i == len(panels) - 1:
            maps.scale_bar(axes, chart)
        if i == 0 and len(panels) == 1:
            maps.inset(figure, axes, chart)
    if entries:
        draw_legend(figure, entries, left=1 - legend_share + 0.004, top=top, points=points)
    return figure


def _columns(count: int, sheet_aspect: float, bounds: Bounds) -> int:
    """How many columns give the largest maps for `count` panels on a sheet of that aspect (width / height)."""
    aspect = paper.aspect(bounds)

    def scale(columns: int) -> float:
        rows = -(-count // columns)
        return min(sheet_aspect / columns, aspect / rows)

    return max(range(1, count + 1), key=scale)


def _title(frames: dict[str, gpd.GeoDataFrame]) -> str:
    """A heading from what is there: the countries where most happens, and the period."""
    events = frames["events"]
    if events.empty or "date_start" not in events:
        return "What the reports say"
    days = sorted(d for d in [*events["date_start"].dropna(), *events["date_end"].dropna()] if d)
    return f"What the reports say, {days[0]} to {days[-1]}" if days else "What the reports say"


def _note(folder: Path) -> str:
    run = folder / "run.json"
    count = len(json.loads(run.read_text("utf-8")).get("inputs", [])) if run.exists() else 0
    told = f"Made with geomap from {count} input{'s' if count != 1 else ''}. " if count else "Made with geomap. "
    return (
        told
        + "Front lines and areas are estimates; claims are as the sources tell them. Places: GeoNames (CC BY 4.0). Land: Natural Earth."
    )


def _save(figure: Figure, path: Path, kind: str, dpi: int) -> None:
    """Write to a temporary name, then rename; no run time inside, so that the same input gives the same bytes."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    FigureCanvasAgg(figure)
    metadata: dict[str, Any] = {
        "png": {"Software": None},
        "svg": {"Date": None},
        "pdf": {"CreationDate": None, "ModDate": None},
    }[kind]
    with mpl.rc_context({"svg.hashsalt": "geomap", "svg.fonttype": "none", "pdf.fonttype": 42}):
        figure.savefig(part, format=kind, dpi=dpi, metadata=metadata)
    part.replace(path)
