"""What a reader does with the page: time, evidence, filters, search, links, taking away, comparing."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import river_war
from seen import marks, shown
from shapely.geometry import Point, box, shape

from geomap.publish import html

pytestmark = pytest.mark.browser


def dated(start: int, end: int) -> str:
    """A link's time part."""
    return f"#time={river_war.day(start)}..{river_war.day(end)}"


def meeting(start: int, end: int) -> set[str]:
    """Ids of the invented events whose interval meets these days, undated ones too."""
    frame = river_war.theatre()[0].frame
    low, high = river_war.day(start), river_war.day(end)
    return {
        row.id
        for row in frame.itertuples()
        if not isinstance(row.date_start, str) or (row.date_start <= high and row.date_end >= low)
    }


# --- time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end"), [(0, 119), (30, 40), (62, 62)])
def test_a_thing_is_shown_while_its_interval_meets_the_range(open_page: Any, start: int, end: int) -> None:
    """Events are intervals: any overlap with the range shows them."""
    assert set(shown(open_page(fragment=dated(start, end)))["events"]) == meeting(start, end)


def test_corridors_follow_the_same_slider(open_page: Any) -> None:
    """A corridor closed in April is gone in May."""
    assert shown(open_page(fragment=dated(0, 10)))["corridors"] == ["c1", "c4", "c5"]
    assert shown(open_page(fragment=dated(80, 90)))["corridors"] == ["c1", "c2", "c5"]


@pytest.mark.parametrize(("last", "picture"), [(10, ["0", "1", "2"]), (45, ["3", "4", "5"]), (119, ["9", "10", "11"])])
def test_control_is_the_picture_of_the_last_day(open_page: Any, last: int, picture: list[str]) -> None:
    """Areas of one date only are drawn, those of the range's last day."""
    assert shown(open_page(fragment=dated(0, last)))["control"] == picture


def test_range_moves_by_keyboard(open_page: Any) -> None:
    """Arrow keys move a handle by the step, Home and End to the ends; the page says the day."""
    page = open_page()
    page.focus("#to")
    page.keyboard.press("ArrowLeft")
    last = date.fromisoformat(page.evaluate("window.geomap.range()")[1])
    assert last.isoformat() < river_war.day(119)
    assert page.get_attribute("#to", "aria-valuetext") == f"{last.day} {last:%B %Y}"
    assert page.inner_text("#range-said").endswith(f"{last.day} {last:%b %Y}")
    page.keyboard.press("Home")
    assert page.evaluate("window.geomap.range()")[0] == page.evaluate("window.geomap.range()")[1]
    page.keyboard.press("End")
    assert set(shown(page)["events"]) == meeting(0, 119)


def test_range_is_brushed_on_the_histogram(open_page: Any) -> None:
    """Dragging over the bars chooses a period, snapped to the step."""
    page = open_page()
    box = page.locator("#track").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20, steps=4)
    page.mouse.up()
    start, end = page.evaluate("window.geomap.range()")
    assert river_war.day(20) < start < river_war.day(40)
    assert river_war.day(55) < end < river_war.day(70)


def test_steps_and_play_move_on(open_page: Any) -> None:
    """Step begins with the first step of the period; play goes on from there and can be paused."""
    page = open_page()
    page.click("#step-on")
    first = page.evaluate("window.geomap.range()")
    page.click("#step-on")
    assert page.evaluate("window.geomap.range()")[0] > first[0]
    page.select_option("#speed", "4")
    page.click("#play")
    page.wait_for_function("before => window.geomap.range()[0] > before", arg=page.evaluate("window.geomap.range()")[0])
    assert page.get_attribute("#play", "aria-label") == "Pause"
    page.click("#play")
    assert page.get_attribute("#play", "aria-label") == "Play"


def test_undated_things_have_their_chip(open_page: Any) -> None:
    """The chip counts what has no date, and puts it away and back."""
    page = open_page()
    undated = set(river_war.theatre()[0].frame.query("date_start.isna()")["id"])
    assert str(len(undated)) in page.inner_text("#undated")
    page.click("#undated")
    assert undated.isdisjoint(shown(page)["events"])


# --- evidence -----------------------------------------------------------------------------------------------------


