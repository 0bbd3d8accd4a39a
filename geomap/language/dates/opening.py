"""Words that stretch a time: to the day of writing ("since August"), to another time ("from Monday to Thursday")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap.language.dates.context import Context
from geomap.language.dates.intervals import Interval, to_edtf
from geomap.model import TimeSpan

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


FROM = re.compile(r"\b(?P<word>from|between)\s(?:the\s)?(?:early\s|late\s)?$")
MOVED = re.compile(r"\b(?:moved|postponed|delayed|shifted|changed|pushed|rescheduled|brought forward)\b[^.;]{0,24}$")
JOINT = re.compile(r"\s(?P<word>to|and|through|until|till)\s(?:the\s)?|\s?-\s?")
CALENDAR = frozenset(("day", "month", "year", "range", "season", "week"))


def joined(low: str, spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """`spans`, with the two ends of "from A to B", "between A and B", "A-B" each covering the days from A to B.

    The values stay those of the words; only the days change.
    """
    found = list(spans)
    for i in range(len(found) - 1):
        first, last = found[i], found[i + 1]
        if last.start - first.end > 12 or not (first.earliest and last.latest) or not spans_days(low, first, last):
            continue
        days = to_edtf(first.earliest, last.latest)
        for k, end in ((i, first), (i + 1, last)):
            found[k] = replace(end, earliest=first.earliest, latest=last.latest, edtf=days, precision="range")
    return found


def spans_days(low: str, first: TimeSpan, last: TimeSpan) -> bool:
    """Whether two times are the ends of one stretch."""
    joint = JOINT.fullmatch(low, first.end, last.start)
    if not joint or first.precision not in CALENDAR or last.precision not in CALENDAR:
        return False
    if not (first.earliest and first.latest and last.latest) or first.latest >= last.latest:
        return False
    before = low[max(0, first.start - 60) : first.start]
    frame, word = FROM.search(before), joint["word"] or "-"
    if frame:
        return (word == "and") == (frame["word"] == "between") and not MOVED.search(before[: frame.start()])
    return (
        word not in {"and", "until", "till"}
        and first.type == last.type == "DATE"
        and low[first.start : first.end] != "now"
    )
