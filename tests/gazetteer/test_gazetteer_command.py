"""`geomap gazetteer` as users call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomap.cli import main


def test_search_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Columns under a head, the step that found it, nothing but data on stdout."""
    assert main(["gazetteer", "search", "Kassala", "--country", "SD", "--quiet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["place", "feature", "country"]
    assert any("exact" in line and "geonames:" in line for line in lines[1:])


def test_search_speaks_json_geojson_and_linked_places(capsys: pytest.CaptureFixture[str]) -> None:
    """Scripts get the same answers in three forms."""
    answers = []
    for form in ("json", "geojson", "lpf"):
        assert main(["gazetteer", "search", "Kassala", "--near", "15.4,36.4", "--format", form, "--quiet"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    rows, geojson, linked = answers
    assert geojson["features"][0]["geometry"]["coordinates"] == [rows[0]["lon"], rows[0]["lat"]]
    assert geojson["features"][0]["properties"]["place_id"] == rows[0]["place_id"] == linked["features"][0]["@id"]


def test_a_name_that_nothing_has_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing on stdout, one line on stderr, status 2."""
    assert main(["gazetteer", "search", "qwrtpsdfghk", "--country", "TD", "--quiet"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "nothing is called 'qwrtpsdfghk' in TD" in err


def test_added_places_are_used_from_then_on(
    tmp_path: Path, own_places: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Good rows are kept, bad ones named, status 1; a search finds what was kept; info lists it."""
    path = tmp_path / "mine.csv"
    path.write_text("Village,Y,X\nKarmidiya Gate,12.5,20.25\nBroken,xx,20\n", "utf-8")
    assert main(["gazetteer", "add", str(path), "--columns", "name=Village,lat=Y,lon=X"]) == 1
    err = capsys.readouterr().err
    assert "mine.csv:3" in err and "1 place kept, 1 refused" in err
    assert main(["gazetteer", "search", "Karmidiya", "Gate", "--quiet"]) == 0
    assert "geomap:karmidiya-gate" in capsys.readouterr().out
    assert main(["gazetteer", "info"]) == 0
    assert "mine.csv.jsonl" in capsys.readouterr().out


def test_an_unusable_file_keeps_nothing(tmp_path: Path, own_places: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 and an empty folder."""
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    assert main(["gazetteer", "add", str(path)]) == 2
    assert "no column for name, lat, lon" in capsys.readouterr().err
    assert not list(own_places.glob("*.jsonl"))


def test_renamings_and_ends_are_told_below_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    """What a place was called when, and what exists no longer, stands under the table and in JSON."""
    assert main(["gazetteer", "search", "Artemivsk", "--country", "UA", "--limit", "2", "--quiet"]) == 0
    assert "called Artemivsk from 1924 until 2016-02-04" in capsys.readouterr().out
    assert main(["gazetteer", "search", "Kakhovka Dam", "--limit", "1", "--quiet"]) == 0
    assert "until 2023-06-06" in capsys.readouterr().out
    assert main(["gazetteer", "search", "Saigon", "--limit", "1", "--format", "json", "--quiet"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert {"name": "Saigon", "valid_from": "", "valid_to": "1976-07-02"} in row["dated_names"]


def test_removed_places_are_used_no_longer(
    tmp_path: Path, own_places: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was kept of a file goes by the file's name; a file that was never kept is named."""
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon\nKarmidiya Gate,12.5,20.25\n", "utf-8")
    assert main(["gazetteer", "add", str(path)]) == 0
    assert main(["gazetteer", "remove", "mine.csv"]) == 0
    assert not list(own_places.glob("*.jsonl"))
    assert main(["gazetteer", "remove", "mine.csv"]) == 2
    assert "mine.csv: no places of such a file are kept" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [(["--feature", "castle"], "'castle' is no kind of place"), (["--limit", "0"], "'0' is not a number of answers"), (["--near", "36"], "is not LAT,LON"), (["--country", "Chad"], "is not a country code")],
)  # fmt: skip
def test_wrong_options_are_named(options: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt option is no empty answer."""
    try:
        status = main(["gazetteer", "search", "Kassala", *options])
    except SystemExit as stop:
        status = int(stop.code or 0)
    assert status == 2 and message in capsys.readouterr().err


def test_an_empty_name_is_no_question(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 and a word why."""
    assert main(["gazetteer", "search", " "]) == 2
    assert "empty name" in capsys.readouterr().err


def test_files_of_a_dump_that_are_not_used_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Codes of areas are accepted and not needed, daily changes of names are not applied: the user is told."""
    from geomap.gazetteer import dump_build

    monkeypatch.setattr(dump_build, "build_dump", lambda *_, **__: None)
    files = [
        tmp_path / name for name in ("allCountries.txt", "admin1CodesASCII.txt", "alternateNamesDeletes-2026-01-02.txt")
    ]
    assert main(["gazetteer", "build", *map(str, files)]) == 0
    err = capsys.readouterr().err
    assert "admin1CodesASCII.txt is not needed" in err and "alternateNamesDeletes-2026-01-02.txt is not applied" in err
    assert "allCountries.txt is" not in err
