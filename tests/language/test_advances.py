"""Advances: who is said to move from where towards where, also where two clauses tell it."""

from __future__ import annotations

import pytest
from language.tellings import told
from language.test_control import read

B, K, E = "[[Bara|literal|town|SD]]", "[[Kosti|literal|town|SD]]", "[[El Obeid|literal|city|SD]]"


def ways(text: str) -> set[tuple[str, str]]:
    """(origin, goal) of every advance of a marked text."""
    return {
        (a.origin.mention.text if a.origin else "", a.towards.mention.text if a.towards else "") for a in read(text)[1]
    }


@pytest.mark.parametrize(
    "text",
    [
        f"RSF fighters pushed south from {B} towards {K}.",
        f"An army column left {B} for {K} on Monday.",
        f"Army units from {B} are converging on {K}.",
        f"The RSF took {B} and are advancing towards {K}.",
        f"The RSF captured {B} on Monday. From there its fighters have advanced along the river towards {K}.",
    ],
)
def test_the_verb_of_moving_has_its_origin_beside_it(text: str) -> None:
    """In a phrase, as the subject's, as what was taken or left just before, or as "there"."""
    assert ("Bara", "Kosti") in ways(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{K} was taken on Friday by army troops, who had come up from {B}.",
        f"On Monday the siege of {K} was broken by the column that had set out from {B}.",
        f"RSF fighters are 20 km from {K}, having set out from {B}.",
        f"RSF fighters had set off from {B} before dawn. By Thursday evening they had overrun {K}.",
        f"Soldiers entered {K} yesterday. The men had set out from {B} in May.",
        f"The offensive began from {B}. The army captured {K} on 3 May.",
    ],
)
def test_where_a_force_came_from_is_told_in_another_clause(text: str) -> None:
    """A relative clause, a participle, the sentence before or after."""
    assert ways(text) == {("Bara", "Kosti")}


@pytest.mark.parametrize(
    "text",
    [
        f"The army launched an offensive on {K} from {B}.",
        f"The army's push from {B} towards {K} stalled in May.",
        f"{B}, which fell to the RSF in October, has served as the springboard for attacks toward {K}.",
    ],
)
def test_a_noun_tells_an_advance(text: str) -> None:
    """Offensives and pushes with both ends; a springboard is whose the place was said to be."""
    assert ways(text) == {("Bara", "Kosti")}


@pytest.mark.parametrize(
    "text",
    [
        f"The governor left {B} for {K} on Monday.",
        f"The garrison left {B} for {K}.",
        f"The army plans an offensive on {K} from {B}.",
        f"Displaced people who had come from {B} reached {K}.",
        f"Soldiers killed a trader who had come from {B} to {K}.",
        f"The army stopped a push on {K} from {B}.",
        f"Clashes began in {B}. The army captured {K}.",
    ],
)
def test_no_force_advances(text: str) -> None:
    """Civilians, officials, retreats and plans draw no arrow."""
    assert ways(text) == set()


def test_a_march_begins_when_it_set_out_and_ends_when_it_arrived() -> None:
    """The days of both clauses, where two tell it."""
    found = read(f"The men of the army had set out from {E} on 3 January 2024. They captured {K} on 9 March 2024.")[1]
    assert [(str(a.date_start), str(a.date_end)) for a in found] == [("2024-01-03", "2024-03-09")]


@pytest.mark.parametrize("what", ["60 army vehicles", "tanks", "armoured vehicles", "battle tanks"])
def test_a_column_of_vehicles_goes_to_fight(what: str) -> None:
    """It advances; it brings nobody anything."""
    assert ("ground_offensive", "Kosti") in told(f"A column of {what} moved north from {B} towards {K}.")
