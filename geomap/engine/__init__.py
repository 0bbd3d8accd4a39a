"""Where reports are read: in processes of this machine, or on a cluster. One small interface: see `Engine`."""

from geomap.engine.base import Engine, open_engine
from geomap.engine.corpus import read_corpus

__all__ = ["Engine", "open_engine", "read_corpus"]
