#!/usr/bin/env python3
"""How far areas derived from their member places lie from real boundaries.

Usage: gazetteer_areas.py [SY IQ UA ...]

For each country the cells of its populated places, clipped to the country, are compared with the boundaries of first-
level areas that are real (Natural Earth): shared area over joint area, the distance between the middles, and the
distance from the real boundary to the derived one that nine tenths of it keep within, in km and as a share of the area's
radius (the gazetteer adds that share to the radius of derived areas: `base.DERIVED_ERROR`).
"""

from __future__ import annotations

import json
import sys
from array import array
from statistics import median
from typing import Any

import numpy as np
import shapely

from geomap.gazetteer import areas, shapes
from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.geo import distance_km

DEFAULT = "SY IQ LB JO YE IR UA SD TD LY ML NE BF SO ET CD MM AZ AF PK".split()


def members(gazetteer: Gazetteer, country: str) -> list[tuple[float, float, str]]:
    """(lat, lon, first-level code) of the populated places of a country."""
    file = gazetteer.files[0]
    _, keys = file.one("SELECT names, keys FROM spellings WHERE country=?", country)
    found = {}
    for key in dict.fromkeys(array("I", keys)):
        c = gazetteer.candidate_of(file.full_key(key))
        if c.feature in ("city", "town", "village") and c.admin1:
            found[c.lat, c.lon] = c.admin1
    return [(lat, lon, code) for (lat, lon), code in found.items()]


def compare(real: Any, derived: Any) -> tuple[float, float, float, float]:
    """(shared over joint area, km between the middles, km that nine tenths of the real boundary keep within, that as a share of the radius)."""
    share = areas.equal_area_km2(real.intersection(derived)) / areas.equal_area_km2(real.union(derived))
    a, b = real.centroid, derived.centroid
    plane = areas.Plane(real)
    edge = shapely.transform(real.boundary, plane.to_km)
    other = shapely.transform(derived.boundary, plane.to_km)
    points = shapely.line_interpolate_point(edge, np.linspace(0, edge.length, 200)) if edge.length else []
    away = np.quantile(shapely.distance(points, other), 0.9)
    return share, distance_km((a.y, a.x), (b.y, b.x)), float(away), float(away) / areas.label(real)[2]


def main() -> None:
    """Print medians by country and over all areas."""
    gazetteer = open_gazetteer()
    everything: list[tuple[float, float, float, float]] = []
    for country in sys.argv[1:] or DEFAULT:
        derived = areas.cells(members(gazetteer, country), shapes.country_polygons()[country])
        rows = []
        for code, area in derived.items():
            outlines, key = shapes.first_level_polygons(), f"{country}.{code}"
            if key in outlines and outlines.properties(key)["basis"] == "boundary" and not area.is_empty:
                rows.append(compare(outlines[key], shapely.make_valid(area)))
        everything += rows
        print(country, len(rows), summary(rows) if rows else "")
    print(json.dumps({"areas": len(everything), **summary(everything)}))


def summary(rows: list[tuple[float, float, float, float]]) -> dict[str, float]:
    """Medians."""
    return {
        "shared_of_joint_area": round(median(r[0] for r in rows), 3),
        "middle_km": round(median(r[1] for r in rows), 1),
        "boundary_p90_km": round(median(r[2] for r in rows), 1),
        "share_of_radius": round(median(r[3] for r in rows), 2),
    }


if __name__ == "__main__":
    main()
