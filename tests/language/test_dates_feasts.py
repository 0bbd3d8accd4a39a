"""Feasts of four calendars and days known by their date alone."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.language.dates import find_times, from_edtf
from geomap.language.dates.calendars import (
    easter,
    hanukkah,
    hebrew_new_year,
    islamic_day,
    orthodox_easter,
    passover,
)
from geomap.language.document import read
from geomap.model import Report, TimeSpan

AUTUMN = date(2021, 10, 13)


def found(text: str, published: date | None = AUTUMN) -> dict[str, TimeSpan]:
    return {t.text: t for t in find_times(read(Report(id="r", text=text)), published)}


@pytest.mark.parametrize(
    ("year", "day"), [(2008, (4, 27)), (2016, (5, 1)), (2022, (4, 24)), (2023, (4, 16)), (2025, (4, 20))]
)
def test_orthodox_easter_follows_the_julian_computus(year: int, day: tuple[int, int]) -> None:
    """Known days of the eastern feast."""
    assert orthodox_easter(year) == date(year, *day)


def test_western_easter_follows_the_gregorian_computus() -> None:
    """Known days of the western feast."""
    assert [easter(y) for y in (2000, 2019, 2024)] == [date(2000, 4, 23), date(2019, 4, 21), date(2024, 3, 31)]


@pytest.mark.parametrize(
    ("hijri", "month", "announced"),
    [(1442, 9, date(2021, 4, 13)), (1444, 9, date(2023, 3, 23)), (1445, 9, date(2024, 3, 11)), (1445, 10, date(2024, 4, 10)), (1437, 9, date(2016, 6, 6))],
)  # fmt: skip
def test_the_tabular_islamic_month_begins_within_a_day_of_the_announced_one(
    hijri: int, month: int, announced: date
) -> None:
    """Months of fasting as they were announced in Mecca."""
    assert abs((islamic_day(hijri, month, 1) - announced).days) <= 1


@pytest.mark.parametrize(
    ("year", "new_year"), [(1973, (9, 27)), (2021, (9, 7)), (2022, (9, 26)), (2023, (9, 16)), (2024, (10, 3))]
)
def test_the_hebrew_year_begins_on_its_day(year: int, new_year: tuple[int, int]) -> None:
    """Known first days of Tishri."""
    assert hebrew_new_year(year + 3761) == date(year, *new_year)


def test_passover_and_hanukkah_follow_from_the_hebrew_year() -> None:
    """Known days of both feasts."""
    assert [passover(y) for y in (2021, 2022, 2024)] == [date(2021, 3, 28), date(2022, 4, 16), date(2024, 4, 23)]
    assert [hanukkah(y) for y in (2020, 2022, 2024)] == [date(2020, 12, 11), date(2022, 12, 19), date(2024, 12, 26)]


@pytest.mark.parametrize(
    ("text", "words", "value", "first", "last"),
    [
        ("In Ramadan the guns were silent.", "Ramadan", "2021-04-13/2021-05-12", "2021-04-12", "2021-05-13"),
        ("They will talk again in Ramadan.", "Ramadan", "2022-04-03/2022-05-02", "2022-04-02", "2022-05-03"),
        (
            "On the first day of Ramadan it rained.",
            "the first day of Ramadan",
            "2021-04-13",
            "2021-04-12",
            "2021-04-14",
        ),
        ("They shelled it on Eid al-Adha.", "Eid al-Adha", "2021-07-20", "2021-07-19", "2021-07-21"),
        ("They shelled it before Eid ul-Fitr 2016.", "Eid ul-Fitr 2016", "2016-07-07", "2016-07-06", "2016-07-08"),
    ],
)
def test_islamic_feasts_carry_a_day_of_doubt(text: str, words: str, value: str, first: str, last: str) -> None:
    """The moon is seen a day sooner or later: the days say so, and the EDTF is marked approximate."""
    t = found(text)[words]
    assert (t.value, str(t.earliest), str(t.latest)) == (value, first, last)
    assert t.edtf == f"{first}~/{last}~"
    assert from_edtf(t.edtf) == (t.earliest, t.latest)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They met on Orthodox Easter.", "Orthodox Easter", "2021-05-02"),
        ("They met on Yom Kippur.", "Yom Kippur", "2021-09-16"),
        ("They met on New Year's Eve.", "New Year's Eve", "2020-12-31"),
        ("They met on Meskel.", "Meskel", "2021-09-27"),
        ("They met on Ascension Day.", "Ascension Day", "2021-05-13"),
    ],
)
def test_a_feast_is_the_nearest_one_that_fits_the_tense(text: str, words: str, value: str) -> None:
    """Fixed feasts and moving feasts of several churches and calendars."""
    assert found(text)[words].value == value


@pytest.mark.parametrize(
    "text", ["The Yom Kippur War was short.", "An easter egg was found.", "The ramadan is a name here."]
)
def test_a_feast_inside_another_name_is_no_date(text: str) -> None:
    """A war named after a feast, or a word in small letters."""
    assert not found(text)


def test_a_feast_without_a_year_stays_open_in_an_undated_report() -> None:
    """No year, no day."""
    t = found("In Ramadan the guns were silent.", None)["Ramadan"]
    assert (t.value, t.earliest, t.edtf) == ("XXXX-XX-XX", None, "")


@pytest.mark.parametrize(
    ("text", "published", "words", "value", "basis"),
    [
        ("Since 9/11 much has changed.", AUTUMN, "9/11", "2001-09-11", "chronology"),
        ("He spoke of the Sept. 11 attacks.", AUTUMN, "Sept. 11", "2001-09-11", "chronology"),
        ("The mill burned on September 11.", AUTUMN, "September 11", "2021-09-11", "relative"),
        ("Israel was struck in the October 7 attack.", date(2024, 12, 1), "October 7", "2023-10-07", "chronology"),
        ("Since 7 October Gaza has been shelled.", date(2025, 1, 5), "7 October", "2023-10-07", "chronology"),
        ("The mill burned on October 7.", date(2024, 12, 1), "October 7", "2024-10-07", "relative"),
        ("Israel spoke of the October 7 attack.", date(2022, 12, 1), "October 7", "2022-10-07", "relative"),
    ],
)
def test_landmark_days_are_known_by_their_date(text: str, published: date, words: str, value: str, basis: str) -> None:
    """ "9/11" and "October 7" stand for one day where the words around say so; the basis tells it."""
    t = found(text, published)[words]
    assert (t.value, t.basis) == (value, basis)
