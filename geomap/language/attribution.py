"""Who says it: reporting frames, "according to", denials and what they deny."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.actors import Actor, Cast
from geomap.language.clauses import SAYING, Clause, subject
from geomap.language.grammar import Word
from geomap.language.lexicon import DENY, lemmas

DENYING = lemmas(DENY)
SOURCES = frozenset(
    """official officials source sources resident residents witness witnesses activist activists spokesman spokeswoman
    spokesperson diplomat diplomats analyst analysts monitor monitors medic medics doctor doctors worker workers trader
    traders trackers data report reports media agency ministry statement observers group monitors journalist
    journalists reporter correspondent commander commanders minister president envoy envoys governor mayor police
    authorities council leader chief army military government rebels alliance villagers sources radio television
    channel newspaper command ambassador general colonel captain lawmaker office organisation organization observatory""".split(),
)
UNTRUE = frozenset(
    "propaganda lie lies fake false baseless untrue fabricated fabrication rumours rumors fiction nonsense unfounded slander disinformation".split()
)
ACCORDING = re.compile(r"\b(?:according to|as reported by|in the words of|citing|quoting)\s+", re.IGNORECASE)
COUNTER = re.compile(
    r"\b(?:only|merely|no more than|just)\b|,?\s*\bnot\s+\w+|\bnever\b|\b(?:is|are|was|were|has|have|had|does|do|did)\s*(?:not|n['\u2019]t)\b|\bno\s+\w+",
    re.IGNORECASE,
)


class Frame(NamedTuple):
    """A reporting frame: the clause that holds it (-1: "according to"), the speaker, and whether content follows."""

    clause: int
    speaker: str
    actor: Actor | None
    leads: bool
    start: int
    end: int


class Denial(NamedTuple):
    """A denial: who denies, in which clause, and the words of what is denied (the clause and those that it opens)."""

    clause: int
    denier: str
    actors: tuple[Actor, ...]
    content: tuple[int, ...]
    start: int
    end: int
    soft: bool = False


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


def speaker_of(frames: Sequence[Frame], k: int, clauses: Sequence[Clause]) -> Frame | None:
    """Whose words clause `k` is: the frame that opens it, else the one that closes it, else "according to"."""
    before = [f for f in frames if 0 <= f.clause < k and f.leads]
    if before and not any(
        clauses[j].opener == "stop" and clauses[j].words[clauses[j].first - 1].low == ";"
        for j in range(before[-1].clause + 1, k + 1)
    ):
        return before[-1]
    after = [f for f in frames if f.clause > k and not f.leads]
    if after:
        return after[0]
    return next((f for f in frames if f.clause == -1), None)


def denials(cast: Cast, clauses: Sequence[Clause]) -> list[Denial]:
    """Denials of a sentence: "X denied that ...", "X rejects the finding", "X says it sends only advisers"."""
    found: list[Denial] = []
    for k, c in enumerate(clauses):
        g = c.group
        if g is None or g.negated:
            continue
        span = subject(clauses, k)
        words = c.words[span[0] : span[1]] if span else ()
        if words and g.passive and g.lemma in DENYING:
            found += _rejected(cast, clauses, k, words)
        if not words or g.passive:
            continue
        if g.lemma in DENYING:
            opens = k + 1 < len(clauses) and clauses[k + 1].opener in (
                "that",
                "sub:that",
                "rel:that",
                "part",
                "bare",
                "rel:which",
            )
            broken = (
                k + 1
                if not opens
                else next((j for j in range(k + 1, len(clauses)) if _breaks(clauses[j])), len(clauses))
            )
            content = tuple(range(k + 1, broken))
            found.append(Denial(k, phrase(cast.text, words), tuple(cast.all(words)), content, c.start, c.end))
        elif (
            g.lemma in ("call", "describe", "label", "brand") and {w.low for w in c.words[g.last + 1 : c.last]} & UNTRUE
        ):
            found.append(Denial(k, phrase(cast.text, words), tuple(cast.all(words)), (), c.start, c.end, True))
        elif g.lemma in SAYING and k + 1 < len(clauses):
            nxt = clauses[k + 1]
            own = subject(clauses, k + 1)
            head = nxt.words[own[0] : own[1]] if own else ()
            denying = nxt.group is not None and (nxt.group.negated or COUNTER.search(cast.text, nxt.start, nxt.end))
            pronoun = bool(head) and head[0].low in (
                "it",
                "they",
                "he",
                "she",
                "we",
                "its",
                "their",
                "no",
                "none",
                "neither",
                "nobody",
            )
            denying = denying or (bool(head) and head[0].low in ("no", "none", "neither", "nobody"))
            if pronoun and denying and nxt.group is not None and not nxt.group.stance:
                found.append(Denial(k, phrase(cast.text, words), tuple(cast.all(words)), (), c.start, nxt.end, True))
        elif (
            g.lemma in SAYING
            and g.last + 1 < c.last
            and c.words[g.last + 1].low in ("it", "they")
            and COUNTER.search(cast.text, c.words[g.last + 1].start, c.end)
        ):
            found.append(Denial(k, phrase(cast.text, words), tuple(cast.all(words)), (), c.start, c.end, True))
    return found


SAID = frozenset(
    """claim claims charge charges accusation accusations allegation allegations report reports suggestion assertion assertions
    account accounts statement finding findings it this that""".split()
)


def _rejected(cast: Cast, clauses: Sequence[Clause], k: int, words: Sequence[Word]) -> list[Denial]:
    """ "The charge that X had armed Y was dismissed by Z": Z denies what stands between."""
    c = clauses[k]
    last = c.group.last if c.group is not None else c.first
    by = next((i for i in range(last + 1, c.last) if c.words[i].low == "by"), None)
    if by is None or not {w.low for w in words} & SAID:
        return []
    stop = next((i for i in range(by + 1, c.last) if c.words[i].tag in ("sub", "comma", "stop", "punct", "rel")), c.last)
    agent = c.words[by + 1 : stop]
    if not agent:
        return []
    first = next((j for j in range(k - 1, 0, -1) if clauses[j].opener == "rel:that"), k)
    content = tuple(range(first, k)) if c.opener == "resume" else ()
    return [Denial(k, phrase(cast.text, agent), tuple(cast.all(agent)), content, c.start, c.end)]


def _breaks(c: Clause) -> bool:
    if c.opener in ("and", "part") and c.group is not None and c.group.lemma in SAYING:
        return True  # "denied that ..., and said ...", "denied ..., saying that ..."
    return c.opener.startswith(("sub:but", "sub:although", "sub:while")) or (
        c.opener == "stop" and c.first > 0 and c.words[c.first - 1].low == ";"
    )
