"""Control areas and front lines from dated observations of who holds which place.

The estimate for a day uses each place's latest observation up to that day, never a later one. Ground farther than
REACH_KM from any place, or across a border from the places of another country, stays unknown; a line is drawn only
where places of both sides are near. See docs/front-lines.md for the method and what it is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from geomap.analysis import bands, barriers, domain, frames, linework
from geomap.analysis.control import is_contested, tidy
from geomap.analysis.field import Memory, Places, scores
from geomap.analysis.history import History, Snapshot, snapshot
from geomap.analysis.kept import NOTHING, Kept
from geomap.analysis.metric import Metric

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    Array = np.ndarray[Any, np.dtype[np.float64]]

LINE_KM = 50.0  # with the nearest place of either side farther than this there is no line, only unknown ground
FEWEST = 8  # places near each other, and
FEWEST_OF_SIDE = 2  # places of each of two sides, before a line is drawn
NODES_AT_MOST = 350_000
STEP_KM = (0.5, 3.0)
CENTRE_DEG = 4.0  # planes and grids have their centre at round degrees: a new place does not shift them
SERIES_AT_MOST = 400
__all__ = ["Estimate", "estimate", "snapshot"]
CONTROL = ("side", "date_start", "date_end", "support", "confidence", "area_km2", "theatre")
FRONTS = ("side_a", "side_b", "date_start", "date_end", "uncertainty_km", "basis", "length_km", "theatre")


@dataclass(frozen=True)
class Work:
    """What one day's estimate leaves for the next: known ground, and solved weights."""

    land: BaseGeometry | None
    kept: Kept = NOTHING
    grounds: dict[bytes, BaseGeometry] = field(default_factory=dict)
    memories: dict[Metric, Memory] = field(default_factory=dict)  # by theatre


@dataclass(frozen=True)
class Estimate:
    """Control areas and front lines (EPSG:4326, the contract's columns), and what could not be said."""

    control: gpd.GeoDataFrame
    fronts: gpd.GeoDataFrame
    warnings: list[str] = field(default_factory=list)


def estimate(
    observations: pd.DataFrame, *, as_of: date | Sequence[date] | None = None, land: BaseGeometry | None = None,
    kept: Kept = NOTHING,
) -> Estimate:  # fmt: skip
    """Areas and lines from an observations frame (see `geomap.analysis.control`).

    `as_of`: one day, several days (a series), or None for a series over the days on which anything was observed.
    In a series each theatre's estimate holds until the day before anything changes in it. `land`: what to clip to (EPSG:4326) instead of
    country polygons. `kept`: a theatre that was estimated before, from the same observations, is not estimated again.
    Raises InputError when no row has a position and a holder.
    """
    history = History(tidy(observations))
    control: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    told: list[str] = []
    standing: dict[bytes, list[dict[str, Any]]] = {}  # rows of each theatre as it was the day before
    work = Work(land, kept)
    named = domain.theatres(history.all)
    for day, until in _days(history.dates, as_of):
        now, before = history.on(day), standing
        standing = {}
        told += [history.silence(day)] if not len(now) and day else []
        for cluster in domain.clusters(now):
            key = cluster.key
            if key not in before:
                areas, fronts, warning = _recalled(cluster, work)
                told += [warning] if warning else []
                own = {"theatre": domain.theatre_of(cluster, named), "date_start": frames.iso(day)}
                before[key] = [{**row, **own} for row in (*areas, *fronts)]
                control += before[key][: len(areas)]
                lines += before[key][len(areas) :]
            standing[key] = before[key]
            for row in standing[key]:
                row["date_end"] = frames.iso(until)
    return Estimate(frames.frame(_merge(control), CONTROL), frames.frame(lines, FRONTS), list(dict.fromkeys(told)))


def _days(observed: Sequence[date], as_of: date | Sequence[date] | None) -> list[tuple[date | None, date | None]]:
    """(day, last day it holds) of each estimate asked for; `observed`: the days on which anything was, in order."""
    if isinstance(as_of, date):
        return [(as_of, as_of)]
    chosen = sorted(set(as_of)) if as_of else list(observed)
    if not chosen:
        return [(None, None)]
    if len(chosen) > SERIES_AT_MOST:
        step = len(chosen) / SERIES_AT_MOST
        chosen = sorted({chosen[int(k * step)] for k in range(SERIES_AT_MOST)} | {chosen[-1]})
    ends = [d - timedelta(days=1) for d in chosen[1:]] + [chosen[-1]]
    return list(zip(chosen, ends, strict=True))


