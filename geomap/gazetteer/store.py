"""Which index files there are, where they lie, and when they are built anew.

An index is named after the content it was made from: package versions, vendored files, tables, and the code that
makes it. Nothing is ever updated in place, so an index that exists is whole and right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from geomap.gazetteer import data
from geomap.gazetteer.index import Gazetteer, IndexFile
from geomap.gazetteer.pack import FORMAT

_BASE_CODE = ("base.py", "compile.py", "entry.py", "fold.py", "pack.py", "sound.py")
_OVERLAY_CODE = ("compile.py", "entry.py", "fold.py", "pack.py", "sound.py", "places_csv.py", "build.py")
Progress = Callable[[str, int, int], None]


def digest(parts: Iterable[str | bytes]) -> str:
    """A short content hash."""
    whole = hashlib.blake2b(str(FORMAT).encode(), digest_size=8)
    for part in parts:
        whole.update(part.encode("utf-8") if isinstance(part, str) else part)
        whole.update(b"\0")
    return whole.hexdigest()


def _code(names: Sequence[str]) -> list[bytes]:
    here = Path(__file__).parent
    return [(here / name).read_bytes() for name in names]


def open_stack(overlays: Sequence[Path] = (), *, progress: Progress | None = None) -> Gazetteer:
    """Open base, curated places and overlays, building what is missing."""
    files = [IndexFile(base_path(progress), 0, 0)]
    sources: list[tuple[list[Path], int]] = [(curated_files(), 1), *(([Path(p)], 2) for p in overlays)]
    for paths, layer in sources:
        if paths:
            files.append(IndexFile(_overlay_path(paths, files, layer, progress), len(files), layer))
    return Gazetteer(files)


def curated_files() -> list[Path]:
    """The project's own places; the world's seas and rivers last, so that they add to what a theatre's file says."""
    return sorted((data.folder() / "places").glob("*.csv"), key=lambda p: (p.name == "world.csv", p.name))


def base_path(progress: Progress | None = None) -> Path:
    """The index of the world, built when it is missing."""
    from geomap.gazetteer import base

    key = digest([base.facts(), *_code(_BASE_CODE)])
    path = data.cache_folder() / f"world-{key}.sqlite"
    if not path.exists():
        from geomap.gazetteer.build import build_base

        build_base(path, key, progress)
    return path


def _overlay_path(paths: list[Path], below: list[IndexFile], layer: int, progress: Progress | None) -> Path:
    """The index of some files of places on top of `below`."""
    contents: list[str | bytes] = [item for p in paths for item in (p.name, p.read_bytes())]
    key = digest([*contents, *_code(_OVERLAY_CODE), *(f.meta["fingerprint"] for f in below)])
    path = data.cache_folder() / f"places-{key}.sqlite"
    if not path.exists():
        from geomap.gazetteer.build import build_overlay

        build_overlay(path, key, paths, Gazetteer(below), progress=progress)
    return path
