"""The dates that a report's own text offers as its day: dateline, byline, update line, a date on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from geomap.language.document import Document
from geomap.model import TimeSpan

TOP = 2500  # characters in which a report says when it was published
HEAD = 600  # characters in which a title stands
SURE = ("dateline", "byline")
NAME = r"[^\W\d_][\w'\u2019.-]*"
NAMES = rf"{NAME}(?:[ \t]{NAME}){{0,4}}"
DATELINE = re.compile(
    rf"^[ \t]*[\"\u201c]?{NAMES}(?:(?:,[ \t]|[ \t]?/[ \t]?){NAMES}){{0,2}}(?:[ \t]?\([\w ./-]{{2,30}}\))?[ \t]?[,\u2013\u2014:-]?[ \t]*\(?$"
)
AFTER_DATELINE = re.compile(r"[ \t]*\)?[ \t]*(?:[.,:\u2013\u2014-]|\([^)\n]{2,40}\)|--|/)")
AFTER_NAME = re.compile(r"[ \t]*\)?[ \t]*(?:\(|--|[\u2013\u2014-][ \t])")
AGENCY_OR_COLON = re.compile(r"(?:\)|:)[ \t]*$")
NEXT_WORD = re.compile(r"[ \t]+[A-Z\"\u201c]|[ \t]*$")
BY = r"(?:\s(?:on|at|by\s[\w.' -]{2,40}?,?\son))?\s*[:\-|\u2013\u2014,]?\s*$"
PUBLISHED = re.compile(
    rf"(?i)\b(?:(?:first\s)?(?:published|posted|issued|released|filed|uploaded|created)|date(?:d|\sof\s(?:publication|issue))?|"
    rf"publication\sdate|release\sdate|as\sof|from\s(?:the|our)\s(?:issue|edition|number)\s(?:of|dated)|date\sof\s(?:the|this)(?:\spresent)?\s(?:report|writing)\s?\(?){BY}"
)
LEAD = re.compile(  # what may stand before "Published": nothing, a mark, an author, "This article was first"
    r"(?i)(?:^|[|\u2022\u00b7:;)\]\u2013\u2014-])\W*(?:by\s[\w.,' -]{2,60}|(?:this\s)?(?:article|story|report|post|page|version)\s(?:was\s)?(?:first\s|originally\s|last\s)?)?\W*$"
)
UPDATED = re.compile(rf"(?i)\b(?:last\s)?(?:updated|modified|revised){BY}")
DATE_LEADS = re.compile(
    r"(?:\.|:|[ \t]?[\u2013\u2014-]|[ \t]--)[ \t]+[A-Z\"\u201c]"
)  # the report opens "7 May 2021. Rebels ..."
BY_AUTHOR = re.compile(r"(?:By|From)[ \t](?:our|a|the)?[ \t]?[\w.' -]{2,60}(?:,|[ \t]on|[ \t][\u2013\u2014|-])[ \t]*$")
IN_BRACKETS = re.compile(rf"\({NAMES}(?:(?:,|/)[ \t]?{NAMES}){{0,2}},?[ \t]*$")
SEPARATOR = re.compile(r"\s[|\u2022\u00b7](?:\s|$)")
SERIES = re.compile(
    r"(?i)\b(?:sit(?:uation(?:al)?)?\s?rep(?:ort)?|bulletin|flash\supdate|dashboard|snapshot|newsletter|briefing\snote|field\snotes?|update\s(?:no|#))\b"
)
CLOCK_WORDS = re.compile(
    r"[\W\d_]+|\b[ap]\.\s?m\.|\b(?:gmt|utc|est|edt|bst|cet|eet|ist|am|pm|at|on|by|min|read|updated|ago|local|time)\b"
)
PERIOD = re.compile(
    r"(?i)\b(?:(?:report(?:ing)?\s)?period(?:\scovered|\sending)?|covering|(?:report|update|assessment|briefing|bulletin|snapshot)\s(?:of|for|as\sof)|week\sending|for\sthe\sweek\sof)\s?[:,-]?\s*$"
)
HEADING_LEAD = re.compile(
    r"(?:[,:|(\u2022\u00b7\u2013\u2014]|[ \t]-)[ \t]*$|[ \t]{3,}$"
)  # what parts a title from its date
HEADING_END = re.compile(r"[ \t]*\)?[ \t]*(?:$|[|\u2022\u00b7]|[ \t]{3,})")
LINE = 400  # characters on either side of a date that are looked at: what stands in a longer line dates no report
HEADINGS = 5  # lines at the top among which titles and lines of date and place stand
PLACE_LINE = re.compile(r"[\W\d]*(?:[^\W\d_]{3,}[\s.'-]*){1,3}\W*")  # "15/05/2024 20:10 PORT SUDAN"
YEAR_NEAR = 25  # characters after a dateline's day within which its year may follow
NEWS_AGE = 60  # days that the newest day told may lie before a dateline without a year
YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
SLASHED = re.compile(r"(\d\d?)[/-](\d\d?)[/-]\d{2,4}")


@dataclass(frozen=True, slots=True)
class Said:
    """A date that the report's own text offers as its day, and how it is written: "dateline", "byline", "updated", "page"."""

    day: date
    basis: str
    written: str


def offered(doc: Document, times: Sequence[TimeSpan], *, day_first: bool | None) -> Said | None:
    """The date that dates the report itself, the surest form first; None without one.

    `day_first` says whether the report writes days before months in numbers; where that is unknown, 01/10/2015 is no offer.
    """
    offers = list(_offers(doc, times, day_first))
    return min(offers, key=lambda said: ("dateline", "byline", "page", "updated").index(said.basis), default=None)


