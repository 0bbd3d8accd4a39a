"""Which spans are names of places: candidate spans, cues, trained weights, one choice per run."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geomap.language import apposition
from geomap.language.credits import discount_persons
from geomap.language.cues import cues, survey
from geomap.language.doubt import judge_again
from geomap.language.namesakes import ANGLO
from geomap.language.role_words import AGENT_VERBS, COPULAS, MOVING
from geomap.language.spots import Spot, find_spots
from geomap.language.view import View
from geomap.language.weigh import table, total
from geomap.language.words import (
    ADJECTIVES,
    BODIES,
    CLASS_FEATURES,
    COMPASS_ADJECTIVES,
    GIVEN,
    HYPHEN_ASSOCIATIVE,
    HYPHEN_LITERAL,
    MONTHS,
    NEVER_PLACES,
    ORG_WORDS,
    PREP_IN,
    SEIZE,
    TITLES,
)

if TYPE_CHECKING:
    from geomap.gazetteer.belligerents import Belligerents
    from geomap.gazetteer.index import Gazetteer


def recognise(view: View, gazetteer: Gazetteer) -> list[Spot]:
    """The spans that name a place, a people (role "demonym") or lie in the name of a body ("organisation")."""
    spots = find_spots(view, gazetteer)
    judge(view, spots)
    judge_again(view, spots)
    lean(view, spots)
    agree(spots)
    for s in spots:
        if (
            s.score > 0
            and not s.role
            and (_in_paper(view, s) or _in_force(view, s) or _names_unit(view, s) or _is_house(s))
        ):
            s.score, s.role = 0.1 if s.namesakes.known else -9.0, "organisation"
        elif s.score > 0 and not s.candidates and _forces(s.name):
            s.score = -9.0  # "Houthi positions": the name of a side
    return [_as_river(s, gazetteer) if apposition.is_river(view, s) else s for s in choose(view, spots)]


def _as_river(s: Spot, gazetteer: Gazetteer) -> Spot:
    """The span with the river of a country's name in place of the country, where the gazetteer has it."""
    rivers = tuple(c for c in gazetteer.lookup(f"{s.name} River") if c.feature == "river")
    return replace(s, candidates=rivers) if rivers else s


def judge(view: View, spots: list[Spot]) -> None:
    """Give every span its log odds of being a place, and demonyms their role."""
    spots[:] = [s for s in spots if _may_be_place(view, s)]
    weights, common = table("recognise")["cues"], table("common_words")["words"]
    seen = survey(view, spots)
    for s in spots:
        if s.namesakes.people:
            s.role, s.score = "demonym", 0.5
            continue
        opener = view.low[s.run[0]]
        if (
            not s.candidates
            and s.run[1] - s.run[0] > 1
            and (opener in GIVEN or opener in TITLES)
            and opener not in CLASS_FEATURES
        ):
            s.score = -6.0  # "Gen. Peter Karsa": a person whom no gazetteer knows
            continue
        s.score = total(cues(view, s, seen, common), weights)
        s.score += _war_words(view, s)
        if s.namesakes.curated:
            s.score += 1.5 if s.last - s.first > 1 else 0.5 if s.score > -2 else 0.0
        if s.hyphen and s.hyphen.split("-")[-1] in HYPHEN_LITERAL | HYPHEN_ASSOCIATIVE:
            s.score += 2.0
    discount_persons(view, spots)
    _discount(view, [s for s in spots if s.role != "demonym" and s.score > apposition.WEIGHT], spots)


def _may_be_place(view: View, s: Spot) -> bool:
    """Whether a span is more than an adjective, a feast, a relief society, or the "NORTHERN" of "NORTHERN X"."""
    name = s.name.lower()
    if name in NEVER_PLACES or (not s.candidates and name in ADJECTIVES):
        return False
    if s.last - s.first == 2 and view.low[s.first] in MONTHS and view.low[s.first + 1].isdigit():
        return False  # "October 6" is a day, whichever town is called after it
    if not s.candidates and s.last - s.first == 2 and view.low[s.first] in ADJECTIVES:
        return view.low[s.last - 1] not in CLASS_FEATURES  # "the Asian Highway"
    return name not in COMPASS_ADJECTIVES or not s.name.isupper() or s.last >= s.run[1] or not view.caps[s.last]


