"""One clause as the rules of control see it: its verb, its places, and who is named where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geomap.language.actors import Actor
from geomap.language.attribution import speaker_of
from geomap.language.clauses import Clause, subject
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line, Scene
from geomap.language.events.who import BODIES, actor_of_clause, pointed_at
from geomap.language.grammar import Word, before_noun
from geomap.language.verb_groups import VerbGroup
from geomap.language.war_words import TROOPS
from geomap.model import HoldStatus, Resolution

ARMED_ENDINGS = tuple("army front militia militias rebels group groups forces alliance factions guard guards".split())
NOBODY = Actor("", "", None, "", -1, -1)
CIVIL_BODIES = frozenset("UNHCR UNICEF OCHA IOM WFP ICRC IFRC MSF UNDP UNRWA WHO FAO USAID NGO NGOS UNSC".split())
EXCEPTING = frozenset("exception except excepting excluding".split())
KIN = frozenset("allies ally partners partner rivals rival offshoot wing successor successors".split())
ENDS_PHRASE = frozenset("comma stop sub rel verb".split())


class Hold(NamedTuple):
    """A reading of one clause: who holds or loses which places, and how."""

    uses: tuple[Resolution, ...]
    holder: Actor
    status: HoldStatus
    start: int
    end: int


def is_holder(actor: Actor | None) -> bool:
    """Whether this can hold ground: known to the tables, or armed people as written."""
    if actor is None:
        return False
    words = set(actor.written.lower().split())
    if len(actor.written) <= 6 and actor.written.isupper() and actor.written.isalpha() and len(actor.written) > 2:
        return actor.written not in CIVIL_BODIES  # "held by the NSAG": armed groups go by their letters
    return actor.side is not None or bool(words & TROOPS) or any(w.endswith(ARMED_ENDINGS) for w in words)


def state_named(scene: Scene, r: Resolution, start: int, end: int) -> Actor | None:
    """The state that a country's name or nationality at `start:end` stands for."""
    if r.place is None or not r.place.country:
        return None
    state = scene.cast.tables.state(r.place.country)
    name = state.name if state else r.place.name
    side = (state.side if state else name.lower()) or None
    return Actor(name, scene.text[start:end], side, r.place.country, start, end)


def folk(scene: Scene, start: int, end: int) -> Actor | None:
    """Whom a word such as the first half of "rebel-held" means: a belligerent, a country, armed people."""
    word = scene.text[start:end]
    for piece in (word, word + "s"):
        known = scene.cast.tables.find(piece, scene.cast.countries)
        if known:
            row = known[0][2]
            return Actor(row.name, word, row.side or None, row.countries[0] if row.countries else "", start, end)
    for r in scene.resolutions:
        if r.mention.start <= start < r.mention.end and (state := state_named(scene, r, start, end)):
            return state
    armed = word.lower() in TROOPS or word.lower() + "s" in TROOPS
    return Actor(word, word, None, "", start, end) if armed else None


