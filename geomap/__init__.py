"""geomap: conflict reporting to dated, layered maps whose every mark leads back to a sentence."""

__version__ = "0.1.0"
