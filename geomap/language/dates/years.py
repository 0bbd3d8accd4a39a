"""Rules for years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.context import Context, Draft
from geomap.language.dates.intervals import Interval
from geomap.language.dates.parts import Match, full_year, month_number, narrowed
from geomap.language.dates.vocabulary import DECADE_WORDS, MONTHS, ONES, number, ordinal


def decade(m: Match, c: Context) -> Draft | None:
    """ "the 1990s", "the early '80s", "the nineties"."""
    if m["d"]:
        digits = m["d"][:3]
    elif m["dd"]:
        digits = ("20" if m["dd"] < "30" else "19") + m["dd"][0]
    else:
        digits = f"19{DECADE_WORDS[m['w']] // 10}"
        if not m[0].startswith("the"):
            return None
    return Draft("DATE", digits, narrowed(digits, (m["mod"] or "") + (m["mod2"] or "")), "explicit")


def century(m: Match, c: Context) -> Draft | None:
    """ "the 20th century" as its two digits: 19."""
    n = int(m["n"]) if m["n"] else ordinal(m["w"])
    if not n or not 5 <= n <= 22:
        return None
    value = f"{n - 1:02}"
    return Draft("DATE", value, narrowed(value, m["mod"]), "explicit")


def year(m: Match, c: Context) -> Draft | None:
    """A year of four digits where a year can stand; "2013-14" is the two years."""
    y = int(m["y"])
    before, after = c.low[max(0, m.start() - 24) : m.start()], c.low[m.end() : m.end() + 24]
    marked = (
        m["mod"]
        or "year" in m[0]
        or re.search(
            r"\b(?:in|of|since|until|till|by|from|during|before|after|through|to|and|late|early|between|circa|fiscal|year|for|than|around|about|(?:19|20)\d\d)\s?$|[(,]\s?$",
            before,
        )
    )
    if not 1800 <= y <= 2100 and not marked:
        return None
    if re.match(r"\s?(?:percent|per cent|people|men|women|troops|fighters|soldiers|children|civilians|militants|rebels|tanks|km|kilomet|metres|meters|miles|feet|tons|tonnes|dollars|"
                r"euros|shares|members|refugees|families|homes|houses|houses|rockets|missiles|shells|troop|prisoners|hostages|years?\b|days|hours|hectares|square|bodies|vehicles|trucks|islamic|jihadi)", after):  # fmt: skip
        return None
    if not marked and re.match(r"\s[a-z]{2,}s\b(?<!\bwas)(?<!\bhas)(?<!\bis)", after) and not 1900 <= y <= 2030:
        return None
    if (
        re.search(
            r"(?:no\.|number|resolution|page|room|flight|route|highway|road|unit|at least|more than|some|nearly|almost|killed|least|over|division|brigade)\s$",
            before,
        )
        and not m["mod"]
    ):
        return None
    if m["y2"]:
        last = full_year(m["y2"]) if len(m["y2"]) == 4 else y - y % 100 + int(m["y2"])
        return years(y, last)
    if m["mod"] and "half of" in m["mod"]:
        return Draft("DATE", f"{m['y']}-H{1 if 'first' in m['mod'] else 2}", basis="explicit")
    return Draft("DATE", m["y"], narrowed(m["y"], m["mod"]), "explicit")


def years(first: int, last: int) -> Draft | None:
    """The interval of years `first`..`last`."""
    if not first < last <= first + 120:
        return None
    value = f"{first:04}/{last:04}"
    return Draft("DATE", value, Interval(date(first, 1, 1), date(last, 12, 31), value, "range"), "explicit")


def year_span(m: Match, c: Context) -> Draft | None:
    """ "1992-95", "1990\u20131995"."""
    first = int(m["y"])
    last = int(m["y2"]) if len(m["y2"]) == 4 else first - first % 100 + int(m["y2"])
    return years(first, last)


def word_year(m: Match, c: Context) -> Draft | None:
    """ "nineteen ninety-six", "two thousand and three"."""
    if m["c"]:
        tail = m["t"]
        n = ONES.get(tail.split()[-1], 0) if tail.startswith("oh") else int(number(tail) or 0)
        value = {"nineteen": 1900, "eighteen": 1800, "seventeen": 1700}[m["c"]] + n
    else:
        value = 2000 + ONES.get(m["k"] or m["k2"] or "zero", 0)
        if not m["k"] and not m["k2"] and "year" not in m[0]:
            return None
    return Draft("DATE", str(value), basis="explicit")


def short_year(m: Match, c: Context) -> Draft | None:
    """ "in '93": a year of two digits after an apostrophe."""
    value = str(full_year(m["y"]))
    if not m["pre"] and not re.search(
        r"\d\s$|[(,-]\s?$|\b(?:in|since|of|by|until|and|late|early|from|to)\s$",
        c.low[max(0, m.start() - 8) : m.start()],
    ):
        return None
    if m["pre"] in MONTHS or (m["pre"] or "").rstrip(".") in MONTHS:
        return Draft("DATE", f"{value}-{month_number(m['pre']):02}", basis="explicit")
    return Draft("DATE", value, basis="explicit", trim=(m.start("y") - 1, m.end()))
