"""Tests of the company that an everyday verb keeps: who does it, to what, with which words beside it."""

from __future__ import annotations

from collections.abc import Callable

from geomap.language.clauses import Clause
from geomap.language.events.sense import (
    AFTER_FALL,
    FALLEN,
    GROUND,
    IDIOMS_OF_TAKE,
    SHARES,
    TAKEN_GROUND,
    Sense,
    befalls_place,
)
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


def word_after(s: Sense) -> str:
    """The word after the verb, past "fully", "completely"."""
    g, c = s.clause.group, s.clause
    if g is None:
        return "."
    return next((w.low for w in c.words[g.last + 1 : c.last] if w.tag != "adv" or not w.low.endswith("ly")), ".")


def passive(s: Sense) -> bool:
    return s.clause.group is not None and s.clause.group.passive


def active(s: Sense) -> bool:
    return not passive(s)


def object_has(*classes: frozenset[str] | set[str]) -> Callable[[Sense], bool]:
    """A test: the object names one of each class."""
    return lambda s: all(s.objects & words for words in classes)


def someone(s: Sense) -> frozenset[str]:
    """Who moves or is moved: the object, for a passive or intransitive verb the subject."""
    return s.objects | s.subjects


def control(s: Sense) -> bool:
    return "control" in s.objects


def takes(s: Sense) -> bool:
    """ "took the town", "lost half of Bakhmut", "which they took", "took it back"."""
    g, c = s.clause.group, s.clause
    if g is None:
        return False
    if befalls_place(s):
        return True  # "X, lost to the rebels in May, ..."
    whole = s.objects & SHARES
    direct = any(u.prep == "of" and u.word > g.last and whole for u in s.places) or any(
        u.position == ("subject" if g.passive else "object") for u in s.places
    )
    site = not g.passive and any(
        u.prep == "near" and u.word > g.last and u.resolution.mention.text.split()[0].lower() in GROUND
        for u in s.places
    )  # "took the airfield outside X"
    relative = c.opener == "rel:which" and not s.objects & IDIOMS_OF_TAKE
    again = word_after(s) == "it" and c.index > 0
    return direct or site or relative or again or bool(s.objects & TAKEN_GROUND and not s.objects & {"part", "place"})


def shells_land(s: Sense) -> bool:
    if s.clause.group is not None and s.clause.group.lemma in ("come", "pour") and word_after(s) != "down":
        return False
    there = bool(s.places) or word_after(s) in ("on", "near", "into", "around", "across", "among")
    return bool(s.subjects & (SHELL_MEANS | {"debris", "bombs", "bomb"})) and there


def town_falls(s: Sense) -> bool:
    """ "the town fell to", "Palmyra fell."; not "prices fell"."""
    g = s.clause.group
    of_a_place = (
        any(g is not None and u.word < g.first for u in s.places)
        or bool(s.subjects & FALLEN)
        or s.clause.opener == "resume"
        or _which_place(s.clause)
    )
    head = any(u.position == "subject" and not u.qualifier for u in s.places) and word_after(s) not in NO_FALL
    return (of_a_place and word_after(s) in AFTER_FALL) or head


def _which_place(c: Clause) -> bool:
    """ "X, which fell on Monday": the relative clause is of a place."""
    before = [w for w in c.words[max(0, c.first - 2) : c.first] if w.tag != "comma"]
    told = before[-1].place if before and c.opener == "rel:which" else None
    return told is not None and told.mention.role == "literal"


NO_FALL = frozenset(  # what a town does that does not fall: "fell silent", "fell by 3 %", "fell short of"
    """by short ill silent quiet behind apart asleep prey victim out off from through sharply steeply foul below back upon
    away dramatically slightly further""".split()
)


def is_spotted(s: Sense) -> bool:
    return passive(s) and any(not u.qualifier for u in s.places)


def under_control(s: Sense) -> bool:
    return word_after(s) in ("under", "into", "in") and bool(s.low & {"control", "hands"})


def under_fire(s: Sense) -> bool:
    return word_after(s) == "under" and "fire" in s.low and not s.low & (SHELL_MEANS | AIR_MEANS)


