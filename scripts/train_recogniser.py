"""Train the weights of the place recogniser: logistic regression on readable cues, L2, scipy's L-BFGS.

    python scripts/train_recogniser.py ../shared/corpora [--folds 5] [--write]

Reads lgl_train, trnews_train, humset_train and wotr. Prints five-fold and leave-one-corpus-out figures on candidate
spans (the figures that count come from benchmarks/places.py); --write trains on all and writes
geomap/language/weights/recognise.json and common_words.json (counts of lower-case words that are also place names).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.language import document, doubt, recognise
from geomap.language.cues import cues, survey
from geomap.language.spots import Spot, find_spots
from geomap.language.view import View, look
from geomap.language.weigh import table
from geomap.model import Report

WEIGHTS = Path(__file__).resolve().parent.parent / "geomap" / "language" / "weights"
CORPORA = ("lgl_train", "trnews_train", "humset_train", "wotr")
IMPORTANCE = {"lgl_train": 1.0, "trnews_train": 1.5, "humset_train": 0.5, "wotr": 0.4}
Row = tuple[list[str], int, float]  # cues, label, weight
INNER = 3  # parts of the training documents, each judged by weights of the others, to learn the second judgement from


class Sheet(NamedTuple):
    """One document to learn from: its spans, the right ones by `id`, and a row for each span but peoples."""

    view: View
    spots: list[Spot]
    right: frozenset[int]
    rows: list[Row]
    importance: float


def read_corpus(path: Path) -> list[dict[str, Any]]:
    """The documents of a corpus."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


COMMON_NOTE = (
    "one weight per ordinary word that is also a place's name: log2 of how often it stands in lower case in LGL, TR-News, "
    "HumSet and WOTR; scripts/train_recogniser.py"
)


def common_words(docs: list[dict[str, Any]], gazetteer: Gazetteer) -> dict[str, float]:
    """Lower-case words of running text that are also names of places, with the log of their count."""
    counts: Counter[str] = Counter()
    for d in docs:
        counts.update(w for w in document.tokenise(d["text"]).words if w.islower() and w.isalpha() and w.isascii())
    return {
        w: round(log2(n), 1) for w, n in sorted(counts.items()) if n > 3 and len(w) > 1 and gazetteer.lookup(w.title())
    }


def label(spots: list[Spot], gold: list[dict[str, Any]]) -> dict[int, int]:
    """Index of spot -> 1 or 0; each gold span goes to the spot that fits it best, and what overlaps that is wrong."""
    out: dict[int, int] = {}
    for g in gold:
        inside = [(i, s) for i, s in enumerate(spots) if s.start < g["end"] and g["start"] < s.end]
        inside.sort(key=lambda p: (-_fit(p[1], g), -bool(p[1].candidates)))
        taken: list[Spot] = []
        for i, s in inside:
            if any(t.start < s.end and s.start < t.end for t in taken):
                out.setdefault(i, 0)
            else:
                out[i] = 1
                taken.append(s)
    return out


def _fit(s: Spot, g: dict[str, Any]) -> float:
    return (min(s.end, g["end"]) - max(s.start, g["start"])) / (max(s.end, g["end"]) - min(s.start, g["start"]))


def event_rows(path: Path, gazetteer: Gazetteer, common: dict[str, float]) -> list[list[Row]]:
    """Sentences whose event places are marked, and nothing else: right answers only, and runs that open like a person."""
    out = []
    for d in read_corpus(path):
        gold = [g for g in d["locations"] if len(g["text"]) > 3 and g["text"][0].isupper() and g["text"][-1].isalpha()]
        if not gold:
            continue
        view = look(document.read(Report(id=d["doc_id"], text=d["text"])))
        spots = find_spots(view, gazetteer)
        seen = survey(view, spots)
        labels = label(spots, gold)
        person = [
            i
            for i, s in enumerate(spots)
            if i not in labels
            and any(c.startswith(("k.person_run", "u.person_run")) for c in cues(view, s, seen, common))
        ]
        wanted = [*labels, *person]
        out.append(
            [
                (cues(view, spots[i], seen, common), labels.get(i, 0), 0.5)
                for i in wanted
                if not spots[i].namesakes.people
            ]
        )
    return out


def sheet(doc: dict[str, Any], gazetteer: Gazetteer, common: dict[str, float], importance: float) -> Sheet:
    """The candidate spans of one document with their cues and labels."""
    view = look(document.read(Report(id=doc["doc_id"], text=doc["text"])))
    spots = find_spots(view, gazetteer)
    seen = survey(view, spots)
    labels = label(spots, doc["toponyms"])
    rows = [
        (cues(view, s, seen, common), labels.get(i, 0), importance)
        for i, s in enumerate(spots)
        if not s.namesakes.people
    ]
    return Sheet(view, spots, frozenset(id(spots[i]) for i, right in labels.items() if right), rows, importance)


def train(sheets: list[Sheet], events: list[Row]) -> dict[str, Any]:
    """Weights of both judgements; the second learns from what the first makes of documents it was not trained on."""
    doubts: list[tuple[float, Row]] = []
    for k in range(INNER):
        use(fit([r for i, s in enumerate(sheets) if i % INNER != k for r in s.rows] + events))
        for s in sheets[k::INNER]:
            doubts += doubts_of(s)
    use(fit([r for s in sheets for r in s.rows] + events))
    weights = table("recognise")
    weights["again"] = fit_again(doubts)
    return {"cues": weights["cues"], "again": weights["again"]}


