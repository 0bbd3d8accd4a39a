"""Rules for quarters, halves and fiscal years, as business news tells them."""

from __future__ import annotations

from datetime import date

from geomap.language.dates.context import Context, Draft
from geomap.language.dates.intervals import month_span
from geomap.language.dates.parts import Match, clean
from geomap.language.dates.steps import unit_value
from geomap.language.dates.vocabulary import ordinal


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
    if letter == "Q" and not m["ago"]:
        c.quarter = (y, n)
    return Draft("DATE", value, basis="explicit" if explicit else "relative")


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
    """ "Q3 2013", "2013Q3"."""
    return Draft("DATE", f"{m['year'] or m['y2']}-Q{m['q'] or m['q2']}", basis="explicit")


def told_quarter(c: Context) -> Draft:
    """ "the quarter": the one told last, else an unknown one of this year."""
    if c.quarter:
        return Draft("DATE", f"{c.quarter[0]}-Q{c.quarter[1]}")
    return Draft("DATE", f"{c.published.year}-QX" if c.published else "XXXX-QX", basis="none")


def year_quarter(m: Match, c: Context) -> Draft | None:
    """ "year-earlier", "the year-ago quarter", "the same period last year": the told quarter a year before."""
    if c.quarter:
        return Draft("DATE", f"{c.quarter[0] - 1}-Q{c.quarter[1]}")
    if c.published is None:
        return Draft("DATE", "XXXX", basis="none")
    return Draft("DATE", f"{c.published.year - 1}")


def period(m: Match, c: Context) -> Draft | None:
    """ "the latest quarter", "the current quarter", "the 1988 period"."""
    adj = clean(m["adj"])
    if m["y"]:
        value = f"{m['y']}-Q{c.quarter[1]}" if c.quarter and "fiscal" not in m["unit"] else m["y"]
        return Draft("DATE", value, basis="explicit")
    if "fiscal year" in clean(m["unit"]):
        return Draft("DATE", str(c.published.year)) if c.published else Draft("DATE", "XXXX", basis="none")
    if adj == "current" and c.published and m["unit"] == "quarter":
        return Draft("DATE", unit_value(c.published, "Q", 0))
    if adj == "latest":
        if c.published is None:
            return told_quarter(c)
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
