"""One line of a report read for events: triggers, actors, places and numbers put together."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.boundaries import SAYING
from geomap.language.clauses import Clause, antecedent, subject
from geomap.language.events.anaphora import HERE, points_back, told_above
from geomap.language.events.closures import gate
from geomap.language.events.draft import Draft
from geomap.language.events.elsewhere import places_elsewhere, vicinity
from geomap.language.events.joined import merge_legs, settled
from geomap.language.events.moved import what_moves
from geomap.language.events.scene import Line, Scene
from geomap.language.events.speech import say
from geomap.language.events.themes import theme_of
from geomap.language.events.toll import HARMING, adds, count, counts_only, harmed_before, one_of_two, share_dead
from geomap.language.events.triggers import Trigger, triggers, verb_frame
from geomap.language.events.unreal import is_untold
from geomap.language.events.way_state import CLOSED
from geomap.language.events.where import places_of
from geomap.language.events.who import acted
from geomap.language.grammar import Word
from geomap.language.lexicon import PHYSICAL
from geomap.language.movements import read_movements
from geomap.language.war_words import CARGO, CARRIERS, TROOPS
from geomap.model import PlaceRole, Resolution

AT_THE_END = frozenset("siege attack air_strike shelling clash territorial_change interdiction".split())
STRIKES = frozenset("attack air_strike shelling clash".split())
TAKEN = ("ground_offensive", "territorial_change")
ROLLING = frozenset("roll push enter advance thrust pour drive reach".split())
TRAVELLING = ("drive", "reach")  # vehicles may do so in peace
ARMOUR = frozenset("tank tanks armour armor humvees vehicles".split())
LEAVING = frozenset("leave flee quit abandon depart escape".split())


def read_line(scene: Scene, number: int, before: Sequence[Draft]) -> list[Draft]:
    """The drafts of one line; `before` are those of the lines above it."""
    line = scene.lines[number]
    found: list[Draft] = []
    for k in range(len(line.clauses)):
        drafts = _clause(scene, number, k, [*before, *found])
        for d in drafts:
            say(line, k, d)
            where = d.position()
            if where is not None:
                d.cover(where)
        found.extend(drafts)
    return share_dead(one_of_two(settled(merge_legs(found))))


def _clause(scene: Scene, number: int, k: int, before: Sequence[Draft]) -> list[Draft]:
    line = scene.lines[number]
    c = line.clauses[k]
    if is_untold(line, k):
        return []
    if c.group is not None and "avoid" in c.group.chain:
        _avoid(line, k, before)
        return []
    last = before[-1] if before and before[-1].line is line else None
    moves = read_movements(scene, line, k, before)
    told = _triggers(scene, line, k, moves)
    shut = any(CLOSED in d.reasons for d in moves)  # "nothing has come since the fall of X"
    if not shut and any(t.type in TAKEN and t.frame is not None and t.frame.kind == "move" for t in told):
        moves = []  # "came within 12 km of", "came under their control"
    for d in moves:
        if (
            d.type == "arms_transfer"
            and c.group is not None
            and c.group.lemma in ROLLING
            and set(d.cargo) <= ARMOUR | TROOPS
            and (d.carrier not in CARRIERS or d.carrier.startswith("convoy"))
            and (c.group.lemma not in TRAVELLING or (d.cargo and d.role("from") is None))
        ):
            d.type = "ground_offensive"  # "tanks rolled into the camp"
    for d in moves:
        _goes_there(scene, line, c, d, before)
    found = [acted(scene, number, k, d) for d in moves]
    for t in told:
        if last is not None and counts_only(t, line, k, last):
            count(scene, c, last)
            last.end = max(last.end, c.end)
        else:
            found.extend(_told(scene, number, k, t, before))
    for d in found:
        if gate(c, d.type) == CLOSED and d.role("from") is None:
            d.reasons.append(CLOSED)
    if not found and c.group is not None and c.group.lemma in SAYING:
        found.extend(_statement(scene, number, k))
    for d in found or ([last] if last is not None and adds(c) else []):
        count(scene, c, d)
    for harm in harmed_before(line, k, before):
        for d in found:
            if d.type in PHYSICAL:
                count(scene, harm, d)
                if harm.group is not None and harm.group.lemma in HARMING:
                    d.start = min(d.start, harm.start)
    return found


def _goes_there(scene: Scene, line: Line, c: Clause, d: Draft, before: Sequence[Draft]) -> None:
    """ "Two planes from X landed there": the end of a movement that is told by what points back."""
    after = c.words[c.group.last + 1 : c.last] if c.group is not None else ()
    back = next((w.low for w in after[:2] if w.low in HERE), "")
    if back and d.role("from") is not None and not any(d.role(r) for r in ("at", "to", "towards")):
        there = told_above(scene, line, back, before)
        d.places += [("to", there)] if there is not None else []


def _triggers(scene: Scene, line: Line, k: int, moves: Sequence[Draft]) -> list[Trigger]:
    """What the clause tells beside the movements that were read from it."""
    c = line.clauses[k]
    span = subject(line.clauses, k)
    subjects = c.words[span[0] : span[1]] if span else ()
    found = triggers(c, line.places[k], subjects, from_the_air=scene.strikes_fall_from_the_air)
    if not moves:
        return found or _moved_there(scene, line, k, subjects)
    kinds = {d.type for d in moves}
    return [t for t in found if t.type not in kinds and not _moves(t) and not _carried(c, t)]


def _carried(c: Clause, t: Trigger) -> bool:
    """ "Mortar rounds are flown from X": goods on their way, no shelling."""
    return t.by_noun and c.words[t.word].low in CARGO


def _moves(t: Trigger) -> bool:
    """Whether a trigger is of a movement, which has been read already."""
    if t.type in ("arms_transfer", "troop_movement", "displacement") or (t.by_noun and t.type not in PHYSICAL):
        return True
    return t.frame is not None and t.frame.kind in ("move", "light") and not t.by_noun and t.type not in TAKEN


def _moved_there(scene: Scene, line: Line, k: int, subjects: Sequence[Word]) -> list[Trigger]:
    """ "Fighters entered the town", "families fled the city": a movement whose place is told by what points back."""
    c = line.clauses[k]
    g, frame = c.group, verb_frame(c)
    if g is None or frame is None or frame.kind != "move":
        return []
    hung = c.opener == "rel:which" and c.first > 0 and c.words[c.first - 1].low in ("from", "into", "to")
    if not hung and not points_back(c.words[g.last + 1 : c.last]):
        return []
    own = what_moves(scene, line, k, frame)[0] if g.lemma in ("march", "advance") else None  # "they marched into"
    theme = theme_of(scene, subjects).type or (own.type if own is not None else "")
    if theme == "troop_movement":
        kind = "withdrawal" if g.lemma in LEAVING else "territorial_change" if g.lemma == "enter" else theme
        return [Trigger(kind, g.main, frame, False)]
    return [Trigger(theme, g.main, frame, False)] if theme == "displacement" else []


def _told(scene: Scene, number: int, k: int, t: Trigger, before: Sequence[Draft]) -> list[Draft]:
    line = scene.lines[number]
    c = line.clauses[k]
    roles, reasons = places_of(scene, number, k, t, before)
    here = _here(t.type, roles)
    if not here and t.type in STRIKES and all(role == "from" for role, _ in roles):
        here = [r for role, r in places_elsewhere(scene, number, k, t, before)[0] if role == "at"]
        died = any(w.low in ("died", "killed") for w in c.words[c.first : c.last])
        roles = [] if died and not here else roles
    if not roles and not _may_be_nowhere(t, c):
        return []
    rest = [(role, r) for role, r in roles if r not in here]
    found = []
    spots: list[Resolution | None] = [*here]
    for r in spots or [None]:
        d = Draft(t.type, line, c, c.words[t.word].text, c.start, c.end, word=t.word)
        if r is not None:
            left = t.type in ("withdrawal", "displacement") and ("from", r) in roles
            d.places.append(("from" if left else "at", r))
        d.places.extend(rest)
        d.reasons.extend(reasons)
        _reach_back(line, k, t, d, r)
        if t.frame is not None and t.frame.particle[:1] in (("outwards",), ("outward",)):
            d.where = d.role("from")
        _around_unknown(scene, line, k, d)
        found.append(acted(scene, number, k, d, t))
    return [d for d in found if d.position() is not None or d.actor_side is not None]


def _here(kind: str, roles: Sequence[tuple[PlaceRole, Resolution]]) -> list[Resolution]:
    """The places of occurrence: "at", else where a strike goes to, else where somebody was driven from."""
    here = [r for role, r in roles if role == "at"]
    if not here and kind in AT_THE_END:
        here = [r for role, r in roles if role in ("to", "towards")]
    if not here and kind in ("territorial_change", "withdrawal", "displacement"):
        here = [r for role, r in roles if role == "from"]  # "drove them from A and B": at each of them
    return here


def _may_be_nowhere(t: Trigger, c: Clause) -> bool:
    """Whether an event is kept without a place: a strong verb that tells a deed as done."""
    strong = t.type in PHYSICAL and not t.by_noun and t.frame is not None and t.frame.kind == "strong"
    return strong and c.group is not None and not c.group.stance and not c.group.infinitive


def _reach_back(line: Line, k: int, t: Trigger, d: Draft, r: Resolution | None) -> None:
    """Let the quote hold what the clause hangs on: the antecedent with its place, the subject left behind."""
    c = line.clauses[k]
    hung = r is not None and (c.opener.startswith("rel") or c.opener == "part") and r.mention.end <= c.start
    for span in (
        antecedent(c) if hung else None,
        subject(line.clauses, k) if c.opener == "resume" and not t.by_noun else None,
    ):
        if span:
            d.start = min(d.start, c.words[span[0]].start)


def _around_unknown(scene: Scene, line: Line, k: int, d: Draft) -> None:
    """An event at a name that no gazetteer has is drawn where the report locates the name, else around its sentence's place."""
    told = d.position()
    if told is None or told.lat is not None:
        return
    name = told.mention.name
    twin = next((r for r in scene.resolutions if r.lat is not None and r.mention.name == name), None)
    if twin is not None:
        d.where = twin
        d.reasons.append(f"{told.mention.text} is in no gazetteer: drawn where the report locates it")
        return
    around = vicinity(line, k)
    if around is not None:
        d.where = around
        d.reasons.append(f"{told.mention.text} is in no gazetteer: drawn around {around.mention.text}")


def _statement(scene: Scene, number: int, k: int) -> list[Draft]:
    """A statement made at a place: "told reporters in Geneva"."""
    line = scene.lines[number]
    c = line.clauses[k]
    if c.group is None or c.group.passive:
        return []
    spots = [
        u
        for u in line.places[k]
        if not u.qualifier
        and u.word > c.group.last
        and u.prep in ("in", "at", "from", "near", "outside")
        and u.resolution.mention.role == "literal"
    ]
    found = []
    for u in spots[:1]:
        d = Draft("statement", line, c, c.words[c.group.main].text, c.start, c.end)
        d.places.append(("at", u.resolution))
        found.append(acted(scene, number, k, d))
        d.target = ""
    return found


def _avoid(line: Line, k: int, before: Sequence[Draft]) -> None:
    """A country that the flights just told of keep out of: "in order to avoid flying over X"."""
    for u in line.places[k]:
        if not u.qualifier:
            for d in before:
                if d.line is line and d.type in ("arms_transfer", "troop_movement"):
                    d.places.append(("avoid", u.resolution))
