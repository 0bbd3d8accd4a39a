"""How well a candidate fits a mention: the features of the resolver, in one fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, log, log10, radians
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geomap.gazetteer.index import Candidate

FEATURES = (
    "log_population", "population_unknown", "relative_population", "largest", "country", "admin1", "admin2", "city", "small_town",
    "neighbourhood", "natural", "facility", "alternate", "short", "abbreviation", "former", "capital", "seat1", "seat2", "curated",
    "class_fits", "class_differs",
    "asked_country", "asked_near", "region", "area_alone", "speaks", "world_capital", "area_of_seat", "near_others", "area_of_others",
    "local_words", "other_local_words",
    "inside_comma", "inside_in", "inside_people", "contains", "not_inside", "siblings",
    "same_country", "same_admin1", "within_50", "within_150", "nearest", "country_named", "admin1_named", "unlike_context",
)  # fmt: skip
NONE_FEATURES = ("none", "none_score", "none_population", "none_namesakes", "none_words")
FIXED = FEATURES.index("inside_comma")  # the features before it do not change while a document is decided
_NATURAL = frozenset("mountain river sea coast lake island desert strait".split())
_FACILITY = frozenset("airport airbase port base bridge dam facility site border_crossing camp road airspace".split())
_SMALL = frozenset(("town", "village"))


def size_of(c: Candidate) -> float:
    """Log10 of the population; what has none by its nature, or was put in by hand, counts as a middling town."""
    if c.population:
        return log10(c.population + 1)
    if c.layer:
        return 4.7
    return 4.0 if c.feature in _NATURAL or c.feature in _FACILITY or c.feature in ("region", "continent") else 2.5


def static_features(c: Candidate, most: float, classes: tuple[str, ...]) -> list[float]:
    """What the candidate, its namesakes and a class word beside the name say; `most` is the largest log population."""
    size, f, kind, seat = size_of(c), c.feature, c.kind, c.seat
    fits = f in classes if classes else False
    return [
        size / 7, c.population == 0 and not c.layer and f in _SMALL, (size - most) / 3, size >= most, f == "country", f == "admin1", f == "admin2", f == "city", f in _SMALL,
        f == "neighbourhood", f in _NATURAL, f in _FACILITY, kind == "alternate" and not c.layer, kind == "short", kind in ("abbreviation", "code"),
        kind == "former", seat == "capital", seat == "admin1", seat == "admin2", c.layer > 0,
        (1.0 if f == classes[0] else 0.6) if fits else 0.0, bool(classes) and not fits,
    ]  # fmt: skip


def rough_km(a: Candidate, b: Candidate) -> float:
    """Distance good enough to rank by (equirectangular), kilometres."""
    dlon = abs(a.lon - b.lon)
    if dlon > 180:
        dlon = 360 - dlon
    return 111.2 * hypot(a.lat - b.lat, dlon * cos(radians((a.lat + b.lat) / 2)))


def inside(c: Candidate, area: Candidate) -> bool:
    """Whether a candidate lies in an area, by the gazetteer's codes; near a town, by distance."""
    if c.key == area.key:
        return False
    if area.feature == "country":
        return bool(c.country) and c.country == area.country
    if area.feature == "admin1":
        return c.country == area.country and c.admin1 == area.admin1 and bool(c.admin1)
    if area.feature == "admin2":
        return c.country == area.country and c.admin1 == area.admin1 and c.admin2 == area.admin2 and bool(c.admin2)
    if area.feature in ("continent", "region", "sea"):
        return False
    return c.country == area.country and c.feature not in ("country", "admin1") and rough_km(c, area) < 60


def inside_any(c: Candidate, areas: Sequence[Candidate]) -> bool:
    """Whether a candidate lies in one of the candidates of a linked mention."""
    return any(inside(c, a) for a in areas)


class Surroundings(NamedTuple):
    """What the other places of a document are, for one name: sums of their weights, and where the towns lie."""

    weight: float
    countries: dict[str, float]
    areas: dict[tuple[str, str], float]  # (country, first-level code)
    named: set[str]  # countries that are named themselves
    named_areas: set[tuple[str, str]]
    towns: list[tuple[Candidate, float]]  # all that are no country


def surroundings(others: Sequence[tuple[Candidate, float]]) -> Surroundings:
    """The other places (candidate, weight) summed up."""
    weight, countries, areas = 0.0, dict[str, float](), dict[tuple[str, str], float]()
    named, named_areas, towns = set[str](), set[tuple[str, str]](), []
    for other, w in others:
        country, area = other.country, (other.country, other.admin1)
        weight += w
        countries[country] = countries.get(country, 0.0) + w
        if other.feature == "country":
            named.add(country)
            continue
        areas[area] = areas.get(area, 0.0) + w
        if other.feature == "admin1":
            named_areas.add(area)
        towns.append((other, w))
    return Surroundings(weight or 1.0, countries, areas, named, named_areas, towns)


def context_features(c: Candidate, s: Surroundings) -> list[float]:
    """Shares of the other places that agree with the candidate, how near the nearest is, whether it is unlike them."""
    w50 = w150 = 0.0
    nearest = reach = 5000.0
    country, area, small, lat = c.country, (c.country, c.admin1), c.feature != "country", c.lat
    same = s.countries.get(country, 0.0) if country else 0.0
    same1 = s.areas.get(area, 0.0) if country and c.admin1 else 0.0
    for o, w in s.towns if small else ():
        if 111.2 * abs(lat - o.lat) < reach:
            d = rough_km(c, o)
            if d < 150:
                w150 += w
                if d < 50:
                    w50 += w
            if d < nearest and o.key != c.key:
                nearest, reach = d, d if d > 150 else 150.0
    near = 1 - log(1 + nearest) / log(5001)
    named, named1 = small and country in s.named and bool(country), small and same1 > 0 and area in s.named_areas
    unlike = same == 0 and c.layer == 0 and c.seat != "capital" and c.feature in SETTLED
    return [same / s.weight, same1 / s.weight, w50 / s.weight, w150 / s.weight, near, named, named1, unlike]


SETTLED = frozenset("admin1 admin2 city town village neighbourhood".split())  # what a report far away rarely speaks of
