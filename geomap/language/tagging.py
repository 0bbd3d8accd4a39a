"""Words of a sentence with a light part of speech each, place mentions as single words; no model needed."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence

from geomap.language.document import Document, Sentence
from geomap.language.grammar import (
    ADVERBS,
    CONTRACTED,
    COUNTS,
    DASHES,
    DET,
    MODALS,
    NEGATIONS,
    POINTED,
    POINTED_WAYS,
    PREP,
    PRONOUNS,
    QUOTES,
    RELATIVES,
    STOPS,
    SUBORDINATORS,
    Word,
    lemma_of,
)
from geomap.language.lexicon import forms
from geomap.language.verbhood import is_verb
from geomap.model import Resolution


def sentence_words(
    doc: Document, sentence: Sentence, resolutions: Sequence[Resolution], starts: Sequence[int]
) -> tuple[Word, ...]:
    """The tokens of a sentence with every place mention as one word, tagged. `starts` are the mentions' starts."""
    i = bisect_left(starts, sentence.start)
    places: list[Resolution] = []
    while i < len(resolutions) and starts[i] < sentence.end:
        r = resolutions[i]
        if not places or r.mention.start >= places[-1].mention.end:
            places.append(r)
        i += 1
    found: list[Word] = []
    places_left = deque(places)
    place = places_left.popleft() if places_left else None
    tokens, inside = doc.tokens, slice(sentence.first, sentence.last)
    for start, end, word in zip(tokens.starts[inside], tokens.ends[inside], tokens.words[inside], strict=True):
        while place and start >= place.mention.end:
            place = places_left.popleft() if places_left else None
        if place and end > place.mention.start:
            if not found or found[-1].place is not place:
                found.append(_place_word(place))
            while places_left and places_left[0].mention.start < end:  # "the Kaya-Djibo road": two in one token
                place = places_left.popleft()
                m = place.mention
                found += [Word(m.start - 1, m.start, "-", "-", ""), _place_word(place)]
            continue
        last = found[-1] if found else None
        if last is not None and last.end == start and last.place is None and _one_name(last.text, word):
            found[-1] = Word(last.start, end, last.text + word, last.low + word.lower(), "")
            continue
        found.extend(_split(Word(start, end, word, word.lower().replace("\u2019", "'"), "")))
    label = sentence.start > LABELS and len(found) > 1 and found[0].place is not None and found[1].text == ":"
    return tag(found if label and not found[0].text.isupper() else found[_dateline(found) :])


def _place_word(r: Resolution) -> Word:
    m = r.mention
    return Word(m.start, m.end, m.text, m.text.lower(), "place", r)


LABELS = 400  # characters after which "Waat: ..." is the label of an item, no dateline


def _dateline(words: Sequence[Word]) -> int:
    """How many words a dateline takes: "BANGKOK, Jan. 6, 2024 (Reuters) - "; 0 where there is none."""
    if words and words[0].low == "[":  # "[Radio X, Goma, 0600]"
        return next((i + 1 for i, w in enumerate(words[:12]) if w.low == "]"), 0)
    if not words or len(words[0].text) < 3 or not (words[0].text.isupper() or words[0].place is not None):
        return 0
    shouted = words[0].text.isupper()
    for i, w in enumerate(words[1:16], 1):
        if w.low in DASHES and not (words[i - 1].place is None and words[i - 1].end == w.start):
            dated = any(any(ch.isdigit() for ch in x.text) for x in words[1:i])
            while i + 1 < len(words) and words[i + 1].low in DASHES:
                i += 1
            return i + 1 if shouted or dated or i <= 2 else 0
        if w.low == ":" and (i < 4 or (shouted and any(ch.isdigit() for x in words[1:i] for ch in x.text))):
            return i + 1
        lower = w.text[:1].islower() and w.low not in ("in", "and", "on", "of", "de", "el", "al")
        if lower:
            return 0
    only_date = any(any(ch.isdigit() for ch in w.text) for w in words[1:]) and len(words) <= 10
    return len(words) if only_date else 0


