"""The many ways in which wires, sitreps and updates tell an event, on sentences made for the purpose."""

from __future__ import annotations

from datetime import date

import pytest
from language.tellings import events, told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("An amphibious landing ended the group's hold on [[Barawe]].", ("territorial_change", "Barawe")),
        ("Four villages north of [[Rajo]] changed hands on Sunday.", ("territorial_change", "Rajo")),
        ("[[Hadrut]] came under the control of the army.", ("territorial_change", "Hadrut")),
        ("Marines swept through [[Sabha]] in a day.", ("territorial_change", "Sabha")),
        ("The flag of the republic was raised over [[Hadrut]].", ("territorial_change", "Hadrut")),
        ("After the loss of [[Kupiansk]], the front settled.", ("territorial_change", "Kupiansk")),
        ("Troops forced their way into [[Kherson]].", ("ground_offensive", "Kherson")),
        ("The column came within 12 km of [[Bara]].", ("ground_offensive", "Bara")),
        ("Marines fended off an attack near [[Krynky]].", ("clash", "Krynky")),
        ("The army pushed back rebels near [[Odaisseh]].", ("clash", "Odaisseh")),
        ("Gunshots were heard in [[Panzi]].", ("clash", "Panzi")),
        ("The battle for [[Bakhmut]] continues.", ("clash", "Bakhmut")),
        ("Saboteurs derailed a train near [[Bryansk]].", ("attack", "Bryansk")),
        ("Kurdish forces handed [[Manbij]] back to the council.", ("territorial_change", "Manbij")),
        ("Marines seized a bridgehead near [[Krynky]].", ("territorial_change", "Krynky")),
        ("The two sides struck a deal in [[Doha]].", ("diplomacy", "Doha")),
        ("Thousands of Rohingya crossed into [[Teknaf]].", ("displacement", "Teknaf")),
        ("Jets cratered runways at [[Nyala]].", ("air_strike", "Nyala")),
        ("- Clashes reported 9 km west of [[Sake]].", ("clash", "Sake")),
        ("Demonstrators set fire to a police station in [[Bunia]].", ("attack", "Bunia")),
        ("Militants took nine people hostage in [[Mosul]].", ("attack", "Mosul")),
        ("A clinic in [[Saqba]] was put out of service.", ("attack", "Saqba")),
        ("A trawler sank off [[Odesa]] after a blast.", ("attack", "Odesa")),
        ("A coaster came under fire off [[Mokha]].", ("attack", "Mokha")),
        ("Missiles slammed into [[Kharkiv]]'s Victory Park.", ("shelling", "Kharkiv")),
        ("Cruise missiles hit a thermal power plant in [[Kharkiv]].", ("shelling", "Kharkiv")),
        ("Rockets set off sirens in [[Ashkelon]].", ("shelling", "Ashkelon")),
        ("Drones launched from a ship struck [[Mykolaiv]].", ("air_strike", "Mykolaiv")),
        ("Su-25s pounded trenches near [[Bama]].", ("air_strike", "Bama")),
        ("Helicopters dropped bombs on [[Hopang]].", ("air_strike", "Hopang")),
        ("Crews shot at and downed nine drones over [[Poltava]].", ("interdiction", "Poltava")),
        ("The governor suspended navigation on [[Lake Kivu|literal|region]].", ("interdiction", "Lake Kivu")),
        ("The crossing at [[Adre]] remains closed.", ("interdiction", "Adre")),
        ("Lorries are stuck at [[Abala]].", ("interdiction", "Abala")),
        ("Gunmen set up checkpoints in [[Dhuluiya]].", ("interdiction", "Dhuluiya")),
        ("Families abandoned their homes in [[Ain Zara]].", ("displacement", "Ain Zara")),
        ("Villagers took to the road towards [[Minova]].", ("displacement", "Minova")),
        ("Tens of thousands of [[Armenians|demonym|country|AM]] fled to [[Goris]].", ("displacement", "Goris")),
        ("Turkey handed over two helicopters at [[Halane]].", ("arms_transfer", "Halane")),
        ("Forty militants laid down their arms at [[Jowhar]].", ("other", "Jowhar")),
        ("A state of emergency was declared in [[Mubi]].", ("other", "Mubi")),
        ("Envoys gathered in [[Doha]].", ("diplomacy", "Doha")),
        ("Britain shut its embassy in [[Kabul]].", ("diplomacy", "Kabul")),
        ("The foreign ministers are expected in [[Astana]] on Friday.", ("visit", "Astana")),
    ],
)
def test_wording(text: str, wanted: tuple[str, str]) -> None:
    """Everyday verbs, nouns and fragments tell an event of their own type."""
    assert wanted in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "No shells fell on [[Nikopol]] on Monday.",
        "Neither side has entered [[Avdiivka]].",
        "Israel would have bombed [[Kharg]] otherwise.",
        "Had the missiles hit [[Haifa]], the war would have spread.",
        "The government has no plans to invade [[Larnaca]].",
        "Tuesday marked the anniversary of the siege of [[Mostar]].",
        "Ten years after the fall of [[Mosul]], people are rebuilding.",
        "Analysts fear an attack on [[Bamako]].",
        "Fighters fired in the air in [[Hama]].",
        "An earthquake struck [[Aleppo]].",
        "Floods destroyed homes in [[Derna]].",
        "Clinics in [[Gaza]] were hit by shortages.",
        "A warlord was captured in [[Herat]].",
        "The mission warned of an offensive against [[Birao]].",
        "A power plant in [[Goma]] was inaugurated.",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    """Nobody's deeds, what is contrary to fact, remembered or feared, shots in the air and persons seized."""
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In [[Niger|literal|country|NE]] the last troops left [[Agadez]].", {("withdrawal", "Agadez")}),
        (
            "In [[Zone|literal|country|PH]], troops cleared houses held by gunmen in [[Marawi]].",
            {("territorial_change", "Marawi")},
        ),
        ("[[Goma]]'s airport was shelled.", {("shelling", "Goma")}),
        (
            "Troops from [[Uganda|literal|country|UG]] dislodged the group from [[Marka]].",
            {("territorial_change", "Marka")},
        ),
        (
            "The army withdrew its men from [[Balakliia]] and [[Izium]].",
            {("withdrawal", "Balakliia"), ("withdrawal", "Izium")},
        ),
        (
            "After the fall of [[Hanano]], troops pushed into [[Jabal]].",
            {("territorial_change", "Hanano"), ("ground_offensive", "Jabal")},
        ),
        ("In [[Uvira]], soldiers fleeing a rout clashed with a militia.", {("clash", "Uvira")}),
        ("Rebels held [[Sake]], which the army had abandoned on Saturday.", {("withdrawal", "Sake")}),
        ("Shells killed seven people and wounded dozens in [[Taiz]].", {("shelling", "Taiz")}),
        (
            "The crown halted shipments through [[Bab]] after two tankers came under attack.",
            {("interdiction", "Bab"), ("attack", "Bab")},
        ),
    ],
)
def test_where_it_happens(text: str, wanted: set[tuple[str, str]]) -> None:
    """Settings yield to finer places, towns own their sites, each place left is left, neighbours lend their place."""
    assert told(text) == wanted


