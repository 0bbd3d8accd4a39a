"""Find time expressions in a report: zones around words of time, one pattern over them, one rule for each form."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import cast

from geomap.language.dates import absolute, amounts, clocks, counted, feasts, fiscal, ranges, relative, weekdays, years
from geomap.language.dates.context import Context, Draft
from geomap.language.dates.grammar import (
    ANY,
    DATED_NUMBER,
    FIRST_WORDS,
    LEADERS,
    MARK,
    NEXT,
    NUMBER_NEXT,
    ORDER,
    TOKEN,
    TRIGGER_WORDS,
    WORDS,
    rule,
)
from geomap.language.dates.intervals import Interval, interval
from geomap.language.dates.opening import joined, opened
from geomap.language.dates.tongues import Span, foreign_times
from geomap.language.dates.vocabulary import fold
from geomap.language.document import Document
from geomap.language.morphology import language
from geomap.model import TimeSpan

Rule = Callable[[re.Match[str], Context], Draft | None]
RULES: dict[str, Rule] = {
    "iso": absolute.iso, "numeric": absolute.numeric, "day_range": ranges.day_range, "month_range": ranges.month_range,
    "period_first": amounts.period_first, "clock_day": clocks.clock_day,
    "date_mdy": absolute.full_date, "date_dmy": absolute.full_date, "wd_the": absolute.wd_the, "also_day": absolute.also_day, "quarter": fiscal.quarter,
    "q_code": fiscal.q_code, "year_quarter": fiscal.year_quarter, "fiscal": fiscal.fiscal, "period": fiscal.period,
    "month_year": absolute.month_year, "season": weekdays.season, "week_of": weekdays.week_of, "in_time": counted.in_time, "before_last": counted.before_last, "decade": years.decade, "century": years.century,
    "day_ref": relative.day_ref, "weekday": weekdays.weekday, "holiday": feasts.holiday, "landmark": feasts.landmark, "set": amounts.repeated,
    "ago": counted.ago, "after_anchor": counted.after_anchor, "last_n": amounts.last_n, "recent_units": amounts.recent_units,
    "rel_unit": relative.rel_unit, "year_end": fiscal.year_end, "clock": clocks.clock, "overnight": clocks.overnight, "day_part": clocks.day_part,
    "dur_range": amounts.dur_range, "duration": amounts.duration, "long": amounts.long, "word_year": years.word_year,
    "year_span": years.year_span, "short_year": years.short_year, "on_nth": absolute.on_nth, "year": years.year, "past_ref": cast(Rule, amounts.reference("PAST_REF")),
    "present_ref": cast(Rule, amounts.reference("PRESENT_REF")), "future_ref": cast(Rule, amounts.reference("FUTURE_REF")),
}  # fmt: skip
REACH_BEFORE, REACH_AFTER = 70, 60
LOWER_BEFORE = re.compile(r"\b[a-z]{2,}(?:'s|\u2019s)?\s[^\w\s]{0,2}$|'s\s[^\w\s]{1,2}$")
TITLES = frozenset(rule(name) for name in ("rel_unit", "duration", "last_n"))
BARRED = frozenset("$\u00a3\u20ac#_@")


def find_times(doc: Document, published: date | None) -> tuple[TimeSpan, ...]:
    """Time expressions of a report in text order, counted from its day of publication.

    Without `published` what counts from it stays open: a weekday is XXXX-WXX-4 and has no days. Offsets are code points
    into `doc.text`. Linear in the length of the text.
    """
    foreign = tuple(foreign_times(doc.text, language(doc.text), published))
    low = without(fold(doc.text), foreign)
    context = Context(text=doc.text, low=low, published=published, day_first=day_first(low))
    starts = [s.start for s in doc.sentences]
    spans: list[TimeSpan] = []
    for match, draft in drafts(context, doc, starts):
        spans.append(make_span(doc, context, match, draft))
    if foreign:
        spans += [
            time_span(doc, start, end, draft, draft.days or interval(draft.value)) for start, end, draft in foreign
        ]
        spans.sort(key=lambda t: t.start)
    return tuple(joined(low, spans))


def without(low: str, foreign: Sequence[Span]) -> str:
    """Folded text with the expressions of another language blanked, so that none is read twice."""
    parts, done = [], 0
    for start, end, _ in foreign:
        parts += [low[done:start], "\x02" * (end - start)]
        done = end
    return "".join([*parts, low[done:]]) if foreign else low


def day_first(low: str) -> bool | None:
    """How the report writes numeric dates: True for day first, where some date can only be read so; None unknown."""
    firsts = {
        int(m[1]) > 12
        for m in re.finditer(r"(?<!\d)(\d\d?)[/-](\d\d?)[/-](?:\d{4}|\d\d)(?!\d)", low)
        if (int(m[1]) > 12) != (int(m[2]) > 12)
    }
    return firsts.pop() if len(firsts) == 1 else None


def zones(low: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around words of time; everything else is skipped."""
    start = end = -1
    for m in MARK.finditer(low):
        if m[0] not in TRIGGER_WORDS and ((m[0][-1:].isalpha() and m[0][0].isalpha()) or not DATED_NUMBER.search(m[0])):
            continue
        a, b = max(m.start() - REACH_BEFORE, 0), min(m.end() + REACH_AFTER, len(low))
        if 0 <= a <= end:
            end = b
            continue
        if end >= 0:
            yield start, end
        start, end = a, b
    if end >= 0:
        yield start, end


