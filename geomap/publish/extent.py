"""Which part of the world a map should show: where most of the matter lies, without the capital that sent a word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geomap.geo import EARTH_KM

Bounds = tuple[float, float, float, float]

LINK_KM = 450.0  # places nearer than this to one another belong to one theatre
SMALLEST_SHARE = 0.15  # a group with less of the matter than this does not stretch the map, where any group has as much
SMALLEST_OF_LARGEST = 0.3  # nor does one with less than this share of the largest group
MARGIN = 0.08  # of the width and height, on every side
LEAST_KM = 60.0  # a map is never narrower than this


def theatre_bounds(lats: Sequence[float], lons: Sequence[float], *, margin: float = MARGIN) -> Bounds | None:
    """Bounds (west, south, east, north, degrees) of the groups of positions that hold most of them.

    Positions are linked when they lie within 450 km; groups with under 15 % of all are left out (a minister speaking in a far
    capital), unless all are that small: then many wars share the map. None without positions.
    """
    points = np.column_stack([np.asarray(lats, float), np.asarray(lons, float)])
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return None
    groups = _groups(points)
    counts = np.bincount(groups)
    share = SMALLEST_SHARE * len(points)
    least = max(share if counts.max() >= share else 0.0, counts.max() * SMALLEST_OF_LARGEST)
    kept = points[np.isin(groups, np.flatnonzero(counts >= least))]
    south, west = kept.min(axis=0)
    north, east = kept.max(axis=0)
    return _padded(float(west), float(south), float(east), float(north), margin)


def _groups(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """A group number per (lat, lon) row: connected by steps of at most LINK_KM."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    unit = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    # Cells of some 60 km stand for all that lies in them: a hundred thousand events are a few hundred cells.
    distinct, inverse = np.unique(unit.round(2), axis=0, return_inverse=True)
    pairs = cKDTree(distinct).query_pairs(LINK_KM / EARTH_KM, output_type="ndarray")
    graph = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(distinct), len(distinct)))
    labels = connected_components(graph, directed=False)[1].astype(np.int64)
    result: NDArray[np.int64] = labels[inverse.ravel()]
    return result


def _padded(west: float, south: float, east: float, north: float, margin: float) -> Bounds:
    least = LEAST_KM / 111.2
    scale = max(0.2, float(np.cos(np.radians((south + north) / 2))))
    height = max((north - south) * (1 + 2 * margin), least)
    width = max((east - west) * (1 + 2 * margin), least / scale)
    lat, lon = (south + north) / 2, (west + east) / 2
    return lon - width / 2, max(-85.0, lat - height / 2), lon + width / 2, min(85.0, lat + height / 2)
