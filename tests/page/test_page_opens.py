"""The page opens from disk, alone, and cannot be made to run or fetch anything."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import river_war
from seen import shown
from shapely.geometry import Point

from geomap.publish import html
from geomap.publish.html_assets import AssetError, escape_json, inline

PAYLOADS = [
    "<script>window.pwned=1</script>", "</script><script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", '"><svg onload=window.pwned=1>',
    "javascript:window.pwned=1", "'-window.pwned=1-'", "${window.pwned=1}", "{{constructor.constructor('window.pwned=1')()}}", "<!--<script>window.pwned=1//-->",
    "\u2028window.pwned=1\u2029", "&lt;script&gt;window.pwned=1&lt;/script&gt;", "@@APP@@ @@DATA@@ @@TITLE@@ @@POLICY@@", "<iframe srcdoc='<script>parent.pwned=1</script>'>",
    "__proto__", "constructor", "<style>*{display:none}</style>", "<a href=https://evil.example/>x</a>", "]]><script>window.pwned=1</script>", "</title><script>window.pwned=1</script>",
]  # fmt: skip


@pytest.mark.browser
def test_opens_alone(open_page: Any) -> None:
    """The page draws every layer with no request, no console error."""
    keys = shown(open_page())
    assert len(keys["events"]) == 94
    assert len(keys["corridors"]) == 5
    assert len(keys["control"]) == 3, "one picture of control at a time"


@pytest.mark.browser
@pytest.mark.parametrize(
    "attempt",
    [
        "fetch('https://example.org/')",
        "import('https://example.org/x.js')",
        "new Promise((y, n) => { const i = new Image(); i.onload = y; i.onerror = n; i.src = 'https://example.org/x.png'; })",
    ],
)
def test_network_is_forbidden(browser: Any, page_file: Path, attempt: str) -> None:
    """The policy stops fetch, import and pictures from the network before a request is made."""
    page = browser.new_page()
    answered: list[str] = []
    stopped: list[str] = []
    page.on("response", lambda response: answered.append(response.url))
    page.on("requestfailed", lambda request: stopped.append(str(request.failure)))
    page.goto(f"file://{page_file}")
    page.wait_for_selector("html[data-ready=yes]")
    assert (
        page.evaluate(
            f"async () => {{ try {{ await {attempt}; return 'went out'; }} catch (error) {{ return 'stopped'; }} }}"
        )
        == "stopped"
    )
    assert all(url.startswith("file:") for url in answered)
    assert set(stopped) <= {"csp"}, "stopped by the policy, not by the lack of a network"
    page.close()


@pytest.mark.browser
def test_foreign_script_does_not_run(browser: Any, page_file: Path) -> None:
    """A script element that is not the page's own is refused by the policy."""
    page = browser.new_page()
    page.goto(f"file://{page_file}")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s); const d = document.createElement('div'); d.setAttribute('onclick', 'window.pwned = 1'); document.body.append(d); d.click(); }"
    )
    assert page.evaluate("window.pwned") is None
    page.close()


def hostile_page(folder: Path, payload: str) -> Path:
    """A page whose every text is the payload."""
    layers = []
    for layer in river_war.theatre(6):
        frame = layer.frame.copy()
        for column in frame.columns:
            if (
                column == "geometry"
                or column.startswith("date_")
                or column in ("first_date", "last_date", "start", "end", "lat", "lon")
            ):
                continue
            kinds = {type(value) for value in frame[column]}
            if str in kinds or type(None) in kinds:
                frame[column] = [f"{payload}" if column != "id" else f"{payload}{k}" for k in range(len(frame))]
            elif list in kinds:
                frame[column] = [[payload, payload] for _ in range(len(frame))]
        if layer.id == "mentions":
            frame["candidates"] = [
                [{"place_id": payload, "place": payload, "country": payload, "score": 0.4}] for _ in range(len(frame))
            ]
        layers.append(river_war.SampleLayer(layer.id, payload, frame))
    reports = [dict.fromkeys(("report", "text", "source", "url", "published", "title"), payload)]
    labels = [{"name": payload, "lat": 38.0, "lon": -7.0, "population": 10, "kind": "city"}]
    return html.write(
        layers,
        folder / "hostile.html",
        title=payload,
        subtitle=payload,
        reports=reports,
        labels=labels,
        credits=[payload],
    )


