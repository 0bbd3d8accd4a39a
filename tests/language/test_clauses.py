"""Sentences cut into clauses: one verb group each, with its subject."""

from __future__ import annotations

import pytest
from language.marking import marked

from geomap.language.clauses import Clause, clauses, subject
from geomap.language.inflection import inflect
from geomap.language.lexicon import forms, frames
from geomap.language.tagging import sentence_words


def cut(text: str) -> list[Clause]:
    """The clauses of the first sentence of a marked text."""
    doc, resolutions = marked(text)
    starts = [r.mention.start for r in resolutions]
    return clauses(sentence_words(doc, doc.sentences[0], resolutions, starts), doc.sentences[0])


def verbs(text: str) -> list[str]:
    """The main verb of each clause."""
    return [c.group.lemma for c in cut(text) if c.group]


def subjects(text: str) -> list[str]:
    """The subject of each clause with a verb."""
    found = cut(text)
    spans = [subject(found, k) for k, c in enumerate(found) if c.group]
    words = found[0].words
    return [" ".join(w.text for w in words[s[0] : s[1]]) if s else "" for s in spans]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Troops seized the town and burned the market.", ["seize", "burn"]),
        ("Officials said the rebels had withdrawn.", ["say", "withdraw"]),
        ("The town, which the army took in May, fell again.", ["take", "fall"]),
        ("Troops have begun crossing the river.", ["cross"]),
        ("The army is set to withdraw.", ["withdraw"]),
        ("Arms bought abroad by traders arrive by sea.", ["buy", "arrive"]),
        ("While shells fell on the port, ships left.", ["fall", "leave"]),
        ("The attack on the base was a surprise.", ["be"]),
        ("An arms embargo on the country remains.", ["remain"]),
    ],
)
def test_main_verbs(text: str, lemmas: list[str]) -> None:
    """Auxiliaries and carrying verbs belong to one group; nouns that look like verbs do not make one."""
    assert verbs(text) == lemmas


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Troops seized the town and burned the market.", ["Troops", "Troops"]),
        ("On Friday, after dawn, the militia attacked.", ["the militia"]),
        ("Food for [[Bara]], besieged since May by rebels, comes from [[Kosti]].", ["Food for Bara", "Food for Bara"]),
        (
            "Much of the oil going north, traders say, continues to be shipped by rail.",
            ["Much of the oil", "traders", "Much of the oil"],
        ),
        ("Envoys urged Chad to close the border.", ["Envoys", "Chad"]),
        ("The general, who is wanted, was seen in the capital.", ["The general", "The general"]),
    ],
)
def test_subjects(text: str, wanted: list[str]) -> None:
    """A left-out subject is found in the clauses before."""
    assert subjects(text) == wanted


@pytest.mark.parametrize(
    ("text", "stance", "passive", "negated"),
    [
        ("The army will attack.", "planned", False, False),
        ("The town was not attacked.", "", True, True),
        ("The men were reportedly killed.", "alleged", True, False),
        ("The rebels refused to withdraw.", "negated", False, True),
        ("The troops are believed to have crossed the river.", "alleged", False, False),
    ],
)
def test_verb_group(text: str, stance: str, passive: bool, negated: bool) -> None:
    """Modals, hedges, voice and negation are read off the group."""
    group = cut(text)[-1].group
    assert group is not None
    assert (group.stance, group.passive, group.negated) == (stance, passive, negated)


def test_offsets_hold() -> None:
    """A clause's start and end are offsets into the report."""
    text = "Troops seized the town, and jets bombed the port."
    for clause in cut(text):
        assert text[clause.start : clause.end].startswith(clause.words[clause.first].text)


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("carry", "carried"),
        ("stop", "stopping"),
        ("besiege", "besieging"),
        ("reach", "reaches"),
        ("travel", "travelled"),
        ("strike", "struck"),
        ("withdraw", "withdrawn"),
    ],
)
def test_inflections(verb: str, form: str) -> None:
    """Regular and irregular forms lead back to their verb."""
    assert forms()[form].lemma == verb


def test_irregular_forms_replace_regular_ones() -> None:
    """No "striked"."""
    assert "striked" not in inflect("strike", ("struck",))


def test_particles_come_first() -> None:
    """ "pull out" is tried before "pull"."""
    lengths = [len(f.particle) for f in frames()["push"]]
    assert lengths == sorted(lengths, reverse=True)
