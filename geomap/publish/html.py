"""The map page: one self-contained HTML file, made with folium, that opens from disk and asks the network for nothing.

folium builds the map and its page; its links are replaced by vendored files, its random ids by fixed ones, and the
data go beside it as compact columns that the page's own script draws on canvas. The result is a pure function of its
arguments: the same layers give the same bytes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import folium
from branca.element import Element
from folium.template import Template

import geomap
from geomap import style
from geomap.publish import html_assets as assets
from geomap.publish.html_base import base_map
from geomap.publish.html_data import LayerLike, drop_told_quotes, pack_column, pack_points, pack_table, unpack
from geomap.publish.html_lanes import lanes
from geomap.publish.html_names import actor_sides, side_labels
from geomap.publish.html_scope import view_bounds
from geomap.publish.html_thin import AGGREGATE_ABOVE, aggregate_events

MAX_TEXT = 12_000_000  # characters of report text that one page carries

_PAGE = Template(
    '<!DOCTYPE html>\n<html lang="en" data-theme="light">\n<head>\n@@POLICY@@\n'
    "<title>@@TITLE@@</title>\n{{ this.header.render(**kwargs) }}\n</head>\n<body>\n"
    "{{ this.html.render(**kwargs) }}\n<script>\n{{ this.script.render(**kwargs) }}\nwindow.geomapMap = map_page;\n@@APP@@</script>\n</body>\n</html>\n"
)
_FOLIUM_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')


class _PageMap(folium.Map):
    """folium's map with Leaflet alone: no jQuery, no bootstrap, no fonts from elsewhere."""

    default_js = [("leaflet", assets.LEAFLET_JS)]  # noqa: RUF012 - folium's own shape
    default_css = [("leaflet_css", assets.LEAFLET_CSS)]  # noqa: RUF012


def write(
    layers: Sequence[LayerLike],
    path: str | os.PathLike[str],
    *,
    title: str,
    reports: Sequence[Mapping[str, Any]] = (),
    subtitle: str = "",
    credits: Sequence[str] = (),  # noqa: A002 - the word the page uses
    labels: Iterable[Mapping[str, Any]] = (),
    aggregate: bool | None = None,
) -> Path:
    """Write the page to `path` and return it.

    `layers` hold frames in EPSG:4326 with the columns of the file contract. `reports` are dicts of report, text,
    source, url, published, title: they give the sentences behind the marks. `labels` are dicts of name, lon, lat,
    population, kind (country, capital, city, town, sea, region) for the base map. `aggregate` sums events up by
    place cell, month and type; None does so above 200,000 events. Raises AssetError when anything would need the network.
    """
    html = render(
        layers, title=title, reports=reports, subtitle=subtitle, credits=credits, labels=labels, aggregate=aggregate
    )
    target = Path(path)
    draft = target.with_name(target.name + ".part")
    draft.write_text(html, "utf-8", newline="\n")
    draft.replace(target)  # an interrupted run leaves the previous page whole
    return target


