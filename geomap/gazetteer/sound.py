"""What a name sounds like, whatever its script and romanisation: the forms that fuzzy search compares.

`romanise` writes Arabic, Persian, Cyrillic, Hebrew, Greek, Armenian and Georgian letters in Latin ones; `sound` makes
letters fall together that romanisations of one name mix (kh/gh/q/k/h, sh/ch/zh/j, ts/c/z, ou/w/v, a/e, i/y, o/u);
`bones` leaves its consonants. Rules follow the usual schemes (BGN/PCGN, ISO 9, French, German, Polish, Turkish).
"""

from __future__ import annotations

import re
from functools import lru_cache

_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        "a b t th j h kh d dh r z s sh s d t dh  gh f q k l m n h u y".split(" "),
        strict=True,
    )
)
_ARABIC |= {
    "ع": "",
    "پ": "p",
    "چ": "ch",
    "ژ": "zh",
    "گ": "g",
    "ڤ": "v",
    "ڵ": "l",
    "ڕ": "r",
    "ێ": "i",
    "ۊ": "u",
    "ڭ": "ng",
    "ٹ": "t",
    "ڈ": "d",
    "ڑ": "r",
    "ں": "n",
}
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "є": "ye", "ј": "y", "љ": "l", "њ": "n", "ћ": "ch", "ђ": "dj", "џ": "j", "қ": "q", "ғ": "gh", "ң": "ng", "ү": "u", "ұ": "u", "һ": "h", "ө": "o",
    "ә": "a", "ў": "u", "ҷ": "j", "ҳ": "h", "ӣ": "i", "ъ": "", "ь": "",
}  # fmt: skip
_HEBREW = dict(
    zip(
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת", "a b g d h v z h t y k k l m m n n s  p p ts ts q r sh t".split(" "), strict=True
    )
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f kh ps o".split(" "), strict=True)
)
_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
        "a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f".split(" "),
        strict=True,
    )
)
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(" "),
        strict=True,
    )
)
_LATIN = str.maketrans({**_ARABIC, **_CYRILLIC, **_HEBREW, **_GREEK, **_ARMENIAN, **_GEORGIAN})
_WAW = re.compile(r"(?:\bو|و(?=ا))")
_ARTICLE = re.compile(r"\bال(?=\w{2})")
_LAST_HEH = re.compile(r"(?<=\w)ه\b")  # nearly always a ta marbuta, or Persian -e
_YEH = re.compile(r"(?<!\b)ي(?!ا)")  # a vowel but at the beginning and before alef

