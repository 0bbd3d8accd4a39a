"""Arms and troops on the move: every leg of a route spelled out, with mode, cargo and carrier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from geomap.language.actors import ATTACHED
from geomap.language.clauses import Clause, Word, subject
from geomap.language.events.draft import Draft
from geomap.language.events.roles import Use, is_literal, role_of, uses
from geomap.language.events.scene import Line, Scene
from geomap.language.events.triggers import STOPPING, noun_triggers, verb_frame
from geomap.language.lexicon import (
    CARGO,
    CARRIERS,
    CIVILIANS,
    MODE_WORDS,
    MOVEMENT,
    PERSON_TITLES,
    SHELL_MEANS,
    SOFT_CARGO,
    TROOPS,
    Frame,
)
from geomap.model import Mode, PlaceRole, Resolution

TRANSITIVE = frozenset(
    """ship send bring deliver transport transfer haul carry convey supply provide import export channel relocate smuggle resupply
    airlift airdrop truck ferry deploy redeploy dispatch fly move drive funnel unload offload feed get run slip sneak traffic
    provision infiltrate move pour""".split(),
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
}
SUPPORT = frozenset("support help assistance arms weapons supplies aid backing supply".split())
ARRIVALS = frozenset(
    "arrive land dock reach enter berth touch disembark deploy station mass redeploy gather unload offload".split()
)
DEPARTURES = frozenset("leave depart flee escape withdraw set_off set_out set".split())
NOUN_MOVES = frozenset(
    "transfer transfers transport influx flow flows movement shipment shipments delivery deliveries consignment".split()
)


@dataclass(slots=True)
class Theme:
    """What moves: its event type, goods, carrier, and the country that an adjective gives it."""

    type: str = ""
    cargo: tuple[str, ...] = ()
    carrier: str = ""
    mode: Mode = "unspecified"
    home: Resolution | None = None
    recall: bool = False
    words: tuple[Word, ...] = field(default=())


class Route(NamedTuple):
    """One way from origin to destination; `via` in order."""

    via: tuple[Resolution, ...]
    mode: Mode
    reasons: tuple[str, ...] = ()


def theme_of(scene: Scene, words: Sequence[Word]) -> Theme:
    """What a noun phrase is when it moves: arms, troops, carriers, civilians, a person; type "" when none of them."""
    theme = Theme(words=tuple(words))
    if not words:
        return theme
    cut = next(
        (i for i, w in enumerate(words) if i and w.tag == "prep" and w.low in ("for", "to", "from", "into")), len(words)
    )
    words = words[:cut]
    low = [w.low for w in words]
    goods = [w for w in low if w in CARGO and not _modifies(low, w)]
    carriers = [w for w in low if w in CARRIERS]
    troops = [w for w in low if w in TROOPS and not _modifies(low, w)]
    theme.recall = low[0] in ("these", "this", "those", "such", "they", "it", "the", "that", "both") and len(words) <= 5
    theme.cargo = tuple(dict.fromkeys(goods))
    if carriers:
        theme.carrier = carriers[0]
        theme.mode = CARRIERS[carriers[0]]  # type: ignore[assignment]
    theme.home = _home(scene, words)
    if (
        goods
        or any(w in ("cargo", "supply", "resupply", "transport") for w in low)
        or (
            carriers
            and carriers[0] not in ("convoy", "convoys", "bus", "buses")
            and not set(low) & {"warplanes", "warplane", "fighter", "warships", "bomber", "bombers", "passenger"}
        )
    ):
        theme.type = "arms_transfer"
    elif troops or {"convoy", "convoys"} & set(low):
        theme.type = "troop_movement"
        theme.cargo = tuple(dict.fromkeys(troops))
    elif set(low) & CIVILIANS:
        theme.type = "displacement"
    elif set(low) & PERSON_TITLES or (
        words[0].tag == "name" or (words[0].tag == "noun" and words[0].text[:1].isupper())
    ):
        theme.type = "visit"
    if theme.type == "arms_transfer" and goods and set(goods) <= SOFT_CARGO and "fuel" not in goods:
        theme.type = "other"
    if troops and theme.type == "arms_transfer":
        theme.cargo = tuple(dict.fromkeys([*theme.cargo, *troops]))
    return theme


def _modifies(low: Sequence[str], word: str) -> bool:
    """Whether a word only describes the next one: "arms embargo", "military officials", "oil workers"."""
    at = low.index(word)
    after = low[at + 1] if at + 1 < len(low) else ""
    return after in (
        "embargo",
        "dealer",
        "dealers",
        "officials",
        "official",
        "analysts",
        "expert",
        "experts",
        "workers",
        "company",
        "price",
        "prices",
        "base",
        "bases",
        "spokesman",
        "council",
        "support",
        "intelligence",
        "source",
        "sources",
        "depot",
        "depots",
        "agency",
        "facility",
        "refinery",
        "field",
        "fields",
        "tanker",
        "tankers",
    )


def _home(scene: Scene, words: Sequence[Word]) -> Resolution | None:
    """The country that makes or sends: "Iranian weapons", "Russia's tanks", "a Turkish cargo plane"."""
    for i, w in enumerate(words):
        if w.place is None or w.place.place is None or ATTACHED.match(scene.text[w.end : w.end + 12]):
            continue
        if not w.place.place.country:
            continue
        if w.place.mention.role == "demonym" or (i + 1 < len(words) and words[i + 1].tag == "poss"):
            return w.place
    return None


def read_movements(scene: Scene, line: Line, k: int, drafts: Sequence[Draft]) -> list[Draft]:
    """The movement events that clause `k` of a line tells (none when nothing moves in it)."""
    c = line.clauses[k]
    places = [*_subject_places(line, k), *(u for u in line.places[k] if not u.qualifier)]
    frame = verb_frame(c)
    if (
        c.group is not None
        and c.group.lemma == "come"
        and [w.low for w in c.words[c.first : c.group.last + 2]][-3:] in (["it", "comes", "to"], ["it", "came", "to"])
    ):
        return []
    if (
        c.group is not None
        and c.group.lemma == "leave"
        and {"dead", "injured", "wounded", "homeless"} & {w.low for w in c.words[c.first : c.last]}
    ):
        return []
    if frame is not None and frame.lemma in ("land", "fall", "come", "fly", "crash") and _projectiles(line, k):
        return []
    if (
        c.opener == "inf"
        and k
        and {"unable", "unwilling"} & {w.low for w in line.clauses[k - 1].words[line.clauses[k - 1].first : c.first]}
    ):
        return []
    theme, noun = _theme(scene, line, k, frame)
    if theme is None or not theme.type:
        return []
    if frame is not None and c.opener == "part" and not places and _loads(line, theme, drafts):
        return []
    legs = _legs(c, frame, places, theme, noun=noun)
    return _assemble(scene, line, k, theme, legs, frame, drafts)


def _projectiles(line: Line, k: int) -> bool:
    """Rockets and shells that land are not a delivery."""
    span = subject(line.clauses, k)
    words = line.clauses[k].words[span[0] : span[1]] if span else ()
    return bool({w.low for w in words} & (SHELL_MEANS - {"artillery"})) and not {w.low for w in words} & {
        "shipment",
        "shipments",
        "parts",
        "components",
        "delivery",
    }


def _loads(line: Line, theme: Theme, drafts: Sequence[Draft]) -> bool:
    """ ", carrying armoured vehicles": what the movement told just before has on board."""
    one = next((d for d in reversed(drafts) if d.line is line and d.type in MOVEMENT), None)
    if one is None:
        return False
    one.cargo = tuple(dict.fromkeys([*(x for x in one.cargo if x != "cargo"), *theme.cargo]))
    return True


def _subject_places(line: Line, k: int) -> list[Use]:
    """Places in a subject that stands apart from its verb: "Food for X, besieged since May, comes from Y"."""
    c = line.clauses[k]
    span = subject(line.clauses, k)
    if span is None or span[0] >= c.first or c.opener not in ("resume", "part", "comma"):
        return []
    if c.opener != "resume" and (k == 0 or any(u.prep in ("to", "for", "from") for u in line.places[k])):
        return []
    return [
        u
        for row in line.places
        for u in row
        if span[0] <= u.word < span[1] and u.prep in ("for", "from") and not u.qualifier
    ]


def _theme(scene: Scene, line: Line, k: int, frame: Frame | None) -> tuple[Theme | None, bool]:
    c = line.clauses[k]
    g = c.group
    moving = frame is not None and (
        frame.kind == "move" or frame.type in MOVEMENT or (frame.lemma in TRANSITIVE and frame.type == "arms_transfer")
    )
    if g is not None and moving and frame is not None:
        span = subject(line.clauses, k)
        subjects = c.words[span[0] : span[1]] if span else ()
        objects = _objects(c)
        own = theme_of(scene, objects) if frame.lemma in TRANSITIVE and not g.passive else Theme()
        if own.type == "arms_transfer" and own.carrier and not own.cargo and own.words:
            own.cargo = (own.carrier,)  # "sent two helicopters"
        if own.type in ("", "visit"):
            own = theme_of(scene, subjects)
            if own.type in ("", "visit") and c.opener == "part" and k:
                upper = subject(line.clauses, k - 1)
                above = theme_of(scene, c.words[upper[0] : upper[1]]) if upper else Theme()
                own = above if above.type not in ("", "visit") else own
        elif subjects:
            carrier = theme_of(scene, subjects)
            own.carrier = own.carrier or carrier.carrier
            own.mode = own.mode if own.mode != "unspecified" else carrier.mode
            own.home = own.home or (carrier.home if carrier.carrier else None)
            own.recall = own.recall or (carrier.recall and bool(carrier.carrier))
        if not own.type and subjects and subjects[0].low in ("it", "they", "which", "who", "he", "she"):
            own.recall = True
            own.type = "recall"
        if (
            own.type == "visit"
            and frame.lemma in TRANSITIVE
            and not g.passive
            and frame.lemma not in ("fly", "drive", "move")
        ):
            return None, False
        return own, False
    if g is not None and (
        g.lemma in STOPPING
        or {"stop", "end", "halt", "curb"} & {w.low for w in c.words[g.first : g.last + 5] if w.tag == "noun"}
    ):
        return None, False
    for i, noun, kind in noun_triggers(c):
        if kind == "arms_transfer" or (kind == "troop_movement" and noun != "deployment") or noun in NOUN_MOVES:
            around = c.words[max(c.first, i - 4) : min(c.last, i + 8)]
            cut = next(
                (j for j, w in enumerate(around) if w.tag == "prep" and w.low != "of" and w.start > c.words[i].start),
                len(around),
            )
            theme = theme_of(scene, around[:cut])
            theme.type = (
                theme.type
                if theme.type in MOVEMENT
                else "arms_transfer"
                if kind == "arms_transfer" and noun not in ("influx",)
                else ""
            )
            theme.recall = c.words[max(c.first, i - 2)].low in ("these", "those") or c.words[i - 1].low in (
                "these",
                "those",
                "this",
            )
            if "flight" in noun:
                theme.mode, theme.carrier = "air", theme.carrier or "flights"
            if theme.type:
                return theme, True
    if g is not None and any(u.prep in ("via", "through") for u in line.places[k]):
        low = {w.low for w in c.words[c.first : c.last]}
        if low & SUPPORT:
            span = subject(line.clauses, k)
            return Theme(
                type="arms_transfer",
                cargo=tuple(sorted(low & SUPPORT & CARGO)),
                recall=True,
                words=tuple(c.words[span[0] : span[1]] if span else ()),
            ), True
    return None, False


def _objects(c: Clause) -> tuple[Word, ...]:
    """The object of a verb up to the first leg of the route ("large quantities of weapons" stays whole)."""
    g = c.group
    if g is None:
        return ()
    i = g.last + 1
    if i + 1 < c.last and c.words[i].low == "in" and c.words[i + 1].tag in ("noun", "num"):
        i += 1  # "bring in weapons"
    first = i
    while (
        i < c.last
        and not (c.words[i].tag == "prep" and c.words[i].low not in ("of", "with"))
        and c.words[i].tag not in ("comma", "stop", "sub", "rel", "verb")
    ):
        i += 1
    return tuple(c.words[first:i])


def _legs(
    c: Clause, frame: Frame | None, places: Sequence[Use], theme: Theme, *, noun: bool
) -> list[tuple[PlaceRole, Use]]:
    """The role of each place as a leg of the movement."""
    g = c.group
    found: list[tuple[PlaceRole, Use]] = []
    lemma = frame.lemma if frame else ""
    obj: PlaceRole = "from" if lemma in ("leave", "depart", "flee", "escape") else "via" if lemma == "cross" else "to"
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
        if (
            role == "to"
            and u.prep == "for"
            and g is not None
            and u.word > g.first
            and lemma not in ("leave", "depart", "head", "set", "fly", "sail", "drive", "bind")
        ):
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
            role = "at"
        if role is not None:
            found.append((role, u))
    if c.opener == "rel:where" and c.words[c.first].low == "from":
        above = next(
            (c.words[i].place for i in range(c.first - 1, max(-1, c.first - 8), -1) if is_literal(c.words[i])),
            None,
        )
        if above is not None:
            found.append(("from", Use(c.first, _chain_head(c, above), "from", "phrase", c.first)))
    return _finest(found)


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


def _via_routes(c: Clause, legs: Sequence[tuple[PlaceRole, Use]], theme: Theme) -> list[Route]:
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
        if w.low == "overland":
            return "land"
        if w.low in MODE_WORDS and (before == "by" or (i > 1 and words[i - 2].low == "by")):
            return MODE_WORDS[w.low]  # type: ignore[return-value]
        if w.low in CARRIERS and (
            before in ("by", "of", "in", "on", "aboard", "a", "using")
            or (words[max(0, i - 3) : i] and "by" in [x.low for x in words[max(0, i - 3) : i]])
        ):
            return CARRIERS[w.low]  # type: ignore[return-value]
    if theme.mode != "unspecified":
        return theme.mode
    if c.group is not None and c.group.lemma in VERB_MODE:
        return VERB_MODE[c.group.lemma]
    for u in group:
        if u.resolution.place and u.resolution.place.feature in ("strait", "sea"):
            return "sea"
    return "unspecified"


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


def _assemble(
    scene: Scene,
    line: Line,
    k: int,
    theme: Theme,
    legs: Sequence[tuple[PlaceRole, Use]],
    frame: Frame | None,
    drafts: Sequence[Draft],
) -> list[Draft]:
    c = line.clauses[k]
    earlier = next(
        (
            d
            for d in reversed(drafts)
            if d.type in ("arms_transfer", "troop_movement", "withdrawal", "displacement", "visit")
        ),
        None,
    )
    if theme.type == "recall":
        if earlier is None or not legs:
            return []
        _backfill(earlier, legs)
        theme = Theme(earlier.type, earlier.cargo, earlier.carrier, earlier.mode, None, True)
    kind = _type(c, theme, frame, legs)
    routes = _via_routes(c, legs, theme)
    legs = _against_subject(line, legs, drafts)
    if (
        not legs
        and theme.type == "troop_movement"
        and _crosses_border(c)
        and frame is not None
        and frame.lemma in SENDING
    ):
        d = Draft(kind, line, c, frame.lemma, c.start, c.end)
        d.cargo = theme.cargo
        _complete(scene, d, theme, drafts)
        target = _theatre(scene, d)
        if d.role("from") is not None and target is not None and d.role("to") is None:
            d.places.append(("to", target))
            d.reasons.append("across the border into the country that the report is about")
        return [d] if d.role("to") is not None else []
    targets: list[Resolution | None] = [u.resolution for role, u in legs if role == "to"]
    found: list[Draft] = []
    origin_via = _origin_as_via(theme, legs)
    if origin_via is not None:
        routes = [
            Route(
                (origin_via,),
                routes[0].mode if not routes[0].via else "unspecified",
                ('the goods\' own country is the origin, so "from" is a country on the way',),
            ),
            *(r for r in routes if r.via),
        ]
    for target in targets or [None]:
        for route in routes:
            d = Draft(kind, line, c, c.words[c.group.main].text if c.group else "", c.start, c.end)
            d.places = [
                (role, u.resolution)
                for role, u in legs
                if role not in ("via", "to") and not (origin_via is not None and role == "from")
            ]
            d.places += [("via", v) for v in route.via]
            if target is not None:
                d.places.append(("to", target))
            d.mode, d.cargo, d.carrier = route.mode, theme.cargo, theme.carrier
            d.reasons += list(route.reasons)
            found.append(d)
    if kind in MOVEMENT or kind == "other":
        for d in found:
            _complete(scene, d, theme, drafts)
    for d in found:
        _drop_loops(d)
    return [d for d in found if d.position() is not None]


def _drop_loops(d: Draft) -> None:
    """A country is not the end of a way that begins in it."""
    start = d.role("from")
    if start is None or start.place is None:
        return
    for role, r in list(d.places):
        same = (
            r.place is not None
            and r.place.country == start.place.country
            and "country" in (r.place.feature, start.place.feature)
        )
        if role in ("to", "via") and same and r is not start:
            d.places.remove((role, r))


def _crosses_border(c: Clause) -> bool:
    low = [w.low for w in c.words[c.first : c.last]]
    return "border" in low and ("across" in low or "over" in low)


def _against_subject(
    line: Line, legs: Sequence[tuple[PlaceRole, Use]], drafts: Sequence[Draft]
) -> list[tuple[PlaceRole, Use]]:
    """A slip of the pen: "the arms going to B are shipped to A", where A is known to send them: A is the origin."""
    going = next(
        (d for d in reversed(drafts) if d.line is line and d.type in MOVEMENT and d.role("to") is not None), None
    )
    origins = {
        p.place.country
        for d in drafts
        for role, p in d.places
        if role == "from" and p.place is not None and p.place.country
    }
    if going is None or any(role == "from" for role, _ in legs):
        return list(legs)
    end = going.role("to")
    turned: list[tuple[PlaceRole, Use]] = []
    for role, u in legs:
        place = u.resolution.place
        slip = (
            role == "to"
            and place is not None
            and place.feature == "country"
            and place.country in origins
            and end is not None
            and end.place is not None
            and end.place.country != place.country
        )
        turned.append(("from", u) if slip else (role, u))
    return turned


def _backfill(earlier: Draft, legs: Sequence[tuple[PlaceRole, Use]]) -> None:
    """ "It had flown from X" gives the movement told before the origin that only an adjective gave it."""
    origin = next((u.resolution for role, u in legs if role == "from"), None)
    guessed = [r for r in earlier.reasons if r.startswith("origin inferred")]
    if origin is None or (earlier.role("from") is not None and not guessed):
        return
    earlier.places = [("from", origin), *((role, r) for role, r in earlier.places if role != "from")]
    earlier.reasons = [*(r for r in earlier.reasons if r not in guessed), "origin told in the sentence after"]


def _type(c: Clause, theme: Theme, frame: Frame | None, legs: Sequence[tuple[PlaceRole, Use]]) -> str:
    lemma = frame.lemma if frame else ""
    roles = {role for role, _ in legs}
    if theme.type == "troop_movement":
        if lemma in ("leave", "depart", "flee", "withdraw"):
            return "withdrawal"
        if lemma == "enter" and any(
            role == "to" and u.resolution.place and u.resolution.place.feature not in ("country", "airspace")
            for role, u in legs
        ):
            return "territorial_change"
        if lemma in ("move", "advance", "march") and roles & {"towards", "via"}:
            return "ground_offensive" if "towards" in roles else "troop_movement"
    return theme.type


def _origin_as_via(theme: Theme, legs: Sequence[tuple[PlaceRole, Use]]) -> Resolution | None:
    """The country after "from" when the goods are another country's: "Iranian weapons pour into Syria from Iraq"."""
    origin = next((u.resolution for role, u in legs if role == "from"), None)
    if origin is None or theme.home is None or theme.type != "arms_transfer" or not theme.cargo:
        return None
    home = theme.home.place
    if (
        origin.place is None
        or home is None
        or origin.place.feature not in ("country",)
        or not home.country
        or origin.place.country == home.country
    ):
        return None
    return origin


