"""Every file of an output folder, from layers and reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.layers import Layer
from geomap.model import Report
from geomap.publish.run import about

if TYPE_CHECKING:
    from geomap.gazetteer.index import Gazetteer

CREDITS = ("Places: GeoNames (CC BY 4.0)",)


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows besides the layers: its title, and names for the base map (see html_names)."""

    title: str
    labels: Sequence[Mapping[str, Any]] = ()


ON_PAGE = frozenset(
    "mentions events corridors chokepoints control_claims control changes fronts advances places".split()
)  # others, such as those of a user's own stages, are for GIS
LAYOUTS = ("ucdp", "acled", "polecat")  # column layouts in which events are written on request
MOST = 0.6  # of the events must lie in the countries that a title names


def write(
    layers: Sequence[Layer], reports: Sequence[Report], folder: Path, page: Page, *, layouts: Sequence[str] = ()
) -> None:
    """Write GeoJSON, CSV, GeoPackage and page into `folder`; the same bytes for the same layers and reports.

    `layouts` adds events_ucdp.csv and so on: the same events in the columns of other tables.
    """
    from geomap.publish import csv, geojson, gpkg, html

    for layer in layers:
        geojson.write(layer, folder / f"{layer.id}.geojson")
        if layer.id == "events":
            csv.write(layer, folder / "events.csv")
            for kind in layouts:
                _laid_out(layer, kind, folder / f"events_{kind}.csv")
    gpkg.write(layers, folder / "case.gpkg")
    shown = [{**about(report), "text": report.text, "reliability": report.reliability} for report in reports]
    html.write(
        [layer for layer in layers if layer.id in ON_PAGE],
        folder / "map.html",
        title=page.title,
        reports=shown,
        labels=page.labels,
        credits=CREDITS,
    )


def _laid_out(events: Layer, kind: str, path: Path) -> None:
    """The events as a table in the columns of UCDP GED, ACLED or POLECAT."""
    from geomap.language.event_layouts import layout
    from geomap.publish.csv import rows, write_rows

    columns, laid_out = layout(list(rows(events)), kind)
    with path.open("w", encoding="utf-8", newline="") as out:
        write_rows(laid_out, columns, out)


def title(layers: Sequence[Layer], gazetteer: Gazetteer) -> str:
    """The countries where most happens, and the years: "Sudan and Chad, 2023\u20132024"."""
    events = next(layer.frame for layer in layers if layer.id == "events")
    countries = Counter(c for c in events["country"] if isinstance(c, str) and c)
    ranked = sorted(countries, key=lambda code: (-countries[code], code))
    most = [code for code in ranked[:3] if countries[code] >= 0.15 * countries.total()]
    names = [known.name if (known := gazetteer.country(code)) else code for code in most]
    if sum(countries[code] for code in most) < MOST * countries.total():
        names = [names[0], f"{len(ranked) - 1} other countries"] if names else [f"{len(ranked)} countries"]
    years = sorted({day[:4] for day in events["date_start"] if isinstance(day, str)})
    period = "\u2013".join(dict.fromkeys(years[:1] + years[-1:]))
    where = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    return ", ".join(filter(None, [where, period])) or "Map of the reports"
