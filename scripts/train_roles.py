"""Train the weights that tell literal from associative names: logistic regression on readable cues.

    python scripts/train_roles.py ../shared/corpora [--write]

Reads relocar_train (literal, metonymic, mixed). Prints five-fold accuracy, with the rules of grammar in front as in
use; --write trains on all and writes geomap/language/weights/roles.json.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from train_recogniser import WEIGHTS, Row, dump, fit, read_corpus

from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.language import document, roles
from geomap.language.compose import compose
from geomap.language.phrases import Phrase
from geomap.language.spots import Spot, find_spots, make_spot
from geomap.language.view import View, look
from geomap.language.weigh import total
from geomap.model import Report


def phrase_of(doc: dict[str, Any], gazetteer: Gazetteer) -> tuple[View, Phrase, tuple[int, int]]:
    """The phrase of the marked name, with the lists it stands in."""
    gold = doc["toponyms"][0]
    view = look(document.read(Report(id=doc["doc_id"], text=doc["text"])))
    spots = [
        s for s in find_spots(view, gazetteer) if s.candidates and not (s.start < gold["end"] and gold["start"] < s.end)
    ]
    inside = [i for i in range(len(view)) if view.starts[i] < gold["end"] and gold["start"] < view.ends[i]]
    i, j = inside[0], inside[-1] + 1
    marked: Spot = make_spot(view, i, j, (i, j), gazetteer.lookup(gold["text"]))
    kept = sorted([marked, *_apart(spots)], key=lambda s: s.start)
    phrases = compose(view, kept)
    at = next(k for k, p in enumerate(phrases) if p.spot is marked)
    return view, phrases[at], roles.spread(view, phrases)[at]


def _apart(spots: list[Spot]) -> list[Spot]:
    out: list[Spot] = []
    for s in spots:
        if not out or s.start >= out[-1].end:
            out.append(s)
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gazetteer = open_gazetteer()
    examples = []
    for d in read_corpus(args.corpora / "relocar_train.jsonl"):
        view, p, (first, last) = phrase_of(d, gazetteer)
        kind = p.spot.namesakes.political
        truth = d["toponyms"][0]["role"]
        examples.append(
            (roles.role_cues(view, first, last, kind), roles.rule(view, p, kind, first, last) or p.role, kind, truth, d)
        )
    ok = ruled = ruled_ok = scored = 0
    found: Counter[tuple[str, bool]] = Counter()
    for k in range(5):
        rows: list[Row] = [
            (c, int(t == "metonymic"), 1.0) for i, (c, _, _, t, _) in enumerate(examples) if i % 5 != k and t != "mixed"
        ]
        weights = fit(rows, l2=1.0, least=2)
        for i, (c, by_rule, _kind, t, _) in enumerate(examples):
            if i % 5 != k or t == "mixed":
                continue
            said = by_rule or ("associative" if total(c, weights) > 0 else "literal")
            right = (said == "associative") == (t == "metonymic")
            scored += 1
            ok += right
            found[t, right] += 1
            ruled += bool(by_rule)
            ruled_ok += bool(by_rule) and right
    print(
        f"five-fold accuracy {ok / scored:.4f} of {scored} (literal and metonymic); rules decide {ruled}, {ruled_ok / max(1, ruled):.3f} right"
    )
    for t in ("literal", "metonymic"):
        print(f"{t}: {found[t, True] / (found[t, True] + found[t, False]):.3f} found")
    if args.write:
        weights = fit([(c, int(t == "metonymic"), 1.0) for c, _, _, t, _ in examples if t != "mixed"], l2=1.0, least=2)
        dump(
            WEIGHTS / "roles.json",
            {
                "note": "log odds of associative by cue; scripts/train_roles.py on the RELOCAR training part",
                "cues": dict(sorted(weights.items())),
            },
        )


if __name__ == "__main__":
    main()
