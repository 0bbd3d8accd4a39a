"""What no training text says for or against a candidate: distance from what is beside it, the country of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from geomap.language.namesakes import ANGLO
from geomap.language.phrases import Phrase
from geomap.language.rank import SETTLED, rough_km

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate
    from geomap.language.resolve import Group

FAR_KM = 500.0  # "X, north of Y": a namesake farther from Y than this is not meant
_FAR, _ABROAD, _AREA, _HOME, _HOME_COUNTRY, _PART = -9.0, -2.5, -1.5, 1.2, 1.2, 5.0
_LISTED = 0.5  # of the objection, for what was listed for this kind of report
_TOWNS = ("city", "town")
FAMOUS = 100_000  # people of a town that is meant without a word on where it lies
LEADING = 5  # names of one country among those of many
_METROPOLIS = 1_000_000  # people: it has parts of its own that are spoken of


def about_country(groups: Sequence[Group], asked: Collection[str]) -> frozenset[str]:
    """The country outside the English-speaking world to which most names of the report belong, if there is one: more
    than half of them, or a quarter, twice as many as to any other such country, and more than to any other at all."""
    tally = Counter(
        g.top.country if g.top else g.candidates[0].country for g in groups if g.top or (g.fixed and g.candidates)
    )
    total, first = sum(tally.values()), max(tally.values(), default=0)
    ranked = sorted((n for c, n in tally.items() if c and c not in ANGLO), reverse=True)
    ahead = bool(ranked) and ranked[0] == first and 2 * sum(ranked[1:2]) <= first

    def leads(n: int) -> bool:
        return 2 * n > total or (ahead and n == first and n >= LEADING and 4 * n > total)

    return frozenset(c for c, n in tally.items() if c and c not in ANGLO and n >= 3 and leads(n)) | frozenset(
        c for c in asked if c in tally
    )


def is_abroad(groups: Sequence[Group], home: str) -> bool:
    """Whether a report is hardly about the English-speaking world: less than a fifth of its names lie there."""
    tops = [g.top.country for g in groups if g.top and g.top.feature != "country" and g.top.seat != "capital"]
    return home not in ANGLO and len(tops) >= LEADING and 5 * sum(c in ANGLO for c in tops) < len(tops)


def _famous(g: Group) -> int:
    """People of the largest town of the name outside the English-speaking world."""
    return max((c.population for c in g.candidates if c.feature in SETTLED and c.country not in ANGLO), default=0)


def objections(
    g: Group,
    about: frozenset[str],
    homes: frozenset[tuple[str, str]],
    *,
    abroad: bool = False,
    lands: Collection[str] | None = None,
) -> list[float]:
    """Against namesakes far from the place that the words put them near, against those of another country when the
    report is about one that has the name or, for names made of common words, outside the `lands` given, against the area of a town; for those in the parts of the outlet, and for
    the area when a part of it is meant: "northern X" is no town, unless X is a capital or a metropolis."""
    out = [
        _HOME * ((c.country, c.admin1) in homes and c.feature != "admin1") + _HOME_COUNTRY * ((c.country, "") in homes)
        for c in g.candidates
    ]
    for kind, other in g.links:
        if kind == "near" and (there := other.top) is not None and there.feature not in _WIDE:
            out = [x + _FAR * (rough_km(c, there) > FAR_KM) for x, c in zip(out, g.candidates, strict=True)]
    if lands is not None:  # "the Old Bridge": any town may have one
        out = [x + _FAR * (c.country not in lands) for x, c in zip(out, g.candidates, strict=True)]
    if any(c.country in about and (c.population or c.seat or c.layer) for c in g.candidates):
        out = [
            x
            + _ABROAD
            * (c.country not in about and c.feature in SETTLED and c.seat != "capital")
            * (_LISTED if c.layer and c.feature != "admin1" else 1.0)
            for x, c in zip(out, g.candidates, strict=True)
        ]
    if abroad and (famous := _famous(g)) >= FAMOUS:  # talks "in Geneva" are in Switzerland
        out = [
            x + _ABROAD * (c.country in ANGLO and c.feature in SETTLED and 3 * c.population < famous)
            for x, c in zip(out, g.candidates, strict=True)
        ]
    if is_part(g.phrases[0]) and not any(
        c.seat == "capital" or c.population >= _METROPOLIS for c in g.candidates if c.feature in _TOWNS
    ):
        out = [x + _PART * (c.feature == "admin1") for x, c in zip(out, g.candidates, strict=True)]
    elif not any(p.classes or (p.relation or "").startswith(("border", "around")) for p in g.phrases):
        seats = {
            (c.country, c.admin1)
            for c in g.candidates
            if c.country not in ANGLO and (c.seat in ("capital", "admin1") or is_chief(c))
        }
        out = [
            x + _AREA * (c.feature == "admin1" and (c.country, c.admin1) in seats)
            for x, c in zip(out, g.candidates, strict=True)
        ]
    return out


def lands_of(groups: Sequence[Group], low: Sequence[str]) -> frozenset[str]:
    """The countries that a report speaks of, by its names that are more than common words."""
    tops = [g.top or (g.candidates[0] if g.fixed and g.candidates else None) for g in groups if not is_generic(g, low)]
    return frozenset(c.country for c in tops if c is not None and c.country)


def is_generic(g: Group, low: Sequence[str]) -> bool:
    """Whether a name is made of common words ("Old Bridge", "Central Market") or a street's ("Canal" before "Street")."""
    words = g.name.lower().split()
    if len(words) == 2 and words[0] in _QUALIFYING and words[1] in _BUILT:
        return not g.links
    return all(low[p.spot.last : p.spot.last + 1] and low[p.spot.last] in _STREETS for p in g.phrases)


_QUALIFYING = frozenset(
    """old new central main free great big little upper lower north south east west northern southern eastern western
    grand middle high long red white black green blue golden royal second third first inner outer""".split()
)
_BUILT = frozenset(
    """bridge port market road street square town city station gate camp hospital prison barracks church mosque palace
    park hill harbour harbor dock quay bazaar depot crossing school hall house mill bank garden gardens wall tower
    village line""".split()
)
_STREETS = frozenset("street avenue boulevard square roundabout".split())
_WIDE = frozenset(("country", "region", "continent", "sea", "river"))


def is_chief(c: Candidate) -> bool:
    """A large town that can be meant by the name of its area, whether or not the gazetteer calls it the seat."""
    return c.population >= 100_000 and c.feature == "city" and c.kind in ("name", "alternate", "former")


def is_part(p: Phrase) -> bool:
    return (p.relation or "").startswith("part:") and p.compass != "central"
