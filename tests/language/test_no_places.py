"""What is no place: persons in credits, feasts, peoples, sides; and strange names that are one by what follows."""

from __future__ import annotations

import pytest

from geomap.language.places import find_places
from geomap.language.recognise import recognise
from geomap.language.view import chunks, look
from tests.language.small_world import WORLD, document


def names(text: str) -> list[str]:
    """Names of the recognised places, bodies and peoples left out."""
    return [s.name for s in recognise(look(document(text)), WORLD) if not s.role]  # type: ignore[arg-type]


def positions(text: str) -> dict[str, tuple[float, float, float]]:
    """Latitude, longitude and radius by text of the mention, of those that have any."""
    found = find_places(document(text), WORLD)  # type: ignore[arg-type]
    return {
        r.mention.text: (r.lat, r.lon, r.radius_km)
        for r in found
        if r.lat is not None and r.lon is not None and r.radius_km is not None
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Nela Orrin and Tavi Karsa", []),
        ("By Nela Orrin in Karsa and Tavi Belt in Dasht", ["Karsa", "Dasht"]),
        ("Shells fell on Dasht.\n\nOur thanks to Nela Orrin and Tavi Belt.", ["Dasht"]),
        ("Shells fell on Dasht. (Writing by Nela Karsa; Editing by Tavi Orlo)", ["Dasht"]),
        ("By Sunday Dasht had fallen.", ["Dasht"]),
    ],
)
def test_those_who_make_a_report_are_no_places(text: str, expected: list[str]) -> None:
    """Bylines, credits and thanks name persons; what "in" brings in stays a place."""
    assert names(text) == expected


@pytest.mark.parametrize("text", ["Calm has held since Christmas.", "The Red Cross waited.", "Eid al-Fitr was quiet."])
def test_feasts_and_relief_societies_are_no_places(text: str) -> None:
    """They share their names with hamlets."""
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Belavia, shells hit the Zumarin bridge.", ["Belavia", "Zumarin"]),
        ("In Belavia, troops crossed the Zumarin range.", ["Belavia", "Zumarin"]),
        ("In Belavia, jets struck the Zumarin base.", ["Belavia", "Zumarin"]),
        ("In Belavia, jets struck the PKK base.", ["Belavia"]),
        ("Belavia is at war. They walked to Zumarin in Belavia.", ["Belavia", "Zumarin", "Belavia"]),
    ],
)
def test_strange_names_are_places_by_their_company(text: str, expected: list[str]) -> None:
    """A class word after a strange name makes it a place, unless the name is a force's."""
    assert names(text) == expected


def test_an_article_that_looks_like_a_function_word_opens_a_name() -> None:
    """ "As Zumarin" after a preposition, but not "as" in a headline."""
    view = look(document("They walked from As Zumarin. Rebels Flee As Soldiers Come."))
    assert [view.text(a, b) for a, b in chunks(view)] == ["As Zumarin", "Rebels Flee", "Soldiers Come"]


def test_a_compass_word_in_a_heading_is_no_town() -> None:
    """ "NORTHERN X" in capitals is the north of X."""
    found = find_places(document("NORTHERN BELAVIA HUMANITARIAN UPDATE"), WORLD)  # type: ignore[arg-type]
    assert [(r.mention.text, r.mention.relation) for r in found] == [("NORTHERN BELAVIA", "part:northern")]


def test_a_strange_name_takes_one_position_for_all_its_mentions() -> None:
    """What the text tells of it once holds wherever it is named."""
    text = "In Zumarin, a village ten kilometres east of Norvik, a house burned. On Monday soldiers left Zumarin."
    found = [r for r in find_places(document(text), WORLD) if r.mention.name == "Zumarin"]  # type: ignore[arg-type]
    assert len(found) == 2
    assert found[0].lat == found[1].lat
    assert found[0].lon == found[1].lon


def test_a_hamlet_takes_a_wide_position_from_the_sentence_before() -> None:
    """Where its own sentence names nothing else, the town spoken of last shows roughly where it lies."""
    found = positions("Shells fell on Dasht in Belavia. In Zumarin, a hamlet on the river, a house burned.")
    lat, lon, radius = found["Zumarin"]
    assert (round(lat, 1), round(lon, 1)) == (40.4, 20.4)
    assert radius >= 100


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("In Belavia, an airlift was organised by Orlo on Monday.", "associative"),
        ("Gold leaves Belavia by road for Orlo.", "literal"),
        ("Norvik denied it in Belavia.", "associative"),
    ],
)
def test_roles_of_seats(text: str, role: str) -> None:
    """A government that acts, a town that is gone to, the seat of a region that speaks."""
    found = {r.mention.name: r.mention.role for r in find_places(document(text), WORLD)}  # type: ignore[arg-type]
    assert found["Norvik" if "Norvik" in text else "Orlo"] == role