def _discount(view: View, doubted: list[Spot], spots: list[Spot]) -> None:
    """Take from names what the text calls things or persons, wherever the report names them without a preposition."""
    things = {s.name.lower() for s in doubted if apposition.no_place(view, s)}
    for s in spots if things else ():
        if s.name.lower() in things and (not s.first or view.low[s.first - 1] not in PREP_IN):
            s.score += apposition.WEIGHT


def _war_words(view: View, s: Spot) -> float:
    """Log odds for what news of towns and courts, which the weights were trained on, hardly ever says."""
    low, j, first = view.low, s.last, s.first
    after = low[j : j + 6] if j < len(low) and view.sentence[j] == view.sentence[first] else []
    if not s.candidates:
        described = (
            after[:1] == [","] and after[1:2] in (["a"], ["an"], ["the"]) and any(w in _SETTLEMENTS for w in after[2:])
        )
        if described and low[first - 1 : first] != ["of"]:
            return 3.0
        if s.run == (first, j) and _taken(after):
            return 2.5
        if after and after[0] in SITES and _names_site(view, s):
            return SITES[after[0]]
        return 2.0 if j - first == 2 and low[first] in _TOPONYM_HEADS else 0.0
    extra = 0.0
    if s.namesakes.capital and after and (after[0] in AGENT_VERBS or after[0] in COPULAS):
        extra += 1.5
    elif _acts_as_seat(s) and s.run[0] == first and s.run[1] <= j and after and after[0] in AGENT_VERBS:
        extra += 1.5  # the seat of government where the capital is another town
    if (
        s.namesakes.capital
        and s.run == (first, j)
        and first > 1
        and low[first - 1] == "by"
        and low[first - 2][-2:] == "ed"
    ):
        extra += 1.0  # "organised by X"
    if s.run == (first, j) and first and low[first - 1] in SEIZE and not s.namesakes.anglo:
        extra += 0.8
    if first and low[first - 1].rpartition("-")[2] in HYPHEN_LITERAL and "-" in low[first - 1]:
        extra += 2.5  # "rebel-held X"
    if (s.run == (first, j) and _suffers(after)) or _dwelt_in(view, first):
        extra += 2.5
    return extra


def _acts_as_seat(s: Spot) -> bool:
    """Whether a name is that of a great city, not of an area called after a quarter of the sky ("Western diplomats")."""
    return s.namesakes.size >= _METROPOLIS and s.name.lower() not in COMPASS_ADJECTIVES


def _names_site(view: View, s: Spot) -> bool:
    """Whether a strange name before "base" is the site's: no force ("the PKK base") nor a word ("Left camp at dawn")."""
    i = s.first
    opens = s.last - i == 1 and (i == 0 or view.sentence[i - 1] != view.sentence[i] or view.low[i - 1] == ":")
    known = s.name.isupper() or bool(_forces(s.name))
    return not opens and not known and view.seen_lower.isdisjoint(view.low[i : s.last])


#: Log odds that a strange name is a place, by the class word after it: "the Dawna range", "the Ghazlani base".
SITES = dict.fromkeys(
    "tunnel bridge airport airfield airstrip dam gorge range hills mountains crossing refinery strait plateau".split(),
    4.5,
) | dict.fromkeys(
    "base barracks camp checkpoint port valley beach peninsula neighbourhood neighborhood quarter pass mine".split(),
    2.5,
)


def _suffers(after: list[str]) -> bool:
    """Whether what follows a name is said of towns: "was shelled", "is under the control of", "fell to", "changed hands"."""
    if len(after) < 2:
        return False
    if after[0] in _BECOMES:
        return after[1] in ("to", "into", "under", "after", "hands")
    verb = next((w for w in after[1:4] if w not in _BETWEEN), "")
    return after[0] in _IS and verb in _OF_TOWNS


