"""Airspaces by state: its land and, where the user gives them, its flight information regions. EPSG:4326, degrees."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.analysis import land
from geomap.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely import STRtree
    from shapely.geometry import MultiPolygon
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.index import Gazetteer

INSIDE_KM = 30.0  # how deep a route enters an airspace that it is told to cross
COLUMNS = ("iso", "iso_a2", "country", "country_code", "state")  # that may say whose airspace a polygon is
HINT = "give polygons in GeoJSON or GeoPackage"


@dataclass(frozen=True)
class Airspaces:
    """State (ISO 3166-1 alpha-2) -> polygon. Equal when made from the same `content`: "" is the countries' land."""

    content: str
    polygons: Mapping[str, BaseGeometry] = field(compare=False, repr=False)

    @cached_property
    def index(self) -> tuple[list[str], list[BaseGeometry], STRtree]:
        """States, their polygons, and a spatial index over them, in order of the states."""
        import shapely

        states = sorted(self.polygons)
        polygons = [self.polygons[state] for state in states]
        return states, polygons, shapely.STRtree(polygons)


@lru_cache(maxsize=1)
def over_land() -> Airspaces:
    """The airspaces of the countries, as far as their land reaches."""
    return Airspaces("", land.countries())


@lru_cache(maxsize=256)
def main_parts(airspaces: Airspaces, state: str) -> MultiPolygon | None:
    """The main parts of a state's airspace (those over islets far away do not count); None for unknown states."""
    polygon = airspaces.polygons.get(state)
    if polygon is None:
        return None
    parts: list[Any] = list(getattr(polygon, "geoms", [polygon]))
    largest = max(p.area for p in parts)
    from shapely.geometry import MultiPolygon

    return MultiPolygon([p for p in parts if p.geom_type == "Polygon" and p.area >= largest / 50])


@lru_cache(maxsize=64)
def points_inside(airspaces: Airspaces, state: str) -> tuple[tuple[float, float], ...]:
    """(lat, lon) well inside a state's airspace: a coarse grid, and its middle; none for unknown states."""
    import numpy as np
    import shapely

    polygon = main_parts(airspaces, state)
    if polygon is None:
        return ()
    shrunk: BaseGeometry = polygon.buffer(-INSIDE_KM / 111)
    core = polygon if shrunk.is_empty else shrunk
    west, south, east, north = core.bounds
    n = 24
    xs, ys = np.meshgrid(np.linspace(west, east, n), np.linspace(south, north, n))
    inside = shapely.contains_xy(core, xs.ravel(), ys.ravel())
    points = [(float(y), float(x)) for x, y in zip(xs.ravel()[inside], ys.ravel()[inside], strict=True)]
    middle = core.representative_point()
    return (*points, (middle.y, middle.x))


def load_airspaces(path: Path, gazetteer: Gazetteer, warn: Callable[[str], None]) -> Airspaces:
    """The airspaces of a file of polygons; several of a state are merged, and a state without one keeps its land.

    Whose a polygon is, one of COLUMNS says (ISO alpha-2, or a country's name), else the land under it. `warn` hears of
    rows that are left out or doubtful. Raises InputError for a file that cannot be read or holds no airspace.
    """
    import shapely

    found: dict[str, list[BaseGeometry]] = {}
    rows = list(_rows(_read(path, warn)))
    if all(polygon.is_empty for _, _, polygon in rows):
        raise InputError("holds no polygons", where=str(path), hint=HINT)
    for row, values, polygon in rows:
        where = f"{path}: row {row}"
        if polygon.is_empty:
            warn(f"{where} holds no polygon and is left out")
            continue
        told = next(filter(None, (_state(v, gazetteer) for v in values)), "")
        state = told or _below(polygon)
        if not state:
            warn(f"{where} is left out: no column ({', '.join(COLUMNS)}) names its state, and no land lies under it")
            continue
        if values and not told:
            warn(f"{where}: {values[0]!r} names no one country; taken as {state}, whose land lies under it")
        found.setdefault(state, []).append(polygon)
    if not found:
        raise InputError("holds no airspace of a known state", where=str(path), hint=HINT)
    merged = {state: shapely.union_all(polygons) for state, polygons in sorted(found.items())}
    digest = hashlib.sha256()
    for state, polygon in merged.items():
        digest.update(state.encode() + shapely.to_wkb(polygon))
    return Airspaces(digest.hexdigest(), {**land.countries(), **merged})


