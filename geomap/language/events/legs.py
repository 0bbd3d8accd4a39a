"""The legs of a movement: which place it leaves, passes, reaches or keeps out of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from geomap.language.clauses import Clause
from geomap.language.events.roles import Use, is_literal, role_of
from geomap.language.events.themes import Theme
from geomap.language.events.uses import uses
from geomap.language.lexicon import Frame
from geomap.model import PlaceRole, Resolution

TRANSITIVE = frozenset(
    """ship send bring deliver transport transfer haul carry convey supply provide import export channel relocate smuggle resupply
    airlift airdrop truck ferry deploy redeploy dispatch fly move drive funnel unload offload feed get run slip sneak traffic
    provision infiltrate move pour take receive obtain""".split(),
)


ARRIVALS = frozenset(
    "arrive land dock reach enter berth touch disembark deploy station mass redeploy gather unload offload".split()
)


LEAVING = frozenset(
    "leave depart head set fly sail drive bind flee escape evacuate withdraw quit".split()
)  # "left for X"


FLIGHT = frozenset("leave depart flee escape".split())
REACHING = frozenset("enter reach cross resupply supply arm".split())  # what they reach is their object
SENT_BY = frozenset("supply provide send sell deliver ship donate export".split())
PASSING = frozenset("cross transit traverse pass".split())
DROPPING = frozenset("airdrop parachute drop".split())
STOPOVERS = frozenset("stop stops stopover stopovers stopping refuelling refueling layover".split())
ONWARD = frozenset("then onward onwards on thence onto".split())


def find_legs(
    c: Clause, frame: Frame | None, places: Sequence[Use], theme: Theme, *, noun: bool
) -> list[tuple[PlaceRole, Use]]:
    """The role of each place as a leg of the movement."""
    lemma = frame.lemma if frame else ""
    told = [(_role(c, u, lemma, noun=noun), u) for u in places]
    found: list[tuple[PlaceRole, Use]] = [(role, u) for role, u in told if role is not None]
    found = _between(found) if theme.type == "arms_transfer" and theme.cargo else found
    found = _for_those(c, _passed(c, found, lemma))
    if c.opener == "rel:where" and c.words[c.first].low == "from":
        above = next(
            (c.words[i].place for i in range(c.first - 1, max(-1, c.first - 8), -1) if is_literal(c.words[i])),
            None,
        )
        if above is not None:
            found.append(("from", Use(c.first, _chain_head(c, above), "from", "phrase", c.first)))
    return _finest(found)


def _role(c: Clause, u: Use, lemma: str, *, noun: bool) -> PlaceRole | None:
    """The part that one place plays in the movement of verb `lemma`; None where it is no leg."""
    if _avoided(c, u):
        return "avoid"
    g = c.group
    after = g is not None and u.word > g.first
    if (
        after
        and u.position == "object"
        and {w.low for w in c.words[max(c.first, u.word - 2) : u.word]} & {"up", "down"}
    ):
        return "via"  # "comes down the river"
    obj: PlaceRole = "from" if lemma in FLIGHT else "via" if lemma in PASSING else "to"
    if lemma in DROPPING and u.prep in ("over", "on", "near", "above", "across"):
        return "to"
    if u.position == "subject" and g is not None and "use" in g.chain and u.resolution.mention.role == "literal":
        return "to"
    loaded = u.position == "object" and lemma in TRANSITIVE - REACHING
    if (noun and u.position in ("object", "subject")) or (loaded and not noun):
        return None
    role = role_of(u, moving=True, obj=obj, passive=bool(g and g.passive))
    if role == "at" and after and lemma in ARRIVALS and u.prep in ("in", "at", "on", "near", "outside", "off"):
        return "to"
    if role == "to" and after and u.prep == "for" and lemma not in LEAVING:
        return None
    if role == "via" and u.prep == "by":
        return "from" if lemma in SENT_BY else "at"
    return role


def _between(found: list[tuple[PlaceRole, Use]]) -> list[tuple[PlaceRole, Use]]:
    """ "planes shuttle between A and B": from the first to the second, where nothing else tells the ends."""
    pair = [u for role, u in found if role == "at" and u.prep == "between"]
    if len(pair) != 2 or any(role in ("from", "to") for role, _ in found):
        return found
    return [("from" if u is pair[0] else "to" if u is pair[1] else role, u) for role, u in found]


def _for_those(c: Clause, found: list[tuple[PlaceRole, Use]]) -> list[tuple[PlaceRole, Use]]:
    """ "ammunition for the garrison in X comes from Y": X is the end."""
    roles = {role for role, _ in found}
    if "from" not in roles or "to" in roles:
        return found

    def needy(u: Use) -> bool:
        before = [w.low for w in c.words[max(c.first, u.word - 6) : u.word]]
        return "for" in before and u.prep in ("in", "at", "around", "inside")

    return [("to", u) if role == "at" and needy(u) else (role, u) for role, u in found]


def _passed(c: Clause, found: list[tuple[PlaceRole, Use]], lemma: str) -> list[tuple[PlaceRole, Use]]:
    """ "crossed from A into B at C", "flew from A to B with a stop in C": C is on the way."""
    if not {"from", "to"} <= {role for role, _ in found}:
        return found

    def on_the_way(u: Use) -> bool:
        place = u.resolution.place
        stop = {w.low for w in c.words[max(c.first, u.word - 4) : u.word]} & STOPOVERS
        crossing = place is not None and place.feature in ("border_crossing", "bridge")
        entered = lemma in (*PASSING, "enter") and place is not None and place.feature not in ("country", "admin1")
        return bool(stop) or (u.prep in ("at", "near", "in") and (crossing or entered))

    return [("via", u) if role == "at" and on_the_way(u) else (role, u) for role, u in found]


def stages(c: Clause, legs: Sequence[tuple[PlaceRole, Use]]) -> list[tuple[Clause, list[tuple[PlaceRole, Use]]]]:
    """The legs of a clause by stage: "by sea to X and then by road to Y" is two, each with its own words."""
    ends = [u for role, u in legs if role == "to"]
    cuts = [
        one.word + 1
        for one, two in pairwise(ends)
        if {w.low for w in c.words[one.word + 1 : two.word]} & ONWARD and two.word > one.word
    ]
    bounds = [c.first, *cuts, c.last]
    found = []
    for n, (first, last) in enumerate(pairwise(bounds)):
        part = replace(c, last=last) if n == 0 else replace(c, first=first, last=last, group=None)
        found.append((part, [(role, u) for role, u in legs if (n == 0 or u.word >= first) and u.word < last]))
    return found


def _chain_head(c: Clause, last: Resolution) -> Resolution:
    """The place that is meant in "X in eastern Y, from where": the first of the chain."""
    chain = [u for u in uses(replace(c, first=0, last=c.first)) if not u.qualifier]
    return chain[-1].resolution if chain else last


def _finest(found: list[tuple[PlaceRole, Use]]) -> list[tuple[PlaceRole, Use]]:
    """Without the country whose town is also named as the same end: "reach Russia ... to Astrakhan"."""
    kept = []
    for role, u in found:
        place = u.resolution.place
        finer = [
            v
            for other, v in found
            if other == role
            and v is not u
            and v.resolution.place
            and place
            and v.resolution.place.country == place.country
            and v.resolution.place.feature not in ("country", "airspace")
        ]
        if not (role in ("to", "from") and place is not None and place.feature == "country" and finer):
            kept.append((role, u))
    return kept


def _avoided(c: Clause, u: Use) -> bool:
    g = c.group
    if g is not None and (
        g.negated and ("avoid" in g.chain or "avoid" in [w.low for w in c.words[g.first : g.last + 1]])
    ):
        return True
    if g is not None and g.lemma in ("avoid", "bypass", "skirt", "circumvent") and u.word > g.main:
        return True
    before = [w.low for w in c.words[max(c.first, u.word - 5) : u.word]]
    return (
        "avoiding" in before
        or "bypassing" in before
        or ("without" in before and ("crossing" in before or "entering" in before))
    )
