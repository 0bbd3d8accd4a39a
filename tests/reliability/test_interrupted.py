"""Ctrl-C, too little memory, faults that nobody foresaw: words, a status, and no process left behind."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import invented
import kills
import pytest
import reliability

import geomap.cli
from geomap.cli import main
from geomap.gazetteer.index import open_gazetteer

PATIENCE = 60.0  # seconds; far more than is needed


@pytest.fixture(scope="module", autouse=True)
def _world() -> None:
    """The index of the world is there: no run is struck while it builds one."""
    open_gazetteer()


def reports(folder: Path, count: int) -> Path:
    """Reports enough for a run to be interrupted."""
    path = folder / "reports.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in invented.rows(count, words=60)), "utf-8")
    return path


def begun(cwd: Path, *arguments: str, out: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """A command in a process group of its own, as a terminal starts one."""
    line = [sys.executable, "-m", "geomap", *arguments]
    return subprocess.Popen(line, cwd=cwd, stdout=out, stderr=subprocess.PIPE, start_new_session=True)


def ended(process: subprocess.Popen[bytes], cwd: Path) -> str:
    """Ctrl-C to the whole group; what it said. Fails when the process does not end or leaves others behind."""
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    until = time.monotonic() + PATIENCE
    while reliability.leftovers(cwd) and time.monotonic() < until:
        time.sleep(0.05)
    assert not reliability.leftovers(cwd)
    return said.decode("utf-8", "replace")


def kept(case: Path) -> int:
    """Readings in a case that somebody else is writing."""
    try:
        return reliability.kept(case)
    except Exception:  # it is just being made
        return 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_map_says_so_and_keeps_what_was_read(tmp_path: Path, jobs: str) -> None:
    """Status 130, one line of words, no outputs, the finished readings in the case, no process left."""
    case = tmp_path / "case.sqlite"
    process = begun(tmp_path, "map", str(reports(tmp_path, 4000)), "-o", "out", "--case", str(case), "--jobs", jobs, "--quiet")  # fmt: skip
    until = time.monotonic() + PATIENCE
    while not kept(case) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    said = ended(process, tmp_path)
    assert process.returncode == 130, said
    assert said.strip() == "geomap: interrupted; what was read is kept in the case; what was there before is untouched"
    assert 0 < kept(case) < 4000
    assert not [p for p in (tmp_path / "out").glob("*") if p.is_file()]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_parse_says_so_and_its_rows_are_whole(tmp_path: Path, jobs: str) -> None:
    """Status 130, one line of words; what was printed is rows of JSON, each whole."""
    rows = tmp_path / "rows.jsonl"
    with rows.open("wb") as out:
        process = begun(tmp_path, "parse", str(reports(tmp_path, 4000)), "--jobs", jobs, "--quiet", out=out.fileno())
        until = time.monotonic() + PATIENCE
        while not rows.stat().st_size and process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        said = ended(process, tmp_path)
    assert process.returncode == 130, said
    assert said.strip() == "geomap: interrupted; what was there before is untouched"
    assert all(json.loads(line)["report"] for line in rows.read_text("utf-8").splitlines())


def has_begun(_: int, out: Path) -> bool:
    """The command has read its options and made its folder."""
    return out.is_dir()


def has_children(pid: int, _: Path) -> bool:
    """Its processes are being born."""
    return bool(Path(f"/proc/{pid}/task/{pid}/children").read_text())


def loads_libraries(pid: int, _: Path) -> bool:
    """Libraries of arrays are being loaded."""
    return "numpy" in Path(f"/proc/{pid}/maps").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into the process of another")
@pytest.mark.parametrize(
    ("jobs", "moment"), [("1", has_begun), ("2", has_begun), ("2", has_children), ("1", loads_libraries)]
)
def test_a_run_interrupted_while_it_starts_leaves_no_traceback(
    tmp_path: Path, jobs: str, moment: Callable[[int, Path], bool]
) -> None:
    """Whatever moment Ctrl-C meets, libraries being loaded or processes being born."""
    process = begun(tmp_path, "map", str(reports(tmp_path, 20)), "-o", "out", "--jobs", jobs, "--quiet")
    until = time.monotonic() + PATIENCE
    while process.poll() is None and not moment(process.pid, tmp_path / "out") and time.monotonic() < until:
        time.sleep(0.002)
    said = ended(process, tmp_path)
    assert process.returncode == 130, said
    assert "Traceback" not in said, said


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes of another")
def test_an_interrupted_build_of_the_gazetteer_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its processes end with it, and none of them prints a traceback."""
    for folder in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(folder, str(tmp_path / folder))
    build = "import sys, kills; from geomap.cli import main; kills.small_world(); sys.exit(main(sys.argv[1:]))"
    benchmarks = str(Path(kills.__file__).parent)
    line = [sys.executable, "-c", build, "gazetteer", "build", str(kills.dump(tmp_path / "dump", 2000)), "--quiet"]
    process = subprocess.Popen(
        line, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True, env={**os.environ, "PYTHONPATH": benchmarks}
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + PATIENCE
    while not children.read_text() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    assert ended(process, tmp_path).strip() == "geomap: interrupted; what was there before is untouched"
    assert process.returncode == 130


@pytest.mark.parametrize("megabytes", [450, 600, 750])
def test_too_little_memory_ends_in_words(tmp_path: Path, megabytes: int) -> None:
    """Libraries that cannot be loaded and arrays that find no room: status 2 (or done), never a traceback."""
    limit = megabytes * 1_000_000
    done = subprocess.run(
        [sys.executable, "-m", "geomap", "map", str(reports(tmp_path, 20)), "-o", "out", "--quiet"], cwd=tmp_path,
        stderr=subprocess.PIPE, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip
    said = done.stderr.decode("utf-8", "replace")
    assert done.returncode in (0, 2), said
    assert "Traceback" not in said, said


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (MemoryError(), "out of memory"),
        (RuntimeError("can't start new thread"), "out of memory"),
        (ImportError("x.so: failed to map segment from shared object"), "out of memory"),
        (ImportError("no module x"), "a library cannot be loaded: no module x"),
        (PermissionError(13, "Permission denied", "/a/b"), "/a/b: Permission denied"),
        (KeyError("x"), "a fault of geomap: KeyError"),
    ],
)
def test_a_fault_that_nobody_foresaw_is_told_in_words(
    fault: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2 and one line."""

    def fails(_: list[str]) -> int:
        raise fault

    monkeypatch.setattr(geomap.cli, "_dispatch", fails)
    assert main(["check", "x"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
