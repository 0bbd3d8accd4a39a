"""Plain text and Markdown: the text as it stands; front matter is read and marked, never removed."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple, TypedDict

from geomap.model import Report
from geomap.readers.days import parse_day
from geomap.readers.decode import decode

FENCE = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"^([A-Za-z_][\w -]*?)[ \t]*[:=][ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
DATE_FIELDS = ("published", "date", "published_at", "publication_date", "dct", "pubdate")
SOURCE_FIELDS = ("source", "publisher", "outlet", "publication")
URL_FIELDS = ("url", "link", "canonical", "permalink")
FRONT_LIMIT = 10_000  # characters; a longer fenced block at the top is text, not front matter


class FrontMatter(NamedTuple):
    """The fields of a front-matter block and where it ends in the text (0: there is none)."""

    fields: dict[str, str]
    end: int


def read(data: bytes, report_id: str, where: str) -> Report:
    """A report from a text or Markdown file; offsets are code points of the file as decoded."""
    decoded = decode(data, where)
    front = front_matter(decoded.text)
    return Report(
        id=report_id,
        text=decoded.text,
        title=front.fields.get("title", ""),
        source=first(front.fields, SOURCE_FIELDS),
        url=first(front.fields, URL_FIELDS),
        reliability=front.fields.get("reliability", "").upper() or None,
        furniture=((0, front.end),) if front.end else (),
        warnings=decoded.warnings,
        **published(first(front.fields, DATE_FIELDS), "front matter"),
    )


class Dated(TypedDict):
    """The fields of a Report that hold its day of publication."""

    published: date | None
    published_basis: str


def published(written: str, basis: str) -> Dated:
    """The day that `written` holds, with how it is known; None and "" when it holds none."""
    day = parse_day(written)
    return {"published": day, "published_basis": basis if day else ""}


def first(fields: dict[str, str], names: tuple[str, ...]) -> str:
    """The first non-empty of the named fields, or ""."""
    return next((fields[name] for name in names if fields.get(name)), "")


def front_matter(text: str) -> FrontMatter:
    """The block between --- (or +++) lines at the very top, when it holds at least one `name: value` line."""
    block = FENCE.match(text[:FRONT_LIMIT])
    if not block:
        return FrontMatter({}, 0)
    fields = {m[1].strip().lower().replace("-", "_"): m[2].strip("\"'") for m in FIELD.finditer(block[2])}
    return FrontMatter(fields, block.end()) if fields else FrontMatter({}, 0)
