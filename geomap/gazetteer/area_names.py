"""What first- and second-level areas and countries are called: generic words, demonyms, and the ISO 3166-2 row of a name."""

from __future__ import annotations

import re
from collections import defaultdict

from geomap.gazetteer.entry import Name
from geomap.gazetteer.fold import fold_fast, skeleton_of_folded
from geomap.gazetteer.vendored import read_tsv

# What a first- or second-level area is called beside its name, before or after it.
GENERIC = re.compile(
    r"(?i)^(?:(?:muhafazat|muhafazah|muhafaza|mohafazat|wilayat|wilaya|wilayah|ostan-e|ostan|ostane|region of|province of|state of|republic of|département d[eu']|department of|departamento de|"
    r"provincia de|provincia di|provincia|estado de|municipio de|región de|región|region|district of|county of|gouvernorat d[eu']?|governorate of|shahrestan-e|qada'?|cercle de)\s+)"
    r"|(?:\s+(?:governorate|province|oblast'?|region|state|district|department|county|parish|prefecture|municipality|krai|kray|republic|canton|division|autonomous region|voivodeship|raion|rayon|"
    r"county municipality|regency|zone|subdistrict|township|city|city municipality|census area|borough|special region|territory|commune|cercle|woreda|state region|urban hromada|hromada))+$"
)


def plurals(demonym: str) -> tuple[str, ...]:
    """A demonym with its plural, where it has one of its own: Iraqi, Iraqis; Chinese."""
    if re.search(r"(ese|ish|sh|ch|men|man|s|x|z|ic|oma|é|è)$", demonym) or demonym in (
        "Burkinabe",
        "Thai",
        "Manx",
        "Greek Cypriot",
    ):
        return (demonym,)
    return (demonym, demonym[:-1] + "ies" if demonym.endswith("y") else demonym + "s")


def iso_index() -> dict[str, dict[str, list[list[str]]]]:
    """ISO 3166-2 rows by country and by the core of each of their names."""
    found: dict[str, dict[str, list[list[str]]]] = defaultdict(lambda: defaultdict(list))
    for row in read_tsv("iso3166_2.tsv.gz"):
        for core in {name_core(row[1]), *(name_core(n.text) for n in local_names(row[2]))}:
            found[row[0][:2]][core].append(row)
            if (bones := "~" + skeleton_of_folded(core)) != "~":
                found[row[0][:2]][bones].append(row)
    return found


def local_names(text: str) -> list[Name]:
    """ "Hasaka (eng), Parêzgeha Hesekê (kur)" -> names with their language."""
    found = re.findall(r"([^,()]+?)\s*\(([a-z]{3}(?:,\s*[a-z]{3})*)\)", text)
    return [Name(name.strip(), "alternate", lang[:3]) for name, lang in found if name.strip()]


def match_iso(name: str, rows: dict[str, list[list[str]]]) -> list[str] | None:
    """The ISO 3166-2 row that has this name among its own, or its skeleton, if there is just one."""
    core = name_core(name)
    for key in (core, "~" + skeleton_of_folded(core)):
        codes = {row[0]: row for row in rows.get(key, ())}
        top = [row for row in codes.values() if not row[4]] or list(codes.values())
        if len(top) == 1:
            return top[0]
    return None


def name_core(name: str) -> str:
    """What is left of an area's name without generic word, article and blanks: what its names in two tables share."""
    return fold_fast(GENERIC.sub("", name)).removeprefix("al ").replace(" ", "")


def shorter(name: str) -> str:
    """The name without its generic word ("Idlib Governorate" -> "Idlib"), or "" when that changes nothing."""
    short = GENERIC.sub("", name).strip()
    if short == name or len(short) < 3 or short.casefold() in _NO_NAMES:
        return ""
    return short


# What is left of "Northern State", "Central Region": a word, no name.
_NO_NAMES = frozenset(
    "north south east west central northern southern eastern western centre center middle upper lower capital federal northeast northwest southeast southwest "
    "north-east north-west south-east south-west northeastern northwestern southeastern southwestern coastal river red sea national unorganized the new old free".split()
)
