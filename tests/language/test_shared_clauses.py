"""Clauses that share a relative word, a participle or a subject with the one before, and what they tell."""

from __future__ import annotations

import pytest
from language.tellings import events, told


@pytest.mark.parametrize(
    "text",
    [
        "[[Bria]], which they seized on 4 May and abandoned three days later, is quiet.",
        "[[Sirte]], which the militia took in April and lost to the army that week, is calm.",
        "[[Loikaw]], which fell to rebels in March and was retaken in April, is empty.",
        "[[Raqqa]], seized in January and retaken in April, lies in ruins.",
        "[[Bambari]], which rebels took on 2 May and the army regained on 6 May, is calm.",
    ],
)
def test_a_relative_clause_that_goes_on_tells_a_second_event_at_the_same_place(text: str) -> None:
    found = [(e.where.mention.text if e.where else "", e.date_start) for e in events(text)]
    places, days = zip(*found, strict=True)
    assert len(found) == 2
    assert set(places) == {text[2 : text.index("]]")]}
    assert len(set(days)) == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[[Axum]], whose airport the militia mined, was abandoned by the army.", ("withdrawal", "Axum")),
        ("[[Idlib]], shelled by tanks and bombed by jets, fell on Friday.", ("territorial_change", "Idlib")),
        ("Soldiers were fighting to dislodge gunmen from [[Macomia]].", ("clash", "Macomia")),
        ("The militia battled to retake [[Mekelle]].", ("clash", "Mekelle")),
        ("A convoy was ambushed as it left a hotel in [[Beni]].", ("attack", "Beni")),
        ("Nobody explained why troops stormed [[Gao]].", ("ground_offensive", "Gao")),
    ],
)
def test_a_clause_finds_its_place_in_what_it_hangs_together_with(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text)


def test_a_clause_with_an_object_of_its_own_does_not_go_on_with_the_relative() -> None:
    found = told("[[Sake]], which rebels took and where they burned homes, is near [[Goma]].")
    assert ("territorial_change", "Goma") not in found


def test_fighting_is_not_where_people_meet_meanwhile() -> None:
    assert ("clash", "Geneva") not in told("Fighting broke out as envoys met in [[Geneva]].")
