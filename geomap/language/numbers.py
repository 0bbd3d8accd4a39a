"""Numbers of the dead: "killed at least 12", "between 20 and 30 people died", as (low, high)."""

from __future__ import annotations

import re

WORDS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12}
NUMBER = (
    r"(?:\d{1,3}(?:[, ]\d{3})+|\d+|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")(?:\s(?:hundred|thousand))?"
)
BOUND = r"(?P<bound>at least|more than|over|as many as|up to|around|about|nearly|almost|some|between)?\s*"
RANGE = rf"(?P<one>{NUMBER})(?:\s*(?:-|\u2013|to|and|or)\s*(?P<two>{NUMBER}))?"
PEOPLE = r"(?:\s+(?!killed\b|dead\b|died\b|wounded\b|were\b|injured\b|others?\b)[\w'\u2019-]+){0,5}"
KILLED = re.compile(
    rf"\b(?:kill(?:s|ed|ing)|slaughter(?:s|ed|ing)|massacr(?:es|ed|ing)|behead(?:s|ed|ing)|execut(?:es|ed|ing)|hack(?:s|ed|ing)|claim(?:ed|ing) the lives of|left|leaving)\s+{BOUND}{RANGE}\b(?!\s+(?:wounded|injured))",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    rf"\b{BOUND}{RANGE}{PEOPLE}\s+(?:(?:were|was|have been|has been|had been|are|being)\s+(?:reportedly\s+)?(?:killed|shot dead|gunned down|hacked to death|burnt to death|beheaded|massacred|dead)|died|dead|killed|perished|lost their lives)\b",
    re.IGNORECASE,
)
BOTH = re.compile(  # "two soldiers and nine militants were killed"
    rf"\b(?P<one>{NUMBER})(?:\s+[a-z'\u2019-]+){{1,3}}\s+and\s+(?P<two>{NUMBER})(?:\s+[a-z'\u2019-]+){{1,3}}\s+"
    r"(?:(?:were|have been|had been)\s+(?:reportedly\s+)?killed|died|lost their lives)\b",
    re.IGNORECASE,
)
TOLL = re.compile(rf"\b(?:death toll|toll)\s+(?:\w+\s+){{0,4}}{BOUND}{RANGE}", re.IGNORECASE)


def number(text: str) -> int:
    """The value of a number in figures or words."""
    head, _, scale = text.lower().partition(" ")
    factor = {"hundred": 100, "thousand": 1000}.get(scale.strip(), 1)
    if not factor > 1 and scale:
        head = text.replace(" ", "").lower()
    return (WORDS[head] if head in WORDS else int(head.replace(",", ""))) * factor


def deaths(text: str) -> tuple[int | None, int | None]:
    """Lowest and highest number of dead told in `text`; the upper end is open (None) after "at least"."""
    both = BOTH.search(text)
    if both:
        total = number(both["one"]) + number(both["two"])
        return total, total
    for pattern in (KILLED, PASSIVE, TOLL):
        m = pattern.search(text)
        if not m:
            continue
        one = number(m.group("one"))
        bound = (m.group("bound") or "").lower()
        if m.group("two"):
            two = number(m.group("two"))
            if two > one:
                return one, two
        if bound in ("at least", "more than", "over"):
            return one, None
        if bound in ("up to", "as many as"):
            return None, one
        return one, one
    return None, None
