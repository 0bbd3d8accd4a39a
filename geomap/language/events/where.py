"""Where an event happens: places of its clause with their roles, else what the sentence and the one before tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.language.clauses import Clause, antecedent, subject
from geomap.language.events.draft import Draft
from geomap.language.events.roles import Use, is_finer, is_literal, role_of, uses
from geomap.language.events.scene import Line, Scene
from geomap.language.events.triggers import AFTERMATH, UNDERGO, Trigger
from geomap.language.grammar import Word
from geomap.language.lexicon import PHYSICAL
from geomap.language.war_words import TROOPS
from geomap.model import PlaceRole, Resolution

CALENDAR = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sept
    sep oct nov dec monday tuesday wednesday thursday friday saturday sunday ramadan christmas easter""".split(),
)


CARRIED = frozenset(
    "air_strike shelling clash attack siege territorial_change ground_offensive".split()
)  # told on from the sentence before


HERE = frozenset("there here".split())


ANAPHORA = frozenset(
    """town city village area region district province camp base airport settlement enclave port neighbourhood neighborhood
    capital hospital market stronghold territory crossing scene island peninsula valley outpost site facility garrison
    airfield compound""".split(),
)


WIDE_NOUNS = frozenset("region province territory area district peninsula valley".split())
WIDE = frozenset("country admin1 admin2 sea region".split())
SETTLEMENTS = frozenset({"city", "town", "village", "camp", "admin2", "neighbourhood", "port", ""})
SITES = {
    "base": frozenset("base airbase site facility town village".split()),
    "airport": frozenset("airport airbase".split()),
    "airfield": frozenset("airport airbase base".split()),
    "crossing": frozenset("border_crossing town village bridge".split()),
    "camp": frozenset("camp town village neighbourhood base site".split()),
    "port": frozenset("port city town".split()),
    "city": frozenset("city town admin2".split()),
    "capital": frozenset("city town".split()),
    "island": frozenset("region island town city".split()),
}
BODIES = frozenset("council government army police university".split())  # "the city council" is no place
LOCATED = frozenset(
    "in at near inside outside into from across around towards against on over throughout along off".split()
)
DOING = frozenset("launch conduct carry stage mount wage make begin commit perform execute open".split())
GOES_ON = frozenset(
    "and part resume inf comma stop sub:after sub:when sub:as sub:while sub:but sub:before sub:because".split()
)
TALK = ("statement", "diplomacy", "visit")
FORWARD = ("part", "sub:while")
SUBJECT_TAKEN = frozenset("fall change remain stay stand".split())  # "Sake fell to", "Rajo changed hands"
FOCUS = 3  # sentences that "the town" may point back over
REACH = 2  # sentences that a place is carried over
NAMED_WITHIN = 400  # characters
UNITS = frozenset("centre center town village city district hamlet suburb camp outskirts".split())
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
    told = [u for u in line.places[k] if not u.qualifier and _may_hold(u, t) and not _comes_from(u, c, t)]
    if not t.by_noun:
        told = _after_lead(told, c) or told
    if t.by_noun and t.aside:
        told = [u for u in told if _of_noun(u, c, t)] or [u for u in told if u.prep not in ("to", "into")]
    roles = [(u, _role(u, c, t)) for u in told]
    found: list[tuple[PlaceRole, Resolution]] = [(role, u.resolution) for u, role in roles if role is not None]
    if t.type == "diplomacy":
        hosts = {u.word for u in line.places[k] if u.position == "subject"}
        spots = [(role, r) for role, r in found if not any(c.words[i].place is r for i in hosts)]
        found = spots or found  # the hosts are not where it happens when a town is named
    setting = next((u for u in line.places[k] if u.prep in ("in", "across") and u.word <= c.first + 3), None)
    if setting is not None and len(found) == 1 and found[0][1] is setting.resolution and t.type in PHYSICAL:
        if c.comma_after(setting.word) and _unknown_object(scene, c):
            return [("at", vicinity(line, k) or found[0][1])], [UNKNOWN]
        finer = _finer_beside(line, k, setting)
        if finer is not None:
            return [("at", finer)], ["place told in the same sentence"]
    if found:
        return found, []
    way = _split_subject(line, k) if t.by_noun or undergoes(c) else []
    return ([("at", r) for r in way], []) if way else places_elsewhere(scene, number, k, t, before)


def undergoes(c: Clause) -> bool:
    """Whether the subject is what the event happens to: "was shelled", "came under fire", "fell to"."""
    return c.group is not None and (c.group.passive or c.group.lemma in UNDERGO or c.group.lemma in SUBJECT_TAKEN)


