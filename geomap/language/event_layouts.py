"""Contract event rows in the column layouts of UCDP GED, ACLED and POLECAT, for tools that expect those tables.

Only what a report tells is filled in; columns that those projects code by hand (dyads, interaction codes, regions) stay
empty. Nothing here is their data: the layouts are for reading, not for mixing with their rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

Row = Mapping[str, Any]

UCDP = tuple(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id
    dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office
    source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt
    priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown best high low gwnoa gwnob""".split(),
)
ACLED = tuple(
    """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
    assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
    geo_precision source source_scale notes fatalities tags timestamp""".split(),
)
POLECAT = tuple(
    """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor COW|Recipient Name|Recipient COW|Placename|City|
    District|Province|Country|Latitude|Longitude|GeoNames ID|Feature Type|Source|Publication Date|Story People|Story Organizations|
    Story Locations|Language|Version""".replace("\n    ", "").split("|"),
)
CIVILIANS = re.compile(
    r"\b(?:civilians?|residents?|villagers?|people|students?|families|passengers|patients|worshippers)\b", re.IGNORECASE
)
DAY, WEEK, MONTH, YEAR = 1, 7, 31, 366
DISORDER = {"Strategic developments": "Strategic developments", "Protests": "Demonstrations", "Riots": "Demonstrations"}


def layout(rows: Sequence[Row], kind: str) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """`(columns, rows)` of contract event rows as `kind`: "ucdp", "acled" or "polecat". Raises ValueError for another."""
    layouts: dict[str, tuple[tuple[str, ...], Callable[[Row], dict[str, Any]]]] = {
        "ucdp": (UCDP, _ucdp),
        "acled": (ACLED, _acled),
        "polecat": (POLECAT, _polecat),
    }
    if kind not in layouts:
        raise ValueError(f"unknown layout {kind!r}: choose ucdp, acled or polecat")
    columns, make = layouts[kind]
    return columns, [{name: filled.get(name) for name in columns} for filled in map(make, rows)]


def days(row: Row) -> int | None:
    """Length of the event's period in days, None without dates."""
    if not row.get("date_start"):
        return None
    start = date.fromisoformat(row["date_start"])
    return (date.fromisoformat(row.get("date_end") or row["date_start"]) - start).days + 1


def date_prec(row: Row) -> int | None:
    """UCDP's date_prec: 1 day, 2 two to six days, 3 a week, 4 a month, 5 a year or more."""
    n = days(row)
    if n is None:
        return None
    return next((code for code, most in ((1, DAY), (2, 6), (3, WEEK), (4, MONTH)) if n <= most), 5)


def time_precision(row: Row) -> int | None:
    """ACLED's time_precision: 1 day, 2 week, 3 month or longer."""
    n = days(row)
    return None if n is None else 1 if n == DAY else 2 if n <= WEEK else 3


def acled_geo_precision(row: Row) -> int | None:
    """ACLED's geo_precision from UCDP's: 1 town, 2 near or second-level area, 3 region."""
    code = row.get("geo_precision")
    return None if code is None else 1 if code == 1 else 2 if code <= 3 else 3


def _year(row: Row) -> int | None:
    return int(row["date_start"][:4]) if row.get("date_start") else None


def _ucdp(row: Row) -> dict[str, Any]:
    civilian = bool(CIVILIANS.search(str(row.get("target") or "")))
    low, high = row.get("fatalities_low"), row.get("fatalities_high")
    point = row.get("lat") is not None and row.get("lon") is not None
    return {
        "id": row["id"], "relid": row["id"], "year": _year(row), "type_of_violence": 3 if civilian else 1 if row.get("target") else None,
        "dyad_name": " - ".join(x for x in (row.get("actor"), row.get("target")) if x) or None, "side_a": row.get("actor"),
        "side_b": "Civilians" if civilian else row.get("target"), "number_of_sources": len(row.get("evidence") or ()) or 1,
        "source_article": row.get("report"), "source_original": row.get("attribution"), "where_prec": row.get("geo_precision"),
        "where_coordinates": row.get("place"), "where_description": row.get("quote"), "latitude": row.get("lat"), "longitude": row.get("lon"),
        "geom_wkt": f"POINT ({row['lon']} {row['lat']})" if point else None, "country": row.get("country"),
        "event_clarity": 1 if days(row) == DAY else 2, "date_prec": date_prec(row), "date_start": row.get("date_start"),
        "date_end": row.get("date_end") or row.get("date_start"), "deaths_civilians": low if civilian else None,
        "deaths_unknown": None if civilian else low, "best": low if low is not None else high, "high": high if high is not None else low, "low": low or (0 if high else None),
    }  # fmt: skip


def _acled(row: Row) -> dict[str, Any]:
    event_type = row.get("acled_type")
    civilian = bool(CIVILIANS.search(str(row.get("target") or "")))
    stance = row.get("stance")
    notes = f"{row.get('quote') or ''} [{stance}]" if stance and stance != "asserted" else row.get("quote")
    return {
        "event_id_cnty": row["id"], "event_date": row.get("date_start"), "year": _year(row), "time_precision": time_precision(row),
        "disorder_type": DISORDER.get(str(event_type), "Political violence"), "event_type": event_type, "sub_event_type": row.get("acled_sub_type"),
        "actor1": row.get("actor"), "actor2": "Civilians" if civilian else row.get("target"), "civilian_targeting": "Civilian targeting" if civilian else None,
        "country": row.get("country"), "location": row.get("place"), "latitude": row.get("lat"), "longitude": row.get("lon"),
        "geo_precision": acled_geo_precision(row), "source": row.get("attribution") or row.get("report"), "notes": notes,
        "fatalities": row.get("fatalities_low") if row.get("fatalities_low") is not None else row.get("fatalities_high"),
    }  # fmt: skip


def _polecat(row: Row) -> dict[str, Any]:
    ident = str(row.get("place_id") or "")
    return {
        "Event ID": row["id"], "Event Date": row.get("date_start"), "Event Type": row.get("plover_type"), "Event Mode": row.get("type"),
        "Actor Name": row.get("actor"), "Recipient Name": row.get("target"), "Placename": row.get("place"),
        "City": row.get("place") if row.get("feature") in ("city", "town", "village") else None, "Country": row.get("country"),
        "Latitude": row.get("lat"), "Longitude": row.get("lon"), "GeoNames ID": ident.removeprefix("geonames:") if ident.startswith("geonames:") else None,
        "Feature Type": row.get("feature"), "Source": row.get("report"), "Language": "en",
    }  # fmt: skip
