"""What moves: arms, troops, carriers, civilians or a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.language.actors import ATTACHED
from geomap.language.clauses import subject
from geomap.language.events.scene import Line, Scene
from geomap.language.grammar import Word
from geomap.language.war_words import CARGO, CARRIERS, CIVILIANS, PERSON_TITLES, SOFT_CARGO, TROOPS
from geomap.model import Mode, Resolution


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


QUANTITIES = frozenset("tens dozens scores hundreds thousands many most several million millions".split())
CONVOYS = ("convoy", "convoys")
HARMED = frozenset("wounded injured dead bodies body prisoners captured captives hostages sick".split())


FIGHTING = frozenset("vehicles tanks armour armor humvees".split())


def theme_of(scene: Scene, words: Sequence[Word]) -> Theme:
    """What a noun phrase is when it moves: arms, troops, carriers, civilians, a person; type "" when none of them."""
    theme = Theme(words=tuple(words))
    if not words:
        return theme
    words = words[: next((i for i in range(1, len(words)) if _ends_theme(words, i)), len(words))]
    low = [w.low for w in words]
    goods = [w for w in low if w in CARGO and not _modifies(low, w)]
    carriers = [w for w in low if w in CARRIERS]
    if {"column", "columns"} & set(low) and {*goods, *carriers} <= FIGHTING:
        goods = carriers = []  # "a column of army vehicles" goes to fight
    troops = [w for w in low if w in TROOPS and not _modifies(low, w)]
    theme.recall = low[0] in ("these", "this", "those", "such", "they", "it", "the", "that", "both") and len(words) <= 5
    theme.cargo = tuple(dict.fromkeys(goods))
    if carriers:
        carriers = [w for w in carriers if w not in CONVOYS] or carriers  # "a convoy of trucks" is trucks
        theme.carrier = _compound_head(low, carriers[0])
        theme.mode = CARRIERS[theme.carrier]  # type: ignore[assignment]
    theme.home = _home(scene, words)
    if (
        goods
        or any(w in ("cargo", "supply", "resupply", "transport") for w in low)
        or (
            carriers
            and carriers[0] not in (*CONVOYS, "bus", "buses")
            and not set(low) & {"warplanes", "warplane", "fighter", "warships", "bomber", "bombers", "passenger"}
        )
    ):
        theme.type = "arms_transfer"
    elif HARMED & set(low) and not set(low) & CIVILIANS:
        theme.type = "other"  # the wounded and the captured are brought away: nothing is supplied
    elif troops or {"convoy", "convoys"} & set(low):
        theme.type = "troop_movement"
        theme.cargo = tuple(dict.fromkeys(troops))
    elif _armed(scene, words):
        theme.type = "troop_movement"
    elif set(low) & CIVILIANS or _many_nationals(words):
        theme.type = "displacement"
    elif set(low) & PERSON_TITLES or (
        words[0].tag == "name" or (words[0].tag == "noun" and words[0].text[:1].isupper())
    ):
        theme.type = "visit"
    if theme.type == "arms_transfer" and goods and set(goods) <= SOFT_CARGO and "fuel" not in goods:
        theme.type = "other"
    troops = [w for w in troops if w not in CONVOYS]
    if troops and theme.type == "arms_transfer":
        theme.cargo = tuple(dict.fromkeys([*theme.cargo, *troops]))
    return theme


def _compound_head(low: Sequence[str], carrier: str) -> str:
    """The vehicle that a compound names: "tanker trucks" are trucks."""
    at = low.index(carrier)
    while at + 1 < len(low) and low[at + 1] in CARRIERS and low[at + 1] not in CONVOYS:
        at += 1
    return low[at]


def _ends_theme(words: Sequence[Word], i: int) -> bool:
    """Where who moves has been said: "trucks for X", "1,300 evacuees, among them ..."; not "up to 900 people"."""
    if words[i].tag == "comma":
        return i + 1 < len(words) and words[i + 1].low in AMONG
    up_to = words[i].low == "to" and words[i - 1].low in ("up", "close")
    return words[i].tag == "prep" and words[i].low in ("for", "to", "from", "into") and not up_to


AMONG = frozenset("among including most many mostly some half".split())


def _many_nationals(words: Sequence[Word]) -> bool:
    """ "tens of thousands of Armenians", "120 Yazidis": people by their nationality."""
    if len(words) > 2 and words[0].low in QUANTITIES and words[1].low == "of" and words[2].tag == "name":
        return True  # "thousands of Rohingya"
    number = any(w.tag == "num" or w.low in QUANTITIES for w in words[:4])
    return number and any(
        w.place is not None and w.place.mention.role == "demonym" and w.low.endswith("s") for w in words
    )


def _armed(scene: Scene, words: Sequence[Word]) -> bool:
    """Whether the phrase is the name of an armed group ("the RSF", "M23"), not of a person or a state."""
    for actor in scene.cast.all(words):
        if (
            actor.side is not None
            and not actor.country
            and (actor.written.isupper() or any(ch.isdigit() for ch in actor.written))
        ):
            return True
    return False


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
        "column",
        "columns",
        "force",
        "battalion",
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


def service(scene: Scene, line: Line, k: int) -> Theme | None:
    """ "Boats from A to B have been halted": carriers that go to and fro between two named ends."""
    c, span = line.clauses[k], subject(line.clauses, k)
    words = [w for w in line.words[span[0] : span[1]] if w.tag != "det"] if span else []
    ends = {u.prep for u in line.places[k] if span and span[0] <= u.word < span[1]}
    if not words or words[0].low not in CARRIERS or not words[0].low.endswith("s") or not {"from", "to"} <= ends:
        return None
    return theme_of(scene, words[:1]) if c.group is not None and c.group.passive else None


VEHICLES = frozenset("vehicles tanks armour armor pickups humvees".split())


def motorised(subjects: Sequence[Word], own: Theme) -> bool:
    """ "a column of some 60 army vehicles": troops with what they drive, no load."""
    driven = own.type == "arms_transfer" and (CARGO - VEHICLES).isdisjoint(own.cargo)
    return driven and any(w.low in ("column", "columns") for w in subjects)
