"""Whether an inflected form is used as a verb in its sentence, decided from its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geomap.language.grammar import (
    ATTRIBUTES,
    BARE_PARTICIPLES,
    COUNTS,
    DET,
    DO_HAVE_BE,
    FIXED_PAST,
    PLURALS,
    PREP,
    Word,
    before_noun,
    form_of,
    is_adjectival,
    lemma_of,
)
from geomap.language.lexicon import SAY, catenatives, forms, frames, lemmas, nouns
from geomap.language.verb_spots import NUMBERS, ON_ITS_WAY, Spot, group_of, lacks_verb, no_verb
from geomap.language.war_words import CARGO, CARRIERS, CIVILIANS, TROOPS

ADJECTIVE_ENDS = ("ern", "al", "ic", "ive", "ous", "ful", "ary", "ish", "ian", "able", "ible", "ese")
ARMED_PEOPLE = frozenset(
    """men groups group gangs gang robbers bandits assailants attackers herders persons people youths civilians forces wing
    drones drone conflict struggle faction factions opposition elements villagers tribesmen police""".split()
)
ON_THE_WAY = frozenset(
    "travel move run drive sail march head pass flow ship truck ferry stream transit shuttle land".split()
)
SET_PHRASES = {  # forms that are nouns too, verbs before these words
    "set": frozenset("fire ablaze alight free up off out foot".split()),
    "hold": frozenset("talks firm".split()),
    "trade": frozenset("fire".split()),
}
TIME_NOUNS = frozenset("week month year day night morning evening time".split())
ALWAYS_NOUNS = frozenset("camp camps guns".split())  # only "camping", "camped" are verbs
BUILDINGS = frozenset("station post base command academy".split())  # "police station", "army base"
COLLECTIVES = frozenset("majority minority handful number group team crew staff youth infantry cavalry".split())
SAYING = lemmas(SAY)
ING_NOUNS = frozenset(
    "landing crossing bombing shelling shooting killing sinking meeting posting offering holding".split()
)
GOODS_LEAD = frozenset(
    "spare heavy light small more military humanitarian some medical smuggled armoured armored anti-tank".split()
)


def is_verb(before: Sequence[Word], w: Word, after: Word | None) -> bool:
    """Whether a word is used as a verb here; `before` are the tagged words to its left."""
    if w.low in ALWAYS_NOUNS:
        return False
    form = forms().get(w.low)
    if form is None:
        return _unknown_participle(before, w, after)
    prev = next((b for b in reversed(before) if b.tag not in ("adv", "neg")), None)
    if w.low == "'s" or (w.text[0].isupper() and prev is not None and prev.tag not in ("quote", "punct")):
        return False
    if form.lemma in ("be", "have", "do"):
        return True
    s = Spot(
        before,
        w.low,
        prev,
        prev.tag if prev else "",
        prev.low if prev else "",
        after,
        after.low if after else "",
        after.tag if after else "",
    )
    auxiliary = s.prevtag == "verb" and lemma_of(s.prevlow) in DO_HAVE_BE and form.shape != "s"
    if s.prevlow == "to" or s.prevtag == "modal" or auxiliary:
        return _after_auxiliary(s, form.shape)
    return _BY_SHAPE[form.shape](s)


def _after_auxiliary(s: Spot, shape: str) -> bool:
    """After "to", a modal, "be", "have", "do": a verb, but for "to strikes", "is attack", "according to ship spotters"."""
    if s.prevlow == "to" and before_noun(s.before, len(s.before) - 1):
        return False
    if s.prevlow == "to" and ((s.low in CARGO and s.nextlow in CARRIERS) or s.low == s.before[-2:][0].low):
        return False  # "closed to fuel trains", "from end to end"
    if s.prevlow == "to" and (shape == "s" or (shape == "ing" and s.low in nouns())):
        return False
    after_be = s.prevtag == "verb" and lemma_of(s.prevlow) == "be"
    run_by = s.low == "run" and s.nextlow == "by"
    return run_by or not (shape == "base" and after_be and s.low not in FIXED_PAST | BARE_PARTICIPLES)


def _ing_is_verb(s: Spot) -> bool:
    if s.low in ATTRIBUTES and s.prevtag in ("prep", "det", "poss", "num"):
        return False  # "the retreating army"
    if s.prevtag == "verb" and catenatives().get(lemma_of(s.prevlow), "") in ("asserted", "negated"):
        return True
    if s.prevtag == "comma" and (s.nextlow in COUNTS or s.nextlow[:1].isdigit()):
        return True  # ", killing at least 12"
    if s.low in ING_NOUNS and s.prevtag == "noun" and s.prevlow.endswith(ADJECTIVE_ENDS):
        return False  # "an amphibious landing"
    if s.a_noun_too:
        return s.opens_object and not s.attributive and s.prevtag != "noun"
    return not s.attributive


def _participle_is_verb(s: Spot) -> bool:
    """Of "-ed" forms and participles, which after a preposition or determiner are adjectives."""
    if s.moved_number or (s.after_date and (s.opens_object or s.nextlow == "that")):
        return True
    if _armed_people(s) or _opens_subject(s) or (s.attributive and s.prevtag != "place"):
        return False
    if s.prevtag == "prep" and s.prevlow != "as":
        return s.nexttag == "place" and s.low == "besieged"
    return _past_is_verb(s)


def _opens_subject(s: Spot) -> bool:
    """ "Newly mobilised men reached X", "Masked gunmen ...": a participle at the head of a sentence, before its noun."""
    return s.prevtag == "" and (s.nextlow in TROOPS or s.nextlow in CIVILIANS or s.nextlow in CARGO)


def _past_is_verb(s: Spot) -> bool:
    if _armed_people(s) or (s.attributive and s.prevtag != "place"):
        return False
    opens_phrase = s.opens_object or s.nextlow in ("by", "for", "from", "in", "the", "on")
    if s.low in ("armed", "united", "left", "led") and s.prevtag in ("prep", "det", "") and not opens_phrase:
        return False
    return not (s.attributive and s.nexttag not in ("prep", "det", "place", "adv") and s.low in ("armed", "united"))


def _armed_people(s: Spot) -> bool:
    return s.low == "armed" and s.nextlow in ARMED_PEOPLE


def _base_is_verb(s: Spot) -> bool:
    if s.prevlow in ("arms", "weapons", "missiles", "sanctions") and s.a_noun_too:
        return False  # "arms transfer"
    if s.nextlow in SET_PHRASES.get(s.low, ()) and not s.attributive:
        return True
    travels = s.low in ON_THE_WAY and s.nextlow in ON_ITS_WAY and (lacks_verb(s.before) or _joined(s, "base"))
    if travels or _moves_goods(s.prev, s.low, s.after):
        return True
    if _compounded(s) and not (lacks_verb(s.before) and s.opens_object and not s.a_noun_too):
        return False
    if (
        s.prevtag == "and"
        and (s.nextlow in CARGO or s.nextlow in TROOPS)
        and s.low in frames()
        and not {s.low, s.low + "s"} & CARGO
    ):
        return True  # "and supply weapons"
    if s.a_noun_too:
        singular = s.low in FIXED_PAST and s.prevtag in ("noun", "name") and s.nextlow in ("the", "a", "an", "off")
        if singular and s.prevlow not in TIME_NOUNS and no_verb(s.before):
            return True  # "the division cut the road"
        if s.nexttag == "place" and s.prevtag == "name" and group_of(s.before):
            return True  # "Some 300 men of the BIFF raid X"
        has_subject = (
            s.prevtag in ("pron", "rel")
            or (s.low in FIXED_PAST and (s.after_plural or s.after_place))
            or (s.after_plural and s.prevtag != "and")
            or (
                s.after_place and (s.opens_object or _takes_infinitive(s)) and lacks_verb(s.before)
            )  # "Rebels in X hold the"
        )
        return has_subject and (s.opens_object or s.nextlow in PREP or s.nexttag == "adv" or s.nextlow == "that")
    alone = s.prevtag == "" and s.after is None
    return s.prevtag not in ("prep", "sub", "verb") and not s.attributive and not alone


def _takes_infinitive(s: Spot) -> bool:
    """ "Guards in X claim to have ..."."""
    return s.nextlow == "to" and lemma_of(s.low) in catenatives()


def _joined(s: Spot, shape: str) -> bool:
    """ "load at X and sail to Y": a verb of motion that goes on with one of the same form."""
    told = [form_of(b.low).shape for b in s.before if b.tag == "verb"]
    return s.prevtag == "and" and told[-1:] == [shape]


def _compounded(s: Spot) -> bool:
    """ "power plant", "police station": a base form behind a noun in the singular, which cannot be its subject."""
    if s.prevtag != "noun" or s.prev is None or s.low in FIXED_PAST or not s.prev.text[:1].islower():
        return False
    if s.prevlow in PLURALS:
        return s.low in BUILDINGS
    plural = s.prevlow.endswith("s") or s.prevlow in TROOPS or s.prevlow in COLLECTIVES
    return not plural and not any(b.tag == "and" for b in s.before[-5:])


def _s_is_verb(s: Spot) -> bool:
    if s.prevlow in NUMBERS:
        return False  # "a convoy of six trucks"
    if s.after_place and len(s.before) > 1 and s.before[-2].tag == "prep" and s.low in nouns():
        return False  # "died in US strikes"
    if s.after_date and (s.opens_object or s.nextlow == "that" or s.nextlow in TROOPS):
        return True
    if s.prevtag == "comma" and s.nextlow in ("said", "say", "told", "tell", "added"):
        return False  # ", witnesses said"
    if s.prevtag == "verb" or s.nextlow in ("was", "were", "is", "are", "has", "have", "had", "will"):
        return False  # "carry guns", "machine guns were ..."
    if s.prevlow in ("it", "he", "she"):
        return True
    if s.low in TROOPS and s.prevtag in ("name", "place") and len(s.before) > 1 and s.before[-2].tag in ("prep", "det"):
        return False  # "by Amhara forces"
    if s.after_place and len(s.before) > 1 and s.before[-2].low in ("that", "which"):
        return True  # "a charge that Ankara calls baseless"
    if (
        s.prevtag == "noun"
        and len(s.before) > 1
        and s.before[-2].tag == "verb"
        and lemma_of(s.before[-2].low) not in SAYING
        and form_of(s.before[-2].low).shape != "ing"
    ):
        return False  # "suspended fuel exports"
    if lemma_of(s.low) in SAYING and s.nextlow == "that" and s.prevtag in ("noun", "name") and s.prevlow[-1:] != "s":
        return True  # "a partisan group claims that"
    if lemma_of(s.low) in ON_THE_WAY and s.nextlow in ON_ITS_WAY and _joined(s, "s"):
        return True
    if s.a_noun_too:
        singular = s.prevtag == "noun" and s.nexttag == "place" and not s.prevlow.endswith("s")
        has_subject = singular or s.prevtag in ("name", "pron", "rel") or s.prevlow == "that" or s.after_place
        opens_phrase = s.opens_object or s.nextlow in PREP or s.nextlow == "that" or (s.after_place and _carries(s))
        return has_subject and opens_phrase and not _compound(s.prev)
    return s.prevtag not in ("prep", "det", "poss", "num", "")


_BY_SHAPE: dict[str, Callable[[Spot], bool]] = {
    "base": _base_is_verb,
    "s": _s_is_verb,
    "ing": _ing_is_verb,
    "ed": _participle_is_verb,
    "participle": _participle_is_verb,
    "past": _past_is_verb,
}


def _carries(s: Spot) -> bool:
    """ "Ruritania ships armoured vehicles": a state, a verb of carrying, goods."""
    goods = s.nextlow in CARGO or s.nextlow in TROOPS or s.nextlow in GOODS_LEAD
    return goods and s.low != "arms" and any(f.kind == "move" for f in frames().get(lemma_of(s.low), ()))


def _moves_goods(prev: Word | None, low: str, after: Word | None) -> bool:
    """ "Smugglers move spare parts": people or vehicles in the plural, a verb of carrying, goods."""
    if prev is None or after is None or prev.tag not in ("noun", "name") or not prev.low.endswith("s"):
        return False
    carries = any(f.kind == "move" or f.type == "arms_transfer" for f in frames().get(low, ())) or low == "take"
    return carries and prev.low not in CARGO and (after.low in CARGO or after.low in TROOPS or after.low in GOODS_LEAD)


def _unknown_participle(before: Sequence[Word], w: Word, after: Word | None) -> bool:
    """A verb of no table: "was probed by", "the town, visited by"."""
    last = before[-1] if before else None
    if last is not None and last.low in ("it", "he", "she") and w.low.endswith("s") and len(w.low) > 4:
        return True
    if not w.low.endswith("ed") or len(w.low) < 6 or w.low.endswith("eed") or not w.text[0].islower() or "-" in w.low:
        return False
    prev = next((b for b in reversed(before) if b.tag not in ("adv", "neg")), None)
    if prev is None:
        return False
    if prev.tag == "verb" and lemma_of(prev.low) in DO_HAVE_BE:
        return True
    plural = prev.tag == "noun" and prev.low.endswith("s") and not any(b.tag in ("verb", "modal") for b in before)
    if plural and after is not None and after.text[:1].islower():
        return True  # "Jets cratered runways"
    if prev.tag in ("pron", "rel") or (prev.tag in ("name", "place", "noun") and not is_adjectival(prev)):
        return after is not None and (
            after.low in PREP or after.low in DET or after.text[:1].isupper() or after.low in ("that", "to")
        )
    return False


def _compound(word: Word | None) -> bool:
    return bool(
        word
        and (
            word.low in ("air", "drone", "missile", "rocket", "artillery", "suicide")
            or word.low.endswith(ADJECTIVE_ENDS)
        )
    )
