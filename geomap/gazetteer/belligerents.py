"""Belligerents per theatre: names, aliases and sides from `gazetteer/belligerents/*.csv`, found in text in microseconds.

An alias that begins with "~" is a generic noun ("rebels", "the junta"): it means this belligerent only where the
report speaks of one of its countries. Side names follow the contract: for Syria its fixed list, else the holder's
name in lower case or its group.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from geomap.errors import InputError
from geomap.gazetteer.data import folder

WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bb\u02bc\u2018`.][^\W_]+)*")
PART_OF_NAME = re.compile(r"[A-Z]\w+ (?:of|for) (?:the )?[A-Z]")  # an army "of Islam" is somebody's own name
COLUMNS = ("id", "name", "aliases", "side", "colour", "theatre", "countries", "kind", "source")


@dataclass(frozen=True, slots=True)
class Belligerent:
    """One armed actor: `kind` is state, rebel, militia, jihadist, foreign or mission; `countries` are ISO codes."""

    id: str
    name: str
    aliases: tuple[str, ...]
    side: str
    colour: str
    theatre: str
    countries: tuple[str, ...]
    kind: str
    source: str = ""


class Belligerents:
    """Look-up of belligerents by name, by generic noun in a country, and by the state they are."""

    def __init__(self, rows: Iterable[Belligerent]) -> None:
        self.rows = tuple(rows)
        self._names: dict[str, list[Belligerent]] = {}
        self._generic: dict[str, list[Belligerent]] = {}
        self._states: dict[str, Belligerent] = {}
        self._reach: dict[str, int] = {}
        for row in self.rows:
            for alias in (row.name, *row.aliases):
                generic = alias.startswith("~")
                key = fold_alias(alias.removeprefix("~"))
                if not key:
                    continue
                table = self._generic if generic else self._names
                known = table.setdefault(key, [])
                if row not in known:
                    known.append(row)
                words = key.split()
                self._reach[words[0]] = max(self._reach.get(words[0], 0), len(words))
            if row.kind == "state" and row.countries:
                self._states.setdefault(row.countries[0], row)

    def find(self, text: str, countries: Collection[str] = ()) -> list[tuple[int, int, Belligerent]]:
        """`(start, end, belligerent)` of every name in `text`, longest first at each word, in order.

        `countries` (ISO codes, the likeliest first) choose between theatres that share a name, and let generic nouns
        speak; without it only proper names are found.
        """
        words = [(m.start(), m.end(), _key(m.group())) for m in WORD.finditer(text)]
        found, i = [], 0
        while i < len(words):
            step = 1
            for n in range(min(self._reach.get(words[i][2], 0), len(words) - i), 0, -1):
                key = " ".join(w[2] for w in words[i : i + n])
                row = self._choose(key, countries, text[words[i][0] : words[i + n - 1][1]])
                if row is not None and words[i][2] == "the" and self._longer(words, i + 1, n - 1):
                    break  # "the Army of Conquest" is not "the army"
                if row is not None and not (key in self._generic and PART_OF_NAME.match(text[words[i + n - 1][0] :])):
                    found.append((words[i][0], words[i + n - 1][1], row))
                    step = n
                    break
            i += step
        return found

    def _longer(self, words: Sequence[tuple[int, int, str]], i: int, than: int) -> bool:
        """Whether a proper name of more words than `than` begins at word `i`."""
        longest = min(self._reach.get(words[i][2], 0), len(words) - i)
        return any(" ".join(w[2] for w in words[i : i + n]) in self._names for n in range(longest, than, -1))

    def _choose(self, key: str, countries: Collection[str], written: str) -> Belligerent | None:
        named = self._names.get(key)
        if named and (len(key) > 4 or written.upper() == written or written[:1].isupper()):
            alike = len({r.side for r in named}) == 1 or not countries
            return _nearest(named, countries) or (named[0] if alike else None)
        return _nearest(self._generic.get(key, ()), countries)

    def is_name(self, text: str) -> bool:
        """Whether `text` is a proper name of a belligerent, not a generic noun."""
        return fold_alias(text) in self._names

    def state(self, country: str) -> Belligerent | None:
        """The government side of a country's own war (ISO code), None where no table has one."""
        return self._states.get(country)

    def generic(self, noun: str, countries: Collection[str]) -> Belligerent | None:
        """Who a generic noun ("rebels") means in these countries, likeliest country first."""
        return _nearest(self._generic.get(fold_alias(noun), ()), countries)


def _nearest(rows: Sequence[Belligerent], countries: Collection[str]) -> Belligerent | None:
    """The row of the first country that any row lists; the row that names it earliest wins."""
    for country in countries:
        here = [r for r in rows if country in r.countries]
        if here:
            return min(here, key=lambda r: r.countries.index(country))
    return None


@lru_cache(maxsize=1 << 15)
def _key(word: str) -> str:
    word = word.replace("\u2019", "'").replace("\u2018", "'").replace("\u02bc", "'").replace("`", "'").lower()
    word = word[:-2] if word.endswith("'s") else word
    plain = unicodedata.normalize("NFKD", word)
    return "".join(ch for ch in plain if not unicodedata.combining(ch) and ch not in "'.")


def fold_alias(alias: str) -> str:
    """A name as it is compared: words without case, accents, apostrophes, dots and possessive s."""
    return " ".join(_key(m.group()) for m in WORD.finditer(alias))


def read_table(path: Path) -> list[Belligerent]:
    """The rows of one table. Raises InputError with file and line when a column is missing or a row is short."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
        if missing:
            raise InputError(
                f"no column {missing[0]!r}", where=f"{path.name}:1", hint="give the columns " + ",".join(COLUMNS)
            )
        rows = []
        for row in reader:
            if None in row or any(row[c] is None for c in COLUMNS) or not row["id"]:
                raise InputError(
                    "row with too few or too many fields", where=f"{path.name}:{reader.line_num}", hint="quote commas"
                )
            rows.append(_row(row))
    return rows


def _row(row: dict[str, str]) -> Belligerent:
    return Belligerent(
        row["id"],
        row["name"],
        tuple(a.strip() for a in row["aliases"].split("|") if a.strip()),
        row["side"],
        row["colour"],
        row["theatre"],
        tuple(row["countries"].split()),
        row["kind"],
        row["source"],
    )


@cache
def load() -> Belligerents:
    """Every table of `gazetteer/belligerents/`, read once."""
    rows: list[Belligerent] = []
    for path in sorted((folder() / "belligerents").glob("*.csv")):
        rows.extend(read_table(path))
    return Belligerents(rows)
