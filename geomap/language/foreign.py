"""Places in Arabic, Russian, Ukrainian and French text: names of the gazetteer in their own script and inflection.

Lighter than the English road: a fixed score from the gazetteer's prior and the words before a name decides; roles and
relations come from small tables. Resolution is the same for every language.
"""

from __future__ import annotations

from itertools import pairwise
from math import log10
from typing import TYPE_CHECKING

from geomap.language.morphology import GRAMMARS, Grammar, forms
from geomap.language.phrases import Phrase
from geomap.language.spots import Spot
from geomap.language.view import View
from geomap.language.words import GIVEN

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate, Gazetteer

_LONGEST = 5
_AREAS = frozenset(("country", "admin1", "region", "continent"))


def foreign_phrases(view: View, gazetteer: Gazetteer, code: str) -> list[Phrase]:
    """The place phrases of a report in one of the languages of `GRAMMARS`, with roles and relations."""
    grammar, phrases, i = GRAMMARS[code], [], 0
    while i < len(view):
        spot = _spot(view, gazetteer, i, code)
        if spot is None or not _is_place(view, spot, grammar, code):
            i += 1
            continue
        phrases.append(_phrase(view, spot, grammar, code))
        i = spot.last
    for p, q in pairwise(phrases):
        gap = view.doc.text[p.end : q.start].strip().lower()
        if gap in (",", "،", "(", "في", "en", "au", "dans", "в", "у") and any(
            c.feature in _AREAS for c in q.spot.candidates
        ):
            p.links.append(("comma", q))
            q.links.append(("contains", p))
    return phrases


def _spot(view: View, gazetteer: Gazetteer, i: int, code: str) -> Spot | None:
    """The longest name that begins at token `i`, in the written or a dictionary form."""
    word = view.words[i]
    if (
        len(word) < 3
        or not word[0].isalpha()
        or (code != "ar" and not view.caps[i] and "'" not in word and "\u2019" not in word)
    ):
        return None
    grammar = GRAMMARS[code]
    if view.low[i] in grammar.common or view.low[i] in grammar.compass or _class_of(grammar, view.low[i]) is not None:
        return None
    for first, shift in [
        (word, 0),
        *((f, len(word) - len(f) if code in ("ar", "fr") and word.endswith(f) else 0) for f in forms(word, code)),
    ]:
        if code == "fr" and not first[0].isupper():
            continue
        reach = min(gazetteer.reach(first), _LONGEST)
        for j in range(_end(view, i, reach), i, -1):
            found = _lookup(view, gazetteer, (i, j), first, code)
            if found:
                start, end = view.starts[i] + shift, view.ends[j - 1]
                return Spot(i, j, start, end, " ".join(view.doc.text[start:end].split()), (i, j), found)
    return None


def _end(view: View, i: int, reach: int) -> int:
    j, counted = i + 1, 1
    while (
        j < len(view)
        and counted < reach
        and view.sentence[j] == view.sentence[i]
        and not view.breaks[j]
        and (view.words[j][0].isalpha() or view.words[j] == "-")
    ):
        counted += view.words[j] != "-"
        j += 1
    return j


def _lookup(view: View, gazetteer: Gazetteer, span: tuple[int, int], first: str, code: str) -> tuple[Candidate, ...]:
    """Candidates of a name; its last word may be inflected too ("Donetskoy oblasti")."""
    i, j = span
    rest = view.words[i + 1 : j]
    found = _named(gazetteer, " ".join([first, *rest]))
    if found or not rest or code in ("ar", "fr"):
        return found
    for last in forms(rest[-1], code):
        found = _named(gazetteer, " ".join([first, *rest[:-1], last]))
        if found:
            return found
    return ()


def _named(gazetteer: Gazetteer, name: str) -> tuple[Candidate, ...]:
    return tuple(c for c in gazetteer.lookup(name) if c.kind not in ("demonym", "code", "abbreviation"))


def _is_place(view: View, s: Spot, grammar: Grammar, code: str) -> bool:
    """A fixed score: size and kind of the best candidate, and the words before."""
    best = max(s.candidates, key=lambda c: (c.feature in _AREAS, c.population))
    before = view.low[s.first - 1] if s.first and view.sentence[s.first - 1] == view.sentence[s.first] else ""
    before2 = view.low[s.first - 2] if s.first > 1 and view.sentence[s.first - 2] == view.sentence[s.first] else ""
    if before in grammar.people or before in GIVEN or (s.last - s.first == 1 and s.name.lower() in GIVEN):
        return False
    score = log10(best.population + 1) - 4.5 if best.population else (0.5 if best.layer else -2.0)
    score += 1.5 * (best.feature in _AREAS) + 1.0 * bool(best.layer) + 0.7 * (s.last - s.first > 1)
    place_words = grammar.prepositions | grammar.near | grammar.around | grammar.compass.keys()
    score += 1.5 * (before in place_words or s.start > view.starts[s.first])
    score += 2.5 * (_class_of(grammar, before) is not None or _class_of(grammar, before2) is not None)
    if code == "ar":
        score -= 1.0 + 1.0 * (len(s.name) < 4)
    elif s.first and view.sentence[s.first - 1] == view.sentence[s.first]:
        score += 0.8  # a capital inside a sentence
    return score > 0


def _class_of(grammar: Grammar, word: str) -> tuple[str, ...] | None:
    """The features that a class word asks for, with or without the Arabic letters glued to it."""
    return grammar.classes.get(word) or next(
        (grammar.classes[f] for f in forms(word, "ar") if f in grammar.classes), None
    )


def _phrase(view: View, s: Spot, grammar: Grammar, code: str) -> Phrase:
    p = Phrase(s.start, s.end, s, role="literal")
    back = [
        view.low[k] for k in range(s.first - 1, max(-1, s.first - 4), -1) if view.sentence[k] == view.sentence[s.first]
    ]
    skipped = [w for w in back if w not in ("de", "d'", "du", "la", "le", "l'", "des", "من")]
    nearest = skipped[0] if skipped else ""
    p.classes = _class_of(grammar, nearest) or ()
    area = any(c.feature in _AREAS for c in s.candidates) and not p.classes
    bare = nearest if nearest in grammar.compass else nearest.removeprefix("ب").removeprefix("و")
    if bare in grammar.compass:
        p.compass = grammar.compass[bare]
        if (
            len(skipped) > 1
            and p.compass in ("east", "west")
            and grammar.compass.get(skipped[1].removeprefix("ب")) in ("north", "south")
        ):
            p.compass = grammar.compass[skipped[1].removeprefix("ب")] + p.compass
        p.relation = f"part:{p.compass}ern" if area else f"{p.compass} of"
    elif nearest in grammar.near:
        p.relation = "near"
    elif bare in grammar.around:
        p.relation = "around"
    political = any(c.feature == "country" or c.seat == "capital" for c in s.candidates)
    after = view.low[s.last] if s.last < len(view) and view.sentence[s.last] == view.sentence[s.first] else ""
    if political and not p.relation and (after in grammar.speech or nearest in grammar.speech):
        p.role = "associative"
    return p
