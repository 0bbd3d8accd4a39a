"""Where one clause of a sentence ends and the next begins, and what opens it.

Between two verb groups the best boundary is chosen: relative words and subordinators before semicolons, "and" before
commas, else the start of the second subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.grammar import MONTHS, Word
from geomap.language.lexicon import SAY, lemmas
from geomap.language.verb_groups import VerbGroup

SAYING = lemmas(SAY)
PREPOSITIONAL = frozenset("after before since until till as than once so that".split())
TIED = frozenset("by from in for with to at on near".split())
RELATIVE_PART = ("part", "rel:which", "rel:who", "rel:that", "rel:where")
FAR = 16  # words between "..., officials" and "said"


class Option(NamedTuple):
    """A word at which a clause may begin: how good it is, its position, and the opener that it makes."""

    rank: int
    at: int
    opener: str


def boundary(words: Sequence[Word], one: VerbGroup, two: VerbGroup, opener: str) -> tuple[int, str]:
    """Where the clause of `two` begins, and what opens it; `opener` is that of the clause of `one`."""
    options = _options(words, one, two)
    if one.lemma in SAYING and not one.passive:
        said = _what_is_said(words, one, two, options)
        if said is not None:
            return said
    kept = [
        o for o in _pruned(words, options, two.first) if not (opener == "part" and _pairs_nouns(words, o, one, two))
    ]
    if two.lemma in SAYING and two.finite and not two.infinitive and not any(o.opener.startswith("rel") for o in kept):
        ends = [o for o in kept if o.opener in ("comma", "stop", "and") and two.first - o.at <= FAR]
        if ends:
            halves = [o for o in ends if words[o.at - 1].low == ";"]
            end = halves[-1] if halves else ends[-1]  # "...; the governor, master of X since 2021, said"
            return end.at, end.opener
    best = max(kept, key=lambda o: (o.rank, o.at), default=None)
    strong = best is not None and best.rank >= 6
    if two.infinitive and not strong:
        return two.first, "inf"
    if not strong and _reduces(words, two):
        return two.first, "resume" if two.shape == "ed" and opener in RELATIVE_PART else "part"
    if best is None:
        return _unmarked(words, one, two, opener)
    back = best.opener == "comma" and all(w.tag in ("adv", "comma") for w in words[best.at : two.first])
    return best.at, "resume" if back and opener.startswith(("rel", "part")) else best.opener


def _options(words: Sequence[Word], one: VerbGroup, two: VerbGroup) -> list[Option]:
    """Every word between two verb groups at which the second clause may begin."""
    lo, hi = one.last + 1, two.first
    found: list[Option] = []
    for i in range(lo, hi + 1):
        w = words[i]
        if i == hi and w.tag != "rel":
            break
        if w.tag == "rel" or _that_of_noun(words, i, one):
            found.append(Option(7, i - 1 if i > lo and words[i - 1].tag == "prep" else i, "rel:" + w.low))
        elif w.tag == "sub":
            if not (w.low == "as" and _as_preposition(words, i)):
                found.append(Option(6, i, "sub:" + w.low))
        elif w.tag in ("stop", "quote"):
            found.append(Option(5, i + 1, "stop"))
        elif w.tag == "and" and not _two_days(words, i):
            found.append(Option(5 if i and words[i - 1].tag == "comma" else 4, i, "and"))
        elif w.tag == "comma":
            found.append(Option(3, i + 1, "comma"))
    return found


def _two_days(words: Sequence[Word], i: int) -> bool:
    """ "on 20 and 21 December", "on June 3 and 4": no clause begins at the "and"."""
    counted = 0 < i < len(words) - 1 and words[i - 1].tag == words[i + 1].tag == "num"
    return counted and (words[i - 2].low in MONTHS or (i + 2 < len(words) and words[i + 2].low in MONTHS))


def _that_of_noun(words: Sequence[Word], i: int, one: VerbGroup) -> bool:
    """ "the road that leads": not "said that"."""
    after_noun = words[i - 1].tag in ("noun", "name", "place")
    return words[i].low == "that" and words[i].tag == "sub" and one.lemma not in SAYING and after_noun


def _what_is_said(
    words: Sequence[Word], one: VerbGroup, two: VerbGroup, options: Sequence[Option]
) -> tuple[int, str] | None:
    """The clause after a verb of saying: "said that ...", "told Reuters the ..."; None where another boundary lies before."""
    that = next((o.at for o in options if o.opener in ("sub:that", "rel:that")), None)
    if that is not None:
        return that, "that"
    early = any(o.opener.startswith(("sub:", "stop", "comma", "rel:wh")) for o in options)
    if two.infinitive or (not early and not two.finite):
        return two.first, "inf" if two.infinitive else "part"
    return None if early else (_after_frame(words, one.last + 1, two.first, one.lemma), "that")


def _pruned(words: Sequence[Word], options: Sequence[Option], hi: int) -> list[Option]:
    """Without prepositions that only look like subordinators, and without the "and" inside a list of names."""

    def outdone(o: Option) -> bool:
        preposition = o.opener[:4] == "sub:" and o.opener[4:] in PREPOSITIONAL and o.opener != "sub:that"
        return preposition and any(p.at > o.at and p.opener in ("and", "comma", "stop") for p in options)

    kept = [o for o in options if not outdone(o)]
    return [o for o in kept if not (o.opener == "and" and o.at < hi and _in_list(words, o.at, hi))]


def _pairs_nouns(words: Sequence[Word], o: Option, one: VerbGroup, two: VerbGroup) -> bool:
    """Whether an "and" joins the two last nouns of a participle's object: "carrying food and fuel left X"."""
    return o.opener == "and" and not one.finite and two.finite and not _parted(words[one.last + 1 : two.first])


