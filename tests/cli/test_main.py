"""The command line as a person meets it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.cli import COMMANDS, main
from geomap.cli import console as console_module
from geomap.version import version


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of a command."""
    try:
        status = main([str(a) for a in arguments])
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 0
    out, err = capsys.readouterr()
    return status, out, err


def shell(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "geomap", *map(str, arguments)], capture_output=True, check=False, **options
    )  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """--help is on stdout, with lines that can be copied."""
    status, out, _ = call(capsys, name, "--help")
    assert status == 0
    assert "examples:" in out
    assert f"geomap {name}" in out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """With its line, and the exit statuses."""
    status, out, _ = call(capsys, "--help")
    assert status == 0
    assert all(name in out for name in COMMANDS)
    assert "exit status" in out


def test_no_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """The help goes to stderr, since nothing was asked for."""
    status, out, err = call(capsys)
    assert (status, out) == (2, "")
    assert "commands:" in err


@pytest.mark.parametrize(("typed", "meant"), [("mpa", "map"), ("prase", "parse"), ("gazeteer", "gazetteer")])
def test_a_slip_is_answered_with_the_nearest_command(
    capsys: pytest.CaptureFixture[str], typed: str, meant: str
) -> None:
    """One line, status 2."""
    status, _, err = call(capsys, typed, "x")
    assert status == 2
    assert f"did you mean 'geomap {meant}'?" in err
    assert err.count("\n") == 1


def test_the_version_is_the_installed_one(capsys: pytest.CaptureFixture[str]) -> None:
    """On stdout."""
    assert call(capsys, "--version")[:2] == (0, f"geomap {version()}\n")


@pytest.mark.parametrize(
    ("option", "value", "what"),
    [
        ("--published", "someday", "not a date"),
        ("--country", "Sudan", "two letters"),
        ("--near", "95,12", "off the globe"),
        ("--near", "here", "LAT,LON"),
        ("--jobs", "0", "1 or more"),
    ],
)
def test_wrong_values_are_told_in_one_line(
    capsys: pytest.CaptureFixture[str], option: str, value: str, what: str
) -> None:
    """With the option and what it takes."""
    status, _, err = call(capsys, "map", "x.txt", option, value)
    assert status == 2
    assert option in err
    assert what in err
    assert err.count("\n") == 1


def test_nothing_but_bad_input_is_status_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Every input is named with its reason; nothing is written."""
    (tmp_path / "empty.txt").write_bytes(b"")
    status, out, err = call(capsys, "map", tmp_path / "empty.txt", tmp_path / "missing.txt", "-o", tmp_path / "out")
    assert (status, out) == (2, "")
    assert "empty.txt: the file is empty" in err
    assert "missing.txt: there is no such file" in err
    assert not (tmp_path / "out").exists()


def test_some_bad_input_is_status_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The map is made of the rest, and the summary says what is missing from it."""
    (tmp_path / "a.txt").write_text("Shells fell on Taiz on 9 March 2021, killing two.")
    (tmp_path / "b.docx").write_bytes(b"no zip")
    status, out, err = call(capsys, "map", tmp_path, "-o", tmp_path / "out")
    assert (status, out) == (1, "")
    assert "b.docx: the Word document is damaged" in err
    assert "done: 1 report ->" in err
    assert (tmp_path / "out" / "map.html").is_file()


