"""From readings and rows to layers: events merged, corridors, control and front lines drawn."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from geomap.analysis.kept import NOTHING, Kept
from geomap.gather import Tables
from geomap.interrupts import undisturbed
from geomap.job import Log, Options
from geomap.layers import Layer
from geomap.model import Advance, ControlClaim, Event, Place, Reading, Resolution

if TYPE_CHECKING:
    import pandas as pd

    from geomap.gazetteer.index import Gazetteer


def layers_of(
    readings: Sequence[Reading], tables: Tables, gazetteer: Gazetteer, options: Options, log: Log
) -> list[Layer]:
    """Events merged, corridors, control and fronts drawn, all as layers."""
    with undisturbed(signal.SIGINT):  # Ctrl-C while numpy is loaded would have it print a traceback of its own
        import geopandas  # noqa: F401
    from geomap import layers
    from geomap.analysis import airspaces, changes, chokepoints, control, corridors, corroborate, graph, merge
    from geomap.analysis.advances import advances_frame
    from geomap.extents import geometries
    from geomap.language import event_rows
    from geomap.language.rows import mention_row

    told = [
        replace(r, events=tuple(within(r.events, options)), claims=tuple(within(r.claims, options))) for r in readings
    ]
    merged = merge.merge(told)
    events = [*merged, *within(tables.events, options)]
    claims = [*corroborate.corroborated(told), *within(tables.claims, options)]
    advances = within([a for r in told for a in r.advances], options)
    resolutions = [m for r in readings for m in r.resolutions]
    mentions = layers.from_rows("mentions", [mention_row(m) for m in resolutions], geometries(resolutions, gazetteer))
    event_layer = layers.from_rows("events", linked([event_rows.event_row(e) for e in events], merged, tables))
    roads = graph.load_roads(options.roads) if options.roads else None
    spaces = airspaces.load_airspaces(options.airspaces, gazetteer, log.warn) if options.airspaces else None
    with _kept(options, gazetteer) as kept:
        areas, lines = _fronts(control.observations(claims), log, kept)
        routes = corridors.corridors(events, gazetteer, roads=roads, airspaces=spaces, kept=kept)
    routes["meets_fronts"] = chokepoints.meets_fronts(routes, lines.frame)
    return [
        mentions,
        event_layer,
        layers.layer("corridors", routes),
        layers.from_rows(
            "control_claims",
            [event_rows.claim_row(c) for c in claims],
            geometries([c.where for c in claims], gazetteer),
        ),
        areas,
        lines,
        layers.layer("advances", advances_frame(advances)),
        layers.layer("changes", changes.changes(areas.frame)),
        layers.layer("chokepoints", chokepoints.chokepoints(routes)),
        layers.places(mentions, event_layer, known_places(resolutions, events)),
    ]


def _kept(options: Options, gazetteer: Gazetteer) -> AbstractContextManager[Kept]:
    """What earlier runs of the case worked out; nothing without a case."""
    from geomap.case import Derived

    return Derived(options.case, gazetteer.fingerprint) if options.case else nullcontext(NOTHING)


def _fronts(observations: pd.DataFrame, log: Log, kept: Kept) -> tuple[Layer, Layer]:
    """Areas of control and front lines; none where nobody is said to hold anything."""
    from geomap import layers
    from geomap.analysis import fronts

    if observations.empty:
        return layers.empty("control"), layers.empty("fronts")
    estimate = fronts.estimate(observations, kept=kept)
    for text in estimate.warnings:
        log.warn(text)
    return layers.layer("control", estimate.control), layers.layer("fronts", estimate.fronts)


def known_places(resolutions: Sequence[Resolution], events: Sequence[Event]) -> dict[str, Place]:
    """Every place that is named or where something happens, by id."""
    found = (r.place for r in (*resolutions, *(e.where for e in events if e.where)))
    return {place.place_id: place for place in found if place}


def linked(rows: list[dict[str, Any]], told: Sequence[Event], tables: Tables) -> list[dict[str, Any]]:
    """Event rows with the precision that their table gives, and `table_matches`: the table rows that may tell the same."""
    from geomap.analysis.links import link

    if not tables.events:
        return rows
    matches: dict[str, list[dict[str, Any]]] = {}
    for found in link(told, tables.events):
        match = {"event": found.row, "km": found.km, "days": found.days, "score": found.score}
        matches.setdefault(found.event, []).append(match)
    return [
        {
            **row,
            "geo_precision": tables.precision.get(row["id"], row["geo_precision"]),
            "table_matches": matches.get(row["id"], []),
        }
        for row in rows
    ]


Dated = TypeVar("Dated", Event, ControlClaim, Advance)


def within(things: Iterable[Dated], options: Options) -> list[Dated]:
    """Those that touch the period asked for; what has no date stays."""

    def meets(thing: Dated) -> bool:
        first, last = thing.date_start, thing.date_end or thing.date_start
        return not (options.since and last and last < options.since) and not (
            options.until and first and first > options.until
        )

    return [thing for thing in things if meets(thing)]
