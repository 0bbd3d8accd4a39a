"""From scores on a grid to one planar partition: lines between sides, and the areas that they enclose.

Scores are interpolated linearly in triangles, so neighbouring areas share their border exactly: no slivers, no
overlaps. Coordinates are kilometres in the plane.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

    Array = np.ndarray[Any, np.dtype[np.float64]]


BLOCK_STEPS = 16  # arcs are simplified in blocks of so many cells


@dataclass(frozen=True)
class Grid:
    """Nodes of a square grid, row by row from the lower left corner; `step` in km."""

    x0: float
    y0: float
    step: float
    nx: int
    ny: int

    def nodes(self) -> Array:
        """(ny * nx, 2) positions."""
        import numpy as np

        xs, ys = self.x0 + self.step * np.arange(self.nx), self.y0 + self.step * np.arange(self.ny)
        return np.stack(np.meshgrid(xs, ys), -1).reshape(-1, 2)

    def triangles(self) -> Any:
        """(2 * cells, 3) node numbers; every cell is cut along the same diagonal."""
        import numpy as np

        corner = (np.arange(self.ny - 1)[:, None] * self.nx + np.arange(self.nx - 1)[None, :]).ravel()
        right, up, across = corner + 1, corner + self.nx, corner + self.nx + 1
        return np.concatenate([np.c_[corner, right, across], np.c_[corner, across, up]])


def settle(grid: Grid, scores: Array, valid: Any, support: Any) -> Array:
    """Scores after patches that no observation supports were given to the next best side.

    `support` (sides, ny * nx) bool: nodes beside which the side has an observation. A patch is a connected area of
    nodes of one side; without an observation of its own it is an artefact of interpolation, not a pocket.
    """
    import numpy as np
    from scipy import ndimage

    out = scores.copy()
    for _ in range(3):
        label = np.where(valid, out.argmax(axis=1), -1).reshape(grid.ny, grid.nx)
        changed = False
        for s in range(out.shape[1]):
            patches, n = ndimage.label(label == s)
            held = np.unique(patches.ravel()[support[s]])
            bare = np.setdiff1d(np.arange(1, n + 1), held)
            if len(bare):
                changed = True
                out[np.isin(patches.ravel(), bare), s] = -9.0
        if not changed:
            break
    return out


def borders(grid: Grid, scores: Array, valid: Any) -> dict[tuple[int, int], list[BaseGeometry]]:
    """Lines between each pair of sides (a < b), merged into arcs that end where three sides meet."""
    import numpy as np
    import shapely

    label = scores.argmax(axis=1)
    triangles = grid.triangles()
    corner = label[triangles]
    mixed = valid[triangles].all(axis=1) & ((corner[:, 0] != corner[:, 1]) | (corner[:, 0] != corner[:, 2]))
    triangles, corner = triangles[mixed], corner[mixed]
    found: dict[tuple[int, int], list[Array]] = {}
    nodes = grid.nodes()
    for ends, pair in _segments(triangles, corner, nodes, scores):
        for a, b in np.unique(pair, axis=0):
            found.setdefault((int(a), int(b)), []).append(ends[(pair == (a, b)).all(axis=1)])
    lines: dict[tuple[int, int], list[BaseGeometry]] = {}
    for key in sorted(found):
        segments = np.concatenate(found[key])
        segments = segments[(segments[:, 0] != segments[:, 1]).any(axis=1)]
        merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments)))
        lines[key] = [g for g in getattr(merged, "geoms", [merged]) if not g.is_empty]
    return lines


def simplified(arc: BaseGeometry, step: float) -> BaseGeometry:
    """An arc with fewer vertices, at most an eighth of a step off.

    Block by block of the plane, so that a change in one block leaves the vertices of all others as they are.
    """
    import numpy as np
    import shapely

    points = shapely.get_coordinates(arc)
    block = np.floor(points / (BLOCK_STEPS * step)).astype(int)
    cut = np.flatnonzero((block[1:] != block[:-1]).any(axis=1)) + 1
    ends = np.r_[0, cut[cut < len(points) - 1], len(points) - 1]
    parts = [points[a : b + 1] for a, b in pairwise(ends)]
    kept = [shapely.get_coordinates(shapely.LineString(p).simplify(step / 8)) for p in parts]
    return shapely.LineString(np.concatenate([kept[0], *(p[1:] for p in kept[1:])]))


def _segments(triangles: Any, corner: Any, nodes: Array, scores: Array) -> list[tuple[Array, Any]]:
    """[(ends (m, 2, 2), pairs (m, 2))]: where triangles are cut, by the case of two or of three sides in one."""
    import numpy as np

    cut = [_crossing(triangles[:, [i, j]], nodes, scores) for i, j in ((0, 1), (1, 2), (2, 0))]
    differs = [corner[:, i] != corner[:, j] for i, j in ((0, 1), (1, 2), (2, 0))]
    out: list[tuple[Array, Any]] = []
    for i, j, shared in ((0, 1, 1), (1, 2, 2), (2, 0, 0)):
        third = 3 - i - j
        two = differs[i] & differs[j] & ~differs[third]
        pair = np.sort(np.c_[corner[two][:, shared], corner[two][:, (shared + 1) % 3]], axis=1)
        out.append((np.stack([cut[i][two], cut[j][two]], axis=1), pair))
    three = differs[0] & differs[1] & differs[2]
    middle = nodes[triangles[three]].mean(axis=1).round(6)
    for i, j, side in ((0, 1, 0), (1, 2, 1), (2, 0, 2)):
        pair = np.sort(np.c_[corner[three][:, i], corner[three][:, j]], axis=1)
        out.append((np.stack([cut[side][three], middle], axis=1), pair))
    return [(ends, pair) for ends, pair in out if len(ends)]


def _crossing(edge: Any, nodes: Array, scores: Array) -> Array:
    """Where the two end nodes' sides score the same along an edge; the same from both triangles beside it."""
    import numpy as np

    a, b = np.minimum(edge[:, 0], edge[:, 1]), np.maximum(edge[:, 0], edge[:, 1])
    side_a, side_b = scores[a].argmax(axis=1), scores[b].argmax(axis=1)
    rows = np.arange(len(a))
    lead_a = scores[a, side_a] - scores[a, side_b]
    lead_b = scores[b, side_b] - scores[b, side_a]
    share = np.where(lead_a + lead_b > 1e-12, lead_a / np.maximum(lead_a + lead_b, 1e-12), 0.5).clip(0.02, 0.98)
    where: Array = (nodes[a] + (nodes[b] - nodes[a]) * share[rows, None]).round(6)
    return where


