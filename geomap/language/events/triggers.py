"""What a clause tells: its event types, from its verb and the nouns beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from geomap.language.clauses import Clause, Word
from geomap.language.events.roles import Use
from geomap.language.lexicon import (
    AIR_MEANS,
    BLAST_MEANS,
    CARGO,
    CARRIERS,
    PHYSICAL,
    SHELL_MEANS,
    TROOPS,
    WEAK_NOUNS,
    Frame,
    frames,
    nouns,
)

GAP_PARTICLES = frozenset({"out", "from", "back", "off"})
TAKES_PLACE = frozenset("take lose gain win".split())
CONTROL_VERBS = frozenset(
    "take seize gain regain lose wrest cede assume retake establish consolidate wrestle relinquish surrender tighten hand".split()
)
STOPPING = frozenset("pause suspend cancel delay halt stop end prevent avert postpone foil thwart ban block".split())
UNDERGO = frozenset("come see witness suffer face endure experience sustain be rock shake".split())
OBJECT_CARGO = frozenset(
    "seize stop halt intercept block confiscate impound inspect ground search ban detain hold".split()
)
CLOSABLE = frozenset(
    "airspace border borders crossing crossings road roads port ports airport airports route routes highway strait corridor bridge bridges gate checkpoint checkpoints sky skies lane lanes canal".split()
)
AFTERMATH = frozenset("after during amid amidst following despite before".split())


class Trigger(NamedTuple):
    """One event that a clause tells: the type, the word that tells it, the verb frame if a verb does, how sure."""

    type: str
    word: int
    frame: Frame | None
    by_noun: bool
    aside: bool = False


def verb_frame(c: Clause) -> Frame | None:
    """The frame of the clause's verb, particles read: "pulled back", "drove the rebels out of"."""
    g = c.group
    if g is None or g.lemma not in frames():
        return None
    rest = [
        w.low
        for w in c.words[g.main + 1 : min(c.last, g.main + 14)]
        if w.tag != "adv" or w.low in ("north", "south", "east", "west", "back", "outwards", "outward")
    ]
    options = frames()[g.lemma]
    for frame in options:
        if tuple(rest[: len(frame.particle)]) == frame.particle:
            if frame.particle or not any(
                len(f.particle) == 1 and f.particle[0] in GAP_PARTICLES and _gap(c, f, rest) for f in options
            ):
                return frame
            return next(
                f for f in options if len(f.particle) == 1 and f.particle[0] in GAP_PARTICLES and _gap(c, f, rest)
            )
    return None


def _gap(c: Clause, frame: Frame, rest: Sequence[str]) -> bool:
    """Whether the particle follows the object: troops that are driven, pushed or forced "out of" or "from" a place."""
    particle = frame.particle[0]
    if particle not in rest:
        return False
    at = rest.index(particle)
    moved = any(w in TROOPS or w[:-1] in TROOPS for w in rest[:at]) or any(w[:1].isalpha() for w in rest[:at])
    if particle == "out" and (at + 1 >= len(rest) or rest[at + 1] not in ("of", "from", ".", ",")):
        return False
    return at > 0 and moved and frame.lemma in ("drive", "force", "push", "chase", "flush", "beat", "pull")


def noun_triggers(c: Clause) -> list[tuple[int, str, str]]:
    """`(position, noun, type)` of the event nouns of a clause; nouns of two and three words before their last word."""
    found: list[tuple[int, str, str]] = []
    ends = noun_ends()
    for i in range(c.first, c.last):
        word = c.words[i]
        if word.low not in ends or word.tag in NO_NOUN or (word.tag == "name" and not _shouted(c)):
            continue
        for n in (3, 2, 1):
            first = i - n + 1
            if first < c.first or any(w.tag in NO_NOUN for w in c.words[first:i]):
                continue
            joined = "-".join(w.low for w in c.words[first : i + 1])
            kind = nouns().get(joined)
            if kind:
                if not _other_sense(c, i):
                    found.append((i, joined, kind))
                break
    return found


NO_NOUN = frozenset({"verb", "place", "comma", "det", "stop"})


@cache
def noun_ends() -> frozenset[str]:
    """The last words of all event nouns, hyphenated ones whole too: what a search has to stop at."""
    return frozenset(w.rsplit("-", 1)[-1] for w in nouns()) | frozenset(nouns())


