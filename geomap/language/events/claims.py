"""Denials attached to what they deny, inside a report; duplicates of one clause folded."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.actors import Actor
from geomap.language.denials import Denial
from geomap.language.events.draft import Draft
from geomap.language.events.scene import Line, Scene, own_end
from geomap.language.lexicon import MOVEMENT
from geomap.model import Resolution

FAMILIES = (
    frozenset({"territorial_change", "ground_offensive", "siege", "withdrawal"}),
    frozenset({"air_strike", "shelling", "attack", "clash"}),
    MOVEMENT | {"recruitment"},
)
TALK = frozenset({"statement", "diplomacy", "visit", "sanction"})
REACH = 3


def family(kind: str) -> frozenset[str]:
    """The types that one and the same event may be told as."""
    return next((f for f in FAMILIES if kind in f), frozenset({kind}))


def attach_denials(scene: Scene, drafts: list[Draft]) -> None:
    """Mark what is denied and by whom; a denied clause that repeats an earlier event is folded into that one."""
    for line in scene.lines:
        for denial in line.denials:
            inside = [d for d in drafts if d.line is line and any(d.clause is line.clauses[j] for j in denial.content)]
            if inside:
                for d in inside:
                    _deny_content(d, denial, line, drafts) if not denial.partly else _doubt(d, denial)
            else:
                about = _about(denial, line) if denial.denier else None
                if about is not None:
                    _deny_before(denial, line, drafts, about)
    _spread(drafts)


def _doubt(d: Draft, denial: Denial) -> None:
    """ "denied responsibility for the blast that killed 12": it happened; who did it is contested."""
    d.denied_by.append(denial.denier)
    d.reasons.append(f"{denial.denier} denies a part in it")


def _deny_content(d: Draft, denial: Denial, line: Line, drafts: list[Draft]) -> None:
    earlier = [
        x
        for x in drafts
        if x.line.index < line.index
        and x.type in family(d.type)
        and _may_be_one(d, x)
        and (
            d.position() is None
            or near(d.position(), x.position())
            or any("points back" in r or "carried" in r for r in d.reasons)
        )
    ]
    explicit = [r for _, r in d.places if d.clause.start <= r.mention.start < d.clause.end]
    if not explicit and not earlier:
        known = [x for x in drafts if line.index - REACH <= x.line.index < line.index and x.type in family(d.type)]
        earlier = [x for x in known if any(involves(x, a) for a in denial.actors)]
    if earlier and denial.denier:
        earlier[-1].denied_by.append(denial.denier)
        earlier[-1].reasons.append(f"denied by {denial.denier}")
        drafts.remove(d)
        return
    d.stance = "denied"
    d.denied_by += [denial.denier] if denial.denier else []


def _may_be_one(d: Draft, x: Draft) -> bool:
    """Whether those who act in both tellings may be the same."""
    return not (d.actor_country and x.actor and d.actor != x.actor and d.actor_country != x.actor_country)


ARMING = frozenset(
    """arm supply send deliver provide support aid back ship transfer sell equip finance fund export carry use receive get
    accept obtain import buy allow let permit pass fly move smuggle ferry transport deploy train recruit host
    cross come go reach exist""".split()
)
STRIKING = frozenset(
    "target attack hit bomb strike kill shell carry launch fire harm conduct use raid massacre shoot".split()
)
TAKING = frozenset("take lose fall withdraw retreat capture seize enter cross leave control".split())


def _about(denial: Denial, line: Line) -> frozenset[str] | None:
    """The types of event that a denial can be about; empty for any, None when its own words are about something else."""
    verbs = {c.group.lemma for j in denial.content if (c := line.clauses[j]).group is not None}
    if not verbs:
        return frozenset()
    found: frozenset[str] = frozenset()
    for words, kinds in ((ARMING, FAMILIES[2]), (STRIKING, FAMILIES[1]), (TAKING, FAMILIES[0])):
        found |= kinds if verbs & words else frozenset()
    return found or None


def _deny_before(denial: Denial, line: Line, drafts: Sequence[Draft], about: frozenset[str]) -> None:
    """Attach a denial of "it", "the report", "the allegations" to the events just before it."""
    drafts = [d for d in drafts if not about or d.type in about]
    same = [d for d in drafts if d.line is line and d.start < denial.start]
    candidates = same
    back = 0
    while not candidates and back < REACH:
        back += 1
        candidates = [d for d in drafts if d.line.index == line.index - back]
    events = [d for d in candidates if d.type not in TALK] or [d for d in candidates if d.type != "statement"]
    if not events:
        return
    for actor, name in _deniers(denial):
        mine = [d for d in events if involves(d, actor, soft=denial.soft)] if actor else []
        step = back
        while not mine and actor is not None and 0 < step < REACH:
            step += 1
            wider = [d for d in drafts if d.line.index == line.index - step and d.type not in TALK]
            mine = [d for d in wider if involves(d, actor, soft=denial.soft)]
        if not mine and actor is None and denial.soft:
            goods = {w.low for w in line.words if denial.start <= w.start < denial.end}
            mine = [d for d in events if goods & set(d.cargo)]  # "maintains that no fuel has crossed"
        chosen = mine or (
            [] if denial.soft or any(involves(d, a) for a in denial.actors for d in events) else list(events)
        )
        announced = {id(d) for d in chosen if name in HIMSELF and d.stance == "planned" and d.attribution}
        chosen = [d for d in chosen if id(d) not in announced]  # who told of a plan denies something else
        for d in _carried_on(_with_chain(chosen, drafts, actor), drafts):
            d.denied_by.append(name)
            d.reasons.append(f"denied by {name}")


HIMSELF = ("He", "She", "he", "she")


def _deniers(denial: Denial) -> list[tuple[Actor | None, str]]:
    if len(denial.actors) > 1 and " and " in denial.denier:
        return [(a, a.written) for a in denial.actors]
    return [(denial.actors[0] if denial.actors else None, denial.denier)]


def involves(d: Draft, actor: Actor | None, *, soft: bool = False) -> bool:
    """Whether the denier has a part in the event: acts in it, or it leads from, through or into its country."""
    if actor is None:
        return False
    if d.actor and (d.actor == actor.name or (actor.country and d.actor_country == actor.country)):
        return True
    if soft and d.type not in MOVEMENT:
        return False
    return bool(actor.country) and any(r.place is not None and r.place.country == actor.country for _, r in d.places)


def _with_chain(chosen: Sequence[Draft], drafts: Sequence[Draft], actor: Actor | None) -> list[Draft]:
    """With a movement, also the sentences that tell the same one just before ("It had flown from ...")."""
    found = list(chosen)
    for d in chosen:
        if d.type not in MOVEMENT:
            continue
        for x in drafts:
            if (
                x not in found
                and x.type in MOVEMENT
                and 0 <= d.line.index - x.line.index <= 1
                and involves(x, actor)
                and (near(x.role("to"), d.role("to")) or _same_name(d.role("to"), x.role("from")))
            ):
                found.append(x)
    return found


def _carried_on(chosen: Sequence[Draft], drafts: Sequence[Draft]) -> list[Draft]:
    """With a denied movement, also the one in its sentence that takes the same goods further."""
    found = list(chosen)
    for x in drafts:
        further = any(r.startswith("carried on") for r in x.reasons)
        if further and x not in found and any(d.line is x.line and d.type in MOVEMENT for d in chosen):
            found.append(x)
    return found


def _spread(drafts: Sequence[Draft]) -> None:
    """A state that denies a route through it denies the same route told elsewhere in the report."""
    denied = [d for d in drafts if d.denied_by and d.type in MOVEMENT]
    for d in denied:
        for x in drafts:
            if x is d or x.type not in MOVEMENT or x.denied_by or not _same_way(d, x):
                continue
            x.denied_by.extend(d.denied_by)
            x.reasons.append("the same route is denied elsewhere in the report")


def _same_way(d: Draft, x: Draft) -> bool:
    vias = _countries(d, "via") & _countries(x, "via")
    ends = _countries(d, "to") & _countries(x, "to") and _countries(d, "from") & _countries(x, "from")
    direct = not _countries(d, "via") and not _countries(x, "via")
    apart = any(_apart(d.role(role), x.role(role)) for role in ("from", "to"))
    return bool(ends and (vias or direct)) and not apart


def _apart(one: Resolution | None, two: Resolution | None) -> bool:
    """Whether two ends are different places, neither of them a whole country."""
    known = one is not None and two is not None and one.place is not None and two.place is not None
    if not known or "country" in (one.place.feature, two.place.feature):  # type: ignore[union-attr]
        return False
    return one.place.place_id != two.place.place_id  # type: ignore[union-attr]


def _countries(d: Draft, role: str) -> set[str]:
    return {r.place.country for kind, r in d.places if kind == role and r.place is not None and r.place.country}


def _same_name(one: Resolution | None, two: Resolution | None) -> bool:
    """Whether two ends bear one name: where one stage ends and the next begins."""
    return one is not None and two is not None and one.mention.name == two.mention.name


def near(one: Resolution | None, two: Resolution | None) -> bool:
    if one is None or two is None or one.place is None or two.place is None:
        return False
    return one.place.place_id == two.place.place_id or (one.place.name == two.place.name)


def _told_apart(scene: Scene, one: Draft, two: Draft) -> bool:
    """ "seized in May and retaken in June": two clauses with a time of their own each."""
    if one.clause is two.clause:
        return False
    days = [
        {t.value for t in scene.times_in(d.clause.start, own_end(d.clause)) if t.type in ("DATE", "TIME")}
        for d in (one, two)
    ]
    return all(days) and days[0].isdisjoint(days[1])


def settle(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without the repeats: same type, same place and the same words."""
    found: list[Draft] = []
    beside: dict[tuple[str, int], list[Draft]] = {}  # those found, by type and line
    for d in drafts:
        kin = beside.setdefault((d.type, id(d.line)), [])
        twin = next(
            (
                x
                for x in kin
                if x.position() is not None
                and x.position() is d.position()
                and x.mode == d.mode
                and (x.stance == d.stance or x.clause is d.clause or "planned" not in (x.stance, d.stance))
                and find_legs(x) == find_legs(d)
                and not _told_apart(scene, x, d)
            ),
            None,
        )
        if twin is None:
            found.append(d)
            kin.append(d)
            continue
        twin.start, twin.end = min(twin.start, d.start), max(twin.end, d.end)
        twin.actor, twin.target = twin.actor or d.actor, twin.target or d.target
        twin.low = twin.low if twin.low is not None else d.low
    return found


def find_legs(d: Draft) -> list[tuple[str, int]]:
    return sorted((role, r.mention.start) for role, r in d.places)