def _taken(after: list[str]) -> bool:
    """Whether what follows a strange name is said of towns and never of people: "had been recaptured", "is in the hands of"."""
    rest = [w for w in after[1:] if w not in _BETWEEN and w != "likewise"] if after and after[0] in _IS else []
    return bool(rest) and (rest[0] in _ONLY_OF_TOWNS or rest[:3] == ["in", "the", "hands"])


def _dwelt_in(view: View, first: int) -> bool:
    """ "residents of X", "has ruled X"."""
    low = view.low
    dwelt = first > 1 and low[first - 1] in ("of", "in") and low[first - 2] in _DWELLERS
    return dwelt or (first > 0 and low[first - 1] in _RULES)


_TOPONYM_HEADS = frozenset(
    "jabal jebel jbel djebel tel tell tal wadi kafr kfar khirbet deir beit bayt ain umm qalaat ras bir khan".split()
)
_METROPOLIS = 7  # digits of the population
_IS = frozenset("is was are were has had have remains remained stays stayed".split())
_BECOMES = frozenset("fell falls came comes changed passed slipped".split())
_BETWEEN = frozenset(
    "back now still again also already been being fully largely partly heavily not firmly reportedly briefly".split()
)
_OF_TOWNS = frozenset(
    """under held controlled captured seized taken retaken recaptured liberated shelled bombed bombarded besieged surrounded
    encircled overrun occupied fallen evacuated attacked flooded tense calm changed cut""".split()
)
_ONLY_OF_TOWNS = frozenset("recaptured retaken liberated overrun shelled bombarded garrisoned controlled".split())
_DWELLERS = frozenset("residents inhabitants villagers civilians outskirts suburbs north south east west".split())
_RULES = frozenset("ruled rules governs governed administers administered overran bombed shelled".split())


_SETTLEMENTS = frozenset(
    "village town hamlet city settlement suburb camp base port outpost district neighborhood neighbourhood".split()
)


def lean(view: View, spots: list[Spot]) -> None:
    """A doubtful name leans towards being a place where its report is about: the countries it surely names.

    The weights were learned mostly from news in which a strange name abroad is a person's; in a report about that
    country it is a village.
    """
    about = _about(spots)
    if not about:
        return
    nations = {s.first for s in spots if s.namesakes.nations and s.score > 1.5}
    last = 0  # token after the last name that is a place, for lists
    for s in spots:
        if s.score > 0:
            last = s.last
        if s.role or not -2.5 < s.score <= 0:
            continue
        listed = s.first == last + 1 and view.low[last] in ("and", "or", ",")
        if any(c.country in about and c.kind != "short" for c in s.candidates) or (
            s.first
            and s.run == (s.first, s.last)
            and (_is_named_abroad(view, s, nations) or (not s.candidates and _goes_there(view, s, listed)))
        ):
            s.score += LEAN
            if s.run == (s.first, s.last) and _placed(view, s):
                s.score += _PLACED
            last = s.last if s.score > 0 else last


def _is_named_abroad(view: View, s: Spot, nations: set[int]) -> bool:
    """ "to X in Belavia": what lies in a country is a place, whoever else bears its name."""
    return s.last + 1 in nations and view.low[s.last] == "in" and view.low[s.first - 1] in PLACING


def _goes_there(view: View, s: Spot, listed: bool) -> bool:
    """Whether the words before a strange name take places more often than not; of two words only after a journey."""
    previous = view.low[s.first - 1]
    if s.last - s.first == 1:
        return listed or previous in PLACING or previous in SEIZE or _placed(view, s)
    return s.last - s.first == 2 and previous in PLACING and not MOVING.isdisjoint(view.low[s.first - 4 : s.first - 1])


def _placed(view: View, s: Spot) -> bool:
    """Whether a name, not written like a word of the text or an abbreviation, stands after a preposition of place."""
    low, i = view.low, s.first
    numbered = s.last < len(low) and low[s.last][0].isdigit()  # "in Round 1"
    if numbered or s.name.isupper() or low[i] in view.seen_lower or low[i].endswith(_WORDY):
        return False
    return low[i - 1] in PREP_IN or low[max(0, i - 2) : i] == ["way", "of"]


