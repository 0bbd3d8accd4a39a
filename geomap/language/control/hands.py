"""In whose hands, under whose control, whose a place is said to be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.language.actors import Actor
from geomap.language.control import ground
from geomap.language.control.view import ENDS_PHRASE, Hold, View, noun_phrase, upto
from geomap.language.grammar import Word
from geomap.language.verb_groups import VerbGroup
from geomap.model import HoldStatus, Resolution

BEING = frozenset("be remain stay become".split())
PASSING = frozenset("fall pass revert".split())
OWNS = frozenset("theirs ours his hers".split())
SOIL = frozenset("territory ground soil land turf property possession country town city village".split())
AGAIN = frozenset(
    "again still now since remain remains stay stays".split()
)  # not "the town is Kurdish": who lives there
PRONOUN_HANDS = frozenset("their its his".split())
SLIP = frozenset("slip pass fall wrest".split())
STAY = frozenset("remain stay be become lie fall come stand pass bring leave revert".split())
CHANGES = frozenset("fall come pass bring revert".split())
IN_CHARGE = re.compile(r"\bin\s+(?:(?!the\b)\w+\s+)?(?:charge|control|possession)\b", re.IGNORECASE)
WITH = re.compile(r"\b(?:back|still|again|now|half|is|are|was|were|remains?)\s+(?:with|under)\s+(?=[Tt]he\s|[A-Z])")
OUT_OF_HANDS = re.compile(r"\b(?:from|out\s+of)\s+(?P<a>[\w' \u2019-]{3,40}?)\s+(?:hands|control)\b", re.IGNORECASE)
FORMERLY = frozenset("once formerly previously not no never long then".split())
FIRM = frozenset("firm full firmly complete".split())
IN_HANDS = re.compile(
    r"\b(?:in|into)\s+(?:the\s+)?hands\s+of\s+|\b(?:in|into|under)\s+(?:the\s+|full\s+|complete\s+|partial\s+|firm\s+|effective\s+)*(?:control|grip|rule|authority|command)\s+of\s+",
    re.IGNORECASE,
)
OWN_HANDS = re.compile(
    r"\b(?:in|into)\s+(?P<a>[\w' \u2019-]{3,40}?)\s+(?:hands|possession|grip)\b|\bunder\s+(?P<b>[\w' \u2019-]{3,50}?)\s+(?:control|rule|authority|occupation|administration)\b",
    re.IGNORECASE,
)


def in_hands(view: View, g: VerbGroup) -> list[Hold]:
    """ "remain in the hands of Y", "stays under army control", "fell to Y"."""
    if g.lemma in SLIP and (
        away := OUT_OF_HANDS.search(view.scene.text, view.clause.words[g.last].start, view.clause.end)
    ):
        a, b = away.span("a")
        words = [w for w in view.tail if a <= w.start < b]
        return view.hold(ground.subject_places(view), view.named(words) or view.nation(words), "lost")
    if g.lemma not in STAY:
        return []
    if IN_CHARGE.search(view.scene.text, view.clause.words[g.last].start, view.clause.end):
        return view.hold(_charge(view), view.actor(), "held")
    holder = _hands(view, g)
    status: HoldStatus = "captured" if g.lemma in CHANGES else "held"
    return view.hold(ground.subject_places(view), holder, status) if holder else []


def aside_hands(view: View) -> list[Hold]:
    """ "In X, in army hands since July, ...", "to X, a town under rebel administration": asides tell whose a place is."""
    found: list[Hold] = []
    words, c = view.clause.words, view.clause
    for u in view.places:
        after = u.word + 2
        if not c.comma_after(u.word) or u.resolution.mention.role != "literal":
            continue
        led = next((i for i in range(after, min(after + 5, c.last)) if words[i].low in ("in", "under")), None)
        if (
            led is None
            or any(w.tag not in ("det", "adv", "noun") for w in words[after:led])
            or {w.low for w in words[after:led]} & FORMERLY
        ):
            continue
        phrase = upto(words[led : c.last], frozenset({"comma", "stop"}))
        of = IN_HANDS.match(view.scene.text, phrase[0].start, phrase[-1].end)
        own = OWN_HANDS.match(view.scene.text, phrase[0].start, phrase[-1].end)
        if of is not None:
            holder = view.named(noun_phrase([w for w in phrase if w.start >= of.end()]))
        else:
            holder = _owners(view, own, phrase) if own is not None else None
        found += view.hold([u.resolution], holder, "held")
    return found


def _charge(view: View) -> list[Resolution]:
    """What someone is in charge of: "in charge of the town", "X, where the group remains in control"."""
    if ground.objects(view, "of"):
        return []  # "in control of X": the noun tells it
    if view.clause.opener == "rel:where":
        above = ground.antecedent(view)
        return [above] if above else []
    low = {w.low for w in view.tail}
    if found := ground.objects(view, "in"):
        return found
    if "there" in low:
        return ground.named_here(view)
    return ground.pointed(view, view.clause.first) if low & ground.THE_TOWN else []


def _hands(view: View, g: VerbGroup) -> Actor | None:
    """In whose hands, under whose control something is."""
    c, text = view.clause, view.scene.text
    start = c.words[g.last].start
    if of := IN_HANDS.search(text, start, c.end):
        return view.party(noun_phrase([w for w in view.tail if w.start >= of.end()]))
    if own := OWN_HANDS.search(text, start, c.end):
        return _owners(view, own, view.tail)
    if with_whom := WITH.search(text, start, c.end):
        company = noun_phrase([w for w in view.tail if w.start >= with_whom.end()])
        return view.named(company) or view.nation(company)
    if view.tail and view.tail[0].low == "under":  # "has been under the RSF since May"
        return view.named(noun_phrase(view.tail[1:]))
    if g.lemma in PASSING:
        return view.winner("to", ENDS_PHRASE | {"prep"})
    return _owner(view) if g.lemma in BEING else None


def _owners(view: View, own: re.Match[str], tail: Sequence[Word]) -> Actor | None:
    a, b = own.span("a") if own.group("a") else own.span("b")
    words = [w for w in tail if a <= w.start < b and w.low not in FIRM]
    if words and words[0].low in PRONOUN_HANDS:
        return view.speaker() or view.actor()
    return view.named(words) or view.nation(words) or view.people(words) or view.party(words)


def _owner(view: View) -> Actor | None:
    """ "is theirs", "remains the government's", "is still Houthi territory", "is Kurdish again"."""
    rest = [w for w in upto(view.tail, ENDS_PHRASE | {"prep", "punct", "and"}) if w.tag not in ("adv", "det")]
    if not rest:
        return None
    if rest[0].low in OWNS:
        return view.pointed_at()
    if rest[-1].tag == "poss":
        return view.named(rest[:-1]) or view.people(rest[:-1])
    if rest[-1].low in SOIL:
        owner = rest[:-1]
        return view.named(owner) or view.nation(owner) or view.people(owner)
    told = {w.low for w in view.clause.words[view.clause.first : view.clause.last]} & AGAIN
    return view.nation(rest) if told and len(rest) == 1 else None
