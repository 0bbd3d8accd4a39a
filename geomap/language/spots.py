"""Candidate spans: what might be a place name, before anybody judges it.

One pass over the words: longest match in the gazetteer inside (and past) each capitalised run, then what the
gazetteer lacks: the whole run, or what a place-introducing word brings in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.language.namesakes import Namesakes, namesakes
from geomap.language.view import View, chunks
from geomap.language.words import CLASS_AFTER, CLASS_BEFORE_OF, CLASS_FEATURES, DAYS, FUNCTION, MONTHS, TITLES

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate, Gazetteer

LONGEST = 6
_POSSESSIVE = frozenset(("'s", "\u2019s"))
_TOWARDS = frozenset(("pro", "anti"))
_HALVES = 4  # names after the first in one compound; what goes on for longer is noise
_PARTIES = frozenset("rd")  # "R-Ohio", "D-Calif."
_WITHIN = frozenset(".-\u2013&,'\u2019`/")


@dataclass(slots=True)
class Spot:
    """A candidate span: tokens `first..last` (exclusive), the run it lies in, and what the gazetteer has for it."""

    first: int
    last: int
    start: int
    end: int
    name: str
    run: tuple[int, int]
    candidates: tuple[Candidate, ...] = ()
    hyphen: str = ""  # ending of a compound: "bound" in "Iran-bound"
    score: float = 0.0
    role: str = ""
    namesakes: Namesakes = field(init=False)  # the candidates as a whole

    def __post_init__(self) -> None:
        self.namesakes = namesakes(self.candidates)


def find_spots(view: View, gazetteer: Gazetteer) -> list[Spot]:
    """Every candidate span of a document, in text order; spans of one run may overlap."""
    spots: list[Spot] = []
    done = 0
    for first, last in chunks(view):
        if last <= done:
            continue
        first = max(first, done)
        found, reached = _matches(view, gazetteer, first, last)
        spots.extend(found)
        spots.extend(_unmatched(view, first, last, found))
        done = reached
    return spots


def _matches(view: View, gazetteer: Gazetteer, first: int, last: int) -> tuple[list[Spot], int]:
    """Longest gazetteer matches from each word of a run on; a match may pass the end of the run ("and Tobago")."""
    found: list[Spot] = []
    i, reached = first, last
    while i < last:
        spot = None
        if view.caps[i] and not _model_number(view, i):
            spot = _longest(view, gazetteer, i, (first, last)) or _compound(view, gazetteer, i, (first, last))
        if spot is None:
            i += 1
            continue
        found.append(spot)
        found.extend(_second_half(view, gazetteer, spot))
        i = spot.last
        reached = max(reached, i)
    return found, reached


def _longest(view: View, gazetteer: Gazetteer, i: int, run: tuple[int, int]) -> Spot | None:
    word = view.words[i]
    owner = i + 2 < len(view) and view.low[i + 1] in _POSSESSIVE and view.caps[i + 2]
    reach = gazetteer.reach(word)
    if not reach and not owner and not view.low[i].startswith("al"):
        return None  # no name begins so; only a glued article ("Alhasan") may still come off
    limit = _limit(view, i, min(reach, LONGEST))
    if owner and gazetteer.reach(word + "s") > 1:  # "Cox's Bazar"
        limit = max(limit, i + 3)
    for j in range(limit, i, -1):
        if j == i + 1 and run[1] - run[0] > 1 and view.low[i] in CLASS_FEATURES:
            return None  # "River", "District": a class word is no name of its own inside a longer one
        if j > i + 1 and not (view.caps[j - 1] or view.words[j - 1][0].isdigit() or view.low[j - 1] in CLASS_FEATURES):
            continue
        if j - i == 1 and len(view.words[i]) < 2:
            continue
        name = view.text(i, j)
        candidates = gazetteer.lookup(name)
        if j > i + 1 and not view.caps[j - 1]:  # "Salah al-Din district" is a name only when it is one as a whole
            candidates = tuple(c for c in candidates if c.kind != "short")
            known = {c.key for c in candidates}
            candidates += (
                tuple(c for c in gazetteer.lookup(view.text(i, j - 1)) if c.key not in known) if candidates else ()
            )
        if candidates:
            return make_spot(view, i, j, run, candidates)
    return None


def _model_number(view: View, i: int) -> bool:
    """ "Il-76", "Su-24": a word glued to a number by a hyphen names a thing."""
    if i + 2 >= len(view) or view.words[i + 1] != "-" or not view.words[i + 2][0].isdigit():
        return False
    return view.ends[i] == view.starts[i + 1] and view.ends[i + 1] == view.starts[i + 2]


def _limit(view: View, i: int, words: int) -> int:
    """How far a name that begins at token `i` may go: same sentence, no blank line, no mark that ends a name."""
    j, n, counted = i + 1, len(view), 1
    while j < n and view.breaks[j] < 2 and view.sentence[j] == view.sentence[i]:
        word = view.words[j]
        if word[0].isalnum():
            if counted >= words or (view.breaks[j] and not view.caps[j]):
                break
            counted += 1
        elif word not in _WITHIN or word == "," or (word == "." and view.breaks[j]):
            break
        j += 1
    while j > i + 1 and not view.words[j - 1][0].isalnum():
        j -= 1
    return j


_MAKES = frozenset("pattern type style class series model variant calibre caliber".split())  # "AK-pattern rifles"


def _compound(view: View, gazetteer: Gazetteer, i: int, run: tuple[int, int]) -> Spot | None:
    """The first part of a hyphenated word: "Iran-bound", "Paris-based", and of "Kunduz-Aliabad"."""
    word = view.words[i]
    cut = word.find("-")
    prefix = word[:cut].lower()
    if cut < 2 and prefix not in _PARTIES:
        return None
    start = view.starts[i]
    if prefix in _TOWARDS or prefix in _PARTIES:
        candidates = gazetteer.lookup(word[cut + 1 :])
        hyphen = prefix if prefix in _TOWARDS else ""
        return (
            Spot(i, i + 1, start + cut + 1, view.ends[i], word[cut + 1 :], run, candidates, hyphen)
            if candidates
            else None
        )
    cut = word.rfind("-") if word[word.rfind("-") + 1 :].islower() else cut
    candidates = () if word[cut + 1 :].lower() in _MAKES else gazetteer.lookup(word[:cut])
    if not candidates:
        return None
    return Spot(i, i + 1, start, start + cut, word[:cut], run, candidates, word[cut + 1 :].lower())


def _second_half(view: View, gazetteer: Gazetteer, s: Spot) -> list[Spot]:
    """The other names of a compound: "Syrian" in "Turkish-Syrian", "Homs" in "Hama-Homs", two in "Kaya-Djibo-Arbinda"."""
    end, text = view.ends[s.first], view.doc.text
    found: list[Spot] = []
    at = s.end + 1
    while s.hyphen and at < end and len(found) < _HALVES and text[at].isupper():
        name = text[at:end]
        candidates = gazetteer.lookup(name)
        if not candidates and "-" in name:
            name = name[: name.find("-")]
            candidates = gazetteer.lookup(name)
        if not candidates:
            break
        found.append(Spot(s.first, s.last, at, at + len(name), name, s.run, candidates, ""))
        at += len(name) + 1
    return found


def _unmatched(view: View, first: int, last: int, found: list[Spot]) -> list[Spot]:
    """What the gazetteer lacks in a run: the run itself without titles and class words, or what lies after a match."""
    a, b = first, last
    while a < b and (view.low[a] in TITLES or view.words[a] == "." or view.low[a] in FUNCTION):
        a += 1
    if a + 2 < b and view.low[a] in CLASS_BEFORE_OF and view.low[a + 1] == "of":
        a += 2
    while b > a + 1 and (
        view.low[b - 1] in CLASS_AFTER or view.low[b - 1] in CLASS_BEFORE_OF or view.words[b - 1] in ".&"
    ):
        b -= 1
    if b <= a or b - a > 5 or (b - a == 1 and (len(view.words[a]) < 3 or view.low[a] in MONTHS or view.low[a] in DAYS)):
        return []
    spots = [] if any(s.first == a and s.last >= b for s in found) else [make_spot(view, a, b, (first, last), ())]
    # A name of which only the first word or only the last is known is covered by the whole; here a tail: "X Qalandar".
    tails = (s for s in found if s.last < b <= s.last + 3 and s.first > a and view.caps[s.last])
    return spots + [make_spot(view, s.first, b, (first, last), ()) for s in tails]


def make_spot(view: View, i: int, j: int, run: tuple[int, int], candidates: tuple[Candidate, ...]) -> Spot:
    """A spot over tokens `i..j` with its offsets and its name on one line."""
    start, end = view.starts[i], view.ends[j - 1]
    name = view.doc.text[start:end]
    return Spot(i, j, start, end, " ".join(name.split()) if "\n" in name or "  " in name else name, run, candidates)