def render(
    layers: Sequence[LayerLike],
    *,
    title: str,
    reports: Sequence[Mapping[str, Any]] = (),
    subtitle: str = "",
    credits: Sequence[str] = (),  # noqa: A002
    labels: Iterable[Mapping[str, Any]] = (),
    aggregate: bool | None = None,
) -> str:
    """The page as text; see `write`."""
    layers = [_thinned(layer, aggregate) for layer in layers]
    bounds = view_bounds(layers)
    west, south, east, north = bounds
    frame = _PageMap(
        location=[(south + north) / 2, (west + east) / 2], tiles=None, zoom_control=False, zoom_start=4,
        control_scale=False, attribution_control=False, font_size="13px", max_zoom=14, min_zoom=2, zoom_snap=0.25,
        zoom_delta=0.5, wheel_px_per_zoom_level=90, keyboard=True, fade_animation=False,
    )  # fmt: skip
    frame._id = "page"  # folium draws a random one
    page: Any = frame.get_root()
    page._id, page._template = "figure", _PAGE
    sides = _sides(layers)
    packed = _packed(layers, reports, sides)
    events = next((table["cols"]["_side"] for table in packed["tables"] if "_side" in table["cols"]), None)
    sides = sorted({*sides, *(side for side in unpack(events) if side)}) if events else sides
    head = {
        "title": title, "subtitle": subtitle, "credits": list(credits), "version": geomap.__version__,
        "bounds": [west, south, east, north], "style": style.table(sides, side_labels(sides)), "labels": _labels(labels),
    }  # fmt: skip
    blocks = {"head": head, "base": base_map(bounds), **packed}
    page.header.add_child(Element(f"<style>{assets.app_style()}</style>"), name="geomap_style")
    page.html.add_child(Element(assets.app_frame() + "@@DATA@@"), name="geomap_frame")
    html = assets.inline(page.render())
    html = _FOLIUM_VIEWPORT.sub('<meta name="viewport" content="width=device-width, initial-scale=1">', html)
    html = html.replace("@@APP@@", assets.app_script(), 1)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{assets.policy(html)}">'
    html = html.replace("@@POLICY@@", meta, 1)
    html = html.replace("@@DATA@@", "".join(assets.data_block(name, block) for name, block in blocks.items()), 1)
    return html.replace("@@TITLE@@", escape(title), 1)  # last: a title may say anything


def _thinned(layer: LayerLike, aggregate: bool | None) -> LayerLike:
    """The layer, or its events summed up when there are too many to carry one by one."""
    wanted = aggregate if aggregate is not None else len(layer.frame) > AGGREGATE_ABOVE
    return aggregate_events(layer) if layer.id == "events" and wanted else layer


def _packed(layers: Sequence[LayerLike], reports: Sequence[Mapping[str, Any]], sides: Sequence[str]) -> dict[str, Any]:
    """The data blocks: `tables` and `reports` at once, `cold` and `texts` when a reader asks."""
    texts = _texts(reports)
    tables, cold = [], {}
    for layer in layers:
        table, late = pack_table(layer)
        if layer.id == "corridors":
            table["cols"]["_lane"] = {"v": lanes(list(layer.frame.geometry))}
        if layer.id == "events" and "side" not in layer.frame:
            table["cols"]["_side"] = pack_column("_side", actor_sides(layer.frame, sides))
        if "report" not in layer.frame and "reports" in layer.frame:
            first = [
                value[0] if isinstance(value, list | tuple) and value else None for value in layer.frame["reports"]
            ]
            table["cols"]["_report"] = pack_column("_report", first)
        report = table["cols"].get("report") or table["cols"].get("_report")
        drop_told_quotes(late, unpack(report) if report else None, texts)
        tables.append(table)
        cold[layer.id] = late
    about = [
        {key: _text(row.get(key)) for key in ("report", "title", "source", "url", "published")}
        for row in reports
    ]  # fmt: skip
    for row in about:
        row["url"] = row["url"] if re.match(r"https?://", row["url"], re.IGNORECASE) else ""
    return {"tables": tables, "reports": about, "cold": cold, "texts": texts}


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def _texts(reports: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Report texts by id; none at all when they are more than a page can carry (quotes are then kept instead)."""
    texts = {_text(row.get("report")): _text(row.get("text")) for row in reports if row.get("text")}
    return texts if sum(map(len, texts.values())) <= MAX_TEXT else {}


def _sides(layers: Sequence[LayerLike]) -> list[str]:
    """Every side named by any layer, sorted."""
    found: set[str] = set()
    for layer in layers:
        for column in ("side", "side_a", "side_b", "side_from", "side_to"):
            if column in layer.frame:
                found.update(value for value in layer.frame[column] if isinstance(value, str) and value)
    return sorted(found)


def _labels(labels: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Place labels as columns, largest first."""
    rows = sorted(labels, key=lambda row: (-int(row.get("population") or 0), str(row["name"])))
    return {
        "name": [str(row["name"]) for row in rows],
        "kind": [str(row.get("kind") or "city") for row in rows],
        "population": [int(row.get("population") or 0) for row in rows],
        "points": pack_points([(float(row["lon"]), float(row["lat"])) for row in rows]),
    }
