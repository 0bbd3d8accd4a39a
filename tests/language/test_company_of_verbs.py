"""Verbs of many senses told apart by who does it, to what and with which words beside them."""

from __future__ import annotations

import pytest
from language.tellings import told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A delegation of the rebels was in [[Doha]] on Thursday.", ("diplomacy", "Doha")),
        ("Negotiators were back in [[Cairo]] last week.", ("diplomacy", "Cairo")),
        ("The envoy was in [[Kampala]] on Monday.", ("visit", "Kampala")),
        ("The warlord's men were reported near [[Zuwara]] on Sunday.", ("troop_movement", "Zuwara")),
        ("The army was back in [[Menaka]] on Tuesday.", ("territorial_change", "Menaka")),
        ("The foreign ministers are to sit down in [[Muscat]].", ("diplomacy", "Muscat")),
        ("[[Kidal]] was entered by the army on Tuesday.", ("territorial_change", "Kidal")),
        ("Peacekeepers took up positions near [[Lachin]].", ("troop_movement", "Lachin")),
        ("Fighters walked into [[Rutshuru]] on Sunday.", ("troop_movement", "Rutshuru")),
    ],
)
def test_who_is_somewhere_at_a_time_tells_an_event(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen stormed a hotel in [[Kismayo]].", ("attack", "Kismayo")),
        ("Militants broke into the prison at [[Goma]].", ("attack", "Goma")),
        ("Troops stormed [[Bara]] at dawn.", ("ground_offensive", "Bara")),
        ("Pupils were seized from a school in [[Jibia]].", ("attack", "Jibia")),
        ("Bandits carried off 40 women from [[Zurmi]].", ("attack", "Zurmi")),
        ("Pirates boarded a tanker off [[Eyl]].", ("attack", "Eyl")),
        ("Raiders fell upon herders near [[Ansongo]].", ("attack", "Ansongo")),
        ("A van laden with explosives went off in [[Azaz]].", ("attack", "Azaz")),
        ("Helicopters rocketed a column near [[Palma]].", ("air_strike", "Palma")),
        ("Jets took out a depot near [[Raqqa]].", ("air_strike", "Raqqa")),
        ("A strike flattened a house in [[Nuseirat]].", ("air_strike", "Nuseirat")),
        ("Bombs fell on the camp at [[Minova]].", ("air_strike", "Minova")),
        ("Mortar bombs fell on [[Minova]].", ("shelling", "Minova")),
        ("Naval guns opened up on [[Sittwe]] on Sunday.", ("shelling", "Sittwe")),
        ("Army gunners pounded [[Saqba]] all day.", ("shelling", "Saqba")),
        ("Demonstrators filled the square of [[Daraa]].", ("other", "Daraa")),
    ],
)
def test_a_strike_takes_its_type_from_who_strikes_what(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[[Lashio]] passed to the alliance on Friday.", ("territorial_change", "Lashio")),
        ("[[Manbij]] was handed to the army on Monday.", ("territorial_change", "Manbij")),
        ("[[Kobani]] was freed of the jihadists in January.", ("territorial_change", "Kobani")),
        ("[[Mukalla]] was rid of the group in April.", ("territorial_change", "Mukalla")),
        ("The flag went up over [[Robotyne]] on Sunday.", ("territorial_change", "Robotyne")),
        ("[[Minova]] received 900 newly displaced people.", ("displacement", "Minova")),
        ("The airport at [[Aden]] shut on Friday.", ("interdiction", "Aden")),
        ("[[Lachin]] was handed over on Monday, [[Agdam]] a day later.", ("territorial_change", "Agdam")),
        ("Schools in [[Zawiya]] closed after an exchange of fire.", ("clash", "Zawiya")),
    ],
)
def test_what_changes_hands_is_told_by_everyday_verbs(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The army's report of the year was in [[Doha]] on Thursday.",
        "The envoy is in good health, friends in [[Kampala]] say.",
        "[[Dilling]] has seen no shelling this month.",
        "The minister was met with applause in [[Juba]].",
        "The law passed to the next stage in [[Baghdad]].",
        "The trader took out a loan in [[Nairobi]].",
        "The bakery in [[Goma]] freed a shelf.",
        "The singer fell upon hard times in [[Beirut]].",
    ],
)
def test_the_same_verbs_in_other_company_tell_nothing(text: str) -> None:
    assert told(text) == set()
