"""Sentences cut into clauses with light grammar: one verb group and its arguments each, no model needed.

A verb group is the chain of auxiliaries, modals, negation and carrying verbs around one main verb ("has begun
crossing", "is set to withdraw", "did not take"). Between two verb groups of a sentence the best boundary is chosen:
relative words and subordinators before semicolons, "and" before commas, else the start of the second subject.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from geomap.language.document import Document, Sentence
from geomap.language.lexicon import CARGO, SAY, TROOPS, Form, catenatives, forms, frames, lemmas, nouns
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
PREPOSITIONAL = frozenset("after before since until till as than once so that".split())
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
POINTED = frozenset("town city village area region base camp airport district province port report claim road".split())
COUNTS = frozenset(
    """at more up dozens scores hundreds thousands some nearly about around between over two three four five six seven eight nine
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty several many
    civilians people children soldiers one""".split(),
)
HEDGES = frozenset(
    "allegedly reportedly apparently purportedly possibly perhaps probably presumably supposedly seemingly".split()
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


class VerbGroup(NamedTuple):
    """A main verb with what surrounds it; `first`, `last`, `main` are word positions."""

    first: int
    last: int
    main: int
    lemma: str
    shape: str
    passive: bool = False
    finite: bool = True
    infinitive: bool = False
    negated: bool = False
    stance: str = ""
    chain: tuple[str, ...] = ()
    tense: str = "past"


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first:last` of a sentence around one verb group; `opener` tells how it is tied to what stands before."""

    words: tuple[Word, ...]
    first: int
    last: int
    group: VerbGroup | None
    opener: str
    index: int
    sentence: Sentence

    @property
    def start(self) -> int:
        return self.words[self.first].start

    @property
    def end(self) -> int:
        return self.words[max(self.first, self.last - 1)].end

    def text(self) -> str:
        """The words of the clause, joined by blanks."""
        return " ".join(w.text for w in self.words[self.first : self.last])


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
        if w.low == ":" and i < 4:
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
    if prevlow == "to" or prevtag == "modal" or (prevtag == "verb" and _lemma(prevlow) in DO_HAVE_BE and shape != "s"):
        noun_after_to = prevlow == "to" and (
            (low in nouns() and shape in ("s", "ing")) or (low.endswith("s") and shape == "s")
        )
        return not noun_after_to and not (
            shape == "base" and prevtag == "verb" and _lemma(prevlow) == "be" and low not in FIXED_PAST
        )
    attributive = prevtag in ("det", "poss", "num") or (prevtag == "place" and _adjectival(prev))
    if shape == "ing":
        if prevtag == "verb" and catenatives().get(_lemma(prevlow), "") in ("asserted", "negated"):
            return True
        if prevtag == "comma" and (nextlow in COUNTS or nextlow[:1].isdigit()):
            return True  # ", killing at least 12"
        if low in nouns() or low in NOUN_READING:
            return opens_object and not attributive and prevtag != "noun"
        return not attributive
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
    subject_place = prevtag == "place" and not _adjectival(prev)
    if shape == "base":
        if prevlow in ("arms", "weapons", "missiles", "sanctions") and (low in NOUN_READING or low in nouns()):
            return False
        if prevtag == "and" and after is not None and (after.low in CARGO or after.low in TROOPS) and low in frames():
            return True
        fixed_past = low in FIXED_PAST
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


def form_of(low: str) -> Form:
    """The inflected form behind a word; an unknown "-ed" word counts as a verb of its own."""
    return forms().get(low) or Form(low, "ed")


def _lemma(low: str) -> str:
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
    if prev.tag == "verb" and _lemma(prev.low) in DO_HAVE_BE:
        return True
    if prev.tag in ("pron", "rel") or (prev.tag in ("name", "place", "noun") and not _adjectival(prev)):
        return after is not None and (
            after.low in PREP or after.low in DET or after.text[:1].isupper() or after.low in ("that", "to")
        )
    return False


def _coordinated(before: Sequence[Word]) -> bool:
    """Whether the words just before are "A and B": a plural subject."""
    tags = [b.tag for b in before[-4:]]
    return bool(tags) and tags[-1] in ("noun", "name", "place") and "and" in tags


