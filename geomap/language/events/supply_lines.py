"""Ways that are named rather than travelled ("the supply route from A to B", "an air bridge"), and places that are supplied."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.clauses import Clause, subject
from geomap.language.events.draft import Draft
from geomap.language.events.ends import complete_ends, same_place
from geomap.language.events.means import SURFACES, Route, via_routes
from geomap.language.events.mend import apart
from geomap.language.events.moved import objects
from geomap.language.events.roads import WAYS, chained, name_start, names_way
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line, Scene
from geomap.language.events.themes import Theme
from geomap.language.war_words import CARGO, CARRIERS, TROOPS
from geomap.model import Mode, PlaceRole

SUPPLYING = frozenset(
    """supply supplies resupply supplying smuggling smugglers smuggler trafficking gun-running logistics logistical logistic
    contraband lifeline lifelines airbridge airlift""".split()
)
GOODS = CARGO - frozenset(
    "gold goods money cash gear systems system launcher launchers water parts vehicles tanks armour".split()
)
CIVIL = frozenset(
    "evacuation escape exit civilian civilians migrant migrants migration refugee refugees trade grain safe".split()
)
BRIDGES: dict[str, Mode] = {"air": "air", "sea": "sea", "land": "land"}
LINKS = frozenset("corridor corridors link bridge service connection".split())
LINKED = frozenset("air sea maritime rail railway aid relief".split())  # "a sea corridor", "the rail link"
COURSE = frozenset(
    """run lead go stretch pass wind cross start begin originate end terminate extend snake continue connect link join tie
    follow traverse skirt reach carry bring use feed serve supply transit come be remain""".split()
)
STARTS, ENDS = frozenset("start begin originate".split()), frozenset("end terminate finish reach".split())
JOINS = frozenset("connect link join tie connects links linking connecting joining".split())
ONLY = frozenset("only last sole main single principal".split())
HELD = frozenset("garrison garrisons base bases front outpost outposts".split())
FED = frozenset(
    "supply resupply feed provision reinforce replenish sustain nourish arm equip restock stock rearm".split()
)


def named_way(c: Clause, span: tuple[int, int], *, any_way: bool = False) -> int | None:
    """Position of the noun in the words `span` that names a way of supply, None where no supply is meant.

    A supply route, a lifeline, a smuggling road, an air bridge, a pipeline of weapons: not any road, unless `any_way`.
    """
    for i in range(*span):
        w = c.words[i]
        if not names_way(w):
            continue
        before = [x.low for x in c.words[max(span[0], i - 4) : i] if x.tag in ("noun", "name", "verb", "num")]
        after = [x.low for x in c.words[i + 1 : min(len(c.words), i + 5)]]
        if set(before) & CIVIL:
            continue
        bridge = bool(before) and (
            (w.low == "bridge" and before[-1] in BRIDGES) or (w.low in LINKS and before[-1] in LINKED)
        )
        of_goods = after[:1] in (["of"], ["for"]) and bool(set(after[1:]) & (GOODS | SUPPLYING))
        if any_way or bridge or w.low in SUPPLYING or set(before[-3:]) & (SUPPLYING | GOODS) or of_goods:
            return i
    return None


def read_supplied(scene: Scene, line: Line, k: int, drafts: Sequence[Draft]) -> list[Draft]:
    """ "X is supplied from Y", "Y supplies its troops in X": those who are fed lie at the end of the way."""
    c, fed = line.clauses[k], _supplied(line, k)
    if fed is None:
        return []
    return _finished(scene, line, k, fed, Theme("arms_transfer", _cargo(c), _carrier(c)), drafts)


def read_supply_lines(scene: Scene, line: Line, k: int, drafts: Sequence[Draft]) -> list[Draft]:
    """The ways of supply that clause `k` names or describes; a clause that only goes on with one adds its legs to it."""
    c = line.clauses[k]
    head = _head(line, k)
    if head is None:
        return []
    legs = course(scene, line, k, head)
    known = next((d for d in reversed(drafts) if d.line is line and _same_way(d, line, head)), None)
    if known is not None:
        _extend(known, legs)
        return []
    ways = [
        head,
        *(i for i in range(min(head, c.first), c.last) if c.words[i].low in WAYS and c.words[i].tag == "noun"),
    ]
    mode: Mode = next((m for i in ways if (m := mode_of(c, i)) != "unspecified"), "unspecified")
    theme = Theme("arms_transfer", _cargo(c), _carrier(c), mode)  # "the road from A to B, their last lifeline"
    roles = {role for role, _ in legs}
    if not {"from", "to"} <= roles:
        legs = [*legs, *_for_whom(line, k, head, roles)]
    return _finished(scene, line, k, legs, theme, drafts, trigger=c.words[head].text)


def way_of_subject(line: Line, k: int) -> int | None:
    """Position of the way of supply that is the subject of clause `k`, whose verb tells its course."""
    c = line.clauses[k]
    span = subject(line.clauses, k)
    if c.group is None or span is None or c.group.lemma not in COURSE:
        return None
    told = named_way(c, span)
    if told is None and c.opener == "resume":
        told = _described(line, k, span)
    return told if told is not None else _equated(line, k, span)


def _head(line: Line, k: int) -> int | None:
    """The way that a clause is about: its subject, else a way named within it with its ends beside it."""
    c = line.clauses[k]
    told = way_of_subject(line, k)
    return told if told is not None else named_way(c, (c.first, c.last))


def _described(line: Line, k: int, span: tuple[int, int]) -> int | None:
    """ "The road that brings rifles to X runs through Y": the clause between tells what the way is for."""
    c = line.clauses[k]
    between = {w.low for w in line.words[span[1] : c.first]}
    way = next((i for i in range(*span) if names_way(c.words[i])), None)
    return way if between & (GOODS | SUPPLYING) else None


def _same_way(d: Draft, line: Line, head: int) -> bool:
    """Whether a draft tells of the way at `head`, or of what its relative clause brings along it."""
    span = subject(line.clauses, d.clause.index)
    tied = d.clause.opener.startswith("rel:") and d.type in ("arms_transfer", "other")
    hangs = (
        d.clause.first > head and d.clause.words[d.clause.first].tag == "prep"
    )  # "the road by which flour reaches X"
    return d.trigger == line.words[head].text or (tied and (hangs or (span is not None and span[0] <= head < span[1])))


def _equated(line: Line, k: int, span: tuple[int, int]) -> int | None:
    """ "The road from A to B is the lifeline of ...": the road, said to be one by its predicate."""
    c = line.clauses[k]
    g = c.group
    if g is None or g.lemma not in ("be", "become", "remain", "serve", "form", "carry", "bring", "use"):
        return None
    way = next((i for i in range(*span) if names_way(c.words[i])), None)
    aim = k + 1 < len(line.clauses) and line.clauses[k + 1].opener == "inf" and g.lemma == "use"
    rest = {w.low for w in c.words[g.last + 1 : line.clauses[k + 1].last if aim else c.last]}
    lifeline = rest & {"lifeline", "lifelines"} or (rest & SUPPLYING and rest & WAYS)
    lifeline = lifeline or ("way" in rest and "in" in rest and rest & ONLY) or (rest & GOODS and rest & ONLY)
    goods = g.lemma in ("carry", "bring", "use") and rest & GOODS
    return way if way is not None and (lifeline or goods) else None


def course(scene: Scene, line: Line, k: int, head: int) -> list[tuple[PlaceRole, Use]]:
    """The legs of a named way: "from A to B via C", "between A and B", "links A with B", "starts in A and passes C"."""
    c = line.clauses[k]
    lemma = c.group.lemma if c.group is not None else ""
    found: list[tuple[PlaceRole, Use]] = []
    first = min(name_start(line.words, head), c.first)
    spots = [
        u
        for row in line.places
        for u in row
        if first <= u.word < c.last and (not u.qualifier or names_way(line.words[u.word]))
    ]
    spots = chained(line.words, apart(scene, spots))
    joined = [u for u in spots if u.prep == "between"]
    tied = lemma in JOINS or any(w.low in JOINS for w in c.words[head : c.last])
    for u in spots:
        after_verb = c.group is not None and u.word > c.group.last
        role: PlaceRole | None = None
        if u in joined[:2]:
            role = "from" if u is joined[0] else "to"
        elif tied and after_verb and (u.position == "object" or u.prep in ("with", "to", "and", "")):
            role = "to" if any(r == "from" for r, _ in found) else "from"
        elif u.prep in ("to", "into", "towards", "toward") or (
            lemma in ENDS and after_verb and u.prep in ("in", "at", "")
        ):
            role = "to"
        elif u.prep == "from" or (lemma in STARTS and after_verb and u.prep in ("in", "at")):
            role = "from"
        elif u.prep in ("via", "through", "over", "across", "along", "past") or (
            lemma in ("pass", "cross", "transit", "traverse", "follow") and u.position == "object"
        ):
            role = "via"
        if role is not None:
            found.append((role, u))
    return found


def _for_whom(line: Line, k: int, head: int, roles: set[PlaceRole]) -> list[tuple[PlaceRole, Use]]:
    """ "the supply route for the garrison in X": X is its end; "X's lifeline from Y"."""
    if "to" in roles:
        return []
    c = line.clauses[k]
    for u in (u for row in line.places for u in row):
        between = {w.low for w in c.words[head + 1 : u.word]}
        if u.word > head and u.prep in ("in", "at", "around", "inside", "for") and between & {"for", "of"}:
            return [("to", u)]
    return []


def _supplied(line: Line, k: int) -> list[tuple[PlaceRole, Use]] | None:
    """Ends of "X is supplied from Y", "the garrison in X is fed by road from Y", "Y supplies its troops in X"."""
    c = line.clauses[k]
    g = c.group
    if g is None or g.lemma not in FED:
        return None
    rest = [u for u in line.places[k] if not u.qualifier and u.word > g.last]
    sources: list[tuple[PlaceRole, Use]] = [("from", u) for u in rest if u.prep in ("from", "out")]
    ways: list[tuple[PlaceRole, Use]] = [
        ("via", u) for u in rest if u.prep in ("via", "through", "over", "across", "along")
    ]
    if g.passive:
        span = subject(line.clauses, k)
        ends = [u for row in line.places for u in row if span and span[0] <= u.word < span[1]]
        ends = [u for u in ends if u.position != "phrase" or u.prep in ("in", "at", "around", "inside", "near", "of")]
        makers: list[tuple[PlaceRole, Use]] = [("from", u) for u in rest if u.prep == "by" and not sources]
    else:
        fed = {w.low for w in objects(c)}
        served = bool(fed & (TROOPS | HELD)) and not fed & GOODS
        ends = [u for u in rest if u.prep in ("in", "at", "around", "inside", "on")] if served else []
        makers = []
    if not ends or not (sources or ways or makers or not g.passive):
        return None
    return [*sources, *makers, *ways, *(("to", u) for u in ends[:1])]


def _finished(
    scene: Scene,
    line: Line,
    k: int,
    legs: Sequence[tuple[PlaceRole, Use]],
    theme: Theme,
    drafts: Sequence[Draft],
    trigger: str = "",
) -> list[Draft]:
    """One draft for each end; only a way whose two ends are known is one."""
    c = line.clauses[k]
    targets = [u for role, u in legs if role == "to"]
    route = via_routes(c, legs, theme)[0] if legs else Route((), theme.mode)
    found = []
    for target in targets:
        trigger = trigger or (c.words[c.group.main].text if c.group else "")
        d = Draft("arms_transfer", line, c, trigger, c.start, c.end)
        d.places = [("from", u.resolution) for role, u in legs if role == "from"]
        d.places += [("via", v) for v in route.via] + [("to", target.resolution)]
        d.mode, d.cargo, d.carrier = route.mode, theme.cargo, theme.carrier
        if d.role("from") is None and c.group is not None and c.group.lemma in FED:
            complete_ends(scene, d, Theme("arms_transfer", theme.cargo or ("supplies",)), drafts)
        if d.role("from") is not None and not same_place(d.role("from"), d.role("to")):
            found.append(d)
    return found


def _extend(d: Draft, legs: Sequence[tuple[PlaceRole, Use]]) -> None:
    """Legs of a way that another clause of the sentence goes on with: ", and passes C"."""
    for role, u in legs:
        if u.resolution not in [r for _, r in d.places] and (role == "via" or d.role(role) is None):
            d.places.append((role, u.resolution))
    d.end = max([d.end, *(u.resolution.mention.end for _, u in legs)])


def _cargo(c: Clause) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.low for w in c.words[c.first : c.last] if w.low in GOODS))


def _carrier(c: Clause) -> str:
    return next((w.low for w in c.words[c.first : c.last] if w.low in CARRIERS and w.tag == "noun"), "")


def mode_of(c: Clause, head: int) -> Mode:
    """How one travels on a way, by its own name: an air bridge, a sea route, a road."""
    for w in c.words[max(0, head - 3) : head + 1]:
        last = w.low.rsplit(maxsplit=1)[-1] if names_way(w) else w.low
        if last in SURFACES:
            return SURFACES[last]
    return "unspecified"
