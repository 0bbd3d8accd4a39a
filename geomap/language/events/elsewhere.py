"""Where an event happens whose clause does not say: what it hangs on, its sentence, "the town", the sentence before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.language.clauses import Clause, antecedent, subject
from geomap.language.events.anaphora import DEFINITE, WIDE, points_back, told_above, told_beside
from geomap.language.events.draft import Draft
from geomap.language.events.roles import Use, is_literal
from geomap.language.events.scene import Line, Scene
from geomap.language.events.triggers import UNDERGO, Trigger, verb_frame
from geomap.language.events.uses import uses
from geomap.language.lexicon import PHYSICAL
from geomap.model import PlaceRole, Resolution

CALENDAR = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sept
    sep oct nov dec monday tuesday wednesday thursday friday saturday sunday ramadan christmas easter""".split(),
)
CARRIED = frozenset(
    "air_strike shelling clash attack siege territorial_change ground_offensive visit withdrawal".split()
)  # told on from the sentence before
DOING = frozenset("launch conduct carry stage mount wage make begin commit perform execute open".split())
GOES_ON = frozenset(
    "and part resume inf comma stop sub:after sub:when sub:as sub:while sub:but sub:before sub:because".split()
)
FORWARD = ("part", "sub:while")
SUBJECT_TAKEN = frozenset("fall change remain stay stand pass revert".split())  # "Sake fell to", "Rajo changed hands"
UNITS = frozenset("centre center town village city district hamlet suburb camp outskirts".split())
ATTEMPTS = frozenset("attempt attempts bid bids effort efforts try".split())
TALK = ("statement", "diplomacy", "visit")
REACH = 2  # sentences that a place is carried over
UNKNOWN = "a place that no gazetteer has: drawn around what the sentence names beside it"


def own_places(line: Line, k: int) -> list[Use]:
    return [u for u in line.places[k] if not u.qualifier]


def undergoes(c: Clause) -> bool:
    """Whether the subject is what the event happens to: "was shelled", "came under fire", "fell to"."""
    g = c.group
    return g is not None and (g.passive or g.lemma in UNDERGO or g.lemma in SUBJECT_TAKEN or shuts_itself(c))


def shuts_itself(c: Clause) -> bool:
    """ "The airport shut on Friday": the verb has no object."""
    g = c.group
    if g is None or g.lemma not in ("shut", "close", "reopen", "open") or g.last + 1 >= c.last:
        return False
    return c.words[g.last + 1].tag in ("prep", "comma", "stop", "punct", "sub")


def places_elsewhere(
    scene: Scene, number: int, k: int, t: Trigger, before: Sequence[Draft]
) -> tuple[list[tuple[PlaceRole, Resolution]], list[str]]:
    """The place told beside the clause: its antecedent, its neighbours in the sentence, or "the town" above."""
    line = scene.lines[number]
    c = line.clauses[k]
    if t.type == "statement":
        return [], []
    if t.type in PHYSICAL and is_unknown(scene, c):
        around = vicinity(line, k)
        return ([("at", around)], [UNKNOWN]) if around else ([], [])
    hung = _hung_on(line, c)
    if hung:
        return [("at", r) for r in hung], []
    span = subject(line.clauses, k)
    objects = list(c.words[c.group.last + 1 : c.last]) if c.group else list(c.words[c.first : c.last])
    subjects = c.words[span[0] : span[1]] if span else ()
    exists = c.group is not None and c.group.lemma == "be" and [w.low for w in subjects] == ["there"]  # "There was ..."
    definite = points_back([*(() if exists else subjects), *objects])
    beside = told_beside(line, k, definite) if definite else None
    if beside is not None:
        return [("at", beside)], [f'"{definite}" points back']
    within = _in_sentence(line, k, before)
    if within is not None:
        return [("at", within)], ["place told in the same sentence"]
    if definite:
        found = told_above(scene, line, definite, before)
        return ([("at", found)], [f'"{definite}" points back']) if found else ([], [])
    again = t.type != "territorial_change" or "it" in {w.low for w in objects[:1]}
    if not (t.type in CARRIED and again and (not t.by_noun or _deed(c, t))):
        return [], []
    carried = _carried(scene, number, before)
    return ([("at", carried)], ["place carried from the sentence before"]) if carried else ([], [])


