"""What a predicate says of a way or of the traffic on it: closed, open again, or only planned."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.clauses import Clause
from geomap.language.events.triggers import STOPPING

CLOSED = "the way is closed"
REOPENED = "the way is open again"
PLANNED = "the way is only planned"
BARRING = frozenset("cut sever close block shut seal suspend halt stop interrupt obstruct barricade mine".split())
BREAKING_OFF = frozenset(
    "call hold strand ground cancel abandon discontinue disrupt impede scrap scrub stall freeze immobilise paralyse finish withdraw".split()
)
BACK_OFF = {"call": ("off",), "hold": ("up", "back")}  # particles that the sense needs
OPENING = frozenset("unblocked reopen open restore resume unblock clear lift".split())
HALTED = frozenset(
    """standstill halt stop stranded stuck suspended halted grounded blocked closed shut paralysed paralyzed impassable
    impracticable unusable unsafe inoperative defunct severed interrupted stalled stalemate limbo idle silent dead""".split()
)
WORKING = frozenset("operate function run work reopen resume restart open restore pass clear move flow use".split())
BEING = frozenset("be come remain stand stay grind sit lie keep become".split())
INTENDED = frozenset(
    "plan propose envisage contemplate consider discuss mull foresee study negotiate design project schedule".split()
)
AIMING = INTENDED | frozenset("prepare promise pledge offer request order want hope intend announce".split())
SCHEMES = frozenset(
    """plan plans proposal proposals project projects idea ideas scheme schemes intention intentions talks talk negotiations
    discussions discussion hopes hope request requests prospect vision dream offer offers preparations""".split()
)


def predicate_says(c: Clause) -> str | None:
    """CLOSED, REOPENED or PLANNED, where the predicate of clause `c` says so of its subject; else None."""
    g = c.group
    if g is None or (g.stance == "planned" and not g.passive):
        return None
    rest = [w.low for w in c.words[g.last + 1 : min(c.last, g.last + 7)]]
    if g.negated or (g.first > c.first and c.words[g.first - 1].tag == "neg"):  # "never closed"
        again = g.lemma in WORKING or (g.lemma in BEING and {"open", "passable", "possible", "available"} & set(rest))
        return CLOSED if again else None
    if (g.lemma in INTENDED and g.passive) or (g.lemma == "await" and not g.passive):
        return PLANNED  # "is awaiting clearance"
    if g.stance:
        return None
    if g.lemma in OPENING and not g.infinitive and (g.passive or g.lemma in ("reopen", "resume", "open")):
        return REOPENED
    if g.lemma in BEING:
        return _being(c, rest)
    if g.passive and g.lemma in BARRING | STOPPING | BREAKING_OFF:
        return CLOSED if _with_particle(g.lemma, rest) else None
    ends = g.lemma in ("stop", "halt", "cease", "collapse") and "at" not in rest and not any(_object(c))
    return CLOSED if ends else None


def _with_particle(lemma: str, rest: Sequence[str]) -> bool:
    return lemma not in BACK_OFF or bool(set(rest[:2]) & set(BACK_OFF[lemma]))


def _being(c: Clause, rest: Sequence[str]) -> str | None:
    """ "is at a standstill", "had been their last line", "is at best a project"."""
    g = c.group
    assert g is not None  # noqa: S101 - asked for clauses with a verb only; narrows the type
    told = set(rest)
    if (
        told & HALTED
        or told & {"off-limits", "out-of-bounds"}
        or (told & {"out"} and told & {"service", "use", "action"})
    ):
        return CLOSED
    if g.tense == "pluperfect" and told & {"last", "only"}:
        return CLOSED
    low = set(rest[:5])
    return PLANNED if low & SCHEMES or low & {"planned", "proposed", "pending"} else None


def _object(c: Clause) -> list[str]:
    """The word after the verb where it opens an object: "stopped the convoy"."""
    g = c.group
    after = c.words[g.last + 1] if g is not None and g.last + 1 < c.last else None
    return [after.low] if after is not None and after.tag in ("det", "noun", "name", "place", "num", "pron") else []


def scheme_of(c: Clause) -> bool:
    """Whether what clause `c` tells is the content of a plan: "a plan for an air bridge between A and B", "talks about"."""
    if c.group is not None and c.group.lemma in AIMING and not c.group.passive and not c.group.negated:
        return True  # "plans a flight from A to B"
    last = c.group.first if c.group is not None else c.last
    before = [w for w in c.words[c.first : last] if w.tag in ("noun", "verb")]
    after = c.words[c.group.last + 1 : c.last] if c.group is not None else ()
    heads = [*before[:3], *[w for w in after if w.tag == "noun"][:2]]
    return any(w.low in SCHEMES for w in heads)
