"""Rules for weekdays and seasons, placed by tense and by what was told before."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.absolute import full_date
from geomap.language.dates.context import Context, Draft
from geomap.language.dates.grammar import rule
from geomap.language.dates.intervals import interval, shift_days, week_value
from geomap.language.dates.parts import Match, narrowed
from geomap.language.dates.vocabulary import DAY_PART, PARTS, SEASONS, WEEKDAY_FULL, WEEKDAYS

NAME_AFTER = re.compile(r"\s(?:School|Times|Telegraph|Mirror|Tribune)\b")  # names that carry a weekday
NAME_AFTER_THE = re.compile(
    r"\s(?:Mail|Express|Herald|Post|Star|Sun|Independent|World|Standard|Vision|Nation|League|Market|Group|Movement)\b"
)
ON_THE_WAY = re.compile(  # "is sending its envoy to X on Monday": a plan
    r"\b(?:is|are)\s(?:sending|dispatching|travelling|traveling|flying|visiting|hosting|meeting|leaving)\b[^.;:,]{0,60}\son\s$"
)
NAME_BEFORE = re.compile(r"\b(?:Black|Bloody|Fat|Holy|Super|Cyber)\s$")


def named(c: Context, start: int, end: int) -> bool:
    """Whether the weekday belongs to the name of a paper, a market, a feast of its own."""
    before = c.text[max(0, start - 8) : start]
    the = before.lower().endswith("the ")
    return bool(
        NAME_AFTER.match(c.text, end) or (the and NAME_AFTER_THE.match(c.text, end)) or NAME_BEFORE.search(before)
    )


def weekday(m: Match, c: Context) -> Draft | None:
    """ "Friday", "last Friday", "next Tuesday", "Sunday night", "every Monday", "Tuesday of last week"."""
    name = m["wd"] or m["wd2"]
    index, rel = WEEKDAYS[name], " ".join((m["rel"] or "").split())
    at = m.start("wd") if m["wd"] else m.start("wd2")
    if not c.capital(at) or named(c, at, m.end()):
        return None
    part, week = m["part"] or m["part2"], m["week"] or m["week2"]
    suffix = f"T{PARTS[part]}" if part else ""
    if rel in {"every", "each"} or m["plural"] or m["plural2"] or m["parts"] or m["parts2"]:
        return Draft("SET", f"XXXX-WXX-{index + 1}{suffix}", basis="none", open_days=False)
    if c.published is None:
        return Draft("TIME" if part else "DATE", f"XXXX-WXX-{index + 1}{suffix}", basis="none")
    exact = resolve_weekday(index, rel.removeprefix("the "), week, m, c)
    return Draft("TIME" if part else "DATE", exact.isoformat() + suffix)


def resolve_weekday(index: int, rel: str, week: str | None, m: Match, c: Context) -> date:
    """The day that a weekday's name means."""
    p = c.published or date(2000, 1, 1)
    if week:
        return shift_days(p, index - p.weekday() + {"last": -7, "this": 0, "next": 7}[week])
    back, ahead = (p.weekday() - index) % 7, (index - p.weekday()) % 7
    if rel in {"last", "this past"}:
        return shift_days(p, -(back or 7))
    if rel in {"previous", "following", "that"}:
        base = c.anchor() or p
        back, ahead = (base.weekday() - index) % 7, (index - base.weekday()) % 7
        return (
            shift_days(base, -(back or 7))
            if rel == "previous"
            else shift_days(base, (ahead or 7) if rel == "following" else -back)
        )
    if rel in {"next", "coming", "this coming"}:  # "next Thursday" said on a Wednesday is not tomorrow
        return shift_days(p, ahead + 7 if rel == "next" and ahead < 3 else ahead or 7)
    pair = of_pair(index, m, c)
    if pair:
        return pair
    tense = c.tense(m.start(), m.end()) or (
        "future" if ON_THE_WAY.search(c.low[max(0, m.start() - 100) : m.start()]) else ""
    )
    if rel == "this":
        return shift_days(p, -back if tense == "past" else ahead)
    return shift_days(p, ahead if tense == "future" and not c.low.startswith("'s", m.end()) else -back)


def week_of(m: Match, c: Context) -> Draft | None:
    """ "the week of 4 October", "the week ending Oct. 9": the calendar week of that day."""
    dated = (rule(name).match(c.low, m.start("day")) for name in ("date_mdy", "date_dmy"))
    day = next((draft for found in dated if found and (draft := full_date(found, c))), None)
    days = interval(day.value) if day else None
    if day is None or days is None:
        return None
    return Draft("DATE", week_value(days.earliest), basis=day.basis)


PAIR_AHEAD = re.compile(rf"(?:\s(?:{DAY_PART}))?\s(?:to|and|through|until|till)\s({WEEKDAY_FULL})\b")
PAIR_BEHIND = re.compile(
    rf"\b(?:from|between)\s(?:{WEEKDAY_FULL})(?:\s(?:{DAY_PART}))?\s(?:to|and|through|until|till)\s$"
)


def of_pair(index: int, m: Match, c: Context) -> date | None:
    """The day of a weekday that begins or ends "from Monday to Thursday": the two lie in one stretch of seven days."""
    if PAIR_BEHIND.search(c.low[max(0, m.start() - 44) : m.start()]) and c.day:
        return shift_days(c.day, (index - c.day.weekday()) % 7)
    end = PAIR_AHEAD.match(c.low, m.end())
    if (
        not end
        or c.published is None
        or not re.search(r"\b(?:from|between)\s$", c.low[max(0, m.start() - 9) : m.start()])
    ):
        return None
    if c.tense(m.start(), m.end()) == "future":
        return None
    last = shift_days(c.published, -((c.published.weekday() - WEEKDAYS[end[1]]) % 7))
    return shift_days(last, -((last.weekday() - index) % 7))


def season(m: Match, c: Context) -> Draft | None:
    """ "the summer of 2014", "last winter", "this spring"."""
    code, rel = SEASONS[m["season"]], " ".join((m["rel"] or "").split())
    if m["year"]:
        value = f"{m['year']}-{code}"
        return Draft("DATE", value, narrowed(value, m["mod"]), "explicit")
    marked = rel or m["mod"] or m[0].startswith("the ")
    if not marked and not re.search(
        r"\b(?:in|by|since|until|during|this|through|of|over)\s$", c.low[max(0, m.start() - 8) : m.start()]
    ):
        return None
    if (
        not rel
        and m["season"] in {"fall", "spring"}
        and re.match(r"\s(?:of|in\s(?!the))", c.low[m.end() : m.end() + 8])
    ):
        return None
    if m["season"] == "fall" and not rel and not m["mod"] and m[0].startswith("the "):
        return None
    if c.published is None:
        return Draft("DATE", f"XXXX-{code}", basis="none")
    value = f"{season_year(code, rel, m, c):04}-{code}"
    return Draft("DATE", value, narrowed(value, m["mod"]))


def season_year(code: str, rel: str, m: Match, c: Context) -> int:
    """The year in which the season meant begins, from the publication day."""
    p = c.published or date(2000, 1, 1)
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    begins = p.year if p.month >= first else p.year - 1  # the latest begin not after publication
    running = 0 <= (p.year - begins) * 12 + p.month - first < 3
    if rel in {"last", "the previous"}:
        return begins - 1 if running else begins
    if rel in {"next", "the coming", "this coming", "the following"}:
        return begins + 1
    if rel == "this past":
        return begins
    if rel == "this":
        return p.year if code != "WI" else begins if running or p.month < 6 else p.year
    return begins + 1 if c.tense(m.start(), m.end()) == "future" and not running else begins
