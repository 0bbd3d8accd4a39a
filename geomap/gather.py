"""From inputs to readings and rows: every report read, every table understood, what cannot be used rejected by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import GeomapError, InputError
from geomap.job import STDIN, Log, Options, Progress
from geomap.model import ControlClaim, Event, Reading, Report

if TYPE_CHECKING:
    from geomap.gazetteer.index import Gazetteer
    from geomap.readers import Source
    from geomap.workers import Failure, Recipe

MANY = 50  # reports; fewer are read before a bar could be seen


def read(sources: list[Source], gazetteer: Gazetteer, options: Options, log: Log, progress: Progress) -> list[Reading]:
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


def read_tables(sources: list[Source], gazetteer: Gazetteer, options: Options, log: Log) -> Tables:
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
