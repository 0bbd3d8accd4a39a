"""Supply lines: ways that are named, places that are supplied, stages by two means, and ways that are closed or open again."""

from __future__ import annotations

from datetime import date

import pytest
from language.marking import marked

from geomap.gazetteer.belligerents import load
from geomap.language.dates import find_times
from geomap.language.events import find_events
from geomap.language.events.way_state import CLOSED, REOPENED
from geomap.model import Event, Publication

DAY = date(2024, 5, 8)
Route = tuple[list[str], list[str], list[str], str]


def events(text: str) -> list[Event]:
    """The events of a marked text."""
    doc, resolutions = marked(text, published=DAY)
    return list(find_events(doc, resolutions, find_times(doc, DAY), Publication(value=DAY), load()))


def routes(text: str) -> list[Route]:
    """(from, via, to, mode) of every event with both ends."""

    def named(event: Event, role: str) -> list[str]:
        return [p.resolution.place.name for p in event.places if p.role == role and p.resolution.place]

    told = [(named(e, "from"), named(e, "via"), named(e, "to"), e.mode) for e in events(text)]
    return [r for r in told if r[0] and r[2]]


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("A smuggling route runs from [[Alfa]] through [[Beta]] to [[Gamma]].", (["Alfa"], ["Beta"], ["Gamma"], "unspecified")),
        ("The supply line of the rebels leads from [[Alfa]] over [[Beta]] to [[Gamma]].", (["Alfa"], ["Beta"], ["Gamma"], "unspecified")),
        ("The road from [[Alfa]] to [[Beta]] is the lifeline of the town's defenders.", (["Alfa"], [], ["Beta"], "land")),
        ("An air bridge between [[Alfa]] and [[Beta]] has carried weapons since June.", (["Alfa"], [], ["Beta"], "air")),
        ("The main supply route for the division in [[Gamma]] starts in [[Alfa]] and passes [[Beta]].", (["Alfa"], ["Beta"], ["Gamma"], "unspecified")),
        ("The route that brings rifles from [[Alfa]] to [[Gamma]] passes through [[Beta]].", (["Alfa"], ["Beta"], ["Gamma"], "unspecified")),
        ("The army plans to open a supply road from [[Alfa]] to [[Gamma]].", (["Alfa"], [], ["Gamma"], "land")),
    ],
)  # fmt: skip
def test_a_named_way_of_supply_is_a_route(text: str, route: Route) -> None:
    """The noun tells that something is supplied, the prepositions and verbs of course tell its ends."""
    assert routes(text) == [route]


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("[[Beta]] is supplied from [[Alfa]] by a single road.", (["Alfa"], [], ["Beta"], "land")),
        ("The garrison in [[Beta]] is fed by rail from [[Alfa]].", (["Alfa"], [], ["Beta"], "rail")),
        ("[[Kenya|associative|country|KE]] supplies its troops in [[Beta]] by rail over the [[Nyali bridge|literal|bridge]].", (["Kenya"], ["Nyali bridge"], ["Beta"], "rail")),
    ],
)  # fmt: skip
def test_who_is_supplied_lies_at_the_end(text: str, route: Route) -> None:
    """The subject of the passive and the object of the active are where the goods go."""
    assert routes(text) == [route]


def test_two_means_in_one_clause_are_two_stages() -> None:
    """The second stage starts where the first ended, and has its own means."""
    assert routes("Rockets go by sea from [[Alfa]] to [[Beta]] and then by road to [[Gamma]].") == [
        (["Alfa"], [], ["Beta"], "sea"),
        (["Beta"], [], ["Gamma"], "land"),
    ]


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Trucks loaded with weapons crossed from [[Chad|literal|country|TD]] into [[Sudan|literal|country|SD]] at [[Adre|literal|town|TD]].", ["Adre"]),
        ("Cargo planes fly shells from [[Alfa]] to [[Gamma]] with a stop in [[Beta]].", ["Beta"]),
        ("Hardware arrives in [[Gamma]] from [[Alfa]] along the [[Beta road|literal|road]].", ["Beta road"]),
    ],
)  # fmt: skip
def test_what_is_passed_is_on_the_way(text: str, via: list[str]) -> None:
    """A crossing that is used, a stop and a road are waypoints, not ends."""
    assert [r[1] for r in routes(text)] == [via]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Weapons are smuggled through tunnels from [[Alfa]] into [[Beta]].", "land"),
        ("Drones reach [[Beta]] aboard two rusty cargo ships from [[Alfa]].", "sea"),
        ("Transport aircraft from [[Alfa]] airdropped food over [[Beta]].", "air"),
    ],
)
def test_the_means_of_travel(text: str, mode: str) -> None:
    """Tunnels, ships that something is aboard of, and what is dropped from aircraft."""
    assert [r[3] for r in routes(text)] == [mode]


@pytest.mark.parametrize(
    "text",
    [
        "Thousands of families fled from [[Alfa]] to [[Beta]] in trucks.",
        "Peacekeepers patrolled the road from [[Alfa]] to [[Beta]].",
        "The road from [[Alfa]] to [[Beta]] is 220 kilometres long.",
        "Shells flew from [[Alfa]] into [[Beta]] on Monday.",
        "Clashes spread from [[Alfa]] to [[Beta]].",
        "Boat traffic between [[Alfa]] and [[Beta]] halted.",
        "Migrants follow the smuggling route from [[Alfa]] on foot.",
    ],
)
def test_no_supply_is_no_route(text: str) -> None:
    """Flight, patrols, distances, fire and traffic without goods are no supply."""
    assert [
        e for e in events(text) if e.type == "arms_transfer" and len({p.role for p in e.places} & {"from", "to"}) == 2
    ] == []


