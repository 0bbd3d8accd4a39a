"""Rules for stretches with two named ends: "5-7 May", "June-August 2014"; and two times joined by "to"."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.absolute import year_of
from geomap.language.dates.context import Context, Draft
from geomap.language.dates.intervals import Interval, month_span, safe_date
from geomap.language.dates.parts import Match, month_number
from geomap.language.dates.vocabulary import ordinal

NUMBERED = re.compile(r"(?:\bno\.?|\bissue|\bnumber|#|\bvol\.?|\bpart)\s?$")  # "No. 7 - 8 September": not two days


def day_range(m: Match, c: Context) -> Draft | None:
    """ "5-7 May 2015", "Nov. 5 to 7": an interval of days."""
    if NUMBERED.search(c.low[max(0, m.start() - 8) : m.start()]):
        return None
    month = month_number(m["mon"] or m["mon2"])
    first, last = ordinal(m["d1"] or m["e1"]), ordinal(m["d2"] or m["e2"])
    if not first or not last or first >= last:
        return None
    year, explicit = year_of(m, c, month, first)
    start = safe_date(year, month, first) if year else None
    end = safe_date(year, month, last) if year else None
    return stretch_of(start, end, explicit)


def stretch_of(start: date | None, end: date | None, explicit: bool) -> Draft | None:
    """The interval of two days in their order; None where the calendar has no such day."""
    if not start or not end or end <= start:
        return None
    value = f"{start.isoformat()}/{end.isoformat()}"
    return Draft("DATE", value, Interval(start, end, value, "range"), "explicit" if explicit else "relative")


def month_range(m: Match, c: Context) -> Draft | None:
    """ "June-August 2014", "November 2013 to March 2014"."""
    year = int(m["year"])
    first, last = month_number(m["m1"]), month_number(m["m2"])
    begin = int(m["y1"]) if m["y1"] else year - (first > last)
    start, end = month_span(begin, first)[0], month_span(year, last)[1]
    if end < start:
        return None
    value = f"{begin:04}-{first:02}/{year:04}-{last:02}"
    return Draft("DATE", value, Interval(start, end, value, "range"), "explicit")
