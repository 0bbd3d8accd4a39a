"""Everyday verbs with a warlike sense, on sentences made for the purpose."""

from __future__ import annotations

from datetime import date

import pytest
from language.tellings import events, told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebel armour rolled through [[Kidal]] at dawn.", ("ground_offensive", "Kidal")),
        ("Tanks of the army rolled through [[Rutshuru]] on Friday.", ("ground_offensive", "Rutshuru")),
        ("An armoured column halted at [[Afgooye]].", ("troop_movement", "Afgooye")),
        ("The brigade stopped outside [[Shusha]] for the night.", ("troop_movement", "Shusha")),
        ("Rebels linked up with mutineers near [[Pinlebu]].", ("troop_movement", "Pinlebu")),
        ("The two envoys shook hands in [[Doha]].", ("diplomacy", "Doha")),
        ("The leaders of both wings shook hands in [[Juba]] on Monday.", ("diplomacy", "Juba")),
        ("The governor evacuated [[Derna]] on Sunday.", ("displacement", "Derna")),
        ("Officials evacuated [[Kupiansk]] after the shelling.", ("displacement", "Kupiansk")),
        ("The army evacuated [[Labado]] on Sunday.", ("withdrawal", "Labado")),
        ("A column of marines left [[Bosaso]] on Monday.", ("troop_movement", "Bosaso")),
        ("Refugees from the hills are being housed in [[Goris]].", ("displacement", "Goris")),
        ("Some 900 families were accommodated in [[Kitgum]].", ("displacement", "Kitgum")),
        ("The navy began patrols off [[Hodeidah]].", ("troop_movement", "Hodeidah")),
        ("A video shows paratroopers in [[Hostomel]].", ("troop_movement", "Hostomel")),
        ("[[Lashio]] came fully under the control of the alliance.", ("territorial_change", "Lashio")),
        ("[[Wau]] was seized in May and retaken by the army in June.", ("territorial_change", "Wau")),
        ("Herders hold [[Tse]], a week after militiamen drove them out.", ("territorial_change", "Tse")),
        (
            "In [[Chad|literal|country]], an attack on a customs post near [[Rig-Rig]] was beaten off.",
            ("clash", "Rig-Rig"),
        ),
    ],
)
def test_an_everyday_verb_tells_a_warlike_event(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "A toddler rolled through the grass in [[Kidal]].",
        "Production halted at the plant in [[Kharkiv]].",
        "The two roads link up with the ring near [[Pinlebu]].",
        "The singer shook the crowd in [[Doha]].",
        "The museum is housed in [[Goris]].",
    ],
)
def test_an_everyday_verb_with_peaceful_company_tells_nothing(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Shells set fire to grain in [[Orikhiv]] on Friday.", ("attack", "Orikhiv")),
        ("Footage published on March 3 shows commandos in [[Hostomel]].", ("troop_movement", "Hostomel")),
        ("The brigade cut the road near [[Sirte]] on Monday.", ("interdiction", "Sirte")),
        ("Some 40 men of the Front raid [[Ber]].", ("attack", "Ber")),
        ("Police repelled a bid to storm [[Goma]].", ("clash", "Goma")),
        ("There was fierce fighting on the hill below [[Shusha]].", ("clash", "Shusha")),
        ("In [[Zintan]], from which the troops left on 2 May, calm has returned.", ("withdrawal", "Zintan")),
        ("Six people were killed on Monday when a market in [[Marib]] was hit.", ("attack", "Marib")),
        ("Looters attacked a convoy bound for [[Bria]] at the checkpoint in [[Ippy]].", ("attack", "Ippy")),
        ("Families from the plain are camping in [[Sinjar]].", ("displacement", "Sinjar")),
    ],
)
def test_the_verb_is_found_whatever_stands_around_it(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "There was no strike on [[Marib]].",
        "Police repulsed an attempt to take [[Goma]].",
        "The camps in [[Sinjar]] are full.",
    ],
)
def test_what_was_foiled_or_ruled_out_takes_no_ground(text: str) -> None:
    assert not {t for t in told(text) if t[0] in ("territorial_change", "air_strike", "attack", "displacement")}


def test_one_event_is_told_by_the_dead_and_by_how_they_died() -> None:
    (event,) = events("Six people were killed on Monday when a market in [[Marib]] was hit.")
    assert (event.fatalities_low, event.date_start) == (6, date(2024, 5, 6))


def test_the_speaker_behind_a_semicolon_does_not_date_the_strike() -> None:
    (event,) = (
        e
        for e in events(
            "On 6 May a drone hit a car near [[Bria]]; the Front, masters of the area since 2021, said that it was theirs."
        )
        if e.type == "air_strike"
    )
    assert event.date_start == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Shelling hit the plain on Sunday. Another 400 crossed into [[Moyale]] by canoe.", ("displacement", "Moyale")),
        ("Families fled [[Sinjar]]. Most moved north to [[Zakho]].", ("displacement", "Zakho")),
        ("Rebels took [[Wau]]. Some 300 marched to [[Aweil]].", ("ground_offensive", "Aweil")),
        ("At dawn on 3 May the coalition entered [[Mekelle]].", ("territorial_change", "Mekelle")),
        ("On the morning of Sunday the group entered [[Bukavu]].", ("territorial_change", "Bukavu")),
        (
            "Villagers ran across the [[Save|literal|river]] into [[Ruritania|literal|country]].",
            ("displacement", "Save"),
        ),
        ("Families have gone into [[Ruritania|literal|country]] and are camping at [[Tse]].", ("displacement", "Tse")),
    ],
)
def test_people_on_the_move_are_told_by_number_or_by_name(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text)


def test_the_town_in_a_region_is_the_town() -> None:
    text = "Rebels shelled [[Tse]]. The town, in the [[Ituri|literal|admin1]] region, has been under siege since March."
    assert ("siege", "Tse") in told(text)


def test_a_siege_of_a_region_stays_with_the_region() -> None:
    text = "Rebels shelled [[Tse]]. The district, in the [[Ituri|literal|admin1]] region, has been under siege since March."
    assert ("siege", "Ituri") in told(text)


def test_what_claims_say_is_alleged() -> None:
    (event,) = events("Claims on the radio that [[Tse]] had been overrun are being checked.")
    assert event.stance == "alleged"


@pytest.mark.parametrize(
    "text",
    [
        "The drought has driven thousands from their homes in [[Gao]].",
        "The distribution in [[Gao]] targets 900 households.",
    ],
)
def test_relief_and_drought_take_no_ground(text: str) -> None:
    assert not {t for t in told(text) if t[0] in ("territorial_change", "attack")}
