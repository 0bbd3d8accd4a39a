"""Too many events for one page: sums by place cell, period and type instead, with one sentence each as a sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from geomap.publish.html_data import LayerLike

AGGREGATE_ABOVE = 200_000
MOST_ROWS = 120_000
# Cell in degrees and period, finest first: the first step that leaves few enough rows is taken.
LADDER = ((0.1, "M"), (0.25, "M"), (0.25, "Q"), (0.5, "Q"), (0.5, "Y"), (1.0, "Y"), (2.5, "Y"))
PRECISION = {"M": "month", "Q": "range", "Y": "year"}


@dataclass(frozen=True)
class SummedLayer:
    """A layer of sums: `frame` has one row per cell, period and type, `weight` counts the events in it."""

    id: str
    title: str
    frame: Any
    time: tuple[str, str] | None = ("date_start", "date_end")


def aggregate_events(layer: LayerLike, *, most: int = MOST_ROWS) -> LayerLike:
    """Events summed up, as finely as `most` rows allow; undated events make their own sums.

    Cells are 0.1 degree and periods months at the finest (see LADDER). An event counts in the period in which it begins.
    """
    frame = layer.frame
    points = frame.geometry.representative_point() if (frame.geom_type != "Point").any() else frame.geometry
    start = pd.to_datetime(frame["date_start"], errors="coerce")
    for cell, unit in LADDER:
        keys = pd.DataFrame(
            {
                "cx": (points.x / cell).round(), "cy": (points.y / cell).round(),
                "period": start.dt.to_period(unit).astype("string").fillna(""), "type": frame["type"],
            },
            index=frame.index,
        )  # fmt: skip
        grouped = keys.groupby(["cx", "cy", "period", "type"], sort=True)
        if grouped.ngroups <= most:
            break
    first = grouped.head(1).index
    out = frame.loc[first].copy()
    cells = keys.loc[first]
    periods = pd.PeriodIndex(cells["period"].where(cells["period"] != ""), freq=unit)
    out["weight"] = grouped.size().reindex(pd.MultiIndex.from_frame(cells)).to_numpy()
    out["date_start"] = periods.start_time.strftime("%Y-%m-%d")
    out["date_end"] = periods.end_time.strftime("%Y-%m-%d")
    out["date_precision"] = [PRECISION[unit] if period else "unknown" for period in cells["period"]]
    drop = [name for name in ("lat", "lon", "evidence", "reasons") if name in out]
    return SummedLayer(layer.id, layer.title, out.drop(columns=drop))
