"""Which spans are names of places."""

from __future__ import annotations

import pytest

from geomap.language.recognise import recognise
from geomap.language.view import chunks, look
from tests.language.small_world import WORLD, document


def names(text: str) -> list[str]:
    """Names of the recognised places, bodies and peoples left out."""
    return [s.name for s in recognise(look(document(text)), WORLD) if not s.role]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Belavia, shells hit the towns of Dasht, Karsa and Tel Amara.", ["Belavia", "Dasht", "Karsa", "Tel Amara"]),
        (
            "The soldiers and their families who had come from the south were in Tel\nAmara, Belavia, when the shelling of the bridges and the roads began at\ndawn.",
            ["Tel Amara", "Belavia"],
        ),
        ("Dasht's market burned in Belavia.", ["Dasht", "Belavia"]),
        ("An Il-76 landed in Karsa.", ["Karsa"]),
        ("Belavia is at war. Rebel-held Dasht was calm, residents of Karsa said.", ["Belavia", "Dasht", "Karsa"]),
        ("They drove to the village of Umm Zerin.", ["Umm Zerin"]),
        ("Belavia's army seized Dasht and Zumarin in Belavia.", ["Belavia", "Dasht", "Zumarin", "Belavia"]),
    ],
)
def test_places_are_found(text: str, expected: list[str]) -> None:
    """Lists, line ends inside names, possessives, compounds, and names that the gazetteer lacks."""
    assert names(text) == expected


@pytest.mark.parametrize(
    "text", ["On Monday he smiled.", "President Peter Karsa resigned.", "Azande farmers met European diplomats."]
)
def test_what_is_no_place(text: str) -> None:
    """Days, persons and peoples are none."""
    assert names(text) == []


def test_runs_of_capitals() -> None:
    """A run goes over connectors and abbreviations, and ends at verbs, commas and sentences."""
    view = look(document("The Gulf of Sable met Lt. Peter Karsa. Dasht, Norvik burned."))
    assert [view.text(a, b) for a, b in chunks(view)] == ["Gulf of Sable", "Lt. Peter Karsa", "Dasht", "Norvik"]


def test_a_unit_named_after_a_place_is_none() -> None:
    """A brigade or unit that is called by a place's name stays with the bodies; the town where it is counts."""
    assert names("The commander of the Karsa brigade spoke in Dasht.") == ["Dasht"]


@pytest.mark.parametrize(
    "text",
    [
        "Karsa, a television channel, showed the crowd.",
        "The tanker Karsa sank on Monday.",
        "Dasht, a shipping company, denied it.",
        "The elite Karsa force was seen.",
    ],
)
def test_what_the_text_calls_a_thing_is_no_place(text: str) -> None:
    """Media, firms, ships and units that share a place's name."""
    assert names(text) == []


def test_a_town_in_apposition_stays_a_place() -> None:
    """ "a company town" is a town."""
    assert names("In Belavia, Dasht, a company town, was shelled.") == ["Belavia", "Dasht"]


def test_a_strange_name_in_a_list_of_places_is_one() -> None:
    """The second judgement sees the neighbours of a doubtful name."""
    assert "Zumarin" in names("Shells hit Dasht, Zumarin and Karsa in Belavia.")
