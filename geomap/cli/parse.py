"""`geomap parse`: the place mentions of reports, one per row, as they are read."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.model import Report

EXAMPLES = """examples:
  geomap parse report.txt                            every place the report names, as rows of JSON
  geomap parse reports/ --format table               a folder of reports, for reading
  geomap parse corpus.jsonl --jobs 4 > places.jsonl  rows with id (or doc_id) and text, as a stream
  echo "Clashes went on near Zalingei." | geomap parse - --country SD --format geojson
"""
COLUMNS = (
    "report",
    "start",
    "end",
    "text",
    "role",
    "place",
    "feature",
    "country",
    "lat",
    "lon",
    "relation",
    "confidence",
)
WIDTHS = (20, 6, 6, 28, 12, 24, 10, 7, 9, 9, 14, 0)
MANY = 50  # reports; fewer are read before a bar could be seen
BATCH, AHEAD = 24, 3  # reports per task, tasks in flight per process: memory stays flat however long the stream is


def add(subparsers: Any) -> None:
    """Describe the command to argparse."""
    from geomap.cli.options import add_places, add_reading, add_running

    parser = subparsers.add_parser(
        "parse",
        help="place mentions of reports, one per row",
        description="Find the places that reports name: the words, their role, the place, its position, why it is this one.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "inputs", nargs="*", default=["-"], metavar="FILE", help="files or folders; - is standard input"
    )
    parser.add_argument(
        "--format",
        choices=("jsonl", "geojson", "table"),
        default="jsonl",
        help="rows of JSON, one feature collection, or columns to read",
    )
    add_running(parser)
    add_reading(parser)
    add_places(parser)


def run(args: argparse.Namespace) -> int:
    """Print the rows; 0 done, 1 some inputs were rejected, 2 none could be read."""
    from geomap.cli import console
    from geomap.errors import InputError
    from geomap.gazetteer.index import open_gazetteer
    from geomap.readers.intake import count_reports, read_reports

    rejected: list[InputError] = []

    def reject(error: InputError) -> None:
        rejected.append(error)
        console.complain(str(error))

    with console.progress("building the gazetteer", quiet=args.quiet) as tell:
        gazetteer = open_gazetteer(args.gazetteer, progress=tell)
    for what in gazetteer.refused:
        console.warn(what, quiet=args.quiet)
    reports = read_reports(args.inputs, reject=reject, metadata_file=args.metadata, published=args.published)
    recipe = (tuple(args.gazetteer), args.country, args.near, args.format)
    counted = _Counted(reports)
    write = sys.stdout.write
    write(_opening(args.format))
    between = ""
    shown = not args.quiet and (console.machine_readable() or (sys.stderr.isatty() and not sys.stdout.isatty()))
    total = count_reports(args.inputs) if shown else 0
    with console.progress("reading reports", quiet=total < MANY) as tell:
        for piece in _pieces(counted, recipe, args.jobs, gazetteer):
            if piece:
                write(between + piece)
                between = ",\n" if args.format == "geojson" else ""
            if total >= MANY:
                tell("reading reports", min(counted.read, total), total)
    write("\n]}\n" if args.format == "geojson" else "")
    if not counted.read:
        if not rejected:
            console.complain("no report to read (give files of text, or - for standard input)")
        return 2
    if rejected:
        console.say(console.rejected(len(rejected)), quiet=args.quiet)
    return 1 if rejected else 0


class _Counted:
    """An iterator that knows how many it gave."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._reports, self.read = iter(reports), 0

    def __iter__(self) -> Iterator[Report]:
        for report in self._reports:
            self.read += 1
            yield report


class Parser:
    """Reports -> printed rows; one per process."""

    def __init__(self, recipe: tuple[Any, ...], gazetteer: Any = None) -> None:
        overlays, self.countries, self.near, self.format = recipe
        if gazetteer is None:
            from geomap.gazetteer.index import open_gazetteer

            gazetteer = open_gazetteer(overlays)
        self.gazetteer = gazetteer

    def text(self, report: Report) -> str:
        """The rows of one report as they are printed."""
        from geomap.language.document import read
        from geomap.language.places import Bias, find_places
        from geomap.language.rows import mention_row

        bias = Bias(countries=self.countries, near=self.near, source=report.source, title=report.title)
        rows = [mention_row(r) for r in find_places(read(report), self.gazetteer, bias=bias)]
        if self.format == "table":
            return "".join(_columns([row[c] for c in COLUMNS]) for row in rows)
        if self.format == "geojson":
            return ",\n".join(json.dumps(_feature(row), ensure_ascii=False) for row in rows)
        return "".join(_line(row) for row in rows)


_dumps = json.JSONEncoder(ensure_ascii=False).encode


def _line(row: dict[str, Any]) -> str:
    return _dumps(row) + "\n"


def _way_to_start() -> str:
    """Linux copies this process, with all that is imported, in a tenth of the time that a new one takes."""
    from geomap.language import places, rows  # noqa: F401  what the copies are to have

    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _pieces(reports: Iterable[Report], recipe: tuple[Any, ...], jobs: int, gazetteer: Any) -> Iterator[str]:
    """What is printed for each report or batch of reports, in their order."""
    if jobs < 2:
        parser = Parser(recipe, gazetteer)
        for report in reports:
            yield parser.text(report)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    from geomap.interrupts import give_up, unheard

    stream = iter(reports)
    waiting: deque[Future[str]] = deque()
    with ProcessPoolExecutor(
        jobs, mp_context=get_context(_way_to_start()), initializer=_start, initargs=(recipe,)
    ) as pool:
        try:
            while batch := list(itertools.islice(stream, BATCH)):
                with unheard():
                    waiting.append(pool.submit(_task, batch))
                if len(waiting) >= jobs * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except (KeyboardInterrupt, GeneratorExit):
            give_up(pool)
            raise


_parser: list[Parser] = []  # one per worker process, set once when it starts


def _start(recipe: tuple[Any, ...]) -> None:
    from geomap.workers import attend

    attend()
    _parser[:] = [Parser(recipe)]


def _task(reports: list[Report]) -> str:
    texts = [_parser[0].text(report) for report in reports]
    return (",\n" if _parser[0].format == "geojson" else "").join(t for t in texts if t)


def _opening(form: str) -> str:
    if form == "geojson":
        return '{"type": "FeatureCollection", "features": [\n'
    return _columns(COLUMNS) if form == "table" else ""


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a GeoJSON feature; a mention without a position has no geometry."""
    at = None if row["lat"] is None else {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return {"type": "Feature", "geometry": at, "properties": row}


def _columns(cells: Any) -> str:
    """One line of the table; control characters of the report's text cannot steer the terminal."""
    from geomap.cli.console import printable

    texts = ["" if c is None else printable(str(c)) for c in cells]
    cut = [t.ljust(w) if len(t) <= w or not w else t[: w - 1] + "\u2026" for t, w in zip(texts, WIDTHS, strict=True)]
    return "  ".join(cut).rstrip() + "\n"
