"""Places in text, measured: recognition, roles, resolution, end to end, speed.

    python benchmarks/places.py ../shared [--quick] [--json FILE]

For every development corpus: the shipped weights (trained on it, so flattering), five-fold cross-validation over all
corpora, and leave-one-corpus-out, each with the scorer `tools/score_geoparse.py` and both of its denominators. Roles:
five-fold on RELOCAR. flashgeotext and geotext run beside when they are installed: they look names up and place
nothing. `--quick` leaves out the retraining.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import train_recogniser as tr
from train_places import Trainer

from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.language import document
from geomap.language.places import find_places
from geomap.language.rows import mention_row
from geomap.model import Report

Docs = list[dict[str, Any]]
CORPORA = tr.CORPORA


def scorer(shared: Path) -> Any:
    """The scorer's module."""
    spec = importlib.util.spec_from_file_location("score_geoparse", shared / "tools" / "score_geoparse.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(docs: Docs, gazetteer: Gazetteer) -> dict[str, list[dict[str, Any]]]:
    """Rows of `geomap parse` by document."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for d in docs:
        doc = document.read(Report(id=d["doc_id"], text=d["text"]))
        found[d["doc_id"]] = [mention_row(r) for r in find_places(doc, gazetteer)]
    return found


def line(label: str, docs: Docs, found: Any, score: Any) -> dict[str, Any]:
    """Score and print one row."""
    result = {"all": score.score(docs, found, False, Counter()), "places": score.score(docs, found, True, Counter())}
    p, a = result["places"], result["all"]
    print(
        f"{label:34} places: overlap F1 {p['overlap']['f1']:.3f} (P {p['overlap']['p']:.3f} R {p['overlap']['r']:.3f}) exact {p['exact']['f1']:.3f}"
        f" e2e161 {p['e2e161']} e2e_id {p['e2e_id']} acc161 {p['acc161']} | all: F1 {a['overlap']['f1']:.3f} e2e161 {a['e2e161']}",
        flush=True,
    )
    return result


def look_up(docs: Docs, tool: str) -> tuple[float, dict[str, list[dict[str, Any]]]] | None:
    """Documents a second and rows of a tool that only looks names up, None when it is not installed.

    flashgeotext gives offsets but no positions; geotext gives names only, and each is looked for in the text.
    """
    try:
        extract = {"flashgeotext": _flashgeotext, "geotext": _geotext}[tool]()
    except ImportError:
        return None
    began = time.process_time()
    spans = [extract(d["text"]) for d in docs]
    rate = len(docs) / (time.process_time() - began)
    rows = {
        d["doc_id"]: [
            {
                "start": a,
                "end": b,
                "text": d["text"][a:b],
                "role": "literal",
                "lat": None,
                "lon": None,
                "place_id": None,
            }
            for a, b in found
        ]
        for d, found in zip(docs, spans, strict=True)
    }
    return rate, rows


def _flashgeotext() -> Callable[[str], list[tuple[int, int]]]:
    from flashgeotext.geotext import GeoText

    tool = GeoText()

    def spans(text: str) -> list[tuple[int, int]]:
        found = tool.extract(input_text=text)
        return sorted(at for kind in found.values() for name in kind.values() for at in name["span_info"])

    return spans


def _geotext() -> Callable[[str], list[tuple[int, int]]]:
    from geotext import GeoText

    def spans(text: str) -> list[tuple[int, int]]:
        found = GeoText(text)
        names = sorted({*found.cities, *found.countries}, key=len, reverse=True)
        return [m.span() for m in re.finditer("|".join(map(re.escape, names)), text)] if names else []

    return spans


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    score, gazetteer = scorer(args.shared), open_gazetteer()
    docs = {n: tr.read_corpus(args.shared / "corpora" / f"{n}.jsonl") for n in CORPORA}
    out: dict[str, Any] = {}
    for name in CORPORA:
        began = time.process_time()
        found = predict(docs[name], gazetteer)
        rate = len(docs[name]) / (time.process_time() - began)
        out[f"{name} shipped"] = line(f"{name} shipped ({rate:.0f} docs/s)", docs[name], found, score)
        for tool in ("flashgeotext", "geotext"):
            if other := look_up(docs[name], tool):
                out[f"{name} {tool}"] = line(f"{name} {tool} ({other[0]:.0f} docs/s)", docs[name], other[1], score)
                print(f"{'':34} geomap reads at {rate / other[0]:.2f} of {tool}'s rate")
    if not args.quick:
        trainer = Trainer(docs, args.shared, gazetteer)
        pooled: dict[str, dict[str, Any]] = {n: {} for n in CORPORA}
        for k in range(5):
            trainer.train(lambda n, i, k=k: i % 5 != k)
            for n in CORPORA:
                pooled[n].update(predict([d for i, d in enumerate(docs[n]) if i % 5 == k], gazetteer))
        for n in CORPORA:
            out[f"{n} five-fold"] = line(f"{n} five-fold", docs[n], pooled[n], score)
        for n in CORPORA:
            trainer.train(lambda m, i, n=n: m != n)
            out[f"{n} left out"] = line(f"{n} left out", docs[n], predict(docs[n], gazetteer), score)
    if args.json:
        args.json.write_text(json.dumps(out, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
