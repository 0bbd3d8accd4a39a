"""Places that a report describes without naming: a base outside a town, a stretch between two, "its airspace"."""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from geomap.geo import distance_km
from geomap.language import relations
from geomap.language.geometry import between
from geomap.language.phrases import Phrase
from geomap.language.resolve import Group
from geomap.language.view import View
from geomap.model import Mention, Resolution

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate, Gazetteer

_SEARCH_KM = 40.0
_LONGEST_KM = 700.0  # "between A and B" over more than that says little of a place
_PRONOUNS = frozenset(("its", "their", "his"))


def extra_phrases(view: View, phrases: list[Phrase], groups: list[Group], gazetteer: Gazetteer) -> list[Resolution]:
    """Resolutions of the described places of a report."""
    out = _pronouns(view, phrases, groups, gazetteer)
    for i, p in enumerate(phrases):
        if p.role in ("demonym", "organisation") or groups[p.group].top is None:
            continue
        found = _facility(view, p, groups, gazetteer)
        if found:
            out.append(found)
        if i + 1 < len(phrases):
            stretch = _stretch(view, p, phrases[i + 1], groups, gazetteer)
            if stretch:
                out.append(stretch)
    return out


def _facility(view: View, p: Phrase, groups: list[Group], gazetteer: Gazetteer) -> Resolution | None:
    """ "the air base outside of X": the nearest such facility of the gazetteer, else a circle around X."""
    low = view.low
    if p.spot.first == 0 or low[p.spot.first - 1] not in _BEFORE:
        return None
    sentence = view.doc.sentences[view.sentence[p.spot.first]]
    found = relations.described(view.doc.text, p.spot.start, sentence.start)
    anchor = groups[p.group].top
    if found is None or anchor is None or anchor.feature in ("country", "admin1", "region", "continent"):
        return None
    near = gazetteer.near(anchor.lat, anchor.lon, _SEARCH_KM, found.features)
    if not near:
        return None
    first = [c for _, c in near if c.feature == found.features[0]] or [c for _, c in near]
    best = max(
        first[:6],
        key=lambda c: (_fame(c, gazetteer) - distance_km((c.lat, c.lon), (anchor.lat, anchor.lon)) / 15, -c.key),
    )
    place, town = gazetteer.place(best), gazetteer.place(anchor)
    km = distance_km((best.lat, best.lon), (anchor.lat, anchor.lon))
    mention = Mention(
        report=view.doc.report.id, start=found.start, end=p.spot.end, text=view.doc.text[found.start : p.spot.end], role="literal",
        name=found.kind, relation=found.how.removeprefix("just ") if found.how not in ("of", "at", "in") else "near", anchor=town.name,
    )  # fmt: skip
    return Resolution(
        mention=mention, place=place, lat=place.lat, lon=place.lon, radius_km=place.radius_km, confidence=round(0.8 / len(first[:6]) ** 0.3, 3),
        reasons=(f"{place.name} is the {found.kind} {km:.0f} km from {town.name}",),
    )  # fmt: skip


def _fame(c: Candidate, gazetteer: Gazetteer) -> float:
    """How well known a facility is: the more names it goes by, the better."""
    return log(1 + len(gazetteer.place(c).names)) + 0.5 * c.layer


_BEFORE = frozenset("of near to outside at in the town city".split())


_OWNED_NOUNS = frozenset("airspace space waters territory soil coast".split())  # cheaper to look for than the pattern
_POSSESSIVES = (["'s"], ["\u2019s"], ["'"], ["\u2019"])
_OWNED = re.compile(
    r"\b(?:its|their)(?: own| national| sovereign| territorial)? (airspace|air space|waters|territory|soil|coast)\b",
    re.IGNORECASE,
)
_OWNED_RELATION = {"waters": "waters", "territory": "territory", "soil": "territory", "coast": "coast of"}


