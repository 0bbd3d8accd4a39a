"""PDF: the text of its pages; a scan without text is refused."""

from __future__ import annotations

import io
import logging

from geomap.errors import InputError
from geomap.model import Report

PAGES, TEXT_LIMIT = 3_000, 5_000_000  # pages, characters


def read(data: bytes, report_id: str, where: str) -> Report:
    """A report from a PDF; offsets count in the text of its pages, joined by blank lines.

    Raises InputError for a damaged or locked file and for one without text (a scan).
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its notes on oddities are not for our users
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("the PDF is locked by a password", where=where, hint="save it without one")
        pages: list[str] = []
        size, warnings = 0, tuple[str, ...]()
        for page in reader.pages[:PAGES]:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > TEXT_LIMIT:
                break
        total = len(reader.pages)
        title = str((reader.metadata.title if reader.metadata else "") or "")
    except InputError:
        raise
    except Exception as error:  # pypdf raises errors of every kind, by what is broken
        raise InputError("the PDF is damaged", where=where, hint="open it in a PDF viewer and save it again") from error
    text = "\n\n".join(pages)
    if not text.strip():
        raise InputError(
            "the PDF has no text, only pictures", where=where, hint="run text recognition (OCR) on it first"
        )
    if len(pages) < total:
        warnings = (f"{where}: only the first {len(pages)} of {total} pages were read",)
    return Report(id=report_id, text=text, title=title.strip(), warnings=warnings)