def test_click_leads_to_the_sentence(open_page: Any) -> None:
    """A click on a mark opens the sentence with the place marked, who says it, and how its date is known."""
    page = open_page(fragment="#map=11/37.943/-7.597&time=" + river_war.day(12) + ".." + river_war.day(12))
    mark = next(mark for mark in marks(page) if "told1" in mark["keys"])
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + mark["x"], box["y"] + mark["y"])
    if len(mark["keys"]) > 1:
        page.locator("#evidence .events button", has_text="Serpa").first.click()
    page.wait_for_selector("#evidence blockquote")
    words = page.inner_text("#evidence")
    assert page.inner_text("#evidence mark.here") == "Serpa"
    for said in (
        "The River Council denies that it left",
        "Denied by\nRiver Council",
        "Contested",
        "Worked out from the report's words",
        "exact place",
        "Morning Post",
    ):
        assert said in words


def test_other_readings_and_confidence_are_in_words(open_page: Any) -> None:
    """The other candidates of the place are listed with a likelihood in words, never a bare number."""
    page = open_page(fragment="#see=events:told0")
    page.click("text=Other readings of the place")
    words = page.locator("#evidence details.readings").first.inner_text()
    assert "Béja, Tunisia" in words and "very unlikely" in words and "Very likely" in words
    assert "0." not in page.inner_text("#evidence")


def test_report_and_marks_lead_to_each_other(open_page: Any) -> None:
    """From the mark to the whole report, from a clause in it back to its mark; characters beyond 16 bits keep offsets."""
    page = open_page(fragment="#see=events:told1")
    page.click("text=Read the report")
    page.wait_for_selector(".report")
    assert [clause.strip() for clause in page.locator(".clause").all_inner_texts()][-1] == "𝔊uns were heard near Moura"
    page.locator(".clause").last.click()
    page.wait_for_selector("blockquote")
    assert "𝔊uns" in page.inner_text("blockquote")
    page.click("#evidence-back")
    page.wait_for_selector(".report")


def test_links_to_sources_are_plain_and_safe(open_page: Any) -> None:
    """The source opens in a window of its own, told nothing of this one."""
    link = open_page(fragment="#see=events:told0").locator("#evidence .links a")
    assert link.get_attribute("href") == "https://news.example/morning"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_arabic_runs_from_right_to_left(open_page: Any) -> None:
    """A sentence in Arabic is set from the right."""
    page = open_page(fragment="#see=events:told3")
    assert page.evaluate("getComputedStyle(document.querySelector('blockquote')).direction") == "rtl"


PAINTED = """() => { const sheet = document.querySelector('.leaflet-overlay-pane canvas');
    return sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height).data.filter((v, k) => k % 4 === 3 && v).length; }"""


def test_vague_places_are_areas(open_page: Any, tmp_path: Path) -> None:
    """An event known to 25 km is drawn with its circle, which the legend explains; one known to 3 km has none."""
    painted = {}
    for km in (3.0, 25.0):
        frame = river_war.frame([river_war.event(1, radius_km=km)], [Point(-7.2, 38.2)])
        path = html.write([river_war.SampleLayer("events", "Events", frame)], tmp_path / f"{km}.html", title="One")
        page = open_page(path, fragment="#map=8/38.2/-7.2")
        painted[km] = page.evaluate(PAINTED), "somewhere within this area" in page.inner_text("#panel")
    assert painted[3.0] == (0, False)
    assert painted[25.0][0] > 500 and painted[25.0][1]


@pytest.mark.parametrize(("see", "words"), [
    ("corridors:c3", ["Sines → Évora", "Claimed, and denied", "Denied by\nCoast Guard of Sines", "Over land", "Likely"]),
    ("fronts:3", ["Highland league – River council", "within about 12 km of the line, nine times in ten"]),
    ("control:9", ["Estimated control", "An estimate drawn from the places"]),
    ("control_claims:2", ["Serpa", "no source says", "Contested"]),
    ("advances:0", ["Advance", "Towards", "Moura"]),
    ("places:0", ["Beja", "Mentions"]),
])  # fmt: skip
def test_every_layer_has_its_evidence(open_page: Any, see: str, words: list[str]) -> None:
    """Whatever is chosen, the panel says what it is and what it rests on."""
    page = open_page(fragment=f"#see={see}")
    page.wait_for_selector("#evidence dl")
    text = page.inner_text("#evidence")
    assert [word for word in words if word not in text] == []


# --- find and filter ----------------------------------------------------------------------------------------------


