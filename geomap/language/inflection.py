"""Inflected forms of English verbs."""

from __future__ import annotations

import re

IRREGULAR_DOUBLE = frozenset(
    """stop ship bar ban plan admit cut hit get run set shut quit put let trap transfer airdrop drop ferry slip
    kidnap refer deter rebut grab step spot patrol control trap transit""".split(),
)


def inflect(verb: str, irregular: tuple[str, ...] = ()) -> dict[str, str]:
    """Every form of a verb with its shape. `irregular` holds past[, participle[, more]]."""
    forms = {verb: "base", _s_form(verb): "s", _ing_form(verb): "ing"}
    if not irregular:
        forms[_ed_form(verb)] = "ed"
    elif len(irregular) == 1:
        forms[irregular[0]] = "ed" if irregular[0] != verb else "base"
    else:
        forms[irregular[0]] = "past"
        for word in irregular[1:]:
            forms.setdefault(word, "participle")
    return forms


def _s_form(verb: str) -> str:
    if re.search(r"(s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


def _ing_form(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if _doubles(verb) else verb) + "ing"


def _ed_form(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return (verb + verb[-1] if _doubles(verb) else verb) + "ed"


def _doubles(verb: str) -> bool:
    last = verb.split("-")[-1]
    short = bool(re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", last)) and len(last) <= 5
    return short or verb in IRREGULAR_DOUBLE
