"""`geomap brief`: a short written summary of an output folder, each line with its citation."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

EXAMPLES = """examples:
  geomap brief outputs                                   Markdown on the screen
  geomap brief outputs -o brief.docx                     a document to send
  geomap brief outputs -o brief.html --since 2023-11-01  one page, events from November on
"""


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser = subparsers.add_parser(
        "brief",
        help="a short written summary of an output folder",
        description="Sum an output folder up in words: figures, events, corridors and control, each with its citation.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="a folder that `geomap map` wrote")
    parser.add_argument(
        "-o", "--output", type=Path, help="FILE.md, .html or .docx (default: Markdown to standard output)"
    )
    parser.add_argument("--title", default="", help="heading of the brief")
    parser.add_argument("--since", default="", metavar="DATE", help="events from this day on")
    parser.add_argument("--until", default="", metavar="DATE", help="events to this day")
    parser.add_argument(
        "--most", type=int, default=60, metavar="N", help="events in the table at the most (default 60)"
    )


def run(args: argparse.Namespace) -> int:
    """Write the brief; 0 done."""
    from geomap.cli.options import day
    from geomap.errors import InputError
    from geomap.publish.brief import read_brief, to_docx, to_html, to_markdown

    try:
        since, until = (day(d).isoformat() if d else "" for d in (args.since, args.until))
    except argparse.ArgumentTypeError as error:
        raise InputError(str(error)) from error
    brief = read_brief(args.folder, title=args.title, since=since, until=until, most=args.most)
    if args.output is None:
        sys.stdout.write(to_markdown(brief))
        return 0
    kind = args.output.suffix.lower()
    if kind not in {".md", ".html", ".docx"}:
        raise InputError(f"{kind or 'no'} format", where=str(args.output), hint="name the file .md, .html or .docx")
    args.output.parent.mkdir(parents=True, exist_ok=True)
    part = args.output.with_name(f".{args.output.name}.part")
    if kind == ".docx":
        to_docx(brief, part)
    else:
        part.write_text(to_markdown(brief) if kind == ".md" else to_html(brief), "utf-8")
    part.replace(args.output)
    return 0
