"""`geomap join`: geocode and date an event table; its own columns stay as they are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from geomap.cli import DONE, FAILED, PARTLY, console, options

EXAMPLES = """examples:
  geomap join incidents.xlsx -o incidents.geojson --country YE
  geomap join acled.csv ged.csv -o events.gpkg            tables of different kinds, one layer
  geomap join viina.csv -o checked.csv                    look at the column geomap_check

adds geomap_lat, geomap_lon, geomap_place, geomap_place_id, geomap_feature, geomap_country, geomap_radius_km, geomap_geo_precision (UCDP 1-7),
geomap_date_start, geomap_date_end, geomap_date_precision, geomap_type, geomap_table, geomap_row, and
geomap_check: ok, geocoded, swapped (put right), zero, out_of_range, outside_country, not_found
"""
ENDINGS = (".csv", ".geojson", ".gpkg", ".parquet", ".xlsx", ".jsonl")


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser = subparsers.add_parser(
        "join",
        help="geocode and date an event table, all its columns kept",
        description="Recognise event tables (UCDP GED, ACLED, GDELT, VIINA, or any with place and date columns), date, place and check every row.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("tables", nargs="+", type=Path, metavar="TABLE", help=".csv .tsv .xlsx .parquet .geojson")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="FILE" + ", ".join(ENDINGS))
    options.add_places(parser)
    parser.add_argument("--quiet", action="store_true", help="no summary; errors are still told")


def run(args: argparse.Namespace) -> int:
    """Join the tables; 0 done, 1 done with rejected tables or lines, 2 none could be read."""
    from geomap.errors import InputError
    from geomap.readers.tables.join import join, write

    if args.output.suffix.lower() not in ENDINGS:
        raise InputError(
            f"no way to write {args.output.suffix or 'a file without ending'}",
            where=str(args.output),
            hint="endings: " + " ".join(ENDINGS),
        )
    rejected: list[InputError] = []
    joined = join(args.tables, overlays=args.gazetteer, countries=args.country, reject=rejected.append)
    for error in rejected:
        console.complain(f"rejected {error}")
    if joined is None:
        console.complain("no table could be read")
        return FAILED
    write(joined.frame, args.output)
    for text in joined.warnings:
        console.warn(text, quiet=args.quiet)
    checks = ", ".join(f"{n:,} {check}" for check, n in joined.frame["geomap_check"].value_counts().items())
    console.say(f"{len(joined.frame):,} rows -> {args.output} ({checks})", quiet=args.quiet, done=True)
    if rejected:
        console.say(console.rejected(len(rejected)), quiet=args.quiet)
    return PARTLY if rejected else DONE