def _about(spots: list[Spot]) -> frozenset[str]:
    """Countries outside the English-speaking world that a report surely names at least twice."""
    named: dict[str, int] = {}
    for s in spots:
        if s.candidates and (s.role == "demonym" or s.score > 1.5):
            countries = s.namesakes.nations or s.namesakes.countries
            if len(countries) == 1:
                (code,) = countries
                named[code] = named.get(code, 0) + 1
    return frozenset(code for code, n in named.items() if n >= 2 and code not in ANGLO)


LEAN = 1.1
_PLACED = 0.5
_WORDY = ("ed", "ing", "tion", "sion", "ment", "ency", "ness", "isis")  # endings of words rather than of names
PLACING = frozenset("in near at from to towards toward into around outside through reach reached".split())


def agree(spots: list[Spot]) -> None:
    """One report uses a name in one way: a doubtful mention leans towards the sure ones of the same name."""
    sure: dict[str, float] = {}
    for s in spots:
        if not s.role and s.run == (s.first, s.last):
            name = s.name.lower()
            sure[name] = max(sure.get(name, -9.0), s.score)
    for s in spots:
        if not s.role and s.run == (s.first, s.last) and -2 < s.score <= 0 and sure[s.name.lower()] > 1:
            s.score += min(1.5, 0.75 * sure[s.name.lower()])


def choose(view: View, spots: list[Spot]) -> list[Spot]:
    """The best spans that do not overlap, in text order; places inside names of bodies stay with that role."""
    taken: list[Spot] = []  # in text order, never overlapping
    for s in sorted(spots, key=lambda s: (-s.score, s.start)):
        if s.score <= 0 and not _in_body(view, s):
            continue
        here = bisect_left(taken, s.end, key=lambda t: t.start)  # those before begin before this one ends
        if here and taken[here - 1].end > s.start:
            continue
        if s.score <= 0:
            s.role = "organisation"
        taken.insert(here, s)
    return taken


def _in_paper(view: View, s: Spot) -> bool:
    """Inside the name of a paper, army or party that goes on after it ("Aberdeen Evening Post"); countries may act."""
    last = s.run[1]
    tail = view.low[last - 1]
    if s.last >= last or not (tail in BODIES or (tail in _SOCIETIES and not s.namesakes.anglo)):
        return False
    return last - s.last > 1 or not s.namesakes.state


_SOCIETIES = frozenset("association federation foundation peshmerga".split())
UNITS = frozenset("unit force brigade battalion regiment division corps militia".split())


def _names_unit(view: View, s: Spot) -> bool:
    """Whether a unit is called by the name: "the elite Quds unit", "the Donetsk brigade"."""
    return s.last < len(view.low) and view.low[s.last] in UNITS and view.sentence[s.last] == view.sentence[s.first]


#: Buildings that reports name for those who govern in them, and that share their names with small towns.
HOUSES = frozenset(("white house", "downing street", "kremlin", "pentagon", "capitol hill", "blue house", "red house"))


def _is_house(s: Spot) -> bool:
    return not s.namesakes.curated and s.name.lower() in HOUSES


def _in_force(view: View, s: Spot) -> bool:
    """Inside the name of a known armed group or side that is longer ("Ahrar al-Sham")."""
    first, last = s.run
    if (s.first == first and s.last >= last) or last - first > 9:
        return False
    start = view.starts[first]
    return any(
        start + a <= s.start and s.end <= start + b and b - a > s.end - s.start + 2
        for a, b in _forces(view.text(first, last))
    )


@lru_cache(maxsize=4096)
def _forces(run: str) -> tuple[tuple[int, int], ...]:
    """Where names of belligerents lie in a capitalised run."""
    return tuple((a, b) for a, b, _ in _belligerents().find(run))


@cache
def _belligerents() -> Belligerents:
    from geomap.gazetteer.belligerents import load

    return load()


def _in_body(view: View, s: Spot) -> bool:
    """Whether a known place lies inside a longer run that names a body ("Aberdeen Evening Post")."""
    first, last = s.run
    if not s.namesakes.known or (s.first == first and s.last >= last) or s.score < -6:
        return False  # "Rapid" in "Rapid Support Forces" is no place that readers know
    return any(w in ORG_WORDS for w in view.low[first : s.first] + view.low[s.last : last])
