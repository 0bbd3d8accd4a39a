"""Reports made up by the thousand: sentences of no real event, about real towns, the same for the same number and seed.

python benchmarks/invented.py 10000 --words 60 > reports.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from typing import Any

TOWNS = {
    "Yemen": "Marib Aden Taiz Sanaa Hodeidah Mukalla Sirwah Ibb Dhamar Zinjibar Ataq Mocha".split(),
    "Sudan": "Khartoum Omdurman Nyala Zalingei Kassala Gedaref Atbara Kosti Dongola Kutum Kadugli Babanusa".split(),
    "Mali": "Bamako Gao Timbuktu Kidal Mopti Segou Menaka Douentza Tessalit Ansongo Djenne Bandiagara".split(),
    "Ukraine": "Kyiv Kharkiv Kherson Mykolaiv Zaporizhzhia Sumy Chernihiv Poltava Kupiansk Izium Odesa Dnipro".split(),
}
PARTIES = ("the army", "rebels", "militia fighters", "government forces", "gunmen", "a local self-defence group")
CARGO = ("weapons", "fuel", "ammunition", "medical supplies", "spare parts", "drones")
MONTHS = "January February March April May June July August September October November December".split()
TOLD = (
    "Shells fell on {a} on {day}, killing {n} people, officials in {b} said.",
    "Warplanes bombed a depot near {a} early on {day}.",
    "{Party} captured {a} after three days of fighting, residents told reporters by telephone.",
    "{Party} still control {a}, while {party} hold {b}.",
    "A convoy of trucks carried {cargo} from {a} to {b} via {c}, a customs officer said.",
    "The authorities in {b} denied that any {cargo} had crossed the border from {country}.",
    "Clashes broke out {km} km north of {a} and lasted until the evening.",
    "Aid workers in {b} said that {n} families had fled from {a} since the end of {month}.",
    "{Party} advanced from {a} towards {b} the next day and met little resistance.",
    "The market of {c} stayed closed for a second week, and bread cost twice as much as in {month}.",
)


def report(number: int, *, words: int = 200, seed: int = 1, theatres: int = 1) -> dict[str, Any]:
    """One made-up report of about `words` words as a JSON Lines row: one theatre (or up to four), three months of one year."""
    draw = random.Random(seed * 1_000_003 + number)  # nothing else decides what it says
    country, towns = sorted(TOWNS.items())[number % theatres]
    sentences: list[str] = []
    count = 0
    while count < words:
        sentence = _sentence(draw, country, towns)
        sentences.append(sentence)
        count += len(sentence.split())
    day = f"2021-{draw.randint(1, 3):02d}-{draw.randint(1, 28):02d}"
    return {"id": f"invented-{number:07d}", "text": " ".join(sentences), "published": day, "source": "Invented Wire"}


def _sentence(draw: random.Random, country: str, towns: Sequence[str]) -> str:
    a, b, c = draw.sample(list(towns), 3)
    party, other = draw.sample(PARTIES, 2)
    return draw.choice(TOLD).format(
        a=a, b=b, c=c, country=country, party=other, Party=party[0].upper() + party[1:], cargo=draw.choice(CARGO),
        n=draw.randint(2, 40), km=draw.randint(3, 60), month=draw.choice(MONTHS),
        day=f"{draw.randint(1, 28)} {draw.choice(MONTHS[:3])} 2021",
    )  # fmt: skip


def rows(count: int, *, words: int = 200, seed: int = 1, first: int = 0, theatres: int = 1) -> Iterator[dict[str, Any]]:
    """`count` reports, one at a time, from number `first`."""
    return (report(number, words=words, seed=seed, theatres=theatres) for number in range(first, first + count))


def main() -> int:
    """Write JSON Lines to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for row in rows(args.count, words=args.words, seed=args.seed):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
