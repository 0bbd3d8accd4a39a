"""The day a report was published: what is trusted, what is doubted, what is proposed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geomap.language.dates import publication
from geomap.language.document import read
from geomap.model import Publication, Report

BODY = "The river rose again and the bridge at Kolmar was closed. Farmers moved their cattle to the hills."


def published(text: str, given: date | None = None) -> Publication:
    return publication(read(Report(id="r", text=text)), given=given)


def test_metadata_comes_first() -> None:
    """What the metadata says counts, whatever date stands in the text."""
    found = published(f"Published: 3 May 2019\n\n{BODY}", date(2019, 5, 4))
    assert (found.value, found.basis, found.warnings) == (date(2019, 5, 4), "metadata", ())


def test_metadata_that_the_dateline_contradicts_is_told() -> None:
    """Metadata and a dateline a year apart: the metadata counts, with a warning that names both."""
    found = published(f"KOLMAR, 3 May 2019 (Agency) - {BODY}", date(2020, 5, 3))
    assert found.value == date(2020, 5, 3)
    assert "2019-05-03" in found.warnings[0]
    assert "2020-05-03" in found.warnings[0]


def test_metadata_is_told_apart_from_a_dateline_without_a_year() -> None:
    """ "KOLMAR, 14 May" in a report dated in August: counted in the metadata's year, and told."""
    found = published(f"KOLMAR, 14 May (Agency) - {BODY}", date(2019, 8, 20))
    assert found.value == date(2019, 8, 20)
    assert "2019-05-14" in found.warnings[0]


def test_metadata_before_a_day_told_as_past_is_doubted() -> None:
    """A report of June cannot tell of the March after it, unless it tells of plans."""
    found = published("Rebels took the bridge at Kolmar on 12 March 2022, the mayor said.", date(2021, 6, 1))
    assert "2022-03-12" in found.warnings[0]
    assert published("The bridge will be opened on 12 March 2022.", date(2021, 6, 1)).warnings == ()


@pytest.mark.parametrize("head", ["KOLMAR, 3 May 2019 (Agency) - ", "KOLMAR, 3 May (Agency) - "])
def test_some_days_between_dateline_and_metadata_are_no_contradiction(head: str) -> None:
    """Reports are filed, sent on and put up on different days."""
    assert published(head + BODY, date(2019, 5, 6)).warnings == ()


def test_a_dateline_is_never_later_than_its_report() -> None:
    """ "Dec. 30" over a report of January is the year before, even when the report speaks of plans."""
    from geomap.language.dates import find_times

    doc = read(Report(id="r", text="KOLMAR, Dec. 30 (Agency) - Troops will leave the town."))
    assert find_times(doc, date(2019, 1, 2))[0].value == "2018-12-30"


def test_json_ld_that_the_dateline_contradicts_is_told(tmp_path: Path) -> None:
    """The page's machine-readable date counts, and the warning names the dateline's."""
    from geomap.readers.intake import read_reports

    page = (
        '<html><head><title>River rises</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": "River rises", '
        f'"datePublished": "2023-08-20T10:00:00Z"}}</script></head><body><article><p>KOLMAR, 3 May 2023 (Agency) \u2014 {BODY}</p></article></body></html>'
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    (report,) = read_reports([str(tmp_path / "a.html")], reject=lambda error: pytest.fail(str(error)))
    found = publication(read(report))
    assert found.value == date(2023, 8, 20)
    assert "2023-05-03" in found.warnings[0]


def test_a_report_keeps_how_its_metadata_was_known() -> None:
    """Front matter stays front matter."""
    report = Report(id="r", text=BODY, published=date(2019, 5, 3), published_basis="front matter")
    assert publication(read(report)).basis == "front matter"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("KOLMAR, May 3, 2019 (Agency) - ", date(2019, 5, 3)),
        ("KOLMAR, 3 May 2019. ", date(2019, 5, 3)),
        ("KOLMAR, Tarn (Agency), May 3, 2019 -- ", date(2019, 5, 3)),
        ("NEW KOLMAR, Oct. 3, 2019 \u2013 ", date(2019, 10, 3)),
        ("Kolmar, 3 May 2019 \u2013 ", date(2019, 5, 3)),
        ("KOLMAR / TARN (3 May 2019) \u2013 ", date(2019, 5, 3)),
        ("KOLMAR (AFP) May 3, 2019 ", date(2019, 5, 3)),
        ("A headline of some kind\n\nKOLMAR, 3 May 2019. ", date(2019, 5, 3)),
    ],
)
def test_a_dateline_dates_the_report(head: str, day: date) -> None:
    """A place in capitals, a date and the first words of the report."""
    found = published(head + BODY)
    assert (found.value, found.basis) == (day, "dateline")


