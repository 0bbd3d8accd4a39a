"""Train the weights that rank the candidates of a name: a softmax over candidates and "none of these".

    python scripts/train_resolver.py ../shared/corpora [--write] [--rounds 3]

Maximum likelihood with an L2 penalty on lgl_train, trnews_train, humset_train (ids) and wotr. The features of a
candidate depend on what the other names of the document mean, so fitting and deciding take turns. --write stores
geomap/language/weights/resolve.json.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from train_recogniser import WEIGHTS, dump, read_corpus

from geomap.gazetteer.index import Candidate, Gazetteer, open_gazetteer
from geomap.geo import distance_km
from geomap.language import document
from geomap.language.compose import compose
from geomap.language.rank import FEATURES, NONE_FEATURES
from geomap.language.recognise import recognise
from geomap.language.resolve import Bias, Group, decide, group_phrases
from geomap.language.roles import give_roles
from geomap.language.view import look
from geomap.language.weigh import table
from geomap.model import Report

IMPORTANCE = {"lgl_train": 1.0, "trnews_train": 2.0, "humset_train": 2.0, "wotr": 0.4}
#: What the weights are drawn to where the corpora are silent or one-sided: they are news without relations, bases, rivers.
PRIOR = {
    "log_population": 3.0, "relative_population": 1.5, "alternate": -0.7, "short": -1.0, "former": -1.0, "capital": 0.7, "curated": 1.5, "natural": 0.5,
    "facility": 0.3, "region": 0.5, "class_fits": 1.5, "class_differs": -1.5, "inside_comma": 2.0, "inside_in": 1.5, "inside_people": 0.7, "contains": 1.5,
    "not_inside": -1.0, "same_country": 0.5, "same_admin1": 1.0, "within_50": 1.0, "within_150": 1.0, "nearest": 2.0, "country_named": 0.7,
    "admin1_named": 1.0, "asked_country": 2.5, "asked_near": 3.0, "siblings": 1.0, "country": 1.0, "unlike_context": -1.5, "near_others": 1.0, "area_of_others": 0.7, "local_words": 0.5, "world_capital": 0.7, "area_of_seat": -2.5, "speaks": 2.0, "area_alone": -0.7, "none": 1.5, "none_score": -1.5,
    "none_population": -3.0, "none_namesakes": 1.0,
}  # fmt: skip
FIRM = frozenset(
    "curated natural facility region class_fits inside_comma inside_in inside_people speaks former asked_country asked_near world_capital area_of_seat capital country unlike_context siblings area_alone".split()
)
Example = tuple[np.ndarray, np.ndarray, np.ndarray, float]  # candidates x features, none features, right ones, weight


def prepared(doc: dict[str, Any], gazetteer: Gazetteer) -> tuple[list[Group], dict[int, set[int]]]:
    """The groups of a document, and for each with gold the indices of its right candidates (-1: none is right)."""
    view = look(document.read(Report(id=doc["doc_id"], text=doc["text"])))
    phrases = compose(view, recognise(view, gazetteer))
    give_roles(view, phrases)
    groups = group_phrases(phrases, Bias())
    for g in groups:
        g.words = view.low
    truth: dict[int, set[int]] = {}
    for p in phrases:
        if p.role in ("demonym", "organisation"):
            continue
        gold = next((t for t in doc["toponyms"] if t["start"] < p.spot.end and p.spot.start < t["end"]), None)
        if gold is None or (gold.get("lat") is None and not gold.get("geonameid")) or not groups[p.group].candidates:
            continue
        truth.setdefault(p.group, set()).update(right(groups[p.group].candidates, gold, gazetteer))
    return groups, truth


def right(candidates: list[Candidate], gold: dict[str, Any], gazetteer: Gazetteer) -> set[int]:
    """Indices of the candidates that are the gold place: by id, else near its position, else none (-1)."""
    same = {
        i
        for i, c in enumerate(candidates)
        if gazetteer.place(c).place_id.rsplit(":", 1)[-1] == str(gold.get("geonameid"))
    }
    if gold.get("lat") is None:
        return same or {-1}
    km = [distance_km((gold["lat"], gold["lon"]), (c.lat, c.lon)) for c in candidates]
    near = same | {i for i, d in enumerate(km) if d < 25}
    return near or {i for i, d in enumerate(km) if d < 161} or {-1}


def examples_of(groups: list[Group], truth: dict[int, set[int]], importance: float) -> list[Example]:
    """The decided groups of a document as training examples."""
    decide(groups, Bias(), groups[0].words if groups else ())
    out = []
    for i, good in truth.items():
        g = groups[i]
        mask = np.zeros(len(g.candidates) + 1)
        mask[sorted(good)] = 1
        weight = importance * (1 + np.log(len(g.phrases))) * (0.3 if good == {-1} else 1.0)
        out.append(
            (
                np.array([g.features(n) for n in range(len(g.candidates))], float),
                np.array(g.none, float),
                mask,
                float(weight),
            )
        )
    return out


def fit(examples: list[Example], l2: float = 0.5) -> np.ndarray:
    """Weights of FEATURES then NONE_FEATURES: maximum a posteriori, drawn to PRIOR, firmly so for FIRM."""
    names = [*FEATURES, *NONE_FEATURES]
    centre = np.array([PRIOR.get(f, 0.0) for f in names])
    pull = np.array([60.0 if f == "area_of_seat" else 20.0 if f in FIRM else l2 for f in names])
    n, m = len(FEATURES), len(NONE_FEATURES)
    blocks, owner, good = [], [], []
    for k, (x, none, mask, _) in enumerate(examples):
        block = np.zeros((len(x) + 1, n + m))
        block[:-1, :n], block[-1, n:] = x, none
        blocks.append(block)
        owner += [k] * len(block)
        good.append(mask)
    x, own, right_ones = np.vstack(blocks), np.array(owner), np.concatenate(good) > 0
    weight = np.array([e[3] for e in examples])
    starts = np.searchsorted(own, np.arange(len(examples)))

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ theta
        top = np.maximum.reduceat(s, starts)
        e = np.exp(s - top[own])
        p = e / np.add.reduceat(e, starts)[own]
        q = np.where(right_ones, e, 0.0)
        share = np.add.reduceat(q, starts)
        value = -float(weight @ np.log(share / np.add.reduceat(e, starts) + 1e-12)) + 0.5 * float(
            pull @ (theta - centre) ** 2
        )
        return value, x.T @ (weight[own] * (p - q / (share[own] + 1e-300))) + pull * (theta - centre)

    return minimize(loss, centre, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def use(theta: np.ndarray) -> None:
    """Make the weights the ones in use (in memory)."""
    data = table("resolve")
    data["features"] = {f: round(float(v), 3) for f, v in zip(FEATURES, theta, strict=False)}
    data["none"] = {f: round(float(v), 3) for f, v in zip(NONE_FEATURES, theta[len(FEATURES) :], strict=True)}


def accuracy(examples: list[Example]) -> tuple[float, float]:
    """Share of groups whose best answer is right, and mean log likelihood."""
    w = table("resolve")
    theta, none = (
        np.array([w["features"].get(f, 0.0) for f in FEATURES]),
        np.array([w["none"].get(f, 0.0) for f in NONE_FEATURES]),
    )
    ok, ll = 0, 0.0
    for x, n, mask, _ in examples:
        s = np.append(x @ theta, n @ none)
        p = np.exp(s - s.max())
        p /= p.sum()
        ok += mask[int(s.argmax())] > 0
        ll += float(np.log(p[mask > 0].sum() + 1e-12))
    return round(ok / max(1, len(examples)), 4), round(ll / max(1, len(examples)), 4)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    gazetteer = open_gazetteer()
    data = {name: [prepared(d, gazetteer) for d in read_corpus(args.corpora / f"{name}.jsonl")] for name in IMPORTANCE}

    def collect(name: str, keep: Any) -> list[Example]:
        return [e for i, (g, t) in enumerate(data[name]) if keep(i) for e in examples_of(g, t, IMPORTANCE[name])]

    for turn in range(args.rounds):
        train = [e for name in data for e in collect(name, lambda i: i % 5 != 0)]
        use(fit(train))
        print("round", turn, {name: accuracy(collect(name, lambda i: i % 5 == 0)) for name in data}, flush=True)
    if args.write:
        for _ in range(2):
            use(fit([e for name in data for e in collect(name, lambda i: True)]))
        note = "softmax weights, scripts/train_resolver.py, on LGL, TR-News, HumSet (ids) and WOTR development parts"
        dump(WEIGHTS / "resolve.json", {**table("resolve"), "note": note})


if __name__ == "__main__":
    main()
