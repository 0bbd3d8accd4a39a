"""The geometry of a mention or claim: a polygon where its place has an extent, else the point to label."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geomap.geo import COMPASS

if TYPE_CHECKING:
    from geomap.gazetteer.index import Gazetteer
    from geomap.model import Resolution

EXTENDED = frozenset(
    "country admin1 admin2 region airspace continent sea lake island desert mountain coast strait".split(),
)
SAME_GROUND = frozenset({"airspace"})  # relations that leave the outline as it is
DETAIL = 100  # an outline keeps what is larger than its width divided by this
FINEST = 0.001  # degrees


def geometries(resolutions: Iterable[Resolution], gazetteer: Gazetteer) -> list[Any]:
    """A shapely geometry in lon-lat per resolution, None where it is unresolved."""
    outlines = _Outlines(gazetteer)
    return [outlines.of(r) for r in resolutions]


class _Outlines:
    """Outlines of places and their parts, each worked out once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._known: dict[tuple[str, str], Any] = {}

    def of(self, resolution: Resolution) -> Any:
        """The geometry of one resolution."""
        from shapely import Point

        if resolution.lat is None or resolution.lon is None:
            return None
        point = Point(resolution.lon, resolution.lat)
        place, relation = resolution.place, resolution.mention.relation or ""
        if place is None or place.feature not in EXTENDED:
            return point
        if relation.startswith("part:"):
            return self._outline(place.place_id, relation.removeprefix("part:")) or point
        return point if relation and relation not in SAME_GROUND else self._outline(place.place_id, "") or point

    def _outline(self, place_id: str, words: str) -> Any:
        if (place_id, words) not in self._known:
            self._known[place_id, words] = thin(self._find(place_id, words))
        return self._known[place_id, words]

    def _find(self, place_id: str, words: str) -> Any:
        from geomap.gazetteer import shapes

        if not words:
            return shapes.area(place_id, gazetteer=self.gazetteer)
        compass = words.removesuffix("most").removesuffix("ern")
        known = compass in COMPASS or compass == "central"
        return shapes.part(place_id, compass, gazetteer=self.gazetteer) if known else None


def thin(shape: Any) -> Any:
    """The shape with fewer corners, in the same place; None for points, lines and nothing."""
    import shapely

    if shape is None or shape.is_empty or shapely.get_dimensions(shape) < 2:
        return None
    parts = [p for p in shapely.get_parts(shape).tolist() if shapely.get_dimensions(p) == 2]
    largest = max(parts, key=lambda p: p.area)
    west, south, east, north = largest.bounds
    finest = max(FINEST, max(east - west, north - south) / DETAIL)
    kept = [p for p in parts if p is largest or p.area > (4 * finest) ** 2]  # small islands are for larger maps
    return shapely.MultiPolygon(kept).simplify(finest) if len(kept) > 1 else largest.simplify(finest)
