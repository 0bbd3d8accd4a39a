"""Days and months that count from what the text told last."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.language.dates import find_times, publication
from geomap.language.document import read
from geomap.model import Report


def values(text: str) -> dict[str, str]:
    """The value of every expression, in a report of Wednesday 12 June 2019."""
    return {t.text: t.value for t in find_times(read(Report(id="r", text=text)), date(2019, 6, 12))}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They attacked on the 10th from three sides.", "the 10th", "2019-06-10"),
        ("On the 9th rebels fled.", "the 9th", "2019-06-09"),
        ("They took the hill on the 8th and lost it.", "the 8th", "2019-06-08"),
        ("Talks began on 4 May; on the 6th they failed.", "the 6th", "2019-05-06"),
        ("The convoy left on 3 May. By the 9th a bridge was gone.", "the 9th", "2019-05-09"),
        ("It was hit on the night of the 3rd.", "the night of the 3rd", "2019-06-03TNI"),
        ("War came in May 1992. On 3 August 1992 the town fell. It was lost again that October.", "that October", "1992-10"),
        ("The town fell on 3 November 1992. Aid came that March.", "that March", "1993-03"),
    ],
)  # fmt: skip
def test_a_day_or_month_counts_from_what_was_told_last(text: str, words: str, value: str) -> None:
    assert values(text)[words] == value


@pytest.mark.parametrize(
    "text",
    [
        "They attacked on the 27th Brigade.",
        "He died on the 3rd floor.",
        "The line runs on the 38th parallel.",
        "The raid fell on the 5th anniversary.",
    ],
)
def test_a_counted_noun_is_no_day(text: str) -> None:
    assert values(text) == {}


def test_the_issue_of_a_journal_dates_its_report() -> None:
    doc = read(Report(id="r", text="The Long Road\n\nBy A. Writer\nFrom the issue of 22 October 1993\n\nThey left."))
    assert publication(doc).value == date(1993, 10, 22)
