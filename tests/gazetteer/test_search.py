"""The search cascade, the geopy geocoder and the online fallback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from geomap.errors import GeomapError
from geomap.gazetteer.index import Gazetteer


@pytest.mark.parametrize(
    ("query", "step", "name"),
    [("Al-Zarqaya", "exact", "Al-Zarqaya"), ("Zarqaya", "article", "Al-Zarqaya"), ("El Zarkaia", "skeleton", "Al-Zarqaya"), ("Zarqamiya", "fuzzy", "Al-Zarqaya"), ("Oum Hadjar", "skeleton", "Umm Hajar")],
)  # fmt: skip
def test_every_answer_says_which_step_found_it(small: Gazetteer, query: str, step: str, name: str) -> None:
    """Exact, article-stripped, skeleton, fuzzy: the surest step that knows the name answers."""
    found = small.search(query, countries=("TD",))
    assert (found[0].place.name, found[0].step) == (name, step)


def test_nothing_is_found_for_noise(small: Gazetteer) -> None:
    """Letters that are no name find no place."""
    assert small.search("qwrtpsdf", countries=("TD",)) == [] == small.search("", countries=("TD",))


def test_near_prefers_and_countries_filter(small: Gazetteer) -> None:
    """Of two namesakes the nearer comes first; a country that has neither finds nothing."""
    assert small.search("Umm Hajar", near=(9.4, 18.8))[0].place.place_id == "geomap:umm-hajar-south"
    assert small.search("Umm Hajar", near=(13.4, 15.8))[0].place.place_id == "geomap:Umm Hajar"
    assert small.search("Umm Hajar", countries=("SD",)) == []


def test_scores_fall_and_stay_within_one(world: Gazetteer) -> None:
    """Answers are ordered by score, 0..1, no more than asked for."""
    found = world.search("San Jose", limit=7)
    scores = [m.score for m in found]
    assert len(found) == 7 and scores == sorted(scores, reverse=True) and 0 < scores[-1] <= scores[0] <= 1


def test_the_geocoder_is_a_geopy_geocoder(world: Gazetteer) -> None:
    """geocode, reverse and RateLimiter work as with any geopy geocoder, without a network."""
    from geopy.exc import GeocoderQueryError
    from geopy.extra.rate_limiter import RateLimiter
    from geopy.geocoders.base import Geocoder

    from geomap.gazetteer import GazetteerGeocoder

    geocoder = GazetteerGeocoder(gazetteer=world)
    assert isinstance(geocoder, Geocoder)
    found = RateLimiter(geocoder.geocode, min_delay_seconds=0)("Kassala, Sudan")
    assert found.raw["country"] == "SD" and abs(found.latitude - 15.45) < 0.5 and "Sudan" in found.address
    assert geocoder.geocode("qqxxzzvv, Sudan") is None
    assert len(geocoder.geocode("San Jose", exactly_one=False, limit=3)) == 3
    assert geocoder.reverse((15.455, 36.4)).address.startswith("Kassala")
    assert geocoder.reverse("0, -25") is None
    assert geocoder.geocode({"city": "Kassala", "country": "Sudan"}) == geocoder.geocode("Kassala, Sudan")
    assert geocoder.geocode("nowhere at all xyzzyq") is None
    for empty in ("  ", None, {"city": ""}):
        with pytest.raises(GeocoderQueryError):
            geocoder.geocode(empty)


def test_geopandas_geocodes_with_it(world: Gazetteer) -> None:
    """geopandas.tools.geocode takes the class as its provider."""
    from geopandas.tools import geocode

    from geomap.gazetteer import GazetteerGeocoder

    frame = geocode(["Bamako, Mali", "Gao, Mali"], provider=GazetteerGeocoder, gazetteer=world)
    assert frame.crs == "EPSG:4326" and [round(p.y) for p in frame.geometry] == [13, 16]


class Service(BaseHTTPRequestHandler):
    """A stand-in for Nominatim on loopback."""

    questions: ClassVar[list[str]] = []
    status = 200

    def do_GET(self) -> None:
        type(self).questions.append(self.path)
        known = "Karmidiya" in self.path
        answer = (
            [
                {
                    "lat": "12.5",
                    "lon": "20.25",
                    "display_name": "Karmidiya, Chad",
                    "osm_type": "node",
                    "osm_id": 7,
                    "boundingbox": ["12.4", "12.6", "20.1", "20.4"],
                }
            ]
            if known
            else []
        )
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture
def service() -> Iterator[str]:
    """The address of the stand-in."""
    Service.questions.clear()
    Service.status = 200
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_online_answers_are_marked_cached_and_slow(service: str, tmp_path: Path) -> None:
    """One question a second goes out, the second time none; answers say where they come from."""
    from geopy.geocoders import Nominatim

    from geomap.gazetteer.online import Online

    naps: list[float] = []
    online = Online(
        Nominatim(user_agent="geomap-test", domain=service, scheme="http"),
        cache=tmp_path / "online.sqlite",
        sleep=naps.append,
    )
    found = online.ask("Karmidiya", countries=("TD",))
    assert (found[0].step, found[0].place.place_id, found[0].place.source, found[0].place.lat) == (
        "online",
        "online:nominatim:node-7",
        "online: nominatim",
        12.5,
    )
    assert 5 < found[0].place.radius_km < 20
    assert online.ask("Karmidiya", countries=("TD",)) == found and len(Service.questions) == 1
    assert online.ask("Nowhere") == [] and len(Service.questions) == 2
    assert naps[0] == 0 and naps[1] > 0.9 and "countrycodes=td" in Service.questions[0]


def test_the_pause_holds_between_processes(service: str, tmp_path: Path) -> None:
    """A second call of the command waits for the first one's second to be over; its answers are those of the cache."""
    from geomap.gazetteer.online import Online

    naps: list[float] = []
    for name in ("Karmidiya", "Nowhere", "Karmidiya"):
        Online(f"nominatim=http://{service}", cache=tmp_path / "online.sqlite", sleep=naps.append).ask(name)
    assert len(Service.questions) == len(naps) == 2 and naps[1] > 0.9


