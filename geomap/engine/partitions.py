"""Collections of reports in pieces that one process reads at a time: JSON Lines by bytes, Parquet by row groups, WARC by file.

Paths are whatever fsspec opens: a file, a glob, s3://, gs://, abfs://, https://.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import IO, Any

from geomap.errors import InputError, MissingDependencyError
from geomap.model import Report
from geomap.readers import furniture, lines
from geomap.readers.intake import TEXT_LIMIT
from geomap.readers.spans import merge

PIECE = 4_000_000  # bytes of JSON Lines in one piece: some thousand reports, half a minute's work
CHUNK = 1 << 22  # bytes read at a time
PAGE_LIMIT = 20_000_000  # bytes of one page of a web archive, unpacked
LINES, PACKED, ARCHIVES = (".jsonl", ".ndjson"), (".gz", ".zst", ".bz2", ".xz"), (".warc", ".warc.gz")
Reject = Callable[[InputError], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """One piece: bytes `start:stop` of a JSON Lines file, row groups of a Parquet file, or (0:0) a whole file.

    `line` is the number of its first line; `content` a hash of what it holds.
    """

    source: str
    kind: str
    start: int = 0
    stop: int = 0
    line: int = 1
    content: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they travel to other machines."""
        return asdict(self)


def fsspec_of(purpose: str) -> Any:
    """The fsspec module. Raises MissingDependencyError where it is not installed."""
    try:
        import fsspec
    except ImportError as error:
        raise MissingDependencyError("fsspec", extra="dask", purpose=purpose) from error
    return fsspec


def split(sources: list[str], *, piece: int = PIECE) -> Iterator[Partition]:
    """The pieces of all `sources`, in order. Raises InputError for one that is not there or of an unknown kind."""
    fsspec = fsspec_of("reading a corpus")
    for given in sources:
        try:
            system, path = fsspec.core.url_to_fs(given)
            found = sorted(system.glob(path)) if set(path) & set("*?[") else [path] * bool(system.exists(path))
        except (ImportError, OSError, ValueError) as error:
            raise InputError(f"cannot be opened: {error}", where=given, hint="check the address") from error
        if not found:
            raise InputError("there is no such file", where=given, hint="check the path or pattern")
        for name in found:
            yield from _pieces(system, name, system.unstrip_protocol(name), piece)


def _pieces(system: Any, name: str, source: str, piece: int) -> Iterator[Partition]:
    low = name.lower()
    whole = hashlib.blake2b(str(system.ukey(name)).encode(), digest_size=12).hexdigest()
    if low.endswith(LINES):
        yield from _line_pieces(system, name, source, piece)
    elif low.endswith(tuple(a + b for a in LINES for b in PACKED)):
        yield Partition(source=source, kind="lines", content=whole)
    elif low.endswith(ARCHIVES):
        yield Partition(source=source, kind="warc", content=whole)
    elif low.endswith(".parquet"):
        with system.open(name, "rb") as stream:
            for group in range(_parquet(stream).num_row_groups):
                yield Partition(source=source, kind="parquet", start=group, stop=group + 1, content=whole)
    else:
        raise InputError("no corpus of reports", where=source, hint=".jsonl (.gz), .parquet or .warc.gz")


def _line_pieces(system: Any, name: str, source: str, piece: int) -> Iterator[Partition]:
    """Ranges of whole lines of about `piece` bytes, with the number of the first line of each and a hash of its bytes."""
    with system.open(name, "rb") as stream:
        start, line, at, number = 0, 1, 0, 1
        digest = hashlib.blake2b(digest_size=12)
        while data := stream.readline(CHUNK):
            digest.update(data)
            at += len(data)
            number += data.endswith(b"\n")
            if at - start >= piece and data.endswith(b"\n"):
                yield Partition(
                    source=source, kind="lines", start=start, stop=at, line=line, content=digest.hexdigest()
                )
                start, line, digest = at, number, hashlib.blake2b(digest_size=12)
        if at > start:
            yield Partition(source=source, kind="lines", start=start, stop=at, line=line, content=digest.hexdigest())


def reports(partition: Partition, reject: Reject) -> Iterator[Report]:
    """The reports of a piece, one at a time; `reject` gets what cannot be used."""
    fsspec = fsspec_of("reading a corpus")
    packed = "infer" if partition.kind == "lines" and not partition.stop else None
    with fsspec.open(partition.source, "rb", compression=packed) as stream:
        read = {"lines": _lines, "parquet": _rows, "warc": _pages}[partition.kind]
        for report in read(stream, partition, reject):
            yield _whole(report)


def _whole(report: Report) -> Report:
    """Cut to the longest text that is read, its furniture found."""
    if len(report.text) > TEXT_LIMIT:
        cut = f"only the first {TEXT_LIMIT:,} characters of {len(report.text):,} were read"
        report = replace(report, text=report.text[:TEXT_LIMIT], warnings=(*report.warnings, cut))
    return replace(report, furniture=merge((*report.furniture, *furniture.find(report.text))))


def _name(partition: Partition) -> str:
    return partition.source.rstrip("/").rpartition("/")[2]


def _lines(stream: IO[bytes], partition: Partition, reject: Reject) -> Iterator[Report]:
    if partition.start:
        stream.seek(partition.start)
    left = partition.stop - partition.start if partition.stop else None

    def within() -> Iterator[bytes]:
        nonlocal left
        while line := stream.readline(lines.LINE_LIMIT + 1):
            yield line
            if left is not None:
                left -= len(line)
                if left <= 0:
                    return

    yield from lines.read(within(), _name(partition), reject, first=partition.line)


def _parquet(stream: IO[bytes]) -> Any:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingDependencyError("pyarrow", extra="dask", purpose="reading Parquet") from error
    return parquet.ParquetFile(stream)


def _rows(stream: IO[bytes], partition: Partition, reject: Reject) -> Iterator[Report]:
    table = _parquet(stream)
    if "text" not in table.schema_arrow.names:
        reject(InputError("no column `text`", where=partition.source, hint="a corpus has a report in each row"))
        return
    wanted = [n for n in table.schema_arrow.names if n in (*lines.ID_FIELDS, *lines.DATE_FIELDS, *FIELDS)]
    for group in range(partition.start, partition.stop):
        for batch in table.iter_batches(batch_size=256, row_groups=[group], columns=wanted):
            rows = (json.dumps(row, default=str).encode("utf-8") for row in batch.to_pylist())
            yield from lines.read(rows, f"{_name(partition)}#{group}", reject)


FIELDS = ("text", "title", "source", "url", "reliability")


def _pages(stream: IO[bytes], partition: Partition, reject: Reject) -> Iterator[Report]:
    """The web pages of an archive, called by their address."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingDependencyError("warcio", extra="dask", purpose="reading WARC") from error
    from geomap.readers import html

    try:
        for record in ArchiveIterator(stream):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            headers = record.http_headers
            if record.rec_type != "response" or headers is None or not headers.get_statuscode().startswith("2"):
                continue
            if "html" not in (headers.get_header("Content-Type") or "").lower():
                continue
            data = record.content_stream().read(PAGE_LIMIT + 1)
            try:
                if len(data) > PAGE_LIMIT:
                    raise InputError(f"a page of more than {PAGE_LIMIT // 1_000_000} MB", where=address)
                yield _addressed(html.read(data, address, address), address)
            except InputError as error:
                reject(error)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        reject(InputError(f"the archive is damaged: {error}", where=partition.source, hint="fetch it again"))


def _addressed(report: Report, address: str) -> Report:
    return report if report.url or not address.startswith(("http://", "https://")) else replace(report, url=address)