def _adjectival(word: Word | None) -> bool:
    return bool(word and word.place and word.place.mention.role == "demonym")


def _compound(word: Word | None) -> bool:
    return bool(
        word
        and (
            word.low in ("air", "drone", "missile", "rocket", "artillery", "suicide")
            or word.low.endswith(ADJECTIVE_ENDS)
        )
    )


def verb_groups(words: Sequence[Word]) -> list[VerbGroup]:
    """Every verb group of a sentence in order."""
    found: list[VerbGroup] = []
    i = 0
    while i < len(words):
        w = words[i]
        opens = w.tag in ("verb", "modal") or (w.low == "to" and _verb_within(words, i + 1))
        if not opens:
            i += 1
            continue
        group = _group(words, i)
        found.append(group)
        i = group.last + 1
    return found


def _verb_within(words: Sequence[Word], i: int) -> bool:
    while i < len(words) and words[i].tag in ("adv", "neg"):
        i += 1
    return i < len(words) and words[i].tag == "verb" and form_of(words[i].low).shape == "base"


def _group(words: Sequence[Word], first: int) -> VerbGroup:
    i, main, negated, stance, infinitive = first, -1, False, "", words[first].low == "to"
    chain: list[str] = []
    passive = progressive = modal = perfect = False
    shape, lemma, finite = "base", "be", not infinitive
    while i < len(words):
        w = words[i]
        if w.tag == "modal":
            stance, modal = stance or MODALS.get(w.low, ""), True
        elif w.tag == "neg":
            negated = True
        elif w.tag == "adv" and w.low not in ("north", "south", "east", "west", "back"):
            stance = "alleged" if w.low in HEDGES else stance
        elif w.low == "to" and i == first:
            pass
        elif w.low == "to" and main >= 0 and _verb_within(words, i + 1):
            effect = catenatives().get(f"be_{words[main].low}" if passive else lemma, catenatives().get(lemma, ""))
            effect = effect or ("planned" if lemma in ("be", "have") else "")
            if not effect:
                break
            negated, stance = negated or effect == "negated", stance or effect
            chain.append(lemma)
            passive = progressive = False
        elif w.tag == "verb":
            form = form_of(w.low)
            if main >= 0:
                auxiliary = lemma in DO_HAVE_BE
                carried = (
                    form.shape == "ing"
                    and catenatives().get(lemma, "") in ("asserted", "negated")
                    and lemma not in ("come", "go", "use", "help")
                )
                if (
                    auxiliary
                    and lemma in ("be", "get")
                    and form.shape in ("ed", "participle", "base")
                    and form.lemma not in ("be",)
                ):
                    passive = form.shape != "base" or form.lemma in ("hit", "cut", "shut", "set", "quit", "put")
                elif auxiliary and lemma == "be" and form.shape == "ing":
                    progressive, passive = True, False
                elif auxiliary and lemma in ("have", "do"):
                    perfect = lemma == "have"
                elif words[i - 1].low == "to" or words[i - 1].tag in ("adv", "neg", "modal"):
                    if words[i - 1].tag == "adv" and not (carried or modal or auxiliary or words[i - 2].low == "to"):
                        break
                elif carried:
                    chain.append(lemma)
                    stance = stance or ("" if catenatives()[lemma] == "asserted" else catenatives()[lemma])
                    negated = negated or catenatives()[lemma] == "negated"
                elif not modal or (
                    main >= 0 and words[main].tag == "verb" and main == i - 1 and lemma not in DO_HAVE_BE
                ):
                    break
            elif form.shape == "ing" or (form.shape == "participle" and form.lemma != "be"):
                finite = False
            main, lemma, shape = i, form.lemma, form.shape
        else:
            break
        i += 1
    last = i - 1
    while last > max(main, first) and words[last].tag == "adv":
        last -= 1
    if main < 0:
        main = first
    if lemma in ("be", "have", "do") and words[main].tag != "verb":
        lemma = "be"
    tense = (
        "future"
        if modal and stance == "planned" and "will" in {x.low for x in words[first:i]}
        else _tense(words, first, main, progressive, perfect)
    )
    return VerbGroup(
        first,
        max(last, main),
        main,
        lemma,
        shape,
        passive,
        finite,
        infinitive,
        negated,
        "" if stance == "asserted" else stance,
        tuple(chain),
        tense,
    )


