"""Layers out: map page, GeoJSON, GeoPackage, CSV, figure."""