def _carried(scene: Scene, number: int, before: Sequence[Draft]) -> Resolution | None:
    """Where something happened in the sentences before, the nearest first; else the one place that the last one names."""
    line = scene.lines[number]
    for back in range(REACH + 1):
        told = [d for d in reversed(before) if d.line.index == line.index - back and d.type not in TALK]
        position = next((p for d in told if (p := d.position()) is not None), None)
        if position is None and back == 1 and number and scene.lines[number - 1].index == line.index - 1:
            position = _only_spot(scene.lines[number - 1])
        if position is not None:
            return position
    return None


def _only_spot(line: Line) -> Resolution | None:
    spots = {u.resolution.mention.name: u.resolution for row in line.places for u in row if _spot(u)}
    return next(iter(spots.values())) if len(spots) == 1 else None


def _spot(u: Use) -> bool:
    r = u.resolution
    return not u.qualifier and r.mention.role == "literal" and r.place is not None and r.place.feature not in WIDE


def _deed(c: Clause, t: Trigger) -> bool:
    """ "launched a counter-attack": somebody does it, and it is not one told before."""
    g = c.group
    if c.words[t.word - 1].low == "under":
        return True  # "have been under siege ever since"
    if g is None or t.frame is None or t.frame.kind != "light" or g.lemma not in DOING or t.word < g.last:
        return False
    return not any(w.low in DEFINITE for w in c.words[g.last + 1 : t.word])


def _hung_on(line: Line, c: Clause) -> list[Resolution]:
    """The place in what a relative clause or reduced participle hangs on; of "A and B, both of which ..." both."""
    if not (c.opener.startswith("rel") or (c.opener == "part" and c.group is not None and c.group.passive)):
        return []
    span = antecedent(c)
    if span is None:
        return []
    if c.words[max(c.first - 1, 0)].low in ("both", "all", "each") or c.words[c.first].low in ("both", "all", "each"):
        told = [u for u in own_places(line, c.index - 1) if is_literal(c.words[u.word])]
        return [u.resolution for u in told if told[-1].prep == u.prep]
    first = span[0]
    named = (
        c.words[first - 2] if first > 1 and c.words[first].tag == "det" and c.words[first - 1].tag == "comma" else None
    )
    if named is not None and named.place is not None and is_literal(named):
        return [named.place]  # "X, the pearl of Y, which was ..."
    found = _literal(c, *span)
    return [found] if found is not None else []


def _same_subject(c: Clause) -> bool:
    """ "killed seven and wounded dozens in X": nothing stands between "and" and the verb."""
    return c.group is not None and c.group.first == c.first + 1


