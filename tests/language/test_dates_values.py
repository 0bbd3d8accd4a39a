"""Time expressions: what each written form is worth on a known day of publication."""

from __future__ import annotations

import itertools
from datetime import date
from time import process_time

import pytest

from geomap.language.dates import find_times, publication
from geomap.language.document import read
from geomap.model import Report, TimeSpan

WEDNESDAY = date(2019, 6, 12)


def times(text: str, published: date | None = WEDNESDAY) -> tuple[TimeSpan, ...]:
    return find_times(read(Report(id="r", text=text)), published)


def values(text: str, published: date | None = WEDNESDAY) -> dict[str, str]:
    return {t.text: t.value for t in times(text, published)}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The convoy left on 3 May 2018.", "3 May 2018", "2018-05-03"),
        ("The convoy left on May 3rd, 2018.", "May 3rd, 2018", "2018-05-03"),
        ("The convoy left on 03-May-2018.", "03-May-2018", "2018-05-03"),
        ("The convoy left on the 3rd of May 2018.", "the 3rd of May 2018", "2018-05-03"),
        ("The convoy left on Thursday, May 3, 2018.", "Thursday, May 3, 2018", "2018-05-03"),
        ("The convoy left on 2018-05-03.", "2018-05-03", "2018-05-03"),
        ("The convoy left on 25/12/2018.", "25/12/2018", "2018-12-25"),
        ("The convoy left on 12/25/2018.", "12/25/2018", "2018-12-25"),
        ("The convoy left on 03.05.2018.", "03.05.2018", "2018-05-03"),
        ("They were held from 9 to 12 June 2014.", "from 9 to 12 June 2014", "2014-06-09/2014-06-12"),
        ("They were held June 9-12.", "June 9-12", "2019-06-09/2019-06-12"),
        ("The ferry stopped on Oct. 23.", "Oct. 23", "2018-10-23"),
        ("The ferry will stop on Oct. 23.", "Oct. 23", "2019-10-23"),
        ("The ferry stopped on 2 March, in rain.", "2 March", "2019-03-02"),
        ("It was signed in November.", "November", "2018-11"),
        ("It will be signed in November.", "November", "2019-11"),
        ("In early May 2018 the bridge fell.", "early May 2018", "2018-05"),
        ("Last April the bridge fell.", "Last April", "2019-04"),
        ("The bridge fell in the summer of 2014.", "the summer of 2014", "2014-SU"),
        ("The bridge fell last winter.", "last winter", "2018-WI"),
        ("The third quarter of 2018 was bad.", "The third quarter of 2018", "2018-Q3"),
        ("Sales fell in Q3 2018.", "Q3 2018", "2018-Q3"),
        ("The second half of 2018 was bad.", "The second half of 2018", "2018-H2"),
        ("Fiscal 2018 was bad.", "Fiscal 2018", "2018"),
        ("The mid-1990s were calm.", "The mid-1990s", "199"),
        ("In the '80s the fort stood.", "the '80s", "198"),
        ("In the 19th century the fort stood.", "the 19th century", "18"),
        ("It opened in nineteen ninety-six.", "nineteen ninety-six", "1996"),
        ("The village was founded in 1871.", "1871", "1871"),
        ("The epidemic of 2014-2016 was over.", "2014-2016", "2014/2016"),
    ],
)
def test_a_calendar_form_has_its_value(text: str, words: str, value: str) -> None:
    """Dates, months, seasons, quarters, years, decades and centuries are read in their written forms."""
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Gunmen came on Monday.", "Monday", "2019-06-10"),
        ("Gunmen came on Wednesday.", "Wednesday", "2019-06-12"),
        ("The minister will come on Monday.", "Monday", "2019-06-17"),
        ("Talks are due to resume on Friday.", "Friday", "2019-06-14"),
        ("The harbour stays shut until Friday.", "Friday", "2019-06-14"),
        ("They said on Friday that they would appeal.", "Friday", "2019-06-07"),
        ("The raid had been planned for Saturday, police said.", "Saturday", "2019-06-08"),
        ("They met last Friday.", "last Friday", "2019-06-07"),
        ("They meet next Tuesday.", "next Tuesday", "2019-06-18"),
        ("The shells fell on Tuesday night.", "Tuesday night", "2019-06-11TNI"),
        ("He was seen at 10 p.m. Monday.", "10 p.m. Monday", "2019-06-10T22:00"),
        ("It hit the market at 9.30am local time yesterday.", "9.30am local time yesterday", "2019-06-11T09:30"),
        ("He was seen at 3:15 p.m. EST yesterday.", "3:15 p.m. EST yesterday", "2019-06-11T15:15"),
        ("He was seen yesterday.", "yesterday", "2019-06-11"),
        ("Fuel came by barge until the 10th.", "the 10th", "2019-06-10"),
        ("Fuel will come on the 20th.", "the 20th", "2019-06-20"),
        ("He was seen last night.", "last night", "2019-06-11TNI"),
        ("It burned overnight.", "overnight", "2019-06-11TNI"),
        ("It will freeze overnight.", "overnight", "2019-06-12TNI"),
        ("Bulletin No. 7 - 8 June 2019.", "8 June 2019", "2019-06-08"),
        ("Last week the dam broke.", "Last week", "2019-W23"),
        ("Next month they vote.", "Next month", "2019-07"),
        ("This year was dry.", "This year", "2019"),
        ("Two weeks ago it rained.", "Two weeks ago", "2019-05-29"),
        ("Five years ago it rained.", "Five years ago", "2014"),
        ("Half a century ago it rained.", "Half a century ago", "1969"),
        ("The weekend was quiet.", "The weekend", "2019-W23-WE"),
        ("The market closed on Christmas Eve.", "Christmas Eve", "2018-12-24"),
        ("The market closed on Thanksgiving Day.", "Thanksgiving Day", "2018-11-22"),
        ("The market closed on Good Friday.", "Good Friday", "2019-04-19"),
    ],
)
def test_a_relative_form_counts_from_publication(text: str, words: str, value: str) -> None:
    """Weekdays follow the tense; the rest counts from the day of publication."""
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The mutiny began on 5 March 2018. Three days later it was over.", "Three days later", "2018-03-08"),
        ("The mutiny began on 5 March 2018. The next day it was over.", "The next day", "2018-03-06"),
        ("The mutiny began in 1992 and ended two years later.", "two years later", "1994"),
        ("Profit rose in the third quarter of 2018 from a year earlier.", "a year earlier", "2017-Q3"),
        ("He was shot on Monday, June 3. That night he died.", "That night", "2019-06-03TNI"),
        ("He was shot on Friday. They had met the previous Friday.", "the previous Friday", "2019-05-31"),
        ("At dawn on 7 May soldiers came.", "dawn on 7 May", "2019-05-07TDA"),
    ],
)
def test_a_narrative_form_counts_from_the_time_told_last(text: str, words: str, value: str) -> None:
    """ "The next day" is the one after the day told, not after publication."""
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("A three-day truce was agreed.", "three-day", "DURATION", "P3D"),
        ("He spent 18 months in jail.", "18 months", "DURATION", "P18M"),
        ("He spent two and a half years in exile.", "two and a half years", "DURATION", "P2Y6M"),
        ("It took half an hour.", "half an hour", "DURATION", "PT30M"),
        ("The siege lasted several weeks.", "several weeks", "DURATION", "PXW"),
        ("It went on for nearly two decades.", "nearly two decades", "DURATION", "P20Y"),
        ("Every Friday they march.", "Every Friday", "SET", "XXXX-WXX-5"),
        ("They march twice a week.", "twice a week", "SET", "P1W"),
        ("The daily flight left.", "daily", "SET", "P1D"),
        ("It was recently repaired.", "recently", "DATE", "PAST_REF"),
        ("The mill is now shut.", "now", "DATE", "PRESENT_REF"),
        ("Nobody knows the future.", "the future", "DATE", "FUTURE_REF"),
        ("Several years ago it burned.", "Several years ago", "DATE", "PAST_REF"),
    ],
)
def test_lengths_sets_and_references(text: str, words: str, kind: str, value: str) -> None:
    """Durations, repeated times and loose references have TIMEX3 types and values."""
    found = {t.text: (t.type, t.value) for t in times(text)}
    assert found.get(words) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "Mr May may march in the fall of the wall.",
        "2015 people and 1,500 cattle crossed, for $2014 each.",
        "The 20-year-old driver is 20 years old.",
        "Resolution 2042 names route 1999.",
        "He was second in command of the third battalion.",
        "The price rose 12 percent to 1.2014 dollars.",
        "Early in the war they held the port.",
        "The Sunday Times and the Friday Market are names, and so is Black Friday.",
    ],
)
def test_what_only_looks_like_time_is_left(text: str) -> None:
    """Modal verbs, counts, money, ages and numbers of things are no time expressions."""
    assert values(text) == {}


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("Flights went on for the past 10 days.", "the past 10 days", "2019-06-02", "2019-06-12"),
        ("In the last three, four months prices rose.", "the last three, four months", "2019-02-12", "2019-06-12"),
        ("Since the end of September ships have come.", "the end of September", "2018-09-25", "2019-06-12"),
        ("The pass has been closed since August.", "August", "2018-08-01", "2019-06-12"),
        ("Earlier this month they took the hill.", "Earlier this month", "2019-06-01", "2019-06-12"),
        ("They will go home later this month.", "later this month", "2019-06-12", "2019-06-30"),
        ("Over the past week it rained.", "the past week", "2019-06-05", "2019-06-12"),
        ("It snowed in the first week of January 2019.", "the first week of January 2019", "2019-01-01", "2019-01-07"),
        ("It snowed in the last week of January 2019.", "the last week of January 2019", "2019-01-25", "2019-01-31"),
        ("In late December it snowed.", "late December", "2018-12-22", "2018-12-31"),
        ("They want to finish by the end of the year.", "the end of the year", "2019-06-12", "2019-12-31"),
        ("It burned overnight.", "overnight", "2019-06-11", "2019-06-12"),
        ("Next week they vote.", "Next week", "2019-06-17", "2019-06-23"),
        ("In the summer of 2014 it burned.", "the summer of 2014", "2014-06-01", "2014-08-31"),
        ("In recent weeks it rained.", "recent weeks", "2019-05-08", "2019-06-12"),
    ],
)
def test_an_expression_covers_honest_days(text: str, words: str, first: str, last: str) -> None:
    """For the map each expression has the days it covers, stretched by "since", "past" and "by"."""
    found = {t.text: t for t in times(text)}
    assert (str(found[words].earliest), str(found[words].latest)) == (first, last)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Gunmen came on Thursday.", "XXXX-WXX-4"),
        ("Gunmen came yesterday.", "XXXX-XX-XX"),
        ("Gunmen came on 5 May.", "XXXX-05-05"),
        ("Gunmen came in May, in rain.", "XXXX-05"),
        ("Gunmen came last week.", "XXXX-WXX"),
        ("Gunmen came two years ago.", "XXXX"),
        ("Gunmen came at 10:30 a.m. yesterday.", "XXXX-XX-XXT10:30"),
    ],
)
def test_without_publication_relative_forms_stay_open(text: str, value: str) -> None:
    """Nothing is made up: no days, no EDTF, a value with X for what is unknown."""
    (found,) = times(text, None)
    assert (found.value, found.earliest, found.latest, found.edtf) == (value, None, None, "")