def _shouted(c: Clause) -> bool:
    """A headline in capitals, where a capital letter does not make a name."""
    letters = [w for w in c.words if w.text[:1].isalpha() and len(w.text) > 3]
    return bool(letters) and sum(w.text[0].isupper() for w in letters) > 0.7 * len(letters)


def _other_sense(c: Clause, i: int) -> bool:
    """A name ("Battle of"), a thing that is not the event: "attack helicopters", "mine clearance", "strike group"."""
    after = c.words[i + 1].low if i + 1 < c.last else ""
    word = c.words[i]
    if word.low in ("agreement", "deal", "fall") and after == "":
        return False
    return after in (
        "helicopter",
        "helicopters",
        "clearance",
        "group",
        "groups",
        "team",
        "zone",
        "line",
        "lines",
        "price",
        "prices",
        "warheads",
        "course",
        "units",
        "unit",
    ) and word.low not in ("fighting",)


def means_type(words: Sequence[Word]) -> str:
    """air_strike, shelling or attack by the means that a phrase names; "" when it names none."""
    low = {part for w in words for part in (w.low, w.low.rstrip("s"), *(w.low.split("-") if "-" in w.low else ()))}
    if low & BLAST_MEANS:
        return "attack"
    if low & AIR_MEANS:
        return "air_strike"
    return "shelling" if low & SHELL_MEANS else ""


def triggers(c: Clause, places: Sequence[Use], *, from_the_air: bool) -> list[Trigger]:
    """The events of one clause, the main one first; movements have their own reading."""
    frame = verb_frame(c)
    told = noun_triggers(c)
    g = c.group
    span = c.words[c.first : c.last]
    main: Trigger | None = None
    if g is not None and frame is not None and frame.kind in ("strong", "weak"):
        kind = _verb_type(c, frame, places, told, span, from_the_air=from_the_air)
        main = Trigger(kind, g.main, frame, False) if kind else None
    elif g is not None:
        kind = _special(c, places, span)
        main = Trigger(kind, g.main, frame, False) if kind else None
    found = [main] if main else []
    stopped = g is not None and g.lemma in STOPPING
    for i, noun, kind in told:
        if stopped and g is not None and i > g.last:
            if kind in ("arms_transfer", "troop_movement"):
                found.append(Trigger("interdiction", g.main, frame, False))
            continue
        if main and not _aside(c, i, kind, main):
            continue
        kind = _strike_kind(kind, noun, span, from_the_air=from_the_air)
        light = frame is not None and frame.kind == "light"
        if noun in WEAK_NOUNS and not (
            noun in ("strikes", "strike", "gains")
            or (light and c.group and c.group.lemma in ("fire", "launch", "unleash", "come", "lob", "rain"))
        ):
            continue
        if not any(t.type == kind for t in found):
            found.append(Trigger(kind, i, frame, True, main is not None))
    if not found and g is not None and g.lemma in ("fire", "lob", "rain", "launch", "drop", "unleash"):
        kind = means_type(span)
        if kind:
            found.append(Trigger(kind, g.main, frame, False))
    return found


def _aside(c: Clause, i: int, kind: str, main: Trigger) -> bool:
    """Whether a noun beside a strong verb tells a second event: "captured the town after clashes"."""
    if kind in PHYSICAL and main.type == "displacement" and c.group is not None and i < c.group.first:
        return True
    if kind == main.type or kind not in PHYSICAL or main.frame is None or main.frame.kind == "weak":
        return False
    j = i
    while j > c.first and c.words[j - 1].tag in ("noun", "det", "num", "adv", "name", "place"):
        j -= 1
    known = j < i and c.words[j].low in ("the", "this", "that")  # "after the attack": told before
    return j > c.first and c.words[j - 1].low in AFTERMATH and not known


def _strike_kind(kind: str, noun: str, span: Sequence[Word], *, from_the_air: bool) -> str:
    if noun in ("strike", "strikes", "bombing", "bombings"):
        means = means_type([w for w in span if w.low not in ("strikes", "strike")])
        if means:
            return means
        return "air_strike" if from_the_air else "attack"
    if noun in ("drone", "drones", "bomb", "bombs", "attack", "attacks", "raid", "raids"):
        return means_type(span) or kind
    return kind