def test_the_city_is_a_city() -> None:
    """ "the city" points over a bridge back to the city, and not to where somebody only went."""
    text = (
        "Fighters overran [[Madani|literal|city]]. Clashes broke out around [[Hantoub bridge|literal|bridge]]. "
        "Residents fled to [[Sennar|literal|city]]. The army pulled back from the city."
    )
    assert ("withdrawal", "Madani") in told(text)


def test_families_flee_the_city() -> None:
    """A movement from what points back is told there."""
    assert ("displacement", "Fasher") in told("Shells hit [[Fasher]]. Families fled the town's northern quarters.")


def test_an_unknown_subject_is_not_moved_to_the_sentence_before() -> None:
    """A name that no place has, struck in the passive, stays without a place."""
    assert ("attack", "Sanaa") not in told("A rocket was found in [[Sanaa]]. On Monday Zabeedat was hit.")


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("Two soldiers and nine militants were killed in clashes near [[Palma]].", (11, 11)),
        ("A bomb went off in [[Baidoa]]; 21 people lost their lives.", (21, 21)),
        ("Shells fell on [[Gisenyi]], killing two, according to officials.", (2, 2)),
        ("Bombers struck in [[Maiduguri]], leaving more than 50 dead.", (50, None)),
        ("Gunmen slaughtered 68 people in [[Njaba]].", (68, 68)),
        ("Rebels hit back with mortars on [[Jaramana]], where one person was killed.", (1, 1)),
    ],
)
def test_tolls_beside_the_event(text: str, toll: tuple[int, int | None]) -> None:
    """Sums, participles, semicolons and relative clauses count the dead of one event."""
    (event,) = events(text)
    assert (event.fatalities_low, event.fatalities_high) == toll


