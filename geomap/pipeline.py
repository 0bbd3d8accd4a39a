"""From inputs to files: the only place that names the order of the stages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from geomap.errors import GeomapError, InputError
from geomap.layers import Layer
from geomap.model import Advance, ControlClaim, Event, Place, Reading, Report, Resolution

if TYPE_CHECKING:
    import pandas as pd

    from geomap.gazetteer.index import Gazetteer
    from geomap.publish.folder import Page
    from geomap.readers import Source
    from geomap.workers import Failure, Recipe

Progress = Callable[[str, int, int], None]
STDIN = Path("-")
MANY = 50  # reports; fewer are read before a bar could be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `geomap map` is asked to do. `since`, `until` leave out what lies wholly outside; undated things stay."""

    inputs: tuple[Path, ...]
    metadata: Path | None = None
    published: date | None = None
    gazetteer: tuple[Path, ...] = ()
    countries: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    since: date | None = None
    until: date | None = None
    jobs: int = 1
    case: Path | None = None
    title: str = ""
    layouts: tuple[str, ...] = ()
    roads: Path | None = None  # lines that corridors over land follow
    corpus: tuple[str, ...] = ()  # files or fsspec URLs of many reports, read in pieces by the engine
    engine: str = "local"
    work: str = ""  # where the pieces' readings are kept; "" with a corpus: beside the case, or in the cache


