"""What the worker processes of a dump's build do: a stretch of the dump to a run, all runs to a part of a table."""

from __future__ import annotations

import gc
import os
import sqlite3
import threading
from collections.abc import Sequence
from multiprocessing import parent_process
from pathlib import Path
from typing import NamedTuple

from geomap.errors import InputError
from geomap.gazetteer import dump
from geomap.gazetteer.entry import DatedName, Entry, Name
from geomap.gazetteer.merge import Merged, Plan, merge
from geomap.gazetteer.pack import FEATURES
from geomap.gazetteer.renames import add_renames
from geomap.gazetteer.rows import Rows
from geomap.gazetteer.runs import RunFile, write_run

AREAS = ("country", "admin1", "admin2")
# What fuzzy search offers: populated places and what reports name; exact look-up finds everything.
_FUZZY = frozenset(FEATURES) - {"river", "mountain", "lake", "road", "site", "facility", "region"}


class Stretch(NamedTuple):
    """Whole lines of a file: where they begin and how many bytes they are, the first line's number and key, their digest."""

    source: Path
    offset: int
    size: int
    line: int
    key: int
    digest: str

    @property
    def run(self) -> str:
        """The name of the run that is made of it: by content, so that a run of other lines is never taken for it."""
        return f"{self.digest}-{self.key}.run"


_areas: dict[tuple[str, str, str], tuple[str, str, int]] = {}
_known: set[str] = set()
_names: list[sqlite3.Connection] = []
_runs: list[RunFile] = []


def prepare_reading(areas: dict[tuple[str, str, str], int], known: set[str], names: Path | None) -> None:
    """What a worker that reads knows: numbers of areas, ids and codes that the base has, the table of names."""
    gc.disable()  # as in the main process, which a worker on some systems is no copy of
    _end_with_parent()
    _areas.update({levels: (levels[1], levels[2], number) for levels, number in areas.items()})
    _known.update(known)
    if names:
        _names.append(sqlite3.connect(f"{names.resolve().as_uri()}?mode=ro&immutable=1", uri=True))


def prepare_merging(runs: Sequence[Path]) -> None:
    """What a worker that merges knows: all runs."""
    _end_with_parent()
    _runs[:] = map(RunFile, runs)


def _end_with_parent() -> None:
    """A build that is killed leaves no process behind."""

    def wait() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def read_stretch(stretch: Stretch, folder: Path) -> int:
    """Make the run of a stretch in a folder; returns its bytes of input. InputError names file and line."""
    path = folder / stretch.run
    if not path.exists():
        rows, name = Rows(), stretch.source.name
        seen: set[str] = set()  # a dump is in the order of its ids, so that a second row is in the same stretch
        for key, (number, line) in enumerate(_lines(stretch), stretch.key):
            entry = dump.to_entry(line, f"{name}:{number}")
            if entry.place_id in seen:
                raise InputError(f"{entry.place_id} again", where=f"{name}:{number}", hint="each id has one row")
            seen.add(entry.place_id)
            _add(rows, entry, key)
        write_run(path, rows.close())
    return stretch.size


def _lines(stretch: Stretch) -> list[tuple[int, str]]:
    with stretch.source.open("rb") as raw:
        raw.seek(stretch.offset)
        packed = raw.read(stretch.size)
    try:
        lines = packed.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        number = stretch.line + packed.count(b"\n", 0, error.start)
        where = f"{stretch.source.name}:{number}"
        raise InputError(f"not UTF-8: {error.reason}", where=where, hint="GeoNames dumps are UTF-8") from error
    return [
        (number, line.rstrip("\r"))
        for number, line in enumerate(lines, stretch.line)
        if line[:1] != "#" and not line.isspace() and line
    ]


def _add(rows: Rows, entry: Entry, key: int) -> None:
    if not entry.name or entry.place_id in _known:
        return
    if entry.feature in AREAS and area_code(entry) in _known:
        return
    if _names:
        _more_names(entry)
    add_renames(entry)
    entry.admin1, entry.admin2, area = _area((entry.country, entry.admin1, entry.admin2))
    rows.add(entry, key, area, fuzzy=entry.feature in _FUZZY)


def area_code(entry: Entry) -> str:
    """The code of a country or area, "" for other places."""
    parts = {
        "country": (entry.country,),
        "admin1": (entry.country, entry.admin1),
        "admin2": (entry.country, entry.admin1, entry.admin2),
    }.get(entry.feature, ())
    return "code:" + ".".join(parts) if parts and all(parts) and not entry.valid_to else ""


def _area(levels: tuple[str, str, str]) -> tuple[str, str, int]:
    """Of codes of an area, those that are known, and the number of that area; remembered, as every area has many places."""
    if levels not in _areas:
        country, admin1, _ = levels
        wider = ((country, admin1, ""), (country, "", ""), ("", "", ""))
        _areas[levels] = next((_areas[w] for w in wider if w in _areas), ("", "", 0))
    return _areas[levels]


def _more_names(entry: Entry) -> None:
    known = {n.text for n in entry.names}
    for text, kind, lang, since, until in _names[0].execute(
        "SELECT text, kind, lang, since, until FROM alt WHERE id=? ORDER BY rowid", (int(entry.place_id[9:]),)
    ):
        if kind.startswith("id:"):
            entry.ids.setdefault(kind[3:], text)
            if kind in ("id:icao", "id:iata"):
                entry.names.append(Name(text, "code"))
            continue
        if text not in known or kind != "alternate":
            entry.names.append(Name(text, kind, lang))
        if since or until:
            entry.dated_names.append(DatedName(text, since, until))


def merge_part(table: str, number: int, cut: Plan) -> tuple[str, Merged]:
    """One part of a table, of all runs."""
    return table, merge(_runs, table, number, cut)
