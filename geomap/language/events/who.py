"""Who acts on whom in a clause; pronouns and "the column" point back to who acted before."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.actors import Actor
from geomap.language.attribution import speaker_of
from geomap.language.boundaries import TIMES
from geomap.language.clauses import Clause, subject
from geomap.language.events.anaphora import points_back
from geomap.language.events.draft import Draft
from geomap.language.events.scene import Scene
from geomap.language.events.triggers import UNDERGO, Trigger
from geomap.language.grammar import Word
from geomap.language.lexicon import nouns
from geomap.language.war_words import CARGO, CARRIERS, CIVILIANS, SHELL_MEANS, TROOPS

BODIES = frozenset(
    "group movement alliance coalition faction gunmen jihadists network militia organisation organization".split()
)


PRONOUNS = frozenset("it they he she which who them him we i that".split())


NO_TARGET = frozenset(
    "way hands arms hold grip ground headway fire shells mortars rockets missiles bombs place times".split()
)
PERSONAL = frozenset("visit statement diplomacy sanction".split())


Parties = tuple[Actor | None, Actor | None]


def acted(scene: Scene, number: int, k: int, d: Draft, t: Trigger | None = None) -> Draft:
    """Fill in who acts on whom."""
    line = scene.lines[number]
    c = line.clauses[k]
    g = c.group
    span = subject(line.clauses, k)
    subjects = c.words[span[0] : span[1]] if span else ()
    after = c.words[g.last + 1 : c.last] if g else c.words[c.first : c.last]
    if t is not None and t.by_noun and not _light(c, t):
        actor, target = _of_noun(scene, c, t, subjects), None
    elif g is not None and (g.passive or g.lemma in ("die", "perish")):
        actor, target = _by(scene, after), _patient(scene, subjects) if d.type != "arms_transfer" else None
    else:
        actor, target = _of_verb(scene, number, k, d, subjects)
    if g is not None and g.passive and actor is None and d.type in ("troop_movement", "withdrawal"):
        actor, target = target, None
    if actor is not None and not _is_thing(scene, actor):
        d.actor, d.actor_side, d.actor_country = actor.name, actor.side, actor.country
    if target is not None and target.name != d.actor:
        d.target = target.name
    return d


def _light(c: Clause, t: Trigger) -> bool:
    """Whether a noun's event is done by the subject of its verb: "launched an attack", not "came under attack"."""
    light = t.frame is not None and t.frame.kind == "light" and c.group is not None
    return light and c.group is not None and t.word >= c.group.first and c.group.lemma not in UNDERGO


def _of_noun(scene: Scene, c: Clause, t: Trigger, subjects: Sequence[Word]) -> Actor | None:
    """Who does what a noun tells: "shelling by X", "X's shelling", else the subject of the verb before it."""
    actor = _by(scene, c.words[t.word : c.last]) or _modifier(scene, c, t.word)
    g = c.group
    if actor is None and not t.aside and t.frame is None and g is not None and t.word > g.last and not g.passive:
        return scene.cast.one(subjects) if scene.cast.all(subjects) else None
    return actor


def _of_verb(scene: Scene, number: int, k: int, d: Draft, subjects: Sequence[Word]) -> Parties:
    """Who the subject of an active verb is and whom it strikes; a person speaks and travels under the full name."""
    c = scene.lines[number].clauses[k]
    g = c.group
    after = c.words[g.last + 1 : c.last] if g else c.words[c.first : c.last]
    actor = actor_of_clause(scene, number, k)
    by = _by(scene, after) if g is not None and g.shape == "ing" else None
    actor = by if by is not None and by.side is not None else actor
    if actor is not None and actor.side is None and d.type in LOADS and _freight(actor):
        actor = None
    if actor is not None and d.type in PERSONAL and actor.start >= 0:
        person = scene.cast.as_written([w for w in subjects if w.tag != "rel"][:8])
        actor = actor._replace(name=person.written if person else actor.written)
    return actor, _target(scene, after, d)


