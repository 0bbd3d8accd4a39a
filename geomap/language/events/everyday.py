"""Everyday verbs that tell a warlike event in the right company: "changed hands", "laid down their arms", "left home"."""

from __future__ import annotations

from collections.abc import Callable

from geomap.language.events.sense import AFTER_FALL, CLOSABLE, FALLEN, IDIOMS_OF_TAKE, SHARES, TAKEN_GROUND, Sense
from geomap.language.war_words import (
    AIR_MEANS,
    BLAST_MEANS,
    CARGO,
    CARRIERS,
    CIVILIANS,
    PERSON_TITLES,
    SHELL_MEANS,
    TROOPS,
)

HOMES = frozenset("home homes house houses villages farms dwellings belongings".split())
CAPTIVES = frozenset("inmates prisoners detainees hostages captives prisoner hostage convicts".split())
SEIZED_PEOPLE = frozenset("hostage hostages captive captives prisoner prisoners".split())
BOMBS = frozenset("bomb bombs explosives device devices charge charges ied vest mine mines explosive".split())
ROADBLOCKS = frozenset("roadblock roadblocks checkpoint checkpoints barricade barricades".split())
EMERGENCIES = frozenset("curfew emergency blockade no-fly lockdown law".split())
FOOTHOLD = frozenset("hold grip control rule occupation presence foothold".split())
SHIPS = frozenset(w for w, mode in CARRIERS.items() if mode == "sea")
BARGAINS = frozenset("deal deals agreement accord pact bargain truce ceasefire compromise".split())
BENIGN = frozenset(
    """be have do fly land arrive circle hover patrol return take carry leave pass cross come go see spot show stand sit lie remain
    stay use need want seem appear help say call make become belong cost sell buy move travel dock sail anchor park
    refuel transport deliver bring send ship supply reach head wait rest intercept down shoot fail miss ground stop""".split()
)
STRIKING_AIRCRAFT = frozenset("warplane warplanes jets bombers gunships drones airstrikes".split())
STRIKING_SHELLS = frozenset("shells rockets mortars howitzers missiles shellfire".split())
SIRENS = frozenset("siren sirens alarm alarms alert alerts".split())
LENGTHS = frozenset(
    "km kilometre kilometres kilometer kilometers mile miles metres meters kms range reach sight".split()
)
PERSONS = PERSON_TITLES | {"ministers", "leaders", "presidents", "envoys", "ambassadors", "chiefs"}
OFFICIALS = PERSONS | frozenset(
    "authorities government mayors governors administration officials rescuers emergency council".split()
)
FOOTAGE = frozenset("footage video videos image images imagery photo photos photograph photographs clip clips".split())
PATROLS = frozenset("patrol patrols patrolling".split())
DEVICES = BOMBS | BLAST_MEANS


def _word_after(s: Sense) -> str:
    """The word after the verb, past "fully", "completely"."""
    g, c = s.clause.group, s.clause
    if g is None:
        return "."
    return next((w.low for w in c.words[g.last + 1 : c.last] if w.tag != "adv" or not w.low.endswith("ly")), ".")


def _passive(s: Sense) -> bool:
    return s.clause.group is not None and s.clause.group.passive


def _active(s: Sense) -> bool:
    return not _passive(s)


def _object_has(*classes: frozenset[str] | set[str]) -> Callable[[Sense], bool]:
    """A test: the object names one of each class."""
    return lambda s: all(s.objects & words for words in classes)


def _someone(s: Sense) -> frozenset[str]:
    """Who moves or is moved: the object, for a passive or intransitive verb the subject."""
    return s.objects | s.subjects


def _control(s: Sense) -> bool:
    return "control" in s.objects


def _takes(s: Sense) -> bool:
    """ "took the town", "lost half of Bakhmut", "which they took", "took it back"."""
    g, c = s.clause.group, s.clause
    if g is None:
        return False
    whole = s.objects & SHARES
    direct = any(u.prep == "of" and u.word > g.last and whole for u in s.places) or any(
        u.position == ("subject" if g.passive else "object") for u in s.places
    )
    relative = c.opener == "rel:which" and not s.objects & IDIOMS_OF_TAKE
    again = _word_after(s) == "it" and c.index > 0
    return direct or relative or again or bool(s.objects & TAKEN_GROUND and not s.objects & {"part", "place"})


def _shells_land(s: Sense) -> bool:
    return bool(s.subjects & (SHELL_MEANS | {"debris", "bombs", "bomb"}) and s.places)


def _town_falls(s: Sense) -> bool:
    """ "the town fell to", "Palmyra fell."; not "prices fell"."""
    g = s.clause.group
    of_a_place = (
        any(g is not None and u.word < g.first for u in s.places)
        or bool(s.subjects & FALLEN)
        or s.clause.opener == "resume"
    )
    return of_a_place and _word_after(s) in AFTER_FALL


