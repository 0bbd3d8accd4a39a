"""What all panels of a figure share: projection, view, colours of land and ink, and how a word is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import box

from geomap import style
from geomap.publish.extent import Bounds

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, QUIET = "#1b1f24", "#5b6470"
SEA, LAND, BORDER, FRAME = "#e3ebf1", "#f8f7f3", "#a4abb3", "#8d959e"
HALO = "white"
FAR = 60.0  # degrees: how much of the world round the map is projected


def aspect(bounds: Bounds) -> float:
    """Width over height of the bounds on the ground."""
    west, south, east, north = bounds
    return float((east - west) * np.cos(np.radians((south + north) / 2)) / (north - south))


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
        from geomap.gazetteer.index import open_gazetteer
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
        gazetteer = open_gazetteer()
        known = {code: gazetteer.country(code) for code in near["iso"]}
        near = near.assign(name=[place.name if (place := known[code]) else "" for code in near["iso"]])
        near = near.set_geometry(shapely.segmentize(near.geometry.values, 0.5))
        return near.to_crs(self.crs)

    def project(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """A layer in metres."""
        return frame if frame.empty else frame.to_crs(self.crs)


def side_of(chart: Chart, name: Any) -> style.Side:
    return chart.sides.get(str(name)) or style.Side("Unknown", "#7d838c", "#8f97a3", "")


def view(axes: Axes) -> tuple[float, float, float, float]:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return west, south, east, north


def write(axes: Axes, x: float, y: float, text: str, *, size: float, **more: Any) -> None:
    """A name over a white halo; the name itself stays text in SVG and PDF, so that it can be searched and edited."""
    from matplotlib.patheffects import Stroke

    words = text.replace("$", r"\$")
    kept = {"size": size, "va": "bottom", "zorder": 20, "clip_on": True, **more}
    axes.text(x, y, words, path_effects=[Stroke(linewidth=2.2, foreground=HALO, alpha=0.85)], **kept)
    axes.text(x, y, words, **{"color": INK, **kept})
