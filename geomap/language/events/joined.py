"""Movements told over two clauses of a sentence, put together."""

from __future__ import annotations

from geomap.language.events.draft import Draft, is_country
from geomap.model import Resolution


def merge_legs(drafts: list[Draft]) -> list[Draft]:
    """Legs of one movement told over two clauses of a sentence become one: "arrives at the port, shipped from Y"."""
    found: list[Draft] = []
    for d in drafts:
        moving = d.type in ("arms_transfer", "troop_movement") or (d.type == "other" and bool(d.cargo))
        one = next((x for x in found if moving and x.line is d.line and _alike(x, d)), None)
        if one is None or not (d.clause.opener == "part" or _next_stop(one, d)) or _ends(one) & _ends(d):
            found.append(d)
            continue
        told = [(role, r) for role, r in d.places if role in _ends(d) or role == "avoid"]
        kept = [(role, r) for role, r in one.places if role in _ends(one) or role not in {x for x, _ in told}]
        one.places = [*(x for x in told if x not in kept), *kept]
        one.mode = one.mode if one.mode != "unspecified" else d.mode
        one.start, one.end = min(one.start, d.start), max(one.end, d.end)
        one.where = None
    return found


def _alike(one: Draft, d: Draft) -> bool:
    """Whether two drafts may be one movement; a clause that leaves out its subject says nothing of the goods."""
    return one.type == d.type or (
        "other" in (one.type, d.type) and "arms_transfer" in (one.type, d.type) and not d.cargo
    )


def _next_stop(one: Draft, d: Draft) -> bool:
    """ "left A and arrived in B", "load at A and sail to B": one journey, told by the verbs of its two ends."""
    g = d.clause.group
    same = d.clause.opener == "and" and d.clause.index - one.clause.index == 1
    goes_on = g is not None and all(w.tag in ("and", "adv", "comma") for w in d.clause.words[d.clause.first : g.first])
    return same and goes_on and _ends(one) == {"from"} and "to" in _ends(d)


def _inside(spot: Resolution, land: Resolution) -> bool:
    """Whether a place lies in a country."""
    known = spot.place is not None and land.place is not None
    return known and is_country(land) and spot.place.country == land.place.country  # type: ignore[union-attr]


def settled(drafts: list[Draft]) -> list[Draft]:
    """ "have gone over the border into X and are camping at Y": one flight, to Y."""
    kept: list[Draft] = []
    for d in drafts:
        one, there = (kept[-1] if kept else None), d.role("at")
        land = one.role("to") if one is not None and one.type == d.type == "displacement" else None
        if one is None or land is None or there is None or d.clause.opener != "and" or not _inside(there, land):
            kept.append(d)
            continue
        one.places = [("to", there), *one.places]
        one.where, one.end = there, max(one.end, d.end)
    return kept


def _ends(d: Draft) -> set[str]:
    """The legs that the words themselves give, without those inferred."""
    guessed = {role for role, words in GUESSED if any(r.startswith(words) for r in d.reasons)}
    return {str(role) for role, _ in d.places if role in ("from", "to", "via")} - guessed


GUESSED = (("to", "destination from"), ("from", "origin inferred"), ("from", "origin carried"))
