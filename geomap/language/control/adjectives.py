"""Adjectives of control: "rebel-held Idlib", "government-controlled areas of Aleppo"."""

from __future__ import annotations

import re

from geomap.language.actors import Actor
from geomap.language.control.view import Hold, state_named
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line, Scene
from geomap.language.war_words import TROOPS

HELD = re.compile(r"-(?:held|controlled|occupied|run|ruled|administered|dominated)\b", re.IGNORECASE)
BREAK = re.compile(r"[,;.]|\b(?:and|but|to|by)\b")
LAST_WORD = re.compile(r"[\w'\u2019-]+$")
REACH = 45  # characters from the adjective to the place it describes


def adjective_holds(scene: Scene, line: Line) -> list[tuple[int, Hold]]:
    """What adjectives in a line say of holders, each with the number of its clause."""
    found = []
    for m in HELD.finditer(scene.text, line.sentence.start, line.sentence.end):
        word = LAST_WORD.search(scene.text[line.sentence.start : m.start()])
        if not word:
            continue
        start = line.sentence.start + word.start()
        holder = _holder(scene, start, m.start())
        described = _described(scene, line, m.end())
        if described is not None and holder is not None:
            k, use = described
            mention = use.resolution.mention
            found.append((k, Hold((use.resolution,), holder, "held", min(start, mention.start), mention.end)))
    return found


def _described(scene: Scene, line: Line, end: int) -> tuple[int, Use] | None:
    """The first place soon after an adjective that ends at `end`, with its clause."""
    for k, uses in enumerate(line.places):
        for u in uses:
            m = u.resolution.mention
            near = m.end > end and m.start - end < REACH
            if near and not BREAK.search(scene.text[end : max(end, m.start)]):
                return k, u
    return None


def _holder(scene: Scene, start: int, end: int) -> Actor | None:
    """Whom the first half of "rebel-held" means: a belligerent, a country, armed people."""
    word = scene.text[start:end]
    for piece in (word, word + "s"):
        known = scene.cast.tables.find(piece, scene.cast.countries)
        if known:
            row = known[0][2]
            return Actor(row.name, word, row.side or None, row.countries[0] if row.countries else "", start, end)
    for r in scene.resolutions:
        if r.mention.start <= start < r.mention.end and (state := state_named(scene, r, start, end)):
            return state
    armed = word.lower() in TROOPS or word.lower() + "s" in TROOPS
    return Actor(word, word, None, "", start, end) if armed else None
