"""Where the project's own data lies, and where indices are kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def folder() -> Path:
    """The data folder: inside the installed package, or `gazetteer/` of the checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_gazetteer"
    return shipped if shipped.is_dir() else package.parent / "gazetteer"


def cache_folder() -> Path:
    """The user's cache folder for geomap (made when missing); GEOMAP_CACHE overrides it."""
    chosen = os.environ.get("GEOMAP_CACHE")
    if chosen:
        path = Path(chosen)
    elif sys.platform == "win32":
        path = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "geomap" / "Cache"
    elif sys.platform == "darwin":
        path = Path.home() / "Library" / "Caches" / "geomap"
    else:
        path = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "geomap"
    path.mkdir(parents=True, exist_ok=True)
    return path


def own_folder() -> Path:
    """Where `geomap gazetteer add` keeps the user's places (made when missing); GEOMAP_PLACES overrides it."""
    chosen = os.environ.get("GEOMAP_PLACES")
    if chosen:
        path = Path(chosen)
    elif sys.platform == "win32":
        path = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "geomap" / "places"
    elif sys.platform == "darwin":
        path = Path.home() / "Library" / "Application Support" / "geomap" / "places"
    else:
        path = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "geomap" / "places"
    path.mkdir(parents=True, exist_ok=True)
    return path
