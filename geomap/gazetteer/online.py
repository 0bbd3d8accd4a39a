"""Ask an online geocoder for what the gazetteer lacks: off unless asked for, one question a second, answers kept on disk.

Every answer is marked: place ids begin with `online:`, the source names the service, the step is "online".
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from geomap.errors import GeomapError
from geomap.gazetteer import data
from geomap.gazetteer.pack import hash64
from geomap.gazetteer.search import Match
from geomap.model import Place

_PAUSE = 1.1  # seconds between questions: Nominatim allows one a second
_AGENT = "geomap (https://github.com/geomap/geomap)"
_EARTH = 111.32


class Online:
    """A geopy geocoder behind a cache and a pause.

    `geocoder` is a name that geopy knows, "nominatim=http://host:8080" for a server of one's own, or a geocoder object.
    """

    def __init__(
        self,
        geocoder: str | Any,
        *,
        cache: Path | None = None,
        pause: float = _PAUSE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = geocoder.partition("=")[0] if isinstance(geocoder, str) else type(geocoder).__name__.casefold()
        self._geocoder = _make(geocoder) if isinstance(geocoder, str) else geocoder
        self._cache = sqlite3.connect(cache or data.cache_folder() / "online.sqlite")
        self._cache.execute("CREATE TABLE IF NOT EXISTS answers(h INTEGER PRIMARY KEY, question TEXT, answer TEXT)")
        self._cache.execute("CREATE TABLE IF NOT EXISTS asked(service TEXT PRIMARY KEY, at REAL)")
        self._pause, self._sleep = pause, sleep

    def ask(self, name: str, *, countries: Sequence[str] = ()) -> list[Match]:
        """What the service says, best first; an empty list when it knows nothing. GeomapError when it cannot be reached."""
        question = json.dumps([self.name, name, sorted(c.casefold() for c in countries)], ensure_ascii=False)
        row = self._cache.execute("SELECT answer FROM answers WHERE h=?", (hash64(question),)).fetchone()
        answers = json.loads(row[0]) if row else self._fetch(question, name, countries)
        return [Match(_place(self.name, a), "online", round(0.5 / (1 + i), 3)) for i, a in enumerate(answers)]

    def _fetch(self, question: str, name: str, countries: Sequence[str]) -> list[dict[str, Any]]:
        from geopy.exc import GeopyError

        self._sleep(self._rest())
        options: dict[str, Any] = {"exactly_one": False}
        if countries and self.name == "nominatim":
            options["country_codes"] = [c.casefold() for c in countries]
        try:
            found = self._geocoder.geocode(name, **options) or []
        except GeopyError as error:
            raise GeomapError(f"{self.name}: {error} (work goes on without --online)") from error
        finally:
            with self._cache:
                self._cache.execute("INSERT OR REPLACE INTO asked VALUES(?,?)", (self.name, time.time()))
        answers = [
            {
                "address": str(f.address),
                "lat": f.latitude,
                "lon": f.longitude,
                "raw": f.raw if isinstance(f.raw, dict) else {},
            }
            for f in found
        ]
        with self._cache:
            self._cache.execute(
                "INSERT OR REPLACE INTO answers VALUES(?,?,?)", (hash64(question), question, json.dumps(answers))
            )
        return answers

    def _rest(self) -> float:
        """Seconds until the service may be asked again, by this process or another one."""
        row = self._cache.execute("SELECT at FROM asked WHERE service=?", (self.name,)).fetchone()
        return min(self._pause, max(0.0, row[0] + self._pause - time.time())) if row else 0.0


def _make(told: str) -> Any:
    """The geocoder of a name, at an address of one's own if one is told ("nominatim=http://host:8080")."""
    from geopy.exc import GeopyError
    from geopy.geocoders import get_geocoder_for_service

    name, _, address = told.partition("=")
    scheme, _, domain = address.rpartition("://")
    place = {"domain": domain.rstrip("/"), "scheme": scheme or "http"} if address else {}
    try:
        kind = get_geocoder_for_service(name)
        return kind(user_agent=_AGENT, **place)
    except (GeopyError, TypeError) as error:
        raise GeomapError(
            f"geopy has no geocoder {name!r} that works without a key{' at an address' if address else ''} (try nominatim)"
        ) from error


def _place(service: str, answer: dict[str, Any]) -> Place:
    raw = answer["raw"]
    box = [float(v) for v in raw.get("boundingbox") or ()]
    radius = max(1.0, (box[1] - box[0]) / 2 * _EARTH) if len(box) == 4 else 5.0
    ident = f"{raw.get('osm_type', 'place')}-{raw.get('osm_id', hash64(answer['address']) & 0xFFFFFFFF)}"
    name = str(raw.get("name") or answer["address"].split(",")[0]).strip()
    return Place(
        place_id=f"online:{service}:{ident}", name=name, feature="site", country=str((raw.get("address") or {}).get("country_code", "")).upper(),
        lat=float(answer["lat"]), lon=float(answer["lon"]), radius_km=round(radius, 1), names=(answer["address"],), source=f"online: {service}",
    )  # fmt: skip


def ask(geocoder: str, name: str, *, countries: Sequence[str] = ()) -> list[Match]:
    """One question to a geocoder by its geopy name."""
    return Online(geocoder).ask(name, countries=countries)
