"""A world of a few invented places, and caches that no test shares with the user."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from entries import entry

from geomap.gazetteer.compile import Writer, building
from geomap.gazetteer.entry import Entry, Name
from geomap.gazetteer.index import Gazetteer, IndexFile, open_gazetteer


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's places are an empty folder."""
    folder = tmp_path / "own-places"
    monkeypatch.setenv("GEOMAP_PLACES", str(folder))
    return folder


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Gazetteer]:
    """Entries -> a gazetteer of one file."""

    def build(*entries: Entry) -> Gazetteer:
        path = tmp_path / "small.sqlite"
        with building(path) as connection:
            writer = Writer(connection)
            for one in entries:
                writer.add(one)
            writer.finish({"fingerprint": "small", "what": "test"})
        return Gazetteer([IndexFile(path, 0, 0)])

    return build


@pytest.fixture
def small(make: Callable[..., Gazetteer]) -> Gazetteer:
    """A handful of places of one country with its areas."""
    return make(
        entry(
            "Chad",
            15.0,
            19.0,
            place_id="geonames:2434508",
            feature="country",
            radius_km=700,
            names=[Name("Chadian", "demonym"), Name("TD", "code")],
        ),
        entry(
            "Kanem",
            14.5,
            15.5,
            place_id="geonames:7603251",
            feature="admin1",
            admin1="06",
            names=[Name("Kanem Region"), Name("KNM", "abbreviation")],
        ),
        entry(
            "Al-Zarqaya",
            14.1,
            15.3,
            admin1="06",
            population=12_000,
            seat="admin1",
            names=[Name("الزرقاية", lang="ar"), Name("Port Rolland", "former")],
        ),
        entry("Umm Hajar", 13.5, 15.9, admin1="06", population=900, feature="village"),
        entry("Umm Hajar", 9.5, 18.9, place_id="geomap:umm-hajar-south", population=0, feature="village"),
    )


@pytest.fixture(scope="session")
def world() -> Gazetteer:
    """The real gazetteer (built into the cache on first use)."""
    return open_gazetteer()
