"""Places that change hands without a word of who takes them: the speaker, or whoever took the place told before."""

from __future__ import annotations

from collections.abc import Callable

from geomap.language.actors import Actor
from geomap.language.boundaries import TIMES
from geomap.language.control import ground
from geomap.language.control.view import Hold, View
from geomap.language.verb_groups import VerbGroup
from geomap.model import Resolution

SAME_SCENE = frozenset("other another too also same next following later then soon hours likewise similarly".split())
NO_FALL = frozenset("to into upon from out off silent short back".split())  # "fell silent", "fell back"
LEAVING = frozenset("abandon leave quit flee withdraw retreat evacuate vacate pull".split())
WHEN = frozenset("on in at a the two three four within".split())

BACK = 2  # sentences

TAKEN = frozenset("capture take seize overrun liberate recapture retake secure".split())
ATTACKING = frozenset(
    "storm attack advance capture take seize overrun enter retake recapture liberate break push".split()
)

Reader = Callable[[View], list[Hold]]


def without_agent(view: View, g: VerbGroup, read: Reader) -> list[Hold]:
    """ "X fell on Monday, according to the rebels"; "Y fell the same night" after "the rebels took X".

    `read` tells what a clause says of holders.
    """
    if _moves_in(view, g):
        return view.hold(_left_before(view), view.actor(), "captured")
    if _taken_by_nobody(view, g):
        return view.hold(ground.subject_places(view), _attacker_before(view), "captured")
    places = ground.subject_places(view) if _falls(view, g) else []
    if not places:
        return []
    speaker = view.speaker()
    if speaker is not None and not speaker.country and speaker.side != "government":  # those admit what they lose
        return view.hold(places, speaker, "captured")
    low = {w.low for w in view.clause.words[view.clause.first : view.clause.last]}
    winner = _winner_before(view, read) if g.lemma == "follow" or low & SAME_SCENE else None
    return view.hold(places, winner.holder, "captured") if winner is not None else []


def _taken_by_nobody(view: View, g: VerbGroup) -> bool:
    """ "X was captured on the 15th", without a word of who did it."""
    told = g.passive and g.finite and not g.negated and not g.stance and g.lemma in TAKEN
    return told and g.tense in ("past", "perfect", "pluperfect") and "by" not in [w.low for w in view.tail]


def _attacker_before(view: View) -> Actor | None:
    """The one party that attacks or takes ground in the sentence before."""
    if not view.number:
        return None
    number = view.number - 1
    for k, c in enumerate(view.scene.lines[number].clauses):
        above = View(view.scene, number, k)
        g = c.group
        if g is None or g.lemma not in ATTACKING or g.passive or g.negated or g.stance:
            continue
        actor = above.actor()
        return actor if actor is not None and actor.side is not None else None
    return None


def _moves_in(view: View, g: VerbGroup) -> bool:
    """ "... and the rebels moved in within hours": into what was just left."""
    low = [w.low for w in view.tail[:2]]
    goes = g.lemma in ("move", "walk", "march", "pour", "roll", "drive") and not g.passive and low[:1] == ["in"]
    return goes and (len(low) == 1 or not low[1][:1].isalnum() or low[1] in WHEN | TIMES | {"after", "hours", "within"})


def _left_before(view: View) -> list[Resolution]:
    """What the clause before says that somebody left."""
    above = view.line.clauses[view.k - 1].group if view.k else None
    if above is None or above.lemma not in LEAVING:
        return []
    uses = view.line.places[view.k - 1]
    return [
        u.resolution for u in uses if not u.qualifier and u.word > above.last and u.position in ("object", "phrase")
    ][:1]


def _falls(view: View, g: VerbGroup) -> bool:
    """ "fell on Monday", "followed a week later"; not "fell to Y", "fell on the town", "followed the army"."""
    if g.passive or g.lemma not in ("fall", "follow"):
        return False
    rest = [w.low for w in view.tail[:3]]
    timed = bool(set(rest) & TIMES) or any(w.tag == "num" for w in view.tail[:3])
    ends = not rest or not rest[0][:1].isalnum()
    return ends or (timed and rest[0] in WHEN | TIMES) or (g.lemma == "fall" and rest[0] not in NO_FALL | {"on", "in"})


def _winner_before(view: View, read: Reader) -> Hold | None:
    """The last holder told earlier in the sentence or in the two before."""
    before = [(view.number, j) for j in range(view.k - 1, -1, -1)]
    for above in range(view.number - 1, max(-1, view.number - 1 - BACK), -1):
        before += [(above, j) for j in range(len(view.scene.lines[above].clauses) - 1, -1, -1)]
    for number, j in before:
        won = [h for h in read(View(view.scene, number, j)) if h.status in ("held", "captured")]
        if won:
            return won[-1]
    return None
