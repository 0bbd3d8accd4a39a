"""Static maps for print."""

from geomap.publish.figure.sheet import SIZES, write_figure

__all__ = ["SIZES", "write_figure"]
