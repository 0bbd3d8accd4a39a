"""Who holds what: control claims and advances. A holder is never invented: without one in the words there is no claim."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.gazetteer.belligerents import Belligerents
from geomap.language.control.adjectives import adjective_holds
from geomap.language.control.advances import advance
from geomap.language.control.claims import claims, distinct
from geomap.language.control.hands import aside_hands
from geomap.language.control.nouns import noun_holds
from geomap.language.control.verbs import verb_holds
from geomap.language.control.view import View
from geomap.language.document import Document
from geomap.language.events.scene import lay_out
from geomap.model import Advance, ControlClaim, Event, Publication, Resolution, TimeSpan


def find_control(
    doc: Document,
    resolutions: Sequence[Resolution],
    times: Sequence[TimeSpan],
    publication: Publication,
    belligerents: Belligerents,
    events: Sequence[Event] = (),
) -> tuple[tuple[ControlClaim, ...], tuple[Advance, ...]]:
    """Control claims and advances of a report, in text order; denials of `events` at the same clause are carried over."""
    scene = lay_out(doc, resolutions, times, publication, belligerents)
    found: list[ControlClaim] = []
    advances: list[Advance] = []
    for number, line in enumerate(scene.lines):
        views = [View(scene, number, k) for k in range(len(line.clauses))]
        for view in views:
            for hold in (*noun_holds(view), *aside_hands(view), *verb_holds(view)):
                found += claims(scene, line, view.k, hold, events)
        for k, hold in adjective_holds(scene, number):
            found += claims(scene, line, k, hold, events)
        advances += [told for view in views if (told := advance(view, found)) is not None]
    return distinct(found), tuple(advances)
