"""Fetch the npm packages that the map page embeds, by name and version, and write what the page needs of them.

Run it with npm at hand when a version changes: `python scripts/vendor_web.py`. Users never run it.
Leaflet comes as its built files. The base map comes from world-atlas (Natural Earth, public domain): its arcs are kept
with, for every vertex, how much it matters to the line, so that a page can thin the world far from its own subject
without tearing neighbouring countries apart.
"""

from __future__ import annotations

import gzip
import json
import math
import struct
import subprocess
import tarfile
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

PACKAGES = {"leaflet": "1.9.4", "world-atlas": "2.0.2"}
WEB = Path(__file__).resolve().parent.parent / "geomap" / "publish" / "web"
KM = 111.32

# Borders that states dispute, drawn dashed: the two names in the source, and the part of the border (west, south,
# east, north) that it holds for. Natural Earth draws who holds what on the ground.
DISPUTED: tuple[tuple[str, str, tuple[float, float, float, float] | None], ...] = (
    ("Ukraine", "Russia", (32.0, 45.0, 36.8, 46.4)),
    ("Syria", "Israel", None),
    ("Israel", "Palestine", None),
    ("Morocco", "W. Sahara", None),
    ("Somalia", "Somaliland", None),
    ("Ethiopia", "Somaliland", None),
    ("Serbia", "Kosovo", None),
    ("Cyprus", "N. Cyprus", None),
    ("Cyprus U.N. Buffer Zone", "N. Cyprus", None),
    ("Cyprus", "Cyprus U.N. Buffer Zone", None),
    ("India", "Pakistan", (72.5, 32.4, 78.5, 37.2)),
    ("India", "China", None),
    ("Pakistan", "China", (74.0, 34.0, 78.5, 37.5)),
    ("Egypt", "Sudan", (33.0, 21.5, 37.5, 23.5)),
    ("S. Sudan", "Sudan", None),
    ("S. Sudan", "Kenya", (34.5, 4.0, 36.0, 5.5)),
    ("India", "Siachen Glacier", None),
    ("Pakistan", "Siachen Glacier", None),
    ("China", "Siachen Glacier", None),
    ("Georgia", "Russia", (40.0, 42.5, 44.0, 43.6)),
)
HIDDEN = {"Baikonur", "USNB Guantanamo Bay"}  # leased grounds, not countries
SHORT_NAMES = {
    "Dem. Rep. Congo": "DR Congo", "Central African Rep.": "Central African Republic", "S. Sudan": "South Sudan",
    "W. Sahara": "Western Sahara", "Bosnia and Herz.": "Bosnia and Herzegovina", "Eq. Guinea": "Equatorial Guinea",
    "Dominican Rep.": "Dominican Republic", "Macedonia": "North Macedonia", "eSwatini": "Eswatini",
    "N. Cyprus": "", "Cyprus U.N. Buffer Zone": "", "Siachen Glacier": "", "Baikonur": "", "Akrotiri": "", "Dhekelia": "",
    "Solomon Is.": "Solomon Islands", "Fr. Polynesia": "French Polynesia", "USNB Guantanamo Bay": "", "Turkey": "Türkiye",
}  # fmt: skip