def _complete(scene: Scene, d: Draft, theme: Theme, drafts: Sequence[Draft]) -> None:
    """Fill in the ends of a route that the clause leaves out, each with its reason."""
    before = [x for x in drafts if x.type in MOVEMENT and x is not d]
    here = [x for x in before if x.line is d.line]
    last = before[-1] if before else None
    carried_on = theme.recall or bool(here) or (bool(theme.carrier) and not set(theme.cargo) - {"cargo", "supplies"})
    if (
        d.role("from") is None
        and theme.home is not None
        and (theme.cargo and d.type == "arms_transfer" and not _carrier_only(theme))
    ):
        d.places.insert(0, ("from", theme.home))
        d.reasons.append(f'origin inferred from "{theme.home.mention.text}"')
    if d.role("from") is None and d.type == "troop_movement" and _comes_from_home(d, theme) and theme.home is not None:
        d.places.insert(0, ("from", theme.home))
        d.reasons.append(f'origin inferred from "{theme.home.mention.text}"')
    if d.role("from") is None and last is not None and carried_on:
        donor = _donor(d, before, "from")
        if donor is not None:
            d.places.insert(0, ("from", donor))
            d.reasons.append("origin carried from what was told before")
    if d.role("from") is None and theme.cargo:
        sender = _sender(d)
        if sender is not None:
            d.places.insert(0, ("from", sender))
            d.reasons.append(f"origin inferred from the sender, {sender.mention.text}")
    if d.role("from") is None and theme.home is not None and theme.carrier and d.type == "arms_transfer":
        d.places.insert(0, ("from", theme.home))
        d.reasons.append(f'origin inferred from "{theme.home.mention.text}"')
    if d.role("to") is None and d.type in MOVEMENT and (d.role("from") is not None or d.role("via") is not None):
        told = _donor(d, before, "to")
        if told is not None and not carried_on:
            told = _whole_country(scene, told)
        donor = _recipient(scene, d) or told or _theatre(scene, d)
        if donor is not None and not _same(donor, d.role("from")):
            where = d.position()
            d.places.append(("to", donor))
            d.where = where if where is not None else donor
            d.reasons.append("destination from the context")


