"""From inputs to files: the only place that names the order of the stages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap import gather
from geomap.errors import InputError
from geomap.findings import layers_of
from geomap.garbage import without_garbage_collection
from geomap.job import STDIN, Log, Options, Progress
from geomap.layers import Layer
from geomap.model import Report

if TYPE_CHECKING:
    from geomap.publish.folder import Page

__all__ = ["Log", "Options", "Result", "build", "run"]


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
        if len(result.reports) >= gather.MANY:
            progress("writing the map and its files", 0, 0)
        with log.timed("publish"), without_garbage_collection():
            write(result.layers, result.reports, staging, result.page, layouts=options.layouts)
        output.write(_record(result, options, log), staging / "run.json")
    return result


def build(options: Options, log: Log, progress: Progress) -> Result:
    """All stages up to the layers."""
    from geomap.gazetteer.index import open_gazetteer
    from geomap.publish.folder import Page, title
    from geomap.publish.html_names import base_labels
    from geomap.publish.run import about, sha256
    from geomap.readers import expand

    others = list[Path]()
    sources = expand([path for path in options.inputs if path != STDIN], log.reject, others.append)
    if others:
        kinds = ", ".join(sorted({path.suffix.lower() or "none" for path in others})[:8])
        log.warn(f"{len(others)} files of other kinds in the folders were passed over (endings: {kinds})")
    log.inputs = [{"input": source.name, "sha256": sha256(source.path)} for source in sources]
    with log.timed("gazetteer"):
        gazetteer = open_gazetteer(options.gazetteer, progress=progress)
        for what in gazetteer.refused:
            log.warn(what)
    with log.timed("read"):
        readings = gather.read(sources, gazetteer, options, log, progress)
    with log.timed("tables"):
        tables = gather.read_tables(sources, gazetteer, options, log)
    if not readings and not tables.reports:
        raise InputError(
            "nothing could be read", hint="; ".join(_reason(r) for r in log.rejected[:3]) or "give reports or tables"
        )
    if len(readings) >= gather.MANY:
        progress("comparing reports, finding corridors and front lines", 0, 0)
    with log.timed("analyse"), without_garbage_collection():
        layers = layers_of(readings, tables, gazetteer, options, log)
    dated = [replace(r.report, published=r.publication.value) for r in readings]
    log.reports = [about(report) for report in dated]
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
