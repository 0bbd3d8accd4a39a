"""A report laid out for reading events: its sentences cut into clauses, its cast, its dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from geomap.gazetteer.belligerents import Belligerents
from geomap.geo import distance_km
from geomap.language.actors import Actor, Cast, cast
from geomap.language.attribution import Frame, frames
from geomap.language.clauses import Clause, clauses
from geomap.language.dates.clause import When, date_clause
from geomap.language.dates.intervals import interval
from geomap.language.denials import Denial, denials
from geomap.language.document import Document, Sentence
from geomap.language.events.roles import Use
from geomap.language.events.uses import uses
from geomap.language.grammar import Word
from geomap.language.tagging import sentence_words
from geomap.model import Publication, Resolution, TimeSpan

AIR = re.compile(
    r"\bair[- ]?(?:strike|raid|attack)s?\b|\bwarplanes?\b|\bfighter jets?\b|\bbomb(?:ed|ing) (?:campaign|raid)",
    re.IGNORECASE,
)
SINCE = re.compile(r"\bsince\s(?:the\s)?$")
WIDE = ("country", "admin1", "region", "sea")
SAME_SCENE_KM = 60.0
DONE = ("past", "perfect", "pluperfect")
GOING_ON = frozenset("they it he she then later also the these those this their its".split())  # the story goes on


@dataclass(frozen=True)
class Line:
    """One sentence: its words, clauses, the places of each clause, reporting frames and denials."""

    index: int
    sentence: Sentence
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    places: tuple[tuple[Use, ...], ...]
    frames: tuple[Frame, ...]
    denials: tuple[Denial, ...]


@dataclass(frozen=True)
class Scene:
    """All that the rules look at. Lines in page furniture are left out."""

    doc: Document
    cast: Cast
    lines: tuple[Line, ...]
    resolutions: tuple[Resolution, ...]
    times: tuple[TimeSpan, ...]
    publication: Publication

    @property
    def text(self) -> str:
        return self.doc.text

    @cached_property
    def strikes_fall_from_the_air(self) -> bool:
        """Whether a bare "strikes" in this report means air strikes."""
        return AIR.search(self.text) is not None

    def issuer(self) -> Actor | None:
        """Who issues a communique: the party that its heading names first."""
        named = (self.cast.all(line.words) for line in self.lines[:3])
        return next((actors[0] for actors in named if actors), None)

    @cached_property
    def _line_of(self) -> dict[int, Line]:
        """Lines by the identity of their sentence, the first where several share one."""
        return {id(line.sentence): line for line in reversed(self.lines)}

    def when(self, start: int, end: int, clause: Clause | None = None) -> When:
        """When the clause `start:end` happens; the date of a relative clause beside it is not its own."""
        since = self._since(clause) if clause is not None else None
        if since is not None:
            return since
        g = clause.group if clause is not None else None
        done = g is not None and g.finite and g.tense in DONE and not g.stance
        times = self._past if done else self.times  # "... trucked; one is due in May"
        if clause is not None:
            beside = [(c.start, own_end(c)) for c in self._asides(clause)]
            times = _without(times, [*beside, *self._elsewhere(clause)])
            end = min(end, own_end(clause)) if own_end(clause) > start else end
        return date_clause(self.doc, times, self.publication, start, end)

    @cached_property
    def _past(self) -> tuple[TimeSpan, ...]:
        """The times that do not begin after the day of publication."""
        today = self.publication.value
        return tuple(t for t in self.times if today is None or t.earliest is None or t.earliest <= today)

    def _since(self, clause: Clause) -> When | None:
        """ "since 19 July, when rebels crossed the river": on that day, not ever since."""
        if clause.opener != "sub:when":
            return None
        told = next((t for t in self.times_in(clause.sentence.start, clause.start) if clause.start - t.end <= 3), None)
        days = interval(told.value) if told is not None else None
        if told is None or days is None or not SINCE.search(self.text, max(0, told.start - 12), told.start):
            return None
        return days.earliest, days.latest, days.edtf, days.precision, told.basis

    def times_in(self, start: int, end: int) -> tuple[TimeSpan, ...]:
        """The times that begin in `start:end`."""
        return self.times[_cut(self.times, start) : _cut(self.times, end)]

    def holds_place(self, start: int, end: int) -> bool:
        """Whether a mention of a place lies within `start:end`."""
        mentions = self._mentions
        near = mentions[bisect_left(mentions, (start, 0)) : bisect_left(mentions, (end, 0))]
        return any(until <= end for _, until in near)

    @cached_property
    def _mentions(self) -> list[tuple[int, int]]:
        """The spans of all mentions, in order."""
        return sorted((r.mention.start, r.mention.end) for r in self.resolutions)

    def _elsewhere(self, clause: Clause) -> list[tuple[int, int]]:
        """The sentences just above that tell of other places: their days are not carried to this one."""
        line = self._line_of.get(id(clause.sentence))
        if line is None or any(w.low in GOING_ON for w in line.words[:3]):
            return []
        above = [x for n in (line.index - 2, line.index - 1) if (x := self._line_at.get(n)) is not None]
        timed = [x for x in above if self.times_in(x.sentence.start, x.sentence.end)]
        here = _spots(line) if timed else []
        told = [x for x in timed if any(c.group is not None for c in x.clauses)] if here else []
        apart = [x for x in told if (there := _spots(x)) and not _close(here, there)]
        return [(x.sentence.start, x.sentence.end) for x in apart]

    @cached_property
    def _line_at(self) -> dict[int, Line]:
        """Lines by the number of their sentence."""
        return {line.index: line for line in self.lines}

    def _asides(self, clause: Clause) -> list[Clause]:
        line = self._line_of.get(id(clause.sentence))
        if line is None:
            return []
        inside = clause.opener == "resume"
        return [
            c
            for c in line.clauses
            if c.index != clause.index
            and not (c.index + 1 == clause.index and clause.opener.startswith("sub:"))  # it hangs on that one
            and (c.opener.startswith("rel:") or (inside and c.opener == "part"))
        ]


def own_end(c: Clause) -> int:
    """Where a clause ends; a relative one before what goes on with the main clause: "which fell in May, | on 3 June"."""
    if not c.opener.startswith("rel:") or c.group is None:
        return c.end
    last = max((i for i in range(c.first, c.last - 1) if c.words[i].tag == "comma"), default=c.last)
    back = c.group.last < last < c.last - 1 and c.words[last + 1].tag == "prep"
    return c.words[last].start if back else c.end


def _cut(times: Sequence[TimeSpan], start: int) -> int:
    """How many of the times, which are in order, begin before `start`."""
    return bisect_left(times, start, key=lambda t: t.start)


def _without(times: tuple[TimeSpan, ...], spans: Iterable[tuple[int, int]]) -> tuple[TimeSpan, ...]:
    """The times that begin in none of the spans."""
    for start, end in spans:
        times = times[: _cut(times, start)] + times[_cut(times, end) :]
    return times


def _spots(line: Line) -> list[tuple[float, float]]:
    """Where the literal places of a line are, states and provinces aside."""
    found = (u.resolution for row in line.places for u in row if u.resolution.mention.role == "literal")
    return [
        (r.lat, r.lon)
        for r in found
        if r.place is not None and r.place.feature not in WIDE and r.lat is not None and r.lon is not None
    ]


def _close(here: Sequence[tuple[float, float]], there: Sequence[tuple[float, float]]) -> bool:
    return any(distance_km(a, b) <= SAME_SCENE_KM for a in here for b in there)


def outside_names(resolutions: tuple[Resolution, ...], company: Cast) -> tuple[Resolution, ...]:
    """Without places inside the name of a belligerent: nothing happens in the Iraq of "Islamic State of Iraq"."""
    spans = [(a, b) for a, b, _ in company.tables.find(company.text) if b - a > 12]
    kept = []
    for r in resolutions:
        m = r.mention
        inside = any(a <= m.start and m.end <= b and m.end - m.start < b - a for a, b in spans)
        if not (inside and m.role == "literal"):
            kept.append(r)
    return tuple(kept)


def lay_out(
    doc: Document,
    resolutions: Sequence[Resolution],
    times: Sequence[TimeSpan],
    publication: Publication,
    belligerents: Belligerents,
) -> Scene:
    """Cut a report into lines of clauses with their places, frames and denials; events and control share one cutting."""
    ordered = tuple(sorted(resolutions, key=lambda r: (r.mention.start, -r.mention.end)))
    return _laid_out(doc, ordered, tuple(times), publication, belligerents)


@lru_cache(maxsize=2)
def _laid_out(
    doc: Document,
    ordered: tuple[Resolution, ...],
    times: tuple[TimeSpan, ...],
    publication: Publication,
    belligerents: Belligerents,
) -> Scene:
    company = cast(doc.text, belligerents, ordered)
    ordered = outside_names(ordered, company)
    starts = [r.mention.start for r in ordered]
    lines: list[Line] = []
    for i, sentence in enumerate(doc.sentences):
        if doc.in_furniture(sentence.start):
            continue
        words = sentence_words(doc, sentence, ordered, starts)
        cut = tuple(clauses(words, sentence))
        if cut:
            told = tuple(tuple(uses(c)) for c in cut)
            lines.append(Line(i, sentence, words, cut, told, tuple(frames(company, cut)), tuple(denials(company, cut))))
    return Scene(doc, company, tuple(lines), ordered, times, publication)