def test_types_filter_and_counts_follow(open_page: Any) -> None:
    """Putting a type away hides its events, and the sides' counts go down with it."""
    page = open_page()
    clashes = set(river_war.theatre()[0].frame.query("type == 'clash'")["id"])
    before = page.inner_text("[data-facet=side]")
    page.locator("[data-facet=type] .toggle", has_text="Clash").click()
    assert clashes.isdisjoint(shown(page)["events"])
    assert page.inner_text("[data-facet=side]") != before
    page.click("#clear")
    assert clashes <= set(shown(page)["events"])


def test_only_keeps_one(open_page: Any) -> None:
    """'only' beside a type leaves that type alone; once more brings all back."""
    page = open_page()
    row = page.locator("[data-facet=type] .row", has_text="Shelling")
    row.hover()
    row.locator(".only").click()
    kinds = set(river_war.theatre()[0].frame.set_index("id").loc[shown(page)["events"], "type"])
    assert kinds == {"shelling"}


@pytest.mark.parametrize(
    ("facet", "name"),
    [
        ("actor", "River Council"),
        ("source", "Frontier Wire"),
        ("claim", "Contested"),
        ("stance", "Planned or announced"),
        ("conf", "Likely"),
    ],
)
def test_other_facets_choose(open_page: Any, facet: str, name: str) -> None:
    """Actor, source, claim, stance and confidence choose what is shown; the count says how much."""
    page = open_page()
    page.click(f"[data-facet={facet}] .fold")
    row = page.locator(f"[data-facet={facet}] .toggle", has=page.get_by_text(name, exact=True))
    row.click()
    assert row.get_attribute("aria-pressed") == "true"
    page.wait_for_function("facet => location.hash.includes(facet + '=')", arg=facet)


def test_search_finds_places_actors_and_sentences(open_page: Any) -> None:
    """Typing finds places without their accents, actors, and words of sentences; Enter goes there."""
    page = open_page()
    page.fill("#search", "evora")
    page.wait_for_selector("#found li:has-text('Évora')")
    page.fill("#search", "families left")
    page.wait_for_selector("#found li:has-text('families left')")
    page.fill("#search", "river council")
    page.wait_for_selector("#found li:has-text('Actor')")
    page.fill("#search", "Beja")
    page.wait_for_selector("#found li[aria-selected=true]:has-text('Beja')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence h2:has-text('Beja')")


def test_everything_filtered_out_offers_a_way_back(open_page: Any) -> None:
    """An empty map says why, and one button undoes it."""
    page = open_page(
        fragment="#off=events|corridors|chokepoints|advances|fronts|control|changes|control_claims|places|mentions"
    )
    page.click("#empty .button")
    assert len(shown(page)["events"]) == 94


# --- links, taking away, comparing --------------------------------------------------------------------------------


def test_a_link_shows_what_its_sender_saw(open_page: Any) -> None:
    """View, period, filters, layers and choice come back from the fragment."""
    given = "#map=9/38.1/-7.5&time=2031-04-01..2031-04-20&type=clash&off=corridors&see=events:told0&undated=0"
    page = open_page(fragment=given)
    page.wait_for_selector("blockquote")
    page.wait_for_function("given => location.hash !== given", arg=given)  # the page writes it in its own way
    link = page.evaluate("location.hash")
    again = open_page(fragment=link)
    assert shown(again) == shown(page)
    assert again.evaluate("[window.geomapMap.getZoom(), window.geomapMap.getCenter().lat.toFixed(2)]") == [9, "38.10"]


def test_what_is_shown_is_copied_as_geojson(open_page: Any) -> None:
    """The copy is RFC 7946 GeoJSON of what is shown, with every column, quotes and dates as text."""
    page = open_page(fragment=dated(0, 40), permissions=["clipboard-read", "clipboard-write"])
    page.click("#share")
    page.click("#copy-geojson")
    page.wait_for_selector("#note.on:has-text('copied')")
    features = json.loads(page.evaluate("navigator.clipboard.readText()"))["features"]
    keys = shown(page)
    assert [f["properties"]["id"] for f in features if f["properties"]["layer"] == "events"] == keys["events"]
    told = next(f for f in features if f["properties"].get("id") == "told0")
    assert told["properties"]["quote"].startswith("Guns of the Highland League")
    assert told["properties"]["date_start"] == river_war.day(12)
    assert all(f["geometry"] is None or shape(f["geometry"]).is_valid for f in features)
    for feature in features:
        if feature["geometry"] and feature["geometry"]["type"] == "Polygon":
            assert shape(feature["geometry"]).exterior.is_ccw


