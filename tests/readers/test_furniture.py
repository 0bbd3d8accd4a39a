"""Page furniture: found in lines of any site, never in the report itself."""

from __future__ import annotations

import pytest

from geomap.readers.furniture import find

PROSE = (
    "The convoy left Kassala before dawn and reached the bridge at Khashm el-Girba at noon, a driver said by telephone."
)


def furniture(text: str) -> list[str]:
    """The pieces of `text` that are furniture."""
    return [text[a:b] for a, b in find(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content", "Story continues below advertisement", "ADVERTISEMENT", "Read More: Three killed as ferry sinks off Kosti",
        "Related: Why the dam matters", "Share this article", "Facebook Twitter WhatsApp", "Follow us on Telegram", "Subscribe now", "4 min read",
        "Leave a Reply", "Your email address will not be published. Required fields are marked *", "We use cookies to improve your experience.",
        "Get the morning headlines delivered to your inbox", "Most read", "Editors' Picks", "\u00a9 2019 Gazette. All rights reserved.", "Home > News > Africa",
        "\u0427\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435: \u0411\u043e\u0438 \u0443 \u043c\u043e\u0441\u0442\u0430", "Lire aussi : Le bac a coul\u00e9", "0 Comments", "Tags: dam, river, convoy", "desk@gazette.example www.gazette.example",
    ],
)  # fmt: skip
def test_lines_of_furniture_are_found(line: str) -> None:
    """Between running text, the line and nothing else."""
    assert furniture(f"{PROSE}\n\n{line}\n\n{PROSE}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        PROSE, "Kassala", "Smoke rises over Kassala on Monday. (Photo: A. Osman/Gazette)", "\u00a9 Relief Agency / A. Osman", "By Amal Osman, Kassala",
        "Home to 40,000 people, the town has no hospital.", "Share of the dam held by the army: one third.", "Reading the river is an old craft in Kosti.",
        "More in the city fled than stayed, the mayor said on Tuesday.", "1. Kassala 2. Kosti 3. Sennar", "Print shops in Kosti closed on Monday.",
        "Related to the clashes, the road stayed shut.", "GEDAREF, Sudan (Gazette) - The market burned down.",
    ],
)  # fmt: skip
def test_text_is_left_alone(line: str) -> None:
    """Captions, credits, bylines, datelines and sentences that begin like furniture are text."""
    assert furniture(f"{PROSE}\n\n{line}\n\n{PROSE}") == []


def test_a_numbered_way_to_the_page_is_found() -> None:
    """A list that begins with Home, and only as far as it counts on."""
    text = f"  1. Home\n  2. World\n  3. Ferry sinks at Kosti\n\n{PROSE}\n1. First demand\n2. Second demand"
    assert furniture(text) == ["  1. Home", "  2. World", "  3. Ferry sinks at Kosti"]


def test_a_menu_is_found_but_a_list_of_towns_is_not() -> None:
    """Short lines in a row are a menu only when they hold words of menus."""
    assert furniture(f"News\nSport\nWeather\nTravel\nCulture\n\n{PROSE}") == [
        "News",
        "Sport",
        "Weather",
        "Travel",
        "Culture",
    ]
    assert furniture(f"{PROSE}\nKassala\nKosti\nSennar\nGedaref\nPort Sudan") == []


def test_what_follows_the_comments_is_furniture_until_text_comes_again() -> None:
    """Readers' remarks are no report; a later paragraph is."""
    text = f"{PROSE}\n\nLeave a comment\nomar77\nwell said\n\n{PROSE}"
    assert furniture(text) == ["Leave a comment", "omar77", "well said"]
