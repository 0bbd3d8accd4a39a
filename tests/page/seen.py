"""What a page says of itself."""

from __future__ import annotations

from typing import Any


def shown(page: Any) -> dict[str, list[str]]:
    """Keys of what the page shows, by layer."""
    return dict(page.evaluate("window.geomap.shown()"))


def marks(page: Any, layer: str = "events") -> list[dict[str, Any]]:
    """Marks that are drawn, with their place on the map in pixels."""
    return [mark for mark in page.evaluate("window.geomap.marks()") if mark["layer"] == layer]
