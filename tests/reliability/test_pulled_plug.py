"""Whatever ends a run, the outputs are those of the last good one, and the next run makes up for it."""

from __future__ import annotations

import importlib
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kills
import pytest
import reliability

from geomap.case import Case
from geomap.pipeline import Log, Options, run

OLD, NEW = 4, 8  # reports


def mapped(inputs: Path, out: Path, case: Path | None = None) -> None:
    """Run the pipeline in this process."""
    run(Options(inputs=(inputs,), case=case), out, Log(), lambda *_: None)


def in_child(work: Callable[[], Any], kill_after: float | None = None) -> int:
    """Do `work` in a process of its own, killed -9 after some seconds; its wait status."""
    child = os.fork()
    if not child:
        try:
            sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the child's own, closed with it
            work()
            os._exit(0)
        except BaseException:
            os._exit(2)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Reports as they were, and with more of them."""
    home = tmp_path_factory.mktemp("inputs")
    return reliability.reports(home / "old", OLD, words=20), reliability.reports(home / "new", NEW, words=20)


@pytest.fixture(scope="module")
def expected(inputs: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str], float]:  # fmt: skip
    """What a run from nothing makes of both, and how long the second takes."""
    home = tmp_path_factory.mktemp("expected")
    mapped(inputs[0], home / "old")
    began = time.perf_counter()
    mapped(inputs[1], home / "new")
    return reliability.prints(home / "old"), reliability.prints(home / "new"), time.perf_counter() - began


Expected = tuple[dict[str, str], dict[str, str], float]


@pytest.mark.parametrize("with_case", [False, True], ids=["plain", "case"])
def test_a_killed_run_leaves_old_or_new_and_the_next_one_completes(
    inputs: tuple[Path, Path], expected: Expected, tmp_path: Path, with_case: bool
) -> None:
    """kill -9 at random moments: never a mixture, never a damaged case; in the end the bytes of a run from nothing."""
    old, new, usual = expected
    case = tmp_path / "case.sqlite" if with_case else None
    out, draw = tmp_path / "out", random.Random(7)
    mapped(inputs[0], out, case)
    for _ in range(4):
        in_child(lambda: mapped(inputs[1], out, case), kill_after=draw.uniform(0, usual))
        assert reliability.settled(out) in (old, new)
        if case:
            reliability.kept(case)  # raises when the file is damaged
    mapped(inputs[1], out, case)
    assert reliability.prints(out) == new
    assert not (out / reliability.STAGING).exists()
    if case:
        with Case(case) as store:
            assert len(list(store.keys())) == NEW


def test_a_kill_between_two_renames_is_completed(inputs: tuple[Path, Path], expected: Expected, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Once all new files are decided on, a death among the renames cannot leave a mixture: the next run finishes them."""
    from geomap.publish import run as output

    mapped(inputs[0], tmp_path / "out")
    replace, moved = Path.replace, list[str]()

    def dying(path: Path, target: Path) -> Path:
        if path.parent.name == reliability.STAGING and len(moved) == 3:
            os._exit(9)
        moved.append(path.name)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", dying)
    assert os.waitstatus_to_exitcode(in_child(lambda: mapped(inputs[1], tmp_path / "out"))) == 9
    monkeypatch.undo()
    mixed = reliability.prints(tmp_path / "out")
    assert mixed not in expected[:2]
    output.recover(tmp_path / "out")
    assert reliability.prints(tmp_path / "out") == expected[1]


def limited(kind: int, size: int, work: Callable[[], None]) -> Callable[[], None]:
    """`work` under a limit of the system."""

    def under() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(kind, (size, size))
        work()

    return under


@pytest.mark.parametrize("with_case", [False, True], ids=["plain", "case"])
def test_a_full_disk_leaves_the_last_good_outputs(
    inputs: tuple[Path, Path], expected: Expected, tmp_path: Path, with_case: bool
) -> None:
    """No file may grow beyond 60 kB: the run fails, the old files stay, and it works again when there is room."""
    case = tmp_path / "case.sqlite" if with_case else None
    mapped(inputs[0], tmp_path / "out", case)
    status = in_child(limited(resource.RLIMIT_FSIZE, 60_000, lambda: mapped(inputs[1], tmp_path / "out", case)))
    assert os.waitstatus_to_exitcode(status) == 2
    assert reliability.prints(tmp_path / "out") == expected[0]
    mapped(inputs[1], tmp_path / "out", case)
    assert reliability.prints(tmp_path / "out") == expected[1]


def test_without_memory_the_last_good_outputs_stay(
    inputs: tuple[Path, Path], expected: Expected, tmp_path: Path
) -> None:
    """A run that may map only a little more memory than it has fails or succeeds as a whole."""
    mapped(inputs[0], tmp_path / "out")
    pages = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    in_child(limited(resource.RLIMIT_AS, pages + 3_000_000, lambda: mapped(inputs[1], tmp_path / "out")))
    assert reliability.settled(tmp_path / "out") in expected[:2]


@pytest.mark.parametrize("way", kills.WAYS, ids=lambda way: way.name)
def test_the_stages_that_the_benchmark_strikes_are_there(way: kills.Way) -> None:
    """It knows them by the functions that begin them, which may be renamed."""
    for name in way.stages.values():
        home, _, called = name.rpartition(".")
        assert callable(getattr(importlib.import_module(home), called))
