"""Ends of a way that no gazetteer has: drawn around the nearest place that the report names, and said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.language.events.draft import Draft
from geomap.language.events.scene import Scene
from geomap.model import PlaceRole, Resolution

WIDE = frozenset("country continent admin1 admin2 region sea airspace river coast desert road strait".split())
REACH = 1500  # characters to either side within which a place may stand for one that is unknown
RADIUS_KM = 50.0
ENDS: tuple[PlaceRole, ...] = ("from", "to")


def draw_ends(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give the unknown end of a way, whose other end is known, a position of its own: where the report locates it, else
    that of the nearest place in the text.
    """
    for d in drafts:
        told = [(role, r) for role, r in d.places if role in ENDS]
        known = [r for _, r in told if r.place is not None and r.lat is not None]
        unknown = [r for _, r in told if r.place is None]
        if not (known and unknown and {role for role, _ in told} == set(ENDS)):
            continue
        for r in unknown:
            drawn = _drawn(scene, r, known, [x for _, x in d.places])
            d.places = [(role, drawn if x is r else x) for role, x in d.places]
            d.where = drawn if d.where is r else d.where
            d.reasons += drawn.reasons[-1:]


def _drawn(scene: Scene, r: Resolution, known: Sequence[Resolution], taken: Sequence[Resolution]) -> Resolution:
    """`r` with a position that is not the other end's; nowhere when the text gives none."""
    if r.lat is not None and all((r.lat, r.lon) != (x.lat, x.lon) for x in known):
        return replace(
            r, reasons=(*r.reasons, f"{r.mention.text} is in no gazetteer: drawn where the report locates it")
        )
    anchor = _nearest(scene, r, taken)
    return _around(r, anchor) if anchor is not None else replace(r, lat=None, lon=None)


def _around(r: Resolution, anchor: Resolution) -> Resolution:
    name = anchor.place.name if anchor.place is not None else anchor.mention.name
    reason = f"{r.mention.text} is in no gazetteer: drawn around {name}"
    return replace(r, lat=anchor.lat, lon=anchor.lon, radius_km=RADIUS_KM, reasons=(*r.reasons, reason))


def _nearest(scene: Scene, r: Resolution, taken: Sequence[Resolution]) -> Resolution | None:
    """The nearest town that the text names beside `r`, none of the way's own places."""
    own = {x.place.place_id for x in taken if x.place is not None}
    at = r.mention.start
    near = [
        x
        for x in scene.resolutions
        if x.place is not None
        and x.lat is not None
        and x.mention.role == "literal"
        and x.place.feature not in WIDE
        and x.place.place_id not in own
        and abs(x.mention.start - at) <= REACH
    ]
    return min(near, key=lambda x: abs(x.mention.start - at), default=None)
