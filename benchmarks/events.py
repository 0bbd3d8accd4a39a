"""Where the event of a given verb happens: accuracy on ../shared/corpora/event_location.jsonl.

Usage: python benchmarks/events.py [--split dev|held] [--misses]

Sentences with at least one gold place name (names of one or two letters are slips of the corpus and left out). A
sentence is right when a place given for the event word overlaps a gold place. Half of the sentences, chosen by a hash
of their id, are for development; the held half is what is reported. `found` is the share whose gold place was
recognised as a place at all: the ceiling for the rules that choose among the places.
"""

from __future__ import annotations

import argparse
import json
from hashlib import blake2b
from pathlib import Path

from geomap.gazetteer.belligerents import load
from geomap.gazetteer.index import open_gazetteer
from geomap.language.document import read
from geomap.language.events.locate import event_places
from geomap.language.places import find_places
from geomap.model import Report

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "event_location.jsonl"


def held_back(row_id: str) -> bool:
    """Whether a sentence belongs to the held half."""
    return blake2b(row_id.encode(), digest_size=2).digest()[0] % 2 == 1


def main() -> None:
    """Print sentences, found, right of all, right of found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "held"), default="held")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    gazetteer, sides = open_gazetteer(), load()
    total = found = right = 0
    for line in CORPUS.read_text("utf-8").splitlines():
        row = json.loads(line)
        gold = [(x["start"], x["end"]) for x in row["locations"] if len(x["text"].strip()) > 2]
        if not gold or held_back(row["doc_id"]) != (args.split == "held"):
            continue
        doc = read(Report(id=row["doc_id"], text=row["text"]))
        resolutions = find_places(doc, gazetteer)
        told = event_places(doc, resolutions, sides, row["event"][0][0])
        total += 1
        known = any(overlap(r.mention.start, r.mention.end, gold) for r in resolutions)
        hit = any(overlap(r.mention.start, r.mention.end, gold) for r in told)
        found, right = found + known, right + hit
        if args.misses and not hit:
            words = [row["text"][a:b] for a, b in row["event"]]
            print(
                "known" if known else "no place",
                words,
                [row["text"][a:b] for a, b in gold],
                [r.mention.text for r in told],
                row["text"][:240],
                sep=" | ",
            )
    print(
        json.dumps(
            {
                "split": args.split,
                "sentences": total,
                "found": round(found / total, 4),
                "right": round(right / total, 4),
                "right_of_found": round(right / max(found, 1), 4),
            }
        )
    )


def overlap(start: int, end: int, gold: list[tuple[int, int]]) -> bool:
    """Whether a span shares a character with a gold span."""
    return any(a < end and start < b for a, b in gold)


if __name__ == "__main__":
    main()