def test_what_is_shown_is_saved_as_csv(open_page: Any, tmp_path: Path) -> None:
    """The CSV has a row per event shown; a cell that a spreadsheet would run is made text."""
    rows = [river_war.event(1, actor="=HYPERLINK(1)", quote='He said "no", twice.')]
    layer = river_war.SampleLayer("events", "Events", river_war.frame(rows, [river_war.events(1).frame.geometry[0]]))
    page = open_page(html.write([layer], tmp_path / "one.html", title="One"))
    page.click("#share")
    with page.expect_download() as saved:
        page.click("#save-csv")
    row = next(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text("utf-8"))))
    assert row["actor"] == "'=HYPERLINK(1)"
    assert row["quote"] == 'He said "no", twice.'
    assert abs(float(row["lat"]) - layer.frame.geometry[0].y) < 1e-4


def test_two_dates_are_compared_by_swipe(open_page: Any) -> None:
    """Left of the divider the first date's control is drawn, right of it the last date's; keys move the divider."""
    page = open_page(fragment="#compare=0.5&time=2031-03-05..2031-06-20")
    drawn = page.evaluate("window.geomap.lines()")
    assert {line["key"] for line in drawn if line["layer"] == "control" and line["side"] == 1} == {"0", "1", "2"}
    assert {line["key"] for line in drawn if line["layer"] == "control" and line["side"] == 2} == {"9", "10", "11"}
    page.focus("#swipe")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#swipe", "aria-valuenow") == "52"
    page.keyboard.press("c")
    assert page.is_hidden("#swipe")


def test_printing_keeps_title_map_and_legend(open_page: Any) -> None:
    """In print the tools are gone; title, map, legend and period stay, in light colours."""
    page = open_page(dark=True)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.is_visible("#panel-body") and page.is_visible("#title") and page.is_visible("#range-text")
    assert not page.is_visible("#search") and not page.is_visible("#play")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


# --- everybody ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "dark", "fragment"),
    [
        ((1440, 900), False, ""),
        ((1440, 900), True, "#see=events:told1"),
        ((390, 844), False, ""),
        ((390, 844), True, "#see=events:told0"),
        ((1024, 768), False, "#compare=0.5"),
    ],
)
def test_axe_finds_nothing(open_page: Any, size: tuple[int, int], dark: bool, fragment: str) -> None:
    """No violation of WCAG 2 A or AA that axe can see, in light and dark, wide and narrow."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(size=size, dark=dark, fragment=fragment)
    if "see" in fragment:
        page.wait_for_selector("#evidence dl")
    found = axe.run(page).response["violations"]
    assert [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found] == []


def test_everything_is_reached_by_keyboard(open_page: Any) -> None:
    """Without a mouse: the list of what is shown, an event in it, its report, and back; focus is always seen."""
    page = open_page()
    page.locator(".folium-map").focus()
    page.keyboard.press("e")
    page.wait_for_selector("#evidence details[open] .events button")
    page.locator("#evidence details[open] .events button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence blockquote")
    page.keyboard.press("Escape")
    page.wait_for_selector("#evidence details[open] .events")
    page.keyboard.press("Escape")
    assert page.is_hidden("#evidence")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize(("size", "least"), [((1440, 900), 0.6), ((1024, 768), 0.6), ((390, 844), 0.99)])
def test_panels_leave_the_map_its_room(open_page: Any, size: tuple[int, int], least: float) -> None:
    """With the evidence open the map keeps three fifths of the window's width, and the map itself never moves."""
    page = open_page(size=size)
    before = page.evaluate("JSON.stringify(document.querySelector('.folium-map').getBoundingClientRect())")
    page.evaluate("location.hash = '#see=events:told0'")
    page.wait_for_selector("#evidence dl")
    free = page.evaluate("""() => { const w = innerWidth, p = document.querySelector('#panel').getBoundingClientRect(), e = document.querySelector('#evidence').getBoundingClientRect();
        return p.width > w * 0.9 || e.width > w * 0.9 ? 1 : (e.left - Math.max(0, p.right)) / w; }""")
    assert free >= least
    assert page.evaluate("JSON.stringify(document.querySelector('.folium-map').getBoundingClientRect())") == before


