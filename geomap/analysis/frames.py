"""The crossing from records to columns of geometry: small helpers that every analysis shares.

All frames are GeoDataFrames in EPSG:4326 (lon-lat), dates as ISO text or None, lists as lists, the index 0..n-1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.errors import CRSError

if TYPE_CHECKING:
    import geopandas as gpd

WGS84 = "EPSG:4326"


def frame(rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> gpd.GeoDataFrame:
    """Rows with a `geometry` key as a frame of exactly these columns; missing values are None."""
    import geopandas as gpd

    names = list(columns)
    data = {name: _objects([row.get(name) for row in rows]) for name in names}
    return gpd.GeoDataFrame(data, geometry=[row["geometry"] for row in rows], crs=WGS84, columns=[*names, "geometry"])


def _objects(values: list[Any]) -> Any:
    """A column that keeps None and lists as they are (pandas would turn None into NaN)."""
    import pandas as pd

    if any(v is None or isinstance(v, list | tuple | dict) for v in values) or not values:
        return pd.Series(values, dtype=object)
    return pd.Series(values)


def rounded(shapes: Any) -> Any:
    """Shapes in degrees, their coordinates rounded to about a metre.

    Shapely's own grid is taken off again: it would round what is worked out from them as well (a point inside, say), and
    the same shapes read from a file have none.
    """
    import shapely

    return shapely.set_precision(shapely.set_precision(shapes, 1e-5), 0.0)


def iso(day: date | None) -> str | None:
    """An ISO day, or None."""
    return day.isoformat() if day else None


def need_wgs84(shapes: gpd.GeoDataFrame, what: str) -> None:
    """Raise CRSError unless the frame says that it is in EPSG:4326."""
    if shapes.crs is None or shapes.crs.to_epsg() != 4326:
        raise CRSError(f"{what}: geometry must be in {WGS84}, not {shapes.crs} (use .to_crs(4326))")
