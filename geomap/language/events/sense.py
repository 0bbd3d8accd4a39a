"""What tests of a verb's sense look at: the clause with its places, its words, its object and its subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.clauses import Clause
from geomap.language.events.roles import Use, is_literal
from geomap.language.grammar import Word

FLYING = frozenset("drone drones missile missiles rocket rockets uav uavs shahed shaheds".split())
CLOSABLE = frozenset(
    """navigation traffic shipping flights airspace border borders crossing crossings road roads port ports airport airports
    route routes highway strait corridor bridge bridges gate checkpoint checkpoints sky skies lane lanes canal waterway post""".split()
)
CLOSABLE_FEATURES = frozenset("airspace border_crossing road port airport strait bridge".split())
PASSAGE = frozenset("access flights overflights supplies airstrikes passage entry".split())
TOWNS = frozenset("town city village base airport".split())
GROUND = TOWNS | frozenset(
    """villages towns district area areas territory ground control positions bridge camp province neighbourhood
    neighborhood hill hills headquarters checkpoint refinery port crossing crossings districts settlements settlement
    outpost outposts airfield garrison bridgehead beachhead foothold half most part parts capital stronghold it which barracks land""".split()
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
    """What a test looks at: the clause, its places, its words; those of span, object and subject also in lower case.

    `actors` are the words of the subject, which is looked up in the clauses before where the clause leaves it out.
    """

    clause: Clause
    places: Sequence[Use]
    span: Sequence[Word]
    low: frozenset[str]
    objects: frozenset[str]
    subjects: frozenset[str]
    actors: Sequence[Word] = ()


QUANTITIES = frozenset(
    "tens dozens scores hundreds thousands many most some several number group column convoy".split()
)


def heads(s: Sense) -> frozenset[str]:
    """The words of the subject that say who it is: "The army's capture of ..." is a capture, "hundreds of men" are men."""
    words = list(s.actors)
    owner = next((i for i, w in enumerate(words) if w.tag == "poss"), -1)
    words = words[owner + 1 :]
    cut = next((i for i, w in enumerate(words) if _ends_head(words, i)), len(words))
    return frozenset(w.low for w in words[:cut])


def _ends_head(words: Sequence[Word], i: int) -> bool:
    of = words[i].low == "of" and i > 0 and words[i - 1].low in QUANTITIES
    return words[i].tag in ("prep", "comma") and not of


def befalls_place(s: Sense) -> bool:
    """Whether a place is what the verb is done to though the clause does not hold it: "X, whose mines ..., was abandoned"."""
    g = s.clause.group
    return g is not None and g.passive and any(w.place is not None and is_literal(w) for w in s.actors)


def passive_of_place(s: Sense) -> bool:
    """Whether a place that the clause holds is the subject of a passive verb."""
    g = s.clause.group
    return g is not None and g.passive and any(u.position == "subject" and not u.qualifier for u in s.places)


def sense_of(c: Clause, places: Sequence[Use], subjects: Sequence[Word]) -> Sense:
    """The sense of a clause; `subjects` are the words of its subject."""
    span = c.words[c.first : c.last]
    low = frozenset(w.low for w in span)
    return Sense(
        c, places, span, low, frozenset(_object_words(c, subjects)), frozenset(w.low for w in subjects), subjects
    )


def _object_words(c: Clause, subjects: Sequence[Word]) -> set[str]:
    """The words of the object, of the subject where the verb is passive, in lower case."""
    g = c.group
    if g is None:
        return set()
    words = (*subjects, *c.words[c.first : g.first]) if g.passive else c.words[g.last + 1 : c.last]
    words = words[1:] if words and words[0].tag in ("sub", "rel") else words
    cut = next((i for i, w in enumerate(words) if w.tag in ("comma", "sub", "rel", "stop")), len(words))
    return {w.low for w in words[:cut]}
