"""Why this place: short reasons in plain words, made from the features that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language.phrases import Phrase
from geomap.language.rank import FEATURES
from geomap.language.resolve import Group
from geomap.language.weigh import table
from geomap.model import Place

if TYPE_CHECKING:
    from geomap.gazetteer.index import Gazetteer

_WORDS = {
    "log_population": "it is large",
    "relative_population": "it is the largest of that name",
    "largest": "it is the largest of that name",
    "country": "it is a country",
    "admin1": "it is a first-level area",
    "class_fits": "the word beside the name asks for this kind of place",
    "inside_comma": "the text puts it in the place that follows",
    "inside_in": "the text says what it lies in",
    "inside_people": "a people named beside it is at home there",
    "contains": "the place named before it lies in it",
    "same_country": "other places of the report are in the same country",
    "same_admin1": "other places of the report are in the same area",
    "within_50": "other places of the report are within 50 km",
    "within_150": "other places of the report are within 150 km",
    "nearest": "a place of the report is close by",
    "country_named": "the report names its country",
    "admin1_named": "the report names its area",
    "asked_country": "it is in a country that was asked for",
    "asked_near": "it is near the position that was asked for",
    "siblings": "it lies with the other members of the list",
    "capital": "it is a capital",
    "seat1": "it is the seat of its area",
    "curated": "it is in a list made for conflict reporting",
    "area_of_seat": "a bare name means the town rather than its area",
    "area_alone": "a bare name means the town rather than its area",
    "world_capital": "it is a capital that the whole world speaks of",
    "speaks": "the name stands for those who govern",
    "alternate": "the other is rarely called so",
    "short": "the other bears only part of the name",
    "former": "the other was once called so",
    "class_differs": "the word beside the name rules the other out",
    "not_inside": "the other lies outside the area that the text names",
    "unlike_context": "the other has nothing to do with the rest of the report",
    "near_others": "other names of the report fit its surroundings",
    "area_of_others": "other names of the report fit its area",
    "local_words": "the report speaks of the public life of its country",
    "other_local_words": "the report speaks of the public life of its country",
}
_KINDS = {"admin1": "province or state", "admin2": "district", "border_crossing": "border crossing"}
_DOUBTFUL = 1.0  # log odds below which the name itself may be no place  # fmt: skip

_RELATIVE = ("relative_population", "largest")  # says nothing of the only place of a name


def reasons(p: Phrase, group: Group, place: Place, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Up to six reasons: what the relation is, what spoke for the place, and why not the runner-up."""
    if group.fixed:
        return (f"people or language of {place.name}",)
    if group.told is None:
        group.told = _decision(group, gazetteer)
    told = group.told
    if 0 < p.spot.score < _DOUBTFUL and p.role in ("literal", "associative"):
        told = (*told, "the words leave open whether a place is meant")
    if not p.relation:
        return told
    part = "part of " if p.relation.startswith("part:") else ""
    return (f"{p.relation.removeprefix('part:')} {part}{place.name}, by the words of the text", *told)


def _decision(group: Group, gazetteer: Gazetteer) -> tuple[str, ...]:
    """What spoke for the chosen candidate of a group, against the runner-up if there is one."""
    weights = table("resolve")["features"]
    best = group.features(group.best)
    if len(group.candidates) == 1:
        gains = ((weights.get(f, 0.0) * v, f) for f, v in zip(FEATURES, best, strict=True) if v and f in _WORDS)
        why = [
            _WORDS[f] for _, f in sorted((gain for gain in gains if gain[0] > 0.5), reverse=True) if f not in _RELATIVE
        ]
        return ("the only place of that name in the gazetteer", *why[:2])
    rival_number = max((i for i in range(len(group.candidates)) if i != group.best), key=lambda i: group.p[i])
    second = group.features(rival_number)
    gains = ((weights.get(f, 0.0) * (x - y), f) for f, x, y in zip(FEATURES, best, second, strict=True) if x != y)
    leading = sorted((gain for gain in gains if gain[0] > 0.3), reverse=True)[:4]
    why = list(dict.fromkeys(_WORDS[f] for _, f in leading if f in _WORDS))[:3]
    rival = gazetteer.place(group.candidates[rival_number])
    where = ", ".join(x for x in (_KINDS.get(rival.feature, rival.feature), rival.admin1, rival.country) if x)
    return (*why, f"rather than {rival.name} ({where}), {group.p[group.best]:.2f} to {group.p[rival_number]:.2f}")


def nowhere(p: Phrase, group: Group) -> str:
    """Why a mention has no place."""
    if not group.candidates:
        return "no gazetteer knows this name, and the text does not say where it lies"
    return f"none of the {len(group.candidates)} places of that name fits this report"


def leaning(p: Phrase, lean: Phrase, place: Place) -> str:
    """Why an unknown name has a position."""
    distance = f"{p.km:g} km " if p.km else ""
    return f"not in the gazetteer; the text puts it {distance}{p.relation} {place.name}"
