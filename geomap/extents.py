"""The geometry of a mention or claim: a polygon where its place has an extent, else the point to label."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.geo import COMPASS

if TYPE_CHECKING:
    from geomap.model import Resolution

EXTENDED = frozenset(
    "country admin1 admin2 region airspace continent sea lake island desert mountain coast strait river road".split(),
)
DETAIL = 200  # an outline keeps what is larger than its width divided by this
FINEST = 0.001  # degrees


def geometries(resolutions: Iterable[Resolution]) -> list[Any]:
    """A shapely geometry in lon-lat per resolution, None where it is unresolved."""
    return [_of(r) for r in resolutions]


def _of(resolution: Resolution) -> Any:
    from shapely import Point

    if resolution.lat is None or resolution.lon is None:
        return None
    point = Point(resolution.lon, resolution.lat)
    place = resolution.place
    if place is None or place.feature not in EXTENDED:
        return point
    relation = resolution.mention.relation or ""
    if relation.startswith("part:"):
        return part(place.place_id, relation.removeprefix("part:")) or point
    moved = relation and relation not in ("airspace", "coast", "waters", "border")
    return point if moved else area(place.place_id) or point


@lru_cache(maxsize=2_000)
def area(place_id: str) -> Any:
    """The outline of a place, thinned to what a map shows; None where none is at hand."""
    from geomap.gazetteer import shapes

    return _thin(shapes.area(place_id))


@lru_cache(maxsize=2_000)
def part(place_id: str, words: str) -> Any:
    """The outline of a compass part: "northwestern" or "northwest" of an area."""
    from geomap.gazetteer import shapes

    compass = words.removesuffix("ern").removesuffix("ernmost")
    return _thin(shapes.part(place_id, compass)) if compass in COMPASS or compass == "central" else None


def _thin(shape: Any) -> Any:
    """Fewer corners, same place; nothing for points."""
    import shapely

    if shape is None or shape.is_empty or shapely.get_dimensions(shape) < 1:
        return None
    west, south, east, north = shape.bounds
    return shape.simplify(max(FINEST, max(east - west, north - south) / DETAIL))
