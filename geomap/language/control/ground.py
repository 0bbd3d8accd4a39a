"""Which places a clause of control is about."""

from __future__ import annotations

from collections.abc import Iterable

from geomap.language.boundaries import TIMES
from geomap.language.clauses import Clause, subject
from geomap.language.control.view import ENDS_PHRASE, View, excepted, upto
from geomap.language.events.roles import Use
from geomap.language.war_words import PERSON_TITLES
from geomap.model import Resolution

PARTS = frozenset(
    """part parts area areas territory zone swathes land half most pocket portion side region foothold bridgehead enclave
    toehold positions""".split()
)
FOOTHOLDS = frozenset("bridgehead foothold toehold pocket enclave positions garrison".split())
SITES = frozenset("crossing airport base port bridge dam camp airfield barracks".split())
TOWNS = frozenset("towns cities villages capitals districts provinces bases settlements areas".split())
WITHIN = frozenset("in around along across into between south at on".split())
WIDE = ("country", "admin1", "region", "continent", "sea", "river")
REACH = 600  # characters before a sentence in which "the town" may have been named
THE_TOWN = frozenset(
    "town city village base area it airport port capital settlement district camp crossing island hamlet".split()
)
APPOSED = 12  # words within which a relative clause follows the place it is about


def objects(view: View, *prepositions: str, direct: bool = False) -> list[Resolution]:
    """Places right of the verb after one of these prepositions, and its direct objects where asked for."""
    g = view.group
    return [
        u.resolution
        for u in view.places
        if g is not None
        and u.word > g.last
        and not u.qualifier
        and (u.prep in prepositions or (direct and u.position == "object"))
    ]


def held_objects(view: View, *, control: bool) -> list[Resolution]:
    """The places that a verb of holding or taking governs; `control` for "took control of"."""
    g = view.group
    if g is None:
        return []
    return [
        u.resolution for u in view.places if u.word > g.last and not u.qualifier and _governed(view, u, control=control)
    ]


def _governed(view: View, u: Use, *, control: bool) -> bool:
    g = view.group
    if g is None:
        return False
    between = view.clause.words[g.last + 1 : u.word]
    if u.position == "object":
        return not any(w.tag == "stop" for w in between)
    if u.prep == "of":  # not "..., the governor of X admitted"
        return u.head > g.last and view.clause.words[u.head].low not in PERSON_TITLES
    if u.prep == "over":
        return control or len(between) == 1
    if u.prep in ("including", "like"):
        return any(w.low in TOWNS for w in between)  # "control ten capitals including X and Y"
    if g.lemma == "enter" or u.prep not in WITHIN:
        return False
    before = {w.low for w in between}
    site = u.prep in ("at", "in") and bool(before & (SITES | FOOTHOLDS))
    within = control or bool(before & PARTS) or site
    return within and not any(w.place is not None for w in between)


def subject_places(view: View) -> list[Resolution]:
    """The places that the subject of a passive or of "remain" names, or points back to: "the port itself"."""
    c, g = view.clause, view.group
    span = subject(view.line.clauses, view.k)
    if span is None or g is None:
        return []
    named = _named_subject(view, span)
    if named:
        return named
    phrase = upto(c.words[span[0] : span[1]], ENDS_PHRASE)
    points = [w.low for w in phrase if w.tag not in ("det", "adv") and w.low not in ("itself", "two", "both")]
    of = points[1:2] == ["of"] and not any(
        w.place or w.tag == "name" or w.text[:1].isupper() for w in phrase[1:]
    )  # "the port of half a million"
    if points and points[0] in THE_TOWN and (len(points) == 1 or of):
        return pointed(view, span[0])
    if points in (["towns"], ["cities"], ["villages"], ["places"]):
        return pointed(view, span[0], count=2)
    resumed = view.line.places[0][:1] if view.k and g.first == c.first else ()  # "X, the town that ..., is in ..."
    return [u.resolution for u in resumed if u.position == "subject" and _literal(u)]


def fronted(view: View) -> list[Resolution]:
    """The object that stands before the subject: "X itself they have held since May", "Y the army took back"."""
    g, span = view.group, subject(view.line.clauses, view.k)
    if g is None or span is None or g.passive:
        return []
    return [u.resolution for u in view.places if u.word < span[0] and u.position == "subject" and _literal(u)]


