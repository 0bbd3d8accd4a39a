"""Senses of verbs: whether a verb of many meanings tells a warlike event in its clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from geomap.language.events.everyday import other_sense
from geomap.language.events.sense import (
    CLOSABLE,
    CLOSABLE_FEATURES,
    FLYING,
    GROUND,
    PASSAGE,
    Sense,
    befalls_place,
    passive_of_place,
)
from geomap.language.grammar import Word
from geomap.language.lexicon import PHYSICAL, Frame
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

AIRCRAFT = frozenset("su mig tu mi ka il f a b c ah uh mq rq an".split())


# --- the means --------------------------------------------------------------------------------------------------------
def means_type(words: Sequence[Word]) -> str:
    """air_strike, shelling or attack by the means that a phrase names; "" when it names none."""
    low = frozenset().union(*(_parts(w.low) for w in words))
    if low & BLAST_MEANS:
        return "attack"
    if low & AIR_MEANS:
        return "air_strike"
    return "shelling" if low & SHELL_MEANS else ""


@cache
def _parts(word: str) -> frozenset[str]:
    """A word, its singular, the parts of a compound; "jet" for the name of an aircraft (su-34, b-52s), "missile" for s-300."""
    maker, dash, number = word.partition("-")
    parts = {word, word.rstrip("s"), *(word.split("-") if dash else ())}
    if dash and number[:1].isdigit():
        parts |= {"jet"} if maker in AIRCRAFT else {"missile"} if maker in ("s", "kh", "r", "fab") else set()
    return frozenset(parts)


def strike_kind(kind: str, noun: str, span: Sequence[Word], *, from_the_air: bool) -> str:
    """The type of a noun such as "strike" or "raid" by the means beside it; `kind` where none is named."""
    if noun in ("strike", "strikes", "bombing", "bombings"):
        means = means_type([w for w in span if w.low not in ("strikes", "strike")])
        return means or ("air_strike" if from_the_air or noun in ("strike", "strikes") else "attack")
    if noun in ("drone", "drones", "bomb", "bombs", "attack", "attacks", "raid", "raids"):
        return means_type(span) or kind
    return kind


# --- verbs of the table -----------------------------------------------------------------------------------------------
def verb_type(s: Sense, frame: Frame, told: Sequence[tuple[int, str, str]], *, from_the_air: bool) -> str:
    """The event type of a strong or weak verb in its clause, "" when it has another sense here.

    `told` are the event nouns of the clause as (position, noun, type).
    """
    span, places = s.span, s.places
    other = other_sense(s)
    if other:
        return other
    if (s.subjects | s.low) & HAZARDS:
        return ""  # a cyclone strikes, a flood destroys
    if frame.lemma == "target" and (s.subjects | s.low) & RELIEF:
        return ""  # a distribution targets households
    if frame.kind == "weak":
        return _weak_type(frame, told, s, from_the_air=from_the_air)
    if frame.lemma in ("shoot", "bring") and frame.particle == ("down",):
        return "interdiction" if not places or any(w.low in FLYING for w in span) else "attack"
    if frame.lemma in ("raid", "fire"):
        return means_type(span) or "attack"
    if frame.lemma in ("bomb", "bombard"):
        return means_type(span) or frame.type
    idiom = frame.particle and frame.lemma in TAKING - {
        "hand"
    }  # "take over", "hand over", "win back" have no other sense
    armed = bool(s.objects & (TROOPS | {"them"})) and not s.low & {"home", "homes"}
    driven = (
        armed and frame.type == "territorial_change" and frame.particle[:1] in (("out",), ("from",))
    )  # "drove them out"
    if idiom or driven or TESTS.get(frame.lemma, _always)(s):
        return frame.type
    return "interdiction" if frame.lemma in STOPPING and s.objects & (CARGO | CARRIERS.keys()) else ""


def _weak_type(frame: Frame, told: Sequence[tuple[int, str, str]], s: Sense, *, from_the_air: bool) -> str:
    """ "killed in an air strike": a weak verb takes the type of a noun or of the means beside it, else of who strikes."""
    if any(kind == "air_strike" for _, _, kind in told):
        return "air_strike"
    for _, noun, kind in told:
        if kind in PHYSICAL or kind == "attack":
            return strike_kind(kind, noun, s.span, from_the_air=from_the_air)
    means = means_type(s.span) or ("" if s.clause.group is None or s.clause.group.passive else means_type(s.actors))
    return means if means and frame.lemma not in ("die", "perish") else "attack"


def _always(_: Sense) -> bool:
    return True


def _somewhere(s: Sense) -> bool:
    """ "met in Astana": a place makes an event of it."""
    return bool(s.places)


def _visits(s: Sense) -> bool:
    """ "visited X", "A team visited on 3 May"; not "visited his mother"."""
    return bool(s.places) or (s.clause.group is not None and not s.clause.group.passive and _no_object(s))


def _takes_ground(s: Sense) -> bool:
    """ "seized the town", "captured Idlib"; not "seized a cargo of rifles"."""
    g = s.clause.group
    people = s.objects & PEOPLE and not s.objects & GROUND
    placed = not people and any(
        u.position in ("object", "subject") or u.prep in ("of", "from", "in", "on", "near", "to")
        for u in s.places
        if not u.qualifier
    )
    if befalls_place(s):
        return True  # "X was seized in May and regained in June"
    loose = s.clause.opener.startswith("rel") or (s.clause.opener == "part" and g is not None and g.passive)
    return placed or bool(s.objects & GROUND) or loose


def _takes_ground_not_goods(s: Sense) -> bool:
    goods = s.objects & (CARGO | CARRIERS.keys())
    return not (goods and not _place_as_object(s)) and _takes_ground(s)


def _place_as_object(s: Sense) -> bool:
    return any(u.position == "object" for u in s.places)


def _gives_place_up(s: Sense) -> bool:
    if befalls_place(s) or (passive_of_place(s) and _takes_ground(s)):
        return True
    return any(u.position == "object" for u in s.places) and _takes_ground(s)


def _meets_somewhere(s: Sense) -> bool:
    """ "met in Astana"; not "was met with fire at X"."""
    g = s.clause.group
    with_what = g is not None and g.passive and g.last + 1 < s.clause.last and s.clause.words[g.last + 1].low == "with"
    return bool(s.places) and not with_what and s.objects.isdisjoint(RESISTED)


RESISTED = frozenset("resistance opposition demand demands target targets obstacles".split())  # "met no resistance"


def _shuts_a_way(s: Sense) -> bool:
    """ "closed the border", "halted supplies", "Tine has been sealed"."""
    passive = s.clause.group is not None and s.clause.group.passive
    if s.objects & (CLOSABLE | CARGO | CARRIERS.keys() | PASSAGE):
        return True
    if s.objects <= {".", ","} and s.subjects & (CLOSABLE | CARGO | CARRIERS.keys() | PASSAGE):
        return True  # "aid convoys via X have stopped"
    if not passive and s.subjects & CLOSABLE and not s.objects & BENCHES and _no_object(s):
        return True  # "the border closed on Monday"
    features = {u.resolution.place.feature for u in s.places if u.resolution.place is not None}
    return s.clause.group is not None and bool(features & CLOSABLE_FEATURES)


BENCHES = frozenset("flat higher lower up down in".split())  # "the crossing closed in on", "shares closed higher"


def _no_object(s: Sense) -> bool:
    g, c = s.clause.group, s.clause
    return g is not None and g.last + 1 < c.last and c.words[g.last + 1].tag in ("prep", "comma", "sub", "stop")


def _shot_from_the_sky(s: Sense) -> bool:
    return bool(s.objects & (FLYING | AIR_MEANS | SHELL_MEANS))


def _engages_troops(s: Sense) -> bool:
    return bool(s.objects & TROOPS)


def _engages_people(s: Sense) -> bool:
    return bool(
        s.objects & (TROOPS | {"mutiny", "revolt", "uprising", "protest", "protests", "rebellion"}) and s.places
    )


def _harms_people(s: Sense) -> bool:
    return bool(s.objects & (PEOPLE | CIVILIANS | TROOPS) and s.places)


def _troops_leave(s: Sense) -> bool:
    return bool(s.subjects & TROOPS and s.places)


def _defeats_an_attack(s: Sense) -> bool:
    return bool(s.objects & (ASSAULTS | TROOPS) and s.places)


def _pushes_on(s: Sense) -> bool:
    return bool(s.places) or bool(s.low & {"territory", "front", "capital", "city", "town"})


def _arms_troops(s: Sense) -> bool:
    return s.clause.group is not None and not s.clause.group.passive and bool(s.objects & TROOPS)


def _fights_people(s: Sense) -> bool:
    return not s.low & {"fire", "fires", "blaze", "corruption", "inflation"} or bool(s.low & TROOPS)


def _trains_troops(s: Sense) -> bool:
    return bool(s.objects & TROOPS) or any(u.prep in ("in", "at") for u in s.places)


def _leaves_ground(s: Sense) -> bool:
    if s.clause.opener == "rel:which" or befalls_place(s) or ("it" in s.objects and s.subjects & TROOPS):
        return True
    return bool(s.places) or bool(s.objects & frozenset("camp base positions post posts town city village".split()))


def _withdraws_forces(s: Sense) -> bool:
    return not s.objects & {"money", "support", "candidacy", "bill"}


def _ruins_a_place(s: Sense) -> bool:
    return bool(s.places) or bool(s.objects & RUINED)


RUINED = frozenset(
    """houses homes village villages market shops office offices warehouse warehouses church mosque clinic hospital school
    schools depot stores granaries""".split()
)
PEOPLE = PERSON_TITLES | frozenset(
    """aide suspect suspects man men woman soldier soldiers fighters fighter pilot pilots militants spy spies people person
    courier couriers smuggler smugglers recruiter trader traders driver drivers operative operatives member members
    deputy cleric warlord bishop priest sheikh activist activists journalist journalists prisoners detainees hostages""".split()
)
ASSAULTS = frozenset("attempt attempts assault assaults attack attacks offensive landing incursion ambush".split())
RELIEF = frozenset(
    """distribution distributions assistance households beneficiaries programme programmes program response vaccination
    intervention interventions project""".split()
)
HAZARDS = frozenset(
    """earthquake quake earthquakes flood floods flooding storm storms cyclone drought cholera disease landslide landslides
    tsunami typhoon hurricane tremor rain rains rainfall wildfire avalanche stampede outbreak epidemic virus measles famine
    malaria lightning tornado crocodile shortage shortages""".split()
)
TAKING = frozenset(
    """seize capture take secure clear recover surrender occupy regain cede recapture retake liberate reclaim annex
    wrest hand win snatch grab""".split()
)
STOPPING = frozenset("seize stop halt intercept block confiscate impound inspect ground search ban detain hold".split())
_TESTS: tuple[tuple[str, Callable[[Sense], bool]], ...] = (
    (" ".join(TAKING), _takes_ground),
    ("seize capture recover", _takes_ground_not_goods),
    ("surrender", _gives_place_up),
    ("down", _shot_from_the_sky),
    ("engage", _engages_troops),
    ("board disrupt restrict curtail impede", _shuts_a_way),
    ("reoccupy relinquish forfeit prise pry subdue", _takes_ground),
    ("breach penetrate outflank rob round commandeer", _somewhere),
    ("quell crush", _engages_people),
    ("hang", _harms_people),
    ("give", _gives_place_up),
    ("exit", _troops_leave),
    ("defeat", _defeats_an_attack),
    ("rout", _somewhere),
    ("isolate choke throttle envelop starve", _takes_ground),
    ("stop suspend block halt ban seal shut close inspect ground bar prohibit forbid mine sever", _shuts_a_way),
    ("push advance drive roll edge inch", _pushes_on),
    ("arm", _arms_troops),
    ("fight battle", _fights_people),
    ("meet", _meets_somewhere),
    ("visit", _visits),
    ("agree sign host tour confer announce declare vow pledge urge demand condemn accuse warn", _somewhere),
    ("call appeal threaten denounce hail convene accede recall lobby", _somewhere),
    ("train draft", _trains_troops),
    ("quit abandon", _leaves_ground),
    ("withdraw", _withdraws_forces),
    ("burn set starve freeze regroup mass station loot", _ruins_a_place),
)
TESTS = {verb: test for verbs, test in _TESTS for verb in verbs.split()}