def test_a_day_is_carried_within_one_scene_only() -> None:
    """Another town in the next sentence does not take the day told of the first."""
    first, second = events("Rebels took [[Aato]] on 21 July. A bomber blew up a shop in [[Baidoa|literal|town||Far]].")
    assert first.date_start == date(2023, 7, 21)
    near = events("Rebels took [[Aato]] on 21 July. They burned a shop in [[Aato]].")
    assert near[-1].date_start == date(2023, 7, 21)
    assert second.where is not None


def test_each_place_takes_the_time_beside_it() -> None:
    """ "A in March, and B in April": two events with a month each."""
    found = {
        e.where.mention.text: e.date_start
        for e in events("Rebels seized [[Bara]] in March, and [[Kosti]] in April.")
        if e.where
    }
    assert found == {"Bara": date(2024, 3, 1), "Kosti": date(2024, 4, 1)}


def test_planned_by_its_verb() -> None:
    """What is weighed, demanded or ordered has not happened."""
    assert {e.stance for e in events("The council demanded a truce in [[Gezira]].")} == {"planned"}
    assert {e.stance for e in events("The generals are weighing air strikes on [[Gezira]].")} == {"planned"}


def test_its_troops_are_the_speaker_s() -> None:
    """ "said its troops had repelled": the actor is the speaker, and the next clause's speaker says nothing of it."""
    (event,) = events("The [[Rwandan|demonym|country|RW]] army said its troops had repelled an attack near [[Sake]].")
    assert event.actor == "Rwanda"


def test_a_headline_and_its_story_are_one_event() -> None:
    """What the headline tells and the text tells again is one event with two pieces of evidence."""
    text = "Rebels seize [[Bara]] after siege\n\nRebels seized [[Bara]] on Monday, residents said. They burned shops."
    taken = [e for e in events(text) if e.type == "territorial_change"]
    assert [(e.date_start, len(e.evidence)) for e in taken] == [(date(2024, 5, 6), 2)]


@pytest.mark.parametrize(
    ("text", "denied_by", "stance"),
    [
        ("Jets bombed [[Mekelle]]. The general scoffed at the claim.", ("The general",), "asserted"),
        ("Jets bombed [[Mekelle]]. The general derided the claim.", ("The general",), "asserted"),
        ("Jets bombed [[Mekelle]]. The general brushed off the accusation.", ("The general",), "asserted"),
        ("Jets bombed [[Mekelle]]. The general rejected a truce.", (), "asserted"),
        ("Jets bombed [[Mekelle]]. The general denied the mission access.", (), "asserted"),
        ("Jets bombed [[Mekelle]], an accusation the army denies.", ("the army",), "asserted"),
        (
            "The group denied responsibility for the blast in [[Rafah]] that killed 12 people.",
            ("The group",),
            "asserted",
        ),
    ],
)
def test_what_a_denial_is_of(text: str, denied_by: tuple[str, ...], stance: str) -> None:
    """Claims are denied, offers and access are not; a part in an event is denied without denying the event."""
    (event,) = events(text)
    assert (event.denied_by, event.stance) == (denied_by, stance)