def _is_spotted(s: Sense) -> bool:
    return _passive(s) and any(not u.qualifier for u in s.places)


def _under_control(s: Sense) -> bool:
    return _word_after(s) in ("under", "into", "in") and bool(s.low & {"control", "hands"})


def _under_fire(s: Sense) -> bool:
    return _word_after(s) == "under" and "fire" in s.low and not s.low & (SHELL_MEANS | AIR_MEANS)


def _comes_near(s: Sense) -> bool:
    return _word_after(s) == "within" and bool(s.low & LENGTHS)


def _troops_halted(s: Sense) -> bool:
    return _passive(s) and bool(s.subjects & TROOPS) and not s.subjects & (CARGO | CARRIERS.keys())


def _pushes_troops(s: Sense) -> bool:
    return _active(s) and _word_after(s) == "back" and bool(s.objects & TROOPS)


def _troops_give_up(s: Sense) -> bool:
    return _active(s) and bool(s.subjects & TROOPS) and not any(u.position == "object" for u in s.places)


def _troops_stop(s: Sense) -> bool:
    """ "the column halted at X": troops that go no further, not a convoy that somebody stops."""
    there = _word_after(s) in ("at", "in", "near", "outside", "before", "on", "short")
    return _active(s) and there and bool(s.subjects & TROOPS and s.places)


def _by_officials(s: Sense) -> bool:
    """ "The governor evacuated the town": people are brought away, no troops leave."""
    return _active(s) and bool(s.subjects & OFFICIALS) and not s.subjects & TROOPS


def _together(s: Sense) -> bool:
    """ "linked up with the column", "joined up with fighters"."""
    return _word_after(s) == "up" and "with" in s.low and bool(s.places)


def _filmed_troops(s: Sense) -> bool:
    """ "Footage shows soldiers in X"."""
    there = any(u.prep in ("in", "inside", "at", "near", "on", "outside") for u in s.places)
    return there and bool(s.subjects & FOOTAGE) and bool(s.objects & TROOPS)


def _goods_handed(s: Sense) -> bool:
    return bool(s.objects & (CARGO | CARRIERS.keys()) and not any(u.position == "object" for u in s.places))


def _from_home(s: Sense) -> bool:
    return bool(s.low & HOMES) and (_active(s) or bool(s.subjects & CIVILIANS))


def _civilians(s: Sense) -> bool:
    return bool(_someone(s) & CIVILIANS) and not _someone(s) & TROOPS


def _to_the_road(s: Sense) -> bool:
    return _word_after(s) == "to" and bool(
        s.objects & {"road", "roads", "hills", "bush", "forest", "forests", "mountains"}
    )


def _place_back(s: Sense) -> bool:
    return bool(s.low & {"back", "over"} and any(u.position == "object" for u in s.places))


def _stuck(s: Sense) -> bool:
    return _passive(s) and bool(s.subjects & (CARRIERS.keys() | CARGO))


def _out_of_service(s: Sense) -> bool:
    return "out" in s.low and bool(s.low & {"service", "action", "operation"})


def _person_expected(s: Sense) -> bool:
    spot = any(u.prep in ("in", "at") and not u.qualifier for u in s.places)
    return _passive(s) and spot and bool(s.subjects & PERSONS)


def _troops(s: Sense) -> bool:
    return bool(s.subjects & TROOPS and s.places)


def _ship(s: Sense) -> bool:
    return bool(_someone(s) & SHIPS)


def _mission(s: Sense) -> bool:
    return bool(s.objects & {"embassy", "consulate", "mission"})


def _shut(s: Sense) -> bool:
    return _word_after(s) in ("closed", "shut", "blocked", "sealed", "impassable", "suspended") and bool(s.places)


def _envoys(s: Sense) -> bool:
    return bool(s.subjects & PERSONS) and any(u.prep in ("in", "at") for u in s.places)


def _aircraft(s: Sense) -> bool:
    return bool(s.low & AIR_MEANS)


def _hands(s: Sense) -> bool:
    return "hands" in s.objects


def _down_arms(s: Sense) -> bool:
    return bool(s.low & {"down", "aside"} and s.objects & {"arms", "weapons", "guns"})


def _explosive(s: Sense) -> bool:
    return bool(s.low & (BOMBS | {"bomb-laden", "explosive-laden"}))


_Row = tuple[str, Callable[[Sense], bool], str]


def _table(*rows: _Row) -> dict[str, tuple[tuple[Callable[[Sense], bool], str], ...]]:
    """Tests and types by verb, in the order of the rows."""
    found: dict[str, tuple[tuple[Callable[[Sense], bool], str], ...]] = {}
    for verbs, test, kind in rows:
        for verb in verbs.split():
            found[verb] = (*found.get(verb, ()), (test, kind))
    return found


