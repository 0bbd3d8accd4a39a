"""Relations: the words around a place name that make another place of it, in one grammar table.

`RELATIONS` is read top down against the text before a name (`side` "left") or after it ("right"). The first rule that
fits wins. What a relation does to the geometry is in `geomap.language.geometry`.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from geomap.language.words import CLASS_BEFORE_OF, COMPASS_ADJECTIVES

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "a": 1, "an": 1,
    "several": 5, "a few": 4, "few": 4, "a dozen": 12, "dozen": 12, "half a": 0.5,
}  # fmt: skip
KM = {"km": 1.0, "kilom": 1.0, "mi": 1.609344, "mile": 1.609344, "naut": 1.852, "met": 0.001, "m": 0.001}

_BEAR = r"(?P<bear>(?:north|south)[- ]?(?:east|west)|north|south|east|west)"
_ADJ = r"(?P<part>(?:north|south)[- ]?(?:eastern|western)|northern|southern|eastern|western|central)"
_CLASS = "|".join(sorted(CLASS_BEFORE_OF, key=len, reverse=True))
_KIND = rf"(?:[\w-]+ern )?(?:[\w-]+ )?(?:{_CLASS}) of (?:the )?"
_TAIL = rf"(?:the )?(?:{_KIND})?(?:city |town |village )?(?:the )?$"
_NUMBER = r"(?:(?P<n>\d+(?:[.,]\d+)?)[ -]?|(?P<w>half a|a few|a dozen|[a-z]+)[ -])"
_DIST = rf"{_NUMBER}(?:square )?(?P<unit>kilomet(?:er|re)s?|kms?|miles?|nautical miles?|met(?:er|re)s?|m|mi)\b(?: or so)?(?: away)?(?: to the)?(?: due)?"


class Rule(NamedTuple):
    """One row of the grammar: where it looks, what it is called in the output, the pattern."""

    side: Literal["left", "right"]
    relation: str
    pattern: re.Pattern[str]


class Found(NamedTuple):
    """A relation that was found: its name, compass part or bearing, distance, and the offset where its words begin or end."""

    relation: str
    compass: str
    km: float | None
    edge: int
    words: str


def _left(relation: str, pattern: str) -> Rule:
    return Rule("left", relation, re.compile(rf"(?:^|(?<=[\s(\"'“‘—–-]))(?:{pattern})", re.IGNORECASE))


def _right(relation: str, pattern: str) -> Rule:
    return Rule("right", relation, re.compile(pattern, re.IGNORECASE))


_OWN = r"(?:['’]s?)?"
_NOT_GUARD = r"(?![ -](?:guards?|police|patrols?|forces?|control|officials?|agents?|officers?|troops|agency|services?|commission|commanders?|ministry|dispute|wars?|towns?|cit(?:y|ies)|villages?|state|law))"

#: The grammar: (side, relation, what it looks like). Order matters: the more exact first.
RELATIONS: tuple[Rule, ...] = (
    _left("distance", rf"{_DIST},? {_BEAR} (?:of|from) {_TAIL}"),
    _left("distance", rf"{_DIST} (?:from|outside|off|inside|beyond|within|of) (?:of )?{_TAIL}"),
    _left("off the coast of", rf"off (?:the )?(?:{_ADJ} )?(?:coasts?|coastline|shores?) of {_TAIL}"),
    _left("coast of", rf"(?:{_ADJ} )?(?:coasts?|coastline|seaboard|shores?|littoral) of {_TAIL}"),
    _left("border with", rf"(?:borders?|frontier|boundary)(?: crossing| area| region| zone| strip)? (?:with|of) {_TAIL}"),
    _left("border with", rf"(?:areas? |region |provinces? )?bordering (?:on )?{_TAIL}"),
    _left("airspace", rf"(?:airspace|skies|air space) (?:of|over|above) {_TAIL}"),
    _left("waters", rf"waters (?:off|of|around) {_TAIL}"),
    _left("upstream of", rf"upstream (?:of|from) {_TAIL}"),
    _left("downstream of", rf"downstream (?:of|from) {_TAIL}"),
    _left("part", rf"(?:the )?(?:far |extreme |deep )?(?:{_ADJ.replace('part>', 'part1>')}) (?:parts?|half|regions?|areas?|end|reaches|tip|corner|sector|districts?|flank) of (?:the )?$"),
    _left("part", rf"the (?:far |extreme |deep |rural )?{_BEAR} of (?:the )?$"),
    _left("around", rf"(?:the )?(?:{_ADJ} )?(?:countryside|hinterland|rural areas?) (?:of|near|around|outside) {_TAIL}"),
    _left("outskirts of", rf"(?:the )?(?:{_ADJ} )?(?:outskirts|suburbs?|periphery|environs|edges?|fringes|surroundings|vicinity) (?:of|near|around) {_TAIL}"),
    _left("bearing", rf"{_BEAR} of {_TAIL}"),
    _left("outside", rf"(?:outside|on the edge) (?:of )?{_TAIL}"),
    _left("near", rf"(?:near|near to|close to|next to|adjacent to|not far from|in the direction of|around) {_TAIL}"),
    _left("part", rf"(?:far |extreme |deep |rural )?{_ADJ} (?:and {_ADJ.replace('part>', 'part2>')} )?$"),
    _left("around", r"rural $"),
    _right("airspace", rf"{_OWN} (?:national )?(?:airspace|air space|skies)\b"),
    _right("waters", rf"{_OWN} (?:territorial )?waters\b"),
    _right("border with", rf"{_OWN} (?:{_ADJ} )?(?:land )?(?:border|frontier)s?\b{_NOT_GUARD}(?: crossing| area| region| zone| strip)?"),
    _right("coast of", rf"{_OWN} (?:{_ADJ} )?(?:coast|coastline|seaboard|littoral)\b(?! guard)"),
    _right("around", rf"{_OWN} (?:{_ADJ} )?(?:countryside|hinterland)\b"),
    _right("outskirts of", rf"{_OWN} (?:{_ADJ} )?(?:outskirts|suburbs|environs|vicinity)\b"),
    _right("part", r"['’]s? (?:far )?(?P<bear>(?:north|south)[- ]?(?:east|west)|north|south|east|west)\b(?! [a-z]+ern)"),
)  # fmt: skip
_LEFT = tuple(r for r in RELATIONS if r.side == "left")
_RIGHT = tuple(r for r in RELATIONS if r.side == "right")
#: A left rule can only fit after one of these words.
LEFT_TRIGGERS = frozenset(
    "of from near to with around outside off inside beyond within over above on bordering rural the city town village central".split()
) | frozenset(COMPASS_ADJECTIVES)
RIGHT_TRIGGERS = frozenset(
    """airspace skies air national territorial waters border borders frontier land coast coastline seaboard littoral countryside
    hinterland outskirts suburbs environs vicinity far""".split()
) | frozenset(COMPASS_ADJECTIVES)


#: A left rule of this name cannot fit without one of these pieces of words: cheaper to look for than the pattern.
_HINTS: dict[str, tuple[str, ...]] = {
    "off the coast of": ("off",),
    "coast of": ("coast", "shore", "seaboard", "littoral"),
    "border with": ("border", "frontier", "boundary"),
    "airspace": ("airspace", "skies", "air space"),
    "waters": ("waters",),
    "upstream of": ("upstream",),
    "downstream of": ("downstream",),
    "outskirts of": ("outskirt", "suburb", "periphery", "environs", "edge", "fringe", "surround", "vicinity"),
    "bearing": ("north", "south", "east", "west"),
    "part": ("north", "south", "east", "west", "central"),
    "around": ("country", "hinterland", "rural"),
    "outside": ("outside", "on the edge"),
    "near": ("near", "close", "next", "adjacent", "far", "direction", "around"),
}


def before(text: str, start: int, floor: int) -> Found | None:
    """The relation that the words before offset `start` express; `floor` is where the sentence begins."""
    left = text[max(floor, start - 100) : start].replace("\n", " ")
    low = left.lower()
    for rule in _LEFT:
        hints = _HINTS.get(rule.relation)
        if hints and not any(h in low for h in hints):
            continue
        m = rule.pattern.search(left)
        if m:
            return _found(rule, m, start - len(left) + m.start())
    return None


def after(text: str, end: int, ceiling: int) -> Found | None:
    """The relation that the words after offset `end` express; `ceiling` is where the sentence ends."""
    right = text[end : min(ceiling, end + 60)].replace("\n", " ")
    for rule in _RIGHT:
        m = rule.pattern.match(right)
        if m:
            return _found(rule, m, end + m.end())
    return None


def _found(rule: Rule, m: re.Match[str], edge: int) -> Found:
    groups = m.groupdict()
    compass = compass_word(groups.get("bear") or groups.get("part") or groups.get("part1") or "")
    km = distance(groups.get("n") or groups.get("w"), groups.get("unit"))
    relation = rule.relation
    if relation == "distance":
        relation = f"{compass} of" if compass else "distance from"
        if km is None:
            relation = f"{compass} of" if compass else "near"
    elif relation == "bearing":
        relation = f"{compass} of"
    elif relation == "part":
        relation = f"part:{adjective(compass)}"
    return Found(relation, compass, km, edge, m.group().strip())


def compass_word(word: str) -> str:
    """ "North-Western" -> "northwest", "central" -> "central"; "" for nothing."""
    word = word.lower().replace(" ", "").replace("-", "")
    return COMPASS_ADJECTIVES.get(word, "")


def adjective(compass: str) -> str:
    """ "northwest" -> "northwestern"."""
    return compass if compass == "central" else f"{compass}ern"


def distance(number: str | None, unit: str | None) -> float | None:
    """Kilometres of "20", "km" or "four", "miles"; None when the number is no number."""
    if not number or not unit:
        return None
    number = number.lower()
    value = NUMBERS.get(number)
    if value is None:
        try:
            value = float(number.replace(",", "." if re.search(r",\d{1,2}$", number) else ""))
        except ValueError:
            return None
    unit = unit.lower()
    factor = next(
        f
        for prefix, f in KM.items()
        if unit.startswith(prefix)
        and (prefix != "m" or unit == "m")
        and (prefix != "mi" or not unit.startswith("mile"))
    )
    return round(value * factor, 3)


#: "X, a hamlet four kilometres east of Y": what stands between an unknown name and the place that locates it.
APPOSITION = re.compile(
    rf"(?:,| \(|,? which (?:is|lies)|,? is| lies)?(?: village| town| area| camp| district)?(?:,| \()? ?(?:(?:an?|the|some|about|around|roughly|just|located|situated|lying|lies|that lies|small|tiny|remote) ?)*"
    rf"(?:(?:[\w'-]+ ){{0,3}}(?:village|town|hamlet|city|settlement|area|camp|suburb|base|port|community|locality|outpost|checkpoint|neighbou?rhood|district|post|farm|hill|valley)s?)?,? ?(?:(?:on|by|along) (?:the|a) (?:[\w-]+ )?(?:river|lake|coast|shore|road|highway|railway|border),? ?)?(?:(?:located|situated|lying|that lies|which lies|some|about|around|roughly|just|only|that is) )*"
    rf"(?P<rel>{_DIST},? {_BEAR} (?:of|from)|{_DIST.replace('?P<n>', '?P<n2>').replace('?P<w>', '?P<w2>').replace('?P<unit>', '?P<unit2>')} (?:from|outside|off)(?: of)?|{_BEAR.replace('?P<bear>', '?P<bear2>')} of|near(?: to)?|close to|outside(?: of)?|on the (?:outskirts|edge) of|in|inside|within|of) "
    rf"(?:the )?(?:{_ADJ} )?(?:{_KIND})?$",
    re.IGNORECASE,
)  # fmt: skip


def apposition(between: str) -> Found | None:
    """The relation between an unknown name and the next place, from the words between them."""
    m = APPOSITION.fullmatch(between.replace("\n", " "))
    if not m:
        return None
    g = m.groupdict()
    compass = compass_word(g["bear"] or g["bear2"] or "")
    km = distance(g["n"] or g["w"], g["unit"]) or distance(g["n2"] or g["w2"], g["unit2"])
    words = g["rel"].lower()
    if compass:
        relation = f"{compass} of"
    elif km is not None:
        relation = "distance from"
    elif words.startswith(("near", "close")):
        relation = "near"
    elif words.startswith("outside"):
        relation = "outside"
    elif "outskirts" in words or "edge" in words:
        relation = "outskirts of"
    else:
        relation = "in"
    return Found(relation, compass, km, 0, words)


#: "the Russian-run air base outside of Y": kinds of facility that can be looked for near a place.
FACILITIES: dict[str, tuple[str, ...]] = {
    "air base": ("airbase", "airport"), "airbase": ("airbase", "airport"), "air-base": ("airbase", "airport"), "military airport": ("airbase", "airport"),
    "airport": ("airport", "airbase"), "airfield": ("airport", "airbase"), "naval base": ("base", "port"), "military base": ("base", "airbase"),
    "port": ("port",), "seaport": ("port",), "border crossing": ("border_crossing",), "refugee camp": ("camp",), "dam": ("dam",), "refinery": ("facility",),
}  # fmt: skip
DESCRIBED = re.compile(
    rf"\b(?:the|an?|its|their|his) (?P<phrase>(?:[\w'’-]+ ){{0,3}}?(?P<kind>{'|'.join(sorted(FACILITIES, key=len, reverse=True))}) (?P<how>(?:just )?(?:outside(?: of)?|near|close to|of|at|in|south of|north of|east of|west of)) (?:the )?(?:{_KIND})?)$",
    re.IGNORECASE,
)


class Described(NamedTuple):
    """A facility that is described by its kind and a place: offset of its first word, features, how it lies."""

    start: int
    features: tuple[str, ...]
    kind: str
    how: str


def described(text: str, start: int, floor: int) -> Described | None:
    """The facility that the words before offset `start` describe by the place that begins there."""
    left = text[max(floor, start - 90) : start].replace("\n", " ")
    m = DESCRIBED.search(left)
    if not m:
        return None
    kind = m["kind"].lower()
    return Described(start - len(left) + m.start("phrase"), FACILITIES[kind], kind, m["how"].lower())
