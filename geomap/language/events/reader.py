"""One line of a report read for events: triggers, actors, places and numbers put together."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from geomap.language.actors import Actor
from geomap.language.attribution import speaker_of
from geomap.language.clauses import HEDGES, SAYING, Clause, Word, antecedent, subject
from geomap.language.events.draft import Draft
from geomap.language.events.roles import Use, is_literal, role_of, uses
from geomap.language.events.scene import Line, Scene
from geomap.language.events.triggers import UNDERGO, Trigger, triggers
from geomap.language.lexicon import CARGO, CARRIERS, CIVILIANS, PHYSICAL, SHELL_MEANS, TROOPS, catenatives, nouns
from geomap.language.movements import read_movements
from geomap.language.numbers import deaths
from geomap.model import PlaceRole, Resolution, Stance

CALENDAR = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sept
    sep oct nov dec monday tuesday wednesday thursday friday saturday sunday ramadan christmas easter""".split(),
)
CARRIED = frozenset(
    "air_strike shelling clash attack siege territorial_change".split()
)  # told on from the sentence before
BODIES = frozenset(
    "group movement alliance coalition faction gunmen jihadists network militia organisation organization".split()
)
AIMS = frozenset("on at for of toward towards before without".split())  # "aimed at retaking": not done
PRONOUNS = frozenset("it they he she which who them him we i that".split())
PERSONAL = frozenset("visit statement diplomacy sanction".split())
HERE = frozenset("there here".split())
ANAPHORA = frozenset(
    """town city village area region district province camp base airport settlement enclave port neighbourhood neighborhood
    capital hospital market stronghold territory crossing scene island peninsula valley outpost site facility garrison
    airfield compound""".split(),
)
ALLEGING = frozenset("accuse allege claim suspect suggest believe".split())
ASSERTING = frozenset("use help force allow manage enable let say".split())
DEFINITE = frozenset("the this that these those its their his".split())


def read_line(scene: Scene, number: int, before: Sequence[Draft]) -> list[Draft]:
    """The drafts of one line; `before` are those of the lines above it."""
    line = scene.lines[number]
    found: list[Draft] = []
    for k in range(len(line.clauses)):
        drafts = _clause(scene, number, k, [*before, *found])
        for d in drafts:
            _speech(scene, line, k, d)
            where = d.position()
            if where is not None:
                d.cover(where)
        found.extend(drafts)
    return _share_dead(_one_of_two(_merge_legs(found)))


def _clause(scene: Scene, number: int, k: int, before: Sequence[Draft]) -> list[Draft]:
    line = scene.lines[number]
    c = line.clauses[k]
    g = c.group
    avoiding = g is not None and "avoid" in g.chain
    if g is not None and (
        (g.negated and not avoiding) or (g.first and g.shape == "ing" and c.words[g.first - 1].low == "without")
    ):
        return []
    if (
        any(k in d.content or k == d.clause for d in line.denials)
        and g is not None
        and not any(k in d.content for d in line.denials)
    ):
        return []
    if avoiding:
        _avoid(line, k, before)
        return []
    if g is not None and g.lemma == "leave" and c.opener == "part" and before and before[-1].line is line:
        _casualties(scene, c, before[-1])
    moves = read_movements(scene, line, k, before)
    found = [_acted(scene, number, k, d) for d in moves]
    for t in triggers(c, line.places[k], from_the_air=scene.strikes_fall_from_the_air):
        if moves and (
            t.type in ("arms_transfer", "troop_movement", "displacement") or (t.by_noun and t.type not in PHYSICAL)
        ):
            continue
        if moves and t.frame is not None and t.frame.kind in ("move", "light") and not t.by_noun:
            continue
        if moves and any(d.type == t.type for d in moves):
            continue
        if _aftermath(t, c, k) and before and before[-1].line is line and not _own_places(line, k):
            _casualties(scene, c, before[-1])
            continue
        found.extend(_told(scene, number, k, t, before))
    if not found and g is not None and g.lemma in SAYING:
        found.extend(_statement(scene, number, k))
    cause = k > 0 and c.opener in ("sub:when", "sub:as", "sub:after")
    for d in found:
        _casualties(scene, c, d)
        if cause and d.type in PHYSICAL and not any(b.clause is line.clauses[k - 1] for b in before):
            _casualties(scene, line.clauses[k - 1], d)  # "54 people were killed when jets bombed ..."
    return found


