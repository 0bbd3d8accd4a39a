"""Tests of who is somewhere: envoys in a capital, troops in a town, told by "be" or by who saw them there."""

from __future__ import annotations

from geomap.language.boundaries import TIMES
from geomap.language.events.company import PERSONS, active, passive, word_after
from geomap.language.events.sense import Sense, befalls_place, heads
from geomap.language.war_words import TROOPS

THERE = ("in", "at", "inside", "near", "outside", "on", "around")
ENVOYS = PERSONS - {"general", "commander", "leader", "leaders", "chief", "chiefs"}
DELEGATES = frozenset(
    """delegation delegations negotiators delegates mediators mediator envoys representatives team teams emissaries
    emissary ministers parties""".split()
)
POSTS = frozenset("posts post positions position quarters station stations".split())


def _stays(s: Sense) -> bool:
    """Whether the verb tells of being somewhere at a time that the clause tells: "was in X on Monday"."""
    g = s.clause.group
    there = any(u.prep in THERE and u.position == "phrase" and not u.qualifier for u in s.places)
    return g is not None and not g.negated and there and bool(s.low & TIMES) and g.tense != "present"


def delegates_there(s: Sense) -> bool:
    """ "A delegation was in X on Thursday", "Negotiators were back in X last week"."""
    return _stays(s) and bool(heads(s) & DELEGATES)


def officials_there(s: Sense) -> bool:
    """ "The envoy was in X on Monday"."""
    return _stays(s) and (bool(heads(s) & ENVOYS) or _one_person(s))


def _one_person(s: Sense) -> bool:
    """Whether the subject is a person's name, of which the belligerents' tables know nothing."""
    names = [w for w in s.actors if w.tag != "comma"]
    return (
        0 < len(names) <= 3
        and all(w.tag in ("name", "noun") and w.text[:1].isupper() and not w.text.isupper() for w in names)
        and not (heads(s) & TROOPS)
        and not any(ch.isdigit() for w in names for ch in w.text)
    )


def troops_there(s: Sense) -> bool:
    """ "Soldiers were in X by Friday", "the governor's men were reported near X"."""
    seen = s.clause.group is not None and (s.clause.group.lemma in ("be", "stand") or passive(s))
    return seen and _stays(s) and bool(heads(s) & TROOPS)


def taken_back(s: Sense) -> bool:
    """ "The army was back in X on Monday", "three days later the army was back"."""
    g, at = s.clause.group, word_after(s) == "back" or "back" in {w.low for w in s.span}
    if g is None or g.negated or g.tense == "present" or not at or not s.low & TIMES or not heads(s) & TROOPS:
        return False
    return bool(s.places) or s.clause.words[min(g.last + 1, s.clause.last - 1)].tag in ("comma", "stop", "punct")


def entered(s: Sense) -> bool:
    """ "X was entered by the army", "reached by Taliban units"."""
    return befalls_place(s) and "by" in s.low and bool(s.low & TROOPS)


def in_hands_again(s: Sense) -> bool:
    """ "X was in the hands of the army again on Friday"."""
    g = s.clause.group
    told = g is not None and not g.negated and g.tense != "present" and bool(s.low & TIMES)
    return told and "hands" in s.low and bool(s.low & {"again", "back", "once"}) and bool(s.places)


def masters_of(s: Sense) -> bool:
    """ "Three days later they were masters of X", "was in possession of X by Friday"."""
    g = s.clause.group
    here = any(u.prep == "of" and not u.qualifier for u in s.places)
    return g is not None and not g.negated and here and g.tense != "present" and bool(s.objects & MASTERS)


MASTERS = frozenset("master masters possession".split())


def due_there(s: Sense) -> bool:
    """ "the president, who is due in X on Saturday"."""
    return word_after(s) == "due" and any(u.prep in ("in", "at") for u in s.places)


def opens_base(s: Sense) -> bool:
    """ "The navy plans to open a base at X", "set up a fire base near X"."""
    return active(s) and bool(s.objects & BASES and s.places) and bool(s.subjects & (TROOPS | {"forces"}))


BASES = frozenset("base bases outpost outposts garrison headquarters camp stronghold".split())


def up_posts(s: Sense) -> bool:
    """ "took up positions along the road"."""
    return word_after(s) == "up" and bool(s.objects & POSTS)


def sit_down(s: Sense) -> bool:
    """ "The ministers are to sit down in X"."""
    return word_after(s) == "down" and any(u.prep in ("in", "at") for u in s.places)
