"""Ways told in everyday wordings: verbs that are nouns too, journeys of two verbs, those who live on what comes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from language.marking import marked
from language.tellings import DAY, events

from geomap.gazetteer.belligerents import load
from geomap.language.dates import find_times
from geomap.language.events import find_events
from geomap.model import Event, Publication


def ways(text: str) -> set[tuple[str, str, str]]:
    """(origin, destination, mode) of every movement with two ends."""
    found = set()
    for e in events(text):
        ends = {p.role: p.resolution.mention.text for p in e.places}
        if "from" in ends and "to" in ends:
            found.add((ends["from"], ends["to"], e.mode))
    return found


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Convoys of grain now travel weekly by road from [[Berbera]] to [[Garowe]].", ("Berbera", "Garowe", "land")),
        ("Dhows load at [[Chabahar]] and sail to [[Bosaso]].", ("Chabahar", "Bosaso", "sea")),
        ("Trucks loaded with rice leave [[Kosti]] and reach [[Renk]].", ("Kosti", "Renk", "land")),
        ("A barge carrying food and fuel left [[Bor]] and is expected in [[Malakal]].", ("Bor", "Malakal", "sea")),
        ("Smugglers sail from [[Mokha]] to [[Obock]] with crates of rifles.", ("Mokha", "Obock", "sea")),
        ("The transfer of shells from [[Aktau]] to [[Baku]] has never stopped.", ("Aktau", "Baku", "unspecified")),
        ("[[Goma]] lives on flour that is trucked in from [[Kampala]].", ("Kampala", "Goma", "land")),
        ("The garrison of [[Menaka]] depends on flights from [[Gao]] for food.", ("Gao", "Menaka", "air")),
        ("Most of the fuel sold in [[Taiz]] arrives by lorry from [[Aden]].", ("Aden", "Taiz", "land")),
        ("Convoys from [[Bamako]] to [[Kidal]] have been halted.", ("Bamako", "Kidal", "land")),
        ("Food convoys bound for [[Timbuktu]] set out from [[Gao]] on Monday.", ("Gao", "Timbuktu", "land")),
        ("Fuel tankers run from [[Cotonou]] to [[Niamey]].", ("Cotonou", "Niamey", "land")),
        ("Crude was brought by tanker from [[Novo]] to [[Banias]].", ("Novo", "Banias", "sea")),
    ],
)
def test_way_told_in_everyday_words_is_read(text: str, way: tuple[str, str, str]) -> None:
    """Goods, or what carries freight, with both ends make a way whatever the verb."""
    assert way in ways(text)


@pytest.mark.parametrize(
    "text",
    [
        "A passenger train ran from [[Lviv]] to [[Odesa]].",
        "Commuter flights from [[Juba]] to [[Wau]] were full.",
        "The price of flour from [[Kampala]] to [[Goma]] rose.",
        "The wounded were brought by lorry from [[Sake]] to [[Goma]].",
        "Officials said flour from [[Kampala]] was sold in [[Goma]].",
    ],
)
def test_what_is_no_freight_makes_no_way(text: str) -> None:
    """Passengers, prices and the wounded tell no way of supply."""
    supply = ("arms_transfer", "interdiction")
    assert not [e for e in events(text) if e.type in supply and {"from", "to"} <= {p.role for p in e.places}]


def nowhere(name: str, text: str) -> list[Event]:
    """The events of a marked text in which `name` is in no gazetteer."""
    doc, resolutions = marked(text, published=DAY)
    unknown = [replace(r, place=None, lat=None, lon=None) if r.mention.text == name else r for r in resolutions]
    return list(find_events(doc, unknown, find_times(doc, DAY), Publication(value=DAY, basis="metadata"), load()))


def test_end_that_no_gazetteer_has_is_drawn_around_the_nearest_place_and_said_so() -> None:
    """A way to a village that no gazetteer has is told, with the reason for its position."""
    told = nowhere("Umm Fula", "Flour is trucked from [[Kosti]] to [[Umm Fula]]. Fighting went on near [[Rabak]].")
    event = next(e for e in told if {"from", "to"} <= {p.role for p in e.places})
    assert "Umm Fula is in no gazetteer: drawn around Rabak" in event.reasons


def test_end_that_no_gazetteer_has_stays_nowhere_without_a_place_beside_it() -> None:
    """Nothing but the other end would give a position: none is made up."""
    told = nowhere("Umm Fula", "Flour is trucked from [[Kosti]] to [[Umm Fula]].")
    assert all(p.resolution.lat is None for e in told for p in e.places if p.resolution.mention.text == "Umm Fula")


def states(text: str) -> dict[tuple[str, str], str]:
    """closed, planned, denied or told, by (origin, destination)."""
    found = {}
    for e in events(text):
        ends = {p.role: p.resolution.mention.text for p in e.places}
        if "from" in ends and "to" in ends:
            shut = "the way is closed" in e.reasons
            state = "closed" if shut else "denied" if e.denied_by else "planned" if e.stance == "planned" else "told"
            found[ends["from"], ends["to"]] = state
    return found


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("[[Adre]] to [[Nyala]] via [[Kass]]: closed since May.", "closed"),
        ("Road: [[Adre]] to [[Nyala]] via [[Kass]] - open.", "told"),
        ("[[Adre]] to [[Nyala]] via [[Kass]]: not yet in use.", "planned"),
        ("The road from [[Adre]] to [[Nyala]], by which the garrison was once supplied, is closed.", "closed"),
        ("Flour reached [[Nyala]] from [[Adre]]. UN flights from [[Adre]] are suspended.", "closed"),
        ("Into [[Nyala]] the only way is a track. The airlift from [[Adre]] has been suspended.", "closed"),
        ("The council agreed in principle to open a route for aid from [[Adre]] to [[Nyala]].", "planned"),
        ("A ferry to bring cargo from [[Adre]] to [[Nyala]] would start in June.", "planned"),
        ("Nothing has come up the road from [[Adre]] to [[Nyala]] since the ambush.", "closed"),
        ("The council hopes to reopen the route for aid from [[Adre]] to [[Nyala]].", "planned"),
        ("A ferry from [[Adre]] to [[Nyala]] for relief goods is awaiting clearance.", "planned"),
        ("The railway from [[Adre]] to [[Nyala]] was closed to fuel trains and has not reopened.", "closed"),
    ],
)
def test_state_of_a_way_is_read(text: str, state: str) -> None:
    """Lines of a list, ways that another clause supplies, one end borrowed, plans."""
    assert states(text)["Adre", "Nyala"] == state


@pytest.mark.parametrize(
    "denial",
    [
        "[[Gabon|associative|country|GA]] denies that any such traffic exists.",
        "The denials by [[Gabon|associative|country|GA]] deceive no one.",
        "[[Gabon|associative|country|GA]] has always insisted that nothing of the kind passes its border.",
        "[[Gabon|associative|country|GA]] insists that only food crosses.",
        "[[Gabon|associative|country|GA]] says the accusation is absurd.",
        "[[Gabon|associative|country|GA]] swears that it sells nothing to anybody.",
    ],
)
def test_denial_of_a_way_in_other_words(denial: str) -> None:
    """A state's denial reaches the way that leads from it, however it is put."""
    told = states(f"Rifles are trucked from [[Oyem|literal|town|GA]] to [[Ebolowa|literal|town|CM]]. {denial}")
    assert told["Oyem", "Ebolowa"] == "denied"


def test_insisting_on_something_else_denies_no_way() -> None:
    """What a state insists on beside the matter contests nothing."""
    text = "Rifles are trucked from [[Oyem|literal|town|GA]] to [[Ebolowa|literal|town|CM]]. "
    assert states(text + "[[Gabon|associative|country|GA]] insists that talks go on.")["Oyem", "Ebolowa"] == "told"
