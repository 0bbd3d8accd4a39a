"""Which part of the world a page shows first: where its data lie, without the far outliers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geomap.publish.html_data import LayerLike

Bounds = tuple[float, float, float, float]
WORLD: Bounds = (-150.0, -50.0, 170.0, 70.0)
_LOCAL = ("control", "fronts", "corridors", "advances", "control_claims")


def _boxes(frame: Any) -> NDArray[np.float64]:
    """Bounds of the rows that have a geometry, (n, 4)."""
    boxes = np.asarray(frame.geometry.bounds, dtype=np.float64).reshape(-1, 4)
    return np.asarray(boxes[np.isfinite(boxes).all(axis=1)])


def _core(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points without those far from the rest: beyond six times the distance that holds three quarters."""
    middle = np.median(points, axis=0)
    away = np.hypot(*(points - middle).T)
    return points[away <= max(6.0, 6.0 * float(np.quantile(away, 0.75)))]


def view_bounds(layers: Sequence[LayerLike]) -> Bounds:
    """West, south, east, north in degrees to show at the start; the inhabited world when nothing has a position."""
    boxes = [_boxes(layer.frame) for layer in layers if layer.id in _LOCAL and len(layer.frame)]
    for layer in layers:
        if layer.id == "events" and len(layer.frame):
            frame = layer.frame
            local = frame[~frame["feature"].isin(["country", "continent", "region"])] if "feature" in frame else frame
            points = _boxes(local if len(local) else frame)
            if len(points):
                core = _core((points[:, :2] + points[:, 2:]) / 2)
                boxes.append(np.hstack([core, core]))
    boxes = [box for box in boxes if len(box)]
    if not boxes:
        boxes = [box for box in (_boxes(layer.frame) for layer in layers if len(layer.frame)) if len(box)]
    if not boxes:
        return WORLD
    every = np.vstack(boxes)
    west, south = every[:, :2].min(axis=0)
    east, north = every[:, 2:].max(axis=0)
    pad = max(0.15, 0.04 * max(east - west, north - south))
    return (
        round(float(max(-180, west - pad)), 4), round(float(max(-80, south - pad)), 4),
        round(float(min(180, east + pad)), 4), round(float(min(83, north + pad)), 4),
    )  # fmt: skip
