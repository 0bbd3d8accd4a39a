"""A report cut into sentences and tokens, once, for all the text work."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from geomap.model import Report

_LETTER, _JOINT = r"[^\W\d_]", r"[\u2019'\u02bb\u02bc\u2018`\-]"
_POSSESSIVE = rf"['\u2019][sS](?!{_LETTER}|{_JOINT}{_LETTER})"  # at the end of a word only
TOKEN = re.compile(
    rf"((?:[A-Z]\.){{2,}}(?![a-z])|{_LETTER}+(?:(?!{_POSSESSIVE}){_JOINT}{_LETTER}+)*|(?<={_LETTER}){_POSSESSIVE}|\d+(?:[.,:]\d+)*|\S)",
)
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen lt col maj capt sgt cpl pvt adm cmdr brig rev hon gov sen rep pres st mt ft no nos vs etc inc
    ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun u.s u.n u.k a.m p.m e.g i.e
    approx est fig al jr sr ave blvd rd km calif ariz ala ark colo conn del fla ga ill ind kan ky la md mass mich minn miss
    mo mont neb nev okla ore pa tenn tex va vt wash wis wyo hdqrs""".split(),
)
LONGEST = 200  # tokens of a sentence: what runs on for longer is a list or noise, and rules look at whole sentences
_STOP = ".!?\u2026\u061f\u06d4"
#: Marks that may end a sentence, with the blanks after them; blank lines; line ends. One set of characters to begin
#: with, where one character decides, makes it nine times as quick as three patterns.
BREAK = re.compile(
    rf"[{_STOP}\n](?:(?<!\n)(?<![{_STOP}][{_STOP}])[{_STOP}]*(?P<quotes>[\"'\u201d\u2019)\]]*)(?P<blanks>\s+)|(?<=\n)(?P<gap>[ \t\r]*\n\s*)?)"
)


class Tokens(NamedTuple):
    """Words, numbers and marks as parallel lists: text, code-point offsets, and the blanks before each; possessive 's
    is a token of its own."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    blanks: list[str]


class Sentence(NamedTuple):
    """Offsets of a sentence and the range of its tokens: `tokens.words[first:last]`."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its tokens, sentences and furniture, which later stages share and never change.

    All follows from the report, so two documents of one report are equal.
    """

    report: Report
    tokens: Tokens = field(compare=False)
    sentences: tuple[Sentence, ...] = field(compare=False)

    @property
    def text(self) -> str:
        return self.report.text

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds `offset` (the nearest before it, between sentences)."""
        i = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return self.sentences[max(i, 0)]

    def in_furniture(self, offset: int) -> bool:
        """Whether `offset` lies in page furniture."""
        spans = self.report.furniture
        i = bisect_right(spans, offset, key=itemgetter(0)) - 1
        return i >= 0 and offset < spans[i][1]


def tokenise(text: str) -> Tokens:
    """Words, numbers and marks of `text` in order; hyphenated names stay whole, possessive 's is split off."""
    pieces = TOKEN.split(text)  # blanks, word, blanks, word ... blanks: nothing else lies between two tokens
    offsets = list(accumulate(map(len, pieces)))
    return Tokens(pieces[1::2], offsets[:-1:2], offsets[1::2], pieces[:-1:2])


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of sentences: full stops that end one, blank lines, and line ends that look like a heading's."""
    spans, start, wrapped = [], 0, _is_wrapped(text)
    for m in BREAK.finditer(text):
        if m["blanks"]:
            cut = m.end("quotes")
            if m.start("quotes") - m.start() == 1 and text[m.start()] == "." and not _stop_ends_sentence(text, m):
                continue
        elif m["gap"]:
            cut = m.start()
        else:
            before, after = text[max(start, m.start() - 90) : m.start()], text[m.end() : m.end() + 1]
            if len(before) >= 60 and before[-1:].isalnum() | (before[-1:] in ",;-") and not after.isupper():
                continue  # a wrapped line of running text
            if len(before) >= 60 and before[-1:] in ",;-":
                continue
            if wrapped and len(before) >= 50 and before[-1:].isalnum() and "\n" not in before[-45:]:
                continue  # hard-wrapped text: a line end is no end, capital or not
            cut = m.start()
        if text[start:cut].strip():
            spans.append(_trim(text, start, cut))
        start = m.end()
    if text[start:].strip():
        spans.append(_trim(text, start, len(text)))
    return spans


def _is_wrapped(text: str) -> bool:
    """Whether lines were cut at a fixed width: several of 55 to 90 characters and none longer."""
    lengths = [len(line) for line in text.split("\n", 400)[:400]]
    return max(lengths) <= 90 and sum(n >= 55 for n in lengths) >= 2


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


_LAST_WORD = re.compile(r"[\w.]+$")
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]")
_OPENER = re.compile(r"(?:The|A|An|In|On|At|It|He|She|They|But|And|This|That|We|I)\b")


def _stop_ends_sentence(text: str, m: re.Match[str]) -> bool:
    """A lone full stop: not after an abbreviation or an initial, unless what follows looks like a new paragraph."""
    if "\n" in m["blanks"]:
        return True
    following = text[m.end() : m.end() + 1]
    if following.islower():
        return False
    word = _LAST_WORD.search(text[max(0, m.start() - 20) : m.start()])
    if not word:
        return True
    last = word.group().lower()
    if len(last) == 1 and word.group().isupper():
        return False
    if "." in last and _DOTTED.fullmatch(last):  # U.S., p.m.: a new sentence only before an opening word
        return bool(_OPENER.match(text[m.end() : m.end() + 6]))
    return last not in ABBREVIATIONS


def read(report: Report) -> Document:
    """Cut a report into tokens and sentences."""
    tokens = tokenise(report.text)
    starts = tokens.starts
    sentences = []
    for start, end in sentence_spans(report.text):
        first, last = bisect_right(starts, start - 1), bisect_right(starts, end - 1)
        sentences += _cut(Sentence(start, end, first, last), tokens)
    if not sentences:
        sentences.append(Sentence(0, len(report.text), 0, len(starts)))
    return Document(report, tokens, tuple(sentences))


def _cut(sentence: Sentence, tokens: Tokens) -> list[Sentence]:
    """The sentence itself, or pieces of at most LONGEST tokens, cut after a comma or semicolon where there is one."""
    pieces, start, first = [], sentence.start, sentence.first
    while sentence.last - first > LONGEST:
        marks = (i for i in range(first + LONGEST - 1, first + LONGEST // 2, -1) if tokens.words[i] in ",;")
        cut = next(marks, first + LONGEST - 1) + 1
        pieces.append(Sentence(start, tokens.ends[cut - 1], first, cut))
        start, first = tokens.starts[cut], cut
    return [*pieces, Sentence(start, sentence.end, first, sentence.last)]
