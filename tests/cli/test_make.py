"""geomap.mk in the Makefile of a report project."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

MAKE = Path(__file__).resolve().parents[2] / "geomap.mk"
pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A report project that includes geomap.mk; its geomap notes each call and writes run.json."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("Shells fell on Taiz.")
    (tmp_path / "own.csv").write_text("name,lat,lon\n")
    tool = tmp_path / "tool.py"
    tool.write_text(
        "import pathlib, sys\n"
        "with open('calls', 'a') as f: f.write(' '.join(sys.argv[1:]) + '\\n')\n"
        "if sys.argv[1] == 'map':\n"
        "    out = pathlib.Path('maps'); out.mkdir(exist_ok=True); (out / 'run.json').write_text('{}')\n"
        "    sys.exit(int(pathlib.Path('status').read_text()) if pathlib.Path('status').exists() else 0)\n"
        "pathlib.Path(sys.argv[-1]).write_text('picture')\n"
    )
    (tmp_path / "Makefile").write_text(
        f"GEOMAP := {sys.executable} tool.py\nGEOMAP_GAZETTEER := own.csv\nGEOMAP_OPTIONS := --country YE\nGEOMAP_FIGURES := maps/all.png\ninclude {MAKE}\n"
    )
    return tmp_path


def make(project: Path) -> tuple[int, list[str]]:
    """Run `make geomap`; the exit status and the calls that it made."""
    (project / "calls").unlink(missing_ok=True)
    done = subprocess.run(["make", "--silent", "geomap"], cwd=project, capture_output=True, check=False)
    calls = project / "calls"
    return done.returncode, calls.read_text().splitlines() if calls.exists() else []


def test_maps_are_made_once(project: Path) -> None:
    """With own places and options; a second make does nothing."""
    assert make(project) == (0, ["map --country YE --gazetteer own.csv -o maps reports", "figure maps -o maps/all.png"])
    assert make(project) == (0, [])


@pytest.mark.parametrize("change", ["changed", "added", "removed", "gazetteer"])
def test_maps_are_made_again_when_an_input_changes(project: Path, change: str) -> None:
    """A report changed, added or removed, or the own places."""
    (project / "reports" / "b.txt").write_text("Quiet in Aden.")
    make(project)
    time.sleep(0.02)
    reports = project / "reports"
    if change == "changed":
        (reports / "a.txt").write_text("Shells fell on Marib.")
    elif change == "added":
        (reports / "c.txt").write_text("Quiet in Sanaa.")
    elif change == "removed":
        (reports / "b.txt").unlink()
    else:
        (project / "own.csv").write_text("name,lat,lon\nX,1,2\n")
    assert make(project)[1] == ["map --country YE --gazetteer own.csv -o maps reports", "figure maps -o maps/all.png"]


@pytest.mark.parametrize(("status", "good"), [(1, True), (2, False)])
def test_rejected_inputs_do_not_stop_the_project_but_failure_does(project: Path, status: int, good: bool) -> None:
    """Status 1 means that the rest is mapped."""
    (project / "status").write_text(str(status))
    assert (make(project)[0] == 0) is good
