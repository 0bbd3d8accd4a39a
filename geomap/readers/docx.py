"""Word documents: paragraphs and table rows in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from geomap.errors import InputError
from geomap.model import Report

UNPACKED_LIMIT = 200_000_000  # bytes a document may unpack to
RATIO_LIMIT = 300  # unpacked to packed; text reaches 20, a bomb 1000


def read(data: bytes, report_id: str, where: str) -> Report:
    """A report from a DOCX file; offsets count in its paragraphs joined by line ends.

    Raises InputError for a damaged file and for one that unpacks to far more than it should.
    """
    check_zip(data, where, "Word document")
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        text = "\n".join(_blocks(document))
        title = (document.core_properties.title or "").strip()
    except Exception as error:  # python-docx raises errors of lxml, zipfile and its own, by what is broken
        raise InputError(
            "the Word document is damaged", where=where, hint="open it in Word and save it again"
        ) from error
    if not text.strip():
        raise InputError(
            "the Word document has no text", where=where, hint="pictures of text need recognition (OCR) first"
        )
    return Report(id=report_id, text=text, title=title)


def _blocks(document: Any) -> Iterator[str]:
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            for row in item.rows:
                yield "\t".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield item.text


def check_zip(data: bytes, where: str, what: str) -> None:
    """Raise InputError unless `data` is a whole ZIP archive that unpacks to a sane size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [(item.file_size, item.compress_size) for item in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError(f"the {what} is damaged", where=where, hint="save it again, or as text or CSV") from error
    unpacked, packed = sum(s for s, _ in sizes), sum(p for _, p in sizes)
    if unpacked > UNPACKED_LIMIT or (unpacked > 1_000_000 and unpacked > RATIO_LIMIT * max(packed, 1)):
        raise InputError(
            f"the {what} unpacks to {unpacked // 1_000_000} MB", where=where, hint="this may be an archive bomb"
        )
