"""Nouns of control: "X, the stronghold of Y", "Y's heartland on the coast", "the capture of X by Y"."""

from __future__ import annotations

from geomap.language.actors import Actor
from geomap.language.control.ground import subject_places
from geomap.language.control.view import ENDS_PHRASE, NOBODY, Hold, View, is_holder, noun_phrase
from geomap.language.events.roles import Use
from geomap.language.grammar import Word
from geomap.model import HoldStatus

SEATS = frozenset(
    """foothold enclave holdout stronghold heartland bastion headquarters base redoubt fiefdom strongholds outpost outposts
    citadel hub lair sanctuary capital seat""".split()
)
SIEGES = frozenset("siege blockade encirclement".split())
ENDS_SIEGE = frozenset("lift break end relieve ease loosen stop".split())
FORMER = frozenset("former old onetime one-time ex".split())
NOUNS = frozenset("possession masters capture seizure recapture control takeover occupation conquest".split())
PASSES = frozenset("pass go fall return shift".split())
VERBS_OF_CONTROL = frozenset(
    "take lose seize gain retake regain wrest cede assume keep retain hold consolidate tighten".split()
)  # "took control of": the verb tells it
NAMING = frozenset("noun name place poss".split())


def noun_holds(view: View) -> list[Hold]:
    """What seats and nouns of control in the clause say of holders."""
    c = view.clause
    found: list[Hold] = []
    for i in range(c.first, c.last):
        word = c.words[i]
        if word.low in SEATS and not (i and c.words[i - 1].low in FORMER):
            found += _seat(view, i)
        elif word.low in NOUNS and word.tag != "verb":
            found += _noun(view, i)
        elif word.low in SIEGES and word.tag != "verb":
            found += _siege(view, i)
    return found


def _siege(view: View, i: int) -> list[Hold]:
    """ "the siege of X", unless the clause tells of its end; who holds the place is not said."""
    if view.group is not None and (view.group.lemma in ENDS_SIEGE or view.group.negated):
        return []
    places = [u.resolution for u in view.places if u.word > i and u.prep in ("of", "on") and u.head >= i - 1]
    return view.hold(places, NOBODY, "besieged")


def _seat(view: View, i: int) -> list[Hold]:
    c, g = view.clause, view.group
    owners = _owners(view, i, NAMING | {"num", "adv"}, stop_at_places=True)
    taken = g is not None and g.lemma not in (
        "be",
        "remain",
        "become",
        "stay",
        "have",
    )  # "captured the army's base in X"
    apposed = any(u.word < i and c.comma_after(u.word) for u in view.places)  # "X, the rebels' headquarters"
    if c.words[i].low in ("base", "headquarters") and ((taken and not apposed) or not owners):
        return []
    holder = owners[0] if owners else _owner_after(view, i)
    if holder is None or not is_holder(holder):
        return []
    chosen = _seat_places(view, i)
    if chosen or g is None or g.lemma not in ("be", "remain", "become", "stay"):
        return view.hold([u.resolution for u in chosen], holder, "held")
    return view.hold(subject_places(view), holder, "held")


def _owners(view: View, i: int, tags: frozenset[str], *, stop_at_places: bool) -> list[Actor]:
    """Whom the words before the noun at `i` name: "the rebels' stronghold"."""
    c = view.clause
    before = i
    while before > c.first and c.words[before - 1].tag in tags:
        if stop_at_places and _is_place(c.words[before - 1]):
            break
        before -= 1
    return view.scene.cast.all(c.words[before:i])


def _owner_after(view: View, i: int) -> Actor | None:
    """ "a stronghold of Y"; not "a stronghold in X"."""
    c = view.clause
    if i + 1 >= c.last or c.words[i + 1].low not in ("of", "for"):
        return None
    rest = noun_phrase(c.words[i + 2 : c.last])
    return None if not rest or any(_is_place(w) for w in rest) else view.scene.cast.one(rest)


def _seat_places(view: View, i: int) -> list[Use]:
    """The place that is the seat: "X, a stronghold of Y", else "the stronghold of X"."""
    c = view.clause
    apposed = [u for u in view.places if u.word < i and _is_place(c.words[u.word]) and c.comma_after(u.word)]
    if apposed and i > c.first:
        return apposed[-1:]
    after = [
        u
        for u in view.places
        if u.word > i
        and u.prep in ("of", "on", "in", "at")
        and not any(w.tag in ("comma", "stop", "verb") for w in c.words[i : u.word])
    ]
    return [u for u in after if not u.qualifier][:1] or after[:1]


def _is_place(word: Word) -> bool:
    return word.place is not None and word.place.mention.role == "literal"


def _noun(view: View, i: int) -> list[Hold]:
    """ "Y is in control of X", "control of X passed to Y", "the capture of X by Y"."""
    c, g = view.clause, view.group
    uses = [u for u in view.places if u.word > i and u.prep in ("of", "over") and u.head >= i - 1]
    places = [u.resolution for u in uses]
    if not places:
        return []
    predicate = "in" in (c.words[i - 1].low, c.words[i - 2].low) or c.words[i].low == "masters"
    if g is not None and g.lemma in ("be", "remain", "stay") and predicate:
        return view.hold(places, view.subject_actor(), "held")
    if g is not None and g.lemma in PASSES and i < g.first:
        return view.hold(places, view.after("to", ENDS_PHRASE | {"prep"}), "captured")
    if g is not None and g.lemma in VERBS_OF_CONTROL:
        return []
    owners = _owners(view, i, NAMING, stop_at_places=False)
    holder = owners[0] if owners else _agent(view, uses[-1].word)
    if holder is None and g is not None and g.lemma in ("complete", "completed", "finish", "achieve") and not g.passive:
        holder = view.actor()
    status: HoldStatus = "held" if c.words[i].low in ("control", "occupation", "possession", "masters") else "captured"
    return view.hold(places, holder, status)


def _agent(view: View, word: int) -> Actor | None:
    """Who stands after "by" behind a place."""
    tail = view.clause.words[word + 1 : view.clause.last]
    at = next((j for j, w in enumerate(tail) if w.low == "by"), None)
    return view.named(noun_phrase(tail[at + 1 :])) if at is not None else None
