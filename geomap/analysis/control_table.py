"""Control tables as files: `name,lat,lon,holder,date` rows, positions filled in from the gazetteer where missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.analysis.control import COLUMNS, tidy
from geomap.analysis.control_areas import is_areas, read_areas, spread
from geomap.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from geomap.readers.tables.load import Reject

WORDS = {
    "name": ("name", "place", "town", "settlement", "location", "locality"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "holder": ("holder", "side", "control", "controlled_by", "held_by", "status"),
    "date": ("date", "day", "as_of", "date_start"),
    "weight": ("weight", "confidence"),
    "country": ("country", "iso", "country_code"),
}


def read_control(
    paths: Sequence[Path], *, overlays: Sequence[Path] = (), countries: Sequence[str] = (), reject: Reject
) -> pd.DataFrame:
    """Observations from one or more control tables or files of points and polygons, later files after earlier ones.

    Rows without a position are looked up by name (in the named countries first); `reject` gets an InputError for
    each row that stays without one. Raises InputError when a table lacks a column that it needs.
    """
    import pandas as pd

    from geomap.readers.tables.load import read_table

    tables, shapes = [], []
    for path in paths:
        if is_areas(path):
            features, own = _of_features(path)
            tables.append(features)
            shapes += own
            continue
        table = read_table(path, reject=reject)
        frame = _named(table.frame, str(path))
        tables.append(_placed(frame, path, table.first_row, overlays, countries, reject))
        shapes += [None] * len(tables[-1])
    observed = pd.concat(tables, ignore_index=True)
    return tidy(spread(observed, shapes) if any(shapes) else observed, where=str(paths[0]))


def _of_features(path: Path) -> tuple[pd.DataFrame, list[BaseGeometry | None]]:
    """The features of a file with geometry as rows: points with their position, polygons with their shape."""
    features = read_areas(path)
    kinds = features.geometry.geom_type
    kept = features[kinds.isin(("Point", "Polygon", "MultiPolygon"))].reset_index(drop=True)
    if kept.empty:
        raise InputError("holds no points and no polygons", where=str(path), hint="give areas with holder and date")
    point = kept.geometry.geom_type == "Point"
    plain = kept.drop(columns=kept.geometry.name).drop(columns=["lat", "lon"], errors="ignore")
    plain["lon"] = [shape.x if is_point else None for is_point, shape in zip(point, kept.geometry, strict=True)]
    plain["lat"] = [shape.y if is_point else None for is_point, shape in zip(point, kept.geometry, strict=True)]
    frame = _named(plain, str(path))
    shapes = [None if is_point else shape for is_point, shape in zip(point, kept.geometry, strict=True)]
    return frame.reindex(columns=[c for c in COLUMNS if c in frame.columns]), shapes


def _named(frame: pd.DataFrame, where: str) -> pd.DataFrame:
    """The table's columns under our names; others are left out."""
    import pandas as pd

    found = {c.strip().lower(): c for c in frame.columns}
    chosen = {ours: next((found[w] for w in words if w in found), None) for ours, words in WORDS.items()}
    if chosen["holder"] is None or (chosen["name"] is None and chosen["lat"] is None):
        missing = "holder" if chosen["holder"] is None else "name"
        raise InputError(
            f"column {missing!r} is missing", where=where, hint="a control table has name,lat,lon,holder,date"
        )
    out = pd.DataFrame({ours: frame[theirs] for ours, theirs in chosen.items() if theirs is not None})
    for column in ("name", "lat", "lon", "date", "country"):
        if column not in out:
            out[column] = ""
    out["lat"], out["lon"] = (pd.to_numeric(out[c], errors="coerce") for c in ("lat", "lon"))
    return out


def _placed(
    frame: pd.DataFrame, path: Path, first_row: int, overlays: Sequence[Path], countries: Sequence[str], reject: Reject
) -> pd.DataFrame:
    """Rows with a position, their own or the gazetteer's."""
    lost = frame["lat"].isna() | frame["lon"].isna()
    if lost.any():
        from geomap.gazetteer.index import open_gazetteer

        gazetteer = open_gazetteer(overlays)
        wanted = tuple(c.upper() for c in countries)
        middle = tuple(frame.loc[~lost, ["lat", "lon"]].median()) if (~lost).any() else None
        for i in frame.index[lost]:
            row = frame.loc[i]
            best = _look_up(gazetteer, str(row["name"]), (str(row["country"]).upper(), *wanted), middle)
            if best is None:
                reject(
                    InputError(
                        f"no place called {row['name']!r} is known", where=f"{path}:{first_row + i}",
                        hint="give lat and lon, or add the place with --gazetteer",
                    )
                )  # fmt: skip
            else:
                frame.loc[i, ["lat", "lon"]] = best
    placed = frame[frame["lat"].notna() & frame["lon"].notna()]
    return placed.reindex(columns=[c for c in COLUMNS if c in placed.columns])


def _look_up(
    gazetteer: Any, name: str, countries: Sequence[str], middle: tuple[float, float] | None
) -> tuple[float, float] | None:
    """The position of the most likely place of that name: in the countries named, near the table's other places, large."""
    from geomap.geo import distance_km

    found = [c for c in gazetteer.lookup(name) if c.kind != "demonym" and c.feature not in ("country", "admin1")]
    if not found:
        return None
    best = min(
        found,
        key=lambda c: (
            c.country not in countries,
            round(distance_km((c.lat, c.lon), middle) / 300) if middle else 0,
            -c.population,
            c.key,
        ),
    )
    return (best.lat, best.lon)
