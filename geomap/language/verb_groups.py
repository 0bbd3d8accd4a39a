"""Verb groups: a main verb with its auxiliaries, modals, negation and the verbs that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.grammar import BARE_PARTICIPLES, DO_HAVE_BE, FIXED_PAST, MODALS, Word, before_noun, form_of
from geomap.language.lexicon import Form, catenatives, forms

CONSIDER = frozenset({"consider", "mull", "contemplate"})  # planned, with "-ing"
HEDGES = frozenset(
    "allegedly reportedly apparently purportedly possibly perhaps probably presumably supposedly seemingly".split()
)


COPULAS = ("be", "get", "remain", "stay")  # "remains closed"
FIXED_PASSIVE = frozenset("run hit cut shut set quit put rid".split())  # "was hit": the base form is the participle


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
        to = w.low == "to" and not before_noun(words, i)
        opens = w.tag in ("verb", "modal") or (to and _verb_within(words, i + 1))
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
    reading = _Reading(words, first)
    i = first
    while i < len(words) and reading.takes(i):
        i += 1
    return reading.group(i)


class _Reading:
    """A verb group as far as it has been read, word by word from `first`."""

    def __init__(self, words: Sequence[Word], first: int) -> None:
        self.words, self.first = words, first
        self.main, self.lemma, self.shape = -1, "be", "base"
        self.infinitive = words[first].low == "to"
        self.finite = not self.infinitive
        self.passive = self.modal = self.perfect = False
        self.negated = first > 0 and words[first - 1].low in ("never", "hardly")  # "never left"
        self.stance = ""
        self.chain: list[str] = []

    def takes(self, i: int) -> bool:
        """Take the word at `i` into the group; False where the group has ended before it."""
        w = self.words[i]
        if w.tag == "modal":
            self.stance, self.modal = self.stance or MODALS.get(w.low, ""), True
        elif w.tag == "neg":
            self.negated = True
        elif w.tag == "adv" and w.low not in ("north", "south", "east", "west", "back"):
            self.stance = "alleged" if w.low in HEDGES else self.stance
        elif w.low == "to":
            return i == self.first or self._carries_infinitive(i)
        elif w.tag == "verb":
            return self._takes_verb(i, form_of(w.low))
        else:
            return False
        return True

    def _carries_infinitive(self, i: int) -> bool:
        """ "plans to", "is set to", "failed to": what the verb before does to the one after "to"."""
        if self.main < 0 or not _verb_within(self.words, i + 1):
            return False
        effect = catenatives().get(self.lemma, "")
        if self.passive:
            effect = catenatives().get(f"be_{self.words[self.main].low}", effect)
        effect = effect or self._obliged()
        if not effect:
            return False
        self._carry(effect)
        self.passive = False
        return True

    def _obliged(self) -> str:
        """What "is to" and "has to" make of a verb; "had to withdraw" did happen."""
        if self.words[self.main].low == "had":
            return "asserted"
        return "planned" if self.lemma in ("be", "have") else ""

    def _carry(self, effect: str) -> None:
        self.negated = self.negated or effect == "negated"
        self.stance = self.stance or effect
        self.chain.append(self.lemma)

    def _takes_verb(self, i: int, form: Form) -> bool:
        if self.main < 0:
            if form.shape == "ing" or (form.shape == "participle" and form.lemma != "be"):
                self.finite = False
        elif not self._goes_on(i, form):
            return False
        self.main, self.lemma, self.shape = i, form.lemma, form.shape
        return True

    def _goes_on(self, i: int, form: Form) -> bool:
        """Whether a verb after the verbs so far belongs to the same group; notes what they make of it."""
        before = self.words[i - 1]
        if self.lemma in COPULAS and form.shape in ("ed", "participle", "base") and form.lemma != "be":
            self.passive = form.shape != "base" or form.lemma in FIXED_PASSIVE | BARE_PARTICIPLES
        elif self.lemma == "be" and form.shape == "ing":
            self.passive = False
        elif self.lemma in ("have", "do"):
            self.perfect = self.lemma == "have"
        elif before.low == "to" or before.tag in ("adv", "neg", "modal"):
            tied = self._carried(form) or self.modal or self.lemma in DO_HAVE_BE
            return before.tag != "adv" or tied or self.words[i - 2].low == "to"
        elif self._carried(form):
            effect = catenatives()[self.lemma]
            self._carry("" if effect == "asserted" else effect)
        else:
            return self.modal and (self.main != i - 1 or self.lemma in DO_HAVE_BE)
        return True

    def _carried(self, form: Form) -> bool:
        """ "began shelling", "avoided fighting", "is considering sending"."""
        carries = catenatives().get(self.lemma, "") in ("asserted", "negated") or self.lemma in CONSIDER
        return form.shape == "ing" and carries and self.lemma not in ("come", "go", "use", "help")

    def group(self, end: int) -> VerbGroup:
        """The group as read up to the word before `end`."""
        words, first = self.words, self.first
        last = end - 1
        while last > max(self.main, first) and words[last].tag == "adv":
            last -= 1
        main = self.main if self.main >= 0 else first
        future = self.modal and self.stance == "planned" and "will" in {x.low for x in words[first:end]}
        return VerbGroup(
            first=first,
            last=max(last, main),
            main=main,
            lemma=self.lemma,
            shape=self.shape,
            passive=self.passive,
            finite=self.finite,
            infinitive=self.infinitive,
            negated=self.negated,
            stance="" if self.stance == "asserted" else self.stance,
            chain=tuple(self.chain),
            tense="future" if future else _tense(words, first, main, self.perfect),
        )


def _tense(words: Sequence[Word], first: int, main: int, perfect: bool) -> str:
    lead = next((w.low for w in words[first : main + 1] if w.tag == "verb"), "")
    if lead in FIXED_PAST:
        return "past"
    if lead in ("is", "are", "am", "has", "have", "does", "do") or forms().get(lead, ("", "past"))[1] in ("base", "s"):
        return "perfect" if perfect else "present"
    return "pluperfect" if lead == "had" and perfect else "past"
