"""Verbs of control: who holds, takes, loses, besieges or is driven out of which places."""

from __future__ import annotations

import re

from geomap.language.actors import Actor
from geomap.language.clauses import subject
from geomap.language.control import ground
from geomap.language.control.hands import STAY, in_hands
from geomap.language.control.unsaid import without_agent
from geomap.language.control.view import ENDS_PHRASE, NOBODY, Hold, View, noun_phrase, upto
from geomap.language.denials import UNTRUE
from geomap.language.events.triggers import verb_frame
from geomap.language.lexicon import Frame
from geomap.language.verb_groups import VerbGroup
from geomap.model import HoldStatus, Resolution

HOLD = frozenset(
    "defend guard garrison hold control rule govern administer occupy dominate keep retain command run".split()
)
TAKE = frozenset(
    """capture seize take retake recapture liberate overrun conquer regain occupy reconquer annex recover secure win clear
    reclaim enter re-enter reenter sweep take_over wrest wrestle claw win_back cleanse free""".split()
)
GIVE = frozenset("hand return transfer turn leave".split())
CONSOLIDATE = frozenset("consolidate cement entrench strengthen tighten extend expand assert maintain exercise".split())
CONTROL = frozenset("control grip hold rule authority sway".split())
LOSE = frozenset("lose cede surrender abandon relinquish forfeit".split())
EXPEL = frozenset("expel oust dislodge evict".split())
BESIEGE = frozenset("besiege encircle surround blockade beleaguer".split())
AIMS = frozenset("on at for of toward towards before without from about".split())  # "aimed at retaking": not done
NO_GROUND = frozenset("place part talks elections hostage hostages office".split())  # "take part", "win elections"
IDIOMATIC = frozenset("take win keep retain secure enter".split())
FLAGS = frozenset("raise hoist plant fly unfurl".split())
SIEGE = frozenset("siege blockade".split())
IMPOSE = frozenset("impose lay maintain tighten enforce keep".split())
RULES = re.compile(r"\b(?:giv|ha|call)\w*\s+(?:had\s+)?the\s+(?:orders|run\s+of|shots|upper\s+hand)\b", re.IGNORECASE)
HANDS_OF = re.compile(r"\bhands\s+of\s+", re.IGNORECASE)


def verb_holds(view: View) -> list[Hold]:
    """What the verb of the clause says of holders; nothing for plans, aims, conditions and what was denied."""
    g = view.group
    if g is None:
        return []
    if g.negated and (g.lemma in LOSE | {"leave"} or _given_up(view, g)):
        return _never_left(view, g) or _never_lost(view)
    if not _stated(view, g):
        return []
    if g.lemma in BESIEGE or any(w.low in SIEGE for w in view.tail[:4]):
        return _besieged(view, g)
    if g.lemma in FLAGS and (flag := _flag(view)):
        return flag
    frame = verb_frame(view.clause)
    footing = g.lemma == "have" and (
        any(w.low in ground.FOOTHOLDS for w in view.tail[:4])
        or (bool(view.tail) and (view.tail[0].tag == "place" or view.tail[0].low == "it") and len(view.tail) <= 3)
    )  # "Y still has X"
    found: list[Hold] = []
    if RULES.search(view.scene.text, view.clause.words[g.first].start, view.clause.end):
        return view.hold(_ruled(view), view.actor(), "held")
    if g.lemma == "belong":
        return view.hold(ground.subject_places(view), view.after("to", ENDS_PHRASE | {"prep"}), "held")
    if g.lemma in ("be", "do") and view.k and (view.clause.opener in ("sub:as", "sub:so")):
        return _likewise(view)
    holding = g.lemma in HOLD or footing or (g.lemma in CONSOLIDATE and any(w.low in CONTROL for w in view.tail[:4]))
    if holding or _takes(g, frame):
        status: HoldStatus = "held" if holding else "captured"
        found = _held_by(view, status) if g.passive else _holds(view, g, status)
    elif g.lemma in GIVE and (given := _gives(view, g)):
        found = given
    elif frame is not None and frame.type == "territorial_change" and (frame.particle or g.lemma in EXPEL):
        found = _expelled(view) if g.passive else _expels(view)
    elif g.lemma in LOSE or _given_up(view, g) or (frame is not None and frame.type == "withdrawal"):
        found = _loses(view, g)
    return found + in_hands(view, g) + without_agent(view, g, verb_holds)


