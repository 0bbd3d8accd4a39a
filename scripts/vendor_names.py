"""Which names and ids of other tables are an area's own (called by vendor_gazetteer.py).

Natural Earth's divisions are a decade old: the one that an area's towns lie in may be its predecessor, or its neighbour.
ISO 3166-2 lists give nicknames and translations ("The Golden State", "Peace") as English names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from geomap.gazetteer.area_names import local_names, name_core
from geomap.gazetteer.fold import fold_fast, skeleton_of_folded

# Likeness of names of one area in two tables, of a name and its English form, of two spellings of a name.
_ALIKE, _AKIN, _CLEARLY = 0.7, 0.45, 0.8
# The same area under a name that has nothing in common with the other table's.
_RENAMED = frozenset("AZ.17 BG.42 KZ.08 KZ.10 MN.06 MX.09 NA.28 NI.18 PK.07 RU.63 SI.37".split())
_PREDECESSOR = frozenset({"CD.18"})  # what was larger, under nearly the same name
_SIDES = re.compile(r"(?i)(north|south|east|west|central|upper|lower|new|old|middle)")


def own_ids(
    found: Mapping[str, list[str]], names: Mapping[str, str], iso_names: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Area code -> [GeoNames id, names...] without rows of another area and without names that are another area's.

    A name that several areas have stays with the one whose own name it clearly is, else with the older code.
    """
    own = {code: [name, *iso_names.get(code, ())] for code, name in names.items()}
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, called in [*own.items(), *((code, others) for code, (_, *others) in found.items())]:
        for name in called:
            claims[code[:2], name_core(name)].add(code)

    def holds(code: str, name: str) -> bool:
        core = name_core(name)
        like = {c: _likeness(core, own[c]) for c in claims[code[:2], core]}
        best = min(like, key=lambda c: (-like[c] if like[c] > _CLEARLY else 0.0, c))
        return like[code] == 1.0 or best == code

    times = Counter(number for number, *_ in found.values())
    kept = {}
    for code, (number, *others) in sorted(found.items()):
        if times[number] > 1 or code in _PREDECESSOR:
            continue
        if others and code not in _RENAMED and not _same_area(own[code], others):
            continue
        kept[code] = [number, *(n for n in others if holds(code, n))]
    return kept


def _likeness(core: str, own: Iterable[str]) -> float:
    return max(SequenceMatcher(None, core, name_core(name)).ratio() for name in own)


def _same_area(own: Iterable[str], others: Iterable[str]) -> bool:
    cores = {name_core(n) for n in own} - {""}
    bones = {skeleton_of_folded(core) for core in cores} - {""}
    words = {w for n in own for w in fold_fast(n).split() if len(w) > 3}
    return any(
        name_core(n) in cores
        or skeleton_of_folded(name_core(n)) in bones
        or words & set(fold_fast(n).split())
        or any(SequenceMatcher(None, name_core(n), core).ratio() > _ALIKE for core in cores)
        for n in others
    )


def without_nicknames(name: str, local: str, country: str, areas: Iterable[str]) -> str:
    """Local and other names of a subdivision without English nicknames and literal translations.

    An English name stays when it is like another name of the subdivision, is that of a first-level area (`areas`: names of
    those of the country), or tells a side of the country ("South Lebanon").
    """
    told = local_names(local)
    others = {name_core(name), *(name_core(n.text) for n in told if n.lang != "eng")} - {""}
    known = {name_core(a) for a in areas}
    land = set(fold_fast(country).split())
    words = {w for n in (name, *(n.text for n in told if n.lang != "eng")) for w in fold_fast(n).split() if len(w) > 3}

    def stays(text: str) -> bool:
        core, parts = name_core(text), set(fold_fast(text).split())
        return (
            core in known
            or any(skeleton_of_folded(core) == skeleton_of_folded(o) for o in others)
            or bool(words & parts)
            or any(SequenceMatcher(None, core, o).ratio() > _AKIN for o in others)
            or bool(_SIDES.match(text) and land & parts)
        )

    return ", ".join(f"{n.text} ({n.lang})" for n in told if n.lang != "eng" or stays(n.text))
