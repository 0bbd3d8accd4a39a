"""The places of one event word: for tables and benchmarks that give the word and ask where."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.gazetteer.belligerents import Belligerents
from geomap.language.document import Document
from geomap.language.events.scene import Line, lay_out
from geomap.language.events.triggers import Trigger, verb_frame
from geomap.language.events.where import places_of
from geomap.language.lexicon import nouns
from geomap.model import Publication, Resolution

ORDER = ("at", "to", "towards", "via", "from")


def event_places(
    doc: Document, resolutions: Sequence[Resolution], belligerents: Belligerents, start: int
) -> tuple[Resolution, ...]:
    """Where the event told by the word at offset `start` happens; empty when the sentence names no place for it.

    Places in the clause count first, then those of the clauses it hangs on, then the first literal one of the sentence.
    """
    scene = lay_out(doc, resolutions, (), Publication(), belligerents)
    for number, line in enumerate(scene.lines):
        if not line.sentence.start <= start < line.sentence.end:
            continue
        k = next((c.index for c in line.clauses if c.start <= start < c.end), len(line.clauses) - 1)
        c = line.clauses[k]
        index = next((i for i in range(c.first, c.last) if c.words[i].end > start), c.first)
        word = c.words[index]
        by_noun = word.tag != "verb"
        trigger = Trigger(nouns().get(word.low, "attack"), index, None if by_noun else verb_frame(c), by_noun)
        roles, _ = places_of(scene, number, k, trigger, [])
        for role in ORDER:
            found = tuple(r for kind, r in roles if kind == role)
            if found:
                return found
        return _first_literal(line, k)
    return ()


def _first_literal(line: Line, k: int) -> tuple[Resolution, ...]:
    nearest = sorted(range(len(line.clauses)), key=lambda j: (abs(j - k), j))
    for wanted in (False, True):
        for j in nearest:
            for u in line.places[j]:
                if u.resolution.mention.role == "literal" and u.qualifier == wanted:
                    return (u.resolution,)
    return ()