def _sender(d: Draft) -> Resolution | None:
    """The state that sends: "Iran delivers arms to ...", not one that merely helps or carries."""
    g = d.clause.group
    if g is None or g.passive or g.lemma not in SENDING:
        return None
    span = subject(d.line.clauses, d.clause.index)
    words = d.clause.words[span[0] : span[1]] if span else ()
    if (
        not words
        or words[0].place is None
        or words[0].place.place is None
        or not words[0].place.place.country
        or len(words) > 2
    ):
        return None
    known = words[0].place
    return known if known.mention.role in ("associative", "literal") and not _same(known, d.role("to")) else None


SENDING = frozenset(
    "deploy infiltrate ship send deliver supply provide export smuggle airlift dispatch transport transfer funnel channel fly truck".split()
)


def _comes_from_home(d: Draft, theme: Theme) -> bool:
    """Foreign troops that arrive, cross or are sent come from their own country, as far as the words tell."""
    g, end = d.clause.group, d.role("to")
    home = theme.home.place if theme.home else None
    if g is None or home is None or not home.country or end is None or end.place is None:
        return False
    return g.lemma in HOMEWARD and end.place.country != home.country


HOMEWARD = frozenset("arrive cross enter send deploy dispatch fly land pour airlift".split())


def _carrier_only(theme: Theme) -> bool:
    return bool(theme.carrier) and not set(theme.cargo) - {"cargo", "supplies", "military"}


