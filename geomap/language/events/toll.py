"""The dead that a report counts, given to the event that they are of, once."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.clauses import Clause
from geomap.language.events.draft import Draft
from geomap.language.events.elsewhere import own_places
from geomap.language.events.scene import Line, Scene
from geomap.language.events.triggers import Trigger
from geomap.language.lexicon import PHYSICAL
from geomap.language.numbers import deaths

HARMING = frozenset("kill wound injure die destroy damage maim".split())
UNCOUNTED = frozenset("siege interdiction arms_transfer troop_movement sanction diplomacy visit statement".split())
CAUSES = ("sub:when", "sub:as", "sub:after", "sub:while")
ADDING = ("part", "and", "comma", "rel:where", "rel:which", "rel:that", "stop", "bare")


def counts_only(t: Trigger, line: Line, k: int, last: Draft) -> bool:
    """Whether a clause only counts the dead of the event before it in the sentence: ", killing at least 12"."""
    c = line.clauses[k]
    g = c.group
    if g is None or t.frame is None or t.frame.lemma not in HARMING or _places(line, k):
        return False
    if c.opener in ("stop", "rel:where"):
        return g.passive and last.type in PHYSICAL
    return c.opener in ADDING


def _places(line: Line, k: int) -> bool:
    """Whether the clause says where: "according to X" and "miners from X" do not."""
    return any(u.resolution.mention.role == "literal" and u.prep not in ("about", "from") for u in own_places(line, k))


def harmed_before(line: Line, k: int, before: Sequence[Draft]) -> list[Clause]:
    """The clauses in front that count the dead of clause `k`: "54 were killed and nine hurt when jets bombed ..."."""
    if not k or line.clauses[k].opener not in CAUSES:
        return []
    first = k - 1
    while first and line.clauses[first].opener == "and":
        first -= 1
    return [c for c in line.clauses[first:k] if not any(d.clause is c for d in before)]


def adds(c: Clause) -> bool:
    """Whether a clause without an event of its own may count the dead of the one before: "; 21 people lost their lives"."""
    return c.opener in ADDING


def count(scene: Scene, c: Clause, d: Draft) -> None:
    """Set the toll that a clause tells, unless the event has one."""
    if d.type in UNCOUNTED or d.low is not None:
        return
    low, high = deaths(scene.text[c.start : c.end])
    if low is not None:
        d.low, d.high = low, high


def one_of_two(drafts: list[Draft]) -> list[Draft]:
    """ "54 people were killed when jets bombed a market" is one event: the dead go to the one that says how."""
    kept = list(drafts)
    for a in drafts:
        if (
            a.type != "attack"
            or a.trigger.lower() not in ("killed", "died", "wounded", "injured", "kills", "dead")
            or a.clause.index + 1 >= len(a.line.clauses)
        ):
            continue
        follower = a.line.clauses[a.clause.index + 1]
        causes = [
            d
            for d in drafts
            if d.clause is follower
            and d.type in PHYSICAL
            and follower.opener in ("sub:when", "sub:after", "sub:as", "part")
        ]
        if causes and a in kept:
            causes[0].low, causes[0].high = a.low, a.high
            causes[0].start = min(a.start, causes[0].start)
            kept.remove(a)
    return kept


def share_dead(drafts: list[Draft]) -> list[Draft]:
    """One toll for several places is counted once, at the first."""
    seen: set[int] = set()
    for d in drafts:
        key = d.clause.index
        if d.low is None and d.high is None:
            continue
        if key in seen:
            d.low = d.high = None
            d.reasons.append("the toll of all places together stands at the first")
        seen.add(key)
    return drafts
