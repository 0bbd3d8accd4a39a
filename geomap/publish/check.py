"""Validate an output folder: RFC 7946, fields and their values, and that everything referred to is there."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from geomap.layers import FIELDS
from geomap.publish import check_exports

VALUES: dict[str, frozenset[str]] = {
    "role": frozenset("literal associative demonym organisation".split()),
    "stance": frozenset("asserted alleged planned denied".split()),
    "claim_status": frozenset("single corroborated contested against_interest".split()),
    "date_precision": frozenset("day week month season year range unknown".split()),
    "date_basis": frozenset("explicit relative publication chronology table none".split()),
    "mode": frozenset("air land sea rail unspecified".split()),
    "reliability": frozenset("ABCDEF"), "credibility": frozenset("123456"),
}  # fmt: skip
EVENT_TYPES = frozenset(
    """air_strike shelling clash attack ground_offensive territorial_change withdrawal siege arms_transfer troop_movement recruitment
    interdiction diplomacy visit statement sanction displacement other""".split(),
)
STATUS = {
    "corridors": frozenset("reported contested planned closed reopened".split()),
    "control_claims": frozenset("held captured lost contested besieged".split()),
}
MUST = {
    "mentions": ("report", "start", "end", "text", "role"),
    "events": ("id", "report", "type"),
    "corridors": ("id", "origin", "destination"),
    "places": ("place_id",),
}
SHAPES = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
MOST = 20  # problems told per file


@dataclass(slots=True)
class Problems:
    """What is wrong, by file; only the first of many are kept in words."""

    found: list[str] = field(default_factory=list)
    count: int = 0
    _by_file: dict[str, int] = field(default_factory=dict)

    def add(self, where: str, what: str) -> None:
        """Note a problem; `where` is "file" or "file:feature number"."""
        self.count += 1
        name = where.partition(":")[0]
        self._by_file[name] = self._by_file.get(name, 0) + 1
        if self._by_file[name] <= MOST:
            self.found.append(f"{where}: {what}")


def check(folder: Path) -> Problems:
    """All problems of the output folder, none when it is valid."""
    problems = Problems()
    features: dict[str, list[dict[str, Any]]] = {}
    for layer_id in FIELDS:
        features[layer_id] = _load(folder / f"{layer_id}.geojson", problems)
        for number, feature in enumerate(features[layer_id], start=1):
            where = f"{layer_id}.geojson:{number}"
            for what in (*_geometry(feature), *_properties(layer_id, feature)):
                problems.add(where, what)
    for place, reference in _references(features):
        problems.add(place, reference)
    for name in ("map.html", "events.csv", "run.json"):
        if not (folder / name).is_file():
            problems.add(name, "missing")
    _check_package(folder / "case.gpkg", features, problems)
    _check_run(folder / "run.json", features, problems)
    for place, what in check_exports.problems(folder, folder / "case.gpkg"):
        problems.add(place, what)
    return problems


def _load(path: Path, problems: Problems) -> list[dict[str, Any]]:
    """The features of a file whose outer form is right."""
    if not path.is_file():
        problems.add(path.name, "missing")
        return []
    try:
        whole = json.loads(path.read_bytes(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        problems.add(path.name, f"not JSON: {error}")
        return []
    if (
        not isinstance(whole, dict)
        or whole.get("type") != "FeatureCollection"
        or not isinstance(whole.get("features"), list)
    ):
        problems.add(path.name, "not a FeatureCollection")
        return []
    if "crs" in whole:
        problems.add(path.name, "RFC 7946 knows no member crs")
    good = [
        f
        for f in whole["features"]
        if isinstance(f, dict)
        and f.get("type") == "Feature"
        and "geometry" in f
        and isinstance(f.get("properties"), dict)
    ]
    if len(good) < len(whole["features"]):
        problems.add(
            path.name, f"{len(whole['features']) - len(good)} members are no features with geometry and properties"
        )
    return good


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _geometry(feature: dict[str, Any]) -> Iterator[str]:
    shape = feature["geometry"]
    if shape is None:
        return
    kind = shape.get("type") if isinstance(shape, dict) else None
    if kind not in SHAPES or not isinstance(shape.get("coordinates"), list):
        yield f"geometry of type {kind!r}"
        return
    parts = list(_lines(shape["coordinates"], SHAPES[kind]))
    for line in parts:
        if not all(
            isinstance(c, list) and len(c) in (2, 3) and all(isinstance(v, int | float) for v in c) for c in line
        ):
            yield "a position is not two numbers"
            return
        if not all(-180 <= c[0] <= 180 and -90 <= c[1] <= 90 for c in line):
            yield "a position lies outside -180..180, -90..90 (longitude first)"
        if any(abs(a[0] - b[0]) > 180 for a, b in pairwise(line)) and "Polygon" not in kind:
            yield "a line crosses the antimeridian uncut"
    if kind in ("LineString", "MultiLineString") and any(len(line) < 2 for line in parts):
        yield "a line of one position"
    if "Polygon" in kind:
        yield from _rings(shape["coordinates"] if kind == "MultiPolygon" else [shape["coordinates"]])


def _lines(coordinates: Any, depth: int) -> Iterator[list[Any]]:
    """The innermost lists of positions."""
    if depth == 0:
        yield [coordinates]
    elif depth == 1:
        yield coordinates
    else:
        for part in coordinates:
            yield from _lines(part, depth - 1)


def _rings(polygons: list[Any]) -> Iterator[str]:
    for rings in polygons:
        for number, ring in enumerate(rings):
            if len(ring) < 4 or ring[0] != ring[-1]:
                yield "a ring is not closed"
            elif (_area(ring) > 0) != (number == 0):
                yield "a ring breaks the right-hand rule" if number == 0 else "a hole breaks the right-hand rule"


def _area(ring: list[list[float]]) -> float:
    """Twice the signed area: positive when the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def _properties(layer_id: str, feature: dict[str, Any]) -> Iterator[str]:
    values = feature["properties"]
    if missing := [name for name in FIELDS[layer_id] if name not in values]:
        yield f"field {', '.join(missing)} is missing"
    for name in MUST.get(layer_id, ()):
        if values.get(name) in (None, ""):
            yield f"field {name} is empty"
    for name, kind in FIELDS[layer_id].items():
        value = values.get(name)
        if value is not None and not _fits(value, kind):
            yield f"field {name} is {value!r}, not {KIND_WORDS[kind]}"
    for name, allowed in VALUES.items():
        if values.get(name) is not None and str(values[name]) not in allowed:
            yield f"field {name} is {values[name]!r}, not one of {' '.join(sorted(allowed))}"
    if layer_id == "events" and values.get("type") not in EVENT_TYPES:
        yield f"event type {values.get('type')!r} is not one of the contract's"
    if layer_id in STATUS and values.get("status") is not None and values["status"] not in STATUS[layer_id]:
        yield f"status {values['status']!r} is not one of {' '.join(sorted(STATUS[layer_id]))}"
    yield from _sense(values)