def test_the_wounded_are_no_supply() -> None:
    """Soldiers who are brought away hurt reinforce nobody."""
    moved = events("The wounded soldiers were taken from [[Alfa]] to [[Beta]] by ambulance.")
    assert not any(e.type in ("arms_transfer", "troop_movement") for e in moved)


@pytest.mark.parametrize(
    "text",
    [
        "The army can no longer supply its troops at [[Beta]] by rail from [[Alfa]].",
        "No fuel has reached [[Beta]] from [[Alfa]] since August.",
        "Aid convoys have been unable to enter [[Beta]] from [[Alfa]] since February.",
        "Deliveries of grain from [[Alfa]] to [[Beta]] have stopped.",
        "Rebels cut the road by which flour from [[Alfa]] used to reach [[Beta]].",
        "Fighting closed the supply route between [[Alfa]] and [[Beta]].",
        "Boats carrying food from [[Alfa]] to [[Beta]] are at a standstill.",
    ],
)
def test_what_can_no_longer_move_closes_its_way(text: str) -> None:
    """The way is told with its ends, as closed, and nothing is said to have been delivered."""
    (event,) = [e for e in events(text) if CLOSED in e.reasons]
    assert {p.resolution.place.name for p in event.places if p.resolution.place} == {"Alfa", "Beta"}
    assert routes(text)[0][0] == ["Alfa"]
    assert not any(e.type == "arms_transfer" for e in events(text))


def test_this_route_points_back() -> None:
    """ "This route has been cut" closes the way told in the sentence before, on its own day."""
    found = events("Lorries carry flour from [[Alfa]] to [[Beta]]. This route has been cut since 21 April 2024.")
    closed = next(e for e in found if CLOSED in e.reasons)
    assert [p.resolution.mention.text for p in closed.places] == ["Alfa", "Beta"]
    assert closed.date_start == date(2024, 4, 21)


def test_a_movement_that_did_not_happen_closes_nothing() -> None:
    """ "did not send" is no closing."""
    assert events("[[Kenya|associative|country|KE]] did not send weapons from [[Alfa]] to [[Beta]].") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Chad closed the [[Tine crossing|literal|border_crossing|SD]] on 3 May 2024.", CLOSED),
        ("The [[Tine crossing|literal|border_crossing|SD]] reopened on 5 May 2024.", REOPENED),
    ],
)
def test_crossings_close_and_reopen(text: str, said: str) -> None:
    """An event at the crossing says which."""
    (event,) = events(text)
    assert said in event.reasons


def test_a_dismissed_charge_is_denied() -> None:
    """ "The charge that X had flown arms was dismissed by Y": Y denies it."""
    (event,) = [
        e for e in events("The charge that planes had flown arms from [[Alfa]] to [[Beta]] was dismissed by the governor.")
        if e.type == "arms_transfer"
    ]  # fmt: skip
    assert event.denied_by == ("the governor",)


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("The first soldiers landed in [[Beta]] in May, having been flown from [[Alfa]].", (["Alfa"], [], ["Beta"], "air")),
        ("Munitions are flown in from [[Alfa]] every night, and trucks carry them on from [[Beta]] to [[Gamma]].", (["Alfa"], [], ["Beta"], "air")),
        ("Rifles come by sea from [[Alfa]]. Mules carry them on from [[Beta]] to [[Gamma]].", (["Alfa"], [], ["Beta"], "sea")),
        ("From [[Alfa]], however, fuel tankers still roll through [[Beta]] to [[Gamma]].", (["Alfa"], ["Beta"], ["Gamma"], "land")),
    ],
)  # fmt: skip
def test_an_end_is_told_by_the_clause_beside(text: str, route: Route) -> None:
    """Where those who "have been flown from X" landed; where the next leg begins; tankers that roll are no attack."""
    assert route in routes(text)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Boats from [[Alfa]] to [[Beta]] have been halted.", True),
        ("Ferries from [[Alfa]] to [[Beta]] were suspended in May.", True),
        ("A boat from [[Alfa]] to [[Beta]] was halted by the navy.", False),
        ("Boats in [[Beta]] have been halted.", False),
    ],
)
def test_boats_that_ply_between_two_ends_are_a_way(text: str, closed: bool) -> None:
    """Several, between two named ends; one boat that is stopped is not."""
    assert any(CLOSED in e.reasons for e in events(text)) is closed


def test_who_announces_a_plan_denies_something_else() -> None:
    """ "He denied that ..." by the one who told of the flight does not contest it."""
    text = "Kenya will fly ammunition from [[Alfa]] to [[Beta]], an officer said. He denied reports that it was for the rebels."
    assert [e.denied_by for e in events(text) if e.stance == "planned" and len(e.places) > 1] == [()]


@pytest.mark.parametrize(
    "end",
    [
        "[[Gamma]], the rebels' stronghold in [[Delta]]",
        "[[Gamma]], Haftar's base in [[Delta]]",
        "[[Gamma]], a rebel stronghold in [[Delta]]",
        "[[Gamma]], M23's bastion in [[Delta]]",
    ],
)
def test_whose_seat_an_end_is_adds_no_other_end(end: str) -> None:
    """What stands in an apposition locates the end, wherever it lies."""
    assert routes(f"Rifles are trucked from [[Alfa]] through [[Beta]] to {end}.") == [
        (["Alfa"], ["Beta"], ["Gamma"], "land")
    ]
