"""Which place each name means: containment first, then one decision for the whole document.

Every distinct name (with what stands beside it) is one group. Groups are ranked by trained weights, a first time
alone, then in the light of the others' best candidates; "none of these" competes with its own score. A group leans
on others only through shares and distances, so that one bad name never empties the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from math import exp, log10
from operator import add, mul
from typing import TYPE_CHECKING

from geomap.language.objections import about_country, is_abroad, is_chief, is_generic, is_part, lands_of, objections
from geomap.language.phrases import Phrase
from geomap.language.rank import (
    FEATURES,
    FIXED,
    NONE_FEATURES,
    context_features,
    inside_any,
    rough_km,
    size_of,
    static_features,
    surroundings,
)
from geomap.language.weigh import table
from geomap.language.words import FLAVOUR
from geomap.model import Scored

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate

ROUNDS = 1
BOLD = 1.0  # log odds by which "none of these" must lead: a doubtful place with its confidence beats silence
KEPT = 10  # candidates of one name that are ranked
MOST = (
    200  # other places that a candidate is compared with: those named most, so that a book takes no square of its names
)


@dataclass(frozen=True, slots=True)
class Bias:
    """What the caller knows: countries and a position to prefer (never a filter), the outlet, the title."""

    countries: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    source: str = ""
    title: str = ""


@dataclass(slots=True)
class Group:
    """One name as it is used in a document, its candidates, and their probabilities (the last is "none")."""

    name: str
    candidates: list[Candidate]
    phrases: list[Phrase]
    links: list[tuple[str, Group]] = field(default_factory=list)
    fixed_features: list[list[float]] = field(default_factory=list)  # the first FIXED of FEATURES, by candidate
    fixed_scores: list[float] = field(default_factory=list)
    others_features: list[list[float]] = field(default_factory=list)  # the rest: what other names say
    none: list[float] = field(default_factory=list)
    against: list[float] = field(default_factory=list)  # log odds of what no training text says, by candidate
    p: list[float] = field(default_factory=list)
    best: int = -1
    shown: tuple[Scored, ...] | None = None  # the best candidates as they are published
    told: tuple[str, ...] | None = None  # the reasons of the decision
    words: Sequence[str] = ()  # of the document, kept for training
    fixed: bool = False  # a people: its country counts as named, nothing to decide

    def features(self, number: int) -> list[float]:
        """All features of a candidate, in the order of FEATURES."""
        return self.fixed_features[number] + self.others_features[number]

    @property
    def top(self) -> Candidate | None:
        """The best candidate, or None when "none of these" wins or there is none."""
        return self.candidates[self.best] if 0 <= self.best < len(self.candidates) else None


def group_phrases(phrases: Sequence[Phrase], bias: Bias) -> list[Group]:
    """Phrases that share a name, a class word and what they are linked to make one group."""
    groups: dict[tuple[object, ...], Group] = {}
    for p in phrases:
        key = (
            p.spot.name.lower(),
            p.classes,
            tuple((kind, q.spot.name.lower()) for kind, q in p.links if kind != "sibling"),
            p.role == "demonym",
            is_part(p),
        )
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(p.spot.name, [], [], fixed=p.role == "demonym")
        group.phrases.append(p)
    out = list(groups.values())
    for number, g in enumerate(out):
        for p in g.phrases:
            p.group = number
    _share_links(out)
    named = {c.country for g in out for c in g.phrases[0].spot.candidates if c.feature == "country"}
    areas = {(c.country, c.admin1) for g in out for c in g.phrases[0].spot.candidates if c.feature == "admin1"}
    for g in out:
        g.candidates = shortlist(g.phrases[0], named | set(bias.countries), areas)
    return out


def _share_links(groups: list[Group]) -> None:
    """Groups of one name share what one of their mentions is linked to: "Paris, Texas ... Paris"."""
    by_name: dict[tuple[str, tuple[str, ...]], list[Group]] = {}
    for g in groups:
        by_name.setdefault((g.name.lower(), ()), []).append(g)
        for p in g.phrases:
            for kind, q in p.links:
                pair = (kind, groups[q.group])
                if pair not in g.links and groups[q.group] is not g:
                    g.links.append(pair)
    for same in by_name.values():
        linked = [g for g in same if any(k == "comma" for k, _ in g.links)]
        if len(linked) == 1:
            for g in same:
                if not any(k in ("comma", "in") for k, _ in g.links):
                    g.links.extend(("echo", q) for k, q in linked[0].links if k == "comma")


def shortlist(phrase: Phrase, named: set[str], areas: set[tuple[str, str]]) -> list[Candidate]:
    """The candidates worth ranking: the largest, those of the class asked for, those where the document is."""
    found = phrase.spot.candidates
    if phrase.role != "demonym" and any(c.kind != "demonym" for c in found):
        found = tuple(c for c in found if c.kind != "demonym")
    if phrase.spot.name.isupper() and len(phrase.spot.name) < 7:
        found = tuple(c for c in found if c.kind in ("abbreviation", "code")) or found  # "U.S." is no village called Us
    if phrase.classes and (fitting := tuple(c for c in found if c.feature in phrase.classes)):
        found = fitting  # the class word decides: "Homs province" is never the city
    if len(found) <= KEPT:
        return list(found)

    def prior(c: Candidate) -> float:
        here = (c.country, c.admin1) in areas and c.feature != "admin1"
        return (
            log10(c.population + 1)
            + 3 * (c.feature in ("country", "admin1"))
            + 3 * here
            + (c.country in named)
            + 9 * (c.layer > 0)  # what was listed for this kind of report is always weighed
            + (c.feature in phrase.classes)
        )

    return sorted(found, key=prior, reverse=True)[:KEPT]


def flavour(low: Sequence[str]) -> str:
    """The country whose public life a document's words speak of, "" when they do not say (two words at least)."""
    tally = Counter(FLAVOUR[w] for w in low if w in FLAVOUR)
    if not tally:
        return ""
    country, n = max(tally.items(), key=lambda t: (t[1], t[0]))
    return country if n >= 2 else ""