def _offers(doc: Document, times: Sequence[TimeSpan], day_first: bool | None) -> Iterator[Said]:
    for t in times:
        if t.type not in {"DATE", "TIME"}:
            continue
        written = " ".join(t.text.split())
        if t.precision == "range" and t.basis == "explicit" and t.latest and t.start < HEAD:
            if headed(doc.text, t):
                yield Said(t.latest, "page", written)  # a report over a period is written at its end
            continue
        if (yearless := YEARLESS.fullmatch(t.value)) and t.start < TOP and form(doc.text, t) == "dateline":
            day = _with_year(doc, times, t, int(yearless[1]), int(yearless[2]))
            if day:
                yield Said(day, "dateline", written)
            continue
        if t.precision != "day" or t.basis != "explicit" or not t.earliest:
            continue
        numbers = SLASHED.fullmatch(t.text)
        if numbers and day_first is None and numbers[1] != numbers[2] and max(int(numbers[1]), int(numbers[2])) <= 12:
            continue
        basis = form(doc.text, t)
        if basis == "byline" or (basis and t.start < TOP):
            yield Said(t.earliest, basis, written)


def _with_year(doc: Document, times: Sequence[TimeSpan], t: TimeSpan, month: int, day: int) -> date | None:
    """The day of a dateline without a year: its year follows close by, or the news told is at most `NEWS_AGE` days older."""
    year = next((x for x in times if 0 <= x.start - t.end <= YEAR_NEAR and x.precision == "year" and x.earliest), None)
    if year is not None and year.earliest is not None:
        return _day(year.earliest.year, month, day)
    exact = (x for x in times if x.precision == "day" and x.basis == "explicit" and not doc.in_furniture(x.start))
    newest = max((x.latest for x in exact if x.latest), default=None)
    if newest is None:
        return None
    days = (_day(newest.year + more, month, day) for more in (0, 1))
    return next((d for d in days if d and 0 <= (d - newest).days <= NEWS_AGE), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def headed(text: str, t: TimeSpan) -> bool:
    """Whether a date closes a title or a line of period, place or time among the first lines of a report."""
    line_start = text.rfind("\n", 0, t.start) + 1
    line_end = text.find("\n", t.end)
    before, after = text[line_start : t.start], text[t.end : line_end if line_end >= 0 else len(text)]
    lines_above = sum(1 for line in text[:line_start].splitlines() if line.strip())
    if lines_above >= HEADINGS or len(before) > 140 or line_end < 0:
        return False
    rest = CLOCK_WORDS.sub(" ", after.lower()).strip()
    if PERIOD.search(before) and not rest:
        return True
    if HEADING_LEAD.search(before) and (not rest or HEADING_END.match(after)) and not after.rstrip().endswith("."):
        return True
    place = after if not before.strip() else before.rstrip(" \t|") if not rest and before.rstrip().endswith("|") else ""
    return bool(rest or before.strip()) and place.isupper() and bool(PLACE_LINE.fullmatch(place))


def form(text: str, t: TimeSpan) -> str:
    """How a date is written: "dateline", "byline", "updated", on a line of its own ("page"), or "" inside the text."""
    line_start = max(text.rfind("\n", max(0, t.start - LINE), t.start) + 1, t.start - LINE, 0)
    line_end = text.find("\n", t.end, t.end + LINE)
    before, after = text[line_start : t.start], text[t.end : line_end if line_end >= 0 else t.end + LINE]
    label = before[-120:] if before.strip() else text[max(0, line_start - 40) : line_start].strip()[-40:] + " "
    for pattern, basis in ((PUBLISHED, "byline"), (UPDATED, "updated")):
        found = pattern.search(label)
        alone = found and not (found[0].lower().startswith("as") and after.strip(" .)"))
        if found and alone and LEAD.search(label[: found.start()]):
            return basis
    if before.strip() and len(before) <= 90 and dateline(before, after[:60]):
        return "dateline"
    if t.start < LINE and not text[: t.start].strip() and DATE_LEADS.match(after):
        return "dateline"
    if len(before) <= 90 and BY_AUTHOR.match(before) and not after.strip(" )."):
        return "byline"
    before, after = SEPARATOR.split(before)[-1], SEPARATOR.split(after)[0]
    if len(before) + len(after) > 160:
        return ""
    if line_start < HEAD and SERIES.search(before) and not after.strip(" )."):
        return "page"
    if len(CLOCK_WORDS.sub("", (before + after).lower())) <= 6:
        return "page"
    return "page" if line_start < HEAD and headed(text, t) else ""


def dateline(before: str, after: str) -> bool:
    """Whether a place (and an agency) stands before the date and the report's first words after it."""
    if before.startswith("(") and after.startswith(")"):
        return bool(IN_BRACKETS.match(before)) and bool(NEXT_WORD.match(after[1:]))
    if not DATELINE.match(before):
        return False
    names = [w for w in re.findall(r"[^\W\d_][\w'\u2019-]*", before) if len(w) > 2]
    if not names or len(names) > 8 or not all(w[0].isupper() for w in names):
        return False
    if names[0].isupper():
        return bool(AFTER_DATELINE.match(after)) or bool(AGENCY_OR_COLON.search(before) and NEXT_WORD.match(after))
    agency = before.rstrip(" \t-\u2013\u2014").endswith(")") and after.startswith(
        ":"
    )  # "Town (Agency) - 5 May 2021: ..."
    return agency or bool(AFTER_NAME.match(after))
