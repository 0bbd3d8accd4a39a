"""Words that name a way, and ways named by their stops: "the A-B-C road", "the A-B ferry"."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.events.roles import Use
from geomap.language.grammar import DASHES, Word

WAYS = frozenset(
    """route routes line lines corridor corridors road roads highway highways track tracks trail trails pipeline pipelines
    lifeline lifelines artery arteries airbridge bridge railway tunnel tunnels channel channels network networks axis link links
    airlift traffic""".split()
)
LINERS = frozenset("ferry shuttle flight flights bus train service".split())  # "the A-B ferry"


def names_way(w: Word) -> bool:
    """Whether a word names a way: a road, a ferry line; "the A-B road" as one place is one too."""
    if w.tag != "place":
        return w.low in WAYS
    stretch = w.place is not None and (w.place.mention.relation or "").startswith("between")
    return stretch and w.low.rsplit(maxsplit=1)[-1] in WAYS


def chained(words: Sequence[Word], spots: Sequence[Use]) -> list[Use]:
    """ "the A–B–C road": from A through B to C; to the end that is told otherwise, where one is."""
    row: list[Use] = []
    for u in spots:
        joined = row and (u.word == row[-1].word or _dash_between(words, row[-1], u))
        row = [*row, u] if joined else row if _is_road(words, row) else [u]
    if not _is_road(words, row):
        return list(spots)
    told = any(u.prep in ("to", "into") for u in spots if u not in row)
    preps = ["from", *["via"] * (len(row) - 2), "via" if told else "to"]
    named = dict(zip(map(id, row), preps, strict=True))
    return [u._replace(prep=named[id(u)], position="phrase") if id(u) in named else u for u in spots]


def name_start(words: Sequence[Word], head: int) -> int:
    """Where the name of the way at `head` begins: at A of "the A-B road"."""
    while head and (words[head - 1].low in DASHES or words[head - 1].tag == "place"):
        head -= 1
    return head


def _dash_between(words: Sequence[Word], one: Use, two: Use) -> bool:
    return two.word == one.word + 2 and words[one.word + 1].low in DASHES


def _is_road(words: Sequence[Word], row: Sequence[Use]) -> bool:
    """Whether two or more places in a row name a road or line by its stops."""
    if len(row) < 2:
        return False
    return names_way(words[row[-1].word]) or any(
        w.low in WAYS | LINERS for w in words[row[-1].word + 1 : row[-1].word + 4]
    )
