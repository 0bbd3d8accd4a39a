"""Clauses that tell nothing that happened: negated, ruled out, contrary to fact."""

from __future__ import annotations

from geomap.language.clauses import Clause, subject
from geomap.language.events.closures import barred, says_of_way
from geomap.language.events.elsewhere import ATTEMPTS
from geomap.language.events.scene import Line
from geomap.language.events.triggers import verb_frame
from geomap.language.lexicon import MOVEMENT

REPELLING = frozenset("repel repulse foil thwart beat fend fight ward prevent block stop defeat frustrate".split())


def is_untold(line: Line, k: int) -> bool:
    """Whether clause `k` of a line tells no event: negated, after "without", contrary to fact, or the denying itself."""
    c = line.clauses[k]
    g = c.group
    if g is None:
        return False
    if g.negated and "avoid" not in g.chain and not (barred(line, k) and _moves(c)) and not says_of_way(line, k):
        return True
    if _nobody(line, k) and not barred(line, k):
        return True
    if c.opener == "inf" and (_no_plans(line, c) or _repelled(line, k) or _under_negation(line, k)):
        return True
    if g.first and g.shape == "ing" and c.words[g.first - 1].low == "without":
        return True
    denied = any(k in d.content for d in line.denials)
    return _contrary_to_fact(line, k) or (not denied and any(k == d.clause for d in line.denials))


def _no_plans(line: Line, c: Clause) -> bool:
    """ "has no plans to invade"."""
    before = [w.low for w in line.words[max(0, c.first - 3) : c.first]]
    return "no" in before and before[-1] in ("plan", "plans", "intention", "intentions", "desire", "reason", "need")


def _under_negation(line: Line, k: int) -> bool:
    """ "would not be sent out to fight": what is not done leads to nothing."""
    above = line.clauses[k - 1].group if k else None
    return above is not None and above.negated and above.lemma in SENDING


SENDING = frozenset("send dispatch order deploy".split())


def _repelled(line: Line, k: int) -> bool:
    """ "repelled an attempt to take X": the taking did not happen."""
    above = line.clauses[k - 1].group if k else None
    tried = line.words[line.clauses[k].first - 1].low in ATTEMPTS
    return above is not None and tried and above.lemma in REPELLING


def _nobody(line: Line, k: int) -> bool:
    """ "No shells fell on ...", "Neither side has entered ..."."""
    span = subject(line.clauses, k)
    return span is not None and line.words[span[0]].low in ("no", "none", "neither", "nobody")


def _moves(c: Clause) -> bool:
    """Whether the verb is one of movement, of which "no longer" and "not since" tell a way that is closed."""
    frame = verb_frame(c)
    return frame is None or frame.kind in ("move", "light") or frame.type in MOVEMENT


def _contrary_to_fact(line: Line, k: int) -> bool:
    """ "would have bombed"; "Had the missiles hit the town, ..."."""
    c = line.clauses[k]
    g = c.group
    if g is None:
        return False
    low = [w.low for w in c.words[g.first : g.last + 1]]
    after = low[low.index("would") + 1 :] if "would" in low else []
    if "have" in after and after[after.index("have") + 1 :][:1] not in ([], ["to"]):
        return True
    first = line.clauses[0].group
    return k == 1 and first is not None and first.first == first.last == 0 and line.words[0].low == "had"
