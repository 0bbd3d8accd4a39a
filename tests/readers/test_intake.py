"""Inputs to reports."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.model import Report
from geomap.readers import expand, from_text, read_reports
from geomap.readers.intake import read_stdin


def read(*inputs: Path | str, **options: object) -> tuple[list[Report], list[InputError]]:
    """Reports and rejections of some inputs."""
    rejected: list[InputError] = []
    return list(read_reports(inputs, reject=rejected.append, **options)), rejected  # type: ignore[arg-type]


def test_a_folder_is_opened_in_order_and_passes_over_what_is_no_report(tmp_path: Path) -> None:
    """Hidden files, READMEs, metadata and unknown endings are not reports."""
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "deep/a.md", ".hidden.txt", "README.md", "photo.png", "metadata.csv"):
        (tmp_path / name).write_text("report,published\n" if name.endswith("csv") else "Shells fell on Juba.")
    reports, rejected = read(tmp_path)
    assert [r.id for r in reports] == ["b.txt", "a.md"]
    assert rejected == []


def test_two_files_of_one_name_are_called_by_their_paths(tmp_path: Path) -> None:
    """Ids stay unique, and short where they can be."""
    for name in ("x/day.txt", "y/day.txt", "y/other.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Shells fell on Juba.")
    assert [r.id for r in read(tmp_path)[0]] == ["x/day.txt", "y/day.txt", "other.txt"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    """Once as itself, once in its folder."""
    (tmp_path / "a.txt").write_text("Shells fell on Juba.")
    assert len(read(tmp_path / "a.txt", tmp_path)[0]) == 1


def test_metadata_beside_the_reports_is_found_and_wins(tmp_path: Path) -> None:
    """The row of published.csv wins over front matter and over --published; source, url and reliability come with it."""
    (tmp_path / "a.md").write_text("---\npublished: 2020-01-01\ntitle: Night raid\n---\nShells fell on Juba.")
    (tmp_path / "published.csv").write_text(
        "report,published,source,url,reliability\na.md,2021-05-06,Radio Miraya,https://example.org/a,b\n"
    )
    (report,), _ = read(tmp_path, published=date(1999, 1, 1))
    assert (report.published, report.published_basis) == (date(2021, 5, 6), "metadata")
    assert (report.title, report.source, report.url, report.reliability) == (
        "Night raid",
        "Radio Miraya",
        "https://example.org/a",
        "B",
    )


def test_an_unknown_date_in_the_metadata_is_told_with_its_line(tmp_path: Path) -> None:
    """The report stays, undated."""
    (tmp_path / "a.txt").write_text("Shells fell on Juba.")
    (tmp_path / "metadata.csv").write_text("report,published\na.txt,someday\n")
    (report,), _ = read(tmp_path)
    assert report.published is None
    assert "metadata.csv:2: 'someday' is not a date" in report.warnings[0]


def test_a_metadata_file_that_names_no_report_is_an_error(tmp_path: Path) -> None:
    """The user named it, so it must be usable."""
    (tmp_path / "a.txt").write_text("Shells fell on Juba.")
    (tmp_path / "m.csv").write_text("when,who\n1,2\n")
    with pytest.raises(InputError, match="no column names the report"):
        read(tmp_path / "a.txt", metadata_file=tmp_path / "m.csv")


def test_front_matter_stays_in_the_text_as_furniture(tmp_path: Path) -> None:
    """Offsets count in the whole file; no event is read from the block."""
    text = "---\ntitle: Ferry\nsource: Gazette\nurl: https://example.org\ndate: 3 May 2021\n---\nThe ferry at Kosti sank.\n"
    (tmp_path / "a.md").write_text(text)
    (report,), _ = read(tmp_path / "a.md")
    assert report.text == text
    assert (report.title, report.source, report.published) == ("Ferry", "Gazette", date(2021, 5, 3))
    assert report.text[slice(*report.furniture[0])].endswith("---\n")


def test_json_lines_keep_their_ids_and_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    """Malformed, textless and non-object lines are told with their numbers; the rest goes on."""
    rows = [
        json.dumps({"doc_id": "d1", "text": "Shells fell.", "dct": "2020-02-03"}), "{broken", json.dumps({"id": 7, "text": "Quiet."}), "[1]",
        json.dumps({"id": "x"}), json.dumps({"text": "No id."}), "", json.dumps({"id": "y", "text": "Day.", "published": "soon"}),
    ]  # fmt: skip
    (tmp_path / "n.jsonl").write_text("\n".join(rows))
    reports, rejected = read(tmp_path / "n.jsonl")
    assert [r.id for r in reports] == ["d1", "7", "n.jsonl:6", "y"]
    assert reports[0].published == date(2020, 2, 3)
    assert [e.where for e in rejected] == ["n.jsonl:2", "n.jsonl:4", "n.jsonl:5"]
    assert "'soon' is not a date" in reports[3].warnings[0]


def test_half_characters_in_json_become_replacement_marks(tmp_path: Path) -> None:
    """A lone surrogate could not be written to any file."""
    (tmp_path / "n.jsonl").write_text('{"id": "a", "text": "x\\ud800y"}')
    assert read(tmp_path / "n.jsonl")[0][0].text == "x\ufffdy"


def test_a_missing_file_names_the_nearest_one(tmp_path: Path) -> None:
    """A typing slip is answered with the right name."""
    (tmp_path / "report.txt").write_text("x")
    _, (error,) = read(tmp_path / "reprot.txt")
    assert "no such file" in str(error)
    assert "report.txt?" in error.hint


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"", "empty"), ("a.pdf", b"%PDF-1.4 broken", "PDF is damaged"), ("a.docx", b"PK\x03\x04broken", "Word document is damaged"),
        ("a.docx", b"not a zip", "Word document is damaged"), ("a.html", b"<html><script>x()</script></html>", "no visible text"),
        ("a.eml", b"no mail at all", "no e-mail"), ("a.txt", b"\x00\x01\x02\x03" * 20, "binary"),
    ],
)  # fmt: skip
def test_one_bad_file_never_stops_the_rest(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    """It is named with the reason; the others are read."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text("Shells fell on Juba.")
    reports, (error,) = read(tmp_path)
    assert [r.id for r in reports] == ["z.txt"]
    assert what in str(error)
    assert str(tmp_path / name) in str(error)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """Nothing to read is an error with the endings that would do."""
    rejected: list[InputError] = []
    assert expand([tmp_path], rejected.append) == []
    assert ".txt" in rejected[0].hint


def test_standard_input_is_text_or_json_lines() -> None:
    """A first line that is an object makes it JSON Lines."""
    assert [r.id for r in read_stdin(io.BytesIO(b'{"id":"a","text":"x"}\n{"id":"b","text":"y"}'), print)] == ["a", "b"]
    assert [r.text for r in read_stdin(io.BytesIO(b"Two\nlines"), print)] == ["Two\nlines"]


def test_a_string_becomes_a_report() -> None:
    """The front door for Python users."""
    assert from_text("Shells fell on Juba.\nRead more: Ferry sinks at Kosti").furniture == ((21, 52),)
