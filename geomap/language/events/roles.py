"""The part each place plays in its clause, from the preposition that governs it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.clauses import Clause
from geomap.language.events.governing import governing, owner_at
from geomap.language.grammar import Word
from geomap.model import PlaceRole, Resolution

AT = frozenset(
    "in at on near inside outside within around across between along by off behind under among beyond over upon throughout above past amid besides beside below beneath".split()
)
MOVE_VIA = frozenset("through via across over along past by".split())
LOOSE = frozenset("noun name num det adv poss verb".split())
RANK = {
    "neighbourhood": 0,
    "facility": 0,
    "site": 0,
    "village": 1,
    "camp": 1,
    "base": 1,
    "airbase": 1,
    "airport": 1,
    "port": 1,
    "town": 2,
    "city": 3,
    "admin2": 4,
    "admin1": 5,
    "region": 5,
    "country": 7,
}
NOT_HEADS = frozenset("side last next early late mid alone proper itself per since".split())
LEGS = frozenset("to into onto from through via towards toward".split())
OUTER_FIRST = frozenset(
    "suburb island town city village port camp slum enclave capital base resort suburbs towns villages cities".split()
)
#: What stands in a town and is named after it: an event at "Goma's airport" is at Goma.
THINGS = frozenset(
    """airport airfield port harbour harbor market bazaar square hospital clinic cathedral church mosque temple shrine school
    university prison jail stadium bridge refinery plant station stations outskirts suburbs suburb centre center district
    districts neighbourhood neighbourhoods neighborhood neighborhoods quarter quarters streets street gates edge edges
    waterfront seafront docks quay countryside hinterland dam power oilfield oilfields barracks garrison headquarters base
    camp camps residents population civilians old main central eastern western northern southern compound palace south-eastern
    south-western north-eastern north-western only port""".split()
)


class Use(NamedTuple):
    """A place word of a clause: the preposition that governs it, how it stands, and whether it only locates another place.

    `position` is "subject", "object" (no preposition, right of the verb) or "phrase"; `head` the word position of the
    noun or verb that the prepositional phrase hangs on.
    """

    word: int
    resolution: Resolution
    prep: str
    position: str
    head: int
    qualifier: bool = False


def is_literal(word: Word) -> bool:
    """Whether a word is a place where something can be."""
    return word.place is not None and word.place.mention.role == "literal"


def is_spot(word: Word) -> bool:
    """Whether a word is a place mention other than a nationality."""
    return word.place is not None and word.place.mention.role != "demonym"


def rank(r: Resolution) -> int:
    """How wide a place is, 0 for a site to 7 for a country."""
    return RANK.get(r.place.feature, 2) if r.place is not None else 2


def use(c: Clause, i: int, before: Sequence[Use]) -> Use:
    """How the place word `i` stands in its clause."""
    words, r = c.words, c.words[i].place
    assert r is not None  # noqa: S101 - only called for place words; narrows the type
    if _labels(words, i):
        return Use(i, r, "in", "phrase", -1)
    listed = _listed(words, i, c.first)
    if listed is not None:
        known = next((u for u in before if u.word == listed), None)
        if known and not _contains(r, known.resolution, words, i):
            return known._replace(word=i, resolution=r, qualifier=known.qualifier)
        if known:
            return Use(i, r, "in", "phrase", listed, True)
    prep, head = governing(words, i, c.first)
    if (
        prep in ("near", "outside", "around", "beside", "off", "in")
        and head >= c.first
        and words[head].tag in ("noun", "name")
    ):
        upper, above = governing(words, head, c.first)
        if upper in LEGS:  # "to the coast near X", "from a base outside X"
            prep, head = upper, above
    if (
        not prep
        and r.mention.relation
        and r.mention.relation.split(":")[0] in ("near", "outside", "between", "outskirts")
    ):
        prep = "near"
    relation = r.mention.relation or ""
    if relation and prep in ("", "about", "some") and not relation.startswith("part:") and relation != "airspace":
        prep = "near"
    qualifier = _inside_of(words, i, c.first) or (
        prep in ("in", "on", "near", "of", "off", "inside", "outside", "above", "along", "between")
        and _hangs_on_place(words, head, c.first)
        and not any(u.word == head and u.prep == "about" for u in before)  # "the governor of X in Y"
    )
    group = c.group
    after = words[i + 1] if i + 1 < len(words) else None
    if after is not None and r.mention.relation != "airspace":
        chained = after.low == "-" and i + 2 < len(words) and words[i + 2].place is not None  # "the A-B road"
        owner = (after.tag == "poss" and not _owns_site(words, i, r)) or (after.low == "-" and not chained)
        describes = (
            after.tag == "noun"
            and r.place is not None
            and r.place.feature == "country"
            and not r.mention.relation
            and after.low not in NOT_HEADS
        )
        forces = after.low in ("army", "forces", "troops", "government", "military", "soldiers", "fighters", "police")
        qualifier = qualifier or owner or describes or forces
    position = "phrase" if prep else "subject" if group is None or i < group.first else "object"
    return Use(i, r, prep, position, head, qualifier)


def _labels(words: Sequence[Word], i: int) -> bool:
    """ "- Waat: two traders were killed": the label of an item says where it happens."""
    bare = all(w.tag in ("stop", "punct", "num") for w in words[:i])
    return bare and i < 3 and i + 1 < len(words) and words[i + 1].text == ":"


BEFALLS = frozenset(
    """fall capture recapture liberation loss seizure takeover siege shelling bombing bombardment encirclement
    evacuation""".split()
)


def _owns_site(words: Sequence[Word], i: int, r: Resolution) -> bool:
    """ "Goma's airport", "Kharkiv's Freedom Square": what belongs to a town and stands in it."""
    if r.place is None or r.mention.role != "literal" or rank(r) >= RANK["admin1"] or i + 2 >= len(words):
        return False
    if words[i + 2].low in BEFALLS and (i + 3 >= len(words) or words[i + 3].low != "of"):
        return True  # "Mosul's fall", not "Ankara's capture of ..."
    owned = [w.low for w in itertools.takewhile(lambda w: w.tag == "noun", words[i + 2 : i + 5])]
    return words[i + 2].low in THINGS or any(w in THINGS for w in owned) or words[i + 2].tag == "name"


def _inside_of(words: Sequence[Word], i: int, first: int) -> bool:
    """ "the Old City district of X": the second place says where the first one lies."""
    j = i - 1
    while j > first and words[j].tag in ("det", "noun", "adv") and words[j].low != "of":
        j -= 1
    if j <= first or words[j].low != "of":
        return False
    k = j - 1
    while k >= first and words[k].tag == "noun":
        k -= 1
    inner, outer = words[k].place if k >= first else None, words[i].place
    if k >= j - 1 or inner is None or inner.mention.role != "literal" or words[j - 1].low in OUTER_FIRST:
        return False
    return agree(inner, outer)


def agree(inner: Resolution, outer: Resolution | None) -> bool:
    """Whether a district and the place it is said to lie in were found in the same country; else the second is surer."""
    if inner.place is None or inner.lat is None:
        return False
    return outer is None or outer.place is None or not outer.place.country or inner.place.country == outer.place.country


SEATED = frozenset("stronghold bastion heartland headquarters capital base fiefdom hideout hometown seat".split())


def _listed(words: Sequence[Word], i: int, first: int) -> int | None:
    """The place before this one in a list "A, B and C", or None."""
    j = i - 1
    if j >= first and words[j].tag == "det":
        j -= 1
    if j < first or (words[j].tag not in ("comma", "and") and words[j].low not in ("&", "/")):
        return None
    if words[j].tag == "comma" and owner_at(words, i) and words[i + 2 : i + 3] and words[i + 2].low in SEATED:
        return None  # "to X, Y's stronghold"
    while j >= first and (words[j].tag in ("comma", "and", "adv") or words[j].low in ("both", "&", "/")):
        j -= 1
    return j if j >= first and is_spot(words[j]) else None


def _contains(big: Resolution, small: Resolution, words: Sequence[Word], i: int) -> bool:
    """Whether "small, big" says where the first place is rather than naming a second one."""
    if big.place is None or small.place is None or words[i - 1].tag == "and":
        return False
    if big.place.country and small.place.country and big.place.country != small.place.country:
        return False
    one, two = RANK.get(small.place.feature, 2), RANK.get(big.place.feature, 2)
    after = words[i + 1] if i + 1 < len(words) else None
    listing = after is not None and (
        after.tag == "and" or (after.tag == "comma" and i + 2 < len(words) and words[i + 2].place is not None)
    )
    return two > one and two >= 5 and not (listing and two < 7)


def _hangs_on_place(words: Sequence[Word], head: int, first: int) -> bool:
    """Whether the phrase before a place ends in another place, or in what is said of one: "X, a town in Y"."""
    j = head
    while j >= first:
        w = words[j]
        if w.place is not None and w.place.mention.role == "literal":
            return j == head or all(x.low in PARTS_OF for x in words[j + 1 : head + 1])
        if w.tag in ("noun", "name", "det", "num", "adv", "poss", "place") or w.low in (
            "of",
            "close",
            "to",
            "in",
            "on",
            "near",
        ):
            j -= 1
            continue
        if w.tag == "comma" and j > first and j <= head:
            led = words[first].tag == "prep" and j <= first + 3  # "In X, a raid on a post near Y": Y lies in X, no more
            return is_literal(words[j - 1]) and not led
        return False
    return False


PARTS_OF = frozenset(
    "countryside province district region area city town governorate county oblast state village camp outskirts suburb".split()
)


def role_of(u: Use, *, moving: bool, obj: PlaceRole, passive: bool) -> PlaceRole | None:
    """The role of a place in an event: movement reads "through" and "to" as legs, other events as where it happens."""
    if u.position == "object":
        return obj if not passive else None
    if u.position == "subject":
        return obj if passive else None
    prep = u.prep
    if prep in ("towards", "toward"):
        return "towards"
    if moving:
        if prep in ("to", "into", "onto", "for"):
            return "to"
        if prep in MOVE_VIA:
            return "via"
        if prep == "from":
            return "from"
    elif prep == "from":
        return "from"
    elif prep in ("to", "into", "onto"):
        return "to"
    if prep in AT or prep in ("through", "via", "against", "of", "upon"):
        return "at"
    return None
