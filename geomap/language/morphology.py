"""Languages other than English: which one a report is in, and the dictionary forms of its inflected names.

Enough to find names of the gazetteer in Arabic, Russian, Ukrainian and French text. Each language is a table: words
that stand before a place, class words, endings or prefixes that come off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_NOT_LATIN = re.compile(r"[\u0400-\u06ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_FRENCH = frozenset(
    "le la les des du une dans est sur et au aux par que qui pour ont sont avec selon d l un été ses leur".split()
)
_ENGLISH = frozenset("the of and in to a was is that for on with by has said have from were at an it".split())


def language(text: str) -> str:
    """The language of a report: "ar", "ru", "uk", "fr", or "en" (also for what is none of these)."""
    head = text[:4000]
    if not head.isascii() and _NOT_LATIN.search(head):
        arabic, cyrillic = len(_ARABIC.findall(head)), len(_CYRILLIC.findall(head))
        latin = len(_LATIN.findall(head))
        if arabic > max(latin, cyrillic):
            return "ar"
        if cyrillic > latin:
            low = head.lower()
            return "uk" if sum(low.count(c) for c in "іїєґ") > sum(low.count(c) for c in "ыэъё") else "ru"
    low = head[:1500].lower()
    if _FRENCH.isdisjoint(low.split()):
        return "en"
    words = Counter(re.findall(r"[a-zàâçéèêëîïôùûü]+", low))
    french = sum(words[w] for w in _FRENCH)
    return "fr" if french > 3 and french > 2 * sum(words[w] for w in _ENGLISH) else "en"


class Grammar(NamedTuple):
    """What the place work knows of a language besides the gazetteer's names."""

    prepositions: frozenset[str]
    classes: dict[str, tuple[str, ...]]  # class word -> features that fit
    compass: dict[str, str]
    near: frozenset[str]
    around: frozenset[str]
    speech: frozenset[str]
    people: frozenset[str]
    common: frozenset[str] = frozenset()  # words that open sentences and also name places


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _classes(table: str) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for line in table.split(";"):
        words, _, features = line.partition(":")
        out.update(dict.fromkeys(words.split(), tuple(features.split())))
    return out


GRAMMARS: dict[str, Grammar] = {
    "ar": Grammar(
        prepositions=_words("في من إلى الى على نحو عبر داخل خارج باتجاه حول بين"),
        classes=_classes(
            "مدينة مدن : city town;بلدة بلدات : town village city;قرية قرى : village town;محافظة ولاية إقليم : admin1 admin2 region;"
            "منطقة ناحية قضاء مديرية : admin2 region town village neighbourhood;مطار : airport airbase;قاعدة : airbase base;مخيم : camp;"
            "حي : neighbourhood;جبل : mountain;نهر : river;ميناء : port;معبر : border_crossing;بحر : sea;دولة جمهورية : country"
        ),
        compass={"شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west", "شمالي": "north", "جنوبي": "south", "شرقي": "east", "غربي": "west"},
        near=_words("قرب بالقرب محيط أطراف"),
        around=_words("ريف"),
        speech=_words("قال قالت أعلن أعلنت أكد أكدت نفى نفت اتهم اتهمت دعا دعت طالب طالبت رفض رفضت أعربت أدانت"),
        people=_words("الرئيس السيد الشيخ الدكتور العميد اللواء"),
        common=_words("الجنوبي الشمالي الشرقي الغربي الجنوبية الشمالية الشرقية الغربية يوم الثلاثاء الاثنين الأربعاء الخميس الجمعة السبت الأحد الجيش ذلك هذا هذه قوات القوات مواقع طائرات قافلة"),
    ),
    "ru": Grammar(
        prepositions=_words("в во из под на у около возле близ через к ко от до за над между вблизи"),
        classes=_classes(
            "город города городе городом г : city town;село села селе деревня деревни деревне посёлок поселок поселка поселке пгт : village town;"
            "область области областью край края крае республика республики республике : admin1;район района районе : admin2 town;"
            "аэропорт аэропорта аэропорту : airport;авиабаза авиабазы авиабазе аэродром аэродрома аэродроме : airbase airport;"
            "порт порта порту : port;река реки реке : river;провинция провинции : admin1;остров острова острове : island"
        ),
        compass={"север": "north", "севере": "north", "юг": "south", "юге": "south", "восток": "east", "востоке": "east", "запад": "west", "западе": "west",
                 "северо-западе": "northwest", "северо-востоке": "northeast", "юго-востоке": "southeast", "юго-западе": "southwest"},
        near=_words("под около возле близ вблизи"),
        around=_words("пригород пригороде окрестностях окраине окраины окраинах"),
        speech=_words("заявил заявила заявили сообщил сообщила сообщили обвинил обвинила отвергла отрицает призвала считает требует"),
        people=_words("президент господин генерал полковник министр"),
    ),
    "uk": Grammar(
        prepositions=_words("в у із з зі під на біля коло через до від за над між поблизу"),
        classes=_classes(
            "місто міста місті м : city town;село села селі с селище селища селищі смт : village town;область області областю : admin1;"
            "район району районі : admin2 town;аеропорт аеропорту : airport;авіабаза авіабази аеродром аеродрому : airbase airport;порт порту : port;річка річки : river;острів острова : island"
        ),
        compass={"північ": "north", "півночі": "north", "південь": "south", "півдні": "south", "схід": "east", "сході": "east", "захід": "west", "заході": "west"},
        near=_words("біля коло поблизу під"),
        around=_words("околицях околиці околиць передмісті"),
        speech=_words("заявив заявила заявили повідомив повідомила повідомили звинуватив звинуватила вимагає закликала"),
        people=_words("президент пан генерал полковник міністр"),
    ),
    "fr": Grammar(
        prepositions=_words("à en au aux dans de d' du vers depuis près sur par chez entre"),
        classes=_classes(
            "ville villes : city town;village villages localité : village town;bourg : town;province région régions gouvernorat gouvernorats département : admin1 admin2 region;"
            "district cercle commune préfecture : admin2 town village;aéroport : airport;base : airbase base;camp : camp;port : port;fleuve rivière : river;"
            "mont montagne : mountain;île : island;quartier : neighbourhood;lac : lake;frontière : country"
        ),
        compass={"nord": "north", "sud": "south", "est": "east", "ouest": "west", "nord-est": "northeast", "nord-ouest": "northwest", "sud-est": "southeast", "sud-ouest": "southwest"},
        near=_words("près proximité"),
        around=_words("périphérie banlieue environs alentours"),
        speech=_words("affirme accuse dément nie annonce demande dénonce condamne déclare refuse veut appelle"),
        people=_words("président général colonel ministre monsieur m mme"),
        common=_FRENCH | _words("ces cette il elle ils elles on nous vous après avant mardi lundi mercredi jeudi vendredi samedi dimanche plusieurs deux trois"),
    ),
}  # fmt: skip

