"""The landmark events that ship with the project."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pytest

from geomap.gazetteer.data import folder
from geomap.language.dates.chronology import landmarks

THEATRES = {
    "Syria", "Iraq", "Iran", "Ukraine", "Libya", "Yemen", "Sudan", "South Sudan", "Sahel", "Nigeria", "Ethiopia", "Somalia", "Congo",
    "Central African Republic", "Myanmar", "Nagorno-Karabakh", "Afghanistan", "Pakistan", "Israel-Gaza-Lebanon",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (folder() / "chronology.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_at_least_300_events_over_all_theatres(rows: list[dict[str, str]]) -> None:
    """Every covered war has landmarks, at least four of them."""
    assert len(rows) >= 300
    counts = Counter(row["theatre"] for row in rows)
    assert all(counts[theatre] >= 4 for theatre in THEATRES), counts


def test_every_row_is_whole(rows: list[dict[str, str]]) -> None:
    """Unique ids, real dates in order, key words, actors and a source; places for all but leaders."""
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert date(1980, 1, 1) <= date.fromisoformat(row["date_start"]) <= date.fromisoformat(row["date_end"]), row[
            "id"
        ]
        assert row["event"] and row["keywords"] and row["source"], row["id"]
        assert row["actors"] and (row["places"] or row["note"].startswith("office")), row["id"]


def test_rows_are_in_order(rows: list[dict[str, str]]) -> None:
    """By theatre, then day, then id: a change shows as a change."""
    keys = [(row["theatre"], row["date_start"], row["id"]) for row in rows]
    assert keys == sorted(keys)


def test_all_rows_become_landmarks(rows: list[dict[str, str]]) -> None:
    """Nothing is lost on the way into the program, and each finds its own words."""
    loaded = {k.id: k for k in landmarks()}
    assert len(loaded) == len(rows)
    for row in rows:
        for name in row["places"].split(";"):
            assert not name or loaded[row["id"]].places.search(name.lower()), (row["id"], name)
