"""Text events beside table events: which rows of a table may tell the same thing, with a score, many to many."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from geomap.geo import distance_km
from geomap.model import Event

SLACK_KM = 10.0  # beyond the radii of both
FARTHEST_KM = 100.0
SLACK_DAYS = 3
MOST = 20  # links kept per text event
KINDRED = (
    frozenset("air_strike shelling attack".split()),
    frozenset("clash ground_offensive territorial_change attack siege".split()),
)


class Link(NamedTuple):
    """A text event and a table event that may be one: how far apart they lie, and a score of 0..1."""

    event: str
    row: str
    km: float
    days: int
    score: float


def link(told: Sequence[Event], rows: Sequence[Event]) -> list[Link]:
    """Links between events of reports and events of tables, near in place (both radii and 10 km, at most 100) and time
    (their intervals overlap or lie within 3 days); best first for each text event."""
    cells = _by_cell(rows)
    out = []
    for event in told:
        found = sorted(
            (pair for row in _near(event, cells) if (pair := compare(event, row))), key=lambda x: (-x.score, x.row)
        )
        out.extend(found[:MOST])
    return out


def compare(event: Event, row: Event) -> Link | None:
    """The link of two events, None when they lie too far apart."""
    a, b = event.where, row.where
    if a is None or b is None or None in (a.lat, a.lon, b.lat, b.lon):
        return None
    km = distance_km((a.lat or 0.0, a.lon or 0.0), (b.lat or 0.0, b.lon or 0.0))
    reach = min(FARTHEST_KM, (a.radius_km or 0.0) + (b.radius_km or 0.0) + SLACK_KM)
    days = _gap(event, row)
    if km > reach or days is None or days > SLACK_DAYS:
        return None
    kin = 1.0 if event.type == row.type else 0.7 if any({event.type, row.type} <= kind for kind in KINDRED) else 0.35
    score = kin * math.exp(-km / (reach / 2)) * math.exp(-days / 2) * _precision(event)
    return Link(event.id, row.id, round(km, 1), days, round(score, 3))


def _gap(event: Event, row: Event) -> int | None:
    """Days between two intervals, 0 where they overlap; None where one has no date."""
    if event.date_start is None or row.date_start is None:
        return None
    a, b = (event.date_start, event.date_end or event.date_start), (row.date_start, row.date_end or row.date_start)
    return max(0, (max(a[0], b[0]) - min(a[1], b[1])).days)


def _precision(event: Event) -> float:
    """A month is worth less than a day."""
    if event.date_start is None:
        return 0.0
    last: date = event.date_end or event.date_start
    return 1.0 / (1.0 + math.log1p((last - event.date_start).days) / 2)


Cells = dict[tuple[int, int], list[Event]]


def _by_cell(rows: Sequence[Event]) -> Cells:
    """Rows by whole degrees, so that only neighbours are compared."""
    cells: Cells = {}
    for row in rows:
        if row.where is not None and row.where.lat is not None and row.where.lon is not None:
            cells.setdefault((math.floor(row.where.lat), math.floor(row.where.lon)), []).append(row)
    return cells


def _near(event: Event, cells: Cells) -> Iterator[Event]:
    """Rows in the cells within reach of an event; a degree of longitude shrinks towards the poles."""
    where = event.where
    if where is None or where.lat is None or where.lon is None or not cells:
        return
    wide = min(180, math.ceil(FARTHEST_KM / (111.2 * max(0.05, math.cos(math.radians(where.lat))))))
    row, column = math.floor(where.lat), math.floor(where.lon)
    for y in range(row - 1, row + 2):
        for x in range(column - wide, column + wide + 1):
            yield from cells.get((y, (x + 180) % 360 - 180), ())
