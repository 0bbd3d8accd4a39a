"""Which part of the world a page shows first: the theatre and the ways that feed it, without far capitals that sent a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geomap.publish.extent import theatre_bounds
from geomap.publish.html_data import LayerLike

Bounds = tuple[float, float, float, float]
WORLD: Bounds = (-150.0, -50.0, 170.0, 70.0)
_WIDE = ("country", "continent", "region", "airspace", "sea")
_STRETCH, _SHARE = 1.7, 0.34  # a corridor with less of the evidence may not stretch the picture more than this


def _boxes(frame: Any) -> NDArray[np.float64]:
    """Bounds of the rows that have a geometry, (n, 4)."""
    boxes = np.asarray(frame.geometry.bounds, dtype=np.float64).reshape(-1, 4)
    return np.asarray(boxes[np.isfinite(boxes).all(axis=1)])


def _middles(frame: Any) -> NDArray[np.float64]:
    """(lat, lon) of the middle of every row's geometry, wide areas left out when there is anything else."""
    local = frame[~frame["feature"].isin(_WIDE)] if "feature" in frame else frame
    boxes = _boxes(local)
    boxes = boxes if len(boxes) else _boxes(frame)
    return np.column_stack([(boxes[:, 1] + boxes[:, 3]) / 2, (boxes[:, 0] + boxes[:, 2]) / 2])


def _main_parts(frame: Any) -> NDArray[np.float64]:
    """Bounds of the areas' parts, (n, 4), without specks that together make up less than a fiftieth."""
    parts = frame.geometry.explode(index_parts=False)
    boxes = np.asarray(parts.bounds, dtype=np.float64).reshape(-1, 4)
    sizes = np.nan_to_num((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))
    order = np.argsort(-sizes, kind="stable")
    kept = order[: int(np.searchsorted(np.cumsum(sizes[order]), 0.98 * sizes.sum()) + 1)]
    return np.asarray(boxes[kept][np.isfinite(boxes[kept]).all(axis=1)])


def _area(boxes: NDArray[np.float64]) -> float:
    """Square degrees of the box around all boxes."""
    return (
        float((boxes[:, 2].max() - boxes[:, 0].min()) * (boxes[:, 3].max() - boxes[:, 1].min())) if len(boxes) else 0.0
    )


def _main_corridors(frame: Any, around: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bounds of the corridors, (n, 4), without a lone far one that would shrink all others on the page."""
    told = frame["evidence_count"].astype(float).fillna(1.0) if "evidence_count" in frame else None
    weights = np.ones(len(frame)) if told is None else told.to_numpy()
    boxes = np.asarray(frame.geometry.bounds, dtype=np.float64).reshape(-1, 4)
    keep = np.asarray(np.isfinite(boxes).all(axis=1))
    while keep.sum() > 1:
        whole = _area(np.vstack([around, boxes[keep]]))
        rest = {
            int(k): _area(np.vstack([around, boxes[keep & (np.arange(len(boxes)) != k)]])) for k in np.nonzero(keep)[0]
        }
        worst = min(rest, key=lambda k: (rest[k], k))
        if whole <= _STRETCH * rest[worst] or weights[worst] > _SHARE * weights.sum():
            break
        keep[worst] = False
    return boxes[keep]


def view_bounds(layers: Sequence[LayerLike]) -> Bounds:
    """West, south, east, north in degrees to show at the start; the inhabited world when nothing has a position."""
    frames = {layer.id: layer.frame for layer in layers if len(layer.frame)}
    points = [_middles(frames[name]) for name in ("events", "control_claims", "advances") if name in frames]
    boxes = [_main_parts(frames["control"])] if "control" in frames else []
    boxes += [_boxes(frames["fronts"])] if "fronts" in frames else []
    middles = np.vstack(points) if points else np.empty((0, 2))
    if theatre := theatre_bounds(middles[:, 0].tolist(), middles[:, 1].tolist()):
        boxes.append(np.array([theatre]))
    if "corridors" in frames:
        around = np.vstack([box for box in boxes if len(box)]) if any(map(len, boxes)) else np.empty((0, 4))
        boxes.append(_main_corridors(frames["corridors"], around))
    boxes = [box for box in boxes if len(box)] or [box for box in map(_boxes, frames.values()) if len(box)]
    if not boxes:
        return WORLD
    every = np.vstack(boxes)
    west, south = every[:, :2].min(axis=0)
    east, north = every[:, 2:].max(axis=0)
    pad = max(0.1, 0.02 * max(east - west, north - south))
    return (
        round(float(max(-180, west - pad)), 4), round(float(max(-80, south - pad)), 4),
        round(float(min(180, east + pad)), 4), round(float(min(83, north + pad)), 4),
    )  # fmt: skip
