"""Ways that are closed or open again: movements that can no longer be made, routes cut, deliveries at a standstill."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.clauses import Clause, subject
from geomap.language.events.draft import Draft
from geomap.language.events.moved import objects
from geomap.language.events.roads import WAYS, names_way
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line
from geomap.language.events.triggers import verb_frame
from geomap.language.events.way_state import BARRING, CLOSED, OPENING, REOPENED, predicate_says
from geomap.language.lexicon import MOVEMENT
from geomap.language.war_words import CARRIERS

GATES = frozenset(
    "crossing crossings border borders bridge bridges gate gates checkpoint airspace port ports airport".split()
)
NOTHING = frozenset("no nothing neither none not hardly".split())  # "not a single lorry"
ENDING = frozenset("stop cease halt pause flag".split())
STRETCHES = frozenset("days weeks months years week month year day".split())
BACK = 2  # sentences that "this route" may point back over


def barred(line: Line, k: int) -> bool:
    """Whether clause `k` says that a movement can no longer be made: "can no longer supply", "no aid has entered since"."""
    c = line.clauses[k]
    if c.group is None:
        return False
    low = [w.low for w in c.words[max(0, c.first - 1) : c.last]]
    before = line.clauses[k - 1] if k else None
    lead_in = [w.low for w in line.words[before.first : c.first]] if before is not None else []
    unable = "unable" in lead_in or (
        before is not None and before.group is not None and before.group.negated and "able" in lead_in
    )
    if c.opener == "inf" and unable:
        return True
    none = _none_moves(line, k)
    lead = [w.low for w in c.words[max(c.first, c.group.first - 2) : c.group.first + 2]]
    used = c.group.chain[:1] == ("use",) and lead[-2:] == ["used", "to"]  # "flour used to be brought": no more
    if lead[:2] == ["no", "longer"] or (used and c.group.infinitive is False):
        return True
    if _until(line, k) or _cannot(c):
        return True
    past = (
        {"longer", "anymore"} & set(low)
        or ("more" in low and "any" in low)
        or {"since", "until"} & set(low + _next(line, k))
        or ("for" in low and STRETCHES & set(low))
    )
    frame = verb_frame(c)
    moves = frame is not None and (frame.kind == "move" or frame.type in MOVEMENT)
    if none and moves and c.group.tense == "perfect" and not c.group.negated:
        return True
    return (c.group.negated and _habit(c) and bool(past)) or (none and bool(past))


def _until(line: Line, k: int) -> bool:
    """ "reached X by boat until the navy put a stop to it": what went on until then does so no more."""
    g = line.clauses[k].group
    done = g is not None and g.finite and not g.negated and not g.stance and g.tense in ("past", "pluperfect")
    c = line.clauses[k]
    return done and g is not None and "until" in [*(w.low for w in c.words[g.last + 1 : c.last]), *_next(line, k)]


def _cannot(c: Clause) -> bool:
    """ "cannot enter", "are unable to reach": as things stand."""
    g = c.group
    return g is not None and bool({w.low for w in c.words[g.first : g.last + 1]} & {"cannot", "can't"})


def _habit(c: Clause) -> bool:
    """ "can no longer", "have not been able", "have not reached": a state that lasts, not one act that was not done."""
    g = c.group
    low = {w.low for w in c.words[g.first : g.last + 1]} if g is not None else set()
    return bool(low & {"can", "cannot", "longer", "could", "able", "has", "have", "had", "can't", "hasn't", "haven't"})


def _none_moves(line: Line, k: int) -> bool:
    span = subject(line.clauses, k)
    return span is not None and line.words[span[0]].low in NOTHING


def _next(line: Line, k: int) -> list[str]:
    after = line.clauses[k + 1] if k + 1 < len(line.clauses) else None
    return [after.words[after.first].low] if after is not None and after.opener.startswith("sub:") else []


def closed_above(line: Line, k: int) -> bool:
    """Whether clause `k` describes a way that the clause above closes: "cut the road by which food reached X"."""
    c = line.clauses[k]
    if not k or not c.opener.startswith(("rel:", "part")):
        return False
    above = line.clauses[k - 1]
    return above.group is not None and above.group.lemma in BARRING and _names_a_way(above, c.first)


def shuts(line: Line, k: int) -> bool:
    """Whether clause `k` itself closes the way that it names: "closed the supply route between A and B"."""
    c = line.clauses[k]
    g = c.group
    if g is None or g.lemma not in BARRING or g.stance == "planned":
        return False
    span = subject(line.clauses, k) if g.passive else None
    words = line.words[span[0] : span[1]] if span else c.words[g.last + 1 : c.last]
    return any(names_way(w) for w in words)


def says_of_way(line: Line, k: int) -> bool:
    """Whether a negated clause tells the state of a way: "the road has not reopened", "the flow has never ceased"."""
    c = line.clauses[k]
    if c.group is None or not c.group.negated:
        return False
    if c.group.lemma in ENDING and not c.group.passive:
        return True
    span = subject(line.clauses, k)
    low = {w.low for w in line.words[span[0] : span[1]]} if span else set()
    return predicate_says(c) == CLOSED and bool(low & (WAYS | GATES | set(CARRIERS)))


def way_above(line: Line, k: int) -> int | None:
    """Position of the way that a relative clause hangs on: "the road from A to B, along which flour is trucked"."""
    c = line.clauses[k]
    tied = c.opener.startswith("rel:") and "prep" in (c.words[c.first].tag, c.words[c.first - 1].tag)
    if not k or not tied:
        return None
    above = line.clauses[k - 1]
    same = above.group is not None and above.group.lemma == "be"  # "the railway from X is the line along which"
    first = above.group.last + 1 if above.group is not None and not same else above.first
    found = [i for i in range(first, c.first) if names_way(above.words[i])]
    return (found[0] if same else found[-1]) if found else None


def _names_a_way(c: Clause, last: int) -> bool:
    assert c.group is not None  # noqa: S101 - asked for clauses with a verb only
    return any(names_way(w) or w.low in GATES for w in c.words[c.group.last + 1 : last])


def close_before(line: Line, k: int, drafts: Sequence[Draft]) -> list[Draft]:
    """The movement told before whose way clause `k` closes or opens: "this route has been cut", "... are at a standstill".

    Also "they cut it on Monday", "the other side shut the bridge", "nothing has entered since".
    """
    c = line.clauses[k]
    if c.group is None or any(not u.qualifier for u in line.places[k]):
        return []
    span = subject(line.clauses, k)
    words = [w.low for w in line.words[span[0] : span[1]]] if span else []
    said = predicate_says(c)
    own_ends = any(span[0] <= u.word < span[1] for row in line.places for u in row) if span else False
    pointing = _points(words) and not own_ends  # "the road from X to Y" is none that was told before
    if said is None and c.group.lemma in BARRING and not c.group.passive and not c.group.stance:
        said, pointing = CLOSED, _points([w.low for w in objects(c)])
    if said is None and _none_moves(line, k) and "since" in [w.low for w in c.words[c.group.first : c.last]]:
        said, pointing = CLOSED, True
    if said not in (CLOSED, REOPENED):
        return []
    here = [d for d in drafts if d.line is line and _both_ends(d) and d.start < c.start]
    near = [d for d in drafts if 0 < line.index - d.line.index <= BACK and _both_ends(d)]
    known = here[-1:] or (near[-1:] if pointing else [])
    own = span is not None and any(span[0] <= d.clause.first < span[1] or d.clause.first >= span[0] for d in here)
    if not known or not (pointing or (here and own)):
        return []
    return [_closure(known[0], line, c, said)]


def _points(words: Sequence[str]) -> bool:
    """Whether a phrase points back to a way or what lies on it: "it", "this route", "the bridge"."""
    definite = words[:1] in (["this"], ["that"], ["the"], ["these"], ["those"], ["both"])
    return list(words) == ["it"] or (definite and bool(set(words) & (WAYS | GATES | {"way", "traffic"})))


def _closure(d: Draft, line: Line, c: Clause, said: str) -> Draft:
    """What is told of a way: its own legs, on the day of the clause that closes or opens it."""
    kind = "interdiction" if said == CLOSED else "other"
    trigger = c.words[c.group.main].text if c.group is not None else ""
    told = Draft(kind, line, c, trigger, c.start, c.end)
    told.places, told.mode, told.cargo, told.carrier = list(d.places), d.mode, d.cargo, d.carrier
    told.reasons.append(said)
    return told


def as_closed(drafts: Sequence[Draft]) -> list[Draft]:
    """Movements that can no longer be made, as the closing of their ways; those without both ends say nothing of one."""
    found = []
    for d in drafts:
        if _both_ends(d):
            d.type = "interdiction"
            d.reasons.append(CLOSED)
            found.append(d)
    return found


def gate(c: Clause, kind: str) -> str | None:
    """CLOSED or REOPENED, for a clause that closes or opens a crossing, bridge, port or airspace; else None."""
    g = c.group
    if g is None or g.negated:
        return None
    named = {w.low for w in c.words[c.first : c.last]} & (GATES | WAYS) or any(
        w.place is not None and w.place.place is not None and w.place.place.feature in GATE_FEATURES
        for w in c.words[c.first : c.last]
    )
    if not named:
        return None
    if kind == "interdiction" and g.lemma in BARRING | {"close_down", "shut_down", "close_off"}:
        return CLOSED
    return REOPENED if g.lemma in OPENING else None


def opened_gate(line: Line, k: int) -> list[Draft]:
    """ "the X crossing reopened on Monday": an event of its own, at the gate."""
    c = line.clauses[k]
    if c.group is None or c.group.stance == "planned" or gate(c, "") != REOPENED:
        return []
    again = c.group.lemma in ("reopen", "restore", "unblock") or (
        c.group.lemma == "open" and c.group.tense != "present"
    )
    spots = [u for u in line.places[k] if not u.qualifier and _is_gate(c, u)]
    found = []
    for u in spots[:1] if again else []:
        d = Draft("other", line, c, c.words[c.group.main].text, c.start, c.end)
        d.places.append(("at", u.resolution))
        d.reasons.append(REOPENED)
        found.append(d)
    return found


def _is_gate(c: Clause, u: Use) -> bool:
    """Whether a place is the crossing, port or airspace that is opened, not where it lies."""
    place = u.resolution.place
    named = {w.low for w in c.words[u.word : u.word + 3]} & (GATES | WAYS)
    return u.resolution.mention.role == "literal" and (
        bool(named)
        or (place is not None and place.feature in GATE_FEATURES)
        or "airspace" in (u.resolution.mention.relation or "")
    )


GATE_FEATURES = frozenset("border_crossing bridge port airport airbase airspace road strait canal".split())


def _both_ends(d: Draft) -> bool:
    return d.role("from") is not None and d.role("to") is not None and d.type in (*MOVEMENT, "other", "interdiction")
