"""What a clause says is on the move: arms, troops, a carrier, told by its verb's object or subject or by a noun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from geomap.language.clauses import GOING, Clause, subject
from geomap.language.events.draft import Draft
from geomap.language.events.legs import TRANSITIVE
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line, Scene
from geomap.language.events.themes import QUANTITIES, Theme, motorised, service, theme_of
from geomap.language.events.triggers import STOPPING, noun_triggers
from geomap.language.events.who import actor_of_clause
from geomap.language.grammar import Word
from geomap.language.lexicon import MOVEMENT, PHYSICAL, Frame
from geomap.language.war_words import CARGO, CIVILIANS, PERSON_TITLES, SHELL_MEANS, TROOPS
from geomap.model import Resolution

SUPPORT = frozenset("support help assistance arms weapons supplies aid backing supply".split())
NOUN_MOVES = frozenset(
    "transfer transfers transport influx flow flows movement shipment shipments delivery deliveries consignment".split()
)
RECEIVING = frozenset("receive obtain import get".split())
STILL = frozenset("run get feed pass shift roll slip move carry hold".split())  # "run the town", "passed a law"
TALKERS = frozenset("sides parties rivals negotiators delegates factions adversaries belligerents".split())
MARCHING = frozenset("march advance move head cross enter deploy return".split())
COUNTING = frozenset("the first last another others more some and of about nearly almost a few million".split())
BANDS = frozenset("coalition alliance group faction factions insurgency movement militia groups".split())
PRONOUNS = ("it", "they", "which", "who", "he", "she")
PARCELS = frozenset("shipment shipments parts components delivery".split())  # "the rocket parts landed at X"
ONES_OWN = frozenset("fly drive move".split())  # verbs that a person may do without being a load


def what_moves(scene: Scene, line: Line, k: int, frame: Frame | None) -> tuple[Theme | None, bool]:
    """The theme of clause `k` and whether a noun tells the movement; None where nothing moves."""
    c = line.clauses[k]
    moving = frame is not None and (
        frame.kind == "move" or frame.type in MOVEMENT or (frame.lemma in TRANSITIVE and frame.type == "arms_transfer")
    )
    if c.group is not None and frame is not None and moving:
        return _by_verb(scene, line, k, frame), False
    if c.group is not None and stopped(c) and not _regular(c):
        return service(scene, line, k), True
    theme = _by_noun(scene, c) or _on_its_way(scene, line, k) or _by_support(line, k)
    return theme, theme is not None


def _by_verb(scene: Scene, line: Line, k: int, frame: Frame) -> Theme | None:
    c, carried = line.clauses[k], objects(line.clauses[k])
    passive = c.group is not None and c.group.passive
    span = subject(line.clauses, k)
    subjects = c.words[span[0] : span[1]] if span else ()
    envoys = frame.lemma in ("send", "dispatch", "bring") and bool({w.low for w in carried} & PERSON_TITLES)
    own = theme_of(scene, carried) if frame.lemma in TRANSITIVE and not passive else Theme()
    if own.type == "arms_transfer" and own.carrier and not own.cargo and own.words:
        own.cargo = (own.carrier,)  # "sent two helicopters"
    if own.type == "" or (own.type == "visit" and not envoys):
        own = _by_subject(scene, line, k, subjects)
        if own.type in ("", "visit"):
            own = _laden(scene, c) or own
    elif subjects:
        _add_carrier(own, theme_of(scene, subjects))
    if frame.lemma in ("bring", "send", "invite", "fly") and {w.low for w in carried} & TALKERS:
        return Theme(type="diplomacy", words=carried)
    if own.type in ("", "visit") and frame.lemma in MARCHING and _they_are_armed(scene, line, k, subjects):
        own.type = "troop_movement"
    if not own.type and len(subjects) < 3 and subjects and subjects[0].low in ("everything", "anything"):
        own.type, own.recall = "arms_transfer", True
    if not own.type and subjects and subjects[0].low in PRONOUNS:
        own.recall, own.type = True, "recall"
    if own.type in ("", "visit") and not passive and frame.lemma in GOING | MARCHING and _unnamed_people(subjects):
        own.type = _who_they_are(line, k, scene)
    if own.type in ("", "visit") and frame.lemma in MARCHING and _band(subjects):
        own.type = "troop_movement"
    if frame.lemma in MARCHING and not passive and motorised(subjects, own):
        own.type, own.cargo = "troop_movement", ()
    person = own.type == "visit" and frame.lemma in TRANSITIVE - ONES_OWN and not passive and not envoys
    taken = frame.lemma == "take" and own.type not in ("arms_transfer", "troop_movement", "other", "recall")
    return None if person or taken else own


def _laden(scene: Scene, c: Clause) -> Theme | None:
    """ "Smugglers sail to X with crates of rifles": the goods that those who travel have with them."""
    at = next((i for i in range(c.first, c.last) if c.words[i].low == "with"), None)
    rest = c.words[at + 1 : c.last] if at is not None else ()
    cut = next((i for i, w in enumerate(rest) if w.tag == "prep" and w.low != "of"), len(rest))
    theme = theme_of(scene, rest[:cut])
    return theme if theme.cargo and theme.type in ("arms_transfer", "other") else None


def _unnamed_people(subjects: Sequence[Word]) -> bool:
    """ "Most", "Another 400", "Thousands more": people who are told by their number alone."""
    counted = any(w.tag == "num" or w.low in QUANTITIES or w.low in ("some", "others", "another") for w in subjects)
    return counted and all(w.tag in ("num", "adv") or w.low in QUANTITIES | COUNTING for w in subjects)


def _who_they_are(line: Line, k: int, scene: Scene) -> str:
    """Whether people told by their number are troops, as in the sentence before, or civilians."""
    at = next(i for i, x in enumerate(scene.lines) if x is line)
    told = [w.low for x in scene.lines[max(0, at - 1) : at] for w in x.words]
    told += [w.low for w in line.words[: line.clauses[k].first]]
    last = next((w for w in reversed(told) if w in TROOPS or w in CIVILIANS), "")
    return "troop_movement" if last in TROOPS and last not in CIVILIANS else "displacement"


def _band(subjects: Sequence[Word]) -> bool:
    """ "the coalition", "the group": those of a report of war who march are armed."""
    low = [w.low for w in subjects]
    return len(low) == 2 and low[0] in ("the", "this", "that", "their") and low[1] in BANDS


def _by_subject(scene: Scene, line: Line, k: int, subjects: Sequence[Word]) -> Theme:
    own = theme_of(scene, subjects)
    if own.type in ("", "visit") and line.clauses[k].opener == "part" and k:
        upper = subject(line.clauses, k - 1)
        above = theme_of(scene, line.words[upper[0] : upper[1]]) if upper else Theme()
        own = above if above.type not in ("", "visit") else own
    return own


def _add_carrier(own: Theme, carrier: Theme) -> None:
    """What the subject adds when the object is what moves: "Kenyan planes brought rifles"."""
    own.carrier = own.carrier or carrier.carrier
    own.mode = own.mode if own.mode != "unspecified" else carrier.mode
    own.home = own.home or (carrier.home if carrier.carrier else None)
    own.recall = own.recall or (carrier.recall and bool(carrier.carrier))


def _regular(c: Clause) -> bool:
    """Whether what stops goes on as a rule ("flights", "the flow of arms"), not one shipment that is seized."""
    return any(noun.endswith("s") or noun in ("flow", "supply", "airlift") for _, noun, _ in noun_triggers(c))


def stopped(c: Clause) -> bool:
    """Whether the clause tells of a movement that ends: "halted deliveries", "put a stop to the flights"."""
    g = c.group
    if g is None or g.negated:
        return False  # "has never stopped"
    after = {w.low for w in c.words[g.first : g.last + 5] if w.tag == "noun"}
    return g.lemma in STOPPING or bool({"stop", "end", "halt", "curb"} & after)


def _by_noun(scene: Scene, c: Clause) -> Theme | None:
    """ "two shipments of drones", "the flow of arms", "reinforcements"."""
    for i, noun, kind in noun_triggers(c):
        if not (kind == "arms_transfer" or (kind == "troop_movement" and noun != "deployment") or noun in NOUN_MOVES):
            continue
        around = c.words[max(c.first, i - 4) : min(c.last, i + 8)]
        cut = next(
            (j for j, w in enumerate(around) if w.tag == "prep" and w.low != "of" and w.start > c.words[i].start),
            len(around),
        )
        theme = theme_of(scene, around[:cut])
        if theme.type not in MOVEMENT:
            theme.type = "arms_transfer" if kind == "arms_transfer" and noun != "influx" else ""
        pointing = c.words[i - 1].low in ("these", "those", "this")
        theme.recall = pointing or c.words[max(c.first, i - 2)].low in ("these", "those")
        if "flight" in noun:
            theme.mode, theme.carrier = "air", theme.carrier or "flights"
        if theme.type:
            return theme
    return None


def _on_its_way(scene: Scene, line: Line, k: int) -> Theme | None:
    """ "a dhow carrying rifles was seized on its way from A to B": it was under way, whatever befell it."""
    c = line.clauses[k]
    low = [w.low for w in c.words[c.first : c.last]]
    under_way = any(b == "way" and a in ("its", "their", "the") for a, b in pairwise(low)) or "route" in low[1:]
    under_way = under_way and bool({"on", "en"} & set(low))
    span = subject(line.clauses, k)
    if not under_way or span is None or not any(u.prep == "from" for u in line.places[k]):
        return None
    theme = theme_of(scene, line.words[span[0] : span[1]])
    between = theme_of(scene, [w for w in line.words[span[1] : c.first] if w.tag in ("noun", "and", "prep", "det")])
    theme.cargo = theme.cargo or between.cargo
    return theme if theme.type == "arms_transfer" else None


def _by_support(line: Line, k: int) -> Theme | None:
    """ "support comes via X": goods that are told only as help."""
    c = line.clauses[k]
    low = {w.low for w in c.words[c.first : c.last]}
    if c.group is None or not low & SUPPORT or not any(u.prep in ("via", "through") for u in line.places[k]):
        return None
    span = subject(line.clauses, k)
    words = tuple(c.words[span[0] : span[1]] if span else ())
    return Theme(type="arms_transfer", cargo=tuple(sorted(low & SUPPORT & CARGO)), recall=True, words=words)


def more_of(scene: Scene, line: Line, k: int, drafts: Sequence[Draft]) -> Theme | None:
    """ "A smaller flow reaches X", "most are shipped", "they send them by sea": the goods that were told just before."""
    c, g = line.clauses[k], line.clauses[k].group
    span = subject(line.clauses, k)
    words = [w for w in c.words[span[0] : span[1]] if w.tag != "det"] if span else []
    taken = {w.low for w in objects(c)}
    handed = bool(taken) and taken <= THEM and g is not None and g.lemma in TRANSITIVE and not g.passive
    cut = next((i for i, w in enumerate(words) if w.tag == "prep"), len(words))
    share = bool(words) and (words[cut - 1].low in FLOWS or (words[0].low in SHARES and len(words) <= 2))
    if not handed and not share:
        return None
    told = next(
        (d for d in reversed(drafts) if d.cargo and 0 <= line.index - d.line.index <= 2 and d.type in GOODS_TOLD), None
    )
    if told is not None:
        return Theme("arms_transfer", told.cargo, recall=handed)
    if any(0 <= line.index - d.line.index <= 1 and d.type in PHYSICAL for d in drafts):
        return None
    above = [x.words for x in scene.lines if line.index - 1 <= x.index < line.index] + [line.words[: c.first]]
    goods = [w.low for row in above for w in row if w.tag == "noun" and w.low in CARGO]
    return Theme("arms_transfer", tuple(dict.fromkeys(goods))) if goods else None


THEM = frozenset("it them these those this".split())
FLOWS = frozenset(
    "flow flows stream streams trickle rest remainder others portion quantities batch batches load loads".split()
)
SHARES = frozenset("most many some few all half much more both several others part".split())
GOODS_TOLD = frozenset("arms_transfer other interdiction".split())


def idle(line: Line, k: int, frame: Frame | None) -> bool:
    """Whether the clause's verb moves nothing: idioms, the dead left behind, rockets that land, what nobody could do."""
    c = line.clauses[k]
    g = c.group
    if g is None:
        return False
    if g.lemma == "come" and [w.low for w in c.words[c.first : g.last + 2]][-3:] in IT_COMES_TO:
        return True
    if g.lemma == "leave" and CASUALTIES & {w.low for w in c.words[c.first : c.last]}:
        return True
    flies = frame is not None and frame.lemma in ("land", "fall", "come", "fly", "crash") and not g.passive
    if flies and _projectiles(line, k):
        return True
    before = line.clauses[k - 1] if k else None
    return c.opener == "inf" and before is not None and before.words[c.first - 1].low in ("unable", "unwilling")


