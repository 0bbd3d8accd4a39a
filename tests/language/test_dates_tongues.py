"""Dates of Arabic, Russian, Ukrainian and French reports."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.language.dates import find_times
from geomap.language.document import read
from geomap.model import Report

WEDNESDAY = date(2021, 10, 13)
RUSSIAN = "Войска вышли из города, сообщил представитель. "
UKRAINIAN = "Війська вийшли з міста, повідомили мешканці їхні. "
FRENCH = "Les combats dans le nord du pays ont repris et la ville est vide, selon des témoins. "
ARABIC = "وصلت القافلة إلى المدينة. "


def values(text: str, published: date | None = WEDNESDAY) -> dict[str, str]:
    return {t.text: t.value for t in find_times(read(Report(id="r", text=text)), published)}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        (RUSSIAN + "Это было 3 марта 2020 года.", "3 марта 2020 года", "2020-03-03"),
        (RUSSIAN + "Бои шли 5\u20137 мая.", "5\u20137 мая", "2021-05-05/2021-05-07"),
        (RUSSIAN + "Обстрел начался в понедельник вечером.", "понедельник вечером", "2021-10-11TEV"),
        (RUSSIAN + "В марте 2020 года мост упал.", "марте 2020 года", "2020-03"),
        (RUSSIAN + "На прошлой неделе мост упал.", "На прошлой неделе", "2021-W40"),
        (UKRAINIAN + "Це було 5 травня 2020 року.", "5 травня 2020 року", "2020-05-05"),
        (UKRAINIAN + "Обстріл почався у п'ятницю.", "п'ятницю", "2021-10-08"),
        (UKRAINIAN + "Учора міст упав.", "Учора", "2021-10-12"),
        (FRENCH + "C'était le 3 mars 2020.", "3 mars 2020", "2020-03-03"),
        (FRENCH + "Du 3 au 5 octobre, il a plu.", "3 au 5 octobre", "2021-10-03/2021-10-05"),
        (FRENCH + "Lundi dernier, le pont est tombé.", "Lundi dernier", "2021-10-11"),
        (FRENCH + "Ils se voient jeudi prochain.", "jeudi prochain", "2021-10-14"),
        (FRENCH + "La semaine dernière, le pont est tombé.", "La semaine dernière", "2021-W40"),
        (ARABIC + "كان ذلك في ٣ آذار/مارس ٢٠٢٠.", "٣ آذار/مارس ٢٠٢٠", "2020-03-03"),
        (ARABIC + "بدأ القصف مساء الاثنين.", "مساء الاثنين", "2021-10-11TEV"),
        (ARABIC + "سقط الجسر الأسبوع الماضي.", "الأسبوع الماضي", "2021-W40"),
        (ARABIC + "عقد الاجتماع في 5 تشرين الأول 2020.", "5 تشرين الأول 2020", "2020-10-05"),
    ],
)
def test_a_written_form_has_its_value(text: str, words: str, value: str) -> None:
    """Days, stretches, months, weekdays and last week in the report's own language."""
    assert values(text).get(words) == value


def test_nothing_is_made_up_without_a_day_of_publication() -> None:
    """A day without a year and a weekday stay open."""
    assert values(RUSSIAN + "В среду, 6 октября, и в понедельник шёл дождь.", None) == {
        "среду, 6 октября": "XXXX-10-06",
        "понедельник": "XXXX-WXX-1",
    }


def test_a_year_is_not_read_twice() -> None:
    """The English forms do not read the year of a Russian date again."""
    assert list(values(RUSSIAN + "Это было 3 марта 2020 года.")) == ["3 марта 2020 года"]


def test_a_month_that_is_also_a_word_needs_its_frame() -> None:
    """The French March god, the Arabic verb: no date without a preposition or a year."""
    assert values(FRENCH + "La planète Mars est rouge.") == {}
    assert values(ARABIC + "مارس الرياضة.") == {}


def test_words_of_another_language_in_an_english_report_are_left() -> None:
    """Mardi Gras is no Tuesday."""
    assert values("The troops were at the Mardi Gras of the town and the hier was shut.") == {}
