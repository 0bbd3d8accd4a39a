"""A document seen as parallel lists of words: what the place work asks for again and again, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from operator import not_

from geomap.language.document import ABBREVIATIONS, Document
from geomap.language.words import FUNCTION, HYPHEN_ASSOCIATIVE, HYPHEN_LITERAL

LOWER, TITLE, UPPER = 0, 1, 2
#: Words that may stand inside a name between two capitalised ones.
CONNECTORS = frozenset(
    "of the de la le les del du des da do dos el al ul bin ibn van der den von di upon sur en".split()
)
NAME_ABBREVIATIONS = frozenset(ABBREVIATIONS) - frozenset("a.m p.m e.g i.e etc no nos km approx".split())


@dataclass(slots=True)
class View:
    """Words of a document: text, offsets, lower case, capitals, sentence number, and where a line ends before a word."""

    doc: Document
    words: list[str]
    starts: list[int]
    ends: list[int]
    low: list[str]
    caps: bytearray
    sentence: list[int]
    breaks: bytearray  # 1: a line end lies before the word, 2: a blank line or a wide gap
    seen_lower: frozenset[str]

    def __len__(self) -> int:
        return len(self.words)

    def text(self, first: int, last: int) -> str:
        """The text from token `first` up to, not including, token `last`."""
        return self.doc.text[self.starts[first] : self.ends[last - 1]]


def look(doc: Document) -> View:
    """The view of a document."""
    words, starts, ends, blanks = doc.tokens
    low = "\n".join(words).lower().split("\n") if words else []  # three calls, however many words
    caps, breaks = bytearray(len(words)), bytearray(len(words))
    for i in [i for i, (word, small) in enumerate(zip(words, low, strict=True)) if word != small]:
        word = words[i]
        if word[0].isupper():
            caps[i] = UPPER if len(word) > 1 and word.isupper() else TITLE
        elif len(word) > 3 and "-" in word and word[word.find("-") + 1 :][:1].isupper():
            caps[i] = TITLE  # "al-Shughour", "ez-Zor"
    for i, gap in enumerate(blanks):
        if gap and gap != " ":
            if len(gap) == 1:
                breaks[i] = gap in _LINE_ENDS
                continue
            lines = gap.count("\n")
            breaks[i] = 2 if lines > 1 or len(gap) > 8 else 1 if lines or len(gap) > 3 or "\t" in gap else 0
    sentence = [0] * len(words)
    for number, s in enumerate(doc.sentences):
        sentence[s.first : s.last] = [number] * (s.last - s.first)
    lower = frozenset(compress(words, map(not_, caps)))
    return View(doc, words, starts, ends, low, caps, sentence, breaks, lower)


_LINE_ENDS = "\n\t\r\x0b\x0c\u2028\u2029"


def chunks(view: View) -> list[tuple[int, int]]:
    """Token ranges of capitalised runs, connectors and full stops of abbreviations inside them included."""
    found, i, n = [], 0, len(view)
    low, caps = view.low, view.caps
    while i < n:
        if not caps[i] or (
            low[i] in FUNCTION and view.words[i] != "US" and not _arabic_article(view, i)
        ):  # the pronoun "us" is never in capitals
            i += 1
            continue
        j = _grow(view, i, n)
        found.append((i, j))
        i = j
    return found


def _arabic_article(view: View, i: int) -> bool:
    """Whether "As", "An", "At", "Am" opens a name: a word that takes places stands before it ("in As Suwayda")."""
    if view.words[i] not in _ARTICLES or i == 0 or view.sentence[i - 1] != view.sentence[i] or i + 1 >= len(view):
        return False
    return view.low[i - 1] in _TAKING_PLACES and view.caps[i + 1] == TITLE and view.low[i + 1] not in FUNCTION


_ARTICLES = frozenset(("As", "An", "At", "Am", "Ad", "Ar", "Az"))
_TAKING_PLACES = frozenset("in of to from near at and or via through around towards toward outside into".split())


def _grow(view: View, i: int, n: int) -> int:
    low, caps, breaks, words, sentence = view.low, view.caps, view.breaks, view.words, view.sentence
    j = i + 1
    if (
        "-" in words[i] and words[i].rpartition("-")[2] in _ENDINGS
    ):  # "Rebel-held Ziwa": the compound stands before the name
        return j
    while j < n and sentence[j] == sentence[i] and breaks[j] < 2:
        if breaks[j] and not _wrapped(view, j):
            break
        if (
            (
                caps[j]
                and (low[j] not in FUNCTION or low[j] in CONNECTORS)
                and (low[j] not in CONNECTORS or _carries(view, j, n))
            )
            or (low[j] in CONNECTORS and _carries(view, j, n))
            or (
                words[j] == "."
                and low[j - 1] in _SHORTENED
                and j + 1 < n
                and caps[j + 1]
                and sentence[j + 1] == sentence[i]
                and not breaks[j + 1]
            )
            or (words[j] == "&" and j + 1 < n and caps[j + 1] and not breaks[j + 1])
        ):
            j += 1
        else:
            break
    return j


_ENDINGS = HYPHEN_LITERAL | HYPHEN_ASSOCIATIVE
_SHORTENED = NAME_ABBREVIATIONS | frozenset("abcdefghijklmnopqrstuvwxyz")


def _carries(view: View, j: int, n: int) -> bool:
    """Whether a connector at `j` leads on to a capitalised word of the same line."""
    k = j + 1
    if k < n and view.low[k] in CONNECTORS and not view.breaks[k]:
        k += 1
    return k < n and bool(view.caps[k]) and view.low[k] not in FUNCTION and not view.breaks[k]


def _wrapped(view: View, j: int) -> bool:
    """Whether the line end before token `j` is only the wrap of running text: the line before it is long."""
    end, text = view.ends[j - 1], view.doc.text
    line = text.rfind("\n", 0, end)
    return end - line > 55
