"""JSON Lines: one report per line, streamed; a bad line is told with its number and the rest goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from geomap.errors import InputError
from geomap.model import Report
from geomap.readers.plain import published

ID_FIELDS = ("id", "doc_id", "report", "_id")
DATE_FIELDS = ("published", "dct", "date", "publication_date", "published_at")
NESTED = ("meta", "metadata")
ORIGIN = ("title", "source", "domain", "url")
LONE = re.compile("[\ud800-\udfff]")  # half a character: JSON can hold it, UTF-8 cannot
LINE_LIMIT = 20_000_000  # bytes of one line


def read(
    lines: Iterable[bytes], name: str, reject: Callable[[InputError], None], *, first: int = 1
) -> Iterator[Report]:
    """Reports of a JSON Lines stream in order; `reject` gets an InputError for each line that is none.

    `first` is the number of the first line, for a stream that begins inside a file.

    A row needs `text`; its id is `id` or `doc_id`, else "name:line". Title, source and url may lie in `meta`.
    """
    for number, line in enumerate(lines, start=first):
        if not line.strip():
            continue
        try:
            yield _report(line, name, number)
        except InputError as error:
            reject(error)


def _report(line: bytes, name: str, number: int) -> Report:
    where = f"{name}:{number}"
    row = _parse(line.removeprefix(b"\xef\xbb\xbf"), where)
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        what = "the row has no `text`" if text is None else "`text` is empty" if text == "" else "`text` holds no text"
        raise InputError(what, where=where, hint='each line is {"id": ..., "text": ...}')
    fields = {key: value.strip() for key, value in _beside(row).items() if isinstance(value, str) and key != "text"}
    written = next((fields[f] for f in DATE_FIELDS if fields.get(f)), "")
    day = published(written, "metadata")
    reliability = fields.get("reliability", "").upper()
    return Report(
        id=str(next((row[f] for f in ID_FIELDS if row.get(f) not in (None, "")), where)),
        text=LONE.sub("\ufffd", text),
        title=fields.get("title", ""),
        source=fields.get("source") or fields.get("domain", ""),
        url=fields.get("url", ""),
        reliability=reliability if reliability in tuple("ABCDEF") else None,
        warnings=(f"{where}: {written!r} is not a date (write YYYY-MM-DD)",)
        if written and not day["published"]
        else (),
        **day,
    )


def _beside(row: dict[str, Any]) -> dict[str, Any]:
    """The row with what an object in it, `meta` or `metadata`, says of title and origin; the row's own word counts."""
    nested: dict[str, Any] = next((row[name] for name in NESTED if isinstance(row.get(name), dict)), {})
    return {**{key: nested[key] for key in ORIGIN if key in nested}, **row}


def _parse(line: bytes, where: str) -> dict[str, Any]:
    if len(line) > LINE_LIMIT:
        raise InputError(f"the line is longer than {LINE_LIMIT // 1_000_000} MB", where=where)
    try:
        row = json.loads(line)
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", where=where, hint="JSON Lines are UTF-8") from error
    except (ValueError, RecursionError) as error:
        message = getattr(error, "msg", "too deeply nested")
        raise InputError(f"not JSON: {message}", where=where, hint="one JSON object per line") from error
    if not isinstance(row, dict):
        raise InputError("not a JSON object", where=where, hint='each line is {"id": ..., "text": ...}')
    return row
