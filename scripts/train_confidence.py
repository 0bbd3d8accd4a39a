"""Train the calibration of confidence: how sure a place on the map is, from how sure the name and the choice are.

    python scripts/train_confidence.py ../shared [--write]

Reads the corpora with weights that were not trained on the document in question (five folds), and fits a logistic curve
over two log odds: that the name is a place at all, and that the chosen place is the one. A mention is right when the
corpus marks a place there and puts it on the same id or within 161 km. Prints the reliability in ten bins and the
expected calibration error, each corpus also with the curve of the others; --write stores
geomap/language/weights/confidence.json.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from train_places import Trainer
from train_recogniser import CORPORA, WEIGHTS, dump, read_corpus

from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.geo import distance_km
from geomap.language import document
from geomap.language.confidence import CUES, cues_of
from geomap.language.places import Bias, find_phrases
from geomap.model import Report

FOLDS = 5
IMPORTANCE = {"lgl_train": 1.0, "trnews_train": 2.0}  # news that puts nearly all its places somewhere
RIGHT_KM = 161.0


class Case(NamedTuple):
    """One mention that was placed: what its confidence is made of, and whether corpus and choice agree."""

    cues: tuple[float, ...]
    right: bool
    corpus: str


def cases_of(doc: dict[str, Any], corpus: str, gazetteer: Gazetteer) -> list[Case]:
    """The placed mentions of a document, those aside of which the corpus does not say where they lie."""
    _, phrases, groups = find_phrases(document.read(Report(id=doc["doc_id"], text=doc["text"])), gazetteer, Bias())
    out = []
    for p in phrases:
        group = groups[p.group]
        top = group.top
        if top is None or p.role in ("demonym", "organisation") or p.relation:
            continue
        gold = next((t for t in doc["toponyms"] if t["start"] < p.end and p.start < t["end"]), None)
        if gold is not None and gold.get("lat") is None and not gold.get("geonameid"):
            continue
        right = False
        if gold is not None:
            place = gazetteer.place(top)
            right = place.place_id.rsplit(":", 1)[-1] == str(gold.get("geonameid")) or (
                gold.get("lat") is not None and distance_km((gold["lat"], gold["lon"]), (top.lat, top.lon)) < RIGHT_KM
            )
        out.append(Case(cues_of(p.spot.score, group.p[group.best]), right, corpus))
    return out


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weight of each cue: logistic regression with a slight pull to (0, 1, 1)."""
    x = np.array([c.cues for c in cases])
    y = np.array([2.0 * c.right - 1 for c in cases])
    w = np.array([IMPORTANCE[c.corpus] for c in cases])
    centre = np.array([0.0, 1.0, 1.0])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z, away = y * (x @ theta), theta - centre
        p = 1 / (1 + np.exp(np.clip(z, -50, 50)))
        return float(w @ np.logaddexp(0, -z) + away @ away), -(x.T @ (w * y * p)) + 2 * away

    best = minimize(loss, centre, jac=True, method="L-BFGS-B").x
    return {name: round(float(v), 3) for name, v in zip(CUES, best, strict=True)}


def sure(cases: Sequence[Case], weights: dict[str, float]) -> np.ndarray:
    """The confidence of every case."""
    z = np.array([c.cues for c in cases]) @ np.array([weights[name] for name in CUES])
    return 1 / (1 + np.exp(-z))


def reliability(cases: Sequence[Case], said: np.ndarray) -> tuple[list[tuple[int, float, float]], float]:
    """Per tenth (number, mean confidence, share right) and the expected calibration error."""
    right, bins = np.array([c.right for c in cases]), np.minimum(9, (said * 10).astype(int))
    rows = [
        (int(m.sum()), float(said[m].mean()), float(right[m].mean())) if (m := bins == b).any() else (0, 0.0, 0.0)
        for b in range(10)
    ]
    return rows, sum(n * abs(a - b) for n, a, b in rows) / len(cases)


def show(label: str, cases: Sequence[Case], said: np.ndarray) -> None:
    """Print one reliability table."""
    rows, error = reliability(cases, said)
    print(f"{label}: expected calibration error {error:.3f}, {len(cases)} mentions")
    for b, (n, a, right) in enumerate(rows):
        if n:
            print(f"  {b / 10:.1f}-{(b + 1) / 10:.1f}  {n:6}  said {a:.3f}  right {right:.3f}")


def raw(cases: Sequence[Case]) -> np.ndarray:
    """What the resolver alone says, for comparison."""
    return np.array([1 / (1 + np.exp(-c.cues[CUES.index("place")])) for c in cases])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gazetteer = open_gazetteer()
    docs = {n: read_corpus(args.shared / "corpora" / f"{n}.jsonl") for n in CORPORA}
    trainer, cases = Trainer(docs, args.shared, gazetteer), []
    for k in range(FOLDS):
        trainer.train(lambda n, i, k=k: i % FOLDS != k)
        cases += [c for n in IMPORTANCE for d in docs[n][k::FOLDS] for c in cases_of(d, n, gazetteer)]
    report(cases)
    if args.write:
        write(cases)


def report(cases: Sequence[Case]) -> None:
    """Print what the resolver alone says, the curve of the other corpora on each, and the curve of all."""
    show("without calibration", cases, raw(cases))
    for n in IMPORTANCE:
        own = [c for c in cases if c.corpus == n]
        show(f"{n}, curve of the other corpora", own, sure(own, fit([c for c in cases if c.corpus != n])))
    show("all, five-fold", cases, sure(cases, fit(cases)))


def write(cases: Sequence[Case]) -> None:
    """Store the curve."""
    note = "confidence of a placed mention; logistic curve, scripts/train_confidence.py, five-fold on LGL and TR-News development parts"
    dump(WEIGHTS / "confidence.json", {"note": note, "weights": fit(cases)})


if __name__ == "__main__":
    main()
