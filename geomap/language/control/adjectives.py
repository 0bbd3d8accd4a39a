"""Adjectives of control: "rebel-held Idlib", "government-controlled areas of Aleppo"."""

from __future__ import annotations

import re

from geomap.language.control.ground import objects, subject_places
from geomap.language.control.view import Hold, View, folk
from geomap.language.events.scene import Line, Scene
from geomap.model import Resolution

HELD = re.compile(r"-(?:held|controlled|occupied|run|ruled|administered|dominated)\b", re.IGNORECASE)
BREAK = re.compile(r"[,;.]|\b(?:and|but|to|by)\b")
LAST_WORD = re.compile(r"[\w'\u2019-]+$")
REACH = 45  # characters from the adjective to the place it describes


def adjective_holds(scene: Scene, number: int) -> list[tuple[int, Hold]]:
    """What adjectives in a line say of holders, each with the number of its clause."""
    found = []
    line = scene.lines[number]
    for m in HELD.finditer(scene.text, line.sentence.start, line.sentence.end):
        word = LAST_WORD.search(scene.text[line.sentence.start : m.start()])
        start = line.sentence.start + word.start() if word else m.start()
        holder = folk(scene, start, m.start()) if word else None
        described = _described(scene, line, m.end()) or _predicated(View(scene, number, 0), start, m.end())
        if described is not None and holder is not None:
            k, r = described
            first, last = min(start, r.mention.start), max(m.end(), r.mention.end)
            found.append((k, Hold((r,), holder, "held", first, last)))
    return found


def _predicated(first: View, start: int, end: int) -> tuple[int, Resolution] | None:
    """ "X is Russian-occupied", "the last rebel-held town is X": the other side of the copula that the adjective is on."""
    for k, clause in enumerate(first.line.clauses):
        view = View(first.scene, first.number, k)
        g = clause.group
        if g is None or g.lemma not in ("be", "remain", "become") or not clause.start <= start < clause.end:
            continue
        before = start < clause.words[g.first].start
        places = objects(view, direct=True) if before else subject_places(view)
        if places and not (before and BREAK.search(first.scene.text[end : clause.words[g.first].start])):
            return k, places[0]
    return None


def _described(scene: Scene, line: Line, end: int) -> tuple[int, Resolution] | None:
    """The first place soon after an adjective that ends at `end`, with its clause."""
    for k, uses in enumerate(line.places):
        for u in uses:
            m = u.resolution.mention
            near = m.end > end and m.start - end < REACH
            if near and not BREAK.search(scene.text[end : max(end, m.start)]):
                return k, u.resolution
    return None
