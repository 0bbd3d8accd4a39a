"""Words of a sentence with a light part of speech each, place mentions as single words; no model needed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.document import Document, Sentence
from geomap.language.lexicon import CARGO, TROOPS, Form, catenatives, forms, frames, nouns
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
    "while as after before when because although though since until till whereas but if so than that unless whether once".split(),
)


RELATIVES = frozenset("who which where whose whom what wherein whereby".split())


PRONOUNS = frozenset("he she it they we i you him her them us him this these those there one he's it's they're".split())


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


PLURALS = frozenset("people police men women children aircraft troops personnel militia cattle navy military".split())


FIXED_PAST = frozenset("hit cut put shut set let quit spread burst".split())


ATTRIBUTES = frozenset(
    "retreating advancing fleeing withdrawing warring remaining invading occupying surviving".split()
)
POINTED = frozenset("town city village area region base camp airport district province port report claim road".split())


COUNTS = frozenset(
    """at more up dozens scores hundreds thousands some nearly about around between over two three four five six seven eight nine
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty several many
    civilians people children soldiers one""".split(),
)


ADVERBS = frozenset(
    """also now still then again already just only even soon later earlier twice once thus far never always often
    meanwhile however instead together further ever yet first alike well there here overnight today yesterday
    tomorrow south north east west northwards southwards eastwards westwards back northward southward eastward westward""".split(),
)


STOPS = frozenset(";:()[]\u2014\u2013\u2026")


QUOTES = frozenset('"\u201c\u201d\u00ab\u00bb')


DASHES = frozenset("-\u2014\u2013")


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
    purchase water arms troop benefit concern concerns lot plot plots lack list fuel equipment garrison garrisons convoy surprise influence trap rise result results guide access contact notice""".split(),
)


ADJECTIVE_ENDS = ("ern", "al", "ic", "ive", "ous", "ful", "ary", "ish", "ian", "able", "ible", "ese")


class Word(NamedTuple):
    """A token of a sentence, or a whole place mention as one word; `tag` is its light part of speech."""

    start: int
    end: int
    text: str
    low: str
    tag: str
    place: Resolution | None = None


def sentence_words(
    doc: Document, sentence: Sentence, resolutions: Sequence[Resolution], starts: Sequence[int]
) -> tuple[Word, ...]:
    """The tokens of a sentence with every place mention as one word, tagged. `starts` are the mentions' starts."""
    i = bisect_left(starts, sentence.start)
    places: list[Resolution] = []
    while i < len(resolutions) and starts[i] < sentence.end:
        r = resolutions[i]
        if not places or r.mention.start >= places[-1].mention.end:
            places.append(r)
        i += 1
    found: list[Word] = []
    pending = iter(places)
    place = next(pending, None)
    for token in doc.tokens[sentence.first : sentence.last]:
        while place and token.start >= place.mention.end:
            place = next(pending, None)
        if place and token.end > place.mention.start:
            m = place.mention
            if not found or found[-1].place is not place:
                found.append(Word(m.start, m.end, m.text, m.text.lower(), "place", place))
            continue
        last = found[-1] if found else None
        if last is not None and last.end == token.start and last.place is None and _one_name(last.text, token.text):
            found[-1] = Word(last.start, token.end, last.text + token.text, last.low + token.text.lower(), "")
            continue
        found.extend(_split(Word(token.start, token.end, token.text, token.text.lower().replace("\u2019", "'"), "")))
    return tag(found[_dateline(found) :])


def _dateline(words: Sequence[Word]) -> int:
    """How many words a dateline takes: "BANGKOK, Jan. 6, 2024 (Reuters) - "; 0 where there is none."""
    if not words or len(words[0].text) < 3 or not (words[0].text.isupper() or words[0].place is not None):
        return 0
    shouted = words[0].text.isupper()
    for i, w in enumerate(words[1:16], 1):
        if w.low in DASHES and not (words[i - 1].place is None and words[i - 1].end == w.start):
            dated = any(any(ch.isdigit() for ch in x.text) for x in words[1:i])
            while i + 1 < len(words) and words[i + 1].low in DASHES:
                i += 1
            return i + 1 if shouted or dated or i <= 2 else 0
        if w.low == ":" and (i < 4 or (shouted and any(ch.isdigit() for x in words[1:i] for ch in x.text))):
            return i + 1
        lower = w.text[:1].islower() and w.low not in ("in", "and", "on", "of", "de", "el", "al")
        if lower:
            return 0
    only_date = any(any(ch.isdigit() for ch in w.text) for w in words[1:]) and len(words) <= 10
    return len(words) if only_date else 0


def _one_name(left: str, right: str) -> bool:
    """Whether two touching tokens are one designation: "M" + "23", "Su" + "-", "Su-" + "34"."""
    if right.isdigit():
        return left[:1].isupper() and (left[-1] == "-" or (left.isupper() and len(left) <= 4))
    return right == "-" and left[:1].isupper() and len(left) <= 3 and left.isalpha()