@pytest.mark.parametrize(
    "line",
    [
        "Published: 3 May 2019",
        "Published on May 3, 2019",
        "By Ann Reed | Updated 3 May 2019 10:12 GMT",
        "Last updated: 2019-05-03",
        "First published 3 May 2019",
        "Date: 3 May 2019",
        "As of 3 May 2019",
        "This article was first published on 3 May 2019",
        "News | Posted 3 May 2019 by admin",
    ],
)
def test_a_byline_dates_the_report(line: str) -> None:
    """ "Published" or "Updated" before a date, at the top or at the end."""
    for text in (f"River rises\n\n{line}\n\n{BODY}", f"River rises\n\n{BODY}\n\n{line}"):
        found = published(text)
        assert (found.value, found.basis) == (date(2019, 5, 3), "byline")


def test_a_date_under_the_headline_is_taken_when_nothing_speaks_against_it() -> None:
    """A line that holds only a date is the page's own date."""
    found = published(f"River rises\n3 May 2019\n\n{BODY}")
    assert (found.value, found.basis, found.warnings) == (date(2019, 5, 3), "page", ())


def test_a_printed_date_years_after_everything_told_is_not_believed() -> None:
    """Weekday and date alone at the top of a page, years after the newest day told: a warning that names both."""
    found = published(f"Tuesday 16 July 2024\n\nRiver rises\n\n{BODY} The dam of Tarn broke on 2 March 2015.")
    assert (found.value, found.basis) == (None, "none")
    assert "2024-07-16" in found.warnings[0]
    assert "2015-03-02" in found.warnings[0]


def test_a_printed_date_that_the_text_bears_out_is_believed() -> None:
    """The same line counts when the text tells of days just before it."""
    found = published(f"Tuesday 16 July 2024\n\nRiver rises\n\n{BODY} The dam of Tarn broke on 12 July 2024.")
    assert (found.value, found.basis) == (date(2024, 7, 16), "page")


def test_a_printed_date_with_nothing_to_bear_it_out_leaves_the_report_undated() -> None:
    """Undated rather than wrong."""
    found = published(f"Tuesday 16 July 2024\n\nRiver rises\n\n{BODY}")
    assert found.value is None
    assert "2024-07-16" in found.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY} It had last flooded on 2 March 2015.",
        "A boat on the Tarn near Kolmar, Astria, September 29, 2014.\n\n" + BODY,
        BODY + "\n\n\u00a9 2021 Kolmar Post",
        f"In a statement released on 3 May 2019, the mayor denied it.\n\n{BODY}",
        f"As of 3 May 2019, 400 people were displaced.\n\n{BODY}",
        f"The map was published on 3 May 2019.\n\n{BODY}",
        f"01/10/2015 - 10:22\n\n{BODY}",
    ],
)
def test_a_date_inside_the_text_does_not_date_it(text: str) -> None:
    """Events told, photo captions and notices of rights are no days of publication."""
    assert published(text) == Publication(value=None, basis="none")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("River bulletin no. 5, 3 May 2019", date(2019, 5, 3)),
        ("3 May 2019, 10:15 GMT\nLast updated 9 May 2019", date(2019, 5, 3)),
        ("Updated: 9 May 2019 | First published: 3 May 2019", date(2019, 5, 3)),
    ],
)
def test_the_first_day_counts_not_that_of_an_update(head: str, day: date) -> None:
    """A report keeps its day when it is updated; a bulletin carries its day in the title."""
    assert published(f"River rises\n\n{head}\n\n{BODY}").value == day


