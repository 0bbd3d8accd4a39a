"""Arms and troops on the move: every leg of a route spelled out, with mode, cargo and carrier."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.clauses import Clause, subject
from geomap.language.events.draft import Draft
from geomap.language.events.ends import SENDING, complete_ends, theatre
from geomap.language.events.legs import TRANSITIVE, Route, find_legs, via_routes
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line, Scene
from geomap.language.events.themes import CONVOYS, Theme, theme_of
from geomap.language.events.triggers import STOPPING, noun_triggers, verb_frame
from geomap.language.events.who import actor_of_clause
from geomap.language.grammar import Word
from geomap.language.lexicon import MOVEMENT, Frame
from geomap.language.war_words import CARGO, PERSON_TITLES, SHELL_MEANS, TROOPS
from geomap.model import PlaceRole, Resolution

SUPPORT = frozenset("support help assistance arms weapons supplies aid backing supply".split())
DEPARTURES = frozenset("leave depart flee escape withdraw set_off set_out set".split())
NOUN_MOVES = frozenset(
    "transfer transfers transport influx flow flows movement shipment shipments delivery deliveries consignment".split()
)


def read_movements(scene: Scene, line: Line, k: int, drafts: Sequence[Draft]) -> list[Draft]:
    """The movement events that clause `k` of a line tells (none when nothing moves in it)."""
    c = line.clauses[k]
    places = [*_subject_places(line, k), *(u for u in line.places[k] if not u.qualifier)]
    frame = _taking_along(c, line.places[k]) or verb_frame(c)
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
    _on_board(scene, line, k, theme)
    if frame is not None and c.opener == "part" and not places and _loads(line, theme, drafts):
        return []
    legs = find_legs(c, frame, places, theme, noun=noun)
    legs = _with_purchase(line, k, legs)
    if (
        frame is not None
        and frame.lemma in STILL
        and not any(role in ("from", "to", "via", "towards") for role, _ in legs)
    ):
        return []
    return _assemble(scene, line, k, theme, legs, frame, drafts)


def _taking_along(c: Clause, places: Sequence[Use]) -> Frame | None:
    """ "took ammunition from X to Y", "was taken by rail to Y": goods are carried, nothing is captured."""
    g = c.group
    if g is not None and g.lemma in RECEIVING and not g.passive and any(u.prep == "from" for u in places):
        return Frame("move", "any", "to", g.lemma) if {w.low for w in _objects(c)} & CARGO else None
    if g is None or g.lemma != "take" or not any(u.prep in ("to", "into") and u.word > g.last for u in places):
        return None
    objects = {w.low for w in _objects(c)}
    carried = g.passive or objects & (CARGO | {"them", "it"})
    return Frame("move", "any", "to", "take") if carried and not objects & {"part", "control", "place"} else None


RECEIVING = frozenset("receive obtain import get".split())


def _receiver(line: Line, k: int) -> Resolution | None:
    """The state whose army or government receives: "Y's army receives drones from X"."""
    span = subject(line.clauses, k)
    words = line.clauses[k].words[span[0] : span[1]] if span else ()
    return next((w.place for w in words if w.place is not None and w.place.lat is not None), None)


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


def _on_board(scene: Scene, line: Line, k: int, theme: Theme) -> None:
    """Goods told between carrier and verb: "trucks carrying flour left ...", "lorries loaded with wheat travel ..."."""
    c, between = line.clauses[k], line.clauses[k - 1] if k else None
    if (
        between is None
        or c.opener != "resume"
        or between.group is None
        or set(theme.cargo) - set(CONVOYS)
        or not theme.carrier
    ):
        return
    if between.group.lemma in ("carry", "load", "loaded", "transport", "haul", "bring", "pack", "packed", "laden"):
        goods = theme_of(scene, [w for w in between.words[between.group.last + 1 : between.last] if w.low != "with"])
        theme.cargo = goods.cargo
        theme.type = goods.type if goods.type in (*MOVEMENT, "other") else theme.type


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


STILL = frozenset("run get feed pass shift roll slip move carry hold".split())  # "run the town", "passed a law"
ACQUIRED = frozenset(
    "buy purchase purchased acquire procure procured load loaded collect store stored stockpile assemble loot steal".split()
)


def _with_purchase(line: Line, k: int, legs: list[tuple[PlaceRole, Use]]) -> list[tuple[PlaceRole, Use]]:
    """Goods "bought in X" or "loaded at X" start from X when nothing else is said."""
    if any(role == "from" for role, _ in legs):
        return legs
    for j in (k - 1, k + 1):
        if not 0 <= j < len(line.clauses):
            continue
        beside = line.clauses[j]
        if beside.group is None or beside.group.lemma not in ACQUIRED:
            continue
        after = (
            j < k and line.clauses[k].opener == "and" and beside.group.passive
        )  # "were bought in X and shipped to Y"
        tied = beside.opener == "part" and (j > k or line.clauses[k].opener == "resume")
        if not (after or tied):
            continue
        told = [u for u in line.places[j] if not u.qualifier and u.prep in ("in", "at", "from")]
        ends = [("to", u) for u in line.places[j] if not u.qualifier and u.prep in ("to", "into")] if j > k else []
        return [*(("from", u) for u in told[:1]), *legs, *ends]  # type: ignore[list-item]
    return legs


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
        envoys = frame.lemma in ("send", "dispatch", "bring") and bool({w.low for w in objects} & PERSON_TITLES)
        if own.type == "" or (own.type == "visit" and not envoys):
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
        if frame.lemma in ("bring", "send", "invite", "fly") and {w.low for w in objects} & TALKERS:
            return Theme(type="diplomacy", words=objects), False
        if own.type in ("", "visit") and frame.lemma in MARCHING and _they_are_armed(scene, line, k, subjects):
            own.type = "troop_movement"
        if not own.type and subjects and subjects[0].low in ("it", "they", "which", "who", "he", "she"):
            own.recall = True
            own.type = "recall"
        if (
            own.type == "visit"
            and frame.lemma in TRANSITIVE
            and not g.passive
            and frame.lemma not in ("fly", "drive", "move")
            and not envoys
        ):
            return None, False
        if frame.lemma == "take" and own.type not in ("arms_transfer", "troop_movement", "other", "recall"):
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


TALKERS = frozenset("sides parties rivals negotiators delegates factions adversaries belligerents".split())
MARCHING = frozenset("march advance move head cross enter deploy return".split())


def _they_are_armed(scene: Scene, line: Line, k: int, subjects: Sequence[Word]) -> bool:
    """Whether the pronoun that marches means fighters named before."""
    if not subjects or subjects[0].low not in ("it", "they", "which", "who") or len(subjects) > 2:
        return False
    number = next(i for i, x in enumerate(scene.lines) if x is line)
    actor = actor_of_clause(scene, number, k)
    return actor is not None and bool(
        set(actor.written.lower().split()) & (TROOPS | {"group"}) or (actor.side is not None and not actor.country)
    )


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
    routes = via_routes(c, legs, theme)
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
        complete_ends(scene, d, theme, drafts)
        target = theatre(scene, d)
        if d.role("from") is not None and target is not None and d.role("to") is None:
            d.places.append(("to", target))
            d.reasons.append("across the border into the country that the report is about")
        return [d] if d.role("to") is not None else []
    targets: list[Resolution | None] = [u.resolution for role, u in legs if role == "to"]
    if not targets and frame is not None and frame.lemma in RECEIVING:
        targets = [_receiver(line, k)]
    found: list[Draft] = []
    if targets and targets[0] is not None:  # the country that the way lies in is not its place
        legs = [
            (role, u)
            for role, u in legs
            if not (role == "at" and u.resolution.place and u.resolution.place.feature in ("country", "admin1"))
        ]
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
            complete_ends(scene, d, theme, drafts)
    entry = _entry_point(line, k, legs)
    for d in found:
        _drop_loops(d)
        if entry is not None and d.role("at") is None:
            d.where = entry
    return [d for d in found if d.position() is not None]


def _entry_point(line: Line, k: int, legs: Sequence[tuple[PlaceRole, Use]]) -> Resolution | None:
    """ "crossed into southern X near Y": the town beside which a wide area is entered."""
    wide = [
        u.word
        for role, u in legs
        if role == "to" and u.resolution.place and u.resolution.place.feature in ("country", "admin1", "region")
    ]
    near = [
        u
        for u in line.places[k]
        if u.qualifier
        and u.prep in ("near", "at", "outside", "around")
        and u.resolution.lat is not None
        and any(0 < u.word - w <= 4 for w in wide)
    ]
    return near[0].resolution if near else None


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
        g = c.group
        after = c.words[g.last + 1].low if g is not None and g.last + 1 < c.last else ""
        if (
            lemma in ("move", "go", "drive")
            and after in ("back", "away", "out")
            and "from" in roles
            and "to" not in roles
        ):
            return "withdrawal"
        if lemma in ("advance", "march") and "to" in roles:
            return "ground_offensive"
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
