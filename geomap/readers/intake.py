"""Inputs to reports: folders opened, formats told apart, metadata joined, failures named and passed over."""

from __future__ import annotations

import difflib
import importlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO

from geomap.errors import GeomapError, InputError
from geomap.model import Report
from geomap.readers import furniture, lines, metadata
from geomap.readers.plain import read as read_plain
from geomap.readers.spans import merge

Reject = Callable[[InputError], None]

READERS = {  # ending -> module with read(data, report_id, where); imported when first met
    ".txt": "plain", ".text": "plain", ".md": "plain", ".markdown": "plain",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".eml": "eml",
}  # fmt: skip
LINES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".parquet", ".geojson")
SIZE_LIMIT = 100_000_000  # bytes of one report file
TEXT_LIMIT = 5_000_000  # characters of one report


@dataclass(frozen=True, slots=True)
class Source:
    """An input file: where it is, what its report is called, and what the user typed or walked into."""

    path: Path
    name: str
    named: bool = True  # by the user; False: found in a folder

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


def is_table(source: Source) -> bool:
    """Whether this is an event table (read by `readers.tables`), not a report."""
    return source.suffix in TABLES


def expand(
    inputs: Iterable[str | Path], reject: Reject, passed_over: Callable[[Path], None] = lambda _: None
) -> list[Source]:
    """The files behind `inputs`, folders opened recursively, in order, each once.

    In folders, hidden files, READMEs and metadata files are left alone; `passed_over` gets the files of unknown kinds. The name of a file is its
    file name; files that share one are called by their path below the common folder.
    """
    found: dict[Path, tuple[Path, bool]] = {}
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            inside = sorted(path.rglob("*"))
            folders = (p for p in (path, *inside) if p.is_dir() and not _hidden(p, path))
            closed = [p for p in folders if not os.access(p, os.R_OK | os.X_OK)]
            for folder in closed:
                reject(InputError("the folder cannot be opened", where=str(folder), hint="check its permissions"))
            kept = [p for p in inside if _wanted(p, path)]
            files = [p for p in kept if p.suffix.lower() in _endings()]
            for file in kept:
                if file.suffix.lower() not in _endings():
                    passed_over(file)
            if not files and not closed:
                reject(
                    InputError(
                        "no reports or tables in this folder", where=str(path), hint="endings: " + " ".join(_endings())
                    )
                )
            for file in files:
                found.setdefault(file.resolve(), (file, False))
        elif path.is_file() or path.is_fifo():
            found.setdefault(path.resolve(), (path, True))
        else:
            reject(_missing(path))
    return _named(list(found.values()))


def _wanted(path: Path, folder: Path) -> bool:
    if _hidden(path, folder) or not path.is_file():
        return False
    return path.name.lower() not in metadata.NAMES and path.stem.lower() != "readme"


