"""Words of time and the numbers they stand for; fragments of regular expressions made from them.

All fragments are for folded text (`fold`): ASCII letters lower, typographic marks plain, same length as the report.
"""

from __future__ import annotations

import re

MONTHS = {
    name: i
    for i, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: i
    for i, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
UNITS = {
    "second": "S",
    "minute": "N",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "E",
    "fortnight": "F",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "T",
    "century": "C",
    "centurie": "C",
    "hr": "H",
    "min": "N",
    "yr": "Y",
    "summer": "SU",
    "winter": "WI",
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "noon": "T12:00",
    "midday": "MI",
    "midnight": "T24:00",
    "dawn": "DA",
    "daybreak": "DA",
    "dusk": "EV",
    "lunchtime": "MI",
    "nighttime": "NI",
    "daytime": "DT",
}
ONES = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {w: i * 10 for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
ORDINALS = {
    w: i
    for i, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
ORDINALS |= {f"twenty-{w}": 20 + i for w, i in list(ORDINALS.items())[:9]} | {"thirtieth": 30, "thirty-first": 31}
DECADE_WORDS = {w[:-1] + "ies": n for w, n in TENS.items()}
VAGUE = (
    "a few|several|some|many|a number of|few|dozens of|hundreds of|scores of|countless|multiple|numerous|a handful of"
)

FOLD = {i: i + 32 for i in range(65, 91)} | {
    0x2018: "'",
    0x2019: "'",
    0x2BC: "'",
    0x2010: "-",
    0x2011: "-",
    0x2012: "-",
    0x2013: "-",
    0x2014: "\x01",
    0xA0: " ",
    0x202F: " ",
    0x2009: " ",
    0x0D: " ",
    0x09: " ",
}
PARAGRAPH = re.compile(r"\n(?= *\n)")


def fold(text: str) -> str:
    """`text` in lower ASCII with plain quotes, hyphens and spaces, a paragraph break marked NUL; same length."""
    return PARAGRAPH.sub("\x00", text.translate(FOLD))


def words(names: object) -> str:
    """An alternation of the given words, longest first."""
    return "|".join(sorted((re.escape(str(n)) for n in names), key=lambda w: (-len(w), w)))  # type: ignore[attr-defined]


S = r"(?:\s{1,3})"
_TENS_ONES = rf"(?:{words(TENS)})(?:[- ](?:{words(list(ONES)[1:10])}))?"
NUMBER_WORD = rf"(?:(?:a|one|two|three|four|five|six|seven|eight|nine){S}hundred|a{S}dozen|two{S}dozen|half{S}a{S}dozen|{_TENS_ONES}|{words(list(ONES)[1:])})"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?:\.\d{{1,2}}|{S}1/2|-1/2)?(?![\d/:])|{NUMBER_WORD})"
COUNT = rf"(?:{NUMBER}|{VAGUE}|a{S}couple(?:{S}of)?|the{S}couple{S}of|half{S}an?|(?:an?{S})?half(?=[- ](?:hour|year|day|century|decade|month)\b)|an?|another|(?:an?{S})?additional)"
MONTH_FULL = words([m for m in MONTHS if len(m) > 3 and m != "sept"] + ["may"])
MONTH = rf"(?:(?:{MONTH_FULL})|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b(?:\.|(?!\.)))"
WEEKDAY_FULL = words([w for w in WEEKDAYS if w.endswith("day")])
WEEKDAY_ABBR = r"(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b\.?"
ORDINAL = rf"(?:{words(ORDINALS)})"
UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|quarters?|years?|decades?|century|centuries)"
DATE_UNIT = r"(?:week|weekend|fortnight|month|quarter|year|decade|century)"
SEASON = words(SEASONS)
PART = words(PARTS)
DAY_PART = r"(?:morning|afternoon|evening|night)"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
APPROX = (
    rf"(?:(?:just{S}|well{S})?(?:about|around|nearly|almost|roughly|approximately|some|over|under|more{S}than|less{S}than|at{S}least|at{S}most|"
    rf"no{S}more{S}than|not{S}more{S}than|up{S}to|fewer{S}than|as{S}many{S}as|as{S}long{S}as){S})"
)


def number(text: str) -> float | None:
    """The number that folded words or digits stand for; None when they are vague ("several")."""
    t = " ".join(text.replace("-1/2", " 1/2").split())
    if not t:
        return None
    if t[0].isdigit():
        head, _, half = t.partition(" ")
        return float(head.replace(",", "")) + (0.5 if half == "1/2" else 0.0)
    if t in {"half", "a half"} or (t.startswith("half a") and "dozen" not in t):
        return 0.5
    if t in {"a", "an", "another", "one", "additional", "an additional", "a additional"}:
        return 1.0
    if "couple" in t:
        return 2.0
    fixed = {"a dozen": 12.0, "two dozen": 24.0, "half a dozen": 6.0}
    if t in fixed:
        return fixed[t]
    if t.endswith(" hundred"):
        return 100.0 * (1 if t.startswith("a ") else ONES[t.split()[0]])
    if t in ONES:
        return float(ONES[t])
    tens, _, ones = t.replace("-", " ").partition(" ")
    if tens in TENS and (not ones or ones in ONES):
        return float(TENS[tens] + ONES.get(ones, 0))
    return None


def ordinal(text: str) -> int | None:
    """1 for "first" or "1st", None for another word."""
    t = text.strip()
    if t[:1].isdigit():
        return int(re.match(r"\d+", t).group())  # type: ignore[union-attr]
    return ORDINALS.get(t.replace(" ", "-"))
