"""Time expressions of Arabic, Russian, Ukrainian and French reports: dates, months, weekdays, yesterday and last week.

One table for each language and one pattern made from it. What is told without a year or a direction is past: the nearest
such day not after the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from geomap.language.dates.context import Draft
from geomap.language.dates.intervals import Interval, month_span, safe_date, shift_days
from geomap.language.dates.steps import UNKNOWN, unit_value
from geomap.language.dates.vocabulary import words

Span = tuple[int, int, Draft]


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a language writes time: words with their numbers, and fragments of patterns."""

    months: dict[str, int]
    weekdays: dict[str, int]
    days: dict[str, int]  # "yesterday" -> -1
    units: dict[str, tuple[str, int]]  # "last week" -> ("W", -1)
    parts: dict[str, str]  # "in the evening" -> "EV"
    before_weekday: str  # pattern of what must stand before a weekday
    before_month: str  # the same for a month without a day
    year_tail: str  # words that follow a year
    ordinal: str  # what may follow the number of a day
    joint: str  # between the two days of a stretch
    nearer: str  # "last" behind or in front of a weekday
    later: str  # "next"


def table(*names: str, first: int = 1) -> dict[str, int]:
    """Numbers for groups of words, from `first` on."""
    return {word.replace("_", " "): i for i, group in enumerate(names, first) for word in group.split()}


