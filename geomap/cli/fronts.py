"""`geomap fronts`: areas of control and front lines from a table of who holds what."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from geomap.cli import DONE, PARTLY, console, options

EXAMPLES = """examples:
  geomap fronts examples/ukraine/control.csv -o outputs/fronts               a series over the days of the table
  geomap fronts towns.csv --as-of 2022-09-04 -o outputs/fronts               as things stood that day
  geomap fronts march.csv april.csv --as-of 2022-04-30 -o out                earlier tables help a later day

TABLE has rows `name,lat,lon,holder,date` (lat, lon optional: then looked up). "Contested" is a holder too. Points and
polygons (.geojson, .gpkg) with the same columns do as well: a polygon counts for all the ground and places inside it.
writes control.geojson, fronts.geojson (uncertainty_km: half-width that should hold 90 % of the line) and, for a
series, changes.geojson: ground that changed hands, with its area in square kilometres.
"""


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser = subparsers.add_parser(
        "fronts",
        help="areas of control and front lines from a table of who holds what",
        description="Estimate who holds the ground between places, where the lines run, and how sure that is.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "tables", nargs="+", type=Path, metavar="CONTROL_TABLE", help=".csv .tsv .xlsx .parquet .geojson .gpkg"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="folder for the files")
    parser.add_argument(
        "--as-of", type=options.day, nargs="+", default=None, metavar="DATE",
        help="estimate for these days only; nothing observed later is used (default: every day in the table)",
    )  # fmt: skip
    options.add_places(parser)
    parser.add_argument("--quiet", action="store_true", help="no summary; errors are still told")


def run(args: argparse.Namespace) -> int:
    """Estimate and write; 0 done, 1 done with rejected rows."""
    from geomap.analysis.changes import changes
    from geomap.analysis.control_table import read_control
    from geomap.analysis.fronts import estimate
    from geomap.errors import InputError
    from geomap.layers import Layer, layer
    from geomap.publish.geojson import write
    from geomap.publish.run import staged

    rejected: list[InputError] = []
    table = read_control(args.tables, overlays=args.gazetteer, countries=args.country, reject=rejected.append)
    for error in rejected:
        console.complain(f"rejected {error}")
    found = estimate(table, as_of=args.as_of)
    with staged(args.output) as folder:
        write(layer("control", found.control), folder / "control.geojson")
        write(layer("fronts", found.fronts), folder / "fronts.geojson")
        moved = changes(found.control)
        if len(moved):
            write(Layer("changes", "Gains and losses", moved), folder / "changes.geojson")
    for text in found.warnings:
        console.warn(text, quiet=args.quiet)
    days = found.control["date_start"].nunique()
    console.say(
        f"{len(table):,} observations -> {len(found.fronts):,} pieces of front on {days} day(s) in {args.output}",
        quiet=args.quiet, done=True,
    )  # fmt: skip
    if rejected:
        console.say(console.rejected(len(rejected)), quiet=args.quiet)
    return PARTLY if rejected else DONE
