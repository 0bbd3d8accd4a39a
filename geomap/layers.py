"""Layers: the rows and frames of all stages as GeoDataFrames with the columns of the file contract.

Between stages dates are ISO text, lists are lists, missing values None; geometry is in EPSG:4326, lon-lat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geomap.errors import CRSError
from geomap.model import Place

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

WGS84 = "EPSG:4326"
Fields = Mapping[str, str]  # column -> "text", "int", "number", "date" (ISO day) or "list"

_WHERE = {
    "place": "text",
    "place_id": "text",
    "feature": "text",
    "country": "text",
    "lat": "number",
    "lon": "number",
    "radius_km": "number",
}
_SPAN = {"report": "text", "start": "int", "end": "int"}
_WHEN = {"date_start": "date", "date_end": "date"}

FIELDS: dict[str, Fields] = {
    "mentions": {
        **_SPAN, "text": "text", "role": "text", "place": "text", "place_id": "text", "feature": "text", "country": "text", "admin1": "text",
        "lat": "number", "lon": "number", "radius_km": "number", "relation": "text", "anchor": "text", "confidence": "number",
        "reasons": "list", "candidates": "list",
    },
    "events": {
        "id": "text", **_SPAN, "quote": "text", "type": "text", "acled_type": "text", "acled_sub_type": "text", "plover_type": "text",
        "actor": "text", "target": "text", **_WHEN, "edtf": "text", "date_precision": "text", "date_basis": "text", **_WHERE,
        "geo_precision": "int", "attribution": "text", "stance": "text", "denied_by": "list", "claim_status": "text", "reliability": "text",
        "credibility": "text", "fatalities_low": "int", "fatalities_high": "int", "evidence": "list",
    },
    "corridors": {
        "id": "text", "origin": "text", "origin_country": "text", "destination": "text", "destination_country": "text", "via": "list",
        "mode": "text", "cargo": "list", "carrier": "text", **_WHEN, "status": "text", "denied_by": "list", "route_basis": "text",
        "avoids": "list", "length_km": "number", "evidence_count": "int", "reports": "list", "events": "list", "confidence": "number",
    },
    "control_claims": {
        "place": "text", "place_id": "text", "holder": "text", "side": "text", "status": "text", **_WHEN, "reports": "list", "start": "int",
        "end": "int", "quote": "text", "attribution": "text", "claim_status": "text",
    },
    "control": {"side": "text", **_WHEN, "support": "int", "confidence": "number"},
    "fronts": {"side_a": "text", "side_b": "text", **_WHEN, "uncertainty_km": "number", "basis": "text"},
    "advances": {"actor": "text", "side": "text", "origin": "text", "towards": "text", **_WHEN, **_SPAN},
    "changes": {"side_from": "text", "side_to": "text", **_WHEN, "area_km2": "number"},
    "chokepoints": {
        "node": "text", "name": "text", "kind": "text", "evidence_count": "int", "corridors": "list", "closes": "list", "detour_km": "number",
    },
    "places": {
        "place_id": "text", "place": "text", "names": "list", "feature": "text", "country": "text", "admin1": "text", "mentions": "int",
        "events": "int", "first_date": "date", "last_date": "date", "reports": "list",
    },
}  # fmt: skip

TITLES: dict[str, str] = {
    "mentions": "Place mentions", "events": "Events", "corridors": "Supply corridors", "control_claims": "Claims of control",
    "control": "Estimated control", "fronts": "Front lines", "advances": "Advances", "changes": "Gains and losses", "chokepoints": "Chokepoints", "places": "Places",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer of the map: its id (also the file's stem), title, frame, and the columns that hold its period.

    A layer is equal to itself alone, so that what is made of it once can be kept beside it.
    """

    id: str
    title: str
    frame: gpd.GeoDataFrame
    time: tuple[str, str] | None = ("date_start", "date_end")

    @cached_property
    def fields(self) -> Fields:
        """Every column but the geometry, in file order, with its kind; columns beyond the contract are "text" or as found."""
        known = FIELDS.get(self.id, {})
        return {
            name: known.get(name) or kind_of(self.frame[name])
            for name in self.frame.columns
            if name != self.frame.geometry.name
        }


def kind_of(values: Iterable[Any]) -> str:
    """The kind of a column that no contract names: by its first value."""
    first = next((v for v in values if v is not None and v == v), None)
    if isinstance(first, list | tuple | dict):
        return "list"
    if isinstance(first, bool):
        return "text"
    return "int" if isinstance(first, int) else "number" if isinstance(first, float) else "text"


