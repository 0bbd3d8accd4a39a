"""Lines of a list that tell the state of a route without a sentence: "A to B via C: closed since May"."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.events.draft import Draft
from geomap.language.events.means import SURFACES
from geomap.language.events.mend import Legs, apart
from geomap.language.events.roads import chained, names_way
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line, Scene
from geomap.language.events.way_state import CLOSED
from geomap.language.grammar import Word
from geomap.model import Mode, PlaceRole

LABEL = 4  # words before the route: "Road:", "Cross-border -"
MARKS = frozenset(": - \u2013 \u2014 ( |".split())
SHUT = frozenset(
    "closed shut cut blocked impassable inaccessible suspended severed halted unusable interrupted".split()
)
AHEAD = frozenset("planned pending scheduled proposed awaiting yet".split())  # "not yet in use"
OPEN = frozenset(
    "open passable operational functional functioning accessible active usable restricted limited partially".split()
)


def read_route_list(scene: Scene, line: Line, k: int) -> list[Draft]:
    """The way that a line of a list tells with its state; none where the line is a sentence."""
    c = line.clauses[k]
    legs = _legs(scene, line, k) if k == 0 or line.clauses[k - 1].group is None else []
    if {"from", "to"} - {role for role, _ in legs}:
        return []
    last = max(u.word for _, u in legs)
    state = _state(c.words[last + 1 :])
    if state is None:
        return []
    d = Draft("arms_transfer", line, c, c.words[last].text, line.sentence.start, line.sentence.end)
    d.places = [(role, u.resolution) for role, u in legs]
    d.cargo, d.mode = ("supplies",), _mode(line.words)
    d.reasons.append("a line of a list of routes: by road unless it says otherwise")
    if state == "closed":
        d.type = "interdiction"
        d.reasons.append(CLOSED)
    elif state == "planned":
        d.stance = "planned"
    return [d]


def _legs(scene: Scene, line: Line, k: int) -> Legs:
    """The stops of "A to B via C" at the head of a line."""
    spots = [u for row in line.places[: k + 1] for u in row if not u.qualifier or _marked(line, u)]
    spots = chained(line.words, apart(scene, spots))
    if not spots or spots[0].word > LABEL or any(w.tag == "verb" for w in line.words[: spots[0].word]):
        return []
    found: list[tuple[PlaceRole, Use]] = []
    for u in spots:
        if u is spots[0] and u.prep in ("", "from", "between"):
            found.append(("from", u))
        elif u.prep in ("to", "into", "between") and not any(role == "to" for role, _ in found):
            found.append(("to", u))
        elif u.prep in ("via", "through"):
            found.append(("via", u))
        else:
            break
    return sorted(found, key=lambda leg: ("from", "via", "to").index(leg[0]))


def _state(rest: Sequence[Word]) -> str | None:
    """What stands behind the mark that follows the route; None without a mark or a word of state."""
    while rest and names_way(rest[0]):
        rest = rest[1:]
    if not rest or rest[0].low not in MARKS:
        return None
    low = [w.low for w in rest[1:6]]
    denied = any(w.tag == "neg" or w.low == "no" for w in rest[1:4])
    if set(low) & AHEAD:
        return "planned"
    if set(low[:3]) & SHUT or (denied and set(low) & (OPEN | {"use"})):
        return "closed"
    return "open" if set(low[:3]) & OPEN else None


def _mode(words: Sequence[Word]) -> Mode:
    told = {SURFACES[w.low] for w in words if w.low in SURFACES}
    return told.pop() if len(told) == 1 else "land"


def _marked(line: Line, u: Use) -> bool:
    """Whether the mark before the state stands right behind the place."""
    return u.word + 1 < len(line.words) and line.words[u.word + 1].low in MARKS
