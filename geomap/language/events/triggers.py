"""What a clause tells: its event types, from its verb and the nouns beside it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from geomap.language.clauses import Clause
from geomap.language.events.everyday import special_sense
from geomap.language.events.roles import Use
from geomap.language.events.sense import Sense, sense_of
from geomap.language.events.senses import means_type, strike_kind, verb_type
from geomap.language.grammar import Word
from geomap.language.lexicon import PHYSICAL, WEAK_NOUNS, Frame, frames, nouns
from geomap.language.war_words import SOFT_CARGO, TROOPS

GAP_PARTICLES = frozenset({"out", "from", "back", "off"})
STOPPING = frozenset("pause suspend cancel delay halt stop end prevent avert postpone foil thwart ban block".split())
SETS_OFF = frozenset("for from to towards on in at by across along early late and , . ; again".split())
AFTER_OUT = ("of", "from", ".", ",", "on", "in", "last", "after", "during", "early", "late", "this", ";", "and")
UNDERGO = frozenset("come see witness suffer face endure experience sustain be rock shake".split())
REACTING = frozenset("reject condemn denounce deplore welcome criticise criticize praise hail mourn avenge".split())
AFTERMATH = frozenset("after during amid amidst following despite before".split())


class Trigger(NamedTuple):
    """One event that a clause tells: the type, the word that tells it, the verb frame if a verb does, how sure."""

    type: str
    word: int
    frame: Frame | None
    by_noun: bool
    aside: bool = False


def verb_frame(c: Clause) -> Frame | None:
    """The frame of the clause's verb, particles read: "pulled back", "drove the rebels out of"."""
    g = c.group
    if g is None or g.lemma not in frames():
        return None
    options = frames()[g.lemma]
    if len(options) == 1 and not options[0].particle:
        return options[0]
    rest = [
        w.low
        for w in c.words[g.main + 1 : min(c.last, g.main + 14)]
        if w.tag != "adv" or w.low in ("north", "south", "east", "west", "back", "outwards", "outward")
    ]
    for frame in options:
        if frame.particle == ("from",) and not _driven(c):
            continue  # trucks are driven from a town; only troops are driven out of it
        if frame.lemma == "set" and frame.particle == ("off",) and rest[1:2] and rest[1] not in SETS_OFF:
            continue  # sirens are set off; a convoy sets off for somewhere
        if tuple(rest[: len(frame.particle)]) == frame.particle:
            if frame.particle or not any(
                len(f.particle) == 1 and f.particle[0] in GAP_PARTICLES and _gap(c, f, rest) for f in options
            ):
                return frame
            return next(
                f for f in options if len(f.particle) == 1 and f.particle[0] in GAP_PARTICLES and _gap(c, f, rest)
            )
    return None


def _driven(c: Clause) -> bool:
    """Whether those who are driven or forced from a place are armed people."""
    g = c.group
    words = (
        c.words[c.first : g.first]
        if g is not None and g.passive
        else c.words[g.last + 1 : c.last]
        if g is not None
        else ()
    )
    return any(w.low in TROOPS for w in words)


def _gap(c: Clause, frame: Frame, rest: Sequence[str]) -> bool:
    """Whether the particle follows the object: troops that are driven, pushed or forced "out of" or "from" a place."""
    particle = frame.particle[0]
    if particle not in rest or (particle == "from" and not _driven(c)):
        return False
    at = rest.index(particle)
    moved = any(w in TROOPS or w[:-1] in TROOPS for w in rest[:at]) or any(w[:1].isalpha() for w in rest[:at])
    if particle == "out" and at + 1 < len(rest) and rest[at + 1] not in AFTER_OUT:
        return False
    return at > 0 and moved and frame.lemma in ("drive", "force", "push", "chase", "flush", "beat", "pull")


def noun_triggers(c: Clause) -> list[tuple[int, str, str]]:
    """`(position, noun, type)` of the event nouns of a clause; nouns of two and three words before their last word."""
    found: list[tuple[int, str, str]] = []
    ends = noun_ends()
    for i in range(c.first, c.last):
        word = c.words[i]
        if word.low not in ends or word.tag in NO_NOUN or (word.tag == "name" and not _shouted(c)):
            continue
        for n in (3, 2, 1):
            first = i - n + 1
            if first < c.first or any(w.tag in NO_NOUN for w in c.words[first:i]):
                continue
            joined = "-".join(w.low for w in c.words[first : i + 1])
            kind = nouns().get(joined)
            if kind:
                if not _other_sense(c, i):
                    found.append((i, joined, kind))
                break
    return found