def _verb_type(
    c: Clause,
    frame: Frame,
    places: Sequence[Use],
    told: Sequence[tuple[int, str, str]],
    span: Sequence[Word],
    *,
    from_the_air: bool,
) -> str:
    """The event type of a strong or weak verb in its clause, "" when it has another sense here."""
    if frame.kind == "weak":
        if any(kind == "air_strike" for _, _, kind in told):
            return "air_strike"
        for _, noun, kind in told:
            if kind in PHYSICAL or kind == "attack":
                return _strike_kind(kind, noun, span, from_the_air=from_the_air)
        means = means_type(span)
        if means and frame.lemma not in ("die", "perish"):
            return means
        return "attack"
    if frame.lemma in ("shoot", "bring") and frame.particle == ("down",):
        flying = {w.low for w in span} & {
            "drone",
            "drones",
            "missile",
            "missiles",
            "rocket",
            "rockets",
            "uav",
            "uavs",
            "shahed",
            "shaheds",
        }
        return "interdiction" if flying or not places else "attack"
    if frame.lemma in ("bomb", "raid", "bombard"):
        means = means_type(span)
        return "attack" if frame.lemma == "raid" and not means else means or frame.type
    return frame.type if _holds(c, frame, places, span) else _second_sense(c, frame, span)


def _second_sense(c: Clause, frame: Frame, span: Sequence[Word]) -> str:
    if frame.lemma in OBJECT_CARGO and _object_words(c) & (CARGO | set(CARRIERS)):
        return "interdiction"
    return ""


def _object_words(c: Clause) -> set[str]:
    g = c.group
    if g is None:
        return set()
    words = c.words[c.first : g.first] if g.passive else c.words[g.last + 1 : c.last]
    cut = next((i for i, w in enumerate(words) if w.tag in ("comma", "sub", "rel", "stop")), len(words))
    return {w.low for w in words[:cut]}


def _holds(c: Clause, frame: Frame, places: Sequence[Use], span: Sequence[Word]) -> bool:
    """Whether a strong verb has its warlike sense in this clause."""
    low = {w.low for w in span}
    objects = _object_words(c)
    lemma = frame.lemma
    if (
        lemma
        in (
            "seize",
            "capture",
            "take",
            "secure",
            "clear",
            "recover",
            "surrender",
            "occupy",
            "regain",
            "cede",
            "recapture",
            "retake",
            "liberate",
            "reclaim",
            "annex",
            "wrest",
            "hand",
            "win",
        )
        and not frame.particle
    ):
        placed = any(
            u.position in ("object", "subject") or u.prep in ("of", "from", "in", "on", "near", "to")
            for u in places
            if not u.qualifier
        )
        ground = objects & {
            "town",
            "city",
            "village",
            "villages",
            "towns",
            "base",
            "airport",
            "district",
            "area",
            "areas",
            "territory",
            "ground",
            "control",
            "positions",
            "bridge",
            "camp",
            "province",
            "neighbourhood",
            "neighborhood",
            "hill",
            "hills",
            "headquarters",
            "checkpoint",
            "refinery",
            "port",
            "crossing",
            "crossings",
            "districts",
            "settlements",
            "settlement",
            "outpost",
            "outposts",
            "airfield",
            "garrison",
            "half",
            "most",
            "part",
            "parts",
            "capital",
            "stronghold",
            "it",
            "which",
            "barracks",
            "land",
        }
        if (
            lemma in ("seize", "capture", "recover")
            and objects & (CARGO | set(CARRIERS))
            and not any(u.position == "object" for u in places)
        ):
            return False
        if lemma in ("surrender",):
            return bool(placed and any(u.position == "object" for u in places))
        loose = c.opener.startswith("rel") or (c.opener == "part" and c.group is not None and c.group.passive)
        return bool(placed or ground or loose)
    if lemma in (
        "stop",
        "block",
        "halt",
        "ban",
        "seal",
        "shut",
        "close",
        "inspect",
        "ground",
        "bar",
        "prohibit",
        "forbid",
        "mine",
        "sever",
    ):
        wanted = (
            CLOSABLE
            | CARGO
            | set(CARRIERS)
            | {"access", "flights", "overflights", "supplies", "airstrikes", "passage", "entry"}
        )
        return bool(objects & wanted) or (
            c.group is not None
            and any(
                p.resolution.place
                and p.resolution.place.feature
                in ("airspace", "border_crossing", "road", "port", "airport", "strait", "bridge")
                for p in places
            )
        )
    if lemma in ("push", "advance", "drive", "roll", "edge", "inch"):
        return bool(places) or bool(low & {"territory", "front", "capital", "city", "town"})
    if lemma == "arm":
        return c.group is not None and not c.group.passive and bool(objects & TROOPS)
    if lemma in ("fight", "battle"):
        return not low & {"fire", "fires", "blaze", "corruption", "inflation"} or bool(low & TROOPS)
    if lemma in (
        "meet",
        "agree",
        "sign",
        "host",
        "visit",
        "tour",
        "confer",
        "announce",
        "declare",
        "vow",
        "pledge",
        "urge",
        "demand",
        "condemn",
        "accuse",
        "warn",
        "call",
        "appeal",
        "threaten",
        "denounce",
        "hail",
        "convene",
        "accede",
        "recall",
        "lobby",
    ):
        return bool(places)
    if lemma in ("train", "draft"):
        return bool(objects & TROOPS) or any(u.prep in ("in", "at") for u in places)
    if lemma == "quit" or lemma == "abandon":
        return bool(places) or bool(objects & {"camp", "base", "positions", "post", "posts", "town", "city", "village"})
    if lemma == "withdraw" and objects & {"money", "support", "candidacy", "bill"}:
        return False
    if lemma in ("burn", "set", "starve", "freeze", "regroup", "mass", "station", "fire", "loot"):
        return bool(places) or bool(objects & {"houses", "homes", "village", "villages", "market", "shops"})
    return True


