"""Recogniser and resolver trained together on chosen documents, in memory: for folds and left-out corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import train_recogniser as tr
import train_resolver as ts

from geomap.gazetteer.index import Gazetteer
from geomap.language.weigh import table

Docs = list[dict[str, Any]]


class Trainer:
    """Trains recogniser and resolver on chosen documents and puts the weights to use."""

    def __init__(self, docs: dict[str, Docs], shared: Path, gazetteer: Gazetteer) -> None:
        self.docs, self.gazetteer = docs, gazetteer
        self.common = tr.common_words([d for ds in docs.values() for d in ds], gazetteer)
        table("common_words")["words"] = self.common
        self.sheets = {n: [tr.sheet(d, gazetteer, self.common, tr.IMPORTANCE[n]) for d in ds] for n, ds in docs.items()}
        self.events = [
            r for d in tr.event_rows(shared / "corpora" / "event_location.jsonl", gazetteer, self.common) for r in d
        ]

    def train(self, keep: Any) -> None:
        """Train on the documents for which keep(corpus, number) holds."""
        tr.train([s for n, ds in self.sheets.items() for i, s in enumerate(ds) if keep(n, i)], self.events)
        data = [
            (ts.prepared(d, self.gazetteer), ts.IMPORTANCE[n])
            for n, ds in self.docs.items()
            for i, d in enumerate(ds)
            if keep(n, i)
        ]
        for _ in range(2):
            ts.use(ts.fit([e for (g, t), w in data for e in ts.examples_of(g, t, w)]))
