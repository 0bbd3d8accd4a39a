"""How far off a front line may be: the half-width that should hold 90 % of the true line, piece by piece.

The half-width grows with the gap between the sides (the distance from the line to the farther of the nearest places
of either side) and shrinks where places stand on the line itself (contested). Its constants were set by
cross-validation over days: see docs/front-lines.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

    Array = np.ndarray[Any, np.dtype[np.float64]]

FLOOR_KM = 2.0
PER_KM = 0.6
CLASS_RATIO = 1.3  # pieces are cut where the half-width changes by more than this
PIECE_KM = 6.0  # but no piece is shorter than this
VERTEX_KM = 2.0


def half_width(gap_km: Array) -> Array:
    """Half-width in km for gaps between the sides in km."""
    width: Array = FLOOR_KM + PER_KM * gap_km
    return width


def gaps(points: Array, places: Array, side: Any, pair: tuple[int, int]) -> Array:
    """Distance (km) from points on the line to the farther of the nearest places of the two sides.

    A contested place (`side` -1) counts as a place of either side.
    """
    import numpy as np
    from scipy.spatial import cKDTree

    far = np.zeros(len(points))
    for s in pair:
        own = places[(side == s) | (side == -1)]
        far = np.maximum(far, cKDTree(own).query(points)[0] if len(own) else np.inf)
    return far


def pieces(
    line: BaseGeometry, places: Array, side: Any, pair: tuple[int, int], limit_km: float
) -> list[tuple[BaseGeometry, float, float]]:
    """(piece, half-width, gap) along a line in the plane; stretches with a gap over `limit_km` are left out."""
    import numpy as np
    import shapely

    dense = shapely.segmentize(line, VERTEX_KM)
    points = shapely.get_coordinates(dense)
    gap = gaps((points[1:] + points[:-1]) / 2, places, side, pair)
    width = half_width(gap)
    kind = np.where(gap > limit_km, -1, np.round(np.log(width) / np.log(CLASS_RATIO)).astype(int))
    found = []
    for first, last in _runs(kind, np.hypot(*np.diff(points, axis=0).T)):
        if kind[first] >= 0:
            piece = shapely.LineString(points[first : last + 2])
            found.append((piece, float(width[first : last + 1].mean()), float(gap[first : last + 1].mean())))
    return found


def _runs(kind: Any, length: Array) -> list[tuple[int, int]]:
    """(first, last) segments of pieces: a new one where the class changes, once the piece is long enough."""
    found: list[tuple[int, int]] = []
    first, run = 0, 0.0
    for i in range(len(kind)):
        gone = (kind[i] < 0) != (kind[first] < 0)
        if i > first and kind[i] != kind[first] and (gone or run >= PIECE_KM):
            found.append((first, i - 1))
            first, run = i, 0.0
        run += float(length[i])
    return [*found, (first, len(kind) - 1)]