LOADS = ("arms_transfer", "troop_movement", "other")


def _is_thing(scene: Scene, actor: Actor) -> bool:
    """Whether what acts is no party: a happening, or words that hold a place."""
    if actor.side is not None:
        return False
    return _is_happening(actor) or scene.holds_place(actor.start, actor.end)


def actor_of_clause(scene: Scene, number: int, k: int) -> Actor | None:
    """The actor that the subject of clause `k` names; pronouns and "the column" point back to who acted before."""
    line = scene.lines[number]
    c = line.clauses[k]
    span = subject(line.clauses, k)
    if span is None or c.group is None:
        return None
    words = _before_for(c.words[span[0] : span[1]])
    while len(words) > 1 and words[0].tag == "adv":
        words = words[1:]  # "yesterday your forces"
    troops = any(w.low in TROOPS for w in words)
    wide = c.words[span[0] : c.group.first] if c.opener == "resume" and troops else words
    named = scene.cast.named(words) or scene.cast.named(wide)
    if named:
        return named[0]
    low = [w.low for w in words]
    if low[0] in PRONOUNS and len(words) <= 2:
        return pointed_at(scene, number, k)
    written = scene.cast.one(words)
    if low[0] in ("his", "her") and set(low) & TROOPS and number:  # "Gen. X vowed revenge. His forces hold Y"
        return _leader_above(scene, number) or written
    if low[0] in ("our", "your", "my") and set(low) & (TROOPS | BODIES):
        return scene.issuer() or written
    if low[1:2] == ["same"] and low[0] in ("the", "these", "those"):  # "the same men were masters of X"
        return pointed_at(scene, number, k) or written
    if (
        low[0] in ("the", "its", "their", "his", "her", "these", "those", "two", "both")
        and set(low) & (TROOPS | BODIES)
        and len(words) <= 6
    ):
        known = pointed_at(scene, number, k)
        if known is not None and known.side is not None and written is not None:
            own = low[0] in ("its", "their", "his", "her") or set(low) & BODIES
            return known if own else written._replace(side=known.side, country=known.country)
    return written


def _before_for(words: Sequence[Word]) -> Sequence[Word]:
    """A noun phrase without its "for ...": fuel for the army is not the army."""
    cut = next((i for i, w in enumerate(words) if i and w.tag == "prep" and w.low == "for"), len(words))
    return words[:cut]


def pointed_at(scene: Scene, number: int, k: int) -> Actor | None:
    """Who "they" are: the speaker of the clause, the subject of the clause before, the first actor of the lines above."""
    line = scene.lines[number]
    frame = speaker_of(line.frames, k, line.clauses)
    if frame is not None and frame.leads and frame.actor is not None and frame.actor.side:
        return frame.actor
    for j in range(k - 1, -1, -1):
        span = subject(line.clauses, j)
        words = line.clauses[j].words[span[0] : span[1]] if span else ()
        if words and words[0].low not in PRONOUNS:
            known = scene.cast.one(words)
            if known is not None and known.side is None and set(known.written.lower().split()) & TROOPS and number:
                above = _subjects_above(scene, number)
                return known._replace(side=above.side, country=above.country) if above else known
            return known
    return _subjects_above(scene, number)


def _leader_above(scene: Scene, number: int) -> Actor | None:
    """The subject of the sentence before, whose forces are told of."""
    above = scene.lines[number - 1].clauses
    span = subject(above, 0) if above else None
    leader = scene.cast.one(above[0].words[span[0] : span[1]]) if span else None
    if leader is None or leader.side is not None:
        return leader
    return leader._replace(name=f"{leader.name}'s forces", written=f"{leader.written}'s forces")


def _subjects_above(scene: Scene, number: int) -> Actor | None:
    for n in range(number - 1, max(-1, number - 4), -1):
        above = scene.lines[n]
        for j, c in enumerate(above.clauses):
            if c.group is None:
                continue
            span = subject(above.clauses, j)
            named = scene.cast.all(c.words[span[0] : span[1]]) if span else []
            if named and named[0].side:
                return named[0]
            armed = [w for w in c.words[span[0] : span[1]] if w.low in TROOPS] if span else []
            if armed and span and n == number - 1:
                return scene.cast.one(c.words[span[0] : span[1]])
    return None


