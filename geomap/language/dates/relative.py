"""Rules for expressions that count from another time: "yesterday", "last week", "two years ago", "the day after"."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.absolute import Match, full_date, narrowed, resolve_weekday
from geomap.language.dates.context import Context, Draft
from geomap.language.dates.intervals import (
    Interval,
    interval,
    month_span,
    shift_days,
    shift_months,
    to_edtf,
    week_value,
)
from geomap.language.dates.vocabulary import ONES, PARTS, UNITS, WEEKDAYS, number, ordinal

UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "E": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "T": "XXX",
    "C": "XX",
}
STEP = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1, "upcoming": 1,
        "this": 0, "current": 0, "same": 0, "that": 0, "latest": 0, "given": 0}  # fmt: skip


def unit_code(text: str) -> str:
    """D, W, M ... of a unit's name, singular or plural."""
    return UNITS.get(text) or UNITS[text.removesuffix("s")]


def clean(text: str | None) -> str:
    """Words with single spaces."""
    return " ".join((text or "").split())


def unit_value(base: date, unit: str, steps: int) -> str:
    """The calendar unit of `base`, moved by `steps`, as a TIMEX3 value."""
    if unit == "D":
        return shift_days(base, steps).isoformat()
    if unit in "WEF":
        week = week_value(shift_days(base, 7 * steps * (2 if unit == "F" else 1)))
        return week + ("-WE" if unit == "E" else "")
    if unit == "M":
        return shift_months(base, steps).isoformat()[:7]
    if unit == "Q":
        moved = shift_months(base.replace(day=1), 3 * steps)
        return f"{moved.year:04}-Q{(moved.month + 2) // 3}"
    year = min(max(base.year + steps * {"Y": 1, "T": 10, "C": 100}[unit], 1), 9999)
    return f"{year:04}"[: {"Y": 4, "T": 3, "C": 2}[unit]]


def day_ref(m: Match, c: Context) -> Draft | None:
    """ "today", "late yesterday", "last night", "this morning", "overnight", "the day before yesterday"."""
    shift, part = day_shift(m)
    if (
        m["w"] == "today"
        and m["part"] is None
        and c.low[m.end() : m.end() + 2] == "'s"
        and re.match(
            r"'s\s(?:world|youth|society|children|generation|standards|terms|market)", c.low[m.end() : m.end() + 14]
        )
    ):
        return Draft("DATE", "PRESENT_REF", basis="none", open_days=False)
    kind = "TIME" if part else "DATE"
    suffix = f"T{part}" if part else ""
    if c.published is None:
        return Draft(kind, f"XXXX-XX-XX{suffix}", basis="none")
    day = shift_days(c.published, shift)
    if m["on"]:
        days = Interval(day, c.published, to_edtf(day, c.published), "range")
        return Draft("TIME", f"{day.isoformat()}TNI", days)
    return Draft(kind, day.isoformat() + suffix)


def day_shift(m: Match) -> tuple[int, str]:
    """Days from the publication day, and the part of the day."""
    if m["bt"]:
        return (-2 if "before" in m["bt"] else 2), ""
    if m["ln"]:
        return -1, PARTS[m["ln"]]
    if m["tp"]:
        return 0, PARTS[m["tp"]]
    if m["on"]:
        return -1, "NI"
    if m["w"] == "tonight":
        return 0, "NI"
    return {"today": 0, "yesterday": -1, "tomorrow": 1}[m["w"]], PARTS[m["part"]] if m["part"] else ""


def rel_unit(m: Match, c: Context) -> Draft | None:
    """ "last week", "earlier this month", "the end of the year", "the following day", "the weekend", "that year"."""
    unit_text, mod, rel = m["unit"], clean(m["mod"]), clean(m["rel"])
    if unit_text in {"hour", "morning", "evening", "afternoon", "night"}:
        return None if rel != "the" or unit_text != "morning" else part_of_told_day("MO", c)
    unit = unit_code(unit_text)
    word = rel.split()[-1] if rel else ""
    if rel.startswith("the ") and word in {"last", "past", "next", "coming"}:
        return past_unit(m, c, unit, word)
    if word in {"past"}:
        return (
            past_unit(m, c, unit, "past")
            if m[0].startswith(("past", "the past", "this past", "over", "during"))
            else None
        )
    if rel == "a given":
        return None
    if rel == "the":
        return the_unit(m, c, unit, mod)
    told = word in {"previous", "preceding", "following", "same", "that"}
    base = (c.anchor() if unit in "DWE" else told_base(c, unit)) if told else c.published
    if unit == "D" and word in {"last", "next", "current"} and rel != "the next":
        return None
    if unit == "D" and word in {"this"}:
        return Draft("DATE", c.published.isoformat()) if c.published else Draft("DATE", UNKNOWN["D"], basis="none")
    if base is None:
        return Draft("DATE", UNKNOWN[unit] if unit != "F" else UNKNOWN["W"], basis="none")
    if unit == "E":
        return weekend(base, word, c, m)
    value = unit_value(base, unit, STEP.get(word, 0))
    return Draft("DATE", value, within(value, mod, c, word))


