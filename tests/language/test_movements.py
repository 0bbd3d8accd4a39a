"""Movements: every leg of a route, its mode, cargo and carrier; ends that are left out are inferred with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from language.marking import marked

from geomap.gazetteer.belligerents import load
from geomap.language.dates import find_times
from geomap.language.events import find_events
from geomap.model import Event, Publication

DAY = date(2024, 5, 8)
KENYA, CHAD, LIBYA = "[[Kenya|literal|country|KE]]", "[[Chad|literal|country|TD]]", "[[Libya|literal|country|LY]]"
SUDAN, EGYPT = "[[Sudan|literal|country|SD]]", "[[Egypt|literal|country|EG]]"


def moves(text: str) -> list[Event]:
    """The arms transfers and troop movements of a marked text."""
    doc, resolutions = marked(text, published=DAY)
    found = find_events(doc, resolutions, find_times(doc, DAY), Publication(value=DAY), load())
    return [e for e in found if e.type in ("arms_transfer", "troop_movement")]


def legs(event: Event, role: str) -> list[str]:
    """Names of the places with a role."""
    return [p.resolution.place.name for p in event.places if p.role == role and p.resolution.place]


@pytest.mark.parametrize(
    ("text", "origin", "via", "end", "mode"),
    [
        (f"Planes flew weapons from {KENYA} over {CHAD} to {LIBYA}.", ["Kenya"], ["Chad"], ["Libya"], "air"),
        (f"Ammunition is trucked from {CHAD} into {SUDAN}.", ["Chad"], [], ["Sudan"], "land"),
        ("Arms come by sea from [[Mombasa]] to [[Kismayo]].", ["Mombasa"], [], ["Kismayo"], "sea"),
        ("Tanks arrive by rail through [[Lublin]] at [[Kovel]].", [], ["Lublin"], ["Kovel"], "rail"),
        ("A cargo plane landed at [[Nyala]] airport carrying rifles.", [], [], ["Nyala"], "air"),
        ("Two shipments of drones from [[Izmir]] reached [[Misrata]].", ["Izmir"], [], ["Misrata"], "unspecified"),
        ("Fighters were flown from [[Gaziantep]] to [[Tripoli]].", ["Gaziantep"], [], ["Tripoli"], "air"),
        ("Hundreds of troops arrived in [[Marib]] from [[Aden]].", ["Aden"], [], ["Marib"], "unspecified"),
        ("Rifles are smuggled by way of [[Kufra]] to [[Geneina]] in pickups.", [], ["Kufra"], ["Geneina"], "land"),
    ],
)
def test_route(text: str, origin: list[str], via: list[str], end: list[str], mode: str) -> None:
    """Prepositions give the legs, carriers and verbs the mode."""
    event = moves(text)[0]
    assert (legs(event, "from"), legs(event, "via"), legs(event, "to"), event.mode) == (origin, via, end, mode)


def test_two_ways_are_two_routes() -> None:
    """ "but also via" begins another way; the goods' own country is the origin."""
    text = f"[[Kenyan|demonym|country|KE|Kenya]] weapons pour into {SUDAN} from {CHAD} but also along other routes, including via {EGYPT} and {LIBYA}."
    found = moves(text)
    assert {tuple(legs(e, "via")) for e in found} == {("Chad",), ("Egypt",), ("Libya",)}
    assert all(legs(e, "from") == ["Kenya"] and legs(e, "to") == ["Sudan"] for e in found)


def test_second_means_is_a_second_route() -> None:
    """ "through the airspace and now trucks": by air and by land."""
    airspace = "[[Chad's airspace|literal|airspace|TD|Chad]]"
    found = moves(
        f"[[Kenyan|demonym|country|KE|Kenya]] arms reach {SUDAN}. Supplies come through {airspace} and now trucks."
    )
    assert {e.mode for e in found if legs(e, "via")} == {"air", "land"}


def test_avoided_country() -> None:
    """ "in order to avoid flying over X" keeps the flights out of X."""
    text = (
        f"Flights carry arms from {KENYA} to {SUDAN}. These flights cross {CHAD} in order to avoid flying over {EGYPT}."
    )
    event = moves(text)[-1]
    assert legs(event, "avoid") == ["Egypt"]
    assert (legs(event, "from"), legs(event, "via"), legs(event, "to")) == (["Kenya"], ["Chad"], ["Sudan"])


def test_pronoun_goes_on_with_the_movement_before() -> None:
    """ "It had flown from X" gives the origin to the plane told before."""
    found = moves(
        "A [[Kenyan|demonym|country|KE|Kenya]] cargo plane landed at [[Nyala]] on Monday. It had flown from [[Mombasa]]."
    )
    assert legs(found[0], "from") == ["Mombasa"]
    assert legs(found[1], "to") == ["Nyala"]


def test_origin_inferred_from_an_adjective_has_a_reason() -> None:
    """Whose arms they are is an inference, and marked."""
    (event,) = moves("[[Kenyan|demonym|country|KE|Kenya]] weapons arrived in [[Nyala|literal|town|SD]].")
    assert legs(event, "from") == ["Kenya"]
    assert any("inferred" in reason for reason in event.reasons)


