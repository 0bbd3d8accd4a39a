"""`geomap check`: validate an output folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from geomap.cli import DONE, FAILED, PARTLY, console

EXAMPLES = """examples:
  geomap check outputs            RFC 7946, fields, values, references, GeoPackage, run record
  geomap check outputs --quiet    exit status alone

exit status: 0 valid; 1 problems, one per line on stdout; 2 no such folder
"""


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser = subparsers.add_parser(
        "check",
        help="validate an output folder",
        description="Validate the files that `geomap map` wrote: GeoJSON by RFC 7946, the contract's fields and values, references between files.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that `geomap map` wrote")
    parser.add_argument("--quiet", action="store_true", help="print nothing")


def run(args: argparse.Namespace) -> int:
    """Check the folder; 0 valid, 1 not, 2 no folder."""
    from geomap.publish.check import check
    from geomap.publish.run import recover

    if not args.folder.is_dir():
        console.complain(f"{args.folder}: there is no such folder (give one that geomap map wrote)")
        return FAILED
    recover(args.folder)
    problems = check(args.folder)
    if not args.quiet:
        for line in problems.found:
            sys.stdout.write(console.printable(line) + "\n")
        if problems.count:
            console.say(f"{problems.count} problems in {args.folder}")
        else:
            console.say(f"{args.folder} is valid", done=True)
    return PARTLY if problems.count else DONE
