"""A resolution as one flat row of the contract."""

from __future__ import annotations

from typing import Any

from geomap.model import Resolution

MENTION_FIELDS = (
    "report", "start", "end", "text", "role", "place", "place_id", "feature", "country", "admin1", "lat", "lon", "radius_km",
    "relation", "anchor", "confidence", "reasons", "candidates",
)  # fmt: skip
#: Relations that give the mention another feature than its place has.
_FEATURE = {
    "airspace": "airspace",
    "coast of": "coast",
    "off the coast of": "sea",
    "waters": "sea",
    "between": "region",
    "border with": "region",
}


def mention_feature(r: Resolution) -> str | None:
    """The feature of the mention: of its place, unless a relation makes another of it."""
    relation = r.mention.relation or ""
    if relation in _FEATURE:
        return _FEATURE[relation]
    if relation.startswith("part:"):
        return "region"
    return r.place.feature if r.place else None


def mention_row(r: Resolution) -> dict[str, Any]:
    """The contract's fields of a mention, in the contract's order."""
    m, place = r.mention, r.place
    return {
        "report": m.report, "start": m.start, "end": m.end, "text": m.text, "role": m.role,
        "place": place.name if place else None, "place_id": place.place_id if place else None, "feature": mention_feature(r),
        "country": place.country or None if place else None, "admin1": place.admin1 or None if place else None,
        "lat": r.lat, "lon": r.lon, "radius_km": r.radius_km, "relation": m.relation, "anchor": m.anchor, "confidence": r.confidence,
        "reasons": list(r.reasons),
        "candidates": [{"place_id": c.place_id, "place": c.place, "country": c.country, "score": c.score} for c in r.candidates],
    }  # fmt: skip