@dataclass(frozen=True)
class View:
    """Clause `k` of line `number` of a report."""

    scene: Scene
    number: int
    k: int

    @property
    def line(self) -> Line:
        return self.scene.lines[self.number]

    @property
    def clause(self) -> Clause:
        return self.line.clauses[self.k]

    @property
    def group(self) -> VerbGroup | None:
        return self.clause.group

    @property
    def places(self) -> tuple[Use, ...]:
        return tuple(u for u in self.line.places[self.k] if not excepted(self.line.words, u))

    @property
    def head(self) -> tuple[Word, ...]:
        """The words of the clause before its verb."""
        c = self.clause
        return c.words[c.first : c.group.first] if c.group else ()

    @property
    def tail(self) -> tuple[Word, ...]:
        """The words after the verb; all words of a clause without one."""
        c = self.clause
        return c.words[c.group.last + 1 if c.group else c.first : c.last]

    def hold(self, ground: Sequence[Resolution], holder: Actor | None, status: HoldStatus) -> list[Hold]:
        """The hold of `holder` on `ground`; nothing where either is unknown."""
        c = self.clause
        return [Hold(tuple(ground), holder, status, c.start, c.end)] if ground and holder is not None else []

    def actor(self) -> Actor | None:
        """Who acts in the clause, if it can hold ground."""
        return self._holder(actor_of_clause(self.scene, self.number, self.k))

    def speaker(self) -> Actor | None:
        """Who says the clause, if it can hold ground."""
        frame = speaker_of(self.line.frames, self.k, self.line.clauses)
        return self._holder(frame.actor) if frame is not None else None

    def pointed_at(self) -> Actor | None:
        """Whom "they" or "theirs" means, if it can hold ground."""
        return self._holder(pointed_at(self.scene, self.number, self.k))

    def subject_actor(self) -> Actor | None:
        """Who the subject of the clause names, if it can hold ground."""
        span = subject(self.line.clauses, self.k)
        return self.named(self.clause.words[span[0] : span[1]]) if span else None

    def named(self, words: Sequence[Word]) -> Actor | None:
        """Who these words name, if it can hold ground; "the group" is whoever acted before."""
        known = self.scene.cast.one(words)
        return (_points_back(words, known) and self._group_before()) or self._holder(known)

    def party(self, words: Sequence[Word]) -> Actor | None:
        """Whom these words name where the grammar leaves no doubt that it holds: "in the hands of the Hadrami Elite"."""
        known = self.scene.cast.one(words)
        if _points_back(words, known) and (meant := self._group_before()) is not None:
            return meant
        body = [w for w in words if w.tag == "name" or (w.place is not None and w.place.mention.role == "demonym")]
        if is_holder(known) or known is None or not body or any(w.text in CIVIL_BODIES for w in body):
            return self._holder(known)
        return known

    def after(self, preposition: str, ends: frozenset[str] = ENDS_PHRASE) -> Actor | None:
        """Who stands after the first such preposition behind the verb: "held by Y", "fell to Y"."""
        tail = self.tail
        at = next((i for i, w in enumerate(tail) if w.low == preposition and not before_noun(tail, i)), None)
        return None if at is None else self.named(_body(tail[at + 1 :], ends))

    def winner(self, preposition: str, ends: frozenset[str] = ENDS_PHRASE) -> Actor | None:
        """As `after`, where the verb says that whoever stands there has the place: "lost to Y", "captured by Y"."""
        tail = self.tail
        at = next((i for i, w in enumerate(tail) if w.low == preposition and not before_noun(tail, i)), None)
        if at is None:
            return None
        words = _body(tail[at + 1 :], ends)
        rest = tail[at + 1 + len(words) :]
        if {w.low for w in words} & KIN and rest and rest[0].tag == "comma":  # "by the rebels' allies, the Y"
            return self.party(_body(rest[1:], ends)) or self.party(words)
        return self.party(words)

    def _group_before(self) -> Actor | None:
        """The armed group that "the group" means: the one named last in the sentences before, if it is one; no state."""
        for number in range(self.number, max(-1, self.number - 4), -1):
            line = self.scene.lines[number]
            told = line.words[: self.clause.first] if number == self.number else line.words
            groups = {a.side: a for a in self.scene.cast.all(told) if a.side and not self._of_a_state(a)}
            if groups:
                return next(iter(groups.values())) if len(groups) == 1 else None
        return None

    def _of_a_state(self, actor: Actor) -> bool:
        state = self.scene.cast.tables.state(actor.country) if actor.country else None
        official = {"army", "government", "police", "air", "navy"} & set(
            f"{actor.written} {actor.side}".lower().split()
        )
        armed = "armed forces" in (actor.side or "")
        return bool(official) or armed or (state is not None and actor.side in (state.side, state.name.lower()))

    def nation(self, words: Sequence[Word]) -> Actor | None:
        """The state of a nationality alone: "in Ukrainian hands"."""
        word = next((w for w in words if w.place is not None and w.place.place is not None), None)
        return state_named(self.scene, word.place, word.start, word.end) if word is not None and word.place else None

    def people(self, words: Sequence[Word]) -> Actor | None:
        """Whom a single noun as an adjective means: "in rebel hands"."""
        return folk(self.scene, words[0].start, words[-1].end) if len(words) == 1 else None

    @staticmethod
    def _holder(actor: Actor | None) -> Actor | None:
        return actor if is_holder(actor) else None


def _points_back(words: Sequence[Word], known: Actor | None) -> bool:
    """ "the group", "the same movement": a party that was named before."""
    low = [w.low for w in words if w.tag != "punct"]
    bare = 1 < len(low) <= 3 and low[0] in ("the", "this", "that") and set(low[1:-1]) <= {"same"}
    return bare and low[-1] in BODIES and (known is None or known.side is None)


def _body(words: Sequence[Word], ends: frozenset[str]) -> Sequence[Word]:
    """The phrase that words begin with; a name goes on over "for": "the Movement for Democracy"."""
    found = list(upto(words, ends))
    while len(found) + 1 < len(words):
        joint, after = words[len(found)], words[len(found) + 1]
        if not (found and found[-1].tag == "name" and joint.low in ("for", "of") and after.tag == "name"):
            break
        found += [joint, *upto(words[len(found) + 1 :], ends)]
    return found


def excepted(words: Sequence[Word], u: Use) -> bool:
    """ "all of X with the exception of Y", "but for Y"."""
    before = [w.low for w in words[max(0, u.word - 4) : u.word]]
    return bool(EXCEPTING & set(before)) or before[-2:] in (["but", "for"], ["apart", "from"])


def upto(words: Sequence[Word], ends: frozenset[str]) -> Sequence[Word]:
    """The words before the first one of these tags."""
    return words[: next((i for i, w in enumerate(words) if w.tag in ends), len(words))]


def noun_phrase(words: Sequence[Word]) -> Sequence[Word]:
    """The noun phrase that words begin with, "of" included: "the army of Y"."""
    ends = ENDS_PHRASE | {"and", "punct"}
    end = next((i for i, w in enumerate(words) if w.tag in ends or (w.tag == "prep" and w.low != "of")), len(words))
    return words[:end]
