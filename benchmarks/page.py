"""How large and how quick the map page is, beside folium's own ways: `python benchmarks/page.py --events 100000 --folium`.

Prints one line per way: seconds to build, megabytes, milliseconds from navigation to the first complete picture, and
for our page the milliseconds until a filter, a time step, a pan and a zoom are on screen. Needs Chromium.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
from playwright.sync_api import sync_playwright
from shapely import points

from geomap import style
from geomap.layers import Layer
from geomap.publish import html, html_assets

ACTORS = ["government forces", "Northern League", "River Council", "Islamic Brigade", "Hill militia", "Coast guard"]
USE = """async () => {
  const frame = () => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)));
  const timed = async (run) => { const t = performance.now(); run(); await frame(); return Math.round(performance.now() - t); };
  return {
    filter: await timed(() => document.querySelector('[data-facet=type] .toggle').click()),
    step: await timed(() => document.querySelector('#step-on').click()),
    all: await timed(() => document.querySelector('#all-time').click()),
    pan: await timed(() => geomapMap.panBy([250, 90], { animate: false })),
    zoom: await timed(() => geomapMap.setZoom(geomapMap.getZoom() + 1, { animate: false })),
  };
}"""


def vocabulary(size: int, rng: random.Random) -> list[str]:
    """Made-up words as long as English ones."""
    syllables = ["".join(pair) for pair in itertools.product("bdfgklmnprstvz", "aeiou")] + [
        "th",
        "ing",
        "er",
        "on",
        "ed",
    ]
    return ["".join(rng.choices(syllables, k=rng.choice((1, 2, 2, 3)))) for _ in range(size)]


def events(count: int) -> Layer:
    """Events with a sentence of their own each (20 words on average, word frequencies after Zipf)."""
    rng, numbers = random.Random(1), np.random.default_rng(1)
    words = vocabulary(20_000, rng)
    drawn = np.minimum(numbers.zipf(1.35, size=count * 20) - 1, len(words) - 1).reshape(count, 20)
    quotes = [" ".join(words[k] for k in row[: rng.randint(12, 20)]).capitalize() + "." for row in drawn]
    towns = [(f"{rng.choice(words).title()}", rng.uniform(30, 37), rng.uniform(34, 46)) for _ in range(1500)]
    chosen = [rng.choice(towns) for _ in range(count)]
    start = np.datetime64("2014-01-01") + numbers.integers(0, 3000, count).astype("timedelta64[D]")
    days = [str(day) for day in start]
    spots = numbers.normal(0, 0.08, (count, 2)) + np.array([(lat, lon) for _, lat, lon in chosen])
    table = {
        "id": [f"e{k:06d}" for k in range(count)], "report": [f"r{k // 9:05d}" for k in range(count)], "quote": quotes,
        "type": rng.choices(list(style.EVENTS), k=count), "actor": rng.choices(ACTORS, k=count), "target": rng.choices(ACTORS, k=count),
        "date_start": days, "date_end": days, "date_precision": "day", "date_basis": "table", "place": [name for name, _, _ in chosen],
        "feature": "town", "country": "SY", "radius_km": 4.0, "geo_precision": 1, "stance": "asserted",
        "claim_status": rng.choices(["single", "corroborated", "contested"], k=count),
    }  # fmt: skip
    return Layer(
        "events", "Events", gpd.GeoDataFrame(table, geometry=points(spots[:, 1], spots[:, 0]), crs="EPSG:4326")
    )


def folium_ways(layer: Layer) -> dict[str, Callable[[], folium.Map]]:
    """The usual ways to put many points on a folium map."""
    frame = layer.frame
    rows = [[p.y, p.x] for p in frame.geometry]

    def one_style() -> folium.Map:
        world = folium.Map([34, 40], zoom_start=6, prefer_canvas=True)
        folium.GeoJson(frame[["id", "geometry"]], marker=folium.CircleMarker(radius=4)).add_to(world)
        return world

    def styled() -> folium.Map:
        world = folium.Map([34, 40], zoom_start=6, prefer_canvas=True)
        folium.GeoJson(
            frame[["id", "geometry"]],
            marker=folium.CircleMarker(radius=4),
            style_function=lambda _: {"color": "#c74025"},
        ).add_to(world)
        return world

    def clusters() -> folium.Map:
        from folium.plugins import FastMarkerCluster

        world = folium.Map([34, 40], zoom_start=6, prefer_canvas=True)
        FastMarkerCluster(rows).add_to(world)
        return world

    def markers() -> folium.Map:
        world = folium.Map([34, 40], zoom_start=6, prefer_canvas=True)
        for row, quote in zip(rows, frame["quote"], strict=True):
            folium.CircleMarker(row, radius=4, popup=quote).add_to(world)
        return world

    return {
        "GeoJson, one style": one_style,
        "GeoJson, style_function": styled,
        "FastMarkerCluster": clusters,
        "CircleMarker with popup": markers,
    }


def chromium() -> str:
    """Where Chromium is; the benchmark cannot do without."""
    found = os.environ.get("GEOMAP_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if found is None:
        sys.exit("no Chromium found: set GEOMAP_CHROMIUM")
    return found


def ours(browser: Any, path: Path) -> tuple[float, dict[str, int]]:
    """Milliseconds to the picture (best of three), and of each use."""
    times = []
    for _ in range(3):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"file://{path}")
        page.wait_for_selector("html[data-ready=yes]", timeout=120_000)
        times.append(page.evaluate("performance.getEntriesByName('geomap-painted')[0].startTime"))
        use = page.evaluate(USE)
        page.close()
    return min(times), use


def theirs(browser: Any, path: Path) -> str:
    """Milliseconds until a folium page that needs Leaflet alone is drawn, with Leaflet served from our copy."""
    leaflet = html_assets.WEB / "vendor" / "leaflet"
    page = browser.new_page(viewport={"width": 1440, "height": 900})

    def serve(route: Any) -> None:
        name = route.request.url.rsplit("/", 1)[-1]
        if route.request.url.startswith("file:"):
            route.continue_()
        elif name in ("leaflet.js", "leaflet.css"):
            route.fulfill(path=leaflet / name)
        else:
            route.abort()

    page.route("**/*", serve)
    page.goto(f"file://{path}", wait_until="load", timeout=240_000)
    drawn = page.evaluate(
        "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(performance.now()))))"
    )
    page.close()
    return f"{drawn:.0f}"


def main() -> None:
    """Build, open, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument(
        "--folium",
        action="store_true",
        help="measure folium's own ways too (Leaflet comes from our copy; the cluster plugin would need the network, so no paint time there)",
    )
    options = parser.parse_args()
    layer = events(options.events)
    print("| way | build s | MB | painted ms | in use |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        began = time.perf_counter()
        path = html.write([layer], Path(folder) / "map.html", title="Many events")
        built = time.perf_counter() - began
        painted, use = ours(browser, path)
        said = ", ".join(f"{name} {ms} ms" for name, ms in use.items())
        print(
            f"| geomap page, {options.events:,} events | {built:.1f} | {path.stat().st_size / 1e6:.1f} | {painted:.0f} | {said} |",
            flush=True,
        )
        for name, make in folium_ways(layer).items() if options.folium else ():
            began = time.perf_counter()
            make().save(str(path))
            built = time.perf_counter() - began
            drawn = theirs(browser, path) if name.startswith("GeoJson") else ""
            print(f"| folium {name} | {built:.1f} | {path.stat().st_size / 1e6:.1f} | {drawn} | |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
