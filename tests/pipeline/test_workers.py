"""Many reports, in order, whatever happens to one of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geomap import workers
from geomap.model import Reading, Report
from geomap.workers import Failure, Recipe, read_all

TOWNS = ("Marib", "Aden", "Taiz", "Sanaa", "Hodeidah", "Mukalla")


def some(number: int) -> list[Report]:
    """Reports that differ by their number."""
    return [
        Report(id=f"r{i}", text=f"Shells fell on {TOWNS[i % len(TOWNS)]} on {i % 28 + 1} March 2021.")
        for i in range(number)
    ]


def _killing(reports: list[Report]) -> list[Reading | Failure]:
    """A task whose process dies with the report r20, as one that ran out of memory would."""
    if any(r.id == "r20" for r in reports):
        os._exit(9)
    return workers._task(reports)


def test_a_pool_gives_the_readings_of_one_process_in_order() -> None:
    """More batches than fit in flight."""
    reports = some(70)
    assert list(read_all(reports, Recipe(), jobs=2)) == list(read_all(reports, Recipe()))


def test_a_report_that_breaks_the_rules_breaks_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """It becomes a failure with the reason; those around it are read."""

    def broken(report: Report, *_: object, **__: object) -> Reading:
        if report.id == "r1":
            raise ZeroDivisionError("boom")
        return Reading(report=report)

    monkeypatch.setattr("geomap.language.reading.read_report", broken)
    first, second, third = read_all(some(3), Recipe())
    assert isinstance(first, Reading)
    assert isinstance(third, Reading)
    assert isinstance(second, Failure)
    assert "ZeroDivisionError: boom" in second.reason


def test_a_report_that_kills_its_process_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other reports of its batch, and those in flight beside it, are all there and in order."""
    monkeypatch.setattr(workers, "_submitted", _killing)
    results = list(read_all(some(50), Recipe(), jobs=2))
    assert [r.report.id for r in results] == [f"r{i}" for i in range(50)]
    assert [r.report.id for r in results if isinstance(r, Failure)] == ["r20"]


def test_kept_readings_are_the_same(tmp_path: Path) -> None:
    """A case gives back what was read."""
    first = list(read_all(some(5), Recipe(), case=tmp_path / "c.sqlite"))
    assert list(read_all(some(5), Recipe(), case=tmp_path / "c.sqlite")) == first
