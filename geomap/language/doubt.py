"""Doubtful names, judged a second time in the light of the names around them.

The first judgement sees one name at a time. The second sees what it made of the neighbours: a strange name in a list of
sure places is a place, one in a list of persons is not; and a report uses a name in one way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language.weigh import table, total

if TYPE_CHECKING:
    from geomap.language.spots import Spot
    from geomap.language.view import View

LIMIT = 3.0  # log odds: beyond them a name needs no second look
LEANING = (
    0.5  # log odds for names of the gazetteer: leaving a place out costs a reader more than showing a doubtful one
)
_LIST = frozenset((",", "and", "or", "&", "/", "(", ")", ";"))
_SHORT = 3  # letters of what is rather an abbreviation
_NEAR = 3  # words between neighbours
_NAMESAKES = 60  # of one report are enough to tell how it uses a name; the work stays linear in its length


def judge_again(view: View, spots: list[Spot]) -> None:
    """Give every doubtful span new log odds; `spots` are in text order, scored, peoples with their role."""
    weights = table("recognise")["again"]
    slope, cues = weights["score"], weights["cues"]
    found = doubts(view, spots)
    for s, company in found:
        s.score = slope * s.score + total(company, cues) + LEANING * (bool(s.candidates) and len(s.name) > _SHORT)


def doubts(view: View, spots: list[Spot]) -> list[tuple[Spot, list[str]]]:
    """The doubtful spans, each with its cues: how sure the names to its left and right are, and its namesakes."""
    doubtful = [i for i, s in enumerate(spots) if -LIMIT < s.score < LIMIT and s.role != "demonym"]
    if not doubtful:
        return []
    alike: dict[str, list[Spot]] = {}
    for s in spots:
        if s.role != "demonym" and len(namesakes := alike.setdefault(s.name.lower(), [])) < _NAMESAKES:
            namesakes.append(s)
    return [(spots[i], _company(view, spots, i, alike)) for i in doubtful]


def _company(view: View, spots: list[Spot], i: int, alike: dict[str, list[Spot]]) -> list[str]:
    s = spots[i]
    known = "k" if s.candidates else "u"
    out = ["bias", known]
    left, right = _left(view, spots, i), _right(view, spots, i)
    if left:
        out.append(f"{known}.left_{left}")
    if right:
        out.append(f"{known}.right_{right}")
    same = alike[s.name.lower()]
    if scores := [x.score for x in same if x is not s]:
        out.append(f"best_alike={_sure(max(scores))}")
        out.append(f"{known}.alike={_sure(sum(scores) / len(scores))}")
    return out


def _left(view: View, spots: list[Spot], i: int) -> str:
    """How the nearest name before is joined ("list" or "near") and how sure it is, "" without one."""
    s, j = spots[i], i - 1
    while j >= 0 and spots[j].last > s.first:
        j -= 1
    if j < 0 or s.first - spots[j].last > _NEAR or view.sentence[spots[j].first] != view.sentence[s.first]:
        return ""
    last = spots[j].last
    score = max(x.score for x in spots[max(0, j - 2) : j + 1] if x.last == last)
    return f"{_joint(view, last, s.first)}={_sure(score)}"


def _right(view: View, spots: list[Spot], i: int) -> str:
    """The same of the nearest name after."""
    s, j, n = spots[i], i + 1, len(spots)
    while j < n and spots[j].first < s.last:
        j += 1
    if j == n or spots[j].first - s.last > _NEAR or view.sentence[spots[j].first] != view.sentence[s.first]:
        return ""
    first = spots[j].first
    score = max(x.score for x in spots[j : j + 3] if x.first == first)
    return f"{_joint(view, s.last, first)}={_sure(score)}"


def _joint(view: View, last: int, first: int) -> str:
    return "list" if _LIST.issuperset(view.low[last:first]) else "near"


def _sure(score: float) -> str:
    return ("++" if score > 2 else "+") if score > 0 else "-" if score > -2 else "--"
