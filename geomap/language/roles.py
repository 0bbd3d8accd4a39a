"""Literal or associative: does a name mean the place, or those who speak and act for it?

Rules of grammar decide what they can ("in X", "X denied", "X's airspace"); trained weights over readable cues decide
the rest. A list shares its role: in "Iraq, Iran and Russia agreed" the verb speaks for all three.
"""

from __future__ import annotations

from geomap.language.phrases import Phrase
from geomap.language.role_words import (
    ABOUT_NOUNS,
    AGENT_VERBS,
    AIMED_VERBS,
    BODY_NOUNS,
    COPULAS,
    DEPARTING,
    FROM_NOUNS,
    LINKING,
    LITERAL_NOUNS,
    LITERAL_PREPOSITIONS,
    MOVING,
    SPEAKING,
    SPORT,
)
from geomap.language.view import UPPER, View
from geomap.language.weigh import table, total
from geomap.language.words import FUNCTION

_TOWN = 3  # log odds against a town or province standing for a government
POLITICAL = frozenset(("country", "capital"))


def give_roles(view: View, phrases: list[Phrase]) -> None:
    """Set the role of every phrase that has none yet."""
    weights = table("roles")["cues"]
    for p, (first, last) in zip(phrases, spread(view, phrases), strict=True):
        if p.role:
            continue
        kind = p.spot.namesakes.political
        ruled = rule(view, p, kind, first, last)
        if ruled:
            p.role = ruled
            continue
        odds = total(role_cues(view, first, last, kind), weights)
        if kind not in POLITICAL:
            odds -= _TOWN
        p.role = "associative" if odds > 0 else "literal"


def spread(view: View, phrases: list[Phrase]) -> list[tuple[int, int]]:
    """Token ranges of the lists that phrases stand in: "A, B and C" is one range for each of its members."""
    ranges = [(p.spot.first, _past(view, p)) for p in phrases]
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(ranges):
        j = i
        while j + 1 < len(ranges) and _joined(view, ranges[j][1], ranges[j + 1][0]):
            j += 1
        joined = j > i and _ends_list(view, ranges, i, j)
        out.extend([(ranges[i][0], ranges[j][1])] * (j - i + 1) if joined else ranges[i : j + 1])
        i = j + 1
    return out


def _past(view: View, p: Phrase) -> int:
    last = p.spot.last
    while last < len(view) and view.starts[last] < p.end:
        last += 1
    return last


def _joined(view: View, a: int, b: int) -> bool:
    between = view.low[a:b]
    return (
        0 < len(between) <= 3
        and all(w in (",", "and", "or", "the") for w in between)
        and view.sentence[a] == view.sentence[b]
    )


def _ends_list(view: View, ranges: list[tuple[int, int]], i: int, j: int) -> bool:
    """A real list has "and", or more than two members ("Homs, Syria" is no list)."""
    return j - i > 1 or any(w in ("and", "or") for w in view.low[ranges[i][1] : ranges[j][0]])


def rule(view: View, p: Phrase, kind: str, first: int, last: int) -> str:
    """What grammar alone decides, or ""."""
    low = view.low
    if p.relation or p.class_word or p.anchor:
        return "literal"
    if p.spot.hyphen:
        return ""
    previous = _before(view, first)
    following = low[last] if last < len(low) and view.sentence[last] == view.sentence[first] else "$"
    if following in ("'s", "\u2019s", "'", "\u2019"):
        return _possessive(view, last + 1, kind)
    if previous == "^" and following in _AFTER_DATELINE and view.caps[last - 1] == UPPER:
        return "literal"  # "KARSA, 3 May -"
    if previous == "for" and not DEPARTING.isdisjoint(low[max(0, first - 6) : first - 1]):
        return "literal"  # "gold leaves by road for X"
    if kind not in POLITICAL:
        if previous in LITERAL_PREPOSITIONS:
            return "literal"
        return "associative" if _is_seat_that_speaks(view, p, previous, following) else ""
    if previous in LITERAL_PREPOSITIONS:
        return "literal"
    if any(kind_ == "comma" for kind_, _ in p.links) is False and any(k == "contains" for k, _ in p.links):
        return "literal"  # the area after a comma: "Jisr, Syria"
    i = first - 1 if previous != "^" else 0
    while i > 0 and low[i] != previous:
        i -= 1
    noun = low[i - 1] if i > 0 else ""
    if previous == "from":
        return "associative" if noun in FROM_NOUNS else "literal"
    if previous == "of" and noun in FROM_NOUNS:
        return "associative"  # "with the support of X"
    if previous in LINKING:
        return "literal"
    if previous == "to" and (noun in MOVING or (i > 1 and low[i - 2] in MOVING)) and noun not in ABOUT_NOUNS:
        return "literal"
    if previous in ("by", "against"):
        return "associative"
    verb = _verb_after(view, last)
    if verb in AGENT_VERBS and previous not in ("of", "to", "for", "with"):
        return "associative"
    return ""


