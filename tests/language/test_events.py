"""Events: types, places with their roles, actors, stance and tolls, on sentences made for the purpose."""

from __future__ import annotations

from datetime import date

import pytest
from language.marking import marked
from language.tellings import DAY, events, told

from geomap.gazetteer.belligerents import load
from geomap.language.events import find_events
from geomap.model import Publication


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jets bombed [[Omdurman]] on Monday.", ("air_strike", "Omdurman")),
        ("[[Omdurman]] was bombed by army jets on Monday.", ("air_strike", "Omdurman")),
        ("The bombing of [[Omdurman]] by army jets went on.", ("air_strike", "Omdurman")),
        ("Rockets hit a school in [[Stepnohirsk]].", ("shelling", "Stepnohirsk")),
        ("The shelling of [[Stepnohirsk]] killed a nurse.", ("shelling", "Stepnohirsk")),
        ("The bridge at [[Stepnohirsk]] came under artillery fire.", ("shelling", "Stepnohirsk")),
        ("Militants ambushed a convoy near [[Dikwa]].", ("attack", "Dikwa")),
        ("A car bomb exploded outside a hotel in [[Baidoa]].", ("attack", "Baidoa")),
        ("Heavy clashes broke out in [[Lashkargah]].", ("clash", "Lashkargah")),
        ("Troops fought insurgents near [[Dikwa]].", ("clash", "Dikwa")),
        ("The rebels captured [[Rutshuru]] last week.", ("territorial_change", "Rutshuru")),
        ("[[Rutshuru]] fell to the rebels on Tuesday.", ("territorial_change", "Rutshuru")),
        ("The army took control of [[Rutshuru]].", ("territorial_change", "Rutshuru")),
        ("Troops pushed south from [[Bara]] towards [[El Obeid]].", ("ground_offensive", "El Obeid")),
        ("The soldiers pulled out of [[Dikwa]].", ("withdrawal", "Dikwa")),
        ("[[Dikwa]], besieged since March by militants, lacks food.", ("siege", "Dikwa")),
        ("The border guards stopped trucks near [[Galabat]].", ("interdiction", "Galabat")),
        ("The government closed the crossing at [[Galabat]].", ("interdiction", "Galabat")),
        ("Ministers met in [[Jeddah]] on Friday.", ("diplomacy", "Jeddah")),
        ("The foreign minister visited [[Juba]].", ("visit", "Juba")),
        ("Thousands of people fled from [[Wad Madani]] to [[Gedaref]].", ("displacement", "Gedaref")),
        ("The militia recruited teenagers in [[Nyala]].", ("recruitment", "Nyala")),
    ],
)
def test_type_and_place(text: str, wanted: tuple[str, str]) -> None:
    """Verbs, passives and nouns tell the same event at the same place."""
    assert wanted in told(text)


def test_one_clause_three_places() -> None:
    """A list of places is one event each."""
    found = told("The strikes also hit areas in [[Alfa]] province, including [[Beta]], as well as [[Gamma]].")
    assert {place for _, place in found} == {"Alfa", "Beta", "Gamma"}


def test_container_is_no_second_place() -> None:
    """ "X, a town in Y" and "X in Y" happen at X alone."""
    text = "Drones struck [[Merowe]], a town in the north of [[Sudan|literal|country|SD]]. Shells fell in [[Bara]] in [[Kordofan|literal|region|SD]]."
    assert {place for _, place in told(text)} == {"Merowe", "Bara"}


def test_dateline_is_no_place_of_an_event() -> None:
    """The town of the dateline is where the report was written."""
    found = told("[[NAIROBI]], May 8, 2024 (Desk) - Gunmen attacked a bus near [[Garissa]].")
    assert found == {("attack", "Garissa")}


