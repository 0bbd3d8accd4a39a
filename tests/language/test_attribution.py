"""Claims: who says it, who denies it, and what a denial attaches to."""

from __future__ import annotations

from datetime import date

import pytest
from language.marking import marked

from geomap.gazetteer.belligerents import load
from geomap.language.dates import find_times
from geomap.language.events import find_events
from geomap.model import Event, Publication

DAY = date(2024, 5, 8)


def events(text: str) -> list[Event]:
    """The events of a marked text."""
    doc, resolutions = marked(text, published=DAY)
    return list(find_events(doc, resolutions, find_times(doc, DAY), Publication(value=DAY), load()))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Jets bombed [[Bara]], residents said.", "residents"),
        ("Residents said jets bombed [[Bara]].", "Residents"),
        ("A doctor told Radio Dabanga that jets had bombed [[Bara]].", "A doctor"),
        ("According to a monitoring group, jets bombed [[Bara]].", "a monitoring group"),
        ("Jets bombed [[Bara]], according to two officials.", "two officials"),
        ("Jets bombed [[Bara]].", ""),
    ],
)
def test_speaker(text: str, speaker: str) -> None:
    """Frames before, after and around the clause name the speaker."""
    assert [e.attribution for e in events(text) if e.type == "air_strike"] == [speaker]


@pytest.mark.parametrize(
    "denial",
    [
        "[[Nairobi|associative|city|KE]] denied the report.",
        "[[Nairobi|associative|city|KE]] rejects the allegation.",
        "[[Kenya|associative|country|KE]] denies it.",
        "[[Nairobi|associative|city|KE]] says it sends only advisers.",
        "[[Nairobi|associative|city|KE]] called the claim propaganda.",
        "[[Nairobi|associative|city|KE]] says no arms leave its ports.",
    ],
)
def test_denial_in_the_next_sentence(denial: str) -> None:
    """Denials and counter-claims contest the event before them."""
    event = events(f"Planes flew weapons from [[Mombasa|literal|city|KE]] to [[Nyala|literal|city|SD]]. {denial}")[0]
    assert event.claim_status == "contested"
    assert event.denied_by


def test_denial_attaches_to_the_denier_s_own_part() -> None:
    """Of two routes, a state denies the one through its country."""
    text = (
        "[[Iranian|demonym|country|IR|Iran]] weapons reach [[Yemen|literal|country|YE]] via [[Oman|literal|country|OM]] "
        "or via [[Somalia|literal|country|SO]]. [[Omani|demonym|country|OM|Oman]] officials denied this."
    )
    denied = {tuple(p.resolution.mention.text for p in e.places if p.role == "via"): e.denied_by for e in events(text)}
    assert denied[("Oman",)]
    assert denied[("Somalia",)] == ()


def test_denial_of_a_retold_event_makes_no_second_event() -> None:
    """ "X denied that the town had fallen" contests the capture told before."""
    found = events("Rebels captured [[Bara]] on Sunday. The army denied on Monday that the town had fallen.")
    changes = [e for e in found if e.type == "territorial_change"]
    assert [(e.where.mention.text if e.where else "", e.denied_by) for e in changes] == [("Bara", ("The army",))]


def test_denial_in_the_same_sentence() -> None:
    """ "...; X denies it"."""
    (event,) = [
        e
        for e in events("Gunmen crossed into [[Bara]] and shelled [[Kosti]]; the RSF denies it.")
        if e.type == "shelling"
    ]
    assert event.denied_by == ("the RSF",)


def test_no_denial_from_silence() -> None:
    """ "did not reply" and "did not confirm" deny nothing."""
    found = events(
        "Planes flew weapons from [[Mombasa|literal|city|KE]] to [[Nyala|literal|city|SD]]. [[Nairobi|associative|city|KE]] did not reply to questions."
    )
    assert all(not e.denied_by for e in found)


def test_claim_against_interest() -> None:
    """An army that admits its own retreat speaks against its interest."""
    (event,) = [
        e
        for e in events("The army said its troops had withdrawn from [[Bara|literal|town|SD]].")
        if e.type == "withdrawal"
    ]
    assert event.claim_status == "against_interest"


def test_side_of_the_speaker() -> None:
    """The speaker's side comes from the belligerent tables."""
    (event,) = [
        e for e in events("The RSF said it had seized [[Bara|literal|town|SD]].") if e.type == "territorial_change"
    ]
    assert (event.attribution, event.attribution_side) == ("The RSF", "rapid support forces")
