"""Tokens and sentences."""

from __future__ import annotations

import pytest

from geomap.language.document import sentence_spans, tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dasht's walls", ["Dasht", "'s", "walls"]),
        ("the U.S. troops", ["the", "U.S.", "troops"]),
        ("Tel al-Amara, 1,500 men", ["Tel", "al-Amara", ",", "1,500", "men"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    """Hyphenated names stay whole, possessives come off, numbers keep their marks."""
    tokens = tokenise(text)
    assert tokens.words == words
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == words


@pytest.mark.parametrize(
    ("text", "count"),
    [("Gen. Karsa spoke. He left.", 2), ("It rained at 5 p.m. in Dasht.", 1), ("A heading\n\nA sentence.", 2), ("", 0)],
)
def test_sentences(text: str, count: int) -> None:
    """Abbreviations end no sentence, blank lines do."""
    assert len(sentence_spans(text)) == count
