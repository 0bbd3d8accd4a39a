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
        ("Soldiers of the north were masters of [[Gali]] by Friday.", ("territorial_change", "Gali")),
        ("Kofi Mensah was in [[Lome]] on Monday.", ("visit", "Lome")),
        ("By Wednesday paratroopers stood near [[Lyman]].", ("troop_movement", "Lyman")),
        ("The navy plans to open a base at [[Tumaco]].", ("troop_movement", "Tumaco")),
        ("Newly mobilised men reached [[Svatove]] on Friday.", ("troop_movement", "Svatove")),
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
        ("Army artillery opened up on hills near [[Amedi]].", ("shelling", "Amedi")),
        ("The freighter, seized off [[Eyl]] on Friday, is still held.", ("interdiction", "Eyl")),
        ("The judge was found dead in [[Hawija]] on Monday.", ("attack", "Hawija")),
        ("Helicopters evacuated 40 wounded from [[Leer]].", ("other", "Leer")),
        ("The tanker took a missile in the bow off [[Mokha]].", ("attack", "Mokha")),
        ("The fleet lost a corvette off [[Alupka]].", ("attack", "Alupka")),
        ("Drones set a depot on fire at [[Engels]].", ("attack", "Engels")),
        ("Phosphorus was used on [[Dhayra]].", ("shelling", "Dhayra")),
        ("A cache of mines was found at [[Dhubab]].", ("interdiction", "Dhubab")),
        ("Raiders sacked the army post at [[Gajiram]].", ("attack", "Gajiram")),
        ("Jets engaged a gathering of commanders near [[Mullaitivu]].", ("air_strike", "Mullaitivu")),
        ("Police stopped a vehicle at [[Tame]] and found fuses.", ("interdiction", "Tame")),
        ("Gunmen ambushed a convoy of six trucks near [[Kyaikto]].", ("attack", "Kyaikto")),
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
        ("French troops handed the camp at [[Gossi]] to the army.", ("territorial_change", "Gossi")),
        ("Eight rebels gave themselves up at [[Rutshuru]].", ("other", "Rutshuru")),
        ("Troops rescued 16 captives in [[Kajuru]].", ("other", "Kajuru")),
        ("After hours of combat, [[Karuba]] was evacuated by the army.", ("clash", "Karuba")),
        ("The survivors have held [[Sangin]]. They have been under siege ever since.", ("siege", "Sangin")),
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
        "London said its men in [[Kandahar]] would not be sent out to fight.",
        "The firm lost contact with its agent in [[Basra]].",
        "The club sacked its trainer.",
    ],
)
def test_the_same_verbs_in_other_company_tell_nothing(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- [[Waat]]: two traders were shot dead on Friday.", ("attack", "Waat")),
        ("- [[Rubkona]]: air raid on a depot.", ("air_strike", "Rubkona")),
        ("The envoy met the governor of [[Darfur]] in [[Kosti]].", ("diplomacy", "Kosti")),
        ("Volunteers from across [[Georgia]] took [[Gagra]].", ("territorial_change", "Gagra")),
        ("[[Ramadi]]'s government compound was recaptured.", ("territorial_change", "Ramadi")),
    ],
)
def test_the_place_is_that_of_the_deed(text: str, wanted: tuple[str, str]) -> None:
    assert told(text) == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "Rifles and mortar rounds are flown from [[Mersin]] into [[Misrata]].",
        "Mines and rifles had been driven to [[Zaranj]] from [[Zahedan]].",
    ],
)
def test_munitions_on_their_way_strike_nobody(text: str) -> None:
    assert {kind for kind, _ in told(text)} == {"arms_transfer"}
