"""Does work grow with the length of hostile text, or with its square? Processor time at one, two and four times a length.

Called by `benchmarks/fuzz.py --growth LENGTH`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from fuzz import attempt, check, target

from geomap.gazetteer.index import open_gazetteer

LINEAR, SQUARE = 2.0, 4.0  # what twice the length costs
AT_MOST, FLOOR = 2.8, 0.5  # a ratio above this is steep, once there are seconds enough to tell
REPEATED = (  # whole texts of one piece, again and again
    "a", "A", " ", "\n", " \n", "(", "()", "7", "7 ", "1.", "1/", "and ", "Aba ", "New York ", "Marib, ", "north of ", "between Aden and ", ".", ". ", "A.", "A. ", "-", "a-",
    "Ab-", "'", '"', "\u201c", "March ", "5 March 2021 ", "Monday ", "2021-", "last ", "the ", "of the ", "5 km north of ", "said ", "killed ", "hundred ", "from Aden to ",
    "weapons from Aden to Taiz via Marib, ", "control of Marib and ", "captured Marib, ", "denied ", "Iraqi ", "government ", ",", ":", ";", "\u00e9", "e\u0301", "\U0001f4a5", "\t",
    "%", "/", "http://", "@", "<", "U.S. ", "St. ", "Paris, Calif., ", "Shells fell on Marib on Friday. ", "Shells fell on Marib on Friday.\n", "He said.\n\n", "mid-", "35\u00b012'N ",
    "Share\n", "the past 10 days ", "three days ago ",
)  # fmt: skip
HOSTILE = (  # for every grammar: what nests, chains, lists or hides
    "of ", "of of of ", "the north of the north of ", "near near ", "between and ", "between ", "(of (", "[[", "{", "\u201c\u2018", "\u201cHe said \u201c", "'s ", "d'", "o'A'", "\u2019",
    "Aba Caba Daba ", "ABA ", "Al-", "al-Aba al-", "Marib, Aden, Taiz, Ibb, ", "Marib and Aden and ", "Marib/Aden/", "in Marib, in Aden, ", "1,", "1,000,", "12:30 ", "1-2-", "1/2/3/", "\u0661\u0662",
    "a\u0301", "\u0301", "A\u0301\u0302\u0303", "\u202e", "\u202eAden\u202c ", "\u200f", "\u200d", "\ufeff", "\u00ad", "from 1 to 2 to 3 ", "on Monday, Tuesday, ", "January February ",
    "2021 2022 ", "between 1 and 2 and ", "until since until ", "who which that ", "said that he said that ", "by by by ", "captured captured ", "not not ", "from to via ", "weapons to ", "Gen. Col. ", "No. ",
    "Aden's Marib's ", "Aden-Marib-", "\"\"", "``", "\u00ab\u00bb", "km ", "5 km 5 km ", "35\u00b0 ", "35.1, 36.2; ",
)  # fmt: skip


def deep(size: int) -> Iterator[tuple[str, bytes]]:
    """(kind of reader, file of about `size` bytes): nested, chained or repeated."""
    n = size // 10
    yield "html", b"<div>" * (2 * n) + b"Aden"
    yield "html", b"<p>Aden" * n
    yield "html", b"<" * size
    yield "html", b"<!--" * (size // 4)
    yield "html", b"<script>" + b"{" * size
    yield "html", b"<li>Share</li>" * (size // 14)
    yield "plain", b"---\n" * (size // 4)
    yield "plain", b"\n" * size
    yield "plain", b"a: b\n" * (size // 5)
    yield "eml", b"X: y\n" * (size // 5) + b"\nAden"
    yield "eml", b"Subject: " + b"=?utf-8?q?a?= " * (size // 14) + b"\n\nAden"
    yield "eml", b"Date: " + b"(" * size + b"\n\nAden"
    yield "lines", b"{}\n" * (size // 3)
    yield "lines", json.dumps({"text": "Aden " * (size // 5)}).encode()
    yield "lines", b"[" * size
    yield "metadata", b"report,published\n" + b"a.txt,2021-01-01\n" * (size // 17)
    yield "codec", b"[" * size
    yield "table", b"place,date,notes\n" + b"Aden,2021-01-01,x\n" * (size // 18)
    sound = (b"2021-01-01", b"Yemen", b"Marib", b"15.4", b"45.3")
    for mark in (b" ", b"(", b",", b"-", b"1", b"1 "):
        cell = b'"1A' + mark * (size // (5 * len(mark))) + b'x"'
        rows = (b",".join([*sound[:n], cell, *sound[n + 1 :]]) for n in range(len(sound)))
        yield "table", b"event_date,country,location,latitude,longitude\n" + b"\n".join(rows) + b"\n"


def main(length: int, only: str) -> int:
    """Print a line for each text and file; 1 when one grows steeply or fails."""
    gazetteer, bad = open_gazetteer(), 0
    with tempfile.TemporaryDirectory() as name:
        if only in ("", "language"):
            for piece in dict.fromkeys((*HOSTILE, *REPEATED)):
                texts = ((piece * (size // len(piece) + 1))[:size] for size in sizes(length))
                bad += steep(repr(piece), (partial(check, text, gazetteer) for text in texts))
        if only != "language":
            for number, (kind, data) in enumerate(deep(length)):
                if only not in ("", kind):
                    continue
                run = target(kind, Path(name), gazetteer)
                files = (list(deep(size))[number][1] for size in sizes(length))
                bad += steep(f"{kind} {data[:20]!r}", (partial(run, file) for file in files))
    return min(bad, 1)


def sizes(length: int) -> tuple[int, int, int]:
    """The three lengths."""
    return length, 2 * length, 4 * length


def steep(what: str, runs: Iterator[Callable[[], object]]) -> bool:
    """Whether the third of three runs, each of twice the length, costs far more than twice the second."""
    spent = []
    for run in runs:
        result, seconds = min(
            (attempt(run, 120) for _ in range(1 if spent and spent[-1] > 1 else 2)), key=lambda x: x[1]
        )
        spent.append(seconds)
        if result.startswith("fault"):
            print(f"{what:45} {result}", flush=True)
            return True
    ratio = spent[2] / max(spent[1], 1e-9)
    bad = ratio > AT_MOST and spent[2] > FLOOR
    print(f"{what:45} {' '.join(f'{s:7.2f}' for s in spent)} s, x{ratio:.1f} {'STEEP' if bad else ''}", flush=True)
    return bad
