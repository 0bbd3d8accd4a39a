"""What fuzzy search compares: a name in plain Latin letters, what it sounds like, and its consonants to find it by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from geomap.gazetteer.sound import bones, heard, romanise, sound_of

# Words that one source puts before a name and another leaves out or exchanges: great and little, old and new, upper and
# lower, north and south, village and ruin, in romanised Slavic and Arabic.
_QUALIFIER = re.compile(
    r"(?:(?:velik|velyk|bolsh|mal|nov|star|verkhn|nizhn|nyzhn|severn|yuzhn|pivnichn|pivdenn|perv|persh|vtor|drug)(?:a|aya|yaya|e|oe|oye|yi|y|i|ii|ie|iy|iye|ia|yia)"
    r"|poselok|posyolok|selo|selishche|selyshche|khutor|imeni|khirbat|khirbet|kafr|kafar|tall|tell|tal|dayr|deir|dair|ayn|ain|qalat|qasr|mazraat|bani|wadi|jabal|qaryat|madinat|al)$"
)


def plain_form(folded: str) -> str:
    """The name in Latin letters without blanks or a leading article."""
    return romanise(folded).replace(" ", "").removeprefix("al")


def without_qualifiers(folded: str) -> str:
    """A folded name of several words without those that qualify it; as it is when nothing else is left."""
    if " " not in folded:
        return folded
    return " ".join([w for w in folded.split(" ") if not _qualifies(w)]) or folded


@lru_cache(maxsize=1 << 15)
def _qualifies(word: str) -> bool:
    return _QUALIFIER.match(romanise(word)) is not None


def sounds(folded: str) -> Iterator[str]:
    """What a name sounds like, and with a waw that is the other: a vowel for the consonant, a consonant for the vowel."""
    yield sound_of(folded)
    if "w" in folded:
        yield sound_of(folded.replace("w", "u"))
    elif "و" in folded[1:]:
        yield sound_of(folded.replace("و", "w"))


def forms_of(spelt: Sequence[str], place: str) -> list[str]:
    """Lines of consonants, place, letters and sound; and of each longer word ("+" before its consonants), with the length
    of the whole name's sound in place of the letters."""
    found: dict[str, None] = {}
    for folded in spelt:
        plain = plain_form(folded)
        for sounded in sounds(folded):
            if sounded and sounded.isascii():  # else a script that cannot be compared with others
                found[f"{bones(sounded)}\t{place}\t{plain}\t{sounded}"] = None
                if " " in folded:
                    for form in _words(folded, place, len(sounded)):
                        found[form] = None
    return list(found)


def _words(folded: str, place: str, whole: int) -> Iterator[str]:
    """A word that only qualifiers stand beside counts as the whole name."""
    core = without_qualifiers(folded)
    for word in folded.split(" "):
        if len(word) > 3:
            _, sounded, bone = heard(word)
            if sounded and sounded.isascii():
                yield f"+{bone}\t{place}\t{len(sounded) if word == core else whole}\t{sounded}"