def comes_near(s: Sense) -> bool:
    return word_after(s) == "within" and bool(s.low & LENGTHS)


def troops_halted(s: Sense) -> bool:
    return passive(s) and bool(s.subjects & TROOPS) and not s.subjects & (CARGO | CARRIERS.keys())


def pushes_troops(s: Sense) -> bool:
    return active(s) and word_after(s) == "back" and bool(s.objects & TROOPS)


def troops_give_up(s: Sense) -> bool:
    return active(s) and bool(s.subjects & TROOPS) and not any(u.position == "object" for u in s.places)


def troops_stop(s: Sense) -> bool:
    """ "the column halted at X": troops that go no further, not a convoy that somebody stops."""
    there = word_after(s) in ("at", "in", "near", "outside", "before", "on", "short")
    return active(s) and there and bool(s.subjects & TROOPS and s.places)


def by_officials(s: Sense) -> bool:
    """ "The governor evacuated the town": people are brought away, no troops leave."""
    return active(s) and bool(s.subjects & OFFICIALS) and not s.subjects & TROOPS


def together(s: Sense) -> bool:
    """ "linked up with the column", "joined up with fighters"."""
    return word_after(s) == "up" and "with" in s.low and bool(s.places)


def filmed_troops(s: Sense) -> bool:
    """ "Footage shows soldiers in X"."""
    there = any(u.prep in ("in", "inside", "at", "near", "on", "outside") for u in s.places)
    return there and bool(s.subjects & FOOTAGE) and bool(s.objects & TROOPS)


def goods_handed(s: Sense) -> bool:
    return bool(s.objects & (CARGO | CARRIERS.keys()) and not any(u.position == "object" for u in s.places))


def from_home(s: Sense) -> bool:
    return bool(s.low & HOMES) and (active(s) or bool(s.subjects & CIVILIANS))


def civilians(s: Sense) -> bool:
    return bool(someone(s) & CIVILIANS) and not someone(s) & TROOPS


def to_the_road(s: Sense) -> bool:
    return word_after(s) == "to" and bool(
        s.objects & {"road", "roads", "hills", "bush", "forest", "forests", "mountains"}
    )


def place_back(s: Sense) -> bool:
    return bool(s.low & {"back", "over"} and any(u.position == "object" for u in s.places))


def stuck(s: Sense) -> bool:
    return passive(s) and bool(s.subjects & (CARRIERS.keys() | CARGO))


def out_of_service(s: Sense) -> bool:
    return "out" in s.low and bool(s.low & {"service", "action", "operation"})


def person_expected(s: Sense) -> bool:
    spot = any(u.prep in ("in", "at") and not u.qualifier for u in s.places)
    back = "there" in s.low  # "is expected to join him there"
    return passive(s) and (spot or back) and bool(s.subjects & PERSONS)


def troops(s: Sense) -> bool:
    return bool(s.subjects & TROOPS and s.places)


def ship(s: Sense) -> bool:
    return bool(someone(s) & SHIPS)


def mission(s: Sense) -> bool:
    return bool(s.objects & {"embassy", "consulate", "mission"})


def shut(s: Sense) -> bool:
    return word_after(s) in ("closed", "shut", "blocked", "sealed", "impassable", "suspended") and bool(s.places)


def envoys(s: Sense) -> bool:
    return bool(s.subjects & PERSONS) and any(u.prep in ("in", "at") for u in s.places)


def aircraft(s: Sense) -> bool:
    return bool(s.low & AIR_MEANS)


def hands(s: Sense) -> bool:
    return "hands" in s.objects


def down_arms(s: Sense) -> bool:
    return bool(s.low & {"down", "aside"} and s.objects & {"arms", "weapons", "guns"})


def explosive(s: Sense) -> bool:
    if passive(s) and s.subjects & CARGO and "into" not in s.low:
        return False  # "mines and rifles had been driven to X"
    return bool(s.low & (BOMBS | {"bomb-laden", "explosive-laden"}))
