"""How far off a front line may be: the half-width that should hold 90 % of the true line, piece by piece.

Three things tell: how near the places of either side come to the line; how far the piece is from where the drawn line
ends, because beyond its end the front goes on unseen; and how far apart the places are that it runs between, because it
can hardly be farther off than that. The constants were set by leaving days out: docs/front-lines.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    Array = np.ndarray[Any, np.dtype[np.float64]]

PER_KM = 3.7
FLOOR_KM = 10.0  # added to the distance of the nearest place
END_KM = 50.0  # three times this far from its end a line is half as uncertain as there
APART_SHARE, APART_KM = 1.4, 5.0  # never wider than this share of the distance between the places beside it, and 5 km
CLASS_RATIO = 1.5  # pieces are cut where the half-width changes by more than this
PIECE_KM = 12.0  # but no piece is shorter than this, unless its line is
CLOSED_KM = 1_000.0  # a closed line is as sure as one this far from its end
VERTEX_KM = 2.0


def half_width(near_km: Array, gap_km: Array, end_km: Array) -> Array:
    """Half-width (km) from the distances to the nearest places of either side and along the line to its end.

    `near_km` and `gap_km` belong to the nearer and the farther of the two, `end_km` is infinite on a closed line.
    """
    import numpy as np

    width = PER_KM * (FLOOR_KM + near_km) / np.sqrt(1 + np.minimum(end_km, CLOSED_KM) / END_KM)
    most: Array = APART_SHARE * (near_km + gap_km) + APART_KM
    return np.minimum(width, most)


def nearest(points: Array, places: Array, side: Any, pair: tuple[int, int]) -> tuple[Array, Array]:
    """(near, far): km from points on the line to the nearer and the farther of the two sides' nearest places.

    A contested place (`side` -1) counts as a place of either side.
    """
    import numpy as np
    from scipy.spatial import cKDTree

    away = [
        cKDTree(own).query(points)[0] if len(own) else np.full(len(points), np.inf)
        for own in (places[(side == s) | (side == -1)] for s in pair)
    ]
    return np.minimum(*away), np.maximum(*away)


def pieces(
    line: BaseGeometry, places: Array, side: Any, pair: tuple[int, int], limit_km: float
) -> list[tuple[LineString, float, float]]:
    """(piece, half-width, gap) along a line in the plane; stretches with a gap over `limit_km` are left out."""
    import numpy as np
    import shapely

    points = shapely.get_coordinates(shapely.segmentize(line, VERTEX_KM))
    near, gap = nearest((points[1:] + points[:-1]) / 2, places, side, pair)
    length = np.hypot(*np.diff(points, axis=0).T)
    closed = bool((points[0] == points[-1]).all()) and bool((gap <= limit_km).all())
    found: list[tuple[LineString, float, float]] = []
    for first, last in _stretches(gap <= limit_km):
        part = slice(first, last + 1)
        width = half_width(near[part], gap[part], _to_end(length[part], closed=closed))
        kind = np.round(np.log(width) / np.log(CLASS_RATIO)).astype(int)
        for a, b in _runs(kind, length[part]):
            piece = shapely.LineString(points[first + a : first + b + 2])
            rows = slice(a, b + 1)
            found.append((piece, float(width[rows].mean()), float(gap[part][rows].mean())))
    return found


def _stretches(drawn: Any) -> list[tuple[int, int]]:
    """(first, last) of every run of True."""
    import numpy as np

    edge = np.diff(np.r_[0, drawn.astype(int), 0])
    return list(zip(np.flatnonzero(edge == 1).tolist(), (np.flatnonzero(edge == -1) - 1).tolist(), strict=True))


def _to_end(length: Array, *, closed: bool) -> Array:
    """Distance along the stretch from each segment's middle to the nearer end; a closed line has no end."""
    import numpy as np

    if closed:
        return np.full(len(length), np.inf)
    at = np.cumsum(length) - length / 2
    to_end: Array = np.minimum(at, length.sum() - at)
    return to_end


def _runs(kind: Any, length: Array) -> list[tuple[int, int]]:
    """(first, last) segments of pieces: a new one where the class changes, once the piece is long enough."""
    found: list[tuple[int, int]] = []
    first, run = 0, 0.0
    for i in range(len(kind)):
        if i > first and kind[i] != kind[first] and run >= PIECE_KM:
            found.append((first, i - 1))
            first, run = i, 0.0
        run += float(length[i])
    if found and run < PIECE_KM:
        first = found.pop()[0]
    return [*found, (first, len(kind) - 1)]
