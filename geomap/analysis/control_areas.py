"""Control told as areas: polygons with a holder and a day, as observations of all the ground and places inside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    Array = np.ndarray[Any, np.dtype[np.float64]]

SUFFIXES = frozenset((".geojson", ".json", ".gpkg", ".shp", ".fgb"))
STEPS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # degrees between the points that stand for an area
MOST = 400  # points inside one area
EDGE = 0.25  # of a step: how far inside its edge an area is sure of itself


def is_areas(path: Path) -> bool:
    """Whether a file of control observations holds geometry."""
    return path.suffix.lower() in SUFFIXES


def read_areas(path: Path) -> gpd.GeoDataFrame:
    """The features of a file of points and polygons, EPSG:4326. Raises InputError when it cannot be read."""
    import geopandas as gpd

    try:
        frame = gpd.read_file(path, engine="pyogrio")
    except Exception as error:  # pyogrio raises several kinds; all mean that the file is no use
        raise InputError(f"cannot be read as areas: {error}", where=str(path), hint="give GeoJSON polygons") from error
    return frame.set_crs(4326) if frame.crs is None else frame.to_crs(4326)


def spread(observed: pd.DataFrame, shapes: list[BaseGeometry | None]) -> pd.DataFrame:
    """Observations with a row for each point of each area: a lattice inside it, its edge, and every known place in it.

    `shapes` goes with the rows of `observed`: a polygon, or None for a row that has its own lat and lon. The lattice is
    the same for all areas of one size, so that a later area takes over the very points of an earlier one.
    """
    import numpy as np
    import pandas as pd
    import shapely

    area = np.array([shape is not None for shape in shapes], dtype=bool)
    spots = {k: lattice(shape) for k, shape in enumerate(shapes) if shape is not None}
    own = observed.loc[~area, ["lon", "lat"]].dropna().to_numpy(float)
    known = np.unique(np.round(np.vstack([own, *spots.values()]), 4), axis=0) if spots else own
    rows = [observed[~area]]
    for k, shape in enumerate(shapes):
        if shape is None:
            continue
        shapely.prepare(shape)
        inside = known[shapely.contains_xy(shape, known[:, 0], known[:, 1])]
        row = observed.iloc[[k] * len(inside)].copy()
        row["lon"], row["lat"] = inside[:, 0], inside[:, 1]
        rows.append(row)
    return pd.concat(rows, ignore_index=True)


def lattice(shape: BaseGeometry) -> Array:
    """(n, 2) lon, lat: points of a fixed lattice inside the area, and points just inside its edge, as dense."""
    import numpy as np
    import shapely

    step = next((s for s in STEPS if shape.area / s**2 <= MOST), STEPS[-1])
    west, south, east, north = shape.bounds
    xs = np.arange(np.floor(west / step), np.ceil(east / step) + 1) * step
    ys = np.arange(np.floor(south / step), np.ceil(north / step) + 1) * step
    grid = np.array([(x, y) for x in xs for y in ys], dtype=float)
    grid = grid[shapely.contains_xy(shape, grid[:, 0], grid[:, 1])]
    inner = shape.buffer(-EDGE * step)
    edge: Any = (inner if not inner.is_empty else shape).boundary
    along = shapely.get_coordinates(shapely.line_interpolate_point(edge, np.arange(0.0, edge.length, step)))
    middle = shape.representative_point()
    return np.round(np.vstack([grid.reshape(-1, 2), along, [(middle.x, middle.y)]]), 4)
