"""Holders told by whose a place is, before the verb, in a list with asides, or by what was told just before."""

from __future__ import annotations

import pytest
from language.test_control import claims

N, Z, G = "[[Nyala|literal|city|SD]]", "[[Zalingei|literal|town|SD]]", "[[Ed Daein|literal|town|SD]]"
RSF = "rapid support forces"


@pytest.mark.parametrize(
    "text",
    [
        f"{N} is RSF territory.",
        f"{N} remains the RSF's.",
        f"The RSF holds {G}, and {N} likewise is theirs.",
        f"The RSF hold {N}.",
        f"The RSF still has {N}.",
        f"{N} itself the RSF have held since May.",
        f"The RSF stormed {G}. {N} they already held.",
        f"{N} and {Z} both remain under RSF control.",
        f"{Z}, which was stormed in May, and {N} are in the hands of the RSF.",
        f"The RSF hold {Z}, seized in April, and {N}, which fell a week later.",
    ],
)
def test_who_holds_is_read_from_whose_the_place_is(text: str) -> None:
    """Possession, fronted objects, floating "both" and lists that asides part."""
    assert ("Nyala", RSF, "held") in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{Z} fell to the RSF on Monday. {N} followed a day later.",
        f"{N} fell on Monday, according to the RSF.",
        f"The RSF captured {Z}. {N} fell the same night.",
        f"{Z} fell on Monday and {N} the next day, according to the RSF.",
        f"{N} passed on Friday to the RSF.",
        f"Soldiers abandoned {N} on Sunday and the RSF moved in within hours.",
        f"{N}, the army's last town, surrendered to the RSF.",
    ],
)
def test_who_takes_is_carried_over(text: str) -> None:
    """A fall without a word of who takes the place: the speaker's, or whoever took the one before."""
    assert ("Nyala", RSF, "captured") in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{N} fell on Monday.",
        f"{N} fell silent after the RSF left.",
        f"{N} fell on Monday, the army said.",
        f"Shells fell on {N}, according to the RSF.",
        f"{N} is a town of traders.",
        f"{N} followed the debate with unease.",
        f"All of Darfur with the exception of {N} is ruled by the RSF.",
    ],
)
def test_no_holder_is_made_up(text: str) -> None:
    """What names nobody, or whom it costs the place, gives no holder."""
    assert not [c for c in claims(text) if c[2] in ("held", "captured")]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        (f"{N} was lost to the Torga that winter.", "torga"),
        (f"{N}, which the RSF took in May and lost to Torga fighters in June, is quiet.", "torga fighters"),
        (f"{N} is in the hands of the Torga Elite.", "torga elite"),
        (f"{N} was retaken by Torga commandos four days later.", "torga commandos"),
        (f"The army lost {N}, a town that has changed hands four times, to the RSF on Monday.", RSF),
        (f"{N} is held by the army's new allies, the RSF.", RSF),
        (f"{Z} is a town which the RSF have never given up.", RSF),
        (f"{N} is once more an RSF town.", RSF),
    ],
)
def test_holder_is_who_the_grammar_says(text: str, side: str) -> None:
    """Names of no table hold what is lost to them or in their hands; times beside a name are no part of it."""
    assert side in {c[1] for c in claims(text)}


@pytest.mark.parametrize(
    "text",
    [
        f"Neither group can be said to control {N}.",
        f"This report does not confirm that the RSF have entered {N}.",
        f"Reports that the RSF had captured {N} are likely false.",
        f"Nobody could say whether the RSF hold {N}.",
    ],
)
def test_what_is_not_confirmed_gives_no_holder(text: str) -> None:
    """Nobody holds what nobody confirms."""
    assert not [c for c in claims(text) if c[2] in ("held", "captured")]


@pytest.mark.parametrize(
    "text",
    [
        f"In {N}, in RSF hands since July, schools have reopened.",
        f"Trucks roll to {N}, a town under RSF administration, where they are taxed.",
        f"Aid reached {N}, now firmly under RSF control.",
        f"Water is short in {N}, a town in the hands of the RSF.",
        f"{Z} remains in the hands of the RSF, as does {N}.",
        f"{Z} is held by the RSF, and so is {N}.",
    ],
)
def test_asides_and_as_does_tell_whose_a_place_is(text: str) -> None:
    """Beside a place that the sentence tells something else of, or added to what it says of another."""
    assert ("Nyala", RSF, "held") in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        f"In {N}, once in RSF hands, schools have reopened.",
        f"In {N}, in the hands of God, schools have reopened.",
        f"Aid reached {N}, under heavy shelling.",
        f"{Z} lies on the river, as does {N}.",
    ],
)
def test_asides_without_a_holder_give_none(text: str) -> None:
    """What is over, what is no party, and what is said of something else."""
    assert claims(text) == set()


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        (f"RSF fighters stormed {Z} on Monday. {N} was captured on the 15th.", "rapid support forces"),
        (f"The RSF pushed west in May. {N} was seized a week later.", "rapid support forces"),
        (f"The RSF took {Z} in May. {N} was overrun in June.", "rapid support forces"),
        (f"Fighting went on in {Z}. {N} was captured on the 15th.", None),
        (f"The RSF will storm {Z}. {N} was captured in 2003.", None),
        (f"The RSF did not enter {Z}. {N} was captured in 2003.", None),
        (f"The RSF took {Z}. {N} was not captured.", None),
    ],
)
def test_a_town_taken_without_an_agent_goes_to_whoever_attacks_in_the_sentence_before(
    text: str, holder: str | None
) -> None:
    """Only to a party that attacks there in fact; else there is no claim."""
    assert {side for place, side, _ in claims(text) if place == "Nyala"} == ({holder} if holder else set())


@pytest.mark.parametrize(
    "text",
    [
        f"RSF fighters landed in {Z} in May. {N} has been held by the group since.",
        f"The army drove the RSF from {Z}. {N} is still held by the group.",
        f"The RSF left {Z} on Monday. {N} remains in the hands of the group.",
        f"Soldiers struck RSF positions in {Z}. {N} has been under the control of the same group since May.",
        f"The RSF says that {Z} is quiet. Rain fell for days. {N} is run by the group.",
        f"The army entered {Z}, but the RSF fights on. {N} is still ruled by the group.",
    ],
)
def test_the_group_is_the_one_named_last(text: str) -> None:
    """Not whoever fights it, nor a side that is called "group"."""
    assert {side for place, side, _ in claims(text) if place == "Nyala"} == {RSF}