def _is_happening(actor: Actor) -> bool:
    """Shells, strikes and clashes do not act; those who fire them do."""
    words = actor.written.lower().split()
    return any(w in nouns() or w in SHELL_MEANS for w in words)


def _freight(actor: Actor) -> bool:
    words = set(actor.written.lower().split())
    return bool(words & CARGO or words & set(CARRIERS))


def _patient(scene: Scene, words: Sequence[Word]) -> Actor | None:
    """Whom a passive verb strikes: an actor of the tables, or people as written; a place is no target."""
    named = scene.cast.all(words)
    if named:
        return named[0]
    if any(w.low in TROOPS or w.low in CIVILIANS for w in words) and len(words) <= 8:
        return scene.cast.one(words)
    return None


def _by(scene: Scene, words: Sequence[Word]) -> Actor | None:
    for i, w in enumerate(words):
        if (
            w.low == "by"
            and i + 1 < len(words)
            and words[i + 1].low not in ("air", "sea", "road", "land", "rail", "river", "way", "around", "about")
        ):
            cut = next(
                (
                    j
                    for j in range(i + 1, len(words))
                    if words[j].tag in ("comma", "stop", "sub", "rel", "verb")
                    or (words[j].tag == "prep" and words[j].low not in ("of", "to"))
                ),
                len(words),
            )
            return scene.cast.one(words[i + 1 : cut])
    return None


def _modifier(scene: Scene, c: Clause, index: int) -> Actor | None:
    """The actor inside the noun phrase of an event noun: "Russian air strikes", "the army's shelling"."""
    i = index
    while i > c.first and c.words[i - 1].tag in ("noun", "name", "place", "poss", "adv", "num"):
        i -= 1
    named = scene.cast.all(c.words[i : index + 1])
    if named:
        return named[0]
    for w in c.words[i:index]:
        if w.place is not None and w.place.mention.role in ("demonym", "associative") and w.place.place is not None:
            row = scene.cast.tables.state(w.place.place.country)
            name = row.name if row else w.place.place.name
            return Actor(
                name, w.text, (row.side if row else name.lower()) or None, w.place.place.country, w.start, w.end
            )
    return None


def _target(scene: Scene, after: Sequence[Word], d: Draft) -> Actor | None:
    cut = next(
        (
            i
            for i, w in enumerate(after)
            if w.tag in ("comma", "stop", "sub", "rel", "verb", "punct", "adv")
            or w.low in ("last", "this", "next", "earlier")
            or (w.tag == "prep" and w.low != "of")
        ),
        len(after),
    )
    words = [w for w in after[:cut] if w.tag != "prep" or w.low == "of"]
    if d.type in PERSONAL or d.type in ("arms_transfer", "troop_movement"):
        return next(iter(scene.cast.all(words)), None) if d.type == "diplomacy" else None
    against = next(
        (i for i, w in enumerate(after) if w.low == "against" or (w.low == "with" and d.type == "clash")), None
    )
    if against is not None:
        named = scene.cast.all(after[against + 1 :])
        if named:
            return named[0]
    if not words or any(w.place is not None and w.place.mention.role == "literal" for w in words[:1]):
        return None
    if points_back(words[:4]) or {w.low for w in words} & NO_TARGET:
        return None
    spell = next((i for i, w in enumerate(words) if i and w.tag == "det" and {x.low for x in words[i:]} & TIMES), None)
    words = words[:spell]  # "killed 13 civilians a day earlier"
    named = scene.cast.all(words)
    if named:
        return named[0]
    if any(w.place is not None for w in words):
        return None
    return scene.cast.one(words) if any(w.tag == "noun" for w in words) and len(words) <= 8 else None
