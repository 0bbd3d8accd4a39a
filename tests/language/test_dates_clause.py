"""When a clause happens: told in it, in its sentence, carried, or by the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.language.dates import date_clause, find_times
from geomap.language.dates.clause import When
from geomap.language.document import read
from geomap.model import Publication, Report

DAY = Publication(value=date(2019, 6, 12), basis="metadata")


def when(text: str, clause: str, publication: Publication = DAY) -> When:
    doc = read(Report(id="r", text=text))
    start = text.index(clause)
    return date_clause(doc, find_times(doc, publication.value), publication, start, start + len(clause))


@pytest.mark.parametrize(
    ("text", "clause", "first", "last", "basis"),
    [
        ("Gunmen took Tarn on Monday, police said.", "Gunmen took Tarn on Monday", "2019-06-10", "2019-06-10", "relative"),
        ("On 3 May 2018 gunmen took Tarn.", "gunmen took Tarn", "2018-05-03", "2018-05-03", "explicit"),
        ("Gunmen took Tarn on Monday, an aide said on Tuesday.", "Gunmen took Tarn", "2019-06-10", "2019-06-10", "relative"),
        (
            "Gunmen took Tarn on Monday, a week after they seized Kolmar in the hills.",
            "they seized Kolmar in the hills", "2019-06-03", "2019-06-03", "relative",
        ),
        ("Gunmen came on Monday. They burned the mill.", "They burned the mill", "2019-06-10", "2019-06-10", "relative"),
        ("Gunmen came on Monday. They hold the mill.", "They hold the mill", "2019-06-06", "2019-06-12", "publication"),
        (
            "Since mid-May gunmen have burned farms; ten men died at Tarn on 25 May alone.",
            "gunmen have burned farms", "2019-05-11", "2019-06-12", "relative",
        ),
        (
            "In 2017 gunmen took Tarn, and in June 2018 they left it.",
            "gunmen took Tarn", "2017-01-01", "2017-12-31", "explicit",
        ),
        ("Fighting has raged there for 19 months.", "Fighting has raged there for 19 months", "2017-11-12", "2019-06-12", "relative"),
        ("Gunmen burned the mill.", "Gunmen burned the mill", "2019-06-06", "2019-06-12", "publication"),
        ("The army has held the pass since May.", "has held the pass since May", "2019-05-01", "2019-06-12", "relative"),
    ],
)  # fmt: skip
def test_the_time_of_a_clause(text: str, clause: str, first: str, last: str, basis: str) -> None:
    """The nearest fitting time, not that of the saying nor of the other clause."""
    found = when(text, clause)
    assert (str(found[0]), str(found[1]), found[4]) == (first, last, basis)


def test_a_plan_without_a_date_begins_at_publication() -> None:
    """What is to come has no last day."""
    assert when("The army will cross the river.", "The army will cross the river") == (
        date(2019, 6, 12), None, "2019-06-12/..", "unknown", "publication",
    )  # fmt: skip


def test_a_day_of_another_paragraph_is_not_carried() -> None:
    """A narrative ends with its paragraph."""
    found = when("Gunmen came on 3 May.\n\nA mill burned at Kolmar.", "A mill burned at Kolmar")
    assert found[4] == "publication"


def test_a_day_is_not_carried_to_the_next_item_of_a_list() -> None:
    """Each item of a list stands alone."""
    found = when("- On 3 May gunmen burned Tarn.\n- Gunmen shelled Kolmar.", "Gunmen shelled Kolmar")
    assert found[4] == "publication"


LOG = "Diary\n\nMonday, 3 June\n\nGunmen came to Tarn.\n\nThe mill burned.\n\nThursday, 6 June\n\nGunmen left Tarn.\n\nBackground\n\nGunmen shelled Kolmar.\n"


@pytest.mark.parametrize(
    ("clause", "first"),
    [("The mill burned", "2019-06-03"), ("Gunmen left Tarn", "2019-06-06"), ("Gunmen shelled Kolmar", "2019-06-06")],
)
def test_the_dates_of_a_log_head_its_sections(clause: str, first: str) -> None:
    """A date alone on its line dates what stands below it, up to the next heading."""
    found = when(LOG, clause)
    assert (str(found[0]), found[4]) == (first, "publication" if clause.endswith("Kolmar") else "relative")


def test_without_any_date_the_clause_stays_undated() -> None:
    """Undated rather than wrong."""
    assert when("Gunmen took Tarn on Monday.", "Gunmen took Tarn on Monday", Publication()) == (
        None,
        None,
        "",
        "unknown",
        "none",
    )


def test_a_proposed_day_of_publication_is_shown_as_such() -> None:
    """Dates that rest on a proposal carry the basis "chronology"."""
    proposed = Publication(value=date(2019, 6, 12), basis="chronology")
    assert when("Gunmen burned the mill on Monday.", "Gunmen burned the mill on Monday", proposed)[4] == "chronology"
    assert (
        when("Gunmen burned the mill on 2 May 2019.", "Gunmen burned the mill on 2 May 2019", proposed)[4] == "explicit"
    )
    assert when("Gunmen burned the mill.", "Gunmen burned the mill", proposed)[4] == "chronology"