def _special(c: Clause, places: Sequence[Use], span: Sequence[Word]) -> str:
    """Light and everyday verbs that tell an event with the right companion."""
    g = c.group
    if g is None:
        return ""
    objects = _object_words(c)
    if g.lemma in CONTROL_VERBS and "control" in objects:
        return "territorial_change"
    if g.lemma in TAKES_PLACE:
        direct = [u for u in places if u.position == ("subject" if g.passive else "object")]
        ground = objects & {
            "town",
            "city",
            "village",
            "villages",
            "base",
            "territory",
            "airport",
            "district",
            "ground",
            "positions",
            "hill",
            "post",
            "posts",
            "outpost",
            "outposts",
            "towns",
            "hills",
            "checkpoint",
            "checkpoints",
            "position",
        }
        relative = c.opener == "rel:which" and not objects & {"place", "part", "years", "months", "days", "hours"}
        again = "it" in objects and g.last + 1 < c.last and c.words[g.last + 1].low == "it" and c.index > 0
        if direct or relative or again or (ground and "part" not in objects and "place" not in objects):
            return "territorial_change"
    if (
        g.lemma in ("land", "fall", "crash", "explode", "impact", "rain")
        and {w.low for w in c.words[c.first : g.first]} & SHELL_MEANS
        and places
    ):
        return "shelling"
    if g.lemma == "make" and "gains" in objects:
        return "territorial_change"
    if g.lemma == "fall":
        subject_place = any(u.word < g.first for u in places)
        named = {w.low for w in c.words[c.first : g.first]} & {
            "town",
            "city",
            "village",
            "base",
            "garrison",
            "capital",
            "airport",
            "camp",
        }
        after = c.words[g.last + 1].low if g.last + 1 < c.last else "."
        if (subject_place or named or c.opener == "resume") and after in (
            "to",
            ".",
            ",",
            "in",
            "on",
            "last",
            "after",
            "into",
            "under",
            "without",
            "within",
            "earlier",
            "early",
            "overnight",
        ):
            return "territorial_change"
    if g.lemma in ("hoist", "raise") and objects & {"flag", "flags", "banner"}:
        return "territorial_change"
    if (
        g.lemma in ("spot", "see", "photograph", "film", "picture")
        and g.passive
        and any(not u.qualifier for u in places)
    ):
        return "visit"
    if g.lemma in ("open", "exchange", "trade") and "fire" in objects:
        return "clash" if g.lemma != "open" else "attack"
    if g.lemma in ("open", "reopen", "close") and objects & {"embassy", "consulate", "mission"}:
        return "diplomacy"
    if g.lemma in ("crash", "collapse") and any(w.low in AIR_MEANS for w in span):
        return "other"
    if g.lemma in ("stop", "block", "search", "hold", "detain", "tow", "divert", "turn") and objects & set(CARRIERS):
        return "interdiction"
    return ""
