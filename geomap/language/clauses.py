"""Sentences cut into clauses with light grammar: one verb group and its arguments each, no model needed.

A verb group is the chain of auxiliaries, modals, negation and carrying verbs around one main verb ("has begun
crossing", "is set to withdraw", "did not take"). Where the clauses meet: see `boundaries`.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.language.boundaries import SAYING, TIMES, boundary, embedded, first_opener, splits, strip_lead
from geomap.language.document import Sentence
from geomap.language.grammar import Word
from geomap.language.verb_groups import VerbGroup, verb_groups


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first:last` of a sentence around one verb group; `opener` tells how it is tied to what stands before.

    `hung` is the first word of the relative clause or participle that this one goes on with: "which they took and left".
    """

    words: tuple[Word, ...]
    first: int
    last: int
    group: VerbGroup | None
    opener: str
    index: int
    sentence: Sentence
    hung: int | None = None

    @property
    def start(self) -> int:
        return self.words[self.first].start

    @property
    def end(self) -> int:
        return self.words[max(self.first, self.last - 1)].end

    def comma_after(self, word: int) -> bool:
        """Whether a comma follows the word at this position."""
        return word + 1 < len(self.words) and self.words[word + 1].tag == "comma"

    def text(self) -> str:
        """The words of the clause, joined by blanks."""
        return " ".join(w.text for w in self.words[self.first : self.last])


