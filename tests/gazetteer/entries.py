"""Gazetteer entries with defaults, built by hand."""

from __future__ import annotations

from geomap.gazetteer.entry import Entry


def entry(name: str, lat: float = 10.0, lon: float = 20.0, **fields: object) -> Entry:
    """One entry with defaults: a town of Chad."""
    values: dict[str, object] = {"place_id": f"geomap:{name}", "feature": "town", "country": "TD", "radius_km": 4.0}
    return Entry(name=name, lat=lat, lon=lon, **{**values, **fields})  # type: ignore[arg-type]
