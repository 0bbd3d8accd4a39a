"""A form that may be a verb, with its neighbours in the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.grammar import (
    DET,
    MONTHS,
    PLURALS,
    PRONOUNS,
    Word,
    form_of,
    is_adjectival,
    lemma_of,
)
from geomap.language.lexicon import frames, nouns
from geomap.language.war_words import CARGO

# verbs whose form is more often a noun
NOUN_READING = frozenset(
    """report reports claim claims force forces control controls plan plans aim aims support supports fund aid supply supplies
    transport ship ships truck trucks ferry fire fires guard guards patrol patrols train trains rocket rockets mortar mortars
    shell shells mine mines target targets march marches head heads border borders link links house houses base rule lead
    escort view views visit visits hold state states mark form forms need needs cause causes increase increases use uses change
    turn move moves group groups fear fears hope hopes ally pass house gain gains aid aids defeat post posts station stations
    back bar bars field cut cuts cost killing building buildings crossing opening command commands charge charges estimate
    estimates note matter question answer review film call calls offer offers demand demands air pound level close set arm arms
    travel rally host down appeal duel battle mission second warning setting lighting beginning feeling light raise run
    works work drive drives purchase raid raids gear flow stream ground fleet name names share pay return returns sail attempt attempts try
    embargo channel comment comments help order orders promise promises hand hands request requests program talk record records
    peace people shares border voice risk fight step steps push block blocks press limit limits service battle battles promise test tests
    purchase water arms troop benefit concern concerns lot plot plots lack list fuel equipment garrison garrisons convoy surprise influence trap rise result results guide access contact notice traffic cement""".split(),
)
NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()
)
ROUTE = frozenset("from to through via across between over into".split())
ON_ITS_WAY = ROUTE | frozenset(
    "by along on aboard at daily weekly nightly monthly regularly freely twice once every".split()
)
SHARES = frozenset("all most half much part parts sway control ground territory positions".split())  # "hold all of ..."


class Spot(NamedTuple):
    """A form and its neighbours: `prev` is the last word before it that is no adverb or negation."""

    before: Sequence[Word]
    low: str
    prev: Word | None
    prevtag: str
    prevlow: str
    after: Word | None
    nextlow: str
    nexttag: str

    @property
    def opens_object(self) -> bool:
        """Whether what follows may be an object: a place, a determiner, a pronoun, a name."""
        named = self.after is not None and self.after.text[:1].isupper()
        shared = self.nextlow in DET or self.nextlow in PRONOUNS or self.nextlow in SHARES
        return self.nexttag in ("place", "num") or shared or named

    @property
    def attributive(self) -> bool:
        """Whether the form stands where an adjective or noun would: "the besieged ..."."""
        counted = self.prevtag in ("det", "poss", "num") or self.prevlow in NUMBERS
        return counted or (self.prevtag == "place" and is_adjectival(self.prev))

    @property
    def after_date(self) -> bool:
        """Whether a date stands right before, which describes nothing: "filmed on March 3 shows ..."."""
        before = self.before[-2].low if len(self.before) > 1 else ""
        return self.prevtag == "num" and before in MONTHS

    @property
    def moved_number(self) -> bool:
        """ "Another 400 crossed into X": a bare number is who moves."""
        counted = self.prevtag == "num" and not self.after_date
        named = len(self.before) > 1 and self.before[-2].low in ("the", "these", "those", "in", "on", "by", "since")
        moves = any(f.kind == "move" for f in frames().get(lemma_of(self.low), ()))
        return counted and not named and moves and self.nextlow in ROUTE | {"on", "by", "for"}

    @property
    def after_place(self) -> bool:
        """Whether a place that may be the subject stands right before."""
        return self.prevtag == "place" and not is_adjectival(self.prev)

    @property
    def after_plural(self) -> bool:
        """Whether a plural subject, or what stands for one, goes before."""
        plural = self.prevlow.endswith(("s", "men")) or self.prevlow in PLURALS
        noun = self.prevtag in ("noun", "name") and (plural or self._body)
        return noun or self.prevlow == "that" or self.prevtag in ("pron", "rel", "and")

    @property
    def _body(self) -> bool:
        """Whether the word before is a body of people by its letters or name: "the RSF hold", "the Abkhaz control"."""
        short = self.prev is not None and self.prev.text.isupper() and len(self.prev.text) > 1
        named = self.prevtag == "name" and len(self.before) > 1 and self.before[-2].low == "the"
        return short or named

    @property
    def a_noun_too(self) -> bool:
        """Whether the form is also a noun: "attack", "report"."""
        return self.low in NOUN_READING or self.low in nouns() or self.low in CARGO


def no_verb(before: Sequence[Word]) -> bool:
    """Whether the clause has no verb yet."""
    last = max((i for i, b in enumerate(before) if b.tag in ("sub", "stop", "and", "quote")), default=-1)
    return not any(b.tag in ("verb", "modal", "prep") for b in before[last + 1 :])


def group_of(before: Sequence[Word]) -> bool:
    """Whether people of a group wait for their verb: "Some 300 men of the BIFF"."""
    last = max((i for i, b in enumerate(before) if b.tag in ("sub", "stop")), default=-1)
    inside = before[last + 1 :]
    of = next((i for i, b in enumerate(inside) if b.low in ("of", "from")), 0)
    people = of and (
        inside[of - 1].low in PLURALS or (inside[of - 1].tag == "noun" and inside[of - 1].low.endswith("s"))
    )
    return bool(people) and not any(b.tag in ("verb", "modal", "comma") for b in inside)


def lacks_verb(before: Sequence[Word]) -> bool:
    """Whether a plural subject still waits for its verb: "Lorries loaded with wheat travel from ..."."""
    last = max((i for i, b in enumerate(before) if b.tag in ("sub", "stop")), default=-1)
    before = _after_lead(before[last + 1 :])
    opening = next((b for b in before if b.tag not in ("det", "num", "adv")), None)
    spoken = [b for b in before if b.tag in ("verb", "modal", "comma", "sub", "rel")]
    return (
        opening is not None
        and opening.tag == "noun"
        and any(b.low.endswith("s") and b.tag == "noun" for b in before)
        and all(b.tag == "verb" and form_of(b.low).shape in ("ed", "participle") for b in spoken)
        and (not spoken or spoken[0] is not before[-1])
    )


def _after_lead(before: Sequence[Word]) -> Sequence[Word]:
    """What follows an opening phrase: "In the first, dhows", "From X, convoys"."""
    comma = next((i for i, b in enumerate(before) if b.tag == "comma"), None)
    return before[comma + 1 :] if comma is not None and before[0].tag == "prep" else before