def _merge(control: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row per theatre, side and interval: the areas of groups of places that lie apart together."""
    import shapely
    from shapely.geometry import MultiPolygon

    groups: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for row in control:
        interval = (row["date_start"] or "", row["date_end"] or "")
        groups.setdefault((*interval, row["side"], row["theatre"]), []).append(row)
    merged: list[dict[str, Any]] = []
    for _, own in sorted(groups.items()):
        support = sum(row["support"] for row in own)
        sure = sum(row["confidence"] * row["support"] for row in own) / max(1, support)
        shape = MultiPolygon([p for row in own for p in shapely.get_parts(row["geometry"])])
        merged.append(
            {**own[0], "support": support, "confidence": round(sure, 2), "geometry": shape,
             "area_km2": round(sum(row["area_km2"] for row in own), 1)}
        )  # fmt: skip
    return merged


Rows = list[dict[str, Any]]


def _recalled(now: Snapshot, work: Work) -> tuple[Rows, Rows, str]:
    """`_of_cluster`, or what it gave before for the same observations."""
    import shapely

    if work.land is not None:
        return _of_cluster(now, work)
    key = f"front {blake2b(now.key, digest_size=20).hexdigest()} {', '.join(now.name)}"
    if (held := work.kept.get(key)) is not None:
        areas, lines = ([{**row, "geometry": shapely.from_wkb(row["geometry"])} for row in rows] for rows in held[:2])
        return areas, lines, held[2]
    found = _of_cluster(now, work)
    plain = [[{**row, "geometry": shapely.to_wkb(row["geometry"], hex=True)} for row in rows] for rows in found[:2]]
    work.kept.put(key, [*plain, found[2]])
    return found


def _of_cluster(now: Snapshot, work: Work) -> tuple[Rows, Rows, str]:
    import numpy as np

    metric = Metric(*(float(round(c.mean() / CENTRE_DEG) * CENTRE_DEG) for c in (now.lat, now.lon)))
    held = [h for h in now.holder if not is_contested(h)]
    names = sorted(set(held))
    if not names:
        return [], [], ""
    xy = metric.xy(now.lon, now.lat)
    side = np.array([-1 if is_contested(h) else names.index(h) for h in now.holder])
    between = barriers.near(xy, metric, side)
    places = Places(xy, side, now.weight, barriers.lift(xy, between), len(names))
    ground = domain.ground(now, xy, metric, work.land, work.grounds)
    if ground.is_empty:
        return [], [], ""
    strong = [s for s in range(len(names)) if (side == s).sum() >= FEWEST_OF_SIDE]
    enough = len(now) >= FEWEST and len(strong) >= 2
    faces, arcs = _partition(places, ground, between, work.memories.setdefault(metric, Memory()))
    control = [_area(places, metric, s, names[s], shape) for s, shape in faces.items()]
    control = [row for row in control if not row["geometry"].is_empty]
    lines = _lines(places, metric, names, arcs, ground) if enough else []
    few = len(names) > 1 and not enough
    around = ", ".join(sorted({n for n in now.name if n})[:3])
    warning = (
        f"{len(now)} places around {around or 'one point'} are too few for a front line: none is drawn" if few else ""
    )
    return control, lines, warning


def _partition(
    places: Places, ground: BaseGeometry, between: barriers.Barriers, memory: Memory
) -> tuple[dict[int, BaseGeometry], dict[tuple[int, int], list[BaseGeometry]]]:
    """Areas by side and lines by pair of sides, in the plane."""
    import numpy as np
    import shapely

    if places.sides == 1:
        return {0: ground}, {}
    grid = _grid(places, ground)
    nodes = grid.nodes()
    reach = ground.buffer(2.5 * grid.step)
    shapely.prepare(reach)
    valid = shapely.contains_xy(reach, nodes[:, 0], nodes[:, 1])
    values = np.zeros((len(nodes), places.sides))
    inside = np.flatnonzero(valid)
    values[inside] = scores(places, nodes[inside], lambda points: barriers.lift(points, between), memory)
    values = linework.settle(grid, values, valid, _support(grid, places))
    arcs = linework.borders(grid, values, valid)
    arcs = {pair: [linework.simplified(a, grid.step) for a in own] for pair, own in arcs.items()}
    return linework.areas(grid, values, [a for own in arcs.values() for a in own], ground), arcs


def _grid(places: Places, ground: BaseGeometry) -> linework.Grid:
    """A grid fine enough for the spacing of the places, coarse enough for the size of the ground."""
    import numpy as np
    from scipy.spatial import cKDTree

    west, south, east, north = ground.bounds
    gap = cKDTree(places.xy).query(places.xy, 2)[0][:, 1] if len(places.xy) > 1 else np.array([10.0])
    step = float(np.clip(np.median(gap) / 4, *STEP_KM))
    step = max(step, ((east - west) * (north - south) / NODES_AT_MOST) ** 0.5)
    step = float(2.0 ** (np.round(np.log2(step) * 4) / 4))
    x0, y0 = np.floor(west / step - 4) * step, np.floor(south / step - 4) * step
    return linework.Grid(float(x0), float(y0), step, int((east - x0) / step) + 5, int((north - y0) / step) + 5)


def _support(grid: linework.Grid, places: Places) -> Any:
    """(sides, nodes): the four nodes around each observation of a side; contested places support every side."""
    import numpy as np

    at = np.zeros((places.sides, grid.nx * grid.ny), dtype=bool)
    col = ((places.xy[:, 0] - grid.x0) / grid.step).astype(int)
    row = ((places.xy[:, 1] - grid.y0) / grid.step).astype(int)
    for d in (0, 1, grid.nx, grid.nx + 1):
        for s in range(places.sides):
            own = places.side == s
            at[s, (row * grid.nx + col + d)[own].clip(0, grid.nx * grid.ny - 1)] = True
    return at


def _area(places: Places, metric: Metric, s: int, name: str, shape: BaseGeometry) -> dict[str, Any]:
    own = places.side == s
    weight = float(places.weight[own].mean()) if own.any() else 0.0
    return {
        "side": name, "support": int(own.sum()), "confidence": round(weight * min(1.0, 0.5 + own.sum() / 40), 2),
        "area_km2": round(shape.area, 1), "geometry": domain.tidy_polygon(metric.lonlat(shape)),
    }  # fmt: skip


def _lines(
    places: Places, metric: Metric, names: Sequence[str], arcs: dict[tuple[int, int], list[BaseGeometry]],
    ground: BaseGeometry,
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of the front lines: arcs on known ground, cut into pieces of similar uncertainty."""
    import numpy as np
    import shapely

    found = [
        (pair, *piece)
        for pair, own in sorted(arcs.items())
        for part in _on_ground(own, ground)
        for piece in bands.pieces(part, places.xy, places.side, pair, LINE_KM)
    ]
    lines = np.array([piece for _, piece, _, _ in found], dtype=object)
    on_map = frames.rounded(metric.lonlat(lines)) if len(found) else lines
    contested = shapely.multipoints(places.xy[places.side == -1]) if (places.side == -1).any() else None
    beside = shapely.distance(lines, contested) if contested is not None else np.full(len(found), np.inf)
    return [
        {"side_a": names[a], "side_b": names[b], "uncertainty_km": round(width, 1), "basis": _basis(near, gap),
         "length_km": round(piece.length, 1), "geometry": shape}
        for ((a, b), piece, width, gap), shape, near in zip(found, on_map, beside, strict=True)
        if not shape.is_empty
    ]  # fmt: skip


def _on_ground(arcs: Sequence[BaseGeometry], ground: BaseGeometry) -> Iterable[BaseGeometry]:
    import numpy as np
    import shapely

    if not arcs:
        return []
    inside = shapely.get_parts(shapely.intersection(np.array(arcs, dtype=object), ground))
    return [p for p in inside if p.geom_type == "LineString" and p.length > 0.05]


def _basis(contested_km: float, gap: float) -> str:
    """What a piece rests on: contested places on it, or how far away the places of both sides are."""
    if contested_km <= max(2.0, gap / 2):
        return "contested places on the line"
    return f"places of both sides within {max(1, round(gap))} km"
