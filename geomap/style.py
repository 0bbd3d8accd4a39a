"""The one style table: what a thing looks like on the page, in the figure and in QGIS.

Shapes are outlines in a box from -1 to 1, x right, y up, so that every renderer draws the same symbol. Colours are
sRGB hex, one for light and one for dark ground. Dashes are lengths in pixels at screen size, on and off in turn.
Words for likelihood follow ICD 203; words for reliability and credibility the Admiralty code.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

Outline = tuple[tuple[float, float], ...]


def _star(points: int, outer: float, inner: float, turn: float = 90.0) -> Outline:
    """Outline of a star, or of a regular polygon when both radii agree."""
    corners = []
    for k in range(2 * points):
        radius = outer if k % 2 == 0 else inner
        angle = math.radians(turn + 180.0 * k / points)
        corners.append((round(radius * math.cos(angle), 3), round(radius * math.sin(angle), 3)))
    return tuple(corners)


def _regular(corners: int, turn: float = 90.0, radius: float = 1.0) -> Outline:
    return _star(corners, radius, radius, turn)[::2]


SHAPES: dict[str, Outline] = {
    "triangle_down": ((-0.95, 0.75), (0.95, 0.75), (0, -1)),
    "burst": _star(8, 1.08, 0.58),
    "cross": (
        (-0.95, 0.6), (-0.6, 0.95), (0, 0.35), (0.6, 0.95), (0.95, 0.6), (0.35, 0),
        (0.95, -0.6), (0.6, -0.95), (0, -0.35), (-0.6, -0.95), (-0.95, -0.6), (-0.35, 0),
    ),
    "diamond": ((0, 1.05), (0.85, 0), (0, -1.05), (-0.85, 0)),
    "arrow_up": ((0, 1.05), (0.95, 0.05), (0.4, 0.05), (0.4, -0.95), (-0.4, -0.95), (-0.4, 0.05), (-0.95, 0.05)),
    "arrow_down": ((0, -1.05), (0.95, -0.05), (0.4, -0.05), (0.4, 0.95), (-0.4, 0.95), (-0.4, -0.05), (-0.95, -0.05)),
    "flag": ((-0.8, 1), (0.95, 0.5), (-0.4, 0), (-0.4, -1.05), (-0.8, -1.05)),
    "hexagon": _regular(6, 0),
    "square": ((-0.8, 0.8), (0.8, 0.8), (0.8, -0.8), (-0.8, -0.8)),
    "chevron": ((-0.75, 0.95), (0.1, 0.95), (0.95, 0), (0.1, -0.95), (-0.75, -0.95), (0.05, 0)),
    "plus": (
        (-0.33, 0.95), (0.33, 0.95), (0.33, 0.33), (0.95, 0.33), (0.95, -0.33), (0.33, -0.33),
        (0.33, -0.95), (-0.33, -0.95), (-0.33, -0.33), (-0.95, -0.33), (-0.95, 0.33), (-0.33, 0.33),
    ),
    "bar": ((-1, 0.4), (1, 0.4), (1, -0.4), (-1, -0.4)),
    "circle": _regular(20, 90, 0.86),
    "pentagon": _regular(5),
    "bubble": ((-0.95, 0.85), (0.95, 0.85), (0.95, -0.4), (0, -0.4), (-0.5, -1), (-0.5, -0.4), (-0.95, -0.4)),
    "trapezoid": ((-0.5, 0.7), (0.5, 0.7), (0.98, -0.7), (-0.98, -0.7)),
    "drop": ((0, 1.05), (0.62, 0.1), (0.62, -0.45), (0.25, -0.9), (-0.25, -0.9), (-0.62, -0.45), (-0.62, 0.1)),
    "dot": _regular(16, 90, 0.6),
    "hourglass": ((-0.85, 1), (0.85, 1), (0.15, 0), (0.85, -1), (-0.85, -1), (-0.15, 0)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Symbol:
    """How an event type is drawn: `shape` names an outline, `qgis` QGIS's nearest simple marker and its rotation."""

    label: str
    shape: str
    family: str
    qgis: str
    qgis_angle: float = 0.0


