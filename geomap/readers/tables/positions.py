"""Positions as tables write them: degrees in many spellings, and whether they can be where the row says that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def degrees_of(frame: pd.DataFrame, column: str | None) -> pd.Series:
    """A column of degrees as numbers; decimal commas, degree signs and hemisphere letters are understood."""
    import pandas as pd

    if column is None:
        return pd.Series(np.nan, index=frame.index)
    text = frame[column].str.strip()
    values = pd.to_numeric(text, errors="coerce").astype(float)
    odd = values.isna() & (text != "")
    if odd.any():
        parsed = {t: degrees(t) for t in text[odd].unique()}
        values = values.where(~odd, text.map(parsed).astype(float))
    return values.replace([np.inf, -np.inf], np.nan)


DMS = re.compile(
    r"""(?ix)^([NSEW])?\s*(-?\d{1,3}(?:[.,]\d+)?)\s*(?:[\u00b0\u00ba:d\s]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:['\u2032\u2019:m\s]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["\u2033\u201d]|''|s)?)?)?)?)?\s*([NSEW])?$"""
)


def degrees(text: str) -> float:
    """Decimal degrees of "50,45", "50\u00b027'00\\"N" or "30.5 E"; NaN for anything else."""
    m = DMS.match(" ".join(text.split()))  # a run of blanks fits the pattern in a thousand ways
    if not m:
        return float("nan")
    whole, minutes, seconds = (float((g or "0").replace(",", ".")) for g in (m[2], m[3], m[4]))
    value = abs(whole) + minutes / 60 + seconds / 3600
    return -value if whole < 0 or (m[1] or m[5] or "").upper() in ("S", "W") else value


def check_range(lat: pd.Series, lon: pd.Series) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Positions off the globe put right where latitude and longitude are plainly exchanged, else dropped; 0,0 dropped."""
    import pandas as pd

    check = pd.Series(np.where(lat.isna() | lon.isna(), "", "ok"), index=lat.index, dtype=object)
    swapped = (lat.abs() > 90) & (lat.abs() <= 180) & (lon.abs() <= 90)
    lat, lon = lat.where(~swapped, lon), lon.where(~swapped, lat)
    out = (lat.abs() > 90) | (lon.abs() > 180)
    zero = (lat.abs() < 1e-6) & (lon.abs() < 1e-6)
    check = check.mask(swapped, "swapped").mask(out, "out_of_range").mask(zero, "zero")
    gone = out | zero | lat.isna() | lon.isna()
    return lat.mask(gone), lon.mask(gone), check


def check_country(
    lat: pd.Series, lon: pd.Series, check: pd.Series, country: pd.Series
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Positions against the country that the row names: `swapped` (put right) or `outside_country` (kept, and told).

    A margin allows for coasts, border towns and the coarse outline of countries.
    """
    from geomap.gazetteer.shapes import country_polygons

    asked = lat.notna() & (country != "")
    if not asked.any():
        return lat, lon, check
    areas = country_polygons()
    for iso in sorted(set(country[asked])):
        if iso not in areas:
            continue
        rows = asked & (country == iso)
        x, y = lon[rows].to_numpy(), lat[rows].to_numpy()
        outside = ~_inside(areas[iso], x, y)
        swapped = outside & (np.abs(x) <= 90) & _inside(areas[iso], y, x, margin=0.0)
        index = lat.index[rows]
        check.loc[index[outside]] = "outside_country"
        check.loc[index[swapped]] = "swapped"
        lat.loc[index[swapped]], lon.loc[index[swapped]] = x[swapped], y[swapped]
    return lat, lon, check


MARGIN = 0.5  # degrees


def _inside(
    area: Any, x: np.ndarray[Any, Any], y: np.ndarray[Any, Any], margin: float = MARGIN
) -> np.ndarray[Any, Any]:
    import shapely

    pairs, back = np.unique(np.column_stack([x, y]), axis=0, return_inverse=True)
    wide = area.buffer(margin) if margin else area
    shapely.prepare(wide)
    inside: np.ndarray[Any, Any] = shapely.contains_xy(wide, pairs[:, 0], pairs[:, 1])[back.reshape(-1)]
    return inside
