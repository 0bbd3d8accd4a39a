"""`geomap dates`: the time expressions of reports, one per row, as they are read."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

EXAMPLES = """examples:
  geomap dates report.txt --published 2015-10-01     what "on Thursday" means in a report of that day
  geomap dates reports/ --format table               a folder of reports, for reading
  geomap dates corpus.jsonl > times.jsonl            rows with id (or doc_id), text and published (or dct, date)
  echo "Shelling went on overnight." | geomap dates - --published 2023-05-02
"""
FIELDS = ("report", "start", "end", "text", "type", "value", "earliest", "latest", "edtf")
WIDTHS = (24, 6, 6, 34, 8, 16, 10, 10, 0)


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    from geomap.cli.options import add_reading

    parser = subparsers.add_parser(
        "dates",
        help="time expressions of reports, one per row",
        description="Find time expressions and normalise them: TIMEX3 type and value, first and last day, EDTF. What counts "
        "from a day of publication that nobody knows stays open (XXXX-WXX-4, no days).",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "inputs", nargs="*", default=["-"], metavar="FILE", help="files or folders; - is standard input"
    )
    parser.add_argument(
        "--format", choices=("jsonl", "table"), default="jsonl", help="rows of JSON, or columns to read"
    )
    parser.add_argument("--quiet", action="store_true", help="no warnings; errors are still told")
    add_reading(parser)


def run(args: argparse.Namespace) -> int:
    """Print the rows; 0 done, 1 some inputs were rejected, 2 none could be read."""
    from geomap.cli import console
    from geomap.errors import InputError
    from geomap.readers.intake import read_reports

    rejected: list[InputError] = []

    def reject(error: InputError) -> None:
        rejected.append(error)
        console.complain(str(error))

    read = 0
    if args.format == "table":
        sys.stdout.write(columns(FIELDS))
    for report in read_reports(args.inputs, reject=reject, metadata_file=args.metadata, published=args.published):
        read += 1
        for row in rows(report, quiet=args.quiet):
            sys.stdout.write(
                columns([row[f] for f in FIELDS])
                if args.format == "table"
                else json.dumps(row, ensure_ascii=False) + "\n"
            )
    if not read:
        if not rejected:
            console.complain("no report to read (give files of text, or - for standard input)")
        return 2
    if rejected:
        console.say(console.rejected(len(rejected)), quiet=args.quiet)
    return 1 if rejected else 0


def rows(report: Any, *, quiet: bool) -> Iterator[dict[str, Any]]:
    """The time expressions of one report in the contract's fields, in text order."""
    from geomap.cli.console import warn
    from geomap.language.dates import find_times, publication
    from geomap.language.document import read

    doc = read(report)
    known = publication(doc)
    for text in known.warnings:
        warn(f"{report.id}: {text}", quiet=quiet)
    for t in find_times(doc, known.value):
        yield {
            "report": t.report, "start": t.start, "end": t.end, "text": t.text, "type": t.type, "value": t.value,
            "earliest": t.earliest.isoformat() if t.earliest else None, "latest": t.latest.isoformat() if t.latest else None,
            "edtf": t.edtf,
        }  # fmt: skip


def columns(cells: Any) -> str:
    """One line of the table; control characters of the report's text cannot steer the terminal."""
    from geomap.cli.console import printable

    texts = ["" if c is None else printable(str(c)) for c in cells]
    return (
        "  ".join(
            t.ljust(w) if len(t) <= w or not w else t[: w - 1] + "\u2026" for t, w in zip(texts, WIDTHS, strict=True)
        ).rstrip()
        + "\n"
    )
