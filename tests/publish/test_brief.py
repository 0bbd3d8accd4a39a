"""A brief says what the folder holds, with citations, and never lets report text become markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geomap.cli import main
from geomap.errors import InputError
from geomap.publish.brief import read_brief, to_docx, to_html, to_markdown

PAYLOAD = "<script>alert(1)</script>|[x](javascript:1)"


def write(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    features = [{"type": "Feature", "geometry": None, "properties": row} for row in rows]
    (folder / f"{name}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small output folder with two dated events, one undated, and one contested corridor."""
    event = {
        "report": "a.txt",
        "type": "shelling",
        "place": "Tessalit",
        "quote": "shells fell on Tessalit",
        "evidence": [{"report": "a.txt"}],
    }
    write(tmp_path, "events", [
        {**event, "id": "1", "date_start": "2021-02-03", "date_end": "2021-02-03", "fatalities_low": 2, "fatalities_high": 4, "attribution": "a nurse"},
        {**event, "id": "2", "date_start": "2021-05-01", "date_end": "2021-05-02", "quote": PAYLOAD, "denied_by": ["the army"]},
        {**event, "id": "3", "date_start": None, "date_end": None},
    ])  # fmt: skip
    write(tmp_path, "corridors", [
        {"origin": "Adrar", "via": ["Bordj"], "destination": "Tessalit", "mode": "land", "cargo": "fuel", "status": "contested",
         "denied_by": ["Algiers"], "length_km": 812.4, "reports": ["b.txt"]},
    ])  # fmt: skip
    (tmp_path / "run.json").write_text(
        json.dumps({"reports": [{"report": "b.txt", "source": "Desert Wire", "published": "2021-05-04"}]})
    )
    return tmp_path


def test_every_line_has_its_citation(folder: Path) -> None:
    """Events and corridors end with the number of their source, and the sources are listed."""
    text = to_markdown(read_brief(folder))
    assert "| 2021-02-03 | shelling | Tessalit |" in text and "Deaths told: 2 to 4" in text
    assert "Adrar - Bordj - Tessalit | land | fuel | denied by Algiers |" in text and "812 km" in text
    assert "\\[2\\] Desert Wire" in text or "[2] Desert Wire" in text


def test_a_period_leaves_out_what_is_outside(folder: Path) -> None:
    """With --since only what overlaps the period is told; what has no date is not."""
    brief = read_brief(folder, since="2021-04-01")
    assert len(brief.tables[0].rows) == 1 and brief.tables[0].rows[0][0] == "2021-05-01 to 2021-05-02"


def test_report_text_stays_text(folder: Path) -> None:
    """A quote with markup shows as written in HTML and Markdown."""
    brief = read_brief(folder)
    assert "<script>" not in to_html(brief) and "&lt;script&gt;" in to_html(brief)
    assert "<script>" not in to_markdown(brief) and "](javascript" not in to_markdown(brief)


def test_a_docx_holds_the_same(folder: Path, tmp_path: Path) -> None:
    """The document has the tables, and the same bytes when written twice."""
    from docx import Document

    to_docx(read_brief(folder), tmp_path / "b.docx")
    assert [t.rows[0].cells[0].text for t in Document(str(tmp_path / "b.docx")).tables] == ["When", "Route"]


def test_a_folder_without_maps_is_refused(tmp_path: Path) -> None:
    """The message names the folder and what to give instead."""
    with pytest.raises(InputError, match="geomap map"):
        read_brief(tmp_path)


@pytest.mark.parametrize("name", ["b.md", "b.html", "b.docx"])
def test_the_command_writes_each_format(folder: Path, tmp_path: Path, name: str) -> None:
    """`geomap brief` leaves one file of the kind asked for and nothing half-written."""
    out = tmp_path / "out"
    assert main(["brief", str(folder), "-o", str(out / name)]) == 0
    assert [p.name for p in out.iterdir()] == [name]
