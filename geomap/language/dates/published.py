"""The day a report was published, how that is known, and what in the text contradicts it.

A date that the text itself offers is trusted by its form: a dateline or a byline dates the report, a date standing alone
at the top of a scraped page may be the day on which the page was printed. What the text tells decides then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geomap.language.dates.chronology import Proposal, propose
from geomap.language.dates.scan import find_times
from geomap.language.document import Document, read
from geomap.model import Publication, TimeSpan

TOP = 2500  # characters in which a report says when it was published
FAR = {
    True: 300,
    False: 730,
}  # days between a page's date and the newest day told that contradict it; True: a printed one
SLACK = timedelta(days=2)
BYLINE = re.compile(
    r"(?i)\b(?:(?:first\s|last\s)?(?:published|updated|posted|modified|issued|released|filed|uploaded|created)(?:\s(?:on|at|by\s[\w.' -]{2,40}?,?\son))?|date(?:d|\sof\s(?:publication|issue))?|publication\sdate|release\sdate|as\sof)\s*[:\-|\u2013\u2014,]?\s*$"
)
DATELINE = re.compile(
    r"(?:^|\n)[ \t]*[\"\u201c]?(?:[^\W\d_][\w'\u2019.-]*[ \t]?){1,5}(?:,[ \t](?:[^\W\d_][\w'\u2019.-]*[ \t]?){1,4}){0,2}(?:\([\w ./-]{2,30}\)[ \t]?)?[,\u2013\u2014:-]?[ \t]*\(?$"
)
CAPITALS = re.compile(r"(?:^|\n)[ \t]*[\"\u201c]?[^\W\d_]{2,}")
AFTER_DATELINE = re.compile(r"[ \t]*\)?[ \t]*(?:[.,:\u2013\u2014-]|\([^)\n]{2,40}\)|--|/)")
CAPTION = re.compile(r"[a-z]{3}.{12,}$")


@dataclass(frozen=True, slots=True)
class Said:
    """A date that the report's own text offers as its day: where, and how it is written."""

    day: date
    basis: str
    written: str


def publication(doc: Document, *, given: date | None = None) -> Publication:
    """The day `doc` was published: from metadata (`given`, else the report's), its text, or landmark events it tells.

    `basis` is that of the report's metadata ("metadata", "front matter", "option" ...), or "dateline", "byline", "page", "chronology" or "none". A page's own date that lies years from
    everything told, or from the landmark event told, is not believed: the warning names both.
    """
    value = given or doc.report.published
    if value:
        top = read(replace(doc.report, text=doc.text[:TOP], furniture=()))
        basis = "metadata" if given else doc.report.published_basis or "metadata"
        return Publication(value=value, basis=basis, warnings=tuple(contradictions(top, value)))
    times = find_times(doc, None)
    said = offered(doc, times)
    proposal = propose(doc, newest_day(doc, times, said))
    if said is None:
        return proposed(proposal, ())
    doubt = said.basis == "page" and contradicted(doc, times, said, proposal)
    if not doubt:
        return Publication(value=said.day, basis=said.basis)
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


def offered(doc: Document, times: Sequence[TimeSpan]) -> Said | None:
    """The first date at the top of the text (or in a last line "Published ...") that dates the report itself."""
    full = [
        t for t in times if t.type in {"DATE", "TIME"} and t.precision == "day" and t.basis == "explicit" and t.earliest
    ]
    page = None
    for t in full:
        basis = form(doc.text, t)
        if basis in {"dateline", "byline"} and (t.start < TOP or basis == "byline"):
            return Said(_day(t), basis, " ".join(t.text.split()))
        if basis == "page" and page is None and t.start < TOP:
            page = Said(_day(t), basis, " ".join(t.text.split()))
    return page


def _day(t: TimeSpan) -> date:
    return t.earliest or date.min


