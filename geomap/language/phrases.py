"""A place phrase: one or two recognised names with the words around them that make another place of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from geomap.language.relations import Found
from geomap.language.spots import Spot


@dataclass(slots=True)
class Phrase:
    """What a mention is made of before it is resolved.

    `start..end` is the mention, `spot` the name to look up (None for a phrase without one: "the air base outside
    X"), `anchor` the phrase the relation leans on when it is another one, `relation` the words of the contract,
    `classes` the features that a class word asks for, `compass` a part or bearing, `km` a distance.
    """

    start: int
    end: int
    spot: Spot
    role: str = ""
    relation: str | None = None
    anchor: Phrase | None = None
    other: Phrase | None = None
    compass: str = ""
    km: float | None = None
    classes: tuple[str, ...] = ()
    class_word: str = ""
    links: list[tuple[str, Phrase]] = field(default_factory=list)
    place_of: str = ""  # features to look for near the anchor: "airbase" in "the air base outside of X"
    group: int = -1
    beside: tuple[Phrase, Found] | None = None  # another phrase that the words put this one near, and how