NO_NOUN = frozenset({"verb", "place", "comma", "det", "stop"})


@cache
def noun_ends() -> frozenset[str]:
    """The last words of all event nouns, hyphenated ones whole too: what a search has to stop at."""
    return frozenset(w.rsplit("-", 1)[-1] for w in nouns()) | frozenset(nouns())


def _shouted(c: Clause) -> bool:
    """A headline in capitals, where a capital letter does not make a name."""
    letters = [w for w in c.words if w.text[:1].isalpha() and len(w.text) > 3]
    return bool(letters) and sum(w.text[0].isupper() for w in letters) > 0.7 * len(letters)


def _other_sense(c: Clause, i: int) -> bool:
    """A name ("Battle of"), a thing that is not the event: "attack helicopters", "mine clearance", "strike group"."""
    after = c.words[i + 1].low if i + 1 < c.last else ""
    word = c.words[i]
    if word.low in ("agreement", "deal", "fall") and after == "":
        return False
    if word.low in PASSING and not _of_troops(c, i):
        return True
    return (after in THINGS and word.low != "fighting") or _remembered(c, i) or _none_of(c, i)


def _of_troops(c: Clause, i: int) -> bool:
    """ "the entry of the RSF into X", "the last soldiers' departure from X": the noun at `i` is of armed people."""
    way = next((k for k in range(i + 1, min(c.last, i + 9)) if c.words[k].low == PASSING[c.words[i].low]), 0)
    owner = c.words[max(c.first, i - 3) : i] if way == i + 1 and c.words[i - 1].tag == "poss" else []
    who = c.words[i + 2 : way] if c.words[i + 1 : i + 2] and c.words[i + 1].low == "of" else owner
    armed = any(w.low in TROOPS or (w.text.isupper() and len(w.text) > 1) for w in who)
    return armed and any(w.place is not None for w in c.words[way + 1 : way + 5])


PASSING = {"entry": "into", "exit": "from", "departure": "from"}


def _none_of(c: Clause, i: int) -> bool:
    """ "There was no strike on X", "without confirmed gains": the noun at `i` is denied."""
    j = i - 1
    while j > c.first and c.words[j].tag in ("noun", "name", "place", "adv", "verb"):
        j -= 1
    return c.words[j].low in ("no", "without")


def _remembered(c: Clause, i: int) -> bool:
    """ "the anniversary of the siege", "ten years after the fall of", "fears of an attack": nothing that happens now."""
    before = [w.low for w in c.words[max(0, i - 6) : i]]
    if before and before[-1] in DETERMINERS:
        before.pop()
    if len(before) >= 2 and before[-1] in ("after", "since") and before[-2] in ("years", "decades", "year", "decade"):
        return True
    fear = c.group is not None and c.group.lemma in ("fear", "warn") and i > c.group.last
    return fear or bool(REMEMBERING & set(before) and "of" in before)


DETERMINERS = ("the", "a", "an", "its", "their", "any", "another")
REMEMBERING = frozenset(
    "anniversary commemoration memory memorial veterans film novel fear fears threat risk danger prospect possibility".split()
)
THINGS = frozenset(
    """helicopter helicopters clearance group groups team zone line lines price prices warheads course units unit site sites
    camp camps crisis wounds victims survivors anniversary warnings alert sirens shelter shelters""".split()
)