def test_the_command_asks_a_server_of_ones_own(
    service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], world: Gazetteer
) -> None:
    """What the gazetteer lacks, or has but something like, is asked for where the user says, and marked."""
    from geomap.cli import main
    from geomap.gazetteer import data

    monkeypatch.setattr(data, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr("geomap.gazetteer.index.open_gazetteer", lambda *_, **__: world)
    main(["gazetteer", "search", "Karmidiya", "--quiet"])
    assert main(["gazetteer", "search", "Kassala", "--quiet", "--online", f"nominatim=http://{service}"]) == 0
    assert not Service.questions and "online" not in capsys.readouterr().out
    assert main(["gazetteer", "search", "Karmidiya", "--quiet", "--online", f"nominatim=http://{service}"]) == 0
    first = capsys.readouterr().out.splitlines()[1]
    assert "online:nominatim:node-7" in first and " online " in first and len(Service.questions) == 1


def test_an_unreachable_service_is_one_error(service: str, tmp_path: Path) -> None:
    """A service that fails is named, and what to do without it."""
    from geopy.geocoders import Nominatim

    from geomap.gazetteer.online import Online

    Service.status = 503
    online = Online(
        Nominatim(user_agent="geomap-test", domain=service, scheme="http"), cache=tmp_path / "online.sqlite", pause=0
    )
    with pytest.raises(GeomapError, match="without --online"):
        online.ask("Karmidiya")


def test_an_unknown_service_is_refused() -> None:
    """Only geocoders that geopy knows."""
    from geomap.gazetteer.online import Online

    with pytest.raises(GeomapError, match="nosuchservice"):
        Online("nosuchservice")
