"""Control claims: who is said to hold what; advances. No holder is ever invented."""

from __future__ import annotations

from datetime import date

import pytest
from language.marking import marked

from geomap.gazetteer.belligerents import load
from geomap.language.control import find_control
from geomap.language.dates import find_times
from geomap.language.events import find_events
from geomap.model import Advance, ControlClaim, Publication

DAY = date(2024, 5, 8)


def read(text: str) -> tuple[tuple[ControlClaim, ...], tuple[Advance, ...]]:
    """Claims and advances of a marked text."""
    doc, resolutions = marked(text, published=DAY)
    times, day = find_times(doc, DAY), Publication(value=DAY)
    events = find_events(doc, resolutions, times, day, load())
    return find_control(doc, resolutions, times, day, load(), events)


def claims(text: str) -> set[tuple[str, str | None, str]]:
    """(place, side, status) of every claim."""
    return {(c.where.mention.text, c.side, c.status) for c in read(text)[0]}


RSF = "rapid support forces"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The RSF controls [[Nyala|literal|city|SD]].", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]] is held by the RSF.", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]] remains in the hands of the RSF.", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]] stays under RSF control.", {("Nyala", RSF, "held")}),
        ("RSF-held [[Nyala|literal|city|SD]] was quiet.", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]], a stronghold of the RSF, was quiet.", {("Nyala", RSF, "held")}),
        ("The RSF captured [[Nyala|literal|city|SD]].", {("Nyala", RSF, "captured")}),
        ("[[Nyala|literal|city|SD]] fell to the RSF.", {("Nyala", RSF, "captured")}),
        ("The capture of [[Nyala|literal|city|SD]] by the RSF shocked many.", {("Nyala", RSF, "captured")}),
        ("The RSF took control of [[Nyala|literal|city|SD]].", {("Nyala", RSF, "captured")}),
        ("The RSF lost [[Nyala|literal|city|SD]].", {("Nyala", RSF, "lost")}),
        ("[[Nyala|literal|city|SD]] is besieged by the RSF.", {("Nyala", None, "besieged")}),
    ],
)
def test_who_holds(text: str, wanted: set[tuple[str, str | None, str]]) -> None:
    """Verbs, passives, phrases and adjectives of holding."""
    assert claims(text) == wanted


def test_lists_distribute() -> None:
    """ "controls A, B and C; the D holds E"."""
    found = claims(
        "M23 now controls [[Alfa|literal|town|CD]], [[Beta|literal|town|CD]] and [[Gamma|literal|town|CD]]; the FARDC holds [[Delta|literal|town|CD]]."
    )
    assert found == {
        ("Alfa", "m23", "held"),
        ("Beta", "m23", "held"),
        ("Gamma", "m23", "held"),
        ("Delta", "government", "held"),
    }


def test_left_out_verb() -> None:
    """ "A is held by X, and B by Y"."""
    found = claims("[[Alfa|literal|town|YE]] is held by the government, and [[Beta|literal|town|YE]] by the Houthis.")
    assert found == {("Alfa", "government", "held"), ("Beta", "houthis", "held")}


def test_expelled_from() -> None:
    """Who is driven out loses the place, who drives takes it."""
    found = claims("The RSF drove SAF soldiers out of [[Bara|literal|town|SD]].")
    assert found == {("Bara", RSF, "captured"), ("Bara", "sudanese armed forces", "lost")}


@pytest.mark.parametrize(
    "text",
    [
        "Smoke rises from buildings damaged by shelling in [[Bara|literal|town|SD]].",
        "The RSF shelled [[Bara|literal|town|SD]].",
        "None of the villages near [[Bara|literal|town|SD]] are held by the RSF.",
        "The RSF plans to capture [[Bara|literal|town|SD]].",
        "The RSF does not control [[Bara|literal|town|SD]].",
        "The RSF is focused on retaking [[Bara|literal|town|SD]].",
        "[[Bara|literal|town|SD]], a former stronghold of the RSF, was quiet.",
        "Ministers held talks in [[Bara|literal|town|SD]].",
        "The RSF took a village near [[Bara|literal|town|SD]].",
    ],
)
def test_no_holder_is_invented(text: str) -> None:
    """Damage, fighting, plans and negations say nothing of who holds a place."""
    assert claims(text) == set()


