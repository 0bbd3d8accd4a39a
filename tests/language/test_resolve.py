"""The decision for the whole document."""

from __future__ import annotations

import pytest

from geomap.language.document import read
from geomap.language.outlets import outlet_homes
from geomap.language.places import Bias, find_places
from geomap.language.rank import FEATURES, NONE_FEATURES, inside, size_of, static_features
from geomap.language.resolve import flavour
from geomap.language.weigh import table
from geomap.model import Report
from tests.language.small_world import WORLD, places


def test_candidates_come_best_first_and_are_probabilities() -> None:
    """Scores fall and never add up to more than one; the best is the place."""
    r = places("Fighting reached Tel Amara.")["Tel Amara"]
    scores = [c.score for c in r.candidates]
    assert scores == sorted(scores, reverse=True)
    assert 0.5 < sum(scores) <= 1.001
    assert r.place is not None
    assert r.candidates[0].place_id == r.place.place_id


def test_company_decides() -> None:
    """Among towns of one country a name means the one there."""
    assert places("Shells hit Dasht, Norvik and Tel Amara in Belavia.")["Tel Amara"].place.country == "BX"  # type: ignore[union-attr]
    assert places("Shells hit Orlo and Tel Amara in Ostrania.")["Tel Amara"].place.country == "OS"  # type: ignore[union-attr]


def test_words_beside_a_name_beat_a_namesake_far_away() -> None:
    """A village said to lie north of a town is placed there, not at the only place of its name 1300 km off."""
    r = places("Rebels entered the village of Farholm, 10 km north of Karsa, on Friday.")["Farholm"]
    assert r.place is None
    assert r.mention.relation == "north of"
    assert r.lat == pytest.approx(40.19, abs=0.01)


def test_unknown_village_lies_by_its_company() -> None:
    """A name that no gazetteer has takes a wide and doubtful position from the town of its list."""
    r = places("The rebels hold the villages of Zumarin and Dasht in Belavia.")["Zumarin"]
    assert r.place is None
    assert (r.lat, r.lon) == (40.4, 20.4)
    assert r.radius_km is not None and r.radius_km >= 50
    assert r.confidence <= 0.3


def test_a_maker_s_pattern_is_no_place() -> None:
    """ "Dasht-pattern rifles" are no rifles at Dasht; what is based there is."""
    assert "Dasht" not in places("Police in Belavia seized Dasht-pattern rifles.")
    assert "Dasht" in places("Police in Belavia held a Dasht-based trader.")


@pytest.mark.parametrize(
    ("sentence", "feature"),
    [
        ("Clashes went on in Norvik.", "city"),
        ("Clashes went on in Norvik province.", "admin1"),
    ],
)
def test_bare_name_is_the_town_not_its_area(sentence: str, feature: str) -> None:
    """A name that a town shares with its area means the town unless the words ask for the area."""
    found = [r for r in places(sentence).values() if r.mention.name == "Norvik"]
    assert [r.place.feature for r in found if r.place] == [feature]


@pytest.mark.parametrize(("follower", "role"), [("fighters", "demonym"), ("and Norvik", "literal")])
def test_people_of_an_area(follower: str, role: str) -> None:
    """A by-name of an area before a word for persons is a people."""
    assert places(f"Troops in Belavia fought in Marshen {follower} on Monday.")["Marshen"].mention.role == role


@pytest.mark.parametrize(("source", "country"), [("The Norvik Evening Post", "BX"), ("Orlo Vesta Blog", "OS")])
def test_outlet_tells_where_home_is(source: str, country: str) -> None:
    """A paper named after a town speaks of the towns around it; other names of outlets say nothing."""
    doc = read(Report(id="r", text="The council of Tel Amara met on Monday."))
    found = find_places(doc, WORLD, bias=Bias(source=source))  # type: ignore[arg-type]
    assert [r.place.country for r in found if r.place] == [country]


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.norvikherald.com/news/1", "BX"),
        ("https://norvik-news.com", "BX"),
        ("https://example.com/norvikherald", "OS"),
        ("http://[", "OS"),
    ],
)
def test_the_address_of_an_outlet_tells_where_home_is(url: str, country: str) -> None:
    """The name of a town inside a web address speaks for the towns around it."""
    doc = read(Report(id="r", text="The council of Tel Amara met on Monday.", url=url))
    found = find_places(doc, WORLD)  # type: ignore[arg-type]
    assert [r.place.country for r in found if r.place] == [country]


def test_the_ending_of_an_address_tells_the_country() -> None:
    """ "co.uk" is at home in Britain; ".tv" is at home nowhere."""
    assert outlet_homes("", "https://www.example.co.uk/a", WORLD) == {("GB", "")}  # type: ignore[arg-type]
    assert outlet_homes("", "https://example.tv", WORLD) == frozenset()  # type: ignore[arg-type]


def test_the_part_of_an_area_is_not_the_part_of_its_seat() -> None:
    """ "northern Norvik" is the north of the province; the capital's parts are the town's."""
    found = places("Belavia is at war. Shells fell on northern Norvik and on southern Karsa.")
    assert [r.place.feature for r in found.values() if r.place and r.mention.relation] == ["admin1", "city"]


def test_inside() -> None:
    """A town lies in its country and area, an area not in a town far away."""
    town, country = WORLD.lookup("Dasht")[0], WORLD.lookup("Belavia")[0]
    assert inside(town, country)
    assert not inside(country, town)
    assert not inside(WORLD.lookup("Orlo")[0], country)


def test_unknown_population_is_not_zero() -> None:
    """A river or base without inhabitants still counts as a place of some size."""
    assert size_of(WORLD.lookup("Vesta")[0]) > 3


def test_weights_match_the_features() -> None:
    """The shipped weights name exactly the features that are computed."""
    weights = table("resolve")
    assert set(weights["features"]) == set(FEATURES)
    assert set(weights["none"]) == set(NONE_FEATURES)
    assert len(static_features(WORLD.lookup("Dasht")[0], 4.0, ())) < len(FEATURES)


@pytest.mark.parametrize(
    ("words", "country"),
    [("the county sheriff and two deputies of the county", "US"), ("a quiet day", ""), ("one sheriff", "")],
)
def test_flavour(words: str, country: str) -> None:
    """Words of public life tell where a paper is at home; one alone does not."""
    assert flavour(words.split()) == country