def fetch(name: str, version: str, folder: Path) -> Path:
    """Unpack one npm package and give its folder."""
    packed = subprocess.run(
        ["npm", "pack", f"{name}@{version}", "--silent"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()
    with tarfile.open(folder / packed) as archive:
        archive.extractall(folder / name, filter="data")
    return folder / name / "package"


def leaflet(package: Path) -> None:
    """Copy Leaflet's built files; images of controls that the page does not use are left out."""
    target = WEB / "vendor" / "leaflet"
    target.mkdir(parents=True, exist_ok=True)
    script = (package / "dist" / "leaflet.js").read_text("utf-8")
    script = script.replace("//# sourceMappingURL=leaflet.js.map", "").rstrip() + "\n"
    (target / "leaflet.js").write_text(script, "utf-8")
    sheet = (package / "dist" / "leaflet.css").read_text("utf-8").replace("\r\n", "\n")
    for image in ("layers.png", "layers-2x.png", "marker-icon.png"):
        sheet = sheet.replace(f"url(images/{image})", "none")
    sheet = sheet.replace("behavior: url(#default#VML);", "")
    (target / "leaflet.css").write_text(sheet, "utf-8")
    (target / "LICENSE").write_text((package / "LICENSE").read_text("utf-8"), "utf-8")


def decode(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Arcs of a TopoJSON topology as lon-lat lists."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for packed in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in packed:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    return arcs


def unrolled(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A line without jumps at the antimeridian: longitudes run on beyond 180 degrees."""
    out, turn = [line[0]], 0.0
    for (lon0, _), (lon1, lat1) in pairwise(line):
        turn += -360.0 if lon1 - lon0 > 180 else 360.0 if lon1 - lon0 < -180 else 0.0
        out.append((lon1 + turn, lat1))
    return out


def importance(line: list[tuple[float, float]]) -> list[float]:
    """For every vertex the tolerance (km) up to which Douglas and Peucker's rule keeps it; ends are kept for ever."""
    keep = [0.0] * len(line)
    keep[0] = keep[-1] = math.inf
    closed = line[0] == line[-1]
    stack = [(0, len(line) - 1, math.inf)]
    while stack:
        first, last, limit = stack.pop()
        if last - first < 2:
            continue
        shrink = math.cos(math.radians((line[first][1] + line[last][1]) / 2))
        ax, ay = line[first][0] * shrink * KM, line[first][1] * KM
        dx, dy = line[last][0] * shrink * KM - ax, line[last][1] * KM - ay
        length = dx * dx + dy * dy
        far, at = -1.0, first + 1
        for k in range(first + 1, last):
            px, py = line[k][0] * shrink * KM - ax, line[k][1] * KM - ay
            t = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
            distance = math.hypot(px - t * dx, py - t * dy)
            if distance > far:
                far, at = distance, k
        level = min(limit, far)
        keep[at] = level
        stack += [(first, at, level), (at, last, level)]
    if closed and len(line) > 4:  # a closed ring must not fall to two points while any of it is shown
        top = max(keep[1:-1])
        second = sorted(range(1, len(line) - 1), key=lambda k: -keep[k])[1]
        keep[second] = max(keep[second], min(top, keep[second] * 1.5))
    return keep


def rings_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Polygons of a TopoJSON geometry, each a list of rings of signed arc numbers."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else []


def give_crimea_to_ukraine(countries: list[dict[str, Any]], arcs: list[list[tuple[float, float]]]) -> None:
    """Natural Earth draws Crimea with Russia; the United Nations (A/RES/68/262) count it to Ukraine."""
    by_name = {country["name"]: country for country in countries}
    for polygon in list(by_name["Russia"]["polygons"]):
        points = [point for arc in polygon[0] for point in arcs[arc if arc >= 0 else ~arc]]
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        if min(lons) > 32 and max(lons) < 37 and min(lats) > 44 and max(lats) < 46.5 and max(lats) - min(lats) > 1:
            by_name["Russia"]["polygons"].remove(polygon)
            by_name["Ukraine"]["polygons"].append(polygon)


def kinds(countries: list[dict[str, Any]], arcs: list[list[tuple[float, float]]], owners: list[list[str]]) -> list[int]:
    """For every arc 0 coast, 1 border, 2 disputed border, 3 a line that no map for readers draws."""
    found = []
    for number, names in enumerate(owners):
        kind = 0 if len(set(names)) < 2 else 1
        if kind == 1 and HIDDEN & set(names):
            kind = 3
        for one, two, box in DISPUTED:
            if kind == 1 and {one, two} == set(names):
                lon, lat = arcs[number][len(arcs[number]) // 2]
                if box is None or (box[0] <= lon <= box[2] and box[1] <= lat <= box[3]):
                    kind = 2
        found.append(kind)
    return found


def base_map(package: Path) -> None:
    """Write base.bin.gz: a JSON head, then the vertices as 16-bit steps and an 8-bit weight each."""
    topology = json.loads((package / "countries-10m.json").read_text("utf-8"))
    arcs = [unrolled(arc) for arc in decode(topology)]
    countries = [
        {"id": g.get("id") or "", "name": g["properties"]["name"], "polygons": rings_of(g)}
        for g in topology["objects"]["countries"]["geometries"]
        if g["properties"]["name"] != "Antarctica"  # no theatre there, and no end to it on a Mercator map
    ]
    owners: list[list[str]] = [[] for _ in arcs]  # by the source's drawing, before any correction
    for country in countries:
        for polygon in country["polygons"]:
            for ring in polygon:
                for arc in ring:
                    owners[arc if arc >= 0 else ~arc].append(country["name"])
    kind = kinds(countries, arcs, owners)
    give_crimea_to_ukraine(countries, arcs)
    for country in countries:
        country["name"] = SHORT_NAMES.get(country["name"], country["name"])
    counts, lons, lats, weights = [], [], [], []
    for line in arcs:
        level = importance(line)
        kept = [k for k in range(len(line)) if level[k] >= 0.12]
        counts.append(len(kept))
        for k in kept:
            lons.append(line[k][0])
            lats.append(line[k][1])
            weights.append(255 if math.isinf(level[k]) else max(0, min(254, round(24 * math.log2(level[k] / 0.1)))))
    head = json.dumps(
        {"countries": countries, "counts": counts, "kinds": kind, "source": "Natural Earth 1:10m via world-atlas " + PACKAGES["world-atlas"]},
        ensure_ascii=False, separators=(",", ":"), sort_keys=True,
    ).encode("utf-8")  # fmt: skip
    steps = bytearray()
    px = py = 0
    for lon, lat in zip(lons, lats, strict=True):
        x, y = round(lon * 1e4), round(lat * 1e4)
        steps += struct.pack("<ii", x - px, y - py)
        px, py = x, y
    body = struct.pack("<I", len(head)) + head + bytes(weights) + bytes(steps)
    target = WEB / "base"
    target.mkdir(parents=True, exist_ok=True)
    (target / "base.bin.gz").write_bytes(gzip.compress(body, 9, mtime=0))
    licence = (package / "LICENSE").read_text("utf-8")
    (target / "LICENSE").write_text("Natural Earth: public domain. world-atlas:\n\n" + licence, "utf-8")


def main() -> None:
    """Fetch all and write."""
    with tempfile.TemporaryDirectory() as folder:
        for name, version in PACKAGES.items():
            package = fetch(name, version, Path(folder))
            (leaflet if name == "leaflet" else base_map)(package)


if __name__ == "__main__":
    main()
