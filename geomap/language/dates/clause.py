"""Which time dates a clause: told in it, in its sentence, carried from the sentence before, or the day of writing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from geomap.language.dates.context import FUTURE, PAST
from geomap.language.dates.intervals import shift_days, to_edtf
from geomap.language.dates.steps import move
from geomap.language.dates.vocabulary import fold
from geomap.language.document import Document
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
CARRY = 2
UNDATED: When = (None, None, "", "unknown", "none")


def date_clause(doc: Document, times: Sequence[TimeSpan], publication: Publication, start: int, end: int) -> When:
    """When what the clause `doc.text[start:end]` tells happens: (first day, last day, EDTF, precision, basis).

    Looks in the clause, then in its sentence, then (for a narrative in the past) in the two sentences before within the
    paragraph; else it is the week up to the publication day, basis "publication", or from that day on for a plan.
    With nothing to go by: (None, None, "", "unknown", "none"). `times` is what `find_times` gave for `doc`.
    """
    usable = [t for t in times if t.earliest and not doc.in_furniture(t.start) and t.type != "SET"]
    sentence = doc.sentence_at(start)
    low = fold(doc.text[sentence.start : max(sentence.end, end)])
    inside = [t for t in usable if start <= t.start and t.end <= end]
    nearby = [t for t in usable if sentence.start <= t.start < sentence.end and t not in inside]
    counted = from_other_clause(doc, times, nearby, start, sentence.start)
    if counted and not inside:
        return counted
    for told in (inside, nearby):
        found = best(doc, told, start, end)
        if found:
            return found.earliest, found.latest, found.edtf, found.precision, found.basis
    future = leans_ahead(low, start - sentence.start, end - sentence.start)
    if not future:
        carried = carry(doc, usable, sentence.start)
        if carried:
            return carried.earliest, carried.latest, carried.edtf, carried.precision, "relative"
    return by_publication(publication, future)


def from_other_clause(
    doc: Document, times: Sequence[TimeSpan], nearby: Sequence[TimeSpan], start: int, first: int
) -> When | None:
    """For the clause after "a week after": that much before the time of the clause in front of it."""
    for t in times:
        if t.type != "DURATION" or not first <= t.start <= start:
            continue
        link = LINK.match(fold(doc.text[t.end : t.end + 12]))
        told = best(doc, [n for n in nearby if n.end <= t.start], first, t.start) if link else None
        period = PERIOD.fullmatch(t.value)
        if link and told and told.earliest and told.latest and period:
            n = float(period[1]) * (1 if link[1] == "before" else -1)
            begin, end = move(told.earliest, period[2], n), move(told.latest, period[2], n)
            return begin, end, to_edtf(begin, end), told.precision if period[2] == "D" else "week", "relative"
    return None


def best(doc: Document, told: Sequence[TimeSpan], start: int, end: int) -> TimeSpan | None:
    """The time that dates the clause: not one of a saying or of another event, the finest, the nearest."""

    def rank(t: TimeSpan) -> tuple[int, int, int, int]:
        before = fold(doc.text[max(0, t.start - 30) : t.start])
        after = doc.text[t.end : t.end + 2]
        nominal = bool(NOMINAL.search(before)) and after[:1] == " " and after[1:2].isalpha() and t.precision == "day"
        weight = 2 * bool(SAYING.search(before)) + nominal + bool(BACKGROUND.search(before) and "/" not in t.edtf)
        gap = 0 if start <= t.start < end else min(abs(t.start - end), abs(start - t.end))
        return weight, FINE[t.precision] if t.value != "PRESENT_REF" else 5, gap, t.start

    return min(told, key=rank, default=None)


def leans_ahead(low: str, start: int, end: int) -> bool:
    """Whether the clause tells of what is to come: its first verb mark is one of the future."""
    clause = low[start:end]
    future, past = FUTURE.search(clause), PAST.search(clause)
    return bool(future) and (not past or future.start() < past.start())  # type: ignore[union-attr]


def carry(doc: Document, usable: Sequence[TimeSpan], before: int) -> TimeSpan | None:
    """A day told in the sentences just before, in the same paragraph."""
    paragraph = max(doc.text.rfind("\n\n", 0, before), doc.text.rfind("\n \n", 0, before), 0)
    bounds = [s.start for s in doc.sentences if paragraph <= s.start < before][-CARRY:]
    if not bounds:
        return None
    days = [t for t in usable if bounds[0] <= t.start < before and t.precision == "day" and t.value != "PRESENT_REF"]
    days = [t for t in days if not BACKGROUND.search(fold(doc.text[max(0, t.start - 30) : t.start]))]
    return days[-1] if days else None


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