def _is_seat_that_speaks(view: View, p: Phrase, previous: str, following: str) -> bool:
    """ "Erbil denied it": the seat of a region outside the English-speaking world stands for its government."""
    found = p.spot.namesakes
    opens = previous in _OPENERS or not previous[0].isalpha()
    return following in SPEAKING and opens and not found.anglo and any(c.seat == "admin1" for c in p.spot.candidates)


_OPENERS = frozenset("that and but while as although where".split())
_AFTER_DATELINE = frozenset((",", "(", "-", "\u2013", "\u2014", "$"))


def _possessive(view: View, i: int, kind: str) -> str:
    words = view.low[i : i + 4]
    for w in words:
        if w in LITERAL_NOUNS:
            return "literal"
        if w in BODY_NOUNS:
            return "associative" if kind in POLITICAL else ""
    return "associative" if kind in POLITICAL else ""


def _before(view: View, first: int) -> str:
    i = first - 1
    while i >= 0 and view.low[i] in ("the", "neighbouring", "neighboring", "nearby", "both", "war-torn", "\u201c", '"'):
        i -= 1
    return view.low[i] if i >= 0 and view.sentence[i] == view.sentence[first] else "^"


def _verb_after(view: View, last: int) -> str:
    """The first word after a name that can be a verb: auxiliaries, adverbs and an apposition between commas are skipped."""
    low, n, i = view.low, len(view), last
    if i < n and low[i] == ",":
        close = next((k for k in range(i + 1, min(i + 12, n)) if low[k] == ","), None)
        if close is None:
            return ""
        i = close + 1
    while i < n and (low[i] in COPULAS or low[i].endswith("ly") or low[i] in _SKIPPED):
        i += 1
    return low[i] if i < n and view.sentence[i] == view.sentence[max(0, last - 1)] else ""


_SKIPPED = frozenset(
    "not also still now never already has have had will would may might could should can must to yet again then itself later".split()
)


def role_cues(view: View, first: int, last: int, kind: str) -> list[str]:
    """Cues for the trained part; positive weights speak for "associative"."""
    low, n, here = view.low, len(view), view.sentence[first]
    b1 = _before(view, first)
    i = first - 1 if b1 != "^" else -1
    while i >= 0 and low[i] != b1:
        i -= 1
    b2 = low[i - 1] if i > 0 and view.sentence[i - 1] == here else "^"
    b3 = low[i - 2] if i > 1 and view.sentence[i - 2] == here else "^"
    a1 = low[last] if last < n and view.sentence[last] == here else "$"
    a2 = low[last + 1] if last + 1 < n and view.sentence[last + 1] == here else "$"
    verb = _verb_after(view, last) if a1 != "$" else ""
    out = ["bias", f"kind={kind}", f"b1={b1}", f"b2={b2} {b1}", f"a1={a1}", f"a2={a1} {a2}"]
    out += [
        f"{c}:{w}"
        for c, w in (
            ("b", group(b1)),
            ("bb", group(b2)),
            ("bbb", group(b3)),
            ("a", group(a1)),
            ("aa", group(a2)),
            ("v", group(verb)),
        )
        if w
    ]
    if group(b1) or group(a1):
        out.append(f"pair={group(b1)}|{group(a1)}")
    if b1 in ("of", "for", "from", "to", "with", "by", "on", "between", "against"):
        out.append(f"{b1}<{group(b2) or group(b3)}")
    if verb:
        out.append(f"verb={verb}")
    if a1 in ("'s", "\u2019s"):
        out.append(f"owns={a2}")
    if b1 == "^":
        out.append("opens")
    if "and" in low[first:last] or "," in low[first:last]:
        out.append("list")
    return out + _wider_cues(view, first, last)


def _wider_cues(view: View, first: int, last: int) -> list[str]:
    """Cues of the clause: the words within four on either side, and whether it tells of a match or contest."""
    low, sentence = view.low, view.doc.sentences[view.sentence[first]]
    left, right = low[max(sentence.first, first - _REACH) : first], low[last : min(sentence.last, last + _REACH)]
    out = [f"left~{_stem(w)}" for w in dict.fromkeys(left) if w[0].isalpha() and w not in FUNCTION]
    out += [f"right~{_stem(w)}" for w in dict.fromkeys(right) if w[0].isalpha() and w not in FUNCTION]
    around = low[max(sentence.first, first - 20) : min(sentence.last, last + 20)]
    if contests := len(SPORT.intersection(around)):
        out.append("contest=1" if contests == 1 else "contest=2+")
    return out


_REACH = 4


def _stem(word: str) -> str:
    """A word without its ending, roughly."""
    return next(
        (word[: -len(s)] for s in ("ing", "ed", "es", "s", "d") if word.endswith(s) and len(word) > len(s) + 3), word
    )


_GROUPS = (
    ("literal_prep", LITERAL_PREPOSITIONS), ("agent", AGENT_VERBS), ("aimed", AIMED_VERBS), ("moving", MOVING), ("about", ABOUT_NOUNS),
    ("body", BODY_NOUNS), ("place_noun", LITERAL_NOUNS), ("copula", COPULAS),
)  # fmt: skip
_GROUP_OF = {w: name for name, words in reversed(_GROUPS) for w in words}


def group(word: str) -> str:
    """The class of a word for roles, or ""."""
    return _GROUP_OF.get(word, "")