# Longer groups first; the result is in the letters a i u (vowels), b f k l m n r s t v.
_GROUPS = (
    ("shch", "s"), ("tsch", "s"), ("tch", "s"), ("sch", "s"), ("dzh", "s"), ("dj", "s"), ("tj", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("cz", "s"),
    ("sz", "s"), ("ts", "s"), ("tz", "s"), ("dz", "s"), ("cj", "s"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("kh", "k"), ("gh", "k"), ("ck", "k"),
    ("th", "t"), ("dh", "t"), ("ph", "f"), ("oua", "va"), ("oue", "va"), ("oui", "vi"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ij", "i"), ("ya", "a"), ("yu", "u"), ("ye", "a"), ("x", "ks"),
)  # fmt: skip
_LETTERS = str.maketrans("qgchdwpzjeoy", "kkkktvbssaui")
_VOWELS = frozenset("aeiou")
_ROMANIAN = ("auti", "euti")  # of Bukovina's villages, where Ukrainian has -ivtsi
# j is a y in Slavic and German romanisations; elsewhere ("Hajar", "Sinjar") it is a consonant.
_SOFT_J = re.compile(r"(?<=[lrsv])j(?=[aeiu])|(?<=[aeiouy])j(?=[aeu]\Z)|(?<=[aeiouy])j\Z")
_DOUBLED = tuple(letter * 2 for letter in "aiubfklmnrstvgh0")
_NO_VOWELS = str.maketrans("", "", "aiu")


def romanise(folded: str) -> str:
    """A folded name in Latin letters; letters of scripts that are not known stay."""
    if folded.isascii():
        return folded
    if "و" in folded:
        folded = _WAW.sub("v", folded)
    if "ال" in folded:
        folded = _ARTICLE.sub("", folded)
    if "ه" in folded:
        folded = _LAST_HEH.sub("ah", folded)
    if "ي" in folded:
        folded = _YEH.sub("i", folded)
    return folded.translate(_LATIN)


def _same(word: str, others: str) -> dict[str, str]:
    return dict.fromkeys(others.split(), word)


# Words that names are translated by, not spelled by, and generic words that come and go ("" drops them).
_WORDS = {
    **_same("veliki", "velyka velykyi velyke velyki velika velikaya velikiy velikij velikoye velikiye bolshaya bolshoy bolshoye bolshie bolshiye wielki wielka wielkie nagy mare"),
    **_same("mali", "mala male malyi maly malaya maloye malye malij maliy malyy kis mica mic"),
    **_same("novi", "nova nove novyi novy novaya novoye novoe novyy novij uj noua nou neu nowa nowe nowy"),
    **_same("stari", "stara stare staryi stary staraya staroye staroe staryy starij altes alt veche"),
    **_same("krasni", "chervona chervone chervonyi chervonoye krasnaya krasnoye krasny krasnyy"),
    **_same("verkni", "verkhnii verkhnia verkhnya verkhnye verkhniy verkhnyaya verkhneye verkhniye felso felshe superior"),
    **_same("nisni", "nyzhni nyzhnya nyzhnye nyzhnii nizhniy nizhnyaya nizhneye nizhniye also inferior"),
    **_same("", "imeni khutor sovkhoz kolkhoz poselok posyolok selo rudnik stantsiya nahiyat nahiyah khirbat khirbet markaz qada madinat mudiriyat raion rayon rajon district city town village"),
}  # fmt: skip


@lru_cache(maxsize=1 << 14)
def sound(folded: str) -> str:
    """How a folded name sounds: "jisr al shughur" and "jisr al choghour" are "sisrsukur" both but for a vowel."""
    return sound_of(folded)


def sound_of(folded: str) -> str:
    """`sound` without its memory of names, for builds that see each name once."""
    if " " not in folded:
        return heard(folded)[1]
    words = [w for w in map(heard, folded.split(" ")) if w[0] != "al"]
    if len(words) > 1:
        words = [w if (known := _WORDS.get(w[0])) is None else heard(known) for w in words]
    text = "".join([sounded for _, sounded, _ in words])
    return _single(text, _DOUBLED) or heard(folded.replace(" ", ""))[1]


@lru_cache(maxsize=1 << 14)
def heard(word: str) -> tuple[str, str, str]:
    """A folded word in Latin letters, how it sounds, and the bones of that."""
    latin = text = romanise(word)
    if text[-1:] == "h" and text[-2:-1] in _VOWELS:
        text = text[:-1]
    if "j" in text:
        text = _SOFT_J.sub("", text)
    if text.endswith(_ROMANIAN):
        text = text[:-4] + "ivtsi"
    if text.startswith("eh"):
        text = "e" + text[2:]
    for letters, replacement in _GROUPS:
        if letters in text:
            text = text.replace(letters, replacement)
    sounded = _single(text.translate(_LETTERS), _DOUBLED)
    return latin, sounded, bones(sounded)


def _single(text: str, doubled: tuple[str, ...]) -> str:
    """The text with each doubled letter once."""
    for pair in doubled:
        while pair in text:
            text = text.replace(pair, pair[0])
    return text


def bones(sounded: str) -> str:
    """The consonants of what `sound` gave (its first letters when there is none)."""
    return _single(sounded.translate(_NO_VOWELS), _DOUBLED) or sounded[:2]
