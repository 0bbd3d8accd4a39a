"""Prepositions that stretch a time to the day of writing: "since August", "by the end of the year"."""

from __future__ import annotations

import re

from geomap.language.dates.context import Context
from geomap.language.dates.intervals import Interval, to_edtf

SINCE = re.compile(
    r"\b(?:since|ever since|starting(?: in| on)?|from)\s(?:(?:about|around|at least|early|late|mid)\s)?(?:the\s)?$"
)
UNTIL = re.compile(r"\b(?:by|until|till|before|no later than|through)\s(?:the\s)?$")
ONWARD = re.compile(r"\s(?:on|onwards?|to (?:the present|now|date))\b")


def opened(context: Context, start: int, end: int, days: Interval) -> Interval:
    """`days` stretched to the publication day after "since", and from it after "by" or "until" of a time to come."""
    published = context.published
    if published is None:
        return days
    before = context.low[max(0, start - 24) : start]
    since = SINCE.search(before)
    if (
        since
        and (since[0].lstrip().startswith(("since", "ever")) or ONWARD.match(context.low, end))
        and days.earliest <= published
    ):
        return Interval(days.earliest, published, to_edtf(days.earliest, published), "range")
    if UNTIL.search(before) and days.latest > published:
        begin = min(published, days.latest)
        return Interval(begin, days.latest, to_edtf(begin, days.latest), "range")
    return days
