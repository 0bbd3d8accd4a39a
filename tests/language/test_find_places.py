"""From text to places with roles, positions and reasons, in a small invented world."""

from __future__ import annotations

import pytest

from geomap.language.rows import MENTION_FIELDS, mention_row
from tests.language.small_world import WORLD, document, places


def test_offsets_quote_the_report() -> None:
    """text[start:end] is the mention, whatever stands around it."""
    from geomap.language.places import find_places

    text = "\n\n  KARSA, May 3.\r\nShells hit Dasht and\nTel Amara on Monday."
    for r in find_places(document(text), WORLD):
        assert text[r.mention.start : r.mention.end] == r.mention.text


def test_an_empty_report_has_no_places() -> None:
    """No words, no mentions, no error."""
    assert places("") == {}


@pytest.mark.parametrize(
    ("text", "mention", "role"),
    [
        ("Troops arrived in Belavia on Monday.", "Belavia", "literal"),
        ("Belavia denied on Monday that it had sent troops.", "Belavia", "associative"),
        ("Troops left Belavia. Karsa said that talks would go on.", "Karsa", "associative"),
        ("The governor met Belavian officials.", "Belavian", "demonym"),
        ("Planes crossed Belavian airspace at night.", "Belavian airspace", "literal"),
        ("Planes crossed Belavia's airspace at night.", "Belavia's airspace", "literal"),
        ("Weapons came from Belavia by sea.", "Belavia", "literal"),
        ("The plan has the support of Belavia.", "Belavia", "associative"),
    ],
)
def test_roles(text: str, mention: str, role: str) -> None:
    """Grammar tells a place from those who speak for it."""
    assert places(text)[mention].mention.role == role


def test_a_class_word_decides_between_province_and_town() -> None:
    """ "Norvik province" is the area, "the city of Norvik" the city."""
    found = places("Clashes went on in Norvik province. Shells fell in the city of Norvik.")
    assert found["Norvik province"].place is not None
    assert found["Norvik province"].place.feature == "admin1"
    assert found["Norvik"].place is not None
    assert found["Norvik"].place.feature == "city"


def test_containment_beats_population() -> None:
    """ "Tel Amara, Belavia" is the smaller town of that name, in Belavia."""
    r = places("Fighting reached Tel Amara, Belavia, on Sunday.")["Tel Amara"]
    assert r.place is not None
    assert r.place.country == "BX"
    assert any("rather than Tel Amara" in reason for reason in r.reasons)


def test_the_callers_country_is_a_bias() -> None:
    """The same words mean another town when the caller asks for the other country."""
    assert places("Fighting reached Tel Amara.", countries=("OS",))["Tel Amara"].place.country == "OS"  # type: ignore[union-attr]
    assert places("Fighting reached Tel Amara.", countries=("BX",))["Tel Amara"].place.country == "BX"  # type: ignore[union-attr]


def test_an_unknown_village_is_placed_by_what_the_text_says() -> None:
    """ "a hamlet four kilometres east of Dasht" gives a position although no gazetteer has the name."""
    r = places("In Belavia, shells hit Umm Zerin, a hamlet four kilometres east of Dasht, at dawn.")["Umm Zerin"]
    assert r.place is None
    assert (r.lat, r.lon) == (pytest.approx(40.4, abs=0.01), pytest.approx(20.447, abs=0.01))
    assert (r.mention.relation, r.mention.anchor) == ("east of", "Dasht")
    assert "4 km east of Dasht" in r.reasons[0]


def test_an_unknown_village_without_a_hint_stays_with_a_reason() -> None:
    """Nothing is dropped in silence: no place, no position, a reason."""
    r = places("Soldiers entered the village of Umm Zerin.")["Umm Zerin"]
    assert (r.place, r.lat) == (None, None)
    assert "gazetteer" in r.reasons[0]


def test_an_unrelated_unknown_name_changes_nothing() -> None:
    """One bad name never moves the others."""
    plain = places("Shells fell in Dasht and in Karsa.")
    noisy = places("Shells fell in Dasht and in Karsa. Soldiers entered the village of Umm Zerin.")
    assert (plain["Dasht"].place, plain["Karsa"].place) == (noisy["Dasht"].place, noisy["Karsa"].place)


def test_a_described_base_is_found_near_its_town() -> None:
    """ "the Ostranian-operated air base outside of Tel Amara" is Mirna; the town is a mention of its own."""
    found = places("Flights reach the Ostranian-operated air base outside of Tel Amara, Belavia.")
    assert found["Ostranian-operated air base outside of Tel Amara"].place.name == "Mirna Air Base"  # type: ignore[union-attr]
    assert found["Tel Amara"].place.country == "BX"  # type: ignore[union-attr]


def test_part_of_a_country_has_its_own_position() -> None:
    """ "northwestern Belavia" lies in the north-west, with the relation said."""
    r = places("Rebels advanced in northwestern Belavia.")["northwestern Belavia"]
    assert (r.lat, r.lon, r.mention.relation) == (40.9, 19.6, "part:northwestern")


def test_a_border_lies_between_two_countries() -> None:
    """The border with a neighbour is the middle of their common line, not the middle of either."""
    r = places("In Belavia, convoys wait at the Ostranian border.")["Ostranian border"]
    assert (r.lat, r.lon, r.mention.role) == (41.3, 22.0, "literal")


def test_between_two_towns_there_is_a_stretch() -> None:
    """ "between A and B" gives a third mention halfway; both towns stay where they are."""
    found = places("In Belavia, clashes were reported between Norvik and Dasht on Friday.")
    assert found["between Norvik and Dasht"].other.name == "Dasht"  # type: ignore[union-attr]
    assert found["Dasht"].lat == 40.4


def test_a_pronoun_points_back_to_a_country() -> None:
    """ "its airspace" is that of the country that acts."""
    r = places("Belavia closed its airspace to cargo flights.")["its airspace"]
    assert (r.place.name, r.mention.relation) == ("Belavia", "airspace")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", ["Mr. John Norvik resigned.", "He reads the Norvik Times every day.", "Gen. Peter Karsa spoke."]
)
def test_persons_and_papers_are_no_places(text: str) -> None:
    """A surname or a newspaper named like a town is not a literal place."""
    assert all(r.mention.role == "organisation" for r in places(text).values())


def test_rivers_take_the_article() -> None:
    """ "the Vesta" is the river, "in Vesta" the town."""
    assert places("In Belavia, troops crossed the Vesta at night.")["Vesta"].place.feature == "river"  # type: ignore[union-attr]


def test_rows_have_the_contracts_fields_in_order() -> None:
    """A flat row names every field of the contract, in its order."""
    row = mention_row(places("Shells hit the town of Dasht.")["Dasht"])
    assert tuple(row) == MENTION_FIELDS
    assert (row["place"], row["country"], row["role"]) == ("Dasht", "BX", "literal")


def test_a_second_reading_is_the_same() -> None:
    """The same report gives the same resolutions, reasons and candidates included."""
    text = "Belavia said Tel Amara, Norvik and Dasht were calm. Planes left the air base near Tel Amara."
    assert places(text) == places(text)