def _in_sentence(line: Line, k: int, before: Sequence[Draft]) -> Resolution | None:
    """The place that a clause before this one in the sentence tells, or the participle behind it."""
    c = line.clauses[k]
    set_at = line.places[0][0] if k and c.opener == "resume" and line.places[0] else None
    if set_at is not None and set_at.prep in ("in", "at", "near", "outside") and set_at.word <= 2 and _spot(set_at):
        return set_at.resolution  # "In X, soldiers fleeing Y clashed with ..."
    for j in range(k - 1, -1, -1):
        nearby = [
            u
            for u in own_places(line, j)
            if u.resolution.mention.role == "literal" and (u.position == "phrase" or j == k - 1)
        ]
        if c.opener == "resume" and line.clauses[j].opener == "part":
            nearby = [u for u in nearby if u.prep not in ("from", "to")]  # "A plane bringing men from X was shot down"
        if nearby and (c.opener in GOES_ON or nearby[0].word <= 3):
            told = (d for d in reversed(before) if d.line is line and d.clause is line.clauses[j])
            return next((p for d in told if (p := d.position()) is not None), None) or nearby[0].resolution
    after = line.clauses[k + 1] if k + 1 < len(line.clauses) else None
    if after is None:
        return None
    foiled = _foiled(c, after) or _aimed(c, after)
    goes_on = after.opener in FORWARD or (after.opener == "and" and _same_subject(after))
    if not (foiled or goes_on or _meanwhile(c, after)):
        return None
    inside = [
        u
        for u in own_places(line, k + 1)
        if is_literal(c.words[u.word]) and (foiled or (u.position == "phrase" and u.prep not in ("from", "about")))
    ]
    there = [
        u for u in inside if u.prep in ("in", "at", "near", "outside")
    ]  # "a convoy bound for A at the B checkpoint"
    return next((u.resolution for u in there or inside), None)


def _foiled(c: Clause, after: Clause) -> bool:
    """ "repelled an attempt to take X", "foiled a bid to storm X": what was attempted says where."""
    words = c.words[c.first : after.first]
    return after.opener == "inf" and bool(words) and words[-1].low in ATTEMPTS


def _aimed(c: Clause, after: Clause) -> bool:
    """ "were fighting to retake X", "battled to drive them from X": what the fighting is for says where it is."""
    fights = c.group is not None and (frame := verb_frame(c)) is not None and frame.type == "clash"
    aim = verb_frame(after) if fights and after.opener == "inf" else None
    return aim is not None and aim.type in PHYSICAL


def _meanwhile(c: Clause, after: Clause) -> bool:
    """ "was ambushed as it left a hotel in X": where those who suffer it were."""
    g = c.group
    if g is None or not g.passive or after.opener not in ("sub:as", "sub:when", "sub:while"):
        return False
    return after.words[after.first + 1].low in ("it", "they", "he", "she")


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
        and u.prep not in ("to", "into", "towards", "toward", "from")
    ]
    if not known:
        return None
    r = min(known, key=lambda row: row[:4])[4].resolution
    return replace(r, radius_km=max(30.0, 2 * (r.radius_km or 0.0)))


def is_unknown(scene: Scene, c: Clause) -> bool:
    """Whether the verb strikes a name that no place and no belligerent has: then the place is that name, not another."""
    g = c.group
    if g is None:
        return False
    if undergoes(c):
        names = [w for w in c.words[c.first : g.first] if w.tag == "name" and w.low not in CALENDAR]
        return bool(names) and not scene.cast.all(c.words[c.first : g.first])
    if g.last + 1 >= c.last:
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
    if (
        c.words[j].low
        not in ("in", "near", "at", "around", "outside", *(("of",) if c.words[j - 1].low in UNITS else ()))
        or name.tag != "name"
        or name.low in CALENDAR
    ):
        return False
    stop = next((n for n in range(j + 1, c.last) if c.words[n].tag != "name"), c.last)
    if stop + 1 < c.last and c.words[stop].tag in ("and", "comma") and c.words[stop + 1].place is not None:
        return False  # "in <unknown> and Y": Y is known
    closed = stop == c.last or c.words[stop].tag in ("prep", "comma", "punct", "and", "sub", "stop", "verb")
    return closed and not scene.cast.all(c.words[j + 1 : stop])


def _literal(c: Clause, first: int, last: int) -> Resolution | None:
    """The place that a noun phrase ends in, or the first it holds."""
    places = [w.place for w in c.words[first:last] if w.place is not None and w.place.mention.role == "literal"]
    kept = [
        u
        for u in uses(replace(c, first=first, last=last))
        if not u.qualifier and u.resolution.mention.role == "literal"
    ]
    return kept[-1].resolution if kept else (places[0] if places else None)