def _tense(words: Sequence[Word], first: int, main: int, progressive: bool, perfect: bool) -> str:
    lead = next((w.low for w in words[first : main + 1] if w.tag == "verb"), "")
    if lead in FIXED_PAST:
        return "past"
    if lead in ("is", "are", "am", "has", "have", "does", "do") or forms().get(lead, ("", "past"))[1] in ("base", "s"):
        return "perfect" if perfect else "present"
    return "pluperfect" if lead == "had" and perfect else "past"


def clauses(words: tuple[Word, ...], sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence, in order; a sentence without a verb is one clause."""
    if not words:  # a dateline alone
        return []
    groups = verb_groups(words)
    if not groups:
        return [Clause(words, 0, len(words), None, "start", 0, sentence)]
    bounds = [(0, "start")]
    embedded = _embedded(words, groups)
    if embedded:
        bounds = [embedded]
    for one, two in itertools.pairwise(groups):
        bounds.append(_boundary(words, one, two, bounds[-1][1]))
    found = [Clause(words, 0, embedded[0], None, "start", 0, sentence)] if embedded else []
    split = {k for k in range(1, len(groups) - 1) if _splits(words, groups[k], groups[k + 1], bounds[k][0])}
    for k, group in enumerate(groups):
        first, opener = bounds[k]
        if k == 0 and first == 0:
            opener = _first_opener(words, group)
        if k in split:
            found.append(Clause(words, first, group.first, None, opener, len(found), sentence))
            first, opener = group.first, "part"
        elif k - 1 in split:
            first, opener = group.first, "resume"
        last = (groups[k + 1].first if k in split else bounds[k + 1][0]) if k + 1 < len(groups) else len(words)
        found.append(Clause(words, first, max(last, group.last + 1), group, opener, len(found), sentence))
    return [_reduced(c) for c in found]


def _embedded(words: Sequence[Word], groups: Sequence[VerbGroup]) -> tuple[int, str] | None:
    """A relative clause or participle that splits subject and main verb: "The town, besieged by X, fell"."""
    g = groups[0]
    rel = next((i for i in range(1, g.first + 1) if i < len(words) and words[i].tag == "rel"), None)
    if rel is None:
        rel = next(
            (
                i
                for i in range(1, g.first)
                if words[i].low == "that" and words[i].tag == "sub" and words[i - 1].tag == "noun"
            ),
            None,
        )
    if rel is not None:
        return rel, "rel:" + words[rel].low
    participle = g.main == g.first and g.shape in ("ed", "participle", "ing") and g.first > 0
    if (
        participle
        and words[g.first - 1].tag == "comma"
        and len(groups) == 1
        and g.shape != "ing"
        and g.last + 1 < len(words)
        and words[g.last + 1].low in ("by", "since")
    ):
        return g.first, "part"
    if participle and words[g.first - 1].tag in ("comma", "stop") and len(groups) > 1 and groups[1].finite:
        comma = any(w.tag in ("comma", "stop") for w in words[g.last : groups[1].first])
        return (g.first, "part") if comma and _strip_lead(words, 0, g.first) else None
    by = g.last + 1 < len(words) and (
        g.shape == "ing" or words[g.last + 1].low in ("by", "from", "in", "for", "with", "to", "at", "on", "near")
    )
    if (
        participle
        and by
        and len(groups) > 1
        and groups[1].finite
        and groups[1].main >= g.last
        and words[g.first - 1].tag in ("noun", "name", "place")
    ):
        between = words[g.last + 1 : groups[1].first]
        if not any(w.tag in ("comma", "stop", "and", "sub", "rel", "quote") for w in between):
            return g.first, "part"
    return None


def _splits(words: Sequence[Word], one: VerbGroup, two: VerbGroup, first: int) -> bool:
    """Whether `one` is a reduced participle inside the subject of `two`: "arms bought by X arrive"."""
    if one.main != one.first or one.shape not in ("ed", "participle", "ing") or not two.finite or one.first <= first:
        return False
    tied = one.shape == "ing" or words[min(one.last + 1, len(words) - 1)].low in (
        "by",
        "from",
        "in",
        "for",
        "with",
        "to",
        "at",
        "on",
        "near",
    )
    between = words[one.last + 1 : two.first]
    cut = any(w.tag in ("comma", "stop", "and", "sub", "rel", "quote") for w in between)
    return tied and not cut and words[one.first - 1].tag in ("noun", "name", "place")


def _reduced(c: Clause) -> Clause:
    """Mark reduced participles ("besieged since August by jihadists") as passive and not finite."""
    g = c.group
    if g is None or g.passive or g.infinitive or g.main != g.first or g.shape not in ("ed", "participle", "base"):
        return c
    before, after = (
        c.words[g.first - 1] if g.first else None,
        c.words[g.last + 1] if g.last + 1 < len(c.words) else None,
    )
    alone = c.opener == "part" or g.shape == "participle"
    by = bool(after and after.low == "by") or (
        c.opener == "part" and any(w.low == "by" for w in c.words[g.last : c.last])
    )
    if alone and (
        by
        or g.shape == "participle"
        or (before is not None and after is not None and after.tag in ("prep", "adv", "sub", "comma", "punct", "stop"))
    ):
        return replace(c, group=g._replace(passive=True, finite=False))
    if by and g.shape == "ed":
        return replace(c, group=g._replace(passive=True, finite=False))
    return c


def _first_opener(words: Sequence[Word], group: VerbGroup) -> str:
    if words[0].tag == "sub" and group.first > 0:
        return f"sub:{words[0].low}"
    if group.first == 0 and not group.finite:
        return "part"
    return "start"


def _boundary(words: Sequence[Word], one: VerbGroup, two: VerbGroup, opener: str) -> tuple[int, str]:
    """Where the clause of `two` begins, and what opens it."""
    lo, hi = one.last + 1, two.first
    options: list[tuple[int, int, str]] = []
    for i in range(lo, hi + 1):
        w = words[i]
        if i == hi and w.tag not in ("rel",):
            break
        if w.tag == "rel" or (
            w.low == "that"
            and w.tag == "sub"
            and one.lemma not in SAYING
            and words[i - 1].tag in ("noun", "name", "place")
        ):
            start = i - 1 if i > lo and words[i - 1].tag == "prep" else i
            options.append((7, start, "rel:" + w.low))
        elif w.tag == "sub":
            if not (w.low == "as" and _as_preposition(words, i, hi)):
                options.append((6, i, "sub:" + w.low))
        elif w.tag in ("stop", "quote"):
            options.append((5, i + 1, "stop"))
        elif w.tag == "and":
            options.append((5 if i and words[i - 1].tag == "comma" else 4, i, "and"))
        elif w.tag == "comma":
            options.append((3, i + 1, "comma"))
    if one.lemma in SAYING and not one.passive:
        that = next((i for _, i, kind in options if kind in ("sub:that", "rel:that")), None)
        early = [o for o in options if o[2].startswith(("sub:", "stop", "comma", "rel:wh"))]
        if that is not None:
            return that, "that"
        if two.infinitive or (not early and not two.finite):
            return two.first, "inf" if two.infinitive else "part"
        if not early:
            return _after_frame(words, lo, hi, one.lemma), "that"
    pruned = [
        o
        for o in options
        if not (
            o[2][4:] in PREPOSITIONAL
            and o[2][:4] == "sub:"
            and o[2] != "sub:that"
            and any(p[1] > o[1] and p[2] in ("and", "comma", "stop") for p in options)
        )
    ]
    pruned = [o for o in pruned if not (o[2] == "and" and o[1] < hi and _in_list(words, o[1], hi))] or pruned
    if two.lemma in SAYING and two.finite and not two.infinitive and not any(o[2].startswith("rel") for o in pruned):
        ends = [o for o in pruned if o[2] in ("comma", "stop", "and") and hi - o[1] <= 16]
        if ends:
            return ends[-1][1], ends[-1][2]
    if two.infinitive and not (pruned and max(pruned)[0] >= 6):
        return two.first, "inf"
    if (not two.finite and two.shape == "ing") or (
        two.shape in ("ed", "participle") and words[hi - 1].tag == "comma" and two.main == two.first
    ):
        resumed = two.shape == "ed" and opener in ("part", "rel:which", "rel:who", "rel:that", "rel:where")
        if not (pruned and max(pruned)[0] >= 6):
            return hi, "resume" if resumed else "part"
    if not pruned:
        if opener.startswith("rel") or opener == "part":
            return hi, "resume"
        if two.shape in ("ed", "participle") and two.main == two.first:
            return hi, "part"
        return _subject_start(words, lo, hi), "bare"
    best = max(pruned, key=lambda o: (o[0], o[1]))
    if (
        best[2] == "comma"
        and all(w.tag in ("adv", "comma") for w in words[best[1] : hi])
        and opener.startswith(("rel", "part"))
    ):
        return best[1], "resume"
    return best[1], best[2]


SAYING = lemmas(SAY)


def _as_preposition(words: Sequence[Word], i: int, hi: int) -> bool:
    """ "as well as", "as part of", "known as": no clause begins there."""
    after = words[i + 1].low if i + 1 < len(words) else ""
    return after in ("well", "part", "far", "many", "much", "a") or (
        i > 0 and words[i - 1].low in ("well", "such", "known", "same")
    )


def _after_frame(words: Sequence[Word], lo: int, hi: int, lemma: str) -> int:
    """Past the short phrase that belongs to "said": "said on Sunday the rebels ...", "told Reuters the ..."."""
    i = lo
    if lemma == "tell":
        while i < hi - 1 and words[i].tag in ("name", "place") and words[i + 1].tag not in ("verb", "modal"):
            i += 1
        return i + 1 if i == lo and words[i].low in ("reporters", "journalists", "us", "me") else i
    if i < hi and words[i].tag == "prep":
        while i < hi and words[i].low not in ("the",) and i - lo < 4:
            i += 1
        return i if i < hi else lo
    return lo


def _in_list(words: Sequence[Word], i: int, hi: int) -> bool:
    """Whether the "and" or comma at `i` stands inside a list of names that is the subject of the verb at `hi`."""
    inside = words[i : i + 3]
    if any(w.tag in ("sub", "rel", "stop") for w in inside):
        return False
    before = words[i - 1] if words[i].tag != "and" or words[i - 1].tag != "comma" else words[i - 2]
    nextword = words[i + 1] if words[i].tag == "and" and i + 1 < hi else words[i]
    return before.tag in ("place", "name") and nextword.tag in ("place", "name")


def _subject_start(words: Sequence[Word], lo: int, hi: int) -> int:
    i = hi
    while i > lo and words[i - 1].tag in ("noun", "name", "place", "num", "adv", "poss", "pron", "verb"):
        i -= 1
    if i > lo and words[i - 1].tag == "det":
        i -= 1
    return i if i < hi else lo


def subject(all_clauses: Sequence[Clause], k: int, depth: int = 0) -> tuple[int, int] | None:
    """Word positions of the grammatical subject of clause `k`, looked up in the clauses before it when left out."""
    c = all_clauses[k]
    g = c.group
    if g is None or depth > 4:
        return None
    if c.opener.startswith("rel:") and c.opener[4:] in ("which", "who", "that", "whom", "what"):
        own = _strip_lead(c.words, c.first + 1 + (c.words[c.first].tag == "prep"), g.first)
        return own if own else antecedent(c)
    if c.opener in ("rel:where", "rel:whom") and c.words[c.first].tag == "prep":
        return _strip_lead(c.words, c.first + 2, g.first)
    if c.opener == "part" and k and g.shape == "ing" and c.words[g.first - 1].low in ("of", "from"):
        governor = all_clauses[k - 1].group
        if governor is not None and governor.lemma in CONTROLS:
            return object_span(all_clauses[k - 1])
    own = _strip_lead(c.words, c.first, g.first)
    if own:
        return own
    if c.opener == "part" and g.passive:
        return antecedent(c)
    if c.opener == "inf" and k:
        return (
            object_span(all_clauses[k - 1]) if _controls(all_clauses[k - 1]) else subject(all_clauses, k - 1, depth + 1)
        )
    if c.opener == "resume":
        main = next(
            (j for j in range(k - 1, -1, -1) if not all_clauses[j].opener.startswith(("rel", "part", "resume"))), None
        )
        if main is None:
            first = all_clauses[0]
            return _strip_lead(first.words, first.first, first.group.first if first.group else first.last)
        before = all_clauses[main]
        if before.group and k - main > 1 and before.group.first < c.first:
            return subject(all_clauses, main, depth + 1)
        return _strip_lead(c.words, before.first, before.last)
    for j in range(k - 1, -1, -1):
        other = all_clauses[j]
        if other.opener.startswith("rel") and j == k - 1 and c.opener not in ("and", "part"):
            continue
        if (
            other.group
            and other.group.lemma in SAYING
            and j
            and (c.opener == "comma" or (c.opener == "and" and other.opener in ("comma", "stop", "bare")))
        ):
            continue  # "much of it, diplomats say, continues ..."
        return subject(all_clauses, j, depth + 1)
    return None


CONTROLS = frozenset(
    "urge ask allow let force enable permit order tell call petition persuade use press push accuse suspect blame stop prevent keep prohibit ban bar".split()
)


def _controls(c: Clause) -> bool:
    """Whether the object of this clause is the subject of the next: "urged Iraq to close"."""
    return c.group is not None and c.group.lemma in CONTROLS


def is_place(word: Word) -> bool:
    """Whether a word is a place mention."""
    return word.place is not None


def _strip_lead(words: Sequence[Word], first: int, last: int) -> tuple[int, int] | None:
    """The noun phrase inside `first:last`: without openers, adverbs, leading phrases up to a comma."""
    if first < last and words[first].tag == "sub" and words[first].low in PREPOSITIONAL:
        comma = next((i for i in range(first, last) if words[i].tag == "comma"), None)
        if comma is not None:
            return _strip_lead(words, comma + 1, last)
    while first < last and words[first].tag in ("and", "sub", "comma", "stop", "adv", "quote", "punct", "rel"):
        first += 1
    while first < last and words[last - 1].tag in ("adv", "comma", "stop", "quote", "punct", "neg", "sub", "and"):
        last -= 1
    if first < last and (
        words[first].tag == "prep"
        or words[first].low in ("according", "since", "after", "before", "until", "during", "last", "earlier")
    ):
        comma = next((i for i in range(first, last) if words[i].tag == "comma"), None)
        if comma is None:  # "From X the weapons are moved": the subject begins at its article
            article = next((i for i in range(first + 2, last) if words[i].tag == "det"), None)
            return (article, last) if article is not None and is_place(words[first + 1]) else None
        return _strip_lead(words, comma + 1, last)
    return (first, last) if first < last else None


def antecedent(c: Clause) -> tuple[int, int] | None:
    """The noun phrase just before a relative clause or reduced participle."""
    i = c.first - 1
    words = c.words
    while i >= 0 and words[i].tag in ("comma", "stop", "prep", "quote"):
        i -= 1
    if i < 0:
        return None
    last, ofs = i + 1, 0
    while i >= 0:
        w = words[i]
        if w.tag in ("verb", "modal", "rel", "sub", "stop", "neg") or (w.tag == "comma" and ofs >= 0):
            break
        if w.tag == "prep" and w.low not in ("of", "in", "on", "near", "at", "from", "for", "with", "between"):
            break
        i -= 1
    return (i + 1, last) if i + 1 < last else None


def object_span(c: Clause) -> tuple[int, int] | None:
    """The words after the verb group up to the first preposition, comma or adverb of place."""
    if c.group is None:
        return None
    i = c.group.last + 1
    first = i
    while i < c.last and c.words[i].tag not in ("prep", "comma", "stop", "sub", "rel", "quote", "verb", "punct"):
        i += 1
    return (first, i) if i > first else None