_ROW = 1000  # cells of one degree are numbered in rows
_AROUND = tuple(dy * _ROW + dx for dy in (-1, 0, 1) for dx in (-1, 0, 1))


class Company:
    """Which groups have a candidate in a cell of one degree (or next to it), and in a first-level area.

    Names of one region support each other before any of them is decided: "Athens", "Henderson County", "Malakoff".
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self.cells: dict[int, set[int]] = {}
        self.areas: dict[tuple[str, str], set[int]] = {}
        self.share = [1 / (1 + len(g.candidates)) ** 0.5 for g in groups]
        self.names = [g.name.lower().split()[0] for g in groups]
        for i, g in enumerate(groups):
            for c in g.candidates:
                if c.feature == "country":
                    continue
                if c.admin1:
                    self.areas.setdefault((c.country, c.admin1), set()).add(i)
                if c.feature == "admin1":
                    continue
                self.cells.setdefault(int(c.lat) * _ROW + int(c.lon), set()).add(i)

    def support(self, number: int, c: Candidate) -> tuple[float, float]:
        """How much the other names speak for the candidate's surroundings and for its area (0 and up, logarithmic)."""
        if c.feature == "country":
            return 0.0, 0.0
        own = self.names[number]
        near: set[int] = set()
        if c.feature != "admin1":
            cell, cells = int(c.lat) * _ROW + int(c.lon), self.cells
            for step in _AROUND:
                if cell + step in cells:
                    near |= cells[cell + step]
        area = self.areas.get((c.country, c.admin1), ()) if c.admin1 else ()
        return self._weight(near, own), self._weight(area, own)

    def _weight(self, groups: Collection[int], own: str) -> float:
        if len(groups) < 2:  # the name itself
            return 0.0
        return log10(1 + 5 * sum([self.share[i] for i in groups if self.names[i] != own]))


def decide(
    groups: list[Group], bias: Bias, low: Sequence[str] = (), homes: frozenset[tuple[str, str]] = frozenset()
) -> None:
    """Rank the candidates of every group: alone, then together; `low` are the words of the document, `homes` the areas
    that its outlet is named after."""
    home, company = flavour(low), Company(groups)
    weights = table("resolve")
    w, w_none = (
        [weights["features"].get(f, 0.0) for f in FEATURES],
        [weights["none"].get(f, 0.0) for f in NONE_FEATURES],
    )
    for i, g in enumerate(groups):
        prepare(g, bias, home, [company.support(i, c) for c in g.candidates])
        g.fixed_scores = [sum(map(mul, w, f)) for f in g.fixed_features]
    for turn in range(ROUNDS + 1):
        about = about_country(groups, bias.countries) if turn else frozenset()
        abroad = turn > 0 and is_abroad(groups, home)
        lands = lands_of(groups, low) if turn else None
        tops = [(g.name, (g.top, g.p[g.best] * (1 + log10(len(g.phrases))))) for g in groups if g.top] if turn else []
        if len(tops) > MOST:
            tops = nlargest(MOST, tops, key=lambda top: top[1][1])
        for g in groups:
            featurise(g, [place for name, place in tops if name != g.name])
            near = lands if turn and is_generic(g, low) else None
            g.against = objections(g, about, homes, abroad=abroad, lands=near) if turn else []
            score(g, w[FIXED:], w_none)