def clauses(words: tuple[Word, ...], sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence, in order; a sentence without a verb is one clause."""
    if not words:  # a dateline alone
        return []
    groups = verb_groups(words)
    if not groups:
        return [Clause(words, 0, len(words), None, "start", 0, sentence)]
    bounds = [(0, "start")]
    inner = embedded(words, groups)
    if inner:
        bounds = [inner]
    for one, two in itertools.pairwise(groups):
        bounds.append(boundary(words, one, two, bounds[-1][1]))
    found = [Clause(words, 0, inner[0], None, "start", 0, sentence)] if inner else []
    split = {k for k in range(1, len(groups) - 1) if splits(words, groups[k], groups[k + 1], bounds[k][0])}
    for k, group in enumerate(groups):
        first, opener = bounds[k]
        if k == 0 and first == 0:
            opener = first_opener(words, group)
        if k in split:
            found.append(Clause(words, first, group.first, None, opener, len(found), sentence))
            first, opener = group.first, "part"
        elif k - 1 in split:
            first, opener = group.first, "resume"
        last = (groups[k + 1].first if k in split else bounds[k + 1][0]) if k + 1 < len(groups) else len(words)
        found.append(Clause(words, first, max(last, group.last + 1), group, opener, len(found), sentence))
    return _shared([_reduced(c) for c in found])


def _shared(found: Sequence[Clause]) -> list[Clause]:
    """Clauses whose relative or participle goes on after "and": "which they took in May and abandoned in June"."""
    told: list[Clause] = []
    for c in found:
        before = told[-1] if told else None
        if before is not None and c.opener in ("and", "sub:but") and _goes_on(before, c):
            hung = before.first if before.hung is None else before.hung
            c = replace(c, opener=before.opener, hung=hung)
            if before.opener == "part" and c.group is not None:
                c = replace(c, group=c.group._replace(passive=True, finite=False))
        elif before is not None and before.hung is not None and c.opener == "comma" and _verb_leads(c):
            c = replace(c, opener="resume")
        told.append(c)
    return told


ENDS_VERB = ("prep", "adv", "comma", "stop", "punct", "sub")


def _verb_leads(c: Clause) -> bool:
    """Whether the main verb comes back right after the comma that closes an aside."""
    return c.group is not None and all(w.tag == "adv" for w in c.words[c.first : c.group.first])


def _goes_on(before: Clause, c: Clause) -> bool:
    """Whether `c` is told of the same noun as the relative clause or reduced participle before it."""
    one, two = before.group, c.group
    if one is None or two is None or two.lemma in SAYING:
        return False
    alone = two.first == c.first + 1  # nothing stands between "and" and the verb
    if before.opener == "part":
        return alone and one.passive and not one.finite and two.main == two.first and two.shape in ("ed", "participle")
    if before.opener not in ("rel:which", "rel:that"):
        return False
    led = before.first + 1 if before.hung is None else before.hung + 1
    of_object = before.words[led].tag not in ("verb", "modal", "adv", "neg")
    after = c.words[two.last + 1 : min(two.last + 3, c.last)]
    bare = not after or after[0].tag in ENDS_VERB or any(w.low in TIMES for w in after)
    return bare and not two.passive if of_object else alone


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


Span = tuple[int, int]
DEPTH = 4  # clauses that a left-out subject is followed back over


def subject(all_clauses: Sequence[Clause], k: int, depth: int = 0) -> Span | None:
    """Word positions of the grammatical subject of clause `k`, looked up in the clauses before it when left out."""
    c = all_clauses[k]
    g = c.group
    if g is None or depth > DEPTH:
        return None
    led = c.words[c.first].tag == "prep"
    if c.opener in RELATIVES:
        own = strip_lead(c.words, c.first + 1 + led, g.first)
        shared = c.hung is not None and subject(all_clauses, k - 1, depth + 1)
        return own or shared or antecedent(c)
    if c.opener in ("rel:where", "rel:whom") and led:
        return strip_lead(c.words, c.first + 2, g.first)
    governed = _governed(all_clauses, k, g)
    if governed is not None:
        return governed[0]
    own = strip_lead(c.words, c.first, g.first)
    if own:
        return _behind_fronted(c.words, own)
    goes = g.shape == "ing" and g.lemma in GOING and c.words[g.first - 1].tag in ("noun", "name")
    if c.opener == "part" and (g.passive or goes):
        return antecedent(c)
    if c.opener == "inf" and k:
        above = all_clauses[k - 1]
        return object_span(above) if _controls(above) else subject(all_clauses, k - 1, depth + 1)
    if c.opener == "resume":
        return _taken_up(all_clauses, k, depth)
    return _left_out(all_clauses, k, depth)


def _behind_fronted(words: Sequence[Word], own: Span) -> Span:
    """The subject behind a fronted object: "X itself the rebels have held", "Y they took in May"."""
    first, last = own
    while first < last and (words[first].tag == "place" or words[first].low in ("itself", "too", "also")):
        first += 1
    behind = words[first] if own[0] < first < last and words[own[0]].tag == "place" else None
    return (first, last) if behind is not None and (behind.tag == "pron" or behind.low == "the") else own


def _governed(all_clauses: Sequence[Clause], k: int, g: VerbGroup) -> tuple[Span | None] | None:
    """ "accused X of shelling", "footage shows soldiers raising": who the verb before says it of; None where none does."""
    c = all_clauses[k]
    if c.opener != "part" or not k or g.shape != "ing":
        return None
    governor = all_clauses[k - 1].group
    lemma = governor.lemma if governor is not None else ""
    before = c.words[g.first - 1]
    if before.low in ("of", "from") and lemma in CONTROLS:
        return (object_span(all_clauses[k - 1]),)
    return (antecedent(c),) if before.tag in ("noun", "name") and lemma in PERCEIVES else None


def _taken_up(all_clauses: Sequence[Clause], k: int, depth: int) -> Span | None:
    """The subject that a relative clause or participle split from its verb: "The town, besieged by X, fell"."""
    c, aside = all_clauses[k], ("rel", "part", "resume")
    main = next((j for j in range(k - 1, -1, -1) if not all_clauses[j].opener.startswith(aside)), None)
    if main is None:
        first = all_clauses[0]
        return strip_lead(first.words, first.first, first.group.first if first.group else first.last)
    before = all_clauses[main]
    if before.group and k - main > 1 and before.group.first < c.first:
        return subject(all_clauses, main, depth + 1)
    return strip_lead(c.words, before.first, before.last)


def _left_out(all_clauses: Sequence[Clause], k: int, depth: int) -> Span | None:
    """The subject of the clause that this one goes on from; a clause that only says who says it is passed over."""
    c = all_clauses[k]
    for j in range(k - 1, -1, -1):
        other = all_clauses[j]
        if other.opener.startswith("rel") and j == k - 1 and c.opener not in ("and", "part"):
            continue
        aside = other.opener in ("comma", "stop", "bare") and c.opener in ("and", "sub:but")
        if j and other.group and other.group.lemma in SAYING and (c.opener == "comma" or aside):
            continue  # "much of it, diplomats say, continues ..."
        return subject(all_clauses, j, depth + 1)
    return None


RELATIVES = ("rel:which", "rel:who", "rel:that", "rel:whom", "rel:what")
GOING = frozenset(
    "travel carry flee come arrive go head fly transport bring sail drive return cross escort move".split()
)
PERCEIVES = frozenset("show see film spot depict find hear picture record catch".split())
CONTROLS = frozenset(
    "urge ask allow let force enable permit order tell call petition persuade use press push accuse suspect blame stop prevent keep prohibit ban bar".split()
)


def _controls(c: Clause) -> bool:
    """Whether the object of this clause is the subject of the next: "urged Iraq to close"."""
    return c.group is not None and c.group.lemma in CONTROLS


def antecedent(c: Clause) -> Span | None:
    """The noun phrase just before a relative clause or reduced participle."""
    i = (c.first if c.hung is None else c.hung) - 1
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


def object_span(c: Clause) -> Span | None:
    """The words after the verb group up to the first preposition, comma or adverb of place."""
    if c.group is None:
        return None
    i = c.group.last + 1
    first = i
    while i < c.last and c.words[i].tag not in ("prep", "comma", "stop", "sub", "rel", "quote", "verb", "punct"):
        i += 1
    return (first, i) if i > first else None
