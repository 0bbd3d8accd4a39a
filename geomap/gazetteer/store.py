"""Which index files there are, where they lie, and when they are built anew.

An index is named after the content it was made from: package versions, vendored files, tables, and the code that
makes it. Nothing is ever updated in place, so an index that exists is whole and right.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import GazetteerError, InputError
from geomap.gazetteer import data
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.index_file import IndexFile
from geomap.gazetteer.pack import FORMAT

_INDEX_CODE = ("compile.py", "entry.py", "fold.py", "forms.py", "merge.py", "pack.py", "rows.py", "sound.py")
_BASE_CODE = (
    *_INDEX_CODE,
    "area_names.py",
    "base.py",
    "base_airports.py",
    "base_areas.py",
    "renames.py",
    "vendored.py",
)
_OVERLAY_CODE = (*_INDEX_CODE, "places_csv.py", "build.py")
_FORMAT_CODE = tuple(
    f"formats/{name}.py"
    for name in ("__init__", "table", "features", "gns", "kinds", "linked_places", "whos_on_first", "own")
)
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


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let one process build an index while the others wait for it; the lock goes with its process."""
    with path.with_suffix(".lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # Windows: both build, the last rename wins
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def open_stack(overlays: Sequence[Path] = (), *, progress: Progress | None = None) -> Gazetteer:
    """Open base, curated places, the user's kept places and overlays, building what is missing."""
    files = [IndexFile(world_path(progress), 0, 0)]
    if (data.own_folder() / "base.json").exists():
        files += _updates(files)
    if curated := curated_files():
        files.append(IndexFile(_curated_path(curated, files, progress), len(files), 1))
    for path in [*own_files(), *map(Path, overlays)]:
        files.append(IndexFile(overlay_path(path, files), len(files), 2))
    return Gazetteer(files)


def own_files() -> list[Path]:
    """The user's places that `geomap gazetteer add` has kept, in order."""
    return sorted(p for p in data.own_folder().iterdir() if p.suffix == ".jsonl")


def curated_files() -> list[Path]:
    """The project's own places; the world's seas and rivers last, so that they add to what a theatre's file says."""
    return sorted((data.folder() / "places").glob("*.csv"), key=lambda p: (p.name == "world.csv", p.name))


def forget_old(kept: Path) -> None:
    """Delete indices that nobody has built or asked for in a month: each version of the data leaves one behind."""
    limit = time.time() - 30 * 86_400
    for pattern in ("world-*", "curated-*", "places-*", "updates-*"):
        for path in kept.parent.glob(pattern):
            if path != kept and max(path.stat().st_mtime, path.stat().st_atime) < limit:
                path.unlink(missing_ok=True)


def world_path(progress: Progress | None = None) -> Path:
    """The index in use for the world: a GeoNames dump's when one was built, else the built-in one."""
    if not (data.own_folder() / "base.json").exists():
        return base_path(progress)
    name = str(data.state_of()["index"])
    if not name:
        return base_path(progress)
    path = data.cache_folder() / name
    if not path.exists():
        raise GazetteerError(
            f"{path}: the index of the GeoNames dump is gone (build it again, or: geomap gazetteer build --builtin)"
        )
    return path


def _updates(below: list[IndexFile]) -> list[IndexFile]:
    """The index of kept modifications and deletes, if there are any."""
    files = data.updates()
    if not files:
        return []
    key = digest(
        [
            *(item for p in files for item in (p.name, p.read_bytes())),
            *_code(_OVERLAY_CODE),
            below[0].meta["fingerprint"],
        ]
    )
    path = data.cache_folder() / f"updates-{key}.sqlite"
    if not path.exists():
        from geomap.gazetteer.build import build_updates

        with alone(path):
            if not path.exists():
                build_updates(path, key, files, Gazetteer(below))
    return [IndexFile(path, len(below), 0)]


def base_path(progress: Progress | None = None) -> Path:
    """The index of the world, built when it is missing."""
    key = digest([data.facts(), *_code(_BASE_CODE)])
    path = data.cache_folder() / f"world-{key}.sqlite"
    if not path.exists():
        from geomap.gazetteer.build import build_base

        with alone(path):
            if not path.exists():
                build_base(path, key, progress)
                forget_old(path)
    return path


def _curated_path(paths: list[Path], below: list[IndexFile], progress: Progress | None) -> Path:
    """The index of the project's own places on top of the world."""
    contents: list[str | bytes] = [item for p in paths for item in (p.name, p.read_bytes())]
    key = digest([*contents, *_code(_OVERLAY_CODE), *(f.meta["fingerprint"] for f in below)])
    path = data.cache_folder() / f"curated-{key}.sqlite"
    if not path.exists():
        from geomap.gazetteer.build import build_curated

        with alone(path):
            if not path.exists():
                build_curated(path, key, paths, Gazetteer(below), progress=progress)
    return path


def overlay_path(source: Path, below: list[IndexFile], columns: Mapping[str, str] | None = None) -> Path:
    """The index of a user's file of places on top of `below`; InputError when the file cannot be used at all."""
    try:
        content = source.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(source), hint="check the path of the gazetteer file"
        ) from error
    told = " ".join(f"{k}={v}" for k, v in sorted((columns or {}).items()))
    key = digest(
        [
            source.name,
            content,
            told,
            *_code(_OVERLAY_CODE),
            *_code(_FORMAT_CODE),
            *(f.meta["fingerprint"] for f in below),
        ]
    )
    path = data.cache_folder() / f"places-{key}.sqlite"
    if not path.exists():
        from geomap.gazetteer.build import build_overlay

        with alone(path):
            if not path.exists():
                build_overlay(path, key, source, Gazetteer(below), columns=columns)
    return path
