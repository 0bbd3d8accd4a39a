"""Where an event happens: the places of its clause with their roles; `elsewhere` where the clause names none."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.boundaries import TIMES
from geomap.language.clauses import Clause, subject
from geomap.language.events.anaphora import HERE, WIDE, WIDE_NOUNS, points_back, told_above
from geomap.language.events.draft import Draft
from geomap.language.events.elsewhere import (
    CALENDAR,
    UNKNOWN,
    is_unknown,
    own_places,
    places_elsewhere,
    undergoes,
    vicinity,
)
from geomap.language.events.roles import BEFALLS, Use, role_of
from geomap.language.events.scene import Line, Scene
from geomap.language.events.triggers import AFTERMATH, Trigger, in_aftermath
from geomap.language.events.uses import is_finer
from geomap.language.lexicon import PHYSICAL
from geomap.language.war_words import TROOPS
from geomap.model import PlaceRole, Resolution

LOCATED = frozenset(
    "in at near inside outside into from across around towards against on over throughout along off".split()
)


def places_of(
    scene: Scene, number: int, k: int, t: Trigger, before: Sequence[Draft]
) -> tuple[list[tuple[PlaceRole, Resolution]], list[str]]:
    """The places of an event with their roles, and how they were found when not in the clause itself."""
    line = scene.lines[number]
    c = line.clauses[k]
    told = [u for u in line.places[k] if not u.qualifier and _may_hold(u, t) and not _comes_from(u, c, t)]
    if not t.by_noun:
        told = _after_lead(told, c) or told
    if t.by_noun and t.aside:
        told = [u for u in told if _of_noun(u, c, t)] or [u for u in told if u.prep not in ("to", "into")]
    if t.by_noun and t.type in PHYSICAL and not t.aside:
        told = _beside_noun(told, c, t) or told
    roles = [(u, _role(u, c, t)) for u in told]
    found: list[tuple[PlaceRole, Resolution]] = [(role, u.resolution) for u, role in roles if role is not None]
    if t.type == "diplomacy":
        hosts = {u.word for u in line.places[k] if u.position == "subject"}
        spots = [(role, r) for role, r in found if not any(c.words[i].place is r for i in hosts)]
        found = spots or found  # the hosts are not where it happens when a town is named
    setting = next((u for u in line.places[k] if u.prep in ("in", "across") and u.word <= c.first + 3), None)
    if setting is not None and len(found) == 1 and found[0][1] is setting.resolution and t.type in PHYSICAL:
        if c.comma_after(setting.word) and is_unknown(scene, c):
            return [("at", vicinity(line, k) or found[0][1])], [UNKNOWN]
        finer = _finer_beside(line, k, setting)
        if finer is not None:
            return [("at", finer)], ["place told in the same sentence"]
    town = _town_within(scene, line, k, found, before)
    if town is not None:
        return [("at", town[1])], [f'"{town[0]}" points back']
    if found:
        return found, []
    way = _split_subject(line, k) if t.by_noun or undergoes(c) else []
    return ([("at", r) for r in way], []) if way else places_elsewhere(scene, number, k, t, before)


def _town_within(
    scene: Scene, line: Line, k: int, found: Sequence[tuple[PlaceRole, Resolution]], before: Sequence[Draft]
) -> tuple[str, Resolution] | None:
    """ "The town, in the X region, has been under siege": the town told above, not all of the region."""
    span = subject(line.clauses, k)
    wide = [r for role, r in found if role == "at" and r.place is not None and r.place.feature in WIDE]
    if span is None or len(found) != 1 or not wide:
        return None
    definite = points_back(line.words[span[0] : span[1]])
    if not definite or definite.split()[-1] in WIDE_NOUNS | HERE:
        return None
    told = told_above(scene, line, definite, before)
    same = told is not None and told.place is not None and told.place.feature not in WIDE
    return (definite, told) if told is not None and same and _one_country(told, wide[0]) else None


def _one_country(a: Resolution, b: Resolution) -> bool:
    return a.place is not None and b.place is not None and a.place.country == b.place.country


def _of_noun(u: Use, c: Clause, t: Trigger) -> bool:
    """Whether a place is of the noun beside the verb: "after the fall of A, troops pushed into B" tells two events."""
    return t.word < u.word and not any(w.tag in ("comma", "verb") for w in c.words[t.word + 1 : u.word])


def _beside_noun(told: list[Use], c: Clause, t: Trigger) -> list[Use]:
    """ "rifles of the A consignment were traced to an ambush near B": the place of the noun, not of what goes before."""
    own = [u for u in told if _of_noun(u, c, t) and u.prep in BESIDE]
    first = min((u.word for u in own), default=t.word)
    names = any(w.tag == "noun" for w in c.words[t.word + 1 : first])
    return [] if names else [*own, *(u for u in told if u.word > t.word and u not in own)]


BESIDE = ("in", "near", "at", "outside", "on", "around")


def _after_lead(told: list[Use], c: Clause) -> list[Use]:
    """Without the places of an opening "After the fall of A, ...": they are of what went before."""
    if c.group is None or c.words[c.first].low not in AFTERMATH:
        return told
    comma = next((i for i in range(c.first, c.group.first) if c.words[i].tag == "comma"), c.first)
    return [u for u in told if u.word > comma]


def _comes_from(u: Use, c: Clause, t: Trigger) -> bool:
    """Whether a place is where those who act come from: "troops from Uganda drove the group out of B"."""
    g = c.group
    before = g is not None and u.prep == "from" and c.first <= u.head < u.word < g.first and not t.by_noun
    return before and c.words[u.head].low in TROOPS


def _role(u: Use, c: Clause, t: Trigger) -> PlaceRole | None:
    obj: PlaceRole = t.frame.obj if t.frame is not None and not t.by_noun and t.frame.obj in ("from", "to") else "at"  # type: ignore[assignment]
    passive = undergoes(c)
    literal = u.resolution.mention.role == "literal"
    lemma = c.group.lemma if c.group is not None else ""
    if t.type == "statement" and not t.by_noun:
        return "at" if _said_there(u, c) else None
    if t.type == "clash" and u.prep == "for" and literal:
        return "at"  # "the battle for X", "fought for X"
    if t.type == "sanction" and not t.by_noun and u.position != "phrase" and not passive:
        role = None
    else:
        role = role_of(u, moving=False, obj=obj, passive=passive)
    undergone = c.group is not None and c.group.passive and not t.by_noun  # "A is held by troops, and B, which ..."
    owned = c.words[u.word + 1 : u.word + 3]
    if t.by_noun and literal and t.word == u.word + 2 and owned[0].tag == "poss" and owned[1].low in BEFALLS:
        return "at"  # "Mosul's fall"
    if role is None and _gapped(u, c):
        return "at" if literal else None
    if role is None and u.position == "object" and not undergone and (t.by_noun or obj == "at"):
        return "at" if literal or t.type in ("diplomacy", "sanction", "visit") else None
    if role is None and u.position == "subject":
        seen = t.by_noun and literal and (lemma in ("see", "host", "witness", "be") or in_aftermath(c, t.word))
        seen = seen or (t.type == "displacement" and literal and lemma in TAKES_IN)
        hosted = t.type == "diplomacy" and lemma in ("host", "hold")
        return "at" if seen or hosted else None
    if role == "to" and t.type in ("diplomacy", "statement", "other", "recruitment"):
        return "at" if literal else None
    return role


TAKES_IN = frozenset("receive register admit host absorb shelter".split())


def _gapped(u: Use, c: Clause) -> bool:
    """ "A was handed over on Monday, B a day later": the verb is left out, a time is not."""
    if u.position != "object" or c.words[u.word - 1].tag not in ("comma", "and"):
        return False
    after = c.words[u.word + 1 : c.last]
    return bool(after) and after[0].tag not in ("comma", "and") and any(w.low in TIMES for w in after[:4])


def _said_there(u: Use, c: Clause) -> bool:
    """ "vowed in Sirte to ..."; not "warned of an offensive against X", "accused Y of firing at X"."""
    g = c.group
    if g is None or g.passive or u.position != "phrase" or u.prep not in ("in", "at", "from", "outside"):
        return False
    between = c.words[g.last + 1 : u.word] if u.word > g.last else ()
    return not any(w.tag in ("noun", "name") and w.low not in CALENDAR for w in between)


def _finer_beside(line: Line, k: int, setting: Use) -> Resolution | None:
    """ "In the Philippines, troops cleared buildings held by gunmen in Marawi": the finer place of what hangs on it."""
    after = line.clauses[k + 1] if k + 1 < len(line.clauses) else None
    if after is None or not after.opener.startswith(("part", "rel")):
        return None
    near = (u for u in own_places(line, k + 1) if u.position == "phrase" and u.resolution.mention.role == "literal")
    return next((u.resolution for u in near if is_finer(u, setting)), None)


def _split_subject(line: Line, k: int) -> list[Resolution]:
    """Places of a subject that stands apart from its verb: "The road through A, mined in May, was hit"."""
    c = line.clauses[k]
    if c.group is None or c.opener != "resume":
        return []
    split = [
        u
        for row in line.places[: k + 1]
        for u in row
        if u.word < c.first and not u.qualifier and u.resolution.mention.role == "literal"
    ]
    way = [u for u in split if u.prep in ("through", "via", "along", "across", "over")] or split
    return [u.resolution for u in way]


def _may_hold(u: Use, t: Trigger) -> bool:
    """Whether something can happen in this place: it is meant as a place, or as the state that a talk is with."""
    if u.resolution.mention.role == "literal":
        return True
    if u.prep in ("to", "into") and t.type not in ("diplomacy", "sanction", "visit"):
        return False
    if t.type == "diplomacy" and u.position == "subject":
        return True
    if t.type in ("diplomacy", "sanction", "visit") and t.frame is not None:
        return u.position == "object" or u.prep in ("in", "on", "to", "with")
    return u.prep in LOCATED or (u.position == "object" and not t.by_noun) or u.position == "subject"
