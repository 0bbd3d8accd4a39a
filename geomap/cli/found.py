"""What a search found, for a person and for scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.gazetteer.search import Match


def formatted(found: list[Match], style: str, name: str) -> str:
    """Matches as a table for a person (what was asked for is `name`), or as JSON, GeoJSON or Linked Places for a script."""
    if style == "table":
        return _table(found) + _validity(found, name)
    if style == "lpf":
        from geomap.gazetteer.formats.linked_places import to_collection

        return json.dumps(to_collection([m.place for m in found]), ensure_ascii=False, indent=1) + "\n"
    rows = [_row(m) for m in found]
    if style == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]}, "properties": row} for row in rows
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def _row(match: Match) -> dict[str, Any]:
    p = match.place
    return {
        "place_id": p.place_id, "place": p.name, "feature": p.feature, "country": p.country, "admin1": p.admin1, "lat": p.lat, "lon": p.lon,
        "radius_km": p.radius_km, "population": p.population, "names": list(p.names), "ids": dict(p.ids), "valid_from": p.valid_from, "valid_to": p.valid_to,
        "dated_names": [{"name": name, "valid_from": since, "valid_to": until} for name, since, until in p.dated_names],
        "source": p.source, "step": match.step, "score": match.score,
    }  # fmt: skip


def _table(found: list[Match]) -> str:
    """Columns for a person: as wide as their longest value."""
    head = ("place", "feature", "country", "admin1", "lat", "lon", "km", "people", "found by", "score", "id")
    rows = [head]
    for m in found:
        p = m.place
        people = f"{p.population:,}" if p.population else "?"
        rows.append(
            (
                p.name,
                p.feature,
                p.country,
                p.admin1,
                f"{p.lat:.4f}",
                f"{p.lon:.4f}",
                f"{p.radius_km:g}",
                people,
                m.step,
                f"{m.score:.2f}",
                p.place_id,
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    return "".join("  ".join(v.ljust(w) for v, w in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows)


def _validity(found: list[Match], name: str) -> str:
    """Lines below the table: what lasted for a time only, and what the first place, or one of the name asked for, was called when."""
    from geomap.gazetteer.fold import fold

    lines = []
    for number, place in enumerate(m.place for m in found):
        if when := _period(place.valid_from, place.valid_to):
            lines.append(f"{place.name} ({place.place_id}): {when}\n")
        for called, since, until in place.dated_names:
            if number == 0 or fold(called) == fold(name):
                lines.append(f"{place.name} ({place.place_id}): called {called} {_period(since, until)}\n")
    return "".join(["\n", *lines]) if lines else ""


def _period(since: str, until: str) -> str:
    return " ".join([f"from {since}"] * bool(since) + [f"until {until}"] * bool(until))
