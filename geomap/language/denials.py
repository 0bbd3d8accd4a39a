"""Denials of a sentence: "X denied that ...", "X rejects the finding", "X says it sends only advisers"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.actors import Actor, Cast
from geomap.language.attribution import phrase
from geomap.language.boundaries import SAYING
from geomap.language.clauses import Clause, subject
from geomap.language.grammar import Word
from geomap.language.lexicon import DENY, lemmas
from geomap.language.war_words import CARRIERS

DENYING = lemmas(DENY) | {"brush", "shrug", "laugh", "wave", "question"}  # "brushed off the accusation"
UNTRUE = frozenset(
    """propaganda lie lies fake false baseless untrue fabricated fabrication rumours rumors fiction nonsense unfounded slander
    disinformation groundless hoax invention fable fables tale tales myth myths rubbish absurd ridiculous smear smears untruth
    concocted fantasy""".split()
)
SAID = frozenset(
    """claim claims charge charges accusation accusations allegation allegations report reports suggestion suggestions
    assertion assertions account accounts statement statements finding findings it this that them these such notion idea
    figure figures toll news testimony testimonies evidence version story conclusion conclusions""".split()
)
PART = frozenset("responsibility involvement role part knowledge complicity hand connection link links".split())
REFUSED = frozenset(
    "access entry permission visa visas bail aid passage request requests asylum clearance overflight".split()
)
OPENED = ("that", "sub:that", "rel:that", "part", "bare", "rel:which")
NOBODY = ("no", "none", "neither", "nobody", "nothing")
SELVES = ("it", "they", "he", "she", "we", "its", "their", *NOBODY)
COUNTER = re.compile(
    r"\b(?:only|merely|no more than|just)\b|,?\s*\bnot\s+\w+|\bnever\b|\b(?:is|are|was|were|has|have|had|does|do|did)\s*(?:not|n['\u2019]t)\b|\bno\s+\w+|\bnothing\b|\bnobody\b",
    re.IGNORECASE,
)


class Denial(NamedTuple):
    """A denial: who denies, in which clause, and the clauses of what is denied.

    `soft`: the words only run against it ("sends only advisers"). `partly`: a part in it is denied, not that it happened.
    """

    clause: int
    denier: str
    actors: tuple[Actor, ...]
    content: tuple[int, ...]
    start: int
    end: int
    soft: bool = False
    partly: bool = False


def denials(cast: Cast, clauses: Sequence[Clause]) -> list[Denial]:
    """The denials of a sentence, in order."""
    found = _nominal(cast, clauses)
    for k, c in enumerate(clauses):
        g = c.group
        if g is not None and g.negated and g.lemma in ACCEPTING and not g.passive:
            found += _not_accepted(cast, clauses, k)
            continue
        if g is not None and g.lemma == "be" and not g.negated and not g.stance:
            found += _untrue(c, clauses, k)
            continue
        if g is None or g.negated or not (g.lemma in DENYING or g.lemma in CALLING or g.lemma in SAYING):
            continue
        span = subject(clauses, k)
        words = _without_charge(c.words[span[0] : span[1]]) if span else ()
        if not words:
            continue
        if g.passive:
            called = g.lemma in CALLING and bool(_low(c, g.last) & UNTRUE)
            found += _rejected(cast, clauses, k, words) if g.lemma in DENYING or called else ()
        elif g.lemma in DENYING:
            found += _denied(cast, clauses, k, words)
        elif (g.lemma in CALLING and _low(c, g.last) & UNTRUE) or (
            g.lemma in SAYING and _runs_against(cast, clauses, k)
        ):
            end = clauses[k + 1].end if g.lemma in SAYING and k + 1 < len(clauses) else c.end
            found.append(
                Denial(
                    k, phrase(cast.text, words), tuple(cast.all(words)), (), c.start, end, soft=not _of_what_was_said(c)
                )
            )
    return found


def _nominal(cast: Cast, clauses: Sequence[Clause]) -> list[Denial]:
    """ "The denials by X and Y", "despite a denial from X": what is denied stands in the sentence or before it."""
    found: list[Denial] = []
    for c in clauses:
        for i in range(c.first, c.last - 1):
            if c.words[i].low not in ("denial", "denials") or c.words[i + 1].low not in ("by", "from", "of"):
                continue
            ends = (
                j for j in range(i + 2, c.last) if c.words[j].tag in ("comma", "stop", "sub", "rel", "verb", "prep")
            )
            actors = cast.all(c.words[i + 2 : next(ends, c.last)])
            end = clauses[-1].end
            found += [Denial(-1, a.written, (a,), (), end, end) for a in actors]
    return found


def _not_accepted(cast: Cast, clauses: Sequence[Clause], k: int) -> list[Denial]:
    """ "X does not accept this", "never recognised the finding": X denies what stands before."""
    c, span = clauses[k], subject(clauses, k)
    words = c.words[span[0] : span[1]] if span else ()
    if not words or c.group is None or not _low(c, c.group.last) & SAID:
        return []
    return [Denial(k, phrase(cast.text, words), tuple(cast.all(words)), (), c.start, c.end)]


def _untrue(c: Clause, clauses: Sequence[Clause], k: int) -> list[Denial]:
    """ "The reports of the fall of X are false", "What they wrote about X is a lie": who writes so denies it."""
    if c.group is None or UNTRUE.isdisjoint(w.low for w in c.words[c.group.last + 1 : min(c.last, c.group.last + 4)]):
        return []
    resumed = c.opener == "resume" and k > 0
    first = clauses[max(0, k - 2)].first if resumed else c.first
    told = {w.low for w in c.words[first : c.group.first]} & (SAID | {"what", "rumour", "rumours", "rumors"})
    if not told - {"it", "this", "that", "them", "these"}:
        return []
    content = (k - 1, k) if resumed else (k,)
    return [Denial(k, "", (), content, c.start, c.end)]


INSISTING = frozenset("insist maintain swear protest reiterate".split())
PASSING = frozenset("cross pass go come reach enter leave move travel transit".split())
ACCEPTING = frozenset("accept recognise recognize acknowledge endorse share".split())
CALLING = frozenset("call describe label brand".split())


def _without_charge(words: Sequence[Word]) -> Sequence[Word]:
    """ "an accusation the army" (denies): the army."""
    head = next((i for i, w in enumerate(words) if w.low in SAID and w.tag == "noun"), None)
    if head is None or head + 1 >= len(words):
        return words
    own = words[head + 1 :]
    return own if own[0].tag in ("det", "name", "place") else own[1:] if own[0].low in ("that", "which") else words


def _low(c: Clause, after: int) -> set[str]:
    return {w.low for w in c.words[after + 1 : c.last]}


def _denied(cast: Cast, clauses: Sequence[Clause], k: int, words: Sequence[Word]) -> list[Denial]:
    """ "X denied that ...", "rejected the claim"; not "rejected the offer", "denied them access"."""
    c = clauses[k]
    g = c.group
    objects = _low(c, g.last) if g is not None else set()
    opens = k + 1 < len(clauses) and clauses[k + 1].opener in OPENED
    if objects & REFUSED and not objects & SAID:
        return []
    if _of_what_was_said(c):
        return [Denial(k, phrase(cast.text, words), tuple(cast.all(words)), (), c.start, c.end)]
    if g is not None and g.lemma != "deny" and not objects & SAID and (objects or not opens):
        return []
    broken = next((j for j in range(k + 1, len(clauses)) if _breaks(clauses[j])), len(clauses)) if opens else k + 1
    content = tuple(range(k + 1, broken))
    name, partly = phrase(cast.text, words), bool(objects & PART)
    return [Denial(k, name, tuple(cast.all(words)), content, c.start, c.end, partly=partly)]


def _of_what_was_said(c: Clause) -> bool:
    """ ", which X rejects", "an allegation that X has dismissed": what is denied stands before."""
    before = c.words[c.first - 1] if c.first else None
    if before is None or not c.opener.startswith(("rel:which", "rel:that")):
        return False
    return (before.tag == "comma" and c.opener == "rel:which") or before.low in SAID


def _rejected(cast: Cast, clauses: Sequence[Clause], k: int, words: Sequence[Word]) -> list[Denial]:
    """ "The charge that X had armed Y was dismissed by Z": Z denies what stands between."""
    c = clauses[k]
    last = c.group.last if c.group is not None else c.first
    by = next((i for i in range(last + 1, c.last) if c.words[i].low == "by"), None)
    if by is None or not {w.low for w in words} & SAID:
        return []
    stop = next(
        (i for i in range(by + 1, c.last) if c.words[i].tag in ("sub", "comma", "stop", "punct", "rel", "quote")),
        c.last,
    )
    agent = c.words[by + 1 : stop]
    if not agent:
        return []
    first = next((j for j in range(k - 1, 0, -1) if clauses[j].opener == "rel:that"), k)
    content = tuple(range(first, k)) if c.opener == "resume" else ()
    return [Denial(k, phrase(cast.text, agent), tuple(cast.all(agent)), content, c.start, c.end)]


def _runs_against(cast: Cast, clauses: Sequence[Clause], k: int) -> bool:
    """ "says it sends only advisers", "said none of its planes had flown": what is said of oneself runs against it."""
    c, g = clauses[k], clauses[k].group
    if g is None:
        return False
    if k + 1 >= len(clauses):
        told = g.last + 1 < c.last and c.words[g.last + 1].low in ("it", "they")
        return told and COUNTER.search(cast.text, c.words[g.last + 1].start, c.end) is not None
    after = clauses[k + 1]
    own = subject(clauses, k + 1)
    head = after.words[own[0]].low if own else ""
    if after.group is None or after.group.stance:
        return False
    if own and {w.low for w in after.words[own[0] : own[1]]} & SAID and _low(after, after.group.last) & UNTRUE:
        return True  # "says the accusation is absurd"
    their_own = (
        own is not None and head == "the" and after.words[own[1] - 1].low in CARRIERS
    )  # "the flights carried only"
    against = after.group.negated or COUNTER.search(cast.text, after.start, after.end) is not None
    of_passage = g.lemma in INSISTING and after.group.lemma in PASSING  # "insists that only food crosses"
    return (against and (head in SELVES or their_own or of_passage)) or head in NOBODY


def _breaks(c: Clause) -> bool:
    if c.opener in ("and", "part") and c.group is not None and c.group.lemma in SAYING:
        return True  # "denied that ..., and said ...", "denied ..., saying that ..."
    return c.opener.startswith(("sub:but", "sub:although", "sub:while")) or (
        c.opener == "stop" and c.first > 0 and c.words[c.first - 1].low == ";"
    )
