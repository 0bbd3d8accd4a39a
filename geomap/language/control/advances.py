"""Forces on the move from one place towards another."""

from __future__ import annotations

from geomap.language.control.view import View
from geomap.language.events.roles import Use
from geomap.model import Advance, Resolution

GOING = frozenset("advance push move march drive roll head press sweep edge".split())
TOWARDS = ("towards", "toward")
INTO = ("to", "into", "on", "onto", "through", "near", "in")


def advance(view: View) -> Advance | None:
    """The advance that the clause tells; a leg told in the clause before gives the origin."""
    c, g, line, scene = view.clause, view.group, view.line, view.scene
    if g is None or g.passive or g.negated or g.stance == "planned" or g.lemma not in GOING:
        return None
    uses = [u for u in view.places if not u.qualifier and u.word > g.last]
    goal = _first(uses, TOWARDS) or _first(uses, INTO)
    actor = view.actor() if goal is not None else None
    if goal is None or actor is None:
        return None
    origin = _first(uses, ("from",)) or _left(view)
    start = line.clauses[view.k - 1].start if origin is not None and origin.mention.end <= c.start else c.start
    ends = [r.mention.end for r in (origin, goal) if r is not None and r.mention.end <= line.sentence.end]
    end = max([c.end, *ends])
    begin, until, *_ = scene.when(start, end)
    return Advance(
        report=scene.doc.report.id,
        start=start,
        end=end,
        quote=scene.text[start:end],
        actor=actor.written,
        side=actor.side,
        origin=origin,
        towards=goal,
        date_start=begin,
        date_end=until,
    )


def _first(uses: list[Use], prepositions: tuple[str, ...]) -> Resolution | None:
    return next((u.resolution for u in uses if u.prep in prepositions), None)


def _left(view: View) -> Resolution | None:
    """The place that the clause before leaves: "left X and marched on Y"."""
    before = view.line.clauses[view.k - 1].group if view.k else None
    if before is None or before.lemma not in ("leave", "depart", "set"):
        return None
    uses = view.line.places[view.k - 1]
    return next((u.resolution for u in uses if not u.qualifier and u.position in ("object", "phrase")), None)
