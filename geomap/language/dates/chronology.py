"""Propose a day of publication from landmark events that a report tells: "the second day of air strikes by ...".

The events lie in gazetteer/chronology.csv. A proposal needs one very specific phrase (a counted day of, or so many days
after, one landmark) or two signals that agree; everything else gives none. It is always shown as a proposal.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from geomap.language.dates.intervals import shift_days, shift_months
from geomap.language.dates.vocabulary import fold, number, ordinal
from geomap.language.document import Document

COUNT = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
NTH = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,3}(?:st|nd|rd|th))"
ORDINAL_DAY = re.compile(
    rf"\b(?P<n>{NTH})\s(?:straight\s|consecutive\s|successive\s|full\s)?(?P<unit>day|week)\s(?:of|since|in)\b|"
    rf"\b(?:entered|enters|entering|in|into|now\sin)\s(?:its|their|his|the|a)\s(?P<n2>{NTH})\s(?P<unit2>day|week)\b|"
    rf"\bday\s(?P<n3>\d{{1,4}}|one|two|three|four|five|six|seven|eight|nine|ten)\sof\b|\b(?P<n4>{NTH})\s(?P<unit4>anniversary)\sof\b"
)
COUNTED_AFTER = re.compile(rf"\b(?P<n>{COUNT}|the)\s(?P<unit>day|week)s?\s(?:after|since)\b")
RECENT = re.compile(
    r"\b(?P<week>last\sweek|in\sthe\spast\sweek)|\b(?:this\sweek|yesterday|overnight|over\sthe\sweekend|(?:on|last)\s(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
YEARS_OF_WAR = re.compile(
    rf"\b(?P<n>{COUNT})[- ]years?(?:[- ](?:old|long))?\s(?:civil\s|brutal\s|bloody\s)?(?:war|conflict|insurgency)\b"
)
FORMER = re.compile(r"(?:former|ex-|then-|late|ousted|deposed|ex)\s?(?:\w+\s)?$")
WORD = re.compile(r"[^\W_]+")
READ = 60_000  # characters of a report in which landmarks are looked for
SPECIFIC = 3  # terms of a landmark that must stand beside a counted phrase
TERM = 9 * 366  # days; a longer term of office says too little to support a date
SPAN = 160  # characters after (or before) a counted phrase in which the landmark must be named
KINDS = frozenset({"start", "war", "office"})


@dataclass(frozen=True, slots=True)
class Landmark:
    """A dated event: `kind` is "start" of a campaign, a "war", a leader's term of "office", or "" for any other."""

    id: str
    start: date
    end: date
    theatre: str
    event: str
    keywords: re.Pattern[str]
    places: re.Pattern[str]
    actors: re.Pattern[str]
    kind: str
    key_heads: frozenset[str]
    place_heads: frozenset[str]

    def told_in(self, low: str, words: frozenset[str]) -> bool:
        """Whether a key word and a place (for a leader: the title and name) occur; `words` rules most out at once."""
        if not (words & self.key_heads and (self.kind == "office" or words & self.place_heads)):
            return False
        return bool(self.keywords.search(low) and (self.kind == "office" or self.places.search(low)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed day of publication, the landmark behind it and the words that led there.

    `specific` when a counted phrase names the day ("the second day of ..."), not just news of the landmark.
    """

    day: date
    event: str
    reason: str
    specific: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """One reading of the text: the day it speaks for, from which landmark, and how strongly."""

    day: date
    landmark: Landmark
    words: str
    weight: int
    specific: bool


@lru_cache(maxsize=1)
def landmarks() -> tuple[Landmark, ...]:
    """The landmark events of gazetteer/chronology.csv, in file order."""
    from geomap.gazetteer.data import folder

    with (folder() / "chronology.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(_landmark(row) for row in csv.DictReader(stream))


def _landmark(row: dict[str, str]) -> Landmark:
    kind = row["note"].split(":")[0].strip()
    return Landmark(
        id=row["id"], start=date.fromisoformat(row["date_start"]), end=date.fromisoformat(row["date_end"]),
        theatre=row["theatre"], event=row["event"], keywords=_any(row["keywords"]), places=_any(row["places"]),
        actors=_any(row["actors"]), kind=kind if kind in KINDS else "",
        key_heads=_heads(row["keywords"]), place_heads=_heads(row["places"]),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _any(names: str) -> re.Pattern[str]:
    """A pattern for any of the names separated by semicolons; for none, one that never matches."""
    parts = sorted(
        (re.escape(fold(n.strip())).replace("\\ ", r"\s") for n in names.split(";") if n.strip()), key=len, reverse=True
    )
    return re.compile(rf"\b(?:{'|'.join(parts)})(?:s|'s)?\b" if parts else r"(?!)")


def _heads(names: str) -> frozenset[str]:
    """The first word of each name, also with the plural or possessive ending that texts add."""
    heads = [m[0] for n in names.split(";") if (m := WORD.search(fold(n)))]
    return frozenset(h + ending for h in heads for ending in ("", "s"))


def propose(doc: Document, newest: date | None = None) -> Proposal | None:
    """The day that landmark events speak for, or None.

    `newest` is the newest exact day that the text tells with its year: a proposal may not lie a month before it.
    """
    low = fold(doc.text[:READ])
    words = frozenset(WORD.findall(low))
    present = [k for k in landmarks() if k.told_in(low, words)]
    limits = [k for k in present if k.kind == "office" and holds_office(low, k)]
    wars = list(war_years(low, present))
    signals = [s for s in counted(doc, low, present) if fits(s.day, limits, wars, newest)]
    if signals:
        return decide(signals, "")
    recent = [s for s in retold(doc, low, present) if fits(s.day, limits, wars, newest)]
    terms = [k.event for k in limits if (k.end - k.start).days <= TERM]
    support = "; ".join(terms[:2] + [w[2] for w in wars[:1]])
    pairs = [
        s
        for s in recent
        if support or any(o.landmark.id != s.landmark.id and abs((o.day - s.day).days) <= 10 for o in recent)
    ]
    return decide(pairs, support)


def fits(day: date, limits: list[Landmark], wars: list[tuple[date, date, str]], newest: date | None) -> bool:
    """Whether leaders in office, the years of war and the newest day told allow the day."""
    in_office = all(k.start <= day <= k.end for k in limits)
    in_war = all(first <= day <= last for first, last, _ in wars)
    return in_office and in_war and (newest is None or newest <= shift_days(day, 31))


def decide(signals: list[Signal], support: str) -> Proposal | None:
    """The strongest signal, unless another as strong speaks for another time."""
    if not signals:
        return None
    top = max(s.weight for s in signals)
    best = [s for s in signals if s.weight == top]
    if max(s.day for s in best) > shift_days(min(s.day for s in best), 10):
        return None
    s = best[0]
    told = f"\u201c{s.words}\u201d, {s.landmark.event} ({s.landmark.start.isoformat()})"
    return Proposal(s.day, s.landmark.event, f"{told}; {support}" if support else told, s.specific)


def holds_office(low: str, k: Landmark) -> bool:
    """Whether the text names the leader with the title, and not as a former one."""
    found = list(k.keywords.finditer(low))[:20]
    return bool(found) and not any(FORMER.search(low[max(0, m.start() - 24) : m.start()]) for m in found)


def war_years(low: str, present: list[Landmark]) -> Iterator[tuple[date, date, str]]:
    """ "The four-year war": the span of days in which the one war told is that old."""
    m = YEARS_OF_WAR.search(low)
    wars = [k for k in present if k.kind == "war"]
    n = number(m["n"]) if m else None
    if m and n and len(wars) == 1:
        first = shift_months(wars[0].start, round(n * 12) - 3)
        yield first, shift_months(first, 15), f"{m[0]} ({wars[0].event})"


def counted(doc: Document, low: str, present: list[Landmark]) -> Iterator[Signal]:
    """Counted phrases: "the second day of", "a week after", with the landmark named beside them."""
    for pattern in (ORDINAL_DAY, COUNTED_AFTER):
        for m in pattern.finditer(low):
            s = doc.sentence_at(m.start())
            around = low[max(s.start, m.start() - SPAN) : min(s.end, m.end() + SPAN)]
            words = " ".join(doc.text[m.start() : min(s.end, m.end() + 60)].split())
            for k in present:
                day = count_from(m, k, pattern is ORDINAL_DAY)
                weight = strength(k, around, low)
                if day and weight >= SPECIFIC:
                    yield Signal(day, k, words, weight, True)


def count_from(m: re.Match[str], k: Landmark, is_ordinal: bool) -> date | None:
    """The day that a counted phrase names, from the landmark's first (or last) day."""
    if k.kind == "office" or (is_ordinal and k.kind not in {"start", "war"}):
        return None
    groups = m.groupdict()
    if not is_ordinal:
        n = 1.0 if groups["n"] == "the" else number(groups["n"])
        return (
            shift_days(k.end if k.kind == "" else k.start, round((n or 0) * (7 if groups["unit"] == "week" else 1)))
            if n
            else None
        )
    text = groups.get("n") or groups.get("n2") or groups.get("n3") or groups.get("n4") or ""
    nth = ordinal(text) or round(number(text) or 0)
    unit = groups.get("unit") or groups.get("unit2") or groups.get("unit4") or "day"
    if not nth:
        return None
    if unit == "anniversary":
        return shift_months(k.start, 12 * nth)
    return shift_days(k.start, (nth - 1) * (7 if unit == "week" else 1))


def strength(k: Landmark, around: str, low: str) -> int:
    """How many of the landmark's terms stand around: its key words, and an actor or a place; 0 when the key is missing."""
    key = max((len(m[0].split()) for m in k.keywords.finditer(around)), default=0)
    actor, place = bool(k.actors.search(around)), bool(k.places.search(around))
    if not key or not (actor or place) or not k.places.search(low):
        return 0
    return key + actor + place


def retold(doc: Document, low: str, present: list[Landmark]) -> Iterator[Signal]:
    """Landmarks told as news: "last week the rebels took ...", with key, place and actor in one sentence."""
    for s in doc.sentences:
        sentence = low[s.start : s.end]
        m = RECENT.search(sentence)
        if not m:
            continue
        for k in present:
            if k.kind == "" and k.keywords.search(sentence) and k.places.search(sentence) and k.actors.search(sentence):
                words = " ".join(doc.text[s.start : s.start + 80].split())
                yield Signal(shift_days(k.end, 5 if m["week"] else 1), k, words, strength(k, sentence, low), False)
