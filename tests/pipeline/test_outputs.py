"""Output folders change as a whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_case import write_reports

from geomap.errors import InputError
from geomap.publish import run
from geomap.publish.check import check


def put(folder: Path, **files: str) -> None:
    """Write some files into a staging folder, or expect the old ones."""
    for name, text in files.items():
        (folder / name).write_text(text)


def test_new_files_replace_the_old_ones_together(tmp_path: Path) -> None:
    """Nothing of the staging is left behind; other files stay."""
    put(tmp_path, a="old", notes="mine")
    with run.staged(tmp_path) as staging:
        put(staging, a="new", b="new")
        assert (tmp_path / "a").read_text() == "old"
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a": "new", "b": "new", "notes": "mine"}


def test_a_failing_run_leaves_the_old_files(tmp_path: Path) -> None:
    """Whatever was staged is gone."""
    put(tmp_path, a="old")

    def fail() -> None:
        with run.staged(tmp_path) as staging:
            put(staging, a="new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a": "old"}


def test_a_run_that_comes_to_nothing_leaves_no_empty_folder(tmp_path: Path) -> None:
    """A folder that was there before stays, empty or not."""
    (tmp_path / "mine").mkdir()
    for folder in (tmp_path / "mine", tmp_path / "new"):
        with pytest.raises(KeyError), run.staged(folder):
            raise KeyError("nothing could be read")
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]


def test_a_run_that_died_before_its_list_is_cleared_away(tmp_path: Path) -> None:
    """The old files count."""
    put(tmp_path, a="old")
    (tmp_path / run.STAGING).mkdir()
    put(tmp_path / run.STAGING, a="new")
    run.recover(tmp_path)
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a": "old"}


def test_a_run_that_died_among_its_renames_is_completed(tmp_path: Path) -> None:
    """The list was written, so the new files count; one was in place already."""
    put(tmp_path, a="new", b="old")
    (tmp_path / run.STAGING).mkdir()
    put(tmp_path / run.STAGING, b="new", **{run.COMMIT: '["a", "b"]'})
    run.recover(tmp_path)
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a": "new", "b": "new"}


def test_two_runs_cannot_write_one_folder(tmp_path: Path) -> None:
    """The second is told, the first goes on."""
    with run.staged(tmp_path) as staging:
        put(staging, a="new")
        with pytest.raises(InputError, match="another run is writing"), run.staged(tmp_path):
            pass
    assert (tmp_path / "a").read_text() == "new"


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="choose another folder"), run.staged(tmp_path / "file" / "out"):
        pass


@pytest.mark.parametrize("written", [0, 3])
def test_an_interrupted_run_leaves_a_valid_folder(mapped: Path, tmp_path: Path, written: int) -> None:
    """Ctrl-C as soon as so many new files are written: the folder is the old one whole or the new one whole."""
    out = tmp_path / "maps"
    out.mkdir()
    for path in mapped.iterdir():
        (out / path.name).write_bytes(path.read_bytes())
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    reports = write_reports(tmp_path / "reports")
    (reports / "more.txt").write_text("Shells fell on Aden on 9 March 2021.")
    process = subprocess.Popen(
        [sys.executable, "-m", "geomap", "map", str(reports), "-o", str(out), "--quiet"],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    staging = out / run.STAGING
    while process.poll() is None and not (staging.is_dir() and len(list(staging.iterdir())) >= written):
        time.sleep(0.002)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=60) in (0, 1, 130, -signal.SIGINT)
    run.recover(out)
    after = {p.name: p.read_bytes() for p in out.iterdir()}
    assert after == before or check(out).found == []
