"""What a rule may know beside the words it matched: the publication day, the tense around, the times told before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from geomap.language.dates.intervals import Interval
from geomap.model import DateBasis

FUTURE = re.compile(
    r"\b(?:will|shall|won't|would|going to|(?:is|are|was|were) to|expect(?:s|ed)?(?: to)?|scheduled|due to|set (?:to|for)|plan(?:s|ned|ning)?|intends?|aims? to|"
    r"hopes? to|slated|upcoming|deadline|should|must|can|could|may|might|supposed to|likely to|ready to|as (?:early|soon) as|no later than|"
    r"payable|effective|forecast(?:s|ed)?|foresees?|about to|expires?|tomorrow)\b|'ll\b"
)
PAST = re.compile(
    r"\b(?:said|says|was|were|had|has|have|did|been|told|took|began|came|went|left|fell|rose|killed|held|made|met|got|became|saw|gave|found|lost|won|"
    r"led|sent|brought|hit|shot|struck|broke|wrote|spoke|kept|stood|grew|drove|flew|fled|sank|since|ended|after|dated|last|quit|seized|(?<!be )(?!need|feed|speed|seed|indeed|proceed|embed|shed|united|armed|allied|hundred|limited|occupied|masked|unarmed|red\b|bed\b)[a-z]{2,14}ed)\b|'d\b"
)
HAD = re.compile(r"[,\s]{1,3}(?:\w+\s){0,3}(?:had|was|were)\b")
CLAUSE = re.compile(r"[;:\x01\"]|\b(?:but|while|although|whereas)\b")
BEFORE, AFTER = 90, 70


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule makes of an expression; `days` overrides the interval that the value itself stands for."""

    type: str
    value: str
    days: Interval | None = None
    basis: DateBasis = "relative"
    open_days: bool = True
    trim: tuple[int, int] | None = None


@dataclass(slots=True)
class Context:
    """State of one scan, in text order. `last` is the calendar value told last, `quarter` and `year` likewise."""

    text: str
    low: str
    published: date | None
    sentence: tuple[int, int] = (0, 0)
    last: str = ""
    last_sentence: int = -1
    day: date | None = None
    quarter: tuple[int, int] | None = None
    year: int | None = None
    day_first: bool | None = None
    told: list[str] = field(default_factory=list)

    def tense(self, start: int, end: int) -> str:
        """ "past", "future" or "" for the clause around low[start:end]: the nearest verb mark before, else after."""
        if re.search(
            r"\b(?:as early as|as soon as|no later than|ahead of|until|starting|effective|payable)\s(?:on )?$",
            self.low[max(0, start - 24) : start],
        ):
            return "past" if HAD.match(self.low, end) else "future"
        before = self.low[max(self.sentence[0], start - BEFORE) : start]
        cut = [m.end() for m in CLAUSE.finditer(before)]
        before = before[cut[-1] :] if cut else before
        past, future = _last(PAST, before), _last(FUTURE, before)
        if past >= 0 or future >= 0:
            return "past" if past > future else "future"
        after = self.low[end : min(self.sentence[1], end + AFTER)]
        stop = CLAUSE.search(after)
        after = after[: stop.start()] if stop else after
        first_past, first_future = PAST.search(after), FUTURE.search(after)
        if first_future and (not first_past or first_future.start() <= first_past.start()):
            return "future"
        return "past" if first_past else ""

    def capital(self, start: int) -> bool:
        """Whether the report writes a capital at `start`."""
        return self.text[start : start + 1].isupper()

    def anchor(self) -> date | None:
        """The day that "the next day" counts from: the day told last, else the publication day."""
        return self.day or self.published


def _last(pattern: re.Pattern[str], text: str) -> int:
    at = -1
    for m in pattern.finditer(text):
        at = m.start()
    return at