def _split(word: Word) -> list[Word]:
    if word.low in CONTRACTED:
        first = CONTRACTED[word.low]
        return [word._replace(low=first), Word(word.end, word.end, "", "not", "")]
    return [word]


def tag(words: Sequence[Word]) -> tuple[Word, ...]:
    """Give each word its light part of speech, left to right."""
    found: list[Word] = []
    for i, w in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else None
        found.append(w if w.tag else w._replace(tag=_tag(found, w, after)))
    return tuple(found)


def _tag(before: Sequence[Word], w: Word, after: Word | None) -> str:
    low = w.low
    if not low[:1].isalnum() and low not in ("'s", "'re", "'m", "'ll"):
        return (
            "quote"
            if low in QUOTES
            else "stop"
            if low in STOPS or low in DASHES
            else "comma"
            if low == ","
            else "punct"
        )
    if low in NEGATIONS:
        return "neg"
    if (
        low in MODALS
        and (low not in ("may", "might", "can", "will") or w.text[0].islower())
        and not (before and before[-1].low in DET)
    ):
        return "modal"
    if low in ("'s", "s"):
        return "poss"
    if low == "that" and after is not None and after.low in POINTED:
        return "det"
    if low == "that":
        return "sub" if after is not None and before and before[-1].tag not in ("prep",) else "det"
    if low in DET:
        return "det"
    if low in RELATIVES:
        return "rel"
    if low in ("and", "or"):
        return "and"
    if low == "than":
        return "prep"
    if low in SUBORDINATORS:
        return "sub"
    if (
        low in ("about", "around", "over", "under", "near")
        and after is not None
        and (after.low[:1].isdigit() or after.low in COUNTS)
    ):
        return "adv" if low != "near" else "prep"
    if low in PREP and low != "following":
        return "prep"
    if low in PRONOUNS:
        return "pron"
    if low[0].isdigit():
        return "num"
    if low in forms() and _is_verb(before, w, after):
        return "verb"
    if _unknown_participle(before, w, after):
        return "verb"
    if low in ADVERBS or (
        low.endswith("ly")
        and low not in ("italy", "family", "assembly", "supply", "ally", "july", "only", "daily", "weekly", "monthly")
    ):
        return "adv"
    designation = any(ch.isdigit() for ch in low)
    if w.text[0].isupper() and (designation or (before and before[-1].tag not in ("quote", "punct"))):
        return "name"
    return "noun"


def _is_verb(before: Sequence[Word], w: Word, after: Word | None) -> bool:
    """Whether an inflected form is used as a verb here, from its neighbours."""
    low, shape = w.low, forms()[w.low].shape
    prev = next((b for b in reversed(before) if b.tag not in ("adv", "neg")), None)
    if w.text[0].isupper() and prev is not None and prev.tag not in ("quote", "punct"):
        return False
    nextlow = after.low if after else ""
    nexttag = after.tag if after else ""
    opens_object = (
        nexttag == "place" or nextlow in DET or nextlow in PRONOUNS or bool(after and after.text[:1].isupper())
    )
    if low in ("'s",):
        return False
    prevtag, prevlow = (prev.tag, prev.low) if prev else ("", "")
    if forms()[low].lemma in ("be", "have", "do"):
        return True
    if (
        prevlow == "to"
        or prevtag == "modal"
        or (prevtag == "verb" and lemma_of(prevlow) in DO_HAVE_BE and shape != "s")
    ):
        noun_after_to = prevlow == "to" and (
            (low in nouns() and shape in ("s", "ing")) or (low.endswith("s") and shape == "s")
        )
        return not noun_after_to and not (
            shape == "base" and prevtag == "verb" and lemma_of(prevlow) == "be" and low not in FIXED_PAST
        )
    attributive = prevtag in ("det", "poss", "num") or (prevtag == "place" and is_adjectival(prev))
    if shape == "s" and prevtag == "verb":
        return False  # "carry guns"
    if shape == "s" and nextlow in ("was", "were", "is", "are", "has", "have", "had", "will"):
        return False  # "machine guns were ..."
    if shape == "ing" and low in ATTRIBUTES and prevtag in ("prep", "det", "poss", "num"):
        return False
    if shape == "ing":
        if prevtag == "verb" and catenatives().get(lemma_of(prevlow), "") in ("asserted", "negated"):
            return True
        if prevtag == "comma" and (nextlow in COUNTS or nextlow[:1].isdigit()):
            return True  # ", killing at least 12"
        if low in nouns() or low in NOUN_READING:
            return opens_object and not attributive and prevtag != "noun"
        return not attributive
    if low == "armed" and after is not None and after.low in ARMED_PEOPLE:
        return False
    if shape in ("ed", "past", "participle"):
        if attributive and prevtag != "place":
            return False
        if prevtag in ("prep",) and prevlow not in ("as",) and shape != "past":
            return nexttag == "place" and low == "besieged"
        if (
            low in ("armed", "united", "left", "led")
            and prevtag in ("prep", "det", "")
            and not opens_object
            and nextlow not in ("by", "for", "from", "in", "the", "on")
        ):
            return False
        return not (attributive and nexttag not in ("prep", "det", "place", "adv") and low in ("armed", "united"))
    plural = (
        (prevtag in ("noun", "name") and (prevlow.endswith("s") or prevlow in PLURALS))
        or prevlow == "that"
        or prevtag in ("pron", "rel")
        or (prevtag == "and")
    )
    subject_place = prevtag == "place" and not is_adjectival(prev)
    if shape == "base":
        if prevlow in ("arms", "weapons", "missiles", "sanctions") and (low in NOUN_READING or low in nouns()):
            return False
        if prevtag == "and" and after is not None and (after.low in CARGO or after.low in TROOPS) and low in frames():
            return True
        fixed_past = low in FIXED_PAST
        if _moves_goods(prev, low, after) or (low in ON_THE_WAY and nextlow in ROUTE and _lacks_verb(before)):
            return True
        if low in NOUN_READING or low in nouns():
            return (
                prevtag in ("pron", "rel")
                or (fixed_past and (plural or subject_place))
                or (plural and prevtag != "and")
            ) and (opens_object or nextlow in PREP or nexttag == "adv" or nextlow == "that")
        return prevtag not in ("prep", "sub", "verb") and not (attributive or (prevtag == "" and not after))
    named = prev is not None and prevtag == "noun" and nexttag == "place" and not prevlow.endswith("s")
    if low in nouns() or low in NOUN_READING:
        return (
            (named or prevtag in ("name", "pron", "rel") or prevlow == "that" or subject_place)
            and (opens_object or nextlow in PREP or nextlow == "that")
            and not _compound(prev)
        )
    return prevtag not in ("prep", "det", "poss", "num", "")


