"""Who says what an event clause tells, and how sure it is: asserted, alleged or planned."""

from __future__ import annotations

from geomap.language.attribution import speaker_of
from geomap.language.events.draft import Draft
from geomap.language.events.scene import Line
from geomap.language.lexicon import catenatives
from geomap.language.verb_groups import HEDGES
from geomap.model import Stance

AIMS = frozenset("on at for of toward towards before without".split())  # "aimed at retaking": not done
ALLEGING = frozenset("accuse allege claim suspect suggest believe".split())
ASSERTING = frozenset("use help force allow manage enable let say".split())
PLANNING = frozenset(
    "plan consider weigh mull threaten prepare propose contemplate order promise demand urge seek".split()
)
CLAIMS = frozenset("claims claim rumours rumors rumour rumor allegations allegation".split())
GIVING_UP = ("lost", "lose", "loses", "surrendered", "ceded")


def say(line: Line, k: int, d: Draft) -> None:
    """Set who says it, its stance, and whether a side admits its own loss."""
    frame = speaker_of(line.frames, k, line.clauses)
    if frame is not None and frame.clause != k:
        d.attribution = frame.speaker
        if frame.actor is not None and frame.actor.side:
            d.attribution_side = frame.actor.side
    d.stance = "planned" if d.stance == "planned" else _stance(line, k, d)  # a plan told by a noun
    if d.stance == "asserted" and frame is not None and frame.clause >= 0:
        verb = line.clauses[frame.clause].group
        if verb is not None and verb.lemma in ALLEGING:
            d.stance = "alleged"
    losing = d.type == "withdrawal" or (d.type == "territorial_change" and d.trigger.lower() in GIVING_UP)
    d.against_interest = bool(losing and d.attribution_side and d.attribution_side == d.actor_side)


def _stance(line: Line, k: int, d: Draft) -> Stance:
    c, g = d.clause, d.clause.group
    if g is not None and (g.stance == "planned" or (g.lemma in PLANNING and not g.passive and d.word > g.last)):
        return "planned"
    if (
        g is not None
        and g.lemma == "be"
        and g.tense == "present"
        and [w.low for w in c.words[g.last + 1 : g.last + 2]] == ["due"]
    ):
        return "planned"  # "is due in X"
    if (g is not None and g.stance == "alleged") or any(w.low in HEDGES for w in line.words[c.first : c.last]):
        return "alleged"
    if g is not None and g.infinitive:
        return _infinitive(line, k)
    if c.opener.endswith("that") and any(w.low in CLAIMS for w in line.words[max(0, c.first - 6) : c.first]):
        return "alleged"  # "Claims on social media that X had been overrun"
    if c.opener == "part" and _accused(line, k):
        return "alleged"
    aimed = g is not None and g.shape == "ing" and not g.finite and g.first and c.words[g.first - 1].low in AIMS
    return "planned" if aimed or c.opener in ("sub:if", "sub:unless", "sub:whether") else "asserted"


def _accused(line: Line, k: int) -> bool:
    """Whether the clause is what somebody is accused of."""
    before = line.clauses[k - 1].group if k else None
    return before is not None and before.lemma in ALLEGING


def _infinitive(line: Line, k: int) -> Stance:
    """ "urged Iraq to close": planned; "used planes to fly": as said of the verb before."""
    before = line.clauses[k - 1].group if k else None
    if before is None:
        return "planned"
    if before.stance in ("planned", "alleged"):
        return before.stance  # type: ignore[return-value]
    if before.lemma in ASSERTING:
        return "asserted"
    effect = catenatives().get(before.lemma, "")
    return "planned" if effect == "planned" or before.lemma not in ASSERTING else "asserted"