def form(text: str, t: TimeSpan) -> str:
    """How a date is written: in a "dateline", after "Published" ("byline"), on a line of its own ("page"), or ""."""
    line_start = text.rfind("\n", 0, t.start) + 1
    line_end = text.find("\n", t.end)
    before, after = text[line_start : t.start], text[t.end : line_end if line_end >= 0 else len(text)]
    if len(before) <= 120 and BYLINE.search(before):
        return "byline"
    if not before.strip() and BYLINE.search(text[max(0, line_start - 40) : line_start].strip()[-40:] + " "):
        return "byline"
    if before.strip() and len(before) <= 90 and dateline(before, after):
        return "dateline"
    rest = re.sub(
        r"[\W\d_]+|\b(?:gmt|utc|est|edt|ist|am|pm|at|on|by|min|read|updated|ago)\b", "", (before + after).lower()
    )
    return "page" if len(rest) <= 6 else ""


def dateline(before: str, after: str) -> bool:
    """Whether a place (and an agency) stands before the date and the report's first words after it."""
    if not DATELINE.search(before) or CAPTION.search(before):
        return False
    names = [w for w in re.findall(r"[^\W\d_][\w'\u2019-]*", before) if len(w) > 2]
    if not names or not all(w[0].isupper() for w in names):
        return False
    shouted = names[0].isupper()
    return bool(AFTER_DATELINE.match(after)) and (
        shouted or bool(re.match(r"[ \t]*\)?[ \t]*(?:\(|--|[\u2013\u2014-][ \t])", after))
    )


def contradicted(doc: Document, times: Sequence[TimeSpan], said: Said, proposal: Proposal | None) -> str:
    """What speaks against a page's own date; "" when nothing does."""
    far = FAR[printed(said, doc)]
    if proposal and proposal.specific and abs((proposal.day - said.day).days) > far:
        return f"the report tells of {proposal.event} ({proposal.day.isoformat()})"
    newest = newest_told(doc, times, said)
    if newest and (said.day - newest).days > far:
        return f"the newest day told is {newest.isoformat()}"
    if newest and (newest - said.day).days > far:
        return f"the text tells of {newest.isoformat()}"
    if newest is None and proposal is None and printed(said, doc):
        return (
            "nothing in the text bears it out and a weekday with a date alone at the top is often the day of printing"
        )
    return ""


def printed(said: Said, doc: Document) -> bool:
    """Whether the date is a page's furniture: weekday, day, month and year alone on the very first line."""
    head = doc.text.lstrip()[:60].split("\n")[0].lower()
    return bool(re.match(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", head)) and said.written.lower() in head


def newest_told(doc: Document, times: Sequence[TimeSpan], said: Said) -> date | None:
    """The newest day, month or year that the text tells with its year, the page's own date and its copies left out."""
    ends = [
        t.latest
        for t in times
        if t.basis == "explicit" and t.latest and t.latest != said.day and not doc.in_furniture(t.start)
        and t.precision in {"day", "month", "year", "season"} and form(doc.text, t) != "page" and not copyright_line(doc.text, t)
    ]  # fmt: skip
    return max(ends, default=None)


def newest_day(doc: Document, times: Sequence[TimeSpan], said: Said | None) -> date | None:
    """The newest exact day told with its year, the page's own date left out."""
    days = [
        t.latest
        for t in times
        if t.basis == "explicit" and t.precision == "day" and t.latest and form(doc.text, t) != "page"
        and not (said and t.latest == said.day) and not doc.in_furniture(t.start)
    ]  # fmt: skip
    return max(days, default=None)


def copyright_line(text: str, t: TimeSpan) -> bool:
    """Whether the year belongs to a notice of rights."""
    return bool(re.search(r"(?i)(?:\u00a9|\(c\)|copyright)[^\n]{0,40}$", text[max(0, t.start - 60) : t.start]))


def contradictions(top: Document, value: date) -> list[str]:
    """A warning where the dateline or byline at the top disagrees with the metadata by more than a month."""
    said = offered(top, find_times(top, None))
    if said and said.basis in {"dateline", "byline"} and abs((said.day - value).days) > 31:
        return [
            f"metadata says {value.isoformat()}, the report's {said.basis} {said.day.isoformat()}; the metadata counts"
        ]
    return []
