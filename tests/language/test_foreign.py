"""Other languages: detection, dictionary forms, places in the real gazetteer's scripts."""

from __future__ import annotations

import pytest

from geomap.language.morphology import forms, language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Shells hit the town on Monday and the army has left.", "en"),
        ("Les combats dans le nord du pays ont repris et la ville est vide, selon des témoins.", "fr"),
        ("وصلت القافلة إلى المدينة مساء الاثنين", "ar"),
        ("Войска вышли из города вечером, сообщил представитель.", "ru"),
        ("Війська вийшли з міста ввечері, повідомили мешканці.", "uk"),
        ("", "en"),
    ],
)
def test_language(text: str, code: str) -> None:
    """Script first, then function words."""
    assert language(text) == code


@pytest.mark.parametrize(
    ("word", "code", "form"),
    [("Одессе", "ru", "Одесса"), ("Киевом", "ru", "Киев"), ("Сирии", "ru", "Сирия"), ("Донецкой", "ru", "Донецкая"), ("Львові", "uk", "Львів"), ("Києва", "uk", "Київ"),
     ("وحلب", "ar", "حلب"), ("للرقة", "ar", "الرقة"), ("d'Alger", "fr", "Alger")],
)  # fmt: skip
def test_forms(word: str, code: str, form: str) -> None:
    """An inflected name leads back to its dictionary form."""
    assert form in list(forms(word, code))
