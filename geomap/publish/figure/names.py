"""Names on one panel: places with most matter first, none over another; countries in spaced capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import Polygon, box

from geomap.publish.figure.chart import INK, Chart, view, write
from geomap.publish.labels import Box, Label, place_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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


def draw_names(
    axes: Axes, places: gpd.GeoDataFrame, chart: Chart, spots: list[tuple[float, float]], taken: list[Box]
) -> None:
    """Names of the places with most matter, none over another; countries in spaced capitals."""
    west, south, east, north = view(axes)
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
            text = str(row["place"])
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
        write(axes, x, y, label.text, size=size)
    boxes = [*taken, *((x, y, x + labels[i].width, y + labels[i].height) for i, x, y in placed)]
    country_names(axes, chart, boxes, per_point)


def country_names(axes: Axes, chart: Chart, taken: list[tuple[float, float, float, float]], per_point: float) -> None:
    sheet = box(*view(axes))
    size = chart.points * 1.0
    labels = []
    for _, row in chart.land.iterrows():
        shown = shapely.make_valid(row.geometry).intersection(sheet)
        if shown.area < sheet.area * 0.02:
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
    for index, x, y in place_labels(ordered, taken, frame=view(axes)):
        write(axes, x, y, ordered[index].text, size=size * 0.85, color="#7c848d", zorder=5)
