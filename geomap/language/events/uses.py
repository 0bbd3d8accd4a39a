"""The places of a clause: those where something can happen, and those that only say where another one lies."""

from __future__ import annotations

from geomap.language.clauses import Clause
from geomap.language.events.roles import OUTER_FIRST, RANK, Use, agree, rank, use

SETTING = ("in", "across", "inside", "on", "outside", "near", "around")
OPENS_SUBJECT = frozenset("det noun name place num pron".split())


def uses(c: Clause) -> list[Use]:
    """Every place of a clause that is not a demonym, in text order."""
    found: list[Use] = []
    for i in range(c.first, c.last):
        r = c.words[i].place
        if r is not None and r.mention.role not in ("demonym", "organisation"):
            found.append(use(c, i, found))
    return _without_setting(c, _without_sides(_without_strays(c, found)))


def _without_sides(found: list[Use]) -> list[Use]:
    """ "the crossing between A and B at X": the countries on both sides only say which crossing."""
    sides = [u for u in found if u.prep == "between" and rank(u.resolution) == RANK["country"]]
    finer = [
        u
        for u in found
        if not u.qualifier and u.prep != "between" and u.position == "phrase" and rank(u.resolution) < RANK["admin1"]
    ]
    return [u._replace(qualifier=True) if u in sides else u for u in found] if sides and finer else found


def _without_strays(c: Clause, found: list[Use]) -> list[Use]:
    """ "the Old City district of X", where the first name was found in another country: X is what is known."""
    kept = []
    for i, u in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        chained = (
            after is not None
            and after.word - u.word <= 4
            and any(w.low == "of" for w in c.words[u.word + 1 : after.word])
        )
        outer = after is not None and chained and c.words[u.word + 1].low in OUTER_FIRST and after.word - u.word <= 4
        stray = outer or (
            chained and after is not None and after.prep == u.prep and not agree(u.resolution, after.resolution)
        )
        kept.append(u._replace(qualifier=True) if stray else u)
    return kept


def _without_setting(c: Clause, found: list[Use]) -> list[Use]:
    """ "In Niger, soldiers left Ouallam": the opening phrase only says where the finer place lies."""
    if len(found) < 2 or found[0].prep not in SETTING or found[0].head >= c.first:
        return found
    first, after = found[0], c.words[found[0].word + 1] if found[0].word + 1 < c.last else None
    finer = [u for u in found[1:] if not u.qualifier and u.resolution.mention.role == "literal" and is_finer(u, first)]
    closed = after is not None and (
        after.tag == "comma" or after.text == ":" or (after.tag in OPENS_SUBJECT and _wide(first))
    )
    if not closed or not finer:
        return found
    return [first._replace(qualifier=True), *found[1:]]


def is_finer(u: Use, setting: Use) -> bool:
    """Whether a place is finer than the one that an opening phrase sets."""
    if setting.resolution.place is None:  # "In <a district that no gazetteer has>, militias took Mataban"
        return u.resolution.place is not None
    return rank(u.resolution) < rank(setting.resolution)


def _wide(u: Use) -> bool:
    return rank(u.resolution) >= RANK["admin1"]
