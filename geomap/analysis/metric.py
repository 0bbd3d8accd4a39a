"""Metres exist only here: a local equal-area projection is picked, used and undone.

Everything outside of this module is in degrees (EPSG:4326, lon-lat order in geometry).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

    Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Metric:
    """A Lambert azimuthal equal-area projection centred on (`lat`, `lon`), in kilometres."""

    lat: float
    lon: float
    _there: Any = field(init=False, repr=False, compare=False)
    _back: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        from pyproj import Transformer

        local = f"+proj=laea +lat_0={self.lat:.3f} +lon_0={self.lon:.3f} +datum=WGS84 +units=km"
        object.__setattr__(self, "_there", Transformer.from_crs(4326, local, always_xy=True))
        object.__setattr__(self, "_back", Transformer.from_crs(local, 4326, always_xy=True))

    def xy(self, lon: Array, lat: Array) -> Array:
        """Positions in degrees -> (n, 2) kilometres."""
        import numpy as np

        return np.column_stack(self._there.transform(lon, lat))

    def project(self, shape: BaseGeometry) -> BaseGeometry:
        """Geometry in degrees -> kilometres."""
        moved: BaseGeometry = _move(shape, self._there)
        return moved

    def lonlat(self, shape: Any) -> Any:
        """Geometry in kilometres, one or an array -> degrees."""
        return _move(shape, self._back)


def _move(shape: Any, transformer: Any) -> Any:
    import numpy as np
    import shapely

    return shapely.transform(shape, lambda a: np.column_stack(transformer.transform(a[:, 0], a[:, 1])))