@pytest.mark.browser
@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(open_page: Any, tmp_path: Path, payload: str) -> None:
    """A payload in every field of every layer, report, label and title runs nothing, wherever a reader clicks."""
    page = open_page(hostile_page(tmp_path, payload))
    page.click("#list")
    for key in ("events", "corridors", "control_claims", "advances", "places", "mentions", "fronts", "control"):
        page.evaluate(
            """key => new Promise((drawn) => {
                addEventListener('hashchange', () => requestAnimationFrame(() => requestAnimationFrame(drawn)), { once: true });
                location.hash = '#see=' + key + ':' + encodeURIComponent(window.geomap.shown()[key]?.[0] ?? '0');
            })""",
            key,
        )
    if page.locator("text=Read the report").count():
        page.locator("text=Read the report").first.click()
    page.fill("#search", payload[:12])
    page.mouse.move(700, 400)
    page.wait_for_selector("#found li")
    assert page.evaluate("window.pwned") is None
    assert (
        page.evaluate(
            "document.querySelectorAll('#bar iframe, #panel img, #evidence img, #evidence iframe, #found svg[onload], #evidence script').length"
        )
        == 0
    )
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
    assert all(link.startswith(("#", "http")) for link in links)


def test_same_input_gives_same_bytes(tmp_path: Path) -> None:
    """Two runs write the same file: no random id, no clock."""
    one, two = (
        html.write(river_war.theatre(), tmp_path / name, title="x", reports=river_war.reports())
        for name in ("a.html", "b.html")
    )
    assert one.read_bytes() == two.read_bytes()


def test_small_page_is_small(page_file: Path) -> None:
    """The invented war's page stays far below 3 MB, base map included."""
    assert page_file.stat().st_size < 900_000


def test_no_address_is_fetched_by_the_markup(page_file: Path) -> None:
    """No src, href or url() points to the network, and folium's usual companions are not there."""
    text = page_file.read_text("utf-8")
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", text, flags=re.DOTALL)
    assert "http" not in markup.replace("http-equiv", ""), "only scripts' own texts may speak of addresses"
    assert not re.search(r"url\((?!#)[^)]*\)", "".join(re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL)))
    assert "bootstrap" not in text and "jquery" not in text.lower().replace("jqueryl", "")
    assert "user-scalable=no" not in text


def test_unknown_asset_is_an_error() -> None:
    """A script that is not vendored stops the build instead of slipping through."""
    with pytest.raises(AssetError, match="not vendored"):
        inline('<script src="https://cdn.example/lib.js"></script>')
    with pytest.raises(AssetError, match="network"):
        inline('<img src="https://cdn.example/a.png">')


def test_json_cannot_leave_its_element() -> None:
    """Escaped JSON reads back the same and holds no character that HTML gives a meaning."""
    text = json.dumps(PAYLOADS, ensure_ascii=False)
    safe = escape_json(text)
    assert json.loads(safe) == PAYLOADS
    assert not set("<>&\u2028\u2029") & set(safe)


def test_an_interrupted_write_leaves_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure while writing does not touch the page that is there."""
    target = tmp_path / "map.html"
    target.write_text("old", "utf-8")
    monkeypatch.setattr(html, "render", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        html.write([], target, title="x")
    assert target.read_text("utf-8") == "old"


@pytest.mark.browser
def test_nothing_at_all_is_said_kindly(open_page: Any, tmp_path: Path) -> None:
    """Without any layer the page says so, on a map of the world."""
    page = open_page(html.write([], tmp_path / "none.html", title="Nothing"))
    assert "name no event or place" in page.inner_text("#empty")
    assert "No dated events" in page.inner_text("#range-text")


@pytest.mark.browser
def test_rows_without_position_or_date(open_page: Any, tmp_path: Path) -> None:
    """Events that could not be placed or dated are listed, not lost."""
    rows = [
        river_war.event(1, id="lost", place=None, place_id=None, date_start=None, date_end=None, date_basis="none"),
        river_war.event(2, id="there"),
    ]
    layer = river_war.SampleLayer("events", "Events", river_war.frame(rows, [None, Point(-7, 38)]))
    page = open_page(html.write([layer], tmp_path / "bare.html", title="Bare"), fragment="#see=events:lost")
    assert "could not be found" in page.inner_text("#evidence")
    assert shown(page)["events"] == ["lost", "there"]