def _of_noun(u: Use, c: Clause, t: Trigger) -> bool:
    """Whether a place is of the noun beside the verb: "after the fall of A, troops pushed into B" tells two events."""
    return t.word < u.word and not any(w.tag in ("comma", "verb") for w in c.words[t.word + 1 : u.word])


def _after_lead(told: list[Use], c: Clause) -> list[Use]:
    """Without the places of an opening "After the fall of A, ...": they are of what went before."""
    if c.group is None or c.words[c.first].low not in AFTERMATH:
        return told
    comma = next((i for i in range(c.first, c.group.first) if c.words[i].tag == "comma"), c.first)
    return [u for u in told if u.word > comma]


def _comes_from(u: Use, c: Clause, t: Trigger) -> bool:
    """Whether a place is where those who act come from: "troops from Uganda drove the group out of B"."""
    g = c.group
    before = g is not None and u.prep == "from" and c.first <= u.head < u.word < g.first and not t.by_noun
    return before and c.words[u.head].low in TROOPS


def _role(u: Use, c: Clause, t: Trigger) -> PlaceRole | None:
    obj: PlaceRole = t.frame.obj if t.frame is not None and not t.by_noun and t.frame.obj in ("from", "to") else "at"  # type: ignore[assignment]
    passive = undergoes(c)
    literal = u.resolution.mention.role == "literal"
    lemma = c.group.lemma if c.group is not None else ""
    if t.type == "statement" and not t.by_noun:
        return "at" if _said_there(u, c) else None
    if t.type == "sanction" and not t.by_noun and u.position != "phrase" and not passive:
        role = None
    else:
        role = role_of(u, moving=False, obj=obj, passive=passive)
    if role is None and u.position == "object" and (t.by_noun or obj == "at"):
        return "at" if literal or t.type in ("diplomacy", "sanction", "visit") else None
    if role is None and u.position == "subject":
        seen = t.by_noun and literal and lemma in ("see", "host", "witness", "be")
        hosted = t.type == "diplomacy" and lemma in ("host", "hold")
        return "at" if seen or hosted else None
    if role == "to" and t.type in ("diplomacy", "statement", "other", "recruitment"):
        return "at" if literal else None
    return role


def _said_there(u: Use, c: Clause) -> bool:
    """ "vowed in Sirte to ..."; not "warned of an offensive against X", "accused Y of firing at X"."""
    g = c.group
    if g is None or g.passive or u.position != "phrase" or u.prep not in ("in", "at", "from", "outside"):
        return False
    between = c.words[g.last + 1 : u.word] if u.word > g.last else ()
    return not any(w.tag in ("noun", "name") and w.low not in CALENDAR for w in between)


def _finer_beside(line: Line, k: int, setting: Use) -> Resolution | None:
    """ "In the Philippines, troops cleared buildings held by gunmen in Marawi": the finer place of what hangs on it."""
    after = line.clauses[k + 1] if k + 1 < len(line.clauses) else None
    if after is None or not after.opener.startswith(("part", "rel")):
        return None
    near = (u for u in own_places(line, k + 1) if u.position == "phrase" and u.resolution.mention.role == "literal")
    return next((u.resolution for u in near if is_finer(u, setting)), None)


def _split_subject(line: Line, k: int) -> list[Resolution]:
    """Places of a subject that stands apart from its verb: "The road through A, mined in May, was hit"."""
    c = line.clauses[k]
    if c.group is None or c.opener != "resume":
        return []
    split = [
        u
        for row in line.places[: k + 1]
        for u in row
        if u.word < c.first and not u.qualifier and u.resolution.mention.role == "literal"
    ]
    way = [u for u in split if u.prep in ("through", "via", "along", "across", "over")] or split
    return [u.resolution for u in way]


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
    return u.prep in LOCATED or (u.position == "object" and not t.by_noun) or u.position == "subject"


def places_elsewhere(
    scene: Scene, number: int, k: int, t: Trigger, before: Sequence[Draft]
) -> tuple[list[tuple[PlaceRole, Resolution]], list[str]]:
    """The place told beside the clause: its antecedent, its neighbours in the sentence, or "the town" above."""
    line = scene.lines[number]
    c = line.clauses[k]
    if t.type == "statement":
        return [], []
    if t.type in PHYSICAL and _unknown_object(scene, c):
        around = vicinity(line, k)
        return ([("at", around)], [UNKNOWN]) if around else ([], [])
    hung = _hung_on(c)
    if hung is not None:
        return [("at", hung)], []
    span = subject(line.clauses, k)
    objects = list(c.words[c.group.last + 1 : c.last]) if c.group else list(c.words[c.first : c.last])
    definite = points_back([*(c.words[span[0] : span[1]] if span else ()), *objects])
    beside = _beside(line, k, definite) if definite else None
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
    """Where the event just before happened, else the one place that the sentence before names."""
    line = scene.lines[number]
    for d in reversed(before):
        position = d.position()
        if position is not None and d.line.index >= line.index - REACH and d.type not in TALK:
            return position
    above = scene.lines[number - 1] if number else None
    if above is None or above.index < line.index - 1:
        return None
    spots = {u.resolution.mention.name: u.resolution for row in above.places for u in row if _spot(u)}
    return next(iter(spots.values())) if len(spots) == 1 else None


