"""Ends of a route that the words leave out, each filled in with its reason."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from geomap.language.actors import ATTACHED
from geomap.language.clauses import subject
from geomap.language.events.draft import Draft
from geomap.language.events.scene import Line, Scene
from geomap.language.events.themes import Theme
from geomap.language.events.way_state import CLOSED
from geomap.language.lexicon import MOVEMENT
from geomap.model import PlaceRole, Resolution


def complete_ends(scene: Scene, d: Draft, theme: Theme, drafts: Sequence[Draft]) -> None:
    """Fill in the ends of a route that the clause leaves out, each with its reason."""
    before = [x for x in drafts if (x.type in MOVEMENT or (theme.recall and CLOSED in x.reasons)) and x is not d]
    here = [x for x in before if x.line is d.line]
    last = before[-1] if before else None
    carried_on = theme.recall or bool(here) or (bool(theme.carrier) and not set(theme.cargo) - {"cargo", "supplies"})
    if (
        d.role("from") is None
        and theme.home is not None
        and (theme.cargo and d.type == "arms_transfer" and not _carrier_only(theme))
    ):
        d.places.insert(0, ("from", theme.home))
        d.reasons.append(f'origin inferred from "{theme.home.mention.text}"')
    if d.role("from") is None and d.type == "troop_movement" and _comes_from_home(d, theme) and theme.home is not None:
        d.places.insert(0, ("from", theme.home))
        d.reasons.append(f'origin inferred from "{theme.home.mention.text}"')
    onward = _goes_on(d, before) if d.role("from") is None else None
    if onward is not None:
        end = onward.role("to")
        assert end is not None  # noqa: S101 - only those with an end are returned; narrows the type
        d.places.insert(0, ("from", end))
        d.cargo = d.cargo or onward.cargo
        d.reasons.append("carried on from where it had been brought before")
    if d.role("from") is None and last is not None and carried_on and not _unread(d, ("from",)):
        donor = _donor(d, before, "from")
        if donor is not None:
            d.places.insert(0, ("from", donor))
            d.reasons.append("origin carried from what was told before")
    unknown_from, unknown_to = _unread(d, ("from",)), _unread(d, ("to", "into"))
    if d.role("from") is None and theme.cargo and not unknown_from:
        sender = _sender(d)
        if sender is not None:
            sender = _whole_country(scene, sender)
            d.places.insert(0, ("from", sender))
            d.reasons.append(f"origin inferred from the sender, {sender.mention.text}")
    if d.role("from") is None and theme.home is not None and theme.carrier and d.type == "arms_transfer":
        d.places.insert(0, ("from", theme.home))
        d.reasons.append(f'origin inferred from "{theme.home.mention.text}"')
    if (
        d.role("to") is None
        and not unknown_to
        and d.type in MOVEMENT
        and (d.role("from") is not None or d.role("via") is not None)
    ):
        told = _donor(d, before, "to")
        if told is not None and not carried_on:
            told = _whole_country(scene, told)
        donor = _recipient(scene, d) or set_above(scene, d.line) or told or theatre(scene, d)
        if donor is not None and not same_place(donor, d.role("from")):
            where = d.position()
            d.places.append(("to", donor))
            d.where = where if where is not None else donor
            d.reasons.append("destination from the context")


def _unread(d: Draft, prepositions: tuple[str, ...]) -> bool:
    """Whether the clause gives this end by a name that was not found: nothing else takes its place then."""
    c = d.clause
    return any(
        c.words[i].low in prepositions and c.words[i].tag == "prep" and c.words[i + 1].tag == "name"
        for i in range(c.group.last + 1 if c.group else c.first, c.last - 1)
    )


def _goes_on(d: Draft, before: Sequence[Draft]) -> Draft | None:
    """The movement whose destination this one starts from: "... and trucks have carried them on to Y", "from there"."""
    near = [x for x in before if 0 <= d.line.index - x.line.index <= 1 and x.role("to") is not None]
    g = d.clause.group
    if not near or g is None:
        return None
    last = near[-1]
    rest = [w.low for w in d.clause.words[g.last + 1 : d.clause.last]]
    words = [w.low for w in d.clause.words[d.clause.first : d.clause.last]]
    there = any(a == "from" and b == "there" for a, b in itertools.pairwise(words))
    further = rest[:1] == ["on"] or rest[1:2] == ["on"] or bool({"onward", "onwards", "onto"} & set(rest))
    if d.role("to") is None or same_place(last.role("to"), d.role("to")):
        return None
    if there or (further and last.line is d.line):
        return last
    shared = d.clause.opener == "and" and d.clause.words[d.clause.first].tag == "and" and g.first - d.clause.first <= 2
    same = last.line is d.line and last.clause.index == d.clause.index - 1
    return last if same and shared and _both_passive(d, last) else None


def _both_passive(d: Draft, last: Draft) -> bool:
    """ "were shipped to X and (were) trucked to Y": the second "were" is left out."""
    one, two = last.clause.group, d.clause.group
    if one is None or two is None or not one.passive:
        return False
    after = d.clause.words[two.last + 1] if two.last + 1 < d.clause.last else None
    return two.passive or (after is not None and after.tag in ("prep", "adv") and two.shape == "ed")


def _sender(d: Draft) -> Resolution | None:
    """The state that sends: "Iran delivers arms to ...", not one that merely helps or carries."""
    g = d.clause.group
    if g is None or g.passive or g.lemma not in SENDING:
        return None
    span = subject(d.line.clauses, d.clause.index)
    words = d.clause.words[span[0] : span[1]] if span else ()
    if (
        not words
        or words[0].place is None
        or words[0].place.place is None
        or not words[0].place.place.country
        or len(words) > 2
    ):
        return None
    known = words[0].place
    return known if known.mention.role in ("associative", "literal") and not same_place(known, d.role("to")) else None


SENDING = frozenset(
    "deploy infiltrate ship send deliver supply provide export smuggle airlift dispatch transport transfer funnel channel fly truck".split()
)


def _comes_from_home(d: Draft, theme: Theme) -> bool:
    """Foreign troops that arrive, cross or are sent come from their own country, as far as the words tell."""
    g, end = d.clause.group, d.role("to")
    home = theme.home.place if theme.home else None
    if g is None or home is None or not home.country or end is None or end.place is None:
        return False
    return g.lemma in HOMEWARD and end.place.country != home.country


HOMEWARD = frozenset("arrive cross enter send deploy dispatch fly land pour airlift".split())


def _carrier_only(theme: Theme) -> bool:
    return bool(theme.carrier) and not set(theme.cargo) - {"cargo", "supplies", "military"}


def _donor(d: Draft, before: Sequence[Draft], role: PlaceRole) -> Resolution | None:
    """The end of an earlier route that this one goes on with: the same sentence first, then the finest known place."""
    contrast = d.clause.opener in ("sub:while", "sub:whereas", "sub:but") or (
        d.clause.opener == "resume"
        and any(c.opener in ("sub:while", "sub:whereas") for c in d.line.clauses[: d.clause.index])
    )
    told = [x for x in before if x.line is not d.line] if contrast else before
    ranked = sorted(told, key=lambda x: (x.line is not d.line, -x.start))
    for x in ranked:
        r = x.role(role)
        if r is None or (role == "to" and same_place(r, d.role("from"))):
            continue
        elsewhere = x.role("to") is not None and d.role("to") is not None and _abroad(x.role("to"), d.role("to"))
        if role == "from" and elsewhere:
            continue
        return _finer_end(d, r, ranked) if role == "to" else r
    return None


def _whole_country(scene: Scene, r: Resolution) -> Resolution:
    """The country of a place, as the report names it: an end that is only carried over is known no finer."""
    code = r.place.country if r.place else ""
    return next(
        (
            x
            for x in scene.resolutions
            if x.place is not None
            and x.place.country == code
            and x.place.feature == "country"
            and not x.mention.relation
        ),
        r,
    )


def _finer_end(d: Draft, end: Resolution, ranked: Sequence[Draft]) -> Resolution:
    """ "these flights" go where the flights told before went, not just into the country."""
    if not d.carrier or end.place is None or end.place.feature != "country":
        return end
    for x in ranked:
        other = x.role("to")
        if (
            other is not None
            and other.place is not None
            and x.carrier == d.carrier
            and other.place.country == end.place.country
            and other.place.feature != "country"
        ):
            return other
    return end


def _abroad(one: Resolution | None, two: Resolution | None) -> bool:
    return bool(one and two and one.place and two.place and one.place.country != two.place.country)


def same_place(one: Resolution | None, two: Resolution | None) -> bool:
    return bool(one and two and one.place and two.place and one.place.place_id == two.place.place_id)


def set_above(scene: Scene, line: Line) -> Resolution | None:
    """Where the sentence before says that one gets to, in its opening phrase."""
    above = next((x for x in scene.lines if x.index == line.index - 1), None)
    opening = above.places[0][:1] if above is not None and above.places else ()
    return next((u.resolution for u in opening if u.word <= 1 and u.prep in ("into", "to", "for")), None)


def _recipient(scene: Scene, d: Draft) -> Resolution | None:
    """The country of those who get it: "to the regime of Syrian President ..."."""
    words = d.clause.words[d.clause.first : d.clause.last]
    for i, w in enumerate(words):
        if w.tag == "prep" and w.low in ("to", "for"):
            for x in words[i + 1 : i + 8]:
                if x.tag in ("comma", "stop", "verb", "prep") and x.low != "of":
                    break
                if (
                    x.place is not None
                    and x.place.place is not None
                    and not ATTACHED.match(scene.text[x.end : x.end + 12])
                ):
                    return x.place
    return None


def theatre(scene: Scene, d: Draft) -> Resolution | None:
    """The country that the report is about: the one it names most, as a place."""
    if not scene.cast.countries:
        return None
    code = scene.cast.countries[0]
    named = [r for r in scene.resolutions if r.place and r.place.country == code]
    countries = [r for r in named if r.place and r.place.feature == "country"]
    chosen = next(iter(countries or named), None)
    legs = [r.place.country for _, r in d.places if r.place]
    return chosen if chosen is not None and code not in legs else None