EVENTS: dict[str, Symbol] = {
    "air_strike": Symbol("Air strike", "triangle_down", "violence", "triangle", 180),
    "shelling": Symbol("Shelling", "burst", "violence", "star"),
    "clash": Symbol("Clash", "cross", "violence", "cross_fill", 45),
    "attack": Symbol("Attack", "diamond", "violence", "diamond"),
    "ground_offensive": Symbol("Ground offensive", "arrow_up", "ground", "filled_arrowhead", 270),
    "territorial_change": Symbol("Territorial change", "flag", "ground", "half_square"),
    "withdrawal": Symbol("Withdrawal", "arrow_down", "ground", "filled_arrowhead", 90),
    "siege": Symbol("Siege", "hexagon", "ground", "hexagon"),
    "arms_transfer": Symbol("Arms transfer", "square", "supply", "square"),
    "troop_movement": Symbol("Troop movement", "chevron", "supply", "arrowhead"),
    "recruitment": Symbol("Recruitment", "plus", "supply", "cross_fill"),
    "interdiction": Symbol("Interdiction", "bar", "supply", "line", 90),
    "diplomacy": Symbol("Diplomacy", "circle", "politics", "circle"),
    "visit": Symbol("Visit", "pentagon", "politics", "pentagon"),
    "statement": Symbol("Statement", "bubble", "politics", "third_circle"),
    "sanction": Symbol("Sanction", "trapezoid", "politics", "quarter_square"),
    "displacement": Symbol("Displacement", "drop", "people", "semi_circle"),
    "other": Symbol("Other", "dot", "other", "circle"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """How a side is drawn: colours, and a hatch that tells it apart in grey print and to colour-blind eyes.

    `hatch` uses matplotlib's letters: / \\ . x - | + and "" for none; `qgis_angle` is the angle of QGIS's line pattern.
    """

    label: str
    light: str
    dark: str
    hatch: str


# Red, green, yellow, blue, brown, charcoal and grey, tuned so that any two lie 20 or more apart in CIELAB for normal,
# deuteranope and protanope eyes alike, on light ground and on dark.
SLOTS: dict[str, tuple[str, str, str]] = {
    "red": ("#c74025", "#f58d7b", "/"),
    "green": ("#2c9e65", "#82e1b0", "\\"),
    "yellow": ("#c99400", "#efcb4e", "."),
    "charcoal": ("#424c53", "#e3ecf4", "x"),
    "blue": ("#0065c6", "#28b6fb", "-"),
    "brown": ("#603b27", "#a47338", "|"),
    "grey": ("#8a9299", "#7a8087", "+"),
}

# The wars' own conventions (who is red on everyone's map); any other side takes the next free slot by name.
CONVENTIONS: dict[str, str] = {
    "government": "red", "opposition": "green", "kurdish": "yellow", "islamic_state": "charcoal",
    "turkey": "blue", "us": "brown", "other": "grey",
    "russia": "red", "ukraine": "blue",
    "sudanese_armed_forces": "red", "aqap": "charcoal", "jnim": "charcoal", "iswap": "charcoal", "nato": "blue", "un": "blue",
    "southern_transitional_council": "yellow", "m23": "green", "tplf": "green", "iran": "brown", "saudi_arabia": "brown",
    "army": "red", "sudanese_army": "red", "rapid_support_forces": "green", "rsf": "green", "saf": "red",
    "houthi": "green", "houthis": "green", "stc": "yellow", "al_qaeda": "charcoal", "jihadist": "charcoal",
    "junta": "red", "resistance": "green", "al_shabaab": "charcoal", "boko_haram": "charcoal",
    "israel": "blue", "hezbollah": "yellow", "hamas": "green",
}  # fmt: skip
_FREE_ORDER = ("red", "green", "blue", "yellow", "brown", "charcoal")


def side_label(side: str) -> str:
    """A side's id as words: islamic_state -> Islamic state."""
    words = side.replace("_", " ").strip()
    return words[:1].upper() + words[1:] if len(words) > 3 else words.upper()


def sides(names: Iterable[str], labels: Mapping[str, str] | None = None) -> dict[str, Side]:
    """Styles for these sides, in their sorted order: conventions first, then free slots, grey when none is left.

    `labels` gives names as a side writes itself (MNDAA, Libyan National Army) where they are known.
    """
    wanted = sorted({name for name in names if name})
    slot_of: dict[str, str] = {}
    for name in wanted:
        slot = CONVENTIONS.get(name.lower().replace(" ", "_").replace("-", "_"))
        if slot and (slot not in slot_of.values() or slot == "grey"):
            slot_of[name] = slot
    free = [slot for slot in _FREE_ORDER if slot not in slot_of.values()]
    for name in wanted:
        if name not in slot_of:
            slot_of[name] = free.pop(0) if free else "grey"
    labels = labels or {}
    return {name: Side(labels.get(name) or side_label(name), *SLOTS[slot_of[name]]) for name in wanted}


@dataclass(frozen=True, slots=True)
class Line:
    """A line style. `width` in pixels at screen size; `dash` on/off lengths; `crossed` puts small crosses on it."""

    label: str
    width: float
    dash: tuple[float, ...] = ()
    crossed: bool = False


CORRIDOR_COLOUR = ("#7a3b86", "#c690d2")
CORRIDOR_WIDTH = (2.0, 8.0)  # pixels; by the root of the evidence
CORRIDORS: dict[str, Line] = {
    "reported": Line("Reported", 2.0),
    "contested": Line("Claimed, and denied", 2.0, (9, 6)),
    "planned": Line("Planned", 2.0, (2, 6)),
    "closed": Line("Closed", 2.0, (), crossed=True),
}
MODES: dict[str, str] = {
    "air": "By air", "land": "Over land", "sea": "By sea", "rail": "By rail", "unspecified": "Way not said",
}  # fmt: skip
FRONT = Line("Front line", 3.0)
FRONT_COLOUR = ("#15181c", "#f4f6f8")
BAND_OPACITY = 0.16
FILL_OPACITY = 0.15
ADVANCE = Line("Advance", 4.0)
CONTROL_STATUS: dict[str, str] = {
    "held": "Held", "captured": "Captured", "lost": "Lost", "contested": "Contested", "besieged": "Besieged",
}  # fmt: skip


def corridor_width(evidence: float) -> float:
    """Pixels for a corridor told by this many pieces of evidence."""
    low, high = CORRIDOR_WIDTH
    return min(high, low + 1.5 * (math.sqrt(max(1.0, evidence)) - 1.0))


# Lower bound, words (ICD 203), and the short name of the class that filters use.
LIKELIHOOD: tuple[tuple[float, str], ...] = (
    (0.95, "almost certain"), (0.80, "very likely"), (0.55, "likely"), (0.45, "roughly even chance"),
    (0.20, "unlikely"), (0.05, "very unlikely"), (0.0, "almost no chance"),
)  # fmt: skip


def confidence_words(confidence: float | None) -> str:
    """Likelihood in words: 0.7 -> "likely"; None -> "not judged"."""
    if confidence is None or math.isnan(confidence):
        return "not judged"
    return next(words for bound, words in LIKELIHOOD if confidence >= bound or bound == 0.0)


WORDS: dict[str, dict[str, str]] = {
    "stance": {
        "asserted": "told as fact", "alleged": "claimed", "planned": "planned or announced", "denied": "denied",
    },
    "claim_status": {
        "single": "one source", "corroborated": "more than one source", "contested": "contested",
        "against_interest": "admitted by the side it hurts",
    },
    "date_precision": {
        "day": "to the day", "week": "to the week", "month": "to the month", "season": "to the season",
        "year": "to the year", "range": "somewhere in this period", "unknown": "not known",
    },
    "date_basis": {
        "explicit": "the report names the date",
        "relative": "worked out from the report's words and its day of publication",
        "publication": "no date in the sentence: the day of publication stands in",
        "chronology": "worked out from what the report tells before and after it",
        "table": "as given in the table", "none": "no date can be told",
    },
    "geo_precision": {
        "1": "exact place", "2": "within about 25 km", "3": "second-level area", "4": "first-level area",
        "5": "part of a country, or vague", "6": "country only", "7": "sea or airspace",
    },
    "reliability": {
        "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
        "E": "unreliable", "F": "reliability cannot be judged",
    },
    "credibility": {
        "1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful",
        "5": "improbable", "6": "truth cannot be judged",
    },
    "route_basis": {
        "reported_waypoints": "through the places that the reports name", "great_circle": "straight line, way not told",
        "airspace_aware": "kept within the airspaces that the reports name", "road_network": "along known roads",
        "inferred": "inferred",
    },
}  # fmt: skip


def table(side_names: Iterable[str], labels: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The whole style table as plain values for a renderer in another language."""
    return {
        "shapes": {name: [list(corner) for corner in outline] for name, outline in SHAPES.items()},
        "events": {name: asdict(symbol) for name, symbol in EVENTS.items()},
        "sides": {name: asdict(side) for name, side in sides(side_names, labels).items()},
        "corridors": {name: asdict(line) for name, line in CORRIDORS.items()},
        "corridor_colour": list(CORRIDOR_COLOUR),
        "corridor_width": list(CORRIDOR_WIDTH),
        "modes": MODES,
        "front_colour": list(FRONT_COLOUR),
        "front_width": FRONT.width,
        "band_opacity": BAND_OPACITY,
        "fill_opacity": FILL_OPACITY,
        "advance_width": ADVANCE.width,
        "control_status": CONTROL_STATUS,
        "likelihood": [list(pair) for pair in LIKELIHOOD],
        "words": WORDS,
    }
