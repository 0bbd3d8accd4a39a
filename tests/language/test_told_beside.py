"""Places and days of an event that stand beside its clause: hung on it, before it, after it, pointed back to."""

from __future__ import annotations

from datetime import date

import pytest
from language.tellings import events, told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[[Bria]], the pearl of [[Kotto|literal|region]], which was liberated on Friday, rejoices.", "Bria"),
        ("Men raised flags in [[Hrakove]] and [[Savyntsi]], both of which were liberated on Sunday.", "Savyntsi"),
        ("[[Shir Khan]], lost to the rebels on Monday, is closed.", "Shir Khan"),
        ("The last crossing, [[Torkham]], fell the same night.", "Torkham"),
        ("[[Mosul]]'s fall in June shook the generals.", "Mosul"),
        ("[[Bossangoa]] was in the army's hands again on Friday.", "Bossangoa"),
    ],
)
def test_what_a_clause_hangs_on_is_its_place(text: str, wanted: str) -> None:
    assert ("territorial_change", wanted) in told(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[[Kunduz]] was stormed on Friday. Mortar shells fell on the market.", ("shelling", "Kunduz")),
        ("Fighting broke out in [[Akobo]]. A team visited on Monday.", ("visit", "Akobo")),
        ("Rifles of the [[Bosaso]] batch were traced to an ambush near [[Kismayo]].", ("attack", "Kismayo")),
        ("Up to 900 villagers fled [[Kodok]] for [[Fangak]] on Friday.", ("displacement", "Fangak")),
        ("Some 300 evacuees, among them guards, disembarked at [[Pemba]].", ("displacement", "Pemba")),
        ("Guards in [[Alula]] claim to have stopped a skiff.", ("interdiction", "Alula")),
    ],
)
def test_the_place_of_a_deed_is_told_beside_it(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in told(text)


@pytest.mark.parametrize("text", ["Output in [[Basra]] fell by a tenth.", "[[Basra]] fell silent on Friday."])
def test_a_town_that_falls_silent_does_not_fall(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("[[Gori]] has been cut off since 2 May, when rebels stormed the bridge.", "ground_offensive", date(2024, 5, 2)),
        ("The war broke out on 2 March, when gunmen killed nine in [[Tame]].", "attack", date(2024, 3, 2)),
        ("Rebels retook [[Nasir]], which they had lost in January, without a fight on 3 March.", "territorial_change", date(2024, 3, 3)),
        ("They lost [[Bihac]], a town that changed hands in 1993, to the army on 3 May.", "territorial_change", date(2024, 5, 3)),
        ("Troops were fighting on 4 May to drive gunmen from [[Palma]], six days after militants overran the town.", "territorial_change", date(2024, 4, 28)),
    ],
)  # fmt: skip
def test_a_day_belongs_to_the_clause_that_it_stands_beside(text: str, kind: str, day: date) -> None:
    assert day in {e.date_start for e in events(text) if e.type == kind and e.stance == "asserted"}
