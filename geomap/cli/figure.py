"""`geomap figure`: a static map of an output folder for a printed report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

EXAMPLES = """examples:
  geomap figure outputs -o map.png                                       A4, 300 dpi, the whole period
  geomap figure outputs -o map.svg --size slide --date 2022-11-12        as things stood that day
  geomap figure outputs -o months.pdf --date 2022-09-01 2022-10-01 2022-11-01   small multiples
  geomap figure outputs -o aleppo.png --bounds 36,35.5,38,37             one part of the map
"""


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    from geomap.cli.options import day

    parser = subparsers.add_parser(
        "figure",
        help="static map of an output folder for a printed report",
        description="Draw an output folder as a static map with legend, scale bar, inset and source line. Needs no browser.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="a folder that `geomap map` wrote")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="FILE.png, .svg or .pdf")
    parser.add_argument(
        "--date", type=day, nargs="+", default=[], metavar="DATE", help="one day, or several for small multiples"
    )
    parser.add_argument(
        "--size", default="a4", choices=["a4", "a4-portrait", "column", "slide"], help="sheet (default a4, landscape)"
    )
    parser.add_argument("--title", default="", help="heading (default: the period)")
    parser.add_argument(
        "--bounds", type=_bounds, metavar="W,S,E,N", help="part of the world, degrees (default: where most happens)"
    )
    parser.add_argument("--dpi", type=int, default=300, help="resolution of PNG (default 300)")


def _bounds(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not W,S,E,N in degrees") from None
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):
        raise argparse.ArgumentTypeError(f"{text!r}: west must lie left of east, south below north, within the world")
    return west, south, east, north


def run(args: argparse.Namespace) -> int:
    """Draw the figure; 0 done."""
    from geomap.publish.figure import write_figure

    write_figure(
        args.folder, args.output, days=args.date, size=args.size, title=args.title, bounds=args.bounds, dpi=args.dpi
    )
    return 0