def _read(path: Path, warn: Callable[[str], None]) -> gpd.GeoDataFrame:
    """The features of the file in EPSG:4326. Raises InputError when it cannot be read or lies off the globe."""
    import geopandas as gpd
    import pyogrio

    try:
        layers = [name for name, kind in pyogrio.list_layers(path) if kind and ("Polygon" in kind or "Unknown" in kind)]
        frame = gpd.read_file(path, engine="pyogrio", **({"layer": layers[0]} if layers else {}))
    except Exception as error:  # pyogrio raises several kinds; all mean that the file is no use
        raise InputError(f"cannot be read as airspaces: {error}", where=str(path), hint=HINT) from error
    if "geometry" not in frame or (frame.geometry.isna() | frame.geometry.is_empty).all():
        raise InputError("holds no polygons", where=str(path), hint=HINT)
    told = frame.crs is not None
    frame = frame.to_crs(4326) if told else frame.set_crs(4326)
    west, south, east, north = frame.total_bounds
    if not (west >= -180.001 and south >= -90.001 and east <= 180.001 and north <= 90.001):
        hint = "split polygons at 180 degrees" if told else "give the file its CRS, or longitudes and latitudes"
        raise InputError("holds positions off the globe", where=str(path), hint=hint)
    if not told:
        warn(f"{path}: says no CRS; read as longitudes and latitudes (WGS 84)")
    return frame


def _rows(frame: gpd.GeoDataFrame) -> Iterator[tuple[int, list[str], BaseGeometry]]:
    """(number from 1, what its columns say of the state, its polygons) of every feature."""
    import shapely

    by_name = {str(name).casefold(): name for name in frame.columns}
    told = [by_name[name] for name in COLUMNS if name in by_name]
    for at, shape in enumerate(frame.geometry):
        values = [v.strip() for v in frame.iloc[at][told] if isinstance(v, str) and v.strip()]
        parts = shapely.get_parts(shapely.make_valid(shapely.force_2d(shape or shapely.Polygon())))
        pieces = [p for part in parts for p in shapely.get_parts(part) if p.geom_type == "Polygon"]
        yield at + 1, values, shapely.union_all(pieces)


def _state(told: str, gazetteer: Gazetteer) -> str:
    """The country that a cell means, by its code or one of its names; "" for none or several."""
    if len(told) == 2 and (place := gazetteer.country(told)) is not None:
        return place.country
    named = {c.country for c in gazetteer.lookup(told) if c.feature == "country" and c.kind != "demonym"}
    return named.pop() if len(named) == 1 else ""


def _below(polygon: BaseGeometry) -> str:
    """The country whose land a polygon overlaps most; "" over the sea."""
    states, lands, tree = over_land().index
    areas = {states[k]: _area(polygon.intersection(lands[k])) for k in tree.query(polygon, "intersects").tolist()}
    best = max(sorted(areas), key=lambda state: areas[state], default="")
    return best if best and areas[best] > 0 else ""


def _area(shape: BaseGeometry) -> float:
    """In proportion to the area on the ground (cylindrical equal-area projection)."""
    import numpy as np
    import shapely

    def flat(lonlat: Any) -> Any:
        return np.column_stack([lonlat[:, 0], np.degrees(np.sin(np.radians(lonlat[:, 1])))])

    return float(shapely.transform(shape, flat).area)