def test_the_part_still_controlled() -> None:
    """A place said to lie in the part that X controls is held by X."""
    text = "[[Port Sudan|literal|city|SD]] is a harbour, within the part of [[Sudan|literal|country|SD]] still controlled by the army."
    assert claims(text) == {("Port Sudan", "sudanese armed forces", "held")}


def test_denied_capture_is_contested() -> None:
    """A denial of the event reaches the claim."""
    (claim,) = read("The RSF captured [[Bara|literal|town|SD]], a spokesman said. The army denied it.")[0]
    assert (claim.claim_status, claim.denied_by) == ("contested", ("The army",))


def test_advance() -> None:
    """From where towards where, by whom."""
    (advance,) = read("RSF fighters pushed south from [[Bara|literal|town|SD]] towards [[Kosti|literal|town|SD]].")[1]
    assert (
        advance.side,
        advance.origin and advance.origin.mention.text,
        advance.towards and advance.towards.mention.text,
    ) == (RSF, "Bara", "Kosti")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("RSF fighters keep a bridgehead at [[Sinja|literal|town|SD]].", {("Sinja", RSF, "held")}),
        ("The RSF has been in control of [[Nyala|literal|city|SD]] since June.", {("Nyala", RSF, "held")}),
        ("Control of [[Nyala|literal|city|SD]] passed to the RSF.", {("Nyala", RSF, "captured")}),
        ("On Sunday the RSF seized [[Nyala|literal|city|SD]].", {("Nyala", RSF, "captured")}),
        (
            "The RSF took control of [[Bara|literal|town|SD]], [[Nyala|literal|city|SD]] and all of [[Darfur|literal|region|SD]].",
            {("Bara", RSF, "captured"), ("Nyala", RSF, "captured"), ("Darfur", RSF, "captured")},
        ),
        (
            "[[Turkish|demonym|country|TR|Turkey]]-backed groups hold [[Marea|literal|town|SY]].",
            {("Marea", "turkey", "held")},
        ),
    ],
)
def test_more_ways_to_hold(text: str, wanted: set[tuple[str, str | None, str]]) -> None:
    """Footholds, control as a noun, a leading day, lists, groups backed by a state."""
    assert claims(text) == wanted


