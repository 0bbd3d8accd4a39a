"""The field between places: how strongly each side's places speak for a point, by local ordinary kriging.

Model. A place's label is 1 for its holder and 0 for every other side (shared out for contested places); the variogram
grows as h^1.5, which has no scale of its own, plus a nugget for how well a place's label is known. Weights sum to 1,
so the sides' scores do. Every point uses only its nearest places of either side: a change elsewhere changes nothing.

Two corrections, both physical. Places listed densely mark an edge, places listed sparsely stand for more ground each:
the score is shifted by the log of the sides' local spacing. And open ground belongs to the side that was there
before: the side with the broader rear (more places) gets the benefit of the doubt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

NEIGHBOURS = 7  # of the nearest side, and as many of all others
NUGGET_KM = 1.0  # a place's label is as sure as one measured this far away
DOUBT_KM = 12.0  # ... and a claim of weight 1/2 as one this far away
SPACING_SHARE = 0.3  # weight of the log ratio of spacings
SPACING_AT_MOST = 0.6
REAR_SHARE = 0.1  # benefit of the doubt for the side with the broader rear
DEEP_SHARE, DEEP_KM = 2.5, 6.0  # with every other side this much farther than one's own, nothing is disputed
BATCH = 1_000  # small enough for the matrices to stay in the processor's cache


@dataclass(frozen=True)
class Places:
    """Observations of one day in the plane: `xy` (n, 2) km, `side` (n,) index or -1 contested, `weight` (n,) 0..1.

    `lift` (n, d) holds extra coordinates that set places apart across a barrier (a big river); d may be 0.
    """

    xy: Array
    side: Any
    weight: Array
    lift: Array
    sides: int

    @property
    def nugget(self) -> Array:
        """Per place, in variogram units."""
        found: Array = NUGGET_KM**1.5 + DOUBT_KM**1.5 * (1 / self.weight.clip(0.05, 1.0) - 1)
        return found

    def labels(self) -> Array:
        """(n, sides): 1 for the holder; a contested place is shared by the sides that are nearest to it."""
        import numpy as np

        labels = np.zeros((len(self.xy), self.sides))
        held = self.side >= 0
        labels[held, self.side[held]] = 1.0
        for i in np.flatnonzero(~held):
            away = np.array([_nearest(self.xy[self.side == s], self.xy[i]) for s in range(self.sides)])
            two = np.argsort(away, kind="stable")[:2]
            labels[i, two] = 1.0 / len(two)
        return labels


@dataclass
class Memory:
    """Weights solved for one day, to be used again where the next day's neighbours are the same places.

    `at` (nodes,) the row of each node in `near` and `weights` (rows, 2 * NEIGHBOURS), -1 for none.
    """

    key: bytes = b""
    nugget: Any = None
    at: Any = None
    near: Any = None
    weights: Any = None
    _near: list[Any] = field(default_factory=list)
    _weights: list[Any] = field(default_factory=list)
    _nodes: list[Any] = field(default_factory=list)

    def begin(self, places: Places, nodes: Array) -> None:
        """Forget what belongs to other places or nodes."""
        key = places.xy.tobytes() + places.lift.tobytes() + nodes.tobytes()
        if key != self.key:
            self.key, self.at = key, None

    def recall(self, mine: Any, near: Any, nugget: Array) -> tuple[Any, Array]:
        """(known (m,), weights (m, k)) of the nodes whose neighbours and their nuggets are as they were."""
        import numpy as np

        if self.at is None or not len(self.near):  # nothing was in dispute the day before
            return np.zeros(len(mine), dtype=bool), np.zeros(near.shape)
        k, row = near.shape[1], self.at[mine]
        same = (self.near[row, :k] == near).all(axis=1) & (self.near[row, k:] == -1).all(axis=1)
        known = (row >= 0) & same & (nugget == self.nugget)[near].all(axis=1)
        return known, self.weights[row, :k]

    def keep(self, mine: Any, near: Any, weights: Array) -> None:
        """Note a batch of nodes."""
        import numpy as np

        room = ((0, 0), (0, 2 * NEIGHBOURS - near.shape[1]))
        self._nodes.append(mine)
        self._near.append(np.pad(near.astype(np.int32), room, constant_values=-1))
        self._weights.append(np.pad(weights, room))

    def end(self, nugget: Array, nodes: int) -> None:
        """What was noted is what the next day may recall."""
        import numpy as np

        if self._nodes:
            self.nugget, self.at = nugget, np.full(nodes, -1, dtype=np.int32)
            self.near, self.weights = np.concatenate(self._near), np.concatenate(self._weights)
            self.at[np.concatenate(self._nodes)] = np.arange(len(self.near))
        self._nodes, self._near, self._weights = [], [], []


def _nearest(points: Array, at: Array) -> float:
    import numpy as np

    return float(np.hypot(*(points - at).T).min()) if len(points) else float("inf")


def scores(places: Places, nodes: Array, lift_of: Callable[[Array], Array], memory: Memory | None = None) -> Array:
    """(m, sides) scores at `nodes` (m, 2) km, `lift_of` gives points their lift; each row sums to about 1.

    Nodes deep in one side's ground get that side without solving anything. `memory` saves solving again in a series.
    """
    import numpy as np
    from scipy.spatial import cKDTree

    memory = memory or Memory()
    memory.begin(places, nodes)
    labels, nugget = places.labels(), places.nugget
    held = np.flatnonzero(places.side >= 0)
    away, first = cKDTree(places.xy[held]).query(nodes)
    nearest = places.side[held[first]]
    out = np.zeros((len(nodes), places.sides))
    out[np.arange(len(nodes)), nearest] = 2.0  # beyond doubt, whatever the shift
    disputed = np.zeros(len(nodes), dtype=bool)
    for s in range(places.sides):
        mine = np.flatnonzero(nearest == s)
        own, other = np.flatnonzero(places.side == s), np.flatnonzero(places.side != s)
        if not len(mine) or not len(other):
            continue
        gap = cKDTree(places.xy[other]).query(nodes[mine])[0]
        mine = mine[gap < DEEP_SHARE * away[mine] + DEEP_KM]
        disputed[mine] = True
        near = np.hstack([_query(places.xy, own, nodes[mine]), _query(places.xy, other, nodes[mine])])
        known, weights = memory.recall(mine, near, nugget)
        new = np.flatnonzero(~known)
        for at in range(0, len(new), BATCH):
            rows = new[at : at + BATCH]
            at_nodes = nodes[mine[rows]]
            weights[rows] = _weights(places, nugget, near[rows], at_nodes, lift_of(at_nodes))
        memory.keep(mine, near, weights)
        out[mine] = np.einsum("mk,mks->ms", weights, labels[near])
    memory.end(nugget, len(nodes))
    out[disputed] += _shift(places, nodes[disputed])
    return out


def _query(xy: Array, among: Any, nodes: Array) -> Any:
    """Indices of the nearest places among these, (m, k)."""
    import numpy as np
    from scipy.spatial import cKDTree

    k = min(NEIGHBOURS, len(among))
    return among[cKDTree(xy[among]).query(nodes, np.arange(1, k + 1))[1]]


def _weights(places: Places, nugget: Array, near: Any, nodes: Array, lift: Array) -> Array:
    """Ordinary kriging weights of the neighbours of each node, (m, k)."""
    import numpy as np

    m, k = near.shape
    where = np.concatenate([places.xy, places.lift], axis=1)[near]
    here = np.concatenate([nodes, lift], axis=1)[:, None, :]
    square = np.zeros((m, k, k))
    for d in range(where.shape[2]):  # a sum over so short an axis is slow in numpy
        square += (where[:, :, None, d] - where[:, None, :, d]) ** 2
    left = np.ones((m, k + 1, k + 1))
    left[:, :k, :k] = np.sqrt(square) * np.sqrt(np.sqrt(square))
    left[:, range(k), range(k)] -= nugget[near]
    left[:, k, k] = 0.0
    away = np.sqrt(((where - here) ** 2).sum(-1))
    right = np.ones((m, k + 1, 1))
    right[:, :k, 0] = away * np.sqrt(away)
    solved: Array = np.linalg.solve(left, right)[:, :k, 0]
    return solved


def _shift(places: Places, nodes: Array) -> Array:
    """What spacing and rear add to each side's score, (m, sides); zero mean over the sides."""
    import numpy as np
    from scipy.spatial import cKDTree

    spacing = np.zeros((len(nodes), places.sides))
    count = np.zeros(places.sides)
    for s in range(places.sides):
        own = places.xy[places.side == s]
        count[s] = len(own)
        if len(own) > 1:
            k = min(3, len(own) - 1)
            tree = cKDTree(own)
            gap = tree.query(own, np.arange(2, k + 2))[0].mean(axis=1).clip(0.5, 100.0)
            spacing[:, s] = np.log(gap)[tree.query(nodes)[1]]
        else:
            spacing[:, s] = np.nan
    known = np.isfinite(spacing).sum(axis=1, keepdims=True)
    mean = np.nansum(spacing, axis=1, keepdims=True) / known.clip(1)
    spread = np.where(np.isnan(spacing), 0.0, spacing - mean)
    rear = np.log(count.clip(1)) - np.log(count.clip(1)).mean()
    shift: Array = (SPACING_SHARE * spread).clip(-SPACING_AT_MOST / 2, SPACING_AT_MOST / 2)
    rest: Array = shift + REAR_SHARE * np.sign(rear) * (np.abs(rear) > 0.1)
    return rest