# Endings of Slavic cases -> endings of the dictionary form, the commoner first.
_RUSSIAN = (
    ("ской", "ская"), ("цкой", "цкая"), ("скую", "ская"), ("цкую", "цкая"), ("ского", "ский"), ("ском", "ский"), ("скому", "ский"),
    ("ии", "ия"), ("ию", "ия"), ("ией", "ия"), ("ого", "ое"), ("ом", "ое"), ("ому", "ое"), ("ом", ""), ("ем", "ь"), ("ем", ""), ("ах", "ы"), ("ях", "и"),
    ("ой", "а"), ("ей", "я"), ("е", ""), ("е", "а"), ("е", "ь"), ("е", "о"), ("ы", "а"), ("у", ""), ("у", "а"), ("а", ""), ("я", "ь"), ("я", "й"), ("я", "е"), ("ю", "ь"), ("ю", "я"),
    ("и", "а"), ("и", "ь"), ("и", "я"), ("а", "о"), ("у", "о"), ("ья", "ье"), ("ье", "ье"),
)  # fmt: skip
_UKRAINIAN = (
    ("ській", "ська"), ("цькій", "цька"), ("ської", "ська"), ("цької", "цька"), ("ську", "ська"), ("ського", "ський"), ("ському", "ський"),
    ("єві", "їв"), ("єва", "їв"), ("євом", "їв"), ("ові", "ів"), ("ова", "ів"), ("овом", "ів"), ("ії", "ія"), ("ію", "ія"), ("ією", "ія"), ("їні", "їна"), ("їни", "їна"), ("їну", "їна"), ("їною", "їна"),
    ("ах", "и"), ("ом", ""), ("ем", "ь"), ("ею", "я"), ("ою", "а"), ("і", ""), ("і", "а"), ("і", "ь"), ("и", "а"), ("у", ""), ("у", "а"), ("а", ""), ("я", "ь"), ("я", "я"), ("ю", "ь"), ("ю", "я"), ("і", "о"), ("а", "о"), ("у", "о"),
)  # fmt: skip
_ARABIC_PREFIXES = ("و", "ف", "ب", "ل", "ك")


def forms(word: str, code: str) -> Iterator[str]:
    """Dictionary forms that an inflected word may come from, the likeliest first; the word itself is not one."""
    if code == "ar":
        yield from _arabic(word)
    elif code in ("ru", "uk") and len(word) > 3:
        seen = {word}
        for ending, base in _RUSSIAN if code == "ru" else _UKRAINIAN:
            if word.endswith(ending):
                form = word[: len(word) - len(ending)] + base
                if form not in seen and len(form) > 2:
                    seen.add(form)
                    yield form
    elif code == "fr":
        cut = max(word.find("'"), word.find("\u2019"))
        if 0 < cut < 3:
            yield word[cut + 1 :]


def _arabic(word: str) -> Iterator[str]:
    """Without the letters glued on in front: "and", "so", "in", "to", "like"; "lil-" stands for "to the"."""
    for _ in range(2):
        if len(word) < 4:
            return
        if word.startswith("لل"):
            yield "ال" + word[2:]
            return
        if word[0] not in _ARABIC_PREFIXES:
            return
        word = word[1:]
        yield word
