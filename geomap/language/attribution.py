"""Who says it: reporting frames and "according to"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.actors import Actor, Cast
from geomap.language.boundaries import SAYING
from geomap.language.clauses import Clause, subject
from geomap.language.grammar import Word

SOURCES = frozenset(
    """official officials source sources resident residents witness witnesses activist activists spokesman spokeswoman
    spokesperson diplomat diplomats analyst analysts monitor monitors medic medics doctor doctors worker workers trader
    traders trackers data report reports media agency ministry statement observers group monitors journalist
    journalists reporter correspondent commander commanders minister president envoy envoys governor mayor police
    authorities council leader chief army military government rebels alliance villagers sources radio television
    channel newspaper command ambassador general colonel captain lawmaker office organisation organization observatory""".split(),
)
ACCORDING = re.compile(r"\b(?:according to|as reported by|in the words of|citing|quoting)\s+", re.IGNORECASE)


class Frame(NamedTuple):
    """A reporting frame: the clause that holds it (-1: "according to"), the speaker, and whether content follows."""

    clause: int
    speaker: str
    actor: Actor | None
    leads: bool
    start: int
    end: int


def phrase(text: str, words: Sequence[Word]) -> str:
    """A noun phrase as written, without blanks at its ends."""
    return " ".join(text[words[0].start : words[-1].end].split()) if words else ""


def frames(cast: Cast, clauses: Sequence[Clause]) -> list[Frame]:
    """Every reporting frame of a sentence."""
    found: list[Frame] = []
    for k, c in enumerate(clauses):
        g = c.group
        if g is None or g.lemma not in SAYING or g.passive or g.infinitive or (g.shape == "ing" and not g.finite):
            continue
        span = subject(clauses, k)
        words = c.words[span[0] : span[1]] if span else ()
        leads = k + 1 < len(clauses) and (
            clauses[k + 1].opener in ("that", "sub:that", "rel:that") or (g.first <= c.first + 6 and k == 0)
        )
        if not words or not _speaks(words, leads):
            continue
        found.append(Frame(k, phrase(cast.text, words), cast.one(words), leads, c.start, c.end))
    if clauses:
        found.extend(_according(cast, clauses))
    return found


def _speaks(words: Sequence[Word], leads: bool) -> bool:
    return len(words) < 40 and words[0].low not in ("it", "there")


def _according(cast: Cast, clauses: Sequence[Clause]) -> list[Frame]:
    words = clauses[0].words
    start, end = words[0].start, words[-1].end
    found = []
    for m in ACCORDING.finditer(cast.text, start, end):
        tail = [w for w in words if w.start >= m.end()]
        stop = next(
            (
                i
                for i, w in enumerate(tail)
                if w.tag in ("comma", "stop", "sub", "rel", "verb", "modal") or w.low == "."
            ),
            len(tail),
        )
        tail = tail[: max(stop, 1)]
        if tail:
            found.append(Frame(-1, phrase(cast.text, tail), cast.one(tail), False, m.start(), tail[-1].end))
    return found


NEW = ("and", "sub:but", "sub:while", "sub:as", "sub:when", "sub:after")  # another telling, not "..., officials said"


def speaker_of(frames: Sequence[Frame], k: int, clauses: Sequence[Clause]) -> Frame | None:
    """Whose words clause `k` is: the frame that opens it, else the one that closes it, else "according to"."""
    before = [f for f in frames if 0 <= f.clause < k and f.leads]
    if before and not any(
        clauses[j].opener == "stop" and clauses[j].words[clauses[j].first - 1].low == ";"
        for j in range(before[-1].clause + 1, k + 1)
    ):
        return before[-1]
    after = [f for f in frames if f.clause > k and not f.leads and clauses[f.clause].opener not in NEW]
    if after:
        return after[0]
    return next((f for f in frames if f.clause == -1), None)