def _pronouns(view: View, phrases: list[Phrase], groups: list[Group], gazetteer: Gazetteer) -> list[Resolution]:
    """ "its airspace": of the country that the sentence speaks of last before, else the sentence before it."""
    out: list[Resolution] = []
    if _OWNED_NOUNS.isdisjoint(view.low):
        return out
    for m in _OWNED.finditer(view.doc.text):
        owner = _owner(view, m.start(), phrases, groups)
        if owner is None:
            continue
        place = gazetteer.place(owner)
        relation = _OWNED_RELATION.get(m[1].lower(), "airspace")
        mention = Mention(
            report=view.doc.report.id,
            start=m.start(),
            end=m.end(),
            text=m[0],
            role="literal",
            name=m[0],
            relation=relation,
            anchor=place.name,
        )
        out.append(
            Resolution(
                mention=mention,
                place=place,
                lat=place.lat,
                lon=place.lon,
                radius_km=place.radius_km,
                confidence=0.7,
                reasons=(f"the words point back to {place.name}",),
            )
        )
    return out


def _owner(view: View, start: int, phrases: list[Phrase], groups: list[Group]) -> Candidate | None:
    """The country (or the country of the capital) that a pronoun at `start` points back to: in one sentence the nearest
    that speaks or acts, else the nearest; without one, the nearest of the words before."""
    sentence = view.doc.sentence_at(start)
    nearest: Candidate | None = None
    for p in sorted((p for p in phrases if p.end <= start), key=lambda p: -p.start):
        if p.start < sentence.start and (nearest is not None or p.start < sentence.start - 250):
            break
        top = groups[p.group].top
        if (
            top is None
            or p.role in ("demonym", "organisation")
            or p.relation
            or view.low[p.spot.last : p.spot.last + 1] in _POSSESSIVES
        ):
            continue
        owner = top if top.feature == "country" else _country_of(top, groups) if p.role == "associative" else None
        if owner is not None and p.role == "associative":
            return owner
        nearest = nearest or owner
    return nearest


def _country_of(c: Candidate, groups: list[Group]) -> Candidate | None:
    """The country of a capital, when the report names it."""
    if c.seat != "capital":
        return None
    return next((x for g in groups for x in g.candidates if x.feature == "country" and x.country == c.country), None)


def _stretch(view: View, a: Phrase, b: Phrase, groups: list[Group], gazetteer: Gazetteer) -> Resolution | None:
    """ "between A and B", "the road from A to B": the lens between two resolved places."""
    low, first = view.low, a.spot.first
    if a.role != "literal" or b.role != "literal" or first == 0 or view.sentence[first] != view.sentence[b.spot.first]:
        return None
    i = first - 1
    while i and low[i] in ("the", "town", "city", "of", "towns", "cities"):
        i -= 1
    gap = " ".join(view.doc.text[a.end : b.start].split())
    after = low[b.spot.last] if b.spot.last < len(low) else ""
    road = gap in ("-", "\u2013") and after in _ROADS
    if not road and (low[i] != "between" or gap not in ("and", "and the") or (i and low[i - 1] in _NO_STRETCH)):
        return None
    top, last = groups[a.group].top, groups[b.group].top
    if top is None or last is None or "country" in (top.feature, last.feature):
        return None
    lat, lon, radius = between(top, last)
    if not 0 < radius < _LONGEST_KM / 2:
        return None
    place, other = gazetteer.place(top), gazetteer.place(last)
    start = a.start if road else view.starts[i]
    end = view.ends[b.spot.last] if road else b.end
    mention = Mention(
        report=view.doc.report.id,
        start=start,
        end=end,
        text=view.doc.text[start:end],
        role="literal",
        name=a.spot.name,
        relation="between",
        anchor=place.name,
    )
    confidence = round(groups[a.group].p[groups[a.group].best] * groups[b.group].p[groups[b.group].best], 3)
    reason = f"halfway between {place.name} and {other.name}, which are {2 * radius:.0f} km apart"
    return Resolution(
        mention=mention,
        place=place,
        other=other,
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_km=round(radius, 2),
        confidence=confidence,
        reasons=(reason,),
    )


_ROADS = frozenset("road highway motorway route axis railway corridor line".split())
_NO_STRETCH = frozenset(
    "relations talks ties war agreement border tensions cooperation trade game match deal differences dispute".split()
)
