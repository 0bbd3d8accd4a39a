"""Trained weights: small JSON tables of cue -> weight, read once."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from math import exp
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The weights file `weights/<name>.json`; its "note" says what it was trained on."""
    text = resources.files("geomap.language").joinpath("weights", f"{name}.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def total(cues: list[str], weights: dict[str, float]) -> float:
    """The sum of the weights of the cues."""
    return sum(filter(None, map(weights.get, cues)))


def sigmoid(x: float) -> float:
    """Log odds -> probability."""
    return 1 / (1 + exp(-x)) if x > -60 else 0.0
