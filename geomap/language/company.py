"""A wide position for a name that no gazetteer has, from the places named beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from geomap.geo import distance_km
from geomap.language import relations
from geomap.language.namesakes import ANGLO

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate, Gazetteer
    from geomap.language.phrases import Phrase
    from geomap.language.resolve import Group
    from geomap.language.view import View
    from geomap.model import Resolution

_LIST_KM, _TEXT_KM = 100.0, 150.0  # radius by company of the sentence, of the text around it
_SURE = 1.0  # log odds of being a place, for a name that stands in no list with the other
_BEFORE = 2  # sentences
_OFTEN = 2  # mentions of the town that a report is about
#: What lies in or by the town that a report is about.
_OF_TOWNS = frozenset("airport airfield bridge barracks base refinery neighbourhood neighborhood quarter".split())
_TOO_WIDE = frozenset("country continent region sea river ocean coast desert".split())
_ENDS = frozenset((("from", "to"), ("to", "from")))


class Company(NamedTuple):
    """What shows where a strange name lies: the lower the rank, the better; the position with its radius."""

    rank: int
    lat: float
    lon: float
    radius_km: float
    confidence: float
    reason: str


def by_company(
    view: View, phrases: list[Phrase], groups: list[Group], made: list[Resolution], gazetteer: Gazetteer
) -> None:
    """A name without any position takes the best that the report has for it, for all its mentions: what is told of it
    once, else a wide one from the town or area named nearest to it; a village that no gazetteer has is most often in
    the parts that the text speaks of."""
    strange = [i for i, p in enumerate(phrases) if not p.spot.candidates and p.role in ("", "literal")]
    best: dict[str, Company] = {}
    most = _named_most(phrases, groups) if strange else (0, 0)
    for i in strange:
        found = _told(made[i]) if made[i].lat is not None else _find(view, i, phrases, groups, gazetteer, most)
        name = phrases[i].spot.name.lower()
        if found and (name not in best or found.rank < best[name].rank):
            best[name] = found
    for i in strange:
        found = best.get(phrases[i].spot.name.lower())
        if made[i].lat is None and found is not None:
            made[i] = replace(
                made[i], lat=found.lat, lon=found.lon, radius_km=found.radius_km, confidence=found.confidence, reasons=(found.reason,)
            )  # fmt: skip


def _told(r: Resolution) -> Company | None:
    """The position that the words beside another mention give."""
    if r.lat is None or r.lon is None or r.radius_km is None:
        return None
    return Company(0, r.lat, r.lon, max(r.radius_km, 5.0), r.confidence, "; ".join((*r.reasons, "told elsewhere")))


def _named_most(phrases: list[Phrase], groups: list[Group]) -> tuple[int, int]:
    """The group of the town that a report names most, and how often."""
    often = Counter(q.group for q in phrases if _is_placed(q, groups))
    return max(often.items(), key=lambda item: item[1], default=(0, 0))


def _find(
    view: View, i: int, phrases: list[Phrase], groups: list[Group], gazetteer: Gazetteer, most: tuple[int, int]
) -> Company | None:
    """The best company of the `i`-th phrase, None where nothing is placed."""
    p = phrases[i]
    beside = [
        *[q for q in phrases[max(0, i - 6) : i] if q.role != "demonym"][-3:],
        *[q for q in phrases[i + 1 : i + 6] if q.role != "demonym"][:3],
    ]
    here = [q for q in beside if _shows(view, p, q, groups, 0)]
    if i + 1 < len(phrases) and (told := _from_capital(view, p, phrases[i + 1], groups, here, gazetteer)):
        return told
    siblings = [q for kind, q in p.links if kind == "sibling" and q in here]
    if siblings or here:
        q = min(siblings or here, key=lambda q: min(abs(q.end - p.start), abs(q.start - p.end)))
        rank = 1 if siblings else 4 if (_opener(view, p), _opener(view, q)) in _ENDS else 2
        return _beside(p, q, groups, rank, _LIST_KM)
    before = [q for q in phrases[max(0, i - 6) : i] if _shows(view, p, q, groups, _BEFORE)]
    group, n = most
    if n >= _OFTEN and (p.class_word in _OF_TOWNS or not before):
        return _beside(p, groups[group].phrases[0], groups, 3, _TEXT_KM)
    return _beside(p, before[-1], groups, 3, _TEXT_KM) if before else None


def _beside(p: Phrase, q: Phrase, groups: list[Group], rank: int, km: float) -> Company | None:
    """The wide position around `q`; none in the news of some countries, where a strange name is a person or a firm."""
    group = groups[q.group]
    top = group.top
    if top is None or (rank > 1 and top.country in ANGLO and (p.spot.score < _SURE or rank > 2)):
        return None
    confidence = round((0.3 if rank < 3 else 0.2) * group.p[group.best], 3)
    where = "named beside it" if rank in (1, 2, 4) else "of which the text speaks"
    reason = f"not in the gazetteer; {q.spot.name}, {where}, shows roughly where"
    return Company(rank, round(top.lat, 5), round(top.lon, 5), round(max(top.radius_km, km), 2), confidence, reason)


def _shows(view: View, p: Phrase, q: Phrase, groups: list[Group], back: int) -> bool:
    """Whether `q` is a town or area, surely placed, of the same sentence or of one at most `back` from it."""
    return abs(view.sentence[p.spot.first] - view.sentence[q.spot.first]) <= back and _is_placed(q, groups)


def _is_placed(q: Phrase, groups: list[Group]) -> bool:
    """Whether a phrase is a town or area that is surely placed."""
    group = groups[q.group]
    top = group.top
    return top is not None and q.role in ("", "literal") and top.feature not in _TOO_WIDE and group.p[group.best] >= 0.5


def _opener(view: View, p: Phrase) -> str:
    return view.low[p.spot.first - 1] if p.spot.first else ""


def _from_capital(
    view: View, p: Phrase, q: Phrase, groups: list[Group], here: list[Phrase], gazetteer: Gazetteer
) -> Company | None:
    """ "X, only 40 km from the Belavian capital": on the way to the town that the sentence names, else around it."""
    if q.role != "demonym" or view.low[q.spot.last : q.spot.last + 1] != ["capital"]:
        return None
    found = relations.apposition(view.doc.text[p.end : q.start])
    country = groups[q.group].candidates[:1]
    capital = _capital(country[0], gazetteer) if found and found.km and country else None
    if found is None or found.km is None or capital is None:
        return None
    lat, lon = capital.lat, capital.lon
    ways = [top for x in here if (top := groups[x.group].top) is not None and top.key != capital.key]
    if ways:
        km = distance_km((lat, lon), (ways[0].lat, ways[0].lon))
        share = min(1.0, found.km / max(km, 1.0))
        lat, lon = lat + share * (ways[0].lat - lat), lon + share * (ways[0].lon - lon)
    name = gazetteer.place(capital).name
    reason = f"not in the gazetteer; the text puts it {found.km:g} km from {name}"
    return Company(0, round(lat, 5), round(lon, 5), round(1.2 * found.km, 2), 0.5, reason)


def _capital(country: Candidate, gazetteer: Gazetteer) -> Candidate | None:
    """The capital of a country, None when the gazetteer knows none in its circle."""
    towns = gazetteer.near(country.lat, country.lon, 2 * country.radius_km, ("city", "town"))
    return next((c for _, c in towns if c.seat == "capital" and c.country == country.country), None)
