"""Where an event happens: places of its clause with their roles, else what the sentence and the one before tell."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from geomap.language.clauses import Clause, antecedent, subject
from geomap.language.events.draft import Draft
from geomap.language.events.roles import Use, is_literal, role_of, uses
from geomap.language.events.scene import Line, Scene
from geomap.language.events.triggers import UNDERGO, Trigger
from geomap.language.grammar import Word
from geomap.language.lexicon import PHYSICAL
from geomap.model import PlaceRole, Resolution

CALENDAR = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sept
    sep oct nov dec monday tuesday wednesday thursday friday saturday sunday ramadan christmas easter""".split(),
)


CARRIED = frozenset(
    "air_strike shelling clash attack siege territorial_change".split()
)  # told on from the sentence before


HERE = frozenset("there here".split())


ANAPHORA = frozenset(
    """town city village area region district province camp base airport settlement enclave port neighbourhood neighborhood
    capital hospital market stronghold territory crossing scene island peninsula valley outpost site facility garrison
    airfield compound""".split(),
)


DEFINITE = frozenset("the this that these those its their his".split())


UNKNOWN = "a place that no gazetteer has: drawn around what the sentence names beside it"


def own_places(line: Line, k: int) -> list[Use]:
    return [u for u in line.places[k] if not u.qualifier]


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
    setting = [u for u in line.places[k] if u.prep in ("in", "across") and u.word <= c.first + 3]
    alone = len(found) == 1 and bool(setting) and found[0][1] is setting[0].resolution
    if alone and t.type in PHYSICAL and c.comma_after(setting[0].word) and _unknown_object(scene, c):
        around = vicinity(line, k)
        return [("at", around or found[0][1])], [UNKNOWN]
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
    return places_elsewhere(scene, number, k, t, before)


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


def places_elsewhere(
    scene: Scene, number: int, k: int, t: Trigger, before: Sequence[Draft]
) -> tuple[list[tuple[PlaceRole, Resolution]], list[str]]:
    """The place told beside the clause: its antecedent, its neighbours in the sentence, or "the town" above."""
    line = scene.lines[number]
    c = line.clauses[k]
    if t.type in PHYSICAL and _unknown_object(scene, c):
        around = vicinity(line, k)
        return ([("at", around)], [UNKNOWN]) if around else ([], [])
    if c.opener.startswith("rel") or (c.opener == "part" and c.group is not None and c.group.passive):
        span = antecedent(c)
        above = _literal(c, *span) if span else None
        if above is not None:
            return [("at", above)], []
    for j in range(k - 1, -1, -1):
        nearby = [
            u
            for u in own_places(line, j)
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
        within = [u for u in own_places(line, k + 1) if is_literal(c.words[u.word]) and u.position == "phrase"]
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


def vicinity(line: Line, k: int) -> Resolution | None:
    """For an event at a place that no gazetteer has: the known place that the sentence names beside or around it.

    Its circle is widened: at least 30 km, and twice what it was.
    """
    known = [
        (
            j != k,
            u.resolution.place is not None and u.resolution.place.feature == "country",
            not (u.qualifier and u.prep in ("in", "across", "inside")),
            abs(u.word - line.clauses[k].first),
            u,
        )
        for j, row in enumerate(line.places)
        for u in row
        if u.resolution.lat is not None
        and u.resolution.mention.role == "literal"
        and (u.position == "phrase" or u.resolution.mention.relation)
        and u.prep not in ("to", "into", "towards", "toward")
    ]
    if not known:
        return None
    r = min(known, key=lambda row: row[:4])[4].resolution
    return replace(r, radius_km=max(30.0, 2 * (r.radius_km or 0.0)))


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
