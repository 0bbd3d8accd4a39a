"""How long the front-line estimate takes: python benchmarks/fronts.py

Made-up towns around a winding line: 400 places on one day, 33,000 places on one day, 400 places on 200 days.
Prints seconds, bars and the machine's number of processors.
"""

from __future__ import annotations

import os
import time
from datetime import date, timedelta

import numpy as np
import pandas as pd

from geomap.analysis.fronts import estimate


def towns(n: int, seed: int, width_deg: float = 12.0, height_deg: float = 5.0) -> pd.DataFrame:
    """`n` towns north and south of a winding line through Ukraine's latitudes."""
    rng = np.random.default_rng(seed)
    lon, lat = rng.uniform(24, 24 + width_deg, n), rng.uniform(47.0, 47.0 + height_deg, n)
    north = lat > 49.5 + 0.6 * np.sin(lon * 1.3) + 0.2 * np.sin(lon * 4)
    return pd.DataFrame(
        {"name": [f"town {i}" for i in range(n)], "lat": lat, "lon": lon, "holder": np.where(north, "North", "South"),
         "date": "2001-01-01"}
    )  # fmt: skip


def series(n: int, days: int) -> pd.DataFrame:
    """`days` tables of the same towns; each day a few towns near the line change hands."""
    rng = np.random.default_rng(7)
    table, parts = towns(n, 3), []
    line = 49.5 + 0.6 * np.sin(table["lon"] * 1.3) + 0.2 * np.sin(table["lon"] * 4)
    for k in range(days):
        offset = table["lat"] - line + 0.3 * np.sin(k / 15 + table["lon"]) + rng.normal(0, 0.02, n)
        table["holder"] = np.where(offset > 0, "North", "South")
        parts.append(table.assign(date=(date(2001, 1, 1) + timedelta(days=k)).isoformat()))
    return pd.concat(parts, ignore_index=True)


def main() -> None:
    """Run the three cases."""
    estimate(towns(50, 0), as_of=date(2001, 1, 1))  # polygons of countries are read once
    for name, table, days, bar in (
        ("400 places, 1 day", towns(400, 1), [date(2001, 1, 1)], 1.0),
        ("33,000 places, 1 day", towns(33_000, 2), [date(2001, 1, 1)], 15.0),
        ("400 places, 200 days", series(400, 200), None, 60.0),
    ):
        began, cpu = time.perf_counter(), time.process_time()
        found = estimate(table, as_of=days)
        print(
            f"{name}: {time.perf_counter() - began:.2f} s wall, {time.process_time() - cpu:.2f} s processor "
            f"(bar {bar:g} s), {len(found.fronts)} pieces of front, {os.cpu_count()} processors"
        )


if __name__ == "__main__":
    main()
