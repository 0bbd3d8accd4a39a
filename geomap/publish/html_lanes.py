"""Which corridors run side by side: each gets a lane, so that both are seen where they share a way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shapely import STRtree
from shapely.geometry import Point


def _samples(line: Any, count: int = 13) -> list[Any]:
    return [line.interpolate(k / (count - 1), normalized=True) for k in range(count)]


def _share(line: Any, other: Any, reach: float) -> float:
    """Share of a line's sample points that lie within `reach` degrees of the other line."""
    samples = _samples(line)
    return sum(1 for point in samples if other.distance(Point(point)) <= reach) / len(samples)


def lanes(lines: Sequence[Any]) -> list[int]:
    """A lane per line: 0 on the way itself, then 1, -1, 2, ... to its right and left. Lines in degrees; None gets 0."""
    taken: list[int] = []
    real = [line if line is not None and not line.is_empty and line.length > 0 else None for line in lines]
    tree = STRtree([line if line is not None else Point(1000, 1000) for line in real])
    order = (0, 1, -1, 2, -2, 3, -3, 4, -4)
    for number, line in enumerate(real):
        if line is None:
            taken.append(0)
            continue
        reach = max(0.05, 0.02 * line.length)
        used = set()
        for near in sorted(int(k) for k in tree.query(line.buffer(reach))):
            other = real[near]
            if (
                near < number
                and other is not None
                and max(_share(line, other, reach), _share(other, line, reach)) > 0.35
            ):
                used.add(taken[near])
        taken.append(next((lane for lane in order if lane not in used), 0))
    return taken
