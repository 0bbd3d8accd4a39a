"""Too many events for one page: sums by place cell, month and type instead, with one sentence each as a sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from geomap.publish.html_data import LayerLike

AGGREGATE_ABOVE = 200_000
CELL_DEGREES = 0.1


@dataclass(frozen=True)
class SummedLayer:
    """A layer of sums: `frame` has one row per cell, month and type, `weight` counts the events in it."""

    id: str
    title: str
    frame: Any
    time: tuple[str, str] | None = ("date_start", "date_end")


def aggregate_events(layer: LayerLike) -> LayerLike:
    """Events summed by 0.1 degree cell, month and type; undated events make their own sums."""
    frame = layer.frame
    points = frame.geometry.representative_point() if (frame.geom_type != "Point").any() else frame.geometry
    start = pd.to_datetime(frame["date_start"], errors="coerce")
    keys = pd.DataFrame(
        {
            "cx": (points.x / CELL_DEGREES).round(), "cy": (points.y / CELL_DEGREES).round(),
            "month": start.dt.strftime("%Y-%m").fillna(""), "type": frame["type"],
        },
        index=frame.index,
    )  # fmt: skip
    grouped = keys.groupby(["cx", "cy", "month", "type"], sort=True)
    first = grouped.head(1).index
    out = frame.loc[first].copy()
    cells = keys.loc[first]
    months = pd.PeriodIndex(cells["month"].where(cells["month"] != ""), freq="M")
    out["weight"] = grouped.size().reindex(pd.MultiIndex.from_frame(cells)).to_numpy()
    out["date_start"] = months.start_time.strftime("%Y-%m-%d")
    out["date_end"] = months.end_time.strftime("%Y-%m-%d")
    out["date_precision"] = ["month" if month else "unknown" for month in cells["month"]]
    drop = [name for name in ("lat", "lon", "evidence", "reasons") if name in out]
    return SummedLayer(layer.id, layer.title, out.drop(columns=drop))
