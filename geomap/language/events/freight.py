"""Goods, carriers and ways whose two ends stand beside them, whatever the verb: "flour from A to B is held up at C"."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.boundaries import SAYING
from geomap.language.clauses import Clause, subject
from geomap.language.events.closures import GATES, as_closed, barred, way_above
from geomap.language.events.dependents import with_dependents
from geomap.language.events.draft import Draft
from geomap.language.events.ends import same_place, set_above
from geomap.language.events.means import via_routes
from geomap.language.events.mend import ACQUIRED
from geomap.language.events.roads import WAYS, names_way
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line, Scene
from geomap.language.events.supply_lines import CIVIL, FED, GOODS, SUPPLYING, course, mode_of, named_way
from geomap.language.events.themes import HARMED, Theme, theme_of
from geomap.language.events.triggers import verb_frame
from geomap.language.events.way_state import CLOSED, OPENING, PLANNED, REOPENED, predicate_says, scheme_of
from geomap.language.lexicon import PHYSICAL
from geomap.language.war_words import CARRIERS, CIVILIANS
from geomap.model import PlaceRole

LORRIES = frozenset("lorry lorries truck trucks freight convoys".split())
HAULIERS = LORRIES | frozenset(
    "convoy barge barges dhow dhows tanker tankers freighter freighters skiff skiffs caravan caravans wagons".split()
)
FLEETS = frozenset(
    "flight flights plane planes aircraft helicopters ferry ferries ship ships boats vessels train trains".split()
)
RELIEF = frozenset(
    "un wfp ocha unhcr icrc aid relief cargo humanitarian supply supplies medical freight food fuel military its their".split()
)
PASSENGERS = frozenset(
    """passenger passengers fishing commercial scheduled commuter tourist tourists cruise charter evacuation rescue patrol
    fighter bomber buses bus evacuees wounded migrants refugees civilians school""".split()
)
GATE_FEATURES = frozenset("border_crossing bridge".split())
SUPPLY = ("arms_transfer", "interdiction", "other")
WIDE = ("country", "admin1", "region")
ECONOMY = frozenset(
    "exports export imports import trade prices price sales tourists passengers passenger commercial customs workers".split()
)
STRUCK = PHYSICAL - {"interdiction", "siege"}


def read_freight(scene: Scene, line: Line, k: int, drafts: Sequence[Draft] = ()) -> list[Draft]:
    """The way that clause `k` tells by its ends and by goods or a way of supply beside them; none of anything else."""
    c = line.clauses[k]
    for head in (_supply_word(scene, c), _bare_way(line, k)):
        if head is None or _something_else(line, k):
            continue
        found = course(scene, line, k, head)
        legs = with_dependents(line, k, _without_wide([*found, *_taken_up(line, k, found)]))
        legs = _borrowed(scene, line, k, legs, drafts)
        roles = [role for role, _ in legs]
        if roles.count("from") == 1 and "to" in roles:
            return _settled(c, _drafts(line, c, legs, _theme(scene, c, head), c.words[head].text))
    return []


def _borrowed(
    scene: Scene, line: Line, k: int, legs: list[tuple[PlaceRole, Use]], drafts: Sequence[Draft]
) -> list[tuple[PlaceRole, Use]]:
    """ "its flights from X were suspended": the end of a closed or opened way that only the way told before names.

    An end that the sentence before sets comes first: "Into Y the only way is a track. The airlift from X is suspended".
    """
    c = line.clauses[k]
    if [role for role, _ in legs if role != "via"] != ["from"] or predicate_says(c) not in (CLOSED, REOPENED):
        return legs
    start = legs[0][1]
    told = next((d for d in reversed(drafts) if line.index - d.line.index <= 1 and d.role("to")), None)
    end = set_above(scene, line) or (told.role("to") if told is not None else None)
    return [*legs, ("to", Use(start.word, end, "to", "phrase", start.head))] if end is not None else legs


def _theme(scene: Scene, c: Clause, head: int) -> Theme:
    """The goods, the carrier and how one travels, by the carrier or by the way's own name."""
    nouns = [w for w in c.words[c.first : c.last] if w.tag in ("noun", "name", "num")]
    told = theme_of(scene, nouns)
    way = next(
        (i for i in range(min(head, c.first), c.last) if c.words[i].low in WAYS and c.words[i].tag == "noun"), head
    )
    by_way = mode_of(c, way)
    cargo = tuple(w for w in told.cargo if w in GOODS)
    return Theme("arms_transfer", cargo, told.carrier, by_way if by_way != "unspecified" else told.mode)


