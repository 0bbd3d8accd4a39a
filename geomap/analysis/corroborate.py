"""Claims of control set beside those of other reports: told by more than one source, or told otherwise by another.

Claims stay apart, each with its own sentence; only `claim_status` changes, and only where a claim stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

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
    beside: dict[str, list[ControlClaim]] = defaultdict(list)
    for claim in claims:
        if claim.where.place is not None and claim.date_start is not None:
            beside[claim.where.place.place_id].append(claim)
    return [_beside(c, beside.get(c.where.place.place_id, ()) if c.where.place else (), sources) for c in claims]


def _beside(claim: ControlClaim, others: Sequence[ControlClaim], sources: dict[str, str]) -> ControlClaim:
    if claim.claim_status != "single" or claim.date_start is None:
        return claim
    who = _who(claim, sources)
    independent = [c for c in others if c.report != claim.report and _who(c, sources) != who and c.stance == "asserted"]
    status: ClaimStatus = "single"
    if any(_against(claim, c) for c in independent):
        status = "contested"
    elif any(_same(claim, c) for c in independent):
        status = "corroborated"
    return replace(claim, claim_status=status)


def _who(claim: ControlClaim, sources: dict[str, str]) -> str:
    """Who tells it: the speaker where one is named, else the outlet."""
    return claim.attribution.strip().lower().removeprefix("the ") or sources.get(claim.report, claim.report)


def _same(a: ControlClaim, b: ControlClaim) -> bool:
    return a.side == b.side and KIND[a.status] == KIND[b.status] and _apart(a, b) <= SAME_STATE


def _against(a: ControlClaim, b: ControlClaim) -> bool:
    """Two sides are said to hold one place on one day; a capture that follows is news, no contradiction."""
    both = a.status == b.status == "held"
    return both and bool(a.side and b.side) and a.side != b.side and _apart(a, b) == timedelta(0)


def _apart(a: ControlClaim, b: ControlClaim) -> timedelta:
    """How far apart in time two dated claims lie; nothing where they overlap."""
    if a.date_start is None or b.date_start is None:
        return timedelta.max
    a_end, b_end = a.date_end or a.date_start, b.date_end or b.date_start
    return max(timedelta(0), a.date_start - b_end, b.date_start - a_end)
