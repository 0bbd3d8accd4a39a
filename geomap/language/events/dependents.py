"""Those who live on what is brought: "the garrison in X depends on flights from Y", "fuel sold in X comes from Y"."""

from __future__ import annotations

from geomap.language.clauses import subject
from geomap.language.events.mend import Legs
from geomap.language.events.roads import WAYS
from geomap.language.events.roles import Use
from geomap.language.events.scene import Line
from geomap.language.events.supply_lines import GOODS, SUPPLYING
from geomap.language.war_words import CARRIERS

LIVING = frozenset("live depend rely survive subsist feed run count".split())  # on what comes
GETTING = frozenset("get draw receive import obtain buy source take procure".split())
USED = frozenset("sell use consume burn need eat distribute fire drink trap strand besiege encircle".split())
THERE = frozenset("in at of around inside near".split())
BROUGHT = ("rel:that", "rel:which", "rel:what", "part")


def dependents(line: Line, k: int) -> list[Use]:
    """Where those lie who live on what clause `k` says is brought; none where it says nothing of the kind."""
    c, g = line.clauses[k], line.clauses[k].group
    lived_on = g is not None and not g.passive and not g.negated and g.lemma in LIVING | GETTING
    if not lived_on or g is None:
        return []
    after = [w.low for w in c.words[g.last + 1 : max(c.last, g.last + 3)]]  # "lives | on what barges bring"
    goods = bool(set(after) & (GOODS | SUPPLYING | WAYS | set(CARRIERS))) or "what" in after[-2:]
    if not goods or (g.lemma in LIVING and "on" not in after[:2]) or (g.lemma in GETTING and not set(after) & GOODS):
        return []
    span = subject(line.clauses, k)
    inside = [u for row in line.places for u in row if span and span[0] <= u.word < span[1]]
    there = [u for u in inside if u.position == "subject" or u.prep in THERE]
    return [u for u in there if u.resolution.mention.role == "literal"][:1]


def with_dependents(line: Line, k: int, legs: Legs) -> Legs:
    """The legs with the end that only those who live on the goods, or use them, tell."""
    roles = {role for role, _ in legs}
    if "to" in roles or "from" not in roles:
        return legs
    ends = dependents(line, k)
    if not ends and k and line.clauses[k].opener in BROUGHT:
        ends = dependents(line, k - 1)
    if not ends and k and line.clauses[k].opener == "resume":
        ends = _used_at(line, k - 1) or _bound_for(line, k - 1)
    return [*legs, *(("to", u) for u in ends)]


def _bound_for(line: Line, k: int) -> list[Use]:
    """ "Convoys bound for X (set out from Y)"."""
    g = line.clauses[k].group
    bound = g is not None and g.lemma in ("bind", "head", "destine", "intend", "mean")
    return [u for u in line.places[k] if bound and not u.qualifier and u.prep in ("to", "for")][:1]


def _used_at(line: Line, k: int) -> list[Use]:
    """ "the fuel sold in X", "everything that X eats": where goods are used is where they come."""
    g = line.clauses[k].group
    if g is None or g.lemma not in USED:
        return []
    users = [u for u in line.places[k] if u.position == "subject" and line.clauses[k].opener.startswith("rel")]
    return [*users, *(u for u in line.places[k] if not u.qualifier and u.prep in THERE)][:1]
