"""Rules for units counted from another time: "yesterday", "last week", "the end of the year"."""

from __future__ import annotations

import re
from datetime import date

from geomap.language.dates.context import Context, Draft
from geomap.language.dates.fiscal import told_quarter
from geomap.language.dates.intervals import Interval, shift_days, to_edtf, week_value
from geomap.language.dates.parts import Match, clean, narrowed, unit_code
from geomap.language.dates.steps import UNKNOWN, part_of_told_day, stretch, told_base, told_day, unit_value
from geomap.language.dates.vocabulary import PARTS

STEP = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "next": 1, "coming": 1, "following": 1, "upcoming": 1,
        "this": 0, "current": 0, "same": 0, "that": 0, "latest": 0, "given": 0, "full": 0}  # fmt: skip

YEAR_BEFORE = re.compile(r"\sbefore(?:\s(?:and|but|that)\b|[.,;)]|$)")


def day_ref(m: Match, c: Context) -> Draft | None:
    """ "today", "late yesterday", "last night", "this morning", "the day before yesterday"."""
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
    return Draft(kind, day.isoformat() + suffix)


def day_shift(m: Match) -> tuple[int, str]:
    """Days from the publication day, and the part of the day."""
    if m["bt"]:
        return (-2 if "before" in m["bt"] else 2), ""
    if m["ln"]:
        return -1, PARTS[m["ln"]]
    if m["tp"]:
        return 0, PARTS[m["tp"]]
    if m["midpart"]:
        return 0, PARTS[m["midpart"][4:]]
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
        return past_unit(m, c, unit, "past") if m[0].startswith(("past", "the past", "this past")) else None
    if rel == "a given":
        return None
    if rel == "the":
        return the_unit(m, c, unit, mod)
    told = word in {"previous", "prior", "preceding", "following", "same", "that"}
    base = (c.anchor() if unit in "DWE" else told_base(c, unit)) if told else c.published
    if unit == "D" and word in {"last", "next", "current"} and rel != "the next":
        return None
    if unit == "D" and word in {"this", "full"}:
        return None
    if base is None:
        return Draft("DATE", UNKNOWN[unit] if unit != "F" else UNKNOWN["W"], basis="none")
    if unit == "E":
        return weekend(base, word, c, m)
    value = unit_value(base, unit, STEP.get(word, 0))
    return Draft("DATE", value, within(value, mod, c, word))


def within(value: str, mod: str, c: Context, word: str = "this") -> Interval | None:
    """The interval of a unit: "earlier" ends and "later" begins at the publication day, else parts of it."""
    days = narrowed(value, mod)
    if days is None or c.published is None or not days.earliest <= c.published <= days.latest:
        return days
    if "earlier" in mod:
        return Interval(days.earliest, c.published, to_edtf(days.earliest, c.published), "range")
    if "later" in mod or mod.startswith(("rest", "the rest", "remainder", "the remainder")):
        return Interval(c.published, days.latest, to_edtf(c.published, days.latest), "range")
    if not mod and word == "this" and days.precision in {"month", "year", "season"}:
        return days
    return days


def weekend(base: date, word: str, c: Context, m: Match) -> Draft:
    """The weekend meant: "last" the one before this week, "this" by tense, others next to `base`."""
    saturday = shift_days(base, 5 - base.weekday())
    if word in {"last", "past", "previous"} or (
        base.weekday() < 5
        and (c.tense(m.start(), m.end()) in ({"past"} if word == "this" else {"past", ""}) and word in {"this", "the"})
    ):
        saturday = shift_days(saturday, -7)
    elif word in {"next", "following", "coming"} and word != "coming":
        saturday = shift_days(saturday, 7 if base.weekday() >= 5 or word == "next" else 0)
    return Draft("DATE", week_value(saturday) + "-WE")


def the_unit(m: Match, c: Context, unit: str, mod: str) -> Draft | None:
    """ "the end of the month", "the weekend", "the quarter", "later in the day"; bare "the week" is a duration."""
    low, end = c.low, m.end()
    if (
        unit == "D"
        and not mod
        and re.match(r"\s(?:of\s\w|the\s|when\s|that\s|in\s|care|center|centre)", low[end : end + 8])
    ):
        return None
    if unit == "D" and mod.startswith(("later", "earlier", "early", "late")):
        return told_day(c)
    if unit == "D":
        beside = re.compile(r"\s(before|after|earlier|later|following)\b(\s\w)?").match(low, end)
        if beside:
            base = c.anchor()
            moved = shift_days(base, -1 if beside[1] in {"before", "earlier"} else 1) if base else None
            trim = (
                None if beside[2] else (m.start(), beside.end(1))
            )  # "the day before, ..." but "the day" before they left
            return Draft("DATE", moved.isoformat(), trim=trim) if moved else None
        return told_day(c) if mod.startswith(("the ", "end", "start")) else None
    if unit == "E":
        return weekend(c.published, "the", c, m) if c.published else Draft("DATE", UNKNOWN["E"], basis="none")
    if unit == "Q":
        return told_quarter(m, c)
    if unit in "TC" or m["poss"]:
        return None
    if not mod and unit in "WMY" and YEAR_BEFORE.match(low, end):
        base = told_base(c, unit)
        return Draft("DATE", unit_value(base, unit, -1)) if base else Draft("DATE", UNKNOWN[unit], basis="none")
    if not mod:
        return Draft("DURATION", f"P1{unit}" if unit != "F" else "P2W", basis="none", open_days=False)
    if c.published is None:
        return Draft("DATE", UNKNOWN[unit] if unit != "F" else UNKNOWN["W"], basis="none")
    value = unit_value(c.published, unit, 0)
    return Draft("DATE", value, within(value, mod, c))


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
    if unit == "T" and word == "past":
        return Draft(
            "DURATION",
            "P10Y",
            stretch(c, unit, 1, ahead=False),
            "relative" if c.published else "none",
            open_days=bool(c.published),
        )
    if rel_is_this(m) and c.published:
        return Draft("DATE", unit_value(c.published, unit, -1 if word == "past" else 1))
    ahead = word in {"next", "coming"}
    if c.published is None:
        return Draft(
            "DURATION", {"T": "P10Y", "C": "P100Y", "F": "P2W"}.get(unit, f"P1{unit}"), basis="none", open_days=False
        )
    days = None if unit == "C" else stretch(c, unit, 1, ahead)
    return Draft("DATE", unit_value(c.published, unit, 1 if ahead else -1), days)


def rel_is_this(m: Match) -> bool:
    """Whether the phrase begins with "this" ("this past week")."""
    return clean(m["rel"]).startswith("this")
