"""Where to write names so that none covers another: greedy, most important first, eight places round each point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]

# Offsets (dx, dy) as shares of the label's width and height plus the gap, in order of preference: cartographers put
# a name to the upper right first (Imhof 1975).
SPOTS = ((0.0, 0.35), (0.0, -0.5), (-1.0, 0.35), (0.0, -1.2), (-0.5, 0.8), (-0.5, -1.7), (-1.0, -0.5), (-1.0, -1.2))


@dataclass(frozen=True, slots=True)
class Label:
    """A text of known size (`width`, `height`) for a point (`x`, `y`), all in one unit; `gap` keeps it off the symbol."""

    text: str
    x: float
    y: float
    width: float
    height: float
    gap: float = 0.0


def place_labels(
    labels: Sequence[Label], obstacles: Sequence[Box] = (), *, frame: Box | None = None
) -> list[tuple[int, float, float]]:
    """Lower-left corners (index, x, y) of the labels that fit, in the order given (most important first).

    A label that would cover an obstacle, another label, or leave the frame in all eight spots is left out.
    """
    taken = list(obstacles)
    placed = []
    for index, label in enumerate(labels):
        for dx, dy in SPOTS:
            x = label.x + dx * label.width + (label.gap if dx > -0.5 else -label.gap if dx < -0.5 else 0.0)
            y = label.y + dy * label.height
            box = (x, y, x + label.width, y + label.height)
            if (frame is None or _inside(box, frame)) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                placed.append((index, x, y))
                break
    return placed


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(a: Box, b: Box) -> bool:
    return a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]
