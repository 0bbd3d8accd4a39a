"""A case that grows: only new work is done, and the result is that of a run from nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import invented
import pytest
import reliability

from geomap.model import Reading, Report
from geomap.pipeline import Log, Options, run


def write(folder: Path, rows: list[dict[str, str]]) -> Path:
    """Reports as JSON Lines."""
    folder.mkdir(exist_ok=True)
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the reports that the text work reads."""
    from geomap.language import reading

    real: Callable[..., Reading] = reading.read_report
    seen: list[str] = []

    def counted(report: Report, *args: object, **more: object) -> Reading:
        seen.append(report.id)
        return real(report, *args, **more)

    monkeypatch.setattr(reading, "read_report", counted)
    return seen


def test_only_new_and_changed_reports_are_read(tmp_path: Path, read: list[str]) -> None:
    """Added, changed, removed and moved reports: the text work reads what is new, and the files equal a run from nothing."""
    rows = list(invented.rows(9, words=25))
    steps = {
        "first": rows[:6],
        "two added": rows[:8],
        "one changed": [*rows[:2], {**rows[2], "text": rows[3]["text"]}, *rows[3:8]],
        "one removed": rows[1:8],
        "order turned": rows[7:0:-1],
    }
    work = {"first": 6, "two added": 2, "one changed": 1, "one removed": 1, "order turned": 0}
    for step, now in steps.items():
        read.clear()
        folder = write(tmp_path / "in", now)
        run(Options(inputs=(folder,), case=tmp_path / "case.sqlite"), tmp_path / "out", Log(), lambda *_: None)
        assert len(read) == work[step], step
    run(Options(inputs=(folder,)), tmp_path / "fresh", Log(), lambda *_: None)
    assert reliability.prints(tmp_path / "out") == reliability.prints(tmp_path / "fresh")


def test_another_gazetteer_or_rule_reads_everything_again(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Own places and changed rules each count; going back costs the work again, since a case keeps one state."""
    from geomap import case as cases
    from geomap.workers import Recipe, read_all

    reports = [Report(id=row["id"], text=row["text"]) for row in invented.rows(4, words=20)]
    own = tmp_path / "own.csv"
    own.write_text("name,lat,lon\nQamarabad,15.5,45.5\n", "utf-8")

    def work(recipe: Recipe) -> int:
        read.clear()
        list(read_all(reports, recipe, case=tmp_path / "c.sqlite"))
        return len(read)

    assert [work(Recipe()), work(Recipe()), work(Recipe((own,))), work(Recipe((own,)))] == [4, 0, 4, 0]
    assert work(Recipe((own,), countries=("YE",))) == 4
    monkeypatch.setattr(cases, "_code_fingerprint", lambda *_: "changed rules")
    assert [work(Recipe((own,), countries=("YE",))), work(Recipe((own,), countries=("YE",)))] == [4, 0]


def test_ways_and_fronts_worked_out_before_are_not_worked_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run finds every way and estimate in the case; a changed rule of analysis, none; the files are the same."""
    from geomap import case as cases
    from geomap.analysis import fronts, ways

    done: list[str] = []

    def counted(module: ModuleType, name: str) -> None:
        real = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *args: done.append(name) or real(*args))  # type: ignore[func-returns-value]

    counted(ways, "_way")
    counted(fronts, "_of_cluster")
    folder = write(tmp_path / "in", list(invented.rows(30, words=40)))

    def work(out: str) -> set[str]:
        done.clear()
        run(Options(inputs=(folder,), case=tmp_path / "case.sqlite"), tmp_path / out, Log(), lambda *_: None)
        return set(done)

    assert work("first") == {"_way", "_of_cluster"}
    assert work("second") == set()
    monkeypatch.setattr(cases, "_code_fingerprint", lambda *_: "changed rules")
    assert work("third") == {"_way", "_of_cluster"}
    assert reliability.prints(tmp_path / "first") == reliability.prints(tmp_path / "second")
    assert reliability.prints(tmp_path / "first") == reliability.prints(tmp_path / "third")
