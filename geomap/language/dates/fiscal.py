"""Rules for quarters, halves and fiscal years, as business news tells them."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.context import Context, Draft
from geomap.language.dates.intervals import interval, month_span, shift_months
from geomap.language.dates.parts import Match, clean
from geomap.language.dates.steps import unit_value
from geomap.language.dates.vocabulary import MONTH, MONTHS, YEAR, ordinal

FRAME = re.compile(r"\b(?:in|of|during|for|since|by|the|until)\s$")
ENDED_ON = re.compile(rf"\s(?:that\s)?ended\s(?:on\s)?({MONTH})(?:\s\d\d?)?(?:,?\s({YEAR}))?")
ENDED = re.compile(r"\s(?:that\s)?ended\b")


def quarter(m: Match, c: Context) -> Draft | None:
    """ "the third quarter", "third-quarter", "the second half of 2014", "next year's first quarter"."""
    n = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}[m["q"]]
    letter = "Q" if m["unit"] == "quarter" else "H"
    if letter == "H" and (n > 2 or not (m["year"] or m["y0"] or m["tail"] or m["rel"])):
        return None
    year = m["year"] or m["y0"]
    if year:
        y, explicit = int(year), True
    elif c.published is None:
        return Draft("DATE", f"XXXX-{letter}{n}", basis="none")
    else:
        shift = {"last": -1, "next": 1}.get(m["rel"] or m["tail"] or "", 0)
        y, explicit = c.published.year + shift, False
        if not shift and letter == "Q":
            y = quarter_year(n, c, m)
    if m["ago"]:
        y -= 1
    value = f"{y}-{letter}{n}"
    days = interval(value)
    over = c.published is None or (days and days.latest <= c.published) or ENDED.match(c.low, m.end())
    if letter == "Q" and not m["ago"] and over:  # nothing is compared with a quarter that still runs
        c.quarter = (y, n)
    adjective = m["art"] and m["art"].strip() != "the" and c.low[m.end("q")] == "-"
    trim = (m.end("art"), m.end()) if adjective and m.end("art") == m.start("q") else None
    return Draft("DATE", value, basis="explicit" if explicit else "relative", trim=trim)


def quarter_year(n: int, c: Context, m: Match) -> int:
    """The year of a quarter named alone: this year's, unless it lies ahead and the tense is past."""
    p = c.published or date(2000, 1, 1)
    now = (p.month + 2) // 3
    if n > now + (0 if c.tense(m.start(), m.end()) == "past" else 1) or (n > now and p.month < 4):
        return p.year - 1 if n - now >= 2 else p.year
    if n < now and n == 1 and now == 4 and c.tense(m.start(), m.end()) == "future":
        return p.year + 1
    return p.year


def q_code(m: Match, c: Context) -> Draft | None:
    """ "Q3 2013", "2013Q3", "H1 2024", "Q3", "Q4 last year": a quarter or half named alone is the nearest one begun."""
    letter, n = (m["k"] or m["k2"]).upper(), int(m["q"] or m["q2"])
    year = m["year"] or m["y2"]
    if (letter == "H" and n > 2) or not c.capital(m.start("k") if m["k"] else m.start("k2")):
        return None
    if not year and not m["ryear"] and not FRAME.search(c.low[max(0, m.start() - 10) : m.start()]) and letter == "H":
        return None
    if year:
        return Draft("DATE", f"{year}-{letter}{n}", basis="explicit")
    if c.published is None:
        return Draft("DATE", f"XXXX-{letter}{n}", basis="none")
    shift = {"last": -1, "next": 1}.get(m["ryear"] or "", 0)
    begun = (n - 1) * (3 if letter == "Q" else 6) + 1 <= c.published.month
    if not m["ryear"] and not begun and c.tense(m.start(), m.end()) != "future":
        shift = -1
    return Draft("DATE", f"{c.published.year + shift}-{letter}{n}")


def told_quarter(m: Match, c: Context) -> Draft:
    """ "the quarter": the one told last, else the one that ended on the day named behind, else an unknown one of this year."""
    ended = ENDED_ON.match(c.low, m.end()) if c.quarter is None and c.published else None
    if ended and c.published:
        month = MONTHS[ended[1].rstrip(".")]
        year = int(ended[2]) if ended[2] else c.published.year - (month > c.published.month)
        middle = shift_months(date(year, month, 1), -1)  # "the quarter ended July 31" is for the most part the second
        c.quarter = (middle.year, (middle.month + 2) // 3)
    if c.quarter:
        return Draft("DATE", f"{c.quarter[0]}-Q{c.quarter[1]}")
    return Draft("DATE", f"{c.published.year}-QX" if c.published else "XXXX-QX", basis="none")


def year_quarter(m: Match, c: Context) -> Draft | None:
    """ "year-earlier", "the year-ago quarter", "the same period last year": the told quarter a year before."""
    if c.quarter and ("Q" in c.last or m["unit"] == "quarter" or m["unit2"] == "quarter"):
        return Draft("DATE", f"{c.quarter[0] - 1}-Q{c.quarter[1]}")
    if c.published is None:
        return Draft("DATE", "XXXX", basis="none")
    if m["unit2"] == "month":
        return Draft("DATE", f"{c.published.year - 1}-{c.published.month:02}")
    return Draft("DATE", f"{c.published.year - 1}")


def period(m: Match, c: Context) -> Draft | None:
    """ "the latest quarter", "the current quarter", "the 1988 period"."""
    adj = clean(m["adj"])
    if m["y"]:
        told = c.quarter and "fiscal" not in m["unit"] and ("Q" in c.last or m["unit"] == "quarter")
        value = f"{m['y']}-Q{c.quarter[1]}" if told and c.quarter else m["y"]
        return Draft("DATE", value, basis="explicit")
    if "fiscal year" in clean(m["unit"]):
        return Draft("DATE", str(c.published.year)) if c.published else Draft("DATE", "XXXX", basis="none")
    if adj == "current" and c.published and m["unit"] == "quarter":
        return Draft("DATE", unit_value(c.published, "Q", 0))
    if adj == "latest":
        if c.published is None:
            return told_quarter(m, c)
        done = unit_value(c.published, "Q", -1)
        told = f"{c.quarter[0]}-Q{c.quarter[1]}" if c.quarter else done
        return Draft("DATE", min(told, done))
    return None


def fiscal(m: Match, c: Context) -> Draft | None:
    """ "fiscal 1989", "the current fiscal year", "fiscal 1989 third quarter"."""
    text = clean(m[0])
    if m["y"]:
        year = m["y"]
    elif c.published is None:
        return Draft("DATE", "XXXX", basis="none")
    else:
        year = str(c.published.year + (-1 if "last" in text else 1 if "next" in text else 0))
    q = ordinal(m["q"]) if m["q"] else None
    return Draft("DATE", f"{year}-Q{q}" if q else year, basis="explicit" if m["y"] else "relative")


def year_end(m: Match, c: Context) -> Draft | None:
    """ "year-end", "the turn of the year", "month-end"."""
    if c.published is None and not m["y"]:
        return Draft("DATE", "XXXX-12-31", basis="none")
    if "month" in m[0]:
        last = month_span(c.published.year, c.published.month)[1] if c.published else date(2000, 1, 31)
        return Draft("DATE", last.isoformat())
    year = int(m["y"]) if m["y"] else (c.published.year if c.published else 2000)
    if not m["y"] and c.tense(m.start(), m.end()) == "past" and c.published and c.published.month < 12:
        year -= 1
    return Draft("DATE", f"{year}-12-31", basis="explicit" if m["y"] else "relative")
