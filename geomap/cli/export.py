"""`geomap export`: an output folder's layers in other GIS formats, or in a PostGIS database."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.cli import DONE, FAILED, PARTLY, console

if TYPE_CHECKING:
    from geomap.layers import Layer

EXAMPLES = """examples:
  geomap export outputs --to case.kml                          one file for Google Earth, with time spans
  geomap export outputs --to case.fgb --to case.parquet        case_events.fgb, case_fronts.fgb, ... and the same as GeoParquet
  geomap export outputs --layers events --to events.parquet    one layer, one file
  geomap export outputs --to case.shp                          Shapefiles, and case_fields.txt with the full column names
  geomap export outputs --to postgis://me@localhost/maps --schema sahel_2024

A database's password is read from ~/.pgpass or PGPASSWORD when the URL has none (better: the shell keeps a history).
exit status: 0 done; 1 some targets failed, each named; 2 nothing could be done
"""


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser = subparsers.add_parser(
        "export",
        help="an output folder as FlatGeobuf, GeoParquet, KML, Shapefile or PostGIS tables",
        description="Write the layers of an output folder in other GIS formats, or into a PostGIS database (all of them or none).",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that `geomap map` wrote")
    parser.add_argument(
        "--to", action="append", required=True, metavar="TARGET", dest="targets",
        help="FILE.fgb, .parquet, .kml, .shp, or postgis://USER@HOST/DATABASE; repeatable",
    )  # fmt: skip
    parser.add_argument("--layers", type=_names, default=(), metavar="A,B", help="these layers only (default: all)")
    parser.add_argument("--schema", default="", metavar="NAME", help="schema of the database's tables (default geomap)")
    parser.add_argument("--quiet", action="store_true", help="print errors only")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def run(args: argparse.Namespace) -> int:
    """Export to every target; 0 done, 1 some targets failed, 2 all of them or no such folder."""
    from geomap.publish.formats import check_target
    from geomap.publish.load import load
    from geomap.publish.run import recover

    if not args.folder.is_dir():
        console.complain(f"{args.folder}: there is no such folder (give one that geomap map wrote)")
        return FAILED
    for target in args.targets:
        check_target(target)
    recover(args.folder)
    failed = to_targets(load(args.folder, args.layers), args.targets, schema=args.schema, quiet=args.quiet)
    return DONE if not failed else FAILED if failed == len(args.targets) else PARTLY


def to_targets(layers: Sequence[Layer], targets: Sequence[str], *, schema: str = "", quiet: bool = False) -> int:
    """Export the layers to each target, tell how it went; returns how many targets failed."""
    from geomap.errors import GeomapError
    from geomap.publish.formats import export

    failed = 0
    for target in targets:
        try:
            remarks = export(layers, target, schema=schema)
        except GeomapError as error:
            console.complain(str(error))
            failed += 1
            continue
        for remark in remarks:
            console.say(remark, quiet=quiet)
        console.say(f"{len(layers)} layers to {hidden(target)}", quiet=quiet, done=True)
    return failed


def hidden(target: str) -> str:
    """The target as it may be shown: without the password that a database URL can hold."""
    scheme, mark, rest = target.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}{mark}{user.partition(':')[0]}{at}{host}" if mark else target
