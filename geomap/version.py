"""The installed version."""

from __future__ import annotations


def version() -> str:
    """The version of the installed distribution; "0+unknown" when run from files that were never installed."""
    from importlib import metadata

    try:
        return metadata.version("geomap")
    except metadata.PackageNotFoundError:
        return "0+unknown"
