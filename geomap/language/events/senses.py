"""Senses of verbs: whether a verb of many meanings tells a warlike event in its clause."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.clauses import Clause
from geomap.language.events.roles import Use
from geomap.language.lexicon import (
    AIR_MEANS,
    BLAST_MEANS,
    CARGO,
    CARRIERS,
    PHYSICAL,
    SHELL_MEANS,
    TROOPS,
    Frame,
)
from geomap.language.tagging import Word

TAKES_PLACE = frozenset("take lose gain win".split())


CONTROL_VERBS = frozenset(
    "take seize gain regain lose wrest cede assume retake establish consolidate wrestle relinquish surrender tighten hand".split()
)


OBJECT_CARGO = frozenset(
    "seize stop halt intercept block confiscate impound inspect ground search ban detain hold".split()
)


CLOSABLE = frozenset(
    "airspace border borders crossing crossings road roads port ports airport airports route routes highway strait corridor bridge bridges gate checkpoint checkpoints sky skies lane lanes canal".split()
)


def means_type(words: Sequence[Word]) -> str:
    """air_strike, shelling or attack by the means that a phrase names; "" when it names none."""
    low = {part for w in words for part in (w.low, w.low.rstrip("s"), *(w.low.split("-") if "-" in w.low else ()))}
    if low & BLAST_MEANS:
        return "attack"
    if low & AIR_MEANS:
        return "air_strike"
    return "shelling" if low & SHELL_MEANS else ""


def strike_kind(kind: str, noun: str, span: Sequence[Word], *, from_the_air: bool) -> str:
    if noun in ("strike", "strikes", "bombing", "bombings"):
        means = means_type([w for w in span if w.low not in ("strikes", "strike")])
        if means:
            return means
        return "air_strike" if from_the_air else "attack"
    if noun in ("drone", "drones", "bomb", "bombs", "attack", "attacks", "raid", "raids"):
        return means_type(span) or kind
    return kind


def verb_type(
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
                return strike_kind(kind, noun, span, from_the_air=from_the_air)
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
    if frame.lemma in ("bomb", "raid", "bombard", "fire"):
        means = means_type(span)
        return "attack" if frame.lemma in ("raid", "fire") and not means else means or frame.type
    return frame.type if _holds(c, frame, places, span) else _second_sense(c, frame, span)


def _second_sense(c: Clause, frame: Frame, span: Sequence[Word]) -> str:
    if frame.lemma in OBJECT_CARGO and object_words(c) & (CARGO | set(CARRIERS)):
        return "interdiction"
    return ""


def object_words(c: Clause) -> set[str]:
    g = c.group
    if g is None:
        return set()
    words = c.words[c.first : g.first] if g.passive else c.words[g.last + 1 : c.last]
    cut = next((i for i, w in enumerate(words) if w.tag in ("comma", "sub", "rel", "stop")), len(words))
    return {w.low for w in words[:cut]}


def _holds(c: Clause, frame: Frame, places: Sequence[Use], span: Sequence[Word]) -> bool:
    """Whether a strong verb has its warlike sense in this clause."""
    low = {w.low for w in span}
    objects = object_words(c)
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


def special_sense(c: Clause, places: Sequence[Use], span: Sequence[Word]) -> str:
    """Light and everyday verbs that tell an event with the right companion."""
    g = c.group
    if g is None:
        return ""
    objects = object_words(c)
    if g.lemma in CONTROL_VERBS and "control" in objects:
        return "territorial_change"
    if g.lemma in TAKES_PLACE:
        whole = objects & {"most", "half", "parts", "all", "much", "rest", "percent", "third", "quarter"}
        shares = [u for u in places if u.prep == "of" and u.word > g.last and whole]
        direct = shares or [u for u in places if u.position == ("subject" if g.passive else "object")]
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
