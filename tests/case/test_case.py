"""A case keeps readings between runs, by content."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from geomap.case import Case, reading_key, rules_fingerprint
from geomap.errors import InputError
from geomap.model import Reading, Report

REPORT = Report(id="a.txt", text="Shells fell on Tessalit.")


def test_a_kept_reading_comes_back_equal(tmp_path: Path) -> None:
    """What is put under a key is what a later run gets, from another process's point of view too."""
    reading, key = Reading(report=REPORT, warnings=("w",)), reading_key(REPORT, "rules")
    with Case(tmp_path / "case.sqlite") as case:
        case.put([(key, reading)])
    with Case(tmp_path / "case.sqlite") as case:
        assert case.get(key) == reading and case.get(b"other") is None


@pytest.mark.parametrize(
    "change",
    [{"text": "Shells fell on Tessalit!"}, {"id": "b.txt"}, {"source": "Desert Wire"}, {"furniture": ((0, 3),)}],
)
def test_any_change_of_a_report_changes_its_key(change: dict[str, object]) -> None:
    """Text, name, metadata and furniture all count."""
    assert reading_key(REPORT, "rules") != reading_key(replace(REPORT, **change), "rules")  # type: ignore[arg-type]


def test_another_gazetteer_or_option_makes_every_reading_stale() -> None:
    """The key holds what reads the report, not just the report."""
    prints = {rules_fingerprint("g1"), rules_fingerprint("g2"), rules_fingerprint("g1", "SY")}
    assert len(prints) == 3 and len({reading_key(REPORT, p) for p in prints}) == 3


def test_readings_of_reports_that_are_gone_are_dropped(tmp_path: Path) -> None:
    """Pruning keeps what is wanted and counts the rest."""
    with Case(tmp_path) as case:
        case.put([(b"1", Reading(report=REPORT)), (b"2", Reading(report=REPORT))])
        assert case.prune({b"2"}) == 1 and list(case.keys()) == [b"2"]


def test_a_damaged_reading_counts_as_not_there(tmp_path: Path) -> None:
    """A reading that cannot be read is made again, not an error."""
    with Case(tmp_path / "c.sqlite") as case:
        case.put([(b"1", Reading(report=REPORT))])
    db = sqlite3.connect(tmp_path / "c.sqlite")
    db.execute("UPDATE reading SET body=x'00ff'")
    db.commit()
    db.close()
    with Case(tmp_path / "c.sqlite") as case:
        assert case.get(b"1") is None


def test_a_file_that_is_no_case_is_refused_and_left_alone(tmp_path: Path) -> None:
    """The message names the file; its content stays."""
    path = tmp_path / "notes.txt"
    path.write_text("not a database, and longer than a hundred bytes " * 4)
    with pytest.raises(InputError, match="not a case"):
        Case(path)
    assert path.read_text().startswith("not a database")
