"""The day a report was published, how that is known, and what in the text contradicts it."""

from __future__ import annotations

from datetime import date

from geomap.language.document import Document
from geomap.model import Publication


def publication(doc: Document, *, given: date | None = None) -> Publication:
    """The publication day from metadata (`given`, else the report's own)."""
    value = given or doc.report.published
    return Publication(value=value, basis="metadata" if value else "none")