def _own_places(line: Line, k: int) -> list[Use]:
    return [u for u in line.places[k] if not u.qualifier]


def _aftermath(t: Trigger, c: Clause, k: int) -> bool:
    """A clause that only counts the dead of the event before it: ", killing at least 12"."""
    g = c.group
    return (
        g is not None
        and t.frame is not None
        and t.frame.lemma in ("kill", "wound", "injure", "die", "destroy", "damage", "maim")
        and (c.opener in ("part", "and", "comma", "rel:which", "rel:that"))
    )


def _told(scene: Scene, number: int, k: int, t: Trigger, before: Sequence[Draft]) -> list[Draft]:
    line = scene.lines[number]
    c = line.clauses[k]
    roles, reasons = places_of(scene, number, k, t, before)
    here = [r for role, r in roles if role == "at"]
    if not here and t.type in (
        "siege",
        "attack",
        "air_strike",
        "shelling",
        "clash",
        "territorial_change",
        "interdiction",
    ):
        toward = [r for role, r in roles if role in ("to", "towards")]
        here = toward
    if (
        not here
        and t.type in ("attack", "air_strike", "shelling", "clash")
        and all(role == "from" for role, _ in roles)
    ):
        here = [r for role, r in _places_elsewhere(scene, number, k, t, before)[0] if role == "at"]
        if not here:
            roles = [] if any(w.low in ("died", "killed") for w in c.words[c.first : c.last]) else roles
    rest = [(role, r) for role, r in roles if r not in here]
    nowhere = t.type in PHYSICAL and not t.by_noun and t.frame is not None and t.frame.kind == "strong"
    if not roles and not (nowhere and c.group is not None and not c.group.stance and not c.group.infinitive):
        return []
    found = []
    spots: list[Resolution | None] = [*here]
    for r in spots or [None]:
        d = Draft(t.type, line, c, c.words[t.word].text, c.start, c.end)
        if r is not None:
            d.places.append(("at", r))
        d.places.extend(rest)
        d.reasons.extend(reasons)
        if r is not None and (c.opener.startswith("rel") or c.opener == "part") and r.mention.end <= c.start:
            span = antecedent(c)
            d.start = min(d.start, c.words[span[0]].start) if span else d.start
        found.append(_acted(scene, number, k, d, t))
    return [d for d in found if d.position() is not None or d.actor_side is not None]


def places_of(
    scene: Scene, number: int, k: int, t: Trigger, before: Sequence[Draft]
) -> tuple[list[tuple[PlaceRole, Resolution]], list[str]]:
    """The places of an event with their roles, and how they were found when not in the clause itself."""
    line = scene.lines[number]
    c = line.clauses[k]
    obj: PlaceRole = t.frame.obj if t.frame is not None and not t.by_noun and t.frame.obj in ("from", "to") else "at"  # type: ignore[assignment]
    passive = c.group is not None and (c.group.passive or c.group.lemma in UNDERGO or c.group.lemma == "fall")
    found: list[tuple[PlaceRole, Resolution]] = []
    for u in line.places[k]:
        if u.qualifier or not _may_hold(u, t):
            continue
        role = role_of(u, moving=False, obj=obj, passive=passive)
        if t.type in ("statement", "sanction") and t.by_noun is False and u.position != "phrase" and not passive:
            role = None
        if role is None and u.position == "object" and (t.by_noun or obj == "at"):
            role = (
                "at" if u.resolution.mention.role == "literal" or t.type in ("diplomacy", "sanction", "visit") else None
            )
        if (
            role is None
            and u.position == "subject"
            and t.by_noun
            and u.resolution.mention.role == "literal"
            and c.group is not None
            and c.group.lemma in ("see", "host", "witness", "be")
        ):
            role = "at"
        if (
            role is None
            and t.type == "diplomacy"
            and u.position == "subject"
            and c.group is not None
            and c.group.lemma in ("host", "hold")
        ):
            role = "at"
        if role == "at" and t.type == "withdrawal" and u.prep in ("in",) and u.position == "phrase":
            role = "at"
        if role == "to" and t.type in ("diplomacy", "statement", "other", "recruitment"):
            role = "at" if u.resolution.mention.role == "literal" else None
        if role is not None:
            found.append((role, u.resolution))
    hosts = {u.word for u in line.places[k] if u.position == "subject"}
    spots = [(role, r) for role, r in found if not any(c.words[i].place is r for i in hosts)]
    if t.type == "diplomacy" and spots:
        found = spots  # the hosts are not where it happens when a town is named
    if found:
        return found, []
    if c.group is not None and c.opener == "resume" and (passive or t.by_noun):
        split = [
            u
            for row in line.places[: k + 1]
            for u in row
            if u.word < c.first and not u.qualifier and u.resolution.mention.role == "literal"
        ]
        way = [u for u in split if u.prep in ("through", "via", "along", "across", "over")] or split
        if way:
            return [("at", u.resolution) for u in way], []
    return _places_elsewhere(scene, number, k, t, before)


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
    located = u.prep in ("in", "at", "near", "inside", "outside", "into", "from", "across", "around", "towards")
    if t.type == "diplomacy" and u.position == "subject":
        return True
    return located or (u.position == "object" and not t.by_noun) or u.position == "subject"


