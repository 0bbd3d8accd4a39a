"""The grammar of relations: words around a name, and what they do to a position."""

from __future__ import annotations

import pytest

from geomap.language import relations


@pytest.mark.parametrize(
    ("left", "relation", "compass", "km"),
    [
        ("about 20 km north of ", "north of", "north", 20.0),
        ("a camp four kilometres south-west of ", "southwest of", "southwest", 4.0),
        ("some 10 miles from ", "distance from", "", 16.093),
        ("fell near ", "near", "", None),
        ("close to the town of ", "near", "", None),
        ("just outside ", "outside", "", None),
        ("on the western outskirts of ", "outskirts of", "west", None),
        ("in the countryside of ", "around", "", None),
        ("in north-eastern ", "part:northeastern", "northeast", None),
        ("in the far north of ", "part:northern", "north", None),
        ("in the eastern part of ", "part:eastern", "east", None),
        ("a ship off the coast of ", "off the coast of", "", None),
        ("along the border with ", "border with", "", None),
        ("areas bordering ", "border with", "", None),
        ("the airspace over ", "airspace", "", None),
        ("a dam upstream of ", "upstream of", "", None),
        ("a post east of ", "east of", "east", None),
    ],
)
def test_words_before_a_name(left: str, relation: str, compass: str, km: float | None) -> None:
    """Each row of the grammar is read from the words before a name."""
    found = relations.before(left + "X", len(left), 0)
    assert found is not None
    assert (found.relation, found.compass, found.km) == (relation, compass, km)


@pytest.mark.parametrize("left", ["in ", "from ", "said that ", "the president of ", "moved to "])
def test_plain_words_are_no_relation(left: str) -> None:
    """A mere preposition leaves the place as it is."""
    assert relations.before(left + "X", len(left), 0) is None


@pytest.mark.parametrize(
    ("right", "relation"),
    [
        ("'s airspace", "airspace"),
        (" border", "border with"),
        (" coast", "coast of"),
        ("'s territorial waters", "waters"),
        (" countryside", "around"),
        ("'s northwest", "part:northwestern"),
    ],
)
def test_words_after_a_name(right: str, relation: str) -> None:
    """Possessives and nouns after a name are read too."""
    found = relations.after("X" + right, 1, 1 + len(right))
    assert found is not None
    assert found.relation == relation


@pytest.mark.parametrize(
    "right", [" border guards", " border police", " coast guard", " borders on madness town"[:0] + " waterfront"]
)
def test_bodies_are_no_relation(right: str) -> None:
    """Border guards are people, not a border."""
    assert relations.after("X" + right, 1, 1 + len(right)) is None


@pytest.mark.parametrize(
    ("between", "relation"),
    [
        (", a hamlet four kilometres east of ", "east of"),
        (", a small town near ", "near"),
        (", 12 miles from ", "distance from"),
        (" village in ", "in"),
        (", which lies west of ", "west of"),
    ],
)
def test_appositions(between: str, relation: str) -> None:
    """What stands between an unknown name and the place that locates it."""
    found = relations.apposition(between)
    assert found is not None
    assert found.relation == relation


@pytest.mark.parametrize(
    ("number", "unit", "km"),
    [
        ("20", "km", 20.0),
        ("1,500", "metres", 1.5),
        ("2.5", "miles", 4.023),
        ("ten", "nautical miles", 18.52),
        ("many", "km", None),
    ],
)
def test_distances(number: str, unit: str, km: float | None) -> None:
    """Numbers in words and figures, units of land and sea."""
    assert relations.distance(number, unit) == km


def test_a_described_facility() -> None:
    """ "the Ostranian-run air base outside of X": kind, features and where the phrase begins."""
    text = "They reached the Ostranian-run air base outside of X"
    found = relations.described(text, len(text) - 1, 0)
    assert found is not None
    assert (text[found.start :], found.features[0]) == ("Ostranian-run air base outside of X", "airbase")
