"""Which time dates a clause: told in it, in its sentence, carried from the sentence before, or the day of writing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from geomap.language.dates.context import FUTURE, PAST
from geomap.language.dates.intervals import shift_days, to_edtf
from geomap.language.dates.offers import form
from geomap.language.dates.steps import move
from geomap.language.dates.vocabulary import fold
from geomap.language.document import Document, Sentence
from geomap.model import DateBasis, DatePrecision, Publication, TimeSpan

When = tuple[date | None, date | None, str, DatePrecision, DateBasis]
FINE: dict[str, int] = {"day": 0, "week": 1, "range": 2, "month": 3, "season": 4, "year": 5, "unknown": 6}
SAYING = re.compile(
    r"\b(?:said|says|told|added|announced|reported|reports|claimed|denied|confirmed|stated|warned|statement|according|quoted|posted|wrote|tweeted|"
    r"acknowledged|declared|insisted|noted|report|spokesman|spokeswoman|spokesperson|reporters|journalists|agency|interview)\s(?:(?:late|early|earlier)\s)?(?:on\s|in\s)?$"
)
NOMINAL = re.compile(r"\b(?:the|his|her|its|their|a|an|of|that)\s$")
BACKGROUND = re.compile(r"\b(?:after|before|since|following|until|from)\s(?:the\s|a\s|an\s)?$")
LINK = re.compile(r"\s(after|before|following)\b")
PERIOD = re.compile(r"P(\d+)([DWMY])")
JOINT = re.compile(r",\s(?:and|but|while|whereas|though|although)\s|\s\u2013\s|\s\u2014\s|;")
OWN_CLAUSE = re.compile(
    r";|,\s(?:and|but|while|whereas|though|although|as)\s(?:the|a|an|its|their|his|her|they|he|she|it|this|that|these|those|some|more|at|[A-Z0-9])"
)
PARAGRAPH_END = re.compile(
    r"\n[ \t\r]*\n|\n[ \t]*(?:[-*\u2022\u2013\u25cf]|\d{1,2}[.)])[ \t]"
)  # or the next item of a list
HEADING = re.compile(r"\n[ \t]*(?![-*\u2022\u2013])[^\n]{1,60}(?<![.!?:;,\"\u201d\s])[ \t\r]*(?=\n)")
PRESENT = re.compile(r"\b(?:is|are|has|have|says|say|holds|hold|controls|control|remains|remain|now|currently|still)\b")
NARRATIVE = re.compile(
    r"\b(?:was|were|had|did|took|began|came|went|left|fell|rose|killed|held|made|met|got|became|saw|gave|found|lost|won|led|sent|brought|hit|shot|struck|broke|"
    r"wrote|spoke|kept|stood|grew|drove|flew|fled|sank|quit|overran|withdrew|threw|fought|caught|ran|swept|blew|laid|stole|tore|spread|split|froze|retook|set|cut|"
    r"put|burnt|sought|bought|paid|(?!need|succeed|exceed|feed|speed|seed|indeed|proceed|united|armed|allied|hundred|limited|masked|unarmed)[a-z]{2,14}ed)\b"
)
SECTION = 6000  # characters that the section of a log may have
REACH = 1500  # characters before and behind a clause in which its time is looked for
LOG = 40  # times among which the heading of a section is looked for
CARRY = 2  # sentences that a narrative carries its day
UNDATED: When = (None, None, "", "unknown", "none")


def date_clause(doc: Document, times: Sequence[TimeSpan], publication: Publication, start: int, end: int) -> When:
    """When what the clause `doc.text[start:end]` tells happens: (first day, last day, EDTF, precision, basis).

    Looks in the clause, then in its sentence, then (for a narrative in the past) in the two sentences before within the
    paragraph; else it is the week up to the publication day, basis "publication", or from that day on for a plan.
    With nothing to go by: (None, None, "", "unknown", "none"). `times` is what `find_times` gave for `doc`, in its order.
    What counts from a proposed day of publication has the basis "chronology".
    """
    i = max(bisect_right(doc.sentences, start, key=lambda s: s.start) - 1, 0)
    first = max(doc.sentences[max(i - CARRY, 0)].start, start - REACH)
    last = min(max(doc.sentences[i].end, end), end + REACH)
    close = times[bisect_left(times, first, key=lambda t: t.start) : bisect_left(times, last, key=lambda t: t.start)]
    sentence = doc.sentences[i]
    proposed = publication.basis == "chronology"
    counted = from_other_clause(doc, close, start, sentence.start)
    found = told_in_sentence(doc, close, start, end, sentence)
    if counted and not (found and start <= found.start < end):
        return counted
    future = leans_ahead(fold(doc.text[start:end]))
    if not found and not future and narrates(fold(doc.text[start:end])):
        found = carry(doc, [t for t in close if t.start < sentence.start and t.earliest], sentence.start)
        found = found or headed(doc, times, sentence.start)
    if found:
        basis: DateBasis = "chronology" if proposed and found.basis == "relative" else found.basis
        return found.earliest, found.latest, found.edtf, found.precision, basis
    return by_publication(publication, future)


def told_in_sentence(
    doc: Document, close: Sequence[TimeSpan], start: int, end: int, sentence: Sentence
) -> TimeSpan | None:
    """The time told in the clause, else the one in its sentence that governs it."""
    usable = [
        t
        for t in close
        if t.earliest and t.start >= sentence.start and t.type != "SET" and not doc.in_furniture(t.start)
    ]
    inside = [t for t in usable if start <= t.start and t.end <= end]
    if inside:
        return min(inside, key=lambda t: (weight(doc, t), fineness(t), t.start))
    governing = [t for t in usable if t.end <= start or not own_clause(doc.text[end : t.start])]
    governing = [t for t in governing if t.start >= end or ";" not in doc.text[t.end : start]]
    return min(
        governing,
        key=lambda t: (weight(doc, t), steps(doc.text, t, start, end), fineness(t), gap(t, start, end)),
        default=None,
    )


def own_clause(between: str) -> bool:
    """Whether the words from a clause to a time behind it begin a clause with its own subject."""
    return bool(OWN_CLAUSE.search(between))


def steps(text: str, t: TimeSpan, start: int, end: int) -> int:
    """How many joints of the sentence (", and", ", but", ", while") lie between the clause and the time."""
    between = text[end : t.start] if t.start >= end else text[t.end : start]
    return len(JOINT.findall(between))


def gap(t: TimeSpan, start: int, end: int) -> int:
    """Characters between the clause and the time."""
    return min(abs(t.start - end), abs(start - t.end))


def fineness(t: TimeSpan) -> int:
    """0 for a day to 6 for what is unknown; "now" says little."""
    return 5 if t.value == "PRESENT_REF" else FINE[t.precision]


def weight(doc: Document, t: TimeSpan) -> int:
    """0 for a time that can date the clause, more for one of a saying, of a noun, or of the background."""
    before = fold(doc.text[max(0, t.start - 30) : t.start])
    after = doc.text[t.end : t.end + 2]
    nominal = bool(NOMINAL.search(before)) and after[:1] == " " and after[1:2].isalpha() and t.precision == "day"
    return 2 * bool(SAYING.search(before)) + nominal + bool(BACKGROUND.search(before) and "/" not in t.edtf)


def from_other_clause(doc: Document, close: Sequence[TimeSpan], start: int, first: int) -> When | None:
    """For the clause after "a week after": that much before the time of the clause in front of it."""
    for t in close:
        if t.type != "DURATION" or not first <= t.start <= start:
            continue
        link, period = LINK.match(fold(doc.text[t.end : t.end + 12])), PERIOD.fullmatch(t.value)
        if not link or not period:
            continue
        front = [n for n in close if n.earliest and first <= n.start and n.end <= t.start]
        told = min(front, key=lambda n: (weight(doc, n), fineness(n), n.start), default=None)
        if told and told.earliest and told.latest:
            n = float(period[1]) * (1 if link[1] == "before" else -1)
            begin, end = move(told.earliest, period[2], n), move(told.latest, period[2], n)
            return begin, end, to_edtf(begin, end), told.precision if period[2] == "D" else "week", "relative"
    return None


def headed(doc: Document, times: Sequence[TimeSpan], sentence_start: int) -> TimeSpan | None:
    """The date that heads the section of a log: alone on its line, with no other heading between it and the sentence."""
    i = bisect_left(times, sentence_start, key=lambda t: t.start)
    for t in reversed(times[max(i - LOG, 0) : i]):
        if sentence_start - t.end > SECTION:
            return None
        if t.earliest and t.type == "DATE" and t.precision == "day" and form(doc.text, t) == "page":
            another = any(
                o is not t and o.earliest and form(doc.text, o) == "page" for o in times[max(i - LOG, 0) : i + LOG]
            )
            return t if another and not HEADING.search(doc.text, t.end, sentence_start) else None
    return None


def narrates(clause: str) -> bool:
    """Whether the folded clause is told as done: a verb in the past before any mark of the present."""
    past, present = NARRATIVE.search(clause), PRESENT.search(clause)
    return bool(past) and (not present or past.start() < present.start())  # type: ignore[union-attr]


def leans_ahead(clause: str) -> bool:
    """Whether the folded clause tells of what is to come: its first verb mark is one of the future."""
    future, past = FUTURE.search(clause), PAST.search(clause)
    return bool(future) and (not past or future.start() < past.start())  # type: ignore[union-attr]


def carry(doc: Document, before: Sequence[TimeSpan], sentence_start: int) -> TimeSpan | None:
    """The day told last in the sentences just before, in the same paragraph."""
    for t in reversed(before):
        if PARAGRAPH_END.search(doc.text, t.end, sentence_start + 3):
            return None
        quiet = BACKGROUND.search(fold(doc.text[max(0, t.start - 30) : t.start])) or doc.in_furniture(t.start)
        if t.precision == "day" and t.value != "PRESENT_REF" and t.type != "SET" and not quiet:
            return t
    return None


def by_publication(publication: Publication, future: bool) -> When:
    """Dated by the report's own day: the week up to it for what is told, from it on for what is planned."""
    day = publication.value
    if day is None:
        return UNDATED
    basis: DateBasis = "chronology" if publication.basis == "chronology" else "publication"
    if future:
        return day, None, to_edtf(day, None), "unknown", basis
    first = shift_days(day, -6)
    return first, day, to_edtf(first, day), "week", basis