def told_base(c: Context, unit: str) -> date | None:
    """A day inside the unit told last, for "the following month", "that year"; else the publication day."""
    days = interval(c.last) if c.last else None
    return days.earliest if days else c.published


def within(value: str, mod: str, c: Context, word: str = "this") -> Interval | None:
    """The interval of a unit: "earlier" ends and "later" begins at the publication day, else parts of it."""
    days = narrowed(value, mod)
    if days is None or c.published is None or not days.earliest <= c.published <= days.latest:
        return days
    if "earlier" in mod:
        return Interval(days.earliest, c.published, to_edtf(days.earliest, c.published), "range")
    if "later" in mod:
        return Interval(c.published, days.latest, to_edtf(c.published, days.latest), "range")
    if not mod and word == "this" and days.precision in {"month", "year", "season"}:
        return days
    return days


def weekend(base: date, word: str, c: Context, m: Match) -> Draft:
    """The weekend meant: "last" the one before this week, "this" by tense, others next to `base`."""
    saturday = shift_days(base, 5 - base.weekday())
    if word in {"last", "past", "previous"} or (
        word in {"this", "the"} and c.tense(m.start(), m.end()) != "future" and base.weekday() < 5
    ):
        saturday = shift_days(saturday, -7)
    elif word in {"next", "following", "coming"} and word != "coming":
        saturday = shift_days(saturday, 7 if base.weekday() >= 5 or word == "next" else 0)
    return Draft("DATE", week_value(saturday) + "-WE")


def the_unit(m: Match, c: Context, unit: str, mod: str) -> Draft | None:
    """ "the end of the month", "the weekend", "the quarter", "later in the day"; bare "the week" is a duration."""
    low, end = c.low, m.end()
    if unit == "D" and re.match(r"\s(?:of\s\w|the\s|when\s|that\s|in\s|care|center|centre)", low[end : end + 8]):
        return None
    if unit == "D":
        if re.match(r"\s(?:before|after|earlier|later|following)\b", low[end : end + 12]):
            after = bool(re.match(r"\s(?:after|later|following)", low[end : end + 12]))
            base = c.anchor()
            return Draft("DATE", shift_days(base, 1 if after else -1).isoformat()) if base else None
        return told_day(c) if mod.startswith(("the ", "end", "start")) else None
    if unit == "E":
        return weekend(c.published, "the", c, m) if c.published else Draft("DATE", UNKNOWN["E"], basis="none")
    if unit == "Q":
        return told_quarter(c)
    if unit in "TC" or m["poss"]:
        return None
    if not mod:
        return Draft("DURATION", f"P1{unit}" if unit != "F" else "P2W", basis="none", open_days=False)
    if c.published is None:
        return Draft("DATE", UNKNOWN[unit] if unit != "F" else UNKNOWN["W"], basis="none")
    value = unit_value(c.published, unit, 0)
    return Draft("DATE", value, within(value, mod, c))


def told_day(c: Context) -> Draft:
    """ "that day": the day told last, else the publication day."""
    day = c.anchor()
    return Draft("DATE", day.isoformat()) if day else Draft("DATE", UNKNOWN["D"], basis="none")


def part_of_told_day(part: str, c: Context) -> Draft:
    """ "the morning" of the day told last."""
    day = c.anchor()
    return Draft("TIME", f"{day.isoformat()}T{part}") if day else Draft("TIME", f"XXXX-XX-XXT{part}", basis="none")