def test_opening_phrase_yields_to_the_finer_place() -> None:
    """ "In Niger, soldiers left X": the event is at X."""
    found = told("In [[Niger|literal|country|NE]], soldiers left [[Ouallam|literal|town|NE]] by road.")
    assert found == {("withdrawal", "Ouallam")}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army captured [[Bara]].", "asserted"),
        ("The army plans to capture [[Bara]].", "planned"),
        ("The army will attack [[Bara]].", "planned"),
        ("The army threatened to bomb [[Bara]].", "planned"),
        ("The army reportedly bombed [[Bara]].", "alleged"),
        ("The group accused the army of shelling [[Bara]].", "alleged"),
        ("The army denied bombing [[Bara]].", "denied"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    """Modality, hedges, accusations and denials set the stance."""
    assert [e.stance for e in events(text) if e.where and e.where.mention.text == "Bara"] == [stance]


@pytest.mark.parametrize(
    "text",
    ["The army did not attack [[Bara]].", "The rebels failed to take [[Bara]].", "He left without visiting [[Bara]]."],
)
def test_negated_events_are_not_told(text: str) -> None:
    """What did not happen is no event."""
    assert not [e for e in events(text) if e.type in ("attack", "territorial_change", "visit") and e.trigger != "left"]


def test_actor_from_the_tables_and_target() -> None:
    """Actors get the name of the tables, passive or active."""
    (event,) = events("[[Nyala|literal|city|SD]] was shelled by the RSF.")
    assert event.actor == "Rapid Support Forces"
    (event,) = events("RSF fighters attacked army soldiers in [[Nyala|literal|city|SD]].")
    assert (event.actor, event.target) == ("Rapid Support Forces", "Sudanese Armed Forces")


def test_generic_nouns_follow_the_country() -> None:
    """ "the rebels" are M23 in Congo and the Houthis in Yemen."""
    for country, name in (("CD", "M23"), ("YE", "Houthis")):
        (event,) = events(f"The rebels attacked [[Xanadu|literal|town|{country}]].")
        assert event.actor == name


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("Shelling killed four students in [[Bara]].", (4, 4)),
        ("Jets bombed [[Bara]], killing at least 12 people.", (12, None)),
        ("Between 20 and 30 people were killed in an air strike on [[Bara]].", (20, 30)),
        ("At least 54 people were killed when jets bombed a market in [[Bara]].", (54, None)),
        ("Jets bombed [[Bara]], wounding seven.", (None, None)),
    ],
)
def test_toll(text: str, toll: tuple[int | None, int | None]) -> None:
    """Numbers of dead are ranges; the wounded are not counted; the toll makes no second event."""
    (event,) = events(text)
    assert (event.fatalities_low, event.fatalities_high) == toll


def test_toll_of_several_places_is_counted_once() -> None:
    """One toll for three places stands at the first."""
    found = events("At least 20 people were killed in air strikes on [[Alfa]], [[Beta]] and [[Gamma]].")
    assert [e.fatalities_low for e in found] == [20, None, None]


def test_relative_clause_takes_the_place_before_it() -> None:
    """ "X, which it took on 1 May" is dated by its own clause."""
    (event,) = [
        e
        for e in events("The column moved through [[Bara]], which it took on 1 May.")
        if e.type == "territorial_change"
    ]
    assert event.where is not None and event.where.mention.text == "Bara"
    assert event.date_start == date(2024, 5, 1)


def test_the_town_points_back() -> None:
    """A definite noun finds its place in the sentence before, and says so."""
    found = [
        e
        for e in events("Gunmen attacked [[Adado]]. The group said that it had taken the town.")
        if e.type == "territorial_change"
    ]
    assert [e.where.mention.text for e in found if e.where] == ["Adado"]
    assert any("points back" in r for r in found[0].reasons)


def test_no_event_from_an_unknown_name() -> None:
    """A strike on a name that no place has is not moved to the town before."""
    found = events("Clashes broke out in [[Bara]]. Jets bombed Qarnabad on Friday.")
    assert not [e for e in found if e.type == "air_strike" and e.where is not None]


