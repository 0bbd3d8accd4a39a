"""The gazetteer as a geopy geocoder: `geocode`, `reverse`, `RateLimiter` and `geopandas.tools.geocode` work unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.model import Place

_TOWNS = ("city", "town", "village", "camp", "neighbourhood")


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy publishes no types
    """An adapter that never asks anybody: there is nothing to fetch."""

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:
        raise GeocoderQueryError("the gazetteer does not use the network")

    def get_text(self, url: str, *, timeout: Any, headers: Any) -> Any:
        raise GeocoderQueryError("the gazetteer does not use the network")


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy publishes no types
    """Offline geocoding. `Location.raw` holds place_id, feature, country, radius_km, step and score.

    `countries` and `near` (lat, lon) set where names are looked for; a `gazetteer` may be shared. Without either, a
    misspelt name counts from a score of `least` on: the world has a name a little like anything.
    """

    def __init__(
        self, *, gazetteer: Gazetteer | None = None, countries: Sequence[str] = (), near: tuple[float, float] | None = None,
        least: float = 0.7, timeout: Any = DEFAULT_SENTINEL, user_agent: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(timeout=timeout, user_agent=user_agent or "geomap", adapter_factory=_NoNetwork)
        self.gazetteer = gazetteer or open_gazetteer()
        self.countries, self.near, self.least = tuple(countries), near, least

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        limit: int = 10,
        country_codes: Sequence[str] | str = (),
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The place of a name, or ("Idlib, Syria") of a name in a country; None when nothing is called that.

        A query may be structured as Nominatim's: {"city": "Idlib", "country": "Syria"}. GeocoderQueryError when it is empty.
        """
        codes = (country_codes,) if isinstance(country_codes, str) and country_codes else tuple(country_codes)
        text = ", ".join(v for v in query.values() if v) if isinstance(query, Mapping) else query
        if not isinstance(text, str) or not text.strip(" ,"):
            raise GeocoderQueryError("an empty query")
        name, countries = self._split(text, tuple(c.upper() for c in codes) or self.countries)
        found = self.gazetteer.search(name, near=self.near, countries=countries, limit=1 if exactly_one else limit)
        least = 0.0 if countries or self.near else self.least
        locations = [
            _location(m.place, self.gazetteer, step=m.step, score=m.score)
            for m in found
            if m.step != "fuzzy" or m.score >= least
        ]
        return (locations[0] if locations else None) if exactly_one else (locations or None)

    def _split(self, query: str, countries: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        head, comma, tail = query.rpartition(",")
        if comma and not countries:
            states = [c.country for c in self.gazetteer.lookup(tail.strip()) if c.feature == "country"]
            if states:
                return head.strip(), tuple(states)
        return query.strip(), countries

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int = 10,
        radius_km: float = 50.0,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The populated places nearest to a point, within `radius_km`; None over empty land or sea."""
        point = Point(query)
        near = self.gazetteer.near(point.latitude, point.longitude, radius_km, _TOWNS)[: 1 if exactly_one else limit]
        locations = [_location(self.gazetteer.place(c), self.gazetteer, km=round(km, 2)) for km, c in near]
        return (locations[0] if locations else None) if exactly_one else (locations or None)


def _location(place: Place, gazetteer: Gazetteer, **more: Any) -> Location:
    country = gazetteer.country(place.country) if place.country else None
    parts = [place.name, place.admin1, country.name if country and country.name != place.name else ""]
    raw = {
        "place_id": place.place_id,
        "feature": place.feature,
        "country": place.country,
        "radius_km": place.radius_km,
        **more,
    }
    return Location(", ".join(dict.fromkeys(p for p in parts if p)), Point(place.lat, place.lon), raw)