def _places_elsewhere(
    scene: Scene, number: int, k: int, t: Trigger, before: Sequence[Draft]
) -> tuple[list[tuple[PlaceRole, Resolution]], list[str]]:
    """The place told beside the clause: its antecedent, its neighbours in the sentence, or "the town" above."""
    line = scene.lines[number]
    c = line.clauses[k]
    if t.type in PHYSICAL and _unknown_object(scene, c):
        return [], []
    if c.opener.startswith("rel") or (c.opener == "part" and c.group is not None and c.group.passive):
        span = antecedent(c)
        above = _literal(c, *span) if span else None
        if above is not None:
            return [("at", above)], []
    for j in range(k - 1, -1, -1):
        nearby = [
            u
            for u in _own_places(line, j)
            if u.resolution.mention.role == "literal" and (u.position == "phrase" or j == k - 1)
        ]
        if nearby and (c.opener in ("and", "part", "resume", "inf", "comma", "stop") or nearby[0].word <= 3):
            told = next(
                (
                    d
                    for d in reversed(before)
                    if d.line is line and d.clause is line.clauses[j] and d.position() is not None
                ),
                None,
            )
            position = told.position() if told else None
            return [("at", position or nearby[0].resolution)], ["place told in the same sentence"]
    after = line.clauses[k + 1] if k + 1 < len(line.clauses) else None
    if after is not None and after.opener == "part":
        within = [u for u in _own_places(line, k + 1) if is_literal(c.words[u.word]) and u.position == "phrase"]
        if within:
            return [("at", within[0].resolution)], ["place told in the same sentence"]
    span = subject(line.clauses, k)
    objects = list(c.words[c.group.last + 1 : c.last]) if c.group else list(c.words[c.first : c.last])
    subjects = list(c.words[span[0] : span[1]]) if span else []
    definite = _points_back([*subjects, *objects])
    if definite:
        beside = _beside(line, k, definite)
        if beside is not None:
            return [("at", beside)], [f'"{definite}" points back']
    if definite or (
        t.type in CARRIED and not t.by_noun and (t.type != "territorial_change" or "it" in {w.low for w in objects[:1]})
    ):
        for d in reversed(before):
            position = d.position()
            if position is None or d.line.index < line.index - 2:
                continue
            if d.type in ("statement", "diplomacy", "visit") and not definite:
                continue
            return [("at", position)], [
                f'"{definite}" points back' if definite else "place carried from the sentence before"
            ]
        if definite:
            last = _last_literal(scene, line)
            if last is not None:
                return [("at", last)], [f'"{definite}" points back']
    return [], []


def _beside(line: Line, k: int, definite: str) -> Resolution | None:
    """The place named earlier in the same sentence that "the town" can mean."""
    c = line.clauses[k]
    limit = c.group.first if c.group else c.last
    told = [u for row in line.places[: k + 1] for u in row if u.word < limit and is_literal(c.words[u.word])]
    fitting = [u.resolution for u in told if _fits(definite, u)]
    return fitting[-1] if fitting else None