ARMED_PEOPLE = frozenset(
    """men groups group gangs gang robbers bandits assailants attackers herders persons people youths civilians forces wing
    drones drone conflict struggle faction factions opposition elements villagers tribesmen police""".split()
)
ON_THE_WAY = frozenset("travel move run drive sail march head pass flow".split())
ROUTE = frozenset("from to through via across between over into".split())
GOODS_LEAD = frozenset("spare heavy light small more military humanitarian some medical smuggled".split())


def _moves_goods(prev: Word | None, low: str, after: Word | None) -> bool:
    """ "Smugglers move spare parts": people or vehicles in the plural, a verb of carrying, goods."""
    if prev is None or after is None or prev.tag not in ("noun", "name") or not prev.low.endswith("s"):
        return False
    carries = any(f.kind == "move" or f.type == "arms_transfer" for f in frames().get(low, ())) or low == "take"
    return carries and prev.low not in CARGO and (after.low in CARGO or after.low in TROOPS or after.low in GOODS_LEAD)


def _lacks_verb(before: Sequence[Word]) -> bool:
    """Whether a plural subject still waits for its verb: "Lorries loaded with wheat travel from ..."."""
    last = max((i for i, b in enumerate(before) if b.tag in ("sub", "stop")), default=-1)
    before = before[last + 1 :]
    opening = next((b for b in before if b.tag not in ("det", "num", "adv")), None)
    spoken = [b for b in before if b.tag in ("verb", "modal", "comma", "sub", "rel")]
    return (
        opening is not None
        and opening.tag == "noun"
        and any(b.low.endswith("s") and b.tag == "noun" for b in before)
        and all(b.tag == "verb" and form_of(b.low).shape in ("ed", "participle") for b in spoken)
        and (not spoken or spoken[0] is not before[-1])
    )


def form_of(low: str) -> Form:
    """The inflected form behind a word; an unknown "-ed" word counts as a verb of its own."""
    return forms().get(low) or Form(low, "ed")


def lemma_of(low: str) -> str:
    return form_of(low).lemma


def _unknown_participle(before: Sequence[Word], w: Word, after: Word | None) -> bool:
    """A verb of no table: "was probed by", "the town, visited by"."""
    last = before[-1] if before else None
    if (
        last is not None
        and last.low in ("it", "he", "she")
        and w.low.endswith("s")
        and len(w.low) > 4
        and w.low not in forms()
    ):
        return True
    if not w.low.endswith("ed") or len(w.low) < 6 or w.low.endswith("eed") or not w.text[0].islower() or "-" in w.low:
        return False
    prev = next((b for b in reversed(before) if b.tag not in ("adv", "neg")), None)
    if prev is None or w.low in forms():
        return False
    if prev.tag == "verb" and lemma_of(prev.low) in DO_HAVE_BE:
        return True
    if prev.tag in ("pron", "rel") or (prev.tag in ("name", "place", "noun") and not is_adjectival(prev)):
        return after is not None and (
            after.low in PREP or after.low in DET or after.text[:1].isupper() or after.low in ("that", "to")
        )
    return False


def is_adjectival(word: Word | None) -> bool:
    return bool(word and word.place and word.place.mention.role == "demonym")


def _compound(word: Word | None) -> bool:
    return bool(
        word
        and (
            word.low in ("air", "drone", "missile", "rocket", "artillery", "suicide")
            or word.low.endswith(ADJECTIVE_ENDS)
        )
    )