def _reduces(words: Sequence[Word], two: VerbGroup) -> bool:
    """Whether the second verb is a participle that hangs on what stands before it."""
    if not two.finite and two.shape == "ing":
        return True
    return two.shape in ("ed", "participle") and words[two.first - 1].tag == "comma" and two.main == two.first


def _unmarked(words: Sequence[Word], one: VerbGroup, two: VerbGroup, opener: str) -> tuple[int, str]:
    """Where no word marks the boundary: the verb goes on, is a participle, or its subject begins the clause."""
    if opener.startswith("rel") or opener == "part":
        return two.first, "resume"
    if two.shape in ("ed", "participle") and two.main == two.first:
        return two.first, "part"
    start = _subject_start(words, one.last + 1, two.first)
    if start > one.last + 1 and words[start - 1].tag == "prep":  # "a plan to ship flour to X | was rejected"
        return two.first, "resume"
    return start, "bare"


def embedded(words: Sequence[Word], groups: Sequence[VerbGroup]) -> tuple[int, str] | None:
    """A relative clause or participle that splits subject and main verb: "The town, besieged by X, fell"."""
    g = groups[0]
    rel = next((i for i in range(1, g.first + 1) if i < len(words) and words[i].tag == "rel"), None)
    that = (
        i for i in range(1, g.first) if words[i].low == "that" and words[i].tag == "sub" and words[i - 1].tag == "noun"
    )
    rel = rel if rel is not None else next(that, None)
    if rel is not None:
        return rel, "rel:" + words[rel].low
    if g.main != g.first or g.shape not in ("ed", "participle", "ing") or not g.first:
        return None
    before, after = words[g.first - 1].tag, words[g.last + 1].low if g.last + 1 < len(words) else ""
    if len(groups) == 1:
        return (g.first, "part") if before == "comma" and g.shape != "ing" and after in ("by", "since") else None
    main = next((x for x in groups[1:] if not _joined_participle(words, x)), groups[1])
    if not main.finite:
        return None
    if before in ("comma", "stop"):
        comma = any(w.tag in ("comma", "stop") for w in words[g.last : main.first])
        return (g.first, "part") if comma and strip_lead(words, 0, g.first) else None
    tied = g.last + 1 < len(words) and (g.shape == "ing" or after in TIED)
    if not tied or groups[1].main < g.last or before not in ("noun", "name", "place"):
        return None
    between = words[g.last + 1 : groups[1].first]
    cut = any(w.tag in ("comma", "stop", "sub", "rel", "quote") for w in between) or _parted(between)
    return None if cut else (g.first, "part")


