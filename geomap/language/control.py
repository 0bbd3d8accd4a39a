"""Who holds what: control claims and advances. A holder is never invented: without one in the words there is no claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.gazetteer.belligerents import Belligerents
from geomap.language.actors import Actor
from geomap.language.attribution import speaker_of
from geomap.language.control_holds import Hold, find_holds, is_holder
from geomap.language.document import Document
from geomap.language.events.scene import Line, Scene, lay_out
from geomap.language.events.who import actor_of_clause
from geomap.language.verb_groups import HEDGES
from geomap.language.war_words import TROOPS
from geomap.model import Advance, ControlClaim, Event, Publication, Resolution, Stance, TimeSpan

HELD = re.compile(r"-(?:held|controlled|occupied|run|ruled|administered|dominated)\b", re.IGNORECASE)


def find_control(
    doc: Document,
    resolutions: Sequence[Resolution],
    times: Sequence[TimeSpan],
    publication: Publication,
    belligerents: Belligerents,
    events: Sequence[Event] = (),
) -> tuple[tuple[ControlClaim, ...], tuple[Advance, ...]]:
    """Control claims and advances of a report, in text order; denials of `events` at the same clause are carried over."""
    scene = lay_out(doc, resolutions, times, publication, belligerents)
    claims: list[ControlClaim] = []
    advances: list[Advance] = []
    for number, line in enumerate(scene.lines):
        for k in range(len(line.clauses)):
            for hold in find_holds(scene, number, k):
                claims.extend(_claims(scene, line, k, hold, events))
        claims.extend(_adjective_claims(scene, line, events))
        advances.extend(_advances(scene, number))
    return _distinct(claims), tuple(advances)


def _adjective_claims(scene: Scene, line: Line, events: Sequence[Event]) -> list[ControlClaim]:
    """ "rebel-held Idlib", "government-controlled areas of Aleppo"."""
    found: list[ControlClaim] = []
    text = scene.text
    for m in HELD.finditer(text, line.sentence.start, line.sentence.end):
        word = re.search(r"[\w'\u2019-]+$", text[line.sentence.start : m.start()])
        if not word:
            continue
        at = line.sentence.start + word.start()
        holder = _holder_word(scene, at, m.start())
        for k, c in enumerate(line.clauses):
            near = [
                u
                for u in line.places[k]
                if m.end() <= u.resolution.mention.start + 1 + len(m.group())
                and u.resolution.mention.end > m.end()
                and u.resolution.mention.start - m.end() < 45
                and c.first <= u.word < c.last
            ]
            near = [
                u
                for u in near
                if not re.search(
                    r"[,;.]|\b(?:and|but|to|by)\b", text[m.end() : max(m.end(), u.resolution.mention.start)]
                )
            ]
            if near and holder is not None:
                hold = Hold(
                    (near[0].resolution,),
                    holder,
                    "held",
                    min(at, near[0].resolution.mention.start),
                    near[0].resolution.mention.end,
                )
                found.extend(_claims(scene, line, k, hold, events))
                break
    return found


def _holder_word(scene: Scene, start: int, end: int) -> Actor | None:
    word = scene.text[start:end]
    for piece in (word, word + "s"):
        known = scene.cast.tables.find(piece, scene.cast.countries)
        if known:
            row = known[0][2]
            return Actor(row.name, word, row.side or None, row.countries[0] if row.countries else "", start, end)
    for r in scene.resolutions:
        if r.mention.start <= start < r.mention.end and r.place is not None and r.place.country:
            state = scene.cast.tables.state(r.place.country)
            name = state.name if state else r.place.name
            return Actor(name, word, (state.side if state else name.lower()) or None, r.place.country, start, end)
    return Actor(word, word, None, "", start, end) if word.lower() in TROOPS or word.lower() + "s" in TROOPS else None


def _claims(scene: Scene, line: Line, k: int, hold: Hold, events: Sequence[Event]) -> list[ControlClaim]:
    frame = speaker_of(line.frames, k, line.clauses)
    attribution = frame.speaker if frame is not None and frame.clause != k else ""
    low = {w.low for w in line.clauses[k].words[line.clauses[k].first : line.clauses[k].last]}
    stance: Stance = "alleged" if low & HEDGES else "asserted"
    found = []
    for r in dict.fromkeys(hold.uses):
        start, end = _cover(line, hold, r)
        begin, until, *_ = scene.when(hold.start, hold.end, line.clauses[k])
        told = [
            e
            for e in events
            if e.start < end and start < e.end and e.where is not None and e.where.mention.start == r.mention.start
        ]
        denied = tuple(dict.fromkeys(name for e in told for name in e.denied_by))
        side = hold.holder.side or (hold.holder.written.lower() or None)
        against = bool(
            hold.status == "lost"
            and frame is not None
            and frame.actor is not None
            and frame.actor.side
            and frame.actor.side == hold.holder.side
        )
        found.append(
            ControlClaim(
                report=scene.doc.report.id,
                start=start,
                end=end,
                quote=scene.text[start:end],
                where=r,
                holder=hold.holder.written or None,
                side=side,
                status=hold.status,
                date_start=begin,
                date_end=until,
                attribution=attribution,
                stance=stance,
                denied_by=denied,
                claim_status="contested" if denied else "against_interest" if against else "single",
            ),
        )
    return found


def _cover(line: Line, hold: Hold, r: Resolution) -> tuple[int, int]:
    m, s = r.mention, line.sentence
    if s.start <= m.start and m.end <= s.end:
        return min(hold.start, m.start), max(hold.end, m.end)
    return hold.start, hold.end


def _distinct(claims: Sequence[ControlClaim]) -> tuple[ControlClaim, ...]:
    """Claims without repeats: one per place, side, status and sentence, in text order."""
    found: dict[tuple[object, ...], ControlClaim] = {}
    for claim in claims:
        place = claim.where.place.place_id if claim.where.place else claim.where.mention.name
        found.setdefault((place, claim.side, claim.status, claim.where.mention.start), claim)
    return tuple(sorted(found.values(), key=lambda c: (c.start, c.end, c.where.mention.start, c.status)))


GOING = frozenset("advance push move march drive roll head press sweep edge withdraw retreat".split())


def _advances(scene: Scene, number: int) -> list[Advance]:
    """Forces on the move from one place towards another; a leg told in the clause before gives the origin."""
    line = scene.lines[number]
    found: list[Advance] = []
    for k, c in enumerate(line.clauses):
        g = c.group
        if (
            g is None
            or g.passive
            or g.negated
            or g.lemma not in GOING - {"withdraw", "retreat"}
            or g.stance == "planned"
        ):
            continue
        uses = [u for u in line.places[k] if not u.qualifier and u.word > g.last]
        origin = next((u.resolution for u in uses if u.prep == "from"), None)
        goal = next((u.resolution for u in uses if u.prep in ("towards", "toward")), None) or next(
            (u.resolution for u in uses if u.prep in ("to", "into", "on", "onto", "through", "near", "in")), None
        )
        if goal is None and origin is None:
            continue
        left = line.clauses[k - 1].group if k else None
        if origin is None and left is not None and left.lemma in ("leave", "depart", "set"):
            origin = next(
                (u.resolution for u in line.places[k - 1] if not u.qualifier and u.position in ("object", "phrase")),
                None,
            )
        actor = actor_of_clause(scene, number, k)
        if actor is None or not is_holder(actor) or (goal is None):
            continue
        start = line.clauses[k - 1].start if origin is not None and origin.mention.end <= c.start else c.start
        end = max(
            [c.end, *(r.mention.end for r in (origin, goal) if r is not None and r.mention.end <= line.sentence.end)]
        )
        begin, until, *_ = scene.when(start, end)
        found.append(
            Advance(
                report=scene.doc.report.id,
                start=start,
                end=end,
                quote=scene.text[start:end],
                actor=actor.written,
                side=actor.side,
                origin=origin,
                towards=goal,
                date_start=begin,
                date_end=until,
            )
        )
    return found
