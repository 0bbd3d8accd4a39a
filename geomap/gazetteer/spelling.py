"""Fuzzy search over the names of some countries: which place is meant by a spelling that no source has.

Candidates come from the consonants of the name (few distinct strings, so scanning them takes well under a
millisecond); the best are then compared in full. rapidfuzz is imported on first use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log10

from geomap.gazetteer.fold import fold
from geomap.gazetteer.sound import bones, romanise, sound

_SCAN, _COMPARE = 80, 1000  # consonant forms looked at, names compared in full
_CUTOFF = 0.6  # likeness of consonants below which a name is not looked at
_SURE = 0.86  # a score at which looking further does not pay
# Words that one source puts before a name and another leaves out or exchanges: great and little, old and new, upper and
# lower, north and south, village and ruin, in romanised Slavic and Arabic.
_QUALIFIER = re.compile(
    r"(?:(?:velik|velyk|bolsh|mal|nov|star|verkhn|nizhn|nyzhn|severn|yuzhn|pivnichn|pivdenn|perv|persh|vtor|drug)(?:a|aya|yaya|e|oe|oye|yi|y|i|ii|ie|iy|iye|ia|yia)"
    r"|poselok|posyolok|selo|selishche|selyshche|khutor|imeni|khirbat|khirbet|kafr|kafar|tall|tell|tal|dayr|deir|dair|ayn|ain|qalat|qasr|mazraat|bani|wadi|jabal|qaryat|madinat|al)$"
)
_QUALIFIED = 0.9  # what a likeness counts when such a word was left out
_WEIGHTS = (0.3, 0.35, 0.1, 0.25)  # spelling, sound, beginning, consonants


class Speller:
    """The spellings of some places, ready to be searched.

    `pairs` are (folded name, key); `population` (key -> people, 0 unknown) breaks ties only.
    """

    def __init__(self, pairs: Iterable[tuple[str, int]], population: Mapping[int, int] | None = None) -> None:
        self.population = population or {}
        self._by_bones: dict[int, dict[str, list[tuple[str, str, int]]]] = defaultdict(lambda: defaultdict(list))
        self._by_word: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
        for folded, key in pairs:
            sounded = sound(folded)
            bone = bones(sounded)
            self._by_bones[len(bone)][bone].append((plain_form(folded), sounded, key))
            if " " in folded:
                for word in folded.split(" "):
                    if len(word) > 3:
                        heard = sound(word)
                        self._by_word[bones(heard)].append((key, heard, len(sounded)))

    def rank(self, query: str, *, limit: int = 10) -> list[tuple[int, float]]:
        """(key, score 0..1) of the places whose names come nearest to the query, best first."""
        folded = fold(query)
        best: dict[int, float] = {}
        self._score(folded, 1, best)
        if max(best.values(), default=0.0) < _SURE:
            self._score(folded, 2, best)
            if max(best.values(), default=0.0) < _SURE:
                self._score_words(folded, best)
        ranked = sorted(
            best.items(), key=lambda pair: (-pair[1] - 0.004 * log10(self.population.get(pair[0], 0) + 10), pair[0])
        )
        return [(key, round(score, 4)) for key, score in ranked[:limit]]

    def _score(self, folded: str, reach: int, best: dict[int, float]) -> None:
        a, b, c, d = _WEIGHTS
        for key, (spelled, heard, begun, boned) in self.features(folded, reach):
            score = a * spelled + b * heard + c * begun + d * boned
            if score > best.get(key, 0.0):
                best[key] = score

    def _score_words(self, folded: str, best: dict[int, float]) -> None:
        """One word of the query against whole names, and the query against one word of a name: for less."""
        words = sorted(
            {bones(sound(w)) for w in folded.split(" ") if len(w) > 3 and w != folded}, key=len, reverse=True
        )[:2]
        whole = sound(folded)
        for bone in words:
            for _, heard, key in self._by_bones.get(len(bone), {}).get(bone, ()):
                best[key] = max(best.get(key, 0.0), 0.5 + 0.3 * len(heard) / max(len(whole), len(heard)))
        for key, heard, full in self._by_word.get(bones(whole), ()):
            best[key] = max(best.get(key, 0.0), 0.5 + 0.3 * len(heard) / full)
        if (core := without_qualifiers(folded)) != folded:
            found: dict[int, float] = {}
            self._score(core, 1, found)
            heard_core = sound(core)
            for key, _, full in self._by_word.get(bones(heard_core), ()):
                found[key] = max(found.get(key, 0.0), 0.75 + 0.15 * len(heard_core) / full)
            for key, score in found.items():
                best[key] = max(best.get(key, 0.0), _QUALIFIED * score)

    def features(self, folded: str, reach: int) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
        """(key, likenesses) of the names whose consonants come near."""
        from rapidfuzz.distance import Indel, JaroWinkler

        ratio, begins = Indel.normalized_similarity, JaroWinkler.normalized_similarity
        sounded, plain, left = sound(folded), plain_form(folded), _COMPARE
        for bone_score, bone in self._near_bones(bones(sounded), reach):
            entries = self._by_bones[len(bone)][bone]
            left -= len(entries)
            for other, heard, key in entries:
                yield key, (ratio(plain, other), ratio(sounded, heard), begins(sounded, heard), bone_score)
            if left < 0:
                break

    def _near_bones(self, bone: str, reach: int) -> list[tuple[float, str]]:
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        found: list[tuple[float, str]] = []
        for length in range(len(bone) - reach, len(bone) + reach + 1):
            bucket = self._by_bones.get(length)
            if bucket:
                hits = process.extract(
                    bone, bucket.keys(), scorer=Indel.normalized_similarity, limit=_SCAN, score_cutoff=_CUTOFF
                )
                found += [(score, text) for text, score, _ in hits]
        return sorted(found, reverse=True)[:_SCAN]


def without_qualifiers(folded: str) -> str:
    """A folded name of several words without those that qualify it; as it is when nothing else is left."""
    words = folded.split(" ")
    kept = [w for w in words if not _QUALIFIER.match(romanise(w))] if len(words) > 1 else words
    return " ".join(kept or words)


def plain_form(folded: str) -> str:
    """The name in Latin letters without blanks or a leading article."""
    return romanise(folded).replace(" ", "").removeprefix("al")


def alike(folded: str, other: str) -> float:
    """How alike two folded names are, 0..1, by the weights of the fuzzy step."""
    from rapidfuzz.distance import Indel, JaroWinkler

    a, b, c, d = _WEIGHTS
    heard, other_heard = sound(folded), sound(other)
    ratio = Indel.normalized_similarity
    likeness = a * ratio(plain_form(folded), plain_form(other)) + b * ratio(heard, other_heard)
    return (
        likeness
        + c * JaroWinkler.normalized_similarity(heard, other_heard)
        + d * ratio(bones(heard), bones(other_heard))
    )