KIND_WORDS = {
    "text": "text",
    "int": "a whole number",
    "number": "a number",
    "date": "a day (YYYY-MM-DD)",
    "list": "a list",
}


def _fits(value: Any, kind: str) -> bool:
    if kind == "date":
        return isinstance(value, str) and _is_day(value)
    if kind in ("int", "number"):
        return isinstance(value, int if kind == "int" else int | float) and not isinstance(value, bool)
    return isinstance(value, list if kind == "list" else str)


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _sense(values: dict[str, Any]) -> Iterator[str]:
    """What fields say together."""
    for first, last in (
        ("start", "end"),
        ("date_start", "date_end"),
        ("first_date", "last_date"),
        ("fatalities_low", "fatalities_high"),
    ):
        a, b = values.get(first), values.get(last)
        if a is not None and b is not None and type(a) is type(b) and a > b:
            yield f"{first} {a} comes after {last} {b}"
    confidence = values.get("confidence")
    if isinstance(confidence, int | float) and not 0 <= confidence <= 1:
        yield f"confidence {confidence} is not within 0..1"
    if (values.get("lat") is None) != (values.get("lon") is None):
        yield "lat without lon, or lon without lat"


def _references(features: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Ids that are used twice, and references to what is not there."""
    ids: dict[str, set[str]] = {}
    for layer_id, key in (("events", "id"), ("corridors", "id"), ("places", "place_id")):
        ids[layer_id] = set()
        for number, feature in enumerate(features[layer_id], start=1):
            value = feature["properties"].get(key)
            if value in ids[layer_id]:
                yield f"{layer_id}.geojson:{number}", f"{key} {value!r} occurs twice"
            ids[layer_id].add(value)
    for number, feature in enumerate(features["corridors"], start=1):
        for event in feature["properties"].get("events") or []:
            if event not in ids["events"]:
                yield f"corridors.geojson:{number}", f"event {event!r} is not in events.geojson"
    for number, feature in enumerate(features["mentions"], start=1):
        place = feature["properties"].get("place_id")
        if place is not None and place not in ids["places"]:
            yield f"mentions.geojson:{number}", f"place {place!r} is not in places.geojson"


def _check_package(path: Path, features: dict[str, list[dict[str, Any]]], problems: Problems) -> None:
    """The GeoPackage holds each layer with as many rows, a style each, and is whole."""
    if not path.is_file():
        problems.add(path.name, "missing")
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                problems.add(path.name, "the database is damaged")
            tables = {row[0] for row in db.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")}
            styled = {row[0] for row in db.execute("SELECT f_table_name FROM layer_styles")}
            for layer_id, rows in features.items():
                if layer_id not in tables:
                    problems.add(path.name, f"layer {layer_id} is missing")
                elif (n := db.execute(f'SELECT count(*) FROM "{layer_id}"').fetchone()[0]) != len(rows):
                    problems.add(path.name, f"layer {layer_id} has {n} rows, its GeoJSON {len(rows)}")
            for name in sorted(tables - styled):
                problems.add(path.name, f"layer {name} has no style")
    except sqlite3.DatabaseError as error:
        problems.add(path.name, f"not a GeoPackage: {error}")


def _check_run(path: Path, features: dict[str, list[dict[str, Any]]], problems: Problems) -> None:
    if not path.is_file():
        return
    try:
        record = json.loads(path.read_bytes())
        for name in ("version", "inputs", "counts", "warnings", "rejected", "timings"):
            if name not in record:
                problems.add(path.name, f"{name} is missing")
        for layer_id, rows in features.items():
            if record["counts"].get(layer_id) != len(rows):
                problems.add(path.name, f"counts {record['counts'].get(layer_id)} {layer_id}, the file has {len(rows)}")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problems.add(path.name, f"not a run record: {error}")
