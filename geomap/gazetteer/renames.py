"""Places that were renamed: what they were called, and when (gazetteer/names/renames.csv)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from geomap.gazetteer.entry import DatedName, Entry, Name
from geomap.gazetteer.vendored import read_names


@lru_cache(maxsize=1)
def renames() -> dict[str, list[tuple[Name, DatedName]]]:
    """Place id -> its names of other times. A name without an end is the present one, or one of the present ones."""
    found: dict[str, list[tuple[Name, DatedName]]] = defaultdict(list)
    for row in read_names("renames.csv"):
        span = DatedName(row["name"], row["valid_from"], row["valid_to"])
        kind = "former" if span.valid_to else "alternate"
        found[row["place_id"]].append((Name(row["name"], kind, row["lang"]), span))
    return dict(found)


def add_renames(entry: Entry) -> Entry:
    """Give a place the names that it had at other times; returns the same entry."""
    for name, span in renames().get(entry.place_id, ()):
        if name.text != entry.name:
            entry.names.append(name)
        entry.dated_names.append(span)
    return entry
