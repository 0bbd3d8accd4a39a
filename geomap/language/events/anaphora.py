"""What "the town", "the port city" or "there" points back to."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.events.draft import Draft
from geomap.language.events.roles import is_literal
from geomap.language.events.scene import Line, Scene
from geomap.language.grammar import Word
from geomap.model import Resolution

HERE = frozenset("there here".split())
ANAPHORA = frozenset(
    """town city village area region district province camp base airport settlement enclave port neighbourhood neighborhood
    capital hospital market stronghold territory crossing scene island peninsula valley outpost site facility garrison
    airfield compound""".split(),
)
DEFINITE = frozenset("the this that these those its their his".split())
BODIES = frozenset("council government army police university".split())  # "the city council" is no place
WIDE_NOUNS = frozenset("region province territory area district peninsula valley".split())
WIDE = frozenset("country admin1 admin2 sea region".split())
SETTLEMENTS = frozenset({"city", "town", "village", "camp", "admin2", "neighbourhood", "port", ""})
SITES = {
    "base": frozenset("base airbase site facility town village".split()),
    "airport": frozenset("airport airbase".split()),
    "airfield": frozenset("airport airbase base".split()),
    "crossing": frozenset("border_crossing town village bridge".split()),
    "camp": frozenset("camp town village neighbourhood base site".split()),
    "port": frozenset("port city town".split()),
    "city": frozenset("city town admin2".split()),
    "capital": frozenset("city town".split()),
    "island": frozenset("region island town city".split()),
}
GREAT = 300_000  # people of a city that may be "the capital"
FOCUS = 3  # sentences that "the town" may point back over
NAMED_WITHIN = 400  # characters


def points_back(words: Sequence[Word]) -> str:
    """ "the town", "the port city", "there": the words that point back to a place, "" where none do."""
    for i, w in enumerate(words):
        if w.low in HERE:
            return w.low
        if w.low not in DEFINITE:
            continue
        for noun in words[i + 1 : i + 4]:
            if noun.low in ANAPHORA:
                return " ".join(x.low for x in words[i : words.index(noun, i) + 1])
            if noun.tag not in ("noun", "adv", "num") or noun.low in BODIES:
                break
    return ""


def told_beside(line: Line, k: int, definite: str) -> Resolution | None:
    """The place named earlier in the same sentence that "the town" can mean."""
    c = line.clauses[k]
    limit = c.group.first if c.group else c.last
    told = [u for row in line.places[: k + 1] for u in row if u.word < limit and is_literal(c.words[u.word])]
    fitting = [u.resolution for u in told if _fits(definite, u.resolution)]
    return fitting[-1] if fitting else None


def told_above(scene: Scene, line: Line, definite: str, before: Sequence[Draft]) -> Resolution | None:
    """What "the town" points back to in the sentences above: where something happened, else a place just named.

    One that its kind fits comes first; where somebody only went to is no focus.
    """
    near = [d for d in reversed(before) if d.line.index >= line.index - FOCUS]
    gone_to = [r for d in near if d.type == "displacement" for role, r in d.places if role in ("to", "towards")]
    happened = [d.where or d.role("at") or d.role("from") for d in near]
    named = [
        r
        for r in reversed(scene.resolutions)
        if r.mention.role == "literal"
        and 0 <= line.sentence.start - r.mention.end < NAMED_WITHIN
        and not any(r is x for x in gone_to)
    ]
    if definite == "the capital" and (seat := _capital(scene)) is not None:
        return seat
    known = [r for r in happened if r is not None] or [p for d in near if (p := d.position()) is not None]
    ranked = [r for r in (*known, *named) if r.lat is not None]
    kind = definite.split()[-1]  # a city may be called a town, but a town is no city
    exact = (r for r in ranked if kind in ("city", "village") and r.place is not None and r.place.feature == kind)
    fitting = (r for r in ranked if _fits(definite, r))
    towns = (r for r in ranked if kind in SITES and (r.place is None or r.place.feature not in WIDE))
    return next(exact, None) or next(fitting, None) or next(towns, None) or next(iter(known or named), None)


def _capital(scene: Scene) -> Resolution | None:
    """ "the capital" of the country that the report is about: the greatest of its cities that the report names."""
    country = scene.cast.countries[0] if scene.cast.countries else ""
    cities = [
        r
        for r in scene.resolutions
        if r.place is not None
        and r.place.country == country
        and r.place.feature not in WIDE
        and r.place.population >= GREAT
        and not r.mention.relation
    ]
    return max(cities, key=lambda r: r.place.population if r.place else 0, default=None)


def _fits(words: str, r: Resolution) -> bool:
    """Whether "the town" can mean this place: a settlement, not a country or province; a base is a base."""
    feature = r.place.feature if r.place else ""
    noun = words.split()[-1]
    if noun in HERE:
        return True
    if noun in WIDE_NOUNS:
        return feature in WIDE
    return feature in SITES.get(noun, SETTLEMENTS)