def _bare_way(line: Line, k: int) -> int | None:
    """A way that the predicate closes or opens, without a word of goods in the clause.

    A route, traffic through a place, or a road or railway where the sentence tells elsewhere what moves on it.
    """
    c = line.clauses[k]
    if barred(line, k) or (c.group is not None and c.group.lemma in OPENING and not c.group.passive):
        way = next((i for i in range(c.first, c.last) if names_way(c.words[i])), None)
        if way is not None:
            return way  # "nothing has come up the road since", "hopes to reopen the route"
    if predicate_says(c) not in (CLOSED, REOPENED):
        return None
    span = subject(line.clauses, k)
    through = any(u.prep in ("via", "through", "over", "across") and not u.qualifier for u in line.places[k])
    low = {w.low for w in line.words if w.tag == "noun"}
    fed = any(
        x.group is not None and x.group.lemma in FED for x in line.clauses
    )  # "by which the garrison was supplied"
    goods = (fed or bool(low & (GOODS | SUPPLYING | LORRIES))) and not low & (CIVIL | CIVILIANS)
    for i in range(*span) if span else ():
        word = line.words[i]
        if word.tag == "place" and not names_way(word):
            continue
        if word.low in ("route", "routes", "corridor") or (word.low in ("traffic", "transit") and through):
            return i
        if names_way(word):
            return i
    return way_above(line, k) if goods else None


def _taken_up(line: Line, k: int, legs: Sequence[tuple[PlaceRole, Use]]) -> list[tuple[PlaceRole, Use]]:
    """ "was loaded at A on ships bound for B": A is where it starts."""
    c = line.clauses[k]
    if c.group is None or c.group.lemma not in ACQUIRED or any(role == "from" for role, _ in legs):
        return []
    return [
        ("from", u) for u in line.places[k] if not u.qualifier and u.prep in ("in", "at") and u.word > c.group.last
    ][:1]


def _supply_word(scene: Scene, c: Clause) -> int | None:
    """Position of what makes the clause one about supply: goods that are not just spoken of, a way of supply."""
    way = named_way(c, (c.first, c.last))
    if way is not None:
        return way
    for i in range(c.first, c.last):
        w = c.words[i]
        if w.tag == "noun" and (w.low in GOODS or w.low in SUPPLYING) and theme_of(scene, c.words[i : i + 2]).type:
            return i
    return next((i for i in range(c.first, c.last) if _hauls(c, i)), None)


def _hauls(c: Clause, i: int) -> bool:
    """Whether the noun at `i` is what carries freight: lorries and barges by themselves, aircraft and ships of relief."""
    w = c.words[i]
    if w.tag != "noun" or w.low not in HAULIERS | FLEETS:
        return False
    around = {x.low for x in c.words[max(c.first, i - 4) : i + 3]}
    return not around & PASSENGERS and (w.low in HAULIERS or bool(around & RELIEF))


def _something_else(line: Line, k: int) -> bool:
    """Whether the clause tells of flight, fighting, trade at large or the wounded, or says nothing of where goods go."""
    c = line.clauses[k]
    low = {w.low for w in c.words[c.first : c.last]}
    frame = verb_frame(c)
    fights = frame is not None and frame.type in STRUCK
    other = c.group is not None and c.group.lemma in SAYING and not c.group.passive
    return bool(low & (CIVIL | ECONOMY | CIVILIANS | HARMED)) or fights or other


