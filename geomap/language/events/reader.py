"""One line of a report read for events: triggers, actors, places and numbers put together."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.attribution import speaker_of
from geomap.language.clauses import SAYING, Clause, antecedent, subject
from geomap.language.events.closures import CLOSED, barred, gate
from geomap.language.events.draft import Draft
from geomap.language.events.scene import Line, Scene
from geomap.language.events.triggers import Trigger, triggers
from geomap.language.events.where import own_places, places_elsewhere, places_of, vicinity
from geomap.language.events.who import acted
from geomap.language.lexicon import PHYSICAL, catenatives
from geomap.language.movements import read_movements
from geomap.language.numbers import deaths
from geomap.language.verb_groups import HEDGES
from geomap.model import Resolution, Stance

AIMS = frozenset("on at for of toward towards before without".split())  # "aimed at retaking": not done
ALLEGING = frozenset("accuse allege claim suspect suggest believe".split())
ASSERTING = frozenset("use help force allow manage enable let say".split())


def read_line(scene: Scene, number: int, before: Sequence[Draft]) -> list[Draft]:
    """The drafts of one line; `before` are those of the lines above it."""
    line = scene.lines[number]
    found: list[Draft] = []
    for k in range(len(line.clauses)):
        drafts = _clause(scene, number, k, [*before, *found])
        for d in drafts:
            _speech(scene, line, k, d)
            where = d.position()
            if where is not None:
                d.cover(where)
        found.extend(drafts)
    return _share_dead(_one_of_two(_merge_legs(found)))


def _clause(scene: Scene, number: int, k: int, before: Sequence[Draft]) -> list[Draft]:
    line = scene.lines[number]
    c = line.clauses[k]
    g = c.group
    avoiding = g is not None and "avoid" in g.chain
    if g is not None and (
        (g.negated and not avoiding and not barred(line, k))
        or (g.first and g.shape == "ing" and c.words[g.first - 1].low == "without")
    ):
        return []
    if (
        any(k in d.content or k == d.clause for d in line.denials)
        and g is not None
        and not any(k in d.content for d in line.denials)
    ):
        return []
    if avoiding:
        _avoid(line, k, before)
        return []
    if g is not None and g.lemma == "leave" and c.opener == "part" and before and before[-1].line is line:
        _casualties(scene, c, before[-1])
    moves = read_movements(scene, line, k, before)
    found = [acted(scene, number, k, d) for d in moves]
    span = subject(line.clauses, k)
    subjects = c.words[span[0] : span[1]] if span else ()
    for t in triggers(c, line.places[k], subjects, from_the_air=scene.strikes_fall_from_the_air):
        if moves and (
            t.type in ("arms_transfer", "troop_movement", "displacement") or (t.by_noun and t.type not in PHYSICAL)
        ):
            continue
        if moves and t.frame is not None and t.frame.kind in ("move", "light") and not t.by_noun:
            continue
        if moves and any(d.type == t.type for d in moves):
            continue
        if (
            _aftermath(t, c, k)
            and before
            and before[-1].line is line
            and not own_places(line, k)
            and (c.opener != "stop" or before[-1].type in PHYSICAL)
        ):
            _casualties(scene, c, before[-1])
            before[-1].end = max(before[-1].end, c.end)
            continue
        found.extend(_told(scene, number, k, t, before))
    for d in found:
        if gate(c, d.type) == CLOSED and d.role("from") is None:
            d.reasons.append(CLOSED)
    if not found and g is not None and g.lemma in SAYING:
        found.extend(_statement(scene, number, k))
    cause = k > 0 and c.opener in ("sub:when", "sub:as", "sub:after")
    for d in found:
        _casualties(scene, c, d)
        if cause and d.type in PHYSICAL and not any(b.clause is line.clauses[k - 1] for b in before):
            _casualties(scene, line.clauses[k - 1], d)  # "54 people were killed when jets bombed ..."
    return found


def _aftermath(t: Trigger, c: Clause, k: int) -> bool:
    """A clause that only counts the dead of the event before it: ", killing at least 12"."""
    g = c.group
    return (
        g is not None
        and t.frame is not None
        and t.frame.lemma in ("kill", "wound", "injure", "die", "destroy", "damage", "maim")
        and (c.opener in ("part", "and", "comma", "rel:which", "rel:that") or (c.opener == "stop" and g.passive))
    )


def _told(scene: Scene, number: int, k: int, t: Trigger, before: Sequence[Draft]) -> list[Draft]:
    line = scene.lines[number]
    c = line.clauses[k]
    roles, reasons = places_of(scene, number, k, t, before)
    here = [r for role, r in roles if role == "at"]
    if not here and t.type in (
        "siege",
        "attack",
        "air_strike",
        "shelling",
        "clash",
        "territorial_change",
        "interdiction",
    ):
        toward = [r for role, r in roles if role in ("to", "towards")]
        here = toward
    if not here and t.type in ("territorial_change", "withdrawal", "displacement"):
        here = [r for role, r in roles if role == "from"]  # "drove them from A and B": at each of them
    if (
        not here
        and t.type in ("attack", "air_strike", "shelling", "clash")
        and all(role == "from" for role, _ in roles)
    ):
        here = [r for role, r in places_elsewhere(scene, number, k, t, before)[0] if role == "at"]
        if not here:
            roles = [] if any(w.low in ("died", "killed") for w in c.words[c.first : c.last]) else roles
    rest = [(role, r) for role, r in roles if r not in here]
    nowhere = t.type in PHYSICAL and not t.by_noun and t.frame is not None and t.frame.kind == "strong"
    if not roles and not (nowhere and c.group is not None and not c.group.stance and not c.group.infinitive):
        return []
    found = []
    spots: list[Resolution | None] = [*here]
    for r in spots or [None]:
        d = Draft(t.type, line, c, c.words[t.word].text, c.start, c.end)
        if r is not None:
            left = t.type in ("withdrawal", "displacement") and ("from", r) in roles
            d.places.append(("from" if left else "at", r))
        d.places.extend(rest)
        d.reasons.extend(reasons)
        if r is not None and (c.opener.startswith("rel") or c.opener == "part") and r.mention.end <= c.start:
            span = antecedent(c)
            d.start = min(d.start, c.words[span[0]].start) if span else d.start
        if c.opener == "resume" and not t.by_noun:
            span = subject(line.clauses, k)
            d.start = min(d.start, c.words[span[0]].start) if span else d.start
        if t.frame is not None and t.frame.particle[:1] in (("outwards",), ("outward",)):
            d.where = d.role("from")
        _around_unknown(line, k, d)
        found.append(acted(scene, number, k, d, t))
    return [d for d in found if d.position() is not None or d.actor_side is not None]


def _around_unknown(line: Line, k: int, d: Draft) -> None:
    """An event at a name that no gazetteer has is drawn around the known place of its sentence."""
    told = d.position()
    if told is None or told.lat is not None:
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


def _speech(scene: Scene, line: Line, k: int, d: Draft) -> None:
    """Who says it and how sure it is."""
    frame = speaker_of(line.frames, k, line.clauses)
    c, g = d.clause, d.clause.group
    if frame is not None and frame.clause != k:
        d.attribution = frame.speaker
        if frame.actor is not None and frame.actor.side:
            d.attribution_side = frame.actor.side
    stance: Stance = "asserted"
    lower = {w.low for w in line.words[c.first : c.last]}
    if g is not None and g.stance == "planned":
        stance = "planned"
    elif (g is not None and g.stance == "alleged") or lower & HEDGES:
        stance = "alleged"
    elif g is not None and g.infinitive:
        stance = _infinitive(line, k)
    elif c.opener == "part" and _accused(line, k):
        stance = "alleged"
    elif (
        g is not None and g.shape == "ing" and not g.finite and g.first and c.words[g.first - 1].low in AIMS
    ) or c.opener in ("sub:if", "sub:unless", "sub:whether"):
        stance = "planned"
    if stance == "asserted" and frame is not None and frame.clause >= 0:
        verb = line.clauses[frame.clause].group
        if verb is not None and verb.lemma in ALLEGING:
            stance = "alleged"
    d.stance = stance
    losing = d.type == "withdrawal" or (
        d.type == "territorial_change" and d.trigger.lower() in ("lost", "lose", "loses", "surrendered", "ceded")
    )
    d.against_interest = bool(losing and d.attribution_side and d.attribution_side == d.actor_side)


def _accused(line: Line, k: int) -> bool:
    """Whether the clause is what somebody is accused of."""
    before = line.clauses[k - 1].group if k else None
    return before is not None and before.lemma in ALLEGING


def _infinitive(line: Line, k: int) -> Stance:
    """ "urged Iraq to close": planned; "used planes to fly": as said of the verb before."""
    before = line.clauses[k - 1].group if k else None
    if before is None:
        return "planned"
    if before.stance in ("planned", "alleged"):
        return before.stance  # type: ignore[return-value]
    if before.lemma in ASSERTING:
        return "asserted"
    effect = catenatives().get(before.lemma, "")
    return "planned" if effect == "planned" or before.lemma not in ASSERTING else "asserted"


def _casualties(scene: Scene, c: Clause, d: Draft) -> None:
    if d.type in ("siege", "interdiction", "arms_transfer", "troop_movement", "sanction", "diplomacy", "visit"):
        return
    low, high = deaths(scene.text[c.start : c.end])
    if low is not None and d.low is None:
        d.low, d.high = low, high


def _avoid(line: Line, k: int, before: Sequence[Draft]) -> None:
    """A country that the flights just told of keep out of: "in order to avoid flying over X"."""
    for u in line.places[k]:
        if not u.qualifier:
            for d in before:
                if d.line is line and d.type in ("arms_transfer", "troop_movement"):
                    d.places.append(("avoid", u.resolution))


def _one_of_two(drafts: list[Draft]) -> list[Draft]:
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


def _share_dead(drafts: list[Draft]) -> list[Draft]:
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


def _merge_legs(drafts: list[Draft]) -> list[Draft]:
    """Legs of one movement told over two clauses of a sentence become one: "arrives at the port, shipped from Y"."""
    found: list[Draft] = []
    for d in drafts:
        moving = d.type in ("arms_transfer", "troop_movement")
        one = next((x for x in found if moving and x.line is d.line and x.type == d.type), None)
        if one is None or d.clause.opener != "part" or _ends(one) & _ends(d):
            found.append(d)
            continue
        told = [(role, r) for role, r in d.places if role in _ends(d) or role == "avoid"]
        kept = [(role, r) for role, r in one.places if role in _ends(one) or role not in {x for x, _ in told}]
        one.places = [*(x for x in told if x not in kept), *kept]
        one.mode = one.mode if one.mode != "unspecified" else d.mode
        one.start, one.end = min(one.start, d.start), max(one.end, d.end)
        one.where = None
    return found


def _ends(d: Draft) -> set[str]:
    """The legs that the words themselves give, without those inferred."""
    guessed = {role for role, words in GUESSED if any(r.startswith(words) for r in d.reasons)}
    return {str(role) for role, _ in d.places if role in ("from", "to", "via")} - guessed


GUESSED = (("to", "destination from"), ("from", "origin inferred"), ("from", "origin carried"))
