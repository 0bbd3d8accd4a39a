"""GeoNames' daily modifications and deletes: kept as they are, and laid over a dump's index by `store`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.gazetteer import data, dump
from geomap.gazetteer.entry import Entry


def keep_updates(files: Mapping[str, Sequence[Path]]) -> None:
    """Keep copies of modifications and deletes; InputError before anything is kept when a row is damaged."""
    folder = data.own_folder() / "geonames-updates"
    folder.mkdir(exist_ok=True)
    state = data.state_of()
    for path in sorted(
        [*files.get("modifications", ()), *files.get("deletes", ())], key=lambda p: p.name.partition("-")[2]
    ):
        for number, line in dump.read_lines(path):
            if dump.kind_of(path) == "modifications":
                dump.to_entry(line, f"{path.name}:{number}")  # refuse the file before anything is kept
            elif not line.split("\t")[0].isdigit():
                raise InputError("a geonameid was expected", where=f"{path.name}:{number}")
        (folder / path.name).write_bytes(path.read_bytes())
        if path.name not in state["updates"]:
            state["updates"].append(path.name)
    remember(state)


def changes(files: Sequence[Path]) -> tuple[dict[str, Entry], set[str]]:
    """(changed or new places by id, ids that are gone) after all files in order."""
    changed: dict[str, Entry] = {}
    gone: set[str] = set()
    for path in files:
        for number, line in dump.read_lines(path):
            if dump.kind_of(path) == "deletes":
                place_id = f"geonames:{line.split(chr(9))[0]}"
                changed.pop(place_id, None)
                gone.add(place_id)
            else:
                entry = dump.to_entry(line, f"{path.name}:{number}")
                changed[entry.place_id] = entry
                gone.discard(entry.place_id)
    return changed, gone


def remember(state: dict[str, Any]) -> None:
    """Write down which dump and which updates are in use."""
    path = data.own_folder() / "base.json"
    temporary = path.with_suffix(".writing")
    temporary.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)
