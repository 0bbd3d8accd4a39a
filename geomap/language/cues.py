"""What speaks for and against a span being a place name: named cues, each a readable string.

A cue is an indicator; the recogniser adds up the trained weight of each. Cues speak of words of the language, shapes,
the run a span lies in, the gazetteer's prior and the rest of the document; never of one place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from geomap.language.namesakes import AREAS, Namesakes
from geomap.language.spots import Spot
from geomap.language.view import TITLE, UPPER, View
from geomap.language.words import (
    BODIES,
    CLASS_BEFORE_OF,
    CLASS_FEATURES,
    COMPASS_ADJECTIVES,
    DAYS,
    FUNCTION,
    GIVEN,
    MONTHS,
    ORG_WORDS,
    PEOPLE,
    PERSON_VERBS,
    PREP_IN,
    SEIZE,
    STATE_ABBREVIATIONS,
    TITLES,
)

_CLASSES = (
    ("prep", PREP_IN), ("title", TITLES), ("compass", frozenset(COMPASS_ADJECTIVES)), ("class", frozenset(CLASS_FEATURES)),
    ("org", ORG_WORDS), ("said", PERSON_VERBS), ("people", PEOPLE), ("seize", SEIZE), ("given", GIVEN), ("month", MONTHS), ("day", DAYS), ("function", FUNCTION),
)  # fmt: skip
#: The class of a word that cues are written in: "title", "org", "class", "prep", ...
_CLASS_OF = {w: name for name, words in reversed(_CLASSES) for w in words}


@dataclass(slots=True)
class DocumentCues:
    """What the whole document says of its names, counted once."""

    counts: Counter[str] = field(default_factory=Counter)
    placed: Counter[str] = field(default_factory=Counter)  # after a preposition of place
    titled: set[str] = field(default_factory=set)  # last words of "Mr X", "John X"
    in_person: set[str] = field(default_factory=set)  # words of runs that a given name or title opens
    countries: set[str] = field(default_factory=set)  # codes of countries and peoples that are named
    areas: set[tuple[str, str]] = field(default_factory=set)
    known: dict[tuple[int, int, int, str], list[str]] = field(default_factory=dict)  # what the gazetteer said of a name


def survey(view: View, spots: list[Spot]) -> DocumentCues:
    """Count what the document says of each name."""
    seen = DocumentCues()
    low = view.low
    for s in spots:
        name = s.name.lower()
        seen.counts[name] += 1
        before = low[s.first - 1] if s.first else ""
        if before in PREP_IN and s.first == s.run[0]:
            seen.placed[name] += 1
        if s.namesakes.nations:
            seen.countries |= s.namesakes.nations if len(name) > 4 else s.namesakes.sure_nations
        if s.namesakes.provinces and len(s.candidates) < 4:
            seen.areas |= s.namesakes.provinces
    for first, last in dict.fromkeys(s.run for s in spots):
        _survey_run(view, first, last, seen)
    return seen


def _survey_run(view: View, first: int, last: int, seen: DocumentCues) -> None:
    low = view.low
    person = low[first] in GIVEN or low[first] in TITLES or (first and low[first - 1] in TITLES)
    if person and last - first >= 2 and low[last - 1] not in ORG_WORDS and low[last - 1] not in CLASS_FEATURES:
        seen.titled.add(low[last - 1])
        seen.in_person.update(low[first:last])


def cues(view: View, s: Spot, seen: DocumentCues, common: dict[str, float]) -> list[str]:
    """Every cue of one span, as strings."""
    out = ["bias"]
    _name_cues(view, s, seen, common, out)
    _neighbour_cues(view, s, out)
    _run_cues(view, s, out)
    _list_cues(view, s, out)
    _gazetteer_cues(view, s, seen, out)
    return out


def _name_cues(view: View, s: Spot, seen: DocumentCues, common: dict[str, float], out: list[str]) -> None:
    name, low = s.name.lower(), view.low
    known = "k" if s.candidates else "u"
    n = s.last - s.first
    out.append(f"{known}.words={min(n, 4)}")
    if view.caps[s.first] != TITLE and all(c == UPPER for c in view.caps[s.first : s.last] if c):
        out.append(f"{known}.upper={'short' if len(name) < 5 else 'long'}")
    if not s.name.isascii():
        out.append("not_ascii")
    if "-" in s.name:
        out.append(f"{known}.hyphen")
    if s.hyphen:
        out.append(f"ending={s.hyphen}")
    if n == 1:
        if name in view.seen_lower:
            out.append(f"{known}.seen_lower")
        if name in common:
            out.append(f"{known}.common={min(int(common[name]), 6)}")
        if name in GIVEN:
            out.append("given")
        if name in seen.titled:
            out.append(f"{known}.surname")
        elif name in seen.in_person:
            out.append(f"{known}.in_person")
    cls = _CLASS_OF.get(low[s.last - 1], "")
    if cls:
        out.append(f"{known}.last={cls}")
    cls = _CLASS_OF.get(low[s.first], "")
    if cls and n > 1:
        out.append(f"{known}.head={cls}")
    placed = seen.placed[name] - (1 if s.first and low[s.first - 1] in PREP_IN else 0)
    count = seen.counts[name]
    out.append(f"{known}.placed={min(placed, 3)}/{'1' if count == 1 else '2+' if count < 5 else '5+'}")
    if not s.candidates:
        tail = low[s.last - 1]
        out.append(f"tail={tail[-4:]}")
        out.append(f"tail3={tail[-3:]}")


def _neighbour_cues(view: View, s: Spot, out: list[str]) -> None:
    low, sentence, n = view.low, view.sentence, len(view)
    i, j, here = s.first, s.last, view.sentence[s.first]
    known = "k" if s.candidates else "u"
    before = low[i - 1] if i and sentence[i - 1] == here else "^"
    before2 = low[i - 2] if i > 1 and sentence[i - 2] == here else "^"
    after = low[j] if j < n and sentence[j] == here and view.breaks[j] < 2 else "$"
    after2 = low[j + 1] if j + 1 < n and sentence[j + 1] == here and view.breaks[j + 1] < 2 else "$"
    out.append(f"before={before}")
    out.append(f"after={after}")
    out.append(f"before2={before2} {before}")
    out.append(f"after2={after} {after2}")
    kb, ka = _CLASS_OF.get(before, ""), _CLASS_OF.get(after, "")
    if kb:
        out.append(f"{known}.kbefore={kb}")
    if ka:
        out.append(f"{known}.kafter={ka}")
    out.append(f"{known}.around={kb or _mark(before)}|{ka or _mark(after)}")
    if before == "of" and before2 in CLASS_BEFORE_OF:
        out.append("class_of")
    if after == "," and after2 in STATE_ABBREVIATIONS:
        out.append("state_after")
    if before == "(":
        out.append(f"{known}.bracket")


def _mark(word: str) -> str:
    if word[0].isalpha():
        return "w"
    return "#" if word[0].isdigit() else word[:1]


def _run_cues(view: View, s: Spot, out: list[str]) -> None:
    low = view.low
    first, last = s.run
    known = "k" if s.candidates else "u"
    place = ("whole" if s.last >= last else "head") if s.first == first else ("tail" if s.last >= last else "inner")
    out.append(f"{known}.run={place}")
    if place == "whole":
        return
    if s.first > first:
        previous = low[s.first - 1]
        out.append(f"in_before={previous}")
        out.append(f"in_kbefore={_CLASS_OF.get(previous, '')}/{_CLASS_OF.get(low[first], '')}")
    if s.last < last:
        following = low[s.last]
        out.append(f"in_after={following}")
        out.append(f"in_kafter={_CLASS_OF.get(following, '')}/{_CLASS_OF.get(low[last - 1], '')}")
        out.append(f"in_last={low[last - 1]}")
        if low[last - 1] in BODIES:
            out.append(f"{known}.in_body={min(last - s.last, 3)}")
        if s.last + 1 < last:
            out.append(f"in_after2={following} {low[s.last + 1]}")
    if not ORG_WORDS.isdisjoint(low[first:last]):
        out.append(f"{known}.org_run={place}")
    if low[first] in GIVEN or low[first] in TITLES:
        out.append(f"{known}.person_run={place}")
    out.append(f"{known}.run_size={min(last - first, 6)}/{place}")


def _list_cues(view: View, s: Spot, out: list[str]) -> None:
    """A member of a list shares what stands before its first and after its last member."""
    low, caps, here, known = view.low, view.caps, view.sentence[s.first], "k" if s.candidates else "u"
    i, members = s.first, 0
    while i > 1 and low[i - 1] in _LIST_MARKS and view.sentence[i - 1] == here and members < 12:
        j = i - 1
        while j > 0 and low[j] in _LIST_MARKS and view.sentence[j] == here:
            j -= 1
        if not caps[j] or view.sentence[j] != here:
            break
        while (
            j > 0
            and view.sentence[j - 1] == here
            and (caps[j - 1] or low[j - 1] in ("of", "al", "el", "de"))
            and low[j - 1] not in FUNCTION - _JOINING
        ):
            j -= 1
        i, members = j, members + 1
    if members:
        head = low[i - 1] if i and view.sentence[i - 1] == here else "^"
        out.append(f"{known}.list_after={_CLASS_OF.get(head, '') or _mark(head)}")
        if head == "of" and i > 1:
            out.append(f"{known}.list_of={low[i - 2]}" if low[i - 2] in CLASS_BEFORE_OF else f"{known}.list_of")
    k, n = s.last, len(view)
    if k < n and low[k] in _LIST_MARKS and view.sentence[k] == here:
        while (
            k < n
            and view.sentence[k] == here
            and (caps[k] or low[k] in _LIST_MARKS or low[k] in ("of", "al", "el", "de"))
            and k < s.last + 24
        ):
            k += 1
        if k < n and view.sentence[k] == here and low[k] in CLASS_FEATURES:
            out.append(f"{known}.list_class")


_LIST_MARKS = frozenset((",", "and", "or", "&", "/"))
_JOINING = frozenset(("of", "al", "el", "de"))


def _gazetteer_cues(view: View, s: Spot, seen: DocumentCues, out: list[str]) -> None:
    if not s.candidates:
        return
    start = "^" if s.first == 0 or view.sentence[s.first - 1] != view.sentence[s.first] else ""
    key = (id(s.candidates), s.last - s.first, len(s.name), start)  # the spots of the document keep their candidates
    told = seen.known.get(key)
    if told is None:
        told = seen.known[key] = _told(s, seen, start)
    out += told


def _told(s: Spot, seen: DocumentCues, start: str) -> list[str]:
    """What the gazetteer says of a name in this document, the same wherever the name stands."""
    found, count = s.namesakes, len(s.candidates)
    many = str(count) if count < 10 else "10+" if count < 30 else "30+"
    words = "1" if s.last - s.first == 1 else "2"
    area = found.largest in AREAS
    out = [f"pop={found.size}", f"feature={found.largest}", f"namesakes={many}"]
    out += [f"kind={kind}" for kind in found.kinds]
    if "name" not in found.kinds and "alternate" not in found.kinds:
        out.append(f"only={'+'.join(found.kinds)}")
    if found.seat:
        out.append(f"seat={found.seat}")
    if found.curated:
        out.append("curated")
    if found.largest != "country":
        home = _home(found, seen)
        out.append(f"at={home}")
        out.append(f"at={home}/{'anglo' if found.anglo else 'other'}/{words}/{min(found.size, 5)}")
    out.append(f"size={found.size}/{words}/{area}{start}")
    if words == "1" and len(s.name) <= 3:
        out.append(f"short_name={len(s.name)}/{area}")
    return out


def _home(found: Namesakes, seen: DocumentCues) -> str:
    """Where a name's places lie, as seen from what else the document names."""
    if not found.areas.isdisjoint(seen.areas):
        return "area"
    if not found.countries.isdisjoint(seen.countries):
        return "home"
    return "abroad" if seen.countries else "nowhere"
