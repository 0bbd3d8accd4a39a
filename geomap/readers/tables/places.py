"""Where the rows of a table are: their own positions, checked, or else the place that their columns name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geomap.geo import distance_km
from geomap.readers.tables.kinds import Roles
from geomap.readers.tables.positions import check_country, check_range, degrees_of

if TYPE_CHECKING:
    import pandas as pd

    from geomap.gazetteer.index import Candidate, Gazetteer

GENERIC = re.compile(
    r"(?i)^(?:the\s+)?(?:city|town|village|settlement|district|province|oblast|governorate|raion)\s+of\s+"
    r"|[\s,]+(?:city|town|village|settlement|municipality|urban[- ]type settlement|hromada|camp site)$|\s*\([^)]*\)",
)
NAME_LIMIT = 200  # characters; what is longer is no name, and patterns that end in $ are slow on it
QUALIFIER = re.compile(r"(?i)\s+(?:area|region|surroundings?|outskirts?|countryside|vicinity)$")
NAMED = ("geonameid", "place", "admin2", "admin1", "country")  # roles that say where a row is
CITIES = ("city", "town", "village", "camp", "neighbourhood")
AREAS = ("admin1", "admin2", "region", "country")
SAME_KM = 60.0  # a namesake farther from the table's own position is another place
# GeoNames admin seats are towns; a feature's rank in "Donetsk" without "oblast": the town first.
FEATURE_RANK = {
    name: rank
    for rank, names in enumerate((CITIES, ("airport", "airbase", "port", "base", "border_crossing"), AREAS))
    for name in names
}
PRECISION = {"exact": 1, "admin2": 3, "admin1": 4, "country": 6}


class Found(NamedTuple):
    """A place for the names of a row: the candidate, by which column it was found, and how sure that is."""

    candidate: Candidate | None
    level: str  # exact, admin2, admin1, country, none
    confidence: float


class Located(NamedTuple):
    """Columns on the table's index: position (degrees, NaN where none), place, precision, and what the check says.

    `check`: ok, geocoded, swapped (latitude and longitude were exchanged and are put right), zero (0,0: geocoded
    anew), out_of_range, outside_country, not_found.
    """

    lat: pd.Series
    lon: pd.Series
    check: pd.Series
    found: list[Found]  # one per row of `names`
    codes: np.ndarray[Any, np.dtype[np.int64]]  # row -> entry of `found`
    country: pd.Series


def locate(frame: pd.DataFrame, roles: Roles, gazetteer: Gazetteer, *, countries: Sequence[str] = ()) -> Located:
    """Positions and places of all rows. Distinct combinations of names are looked up once."""
    import pandas as pd

    columns = [roles[r] for r in NAMED if r in roles]
    names = frame[columns].apply(lambda s: s.str.strip()) if columns else pd.DataFrame(index=frame.index)
    keys = pd.MultiIndex.from_frame(names) if columns else pd.Index([()] * len(frame))
    lat, lon = degrees_of(frame, roles["lat"]), degrees_of(frame, roles["lon"])
    lat, lon, check = check_range(lat, lon)
    rough = pd.DataFrame({"lat": lat.round(1), "lon": lon.round(1)})
    codes, distinct = pd.factorize(
        pd.MultiIndex.from_arrays([pd.factorize(keys)[0], rough["lat"].fillna(999.0), rough["lon"].fillna(999.0)])
    )
    first = pd.Series(np.arange(len(frame))).groupby(codes).first().to_numpy()
    named = [
        dict(zip((r for r in NAMED if r in roles), row, strict=True))
        for row in names.iloc[first].itertuples(index=False)
    ]
    known_lat, known_lon = lat.to_numpy()[first], lon.to_numpy()[first]
    finder = Finder(gazetteer, countries)
    found = [
        finder.find(row, None if np.isnan(a) else (float(a), float(b)))
        for row, a, b in zip(named or [{}] * len(distinct), known_lat, known_lon, strict=True)
    ]
    iso = [
        finder.country(row.get("country", "")) or (f.candidate.country if f.candidate else "")
        for row, f in zip(named or [{}] * len(distinct), found, strict=True)
    ]
    country = pd.Series(np.array([*iso, ""], dtype=object)[codes], index=frame.index)
    told = pd.Series(
        np.array([bool(finder.country(row.get("country", ""))) for row in named or [{}] * len(distinct)])[codes],
        index=frame.index,
    )
    lat, lon, check = check_country(lat, lon, check, country.where(told, ""))
    return _filled(Located(lat, lon, check, found, codes, country))


def _filled(located: Located) -> Located:
    """Positions of geocoded places for the rows that have none of their own."""
    import pandas as pd

    place_lat = np.array([f.candidate.lat if f.candidate else np.nan for f in located.found])
    place_lon = np.array([f.candidate.lon if f.candidate else np.nan for f in located.found])
    missing = located.lat.isna()
    lat = located.lat.where(~missing, pd.Series(place_lat[located.codes], index=missing.index))
    lon = located.lon.where(~missing, pd.Series(place_lon[located.codes], index=missing.index))
    check = located.check.mask(missing & lat.notna() & located.check.eq(""), "geocoded").mask(
        lat.isna() & located.check.eq(""), "not_found"
    )
    return located._replace(lat=lat, lon=lon, check=check)


class Option(NamedTuple):
    """A candidate with its rank (lower is better), and whether it lies in the areas that the row names."""

    rank: tuple[Any, ...]
    candidate: Candidate
    inside: bool


def _nearest(options: Sequence[Option], position: tuple[float, float] | None) -> Candidate | None:
    """The best option; with a position, the best of those near it, else the best inside the areas named."""
    if position is None:
        return next((o.candidate for o in options if o.inside), None)
    near = []
    for rank, c, _ in options:
        if abs(position[0] - c.lat) * 111 <= SAME_KM + c.radius_km:
            away = distance_km(position, (c.lat, c.lon))
            if away <= SAME_KM + c.radius_km:
                near.append(((*rank[:3], away // 20, *rank[3:]), c))
    return min(near, key=lambda pair: pair[0])[1] if near else None


class Finder:
    """Looks up the places of a table: place within its district, province and country, else the smallest area known."""

    def __init__(self, gazetteer: Gazetteer, countries: Sequence[str] = ()) -> None:
        self.gazetteer, self.bias = gazetteer, tuple(countries)
        self._countries: dict[str, str] = {}
        self._admin1: dict[tuple[str, str], list[Candidate]] = {}
        self._known: dict[tuple[str, ...], tuple[str, list[tuple[str, list[Option]]]]] = {}

    def knows(self, text: str) -> bool:
        """Whether `text` is the name of a place."""
        return bool(text.strip()) and any(
            c.kind != "demonym" for form in forms(text) for c in self.gazetteer.lookup(form)
        )

    def country(self, name: str) -> str:
        """The ISO code of a country's name or code, "" when it is none ("Russia (Soviet Union)" is Russia)."""
        if name not in self._countries:
            found = [
                c
                for form in forms(name)
                for c in self.gazetteer.lookup(form)
                if c.feature == "country" and c.kind != "demonym"
            ]
            self._countries[name] = found[0].country if found else ""
        return self._countries[name]

    def find(self, names: dict[str, str], position: tuple[float, float] | None = None) -> Found:
        """The place of a row. With a known `position`, a namesake far from it is refused."""
        iso, levels = self._options(names)
        for level, options in levels:
            if best := _nearest(options, position):
                sure = 0.9 if level == "exact" and (iso or position) else 0.6 if level == "exact" else 0.5
                return Found(best, PLAIN_LEVEL.get(best.feature, level) if level == "exact" else level, sure)
        whole = self.gazetteer.country(iso) if iso and position is None else None
        candidate = self.gazetteer.candidate(whole.place_id) if whole else None
        return Found(candidate, "country", 0.4) if candidate else Found(None, "none", 0.0)

    def _options(self, names: dict[str, str]) -> tuple[str, list[tuple[str, list[Option]]]]:
        """The country of a row and its candidates by level, the finest level first; worked out once per set of names."""
        key = tuple(names.values())
        if key not in self._known:
            iso = self.country(names.get("country", ""))
            ident = names.get("geonameid", "").removesuffix(".0")
            known = self.gazetteer.candidate(f"geonames:{ident}") if ident else None
            levels = [("exact", [Option((0,), known, True)])] if known else []
            for level, role in (("exact", "place"), ("admin2", "admin2"), ("admin1", "admin1")):
                if names.get(role) and (options := self._candidates(names[role], names, iso, role)):
                    levels.append((level, options))
            self._known[key] = (iso, levels)
        return self._known[key]

    def _candidates(self, name: str, names: dict[str, str], iso: str, role: str) -> list[Option]:
        """Places of this name in the row's country, best first."""
        areas = self._areas(names.get("admin1", ""), iso) if role != "admin1" else []
        found: dict[int, Option] = {}
        for number, form in enumerate(forms(name)):
            for c in self.gazetteer.lookup(form):
                if c.kind != "demonym" and (not iso or c.country == iso):
                    rank = (*self._rank(c, role, areas), number, -c.population, c.key)
                    found.setdefault(c.key, Option(rank, c, not areas or lies_in(c, areas) < 2))
        return sorted(found.values(), key=lambda option: option.rank)

    def _rank(self, c: Candidate, role: str, areas: list[Candidate]) -> tuple[Any, ...]:
        """Best first: the right province, kind of place, own places, kind of name."""
        area = role != "place"
        kind = (c.feature not in AREAS or c.feature != role) if area else FEATURE_RANK.get(c.feature, 1)
        biased = c.country not in self.bias if self.bias else False
        return (lies_in(c, areas), kind, -c.layer, biased, c.kind not in ("name", "alternate"))

    def _areas(self, name: str, iso: str) -> list[Candidate]:
        """The first-level areas that a name may mean."""
        if (name, iso) not in self._admin1:
            named = (c for form in forms(name) for c in self.gazetteer.lookup(form))
            self._admin1[name, iso] = [c for c in named if c.feature == "admin1" and (not iso or c.country == iso)]
        return self._admin1[name, iso]


def lies_in(c: Candidate, areas: Sequence[Candidate]) -> int:
    """How well a place fits the first-level areas that its row names: 0 inside, 1 beside, 2 elsewhere."""
    if any((c.country, c.admin1) == (a.country, a.admin1) for a in areas):
        return 0
    near = any(distance_km((c.lat, c.lon), (a.lat, a.lon)) <= 0.7 * a.radius_km for a in areas)
    return 1 if near or not areas else 2


PLAIN_LEVEL = {"admin1": "admin1", "admin2": "admin2", "country": "country"}


def forms(name: str) -> list[str]:
    """Ways to look a table's place name up: as it is, without "town" and brackets, each part before a comma or slash."""
    name = " ".join(name.split())[:NAME_LIMIT]
    plain = GENERIC.sub("", name).strip()
    first = re.split(r"\s*[,;/]\s*", plain)[0]
    out = dict.fromkeys(f for f in (name, plain, first, GENERIC.sub("", first), QUALIFIER.sub("", first)) if f)
    return list(out)
