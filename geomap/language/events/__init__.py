"""Events of a report: who did what to whom, where, when, who says so, who denies it."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.gazetteer.belligerents import Belligerents
from geomap.language.document import Document
from geomap.language.events.claims import attach_denials, settle
from geomap.language.events.draft import Draft, finish
from geomap.language.events.freight import borrow_means
from geomap.language.events.headlines import fold_headlines
from geomap.language.events.nowhere import draw_ends
from geomap.language.events.reader import read_line
from geomap.language.events.scene import lay_out
from geomap.model import Event, Publication, Resolution, TimeSpan

__all__ = ["find_events"]


def find_events(
    doc: Document,
    resolutions: Sequence[Resolution],
    times: Sequence[TimeSpan],
    publication: Publication,
    belligerents: Belligerents,
) -> tuple[Event, ...]:
    """The events that a report tells, in text order; one place of occurrence each.

    `resolutions` are what `find_places` gave, `times` what `find_times` gave for the same document. Lines in page
    furniture are not read. Ids depend on the report's id, the offsets and the type alone.
    """
    scene = lay_out(doc, resolutions, times, publication, belligerents)
    drafts: list[Draft] = []
    for number in range(len(scene.lines)):
        drafts.extend(read_line(scene, number, drafts))
    borrow_means(scene, drafts)
    attach_denials(scene, drafts)
    draw_ends(scene, drafts)
    events = {event.id: event for event in (finish(d, scene) for d in fold_headlines(scene, settle(scene, drafts)))}
    return tuple(
        sorted(events.values(), key=lambda e: (e.start, e.end, e.where.mention.start if e.where else 0, e.type, e.id))
    )