def _named_subject(view: View, span: tuple[int, int]) -> list[Resolution]:
    """The places within a subject, those of a copular sentence above for "the part of"."""
    c, g = view.clause, view.group
    part = any(w.low in PARTS for w in c.words[span[0] : span[1]])
    own = [u for u in _all(view) if span[0] <= u.word < span[1] and u.resolution.mention.role != "associative"]
    if not own and g is not None:
        left = [u for u in view.places if u.word < g.first and not u.qualifier]
        own = [u for u in left if _literal(u) and not (_setting(view, u) and u.word <= c.first + 3)]
    if part or not own:
        above = _copular_place(view)
        if above is not None:
            return [above]
    if not own and not part and g is not None:
        own = [u for u in view.places if u.word < g.first and not u.qualifier and not _setting(view, u)]
    if part or len(own) > 1:  # "Palma, Mozambique, was taken"
        own = [u for u in own if not _whole_country(u.resolution)]
    nearest = [u for u in own if u.position == "subject"] or own[-1:]
    return [u.resolution for u in (*_parted_off(view), *nearest, *_gapped(view))]


def _gapped(view: View) -> list[Use]:
    """ "X fell on Monday and Y the next day": the second subject, whose verb is left out."""
    c, g = view.clause, view.group
    if g is None:
        return []
    return [
        u
        for u in view.places
        if u.word > g.last + 1
        and u.position == "object"
        and c.words[u.word - 1].tag == "and"
        and {w.low for w in c.words[u.word + 1 : u.word + 4]} & TIMES
    ]


def _parted_off(view: View) -> list[Use]:
    """ "X, which was stormed in May, and Y are held by ...": what a relative clause parts from the rest of the subject."""
    line, k, c = view.line, view.k, view.clause
    found: list[Use] = []
    joined = c.words[c.first].tag == "and"
    for j in range(k - 1, -1, -1):
        other = line.clauses[j]
        if other.group is None:
            last = [u for u in line.places[j] if not u.qualifier and _literal(u)]
            return [*last, *found] if joined and j < k - 1 else found if found and joined else []
        if not other.opener.startswith(("rel", "part")):
            return []
        tail = [u for u in line.places[j] if _ends_list(other, u)]
        found = [*tail, *found]
        joined = joined or bool(tail)
    return []


def continued(view: View) -> list[Resolution]:
    """ "hold X, seized in April, and Y, which ...": the objects that asides part from the first one."""
    found: list[Resolution] = []
    for j in range(view.k + 1, len(view.line.clauses)):
        other = view.line.clauses[j]
        if not other.opener.startswith(("rel", "part")):
            break
        found += [u.resolution for u in view.line.places[j] if _ends_list(other, u)]
    return found


def _ends_list(c: Clause, u: Use) -> bool:
    """Whether a place behind "and" closes its clause, so that it belongs to the list before the aside."""
    rest = c.words[u.word + 1 : c.last]
    return c.words[u.word - 1].tag == "and" and all(w.tag in ("comma", "punct") for w in rest) and _literal(u)


def _copular_place(view: View) -> Resolution | None:
    """The subject of "X is the part of Y that ..." above the clause."""
    for j in range(view.k - 1, -1, -1):
        above = view.line.clauses[j].group
        if above is not None and above.lemma == "be":
            upper = [u for u in view.line.places[j] if u.word < above.first and not u.qualifier]
            if upper:
                return upper[-1].resolution
    return None


def antecedent(view: View) -> Resolution | None:
    """The place that a relative clause is about: "X, which the army took"."""
    clauses, j = view.line.clauses, view.k
    while j and clauses[j - 1].opener == clauses[j].opener:
        j -= 1  # "X, which Y took and lost to Z": both hang on X
    first = clauses[j].first
    before = _named_before(view, first)
    return before[-1].resolution if before and first - before[-1].word <= APPOSED else None


def pointed(view: View, before: int, count: int = 1) -> list[Resolution]:
    """The town that "it" or "the town" means: named before in the sentence, else in the sentences above."""
    here = _towns(u.resolution for u in _named_before(view, before))
    if len(here) >= count:
        return here[-count:]
    start = view.line.sentence.start
    above = (
        r for r in view.scene.resolutions if start - REACH < r.mention.end <= start and r.mention.role == "literal"
    )
    return _towns(above)[-count:]


def named_here(view: View) -> list[Resolution]:
    """The towns named before the clause in its own sentence: what "there" means."""
    return _towns(u.resolution for u in _named_before(view, view.clause.first))


def _towns(found: Iterable[Resolution]) -> list[Resolution]:
    return [r for r in found if r.place is None or r.place.feature not in WIDE]


def _named_before(view: View, word: int) -> list[Use]:
    return [u for u in _all(view) if u.word < word and _literal(u)]


def _all(view: View) -> list[Use]:
    return [u for row in view.line.places for u in row if not u.qualifier and not excepted(view.line.words, u)]


def _literal(u: Use) -> bool:
    return u.resolution.mention.role == "literal"


def _setting(view: View, u: Use) -> bool:
    """ "In X, ..." only sets the scene."""
    return u.prep == "in" and view.clause.comma_after(u.word)


def _whole_country(r: Resolution) -> bool:
    return r.place is not None and r.place.feature == "country" and not r.mention.relation