#: What verbs tell that have another event of their own or none: looked at before that.
_OTHER = _table(
    ("strike hammer thrash", _object_has(BARGAINS), "diplomacy"),
    ("evacuate expel evict", _civilians, "displacement"),
    ("evacuate", _by_officials, "displacement"),
    ("halt stop pause", _troops_stop, "troop_movement"),
    ("abandon quit leave flee vacate", _from_home, "displacement"),
    ("hand", _goods_handed, "arms_transfer"),
    ("push drive", _pushes_troops, "clash"),
    ("surrender", _troops_give_up, "other"),
    ("close shut shutter", _mission, "diplomacy"),
    ("drive ram", _explosive, "attack"),
    ("impose declare", _object_has(EMERGENCIES), "other"),
    ("set", _object_has(SIRENS), "shelling"),
    ("set", _object_has(DEVICES), "attack"),
    ("stop halt block turn", _troops_halted, "clash"),
)

_SPECIAL = _table(
    (
        """take seize gain regain lose wrest cede assume retake establish consolidate wrestle relinquish surrender tighten
        hand reassert restore cement extend""",
        _control,
        "territorial_change",
    ),
    ("take", _object_has(SEIZED_PEOPLE), "attack"),
    ("take lose gain win", _takes, "territorial_change"),
    ("land fall crash explode impact rain slam", _shells_land, "shelling"),
    ("make", _object_has({"gains"}), "territorial_change"),
    ("hand", _place_back, "territorial_change"),
    ("make gain", _object_has({"ground", "headway", "inroads", "progress", "advances"}), "ground_offensive"),
    ("fall", _town_falls, "territorial_change"),
    ("come pass", _under_control, "territorial_change"),
    ("come", _under_fire, "attack"),
    ("come get", _comes_near, "ground_offensive"),
    ("change", _hands, "territorial_change"),
    ("end break loosen", _object_has(FOOTHOLD), "territorial_change"),
    ("lay put", _down_arms, "other"),
    ("hoist raise plant", _object_has({"flag", "flags", "banner"}), "territorial_change"),
    ("spot see photograph film picture", _is_spotted, "visit"),
    ("expect", _person_expected, "visit"),
    ("open", _object_has({"fire"}), "attack"),
    ("exchange trade", _object_has({"fire"}), "clash"),
    ("open reopen", _mission, "diplomacy"),
    ("remain stay stand", _shut, "interdiction"),
    ("gather assemble", _envoys, "diplomacy"),
    ("shelter camp house accommodate lodge host", _civilians, "displacement"),
    ("shake", _hands, "diplomacy"),
    ("link join meet", _together, "troop_movement"),
    ("show depict capture picture", _filmed_troops, "troop_movement"),
    ("begin start resume conduct mount launch intensify increase", _object_has(PATROLS), "troop_movement"),
    ("cut", _object_has(CLOSABLE), "interdiction"),
    ("unblock", _object_has(CLOSABLE), "other"),
    ("reopen", _object_has(CLOSABLE), "other"),
    ("crash collapse", _aircraft, "other"),
    ("stop block search hold detain tow divert turn", _object_has(frozenset(CARRIERS)), "interdiction"),
    ("mount erect set establish install", _object_has(ROADBLOCKS), "interdiction"),
    ("stick strand trap", _stuck, "interdiction"),
    ("free release liberate", _object_has(CAPTIVES), "other"),
    ("put", _out_of_service, "attack"),
    ("sink", _ship, "attack"),
    ("stall bog", _troops, "troop_movement"),
    ("force drive", _from_home, "displacement"),
    ("take", _to_the_road, "displacement"),
    ("seek take", _object_has({"refuge", "shelter", "sanctuary"}), "displacement"),
    ("claim cost", _object_has({"lives"}), "attack"),
    ("drop", _object_has({"bomb", "bombs", "munitions", "explosives"}), "air_strike"),
)


def other_sense(s: Sense) -> str:
    """The event type of a verb that means something else here than what it tells by itself; "" where it does not."""
    return _kind(_OTHER, s)


def special_sense(s: Sense) -> str:
    """The event type of a light or everyday verb with the right companion; "" where it tells nothing."""
    return _kind(_OTHER, s) or _kind(_SPECIAL, s) or _by_means(s)


def _by_means(s: Sense) -> str:
    """ "Jets softened up trenches near X": whatever aircraft or shells do to something at a place is a strike."""
    g = s.clause.group
    if g is None or g.passive or not g.finite or g.lemma in BENIGN or g.stance or not (s.objects and s.places):
        return ""
    if s.clause.opener.startswith("rel") or not any(
        u.prep in ("in", "at", "near", "around", "outside") for u in s.places
    ):
        return ""
    return "air_strike" if s.subjects & STRIKING_AIRCRAFT else "shelling" if s.subjects & STRIKING_SHELLS else ""


def _kind(table: dict[str, tuple[tuple[Callable[[Sense], bool], str], ...]], s: Sense) -> str:
    g = s.clause.group
    rows = table.get(g.lemma, ()) if g is not None else ()
    return next((kind for test, kind in rows if test(s)), "")