@dataclass(slots=True)
class Log:
    """What went in and what was told on the way; run.json is made from it."""

    inputs: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)
    reports: list[dict[str, Any]] = field(
        default_factory=list
    )  # what is known of each report: the source lines of a brief

    def reject(self, error: InputError) -> None:
        """Note an input that cannot be used."""
        self.rejected.append({"input": error.where, "reason": error.what, "hint": error.hint})

    def warn(self, text: str) -> None:
        """Note a warning once."""
        if text not in self.warnings:
            self.warnings.append(text)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the seconds that the block takes to the stage's."""
        began = time.perf_counter()
        yield
        self.timings[stage] = self.timings.get(stage, 0.0) + time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that is published: layers, and the reports behind them."""

    layers: tuple[Layer, ...]
    reports: tuple[Report, ...]
    counts: dict[str, int]
    gazetteer: str  # the fingerprint of all that it was built from
    page: Page


def run(options: Options, out: Path, log: Log, progress: Progress) -> Result:
    """Map the inputs into the folder `out`, all files at once or none.

    Raises InputError when nothing could be read or `out` cannot be written.
    """
    from geomap.publish import run as output
    from geomap.publish.folder import write

    with output.staged(out) as staging:
        result = build(options, log, progress)
        with log.timed("publish"):
            write(result.layers, result.reports, staging, result.page, layouts=options.layouts)
        output.write(_record(result, options, log), staging / "run.json")
    return result


def build(options: Options, log: Log, progress: Progress) -> Result:
    """All stages up to the layers."""
    from geomap.gazetteer.index import open_gazetteer
    from geomap.publish.folder import Page, title
    from geomap.publish.html_names import base_labels
    from geomap.publish.run import sha256
    from geomap.readers import expand

    sources = expand([path for path in options.inputs if path != STDIN], log.reject)
    log.inputs = [{"input": source.name, "sha256": sha256(source.path)} for source in sources]
    with log.timed("gazetteer"):
        gazetteer = open_gazetteer(options.gazetteer, progress=progress)
        for what in gazetteer.refused:
            log.warn(what)
    with log.timed("read"):
        readings = _read(sources, gazetteer, options, log, progress)
    with log.timed("tables"):
        tables = _tables(sources, gazetteer, options, log)
    if not readings and not tables.reports:
        raise InputError(
            "nothing could be read", hint="; ".join(_reason(r) for r in log.rejected[:3]) or "give reports or tables"
        )
    with log.timed("analyse"):
        layers = _analyse(readings, tables, gazetteer, options, log)
    dated = [replace(r.report, published=r.publication.value) for r in readings]
    log.reports = [
        {
            "report": r.id,
            "source": r.source,
            "title": r.title,
            "url": r.url,
            "published": r.published.isoformat() if r.published else None,
        }
        for r in dated
    ]
    reports = [*dated, *tables.reports]
    counts = {
        "reports": len(readings),
        "table_rows": len(tables.reports),
        **{layer.id: len(layer.frame) for layer in layers},
    }
    page = Page(options.title or title(layers, gazetteer), base_labels(gazetteer, layers))
    return Result(tuple(layers), tuple(reports), counts, gazetteer.fingerprint, page)


def _reason(rejected: dict[str, str]) -> str:
    return f"{rejected['input']}: {rejected['reason']}" if rejected["input"] else rejected["reason"]


def _read(sources: list[Source], gazetteer: Gazetteer, options: Options, log: Log, progress: Progress) -> list[Reading]:
    """A reading per report, in order; reports that cannot be read are rejected."""
    from geomap.readers import is_table, read_reports
    from geomap.workers import Failure, Recipe, read_all

    files = [source for source in sources if not is_table(source)]
    piped: list[Source | Path] = [STDIN] if STDIN in options.inputs else []
    found = read_reports(
        [*piped, *files], reject=log.reject, metadata_file=options.metadata, published=options.published
    )
    reports = list(_distinct(found, log))
    recipe = Recipe(options.gazetteer, options.countries, options.near)
    readings: list[Reading] = []
    single = read_all(reports, recipe, jobs=options.jobs, gazetteer=gazetteer, case=options.case)
    pieces = _corpus({r.id for r in reports}, recipe, gazetteer, options, log, progress)
    for number, reading in enumerate(chain(single, pieces), start=1):
        if isinstance(reading, Failure):
            log.reject(
                InputError(reading.reason, where=reading.report.id, hint="please report this text to the project")
            )
            continue
        readings.append(reading)
        for text in (*reading.report.warnings, *reading.publication.warnings, *reading.warnings):
            log.warn(text if reading.report.id in text else f"{reading.report.id}: {text}")
        if MANY <= len(reports) >= number:
            progress("reading reports", number, len(reports))
    return readings


def _corpus(
    taken: set[str], recipe: Recipe, gazetteer: Gazetteer, options: Options, log: Log, progress: Progress
) -> Iterator[Reading | Failure]:
    """The readings of `options.corpus`, read in pieces by the engine; `taken` are the ids of other reports."""
    if not options.corpus:
        return
    from geomap.engine import corpus as pieces
    from geomap.engine import open_engine
    from geomap.gazetteer.data import cache_folder

    work = options.work or str(cache_folder() / "readings")
    made_by = pieces.fingerprint(recipe, gazetteer.fingerprint)
    with open_engine(options.engine, jobs=options.jobs) as engine:
        done = pieces.read_corpus(engine, list(options.corpus), recipe, work, made_by=made_by, progress=progress)
    log.inputs += [{"input": name} for name in options.corpus]
    for piece in done:
        for where, what, hint in piece.rejected:
            log.reject(InputError(what, where=where, hint=hint))
    yield from pieces.distinct(pieces.readings(done), recipe, log.warn, taken=taken)


def _distinct(reports: Iterable[Report], log: Log) -> Iterator[Report]:
    """Reports with ids of their own: one that is used again gets a number."""
    seen: dict[str, int] = {}
    for report in reports:
        seen[report.id] = seen.get(report.id, 0) + 1
        if seen[report.id] > 1:
            fresh = f"{report.id}~{seen[report.id]}"
            log.warn(f"{report.id}: the id occurs again; this one is called {fresh}")
            report = replace(report, id=fresh)
        yield report


@dataclass(slots=True)
class Tables:
    """What the rows of all tables say."""

    events: list[Event] = field(default_factory=list)
    claims: list[ControlClaim] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    precision: dict[str, int] = field(default_factory=dict)  # UCDP 1-7 by event id, as the table gives it


def _tables(sources: list[Source], gazetteer: Gazetteer, options: Options, log: Log) -> Tables:
    """Rows of event tables as events, of tables of control as claims."""
    from geomap.readers import is_table

    out = Tables()
    for source in filter(is_table, sources):
        try:
            _one_table(source, gazetteer, options, log, out)
        except InputError as error:
            log.reject(error)
        except GeomapError as error:
            log.reject(InputError(str(error), where=str(source.path)))
        except Exception as error:  # a fault in one table, of ours or of a library, must not cost the others
            what = f"could not be read: {type(error).__name__}: {error}"
            log.reject(InputError(what, where=str(source.path), hint="please report this table to the project"))
    return out


def _one_table(source: Source, gazetteer: Gazetteer, options: Options, log: Log, out: Tables) -> None:
    from geomap.readers.tables import read_table
    from geomap.readers.tables.events import RowReader
    from geomap.readers.tables.frame import prepare

    prepared = prepare(read_table(source.path, source.name, reject=log.reject), gazetteer, countries=options.countries)
    for text in prepared.warnings:
        log.warn(text)
    rows = RowReader(prepared, gazetteer)
    if prepared.roles.kind == "control":
        for claim, report in rows.claims():
            out.claims.append(claim)
            out.reports.append(report)
        return
    for event, report in rows.events():
        out.events.append(event)
        out.reports.append(report)
    out.precision.update(rows.precision())


def _analyse(readings: list[Reading], tables: Tables, gazetteer: Gazetteer, options: Options, log: Log) -> list[Layer]:
    """Events merged, corridors, control and fronts drawn, all as layers."""
    from geomap import layers
    from geomap.analysis import changes, chokepoints, control, corridors, graph, merge
    from geomap.analysis.advances import advances_frame
    from geomap.extents import geometries
    from geomap.language import event_rows
    from geomap.language.rows import mention_row

    told = [
        replace(r, events=tuple(within(r.events, options)), claims=tuple(within(r.claims, options))) for r in readings
    ]
    merged = merge.merge(told)
    events = [*merged, *within(tables.events, options)]
    claims = [*(c for r in told for c in r.claims), *within(tables.claims, options)]
    advances = within([a for r in told for a in r.advances], options)
    resolutions = [m for r in readings for m in r.resolutions]
    mentions = layers.from_rows("mentions", [mention_row(m) for m in resolutions], geometries(resolutions, gazetteer))
    event_layer = layers.from_rows("events", linked([event_rows.event_row(e) for e in events], merged, tables))
    areas, lines = _fronts(control.observations(claims), log)
    roads = graph.load_roads(options.roads) if options.roads else None
    routes = corridors.corridors(events, gazetteer, roads=roads)
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


def _fronts(observations: pd.DataFrame, log: Log) -> tuple[Layer, Layer]:
    """Areas of control and front lines; none where nobody is said to hold anything."""
    from geomap import layers
    from geomap.analysis import fronts

    if observations.empty:
        return layers.empty("control"), layers.empty("fronts")
    estimate = fronts.estimate(observations)
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


def _record(result: Result, options: Options, log: Log) -> dict[str, Any]:
    """What run.json holds."""
    from geomap.publish import run as output
    from geomap.version import version

    asked = {"since": options.since, "until": options.until, "published": options.published}
    shown = {name: day.isoformat() if day else None for name, day in asked.items()}
    return output.record(
        version=version(), gazetteer=result.gazetteer, inputs=log.inputs, counts=result.counts, warnings=log.warnings,
        rejected=log.rejected, timings=log.timings, reports=log.reports,
        options={**shown, "countries": list(options.countries), "near": options.near, "jobs": options.jobs},
    )  # fmt: skip
