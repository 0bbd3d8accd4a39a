"""Fuzzy search: which place is meant by a spelling that no source has, in some countries or in the whole world.

The consonants of all names are few distinct strings (170,000 for the world), so all that come near those of the query are
found within milliseconds; only their names are read from the index and compared in full. rapidfuzz is imported on first use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from geomap.gazetteer.fold import fold
from geomap.gazetteer.forms import plain_form, without_qualifiers
from geomap.gazetteer.index_file import FIELDS, Forms, IndexFile
from geomap.gazetteer.sound import bones, sound

_SCAN, _COMPARE = 80, 1500  # consonant forms looked at, names compared in full
_CUTOFF = 0.6  # likeness of consonants below which a name is not looked at
_UNLIKE = 0.599  # a likeness of sounds below which nothing else is compared (rapidfuzz drops some that are 0.6 exactly)
_LEAST = 0.4  # a likeness below which a place is no answer
_SURE = 0.86  # a score at which looking further does not pay
_QUALIFIED = 0.9  # what a likeness counts when such a word was left out
_WEIGHTS = (0.3, 0.35, 0.1, 0.25)  # spelling, sound, beginning, consonants
_SHORT_VOWEL = 0.2  # what a letter that an abjad would not write counts
_ABJAD = re.compile(r"[\u0590-\u06ff]")
_TSE = re.compile(r"c(?![hk])")
WEIGHT = 0.0004  # what a place's weight adds to its likeness: ties, no more
WORLD = "*"


class Hit(NamedTuple):
    """A place whose name comes near: likeness 0..1, weight 0..99, whether the consonants are the same."""

    key: int
    likeness: float
    weight: int
    kin: bool


class Speller:
    """Fuzzy search over the index files of a gazetteer."""

    def __init__(self, files: Sequence[IndexFile]) -> None:
        self.files = tuple(files)
        self._lengths = lru_cache(maxsize=32)(_by_length)

    def rank(self, query: str, countries: Sequence[str] = (), *, limit: int = 60) -> list[Hit]:
        """The places of these countries (of the world) whose names come nearest to the query, best first."""
        search = _Search(self, fold(query), tuple(countries))
        search.compare(search.folded, 1)
        if search.best < _SURE and (other := scholarly(search.folded)) != search.folded:
            search.compare(other, 1)
        if search.best < _SURE:
            search.compare(search.folded, 2)
            if search.best < _SURE:
                search.compare_words()
        return search.ranked(limit)

    def kin(self, query: str, countries: Sequence[str] = ()) -> list[Hit]:
        """The places whose names have the consonants of the query, best first."""
        search = _Search(self, fold(query), tuple(countries))
        search.compare(search.folded, 0)
        return search.ranked()

    def near_bones(self, bone: str, countries: tuple[str, ...], reach: int) -> list[tuple[float, str, IndexFile]]:
        """(likeness, consonants, the file that has them), best first; with reach 0 those of the query alone."""
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        if reach == 0:
            return [(1.0, bone, file) for file in self.files]
        found: list[tuple[float, str, int]] = []
        for file in self.files:
            lengths = self._lengths(file, countries or (WORLD,))
            for length in range(len(bone) - reach, len(bone) + reach + 1):
                hits = process.extract(
                    bone, lengths.get(length, ()), scorer=Indel.normalized_similarity, limit=_SCAN, score_cutoff=_CUTOFF
                )
                found += [(score, text, file.number) for text, score, _ in hits]
        return [(score, text, self.files[number]) for score, text, number in sorted(found, reverse=True)[:_SCAN]]


def _by_length(file: IndexFile, countries: tuple[str, ...]) -> dict[int, list[str]]:
    """The consonants of some countries' names by their length."""
    found: dict[int, list[str]] = defaultdict(list)
    listed = file.bones(countries[0])
    if len(countries) > 1:
        listed = sorted({bone for country in countries for bone in file.bones(country)})
    for bone in listed:
        found[len(bone)].append(bone)
    return found