def test_a_day_without_year_takes_it_from_the_day_told_before() -> None:
    """In a report without a day of publication the year told last carries to the next date."""
    assert values("They left Kassar on 5 May 2018. They came to Tolun on 9 May.", None)["9 May"] == "2018-05-09"


def test_the_year_at_the_end_of_a_range_holds_for_its_beginning() -> None:
    """ "From 30 May to 2 June 2014" begins in 2014."""
    assert values("It lasted from 30 May to 2 June 2014.")["30 May"] == "2014-05-30"


def test_offsets_quote_the_text_whatever_its_script() -> None:
    """Offsets are code points of the untouched text, also where letters change length in lower case."""
    text = "\u0130stanbul\u2019da, \ufb01ve\u00a0days\u2014on 3\u00a0May\u00a02018 \u2013 the \u0130zmir ferry left."
    (found,) = times(text)
    assert (text[found.start : found.end], found.value) == ("3\u00a0May\u00a02018", "2018-05-03")


def test_spans_come_in_order_and_never_overlap() -> None:
    """One stretch of text is one expression."""
    found = times(
        "On Monday, 3 June 2019, at 10 a.m., and in the first half of 2018, two weeks later, they met for three days."
    )
    assert len(found) >= 4
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "piece",
    ["1 ", "may ", "the first half of the year ", "1/1/", "last three, ", "5 p.m. ", "a week after ", "Monday and Tuesday, ", "from Monday to ",
     "May 3, 4, 5, ", "the night of 5 to 6 June ", "Eid al-", "12-", "mid-", "October 7 Gaza ", "KHARTOUM, 14 May ", "3 марта ", "\u2013 "],
)  # fmt: skip
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    """Four times the text takes about four times the processor time, not sixteen."""

    def seconds(size: int) -> float:
        doc = read(Report(id="r", text=(piece * size)[:size]))
        begin = process_time()
        find_times(doc, WEDNESDAY)
        return process_time() - begin

    seconds(200)
    assert seconds(24_000) < 9 * max(seconds(6_000), 0.003)


def test_a_long_line_of_dates_is_read_for_a_dateline_in_linear_time() -> None:
    """The search for the day of publication looks at a bounded stretch around each date."""

    def seconds(size: int) -> float:
        doc = read(Report(id="r", text=("3 May 2019 and " * size)[:size]))
        begin = process_time()
        publication(doc)
        return process_time() - begin

    seconds(200)
    assert seconds(48_000) < 9 * max(seconds(12_000), 0.003)