def pass_gates(line: Line, k: int, d: Draft) -> None:
    """Crossings and bridges of the clause, and where what it tells is held up, are on the way from one end to the other."""
    c = line.clauses[k]
    if d.clause is not c or not d.role("from") or not d.role("to"):
        return
    stopped = predicate_says(c) == CLOSED
    known = [r for _, r in d.places]
    for u in line.places[k]:
        place = u.resolution.place
        before = {w.low for w in c.words[max(c.first, u.word - 3) : u.word] if w.tag == "noun"}
        gate = before & GATES or (place is not None and place.feature in GATE_FEATURES)
        held = stopped and c.group is not None and u.word > c.group.last
        placed = u.prep in ("at", "in", "near", "of") or u.position == "subject"
        told = next((role for role, r in d.places if r is u.resolution), None)
        if placed and not u.qualifier and (gate or held) and (told == "at" or u.resolution not in known):
            d.places = [x for x in d.places if x[1] is not u.resolution]
            last = next(i for i, (role, _) in enumerate(d.places) if role == "to")
            d.places.insert(last, ("via", u.resolution))
            d.mode = "land" if gate and d.mode == "unspecified" else d.mode


def borrow_means(scene: Scene, drafts: Sequence[Draft]) -> None:
    """How one travels on a way, by what carries beside it: "The route from A to B is suspended. 364 trucks wait in A"."""
    for d in drafts:
        if d.mode != "unspecified" or not (d.role("from") and d.role("to")) or d.type not in SUPPLY:
            continue
        spots = {r.place.place_id for role, r in d.places if r.place is not None and r.place.feature != "country"}
        told = {
            (CARRIERS[w.low], w.low)
            for line in scene.lines
            if abs(line.index - d.line.index) <= 1 and _names_one(line, spots)
            for w in line.words
            if w.low in CARRIERS and w.tag == "noun"
        }
        if len({mode for mode, _ in told}) == 1:
            mode, carrier = min(told)
            d.mode = mode  # type: ignore[assignment]
            d.reasons.append(f"by what is told of it beside: {carrier}")


def _names_one(line: Line, spots: set[str]) -> bool:
    """Whether a line names one of these places."""
    return any(
        u.resolution.place is not None and u.resolution.place.place_id in spots for row in line.places for u in row
    )


def _without_wide(legs: Sequence[tuple[PlaceRole, Use]]) -> list[tuple[PlaceRole, Use]]:
    """ "the route to <region>, from A to B": B is the end, the region is where it lies."""
    ends = [u.resolution.place for role, u in legs if role == "to"]
    finer = {p.country for p in ends if p is not None and p.feature not in WIDE}

    def covers(role: PlaceRole, u: Use) -> bool:
        place = u.resolution.place
        return role == "to" and place is not None and place.feature in WIDE and place.country in finer

    return [leg for leg in legs if not covers(*leg)]


def _drafts(line: Line, c: Clause, legs: Sequence[tuple[PlaceRole, Use]], theme: Theme, trigger: str) -> list[Draft]:
    """A draft for each end of the way."""
    found = []
    route = via_routes(c, legs, theme)[0]
    for end in (u for role, u in legs if role == "to"):
        d = Draft("arms_transfer", line, c, trigger, c.start, c.end)
        d.places = [("from", u.resolution) for role, u in legs if role == "from"]
        d.places += [("via", r) for r in route.via] + [("to", end.resolution)]
        d.mode, d.cargo, d.carrier = route.mode, theme.cargo, theme.carrier
        if not same_place(d.role("from"), d.role("to")):
            found.append(d)
    return found


def _settled(c: Clause, found: list[Draft]) -> list[Draft]:
    """The ways with what the predicate says of them: closed, open again, planned."""
    said = predicate_says(c)
    if said == CLOSED:
        return as_closed(found)
    for d in found:
        if said == PLANNED or scheme_of(c):
            d.stance = "planned"
        elif said == REOPENED:
            d.reasons.append(REOPENED)
            d.type = "other"
    return found
