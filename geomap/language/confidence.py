"""How sure a place on the map is: that the name is a place at all, and that it is this one, as one probability."""

from __future__ import annotations

from math import log

from geomap.language.weigh import sigmoid, table

CUES = ("bias", "name", "place")
_EDGE = 0.001
_SURE = 6.0  # log odds beyond which a name is no surer


def cues_of(score: float, p: float) -> tuple[float, ...]:
    """The log odds, in the order of CUES, of a name with recognition score `score` and a choice of probability `p`."""
    p = min(1 - _EDGE, max(_EDGE, p))
    return 1.0, max(-_SURE, min(_SURE, score)), log(p / (1 - p))


def confidence(score: float, p: float) -> float:
    """The calibrated probability, 0..1, that a mention names the place that was chosen for it."""
    weights = table("confidence")["weights"]
    return sigmoid(sum(weights[name] * cue for name, cue in zip(CUES, cues_of(score, p), strict=True)))
