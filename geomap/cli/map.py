"""`geomap map`: reports and tables in; map, GeoJSON, GeoPackage and CSV out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.cli import DONE, FAILED, PARTLY, console, options
from geomap.cli.export import to_targets

if TYPE_CHECKING:
    from geomap.pipeline import Log, Result

EXAMPLES = """examples:
  geomap map reports/ -o maps                              every report and table of a folder
  geomap map a.txt b.pdf events.csv -o maps --country SD   some files; places in Sudan first
  geomap map news.jsonl -o maps --jobs 4 --since 2023-04-15
  geomap map reports/ -o maps --gazetteer checkpoints.csv --metadata published.csv
  geomap map reports/ -o maps --case case.sqlite           keeps what was read: the next run reads new reports only

reads .txt .md .html .pdf .docx .eml .jsonl and tables as .csv .tsv .xlsx .parquet .geojson
"""


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser = subparsers.add_parser(
        "map",
        help="reports and tables in; map, GeoJSON, GeoPackage and CSV out",
        description="Map reports and event tables: what happened where, corridors, control and front lines, as one page and as GIS files.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="*", type=Path, metavar="INPUT", help="reports, tables, or folders of them")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("outputs"),
        metavar="FOLDER",
        help="folder for the files (default outputs)",
    )
    parser.add_argument(
        "--title", default="", help="title of the map page (default: the place and time of the reports)"
    )
    parser.add_argument(
        "--case", type=Path, metavar="FILE", help="keep what was read in this file and read only what is new"
    )
    parser.add_argument(
        "--as",
        dest="layouts",
        action="append",
        default=[],
        choices=("ucdp", "acled", "polecat"),
        help="also write events_ucdp.csv (acled, polecat): the events in that table's columns; repeatable",
    )
    parser.add_argument(
        "--to", action="append", default=[], metavar="TARGET", dest="targets",
        help="also export, as `geomap export` does: FILE.fgb, .parquet, .kml, .shp, postgis://...; repeatable",
    )  # fmt: skip
    parser.add_argument(
        "--roads", type=Path, metavar="FILE", help="roads (.gpkg, .geojson, .osm.pbf) that corridors over land follow"
    )
    parser.add_argument(
        "--airspaces", type=Path, metavar="FILE",
        help="polygons (.geojson, .gpkg) of flight information regions, for corridors by air (default: countries)",
    )  # fmt: skip
    options.add_reading(parser)
    options.add_places(parser)
    options.add_period(parser)
    options.add_engine(parser)
    options.add_running(parser)


def run(args: argparse.Namespace) -> int:
    """Make the map; 0 done, 1 done with rejected inputs, 2 nothing could be read."""
    from geomap.errors import InputError
    from geomap.pipeline import Log, Options, run

    log = Log()
    if not args.inputs and not args.corpus:
        console.complain("no inputs; see geomap map --help")
        return FAILED
    if args.since and args.until and args.since > args.until:
        raise InputError(f"--since {args.since} lies after --until {args.until}", hint="exchange them")
    wanted = Options(
        inputs=tuple(args.inputs), metadata=args.metadata, published=args.published, gazetteer=tuple(args.gazetteer),
        countries=args.country, near=args.near, since=args.since, until=args.until, jobs=args.jobs, case=args.case, title=args.title, layouts=tuple(dict.fromkeys(args.layouts)), roads=args.roads,
        airspaces=args.airspaces,
        corpus=tuple(args.corpus), engine=args.engine, work=args.work,
    )  # fmt: skip
    _check(args.targets)
    try:
        with console.progress("reading", quiet=args.quiet) as progress:
            result = run(wanted, args.output, log, progress)
    except InputError as error:
        tell_rejected(log)
        console.complain(error.what if error.what == "nothing could be read" else str(error))
        return FAILED
    summarise(result, log, args.output, quiet=args.quiet)
    failed = _export(args.output, args.targets, quiet=args.quiet) if args.targets else 0
    return PARTLY if log.rejected or failed else DONE


def _check(targets: Sequence[str]) -> None:
    """Refuse a target before any work is done. Raises InputError."""
    if targets:
        from geomap.publish.formats import check_target

        for target in targets:
            check_target(target)


def _export(folder: Path, targets: Sequence[str], *, quiet: bool) -> int:
    """How many of the targets could not be written."""
    from geomap.publish.load import load

    return to_targets(load(folder), targets, quiet=quiet)


def tell_rejected(log: Log) -> None:
    """Every rejected input on its own line, with the reason and what to do."""
    for item in log.rejected:
        where = f"{item['input']}: " if item["input"] else ""
        hint = f" ({item['hint']})" if item["hint"] else ""
        console.complain(f"rejected {where}{item['reason']}{hint}")


def summarise(result: Result, log: Log, out: Path, *, quiet: bool) -> None:
    """What was made, what was doubtful, what was rejected."""
    tell_rejected(log)
    shown = log.warnings if len(log.warnings) <= 12 else log.warnings[:10]
    for text in shown:
        console.warn(text, quiet=quiet)
    if len(shown) < len(log.warnings):
        console.warn(f"{len(log.warnings) - len(shown)} more warnings are in {out / 'run.json'}", quiet=quiet)
    counts = dict(result.counts)
    read = ", ".join(_counted(what, counts.pop(what)) for what in ("reports", "table_rows") if counts[what])
    made = ", ".join(_counted(what, n) for what, n in counts.items() if n)
    console.say(f"{read} -> {made or 'nothing to show'}", quiet=quiet, done=True)
    if log.rejected:
        console.say(console.rejected(len(log.rejected), "named above and in run.json"), quiet=quiet)
    console.say(f"open {out / 'map.html'}", quiet=quiet)


def _counted(what: str, n: int) -> str:
    """ "1 report", "2 table rows" of the name of a count."""
    name = what.replace("_", " ")
    return f"{n:,} {name.removesuffix('s') if n == 1 else name}"
