"""What the page takes from the gazetteer: names for its base map, and the side that an actor is on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from geomap.gazetteer.belligerents import load
from geomap.gazetteer.index import Candidate, Gazetteer
from geomap.publish.html_data import LayerLike
from geomap.publish.html_scope import view_bounds

MOST = 420  # names that one page carries
HUES = 6  # sides told apart by colour at once
_CELLS = 8  # the view is cut into so many columns and rows: each gets its share of names
_FAR_KM = 1600.0
_APART = 0.12  # degrees between two names


def base_labels(gazetteer: Gazetteer, layers: Sequence[LayerLike]) -> list[dict[str, Any]]:
    """Towns to write on the base map around the data: the largest of every part of the view, capitals always."""
    west, south, east, north = view_bounds(layers)
    lat, lon = (south + north) / 2, (west + east) / 2
    reach = min(_FAR_KM, 111.0 * max(north - south, east - west) * 0.75 + 120)
    near = [c for _, c in gazetteer.near(lat, lon, reach, ("city", "town", "village"))]
    ranked = sorted(near, key=lambda c: (c.seat != "capital", -c.population, c.key))
    width, height = max(east - west, 0.1) / _CELLS, max(north - south, 0.1) / _CELLS
    taken: Counter[tuple[int, int]] = Counter()
    chosen: list[Candidate] = []
    for c in ranked:
        cell = (int((c.lon - west) // width), int((c.lat - south) // height))
        if len(chosen) >= MOST or (c.seat != "capital" and (taken[cell] >= 6 or not (c.population or c.seat))):
            continue
        if any(abs(c.lat - d.lat) < _APART and abs(c.lon - d.lon) < _APART for d in chosen):
            continue  # a quarter of the town that is already named
        taken[cell] += 1
        chosen.append(c)
    return [
        {
            "name": gazetteer.place(c).name, "lat": c.lat, "lon": c.lon, "population": c.population,
            "kind": "capital" if c.seat == "capital" else c.feature,
        }
        for c in chosen
    ]  # fmt: skip


def actor_sides(events: Any, known: Sequence[str]) -> list[str | None]:
    """A side per event, by its actor's name; only sides that the other layers name, then the busiest, six in all."""
    if "actor" not in events:
        return [None] * len(events)
    table = load()
    countries = list(events["country"]) if "country" in events else [None] * len(events)
    common = [code for code, _ in Counter(c for c in countries if isinstance(c, str) and c).most_common(3)]
    cache: dict[tuple[str, str], str | None] = {}
    found = []
    for actor, country in zip(events["actor"], countries, strict=True):
        key = (actor if isinstance(actor, str) else "", country if isinstance(country, str) else "")
        if key not in cache:
            hits = table.find(key[0], [*filter(None, [key[1]]), *common]) if key[0] else []
            cache[key] = hits[0][2].side if hits else None
        found.append(cache[key])
    busiest = [side for side, _ in sorted(Counter(filter(None, found)).items(), key=lambda item: (-item[1], item[0]))]
    kept = [*known, *(side for side in busiest if side not in known)][: max(HUES, len(known))]
    return [side if side in kept else None for side in found]


def side_labels(sides: Sequence[str]) -> dict[str, str]:
    """Sides as they are written, from the belligerents' own names: mndaa -> MNDAA, libyan national army with capitals."""
    written = {alias.lower(): alias for row in reversed(load().rows) for alias in (*row.aliases, row.name)}
    return {side: written[key] for side in sides if (key := side.replace("_", " ").lower()) in written}
