"""Events, control claims and advances as flat rows of the contract, with ACLED and PLOVER types and UCDP precision."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Any, NamedTuple

from geomap.gazetteer.data import folder
from geomap.language.naming import name_as_told
from geomap.language.rows import mention_feature
from geomap.model import Advance, ControlClaim, Event, Resolution

VAGUE = frozenset("near outside between off around".split())


class Crosswalk(NamedTuple):
    """One line of `gazetteer/crosswalk/events.csv`: a type, with trigger words or the actor's side, in other tables."""

    type: str
    triggers: frozenset[str]
    actor_side: str
    acled_type: str
    acled_sub_type: str
    plover_type: str


@cache
def crosswalk() -> tuple[Crosswalk, ...]:
    """The lines of the crosswalk in order; for each type the last one has no condition."""
    with (folder() / "crosswalk" / "events.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Crosswalk(r["type"], frozenset(r["triggers"].split()), r["actor_side"], r["acled_type"], r["acled_sub_type"], r["plover_type"])
            for r in csv.DictReader(file)
        )  # fmt: skip


@cache
def state_names() -> frozenset[str]:
    """Names of the belligerents that are a state's own forces, lower case: ACLED tells them from non-state actors."""
    from geomap.gazetteer.belligerents import load

    return frozenset(row.name.lower() for row in load().rows if row.kind in ("state", "foreign", "mission"))


def types(event: Event) -> tuple[str, str, str]:
    """`(ACLED type, ACLED sub-type, PLOVER type)` of an event; every event has all three."""
    words = set(re.findall(r"[a-z]+", f"{event.trigger} {event.quote}".lower()))
    side = "government" if event.actor.lower() in state_names() else ""
    for row in crosswalk():
        if row.type != event.type or (row.actor_side and row.actor_side != side):
            continue
        if not row.triggers or row.triggers & words:
            return row.acled_type, row.acled_sub_type, row.plover_type
    return "Strategic developments", "Other", "CONSULT"


def geo_precision(where: Resolution | None) -> int | None:
    """UCDP's 1-7: exact, near, second-level, first-level, part of a country, country, sea or air; None without a place."""
    if where is None or where.place is None or where.lat is None:
        return None
    feature, relation = mention_feature(where) or where.place.feature, where.mention.relation or ""
    if feature in ("airspace", "sea", "strait"):
        return 7
    if feature == "country":
        return 6
    if relation.startswith("part:") or feature in ("region", "coast", "desert", "continent", "mountain", "river"):
        return 5
    if feature == "admin1":
        return 4
    if feature == "admin2":
        return 3
    near = relation.split(":")[0] in VAGUE or " of" in relation
    return 2 if near or (where.radius_km or 0) > 25 else 1


def place_fields(where: Resolution | None) -> dict[str, Any]:
    """The contract's place columns of a position."""
    place = where.place if where else None
    return {
        "place": name_as_told(where) if where and place else None,
        "place_id": place.place_id if place else None,
        "feature": mention_feature(where) if where and place else None,
        "country": place.country or None if place else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "radius_km": where.radius_km if where else None,
    }


def event_row(event: Event) -> dict[str, Any]:
    """The contract's fields of an event, then what else is known (trigger, mode, cargo, carrier, legs, reasons)."""
    acled_type, acled_sub_type, plover_type = types(event)
    return {
        "id": event.id, "report": event.report, "start": event.start, "end": event.end, "quote": event.quote, "type": event.type,
        "acled_type": acled_type, "acled_sub_type": acled_sub_type, "plover_type": plover_type,
        "actor": event.actor or None, "target": event.target or None,
        "date_start": _iso(event.date_start), "date_end": _iso(event.date_end), "edtf": event.edtf or None,
        "date_precision": event.date_precision, "date_basis": event.date_basis,
        **place_fields(event.where), "geo_precision": geo_precision(event.where),
        "attribution": event.attribution or None, "stance": event.stance, "denied_by": list(event.denied_by), "claim_status": event.claim_status,
        "reliability": event.reliability, "credibility": event.credibility,
        "fatalities_low": event.fatalities_low, "fatalities_high": event.fatalities_high,
        "evidence": [{"report": e.report, "start": e.start, "end": e.end} for e in event.evidence],
        "attribution_side": event.attribution_side or None, "trigger": event.trigger or None, "mode": event.mode if event.type in MOVING else None,
        "cargo": list(event.cargo), "carrier": event.carrier or None, "reasons": list(event.reasons),
        "legs": [{"role": p.role, "place": _name(p.resolution), "place_id": _id(p.resolution)} for p in event.places],
    }  # fmt: skip


MOVING = frozenset({"arms_transfer", "troop_movement", "withdrawal", "displacement", "visit"})


def claim_row(claim: ControlClaim) -> dict[str, Any]:
    """The contract's fields of a control claim, then its place columns, stance and denials."""
    place = place_fields(claim.where)
    return {
        "place": name_as_told(claim.where), "place_id": place["place_id"], "holder": claim.holder, "side": claim.side,
        "status": claim.status, "date_start": _iso(claim.date_start), "date_end": _iso(claim.date_end), "reports": [claim.report],
        "start": claim.start, "end": claim.end, "quote": claim.quote, "attribution": claim.attribution or None,
        "claim_status": claim.claim_status, "report": claim.report, "stance": claim.stance, "denied_by": list(claim.denied_by),
        "feature": place["feature"], "country": place["country"], "lat": place["lat"], "lon": place["lon"], "radius_km": place["radius_km"],
        "written": claim.where.mention.name,
    }  # fmt: skip


def advance_row(advance: Advance) -> dict[str, Any]:
    """The contract's fields of an advance."""
    return {
        "actor": advance.actor or None, "side": advance.side, "origin": _name(advance.origin), "towards": _name(advance.towards),
        "date_start": _iso(advance.date_start), "date_end": _iso(advance.date_end),
        "report": advance.report, "start": advance.start, "end": advance.end, "quote": advance.quote,
    }  # fmt: skip


def _name(r: Resolution | None) -> str | None:
    return None if r is None else name_as_told(r)


def _id(r: Resolution) -> str | None:
    return r.place.place_id if r.place is not None else None


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None