def past_unit(m: Match, c: Context, unit: str, word: str) -> Draft | None:
    """ "over the past week", "in the last decade", "the next year": the unit just before or after publication."""
    if (unit == "D" and word in {"last"}) or (unit == "F" and word == "given"):
        return None
    if unit == "Q" and c.published:
        return Draft("DATE", unit_value(c.published, "Q", -1 if word in {"last", "past"} else 1))
    if unit == "E":
        return weekend(c.published, word, c, m) if c.published else Draft("DATE", UNKNOWN["E"], basis="none")
    if unit == "D" and word == "next":
        base = c.anchor()
        return Draft("DATE", shift_days(base, 1).isoformat()) if base else Draft("DATE", UNKNOWN["D"], basis="none")
    if rel_is_this(m) and c.published:
        return Draft("DATE", unit_value(c.published, unit, -1 if word == "past" else 1))
    ahead = word in {"next", "coming"}
    if c.published is None:
        return Draft(
            "DURATION", {"T": "P10Y", "C": "P100Y", "F": "P2W"}.get(unit, f"P1{unit}"), basis="none", open_days=False
        )
    return Draft("DATE", unit_value(c.published, unit, 1 if ahead else -1), stretch(c, unit, 1, ahead))


def rel_is_this(m: Match) -> bool:
    """Whether the phrase begins with "this" ("this past week")."""
    return clean(m["rel"]).startswith("this")


def stretch(c: Context, unit: str, n: float, ahead: bool) -> Interval | None:
    """The days that the last (or next) `n` units before (after) publication cover, publication day included."""
    if c.published is None:
        return None
    moved = move(c.published, unit, n if ahead else -n)
    start, end = (c.published, moved) if ahead else (moved, c.published)
    return Interval(start, end, to_edtf(start, end), "day" if start == end else "range")


def move(day: date, unit: str, n: float) -> date:
    """`day` moved by `n` units; hours stay inside the day they reach."""
    n = max(min(n, 9999.0), -9999.0)
    if unit in "SNHD":
        per_day = {"S": 86400, "N": 1440, "H": 24, "D": 1}[unit]
        return shift_days(day, int(n / per_day) if abs(n) >= per_day else 0)
    if unit in "WEF":
        return shift_days(day, round(n * (14 if unit == "F" else 7)))
    return shift_months(day, round(n * {"M": 1, "Q": 3, "Y": 12, "T": 120, "C": 1200}[unit]))


def ago(m: Match, c: Context) -> Draft | None:
    """ "two weeks ago", "a year earlier", "three days later", "months ago"."""
    unit, direction = unit_code(m["unit"]), clean(m["dir"])
    n = number(clean(m["n"])) if m["n"] else None
    half = 0.5 if m["half"] or m["half2"] else 0.0
    told = direction in {"earlier", "later", "before", "on", "hence", "since"}
    if direction == "since":
        return None
    sign = 1 if direction in {"later", "on", "hence", "from now", "from today"} else -1
    if n is None:
        return None if direction == "before" else vague_ago(unit, sign, c)
    if unit == "Y" and n == 1 and not half and sign < 0 and c.quarter and recent_quarter(c):
        return Draft("DATE", f"{c.quarter[0] - 1}-Q{c.quarter[1]}")
    base = count_base(c, unit, told)
    if base is None:
        return Draft("DATE", UNKNOWN.get(unit, "XXXX-XX-XX"), basis="none")
    if unit in "SNH":
        moved = move(base, unit, sign * (n + half))
        return Draft("TIME", f"{moved.isoformat()}" if abs(n) >= 24 or unit != "H" else moved.isoformat(), None)
    moved = move(base, unit, sign * (n + half))
    return Draft("DATE", moved_value(moved, unit, told, c, n), near(moved, unit))


def recent_quarter(c: Context) -> bool:
    """Whether a quarter is what the report told last."""
    return bool(c.quarter) and "Q" in (c.last or "")


def count_base(c: Context, unit: str, told: bool) -> date | None:
    """Where "N units earlier" counts from: the time told last; "ago" counts from publication."""
    if not told:
        return c.published
    days = interval(c.last) if c.last else None
    return days.earliest if days else c.published


def moved_value(moved: date, unit: str, told: bool, c: Context, n: float) -> str:
    """The moved day written as coarse as its unit."""
    if unit in "DWF" and unit == "D":
        return moved.isoformat()
    if unit in "WEF":
        return week_value(moved) if n > 4 or (not told and n < 1) else moved.isoformat()
    if unit in "MQ":
        return moved.isoformat()[:7] if unit == "M" else f"{moved.year:04}-Q{(moved.month + 2) // 3}"
    if unit == "Y" and told and n == 1 and len(c.last) == 7 and "Q" not in c.last:
        return moved.isoformat()[:7]
    return f"{moved.year:04}" if unit in "YT" else f"{moved.year:04}"[:2]


