"""Sentences cut into clauses with light grammar: one verb group and its arguments each, no model needed.

A verb group is the chain of auxiliaries, modals, negation and carrying verbs around one main verb ("has begun
crossing", "is set to withdraw", "did not take"). Between two verb groups of a sentence the best boundary is chosen:
relative words and subordinators before semicolons, "and" before commas, else the start of the second subject.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.language.document import Sentence
from geomap.language.grammar import Word
from geomap.language.lexicon import SAY, lemmas
from geomap.language.verb_groups import VerbGroup, verb_groups

PREPOSITIONAL = frozenset("after before since until till as than once so that".split())


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

    def comma_after(self, word: int) -> bool:
        """Whether a comma follows the word at this position."""
        return word + 1 < len(self.words) and self.words[word + 1].tag == "comma"

    def text(self) -> str:
        """The words of the clause, joined by blanks."""
        return " ".join(w.text for w in self.words[self.first : self.last])


def _coordinated(before: Sequence[Word]) -> bool:
    """Whether the words just before are "A and B": a plural subject."""
    tags = [b.tag for b in before[-4:]]
    return bool(tags) and tags[-1] in ("noun", "name", "place") and "and" in tags


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
    if c.opener == "part" and k and g.shape == "ing" and c.words[g.first - 1].tag in ("noun", "name"):
        governor = all_clauses[k - 1].group
        if governor is not None and governor.lemma in PERCEIVES:
            return antecedent(c)
    own = _strip_lead(c.words, c.first, g.first)
    if own:
        return own
    if c.opener == "part" and (
        g.passive or (g.shape == "ing" and g.lemma in GOING and c.words[g.first - 1].tag in ("noun", "name"))
    ):
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
            and (c.opener == "comma" or (c.opener in ("and", "sub:but") and other.opener in ("comma", "stop", "bare")))
        ):
            continue  # "much of it, diplomats say, continues ..."
        return subject(all_clauses, j, depth + 1)
    return None


GOING = frozenset(
    "travel carry flee come arrive go head fly transport bring sail drive return cross escort move".split()
)
PERCEIVES = frozenset(
    "show see film spot depict find hear picture record catch".split()
)  # "footage shows soldiers raising"
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
        if comma is None and first + 2 < last and words[first + 1].low in ("there", "here"):
            return first + 2, last  # "From there they are trucked"
        if comma is None and (after := _after_time(words, first + 1, last)):
            return after, last  # "On Sunday rebels seized"
        if comma is None:  # "From X the weapons are moved": the subject begins at its article
            article = next((i for i in range(first + 2, last) if words[i].tag == "det"), None)
            return (article, last) if article is not None and is_place(words[first + 1]) else None
        return _strip_lead(words, comma + 1, last)
    return (first, last) if first < last else None


TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sept sep oct nov dec late early mid last this next past week month
    year weekend morning evening night afternoon day days weeks months spring summer autumn winter dawn midnight noon""".split()
)


def _after_time(words: Sequence[Word], first: int, last: int) -> int:
    """Where the subject begins after a leading "On Sunday", "In late May 2021", "Last Friday"; 0 where no time leads."""
    i = first
    while i < last and (words[i].low in TIMES or words[i].tag == "num" or (words[i].tag == "det" and i == first)):
        i += 1
    timed = any(w.low in TIMES or (w.tag == "num" and len(w.low) == 4) for w in words[first:i])
    return i if timed and i < last and words[i].tag in ("det", "noun", "name", "place", "pron", "num", "adv") else 0


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