def _donor(d: Draft, before: Sequence[Draft], role: PlaceRole) -> Resolution | None:
    """The end of an earlier route that this one goes on with: the same sentence first, then the finest known place."""
    contrast = d.clause.opener in ("sub:while", "sub:whereas", "sub:but") or (
        d.clause.opener == "resume"
        and any(c.opener in ("sub:while", "sub:whereas") for c in d.line.clauses[: d.clause.index])
    )
    told = [x for x in before if x.line is not d.line] if contrast else before
    ranked = sorted(told, key=lambda x: (x.line is not d.line, -x.start))
    for x in ranked:
        r = x.role(role)
        if r is None or (role == "to" and _same(r, d.role("from"))):
            continue
        elsewhere = x.role("to") is not None and d.role("to") is not None and _abroad(x.role("to"), d.role("to"))
        if role == "from" and elsewhere:
            continue
        return _finer_end(d, r, ranked) if role == "to" else r
    return None


def _whole_country(scene: Scene, r: Resolution) -> Resolution:
    """The country of a place, as the report names it: an end that is only carried over is known no finer."""
    code = r.place.country if r.place else ""
    return next(
        (
            x
            for x in scene.resolutions
            if x.place is not None
            and x.place.country == code
            and x.place.feature == "country"
            and not x.mention.relation
        ),
        r,
    )