def triggers(c: Clause, places: Sequence[Use], subjects: Sequence[Word], *, from_the_air: bool) -> list[Trigger]:
    """The events of one clause, the main one first; movements have their own reading."""
    frame = verb_frame(c)
    told = noun_triggers(c)
    g = c.group
    span = c.words[c.first : c.last]
    main = _by_verb(sense_of(c, places, subjects), frame, told, from_the_air=from_the_air)
    if main and main.type == "statement" and any(i > main.word for i, _, _ in told):
        main = None  # "demanded a truce in X" tells of the truce
    found = [main] if main else []
    stopped = g is not None and g.lemma in STOPPING
    for i, noun, kind in told:
        if g is not None and g.lemma in REACTING and i > g.last and not any(u.word > i for u in places):
            continue  # "rejected the attack as a violation"
        if stopped and g is not None and i > g.last:
            if kind in ("arms_transfer", "troop_movement"):
                found.append(Trigger("interdiction", g.main, frame, False))
            continue
        if main and not _aside(c, i, kind, main):
            continue
        kind = strike_kind(kind, noun, span, from_the_air=from_the_air)
        light = frame is not None and frame.kind == "light"
        if noun in WEAK_NOUNS and not (
            noun in ("strikes", "strike", "gains")
            or (noun in ("fall", "loss") and (_names_place(c, i) or _of_owner(c, i)))
            or (light and frame is not None and frame.particle == ("off",))
            or (light and c.group and c.group.lemma in ("fire", "launch", "unleash", "come", "lob", "rain"))
        ):
            continue
        if not any(t.type == kind for t in found):
            found.append(Trigger(kind, i, frame, True, main is not None))
    if not found and g is not None and g.lemma in ("fire", "lob", "rain", "launch", "drop", "unleash"):
        low = {w.low for w in span}
        relief = (g.lemma == "drop" and low & SOFT_CARGO) or (g.lemma == "fire" and "air" in low)  # shots in the air
        kind = "" if relief else means_type(span)
        if kind:
            found.append(Trigger(kind, g.main, frame, False))
    return found


def _by_verb(
    s: Sense, frame: Frame | None, told: Sequence[tuple[int, str, str]], *, from_the_air: bool
) -> Trigger | None:
    """The event that the verb of a clause tells."""
    g = s.clause.group
    if g is None:
        return None
    strong = frame is not None and frame.kind in ("strong", "weak")
    kind = verb_type(s, frame, told, from_the_air=from_the_air) if frame is not None and strong else special_sense(s)
    return Trigger(kind, g.main, frame, False) if kind else None


def _of_owner(c: Clause, i: int) -> bool:
    """ "Mosul's fall": the noun at `i` is a town's."""
    owner = c.words[i - 2].place if i - 2 >= c.first and c.words[i - 1].tag == "poss" else None
    return owner is not None and owner.mention.role == "literal"


def _names_place(c: Clause, i: int) -> bool:
    """ "the fall of the X district": the noun at `i` is of a place."""
    if i + 1 >= c.last or c.words[i + 1].low != "of":
        return False
    after = itertools.takewhile(lambda w: w.tag in ("det", "noun", "name", "place", "adv"), c.words[i + 2 : c.last])
    return any(w.place is not None and w.place.mention.role == "literal" for w in after)


def _aside(c: Clause, i: int, kind: str, main: Trigger) -> bool:
    """Whether a noun beside a strong verb tells a second event: "captured the town after clashes"."""
    if kind in PHYSICAL and main.type == "displacement" and c.group is not None and i < c.group.first:
        return True
    if kind == main.type or kind not in PHYSICAL or main.frame is None or main.frame.kind == "weak":
        return False
    j = _opening(c, i)
    known = (
        j < i and c.words[j].low in ("the", "this", "that") and not _names_place(c, i)
    )  # "after the attack": told before
    return in_aftermath(c, i) and not known


def _opening(c: Clause, i: int) -> int:
    """Where the noun phrase of the noun at `i` begins; "exchange of fire" is one noun."""
    j = i
    while j > c.first and (
        c.words[j - 1].tag in ("noun", "det", "num", "adv", "name", "place")
        or (c.words[j - 1].low == "of" and c.words[j - 2].low in PARTITIVES)
    ):
        j -= 1
    return j


PARTITIVES = frozenset("exchange exchanges hours days weeks months round rounds wave waves series bout spate".split())


def in_aftermath(c: Clause, i: int) -> bool:
    """Whether the noun at `i` tells what else happened: "after clashes", "amid heavy shelling"."""
    j = _opening(c, i)
    return j > c.first and c.words[j - 1].low in AFTERMATH
