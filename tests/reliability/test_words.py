"""What a person is told when something is amiss: what, where, and what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from geomap.cli import main
from geomap.errors import InputError
from geomap.readers.intake import count_reports
from geomap.readers.tables import read_table

REPORT = "Shells fell on Taiz on 9 March 2021."


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Exit status and stderr of a command."""
    status = main([str(a) for a in arguments])
    return status, capsys.readouterr().err


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report of one sentence, alone in its folder."""
    path = tmp_path / "reports" / "a.txt"
    path.parent.mkdir()
    path.write_text(REPORT)
    return path


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_the_output_is_told_as_one(report: Path) -> None:
    """Not as a fault of geomap."""
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "geomap", "dates", str(report)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert b"is the disk full?" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="closes a file as POSIX does")
def test_a_closed_output_is_no_fault(report: Path) -> None:
    """A service may start geomap without one."""
    command = [sys.executable, "-m", "geomap", "dates", str(report)]
    done = subprocess.run(command, stderr=subprocess.PIPE, preexec_fn=lambda: os.close(1), check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_every_command_talks_json_when_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those too whose help does not name the option."""
    monkeypatch.setenv("GEOMAP_LOG", "")
    status, err = told(capsys, "fronts", tmp_path / "nowhere.csv", "-o", tmp_path / "o", "--log-json")
    assert status == 2
    assert [json.loads(line)["event"] for line in err.splitlines()] == ["error"]


def test_an_unknown_option_leads_to_the_help_of_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Not to the help of geomap as a whole."""
    assert told(capsys, "map", "x", "--nosuch") == (2, "geomap: unknown option --nosuch; see geomap map --help\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a right there")
def test_a_link_to_nothing_says_where_it_leads(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Its own name is no help."""
    (tmp_path / "a.txt").symlink_to("gone.txt")
    status, err = told(capsys, "dates", tmp_path / "a.txt")
    assert status == 2
    assert "leads to no file or folder (it points to gone.txt)" in err


def test_a_period_that_ends_before_it_begins_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path
) -> None:
    """Rather than an empty map."""
    dates = ("--since", "2021-05-01", "--until", "2021-01-01")
    status, err = told(capsys, "map", report, "-o", tmp_path / "o", *dates)
    assert status == 2
    assert "--since 2021-05-01 lies after --until 2021-01-01" in err


def test_files_of_other_kinds_in_a_folder_are_counted(
    capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path
) -> None:
    """A folder of .rtf beside .txt must not look as if all of it was read; hidden files and a README are nobody's loss."""
    for name in ("b.rtf", "c.RTF", "README.md", ".hidden.rtf", "published.csv"):
        (report.parent / name).write_text("report,published\n")
    status, err = told(capsys, "map", report.parent, "-o", tmp_path / "o")
    assert status == 0
    assert "2 files of other kinds in the folders were passed over (endings: .rtf)" in err


def test_a_folder_that_may_not_be_opened_is_told(
    capsys: pytest.CaptureFixture[str], report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would look as if it were empty."""
    (report.parent / "closed").mkdir()
    monkeypatch.setattr(os, "access", lambda path, _: path.name != "closed")
    status, err = told(capsys, "dates", report.parent)
    assert status == 1
    assert "closed: the folder cannot be opened (check its permissions)" in err


def test_a_workbook_that_is_damaged_inside_is_told(tmp_path: Path) -> None:
    """A sheet whose packed bytes are overwritten, in an archive that is otherwise sound."""
    book = openpyxl.Workbook()
    for row in (("place", "date"), ("Aden", "2021-03-05")):
        book.active.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    packed = bytearray(path.read_bytes())
    packed[at : at + 30] = bytes(30)
    path.write_bytes(packed)
    with pytest.raises(InputError, match="the Excel file is damaged"):
        read_table(path, reject=lambda _: None)


def test_a_stream_of_rows_ends_with_the_number_of_rejected_inputs(
    capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    """Each is named as it is met; the count comes last."""
    (report.parent / "b.jsonl").write_text("{broken\n{}\n")
    status, err = told(capsys, "dates", report.parent)
    assert status == 1
    assert err.splitlines()[-1] == "2 inputs or lines were rejected (named above)"


def test_reports_are_counted_before_they_are_read(report: Path) -> None:
    """For a bar with time left: lines of JSON Lines, else files; standard input cannot be counted."""
    (report.parent / "b.jsonl").write_text('{"text": "a"}\n' * 70)
    (report.parent / "t.csv").write_text("place,date\n")
    assert count_reports([report.parent]) == 71
    assert count_reports(["-"]) == 0
