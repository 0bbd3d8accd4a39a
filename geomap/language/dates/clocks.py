"""Rules for hours and parts of the day."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.absolute import full_date, on_nth
from geomap.language.dates.context import Context, Draft
from geomap.language.dates.grammar import rule
from geomap.language.dates.intervals import Interval, interval, shift_days, to_edtf
from geomap.language.dates.parts import Match, clean
from geomap.language.dates.ranges import day_range
from geomap.language.dates.steps import part_of_told_day
from geomap.language.dates.vocabulary import DAY_PART, ONES, PARTS, WEEKDAY_FULL, WEEKDAYS
from geomap.language.dates.weekdays import resolve_weekday
from geomap.model import DateBasis

DAY_BEHIND = re.compile(r"(?:\)|\s\([^()\n]{3,24}\)),?\s(?:on\s)?([a-z0-9]{1,9})\b")


def clock_value(text: str) -> str | None:
    """The hour of a clock time as TIMEX3 writes it: T17:00, T0600 as T06:00."""
    t = re.sub(r"([ap])\.?m\b\.?", r"\1m", clean(text))
    named = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}.get(t)
    if named:
        return named
    m = re.match(r"(\d{1,4}|[a-z]+)(?:[:.](\d\d))?", t)
    if not m:
        return None
    head = m[1]
    hour, minute = (
        (int(head[:2]), int(head[2:]))
        if len(head) == 4 and head.isdigit()
        else (int(head) if head.isdigit() else ONES.get(head, 99), int(m[2] or 0))
    )
    if re.search(r"pm$|afternoon|evening", t) and hour < 12:
        hour += 12
    if re.search(r"am$", t) and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def clock_day(m: Match, c: Context) -> Draft | None:
    """ "10 p.m. Wednesday", "midnight on 5 May 2015", "noon yesterday"."""
    hour = clock_value(m["clock"])
    text = c.low[m.start("day") : m.end()]
    day = day_of(text, m.start("day"), c, m)
    if hour is None or day is None:
        return None
    return Draft("TIME", day.value + hour, basis=day.basis)


ONTO = re.compile(r"\s(?:(?:on|of|from|into|to)\s)?(?:the\s)?(?=[a-z0-9])")
HOURS = re.compile(r"\s(?:hours\s)?(?:(?:on|of|from|to|before)\s)(?:the\s)?(?=[a-z0-9])")
WEEKDAY_AT = re.compile(
    rf"(?:(?:last|next|this)\s)?(?P<wd>{WEEKDAY_FULL})(?:\s(?:{DAY_PART}))?\b(?:\s(?:to|into)\s(?:{WEEKDAY_FULL})\b)?|(?:yesterday|today|tomorrow)\b"
)


def day_at(at: int, c: Context) -> tuple[date, date, int, DateBasis] | None:
    """First and last day of the day phrase that begins at `at`, where it ends, and how it is known."""
    span = rule("day_range").match(c.low, at)
    several = day_range(span, c) if span else None
    if span and several and several.days:
        return several.days.earliest, several.days.latest, span.end(), several.basis
    for name in ("date_mdy", "date_dmy"):
        found = rule(name).match(c.low, at)
        draft = full_date(found, c) if found else None
        days = interval(draft.value) if draft else None
        if found and draft and days:
            return days.earliest, days.earliest, found.end(), draft.basis
    counted = rule("on_nth").match(c.low, at - 4) if c.low[at - 4 : at] == "the " else None
    draft = on_nth(counted, c) if counted else None
    days = interval(draft.value) if draft else None
    if counted and draft and days:  # "the night of the 3rd"
        return days.earliest, days.earliest, counted.end(), draft.basis
    named = WEEKDAY_AT.match(c.low, at)
    if not named or c.published is None:
        return None
    draft = day_of(named[0].split(" to ")[0].split(" into ")[0], at, c, named)
    days = interval(draft.value) if draft else None
    return (days.earliest, days.earliest, named.end(), "relative") if days else None


def named_after(m: Match, c: Context, part: str, trim: tuple[int, int]) -> Draft:
    """A part of the day that the words behind name ("dawn on 7 August", "the night of 5 to 6 June"), else of the day told last."""
    link = HOURS.match(c.low, m.end())
    day = day_at(link.end(), c) if link else None
    if not day:
        told = part_of_told_day(part, c)
        return Draft("TIME", told.value, told.days, told.basis, trim=trim)
    first, last, end, basis = day
    days = Interval(first, last, to_edtf(first, last), "range") if last > first else None
    return Draft("TIME", f"{first.isoformat()}T{part}", days, basis, trim=(trim[0], end))


def overnight(m: Match, c: Context) -> Draft:
    """ "overnight", "overnight into Monday", "overnight on 5-6 June", "overnight from Sunday to Monday": a night and its two days."""
    link = ONTO.match(c.low, m.end())
    day = day_at(link.end(), c) if link else None
    if link and day:
        first = shift_days(day[0], -1) if "to" in link[0] else day[0]
        last, basis, end = max(day[1], shift_days(first, 1)), day[3], day[2]
    elif c.published is None:
        return Draft("TIME", "XXXX-XX-XXTNI", basis="none")
    else:
        first = shift_days(c.published, 0 if c.tense(m.start(), m.end()) == "future" else -1)
        last, basis, end = shift_days(first, 1), "relative", m.end()
    return Draft(
        "TIME",
        f"{first.isoformat()}TNI",
        Interval(first, last, to_edtf(first, last), "range"),
        basis,
        trim=(m.start(), end),
    )


def day_of(text: str, at: int, c: Context, whole: Match | None = None) -> Draft | None:
    """The day phrase that begins at `at`, for "10 p.m. <day>"; `text` is that phrase or its first word."""
    for name, handler in (("date_mdy", full_date), ("date_dmy", full_date)):
        m = rule(name).match(c.low, at)
        if m and m.end() >= at + len(text) - 1:
            return handler(m, c)
    span = rule("day_range").match(c.low, at)
    several = day_range(span, c) if span else None
    if several:
        return Draft("DATE", several.value.split("/")[0], basis=several.basis)
    w = re.match(r"(?:(last|next|this)\s{1,3})?(\w+)", text)
    if not w:
        return None
    if w[2] in WEEKDAYS:
        if c.published is None:
            return Draft("DATE", f"XXXX-WXX-{WEEKDAYS[w[2]] + 1}", basis="none")
        m = re.compile(r"[\w ]+").match(c.low, at)
        return (
            Draft("DATE", resolve_weekday(WEEKDAYS[w[2]], w[1] or "", None, whole or m, c).isoformat()) if m else None
        )
    if re.match(r"this\s|tonight", text):
        return Draft("DATE", c.published.isoformat()) if c.published else Draft("DATE", "XXXX-XX-XX", basis="none")
    shift = -1 if re.match(r"last\snight", text) else {"today": 0, "yesterday": -1, "tomorrow": 1}.get(w[2])
    if shift is None:
        return None
    return (
        Draft("DATE", shift_days(c.published, shift).isoformat())
        if c.published
        else Draft("DATE", "XXXX-XX-XX", basis="none")
    )


def clock(m: Match, c: Context) -> Draft | None:
    """ "10:35 a.m.", "0600 GMT": an hour of the day told last."""
    hour = clock_value(m["clock"])
    plain = clean(m["clock"])
    if hour is None or re.fullmatch(r"\d\d?\.\d\d", plain):
        return None
    if re.fullmatch(r"\d{1,2}:\d\d(?::\d\d)?", plain) and not re.search(
        r"\b(?:at|by|until|from|to|about|around|after|before|and|time|on|,)\s?$",
        c.low[max(0, m.start() - 9) : m.start()],
    ):
        return None
    if plain in {"noon", "midnight", "midday"} and re.search(
        r"(?:high|after)\s$", c.low[max(0, m.start() - 6) : m.start()]
    ):
        return None
    behind = DAY_BEHIND.match(c.low, m.end())  # "10:35 a.m. (0735 GMT) Friday"
    named = day_of(behind[1], behind.start(1), c, m) if behind else None
    if named:
        return Draft("TIME", named.value + hour, basis=named.basis)
    day = c.anchor()
    return Draft("TIME", (day.isoformat() if day else "XXXX-XX-XX") + hour, basis="relative" if day else "none")


def day_part(m: Match, c: Context) -> Draft | None:
    """ "that night", "the following morning", "in the early hours", "at dawn"."""
    if m["dawn"]:
        word = clean(m["dawn"]).split()[-1]
        trim = (m.end() - len(word), m.end())
        return named_after(m, c, {"dawn": "DA", "daybreak": "DA", "dusk": "EV", "nightfall": "NI"}[word], trim)
    if m["part2"]:
        word = clean(m["part2"]).split()[-1]
        trim = (m.start("part2"), m.end())
        return named_after(m, c, PARTS.get(word, "MO"), trim)
    base, rel = c.anchor(), clean(m["rel"])
    if base is None:
        return Draft("TIME", f"XXXX-XX-XXT{PARTS[m['part']]}", basis="none")
    moved = shift_days(base, 1 if "following" in rel or "next" in rel else -1 if "previous" in rel else 0)
    return Draft("TIME", f"{moved.isoformat()}T{PARTS[m['part']]}")