def candidates(low: str) -> Iterator[int]:
    """Offsets at which an expression may begin: words of the grammar and numbers, inside the zones."""
    for first, last in zones(low):
        for token in TOKEN.finditer(low, first, last):
            if promising(low, token) and not inside(low, token.start()):
                yield token.start()


def promising(low: str, token: re.Match[str]) -> bool:
    """Whether an expression may begin with a token, from it and the word behind it: cheap, and never wrong to say yes."""
    word = token[0]
    if word.isalpha():
        if word not in LEADERS:
            return word in FIRST_WORDS
        behind = NEXT.match(low, token.end())
        return behind is not None and (behind[1] is None or behind[1] in WORDS)
    if not word.isdigit():
        return True
    behind = NUMBER_NEXT.match(low, token.start())
    return (behind is not None and (behind[1] is None or behind[1] in WORDS)) or low.endswith("and ", 0, token.start())


def inside(low: str, at: int) -> bool:
    """Whether `at` lies inside a number, a word or an amount of money, where no expression begins."""
    before = low[at - 1] if at else " "
    if before.isalnum() or before in BARRED:
        return True
    return at > 1 and low[at - 2].isdigit() and (before in ",/.'" or (before == "-" and low[at].isdigit()))


def drafts(context: Context, doc: Document, starts: list[int]) -> Iterator[tuple[re.Match[str], Draft]]:
    """Each expression with what its rule makes of it; the context moves along."""
    done = 0
    for at in candidates(context.low):
        if at < done or not (found := ANY.match(context.low, at)):
            continue
        sentence = doc.sentences[max(bisect_right(starts, at) - 1, 0)]
        context.sentence = (sentence.start, sentence.end)
        read = interpret(found, context)
        if read is None:
            continue
        match, draft = read
        done = max(draft.trim[1] if draft.trim else match.end(), at + 1)
        if titled(context.text, match):
            continue
        yield match, draft
        if not doc.in_furniture(at):
            remember(context, draft)


def titled(text: str, match: re.Match[str]) -> bool:
    """Whether the words are a name: capitals throughout ("60 Minutes", "This Week") in a line that is no headline."""
    words = text[match.start() : match.end()].split()
    if len(words) < 2 or match.re not in TITLES or not all(w[0].isupper() or w[0].isdigit() for w in words):
        return False
    return bool(LOWER_BEFORE.search(text[max(0, match.start() - 24) : match.start()]))


def interpret(found: re.Match[str], context: Context) -> tuple[re.Match[str], Draft] | None:
    """The first rule from the matched form on that accepts the place."""
    name = (found.lastgroup or "r_").removeprefix("r_")
    for later in ORDER[ORDER.index(name) :]:
        match = rule(later).match(context.low, found.start())
        if (
            match
            and match.end() > match.start()
            and (match.end() == len(context.low) or boundary(context.low, match.end()))
        ):
            draft = RULES[later](match, context)
            if draft:
                return match, draft
    return None


def boundary(low: str, at: int) -> bool:
    """Whether a word ends at `at`."""
    return not (low[at].isalnum() and low[at - 1].isalnum())


def remember(context: Context, draft: Draft) -> None:
    """Keep what later expressions count from."""
    days = draft.days or interval(draft.value)
    if not draft.told or draft.type not in {"DATE", "TIME"} or days is None or draft.value.endswith("_REF"):
        return
    context.last = draft.value
    if draft.basis == "explicit" and len(draft.value) >= 4:
        context.year, context.last_sentence = days.earliest.year, context.sentence[0]
    if days.precision == "day":
        context.day = days.earliest
    elif days.precision == "week" and len(draft.value) == 10:  # "a week ago ... two days before that"
        context.day = date.fromisoformat(draft.value)


def make_span(doc: Document, context: Context, match: re.Match[str], draft: Draft) -> TimeSpan:
    """The record of one expression, its span cut to the words."""
    start, end = draft.trim or (match.start(), match.end())
    text = doc.text[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip(" ,\n\t"))
    if context.low.endswith("'s", start, end) and not context.low[start:end].endswith("new year's"):
        end -= 2
    days = (draft.days or interval(draft.value)) if draft.open_days else None
    if days:
        days = opened(context, start, end, days)
    return time_span(doc, start, end, draft, days)


def time_span(doc: Document, start: int, end: int, draft: Draft, days: Interval | None) -> TimeSpan:
    """The record of an expression with the days it covers."""
    return TimeSpan(
        report=doc.report.id, start=start, end=end, text=doc.text[start:end], type=cast("object", draft.type), value=draft.value,  # type: ignore[arg-type]
        earliest=days.earliest if days else None, latest=days.latest if days else None, edtf=days.edtf if days else "",
        precision=days.precision if days else "unknown", basis=draft.basis if days else "none",
    )  # fmt: skip
