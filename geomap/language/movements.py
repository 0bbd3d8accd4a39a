"""Arms and troops on the move: every leg of a route spelled out, with mode, cargo and carrier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.language.clauses import Clause, subject
from geomap.language.events.closures import as_closed, barred, close_before, closed_above, opened_gate, shuts, way_above
from geomap.language.events.dependents import with_dependents
from geomap.language.events.draft import Draft
from geomap.language.events.ends import SENDING, complete_ends, theatre
from geomap.language.events.freight import pass_gates, read_freight
from geomap.language.events.legs import find_legs, stages
from geomap.language.events.means import Route, via_routes
from geomap.language.events.mend import (
    Legs,
    after_aside,
    against_subject,
    apart,
    arrived_above,
    backfill,
    drop_loops,
    entry_point,
    handed_on,
    origin_as_via,
    through_stops,
    with_purchase,
)
from geomap.language.events.moved import RECEIVING, STILL, idle, more_of, receiver, stopped, taking_along, what_moves
from geomap.language.events.roads import chained, name_start
from geomap.language.events.roles import Use
from geomap.language.events.route_lists import read_route_list
from geomap.language.events.scene import Line, Scene
from geomap.language.events.supply_lines import mode_of, named_way, read_supplied, read_supply_lines, way_of_subject
from geomap.language.events.themes import CONVOYS, Theme, theme_of
from geomap.language.events.triggers import verb_frame
from geomap.language.events.way_state import CLOSED, PLANNED, predicate_says, scheme_of
from geomap.language.lexicon import MOVEMENT, Frame, catenatives
from geomap.model import Resolution

LOADING = frozenset("carry load loaded transport haul bring pack packed laden".split())
ON_THE_MARCH = frozenset("column columns convoy convoys reinforcements vanguard".split())  # leave to go somewhere
ENDS_OF_WAY = ("from", "to", "into", "between", "via", "through")
TRAVELS = frozenset("arms_transfer troop_movement withdrawal displacement visit".split())


def read_movements(scene: Scene, line: Line, k: int, drafts: Sequence[Draft]) -> list[Draft]:
    """The movement events that clause `k` of a line tells (none when nothing moves in it)."""
    c = line.clauses[k]
    frame = taking_along(c, line.places[k]) or verb_frame(c)
    closed = barred(line, k) or closed_above(line, k) or stopped(c) or shuts(line, k)
    if idle(line, k, frame) and not closed:
        return []
    if listed := read_route_list(scene, line, k):
        return listed
    found = _read(scene, line, k, drafts, frame)
    if not _whole_ways(found):
        found = close_before(line, k, drafts) or read_freight(scene, line, k, drafts) or found
    for d in found:
        pass_gates(line, k, d)
        if scheme_of(c) or predicate_says(c) == PLANNED or _agreed(line, k):
            d.stance = "planned"
    if closed or (predicate_says(c) == CLOSED and not any(CLOSED in d.reasons for d in found)):
        return as_closed(found)
    return found or opened_gate(line, k)


def _agreed(line: Line, k: int) -> bool:
    """ "has agreed in principle to open a route", "a ferry to bring X would start": what is only meant to be."""
    above = line.clauses[k - 1].group if k and line.clauses[k].opener == "inf" else None
    if above is not None and catenatives().get(above.lemma, "") == "planned":
        return True
    inner, after = line.clauses[k].group, line.clauses[k + 1] if k + 1 < len(line.clauses) else None
    told = after is not None and after.opener == "resume" and after.group is not None
    return told and inner is not None and not inner.finite and after.group.stance == "planned"  # type: ignore[union-attr]


def _whole_ways(found: Sequence[Draft]) -> bool:
    return any(d.role("from") and d.role("to") and d.type != "visit" for d in found)


def _read(scene: Scene, line: Line, k: int, drafts: Sequence[Draft], frame: Frame | None) -> list[Draft]:
    """What moves in clause `k`, or the way of supply that it names, whether or not it is closed."""
    c = line.clauses[k]
    lent = _subject_places(scene, line, k)
    whole = {"from", "to"} <= {u.prep for u in lent} and way_above(line, k) is not None
    own = [
        u for u in line.places[k] if (not u.qualifier or _road(u)) and not (whole and u.prep in (*ENDS_OF_WAY, "for"))
    ]
    places = apart(scene, [*lent, *own])
    fed = read_supplied(scene, line, k, drafts)
    if fed or way_of_subject(line, k) is not None:
        return fed or read_supply_lines(scene, line, k, drafts)
    theme, noun = what_moves(scene, line, k, frame)
    if frame is not None and (theme is None or theme.type in ("", "recall", "visit")):
        theme = more_of(scene, line, k, drafts) or theme
    if theme is None or not theme.type:
        return read_supply_lines(scene, line, k, drafts)
    _on_board(scene, line, k, theme)
    if frame is not None and c.opener == "part" and not places and _loads(line, theme, drafts):
        return []
    legs = with_purchase(line, k, find_legs(c, frame, places, theme, noun=noun))
    legs = with_dependents(line, k, arrived_above(line, k, legs))
    travels = any(role in ("from", "to", "via", "towards") for role, _ in legs)
    if frame is not None and frame.lemma in STILL and not travels:
        return []
    found = _told(scene, line, k, theme, legs, frame, drafts)
    if not _whole_ways(found):
        found = read_supply_lines(scene, line, k, drafts) or found
    hung = closed_above(line, k) or way_above(line, k) is not None
    _by_its_way(line.clauses[k - 1] if hung else c, found)
    return found


def _by_its_way(c: Clause, found: Sequence[Draft]) -> None:
    """ "a supply road", "an air bridge": how one travels, where nothing else tells it."""
    head = named_way(c, (c.first, c.last), any_way=True)
    for d in found:
        if head is not None and d.mode == "unspecified":
            d.mode = mode_of(c, head)


def _road(u: Use) -> bool:
    """ "along the X road": a way of its own, wherever it hangs."""
    return u.prep == "along" and u.resolution.place is not None and u.resolution.place.feature == "road"


def _loads(line: Line, theme: Theme, drafts: Sequence[Draft]) -> bool:
    """ ", carrying armoured vehicles": what the movement told just before has on board."""
    one = next((d for d in reversed(drafts) if d.line is line and d.type in MOVEMENT), None)
    if one is None:
        return False
    one.cargo = tuple(dict.fromkeys([*(x for x in one.cargo if x != "cargo"), *theme.cargo]))
    return True


def _on_board(scene: Scene, line: Line, k: int, theme: Theme) -> None:
    """Goods told between carrier and verb: "trucks carrying flour left ...", "lorries loaded with wheat travel ..."."""
    c, between = line.clauses[k], line.clauses[k - 1] if k else None
    if (
        between is None
        or c.opener != "resume"
        or between.group is None
        or set(theme.cargo) - set(CONVOYS)
        or not theme.carrier
    ):
        return
    if between.group.lemma in LOADING:
        goods = theme_of(scene, [w for w in between.words[between.group.last + 1 : between.last] if w.low != "with"])
        theme.cargo = goods.cargo
        theme.type = goods.type if goods.type in (*MOVEMENT, "other") else theme.type


def _subject_places(scene: Scene, line: Line, k: int) -> list[Use]:
    """Places in a subject that stands apart from its verb: "Food for X, besieged since May, comes from Y".

    Of a relative clause that hangs on a way ("the road from X to Y, along which flour is trucked") the ends of the way.
    """
    c = line.clauses[k]
    own = {"to" if u.prep in ("to", "into", "for") else u.prep for u in line.places[k]}
    way = way_above(line, k)
    if way is not None:
        named = chained(line.words, apart(scene, line.places[k - 1]))
        return [u for u in named if u.word >= name_start(line.words, way) and u.prep in ENDS_OF_WAY and not u.qualifier]
    span = subject(line.clauses, k)
    if span is None or span[0] >= c.first or c.opener not in ("resume", "part", "comma"):
        return []
    told = {"from" if "from" in own else "", "for" if "to" in own else ""} if c.opener != "resume" else set()
    return [
        u
        for row in line.places
        for u in row
        if span[0] <= u.word < span[1] and u.prep in {"for", "from"} - told and not u.qualifier
    ]


def _told(
    scene: Scene, line: Line, k: int, theme: Theme, legs: Legs, frame: Frame | None, drafts: Sequence[Draft]
) -> list[Draft]:
    """The drafts of one movement: one for each way to each of its ends."""
    c = line.clauses[k]
    if theme.type == "recall":
        earlier = next((d for d in reversed(drafts) if d.type in TRAVELS), None)
        if earlier is None or not legs:
            return []
        backfill(earlier, legs)
        theme = Theme(earlier.type, earlier.cargo, earlier.carrier, earlier.mode, None, True)
    if theme.type in ("arms_transfer", "other") and not any(role == "to" for role, _ in legs):
        legs = [("to", u) if role == "towards" else (role, u) for role, u in legs]  # "brought from X towards Y"
    kind = _type(c, theme, frame, legs)
    legs = against_subject(line, through_stops(c, after_aside(line, k, legs)), drafts)
    if not legs and kind == "troop_movement" and _crosses_border(c) and frame is not None and frame.lemma in SENDING:
        return _over_the_border(scene, Draft(kind, line, c, frame.lemma, c.start, c.end), theme, drafts)
    found: list[Draft] = []
    for part, own in stages(c, legs):
        if not found:
            found += _drafts(line, k, theme, own, frame, kind, via_routes(part, own, theme))
            continue
        next_theme = replace(theme, mode="unspecified", carrier="", home=None)
        onward = _drafts(line, k, next_theme, own, frame, kind, via_routes(part, own, next_theme))
        start = found[-1].role("to")
        for d in onward:
            d.places = [*([("from", start)] if start is not None else []), *d.places]  # type: ignore[list-item]
            d.reasons.append("carried on from where it had been brought before")
        found += onward
    if kind in MOVEMENT or kind == "other":
        for d in found:
            complete_ends(scene, d, theme, drafts)
    handed_on(c, found, drafts)
    entry = entry_point(line, k, legs)
    for d in found:
        drop_loops(d)
        if entry is not None and d.role("at") is None:
            d.where = entry
    return [d for d in found if d.position() is not None]


def _over_the_border(scene: Scene, d: Draft, theme: Theme, drafts: Sequence[Draft]) -> list[Draft]:
    """ "sent troops across the border": into the country that the report is about."""
    d.cargo = theme.cargo
    complete_ends(scene, d, theme, drafts)
    target = theatre(scene, d)
    if d.role("from") is not None and target is not None and d.role("to") is None:
        d.places.append(("to", target))
        d.reasons.append("across the border into the country that the report is about")
    return [d] if d.role("to") is not None else []


def _drafts(
    line: Line, k: int, theme: Theme, legs: Legs, frame: Frame | None, kind: str, routes: Sequence[Route]
) -> list[Draft]:
    """A draft for each end and way that the legs spell."""
    c = line.clauses[k]
    targets: list[Resolution | None] = [u.resolution for role, u in legs if role == "to"]
    if not targets and frame is not None and frame.lemma in RECEIVING:
        targets = [receiver(line, k)]
    if targets and targets[0] is not None:  # the country that the way lies in is not its place
        legs = [(role, u) for role, u in legs if not (role == "at" and _whole(u.resolution))]
    passed = origin_as_via(theme, legs)
    if passed is not None:
        mode = routes[0].mode if not routes[0].via else "unspecified"
        why = 'the goods\' own country is the origin, so "from" is a country on the way'
        routes = [Route((passed,), mode, (why,)), *(r for r in routes if r.via)]
    told = [(role, u.resolution) for role, u in legs if role not in ("via", "to")]
    told = [(role, r) for role, r in told if passed is None or role != "from"]
    found = []
    for target in targets or [None]:
        for route in routes:
            d = Draft(kind, line, c, c.words[c.group.main].text if c.group else "", c.start, c.end)
            d.places = [*told, *(("via", v) for v in route.via)]
            if target is not None:
                d.places.append(("to", target))
            d.mode, d.cargo, d.carrier = route.mode, theme.cargo, theme.carrier
            d.reasons += list(route.reasons)
            found.append(d)
    return found


def _whole(r: Resolution) -> bool:
    return r.place is not None and r.place.feature in ("country", "admin1")


def _crosses_border(c: Clause) -> bool:
    low = [w.low for w in c.words[c.first : c.last]]
    return "border" in low and ("across" in low or "over" in low)


def _type(c: Clause, theme: Theme, frame: Frame | None, legs: Legs) -> str:
    """The event's type: troops that leave withdraw, those that enter a town take it, those that advance attack."""
    lemma = frame.lemma if frame else ""
    roles = {role for role, _ in legs}
    if theme.type != "troop_movement":
        return theme.type
    if lemma in ("leave", "depart", "flee", "withdraw"):
        sets_out = lemma in ("leave", "depart") and any(w.low in ON_THE_MARCH for w in theme.words)
        return "troop_movement" if sets_out else "withdrawal"
    if lemma == "enter" and any(role == "to" and _spot(u.resolution) for role, u in legs):
        return "territorial_change"
    g = c.group
    after = c.words[g.last + 1].low if g is not None and g.last + 1 < c.last else ""
    turned = lemma in ("move", "go", "drive") and after in ("back", "away", "out")
    if turned and "from" in roles and "to" not in roles:
        return "withdrawal"
    if lemma in ("advance", "march") and "to" in roles:
        return "ground_offensive"
    if lemma in ("move", "advance", "march") and "towards" in roles:
        return "ground_offensive"
    return "troop_movement"


def _spot(r: Resolution) -> bool:
    return r.place is not None and r.place.feature not in ("country", "airspace")