def _finer_end(d: Draft, end: Resolution, ranked: Sequence[Draft]) -> Resolution:
    """ "these flights" go where the flights told before went, not just into the country."""
    if not d.carrier or end.place is None or end.place.feature != "country":
        return end
    for x in ranked:
        other = x.role("to")
        if (
            other is not None
            and other.place is not None
            and x.carrier == d.carrier
            and other.place.country == end.place.country
            and other.place.feature != "country"
        ):
            return other
    return end


def _abroad(one: Resolution | None, two: Resolution | None) -> bool:
    return bool(one and two and one.place and two.place and one.place.country != two.place.country)


def _same(one: Resolution | None, two: Resolution | None) -> bool:
    return bool(one and two and one.place and two.place and one.place.place_id == two.place.place_id)


def _recipient(scene: Scene, d: Draft) -> Resolution | None:
    """The country of those who get it: "to the regime of Syrian President ..."."""
    words = d.clause.words[d.clause.first : d.clause.last]
    for i, w in enumerate(words):
        if w.tag == "prep" and w.low in ("to", "for"):
            for x in words[i + 1 : i + 8]:
                if x.tag in ("comma", "stop", "verb", "prep") and x.low != "of":
                    break
                if (
                    x.place is not None
                    and x.place.place is not None
                    and not ATTACHED.match(scene.text[x.end : x.end + 12])
                ):
                    return x.place
    return None


def _theatre(scene: Scene, d: Draft) -> Resolution | None:
    """The country that the report is about: the one it names most, as a place."""
    if not scene.cast.countries:
        return None
    code = scene.cast.countries[0]
    named = [r for r in scene.resolutions if r.place and r.place.country == code]
    countries = [r for r in named if r.place and r.place.feature == "country"]
    chosen = next(iter(countries or named), None)
    legs = [r.place.country for _, r in d.places if r.place]
    return chosen if chosen is not None and code not in legs else None
