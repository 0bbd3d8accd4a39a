"""How one travels, and the ways that "via" places spell: by what means, through what, or along which alternative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.language.clauses import Clause
from geomap.language.events.roles import Use
from geomap.language.events.themes import Theme
from geomap.language.grammar import Word
from geomap.language.war_words import CARRIERS, MODE_WORDS
from geomap.model import Mode, PlaceRole, Resolution

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
    "roll": "land",
    "paddle": "sea",
    "row": "sea",
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


AFLOAT = frozenset(
    "sea port ship ships vessel vessels dock docks sail sails crude coast harbour harbor sailed docked".split()
)


class Route(NamedTuple):
    """One way from origin to destination; `via` in order."""

    via: tuple[Resolution, ...]
    mode: Mode
    reasons: tuple[str, ...] = ()


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
        compound = i + 1 < len(words) and words[i + 1].low in CARRIERS  # "by tanker truck"
        if w.low in CARRIERS and not compound and (before == "a" or _aboard(words, i)):
            return CARRIERS[w.low]  # type: ignore[return-value]
        if w.low in ("tunnel", "tunnels") and {x.low for x in words[max(0, i - 3) : i]} & {"through", "by", "via"}:
            return "land"
    by_verb = VERB_MODE.get(c.group.lemma) if c.group is not None else None
    if by_verb is not None and theme.carrier in ("tanker", "tankers"):
        return by_verb  # fuel tankers are driven as well as sailed
    if theme.carrier in ("tanker", "tankers"):
        return _of_tanker(words, group)
    if theme.mode != "unspecified":
        return theme.mode
    if by_verb is not None:
        return by_verb
    for u in group:
        feature = u.resolution.place.feature if u.resolution.place else ""
        if feature in ("strait", "sea"):
            return "sea"
        named = u.resolution.mention.text.lower().rsplit(maxsplit=1)[-1] in ("crossing", "bridge", "pass")
        if named or feature in ("road", "bridge", "border_crossing"):
            return "land"
    return "unspecified"


def _of_tanker(words: Sequence[Word], group: Sequence[Use]) -> Mode:
    """Fuel tankers go by road; others by sea, unless they pass a crossing on land."""
    low = {w.low for w in words}
    gates = {u.resolution.place.feature for u in group if u.resolution.place is not None}
    ashore = bool(low & {"fuel", "petrol", "diesel", "drivers", "driver", "road"}) or gates & {
        "border_crossing",
        "bridge",
        "road",
    }
    return "land" if ashore and not low & AFLOAT and not gates & {"sea", "strait"} else "sea"


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
