"""`geomap dates`: rows of time expressions on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomap.cli import main

FIELDS = ["report", "start", "end", "text", "type", "value", "earliest", "latest", "edtf"]


def test_a_text_file_gives_the_rows_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object a line, with the fields of the contract and offsets that quote the file."""
    text = "\nGunmen came on Monday.\r\nThey left two days later.\n"
    (tmp_path / "tarn.txt").write_bytes(text.encode())
    assert main(["dates", str(tmp_path / "tarn.txt"), "--published", "2019-06-12"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(row) for row in rows] == [FIELDS, FIELDS]
    assert [(r["report"], r["value"], r["earliest"]) for r in rows] == [
        ("tarn.txt", "2019-06-10", "2019-06-10"), ("tarn.txt", "2019-06-12", "2019-06-12"),
    ]  # fmt: skip
    assert all(text[r["start"] : r["end"]] == r["text"] for r in rows)


def test_json_lines_are_dated_by_their_own_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`published`, `dct` and `date` date the row; `id` or `doc_id` names it; a row without a date stays open."""
    lines = [
        {"doc_id": "a", "dct": "2019-06-12", "text": "It burned yesterday."},
        {"id": "b", "published": "2019-06-20T10:00", "text": "It burned yesterday."},
        {"id": "c", "text": "It burned yesterday."},
    ]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert main(["dates", str(tmp_path / "rows.jsonl")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(r["report"], r["value"]) for r in rows] == [("a", "2019-06-11"), ("b", "2019-06-19"), ("c", "XXXX-XX-XX")]


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 1, the file and line on standard error, the good rows on standard output."""
    (tmp_path / "rows.jsonl").write_text('{"id": "a", "text": "It burned in 2014."}\nnonsense\n')
    assert main(["dates", str(tmp_path / "rows.jsonl")]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["value"] == "2014"
    assert "rows.jsonl:2" in told.err


def test_a_missing_file_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing could be read: exit status 2."""
    assert main(["dates", "no-such-file.txt"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "no-such-file.txt" in told.err


def test_the_table_cannot_be_steered_by_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters and long texts keep the columns; no escape reaches the terminal."""
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": "\u001b[31mred", "text": "It burned in 2014."}) + "\n")
    assert main(["dates", str(tmp_path / "x.jsonl"), "--format", "table"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0].split() == FIELDS
    assert "\x1b" not in out


def test_a_printed_date_is_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Doubts about the day of publication go to standard error, and not when quiet."""
    (tmp_path / "page.txt").write_text("Tuesday 16 July 2024\n\nRiver rises\n\nThe dam broke on 2 March 2015.\n")
    assert main(["dates", str(tmp_path / "page.txt")]) == 0
    assert "2015-03-02" in capsys.readouterr().err
    assert main(["dates", str(tmp_path / "page.txt"), "--quiet"]) == 0
    assert capsys.readouterr().err == ""
