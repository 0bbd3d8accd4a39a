"""EDTF and intervals: what is written is read back the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.language.dates import from_edtf, interval, to_edtf
from geomap.language.dates.intervals import narrow

DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31))


@given(DAYS, st.integers(min_value=0, max_value=5000))
def test_an_interval_survives_the_round_trip(first: date, length: int) -> None:
    """Days to EDTF and back are the same days."""
    last = first + timedelta(days=length)
    assert from_edtf(to_edtf(first, last)) == (first, last)


@given(DAYS)
def test_open_ends_survive_the_round_trip(day: date) -> None:
    """An open beginning or end stays open."""
    assert from_edtf(to_edtf(day, None)) == (day, None)
    assert from_edtf(to_edtf(None, day)) == (None, day)


@given(
    st.integers(min_value=1500, max_value=2199),
    st.sampled_from(
        [
            "",
            "-01",
            "-12",
            "-SP",
            "-SU",
            "-FA",
            "-WI",
            "-Q1",
            "-Q4",
            "-H1",
            "-H2",
            "-W01",
            "-W52",
            "-W31-WE",
            "-02-28",
            "-06-30T22:00",
        ]
    ),
)
def test_a_value_and_its_edtf_cover_the_same_days(year: int, tail: str) -> None:
    """The EDTF of a TIMEX3 value reads back as the days of that value."""
    days = interval(f"{year}{tail}")
    assert days is not None
    assert from_edtf(days.edtf) == (days.earliest, days.latest)


@given(st.integers(min_value=150, max_value=219))
def test_decades_and_centuries_are_written_with_x(decade: int) -> None:
    """199 is 199X, 19 is 19XX."""
    whole, century = interval(str(decade)), interval(str(decade // 10))
    assert whole is not None
    assert century is not None
    assert whole.edtf == f"{decade}X"
    assert from_edtf(whole.edtf) == (whole.earliest, whole.latest)
    assert century.earliest <= whole.earliest
    assert whole.latest <= century.latest


@given(DAYS, st.integers(min_value=1, max_value=400), st.sampled_from(["early", "mid", "late", "begin", "end"]))
def test_a_part_lies_inside_the_whole(day: date, length: int, part: str) -> None:
    """Early, mid and late never leave the interval they are part of."""
    whole = interval(str(day.year))
    assert whole is not None
    cut = narrow(whole, part)
    assert whole.earliest <= cut.earliest <= cut.latest <= whole.latest


@pytest.mark.parametrize(
    "value",
    ["P3M", "PXD", "PRESENT_REF", "XXXX-WXX-4", "2019-13", "2019-02-30", "2019-W60", "2019-Q5", "0000", "", "abc"],
)
def test_what_is_no_calendar_date_has_no_days(value: str) -> None:
    """Durations, references, open values and impossible dates give None."""
    assert interval(value) is None


@pytest.mark.parametrize("text", ["", "2019-13-01", "2019-02-30", "hello", "2019/2018", "199X-05", "2019-33-01"])
def test_what_is_no_edtf_is_refused(text: str) -> None:
    """Malformed EDTF raises ValueError, never a wrong day."""
    with pytest.raises(ValueError, match=r".+"):
        from_edtf(text)