def areas(grid: Grid, scores: Array, lines: list[BaseGeometry], domain: BaseGeometry) -> dict[int, BaseGeometry]:
    """Side -> its area: the faces that the lines cut the domain into, each given to the side that scores best in it."""
    import numpy as np
    import shapely

    rings = [p.boundary for p in getattr(domain, "geoms", [domain]) if p.geom_type == "Polygon"]
    noded = shapely.union_all([*rings, *lines])
    faces = [f for f in shapely.get_parts(shapely.polygonize([noded])) if f.area > 1e-6]
    points = [f.representative_point() for f in faces]
    keep = shapely.contains_xy(domain, [p.x for p in points], [p.y for p in points])
    found: dict[int, list[Any]] = {}
    for face, point, inside in zip(faces, points, keep, strict=True):
        if inside:
            at = _at(grid, scores, np.array([[point.x, point.y]]))[0]
            found.setdefault(int(at.argmax()), []).append(face)
    return {side: shapely.union_all(parts) for side, parts in sorted(found.items())}


def _at(grid: Grid, scores: Array, points: Array) -> Array:
    """Scores at points by linear interpolation in the grid's triangles."""
    import numpy as np

    col = ((points[:, 0] - grid.x0) / grid.step).clip(0, grid.nx - 1.001)
    row = ((points[:, 1] - grid.y0) / grid.step).clip(0, grid.ny - 1.001)
    i, j = col.astype(int), row.astype(int)
    u, v = (col - i)[:, None], (row - j)[:, None]
    at = j * grid.nx + i
    low, right, up, across = (scores[at + d] for d in (0, 1, grid.nx, grid.nx + 1))
    found: Array = np.where(
        u >= v, low + u * (right - low) + v * (across - right), low + v * (up - low) + u * (across - up)
    )
    return found