def _flag(view: View) -> list[Hold]:
    """ "Y raised its flag over X", "the flag of Y flies over X"."""
    places = ground.objects(view, "in", "over", "above", "at", "on")
    if any(w.low in ("flag", "flags") for w in view.tail[:4]):
        return view.hold(places, view.actor(), "captured")
    flown = any(w.low in ("flag", "flags") for w in view.head)
    return view.hold(places, view.named(view.head) or view.nation(view.head), "held") if flown else []


def _stated(view: View, g: VerbGroup) -> bool:
    """Whether the clause says that something is so: not a plan, an aim, a condition, or denied."""
    c, line = view.clause, view.line
    if g.negated or _none_of(view) or _unconfirmed(view) or any(view.k in d.content for d in line.denials):
        return False
    conditional = c.opener in ("sub:if", "sub:unless", "sub:whether")
    aim = g.shape == "ing" and not g.finite and g.first > 0 and c.words[g.first - 1].low in AIMS
    before = line.clauses[view.k - 1].group if view.k else None
    done = before is not None and before.lemma in ("help", "manage", "force", "allow")
    return not (g.stance == "planned" or conditional or aim or (g.infinitive and not done))


def _none_of(view: View) -> bool:
    c = view.clause
    low = {w.low for w in c.words[max(0, c.first - 12) : c.last]}
    span = subject(view.line.clauses, view.k)
    nobody = (
        span is not None
        and not c.opener.startswith("rel")
        and view.line.words[span[0]].low in ("neither", "nobody", "no", "none")
    )
    return nobody or "none" in low or "nowhere" in low or {"no", "longer"} <= low


def _unconfirmed(view: View) -> bool:
    """ "does not confirm that X took Y", "reports that X took Y are likely false"."""
    clauses, c = view.line.clauses, view.clause
    if not view.k or c.opener not in ("that", "sub:that", "rel:that", "sub:whether"):
        return False
    above = clauses[view.k - 1].group
    if above is not None and above.negated:
        return True
    after = clauses[view.k + 1] if view.k + 1 < len(clauses) else None
    low = {w.low for w in after.words[after.first : after.last]} if after is not None else set()
    return after is not None and after.opener == "resume" and bool(low & (UNTRUE | {"unconfirmed", "unverified"}))


def _takes(g: VerbGroup, frame: Frame | None) -> bool:
    """Whether the verb, with its particle, is one of taking: "took", "took over"; not "took off"."""
    if frame is None:
        return g.lemma in TAKE
    key = "_".join([frame.lemma, *frame.particle])
    plain = not frame.particle or frame.particle[0] in ("over", "hold", "into")
    return key in TAKE or (g.lemma in TAKE and plain)


def _holds(view: View, g: VerbGroup, status: HoldStatus) -> list[Hold]:
    """ "Y holds X", "X, which Y took", "Y took it back"."""
    actor = view.actor()
    low = {w.low for w in view.tail}
    if actor is None or (g.lemma in IDIOMATIC and low & NO_GROUND and "control" not in low):
        return []
    found = ground.held_objects(view, control=bool(low & CONTROL))
    plain_object = bool(view.tail) and view.tail[0].tag in ("det", "noun", "num")
    if not found and view.clause.opener.startswith("rel:wh") and not plain_object:
        above = ground.antecedent(view)
        found = [above] if above else []
    if not found and any(w.low in ground.THE_TOWN for w in view.tail[:3]):
        found = ground.pointed(view, g.first)
    found = [*found, *ground.continued(view)] if found else ground.fronted(view)
    return view.hold(found, actor, status)


def _held_by(view: View, status: HoldStatus) -> list[Hold]:
    """ "X is held by Y"; "the part of Z still controlled by Y" says it of the place that lies in that part."""
    holder = view.winner("by")
    return view.hold(ground.subject_places(view), holder, status) + _gapped(view, status) if holder else []


def _gapped(view: View, status: HoldStatus) -> list[Hold]:
    """ "A is held by X, and B by Y": the second verb is left out."""
    c, g = view.clause, view.group
    found: list[Hold] = []
    for u in view.places:
        following = c.words[u.word + 1 : c.last]
        if g is not None and u.word >= g.last and following and following[0].low == "by":
            found += view.hold([u.resolution], view.named(noun_phrase(following[1:])), status)
    return found


def _expels(view: View) -> list[Hold]:
    """ "Y drove Z out of X": Y has it, Z lost it."""
    actor = view.actor()
    if actor is None:
        return []
    places = ground.objects(view, "from", "of")
    if not places and view.k:
        uses = view.line.places[view.k - 1]
        places = [u.resolution for u in uses if not u.qualifier and u.prep in ("in", "at", "near")]
    losers = [a for a in view.scene.cast.all(view.tail) if a.side is not None and a.side != actor.side]
    return view.hold(places, actor, "captured") + view.hold(places, losers[0] if losers else None, "lost")


