"""The events of marked sentences, all written on Wednesday 8 May 2024."""

from __future__ import annotations

from datetime import date

from language.marking import marked

from geomap.gazetteer.belligerents import load
from geomap.language.dates import find_times
from geomap.language.events import find_events
from geomap.model import Event, Publication

DAY = date(2024, 5, 8)


def events(text: str) -> tuple[Event, ...]:
    """The events of a marked text."""
    doc, resolutions = marked(text, published=DAY)
    return find_events(doc, resolutions, find_times(doc, DAY), Publication(value=DAY, basis="metadata"), load())


def told(text: str) -> set[tuple[str, str]]:
    """(type, place) of every event."""
    return {(e.type, e.where.mention.text if e.where else "") for e in events(text)}
