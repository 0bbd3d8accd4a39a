"""Events told by nouns of coming and going, by predicates and by what points back; dates counted on, days due."""

from __future__ import annotations

from datetime import date

import pytest
from language.tellings import events, told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The entry of the RSF into [[Singa]] on Monday met no resistance.", ("territorial_change", "Singa")),
        ("The rebels' entry into [[Sake]] was met with silence.", ("territorial_change", "Sake")),
        ("The exit of fighters from [[Derna]] on Friday was orderly.", ("withdrawal", "Derna")),
        ("The departure of the last peacekeepers from [[Kidal]] was quiet.", ("withdrawal", "Kidal")),
        ("The departure of government troops from [[Marib]] on Sunday surprised many.", ("withdrawal", "Marib")),
        ("The militia's departure from [[Lashio]] took an hour.", ("withdrawal", "Lashio")),
    ],
)
def test_the_coming_and_going_of_armed_people_is_told_by_a_noun(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The departure of the minister from [[Juba]] was delayed.",
        "The entry of goods into [[Gaza]] costs more.",
        "The exit of the bank from [[Kiev]] cost millions.",
        "The entry of the choir into [[Goris]] is free.",
        "The departure of flights from [[Sanaa]] is announced by loudspeaker.",
        "The army has no entry in the register of [[Kosti]].",
    ],
)
def test_the_coming_and_going_of_others_is_no_withdrawal(text: str) -> None:
    assert not {kind for kind, _ in told(text)} & {"withdrawal", "territorial_change"}


@pytest.mark.parametrize(
    "text",
    [
        "The reports of the fall of [[Beni]] are false.",
        "Claims that [[Lubero]] has fallen are untrue.",
        "The story of a massacre in [[Bara]] is a lie.",
        "The accounts of shelling in [[Goris]] are pure invention.",
        "The claim that rebels captured [[Wau]] is propaganda.",
        "Reports that jets bombed [[Hodeidah]] are baseless.",
    ],
)
def test_what_is_said_to_be_false_is_denied(text: str) -> None:
    assert {e.stance for e in events(text)} == {"denied"}


def test_a_true_report_is_not_denied() -> None:
    assert {e.stance for e in events("The reports of shelling in [[Uvira]] are true.")} == {"asserted"}


def test_gains_that_nobody_made_are_no_change_of_territory() -> None:
    assert told("Fighters attacked [[Soledar]] on Sunday without confirmed gains.") == {("attack", "Soledar")}


def test_an_airfield_outside_a_town_is_taken() -> None:
    assert ("territorial_change", "airfield outside Tal Afar") in told(
        "Militiamen took the [[airfield outside Tal Afar|literal|near]] on Monday."
    )


def test_a_town_that_fell_is_told_by_a_relative_clause() -> None:
    assert ("territorial_change", "Balakliia") in told("The mayor fled [[Balakliia]], which fell on Sunday.")


def test_a_column_of_vehicles_is_no_load() -> None:
    assert "arms_transfer" not in {kind for kind, _ in told("A column of 60 army vehicles moved towards [[Beni]].")}


def test_who_marched_into_the_city_came_to_the_city_just_named() -> None:
    text = "Rebels patrolled the centre of [[Goma]] on Tuesday, a day after they marched into the city."
    assert ("troop_movement", "Goma") in told(text)


def test_who_is_due_somewhere_is_awaited_there() -> None:
    (visit,) = events("The foreign minister is due in [[Erbil]] on Friday.")
    assert (visit.stance, visit.date_start) == ("planned", date(2024, 5, 10))


def test_days_before_that_count_from_a_week_ago() -> None:
    text = "Troops retook [[Bartella]] a week ago. Fighters had driven the militants from [[Bashiqa]] six days before that."
    assert [e.date_start for e in events(text) if e.where and e.where.mention.text == "Bashiqa"] == [date(2024, 4, 25)]
