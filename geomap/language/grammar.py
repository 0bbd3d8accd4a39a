"""Words of a sentence with their light part of speech, and the closed classes of English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.lexicon import Form, forms
from geomap.language.war_words import CARGO, CARRIERS
from geomap.model import Resolution

DET = frozenset(
    "a an the this that these those its his her their our my your some any no each every both several many".split()
)
PREP = frozenset(
    """in at on near from to into onto via through across over by with of for against towards toward inside outside within
    around between among along past beyond under during upon off behind amid amidst despite including without about above
    below beneath beside besides throughout unlike like per following aboard alongside ahead""".split(),
)
SUBORDINATORS = frozenset(
    "while as after before when why because although though since until till whereas but if so than that unless whether once".split(),
)
RELATIVES = frozenset("who which where whose whom what wherein whereby".split())
PRONOUNS = frozenset(
    "he she it they we i you him her them us him this these those there one itself himself herself themselves he's it's they're".split()
)
MODALS = {
    "will": "planned",
    "would": "planned",
    "shall": "planned",
    "may": "alleged",
    "might": "alleged",
    "could": "alleged",
}
MODALS |= {"can": "", "must": "planned", "should": "planned", "'ll": "planned", "ought": "planned", "cannot": "negated"}
NEGATIONS = frozenset(
    "not never n't neither nor no-one hardly didn't wasn't weren't hasn't haven't hadn't isn't aren't don't doesn't won't wouldn't couldn't can't".split()
)
DO_HAVE_BE = frozenset({"be", "have", "do", "get"})
CONTRACTED = {
    "didn't": "did",
    "wasn't": "was",
    "weren't": "were",
    "hasn't": "has",
    "haven't": "have",
    "hadn't": "had",
    "isn't": "is",
}
CONTRACTED |= {
    "aren't": "are",
    "don't": "do",
    "doesn't": "does",
    "won't": "will",
    "wouldn't": "would",
    "couldn't": "could",
    "can't": "can",
}
PLURALS = frozenset(
    "taliban peshmerga mujahedin mujahideen fedayeen people police men women children aircraft troops personnel militia cattle navy military".split()
)
TO_A_NOUN = frozenset(  # "according to ship spotters"
    "according thanks owing contrary prior addition response".split()
)
MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sep
    sept oct nov dec""".split()
)
BARE_PARTICIPLES = frozenset({"overrun", "overcome"})  # as the base form
FIXED_PAST = frozenset("hit cut put shut set let quit spread burst rid".split())
ATTRIBUTES = frozenset(
    "retreating advancing fleeing withdrawing warring remaining invading occupying surviving".split()
)
POINTED = MONTHS | frozenset(
    """town city village area region base camp airport district province port report claim road day night morning evening
    afternoon week weekend month year time same monday tuesday wednesday thursday friday saturday sunday""".split()
)
POINTED_WAYS = frozenset("line route corridor way crossing bridge airlift track highway railway lifeline".split())
COUNTS = frozenset(
    """at more up dozens scores hundreds thousands some nearly about around between over two three four five six seven eight nine
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty several many
    civilians people children soldiers one""".split(),
)
ADVERBS = frozenset(
    """likewise similarly nonetheless nevertheless therefore otherwise moreover elsewhere meantime also now still then again already just only even soon later earlier twice once thus far never always often
    meanwhile however instead together further ever yet first alike well there here overnight today yesterday
    tomorrow south north east west northwards southwards eastwards westwards back northward southward eastward westward""".split(),
)
STOPS = frozenset(";:()[]\u2014\u2013\u2026")
QUOTES = frozenset('"\u201c\u201d\u00ab\u00bb')
DASHES = frozenset("-\u2014\u2013")


class Word(NamedTuple):
    """A token of a sentence, or a whole place mention as one word; `tag` is its light part of speech."""

    start: int
    end: int
    text: str
    low: str
    tag: str
    place: Resolution | None = None


def form_of(low: str) -> Form:
    """The inflected form behind a word; an unknown "-ed" word counts as a verb of its own."""
    return forms().get(low) or Form(low, "ed")


def before_noun(words: Sequence[Word], i: int) -> bool:
    """Whether the "to" at `i` is a preposition whatever comes: "according to ship spotters", "set fire to fuel"."""
    last = words[i - 1].low if i else ""
    if i + 1 < len(words) and words[i + 1].low == last:
        return True  # "from end to end"
    if i + 2 < len(words) and words[i + 1].low in CARGO and words[i + 2].low in CARRIERS:
        return True  # "closed to fuel trains"
    return last in TO_A_NOUN or (last in ("fire", "light") and i > 1 and lemma_of(words[i - 2].low) == "set")


def lemma_of(low: str) -> str:
    return form_of(low).lemma


def is_adjectival(word: Word | None) -> bool:
    return bool(word and word.place and word.place.mention.role == "demonym")