def _unknown_object(scene: Scene, c: Clause) -> bool:
    """Whether the verb strikes a name that no place and no belligerent has: then the place is that name, not another."""
    g = c.group
    if g is None or g.passive or g.last + 1 >= c.last:
        return False
    if any(_unknown_after(scene, c, j) for j in range(c.first, c.last - 1)):
        return True
    i = g.last + 1
    while i < c.last and c.words[i].tag == "det":
        i += 1
    end = i
    while end < c.last and c.words[end].tag == "name":
        end += 1
    alone = end == c.last or c.words[end].tag in ("prep", "comma", "punct", "and", "sub", "stop")
    return end > i and alone and not scene.cast.all(c.words[i:end])


def _unknown_after(scene: Scene, c: Clause, j: int) -> bool:
    """Whether "in", "near" ... at `j` governs a name that is neither a known place nor a belligerent nor a date."""
    name = c.words[j + 1]
    if c.words[j].low not in ("in", "near", "at", "around", "outside") or name.tag != "name" or name.low in CALENDAR:
        return False
    stop = next((n for n in range(j + 1, c.last) if c.words[n].tag != "name"), c.last)
    closed = stop == c.last or c.words[stop].tag in ("prep", "comma", "punct", "and", "sub", "stop", "verb")
    return closed and not scene.cast.all(c.words[j + 1 : stop])


def _points_back(words: Sequence[Word]) -> str:
    for one, two in itertools.pairwise(words):
        if one.low in DEFINITE and two.low in ANAPHORA:
            return f"{one.low} {two.low}"
    return next((w.low for w in words if w.low in HERE), "")


def _fits(words: str, u: Use) -> bool:
    """Whether "the town" can mean this place: not a country or province."""
    feature = u.resolution.place.feature if u.resolution.place else ""
    wide = feature in ("country", "admin1", "sea", "region")
    return wide == (words.split()[-1] in ("region", "province", "territory", "area")) or words in ("there", "here")


def _last_literal(scene: Scene, line: Line) -> Resolution | None:
    found = [r for r in scene.resolutions if r.mention.role == "literal" and r.mention.end <= line.sentence.start]
    return found[-1] if found and line.sentence.start - found[-1].mention.end < 400 else None


def _literal(c: Clause, first: int, last: int) -> Resolution | None:
    """The place that a noun phrase ends in, or the first it holds."""
    places = [w.place for w in c.words[first:last] if w.place is not None and w.place.mention.role == "literal"]
    kept = [
        u
        for u in uses(replace(c, first=first, last=last))
        if not u.qualifier and u.resolution.mention.role == "literal"
    ]
    return kept[-1].resolution if kept else (places[0] if places else None)


def _acted(scene: Scene, number: int, k: int, d: Draft, t: Trigger | None = None) -> Draft:
    """Fill in who acts on whom."""
    line = scene.lines[number]
    c = line.clauses[k]
    g = c.group
    span = subject(line.clauses, k)
    subjects = c.words[span[0] : span[1]] if span else ()
    after = c.words[g.last + 1 : c.last] if g else c.words[c.first : c.last]
    actor: Actor | None
    target: Actor | None = None
    if (
        t is not None
        and t.by_noun
        and (
            t.frame is None
            or t.frame.kind != "light"
            or t.word < (g.first if g else 0)
            or (g is not None and g.lemma in UNDERGO)
        )
    ):
        actor = _by(scene, c.words[t.word : c.last]) or _modifier(scene, c, t.word)
        if (
            actor is None
            and t.aside is False
            and t.frame is None
            and g is not None
            and t.word > g.last
            and not g.passive
        ):
            actor = scene.cast.one(subjects) if scene.cast.all(subjects) else None
    elif g is not None and g.passive:
        actor = _by(scene, after)
        target = _patient(scene, subjects) if d.type != "arms_transfer" else None
    else:
        actor = actor_of_clause(scene, number, k)
        by = _by(scene, after) if g is not None and g.shape == "ing" else None
        actor = by if by is not None and by.side is not None else actor
        if (
            d.type in ("arms_transfer", "troop_movement", "other")
            and actor is not None
            and actor.side is None
            and _freight(actor)
        ):
            actor = None
        if actor is not None and d.type in PERSONAL and actor.start >= 0:
            person = scene.cast.as_written([w for w in subjects if w.tag != "rel"][:8])
            actor = actor._replace(name=person.written if person else actor.written)
        target = _target(scene, after, d)
    if g is not None and g.lemma in ("die", "perish"):
        actor, target = _by(scene, after), _patient(scene, subjects)
    if g is not None and g.passive and actor is None and d.type in ("troop_movement", "withdrawal"):
        actor, target = target, None
    if (
        actor is not None
        and actor.side is None
        and (
            _is_happening(actor)
            or any(r.mention.start >= actor.start and r.mention.end <= actor.end for r in scene.resolutions)
        )
    ):
        actor = None
    if actor is not None:
        d.actor, d.actor_side, d.actor_country = actor.name, actor.side, actor.country
    if target is not None and target.name != d.actor:
        d.target = target.name
    return d


