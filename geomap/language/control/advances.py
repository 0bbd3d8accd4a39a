"""Forces on the move from one place towards another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.actors import Actor
from geomap.language.control import setting_out
from geomap.language.control.view import View
from geomap.language.events.roles import Use
from geomap.language.grammar import Word
from geomap.model import Advance, ControlClaim, Resolution

GOING = frozenset("advance push move march drive roll head press sweep edge inch thrust race surge".split())
CLOSING = frozenset("converge close bear descend".split())
LEAVING = frozenset("leave depart set".split())
#: What leaves a place to fight elsewhere; a garrison that leaves retreats.
COLUMNS = frozenset("column columns reinforcements armour armor tanks vanguard brigade brigades division".split())
TOWARDS = ("towards", "toward")
INTO = ("to", "into", "on", "onto", "through", "near", "in")
THRUSTS = frozenset(
    """offensive counteroffensive counter-offensive advance advances push thrust drive assault march incursion attack attacks
    breakthrough""".split()
)
LAUNCHING = frozenset("launch begin open mount start lead make resume renew unleash order step".split())
AGAINST = ("on", "onto", "against", "into", "to", *TOWARDS)
SPRINGBOARDS = frozenset("springboard launchpad staging jumping-off bridgehead base launching".split())


class Move(NamedTuple):
    """Who moves from where to where; `beside` is the clause next to it that names an end."""

    actor: Actor
    origin: Resolution | None
    goal: Resolution
    beside: View | None = None


def advance(view: View, claims: Sequence[ControlClaim]) -> Advance | None:
    """The advance that the clause tells; `claims` are those of the report up to this line."""
    g = view.group
    if g is None or g.negated or g.stance in ("planned", "denied"):
        return None
    move = _marched(view, claims) or _arrived(view) or _thrust(view) or _springboard(view, claims)
    return _told(view, move) if move is not None and not _within(move.actor, move.goal) else None


def _within(actor: Actor, goal: Resolution) -> bool:
    """Whether who goes is but the place gone to, read twice."""
    return actor.start <= goal.mention.start < actor.end


def _told(view: View, move: Move) -> Advance:
    c, line, scene = view.clause, view.line, view.scene
    ends = [r.mention for r in (move.origin, move.goal) if r is not None]
    inside = [m for m in ends if line.sentence.start <= m.start and m.end <= line.sentence.end]
    start, end = min([c.start, *(m.start for m in inside)]), max([c.end, *(m.end for m in inside)])
    begin, until, *_ = scene.when(start, end)
    if move.beside is not None:
        there = move.beside.clause
        first, last, *_ = scene.when(there.start, there.end, there)
        days = [d for d in (begin, until, first, last) if d is not None]
        begin, until = (min(days), max(days)) if days else (None, None)
    return Advance(
        report=scene.doc.report.id,
        start=start,
        end=end,
        quote=scene.text[start:end],
        actor=move.actor.written,
        side=move.actor.side,
        origin=move.origin,
        towards=move.goal,
        date_start=begin,
        date_end=until,
    )


def _marched(view: View, claims: Sequence[ControlClaim]) -> Move | None:
    """ "advanced from X towards Y", "left X for Y": the verb and its places."""
    g = view.group
    if g is None or (g.passive and not setting_out.is_active(view)):
        return None
    uses = [u for u in view.places if not u.qualifier and u.word > g.last]
    if g.lemma in GOING:
        goal = _first(uses, TOWARDS) or _first(uses, (*INTO, "for"))
    elif g.lemma in CLOSING:
        goal = _first([u for u in uses if u.word <= g.last + 3], ("on", "onto"))
    elif g.lemma in LEAVING:
        goal = _first(uses, ("for", *TOWARDS)) if {w.low for w in view.head} & COLUMNS else None
    else:
        return None
    actor = view.actor() if goal is not None else None
    if goal is None or actor is None:
        return None
    named = [u for u in view.places if u.word < g.first and u.prep == "from"]
    origin = _first(uses, ("from",)) or _first(named, ("from",)) or setting_out.left(view, actor, claims)
    if g.lemma in LEAVING and origin is None:
        origin = next((u.resolution for u in uses if u.position == "object"), None)
        if origin is None:
            return None
    return Move(actor, origin if origin is not goal else None, goal)


def _arrived(view: View) -> Move | None:
    """ "who had come up from X", "having set out from X", "The men had set out from X" beside where they came to."""
    origin = setting_out.origin(view)
    if origin is None:
        return None
    beside = setting_out.reached(view, origin)
    if beside is None:
        return None
    there, goal = beside
    own = view.actor()
    actor = own if own is not None and own.side is not None else (there.actor() or own)
    return Move(actor, origin, goal, there) if actor is not None else None


def _thrust(view: View) -> Move | None:
    """ "an offensive on Y from X", "the army's push from X towards Y": both ends and whose it is are told."""
    words, c = view.clause.words, view.clause
    at = next((i for i in range(c.first, c.last) if words[i].low in THRUSTS and words[i].tag == "noun"), None)
    if at is None:
        return None
    uses = [u for u in view.places if not u.qualifier and u.word > at]
    goal, origin = _first(uses, AGAINST), _first(uses, ("from",))
    if goal is None or origin is None:
        return None
    g = view.group
    if g is not None and g.last < at and g.lemma in LAUNCHING:
        actor = view.actor()
    else:
        actor = view.after("by") or view.named(_before(view, at))
    return Move(actor, origin, goal) if actor is not None else None


def _springboard(view: View, claims: Sequence[ControlClaim]) -> Move | None:
    """ "X, which the army took in May, has been the springboard for attacks towards Y"."""
    words, g = view.tail, view.group
    if g is None or not {w.low for w in words} & SPRINGBOARDS or not {w.low for w in words} & THRUSTS:
        return None
    goal = _first([u for u in view.places if not u.qualifier and u.word > g.last], AGAINST)
    before = [u for u in view.line.places[0] if u.position == "subject" and not u.qualifier]
    if goal is None or not before:
        return None
    origin = before[0].resolution
    taken = [x for x in claims if x.status in ("captured", "held") and _same(x.where, origin)]
    holder = taken[-1].holder if taken else None
    return Move(Actor(holder, holder, taken[-1].side, "", -1, -1), origin, goal) if holder else None


def _same(one: Resolution, two: Resolution) -> bool:
    return one.place is not None and one.place == two.place


def _before(view: View, at: int) -> Sequence[Word]:
    """The words of the noun phrase that ends with the word `at`."""
    words = view.clause.words
    i = at
    while i > view.clause.first and words[i - 1].tag in ("noun", "name", "place", "poss", "num"):
        i -= 1
    return words[i:at]


def _first(uses: Sequence[Use], prepositions: tuple[str, ...]) -> Resolution | None:
    return next((u.resolution for u in uses if u.prep in prepositions), None)
