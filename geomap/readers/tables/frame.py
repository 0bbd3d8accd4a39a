"""A table dated, placed and typed: its own columns untouched, ours beside them with the prefix geomap_."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.errors import InputError
from geomap.readers.tables import types
from geomap.readers.tables.dates import parse_column
from geomap.readers.tables.kinds import Roles, recognise
from geomap.readers.tables.load import Table
from geomap.readers.tables.places import Finder, Found, Located, locate

if TYPE_CHECKING:
    import pandas as pd

    from geomap.gazetteer.index import Gazetteer

DATE_PRECISION = {  # the tables' own codes
    "ucdp": {"1": "day", "2": "range", "3": "week", "4": "month", "5": "year"},
    "acled": {"1": "day", "2": "week", "3": "month"},
}
GEO_PRECISION = {  # to UCDP's 1-7
    "ucdp": {str(n): n for n in range(1, 8)}, "acled": {"1": 1, "2": 2, "3": 4},
    "gdelt": {"1": 6, "2": 4, "3": 1, "4": 1, "5": 4}, "viina": {"ADM1": 4, "ADM2": 3, "ADM3": 1, "STREET": 1},
}  # fmt: skip
RADIUS_KM = {1: 3.0, 2: 25.0, 3: 30.0, 4: 90.0, 5: 250.0, 6: 500.0, 7: 300.0}
LEVEL = {"exact": 1, "admin2": 3, "admin1": 4, "country": 6, "none": 0}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A table with the columns that geomap adds (geomap_*), the places behind them, and what to tell the user."""

    table: Table
    roles: Roles
    added: pd.DataFrame
    located: Located
    warnings: tuple[str, ...]

    def found(self, row: int) -> Found:
        """The place that the names of a row (by position) were resolved to."""
        return self.located.found[int(self.located.codes[row])]


def prepare(table: Table, gazetteer: Gazetteer, *, countries: Sequence[str] = ()) -> Prepared:
    """Date, place and type every row of a table. Raises InputError when it has no column of dates or of places."""
    roles = recognise(table.frame, knows_place=Finder(gazetteer).knows, where=table.name)
    located = locate(table.frame, roles, gazetteer, countries=countries)
    dates, told = _dates(table.frame, roles)
    if not dates["geomap_date_start"].notna().any():
        raise InputError(f"column {roles['date_start']} holds no date", where=table.name, hint="write YYYY-MM-DD")
    added = dates.assign(**_places(table.frame, roles, located), geomap_type=_types(table.frame, roles))
    guessed = [f"{table.name}: column {roles[r]!r} is taken for the {r}" for r in roles.guessed]
    return Prepared(
        table,
        roles,
        added,
        located,
        (*table.warnings, *guessed, *(f"{table.name}: {t}" for t in told), *_told(table, added)),
    )


def _dates(frame: pd.DataFrame, roles: Roles) -> tuple[pd.DataFrame, tuple[str, ...]]:
    import pandas as pd

    start_cells = frame[roles["date_start"]]
    end_cells = frame[roles["date_end"]] if "date_end" in roles else None
    start = parse_column(start_cells, hints=[] if end_cells is None else [end_cells], name=str(roles["date_start"]))
    end = start if end_cells is None else parse_column(end_cells, hints=[start_cells], name=str(roles["date_end"]))
    last = end.last.where(end.last.notna() & (end.last >= start.first), start.last)
    precision = start.precision.mask((start.precision == "day") & (last > start.first), "range")
    if "date_precision" in roles:
        codes = DATE_PRECISION.get(_code_book(roles.kind), {})
        own = frame[roles["date_precision"]].str.strip().map(codes)
        precision = own.where(own.notna() & start.first.notna(), precision)
    undated = int(start.first.isna().sum())
    warnings = (
        *start.warnings,
        *(end.warnings if end is not start else ()),
        *((f"{undated} rows have no date",) if undated else ()),
    )
    return pd.DataFrame(
        {"geomap_date_start": start.first, "geomap_date_end": last, "geomap_date_precision": precision}
    ), warnings


def _code_book(kind: str) -> str:
    return kind if kind in DATE_PRECISION else "ucdp"


def _places(frame: pd.DataFrame, roles: Roles, located: Located) -> dict[str, Any]:
    """Our columns about places, each distinct place worked out once."""
    import pandas as pd

    def column(values: list[Any], dtype: Any = object) -> pd.Series:
        whole: pd.Series = pd.Series(
            np.array([*values, None], dtype=object)[located.codes], index=frame.index, dtype=dtype
        )
        return whole

    found = located.found
    level = column([LEVEL[f.level] for f in found], dtype="Int64").where(located.lat.notna())
    precision = level
    if "geo_precision" in roles:
        codes = GEO_PRECISION.get(roles.kind, GEO_PRECISION["ucdp"])
        own = frame[roles["geo_precision"]].str.strip().map(codes).astype("Int64")
        precision = own.fillna(level).mask(located.check == "geocoded", level)  # a coarser place than the table had
    precision = precision.mask(precision == 0)
    precision = precision.fillna(
        pd.Series(np.where(located.check == "ok", 1, 0), index=frame.index, dtype="Int64")
    ).mask(located.lat.isna())
    return {
        "geomap_lat": located.lat.round(6), "geomap_lon": located.lon.round(6), "geomap_check": located.check,
        "geomap_place_key": column([f.candidate.key if f.candidate else None for f in found]), "geomap_country": located.country,
        "geomap_feature": column([f.candidate.feature if f.candidate else None for f in found]), "geomap_geo_precision": precision,
        "geomap_radius_km": precision.map(RADIUS_KM).astype(float), "geomap_confidence": column([f.confidence for f in found], dtype=float),
    }  # fmt: skip


def _types(frame: pd.DataFrame, roles: Roles) -> pd.Series:
    import pandas as pd

    if roles.kind == "viina":
        out = pd.Series("other", index=frame.index, dtype=object)
        lower = {c.lower().removesuffix("_b"): c for c in frame.columns}
        for label, kind in reversed([(lower[k], v) for k, v in types.VIINA if k in lower]):
            out = out.mask(pd.to_numeric(frame[label], errors="coerce") > 0.5, kind)
        return out
    if "type" not in roles:
        return pd.Series("other", index=frame.index, dtype=object)
    cells = frame[roles["type"]]
    known = {value: types.event_type(roles.kind, value) for value in cells.unique()}
    return cells.map(known).astype(object)


TELL = {
    "swapped": "latitude and longitude were exchanged and put right", "zero": "the position was 0,0 and was left out",
    "out_of_range": "the position lies off the globe and was left out", "outside_country": "the position lies outside the country that the row names",
    "not_found": "no place was found",
}  # fmt: skip


def _told(table: Table, added: pd.DataFrame) -> list[str]:
    counts = added["geomap_check"].value_counts()
    rows = {
        check: table.first_row + int((added["geomap_check"] == check).to_numpy().argmax())
        for check in TELL
        if check in counts.index
    }
    return [
        f"{table.name}: {int(counts[check]):,} rows: {TELL[check]} (first: row {row:,})" for check, row in rows.items()
    ]