def actor_of_clause(scene: Scene, number: int, k: int) -> Actor | None:
    """The actor that the subject of clause `k` names; pronouns and "the column" point back to who acted before."""
    line = scene.lines[number]
    c = line.clauses[k]
    span = subject(line.clauses, k)
    if span is None or c.group is None:
        return None
    words = _before_for(c.words[span[0] : span[1]])
    troops = any(w.low in TROOPS for w in words)
    wide = c.words[span[0] : c.group.first] if c.opener == "resume" and troops else words
    named = scene.cast.named(words) or scene.cast.named(wide)
    if named:
        return named[0]
    low = [w.low for w in words]
    if low[0] in PRONOUNS and len(words) <= 2:
        return _pointed_at(scene, number, k)
    written = scene.cast.one(words)
    if (
        low[0] in ("the", "its", "their", "these", "those", "two", "both")
        and set(low) & (TROOPS | BODIES)
        and len(words) <= 6
    ):
        known = _pointed_at(scene, number, k)
        if known is not None and known.side is not None and written is not None:
            body = set(low) & BODIES and known.side
            return known if body else written._replace(side=known.side, country=known.country)
    return written


def _before_for(words: Sequence[Word]) -> Sequence[Word]:
    """A noun phrase without its "for ...": fuel for the army is not the army."""
    cut = next((i for i, w in enumerate(words) if i and w.tag == "prep" and w.low == "for"), len(words))
    return words[:cut]


def _pointed_at(scene: Scene, number: int, k: int) -> Actor | None:
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
    named = scene.cast.all(words)
    if named:
        return named[0]
    if any(w.place is not None for w in words):
        return None
    return scene.cast.one(words) if any(w.tag == "noun" for w in words) and len(words) <= 8 else None


def _statement(scene: Scene, number: int, k: int) -> list[Draft]:
    """A statement made at a place: "told reporters in Geneva"."""
    line = scene.lines[number]
    c = line.clauses[k]
    if c.group is None or c.group.passive:
        return []
    spots = [
        u
        for u in line.places[k]
        if not u.qualifier
        and u.word > c.group.last
        and u.prep in ("in", "at", "from", "near", "outside")
        and u.resolution.mention.role == "literal"
    ]
    found = []
    for u in spots[:1]:
        d = Draft("statement", line, c, c.words[c.group.main].text, c.start, c.end)
        d.places.append(("at", u.resolution))
        found.append(_acted(scene, number, k, d))
        d.target = ""
    return found


def _speech(scene: Scene, line: Line, k: int, d: Draft) -> None:
    """Who says it and how sure it is."""
    frame = speaker_of(line.frames, k, line.clauses)
    c, g = d.clause, d.clause.group
    if frame is not None and frame.clause != k:
        d.attribution = frame.speaker
        if frame.actor is not None and frame.actor.side:
            d.attribution_side = frame.actor.side
    stance: Stance = "asserted"
    lower = {w.low for w in line.words[c.first : c.last]}
    if g is not None and g.stance == "planned":
        stance = "planned"
    elif (g is not None and g.stance == "alleged") or lower & HEDGES:
        stance = "alleged"
    elif g is not None and g.infinitive:
        stance = _infinitive(line, k)
    elif c.opener == "part" and _accused(line, k):
        stance = "alleged"
    elif (
        g is not None and g.shape == "ing" and not g.finite and g.first and c.words[g.first - 1].low in AIMS
    ) or c.opener in ("sub:if", "sub:unless", "sub:whether"):
        stance = "planned"
    if stance == "asserted" and frame is not None and frame.clause >= 0:
        verb = line.clauses[frame.clause].group
        if verb is not None and verb.lemma in ALLEGING:
            stance = "alleged"
    d.stance = stance
    losing = d.type == "withdrawal" or (
        d.type == "territorial_change" and d.trigger.lower() in ("lost", "lose", "loses", "surrendered", "ceded")
    )
    d.against_interest = bool(losing and d.attribution_side and d.attribution_side == d.actor_side)


