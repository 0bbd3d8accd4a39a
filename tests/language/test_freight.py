"""Ways told by goods and ends, whatever the verb, and what predicates say of them: closed, open again, planned, denied."""

from __future__ import annotations

from datetime import date

import pytest
from language.marking import marked

from geomap.analysis import status
from geomap.analysis.legs import group, legs
from geomap.gazetteer.belligerents import load
from geomap.language.dates import find_times
from geomap.language.events import find_events
from geomap.model import Publication

DAY = date(2024, 5, 8)


def ways(text: str) -> list[str]:
    """ "A>via>B mode status" of every way that a marked text tells."""
    doc, resolutions = marked(text, published=DAY)
    events = find_events(doc, resolutions, find_times(doc, DAY), Publication(value=DAY), load())
    gates = status.gates(events)
    found = []
    for members in group(legs(events)):
        one = members[0]
        passed = status.on_the_way(members, gates)
        holds = status.at_the_end(members, passed, lambda leg: bool(leg.event.denied_by))
        via = "/".join(s.name for s in one.via)
        found.append(f"{one.origin.name}>{via}>{one.destination.name} {one.mode} {holds}")
    return found


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("The road from [[Alfa]] to [[Beta]] is the only way in for food.", "Alfa>>Beta land reported"),
        ("The highway between [[Alfa]] and [[Beta]] is used by the army to move ammunition.", "Alfa>>Beta land reported"),
        ("A sea corridor from [[Alfa]] to [[Beta]] was opened in March.", "Alfa>>Beta sea reported"),
        ("The bridge at [[Ceta|literal|bridge]] is the only way in for food from [[Alfa]] to [[Beta]].", "Alfa>Ceta>Beta land reported"),
        ("The railway from [[Alfa]] is the only line along which shells are brought to [[Beta]].", "Alfa>>Beta rail reported"),
        ("The [[Alfa]]–[[Ceta]] road is the only way in for aid to [[Beta]].", "Alfa>Ceta>Beta land reported"),
        ("The road by which food reaches [[Beta]] from [[Alfa]] never closed.", "Alfa>>Beta land reported"),
        ("Smoked fish leaves [[Alfa]] for [[Beta]] by pirogue.", "Alfa>>Beta sea reported"),
    ],
)  # fmt: skip
def test_ways_told_by_nouns(text: str, way: str) -> None:
    """What is carried or used stands in a noun phrase; the verb only says that it is so."""
    assert ways(text) == [way]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Guns are smuggled from [[Alfa]] to [[Beta]]. A second stream reaches [[Ceta]] by road from [[Delta]].", "Delta>>Ceta land reported"),
        ("How does the fuel come in? Most is shipped by freighter from [[Alfa]] to [[Beta]].", "Alfa>>Beta sea reported"),
    ],
)  # fmt: skip
def test_more_of_the_same_goods(text: str, way: str) -> None:
    """ "A second stream", "most": the goods that were told just before."""
    assert way in ways(text)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Trucks no longer carry goods from [[Alfa]] to [[Beta]].", "Alfa>>Beta land closed"),
        ("Aid flights from [[Alfa]] to [[Beta]] were called off.", "Alfa>>Beta air closed"),
        ("Flour used to be trucked from [[Alfa]] to [[Beta]].", "Alfa>>Beta land closed"),
        ("The road had been their last supply line from [[Alfa]] to [[Beta]].", "Alfa>>Beta land closed"),
        ("The road from [[Alfa]] to [[Beta]] is the garrison's supply line; rebels cut it on 1 May.", "Alfa>>Beta land closed"),
        ("Flour is brought from [[Alfa]] to [[Beta]]. The other side has shut the bridge.", "Alfa>>Beta unspecified closed"),
        ("Grain was brought from [[Alfa]] to [[Beta]]; nothing has entered since.", "Alfa>>Beta unspecified closed"),
        ("The authorised route from [[Alfa]] to [[Beta]] has been suspended for weeks.", "Alfa>>Beta unspecified closed"),
        ("The railway from [[Alfa]] to [[Beta]], over which fuel normally moves, has been idle since Monday.", "Alfa>>Beta rail closed"),
        ("Cartridges reached [[Beta]] by boat from [[Alfa]] until the navy put a stop to it.", "Alfa>>Beta sea closed"),
        ("Fuel from [[Alfa]] cannot enter [[Beta]].", "Alfa>>Beta unspecified closed"),
        ("Not a single lorry has got through from [[Alfa]] to [[Beta]] since May.", "Alfa>>Beta land closed"),
        ("No flour has been trucked into [[Beta]] from [[Alfa]] for three weeks.", "Alfa>>Beta land closed"),
        ("The agency has not been able to bring medicine into [[Beta]] from [[Alfa]] since April.", "Alfa>>Beta unspecified closed"),
        ("No cargo ship has sailed from [[Alfa]] to [[Beta]] since the invasion.", "Alfa>>Beta sea closed"),
        ("Relief cargo from [[Alfa]] to [[Beta]] has been held up at [[Ceta]] since January.", "Alfa>Ceta>Beta unspecified closed"),
    ],
)  # fmt: skip
def test_ways_that_are_closed(text: str, way: str) -> None:
    """Closed by the predicate of the way, by a past habit, by what points back to it."""
    assert ways(text) == [way]


