"""Observations of control: what the front lines are estimated from, whether told in text or listed in a table.

An observations frame is a pandas DataFrame, one row per place and day:
`name` · `lat`, `lon` (degrees) · `holder` (the side; "Contested" where nobody holds it alone) · `date` (ISO day or
None) · `weight` (0..1, how sure) · `radius_km` (the place lies within it) · `geometry` (shapely, EPSG:4326, where the
place has an extent that the claim is about, else None) · `source` (reports, comma-separated).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geomap.analysis import frames
from geomap.errors import InputError
from geomap.model import ControlClaim

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("name", "lat", "lon", "holder", "date", "weight", "radius_km", "geometry", "source")
CONTESTED = "Contested"
CONTESTED_WORDS = frozenset(("contested", "disputed", "unknown", "mixed", "besieged"))
WEIGHT = {"corroborated": 1.0, "against_interest": 0.9, "single": 0.7, "contested": 0.3}
STANCE = {"asserted": 1.0, "alleged": 0.6, "planned": 0.0, "denied": 0.0}
POINT_KM = 25.0  # claims about areas wider than this say nothing of any one point in them
WIDE = frozenset(("country", "continent", "sea", "airspace", "region", "admin1", "desert"))


def is_contested(holder: str) -> bool:
    """Whether a holder's name says that nobody holds the place alone."""
    return holder.strip().casefold() in CONTESTED_WORDS


def observations(claims: Iterable[ControlClaim]) -> pd.DataFrame:
    """Claims of control from text as observations, weighted by claim status and stance, in order.

    Claims without a holder, about plans, or about wide areas (a country, a province) are left out: no holder is
    invented, and a province is not a point. A place that is lost tells who held it, not who holds it.
    """
    import pandas as pd

    rows = [row for claim in claims if (row := _row(claim)) is not None]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(claim: ControlClaim) -> dict[str, Any] | None:
    where, holder = claim.where, claim.side or claim.holder
    contested = claim.status == "contested"
    weight = WEIGHT[claim.claim_status] * STANCE[claim.stance]
    if where.lat is None or where.lon is None or weight <= 0 or claim.status == "lost" or not (holder or contested):
        return None
    radius = where.radius_km or (where.place.radius_km if where.place else 0.0) or 2.0
    if radius > POINT_KM or (where.place is not None and where.place.feature in WIDE):
        return None
    return {
        "name": where.place.name if where.place else where.mention.name, "lat": where.lat, "lon": where.lon,
        "holder": CONTESTED if contested else str(holder), "date": frames.iso(claim.date_end or claim.date_start),
        "weight": round(weight, 3), "radius_km": radius, "geometry": None, "source": claim.report,
    }  # fmt: skip


def tidy(table: pd.DataFrame, *, where: str = "") -> pd.DataFrame:
    """A table of `name,lat,lon,holder,date` (any further observation columns kept) as an observations frame.

    Raises InputError when a needed column is missing or no row has a position and a holder.
    """
    import pandas as pd

    missing = [c for c in ("lat", "lon", "holder") if c not in table.columns]
    if missing:
        raise InputError(
            f"column {missing[0]!r} is missing", where=where, hint="a control table has name,lat,lon,holder,date"
        )
    out = pd.DataFrame(index=range(len(table)), columns=list(COLUMNS), dtype=object)
    for column in COLUMNS:
        if column in table.columns:
            out[column] = table[column].to_numpy()
    out["lat"], out["lon"] = (pd.to_numeric(out[c], errors="coerce") for c in ("lat", "lon"))
    out["weight"] = pd.to_numeric(out["weight"], errors="coerce").fillna(1.0).clip(0.0, 1.0)
    out["radius_km"] = pd.to_numeric(out["radius_km"], errors="coerce").fillna(2.0)
    out["holder"] = [str(h).strip() if isinstance(h, str) else "" for h in out["holder"]]
    out["name"] = [n if isinstance(n, str) else "" for n in out["name"]]
    out["source"] = [s if isinstance(s, str) else "" for s in out["source"]]
    out["date"] = [_day(d) for d in out["date"]]
    usable = out["lat"].between(-90, 90) & out["lon"].between(-180, 180) & (out["holder"] != "") & (out["weight"] > 0)
    if not usable.any():
        raise InputError(
            "no row has a position and a holder", where=where, hint="check the columns lat, lon and holder"
        )
    return out[usable].reset_index(drop=True)


def _day(value: Any) -> str | None:
    from geomap.readers.days import parse_day

    if value is None or value != value:
        return None
    return frames.iso(parse_day(str(value)))
