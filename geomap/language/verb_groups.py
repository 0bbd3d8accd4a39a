"""Verb groups: a main verb with its auxiliaries, modals, negation and the verbs that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.lexicon import catenatives, forms
from geomap.language.tagging import DO_HAVE_BE, FIXED_PAST, MODALS, Word, form_of

CONSIDER = frozenset({"consider", "mull", "contemplate"})  # planned, with "-ing"
HEDGES = frozenset(
    "allegedly reportedly apparently purportedly possibly perhaps probably presumably supposedly seemingly".split()
)


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
                effect = catenatives().get(lemma, "")
                carrying = effect in ("asserted", "negated") or lemma in CONSIDER
                carried = form.shape == "ing" and carrying and lemma not in ("come", "go", "use", "help")
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