def test_ids_and_order_are_stable() -> None:
    """The same report gives the same events with the same ids."""
    text = "Jets bombed [[Alfa]] and [[Beta]]. Rebels seized [[Gamma]]."
    assert events(text) == events(text)
    assert len({e.id for e in events(text)}) == 3


def test_quote_is_the_text_between_the_offsets() -> None:
    """start, end and quote agree, and the quote holds the place."""
    text = "On Monday, officials said, jets bombed [[Alfa]] again."
    doc, resolutions = marked(text, published=DAY)
    (event,) = find_events(doc, resolutions, (), Publication(value=DAY), load())
    assert doc.text[event.start : event.end] == event.quote
    assert "Alfa" in event.quote


def test_furniture_tells_nothing() -> None:
    """Menus and share bars are not read."""
    doc, resolutions = marked("Jets bombed [[Alfa]].")
    from dataclasses import replace

    doc = replace(doc, report=replace(doc.report, furniture=((0, len(doc.text)),)))
    assert find_events(doc, resolutions, (), Publication(), load()) == ()


def test_food_on_its_way_has_legs_and_cargo() -> None:
    """Aid is no arms transfer, but its route is told."""
    (event,) = events("Helicopters bring food from [[Bangui]] to [[Birao]].")
    assert (event.type, event.mode, event.cargo) == ("other", "air", ("food",))
    assert [(p.role, p.resolution.mention.text) for p in event.places] == [("from", "Bangui"), ("to", "Birao")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fighters advanced from [[Gao]] towards [[Ansongo]].", ("ground_offensive", "Ansongo")),
        ("The militia said that it would march from [[Zliten]] to [[Tarhuna]].", ("ground_offensive", "Tarhuna")),
        ("The fighters moved back from [[Derna]].", ("withdrawal", "Derna")),
        ("Soldiers crossed into [[Somalia|literal|country|SO]] near [[Feerfeer]].", ("troop_movement", "Feerfeer")),
        ("The union is sending its envoy to [[Bangui]] on Friday.", ("visit", "Bangui")),
        ("Mediators hope to bring both sides to [[Doha]].", ("diplomacy", "Doha")),
        ("Artillery in the hills fired on [[Malakal]].", ("shelling", "Malakal")),
    ],
)
def test_position_by_role(text: str, wanted: tuple[str, str]) -> None:
    """Advances are drawn where they go, retreats where they come from, entries beside the town that is named."""
    assert wanted in told(text)


def test_a_crossing_between_two_countries_is_one_place() -> None:
    """The countries on both sides only say which crossing."""
    text = "Jets bombed the crossing between [[Chad|literal|country|TD]] and [[Sudan|literal|country|SD]] at [[Tine]]."
    assert told(text) == {("air_strike", "Tine")}


def test_a_toll_after_a_semicolon_is_the_same_event() -> None:
    """ "; three soldiers were killed" counts the dead of the strike."""
    (event,) = events("Drones struck [[Kassala]] on Sunday; three soldiers were killed.")
    assert (event.type, event.fatalities_low) == ("air_strike", 3)


def test_a_place_without_a_gazetteer_entry_is_drawn_around_its_neighbour() -> None:
    """In the region that the sentence names, with a wider circle and the reason."""
    (event,) = events("In [[Gao region|literal|admin1|ML]], gunmen killed two farmers in Tagaltit on Sunday.")
    assert event.where is not None
    assert event.where.mention.text == "Gao region"
    assert (event.where.radius_km or 0) >= 30
    assert any("gazetteer" in r for r in event.reasons)


def test_a_day_to_come_is_planned() -> None:
    """An envoy who "is sent on Friday" goes on the Friday to come."""
    (event,) = events("The union is sending its envoy to [[Bangui]] on Friday.")
    assert (event.date_start, event.stance) == (date(2024, 5, 10), "planned")
