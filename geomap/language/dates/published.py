"""The day a report was published, how that is known, and what in the text contradicts it.

A date that the text itself offers is trusted by its form: a dateline or a byline dates the report, a date standing alone
at the top of a scraped page may be the day on which the page was printed. What the text tells decides then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geomap.language.dates.chronology import Proposal, propose
from geomap.language.dates.context import FUTURE, PAST
from geomap.language.dates.intervals import shift_days
from geomap.language.dates.offers import SURE, TOP, Said, form, offered
from geomap.language.dates.scan import day_first, find_times
from geomap.language.dates.vocabulary import fold
from geomap.language.document import Document, read
from geomap.model import Publication, TimeSpan

FAR_PRINTED = (
    300  # days between a printed page date and the newest day told before it, from which on it is not believed
)
FAR = 730  # the same for other dates of the page
MONTH = 31
BACKGROUND = 2  # old days told as background by a report that else speaks of weekdays
WEEK = 7  # days by which metadata and dateline may differ: reports are filed, sent on and put up on different days
MONTH_NAMED = re.compile(r"[A-Za-z]{3}")
COPYRIGHT = re.compile(r"(?i)(?:\u00a9|\(c\)|copyright)[^\n]{0,40}$")
CLOCK = re.compile(r"\b\d\d?[:.h]\d\d\b")
WEEKDAY_FIRST = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")


def publication(doc: Document, *, given: date | None = None) -> Publication:
    """The day `doc` was published: from metadata (`given`, else the report's), its text, or landmark events it tells.

    `basis` is that of the report's metadata ("metadata", "front matter", "option" ...), or "dateline", "byline", "page",
    "chronology" or "none". A page's own date that lies years from everything told, or from the landmark event told, is not
    believed: the warning names both.
    """
    value = given or doc.report.published
    if value:
        top = read(replace(doc.report, text=doc.text[:TOP], furniture=()))
        basis = "metadata" if given else doc.report.published_basis or "metadata"
        return Publication(value=value, basis=basis, warnings=tuple(contradictions(top, value)))
    times = find_times(doc, None)
    said = offered(doc, times, day_first=day_first(fold(doc.text)))
    proposal = propose(doc, newest_day(doc, times, said))
    if said is None:
        return proposed(proposal, ())
    doubt = said.basis not in SURE and contradicted(doc, times, said, proposal)
    if not doubt:
        return Publication(value=said.day, basis="byline" if said.basis == "updated" else said.basis)
    return proposed(
        proposal,
        (f"the page says {said.written} ({said.day.isoformat()}), but {doubt}; not taken as the day of publication",),
    )


def proposed(proposal: Proposal | None, warnings: tuple[str, ...]) -> Publication:
    """What the chronology proposes, said in a warning; else no day at all."""
    if proposal is None:
        return Publication(warnings=warnings)
    told = f"no trusted date of publication; {proposal.day.isoformat()} is proposed from landmark events: {proposal.reason}"
    return Publication(value=proposal.day, basis="chronology", warnings=(*warnings, told))


def contradicted(doc: Document, times: Sequence[TimeSpan], said: Said, proposal: Proposal | None) -> str:
    """What speaks against a page's own date; "" when nothing does."""
    far = FAR_PRINTED if printed(said, doc) else FAR
    if proposal and proposal.specific and abs((proposal.day - said.day).days) > far:
        return f"the report tells of {proposal.event} ({proposal.day.isoformat()})"
    before = [d for d in told(doc, times, said, exact=False) if d <= shift_days(said.day, MONTH)]
    enough = 1 if printed(said, doc) else BACKGROUND + 1  # a year or two of background speak against no page's own line
    if len(before) >= enough and (said.day - max(before)).days > far:
        return f"the newest day told is {max(before).isoformat()}"
    later = newest_day(doc, times, said)
    if later and (later - said.day).days > far:
        return f"the text tells of {later.isoformat()}"
    if not before and proposal is None and printed(said, doc):
        return (
            "nothing in the text bears it out, and a weekday with a date alone at the top is often the day of printing"
        )
    return ""


def printed(said: Said, doc: Document) -> bool:
    """Whether the date is a page's furniture: weekday, day, month and year alone, without an hour, on the very first line."""
    head = doc.text.lstrip()[:60].split("\n")[0].lower()
    return bool(WEEKDAY_FIRST.match(head)) and said.written.lower() in head and not CLOCK.search(head)


def told(doc: Document, times: Sequence[TimeSpan], said: Said | None, *, exact: bool) -> list[date]:
    """Last days of what the text tells with its year (`exact`: days only), page dates and notices of rights left out."""
    kinds = {"day"} if exact else {"day", "month", "year", "season"}
    return [
        t.latest
        for t in times
        if t.latest and t.basis == "explicit" and t.precision in kinds and not (said and t.latest == said.day)
        and not doc.in_furniture(t.start) and form(doc.text, t) not in {"page", "updated"}
        and not COPYRIGHT.search(doc.text[max(0, t.start - 60) : t.start])
    ]  # fmt: skip


def newest_day(doc: Document, times: Sequence[TimeSpan], said: Said | None) -> date | None:
    """The newest exact day told with its year, the page's own date left out."""
    return max(told(doc, times, said, exact=True), default=None)


def contradictions(top: Document, value: date) -> list[str]:
    """Warnings where the top of a report speaks against its metadata: a dateline or byline, or a day told as past."""
    times = find_times(top, value)
    said = offered(top, times, day_first=None) or yearless(top, times)
    if said and said.basis in SURE and abs((said.day - value).days) > WEEK:
        return [
            f"metadata says {value.isoformat()}, the report's {said.basis} {said.day.isoformat()}; the metadata counts"
        ]
    later = [t for t in times if t.latest and (t.latest - value).days > WEEK and past_day(top, t)]
    if later:
        return [
            f"metadata says {value.isoformat()}, but the text tells of {later[0].latest} as past; the metadata counts"
        ]
    return []


def yearless(top: Document, times: Sequence[TimeSpan]) -> Said | None:
    """The dateline that gives no year: its day as counted from the metadata."""
    for t in times:
        named = t.basis == "relative" and t.precision == "day" and MONTH_NAMED.search(t.text)
        if named and t.earliest and form(top.text, t) == "dateline":
            return Said(t.earliest, "dateline", t.text)
    return None


def past_day(top: Document, t: TimeSpan) -> bool:
    """Whether a day told with its year stands in a sentence of the past, with no mark of plans."""
    if t.basis != "explicit" or t.precision != "day" or top.in_furniture(t.start):
        return False
    sentence = top.sentence_at(t.start)
    words = fold(top.text[sentence.start : sentence.end])
    return (
        bool(PAST.search(words)) and not FUTURE.search(words) and form(top.text, t) not in {"page", "updated", "byline"}
    )
