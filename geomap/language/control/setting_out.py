"""Where a force came from, told in another clause than where it went."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from geomap.language.actors import Actor
from geomap.language.clauses import subject
from geomap.language.control.view import View
from geomap.language.events.roles import Use
from geomap.language.grammar import Word
from geomap.language.war_words import TROOPS
from geomap.model import ControlClaim, Resolution

COMING = frozenset("come push drive advance set march move descend thrust sweep start begin cross leave depart".split())
BEGUN = frozenset(
    "offensive counteroffensive counter-offensive advance push thrust drive assault operation campaign".split()
)
#: What a force does where it arrives.
REACHING = frozenset(
    """capture take seize overrun enter reach storm retake recapture attack assault besiege break cut destroy occupy overwhelm
    liberate arrive clear secure raid burn fight be stand hold encircle surround approach""".split()
)
BACK = frozenset("they it he we".split())
GOING_ON = frozenset("the these those its their his her our".split())
AWAY = ("from", "via", "through", "towards", "toward")


def is_active(view: View) -> bool:
    """Whether a bare participle goes on with an active perfect: "had crossed X and driven into Y"."""
    g, before = view.group, view.line.clauses[view.k - 1].group if view.k else None
    if g is None or before is None or view.clause.opener != "and":
        return False
    return g.first == g.main and not before.passive and before.tense in ("perfect", "pluperfect")


def left(view: View, actor: Actor, claims: Sequence[ControlClaim]) -> Resolution | None:
    """The place that the clause before leaves, crosses or takes, or that "from there" points back to."""
    if _from_there(view):
        return _above(view)
    if not view.k:
        return None
    before = View(view.scene, view.number, view.k - 1)
    g, own = before.group, view.group
    if g is None or own is None or g.negated or g.stance in ("planned", "denied"):
        return None
    if g.lemma in ("leave", "depart", "set", "cross", "quit", "clear"):
        there = [u for u in before.places if not u.qualifier and u.position in ("object", "phrase")]
        return there[0].resolution if there else None
    c = before.clause
    taken = [x for x in claims if x.status == "captured" and c.start <= x.where.mention.start < c.end]
    return taken[-1].where if taken and taken[-1].side == actor.side and view.clause.opener == "and" else None


def _from_there(view: View) -> bool:
    c = view.clause
    low = [w.low for w in c.words[c.first : c.last]]
    return any(a == "from" and b in ("there", "here") for a, b in pairwise(low))


def _above(view: View) -> Resolution | None:
    """The place that "there" means: the last one of the clause before, else the first one of the sentence before."""
    if view.k and (places := _ground(View(view.scene, view.number, view.k - 1))):
        return places[-1].resolution
    if not view.number:
        return None
    lines = view.scene.lines
    for k in range(len(lines[view.number - 1].clauses)):
        if places := _ground(View(view.scene, view.number - 1, k)):
            return places[0 if places[0].position == "subject" else -1].resolution
    return None


def origin(view: View) -> Resolution | None:
    """Where the clause says that a force or an offensive came from, where it names no goal itself."""
    g = view.group
    if g is None or g.passive or g.lemma not in COMING:
        return None
    uses = [u for u in view.places if not u.qualifier and u.word > g.last]
    if any(u.prep not in ("from", "in", "on", "at", "via", "through", "") for u in uses):
        return None
    named = [u for u in uses if u.prep == "from" or (g.lemma in ("leave", "cross") and u.position == "object")]
    if not named or not (_tied(view) or _begun(view) or _troops(view)):
        return None
    return named[0].resolution


def _tied(view: View) -> bool:
    """Whether the clause hangs on what stands before: "who had come from X", "having set out from X"."""
    c, g = view.clause, view.group
    opener = c.opener.partition(":")[0]
    bare = g is not None and not g.finite and all(w.tag == "adv" for w in c.words[c.first : g.first])
    return opener in ("rel", "part") or bare or (opener == "comma" and c.words[c.first].low == "having")


def _subject(view: View) -> Sequence[Word]:
    span = subject(view.line.clauses, view.k)
    return view.clause.words[span[0] : span[1]] if span else ()


def _troops(view: View) -> bool:
    words = _subject(view)
    return bool({w.low for w in words} & TROOPS) or (bool(words) and words[0].low in BACK) or view.actor() is not None


def _begun(view: View) -> bool:
    return bool({w.low for w in _subject(view)} & BEGUN)


def reached(view: View, origin: Resolution) -> tuple[View, Resolution] | None:
    """The clause that tells where the force got to, and the place: beside it, in the sentence after or before."""
    beside = [View(view.scene, view.number, k) for k in _near(view.k, len(view.line.clauses))]
    if _tied(view):
        return next((x for v in beside if (x := _goal(v, origin))), None)
    lines = view.scene.lines
    after = _views(view, view.number + 1) if view.number + 1 < len(lines) else []
    before = _views(view, view.number - 1) if view.number and _goes_on(view) else []
    later = [v for v in after if _goes_on(v) or _begun(view)]
    return next((x for v in (*beside, *before, *later) if (x := _goal(v, origin))), None)


def _near(k: int, count: int) -> list[int]:
    """The other clauses of a sentence, the nearest first, those before it first."""
    return [*range(k - 1, -1, -1), *range(k + 1, count)]


def _views(view: View, number: int) -> list[View]:
    return [View(view.scene, number, k) for k in range(len(view.scene.lines[number].clauses))]


def _goes_on(view: View) -> bool:
    """Whether the subject points back to whom the sentence before is about: "they", "the men"."""
    words = _subject(view)
    if not words:
        return False
    return words[0].low in BACK or (words[0].low in GOING_ON and bool({w.low for w in words} & TROOPS))


def _goal(view: View, origin: Resolution) -> tuple[View, Resolution] | None:
    g = view.group
    if g is None or g.negated or g.stance in ("planned", "denied") or g.lemma not in REACHING:
        return None
    near = g.lemma in ("be", "stand")
    for u in _ground(view, away=AWAY if not near else ("via", "through")):
        far = near and u.word > g.last and any(w.low in ("km", "kilometres", "kilometers", "miles") for w in view.tail)
        if u.resolution.place != origin.place and (far or not near):
            return view, u.resolution
    return None


def _ground(view: View, away: tuple[str, ...] = AWAY) -> list[Use]:
    """The places of a clause where something happens."""
    literal = [u for u in view.places if not u.qualifier and u.resolution.mention.role == "literal"]
    return [u for u in literal if u.prep not in away]