def test_quiet_keeps_errors(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No summary, but what was rejected is still told."""
    (tmp_path / "a.txt").write_text("Shells fell on Taiz on 9 March 2021.")
    (tmp_path / "b.txt").write_bytes(b"")
    status, _, err = call(capsys, "map", tmp_path, "-o", tmp_path / "out", "--quiet")
    assert status == 1
    assert err.count("\n") == 1
    assert "b.txt" in err


def test_check_finds_what_was_broken(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Problems are on stdout, one a line; a valid folder says so on stderr."""
    (tmp_path / "a.txt").write_text("Shells fell on Taiz on 9 March 2021.")
    out = tmp_path / "out"
    assert call(capsys, "map", tmp_path / "a.txt", "-o", out, "--quiet")[0] == 0
    assert call(capsys, "check", out)[:2] == (0, "")
    events = json.loads((out / "events.geojson").read_text("utf-8"))
    events["crs"] = {}
    events["features"][0]["geometry"]["coordinates"] = [13.5, 144.0]
    events["features"][0]["properties"]["date_start"] = "9 March 2021"
    events["features"][0]["properties"].pop("stance")
    (out / "events.geojson").write_text(json.dumps(events), "utf-8")
    status, text, _ = call(capsys, "check", out)
    assert status == 1
    for what in ("no member crs", "outside -180..180", "not a day", "field stance is missing"):
        assert what in text


def test_check_of_no_folder_is_status_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With the path."""
    status, _, err = call(capsys, "check", tmp_path / "nowhere")
    assert status == 2
    assert "nowhere" in err


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "parquet", "xlsx", "jsonl"])
def test_join_keeps_rows_and_columns_in_every_format(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, ending: str
) -> None:
    """The table's own columns as they were, ours beside."""
    (tmp_path / "t.csv").write_text("when;village;remark\n05.03.2021;Marib;=1+1\n06.03.2021;Taiz;-3.5\n", "utf-8")
    status, out, err = call(capsys, "join", tmp_path / "t.csv", "-o", tmp_path / f"o.{ending}", "--country", "YE")
    assert (status, out) == (0, "")
    assert "2 rows" in err
    if ending == "csv":
        with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as stream:
            first, second = csv.DictReader(stream)
        assert list(first)[:5] == ["when", "village", "remark", "geomap_lat", "geomap_lon"]
        assert (first["remark"], second["remark"]) == ("'=1+1", "-3.5")
        assert (first["geomap_date_start"], second["geomap_row"]) == ("2021-03-05", "3")
    elif ending == "geojson":
        feature = json.loads((tmp_path / "o.geojson").read_text("utf-8"))["features"][0]
        assert feature["properties"]["remark"] == "=1+1"
        assert abs(feature["geometry"]["coordinates"][1] - 15.46) < 0.2


def test_join_names_the_endings_that_it_writes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Before any work is done."""
    status, _, err = call(capsys, "join", "x.csv", "-o", tmp_path / "x.docx")
    assert status == 2
    assert ".parquet" in err


def test_colour_is_for_terminals_and_for_those_who_force_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR wins over FORCE_COLOR."""
    pipe = io.StringIO()
    assert console_module.paint("x", "red", pipe) == "x"
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31m" in console_module.paint("x", "red", pipe)
    monkeypatch.setenv("NO_COLOR", "1")
    assert console_module.paint("x", "red", pipe) == "x"


def test_names_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Control characters of file names come out harmless."""
    _, _, err = call(capsys, "map", tmp_path / "a\x1b[2Jb.txt", "-o", tmp_path / "o")
    assert "\x1b" not in err


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    """`geomap parse ... | head -1` ends well and says nothing."""
    rows = "\n".join(
        json.dumps({"id": i, "text": "Shells fell on Taiz, Aden, Marib and Sanaa. " * 20}) for i in range(300)
    )
    (tmp_path / "n.jsonl").write_text(rows)
    command = f"{sys.executable} -m geomap parse {tmp_path / 'n.jsonl'} --format jsonl | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_python_m_geomap_is_the_command() -> None:
    """The same program, wherever it is called from."""
    done = shell("--version")
    assert done.stdout.decode() == f"geomap {version()}\n"


def test_a_report_comes_through_a_pipe(tmp_path: Path) -> None:
    """`-` is standard input."""
    done = shell("map", "-", "-o", tmp_path, "--quiet", input=b"Shells fell on Taiz on 9 March 2021.")
    assert (done.returncode, done.stderr) == (0, b"")
    counts = json.loads((tmp_path / "run.json").read_text("utf-8"))["counts"]
    assert counts["reports"] == 1
    assert counts["events"] >= 1