def _expelled(view: View) -> list[Hold]:
    """ "Z was driven out of X by Y"."""
    places = [u.resolution for u in view.places if not u.qualifier and u.prep in ("from", "of")]
    return view.hold(places, view.subject_actor(), "lost") + view.hold(places, view.after("by"), "captured")


def _loses(view: View, g: VerbGroup) -> list[Hold]:
    """ "Y withdrew from X", "Y lost X to Z", "X was surrendered by Y to Z"."""
    to_phrase = ENDS_PHRASE | {"prep"}
    if g.passive:
        loser, places = view.after("by"), ground.subject_places(view)
        winner = view.winner("to", to_phrase)
    else:
        loser, places = view.actor(), ground.objects(view, "from", "of", direct=True)
        winner = view.winner("to", to_phrase) if g.lemma in LOSE else None
        if winner is None and places and g.lemma in LOSE:
            winner = _after_aside(view)
        if not places and view.clause.opener.startswith("rel:wh"):
            above = ground.antecedent(view)  # "X, which Y took and lost to Z"
            places = [above] if above else []
        if not places and winner is not None and g.lemma == "surrender":
            return view.hold(ground.subject_places(view), winner, "captured")
    known = loser if loser is not None and loser.side is not None else None
    return view.hold(places, known, "lost") + view.hold(places, winner, "captured")


def _after_aside(view: View) -> Actor | None:
    """ "lost X, a town that ..., to Z": who stands behind the aside."""
    after = view.line.clauses[view.k + 1] if view.k + 1 < len(view.line.clauses) else None
    if after is None or not after.opener.startswith(("rel", "part")):
        return None
    words = after.words[after.first : after.last]
    to = next((i for i in range(1, len(words)) if words[i].low == "to" and words[i - 1].tag == "comma"), None)
    return view.party(upto(words[to + 1 :], ENDS_PHRASE | {"prep"})) if to is not None else None


def _given_up(view: View, g: VerbGroup) -> bool:
    return g.lemma == "give" and any(w.low == "up" for w in (*view.clause.words[g.first : g.last + 1], *view.tail[:1]))


def _gives(view: View, g: VerbGroup) -> list[Hold]:
    """ "Y handed X over to Z", "X was handed back to Z"."""
    places = ground.subject_places(view) if g.passive else ground.objects(view, direct=True)
    return view.hold(places, view.after("to", ENDS_PHRASE | {"prep"}), "captured")


def _ruled(view: View) -> list[Resolution]:
    """Where someone "gives the orders" or "has the run of it": the place told, else what the clause is about."""
    if found := ground.objects(view, "of", "in", "at"):
        return found
    above = ground.antecedent(view) if view.clause.opener == "rel:where" else None
    return [above] if above else ground.named_here(view)[:1]


def _never_left(view: View, g: VerbGroup) -> list[Hold]:
    """ "X never left the hands of Y"."""
    of = HANDS_OF.search(view.scene.text, view.clause.words[g.last].start, view.clause.end)
    holder = view.named(noun_phrase([w for w in view.tail if w.start >= of.end()])) if of else None
    return view.hold(ground.subject_places(view), holder, "held") if holder else []


def _never_lost(view: View) -> list[Hold]:
    """ "Y has never given up X", "X, which Y never lost": Y holds it."""
    places = ground.objects(view, "of", direct=True)
    if not places and view.clause.opener.startswith("rel:wh"):
        above = ground.antecedent(view)
        places = [above] if above else []
    return view.hold(places, view.actor() or view.party(view.head), "held")


def _likewise(view: View) -> list[Hold]:
    """ "..., as is X", "as have been Y and Z": what the clause before says of others holds of these places too."""
    said = verb_holds(View(view.scene, view.number, view.k - 1))
    here = [u.resolution for u in view.places if not u.qualifier]
    return view.hold(here, said[0].holder, said[0].status) if said else []


def _besieged(view: View, g: VerbGroup) -> list[Hold]:
    """A siege says who is outside, not who holds the place: the claim has no holder."""
    if g.lemma in BESIEGE and not g.passive:
        places = ground.objects(view, "of", direct=True)
    elif g.lemma in IMPOSE and not g.passive:
        places = ground.objects(view, "on", "of", "to", "around")
    elif g.lemma in BESIEGE or (g.lemma in STAY and view.tail[0].low == "under"):
        places = ground.subject_places(view)
    else:
        places = []
    return view.hold(places, NOBODY, "besieged")
