"""How far off a front line may be: the half-width that should hold 90 % of the true line, piece by piece.

Four things tell: how near the places of either side come to the line; how far the piece is from where the drawn line
ends, because beyond its end the front goes on unseen; how much the line winds there, because a winding line is pieced
together from few places; and how far apart the places are that it runs between, because it can hardly be farther off
than that. The constants were set by leaving days out: docs/front-lines.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry import LineString
    from shapely.geometry.base import BaseGeometry

    Array = np.ndarray[Any, np.dtype[np.float64]]

PER_KM = 2.2
FLOOR_KM = 20.0  # added to the distance of the nearest place
END_KM = 50.0  # three times this far from its end a line is half as uncertain as there
APART_SHARE, APART_KM = 1.6, 6.0  # never wider than this share of the distance between the places beside it, and 6 km
SMALL = 20  # in a picture of fewer places a line runs between them and is not meant to go on: they hold it closer
WINDING_KM = 15.0  # how far to either side the winding of a line is measured
STRAIGHT_AT_LEAST = 0.25
CLASS_RATIO = 1.3  # pieces are cut where the half-width changes by more than this
PIECE_KM = 10.0  # but no piece is shorter than this, unless its line is
CLOSED_KM = 1_000.0  # a closed line is as sure as one this far from its end
VERTEX_KM = 2.0


def half_width(near_km: Array, gap_km: Array, end_km: Array, straight: Array, *, small: bool = False) -> Array:
    """Half-width (km) from the distances to the nearest places of either side and along the line to its end.

    `near_km` and `gap_km` belong to the nearer and the farther of the two, `end_km` is infinite on a closed line,
    `straight` is 1 for a straight line and less for a winding one. `small`: the whole picture has few places.
    """
    import numpy as np

    fading = np.sqrt((1 + np.minimum(end_km, CLOSED_KM) / END_KM) * straight)
    most = gap_km if small else APART_SHARE * (near_km + gap_km)
    width: Array = np.minimum(PER_KM * (FLOOR_KM + near_km) / fading, most + APART_KM)
    return width


def straightness(points: Array) -> Array:
    """Per segment of a line: the distance between what lies WINDING_KM before and after it, as a share of the way."""
    import numpy as np

    length = np.hypot(*np.diff(points, axis=0).T)
    along = np.r_[0.0, np.cumsum(length)]
    middle = along[1:] - length / 2
    before, after = (middle - WINDING_KM).clip(0), (middle + WINDING_KM).clip(max=along[-1])
    ends = [np.c_[np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1])] for at in (before, after)]
    share: Array = np.hypot(*(ends[1] - ends[0]).T) / np.maximum(after - before, 1.0)
    return share.clip(STRAIGHT_AT_LEAST, 1.0)


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
        width = half_width(
            near[part], gap[part], _to_end(length[part], closed=closed),
            straightness(points[first : last + 2]), small=len(places) < SMALL,
        )  # fmt: skip
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
