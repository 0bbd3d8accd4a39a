"""From what a clause says of holders to claims of control: who says it, when it held, who denies it."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.attribution import Frame, speaker_of
from geomap.language.control.view import Hold
from geomap.language.events.scene import Line, Scene
from geomap.language.verb_groups import HEDGES
from geomap.model import ControlClaim, Event, Resolution, Stance


def claims(scene: Scene, line: Line, k: int, hold: Hold, events: Sequence[Event]) -> list[ControlClaim]:
    """One claim per place of a hold told in clause `k`; denials of `events` at the same place carry over."""
    clause = line.clauses[k]
    frame = speaker_of(line.frames, k, line.clauses)
    hedged = any(w.low in HEDGES for w in clause.words[clause.first : clause.last])
    stance: Stance = "alleged" if hedged else "asserted"
    begin, until, *_ = scene.when(hold.start, hold.end, clause)
    found = []
    for r in dict.fromkeys(hold.uses):
        start, end = _cover(line, hold, r)
        denied = _denied_by(events, r, start, end)
        against = hold.status == "lost" and frame is not None and _own_side(frame, hold)
        found.append(
            ControlClaim(
                report=scene.doc.report.id,
                start=start,
                end=end,
                quote=scene.text[start:end],
                where=r,
                holder=hold.holder.written or None,
                side=hold.holder.side or hold.holder.written.lower() or None,
                status=hold.status,
                date_start=begin,
                date_end=until,
                attribution=frame.speaker if frame is not None and frame.clause != k else "",
                stance=stance,
                denied_by=denied,
                claim_status="contested" if denied else "against_interest" if against else "single",
            )
        )
    return found


def _own_side(frame: Frame, hold: Hold) -> bool:
    """Whether those who say it are those who lose by it."""
    return frame.actor is not None and bool(frame.actor.side) and frame.actor.side == hold.holder.side


def _denied_by(events: Sequence[Event], r: Resolution, start: int, end: int) -> tuple[str, ...]:
    told = (e for e in events if e.start < end and start < e.end and e.where is not None)
    here = (e for e in told if e.where is not None and e.where.mention.start == r.mention.start)
    return tuple(dict.fromkeys(name for e in here for name in e.denied_by))


def _cover(line: Line, hold: Hold, r: Resolution) -> tuple[int, int]:
    """The hold's words, stretched to the place where that stands in the same sentence."""
    m, s = r.mention, line.sentence
    if s.start <= m.start and m.end <= s.end:
        return min(hold.start, m.start), max(hold.end, m.end)
    return hold.start, hold.end


def distinct(found: Sequence[ControlClaim]) -> tuple[ControlClaim, ...]:
    """Claims without repeats: one per place, side, status and mention, in text order."""
    kept: dict[tuple[object, ...], ControlClaim] = {}
    for claim in found:
        place = claim.where.place.place_id if claim.where.place else claim.where.mention.name
        kept.setdefault((place, claim.side, claim.status, claim.where.mention.start), claim)
    return tuple(sorted(kept.values(), key=lambda c: (c.start, c.end, c.where.mention.start, c.status)))
