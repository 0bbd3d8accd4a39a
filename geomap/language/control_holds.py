"""What one clause says of who holds which place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.actors import Actor
from geomap.language.clauses import Clause, subject
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line, Scene
from geomap.language.events.triggers import verb_frame
from geomap.language.events.who import actor_of_clause
from geomap.language.grammar import Word
from geomap.language.war_words import TROOPS
from geomap.model import HoldStatus, Resolution

HOLD = frozenset("hold control rule govern administer occupy dominate keep retain command run".split())


TAKE = frozenset(
    "capture seize take retake recapture liberate overrun conquer regain occupy reconquer annex recover secure win clear reclaim enter sweep take_over wrest wrestle claw win_back".split()
)


LOSE = frozenset("lose cede surrender abandon relinquish forfeit".split())


STAY = frozenset("remain stay be lie fall come stand".split())


BESIEGE = frozenset("besiege encircle surround blockade beleaguer".split())


IN_HANDS = re.compile(
    r"\b(?:in|into)\s+(?:the\s+)?hands\s+of\s+|\b(?:in|into|under)\s+(?:the\s+|full\s+|complete\s+|partial\s+|firm\s+|effective\s+)*(?:control|grip|rule|authority|command)\s+of\s+",
    re.IGNORECASE,
)


OWN_HANDS = re.compile(
    r"\b(?:in|into)\s+(?P<a>[\w' \u2019-]{3,40}?)\s+hands\b|\bunder\s+(?P<b>[\w' \u2019-]{3,50}?)\s+(?:control|rule|authority|occupation)\b",
    re.IGNORECASE,
)


AIMS = frozenset("on at for of toward towards before without from about".split())  # "aimed at retaking": not done


SEATS = frozenset("stronghold heartland bastion headquarters base redoubt fiefdom strongholds".split())


PARTS = frozenset(
    "part parts area areas territory zone swathes land half most pocket portion side region foothold bridgehead enclave toehold positions".split()
)
FOOTHOLDS = frozenset("bridgehead foothold toehold pocket enclave positions garrison".split())


SITES = frozenset("crossing airport base port bridge dam camp airfield barracks".split())


class Hold(NamedTuple):
    """A reading of one clause: who holds or loses which places, and how."""

    uses: tuple[Resolution, ...]
    holder: Actor
    status: HoldStatus
    start: int
    end: int


def find_holds(scene: Scene, number: int, k: int) -> list[Hold]:
    """What one clause says of holders."""
    line = scene.lines[number]
    c = line.clauses[k]
    g = c.group
    found = _nominal(scene, line, k)
    if g is None or g.negated or _none_of(c) or any(k in d.content for d in line.denials):
        return found
    if (
        g.stance == "planned"
        or (g.infinitive and not _done(line, k))
        or c.opener in ("sub:if", "sub:unless", "sub:whether")
    ):
        return found
    if g.shape == "ing" and not g.finite and g.first and c.words[g.first - 1].low in AIMS:
        return found
    frame = verb_frame(c)
    key = "_".join([frame.lemma, *frame.particle]) if frame else g.lemma
    taking = key in TAKE or (
        g.lemma in TAKE and not (frame and frame.particle and frame.particle[0] not in ("over", "hold", "into"))
    )
    if g.lemma in BESIEGE:
        return found + _besieged(scene, line, k)
    footing = g.lemma == "have" and {w.low for w in c.words[g.last + 1 : g.last + 5]} & FOOTHOLDS
    if g.lemma in HOLD or taking or footing:
        status: HoldStatus = "held" if g.lemma in HOLD or footing else "captured"
        found += _passive(scene, number, k, status) if g.passive else _active(scene, number, k, status, key)
    elif (
        frame is not None
        and frame.type == "territorial_change"
        and (frame.particle or g.lemma in ("expel", "oust", "dislodge", "evict"))
    ):
        found += _passive_expelled(scene, number, k) if g.passive else _expelling(scene, number, k)
    elif g.lemma in LOSE or (frame is not None and frame.type == "withdrawal"):
        found += _losing(scene, number, k)
    found += _in_hands(scene, line, k)
    return found


def _none_of(c: Clause) -> bool:
    low = [w.low for w in c.words[max(0, c.first - 12) : c.last]]
    return "none" in low or "nowhere" in low or ("no" in low and "longer" in low)


def _done(line: Line, k: int) -> bool:
    """An infinitive that did happen: "managed to", "went on to"; those are chained, the rest are aims."""
    before = line.clauses[k - 1].group if k else None
    return before is not None and before.lemma in ("help", "manage", "force", "allow")


def _active(scene: Scene, number: int, k: int, status: HoldStatus, key: str) -> list[Hold]:
    line = scene.lines[number]
    c = line.clauses[k]
    g = c.group
    actor = actor_of_clause(scene, number, k)
    if g is None or not is_holder(actor):
        return []
    objects = {w.low for w in c.words[g.last + 1 : c.last]}
    control = "control" in objects
    if (
        g.lemma in ("take", "win", "keep", "retain", "secure", "enter")
        and objects & {"place", "part", "talks", "elections", "hostage", "hostages", "office"}
        and not control
    ):
        return []
    found = [
        u.resolution for u in line.places[k] if u.word > g.last and not u.qualifier and _held_object(c, u, control)
    ]
    if not found and c.opener.startswith("rel:wh") and not _plain_objects(c):
        above = _antecedent_place(line, k)
        found = [above] if above else []
    if (
        not found
        and actor is not None
        and any(
            w.low in ("town", "city", "village", "base", "area", "it", "airport")
            for w in c.words[g.last + 1 : g.last + 4]
        )
    ):
        found = _pointed_place(scene, line, g.first)
    return [Hold(tuple(found), actor, status, c.start, c.end)] if found and actor else []


def _plain_objects(c: Clause) -> bool:
    g = c.group
    return g is not None and g.last + 1 < c.last and c.words[g.last + 1].tag in ("det", "noun", "num")


def _held_object(c: Clause, u: Use, control: bool) -> bool:
    g = c.group
    if g is None:
        return False
    if u.position == "object":
        return True
    if u.prep == "of":
        return u.head > g.last
    before = {w.low for w in c.words[g.last + 1 : u.word]}
    if g.lemma == "enter":
        return False
    if u.prep in ("in", "around", "near", "along", "across", "into", "outside", "between", "south", "at", "on"):
        places_before = any(w.place is not None for w in c.words[g.last + 1 : u.word])
        return not places_before and (
            u.prep not in ("near", "outside")
            and (control or bool(before & PARTS) or (u.prep == "at" and bool(before & (SITES | FOOTHOLDS))))
        )
    return False


def _passive(scene: Scene, number: int, k: int, status: HoldStatus) -> list[Hold]:
    """ "X is held by Y"; "the part of Z still controlled by Y" says it of the place that lies in that part."""
    line = scene.lines[number]
    c = line.clauses[k]
    holder = _by_actor(scene, c)
    if holder is None:
        return []
    found = _subject_places(line, k)
    told = [Hold(tuple(found), holder, status, c.start, c.end)] if found else []
    return told + _gapped(scene, line, k, status)


def _gapped(scene: Scene, line: Line, k: int, status: HoldStatus) -> list[Hold]:
    """ "A is held by X, and B by Y": the second verb is left out."""
    c = line.clauses[k]
    found = []
    for u in line.places[k]:
        following = c.words[u.word + 1 : c.last]
        if c.group is None or u.word < c.group.last or not following or following[0].low != "by":
            continue
        actor = scene.cast.one(_cut(following[1:]))
        if actor is not None and is_holder(actor):
            found.append(Hold((u.resolution,), actor, status, c.start, c.end))
    return found


def _subject_places(line: Line, k: int) -> list[Resolution]:
    """The places that the subject of a passive or of "remain" names, those of a copular sentence for "the part of"."""
    c = line.clauses[k]
    span = subject(line.clauses, k)
    if span is None:
        return []
    words = c.words[span[0] : span[1]]
    within = bool({w.low for w in words} & PARTS)
    own = [
        u
        for row in line.places
        for u in row
        if span[0] <= u.word < span[1] and not u.qualifier and u.resolution.mention.role != "associative"
    ]
    own = own or [
        u
        for u in line.places[k]
        if c.group
        and u.word < c.group.first
        and not u.qualifier
        and u.resolution.mention.role == "literal"
        and not (u.prep == "in" and u.word <= c.first + 3 and c.comma_after(u.word))  # "In X, ..."
    ]
    if within or not own:
        for j in range(k - 1, -1, -1):
            above = line.clauses[j]
            if above.group is not None and above.group.lemma == "be":
                upper = [u for u in line.places[j] if u.word < above.group.first and not u.qualifier]
                if upper:
                    return [upper[-1].resolution]
    if c.group is not None and not own and not within:
        local = [
            u
            for u in line.places[k]
            if u.word < c.group.first and not u.qualifier and not (u.prep == "in" and c.comma_after(u.word))
        ]
        own = local
    if within:
        own = [
            u
            for u in own
            if not (
                u.resolution.place and u.resolution.place.feature == "country" and not u.resolution.mention.relation
            )
        ]
    nearest = [u for u in own if u.position == "subject"] or own[-1:]
    return [u.resolution for u in nearest]


def _antecedent_place(line: Line, k: int) -> Resolution | None:
    c = line.clauses[k]
    before = [
        u
        for row in line.places
        for u in row
        if u.word < c.first and not u.qualifier and u.resolution.mention.role == "literal"
    ]
    return before[-1].resolution if before and c.first - before[-1].word <= 8 else None


def _pointed_place(scene: Scene, line: Line, before: int) -> list[Resolution]:
    """The town that "it" or "the town" means: named before in the sentence, else in the sentences above."""
    here = [
        u.resolution
        for row in line.places
        for u in row
        if u.word < before and not u.qualifier and u.resolution.mention.role == "literal"
    ]
    nearer = [r for r in here if r.place is None or r.place.feature not in ("country", "admin1", "sea", "river")]
    if nearer:
        return nearer[-1:]
    found = [
        r
        for r in scene.resolutions
        if r.mention.role == "literal" and line.sentence.start - 300 < r.mention.end <= line.sentence.start
    ]
    towns = [r for r in found if r.place is None or r.place.feature not in ("country", "admin1", "sea", "river")]
    return towns[-1:]


def _by_actor(scene: Scene, c: Clause) -> Actor | None:
    g = c.group
    if g is None:
        return None
    for i in range(g.last + 1, c.last):
        if c.words[i].low == "by":
            end = next(
                (j for j in range(i + 1, c.last) if c.words[j].tag in ("comma", "stop", "sub", "rel", "verb")), c.last
            )
            actor = scene.cast.one(c.words[i + 1 : end])
            return actor if is_holder(actor) else None
    return None


def is_holder(actor: Actor | None) -> bool:
    """Whether this can hold ground: known to the tables, or armed people as written."""
    if actor is None:
        return False
    if actor.side is not None:
        return True
    words = set(actor.written.lower().split())
    return bool(words & TROOPS) or any(
        w.endswith(
            ("army", "front", "militia", "militias", "rebels", "group", "groups", "forces", "alliance", "factions")
        )
        for w in words
    )


def _expelling(scene: Scene, number: int, k: int) -> list[Hold]:
    line = scene.lines[number]
    c = line.clauses[k]
    g = c.group
    actor = actor_of_clause(scene, number, k)
    if g is None or not is_holder(actor) or actor is None:
        return []
    ground = [u.resolution for u in line.places[k] if u.word > g.last and not u.qualifier and u.prep in ("from", "of")]
    if not ground:
        ground = (
            [u.resolution for u in line.places[k - 1] if not u.qualifier and u.prep in ("in", "at", "near")]
            if k
            else []
        )
    if not ground:
        return []
    found = [Hold(tuple(ground), actor, "captured", c.start, c.end)]
    losers = scene.cast.all(c.words[g.last + 1 : c.last])
    losers = [a for a in losers if a.side is not None and a.side != actor.side]
    if losers:
        found.append(Hold(tuple(ground), losers[0], "lost", c.start, c.end))
    return found


def _passive_expelled(scene: Scene, number: int, k: int) -> list[Hold]:
    line = scene.lines[number]
    c = line.clauses[k]
    ground = [u.resolution for u in line.places[k] if not u.qualifier and u.prep in ("from", "of")]
    span = subject(line.clauses, k)
    loser = scene.cast.one(c.words[span[0] : span[1]]) if span else None
    found = []
    if ground and is_holder(loser) and loser is not None:
        found.append(Hold(tuple(ground), loser, "lost", c.start, c.end))
    winner = _by_actor(scene, c)
    if ground and winner is not None:
        found.append(Hold(tuple(ground), winner, "captured", c.start, c.end))
    return found


def _losing(scene: Scene, number: int, k: int) -> list[Hold]:
    line = scene.lines[number]
    c = line.clauses[k]
    g = c.group
    if g is None:
        return []
    if g.passive:
        loser, ground = _by_actor(scene, c), _subject_places(line, k)
        winner = _after(scene, c, "to")
    else:
        loser = actor_of_clause(scene, number, k)
        ground = [
            u.resolution
            for u in line.places[k]
            if u.word > g.last and not u.qualifier and (u.position == "object" or u.prep in ("from", "of"))
        ]
        winner = _after(scene, c, "to") if g.lemma in LOSE else None
    found = []
    if ground and loser is not None and loser.side is not None:
        found.append(Hold(tuple(ground), loser, "lost", c.start, c.end))
    if ground and winner is not None:
        found.append(Hold(tuple(ground), winner, "captured", c.start, c.end))
    return found


def _after(scene: Scene, c: Clause, preposition: str) -> Actor | None:
    g = c.group
    for i in range(g.last + 1 if g else c.first, c.last):
        if c.words[i].low == preposition:
            end = next(
                (j for j in range(i + 1, c.last) if c.words[j].tag in ("comma", "stop", "sub", "rel", "verb", "prep")),
                c.last,
            )
            actor = scene.cast.one(c.words[i + 1 : end])
            return actor if is_holder(actor) else None
    return None


def _in_hands(scene: Scene, line: Line, k: int) -> list[Hold]:
    """ "remain in the hands of Y", "stays under army control", "fell to Y"."""
    c = line.clauses[k]
    g = c.group
    if g is None or g.lemma not in STAY | {"pass", "bring", "leave"}:
        return []
    text = scene.text
    tail = c.words[g.last + 1 : c.last]
    holder: Actor | None = None
    m = IN_HANDS.search(text, c.words[g.last].start, c.end)
    if m:
        holder = scene.cast.one(_cut([w for w in tail if w.start >= m.end()]))
    else:
        own = OWN_HANDS.search(text, c.words[g.last].start, c.end)
        if own:
            span = own.span("a") if own.group("a") else own.span("b")
            holder = scene.cast.one(
                [
                    w
                    for w in tail
                    if span[0] <= w.start < span[1] and w.low not in ("firm", "full", "firmly", "complete")
                ]
            )
        elif g.lemma == "fall":
            holder = _after(scene, c, "to")
    if not is_holder(holder) or holder is None:
        return []
    ground = _subject_places(line, k)
    status: HoldStatus = "captured" if g.lemma in ("fall", "come", "pass", "bring") else "held"
    return [Hold(tuple(ground), holder, status, c.start, c.end)] if ground else []


def _cut(words: Sequence[Word]) -> list[Word]:
    end = next(
        (
            i
            for i, w in enumerate(words)
            if w.tag in ("comma", "stop", "sub", "rel", "verb", "and", "punct") or (w.tag == "prep" and w.low != "of")
        ),
        len(words),
    )
    return list(words[:end])


def _besieged(scene: Scene, line: Line, k: int) -> list[Hold]:
    """A siege says who is outside, not who holds the place: the claim has no holder."""
    c = line.clauses[k]
    g = c.group
    if g is None:
        return []
    if g.passive:
        ground = _subject_places(line, k)
    else:
        ground = [
            u.resolution
            for u in line.places[k]
            if u.word > g.last and not u.qualifier and (u.position == "object" or u.prep == "of")
        ]
    return [Hold(tuple(ground), NOBODY, "besieged", c.start, c.end)] if ground else []


NOBODY = Actor("", "", None, "", -1, -1)


def _nominal(scene: Scene, line: Line, k: int) -> list[Hold]:
    """Seats and nouns of control: "X, the stronghold of Y", "Y's heartland on the coast", "the capture of X by Y"."""
    c = line.clauses[k]
    found: list[Hold] = []
    for i in range(c.first, c.last):
        low = c.words[i].low
        if low in SEATS and not (i and c.words[i - 1].low in ("former", "old", "onetime", "one-time", "ex")):
            found += _seat(scene, line, k, i)
        elif (
            low in ("capture", "seizure", "recapture", "control", "takeover", "occupation", "conquest")
            and c.words[i].tag != "verb"
        ):
            found += _noun_of_control(scene, line, k, i)
    return found


def _seat(scene: Scene, line: Line, k: int, i: int) -> list[Hold]:
    c = line.clauses[k]
    before = i
    while (
        before > c.first
        and c.words[before - 1].tag in ("noun", "name", "place", "poss", "num")
        and not _literal_word(c.words[before - 1])
    ):
        before -= 1
    owners = scene.cast.all(c.words[before:i])
    holder: Actor | None = owners[0] if owners else None
    if holder is None and i + 1 < c.last and c.words[i + 1].low in ("of", "for"):
        rest = _cut(c.words[i + 2 : c.last])
        if rest and not any(_literal_word(w) for w in rest):
            holder = scene.cast.one(rest)
    if not is_holder(holder) or holder is None:
        return []
    if c.words[i].low in ("base", "headquarters") and not owners:
        return []
    after = [
        u
        for u in line.places[k]
        if u.word > i
        and not u.qualifier
        and u.prep in ("of", "on", "in", "at")
        and not any(w.tag in ("comma", "stop", "verb") for w in c.words[i : u.word])
    ]
    inner = [
        u
        for u in line.places[k]
        if u.word > i
        and u.prep in ("of", "on", "in", "at")
        and not any(w.tag in ("comma", "stop", "verb") for w in c.words[i : u.word])
    ]
    apposed = (
        [u for u in line.places[k] if u.word < i and u.resolution.mention.role == "literal" and c.comma_after(u.word)]
        if i > c.first
        else []
    )
    chosen = apposed[-1:] or after[:1] or inner[:1]
    if not chosen and c.group is not None and c.group.lemma == "be":
        chosen = [u for u in line.places[k] if u.word < c.group.first and not u.qualifier]
    return [Hold(tuple(u.resolution for u in chosen), holder, "held", c.start, c.end)] if chosen else []


def _literal_word(word: Word) -> bool:
    return word.place is not None and word.place.mention.role == "literal"


def _noun_of_control(scene: Scene, line: Line, k: int, i: int) -> list[Hold]:
    c = line.clauses[k]
    ground = [u for u in line.places[k] if u.word > i and u.prep == "of" and u.head >= i - 1]
    g = c.group
    places = tuple(u.resolution for u in ground)
    if ground and g is not None and g.lemma in ("be", "remain", "stay") and c.words[i - 1].low in ("in", "full"):
        span = subject(line.clauses, k)
        owner = scene.cast.one(c.words[span[0] : span[1]]) if span else None
        return [Hold(places, owner, "held", c.start, c.end)] if owner is not None and is_holder(owner) else []
    if ground and g is not None and g.lemma in ("pass", "go", "fall", "return", "shift") and i < g.first:
        winner = _after(scene, c, "to")
        return [Hold(places, winner, "captured", c.start, c.end)] if winner is not None else []
    if not ground or (
        c.group is not None
        and c.group.lemma
        in (
            "take",
            "lose",
            "seize",
            "gain",
            "retake",
            "regain",
            "wrest",
            "cede",
            "assume",
            "keep",
            "retain",
            "hold",
            "consolidate",
            "tighten",
        )
    ):
        return []
    before = i
    while before > c.first and c.words[before - 1].tag in ("noun", "name", "place", "poss"):
        before -= 1
    owners = scene.cast.all(c.words[before:i])
    if not owners:
        tail = c.words[ground[-1].word + 1 : c.last]
        at = next((j for j, w in enumerate(tail) if w.low == "by"), None)
        actor = scene.cast.one(_cut(tail[at + 1 :])) if at is not None else None
        owners = [actor] if actor is not None and is_holder(actor) else []
    if not owners:
        return []
    status: HoldStatus = "held" if c.words[i].low in ("control", "occupation") else "captured"
    return [Hold(tuple(u.resolution for u in ground), owners[0], status, c.start, c.end)]
