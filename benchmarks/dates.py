"""Time expressions measured: development and held-back parts of the corpus, and the speed.

    python benchmarks/dates.py ../shared [--errors N] [--json FILE]

The corpus is split by the SHA-256 of each document's id: eight tenths for development, two tenths held back. Only errors of
the development part are ever shown (`--errors`); the figures of both are. Scorer: ../shared/tools/score_dates.py.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from geomap.language.dates import find_times
from geomap.language.document import read
from geomap.model import Report

Docs = list[dict[str, Any]]
DEVELOPMENT = 8  # tenths


def part(doc_id: str) -> str:
    """ "development" or "held back", by a hash of the id."""
    tenth = int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % 10
    return "development" if tenth < DEVELOPMENT else "held back"


def predict(docs: Docs) -> list[dict[str, Any]]:
    """Rows as `geomap dates` prints them."""
    found = []
    for d in docs:
        doc = read(Report(id=d["doc_id"], text=d["text"]))
        times = find_times(doc, date.fromisoformat(d["dct"][:10]))
        found += [
            {"report": t.report, "start": t.start, "end": t.end, "text": t.text, "type": t.type, "value": t.value}
            for t in times
        ]
    return found


def score(shared: Path, docs: Docs, errors: int) -> dict[str, Any]:
    """The scorer's figures for some documents; prints their errors when asked."""
    with tempfile.TemporaryDirectory() as folder:
        gold, answers = Path(folder) / "gold.jsonl", Path(folder) / "answers.jsonl"
        gold.write_text("".join(json.dumps(d) + "\n" for d in docs), "utf-8")
        answers.write_text("".join(json.dumps(r) + "\n" for r in predict(docs)), "utf-8")
        command = [sys.executable, str(shared / "tools" / "score_dates.py"), str(gold), str(answers)]
        if errors:
            print(
                subprocess.run([*command, "--errors", str(errors)], capture_output=True, text=True, check=True).stdout
            )
        done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def speed(docs: Docs) -> float:
    """Megabytes of text per second of processor time, cutting into sentences left out; the best of three."""
    cut = [read(Report(id=d["doc_id"], text=d["text"])) for d in docs]
    size = sum(len(d["text"].encode()) for d in docs)
    best = 0.0
    for _ in range(3):
        begin = time.process_time()
        for doc, d in zip(cut, docs, strict=True):
            find_times(doc, date.fromisoformat(d["dct"][:10]))
        best = max(best, size / (time.process_time() - begin) / 1e6)
    return round(best, 2)


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N errors of the development part")
    parser.add_argument("--json", type=Path, metavar="FILE")
    args = parser.parse_args()
    with (args.shared / "corpora" / "timex_train.jsonl").open(encoding="utf-8") as stream:
        docs = [json.loads(line) for line in stream]
    report: dict[str, Any] = {
        name: score(
            args.shared, [d for d in docs if part(d["doc_id"]) == name], args.errors if name == "development" else 0
        )
        for name in ("development", "held back")
    }
    report["all"] = score(args.shared, docs, 0)
    report["MB_per_second"] = speed(docs)
    text = json.dumps(report, indent=1)
    print(text)
    if args.json:
        args.json.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
