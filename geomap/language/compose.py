"""From recognised names to place phrases: class words, relations, links between names, described facilities."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.language import relations
from geomap.language.phrases import Phrase
from geomap.language.role_words import AGENT_VERBS, COPULAS
from geomap.language.spots import Spot
from geomap.language.view import View
from geomap.language.words import (
    CLASS_AFTER,
    CLASS_BEFORE_OF,
    CLASS_FEATURES,
    FUNCTION,
    HYPHEN_ASSOCIATIVE,
    HYPHEN_LITERAL,
    LOCATIONAL_NOUNS,
    PEOPLES,
)

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate

_TWO_WORDS = {
    ("air", "base"): "airbase", ("air", "bases"): "airbase", ("refugee", "camp"): "camp", ("border", "crossing"): "crossing",
    ("military", "airport"): "airbase", ("international", "airport"): "airport", ("displacement", "camp"): "camp", ("military", "base"): "base",
    ("naval", "base"): "base", ("mountain", "range"): "mountain", ("health", "zone"): "zone", ("local", "government"): "lga",
}  # fmt: skip
_AREA = frozenset(("country", "admin1", "admin2", "region", "continent", "sea"))


def compose(view: View, spots: list[Spot]) -> list[Phrase]:
    """One phrase per recognised name, in text order, with its class, relation and links."""
    phrases = [_phrase(view, s) for s in spots]
    for i, p in enumerate(phrases):
        if p.role != "organisation":
            _relate(view, p, phrases[i - 1] if i else None)
    for p, q in pairwise(phrases):
        _link(view, p, q)
    _share_classes(view, phrases)
    return phrases


def _phrase(view: View, s: Spot) -> Phrase:
    p = Phrase(s.start, s.end, s, role=s.role or ("demonym" if _people(view, s) else ""))
    if s.hyphen and s.role != "demonym":
        ending = s.hyphen.split("-")[-1]
        p.role = "literal" if ending in HYPHEN_LITERAL else "associative" if ending in HYPHEN_ASSOCIATIVE else s.role
        return p
    if p.role:
        return p
    low, n, ends = view.low, len(view), view.ends
    j = s.last
    if j < n and view.sentence[j] == view.sentence[s.first] and view.breaks[j] < 2:
        pair = _TWO_WORDS.get((low[j], low[j + 1])) if j + 1 < n else None
        if pair:
            p.class_word, p.end = pair, ends[j + 1]
        elif low[j] in CLASS_AFTER:
            p.class_word, p.end = low[j], ends[j]
        elif low[j] in CLASS_FEATURES and not view.caps[j]:
            p.classes = CLASS_FEATURES[low[j]]
    own = low[s.last - 1] if s.last - s.first > 1 else ""
    if own in CLASS_FEATURES and not any(c.feature == "country" for c in s.candidates):
        p.classes = CLASS_FEATURES[own]
        return p
    if not p.class_word:
        _class_before(view, s, p)
    if p.class_word:
        p.classes = CLASS_FEATURES.get(p.class_word, ())
    return p


def _people(view: View, s: Spot) -> bool:
    """ "Karen fighters", "the Karen": a people, when its area only bears the name by the way and what follows are
    persons, or where nothing follows the article and the name."""
    j = s.last
    if s.name.lower() in PEOPLES and s.candidates:
        return _stands_for_people(view, s)
    return (
        j < len(view)
        and view.sentence[j] == view.sentence[s.first]
        and view.low[j] in PERSONS
        and not s.hyphen
        and bool(s.candidates)
        and max(s.candidates, key=lambda c: c.population).feature == "admin1"
        and all(c.kind in ("alternate", "short") or c.population < 5000 for c in s.candidates)
        and not any(c.layer and c.kind == "name" for c in s.candidates)
    )


def _stands_for_people(view: View, s: Spot) -> bool:
    """Whether the name of a people is used of it: persons follow, or it has the article and no class word, not even one
    that it shares ("the Amhara and Afar regions")."""
    low, j, n, here = view.low, s.last, len(view), view.sentence[s.first]
    while j + 1 < n and low[j] in ("and", "or", ",") and view.caps[j + 1] and view.sentence[j + 1] == here:
        j += 2
    following = low[j] if j < n and view.sentence[j] == here and view.breaks[j] < 2 else "."
    if following in PERSONS or following in FORCES:
        return True
    article = s.first > 0 and low[s.first - 1] == "the" and s.run == (s.first, s.last)
    return article and following not in CLASS_FEATURES and not (j < n and view.caps[j] and following != ".")


FORCES = frozenset("forces force troops allies leaders commanders soldiers army units unit group groups".split())
PERSONS = frozenset(
    """people peoples fighters fighter rebels rebel militants insurgents militia militias guerrillas tribesmen villagers
    refugees women men children families civilians farmers herders speakers elders""".split()
)


def _class_before(view: View, s: Spot, p: Phrase) -> None:
    low, i = view.low, s.first
    if i and low[i - 1] == "the" and not p.classes and any(c.feature == "river" for c in s.candidates):
        p.classes = ("river",)  # only waters take the article: "the Dnipro", "the Blue Nile"
    if i > 1 and low[i - 1] == "the":
        i -= 1
    if (
        i > 1
        and low[i - 1] == "of"
        and low[i - 2] in CLASS_BEFORE_OF
        and not (i > 2 and view.caps[i - 3] and low[i - 3] not in FUNCTION)  # "Ziwa district of Mbogo": the other's
        and view.sentence[i - 2] == view.sentence[s.first]
    ):
        word = low[i - 2]
        p.classes = CLASS_FEATURES.get(word, CLASS_FEATURES.get(word.rstrip("s"), ()))
    elif (
        i
        and s.first == i
        and low[i - 1] in ("town", "village", "city", "province", "district", "governorate", "lake", "mount", "river")
        and not view.breaks[i]
    ):
        p.classes = CLASS_FEATURES[low[i - 1]]


def _relate(view: View, p: Phrase, previous: Phrase | None) -> None:
    """Find the relation that the words around a phrase express."""
    s, text = p.spot, view.doc.text
    sentence = view.doc.sentences[view.sentence[s.first]]
    low = view.low
    follower = low[s.last] if s.last < len(view) and view.sentence[s.last] == view.sentence[s.first] else ""
    if follower in ("'s", "\u2019s", "'", "\u2019") and s.last + 1 < len(view):
        follower = low[s.last + 1]
    demonym = p.role == "demonym"
    if follower in relations.RIGHT_TRIGGERS or (demonym and follower in LOCATIONAL_NOUNS):
        found = relations.after(text, s.end, sentence.end)
        if found and not (demonym and found.relation.startswith("part")):
            p.relation, p.compass, p.end = found.relation, found.compass, found.edge
            p.role = "literal" if demonym else p.role
            if previous is not None and previous.end + 1 == s.start and previous.spot.first == s.first:
                p.other = previous  # "the Turkish-Syrian border" has two sides
                p.start = previous.start
            return
    if demonym or s.first == 0 or low[s.first - 1] not in relations.LEFT_TRIGGERS:
        return
    floor = max(sentence.start, previous.spot.end if previous else 0)
    found = relations.before(text, s.start, floor)
    if found and not _describes_other(view, found, previous):
        p.relation, p.compass, p.km = found.relation, found.compass, found.km
        if found.relation.startswith("part:") or found.relation in (
            "coast of",
            "airspace",
            "waters",
            "off the coast of",
        ):
            p.start = _trim_determiner(text, found.edge)


def _trim_determiner(text: str, start: int) -> int:
    for word in ("the ", "The "):
        if text.startswith(word, start):
            return start + len(word)
    return start


def _describes_other(view: View, found: relations.Found, previous: Phrase | None) -> bool:
    """ "Ziwa, 20 km north of Mbogo": the words locate the name before, not an unnamed spot."""
    if previous is None or found.relation.startswith("part:") or found.relation in ("airspace", "waters", "coast of"):
        return False
    gap = view.doc.text[previous.end : found.edge].strip().lower()
    return len(gap) < 60 and (
        gap in (",", "(", "is", "was", "lies", "in", "at", "the", "town", "village")
        or relations.apposition(view.doc.text[previous.end : found.edge] + found.words + " ") is not None
    )


def _link(view: View, p: Phrase, q: Phrase) -> None:
    """How two names in a row hang together: "X, Y", "X in Y", "A and B", "Iraqi city of X", "X's Y"."""
    a, b = p.spot, q.spot
    apart = view.sentence[a.first] != view.sentence[b.first] or b.start - p.end > 90
    if apart or "organisation" in (p.role, q.role) or q.role == "demonym":
        return
    between = view.doc.text[p.end : q.start]
    gap = " ".join(between.lower().split())
    if p.role == "demonym":
        if b.first - a.last <= 5 and not _BREAKS_OFF.search(gap):
            q.links.append(("people", p))
    elif gap in (",", "(", ", the") and _may_hold(p, q) and not _acts(view, b):
        p.links.append(("comma", q))
        q.links.append(("contains", p))
    elif gap in _LISTS:
        p.links.append(("sibling", q))
        q.links.append(("sibling", p))
    elif gap in _POSSESSIVES or (gap.startswith(("'s ", "\u2019s ")) and len(gap) < 30):
        if _may_hold(q, p):
            q.links.append(("in", p))
    elif found := relations.apposition(between):
        _lean(p, q, found)


_BREAKS_OFF = re.compile(r",|\band\b")
_LISTS = frozenset((",", "and", "or", ", and", ", or", "&", "/", "and the", ", the"))
_POSSESSIVES = frozenset(("'s", "\u2019s"))


def _acts(view: View, s: Spot) -> bool:
    """Whether a name is followed by a verb of its own: "fell, Armenia says" holds no containment."""
    j = s.last
    return (
        j < len(view)
        and view.sentence[j] == view.sentence[s.first]
        and (view.low[j] in AGENT_VERBS or view.low[j] in COPULAS)
    )


def _lean(p: Phrase, q: Phrase, found: relations.Found) -> None:
    """What the words between say of the first name: it lies in the second, or near it."""
    if found.relation == "in":
        if _may_hold(p, q):
            p.links.append(("in", q))
    else:
        p.links.append(("near", q))
        p.beside = (q, found)
    if not p.spot.candidates:
        p.anchor, p.relation, p.compass, p.km = q, found.relation, found.compass, found.km


def _may_hold(inner: Phrase, outer: Phrase) -> bool:
    """Whether some candidate of `outer` is an area, or a larger place that can hold `inner`."""
    return any(c.feature in _AREA or _larger(c, inner) for c in outer.spot.candidates)


def _larger(c: Candidate, inner: Phrase) -> bool:
    return c.population > 50_000 and all(
        x.population < c.population or x.feature in _AREA for x in inner.spot.candidates
    )


def _share_classes(view: View, phrases: list[Phrase]) -> None:
    """ "A, B and C provinces": the class word speaks for every member of the list."""
    for p, q in zip(reversed(phrases[:-1]), reversed(phrases[1:]), strict=True):
        if q.class_word.endswith("s") and not p.classes and any(kind == "sibling" and x is q for kind, x in p.links):
            p.classes, p.class_word = q.classes, p.class_word