TONGUES = {
    "ru": Tongue(
        months=table("января январе январь", "февраля феврале февраль", "марта марте март", "апреля апреле апрель", "мая мае май", "июня июне июнь",
                     "июля июле июль", "августа августе август", "сентября сентябре сентябрь", "октября октябре октябрь", "ноября ноябре ноябрь", "декабря декабре декабрь"),
        weekdays=table("понедельник понедельника", "вторник вторника", "среду среды", "четверг четверга", "пятницу пятницы", "субботу субботы", "воскресенье воскресенья", first=0),
        days={"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2},
        units={"на прошлой неделе": ("W", -1), "на этой неделе": ("W", 0), "на следующей неделе": ("W", 1), "в прошлом месяце": ("M", -1), "в этом месяце": ("M", 0),
               "в следующем месяце": ("M", 1), "в прошлом году": ("Y", -1), "в этом году": ("Y", 0), "в следующем году": ("Y", 1)},
        parts={"утром": "MO", "днём": "AF", "вечером": "EV", "ночью": "NI"},
        before_weekday=r"\b(?:в|во|с|до|по|на)\s$", before_month=r"\b(?:в|с|до|конце|начале|середине)\s$",
        year_tail=r"(?:\s(?:годах?|года|году|гг?\.))?", ordinal=r"(?:-?(?:го|е))?", joint=r"(?:\s?[-\u2013\u2014]\s?|\s(?:по|до|и)\s)",
        nearer="прошлый|прошлую|прошлое", later="следующий|следующую|следующее|будущий",
    ),
    "uk": Tongue(
        months=table("січня січні січень", "лютого лютому лютий", "березня березні березень", "квітня квітні квітень", "травня травні травень", "червня червні червень",
                     "липня липні липень", "серпня серпні серпень", "вересня вересні вересень", "жовтня жовтні жовтень", "листопада листопаді листопад", "грудня грудні грудень"),
        weekdays=table("понеділок понеділка", "вівторок вівторка", "середу середи", "четвер четверга", "п'ятницю п\u2019ятницю п'ятниці п\u2019ятниці", "суботу суботи", "неділю неділі", first=0),
        days={"позавчора": -2, "учора": -1, "вчора": -1, "сьогодні": 0, "завтра": 1, "післязавтра": 2},
        units={"минулого тижня": ("W", -1), "цього тижня": ("W", 0), "наступного тижня": ("W", 1), "минулого місяця": ("M", -1), "цього місяця": ("M", 0),
               "наступного місяця": ("M", 1), "минулого року": ("Y", -1), "торік": ("Y", -1), "цього року": ("Y", 0), "наступного року": ("Y", 1)},
        parts={"вранці": "MO", "зранку": "MO", "вдень": "AF", "ввечері": "EV", "увечері": "EV", "вночі": "NI", "уночі": "NI"},
        before_weekday=r"\b(?:в|у|з|до|по|на)\s$", before_month=r"\b(?:в|у|з|до|кінці|початку|середині)\s$",
        year_tail=r"(?:\s(?:року|році|рр?\.))?", ordinal=r"(?:-?(?:го|е))?", joint=r"(?:\s?[-\u2013\u2014]\s?|\s(?:по|до|та|і)\s)",
        nearer="минулий|минулу", later="наступний|наступну",
    ),
    "fr": Tongue(
        months=table("janvier janv.", "février févr.", "mars", "avril", "mai", "juin", "juillet juil.", "août", "septembre sept.", "octobre oct.", "novembre nov.", "décembre déc."),
        weekdays=table("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", first=0),
        days={"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "aujourd\u2019hui": 0, "après-demain": 2},
        units={"la semaine dernière": ("W", -1), "la semaine passée": ("W", -1), "cette semaine": ("W", 0), "la semaine prochaine": ("W", 1), "le mois dernier": ("M", -1),
               "ce mois-ci": ("M", 0), "le mois prochain": ("M", 1), "l'année dernière": ("Y", -1), "l\u2019année dernière": ("Y", -1), "l'an dernier": ("Y", -1),
               "l\u2019an dernier": ("Y", -1), "cette année": ("Y", 0), "l'année prochaine": ("Y", 1), "l'an prochain": ("Y", 1)},
        parts={"matin": "MO", "après-midi": "AF", "soir": "EV"},
        before_weekday="", before_month=r"\b(?:en|depuis|début|fin|de|d'ici)\s$|\bmi-$",
        year_tail="", ordinal="(?:er)?", joint=r"(?:\s?[-\u2013]\s?|\s(?:au|et)\s)", nearer="dernier", later="prochain",
    ),
    "ar": Tongue(
        months=table("يناير كانون_الثاني جانفي", "فبراير شباط فيفري", "مارس آذار اذار", "أبريل ابريل إبريل نيسان أفريل", "مايو أيار ايار ماي", "يونيو حزيران جوان",
                     "يوليو تموز جويلية", "أغسطس اغسطس آب أوت", "سبتمبر أيلول ايلول", "أكتوبر اكتوبر تشرين_الأول", "نوفمبر تشرين_الثاني", "ديسمبر كانون_الأول"),
        weekdays=table("الاثنين الإثنين", "الثلاثاء", "الأربعاء الاربعاء", "الخميس", "الجمعة", "السبت", "الأحد الاحد", first=0),
        days={"أول أمس": -2, "أمس": -1, "امس": -1, "غدا": 1, "غداً": 1},
        units={"الأسبوع الماضي": ("W", -1), "هذا الأسبوع": ("W", 0), "الأسبوع المقبل": ("W", 1), "الأسبوع القادم": ("W", 1), "الشهر الماضي": ("M", -1),
               "هذا الشهر": ("M", 0), "الشهر المقبل": ("M", 1), "العام الماضي": ("Y", -1), "هذا العام": ("Y", 0), "العام المقبل": ("Y", 1)},
        parts={"صباح": "MO", "ظهر": "MI", "مساء": "EV", "ليل": "NI", "ليلة": "NI", "فجر": "DA"},
        before_weekday=r"(?:يوم|صباح|مساء|ليل|ليلة|فجر|ظهر)\s$", before_month=r"(?:في|شهر|منذ|بداية|نهاية)\s$",
        year_tail="", ordinal="", joint=r"(?:\s?[-\u2013]\s?|\s(?:إلى|حتى|و)\s?)", nearer="الماضي|الفائت", later="المقبل|القادم",
    ),
}  # fmt: skip


@cache
def pattern(code: str) -> re.Pattern[str]:
    """Every form of a language in one pattern; each alternative begins with a digit or a word of its table."""
    t = TONGUES[code]
    month = rf"(?:{words(t.months)})(?!\w)"
    twice = rf"(?:\s?[/(]\s?(?:{words(t.months)})(?!\w)\)?)?"  # "آذار/مارس"
    year = rf"(?:\s(?:عام\s|سنة\s)?(?P<{{}}>[12\u0661\u0662]\d{{{{3}}}})(?!\d){t.year_tail})"
    behind = rf"(?:\s(?P<turn>{t.nearer}|{t.later}))?(?:\s(?P<part>{words(t.parts)})(?!\w))?"
    front = rf"(?:(?:{t.nearer}|{t.later})\s)?"
    early = rf"(?:(?P<early>{words(t.parts)})\s)?(?:يوم\s)?" if code == "ar" else ""
    weekday = rf"{early}(?P<front>{front})(?P<wd>{words(t.weekdays)})(?!\w){behind}"
    dated = rf"(?:(?:{words(t.weekdays)}),?\s)?(?:(?P<d1>\d\d?){t.ordinal}{t.joint})?(?P<d>\d\d?){t.ordinal}\s(?P<m>{month}){twice}{year.format('y')}?"
    monthly = rf"(?P<mm>{month}){twice}{year.format('yy')}?"
    loose = rf"(?P<unit>{words(t.units)})(?!\w)|(?P<day>{words(t.days)})(?!\w)"
    return re.compile(rf"(?<![\w.,])(?:{dated}|{monthly}|{loose}|{weekday})", re.IGNORECASE)


def foreign_times(text: str, code: str, published: date | None) -> Iterator[Span]:
    """(start, end, draft) of each expression of `text` in the language `code`, in order; nothing for other languages."""
    if code not in TONGUES:
        return
    tongue = TONGUES[code]
    for m in pattern(code).finditer(text):
        draft = draft_of(m, tongue, published) if framed(m, tongue) else None
        if draft:
            yield m.start(), m.end(), draft


def framed(m: re.Match[str], tongue: Tongue) -> bool:
    """Whether a month or a weekday named alone stands behind a word of time."""
    if (m["mm"] and not m["yy"]) or m["wd"]:
        at = m.start("mm") if m["mm"] else m.start("front")
        asked = tongue.before_month if m["mm"] else tongue.before_weekday
        return bool(m["wd"] and m["turn"]) or bool(re.search(asked, m.string[max(0, at - 12) : at], re.IGNORECASE))
    return True


def draft_of(m: re.Match[str], tongue: Tongue, published: date | None) -> Draft | None:
    """What a match is worth on the day of publication."""
    if m["d"]:
        return day_of_month(m, tongue, published)
    if m["mm"]:
        return month_of_year(m, tongue, published)
    if m["unit"]:
        unit, steps = tongue.units[m["unit"].lower()]
        return Draft(
            "DATE",
            unit_value(published, unit, steps) if published else UNKNOWN[unit],
            basis="relative" if published else "none",
        )
    if m["day"]:
        if published is None:
            return Draft("DATE", UNKNOWN["D"], basis="none")
        return Draft("DATE", shift_days(published, tongue.days[m["day"].lower()]).isoformat())
    return weekday_named(m, tongue, published)


def day_of_month(m: re.Match[str], tongue: Tongue, published: date | None) -> Draft | None:
    """ "3 марта 2023 года", "du 3 au 5 mars", "٣ آذار/مارس ٢٠٢٣"."""
    month, day = tongue.months[m["m"].lower()], int(m["d"])
    if not 1 <= day <= 31:
        return None
    year = int(m["y"]) if m["y"] else past_year(published, month, day)
    if year is None:
        return Draft("DATE", f"XXXX-{month:02}-{day:02}", basis="none")
    last = safe_date(year, month, day)
    first = safe_date(year, month, int(m["d1"])) if m["d1"] else last
    if not last or not first:
        return None
    basis = "explicit" if m["y"] else "relative"
    if first < last:
        value = f"{first.isoformat()}/{last.isoformat()}"
        return Draft("DATE", value, Interval(first, last, value, "range"), basis)  # type: ignore[arg-type]
    return Draft("DATE", last.isoformat(), basis=basis)  # type: ignore[arg-type]


def month_of_year(m: re.Match[str], tongue: Tongue, published: date | None) -> Draft:
    """ "в марте 2022 года", "en mars", "مارس 2022"."""
    month, told = tongue.months[m["mm"].lower()], m["yy"]
    year = int(told) if told else past_year(published, month, None)
    if year is None:
        return Draft("DATE", f"XXXX-{month:02}", basis="none")
    return Draft("DATE", f"{year:04}-{month:02}", basis="explicit" if told else "relative")


def weekday_named(m: re.Match[str], tongue: Tongue, published: date | None) -> Draft:
    """ "в понедельник", "lundi prochain", "مساء الاثنين"."""
    index = tongue.weekdays[m["wd"].lower()]
    part = m["part"] or m.groupdict().get("early")
    suffix = f"T{tongue.parts[part.lower()]}" if part else ""
    kind = "TIME" if part else "DATE"
    if published is None:
        return Draft(kind, f"XXXX-WXX-{index + 1}{suffix}", basis="none")
    turn = (m["turn"] or m["front"] or "").strip().lower()
    back = (published.weekday() - index) % 7
    if turn and turn in tongue.later.split("|"):
        back = -((index - published.weekday()) % 7 or 7)
    elif turn:
        back = back or 7
    return Draft(kind, shift_days(published, -back).isoformat() + suffix)


def past_year(published: date | None, month: int, day: int | None) -> int | None:
    """The year in which that day or month was last begun by the day of publication, some weeks ahead allowed for plans."""
    if published is None:
        return None
    begin = safe_date(published.year, month, day) if day else month_span(published.year, month)[0]
    return published.year - 1 if begin is None or (begin - published).days > 45 else published.year
