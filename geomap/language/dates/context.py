"""What a rule may know beside the words it matched: the publication day, the tense around, the times told before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from geomap.language.dates.intervals import Interval
from geomap.language.dates.vocabulary import FOLD
from geomap.model import DateBasis

FUTURE = re.compile(
    r"\b(?:will|shall|won't|would|going to|(?:is|are|was|were) to|expect(?:s|ed)?(?: to)?|scheduled|due to|(?:is|are) due (?:in|at|back)|set (?:to|for)|plan(?:s|ned|ning)? to|intends?|aims? to|"
    r"hopes? to|slated|upcoming|deadline|should|must|can|could(?= (?:come|go|resume|begin|start|take|happen|arrive|leave|be (?:held|announced|signed|released)))|may(?=\s[a-z])|might|supposed to|likely to|ready to|as (?:early|soon) as|no later than|"
    r"payable|effective|forecast(?:s|ed)?|foresees?|about to|expires?|tomorrow)\b|'ll\b"
)
SCHEDULED = re.compile(  # an intention with its infinitive, or the present tense of a timetable
    r"\b(?:(?:agree(?:d|s|ment)?|plans?|offer(?:s|ed)?|programs?|programmes?|deal|decided|promise[sd]?|vow(?:s|ed)?|pledge[sd]?|threat(?:en(?:s|ed)?)?|bids?|"
    r"prepar(?:es|ed|ing)|wants?) to(?= (?!the|an?\b|its|their|his|her)[a-z])|begins|starts|opens|takes place|resumes|convenes?|(?<!to )meets?|kicks off|heads? to the polls|goes? to the polls)\b"
)
PAST = re.compile(
    r"(?<!\bbe )\b(?:said|says|was|were|had|has|have|did|been|told|took|began|came|went|left|fell|rose|killed|held|made|met|got|became|saw|gave|found|lost|won|"
    r"led|sent|brought|hit|shot|struck|broke|wrote|spoke|kept|stood|grew|drove|flew|fled|sank|since|ended|after|dated|last|quit|overran|withdrew|threw|fought|caught|ran|swept|blew|laid|stole|tore|spread|split|froze|retook|(?!need|succeed|exceed|feed|speed|seed|indeed|proceed|embed|shed|united|armed|allied|hundred|limited|occupied|masked|unarmed|red\b|bed\b)[a-z]{2,14}ed)\b|'d\b"
)
MODALS = frozenset("should must can could may might".split())
WEAK_REACH = 45
PERFECT = re.compile(r"\bhad (?:\w+ )?(?:been )?$")
MAY = re.compile(r"\bMay\b")
HAD = re.compile(r"[,\s]{1,3}(?:(?:they|he|she|it|police|officials|troops)\s)?(?:had|was|were)\b")
CLAUSE = re.compile(r"[;:\x01\"]|\b(?:but|while|although|whereas)\b")
BEFORE, AFTER = 120, 70


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule makes of an expression; `days` overrides the interval that the value itself stands for;
    `told` is False for a comparison ("a year earlier") from which nothing counts on."""

    type: str
    value: str
    days: Interval | None = None
    basis: DateBasis = "relative"
    open_days: bool = True
    trim: tuple[int, int] | None = None
    told: bool = True


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
            r"\b(?:as early as|as soon as|no later than|ahead of|until|starting|effective|payable|in the run-up to|on the eve of)\s(?:on |the )?$",
            self.low[max(0, start - 24) : start],
        ):
            return "past" if HAD.match(self.low, end) else "future"
        before = self.verbs(max(self.sentence[0], start - BEFORE), start)
        cut = [m.end() for m in CLAUSE.finditer(before)]
        before = before[cut[-1] :] if cut else before
        past, future = _last(PAST, before), ahead(before)
        if past >= 0 or future >= 0:
            return "past" if past > future or HAD.match(self.low, end) else "future"
        after = self.verbs(end, min(self.sentence[1], end + AFTER))
        stop = CLAUSE.search(after)
        after = after[: stop.start()] if stop else after
        first_past, first_future = PAST.search(after), FUTURE.search(after)
        if first_future and (not first_past or first_future.start() <= first_past.start()):
            return "future"
        return "past" if first_past else ""

    def verbs(self, start: int, end: int) -> str:
        """The folded text, the month of May taken out, which is no verb."""
        return MAY.sub("...", self.text[start:end]).translate(FOLD)

    def capital(self, start: int) -> bool:
        """Whether the report writes a capital at `start`."""
        return self.text[start : start + 1].isupper()

    def anchor(self) -> date | None:
        """The day that "the next day" counts from: the day told last, else the publication day."""
        return self.day or self.published


def ahead(before: str) -> int:
    """Where the last mark of the future stands, -1 for none: not "had been due to", nor a modal of another phrase."""
    at = _last(SCHEDULED, before)
    for m in FUTURE.finditer(before):
        weak = m[0] in MODALS and ("," in before[m.end() :] or len(before) - m.end() > WEAK_REACH)
        if not weak and not PERFECT.search(before[: m.start()]):
            at = max(at, m.start())
    return at


def _last(pattern: re.Pattern[str], text: str) -> int:
    at = -1
    for m in pattern.finditer(text):
        at = m.start()
    return at