def _spot(u: Use) -> bool:
    r = u.resolution
    return not u.qualifier and r.mention.role == "literal" and r.place is not None and r.place.feature not in WIDE


def _deed(c: Clause, t: Trigger) -> bool:
    """ "launched a counter-attack": somebody does it, and it is not one told before."""
    g = c.group
    if g is None or t.frame is None or t.frame.kind != "light" or g.lemma not in DOING or t.word < g.last:
        return False
    return not any(w.low in DEFINITE for w in c.words[g.last + 1 : t.word])


def _hung_on(c: Clause) -> Resolution | None:
    """The place in what a relative clause or reduced participle hangs on."""
    if not (c.opener.startswith("rel") or (c.opener == "part" and c.group is not None and c.group.passive)):
        return None
    span = antecedent(c)
    return _literal(c, *span) if span else None


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
        if nearby and (c.opener in GOES_ON or nearby[0].word <= 3):
            told = (d for d in reversed(before) if d.line is line and d.clause is line.clauses[j])
            return next((p for d in told if (p := d.position()) is not None), None) or nearby[0].resolution
    after = line.clauses[k + 1] if k + 1 < len(line.clauses) else None
    if after is None or not (after.opener in FORWARD or (after.opener == "and" and _same_subject(after))):
        return None
    inside = (
        u
        for u in own_places(line, k + 1)
        if is_literal(c.words[u.word]) and u.position == "phrase" and u.prep not in ("from", "about")
    )
    return next((u.resolution for u in inside), None)


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
    fitting = [u.resolution for u in told if _fits(definite, u.resolution)]
    return fitting[-1] if fitting else None


def told_above(scene: Scene, line: Line, definite: str, before: Sequence[Draft]) -> Resolution | None:
    """What "the town" points back to in the sentences above: where something happened, else a place just named.

    One that its kind fits comes first; where somebody only went to is no focus.
    """
    near = [d for d in reversed(before) if d.line.index >= line.index - FOCUS]
    gone_to = [r for d in near if d.type == "displacement" for role, r in d.places if role in ("to", "towards")]
    happened = [d.where or d.role("at") or d.role("from") for d in near]
    named = [
        r
        for r in reversed(scene.resolutions)
        if r.mention.role == "literal"
        and 0 <= line.sentence.start - r.mention.end < NAMED_WITHIN
        and not any(r is x for x in gone_to)
    ]
    known = [r for r in happened if r is not None] or [p for d in near if (p := d.position()) is not None]
    ranked = [r for r in (*known, *named) if r.lat is not None]
    kind = definite.split()[-1]
    exact = next((r for r in ranked if r.place is not None and r.place.feature == kind), None)
    return exact or next((r for r in ranked if _fits(definite, r)), None) or next(iter(known or named), None)


def _unknown_object(scene: Scene, c: Clause) -> bool:
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


def points_back(words: Sequence[Word]) -> str:
    """ "the town", "the port city", "there": the words that point back to a place, "" where none do."""
    for i, w in enumerate(words):
        if w.low in HERE:
            return w.low
        if w.low not in DEFINITE:
            continue
        for noun in words[i + 1 : i + 4]:
            if noun.low in ANAPHORA:
                return f"{w.low} {noun.low}"
            if noun.tag not in ("noun", "adv", "num") or noun.low in BODIES:
                break
    return ""


def _fits(words: str, r: Resolution) -> bool:
    """Whether "the town" can mean this place: a settlement, not a country or province; a base is a base."""
    feature = r.place.feature if r.place else ""
    noun = words.split()[-1]
    if noun in HERE:
        return True
    if noun in WIDE_NOUNS:
        return feature in WIDE
    return feature in SITES.get(noun, SETTLEMENTS)


def _literal(c: Clause, first: int, last: int) -> Resolution | None:
    """The place that a noun phrase ends in, or the first it holds."""
    places = [w.place for w in c.words[first:last] if w.place is not None and w.place.mention.role == "literal"]
    kept = [
        u
        for u in uses(replace(c, first=first, last=last))
        if not u.qualifier and u.resolution.mention.role == "literal"
    ]
    return kept[-1].resolution if kept else (places[0] if places else None)