def test_plans_for_later_years_do_not_speak_against_the_page() -> None:
    """ "By 2030" in a report of 2019 is no contradiction."""
    found = published(f"River rises\n3 May 2019\n\n{BODY} A new dam should stand by 2030.")
    assert (found.value, found.warnings) == (date(2019, 5, 3), ())


def test_a_counted_day_of_a_landmark_proposes_a_date() -> None:
    """The tenth day of a war whose first day is known; always told as a proposal."""
    found = published(
        "Rockets hit the port on the tenth day of the Russian invasion of Ukraine. Trains left Kyiv full of people."
    )
    assert (found.value, found.basis) == (date(2022, 3, 5), "chronology")
    assert "proposed" in found.warnings[0]


def test_a_week_after_a_landmark_proposes_a_date() -> None:
    """ "A week after the Taliban captured Kabul" counts from that day."""
    found = published("A week after the Taliban captured Kabul, banks in the city were still shut.")
    assert found.value == date(2021, 8, 22)


def test_a_landmark_overrules_a_printed_date() -> None:
    """The page says 2019, the report tells the third day of a war of 2022."""
    found = published(
        "Friday 4 January 2019\n\nTrains full\n\nOn the third day of the Russian invasion of Ukraine trains left Kyiv."
    )
    assert (found.value, found.basis) == (date(2022, 2, 26), "chronology")
    assert "2019-01-04" in found.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "On the second day of the offensive the rebels stopped at a river in Syria.",
        "Last week fighters took Palmyra.",
        "Last week Islamic State fighters captured Palmyra, residents said.",
        "The Russian invasion of Ukraine changed the price of grain.",
        "On the second day of the fair in Damascus, Russian guests arrived in Syria.",
    ],
)
def test_one_vague_signal_proposes_nothing(text: str) -> None:
    """Conservative: no proposal without a very specific phrase or two signals that agree."""
    assert published(text).value is None


def test_news_of_a_landmark_and_a_leader_in_office_agree() -> None:
    """ "Last week" with a landmark, and a president whose term holds that day: two signals."""
    found = published(
        "President Ashraf Ghani spoke to the army. Last week Taliban fighters captured Kunduz, in the north of Afghanistan."
    )
    assert found.basis == "chronology"
    assert found.value is not None
    assert abs((found.value - date(2015, 10, 3)).days) <= 7


def test_a_former_leader_dates_nothing() -> None:
    """A former president is no signal."""
    found = published(
        "The former President Ashraf Ghani spoke abroad. Last week Taliban fighters captured Kunduz, an old film tells."
    )
    assert found.value is None


@pytest.mark.shared
def test_two_scraped_pages_with_wrong_print_dates_are_dated_by_what_they_tell(shared: object) -> None:
    """The evaluation reports whose pages print a later day: within two days of the truth, or undated; never the print date."""
    import csv

    folder = Path(str(shared)) / "reports"
    with (folder / "published.csv").open(encoding="utf-8") as stream:
        truth = {row["report"]: date.fromisoformat(row["published"]) for row in csv.DictReader(stream)}
    for name, day in truth.items():
        found = published((folder / name).read_text("utf-8"))
        assert found.value is None or abs((found.value - day).days) <= 2, name


@pytest.mark.parametrize(
    ("head", "basis"),
    [
        ("3 May 2019. ", "dateline"),
        ("(Kolmar, 3 May 2019) ", "dateline"),
        ("Kolmar (Agency) - 3 May 2019: ", "dateline"),
        ("By our correspondent in Kolmar, 3 May 2019\n\n", "byline"),
    ],
)
def test_more_forms_of_the_day(head: str, basis: str) -> None:
    """A date that opens the report, one in brackets, one after the author."""
    found = published(head + BODY)
    assert (found.value, found.basis) == (date(2019, 5, 3), basis)


def test_a_war_that_began_years_ago_does_not_speak_against_the_page() -> None:
    """One old month as background, everything else by weekdays."""
    found = published(
        f"River rises\nBy Ann Reed | KOLMAR\nMon Nov 28, 2016 | 6:42pm GMT\n\n{BODY} It has risen since July 2012."
    )
    assert (found.value, found.basis) == (date(2016, 11, 28), "page")