def prepare(g: Group, bias: Bias, home: str, support: Sequence[tuple[float, float]]) -> None:
    """Features that do not change between rounds; `home` is the country that the document's words speak of."""
    most = max((size_of(c) for c in g.candidates), default=0.0)
    classes = g.phrases[0].classes
    spoken = sum(p.role == "associative" for p in g.phrases) / len(g.phrases)
    seats = {(c.country, c.admin1) for c in g.candidates if c.seat in ("capital", "admin1") or is_chief(c)}
    capitals = {c.country for c in g.candidates if c.seat == "capital"}
    abroad, bare = not any(c.country == home for c in g.candidates), not classes
    g.fixed_features = []
    for c, (near, area) in zip(g.candidates, support, strict=True):
        f, capital = c.feature, c.seat == "capital"
        g.fixed_features.append(
            [
                *static_features(c, most, classes),
                float(c.country in bias.countries) if bias.countries else 0.0,
                1 / (1 + rough_km(c, c._replace(lat=bias.near[0], lon=bias.near[1])) / 200) if bias.near else 0.0,
                f in ("region", "continent"),
                f in ("admin1", "admin2") and bare,
                spoken * (capital or f == "country"),
                capital and c.population > 100_000 and (abroad or not home),
                f == "admin1"
                and bare
                and (abroad or not home)
                and ((c.country, c.admin1) in seats or c.country in capitals),
                near,
                area,
                bool(home) and c.country == home,
                bool(home) and c.country != home,
            ]
        )
    spot = g.phrases[0].spot
    g.none = [
        1.0,
        max(-1.0, min(1.0, max(p.spot.score for p in g.phrases) / 8)),
        most / 7,
        log10(len(g.candidates) + 1),
        float(spot.last - spot.first > 1),
    ]


def featurise(g: Group, others: Sequence[tuple[Candidate, float]]) -> None:
    """What the others' best candidates say of each candidate."""
    if not others and not g.links:
        g.others_features = [_UNLINKED + _ALONE] * len(g.candidates)
        return
    around = surroundings(others) if others else None
    g.others_features = [
        (_link_features(g, c) if g.links else _UNLINKED) + (context_features(c, around) if around else _ALONE)
        for c in g.candidates
    ]


_UNLINKED = [0.0] * 6  # what _link_features gives without links
_ALONE = [0.0] * 8  # what context_features gives without other places


def _link_features(g: Group, c: Candidate) -> list[float]:
    comma = in_ = people = contains = sibling = 0.0
    asked = False
    for kind, other in g.links:
        areas = other.candidates[:1] if other.fixed else ([other.top] if other.top else other.candidates)
        if kind == "contains":
            contains = max(contains, float(any(inside_any(x, (c,)) for x in other.candidates)))
        elif kind == "sibling":
            top = other.top
            alike = top is not None and (
                (top.country, top.admin1) == (c.country, c.admin1) or top.feature == c.feature == "country"
            )
            sibling = max(sibling, float(alike))
        elif kind == "near":
            in_ = max(in_, float(any(rough_km(c, a) < 150 for a in areas)))
        elif kind == "people":
            people = max(people, float(inside_any(c, areas)))
        else:
            within = float(inside_any(c, areas) or inside_any(c, other.candidates))
            asked = True
            if kind in ("comma", "echo"):
                comma = max(comma, within)
            else:
                in_ = max(in_, within)
    return [comma, in_, people, contains, float(asked and not comma and not in_), sibling]


def score(g: Group, w: Sequence[float], w_none: Sequence[float]) -> None:
    """Softmax over the candidates and "none of these"; `w` weighs the features that are not fixed."""
    scores = [sum(map(mul, w, f), fixed) for f, fixed in zip(g.others_features, g.fixed_scores, strict=True)]
    if g.against:
        scores = list(map(add, scores, g.against))
    scores.append(sum(map(mul, w_none, g.none)))
    top = max(scores)
    odds = [exp(s - top) for s in scores]
    total = sum(odds)
    g.p = [o / total for o in odds]
    scores[-1] -= BOLD
    g.best = max(range(len(scores)), key=scores.__getitem__)