def _accused(line: Line, k: int) -> bool:
    """Whether the clause is what somebody is accused of."""
    before = line.clauses[k - 1].group if k else None
    return before is not None and before.lemma in ALLEGING


def _infinitive(line: Line, k: int) -> Stance:
    """ "urged Iraq to close": planned; "used planes to fly": as said of the verb before."""
    before = line.clauses[k - 1].group if k else None
    if before is None:
        return "planned"
    if before.stance in ("planned", "alleged"):
        return before.stance  # type: ignore[return-value]
    if before.lemma in ASSERTING:
        return "asserted"
    effect = catenatives().get(before.lemma, "")
    return "planned" if effect == "planned" or before.lemma not in ASSERTING else "asserted"


def _casualties(scene: Scene, c: Clause, d: Draft) -> None:
    if d.type in ("siege", "interdiction", "arms_transfer", "troop_movement", "sanction", "diplomacy", "visit"):
        return
    low, high = deaths(scene.text[c.start : c.end])
    if low is not None and d.low is None:
        d.low, d.high = low, high


def _avoid(line: Line, k: int, before: Sequence[Draft]) -> None:
    """A country that the flights just told of keep out of: "in order to avoid flying over X"."""
    for u in line.places[k]:
        if not u.qualifier:
            for d in before:
                if d.line is line and d.type in ("arms_transfer", "troop_movement"):
                    d.places.append(("avoid", u.resolution))


def _one_of_two(drafts: list[Draft]) -> list[Draft]:
    """ "54 people were killed when jets bombed a market" is one event: the dead go to the one that says how."""
    kept = list(drafts)
    for a in drafts:
        if (
            a.type != "attack"
            or a.trigger.lower() not in ("killed", "died", "wounded", "injured", "kills", "dead")
            or a.clause.index + 1 >= len(a.line.clauses)
        ):
            continue
        follower = a.line.clauses[a.clause.index + 1]
        causes = [
            d
            for d in drafts
            if d.clause is follower
            and d.type in PHYSICAL
            and follower.opener in ("sub:when", "sub:after", "sub:as", "part")
        ]
        if causes and a in kept:
            causes[0].low, causes[0].high = a.low, a.high
            causes[0].start = min(a.start, causes[0].start)
            kept.remove(a)
    return kept


def _share_dead(drafts: list[Draft]) -> list[Draft]:
    """One toll for several places is counted once, at the first."""
    seen: set[int] = set()
    for d in drafts:
        key = d.clause.index
        if d.low is None and d.high is None:
            continue
        if key in seen:
            d.low = d.high = None
            d.reasons.append("the toll of all places together stands at the first")
        seen.add(key)
    return drafts


def _merge_legs(drafts: list[Draft]) -> list[Draft]:
    """Legs of one movement told over two clauses of a sentence become one: "arrives at the port, shipped from Y"."""
    found: list[Draft] = []
    for d in drafts:
        moving = d.type in ("arms_transfer", "troop_movement")
        one = next((x for x in found if moving and x.line is d.line and x.type == d.type), None)
        if one is None or d.clause.opener != "part" or _ends(one) & _ends(d):
            found.append(d)
            continue
        told = [(role, r) for role, r in d.places if role in _ends(d) or role == "avoid"]
        kept = [(role, r) for role, r in one.places if role in _ends(one) or role not in {x for x, _ in told}]
        one.places = [*(x for x in told if x not in kept), *kept]
        one.mode = one.mode if one.mode != "unspecified" else d.mode
        one.start, one.end = min(one.start, d.start), max(one.end, d.end)
        one.where = None
    return found


def _ends(d: Draft) -> set[str]:
    """The legs that the words themselves give, without those inferred."""
    guessed = {role for role, words in GUESSED if any(r.startswith(words) for r in d.reasons)}
    return {str(role) for role, _ in d.places if role in ("from", "to", "via")} - guessed


GUESSED = (("to", "destination from"), ("from", "origin inferred"), ("from", "origin carried"))