def near(moved: date, unit: str) -> Interval | None:
    """An honest interval around a counted day: a week for weeks, the month for months, the year for years."""
    if unit in "WEF":
        start, end = shift_days(moved, -3), shift_days(moved, 3)
        return Interval(start, end, to_edtf(start, end), "week")
    return None


def vague_ago(unit: str, sign: int, c: Context) -> Draft:
    """ "several years ago": a reference to the past (or future) with no value to compute."""
    return Draft("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", basis="none", open_days=False)


def after_anchor(m: Match, c: Context) -> Draft | None:
    """ "the day after", "a week after the fall of ...": counted from an event, so a duration unless it is told."""
    n = 1.0 if m["n"] == "the" else number(m["n"])
    unit = unit_code(m["unit"])
    width = len(clean(m["n"])) + 1 + len(m["unit"])
    trim = (m.start(), m.end("unit"))
    if n is None or width < 3 or (m["n"] == "the" and unit != "D"):
        return None
    sign = -1 if m["dir"] == "before" else 1
    anchor = clean(m["anchor"])
    if anchor in {"yesterday", "today"} and c.published:
        moved = move(c.published, unit, sign * n - (anchor == "yesterday"))
        return Draft("DATE", moved.isoformat())
    if unit == "D" and m["n"] == "the":
        return Draft("DATE", "XXXX-XX-XX", basis="none", open_days=False, trim=trim)
    return Draft("DURATION", f"P{n:g}{unit}" if unit in "DWMY" else "PXX", basis="none", open_days=False, trim=trim)


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


def clock_value(text: str) -> str | None:
    """The hour of a clock time as TIMEX3 writes it: T17:00, T0600 as T06:00."""
    t = clean(text).replace(".", "") if "." in text and "m" in text else clean(text)
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
    day = day_of(text, m.start("day"), c)
    if hour is None or day is None:
        return None
    return Draft("TIME", day.value + hour, basis=day.basis)


def day_of(text: str, at: int, c: Context) -> Draft | None:
    """The day phrase inside "10 p.m. <day>"."""
    from geomap.language.dates.grammar import rule

    for name, handler in (("date_mdy", full_date), ("date_dmy", full_date)):
        m = rule(name).match(c.low, at)
        if m and m.end() >= at + len(text) - 1:
            return handler(m, c)
    w = re.match(r"(?:(last|next|this)\s{1,3})?(\w+)", text)
    if not w:
        return None
    if w[2] in WEEKDAYS:
        if c.published is None:
            return Draft("DATE", f"XXXX-WXX-{WEEKDAYS[w[2]] + 1}", basis="none")
        m = re.compile(r"[\w ]+").match(c.low, at)
        return Draft("DATE", resolve_weekday(WEEKDAYS[w[2]], w[1] or "", None, m, c).isoformat()) if m else None
    shift = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(w[2])
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
    day = c.anchor()
    return Draft("TIME", (day.isoformat() if day else "XXXX-XX-XX") + hour, basis="relative" if day else "none")


def day_part(m: Match, c: Context) -> Draft | None:
    """ "that night", "the following morning", "in the early hours", "at dawn"."""
    if m["dawn"]:
        word = clean(m["dawn"]).split()[-1]
        trim = (m.end() - len(word), m.end())
        draft = part_of_told_day({"dawn": "DA", "daybreak": "DA", "dusk": "EV", "nightfall": "NI"}[word], c)
        return Draft("TIME", draft.value, draft.days, draft.basis, trim=trim)
    if m["part2"]:
        word = clean(m["part2"]).split()[-1]
        trim = (m.start("part2"), m.end())
        draft = part_of_told_day(PARTS.get(word, "MO"), c)
        return Draft("TIME", draft.value, draft.days, draft.basis, trim=trim)
    base, rel = c.anchor(), clean(m["rel"])
    if base is None:
        return Draft("TIME", f"XXXX-XX-XXT{PARTS[m['part']]}", basis="none")
    moved = shift_days(base, 1 if "following" in rel or "next" in rel else -1 if "previous" in rel else 0)
    return Draft("TIME", f"{moved.isoformat()}T{PARTS[m['part']]}")
