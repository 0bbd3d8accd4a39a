"""The legs of a movement and the ways that its "via" places spell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from geomap.language.clauses import Clause
from geomap.language.events.roles import Use, is_literal, role_of, uses
from geomap.language.events.themes import Theme
from geomap.language.grammar import Word
from geomap.language.lexicon import Frame
from geomap.language.war_words import CARRIERS, MODE_WORDS
from geomap.model import Mode, PlaceRole, Resolution

TRANSITIVE = frozenset(
    """ship send bring deliver transport transfer haul carry convey supply provide import export channel relocate smuggle resupply
    airlift airdrop truck ferry deploy redeploy dispatch fly move drive funnel unload offload feed get run slip sneak traffic
    provision infiltrate move pour take receive obtain""".split(),
)


VERB_MODE: dict[str, Mode] = {
    "fly": "air",
    "airlift": "air",
    "airdrop": "air",
    "parachute": "air",
    "sail": "sea",
    "steam": "sea",
    "dock": "sea",
    "berth": "sea",
    "anchor": "sea",
    "truck": "land",
    "drive": "land",
    "march": "land",
    "ride": "land",
    "disembark": "sea",
    "ship": "sea",
}


# what is travelled on, whose name alone tells how
SURFACES: dict[str, Mode] = {
    **dict.fromkeys("road roads highway highways track tracks tunnel tunnels overland land motorway".split(), "land"),
    **dict.fromkeys("airbridge airlift air aerial flights".split(), "air"),
    **dict.fromkeys("sea maritime river shipping naval".split(), "sea"),
    **dict.fromkeys("rail railway railways railroad".split(), "rail"),
}


ARRIVALS = frozenset(
    "arrive land dock reach enter berth touch disembark deploy station mass redeploy gather unload offload".split()
)


LEAVING = frozenset(
    "leave depart head set fly sail drive bind flee escape evacuate withdraw quit".split()
)  # "left for X"


PASSING = frozenset("cross transit traverse pass".split())
DROPPING = frozenset("airdrop parachute drop".split())
STOPOVERS = frozenset("stop stops stopover stopovers stopping refuelling refueling layover".split())
ONWARD = frozenset("then onward onwards on thence onto".split())


class Route(NamedTuple):
    """One way from origin to destination; `via` in order."""

    via: tuple[Resolution, ...]
    mode: Mode
    reasons: tuple[str, ...] = ()


def find_legs(
    c: Clause, frame: Frame | None, places: Sequence[Use], theme: Theme, *, noun: bool
) -> list[tuple[PlaceRole, Use]]:
    """The role of each place as a leg of the movement."""
    g = c.group
    found: list[tuple[PlaceRole, Use]] = []
    lemma = frame.lemma if frame else ""
    obj: PlaceRole = "from" if lemma in ("leave", "depart", "flee", "escape") else "via" if lemma in PASSING else "to"
    for u in places:
        negated = _avoided(c, u)
        role: PlaceRole | None = "avoid" if negated else role_of(u, moving=True, obj=obj, passive=bool(g and g.passive))
        if (
            role == "at"
            and lemma in ARRIVALS
            and g is not None
            and u.word > g.first
            and u.prep in ("in", "at", "on", "near", "outside", "off")
        ):
            role = "to"
        if role == "to" and u.prep == "for" and g is not None and u.word > g.first and lemma not in LEAVING:
            role = None
        if (
            u.position == "object"
            and lemma in TRANSITIVE
            and not noun
            and lemma not in ("enter", "reach", "cross", "resupply", "supply", "arm")
        ):
            role = None
        if noun and u.position in ("object", "subject"):
            role = None
        if u.position == "subject" and g is not None and "use" in g.chain and u.resolution.mention.role == "literal":
            role = "to"
        if role == "via" and u.prep == "by":
            role = (
                "from"
                if lemma in ("supply", "provide", "send", "sell", "deliver", "ship", "donate", "export")
                else "at"
            )
        if lemma in DROPPING and u.prep in ("over", "on", "near", "above", "across"):
            role = "to"
        if role is not None:
            found.append((role, u))
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


def via_routes(c: Clause, legs: Sequence[tuple[PlaceRole, Use]], theme: Theme) -> list[Route]:
    """The ways that the "via" places spell: one in a row, or alternatives ("via A but also through B", "overland")."""
    vias = [u for role, u in legs if role == "via"]
    low = {w.low for w in c.words[c.first : c.last]}
    many = bool(low & {"routes", "either", "alternatively"})
    groups: list[list[Use]] = []
    for u in vias:
        if groups and not many and not _parts(c, groups[-1][-1], u):
            groups[-1].append(u)
        else:
            groups.append([u])
    routes = [
        Route(tuple(u.resolution for u in group), _mode(c, group, theme, whole=len(groups) == 1)) for group in groups
    ]
    extra = _second_carrier(c, groups, routes)
    return [*routes, *extra] or [Route((), _mode(c, [], theme, whole=True))]


def _parts(c: Clause, one: Use, two: Use) -> bool:
    """Whether a second way begins between two via places: "through A and overland through B", "but also via B"."""
    between = [w.low for w in c.words[one.word + 1 : two.word]]
    own_prep = any(w in ("via", "through", "over", "across") for w in between)
    return ("but" in between or "or" in between) or (
        own_prep and "and" in between and ("overland" in between or "by" in between)
    )


def _mode(c: Clause, group: Sequence[Use], theme: Theme, *, whole: bool) -> Mode:
    lo = c.first if whole else max(c.first, (group[0].word if group else c.first) - 4)
    hi = c.last if whole else (group[-1].word + 4 if group else c.last)
    if any(
        (u.resolution.place and u.resolution.place.feature == "airspace")
        or (u.resolution.mention.relation or "") == "airspace"
        or "airspace" in u.resolution.mention.text.lower()
        for u in group
    ):
        return "air"
    words = c.words[lo : min(hi, c.last)]
    for i, w in enumerate(words):
        before = words[i - 1].low if i else ""
        if w.low == "overland" or (w.low in ("road", "track", "highway") and _by_way(words, i)):
            return "land"
        if w.low in MODE_WORDS and (before == "by" or (i > 1 and words[i - 2].low == "by")):
            return MODE_WORDS[w.low]  # type: ignore[return-value]
        if w.low in CARRIERS and (before == "a" or _aboard(words, i)):
            return CARRIERS[w.low]  # type: ignore[return-value]
        if w.low in ("tunnel", "tunnels") and {x.low for x in words[max(0, i - 3) : i]} & {"through", "by", "via"}:
            return "land"
    by_verb = VERB_MODE.get(c.group.lemma) if c.group is not None else None
    if by_verb is not None and theme.carrier in ("tanker", "tankers"):
        return by_verb  # fuel tankers are driven as well as sailed
    if theme.mode != "unspecified":
        return theme.mode
    if by_verb is not None:
        return by_verb
    for u in group:
        feature = u.resolution.place.feature if u.resolution.place else ""
        if feature in ("strait", "sea"):
            return "sea"
        if feature == "road":
            return "land"
    return "unspecified"


def _by_way(words: Sequence[Word], i: int) -> bool:
    """ "by a single road", "along a dirt track"."""
    return bool({w.low for w in words[max(0, i - 4) : i]} & {"by", "via", "along", "over"})


def _aboard(words: Sequence[Word], i: int) -> bool:
    """Whether the carrier at `i` is what something is carried in: "by lorry", "aboard two cargo ships"."""
    for w in reversed(words[max(0, i - 4) : i]):
        if w.low in ("by", "of", "in", "on", "aboard", "using"):
            return True
        if w.tag not in ("noun", "num", "det", "adv", "name") and w.low not in CARRIERS:
            return False
    return False


def _second_carrier(c: Clause, groups: Sequence[Sequence[Use]], routes: Sequence[Route]) -> list[Route]:
    """ "through Iraq's airspace and now trucks": the same way, by the second means."""
    if len(groups) != 1:
        return []
    found = []
    for i in range(groups[0][-1].word + 1, c.last):
        mode = CARRIERS.get(c.words[i].low)
        joined = {w.low for w in c.words[groups[0][-1].word + 1 : i]}
        if mode and mode != routes[0].mode and joined & {"and", "or", "plus"}:
            found.append(Route(routes[0].via, mode, (f"second means told beside it: {c.words[i].low}",)))  # type: ignore[arg-type]
    return found
