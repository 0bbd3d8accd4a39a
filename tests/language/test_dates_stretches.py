"""Stretches of time, nights and mornings of a named day, and plans in the present tense."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.language.dates import find_times, from_edtf
from geomap.language.document import read
from geomap.model import Report, TimeSpan

WEDNESDAY = date(2019, 6, 12)


def times(text: str, published: date | None = WEDNESDAY) -> tuple[TimeSpan, ...]:
    return find_times(read(Report(id="r", text=text)), published)


def values(text: str) -> dict[str, str]:
    return {t.text: t.value for t in times(text)}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They fought from 28 February to 3 March.", "2019-02-28", "2019-03-03"),
        ("They fought between 28 February and 3 March 2016.", "2016-02-28", "2016-03-03"),
        ("From 30 December to 3 January they fought.", "2018-12-30", "2019-01-03"),
        ("The survey (Feb. 24 \u2013 March 2, 2018) told otherwise.", "2018-02-24", "2018-03-02"),
        ("They shelled the port from Monday evening to Tuesday morning.", "2019-06-10", "2019-06-11"),
        ("They shelled the port from Monday to Thursday.", "2019-06-03", "2019-06-06"),
        ("From Monday through Thursday they will meet.", "2019-06-17", "2019-06-20"),
        ("Between 2014 and 2018 the fort was empty.", "2014-01-01", "2018-12-31"),
    ],
)
def test_both_ends_of_a_stretch_cover_all_of_it(text: str, first: str, last: str) -> None:
    """ "From A to B" is two expressions; each covers the days from A to B."""
    ends = times(text)
    assert len(ends) == 2
    assert {(str(t.earliest), str(t.latest)) for t in ends} == {(first, last)}
    assert all(from_edtf(t.edtf) == (t.earliest, t.latest) for t in ends)


@pytest.mark.parametrize(
    "text",
    [
        "On Monday and Tuesday they shelled the port.",
        "The talks were moved from Monday to Thursday.",
        "They came on 3 May and on 9 May.",
    ],
)
def test_two_days_side_by_side_are_no_stretch(text: str) -> None:
    """ "And" without "between", or an event that was moved, joins nothing."""
    assert all(t.earliest == t.latest for t in times(text))


@pytest.mark.parametrize(
    ("text", "words", "value", "last"),
    [
        ("Drones came on the night of 5 to 6 June.", "the night of 5 to 6 June", "2019-06-05TNI", "2019-06-06"),
        ("Drones came on the night of June 5.", "the night of June 5", "2019-06-05TNI", "2019-06-05"),
        ("They left in the early hours of Monday.", "the early hours of Monday", "2019-06-10TMO", "2019-06-10"),
        ("They left on the morning of Sunday, 5 May.", "the morning of Sunday, 5 May", "2019-05-05TMO", "2019-05-05"),
        ("They left before dawn on Monday.", "dawn on Monday", "2019-06-10TDA", "2019-06-10"),
        ("It burned overnight into Monday.", "overnight into Monday", "2019-06-09TNI", "2019-06-10"),
        (
            "It burned overnight from Sunday to Monday.",
            "overnight from Sunday to Monday",
            "2019-06-09TNI",
            "2019-06-10",
        ),
        ("It burned overnight on 5-6 June.", "overnight on 5-6 June", "2019-06-05TNI", "2019-06-06"),
        ("He died at 10:35 a.m. (0735 GMT) on Friday.", "10:35 a.m.", "2019-06-07T10:35", "2019-06-07"),
    ],
)
def test_a_part_of_a_day_is_read_with_the_day_behind_it(text: str, words: str, value: str, last: str) -> None:
    """ "The night of 5 to 6 June" is one time that begins on the fifth."""
    found = {t.text: t for t in times(text)}
    assert (found[words].value, str(found[words].latest)) == (value, last)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The truce begins Thursday.", "Thursday", "2019-06-13"),
        ("The ministers meet Friday.", "Friday", "2019-06-14"),
        ("They agreed to meet on Monday.", "Monday", "2019-06-17"),
        ("They agreed to a truce on Monday.", "Monday", "2019-06-10"),
        ("They met on Monday.", "Monday", "2019-06-10"),
        ("It announced a plan to buy the mill in January.", "January", "2020-01"),
        ("The mill must pay its debts by August.", "August", "2019-08"),
        ("The fund had grown through April.", "April", "2019-04"),
        ("This weekend they march.", "This weekend", "2019-W24-WE"),
        ("This weekend they marched.", "This weekend", "2019-W23-WE"),
    ],
)
def test_plans_told_in_the_present_lie_ahead(text: str, words: str, value: str) -> None:
    """A timetable's present tense, an intention with its infinitive, and "by August" look ahead."""
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The raid of 5 May killed two. The day before, a truck had burned.", "The day before", "2019-05-04"),
        ("The raid of 5 May killed two. Two days later the army came.", "Two days later", "2019-05-07"),
        ("The raid of 5 May killed two. The following morning they left.", "The following morning", "2019-05-06TMO"),
        ("The raid of 5 May killed two. Later in the day they left.", "Later in the day", "2019-05-05"),
        ("They fled the day after Monday's raid.", "the day", "2019-06-11"),
        ("They fled the day before the 5 May raid.", "the day", "2019-05-04"),
        ("The talks were held on April 24 and 25.", "25", "2019-04-25"),
        ("The court sits the week of 24 June.", "the week of 24 June", "2019-W26"),
        ("They fled the week before last.", "the week before last", "2019-W22"),
        ("They vote in three weeks' time.", "three weeks' time", "2019-07-03"),
        ("They vote a week from Friday.", "a week from Friday", "2019-06-21"),
        ("He was shot a year ago today.", "a year ago today", "2018-06-12"),
        ("The March accession was late.", "March", "2019-03"),
        ("They march on Fridays.", "Fridays", "XXXX-WXX-5"),
    ],
)
def test_a_day_counted_from_another(text: str, words: str, value: str) -> None:
    """Days beside a day told, weeks named by a day, and counts that end on a weekday."""
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("H1 2018 was bad.", "H1 2018", "2018-H1"),
        ("Q1 was bad.", "Q1", "2019-Q1"),
        ("Q4 was bad.", "Q4", "2018-Q4"),
        ("In Q3 of 2018 sales fell.", "Q3 of 2018", "2018-Q3"),
        ("In mid-2018 sales fell.", "mid-2018", "2018"),
        ("Sales fell in the quarter ended April 30.", "the quarter", "2019-Q1"),
        ("It posted a first-quarter loss.", "first-quarter", "2019-Q1"),
        ("It posted a first-quarter loss, against a profit a year earlier.", "a year earlier", "2018-Q1"),
        ("It expects a second-quarter charge. Costs were lower than a year earlier.", "a year earlier", "2018"),
        ("In the first quarter it earned 3. In the first nine months costs were lower than a year earlier.", "a year earlier", "2018"),
    ],
)  # fmt: skip
def test_quarters_and_what_they_are_compared_with(text: str, words: str, value: str) -> None:
    """ "A year earlier" is the same quarter of the year before, but never one that still runs."""
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The 19-month-old war goes on.", "19-month-old", "P19M"),
        ("The decades-old conflict goes on.", "decades-old", "PXY"),
        ("A six-month-long siege ended.", "six-month-long", "P6M"),
        ("After months of shelling they left.", "months", "PXM"),
        ("It took a quarter of an hour.", "a quarter of an hour", "PT15M"),
        ("They fought all day.", "all day", "P1D"),
        ("Prices rose over the past three years.", "the past three years", "P3Y"),
        ("Prices rose over the past decade.", "the past decade", "P10Y"),
        ("Prices rise in the months ahead.", "the months ahead", "PXM"),
        ("They came several times a day.", "several times a day", "P1D"),
    ],
)
def test_lengths_in_more_forms(text: str, words: str, value: str) -> None:
    """Ages of things, loose lengths, fractions; prepositions are no part of them."""
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    "text",
    [
        "He told it to the programme 60 Minutes, which aired it.",
        "There are four flights a week.",
        "Nothing has been heard since the ceasefire.",
        "They left after the fall of the town.",
    ],
)
def test_names_rates_and_undated_events_are_no_time(text: str) -> None:
    """The name of a programme, a rate, and an event whose day is not told give no value."""
    assert not times(text)