def use(weights: dict[str, float]) -> None:
    """Make the weights of the first judgement the ones in use (in memory)."""
    table("recognise")["cues"] = weights


def doubts_of(s: Sheet) -> list[tuple[float, Row]]:
    """The doubtful spans of a document: log odds of the first judgement, and a row of the second."""
    spots = list(s.spots)
    for spot in spots:
        spot.role = ""
    recognise.judge(s.view, spots)
    return [
        (spot.score, (company, int(id(spot) in s.right), s.importance)) for spot, company in doubt.doubts(s.view, spots)
    ]


def fit_again(doubts: list[tuple[float, Row]], *, l2: float = 3.0, least: int = 20) -> dict[str, Any]:
    """The slope on the first judgement's log odds, drawn to one, and the weights of the company a name keeps."""
    counts = Counter(c for _, (cs, _, _) in doubts for c in cs)
    names = sorted(c for c, n in counts.items() if n >= least)
    index = {c: i for i, c in enumerate(names)}
    x = np.zeros((len(doubts), len(names) + 1))
    for row, (score, (cs, _, _)) in zip(x, doubts, strict=True):
        row[-1] = score
        row[[index[c] for c in cs if c in index]] = 1
    y = np.array([2 * label - 1 for _, (_, label, _) in doubts], float)
    w = np.array([weight for _, (_, _, weight) in doubts])
    centre = np.zeros(len(names) + 1)
    centre[-1] = 1

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z, away = y * (x @ theta), theta - centre
        p = 1 / (1 + np.exp(np.clip(z, -50, 50)))
        return float(w @ np.logaddexp(0, -z) + 0.5 * l2 * away @ away), -(x.T @ (w * y * p)) + l2 * away

    best = minimize(loss, centre, jac=True, method="L-BFGS-B").x
    return {
        "score": round(float(best[-1]), 3),
        "cues": {c: round(float(v), 3) for c, v in zip(names, best, strict=False) if abs(v) >= 0.04},
    }


def fit(rows: list[Row], *, l2: float = 1.0, least: int = 4) -> dict[str, float]:
    """Weights by cue: logistic loss plus an L2 penalty."""
    counts = Counter(c for cs, _, _ in rows for c in set(cs))
    names = sorted(c for c, n in counts.items() if n >= least)
    index = {c: i for i, c in enumerate(names)}
    indptr, indices = [0], []
    for cs, _, _ in rows:
        indices.extend(index[c] for c in cs if c in index)
        indptr.append(len(indices))
    x = csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(rows), len(names)))
    y = np.array([2 * label - 1 for _, label, _ in rows], float)
    w = np.array([weight for _, _, weight in rows])
    penalty = np.full(len(names), l2)
    if "bias" in index:
        penalty[index["bias"]] = 0.01

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = y * (x @ theta)
        value = float(w @ np.logaddexp(0, -z) + 0.5 * penalty @ theta**2)
        p = 1 / (1 + np.exp(np.clip(z, -50, 50)))
        return value, -(x.T @ (w * y * p)) + penalty * theta

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {c: round(float(v), 3) for c, v in zip(names, best.x, strict=True) if abs(v) >= 0.04}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    gazetteer = open_gazetteer()
    docs = {name: read_corpus(args.corpora / f"{name}.jsonl") for name in CORPORA}
    common = common_words([d for ds in docs.values() for d in ds], gazetteer)
    sheets = {name: [sheet(d, gazetteer, common, IMPORTANCE[name]) for d in ds] for name, ds in docs.items()}
    events = [r for d in event_rows(args.corpora / "event_location.jsonl", gazetteer, common) for r in d]
    for k in range(args.folds):
        rows = [r for ds in sheets.values() for i, s in enumerate(ds) if i % args.folds != k for r in s.rows] + events
        weights = fit(rows)
        test = {
            name: [r for i, s in enumerate(ds) if i % args.folds == k for r in s.rows] for name, ds in sheets.items()
        }
        print(f"fold {k}", {name: span_f1(weights, rs) for name, rs in test.items()}, flush=True)
    if args.write:
        trained = train([s for ds in sheets.values() for s in ds], events)
        note = "log odds by cue; logistic regression, scripts/train_recogniser.py, on LGL, TR-News, HumSet, WOTR and event-location development parts"
        again = "second judgement of doubtful names: slope on the first one's log odds, and log odds by the company a name keeps"
        dump(
            WEIGHTS / "recognise.json",
            {
                "note": note,
                "again": {"note": again, **trained["again"]},
                "cues": dict(sorted(trained["cues"].items())),
            },
        )
        dump(
            WEIGHTS / "common_words.json",
            {"note": COMMON_NOTE, "words": common},
        )


def span_f1(weights: dict[str, float], rows: list[Row]) -> float:
    """F1 over candidate spans."""
    p = [(sum(weights.get(c, 0.0) for c in cs) > 0, label) for cs, label, _ in rows]
    tp = sum(a and b for a, b in p)
    return round(2 * tp / max(1, sum(a for a, _ in p) + sum(b for _, b in p)), 4)


def dump(path: Path, data: dict[str, Any]) -> None:
    """Write one cue a line, so that changes can be read."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
