"""Senses of verbs: whether a verb of many meanings tells a warlike event in its clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from geomap.language.clauses import Clause
from geomap.language.events.roles import Use
from geomap.language.grammar import Word
from geomap.language.lexicon import PHYSICAL, Frame
from geomap.language.war_words import AIR_MEANS, BLAST_MEANS, CARGO, CARRIERS, SHELL_MEANS, TROOPS

FLYING = frozenset("drone drones missile missiles rocket rockets uav uavs shahed shaheds".split())
CLOSABLE = frozenset(
    """airspace border borders crossing crossings road roads port ports airport airports route routes highway strait
    corridor bridge bridges gate checkpoint checkpoints sky skies lane lanes canal""".split()
)
CLOSABLE_FEATURES = frozenset("airspace border_crossing road port airport strait bridge".split())
PASSAGE = frozenset("access flights overflights supplies airstrikes passage entry".split())
TOWNS = frozenset("town city village base airport".split())
GROUND = TOWNS | frozenset(
    """villages towns district area areas territory ground control positions bridge camp province neighbourhood
    neighborhood hill hills headquarters checkpoint refinery port crossing crossings districts settlements settlement
    outpost outposts airfield garrison half most part parts capital stronghold it which barracks land""".split()
)
TAKEN_GROUND = TOWNS | frozenset(
    """villages territory district ground positions hill post posts outpost outposts towns hills checkpoint checkpoints
    position""".split()
)
FALLEN = TOWNS | frozenset("garrison capital camp".split())
SHARES = frozenset("most half parts all much rest percent third quarter".split())
IDIOMS_OF_TAKE = frozenset("place part years months days hours".split())
AFTER_FALL = frozenset("to . , in on last after into under without within earlier early overnight".split())


class Sense(NamedTuple):
    """What a test looks at: the clause, its places, the words of its span and of its object, in lower case."""

    clause: Clause
    places: Sequence[Use]
    span: Sequence[Word]
    low: frozenset[str]
    objects: frozenset[str]


def _sense(c: Clause, places: Sequence[Use], span: Sequence[Word]) -> Sense:
    return Sense(c, places, span, frozenset(w.low for w in span), frozenset(object_words(c)))


def object_words(c: Clause) -> set[str]:
    """The words of the object, of the subject where the verb is passive, in lower case."""
    g = c.group
    if g is None:
        return set()
    words = c.words[c.first : g.first] if g.passive else c.words[g.last + 1 : c.last]
    cut = next((i for i, w in enumerate(words) if w.tag in ("comma", "sub", "rel", "stop")), len(words))
    return {w.low for w in words[:cut]}


# --- the means --------------------------------------------------------------------------------------------------------
def means_type(words: Sequence[Word]) -> str:
    """air_strike, shelling or attack by the means that a phrase names; "" when it names none."""
    low = {part for w in words for part in (w.low, w.low.rstrip("s"), *(w.low.split("-") if "-" in w.low else ()))}
    if low & BLAST_MEANS:
        return "attack"
    if low & AIR_MEANS:
        return "air_strike"
    return "shelling" if low & SHELL_MEANS else ""


def strike_kind(kind: str, noun: str, span: Sequence[Word], *, from_the_air: bool) -> str:
    """The type of a noun such as "strike" or "raid" by the means beside it; `kind` where none is named."""
    if noun in ("strike", "strikes", "bombing", "bombings"):
        means = means_type([w for w in span if w.low not in ("strikes", "strike")])
        return means or ("air_strike" if from_the_air else "attack")
    if noun in ("drone", "drones", "bomb", "bombs", "attack", "attacks", "raid", "raids"):
        return means_type(span) or kind
    return kind


# --- verbs of the table -----------------------------------------------------------------------------------------------
def verb_type(
    c: Clause,
    frame: Frame,
    places: Sequence[Use],
    told: Sequence[tuple[int, str, str]],
    span: Sequence[Word],
    *,
    from_the_air: bool,
) -> str:
    """The event type of a strong or weak verb in its clause, "" when it has another sense here.

    `told` are the event nouns of the clause as (position, noun, type).
    """
    if frame.kind == "weak":
        return _weak_type(frame, told, span, from_the_air=from_the_air)
    if frame.lemma in ("shoot", "bring") and frame.particle == ("down",):
        return "interdiction" if not places or any(w.low in FLYING for w in span) else "attack"
    if frame.lemma in ("raid", "fire"):
        return means_type(span) or "attack"
    if frame.lemma in ("bomb", "bombard"):
        return means_type(span) or frame.type
    s = _sense(c, places, span)
    idiom = frame.particle and frame.lemma in TAKING  # "take over", "hand over", "win back" have no other sense
    if idiom or TESTS.get(frame.lemma, _always)(s):
        return frame.type
    return "interdiction" if frame.lemma in STOPPING and s.objects & (CARGO | CARRIERS.keys()) else ""


def _weak_type(frame: Frame, told: Sequence[tuple[int, str, str]], span: Sequence[Word], *, from_the_air: bool) -> str:
    """ "killed in an air strike": a weak verb takes the type of a noun or of the means beside it."""
    if any(kind == "air_strike" for _, _, kind in told):
        return "air_strike"
    for _, noun, kind in told:
        if kind in PHYSICAL or kind == "attack":
            return strike_kind(kind, noun, span, from_the_air=from_the_air)
    means = means_type(span)
    return means if means and frame.lemma not in ("die", "perish") else "attack"


def _always(_: Sense) -> bool:
    return True


def _somewhere(s: Sense) -> bool:
    """ "met in Astana": a place makes an event of it."""
    return bool(s.places)


def _takes_ground(s: Sense) -> bool:
    """ "seized the town", "captured Idlib"; not "seized a cargo of rifles"."""
    placed = any(
        u.position in ("object", "subject") or u.prep in ("of", "from", "in", "on", "near", "to")
        for u in s.places
        if not u.qualifier
    )
    g = s.clause.group
    loose = s.clause.opener.startswith("rel") or (s.clause.opener == "part" and g is not None and g.passive)
    return placed or bool(s.objects & GROUND) or loose


def _takes_ground_not_goods(s: Sense) -> bool:
    goods = s.objects & (CARGO | CARRIERS.keys())
    return not (goods and not _place_as_object(s)) and _takes_ground(s)


def _place_as_object(s: Sense) -> bool:
    return any(u.position == "object" for u in s.places)


def _gives_place_up(s: Sense) -> bool:
    return any(u.position == "object" for u in s.places) and _takes_ground(s)


def _shuts_a_way(s: Sense) -> bool:
    """ "closed the border", "halted supplies", "Tine has been sealed"."""
    if s.objects & (CLOSABLE | CARGO | CARRIERS.keys() | PASSAGE):
        return True
    features = {u.resolution.place.feature for u in s.places if u.resolution.place is not None}
    return s.clause.group is not None and bool(features & CLOSABLE_FEATURES)


def _pushes_on(s: Sense) -> bool:
    return bool(s.places) or bool(s.low & {"territory", "front", "capital", "city", "town"})


def _arms_troops(s: Sense) -> bool:
    return s.clause.group is not None and not s.clause.group.passive and bool(s.objects & TROOPS)


def _fights_people(s: Sense) -> bool:
    return not s.low & {"fire", "fires", "blaze", "corruption", "inflation"} or bool(s.low & TROOPS)


def _trains_troops(s: Sense) -> bool:
    return bool(s.objects & TROOPS) or any(u.prep in ("in", "at") for u in s.places)


def _leaves_ground(s: Sense) -> bool:
    return bool(s.places) or bool(s.objects & frozenset("camp base positions post posts town city village".split()))


def _withdraws_forces(s: Sense) -> bool:
    return not s.objects & {"money", "support", "candidacy", "bill"}


def _ruins_a_place(s: Sense) -> bool:
    return bool(s.places) or bool(s.objects & frozenset("houses homes village villages market shops".split()))


TAKING = frozenset(
    """seize capture take secure clear recover surrender occupy regain cede recapture retake liberate reclaim annex
    wrest hand win""".split()
)
STOPPING = frozenset("seize stop halt intercept block confiscate impound inspect ground search ban detain hold".split())
_TESTS: tuple[tuple[str, Callable[[Sense], bool]], ...] = (
    (" ".join(TAKING), _takes_ground),
    ("seize capture recover", _takes_ground_not_goods),
    ("surrender", _gives_place_up),
    ("stop block halt ban seal shut close inspect ground bar prohibit forbid mine sever", _shuts_a_way),
    ("push advance drive roll edge inch", _pushes_on),
    ("arm", _arms_troops),
    ("fight battle", _fights_people),
    ("meet agree sign host visit tour confer announce declare vow pledge urge demand condemn accuse warn", _somewhere),
    ("call appeal threaten denounce hail convene accede recall lobby", _somewhere),
    ("train draft", _trains_troops),
    ("quit abandon", _leaves_ground),
    ("withdraw", _withdraws_forces),
    ("burn set starve freeze regroup mass station loot", _ruins_a_place),
)
TESTS = {verb: test for verbs, test in _TESTS for verb in verbs.split()}


# --- light and everyday verbs -----------------------------------------------------------------------------------------
def special_sense(c: Clause, places: Sequence[Use], span: Sequence[Word]) -> str:
    """The event type of a light or everyday verb with the right companion; "" where it tells nothing."""
    if c.group is None:
        return ""
    s = _sense(c, places, span)
    return next((kind for verbs, test, kind in _SPECIAL if c.group.lemma in verbs and test(s)), "")


def _subject_low(s: Sense) -> set[str]:
    g = s.clause.group
    return {w.low for w in s.clause.words[s.clause.first : g.first]} if g is not None else set()


def _word_after(s: Sense) -> str:
    g, c = s.clause.group, s.clause
    return c.words[g.last + 1].low if g is not None and g.last + 1 < c.last else "."


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
    return bool(_subject_low(s) & SHELL_MEANS and s.places)


def _town_falls(s: Sense) -> bool:
    """ "the town fell to", "Palmyra fell."; not "prices fell"."""
    g = s.clause.group
    of_a_place = (
        any(g is not None and u.word < g.first for u in s.places)
        or bool(_subject_low(s) & FALLEN)
        or s.clause.opener == "resume"
    )
    return of_a_place and _word_after(s) in AFTER_FALL


def _is_spotted(s: Sense) -> bool:
    g = s.clause.group
    return g is not None and g.passive and any(not u.qualifier for u in s.places)


def _gains(s: Sense) -> bool:
    return "gains" in s.objects


def _flag(s: Sense) -> bool:
    return bool(s.objects & {"flag", "flags", "banner"})


def _fire(s: Sense) -> bool:
    return "fire" in s.objects


def _mission(s: Sense) -> bool:
    return bool(s.objects & {"embassy", "consulate", "mission"})


def _aircraft(s: Sense) -> bool:
    return bool(s.low & AIR_MEANS)


def _vehicle(s: Sense) -> bool:
    return bool(s.objects & CARRIERS.keys())


_SPECIAL: tuple[tuple[frozenset[str], Callable[[Sense], bool], str], ...] = tuple(
    (frozenset(verbs.split()), test, kind)
    for verbs, test, kind in (
        (
            "take seize gain regain lose wrest cede assume retake establish consolidate wrestle relinquish surrender tighten hand",
            _control,
            "territorial_change",
        ),
        ("take lose gain win", _takes, "territorial_change"),
        ("land fall crash explode impact rain", _shells_land, "shelling"),
        ("make", _gains, "territorial_change"),
        ("fall", _town_falls, "territorial_change"),
        ("hoist raise", _flag, "territorial_change"),
        ("spot see photograph film picture", _is_spotted, "visit"),
        ("open", _fire, "attack"),
        ("exchange trade", _fire, "clash"),
        ("open reopen close", _mission, "diplomacy"),
        ("crash collapse", _aircraft, "other"),
        ("stop block search hold detain tow divert turn", _vehicle, "interdiction"),
    )
)
