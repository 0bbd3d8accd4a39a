"""How sure a place on the map is."""

from __future__ import annotations

from itertools import pairwise

from geomap.language.confidence import confidence

STEPS = (0.01, 0.2, 0.5, 0.8, 0.99)


def test_a_surer_choice_gives_more_confidence() -> None:
    """The curve rises with the probability of the chosen place."""
    assert all(confidence(2.0, a) < confidence(2.0, b) for a, b in pairwise(STEPS))


def test_a_surer_name_gives_more_confidence() -> None:
    """The curve rises with the log odds of the name."""
    assert all(confidence(a, 0.9) < confidence(b, 0.9) for a, b in pairwise((-1.0, 0.0, 2.0, 5.0)))


def test_confidence_is_a_probability() -> None:
    """Even where the resolver is certain, something is left to chance."""
    assert 0 < confidence(-50, 0.0) < confidence(50, 1.0) < 1
