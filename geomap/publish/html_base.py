"""The base map of the page: the world's land and borders, fine around the data and coarse far from it.

Neighbouring countries share their border's vertices (a topology), and a vertex is kept or dropped for both at once,
so that thinning leaves no gap between them. Source: Natural Earth 1:10m through world-atlas; see scripts/vendor_web.py.
"""

from __future__ import annotations

import gzip
import json
import struct
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FILE = Path(__file__).parent / "web" / "base" / "base.bin.gz"
_KM_PER_DEGREE = 111.32
_FINE_KM, _COARSE_KM = 0.12, 7.0
_AROUND_KM = 180.0  # as fine as the middle up to here
_SLOPE = 0.006  # tolerance in km for each km away from the data

Bounds = tuple[float, float, float, float]  # west, south, east, north


@lru_cache(maxsize=1)
def _world() -> tuple[dict[str, Any], NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Head, tolerance in km per vertex, vertices (n, 2) lon-lat in 1e-4 degrees, first vertex of each arc."""
    body = gzip.decompress(_FILE.read_bytes())
    (size,) = struct.unpack_from("<I", body)
    head = json.loads(body[4 : 4 + size])
    total = sum(head["counts"])
    weight = np.frombuffer(body, np.uint8, total, 4 + size).astype(np.float64)
    tolerance = np.where(weight == 255, np.inf, 0.1 * 2 ** (weight / 24))
    steps = np.frombuffer(body, "<i4", 2 * total, 4 + size + total).reshape(-1, 2)
    first = np.concatenate([[0], np.cumsum(head["counts"])])
    return head, tolerance, np.cumsum(steps, axis=0, dtype=np.int64), first


def _distance_km(lonlat: NDArray[np.float64], bounds: Bounds) -> NDArray[np.float64]:
    """Rough distance in km from each vertex to the box."""
    west, south, east, north = bounds
    across = np.maximum(np.maximum(west - lonlat[:, 0], lonlat[:, 0] - east), 0)
    across = np.minimum(across, 360 - np.minimum(across, 360)) * np.cos(np.radians(np.clip(lonlat[:, 1], -80, 80)))
    along = np.maximum(np.maximum(south - lonlat[:, 1], lonlat[:, 1] - north), 0)
    return np.asarray(np.hypot(across, along) * _KM_PER_DEGREE)


def _steps(points: NDArray[np.int64]) -> list[int]:
    """A line as x0, y0, dx, dy, ...: small numbers pack well."""
    deltas = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int64))
    return [int(value) for value in deltas.reshape(-1)]


def base_map(bounds: Bounds) -> dict[str, Any]:
    """Arcs, their kinds (0 coast, 1 border, 2 disputed border, 3 not drawn) and countries for a page whose data lie in `bounds`.

    Arcs are flat lists of steps in 1e-4 degrees, lon before lat; rings name arcs by number, ~n for backwards.
    Islands too small to be seen at their distance are left out.
    """
    head, tolerance, points, first = _world()
    wanted = np.clip((_distance_km(points / 1e4, bounds) - _AROUND_KM) * _SLOPE, _FINE_KM, _COARSE_KM)
    keep = tolerance >= wanted
    arcs: list[list[int]] = []
    number: dict[int, int] = {}
    countries = []
    for country in head["countries"]:
        polygons = []
        for polygon in country["polygons"]:
            outer = [arc if arc >= 0 else ~arc for arc in polygon[0]]
            if all(keep[first[a] : first[a + 1]].sum() <= 2 for a in outer) and len(outer) < 3:
                continue
            rings = [ring for ring in polygon if _matters(ring, keep, first)]
            polygons.append([[_arc(arc, number, arcs, points, keep, first) for arc in ring] for ring in rings])
        if polygons:
            countries.append({"id": country["id"], "name": country["name"], "polygons": polygons})
    kinds = [0] * len(arcs)
    for old, new in number.items():
        kinds[new] = head["kinds"][old]
    return {"scale": 1e4, "arcs": arcs, "kinds": kinds, "countries": countries, "source": head["source"]}


def _matters(ring: list[int], keep: NDArray[np.bool_], first: NDArray[np.int64]) -> bool:
    """Whether anything but end points is left of a ring."""
    if len(ring) > 2:
        return True
    return any(keep[first[a] : first[a + 1]].sum() > 2 for a in ((arc if arc >= 0 else ~arc) for arc in ring))


def _arc(
    arc: int,
    number: dict[int, int],
    arcs: list[list[int]],
    points: NDArray[np.int64],
    keep: NDArray[np.bool_],
    first: NDArray[np.int64],
) -> int:
    """The page's number for a source arc, adding the arc when it is met first; the sign keeps its direction."""
    source = arc if arc >= 0 else ~arc
    if source not in number:
        number[source] = len(arcs)
        span = slice(first[source], first[source + 1])
        arcs.append(_steps(points[span][keep[span]]))
    return number[source] if arc >= 0 else ~number[source]