def test_an_unknown_town_does_not_give_its_province_away() -> None:
    """ "In X, the town of Y is in RSF hands" says nothing of X."""
    assert claims("In [[Darfur|literal|region|SD]], the town of Qutm has been in RSF hands since June.") == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("RSF fighters raised their flag over [[Nyala|literal|city|SD]].", {("Nyala", RSF, "captured")}),
        ("[[Nyala|literal|city|SD]] has been under siege since May.", {("Nyala", None, "besieged")}),
        ("The RSF imposed a blockade on [[Nyala|literal|city|SD]].", {("Nyala", None, "besieged")}),
        ("Footage shows RSF fighters raising a flag in [[Nyala|literal|city|SD]].", {("Nyala", RSF, "captured")}),
        ("Its men gathered near [[Nyala|literal|city|SD]], where the RSF remains in charge.", {("Nyala", RSF, "held")}),
        ("The RSF captured the army's base in [[Nyala|literal|city|SD]].", {("Nyala", RSF, "captured")}),
        ("Clashes shook [[Nyala|literal|city|SD]]. The city is still in RSF hands.", {("Nyala", RSF, "held")}),
        ("Clashes shook [[Nyala|literal|city|SD]]. The market itself, they said, is in RSF hands.", set()),
        ("The RSF has consolidated its control over [[Nyala|literal|city|SD]].", {("Nyala", RSF, "held")}),
        ("The RSF is in effective control of [[Nyala|literal|city|SD]].", {("Nyala", RSF, "held")}),
        ("RSF fighters now hold all of [[Nyala|literal|city|SD]].", {("Nyala", RSF, "held")}),
        ("Elders handed [[Nyala|literal|city|SD]] back to the RSF.", {("Nyala", RSF, "captured")}),
        ("[[Nyala|literal|city|SD]] has slipped from RSF hands.", {("Nyala", RSF, "lost")}),
        ("The RSF rules ten towns including [[Nyala|literal|city|SD]].", {("Nyala", RSF, "held")}),
        ("The RSF has taken over [[Nyala|literal|city|SD]].", {("Nyala", RSF, "captured")}),
        ("[[Nyala|literal|city|SD]] never left the hands of the RSF.", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]] belongs to the RSF.", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]] is in the RSF's possession.", {("Nyala", RSF, "held")}),
        ("The RSF said that [[Nyala|literal|city|SD]] was under its full control.", {("Nyala", RSF, "held")}),
        (
            "[[Nyala|literal|city|SD]] is held by the RSF, as is [[Kutum|literal|town|SD]].",
            {("Nyala", RSF, "held"), ("Kutum", RSF, "held")},
        ),
        ("[[Nyala|literal|city|SD]] is quiet; the RSF is in charge there.", {("Nyala", RSF, "held")}),
        (
            "[[Nyala|literal|city|SD]] and [[Kutum|literal|town|SD]] fell. Both towns are run by the RSF.",
            {("Nyala", RSF, "held"), ("Kutum", RSF, "held")},
        ),
        ("[[Nyala|literal|city|SD]] has been held by the XYZA since May.", {("Nyala", "xyza", "held")}),
        ("[[Nyala|literal|city|SD]] camp is run by UNHCR.", set()),
        ("[[Nyala|literal|city|SD]] is back with the RSF.", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]] is defended by the RSF alone.", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]] was emptied, and the RSF has the run of it.", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]] remains an RSF stronghold.", {("Nyala", RSF, "held")}),
        ("RSF fighters had been masters of [[Nyala|literal|city|SD]].", {("Nyala", RSF, "held")}),
        ("The RSF completed the capture of [[Nyala|literal|city|SD]].", {("Nyala", RSF, "captured")}),
        ("[[Nyala|literal|city|SD]] is the only city still with the RSF.", {("Nyala", RSF, "held")}),
        ("[[Nyala|literal|city|SD]] is garrisoned by the RSF.", {("Nyala", RSF, "held")}),
        ("The flag of the RSF flies over [[Nyala|literal|city|SD]].", {("Nyala", RSF, "held")}),
        ("The RSF had to give up [[Nyala|literal|city|SD]].", {("Nyala", RSF, "lost")}),
        ("[[Nyala|literal|city|SD]] was in rebel hands.", {("Nyala", "splm-n", "held")}),
        ("The siege of [[Nyala|literal|city|SD]] goes on.", {("Nyala", None, "besieged")}),
        ("The siege of [[Nyala|literal|city|SD]] was lifted.", set()),
        ("[[Nyala|literal|city|SD]] is RSF-held.", {("Nyala", RSF, "held")}),
        ("The last RSF-held city is [[Nyala|literal|city|SD]].", {("Nyala", RSF, "held")}),
        (
            "The RSF took [[Nyala|literal|city|SD]], the governor of [[Darfur|literal|region|SD]] admitted.",
            {("Nyala", RSF, "captured")},
        ),
        ("The RSF holds the town; [[Chad|associative|country|TD]]-backed groups watch.", set()),
    ],
)
def test_who_is_in_charge_by_other_words(text: str, wanted: set[tuple[str, str | None, str]]) -> None:
    """Flags, sieges, charge of a place, bases taken, places pointed back to."""
    assert claims(text) == wanted


def test_a_nationality_alone_names_its_state() -> None:
    """ "in Ukrainian hands", "under Russian control"."""
    found = claims("[[Kherson|literal|city|UA]] is again in [[Ukrainian|demonym|country|UA]] hands.")
    assert found == {("Kherson", "ukraine", "held")}


def test_the_militants_are_the_group_named_last() -> None:
    """A generic noun with its article points back to the armed group named before it, whatever the theatre's usual one."""
    found = claims(
        "Jets struck Islamic State fighters in [[Raqqa|literal|city|SY]] on Sunday. The militants still control the city."
    )
    assert found == {("Raqqa", "islamic_state", "held")}


def test_what_a_denier_goes_on_to_say_is_not_denied() -> None:
    """ "denied that X had been entered, saying that the city remains ...": the last is asserted."""
    found = claims(
        "The RSF denied reports that soldiers had entered [[Nyala|literal|city|SD]], saying that the city remains in RSF hands."
    )
    assert found == {("Nyala", RSF, "held")}
