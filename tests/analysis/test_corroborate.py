"""Claims of control beside those of other reports."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.analysis.corroborate import corroborated
from geomap.model import ControlClaim, HoldStatus, Mention, Place, Publication, Reading, Report, Resolution

TOWN = Place(place_id="test:1", name="Kolmar", feature="town", country="AS", lat=1.0, lon=2.0, radius_km=4.0)


def reading(
    report: str, side: str, day: int, *, status: HoldStatus = "held", source: str = "", speaker: str = ""
) -> Reading:
    mention = Mention(report=report, start=0, end=6, text="Kolmar", role="literal", name="Kolmar")
    where = Resolution(mention=mention, place=TOWN, lat=1.0, lon=2.0, radius_km=4.0, confidence=1.0)
    claim = ControlClaim(
        report=report, start=0, end=9, quote="Kolmar ...", where=where, holder=side, side=side, status=status,
        date_start=date(2024, 5, day), date_end=date(2024, 5, day), attribution=speaker,
    )  # fmt: skip
    return Reading(report=Report(id=report, text="", source=source), publication=Publication(), claims=(claim,))


def statuses(*readings: Reading) -> list[str]:
    return [c.claim_status for c in corroborated(readings)]


def test_two_sources_that_agree_corroborate_each_other() -> None:
    """The same side, the same place, days apart."""
    assert statuses(reading("a", "north", 3), reading("b", "north", 9)) == ["corroborated", "corroborated"]


@pytest.mark.parametrize(
    "other",
    [
        reading("b", "north", 28),
        reading("b", "north", 3, status="lost"),
        reading("b", "south", 9),
        reading("b", "south", 3, status="captured"),
    ],
)
def test_later_news_neither_corroborates_nor_contests(other: Reading) -> None:
    """Weeks later, a loss, a capture by others: things move on."""
    assert statuses(reading("a", "north", 3), other) == ["single", "single"]


def test_two_papers_that_quote_one_speaker_are_one_source() -> None:
    """Neither does one outlet corroborate itself."""
    quoted = [reading(r, "north", 3, speaker="the army") for r in "ab"]
    own = [reading(r, "north", 3, source="Kolmar Post") for r in "ab"]
    assert statuses(*quoted) == statuses(*own) == ["single", "single"]


def test_two_holders_on_one_day_contest_each_other() -> None:
    """Both claims stay, both are marked."""
    assert statuses(reading("a", "north", 3), reading("b", "south", 3)) == ["contested", "contested"]
