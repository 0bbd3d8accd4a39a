"""The decision for the whole document."""

from __future__ import annotations

import pytest

from geomap.language.rank import FEATURES, NONE_FEATURES, inside, size_of, static_features
from geomap.language.resolve import flavour
from geomap.language.weigh import table
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
