"""Which corridors run side by side: each gets a lane, so that both are seen where they share a way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

SAMPLES = 13  # points along a line
SHARED = 0.35  # of them near another line: the two run side by side
ORDER = (0, 1, -1, 2, -2, 3, -3, 4, -4)
AT_ONCE = 8  # lines looked at together: the first of them often settles it


def lanes(lines: Sequence[Any]) -> list[int]:
    """A lane per line: 0 on the way itself, then 1, -1, 2, ... to its right and left. Lines in degrees; None gets 0."""
    real = np.array([_real(line) for line in lines], dtype=object)
    tree = shapely.STRtree(real)
    shapely.prepare(real)
    samples = shapely.line_interpolate_point(real[:, None], np.arange(SAMPLES) / (SAMPLES - 1), normalized=True)
    taken = np.zeros(len(real), dtype=int)
    for number, line in enumerate(real):
        if line is not None:
            reach = max(0.05, 0.02 * line.length)
            near = np.sort(tree.query(line.buffer(reach)))
            near = near[near < number]
            held = (near[taken[near] == lane] for lane in ORDER)
            free = (
                lane for lane, own in zip(ORDER, held, strict=True) if not _beside(number, own, real, samples, reach)
            )
            taken[number] = next(free, 0)
    return [int(lane) for lane in taken]


def _real(line: Any) -> Any:
    return line if line is not None and not line.is_empty and line.length > 0 else None


def _beside(number: int, others: Any, real: Any, samples: Any, reach: float) -> bool:
    """Whether a line runs beside one of the others: enough points of one within `reach` degrees of the other."""
    for at in range(0, len(others), AT_ONCE):
        few = others[at : at + AT_ONCE]
        mine = shapely.dwithin(real[few, None], samples[None, number], reach).mean(axis=1)
        if (mine > SHARED).any() or (shapely.dwithin(real[number], samples[few], reach).mean(axis=1) > SHARED).any():
            return True
    return False
