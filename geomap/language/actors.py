"""Who acts: actors found in noun phrases through the belligerent tables, else as written.

The search needs no gazetteer: names come from `gazetteer/belligerents`, nationalities from the mentions that are
already marked as demonyms or as standing for a government, generic nouns ("rebels", "the army") from the countries
that the report speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.gazetteer.belligerents import Belligerent, Belligerents
from geomap.language.boundaries import TIMES
from geomap.language.grammar import Word
from geomap.language.war_words import TROOPS
from geomap.model import Resolution

FORCE_NOUNS = TROOPS | frozenset(
    """army military navy air-force airforce government regime jets warplanes planes aircraft helicopters drones artillery
    gunners police commandos officials authorities defence defense ministry artillery tanks strikes airstrikes shelling
    shells missiles rockets fire air officers pilots marines president security border invasion""".split(),
)
OPPOSED = re.compile(r"(?:opposed to|opposing|against|fighting|hostile to|anti-)\s*(?:the\s+)?$", re.IGNORECASE)
LEAD = re.compile(
    r"^(?:the|a|an|some|around|about|at least|more than|up to|hundreds of|dozens of|thousands of|scores of|several|many|two|three|its|their|his|both|these|those|this)\s+",
    re.IGNORECASE,
)
ATTACHED = re.compile(
    r"-(?:backed|linked|trained|made|bound|held|led|controlled|supplied|funded|allied|aligned|supported|run|operated|owned|built|supplied|armed|sponsored)\b",
    re.IGNORECASE,
)


BACKED = re.compile(r"[A-Z]\w+-backed")
GROUPS_WITHIN = frozenset(
    """kurdish rebel opposition tribal druze shia shiite shi'ite sunni islamist jihadist separatist turkmen resistance
    insurgent militant""".split()
)


GROUP_NOUNS = frozenset(
    "militants insurgents jihadists jihadis rebels gunmen fighters extremists islamists paramilitaries".split()
)
LATER = frozenset("later earlier afterwards ago".split())
SMALL = frozenset("one two three four five six seven eight nine ten few several same".split())
THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
RECENT = 300  # characters before "the militants" in which they were named


class Actor(NamedTuple):
    """An actor: its name in the tables (else as written), as written, its side (None where no table has it), its country."""

    name: str
    written: str
    side: str | None
    country: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cast:
    """The belligerent tables seen from one report: `countries` in order of how often the report names them."""

    text: str
    tables: Belligerents
    countries: tuple[str, ...]
    known: dict[tuple[int, int], tuple[Actor, ...]] = field(default_factory=dict, compare=False, repr=False)

    def all(self, words: Sequence[Word]) -> list[Actor]:
        """Every actor that a phrase names, in order; phrases are asked for again and again, and looked up once."""
        if not words:
            return []
        span = (words[0].start, words[-1].end)
        if span not in self.known:
            self.known[span] = tuple(self._find(words))
        return list(self.known[span])

    def _find(self, words: Sequence[Word]) -> list[Actor]:
        start, end = words[0].start, words[-1].end
        piece = self.text[start:end]
        found = [
            self._named(start + a, start + b, row)
            for a, b, row in self.tables.find(piece, self.countries)
            if not OPPOSED.search(piece[:a])
        ]
        found = [self._meant(a) for a in found]
        named = tuple(found)
        for i, word in enumerate(words):
            if word.place is None or any(f.start < word.end and word.start < f.end for f in named):
                continue
            actor = self._national(words, i)
            if actor and not OPPOSED.search(piece[: word.start - start]):
                found.append(actor)
        return sorted(found, key=lambda a: a.start)

    def one(self, words: Sequence[Word]) -> Actor | None:
        """The first actor of a phrase; without one in the tables, the phrase itself."""
        named = self.named(words)
        return named[0] if named else self.as_written(words)

    def named(self, words: Sequence[Word]) -> list[Actor]:
        """The actors of a phrase, those with a name or nationality before generic nouns."""
        found = self.all(words)
        return sorted(found, key=lambda a: a.start >= 0 and not a.country and not self.tables.is_name(a.written))

    def _meant(self, actor: Actor) -> Actor:
        """Whom "the militants" means: the armed group that was named last before, if the noun fits it."""
        noun = actor.written.lower()
        if noun not in GROUP_NOUNS or not THE.search(self.text, max(0, actor.start - 5), actor.start):
            return actor
        start = max(0, actor.start - RECENT)
        before = self.tables.find(self.text[start : actor.start], self.countries)
        groups = [
            row for a, b, row in before if row.kind != "state" and self.tables.is_name(self.text[start + a : start + b])
        ]
        if not groups:
            return actor
        row = groups[-1]
        return actor._replace(name=row.name, side=row.side or None)

    def _named(self, start: int, end: int, row: Belligerent) -> Actor:
        country = row.countries[0] if row.countries and row.kind == "state" else ""
        return Actor(row.name, self.text[start:end], row.side or None, country, start, end)

    def _national(self, words: Sequence[Word], i: int) -> Actor | None:
        """A nationality with a force ("Malian troops"), or a country or capital that stands for its government."""
        word = words[i]
        r = word.place
        if r is None or r.place is None or r.mention.role == "organisation":
            return None
        if ATTACHED.match(self.text[word.end : word.end + 12]):
            return None
        country = r.place.country
        if r.mention.role == "demonym":
            force = next(
                (w for w in words[i + 1 : i + 5] if w.low in FORCE_NOUNS or w.low.rstrip("s") in FORCE_NOUNS), None
            )
            if any(w.low in GROUPS_WITHIN for w in words[i + 1 : i + 4]):
                return None  # "Syrian Kurdish forces" are not Syria's
            plural = word.text.endswith("s") and not word.text.endswith("ss")
            if force is None and not plural:
                return None
            between = words[i + 1 : words.index(force)] if force else ()
            end = force.end if force and not any(w.tag == "and" or w.place for w in between) else word.end
        elif r.mention.role == "associative" or (
            r.place.feature == "country" and not (i and words[i - 1].tag in ("prep", "noun", "name"))
        ):
            end = word.end
        else:
            return None
        if not country:
            return None
        row = self.tables.state(country)
        written = self.text[word.start : end]
        if row is None:
            name = r.place.name
            return Actor(name, written, name.lower(), country, word.start, end)
        return Actor(row.name, written, row.side or None, country, word.start, end)

    def as_written(self, words: Sequence[Word]) -> Actor | None:
        """The phrase itself as an actor without a side; None for pronouns and long phrases."""
        kept = [w for w in words if w.tag not in ("quote", "stop")]
        cut = next((i for i, w in enumerate(kept) if w.tag in ("comma", "rel", "sub") and i), len(kept))
        kept = list(_without_time(kept[:cut]))
        if not kept or all(w.tag in ("pron", "det", "adv", "num") for w in kept):
            return None
        written = " ".join(self.text[kept[0].start : kept[-1].end].split())
        written = LEAD.sub("", written).rstrip(".,;:!?")
        written = written.removeprefix("of ")
        if not written or len(written) > 90:
            return None
        backed = BACKED.match(written)
        row = self._backed(backed[0]) if backed else None
        if row is not None:
            return Actor(row.name, written, row.side or None, "", kept[0].start, kept[-1].end)
        return Actor(written, written, None, "", kept[0].start, kept[-1].end)

    def _backed(self, lead: str) -> Belligerent | None:
        """Who "X-backed groups" are: the belligerent that the tables call X-backed rebels, forces or fighters."""
        for noun in ("rebels", "forces", "fighters", "militias"):
            name = f"{lead} {noun}"
            for start, end, row in self.tables.find(name, self.countries):
                if (start, end) == (0, len(name)):
                    return row
        return None


def _without_time(words: Sequence[Word]) -> Sequence[Word]:
    """A phrase without the time that stands before or behind it: "three days later the men", "commandos a day later"."""
    later = next((i for i, w in enumerate(words) if w.low in LATER), None)
    if later is not None and later + 1 < len(words) and all(_of_time(w) for w in words[:later]):
        return words[later + 1 :]
    end = next((i for i, w in enumerate(words) if i and (_of_time(w) and w.tag != "det")), None)
    timed = end is not None and any(w.low in TIMES or w.low in LATER for w in words[end:])
    kept = words[:end] if timed else words
    while kept and kept[-1].tag in ("and", "det"):
        kept = kept[:-1]
    return kept


def _of_time(w: Word) -> bool:
    return w.low in TIMES or w.tag in ("num", "det") or w.low in SMALL


def cast(text: str, tables: Belligerents, resolutions: Sequence[Resolution]) -> Cast:
    """The cast of a report: its countries by how often they are named, those of literal places first on equal counts."""
    counts: Counter[str] = Counter()
    for r in resolutions:
        if r.place is not None and r.place.country:
            counts[r.place.country] += 2 if r.mention.role == "literal" else 1
    ordered = tuple(sorted(counts, key=lambda c: (-counts[c], c)))
    return Cast(text, tables, ordered)