def _hidden(path: Path, folder: Path) -> bool:
    """Whether the file, or a folder above it inside `folder`, has a name that begins with a dot."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _endings() -> tuple[str, ...]:
    return (*READERS, *LINES, *TABLES)


def _missing(path: Path) -> InputError:
    """The error for a path that is not there, with the nearest name beside it."""
    if path.is_symlink():
        hint = f"it points to {path.readlink()}"
        return InputError("this link leads to no file or folder", where=str(path), hint=hint)
    try:
        names = [p.name for p in path.parent.iterdir()]
    except OSError:
        names = []
    near = difflib.get_close_matches(path.name, names, n=1)
    hint = f"did you mean {path.parent / near[0]}?" if near else "check the path"
    return InputError("there is no such file or folder", where=str(path), hint=hint)


def _named(files: list[tuple[Path, bool]]) -> list[Source]:
    """Sources with unique names: the shortest end of the path, from the file name up, that no other file has."""
    taken = Counter(path.name for path, _ in files)
    sources, used = [], set()
    for path, named in files:
        parts, depth = path.resolve().parts, 1
        name = path.name
        if taken[name] > 1:
            twins = [p.resolve().parts for p, _ in files if p.name == path.name and p.resolve() != path.resolve()]
            while depth < len(parts) and any(twin[-depth:] == parts[-depth:] for twin in twins):
                depth += 1
            name = "/".join(parts[-depth:])
        used.add(name)
        sources.append(Source(path, name, named))
    return sources


def read_reports(
    inputs: Iterable[str | Path | Source],
    *,
    reject: Reject,
    metadata_file: Path | None = None,
    published: date | None = None,
) -> Iterator[Report]:
    """Reports behind `inputs`, in order, one at a time; "-" is standard input (text or JSON Lines).

    `reject` gets one InputError per input or line that cannot be used; reading goes on. Metadata comes from
    `metadata_file`, else from published.csv or metadata.csv beside each file; `published` is the day of all that the
    metadata does not date. Tables are passed over: see `is_table`.
    """
    waiting = list(inputs)
    paths = [p for p in waiting if not isinstance(p, Source) and str(p) != "-"]
    sources = [p for p in waiting if isinstance(p, Source)] or expand(paths, reject)
    known = _metadata(sources, metadata_file, reject)
    if any(str(p) == "-" for p in waiting if not isinstance(p, Source)):
        for report in read_stdin(sys.stdin.buffer, reject):
            yield _complete(report, known.get(None), (report.id,), published)
    for source in sources:
        if is_table(source):
            continue
        table = known.get(None) or known.get(source.path.parent)
        try:
            for report in _open(source, reject):
                names = (report.id, source.name, source.path.name, source.path.stem)
                yield _complete(report, table, names if source.suffix not in LINES else names[:1], published)
        except InputError as error:
            reject(error)
        except GeomapError:
            raise
        except Exception as error:  # a fault in one file, of ours or of a library, must not cost the others
            what = f"could not be read: {type(error).__name__}: {error}"
            reject(InputError(what, where=str(source.path), hint="please report this file to the project"))


def count_reports(inputs: Iterable[str | Path]) -> int:
    """About how many reports there are, for a bar: a line each of JSON Lines, else one a file; 0 for standard input."""
    paths = list(inputs)
    if any(str(path) == "-" for path in paths):
        return 0
    return sum(map(_lines_of, (s.path for s in expand(paths, lambda _: None) if not is_table(s))))


def _lines_of(path: Path) -> int:
    if path.suffix.lower() not in LINES or not path.is_file():
        return 1
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


def _metadata(sources: list[Source], file: Path | None, reject: Reject) -> dict[Path | None, metadata.Metadata]:
    """Metadata by folder; under None the one that the user named, which then counts for all."""
    if file is not None:
        return {None: metadata.load(file)}
    found: dict[Path | None, metadata.Metadata] = {}
    for folder in dict.fromkeys(source.path.parent for source in sources):
        try:
            found.update(metadata.beside([folder / "any"]))
        except InputError as error:
            reject(error)
    return found


def _complete(
    report: Report, table: metadata.Metadata | None, names: tuple[str, ...], published: date | None
) -> Report:
    """The report with its metadata, the given day of publication and its furniture."""
    row = table.find(*names) if table else None
    if published and not (row and row.published):
        report = replace(report, published=published, published_basis="option")
    if row:
        report = metadata.apply(report, row)
    if len(report.text) > TEXT_LIMIT:
        cut = f"only the first {TEXT_LIMIT:,} characters of {len(report.text):,} were read"
        report = replace(report, text=report.text[:TEXT_LIMIT], warnings=(*report.warnings, cut))
    return replace(report, furniture=merge((*report.furniture, *furniture.find(report.text))))


def _open(source: Source, reject: Reject) -> Iterator[Report]:
    """The reports of one file. Raises InputError when the file as a whole cannot be used."""
    where = str(source.path)
    try:
        if source.suffix in LINES:
            with source.path.open("rb") as stream:
                yield from lines.read(stream, source.name, reject)
            return
        if source.path.is_file() and source.path.stat().st_size > SIZE_LIMIT:
            raise InputError(
                f"larger than {SIZE_LIMIT // 1_000_000} MB", where=where, hint="split it, or use JSON Lines"
            )
        data = source.path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=where, hint="check its permissions") from error
    if not data:
        raise InputError("the file is empty", where=where, hint="give a file with text")
    module = READERS.get(source.suffix) or _by_content(data)
    yield importlib.import_module(f"geomap.readers.{module}").read(data, source.name, where)


def _by_content(data: bytes) -> str:
    """The reader for a file whose ending says nothing."""
    head = data[:1024].lstrip().lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    if head.startswith(b"pk\x03\x04") and b"word/" in data:
        return "docx"
    return "html" if head.startswith((b"<!doctype html", b"<html")) else "plain"


def read_stdin(stream: IO[bytes], reject: Reject) -> Iterator[Report]:
    """Standard input: JSON Lines when the first line is a JSON object, else one text, called "-"."""
    first = stream.readline()
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):

        def rows() -> Iterator[bytes]:
            yield first
            yield from stream

        yield from lines.read(rows(), "-", reject)
        return
    try:
        yield read_plain(first + stream.read(SIZE_LIMIT), "-", "standard input")
    except InputError as error:
        reject(error)


def from_text(text: str, *, report_id: str = "-", published: date | None = None) -> Report:
    """A report from a string, its furniture found; for use from Python."""
    return Report(
        id=report_id,
        text=text,
        published=published,
        published_basis="option" if published else "",
        furniture=furniture.find(text),
    )
