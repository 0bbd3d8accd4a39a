"""Half-degree cells: which of them a circle touches."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians


def cells_around(lat: float, lon: float, km: float) -> Iterator[int]:
    """Numbers of the half-degree cells that a circle touches."""
    d_lat = km / 111.0
    low, high = int((max(-90.0, lat - d_lat) + 90) * 2), int((min(90.0, lat + d_lat) + 90) * 2)
    d_lon = min(180.0, d_lat / max(0.01, cos(radians(min(89.9, abs(lat) + d_lat)))))
    west, east = int((lon - d_lon + 180) * 2 // 1), int((lon + d_lon + 180) * 2 // 1)
    columns = range(720) if east - west >= 719 else [x % 720 for x in range(west, east + 1)]
    for row in range(low, high + 1):
        for column in columns:
            yield row * 720 + column
