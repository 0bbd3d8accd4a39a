"""Claims of control set beside those of other reports: told by more than one source, or told otherwise by another.

Claims stay apart, each with its own sentence; only `claim_status` changes, and only where a claim stands alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from geomap.model import ClaimStatus, ControlClaim, Reading

SAME_STATE = timedelta(days=14)  # two claims that far apart may still speak of the same state of things
KIND = {"held": "has", "captured": "has", "lost": "lost", "besieged": "besieged", "contested": "contested"}


def corroborated(readings: Iterable[Reading]) -> list[ControlClaim]:
    """The claims of all readings in order.

    "corroborated" where an independent source says the same of the place within two weeks, "contested" where one says
    on the same day that another side holds it. Claims without a date or a place of the gazetteer are left as they are.
    """
    told = list(readings)
    sources = {r.report.id: r.report.source.strip().lower() or r.report.id for r in told}
    claims = [c for r in told for c in r.claims]
    tellings: dict[str, list[Telling]] = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.where.place is not None and claim.date_start is not None:
            last = claim.date_end or claim.date_start
            tellings[claim.where.place.place_id].append(
                Telling(claim.date_start, last, number, claim, _who(claim, sources))
            )
    for own in tellings.values():
        own.sort()
        longest = max(t.last - t.first for t in own)
        starts = [t.first for t in own]
        for mine in own:
            if mine.claim.claim_status == "single":
                near = slice(
                    bisect_left(starts, mine.first - SAME_STATE - longest), bisect_right(starts, mine.last + SAME_STATE)
                )
                claims[mine.number] = replace(mine.claim, claim_status=_status(mine, own[near]))
    return claims


class Telling(NamedTuple):
    """A dated claim about a place, its number among all, and who tells it."""

    first: date
    last: date
    number: int
    claim: ControlClaim
    who: str


def _status(mine: Telling, others: Sequence[Telling]) -> ClaimStatus:
    status: ClaimStatus = "single"
    for other in others:
        if other.who == mine.who or other.claim.report == mine.claim.report or other.claim.stance != "asserted":
            continue
        if _against(mine, other):
            return "contested"
        if _same(mine, other):
            status = "corroborated"
    return status


def _who(claim: ControlClaim, sources: dict[str, str]) -> str:
    """Who tells it: the speaker where one is named, else the outlet."""
    return claim.attribution.strip().lower().removeprefix("the ") or sources.get(claim.report, claim.report)


def _same(a: Telling, b: Telling) -> bool:
    agree = a.claim.side == b.claim.side and KIND[a.claim.status] == KIND[b.claim.status]
    return agree and _apart(a, b) <= SAME_STATE


def _against(a: Telling, b: Telling) -> bool:
    """Two sides are said to hold one place on one day; a capture that follows is news, no contradiction."""
    sides = a.claim.side, b.claim.side
    both = a.claim.status == b.claim.status == "held"
    return both and all(sides) and sides[0] != sides[1] and not _apart(a, b)


def _apart(a: Telling, b: Telling) -> timedelta:
    """How far apart in time two claims lie; nothing where they overlap."""
    return max(timedelta(0), a.first - b.last, b.first - a.last)