def test_many_events_stay_swift(open_page: Any, tmp_path: Path) -> None:
    """Twenty thousand events: a small file, and a filter is applied and drawn within a second on a slow machine."""
    path = html.write([river_war.events(20_000, days=900)], tmp_path / "many.html", title="Many")
    assert path.stat().st_size < 1_600_000
    page = open_page(path)
    spent = page.evaluate("""async () => { const t = performance.now(); document.querySelector('[data-facet=type] .toggle').click();
        await new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))); return performance.now() - t; }""")
    assert spent < 1000
    assert sum(len(mark["keys"]) for mark in marks(page)) > 1000
    assert len(marks(page)) < 1200, "crowded events are grouped"


def test_sums_stand_for_their_events(open_page: Any, tmp_path: Path) -> None:
    """With sums the counts stay those of all events."""
    path = html.write([river_war.events(3000)], tmp_path / "sums.html", title="Sums", aggregate=True)
    page = open_page(path)
    assert "3,000" in page.inner_text("[data-facet=layers]")
    assert len(shown(page)["events"]) < 3000


# --- chokepoints and ground that changed hands --------------------------------------------------------------------


def test_a_chokepoint_says_what_closes_if_it_is_cut(open_page: Any) -> None:
    """The corridor without another way is named, and opens from there."""
    page = open_page()
    mark = next(m for m in marks(page, "chokepoints") if m["keys"] == ["0"])
    box = page.locator("#map_page, .folium-map").first.bounding_box()
    page.mouse.click(box["x"] + mark["x"], box["y"] + mark["y"])
    page.wait_for_selector("#evidence h2")
    told = page.inner_text("#evidence-body")
    assert "no other way for Sevilla → Badajoz" in " ".join(told.split())
    page.click("#evidence-body .fact button.textlink >> nth=0")
    page.wait_for_function("document.querySelector('#evidence h2').textContent === 'Sevilla → Badajoz'")


def test_a_corridor_says_when_it_was_closed_and_when_a_front_meets_it(open_page: Any) -> None:
    """Closed, reopened, and the days of the estimates whose front crosses it."""
    page = open_page(fragment="#see=corridors:c1")
    page.wait_for_selector("#evidence h2")
    told = page.inner_text("#evidence-body")
    assert "closed 21 March – 4 April 2031; reopened 5 April 2031" in told
    assert "2 estimates, 30 April 2031 to 30 May 2031" in told


def test_a_chokepoint_goes_with_its_corridors(open_page: Any) -> None:
    """When none of the corridors through it is there, it is not there either."""
    assert shown(open_page(fragment=dated(0, 10)))["chokepoints"] == ["0", "1"]
    assert shown(open_page(fragment=dated(80, 90)))["chokepoints"] == ["0"]


def test_ground_that_changed_hands_is_shown_on_demand(open_page: Any) -> None:
    """Off at first, as it lies over the areas of control; its own button puts it on, and a click tells whose it was."""
    page = open_page()
    assert shown(page)["changes"] == []
    page.click("#panel-body button[title='Gains and losses']")
    assert shown(page)["changes"] == ["0", "1", "2"]
    assert "changes" in {line["layer"] for line in page.evaluate("window.geomap.lines()")}


def test_each_theatre_shows_its_own_last_picture(open_page: Any, tmp_path: Path) -> None:
    """A war that ended years before another is still drawn when the range spans both."""
    rows = [
        {"side": "north", "support": 9, "confidence": 0.8, "date_start": begin, "date_end": end, "theatre": theatre}
        for theatre, begin, end in (
            ("PT", "2021-01-01", "2021-01-31"), ("PT", "2021-02-01", "2021-03-01"), ("ES", "2031-01-01", "2031-02-01"),
        )
    ]  # fmt: skip
    shapes = [box(-8.5, 38, -8.0, 39), box(-8.5, 38, -7.8, 39), box(-6.0, 38, -5.0, 39)]
    layer = river_war.SampleLayer("control", "Control", river_war.frame(rows, shapes))
    page = open_page(html.write([layer], tmp_path / "two.html", title="Two wars"))
    assert shown(page)["control"] == ["1", "2"]
    assert "different days" in page.inner_text("#as-of")
