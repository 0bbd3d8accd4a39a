"""Other people's gazetteers: files -> entries. One module per format; `read` finds out which it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.gazetteer.decoding import not_utf8
from geomap.gazetteer.entry import Entry

Reject = Callable[[InputError], None]


def read(path: Path, *, reject: Reject, columns: Mapping[str, str] | None = None) -> Iterator[Entry]:
    """The entries of a file: our table, any CSV or TSV, GeoJSON, COD-AB, geoBoundaries, Linked Places, Who's On First, GNS.

    `columns` maps our field names to the file's column or property names ({"name": "Village", "lat": "Y"}). A row that
    cannot be used goes to `reject` with file and line, and the rest goes on; a file that cannot be read raises.
    """
    if not path.exists():
        raise InputError("no such file", where=str(path), hint="check the path")
    suffix = path.suffix.lower()
    if suffix in (".geojson", ".json", ".jsonld"):
        yield from _read_json(path, reject, columns or {})
    elif suffix == ".jsonl":
        from geomap.gazetteer.formats import own

        yield from own.read(path)
    elif suffix in (".csv", ".tsv", ".txt"):
        from geomap.gazetteer.formats import table

        yield from table.read(path, reject=reject, columns=columns or {})
    else:
        raise InputError(
            f"{suffix or 'a file without suffix'} is no gazetteer format",
            where=path.name,
            hint=".csv, .tsv, .txt, .geojson or .json",
        )


def _read_json(path: Path, reject: Reject, columns: Mapping[str, str]) -> Iterator[Entry]:
    from geomap.gazetteer.formats import features, linked_places, whos_on_first

    document = load_json(path)
    listed = features_of(document, path)
    if any("linkedplaces" in str(c).lower() for c in _as_list(document.get("@context"))) or any(
        "names" in f and "@id" in f for f in listed[:1]
    ):
        yield from linked_places.read(listed, path.name, reject)
    elif any("wof:id" in (f.get("properties") or {}) for f in listed[:1]):
        yield from whos_on_first.read(listed, path.name, reject)
    else:
        yield from features.read(listed, path.name, reject=reject, columns=columns)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def load_json(path: Path) -> dict[str, Any]:
    """A JSON object; InputError with the line when it is damaged."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise not_utf8(path) from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"damaged JSON: {error.msg}", where=f"{path.name}:{error.lineno}", hint="is the file cut off?"
        ) from error
    if not isinstance(document, dict):
        raise InputError("no GeoJSON object", where=path.name, hint="a FeatureCollection is expected")
    return document


def features_of(document: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    """The features of a collection, or the one feature that the file is."""
    if document.get("type") == "Feature":
        return [document]
    listed = document.get("features")
    if not isinstance(listed, list):
        raise InputError("no features", where=path.name, hint="a GeoJSON FeatureCollection or Feature is expected")
    return [f for f in listed if isinstance(f, dict)]
