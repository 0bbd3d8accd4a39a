"""The preposition that governs a place, past nouns, lists and prepositions of several words."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.grammar import Word

ABSTRACT = frozenset(
    """violation behalf support favour favor spite defiance breach face case matter leader head president minister governor
    mayor emir sultan king wali bishop archbishop ambassador commissioner""".split()
)
COMPASS = frozenset(
    "north south east west northeast northwest southeast southwest outskirts edge edges suburbs".split()
)


def governing(words: Sequence[Word], i: int, first: int) -> tuple[str, int]:
    """`(preposition, position of the word before it)` for the place at `i`; "" for a bare subject or object."""
    j = i - 1
    while j >= first:
        w = words[j]
        if w.tag == "prep" or w.low == "including":
            special = _compound_preposition(words, j, first)
            if special:
                return special
            if w.low == "of" and j > first and words[j - 1].low.removesuffix("s") in ABSTRACT:
                return "about", j - 1
            if w.low == "to" and j > first and words[j - 1].low == "according":
                return "about", j - 1
            if w.low == "of" and j > first and words[j - 1].tag in ("noun", "name", "place", "adv", "num", "verb"):
                if words[j - 1].low in ("outside", "inside"):
                    return words[j - 1].low, j - 2
                noun = j - 1
                upper, head = governing(words, noun, first)
                return (upper, head) if upper else ("of", noun)
            if j > first and words[j - 1].low == "from":
                return "from", j - 2  # "volunteers from across the X"
            if w.low in ("including",):
                return governing(words, j, first)
            return w.low, j - 1
        if w.low in ("close", "next") and j + 1 < i and words[j + 1].low == "to":
            return "near", j - 1
        if w.tag in ("verb", "modal", "stop", "sub", "rel", "quote", "neg") or (w.tag == "punct" and w.low != "-"):
            return "", j
        if w.tag in ("comma", "and"):
            item = _item_before(words, j, first)
            return governing(words, item, first) if item is not None else ("", j)
        j -= 1
    return "", first - 1


def _item_before(words: Sequence[Word], j: int, first: int) -> int | None:
    """For "areas in A, and areas in B": nothing to inherit; for "the towns A and B": the noun before."""
    k = j - 1
    while k >= first and words[k].tag in ("comma", "and"):
        k -= 1
    apart = words[j + 1].tag == "det" or owner_at(words, j + 1)
    return k if k >= first and words[k].tag == "place" and not apart else None


def owner_at(words: Sequence[Word], i: int) -> bool:
    """Whether what stands at `i` owns what follows: "to X, the Y's stronghold" lists no second place."""
    after = next((j for j in range(i, len(words)) if words[j].tag not in ("name", "place", "noun")), len(words))
    return after < len(words) and words[after].tag == "poss" and words[after + 1 : after + 2] != ()


def _compound_preposition(words: Sequence[Word], j: int, first: int) -> tuple[str, int] | None:
    low = words[j].low
    one = words[j - 1].low if j - 1 >= first else ""
    two = words[j - 2].low if j - 2 >= first else ""
    if low == "of":
        if one == "out":
            return "from", j - 2
        if one == "way" and two == "by":
            return "via", j - 3
        if one == "direction":
            return "towards", j - 3
        if one in COMPASS:
            return "near", j - 2
        if one == "control":
            return "of", j - 1
    if low == "to":
        if one in ("close", "next", "adjacent", "near"):
            return "near", j - 2
        if one in ("route", "way"):
            return "to", j - 3
    if low == "for" and one in ("bound", "headed", "heading", "destined", "left", "leave", "leaving", "departed"):
        return "to", j - 1
    if low == "from" and one == "away":
        return "from", j - 2
    return None