IT_COMES_TO = (["it", "comes", "to"], ["it", "came", "to"])
CASUALTIES = frozenset("dead injured wounded homeless".split())


def _projectiles(line: Line, k: int) -> bool:
    """Rockets and shells that land are not a delivery."""
    span = subject(line.clauses, k)
    low = {w.low for w in line.words[span[0] : span[1]]} if span else set()
    return bool(low & (SHELL_MEANS - {"artillery"})) and not low & PARCELS


def taking_along(c: Clause, places: Sequence[Use]) -> Frame | None:
    """ "took ammunition from X to Y", "was taken by rail to Y": goods are carried, nothing is captured."""
    g = c.group
    if g is not None and g.lemma in RECEIVING and not g.passive and any(u.prep == "from" for u in places):
        return Frame("move", "any", "to", g.lemma) if {w.low for w in objects(c)} & CARGO else None
    if g is not None and g.lemma == "expect" and g.passive and any(u.prep in ("in", "at") for u in places):
        return Frame("move", "any", "to", "arrive")  # "is expected in X this week"
    if g is None or g.lemma != "take" or not any(u.prep in ("to", "into") and u.word > g.last for u in places):
        return None
    taken = {w.low for w in objects(c)}
    carried = g.passive or taken & (CARGO | {"them", "it"})
    return Frame("move", "any", "to", "take") if carried and not taken & {"part", "control", "place"} else None


def receiver(line: Line, k: int) -> Resolution | None:
    """The state whose army or government receives: "Y's army receives drones from X"."""
    span, g = subject(line.clauses, k), line.clauses[k].group
    words = line.words[span[0] : max(span[1], g.first)] if span and g is not None else ()
    return next((w.place for w in words if w.place is not None and w.place.lat is not None), None)


def _they_are_armed(scene: Scene, line: Line, k: int, subjects: Sequence[Word]) -> bool:
    """Whether the pronoun that marches means fighters named before."""
    if not subjects or subjects[0].low not in ("it", "they", "which", "who") or len(subjects) > 2:
        return False
    number = next(i for i, x in enumerate(scene.lines) if x is line)
    actor = actor_of_clause(scene, number, k)
    return actor is not None and bool(
        set(actor.written.lower().split()) & (TROOPS | {"group"}) or (actor.side is not None and not actor.country)
    )


def objects(c: Clause) -> tuple[Word, ...]:
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