@pytest.mark.parametrize(
    "text",
    [
        "A rail link between [[Alfa]] and [[Beta]] is at best a project.",
        "Talks go on about an air bridge between [[Alfa]] and [[Beta]].",
        "A sea corridor from [[Alfa]] to [[Beta]] is planned.",
        "A plan to ship flour from [[Alfa]] to [[Beta]] was put to the parties.",
        "The Red Cross plans a flight from [[Alfa]] to [[Beta]] with medicine.",
        "The first aid flight from [[Alfa]] to [[Beta]] is scheduled for June.",
        "A proposal to fly food from [[Alfa]] to [[Beta]] is before the donors.",
    ],
)
def test_ways_that_are_planned(text: str) -> None:
    """A plan told by a noun or by the predicate is no traffic."""
    assert [w.rsplit(" ", 1)[1] for w in ways(text)] == ["planned"]


@pytest.mark.parametrize(
    "text",
    [
        "Experts say that rifles were shipped from [[Alfa]] to [[Beta]], which the governor rejects.",
        "Shells were trucked from [[Alfa]] to [[Beta]], an allegation that the army has dismissed.",
        "Shells were trucked from [[Alfa]] to [[Beta]]. The governor contests their testimony.",
        "Gold is driven from [[Alfa]] to [[Beta]] by night. The governor does not accept this.",
        "Rifles come from [[Alfa]] to [[Beta]] by mule track, a version which [[Lima|associative|city|PE]] calls a fable.",
        "An allegation that planes had flown rifles from [[Alfa]] to [[Beta]] was described by the governor as pure invention.",
    ],
)
def test_ways_that_are_contested(text: str) -> None:
    """What is said and then rejected, in a relative clause or the next sentence."""
    assert [w.rsplit(" ", 1)[1] for w in ways(text)] == ["contested"]


@pytest.mark.parametrize(
    "text",
    [
        "Exports from [[Alfa]] to [[Beta]] fell by a third last year.",
        "Police closed the road from [[Alfa]] to [[Beta]] because of floods.",
        "Commercial flights from [[Alfa]] to [[Beta]] were cancelled.",
        "A helicopter shuttle evacuated citizens from [[Alfa]] to [[Beta]].",
        "The front runs from [[Alfa]] through [[Beta]] to [[Ceta]].",
        "The ferry from [[Alfa]] to [[Beta]] sank, killing 40 people.",
        "An aid convoy was ambushed between [[Alfa]] and [[Beta]].",
        "The wounded were flown from [[Alfa]] to [[Beta]].",
    ],
)
def test_what_is_no_supply(text: str) -> None:
    """Trade at large, roads without goods, travellers, fronts and attacks are no corridors."""
    assert ways(text) == []


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Food goes from [[Alfa]] to [[Beta]] via [[Ceta|literal|border_crossing]].", "land"),
        (
            "The authorised route from [[Alfa]] to [[Beta]] has been suspended. Some 300 trucks wait in [[Alfa]].",
            "land",
        ),
    ],
)
def test_means_told_beside_the_way(text: str, mode: str) -> None:
    """A crossing on the ground, and the vehicles that the next sentence tells of at one of its ends."""
    assert [w.split(" ")[1] for w in ways(text)] == [mode]
