"""Places in a report: recognise, give roles, resolve, and turn relations into geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language import explain
from geomap.language.company import by_company
from geomap.language.compose import compose
from geomap.language.confidence import confidence
from geomap.language.document import Document
from geomap.language.extras import extra_phrases
from geomap.language.foreign import foreign_phrases
from geomap.language.geometry import locate
from geomap.language.morphology import language
from geomap.language.outlets import outlet_homes
from geomap.language.phrases import Phrase
from geomap.language.recognise import recognise
from geomap.language.resolve import Bias, Group, decide, group_phrases
from geomap.language.roles import give_roles
from geomap.language.view import View, look
from geomap.model import Mention, Resolution, Scored

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate, Gazetteer

__all__ = ["Bias", "find_places"]
_NO_BIAS = Bias()
_SHOWN = 4  # candidates kept with a resolution
_NO_CHANCE = 0.0005  # what would be shown as 0.000 is not worth reading


def find_places(doc: Document, gazetteer: Gazetteer, *, bias: Bias = _NO_BIAS) -> tuple[Resolution, ...]:
    """Every mention of a place in a report, in text order, each with its role, place, candidates and reasons.

    A mention that no candidate fits stays, with `place` None and a reason; what the text says of it ("four kilometres
    east of X") still gives it a position. `bias` prefers, it never filters.
    """
    view, phrases, groups = find_phrases(doc, gazetteer, bias)
    if not phrases:
        return ()
    made = [resolution(doc, p, groups, gazetteer) for p in phrases]
    by_company(view, phrases, groups, made, gazetteer)
    made += extra_phrases(view, phrases, groups, gazetteer)
    return tuple(sorted(made, key=lambda r: (r.mention.start, -r.mention.end)))


def find_phrases(doc: Document, gazetteer: Gazetteer, bias: Bias) -> tuple[View, list[Phrase], list[Group]]:
    """The place phrases of a report with their roles, and the decided groups of names that they belong to."""
    view = look(doc)
    code = language(doc.text)
    if code == "en":
        phrases = compose(view, recognise(view, gazetteer))
        give_roles(view, phrases)
    else:
        phrases = foreign_phrases(view, gazetteer, code)
    groups = group_phrases(phrases, bias)
    decide(groups, bias, view.low, outlet_homes(bias.source, doc.report.url, gazetteer))
    return view, phrases, groups


def resolution(doc: Document, p: Phrase, groups: list[Group], gazetteer: Gazetteer) -> Resolution:
    """The resolution of one phrase, given the document's decision."""
    group = groups[p.group]
    top = group.top
    if top is None and group.fixed and group.candidates:
        top = group.candidates[0]
    shown = candidates(group, gazetteer)
    if top is None or (p.anchor is not None and group.p[group.best] < 0.5):
        return _unplaced(doc, p, groups, gazetteer, shown)
    other = _second(p, groups, gazetteer)
    lat, lon, radius = locate(p, top, gazetteer, other)
    if top.feature == "sea" and p.relation == "coast of":
        lat, lon, radius = _shore(p, groups, gazetteer) or (lat, lon, radius)
    place = gazetteer.place(top)
    return Resolution(
        mention=mention(doc, p, place.name),
        place=place,
        other=gazetteer.place(other) if other else None,
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_km=round(radius, 2),
        confidence=round(sureness(p, group), 3),
        reasons=explain.reasons(p, group, place, gazetteer),
        candidates=shown,
    )


def sureness(p: Phrase, group: Group) -> float:
    """The probability that a mention names the place that was chosen for it."""
    chosen = group.p[group.best]
    if p.role in ("demonym", "organisation"):
        return chosen  # that the name is there is beyond doubt
    return confidence(p.spot.score or _UNSCORED, chosen)


_UNSCORED = 3.0  # log odds of a name in a language whose names are not scored


def mention(doc: Document, p: Phrase, anchor: str) -> Mention:
    """The mention of a phrase."""
    return Mention(
        report=doc.report.id,
        start=p.start,
        end=p.end,
        text=doc.text[p.start : p.end],
        role=p.role,  # type: ignore[arg-type]
        name=p.spot.name,
        relation=p.relation,
        anchor=(p.anchor.spot.name if p.anchor else anchor) if p.relation else None,
        distance_km=p.km,
    )


def candidates(group: Group, gazetteer: Gazetteer) -> tuple[Scored, ...]:
    """The best candidates with their probabilities, best first."""
    if group.shown is not None:
        return group.shown
    order = sorted(range(len(group.candidates)), key=lambda i: -group.p[i])[:_SHOWN]
    order = [i for i in order if group.p[i] >= _NO_CHANCE] or order[:1]
    places = [(gazetteer.place(group.candidates[i]), group.p[i]) for i in order]
    group.shown = tuple(
        Scored(place_id=x.place_id, place=x.name, country=x.country, score=round(p, 3)) for x, p in places
    )
    return group.shown


def _second(p: Phrase, groups: list[Group], gazetteer: Gazetteer) -> Candidate | None:
    """The other side of a border: what the phrase names, else the country that the document speaks of most."""
    if not (p.relation or "").startswith("border"):
        return None
    if p.other is not None and groups[p.other.group].candidates:
        return groups[p.other.group].top or groups[p.other.group].candidates[0]
    here = groups[p.group].top
    if here is None and groups[p.group].fixed and groups[p.group].candidates:
        here = groups[p.group].candidates[0]
    if here is None:
        return None
    beside = set(gazetteer.neighbours(here.country))
    tally: dict[str, float] = {}
    best: dict[str, Candidate] = {}
    for g in groups:
        top = g.top
        if top is None or top.country not in beside:
            continue
        nearest = min(abs(q.start - p.start) for q in g.phrases)
        tally[top.country] = tally.get(top.country, 0.0) + len(g.phrases) + (3 if nearest < 100 else 0)
        best.setdefault(top.country, top)
    return best[max(tally, key=lambda c: (tally[c], c))] if tally else None


def _shore(p: Phrase, groups: list[Group], gazetteer: Gazetteer) -> tuple[float, float, float] | None:
    """ "the Mediterranean coast": the stretch by the nearest other place of the report, a named coast if there is one."""
    near = [(abs(q.start - p.start), g.top) for g in groups for q in g.phrases if g.top is not None and q is not p]
    towns = sorted(
        ((d, c) for d, c in near if c.feature not in ("country", "sea", "continent", "region")), key=lambda t: t[0]
    )
    countries = sorted(((d, c) for d, c in near if c.feature == "country"), key=lambda t: t[0])
    for _, c in towns[:1] or countries[:1]:
        coasts = gazetteer.near(c.lat, c.lon, 200 if towns else max(300.0, c.radius_km), ("coast",))
        if coasts:
            return coasts[0][1].lat, coasts[0][1].lon, coasts[0][1].radius_km
        return c.lat, c.lon, max(60.0, c.radius_km)
    return None


def _unplaced(
    doc: Document, p: Phrase, groups: list[Group], gazetteer: Gazetteer, shown: tuple[Scored, ...]
) -> Resolution:
    """A mention without a place of its own: positioned by what the text leans it on, or nowhere with a reason."""
    if p.anchor is None and p.beside is not None and not p.relation:  # namesakes there are, but none where it must lie
        p.anchor, found = p.beside
        p.relation, p.compass, p.km = found.relation, found.compass, found.km
    lean = p.anchor or next((q for kind, q in p.links if kind in ("in", "comma")), None)
    top = groups[lean.group].top if lean else None
    made = mention(doc, p, lean.spot.name if lean else "")
    if lean is None or top is None:
        return Resolution(mention=made, reasons=(explain.nowhere(p, groups[p.group]),), candidates=shown)
    if p.anchor is None:
        p.relation = "in"
    lat, lon, radius = locate(p, top, gazetteer)
    if p.anchor is None or p.relation == "in":
        radius = max(radius, 5.0)
    made = mention(doc, p, lean.spot.name)
    confidence = round(0.6 * groups[lean.group].p[groups[lean.group].best], 3)
    return Resolution(
        mention=made,
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_km=round(radius, 2),
        confidence=confidence,
        reasons=(explain.leaning(p, lean, gazetteer.place(top)),),
        candidates=shown,
    )
