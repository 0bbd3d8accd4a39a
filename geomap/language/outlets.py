"""Where a report's outlet is at home: what its name and its web address say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geomap.language.words import BODIES

if TYPE_CHECKING:
    from geomap.gazetteer.index import Gazetteer

Homes = frozenset[tuple[str, str]]  # (country, first-level code); ("GB", "") where the country alone is known
_PREFIXES = ("thisis", "my", "the", "online", "go")
_SUFFIXES = (
    *sorted(BODIES, key=len, reverse=True),
    "today",
    "online",
    "local",
    "evening",
    "free",
    "sun",
    "star",
    "sentinel",
)
_SECOND_LEVEL = frozenset("com co org net gov ac edu".split())
#: Country codes of the web that the whole world uses as words.
_BORROWED = frozenset("tv me io fm am ai co la ws cc to ly gl gg im is it us eu".split())
_LEAST = 5  # letters of a place's name inside a web address
_PEOPLE = 1000


def outlet_homes(source: str, url: str, gazetteer: Gazetteer) -> Homes:
    """The areas of the places that an outlet may be named after ("The Karsa Evening Post"), and its country."""
    host = _host(url) or (source.lower() if _is_host(source) else "")
    names = [*_names_of(source), *_names_in(host)] if host else _names_of(source)
    found = next((c for name in names if (c := gazetteer.lookup(name))), ())
    homes = {(c.country, c.admin1) for c in found if c.admin1 and c.population >= _PEOPLE}
    ending = host.rpartition(".")[2].upper()
    if len(ending) == 2 and ending.lower() not in _BORROWED:
        homes.add(("GB" if ending == "UK" else ending, ""))
    return frozenset(homes)


def _names_of(source: str) -> list[str]:
    """Names that the words of a paper's name begin with, the longest first."""
    words = source.split()
    if words and words[0].lower() == "the":
        del words[0]
    if len(words) < 2 or words[-1].lower() not in BODIES:
        return []
    return [" ".join(words[:n]) for n in range(len(words) - 1, 0, -1)]


def _names_in(host: str) -> list[str]:
    """Names that a web address may be made of: "karsaherald.com", "karsa-news.co.uk"."""
    labels = host.split(".")[:-1]
    while labels and (labels[-1] in _SECOND_LEVEL or len(labels[-1]) < 3):
        labels.pop()
    if not labels:
        return []
    word = labels[-1]
    word = next((word.removeprefix(p) for p in _PREFIXES if word.startswith(p)), word)
    cut = next((word.removesuffix(s) for s in _SUFFIXES if word.endswith(s)), "").strip("-")
    cut = next((cut.removesuffix(s) for s in _SUFFIXES if cut.endswith(s)), cut).strip("-")
    names = [cut, word] if cut else [word] if word != labels[-1] else []
    return [name.replace("-", " ").title() for name in names if len(name) >= _LEAST]


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if _is_host(host) else ""


def _is_host(text: str) -> bool:
    return "." in text and " " not in text and text.rpartition(".")[2].isalpha()
