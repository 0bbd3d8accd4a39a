"""One folding for indexing and look-up: what two spellings of a name have in common.

`fold` forgives what writers never agree on (case, diacritics, apostrophes, hyphens, how the Arabic article is
written, Mt/Mount) and nothing else; `strip_article` and `skeleton` are the looser steps of the search cascade.
Every script is folded in its own letters: Arabic hamza and alef forms, ta marbuta, tatweel and vowel signs,
Persian kaf and yeh, Cyrillic io and short i, Hebrew points.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from geomap.gazetteer.sound import bones, sound_of

# Letters that do not decompose, and Arabic-script letters that keyboards disagree on.
_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h", "ŧ": "t", "ŋ": "ng",
    "ґ": "г", "ё": "е", "ـ": None, "ء": None, "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۆ": "و", "&": " and ",
    **dict.fromkeys("'’‘`´ʼʻʿʾ′\"“”ʹʺ\u200c\u200d\u200e\u200f\ufeffьъ·", None),
})  # fmt: skip
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_NOT_WORD = re.compile(r"[\W_]+")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_HYPHEN_ARTICLE = re.compile(r"\b([AaEeUuIi](?:[dlnrstzjDLNRSTZJ]|[sdtzSDTZ][hHsS]?))[-‐‑–—](?=\w)")
_WORDS = {"mt": "mount", "mts": "mountains", "ft": "fort", "st": "saint", "ste": "sainte"}
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{3})")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The key of a name: words in lower case without marks, separated by single spaces.

    "Deir ez-Zor" -> "deir al zor"; "Ash-Shughūr" -> "al shughur"; "Mt. Lebanon" -> "mount lebanon";
    "The Hague" -> "hague". Returns "" when nothing is left.
    """
    return fold_fast(name)


def fold_fast(name: str) -> str:
    """`fold` without its memory, for builds that see each name once."""
    if not name.isascii():
        name = _without_marks(name)
    if name.isalpha() and name.isascii():
        return name.lower()
    if "." in name:
        name = _INITIALS.sub(lambda m: m[0].replace(".", ""), name)
    text = _unify_articles(name).casefold()
    if not (text.isascii() and text.replace(" ", "").isalnum()):  # else there is nothing to exchange
        text = text.translate(_LETTERS)
        if not text.isalnum():
            text = _NOT_WORD.sub(" ", text)
    words = text.split()
    if len(words) < 2:
        return words[0] if words else ""
    if words[0] == "the":
        del words[0]
    if not _WORDS.keys().isdisjoint(words):
        words = [_WORDS.get(w, w) for w in words]
    return " ".join(words)


def _without_marks(name: str) -> str:
    """The name with its letters taken apart and their marks left out; the usual marks by one substitution."""
    name = unicodedata.normalize("NFKD", name)
    if name.isascii() or (name := _MARKS.sub("", name)).isascii():
        return name
    return "".join([c for c in name if not unicodedata.combining(c)])


def _unify_articles(name: str) -> str:
    """Every hyphenated or capitalised assimilated article as "al ": "ez-Zor", "Ash Shughur", "an-Nasiriyah"."""
    if "-" in name or "‐" in name or "‑" in name or "–" in name:
        name = _HYPHEN_ARTICLE.sub("al ", name)
    if " " not in name:
        return name
    words = name.split(" ")
    if _ARTICLES.isdisjoint(words) and _INNER.isdisjoint(words):
        return name
    last = len(words) - 1
    return " ".join(["al" if i < last and (w in _ARTICLES or (i and w in _INNER)) else w for i, w in enumerate(words)])


# At the front of a name "as", "at", "an" and "ad" are rather words of the sentence, unless they have a capital.
_INNER = frozenset({"ad", "an", "as", "at", "aj"})
_ARTICLES = frozenset(
    "Al al El el AL EL ul Ul ed en er es et ez esh eth edh ech ej Ad An Ar As At Az Aj Ash Adh Ath Ed En Er Es Et Ez Esh Edh Ech Ej ash adh ath ar az".split()
)


def strip_article(folded: str) -> str:
    """A folded name without its articles: "al bab" -> "bab", "deir al zor" -> "deir zor", Arabic "al-" too."""
    if "al" in folded and " " in folded:
        kept = [w for w in folded.split(" ") if w != "al"]
        folded = " ".join(kept) if kept else folded
    return _ARABIC_ARTICLE.sub("", folded) if "ال" in folded else folded


_GLUED = re.compile(r"\b[ae]([dlnrstz])(?=\1\w{2})|\b[ae]sh(?=sh)")
# What reports call a first- or second-level area, in folded words, before or after its name.
GENERIC_WORDS = re.compile(
    r"^(?:muhafaz[ae]t?h?|mohafazat|wilaya[th]?|ostan[ei]?|shahrestan[ei]?|qada|gouvernorat(?: de)?|(?:governorate|province|region|district|county|state|department|oblast) of|"
    r"(?:provincia|provincie|departamento|estado|region) de|محافظه|ولايه|استان|شهرستان|область|провинция) "
    r"|(?: (?:governorate|gov|province|oblast|region|state|district|department|county|parish|prefecture|municipality|krai|kray|republic|canton|division|voivodeship|raion|rayon|"
    r"regency|zone|territory|commune|cercle|woreda|hromada|область|район|край|провинция))+$"
)


def shorter_forms(folded: str) -> list[str]:
    """Forms to try when a folded name is not known: without articles, and with a glued one ("ezzor") set free."""
    forms = [strip_article(folded)]
    freed = _GLUED.sub("al ", folded)
    if freed != folded:
        forms += [freed, strip_article(freed)]
    return [f for f in dict.fromkeys(forms) if f != folded and len(f) > 2]


def skeleton(name: str) -> str:
    """The consonant skeleton of a name: what its transliterations share, whatever their script.

    "Jisr ash-Shughur", "Jisr al-Choghour" and "جسر الشغور" all give "srskr".
    """
    return skeleton_of_folded(fold(name))


def skeleton_of_folded(folded: str) -> str:
    """`skeleton` of a name that is folded already."""
    return bones(sound_of(folded))