def _one_name(left: str, right: str) -> bool:
    """Whether two touching tokens are one designation: "M" + "23", "Su" + "-", "Su-" + "34"."""
    if right.isdigit():
        return left[:1].isupper() and (left[-1] == "-" or (left.isupper() and len(left) <= 4))
    if right == "s":
        return left[-1].isdigit()  # "B-52s"
    return right == "-" and left[:1].isupper() and len(left) <= 3 and left.isalpha()


def _split(word: Word) -> list[Word]:
    if word.low in CONTRACTED:
        first = CONTRACTED[word.low]
        return [word._replace(low=first), Word(word.end, word.end, "", "not", "")]
    return [word]


def tag(words: Sequence[Word]) -> tuple[Word, ...]:
    """Give each word its light part of speech, left to right."""
    found: list[Word] = []
    for i, w in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else None
        found.append(w if w.tag else Word(w.start, w.end, w.text, w.low, _tag(found, w, after), w.place))
    return tuple(found)


STARTS = ("quote", "punct", "stop")  # a capital behind them, or behind a bullet, makes no name
NOT_ADVERBS = frozenset("italy family assembly supply ally july only daily weekly monthly".split())
_CLASSES = (
    (frozenset({"'s", "s"}), "poss"),
    (DET, "det"),
    (RELATIVES, "rel"),
    (frozenset({"and", "or"}), "and"),
    (frozenset({"than"}), "prep"),
    (SUBORDINATORS, "sub"),
    (PREP - {"following"}, "prep"),
    (PRONOUNS, "pron"),
)
CLOSED = {word: tag for words, tag in reversed(_CLASSES) for word in words}


def _tag(before: Sequence[Word], w: Word, after: Word | None) -> str:
    low = w.low
    if low in ("'", "\u2019") and before and before[-1].low.endswith("s") and before[-1].end == w.start:
        return "poss"
    if not low[:1].isalnum() and low not in ("'s", "'re", "'m", "'ll"):
        return _mark(low)
    if low in NEGATIONS or (low == "no" and after is not None and after.low == "longer"):
        return "neg"
    if low == "longer" and before and before[-1].tag == "neg":
        return "adv"  # "can no longer supply"
    month_or_tin = low in ("may", "might", "can", "will") and not w.text[0].islower()
    if low in MODALS and not month_or_tin and not (before and before[-1].tag == "det"):
        return "modal"
    if low == "that" and after is not None:
        opens = (
            bool(before) and before[-1].tag in ("and", "comma", "stop") and after.low in POINTED_WAYS
        )  # "and that line"
        subordinates = before and before[-1].tag != "prep" and after.low not in POINTED and not opens
        return "sub" if subordinates else "det"
    if low in ("about", "around", "over", "under") and _counts(after):
        return "adv"
    if (
        low == "once"
        and before
        and (before[-1].tag == "verb" or (after is not None and after.low in ("more", "again")))
    ):
        return "adv"  # "was once supplied", "is once more"
    if low in ("both", "all") and before and _floats(before[-1], after):
        return "adv"
    if low in CLOSED:
        return CLOSED[low]
    if low[0].isdigit():
        return "num"
    if is_verb(before, w, after):
        return "verb"
    if low in ADVERBS or (low.endswith("ly") and low not in NOT_ADVERBS):
        return "adv"
    designation = any(ch.isdigit() for ch in low)
    if w.text[0].isupper() and (designation or (before and before[-1].tag not in STARTS)):
        return "name"
    return "noun"


def _floats(last: Word, after: Word | None) -> bool:
    """Whether "both" stands behind what it counts: "X and Y both remain", "are all in the hands of"."""
    goes_on = after is not None and (after.low in forms() or after.low in ADVERBS or after.low in PREP)
    return goes_on and (last.tag == "place" or (last.tag == "verb" and lemma_of(last.low) in ("be", "remain", "have")))


def _mark(low: str) -> str:
    if low in QUOTES:
        return "quote"
    if low in STOPS or low in DASHES:
        return "stop"
    return "comma" if low == "," else "punct"


def _counts(after: Word | None) -> bool:
    return after is not None and (after.low[:1].isdigit() or after.low in COUNTS)
