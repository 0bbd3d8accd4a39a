"""What the words beside a name say that it is: "Nour, a television channel", "the tanker Delos" are no places.

Rules of grammar beside the trained weights, because news of towns and courts hardly ever teaches them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language.words import FUNCTION

if TYPE_CHECKING:
    from geomap.language.spots import Spot
    from geomap.language.view import View

#: Things that are often called after places: media, firms, ships, weapons.
THINGS = frozenset(
    """channel broadcaster newspaper daily weekly magazine website outlet agency station network blog company firm
    manufacturer maker contractor conglomerate startup airline bank retailer subsidiary ship vessel tanker freighter
    frigate destroyer corvette cruiser submarine warship ferry trawler yacht gunboat missile rocket drone howitzer
    fighter-bomber satellite operation militia faction band song film novel album nonprofit charity ngo think-tank""".split()
)
#: Persons: only what follows the name in apposition tells them; before a name "rebel" is an adjective.
PERSONS = frozenset(
    """spokesman spokeswoman spokesperson commander leader general colonel officer fighter rebel politician lawmaker mp
    minister adviser advisor envoy diplomat activist journalist reporter photographer analyst researcher professor
    lawyer doctor nurse teacher student farmer shopkeeper resident survivor witness father mother brother sister son
    daughter widow husband wife cleric imam priest businessman entrepreneur economist historian author actor singer
    footballer player coach man woman boy girl teenager""".split()
)
#: Words that bring in a river: "along the Niger". Without them the article alone tells, but not in "the Congo".
_BY_WATER = frozenset("along on over up down bank banks".split())
_ARTICLE_STATES = frozenset("congo gambia sudan lebanon ukraine yemen philippines".split())
_ENDS = (
    FUNCTION
    | frozenset(',.;:()\u2013\u2014-"\u201c\u201d')
    | frozenset("based owned called named run linked loyal close".split())
)
_REACH = 6  # words of the noun phrase
WEIGHT = -4.0


def no_place(view: View, s: Spot) -> bool:
    """Whether the words right beside a name call it a thing or a person."""
    low, j, first = view.low, s.last, s.first
    if first and low[first - 1] in THINGS and view.sentence[first - 1] == view.sentence[first]:
        return not view.breaks[first] and s.run[0] == first
    if s.run[1] != j or j + 2 >= len(low) or low[j] != "," or low[j + 1] not in ("a", "an", "the"):
        return False
    head = _head(view, j + 2, view.sentence[first])
    return head in THINGS or (head in PERSONS and low[j + 1] != "the")


def _head(view: View, i: int, sentence: int) -> str:
    """The last word of the noun phrase that begins at token `i`: of "a state television channel" the channel."""
    low, head = view.low, ""
    for k in range(i, min(i + _REACH, len(low))):
        if view.sentence[k] != sentence or low[k] in _ENDS:
            break
        if not view.caps[k]:
            head = low[k]
    return head


def is_river(view: View, s: Spot) -> bool:
    """Whether a country's name is that of its river: only waters take the article, "along the Niger"."""
    low, i = view.low, s.first
    if not i or low[i - 1] != "the" or not s.namesakes.nations or view.sentence[i - 1] != view.sentence[i]:
        return False
    following = low[s.last] if s.last < len(low) and view.sentence[s.last] == view.sentence[i] else "."
    if following.isalpha() and following not in FUNCTION:
        return False  # "the Niger government"
    by_water = i > 1 and (low[i - 2] in _BY_WATER or (low[i - 2] == "of" and i > 2 and low[i - 3] in _BY_WATER))
    return by_water or s.name.lower() not in _ARTICLE_STATES
