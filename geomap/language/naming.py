"""What to call a place that a report names: as the report writes it, where that is a name of the place."""

from __future__ import annotations

from geomap.model import Resolution

WIDE = frozenset({"country", "continent", "airspace"})  # known by one name everywhere


def name_as_told(resolution: Resolution) -> str:
    """The report's own spelling ("Hodeidah"), the gazetteer's name for countries, peoples and descriptions.

    A headline's capitals are lowered. "the air base outside Latakia" is no name: that is "Hmeimim Air Base (Latakia)".
    """
    mention, place = resolution.mention, resolution.place
    written = " ".join(mention.name.split())
    if place is None:
        return written
    if place.feature in WIDE or mention.role == "demonym":
        return place.name
    if written[:1].isupper() and mention.relation in (None, "near", "outside"):
        return written.title() if written.isupper() and len(written) > 4 else written
    if written.casefold() in {n.casefold() for n in (place.name, *place.names)}:
        return written
    anchor = mention.anchor or ""
    return f"{place.name} ({anchor})" if anchor and anchor.casefold() not in place.name.casefold() else place.name
