"""Names to candidate places: folding, index, look-up, overlays, sources."""

from __future__ import annotations

from typing import Any

__all__ = ["Candidate", "Gazetteer", "GazetteerGeocoder", "open_gazetteer"]


def __getattr__(name: str) -> Any:
    """The front door, opened on first use: geopy is imported only for `GazetteerGeocoder`."""
    if name == "GazetteerGeocoder":
        from geomap.gazetteer.geocoder import GazetteerGeocoder

        return GazetteerGeocoder
    if name in ("Candidate", "Gazetteer", "open_gazetteer"):
        from geomap.gazetteer import index

        return getattr(index, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