def _parted(between: Sequence[Word]) -> bool:
    """Whether an "and" may begin a clause; that of "carrying food and fuel left X" joins two nouns or two places."""
    ands = [i for i, w in enumerate(between) if w.tag == "and"]
    alike = ({"noun"}, {"place"})
    return any(i == 0 or i + 2 != len(between) or {between[i - 1].tag, between[i + 1].tag} not in alike for i in ands)


def _joined_participle(words: Sequence[Word], g: VerbGroup) -> bool:
    """ ", seized in May and retaken in June,": a second participle of the same noun."""
    return g.first > 0 and words[g.first - 1].tag == "and" and g.main == g.first and g.shape in ("ed", "participle")


def splits(words: Sequence[Word], one: VerbGroup, two: VerbGroup, first: int) -> bool:
    """Whether `one` is a reduced participle inside the subject of `two`: "arms bought by X arrive"."""
    if one.main != one.first or one.shape not in ("ed", "participle", "ing") or not two.finite or one.first <= first:
        return False
    tied = one.shape == "ing" or words[min(one.last + 1, len(words) - 1)].low in TIED
    between = words[one.last + 1 : two.first]
    cut = any(w.tag in ("comma", "stop", "sub", "rel", "quote") for w in between) or _parted(between)
    return tied and not cut and words[one.first - 1].tag in ("noun", "name", "place")


def first_opener(words: Sequence[Word], group: VerbGroup) -> str:
    """What opens the first clause of a sentence."""
    if words[0].tag == "sub" and group.first > 0:
        return f"sub:{words[0].low}"
    if group.first == 0 and not group.finite:
        return "part"
    return "start"


def _as_preposition(words: Sequence[Word], i: int) -> bool:
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


TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sept sep oct nov dec late early mid last this next past week month
    year weekend morning evening night afternoon day days weeks months spring summer autumn winter dawn midnight noon""".split()
)


def strip_lead(words: Sequence[Word], first: int, last: int) -> tuple[int, int] | None:
    """The noun phrase inside `first:last`: without openers, adverbs, leading phrases up to a comma."""
    if first < last and words[first].low in ("[", "("):  # "[Radio X, Goma, 0600] A delegation ..."
        shut = next((i for i in range(first, last) if words[i].low in ("]", ")")), first)
        return strip_lead(words, shut + 1, last)
    if first < last and words[first].tag == "sub" and words[first].low in PREPOSITIONAL:
        comma = next((i for i in range(first, last) if words[i].tag == "comma"), None)
        if comma is not None:
            return strip_lead(words, comma + 1, last)
    while first < last and words[first].tag in ("and", "sub", "comma", "stop", "adv", "quote", "punct", "rel"):
        first += 1
    if first + 2 < last and words[first].tag == "place" and words[first + 1].text == ":":
        first += 2  # the label of an item
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
            return (article, last) if article is not None and words[first + 1].place is not None else None
        return strip_lead(words, comma + 1, last)
    return (first, last) if first < last else None


def _of_time(w: Word) -> bool:
    return w.low in TIMES or w.tag == "num"


def _at_time(words: Sequence[Word], i: int, last: int) -> bool:
    """The "on" of "at dawn on 3 May", the "of" of "on the morning of Sunday"."""
    return words[i].low in ("on", "of", "in") and i + 1 < last and _of_time(words[i + 1])


def _after_time(words: Sequence[Word], first: int, last: int) -> int:
    """Where the subject begins after a leading "On Sunday", "In late May 2021", "Last Friday"; 0 where no time leads."""
    i = first
    while i < last and (_of_time(words[i]) or (words[i].tag == "det" and i == first) or _at_time(words, i, last)):
        i += 1
    timed = any(w.low in TIMES or (w.tag == "num" and len(w.low) == 4) for w in words[first:i])
    return i if timed and i < last and words[i].tag in ("det", "noun", "name", "place", "pron", "num", "adv") else 0
