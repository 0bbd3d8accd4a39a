"""Legs of a movement put right by what stands around its clause."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from geomap.language.clauses import Clause
from geomap.language.events.draft import Draft
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line, Scene
from geomap.language.events.themes import Theme
from geomap.language.lexicon import MOVEMENT
from geomap.model import PlaceRole, Resolution

Legs = list[tuple[PlaceRole, Use]]
ACQUIRED = frozenset(
    """buy purchase purchased acquire procure procured load loaded collect store stored stockpile assemble loot steal recruit
    train gather muster enlist make manufacture produce land unload offload discharge""".split()
)
WIDE = ("country", "admin1", "region")


def with_purchase(line: Line, k: int, legs: Legs) -> Legs:
    """Goods "bought in X" or "loaded at X" start from X when nothing else is said."""
    if any(role == "from" for role, _ in legs):
        return legs
    shared = line.clauses[k].opener == "and" and k > 1 and line.clauses[k - 1].opener == "resume"
    for j in (k - 1, k + 1, *([k - 2] if shared else [])):  # "drones made in X are packed and flown to Y"
        if not 0 <= j < len(line.clauses):
            continue
        beside = line.clauses[j]
        if beside.group is None or beside.group.lemma not in ACQUIRED:
            continue
        # "were bought in X and shipped to Y"
        loading = beside.group.passive or beside.group.lemma == "load"
        after = j < k and line.clauses[k].opener == "and" and loading
        bare = (
            line.clauses[k].opener == "comma" and _no_subject(line, k) and j == k - 1
        )  # "Fuel landed at X, used to reach"
        tied = bare or (
            beside.opener.startswith(("part", "rel:which", "rel:that"))
            and (j > k or line.clauses[k].opener == "resume")
        )
        if not (after or tied):
            continue
        told = [u for u in line.places[j] if not u.qualifier and u.prep in ("in", "at", "from")]
        ends = [("to", u) for u in line.places[j] if not u.qualifier and u.prep in ("to", "into")] if j > k else []
        return [*(("from", u) for u in told[:1]), *legs, *ends]  # type: ignore[list-item]
    return legs


def _no_subject(line: Line, k: int) -> bool:
    c = line.clauses[k]
    return c.group is not None and c.group.first == c.first


def apart(scene: Scene, places: Sequence[Use]) -> list[Use]:
    """ "between A and B", found as one place, as the two places that it names."""
    found: list[Use] = []
    for u in places:
        m = u.resolution.mention
        if not (m.relation or "").startswith("between"):  # told first: a list of places must not look at all others
            found.append(u)
            continue
        inner = [
            r for r in scene.resolutions
            if m.start <= r.mention.start and r.mention.end <= m.end and r is not u.resolution
        ]  # fmt: skip
        found += [Use(u.word, r, "between", "phrase", u.head) for r in inner] if len(inner) == 2 else [u]
    return found


def against_subject(line: Line, legs: Legs, drafts: Sequence[Draft]) -> Legs:
    """A slip of the pen: "the arms going to B are shipped to A", where A is known to send them: A is the origin."""
    going = next(
        (d for d in reversed(drafts) if d.line is line and d.type in MOVEMENT and d.role("to") is not None), None
    )
    end = going.role("to") if going is not None else None
    if end is None or end.place is None or any(role == "from" for role, _ in legs):
        return list(legs)
    origins = {
        p.place.country
        for d in drafts
        for role, p in d.places
        if role == "from" and p.place is not None and p.place.country
    }

    def slip(role: PlaceRole, u: Use) -> bool:
        place = u.resolution.place
        sender = place is not None and place.feature == "country" and place.country in origins
        return role == "to" and sender and place is not None and end.place.country != place.country  # type: ignore[union-attr]

    return [("from", u) if slip(role, u) else (role, u) for role, u in legs]


def through_stops(c: Clause, legs: Legs) -> Legs:
    """ "to X and from there to Y": X is on the way."""
    ends = [u for role, u in legs if role == "to"]

    def onward(one: Use, two: Use) -> bool:
        low = [w.low for w in c.words[one.word + 1 : two.word]]
        return any(a == "from" and b in ("there", "that", "this") for a, b in pairwise(low))

    stops = [one for one, two in pairwise(ends) if onward(one, two)]
    return [("via" if u in stops else role, u) for role, u in legs]


def arrived_above(line: Line, k: int, legs: Legs) -> Legs:
    """ "landed in Y, having been flown from X": the end that the clause before tells."""
    c, above = line.clauses[k], line.clauses[k - 1] if k else None
    roles = {role for role, _ in legs}
    if above is None or above.group is None or "from" not in roles or {"to", "towards"} & roles:
        return legs
    if c.words[c.first].low != "having" or above.group.lemma not in ARRIVING or above.group.negated:
        return legs
    ends = [u for u in line.places[k - 1] if not u.qualifier and u.word > above.group.last and u.prep != "from"]
    return [*legs, *(("to", u) for u in ends[:1])]


def handed_on(c: Clause, found: Sequence[Draft], drafts: Sequence[Draft]) -> None:
    """ "is flown in from X, and trucks carry it on from Y": the first leg, whose end was a guess, ends at Y."""
    g = c.group
    start = found[0].role("from") if found else None
    if g is None or start is None or "on" not in [w.low for w in c.words[g.last + 1 : g.last + 4]]:
        return
    before = drafts[-1] if drafts and found[0].line.index - drafts[-1].line.index <= 1 else None
    if before is None or before.role("from") in (None, start) or not (GUESSED in before.reasons or _endless(before)):
        return
    before.places = [*((role, r) for role, r in before.places if role != "to"), ("to", start)]
    before.where = None if GUESSED in before.reasons else before.where
    before.reasons = [*(r for r in before.reasons if r != GUESSED), "destination is where the next leg begins"]


def _endless(d: Draft) -> bool:
    return d.role("to") is None and d.role("towards") is None


GUESSED = "destination from the context"
ARRIVING = frozenset("land arrive reach enter come disembark dock deploy appear".split())


def after_aside(line: Line, k: int, legs: Legs) -> Legs:
    """ "from X over Y, a post held by Z, to W": the end that an aside with a participle parts from its clause."""
    after = line.clauses[k + 1] if k + 1 < len(line.clauses) else None
    roles = {role for role, _ in legs}
    if after is None or after.group is None or after.group.finite or "to" in roles or "from" not in roles:
        return legs
    to = next(
        (
            i
            for i in range(after.group.last, after.last - 1)
            if after.comma_after(i) and after.words[i + 2 :][:1] and after.words[i + 2].low in ("to", "into")
        ),
        None,
    )
    ends = [u for u in line.places[k + 1] if to is not None and u.word > to]
    return [*legs, *(("to", u) for u in ends[:1])]


def backfill(earlier: Draft, legs: Legs) -> None:
    """ "It had flown from X" gives the movement told before the origin that only an adjective gave it."""
    origin = next((u.resolution for role, u in legs if role == "from"), None)
    guessed = [r for r in earlier.reasons if r.startswith("origin inferred")]
    if origin is None or (earlier.role("from") is not None and not guessed):
        return
    earlier.places = [("from", origin), *((role, r) for role, r in earlier.places if role != "from")]
    earlier.reasons = [*(r for r in earlier.reasons if r not in guessed), "origin told in the sentence after"]


def origin_as_via(theme: Theme, legs: Legs) -> Resolution | None:
    """The country after "from" when the goods are another country's: "Iranian weapons pour into Syria from Iraq"."""
    origin = next((u.resolution for role, u in legs if role == "from"), None)
    if origin is None or theme.home is None or theme.type != "arms_transfer" or not theme.cargo:
        return None
    home = theme.home.place
    if (
        origin.place is None
        or home is None
        or origin.place.feature not in ("country",)
        or not home.country
        or origin.place.country == home.country
    ):
        return None
    return origin


def entry_point(line: Line, k: int, legs: Legs) -> Resolution | None:
    """ "crossed into southern X near Y": the town beside which a wide area is entered."""
    wide = [u.word for role, u in legs if role == "to" and u.resolution.place and u.resolution.place.feature in WIDE]
    near = [
        u
        for u in line.places[k]
        if u.qualifier
        and u.prep in ("near", "at", "outside", "around")
        and u.resolution.lat is not None
        and any(0 < u.word - w <= 4 for w in wide)
    ]
    return near[0].resolution if near else None


def drop_loops(d: Draft) -> None:
    """A country is not the end of a way that begins in it."""
    start = d.role("from")
    if start is None or start.place is None:
        return
    for role, r in list(d.places):
        same = (
            r.place is not None
            and r.place.country == start.place.country
            and "country" in (r.place.feature, start.place.feature)
        )
        if r is not start and same and (role == "to" or (role == "via" and r.place.feature == "country")):  # type: ignore[union-attr]
            d.places.remove((role, r))