class _Search:
    """One query on its way: the best likeness, weight and kinship of each key so far."""

    def __init__(self, speller: Speller, folded: str, countries: tuple[str, ...]) -> None:
        self.speller, self.folded, self.countries = speller, folded, frozenset(countries)
        self.asked = countries
        self.best = 0.0
        self._found: dict[int, tuple[float, int, bool]] = {}

    def ranked(self, limit: int | None = None) -> list[Hit]:
        """What was found, best first."""
        best = sorted(self._found.items(), key=lambda item: (-item[1][0] - WEIGHT * item[1][1], item[0]))
        return [Hit(key, *found) for key, found in best[:limit]]

    def _keep(self, key: int, score: float, weight: str, *, kin: bool = False) -> None:
        """A place counts under the best of its names."""
        known = self._found.get(key)
        if score >= _LEAST and (known is None or score > known[0]):
            self._found[key] = score, int(weight), kin
            if score > self.best:
                self.best = score

    def _forms(self, file: IndexFile, bones: Sequence[str]) -> Iterator[tuple[str, Forms]]:
        """The names with each of these consonants in the countries asked for."""
        countries = self.countries
        for bone, forms in file.forms(bones):
            if countries and not countries.issuperset(forms[1::FIELDS]):
                names = (forms[at : at + FIELDS] for at in range(0, len(forms), FIELDS))
                forms = [field for name in names if name[1] in countries for field in name]
            yield bone, forms

    def _offer(self, file: IndexFile, bone: str, likeness: Callable[[str, str], float]) -> None:
        """Keep the places of these consonants."""
        for _, forms in self._forms(file, [bone]):
            fields = iter(forms)
            for row, _, weight, plain, heard in zip(*[fields] * FIELDS, strict=True):
                self._keep(file.full_key(int(row)), likeness(plain, heard), weight)

    def compare(self, folded: str, reach: int, share: float = 1.0) -> None:
        """Compare a name with those whose consonants come near."""
        sounded = sound(folded)
        if not sounded:
            return
        forms, near, firsts = self._gather(self.speller.near_bones(bones(sounded), self.asked, reach))
        abjad = not folded.isascii() and _ABJAD.search(folded) is not None
        for at, likeness in likenesses(plain_form(folded), sounded, forms, near, abjad=abjad):
            row, weight = forms[at * FIELDS], forms[at * FIELDS + 2]
            self._keep(firsts[at] | int(row), share * likeness, weight, kin=near[at] == 1.0)

    def _gather(self, bones: list[tuple[float, str, IndexFile]]) -> tuple[Forms, list[float], list[int]]:
        """The names with these consonants, nearest first, as many as are compared; how near each is, its file's first key."""
        known = {
            (file.number, bone): forms
            for file in self.speller.files
            for bone, forms in self._forms(file, [bone for _, bone, f in bones if f is file])
        }
        forms: Forms = []
        near: list[float] = []
        firsts: list[int] = []
        for alike, bone, file in bones:
            found = known[file.number, bone]
            forms += found
            count = len(found) // FIELDS
            near += [alike] * count
            firsts += [file.full_key(0)] * count
            if len(near) > _COMPARE:
                break
        return forms, near, firsts

    def compare_words(self) -> None:
        """One word of the query against whole names, and the query against one word of a name: for less."""
        folded, whole = self.folded, sound(self.folded)
        words = sorted(
            {bones(sound(w)) for w in folded.split(" ") if len(w) > 3 and w != folded}, key=len, reverse=True
        )[:2]
        core = without_qualifiers(folded)
        heard = sound(core)
        for file in self.speller.files:
            for bone in words:
                self._offer(file, bone, lambda _, name: 0.5 + 0.3 * len(name) / max(len(whole), len(name)))
            self._offer(file, "+" + bones(whole), lambda full, word: 0.5 + 0.3 * len(word) / int(full))
            if core != folded:
                self._offer(
                    file, "+" + bones(heard), lambda full, _: _QUALIFIED * (0.75 + 0.15 * len(heard) / int(full))
                )
        if core != folded:
            self.compare(core, 1, _QUALIFIED)


def scholarly(folded: str) -> str:
    """A name read as scholars and Slavic Latin alphabets write it: c for ts, j for y."""
    return _TSE.sub("ts", folded).replace("dj", "dzh").replace("j", "y")


def likenesses(
    plain: str, sounded: str, forms: Forms, near: Sequence[float], *, abjad: bool = False
) -> Iterator[tuple[int, float]]:
    """(number of the name, likeness 0..1) of those that are like a name, given as letters and sound; `near`: how like each one's consonants are.

    Of a name in a script without short vowels (`abjad`), all letters must be in the other; vowels may be more there.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Indel, JaroWinkler, LCSseq

    begins, common = JaroWinkler.normalized_similarity, LCSseq.similarity
    a, b, c, d = _WEIGHTS

    def covers(text: str, other: str) -> float:
        shared = common(text, other)
        return max(0.0, 1 - (len(text) - shared + _SHORT_VOWEL * (len(other) - shared)) / max(1, len(text)))

    ratio = covers if abjad else Indel.normalized_similarity
    letters, heard = forms[3::FIELDS], forms[4::FIELDS]
    alike: Iterable[tuple[float, int]]
    if abjad:
        alike = ((covers(sounded, other), at) for at, other in enumerate(heard))
    else:  # all in one call
        found = process.extract(sounded, heard, scorer=Indel.normalized_similarity, limit=None, score_cutoff=_UNLIKE)
        alike = ((score, at) for _, score, at in found)
    for score, at in alike:
        if score >= _UNLIKE:
            yield at, a * ratio(plain, letters[at]) + b * score + c * begins(sounded, heard[at]) + d * near[at]
