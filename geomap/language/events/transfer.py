"""Tests of what changes hands: towns that are freed or pass to somebody, flags, people who are let go or taken in."""

from __future__ import annotations

from geomap.language.events.company import CAPTIVES, active, passive, word_after
from geomap.language.events.sense import GROUND, Sense, befalls_place
from geomap.language.grammar import Word
from geomap.language.war_words import TROOPS

FLAGS = frozenset("flag flags banner colours".split())
REFUGEES = frozenset("displaced refugees arrivals evacuees returnees idps families deportees".split())


def _of_place(s: Sense) -> bool:
    """Whether a place is what the verb is done to."""
    where = "subject" if passive(s) else "object"
    return any(u.position == where and not u.qualifier for u in s.places) or befalls_place(s)


def freed_place(s: Sense) -> bool:
    """ "freed X of the militia", "X was cleansed on Monday"."""
    loose = s.clause.opener.startswith("rel") and passive(s)
    return (_of_place(s) or loose) and not s.objects & CAPTIVES


def passes_to(s: Sense) -> bool:
    """ "X passed to the rebels on Friday", "X was handed to the army": a place that goes to those who hold ground."""
    g = s.clause.group
    if g is None or word_after(s) not in ("to", "back") or (g.lemma in ("hand", "give", "transfer") and not passive(s)):
        return False
    of_place = any(u.position == "subject" and not u.qualifier for u in s.places)
    taker = s.clause.words[g.last + 1 : s.clause.last]
    to = next((i for i, w in enumerate(taker) if w.low == "to"), len(taker))
    return of_place and any(_holds(w) for w in taker[to + 1 : to + 6])


HOLDERS = frozenset("alliance coalition opposition government regime control side state authorities junta".split())


def _holds(w: Word) -> bool:
    """Whether a word is of somebody who can hold ground: troops, a state."""
    if w.place is None:
        return w.low in TROOPS | HOLDERS
    return w.place.mention.role != "literal" or (w.place.place is not None and w.place.place.feature == "country")


def hands_over(s: Sense) -> bool:
    """ "handed the camp to the army"."""
    return active(s) and bool(s.objects & GROUND) and "to" in s.low


def gives_up(s: Sense) -> bool:
    """ "Eight rebels gave themselves up at X"."""
    return bool(s.objects & {"themselves", "himself"} and "up" in s.low)


def slips_out(s: Sense) -> bool:
    """ "The gunmen had slipped out overnight"."""
    return word_after(s) in ("out", "away") and bool(s.subjects & TROOPS)


def flag(s: Sense) -> bool:
    """ "hoisted its flag over X", "the flag went up over X"."""
    return bool((s.objects | s.subjects) & FLAGS) and bool(s.places)


def refugees(s: Sense) -> bool:
    """ "X received 900 newly displaced people", "the camp at X registered 300 arrivals"."""
    return bool(s.objects & REFUGEES) and bool(s.places)


def set_free(s: Sense) -> bool:
    """ "The hostages were set free at X"."""
    return word_after(s) == "free"
