"""What speaks against a namesake: the country of the report, the fame of another."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from geomap.gazetteer.index import Candidate
from geomap.language.objections import about_country, is_abroad, is_generic, objections


@dataclass
class Named:
    """As much of a group as the rules look at."""

    candidates: list[Candidate]
    name: str = ""
    best: int = 0
    fixed: bool = False
    links: list[object] = field(default_factory=list)
    phrases: list[object] = field(default_factory=list)

    @property
    def top(self) -> Candidate | None:
        return self.candidates[self.best]


@dataclass
class Bare:
    """A phrase without class words."""

    classes: tuple[str, ...] = ()
    relation: str | None = None
    compass: str = ""


def town(country: str, people: int = 20_000, seat: str = "") -> Candidate:
    return Candidate(1, 10.0, 10.0, people, "town", country, "01", "", "name", seat, 4.0, 0)


def named(*towns: Candidate) -> Named:
    return Named(list(towns), phrases=[Bare()])


def report(**names: int) -> list[Named]:
    """So many names of each country."""
    return [named(town(country)) for country, n in names.items() for _ in range(n)]


def test_a_report_is_about_the_country_that_leads_by_far() -> None:
    assert about_country(report(LR=6, GN=2, SL=1, NG=2, US=3, LY=1, BF=1, ML=1), ()) == {"LR"}  # type: ignore[arg-type]
    assert about_country(report(LR=6, GN=4, US=3, NG=4), ()) == frozenset()  # type: ignore[arg-type]
    assert about_country(report(LR=6, US=7, GN=2), ()) == frozenset()  # type: ignore[arg-type]


def test_the_namesake_in_the_country_of_the_report_comes_first() -> None:
    at_home, abroad = objections(named(town("LR"), town("US", 90_000)), frozenset({"LR"}), frozenset())  # type: ignore[arg-type]
    assert at_home > abroad


def test_talks_in_a_famous_city_are_not_in_a_small_namesake() -> None:
    famous, small = objections(named(town("CH", 180_000), town("US", 20_000)), frozenset(), frozenset(), abroad=True)  # type: ignore[arg-type]
    assert famous > small
    one, two = objections(named(town("CH", 180_000), town("US", 20_000)), frozenset(), frozenset())  # type: ignore[arg-type]
    assert one == two


def test_a_report_from_abroad_has_few_english_speaking_towns() -> None:
    assert is_abroad(report(HR=4, BA=5, US=1), "")  # type: ignore[arg-type]
    assert not is_abroad(report(HR=4, US=4), "")  # type: ignore[arg-type]
    assert not is_abroad(report(HR=9), "US")  # type: ignore[arg-type]


def test_a_listed_place_next_door_weighs_half_as_much_against_that_of_the_report() -> None:
    listed = town("TJ")._replace(layer=1)
    at_home, next_door, far = objections(named(town("AF"), listed, town("IN")), frozenset({"AF"}), frozenset())  # type: ignore[arg-type]
    assert at_home > next_door > far


@dataclass
class Span:
    """Where a name stands: the word after it."""

    last: int = 0


@dataclass
class Spoken:
    """A phrase with its place in the text."""

    spot: Span = field(default_factory=Span)


@pytest.mark.parametrize("name", ["Old Bridge", "Central Market", "New Road", "Free Port", "Upper Town", "North Gate"])
def test_a_name_made_of_common_words_is_generic(name: str) -> None:
    group = named(town("US"))
    group.name, group.phrases = name, [Spoken()]
    assert is_generic(group, ["was"])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Port Sudan", "Old Fangak", "New Halfa", "Central Equatoria", "Goma", "Red Sea"])
def test_a_name_with_a_word_of_its_own_is_not_generic(name: str) -> None:
    group = named(town("SD"))
    group.name, group.phrases = name, [Spoken()]
    assert not is_generic(group, ["was"])  # type: ignore[arg-type]


def test_the_name_of_a_street_is_generic() -> None:
    group = named(town("MD"))
    group.name, group.phrases = "Bandar", [Spoken()]
    assert is_generic(group, ["street"])  # type: ignore[arg-type]


def test_a_generic_name_is_not_sought_in_lands_that_the_report_does_not_speak_of() -> None:
    group = named(town("US"), town("CD"))
    abroad, home = objections(group, frozenset(), frozenset(), lands={"CD"})  # type: ignore[arg-type]
    assert abroad < -5 <= home
