"""Headlines whose event the text tells again."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.events.claims import near
from geomap.language.events.draft import Draft
from geomap.language.events.scene import Scene

HEADLINES = 4  # lines at the top that may be headlines


def fold_headlines(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without those of a headline that the text tells again: same type, place and stance; kept as evidence there."""
    top = scene.lines[:HEADLINES]
    body = next((i for i, line in enumerate(top) if line.words[-1].low in ENDS), 0)
    heads = {id(line) for line in top[:body]}
    kept: list[Draft] = []
    for d in drafts:
        again = _told_again(d, drafts, heads) if id(d.line) in heads else None
        if again is None:
            kept.append(d)
            continue
        again.also.append((d.start, d.end))
        again.reasons.append("told in the headline too")
        again.actor, again.target = again.actor or d.actor, again.target or d.target
        again.low, again.high = (again.low, again.high) if again.low is not None else (d.low, d.high)
    return kept


ENDS = (".", "!", "?", '"', "\u201d")


def _told_again(d: Draft, drafts: Sequence[Draft], heads: set[int]) -> Draft | None:
    one = d.position()
    return next(
        (
            x
            for x in drafts
            if id(x.line) not in heads
            and (x.type, x.mode, x.stance) == (d.type, d.mode, d.stance)
            and near(one, x.position())
            and not (d.actor and x.actor and d.actor != x.actor)
        ),
        None,
    )