def layer(layer_id: str, frame: gpd.GeoDataFrame) -> Layer:
    """A layer of the contract from a stage's frame: its columns in order, missing ones added, its own extras kept last.

    Raises CRSError when the frame is not in EPSG:4326.
    """
    if frame.crs is None or frame.crs.to_epsg() != 4326:
        raise CRSError(f"layer {layer_id}: geometry must be in {WGS84}, not {frame.crs}")
    geometry = frame.geometry.name
    extras = [name for name in frame.columns if name not in FIELDS[layer_id] and name != geometry]
    columns = [*FIELDS[layer_id], *extras]
    whole = frame.reindex(columns=[*columns, geometry]).reset_index(drop=True)
    for name in columns:
        if name not in frame.columns:
            whole[name] = None
    time = (
        ("first_date", "last_date")
        if layer_id == "places"
        else None
        if layer_id in ("mentions", "chokepoints")
        else ("date_start", "date_end")
    )
    return Layer(layer_id, TITLES[layer_id], whole, time)


def from_rows(
    layer_id: str, rows: Sequence[Mapping[str, Any]], geometries: Sequence[BaseGeometry | None] | None = None
) -> Layer:
    """A layer from rows with the contract's columns; without `geometries`, points at their `lat`, `lon`."""
    import geopandas as gpd
    import pandas as pd

    if geometries is None:
        geometries = points(rows)
    columns = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in _columns(layer_id, rows)}
    return layer(
        layer_id,
        gpd.GeoDataFrame(
            columns, geometry=gpd.GeoSeries(list(geometries), crs=WGS84, index=range(len(rows))), crs=WGS84
        ),
    )


def _columns(layer_id: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    extras = dict.fromkeys(name for row in rows for name in row if name not in FIELDS[layer_id] and name != "geometry")
    return [*FIELDS[layer_id], *extras]


def points(rows: Sequence[Mapping[str, Any]]) -> list[BaseGeometry | None]:
    """A point at each row's `lon`, `lat`; None where it has no position."""
    from shapely import Point

    return [None if row.get("lat") is None or row.get("lon") is None else Point(row["lon"], row["lat"]) for row in rows]


def empty(layer_id: str) -> Layer:
    """The layer without rows: its file is written all the same, so that scripts need not ask."""
    return from_rows(layer_id, [])


def places(mentions: Layer, events: Layer, known: Mapping[str, Place]) -> Layer:
    """One row per distinct place that is mentioned or where something happens, in the order of their names.

    `known` holds the places by id: a mention with a relation ("north of X") lies elsewhere than its place.
    """
    found: dict[str, _Tally] = {}
    for row in _rows(mentions):
        tally = found.setdefault(row["place_id"], _Tally(known[row["place_id"]]))
        tally.mentions += 1
        if row["relation"] is None:
            tally.names[row["text"]] = tally.names.get(row["text"], 0) + 1
        tally.reports.setdefault(row["report"])
    for row in _rows(events):
        tally = found.setdefault(row["place_id"], _Tally(known[row["place_id"]]))
        tally.events += 1
        tally.reports.setdefault(row["report"])
        tally.dates.extend(day for day in (row["date_start"], row["date_end"]) if isinstance(day, str))
    rows = sorted((tally.row() for tally in found.values()), key=lambda r: (str(r["place"]), str(r["place_id"])))
    return from_rows("places", rows)


def _rows(source: Layer) -> Iterator[dict[str, Any]]:
    """The rows of a layer that have a place."""
    frame = source.frame
    names = [name for name in frame.columns if name != frame.geometry.name]
    for values in zip(*(frame[name].tolist() for name in names), strict=True):
        row = dict(zip(names, values, strict=True))
        if isinstance(row["place_id"], str) and row["place_id"]:
            yield row


ONE_NAME = frozenset({"country", "continent", "airspace", "admin1", "admin2", "region", "sea"})  # known by one name


class _Tally:
    """What is said of one place."""

    def __init__(self, place: Place) -> None:
        self.place, self.mentions, self.events = place, 0, 0
        self.names: dict[str, int] = {}
        self.reports: dict[str, None] = {}
        self.dates: list[str] = []

    def _called(self, told: Sequence[str]) -> str:
        """What reports mostly call a settlement or site, not in a headline's capitals; else the gazetteer's name."""
        names = (n for n in told if n != n.lower() and not (n.isupper() and len(n) > 4))
        name = next(names, self.place.name)
        return self.place.name if self.place.feature in ONE_NAME else name[:1].upper() + name[1:]  # "al-Bab"

    def row(self) -> dict[str, Any]:
        """The place as a row of the layer."""
        p = self.place
        told = sorted(self.names, key=lambda n: (-self.names[n], n))
        return {
            "place_id": p.place_id, "place": self._called(told), "names": [*told, *([] if p.name in told else [p.name])], "feature": p.feature,
            "country": p.country or None, "admin1": p.admin1 or None, "mentions": self.mentions, "events": self.events,
            "first_date": min(self.dates, default=None), "last_date": max(self.dates, default=None), "reports": list(self.reports),
            "lat": p.lat, "lon": p.lon, "radius_km": p.radius_km,
        }  # fmt: skip
