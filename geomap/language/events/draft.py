"""An event while it is being read: open fields, made final in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from geomap.language.clauses import Clause
from geomap.language.events.scene import Line, Scene
from geomap.model import ClaimStatus, Event, EventPlace, Evidence, Mode, PlaceRole, Resolution, Stance

POSITION: dict[str, tuple[PlaceRole, ...]] = {
    "withdrawal": ("at", "from", "towards", "to", "via"),
    "ground_offensive": ("at", "to", "towards", "via", "from"),
    "displacement": ("at", "to", "from", "via", "towards"),
    "": ("at", "to", "via", "towards", "from"),
}


@dataclass(slots=True)
class Draft:
    """One event being read; `where` is set when it differs from the place that its roles give."""

    type: str
    line: Line
    clause: Clause
    trigger: str
    start: int
    end: int
    actor: str = ""
    actor_side: str | None = None
    actor_country: str = ""
    target: str = ""
    places: list[tuple[PlaceRole, Resolution]] = field(default_factory=list)
    where: Resolution | None = None
    attribution: str = ""
    attribution_side: str = ""
    stance: Stance = "asserted"
    denied_by: list[str] = field(default_factory=list)
    against_interest: bool = False
    low: int | None = None
    high: int | None = None
    mode: Mode = "unspecified"
    cargo: tuple[str, ...] = ()
    carrier: str = ""
    frequency: str = ""
    reasons: list[str] = field(default_factory=list)
    also: list[tuple[int, int]] = field(default_factory=list)  # where else the report tells it
    word: int = -1  # position of the word that tells it

    def role(self, role: PlaceRole) -> Resolution | None:
        """The first place with this role."""
        return next((r for kind, r in self.places if kind == role), None)

    def position(self) -> Resolution | None:
        """Where the event is drawn: its place of occurrence, else a leg of its movement."""
        if self.where is not None:
            return self.where
        crossed, end = self.role("via"), self.role("to")
        if self.type == "displacement" and crossed is not None and end is not None and is_country(end):
            return crossed  # "ran across the X into Y": at the river, not in the middle of the country
        for role in POSITION.get(self.type, POSITION[""]):
            found = self.role(role)
            if found is not None:
                return found
        return None

    def cover(self, r: Resolution) -> None:
        """Let the quote hold a place of the same sentence."""
        m, s = r.mention, self.line.sentence
        if s.start <= m.start and m.end <= s.end:
            self.start, self.end = min(self.start, m.start), max(self.end, m.end)


def is_country(r: Resolution) -> bool:
    """Whether a mention is of a country as a whole."""
    return r.place is not None and r.place.feature == "country" and not r.mention.relation


def stable_id(report: str, *parts: object) -> str:
    """An id from what the event is: report, offsets, type, place; the same on every run."""
    key = "\x1f".join([report, *(str(p) for p in parts)])
    return "e" + blake2b(key.encode(), digest_size=6).hexdigest()


def _dating(draft: Draft, scene: Scene) -> tuple[int, int]:
    """The span whose time dates an event: its clause, or of "A in July, and B two days later" its own place's part."""
    c, where = draft.clause, draft.position()
    start, end = c.start, max(c.end, draft.end)
    inside = [t.start for t in scene.times_in(c.start, c.end) if t.earliest is not None]
    if where is None or len(inside) < 2 or not c.start <= where.mention.start < c.end:
        return start, end
    behind = [u.resolution.mention.start for u in draft.line.places[c.index] if not u.qualifier]
    after = min((p for p in behind if p > where.mention.start), default=c.end)
    own = [t for t in inside if where.mention.end <= t < after]
    return (where.mention.start, after) if own and len(own) < len(inside) else (start, end)


def finish(draft: Draft, scene: Scene) -> Event:
    """The final record of a draft."""
    where = draft.position()
    text, report = scene.text, scene.doc.report
    begin, end, edtf, precision, basis = scene.when(*_dating(draft, scene), draft.clause)
    ahead = begin is not None and scene.publication.value is not None and begin > scene.publication.value
    stance: Stance = "planned" if ahead and draft.stance == "asserted" else draft.stance
    legs = [(role, r.mention.start) for role, r in draft.places]
    status: ClaimStatus = "contested" if draft.denied_by else "against_interest" if draft.against_interest else "single"
    return Event(
        id=stable_id(
            report.id, draft.start, draft.end, draft.type, where.mention.start if where else "", legs, draft.mode
        ),
        report=report.id,
        start=draft.start,
        end=draft.end,
        quote=text[draft.start : draft.end],
        type=draft.type,
        trigger=draft.trigger,
        actor=draft.actor,
        target=draft.target,
        places=tuple(EventPlace(role=role, resolution=r) for role, r in draft.places),
        where=where,
        date_start=begin,
        date_end=end,
        edtf=edtf,
        date_precision=precision,
        date_basis=basis,
        attribution=draft.attribution,
        attribution_side=draft.attribution_side,
        stance=stance,
        denied_by=tuple(dict.fromkeys(draft.denied_by)),
        claim_status=status,
        reliability=report.reliability,
        credibility=report.credibility,
        fatalities_low=draft.low,
        fatalities_high=draft.high,
        mode=draft.mode,
        cargo=draft.cargo,
        carrier=draft.carrier,
        frequency=draft.frequency,
        evidence=tuple(Evidence(report=report.id, start=a, end=b) for a, b in ((draft.start, draft.end), *draft.also)),
        reasons=tuple(draft.reasons),
    )
