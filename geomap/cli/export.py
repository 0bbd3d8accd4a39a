"""`geomap export`: an output folder in other GIS formats, or into a PostGIS database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from geomap.cli import DONE, console

EXAMPLES = """examples:
  geomap export outputs --to kml                       Google Earth, with time spans
  geomap export outputs --to flatgeobuf shapefile -o gis
  geomap export outputs --to postgresql://me@localhost/maps

formats: flatgeobuf, geoparquet, kml, shapefile; a database address replaces its tables geomap_* in one transaction
"""


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser = subparsers.add_parser(
        "export",
        help="an output folder in other GIS formats, or into PostGIS",
        description="Write the layers of an output folder as FlatGeobuf, GeoParquet, KML or Shapefile, or into a PostGIS database.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that `geomap map` wrote")
    parser.add_argument(
        "--to",
        nargs="+",
        required=True,
        metavar="FORMAT",
        help="flatgeobuf, geoparquet, kml, shapefile, or postgresql://...",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="folder for the files (default: FOLDER/gis)"
    )
    parser.add_argument("--quiet", action="store_true", help="no summary")


def run(args: argparse.Namespace) -> int:
    """Export; 0 done."""
    import difflib

    from geomap.errors import InputError
    from geomap.publish import export
    from geomap.publish.run import staged

    addresses = [to for to in args.to if "://" in to]
    names = [to for to in args.to if to not in addresses]
    for wrong in (n for n in names if n not in export.FORMATS):
        near = difflib.get_close_matches(wrong, export.FORMATS, n=1)
        raise InputError(
            f"no format {wrong!r}", hint=f"did you mean {near[0]}?" if near else "formats: " + ", ".join(export.FORMATS)
        )
    layers = export.load(args.folder)
    out = args.output or args.folder / "gis"
    if names:
        with staged(out) as staging:
            for name in names:
                export.FORMATS[name](layers, staging)
        console.say(f"{', '.join(names)} -> {out}", quiet=args.quiet, done=True)
    for address in addresses:
        if not address.startswith(("postgresql://", "postgis://")):
            raise InputError(
                "not a database address that geomap knows",
                where=address.split(":", 1)[0],
                hint="postgresql://USER@HOST/DATABASE",
            )
        export.postgis(layers, address)
        console.say(f"{len(layers)} tables -> {address.rpartition('@')[2]}", quiet=args.quiet, done=True)
    return DONE
