"""Those who made a report and those whom it thanks: "By A B and C D", "editing by E F", "Our thanks to G H"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language.view import UPPER
from geomap.language.words import MONTHS, ORG_WORDS, PREP_IN, TITLES

if TYPE_CHECKING:
    from geomap.language.spots import Spot
    from geomap.language.view import View

#: What is done by those who make a report.
_MADE = frozenset(
    """reporting writing editing edited written compiled photographs photograph photos photo photography translated
    translation graphics research words text story filming""".split()
)
_THANKS = frozenset("our with many special go goes due".split())
_JOINTS = frozenset((",", "and", "&", "in", "at"))
_STOPS = frozenset((".", ";", ")", "|", "\u2022", "\u2013", "\u2014", "-", "for"))
NO_PERSON = -6.0  # log odds of being a place


def discount_persons(view: View, spots: list[Spot]) -> None:
    """Take the names of persons in credits from the places; what "in" brings in stays ("By A B in Karsa")."""
    for first, last in credited(view):
        for s in spots:
            if first <= s.first < last and view.low[s.run[0] - 1] not in PREP_IN and _may_be_person(view, s):
                s.score = min(s.score, NO_PERSON)


def _may_be_person(view: View, s: Spot) -> bool:
    """Whether a span is a part of a longer run, or a run of two words or more that no gazetteer has; no body's name."""
    if view.caps[s.run[0]] == UPPER or not ORG_WORDS.isdisjoint(view.low[s.run[0] : s.run[1]]):
        return False
    return s.run != (s.first, s.last) or (not s.candidates and s.last - s.first > 1)


def credited(view: View) -> list[tuple[int, int]]:
    """Token ranges of the names after "by" and "thanks to", in text order."""
    low = view.low
    thanks = "thanks" in view.seen_lower or "thanks" in low
    found = []
    for i, word in enumerate(low):
        if (word != "by" and not (thanks and word == "to")) or i + 1 == len(low) or not view.caps[i + 1]:
            continue
        last = _names_end(view, i + 1)
        if _makes(view, i) or (word == "by" and _stands_alone(view, i, last)):
            found.append((i + 1, last))
    return found


def _makes(view: View, i: int) -> bool:
    """Whether the word before "by" is of making a report, or those before "to" are thanks of its makers."""
    low = view.low
    if low[i] == "by":
        return i > 0 and low[i - 1] in _MADE
    before = low[max(0, i - 3) : i]
    return "thanks" in before and not _THANKS.isdisjoint(before)


def _stands_alone(view: View, i: int, last: int) -> bool:
    """Whether "by" opens a line or sentence of nothing but names: "By Saturday Karsa had fallen" is none."""
    opens = i == 0 or view.breaks[i] or view.sentence[i - 1] != view.sentence[i] or view.low[i - 1] in _STOPS
    if not opens or last == i + 2:
        return False
    ends = last == len(view) or view.breaks[last] or view.sentence[last] != view.sentence[i]
    return bool(ends) or view.low[last] in _STOPS | MONTHS or view.words[last][0].isdigit()


def _names_end(view: View, i: int) -> int:
    """The token after a list of capitalised names that begins at token `i`; a line end or wide gap ends it."""
    first, n = i, len(view)
    while i < n and view.sentence[i] == view.sentence[first] and (i == first or not view.breaks[i]):
        joint = view.low[i] in _JOINTS and i + 1 < n and bool(view.caps[i + 1])
        if not joint and (not view.caps[i] or view.low[i] in MONTHS or view.low[i] in TITLES - {"editor"}):
            break
        i += 1
    return i