def test_backed_is_not_from() -> None:
    """ "Kenyan-backed fighters" do not come from Kenya."""
    (event,) = moves("[[Kenyan|demonym|country|KE|Kenya]]-backed fighters arrived in [[Nyala|literal|town|SD]].")
    assert legs(event, "from") == []


def test_two_clauses_one_movement() -> None:
    """ "arrives at X, shipped from Y" is one way."""
    (event,) = moves(
        "Fuel arrives by tanker at [[Berbera]], shipped from [[Fujairah]] through the [[Gulf of Aden|literal|sea]]."
    )
    assert (legs(event, "from"), legs(event, "via"), legs(event, "to"), event.mode) == (
        ["Fujairah"],
        ["Gulf of Aden"],
        ["Berbera"],
        "sea",
    )


def test_cargo_and_carrier() -> None:
    """What is carried, and in what."""
    (event,) = moves("Planes brought rifles and ammunition from [[Mombasa]] to [[Nyala]].")
    assert (event.cargo, event.carrier) == (("rifles", "ammunition"), "planes")


@pytest.mark.parametrize(
    "text",
    [
        "Rockets fired from [[Alfa]] landed in [[Beta]].",
        "An arms embargo on [[Alfa]] was lifted.",
        "Arms dealers met in [[Alfa]].",
    ],
)
def test_what_is_no_delivery(text: str) -> None:
    """Rockets that land, embargoes and dealers move no arms."""
    assert moves(text) == []


@pytest.mark.parametrize(
    ("text", "origin", "via", "end", "mode"),
    [
        ("Smugglers also move spare parts overland from [[Chad]] to [[Nyala]] through [[Tine]].", ["Chad"], ["Tine"], ["Nyala"], "land"),
        ("A cargo plane took ammunition from [[Minsk]] to [[Khartoum]].", ["Minsk"], [], ["Khartoum"], "air"),
        ("Fuel tankers drive from [[Lagos]] to [[Maiduguri]] every day.", ["Lagos"], [], ["Maiduguri"], "land"),
        ("Drones bought in [[Belgrade]] were flown to [[Tripoli]].", ["Belgrade"], [], ["Tripoli"], "air"),
        ("The machine guns were bought in [[Varna]] and shipped to [[Jeddah]].", ["Varna"], [], ["Jeddah"], "sea"),
        ("The army reinforced [[Kosti]] with troops flown from [[Kassala]].", ["Kassala"], [], ["Kosti"], "air"),
        (f"The army receives drones from {KENYA} by air. War goes on in {SUDAN}, and in {SUDAN} only.", ["Kenya"], [], ["Sudan"], "air"),
    ],
)  # fmt: skip
def test_routes_of_many_word_orders(text: str, origin: list[str], via: list[str], end: list[str], mode: str) -> None:
    """Purchases, reinforcements, carriers and receivers give the ends as well as prepositions do."""
    event = moves(text)[0]
    assert (legs(event, "from"), legs(event, "via"), legs(event, "to"), event.mode) == (origin, via, end, mode)


@pytest.mark.parametrize(
    "text",
    [
        "Rifles were shipped to [[Mombasa]] and taken by rail through [[Nairobi]] to [[Kampala]].",
        "Planes flew rifles to [[Mombasa]] and trains have carried them on through [[Nairobi]] to [[Kampala]].",
        "Rifles are flown to [[Mombasa]]. From there they are taken by rail through [[Nairobi]] to [[Kampala]].",
    ],
)
def test_the_second_leg_begins_where_the_first_ended(text: str) -> None:
    """Goods that are taken further start from where they had been brought."""
    second = moves(text)[1]
    assert (legs(second, "from"), legs(second, "via"), legs(second, "to")) == (["Mombasa"], ["Nairobi"], ["Kampala"])
    assert second.mode == "rail"


def test_two_clauses_keep_their_own_ends() -> None:
    """Trucks from A to B and planes from C to D are two ways."""
    one, two = moves(
        "Trucks carry guns from [[Agadez]] to [[Gao]], and drones are flown by plane from [[Dubai]] to [[Bamako]]."
    )
    assert (legs(one, "from"), legs(one, "to"), one.mode) == (["Agadez"], ["Gao"], "land")
    assert (legs(two, "from"), legs(two, "to"), two.mode) == (["Dubai"], ["Bamako"], "air")


def test_an_end_told_by_an_unknown_name_is_not_filled_in() -> None:
    """ "to Qarandil" is somewhere, not in the country that the report is about."""
    (event,) = moves(f"Lorries bring weapons from {LIBYA} to Qarandil. War goes on in {SUDAN} and {SUDAN}.")
    assert legs(event, "to") == []


def test_a_denial_reaches_the_leg_beyond() -> None:
    """Who denies the delivery denies that the goods were carried on."""
    found = moves(
        f"{KENYA} has flown rockets to [[Wau]] and trucks have carried them on to [[Aweil]]. {KENYA.replace('literal', 'associative')} denies it."
    )
    assert [bool(e.denied_by) for e in found] == [True, True]


def test_receiving_is_denied() -> None:
    """ "denies receiving any" is about the delivery told before."""
    (event,) = moves(
        f"Weapons for the army come from {KENYA} to [[Port Sudan|literal|port|SD]], diplomats said; the army denies receiving any."
    )
    assert event.denied_by == ("the army",)
