"""An invented war on the Iberian border, as layers and reports: sample data for the page and its tests."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import geopandas as gpd
from shapely.geometry import LineString, Point, Polygon, box

START = date(2031, 3, 1)
PLACES: dict[str, tuple[float, float, str, str]] = {
    "Beja": (38.015, -7.863, "city", "PT"), "Évora": (38.571, -7.913, "city", "PT"), "Serpa": (37.943, -7.597, "town", "PT"),
    "Moura": (38.140, -7.449, "town", "PT"), "Elvas": (38.881, -7.163, "town", "PT"), "Badajoz": (38.878, -6.970, "city", "ES"),
    "Mérida": (38.916, -6.344, "city", "ES"), "Zafra": (38.425, -6.417, "town", "ES"), "Huelva": (37.261, -6.945, "port", "ES"),
    "Sevilla": (37.389, -5.984, "city", "ES"), "Sines": (37.956, -8.870, "port", "PT"), "Cáceres": (39.476, -6.372, "city", "ES"),
    "Aracena": (37.892, -6.561, "village", "ES"), "Mértola": (37.640, -7.661, "village", "PT"), "Lisboa": (38.725, -9.150, "city", "PT"),
}  # fmt: skip
SENTENCES = {
    "air_strike": "Aircraft of the {actor} struck a depot outside {place} on Thursday, the {source} said.",
    "shelling": "Guns of the {actor} fired on {place} for the third night.",
    "clash": "Fighters of the {actor} and the {target} fought near {place}.",
    "ground_offensive": "The {actor} pushed towards {place} at dawn.",
    "arms_transfer": "Crates of rockets for the {actor} reached {place} by lorry, witnesses say.",
    "diplomacy": "Envoys of the {actor} met mediators in {place}.",
    "displacement": "Some four hundred families left {place}, aid workers report.",
    "withdrawal": "The {actor} is said to have left its posts around {place}.",
}
ACTORS = {"Highland League": "highland league", "River Council": "river council", "Coast Guard of Sines": "coast guard"}


@dataclass(frozen=True)
class SampleLayer:
    """A layer as the pipeline makes it."""

    id: str
    title: str
    frame: Any
    time: tuple[str, str] | None = ("date_start", "date_end")


def frame(rows: list[dict[str, Any]], geometry: list[Any]) -> Any:
    """Rows and shapes as a frame in EPSG:4326."""
    return gpd.GeoDataFrame(rows, geometry=geometry, crs="EPSG:4326")


def day(number: int) -> str:
    """The ISO text of a day of the invented war."""
    return (START + timedelta(days=number)).isoformat()


def event(number: int, **over: Any) -> dict[str, Any]:
    """One event's columns with defaults; `place` names one of PLACES."""
    row = {
        "id": f"e{number:04d}", "report": "morning-post", "start": 0, "end": 0, "quote": "", "type": "clash", "actor": "Highland League",
        "target": "River Council", "date_start": day(number), "date_end": day(number), "edtf": day(number), "date_precision": "day",
        "date_basis": "relative", "place": "Beja", "place_id": "geonames:1", "feature": "city", "country": "PT", "radius_km": 3.0,
        "geo_precision": 1, "attribution": "Morning Post", "stance": "asserted", "denied_by": [], "claim_status": "single",
        "reliability": None, "credibility": None, "fatalities_low": None, "fatalities_high": None, "evidence": [],
    }  # fmt: skip
    return row | over


def events(count: int = 90, *, seed: int = 4, days: int = 120) -> SampleLayer:
    """Events over the invented war: dated, undated, vague, denied and planned ones."""
    rng = random.Random(seed)
    names, rows, shapes = list(PLACES), [], []
    for number in range(count):
        name = rng.choices(names, weights=[8, 5, 6, 6, 5, 6, 3, 4, 2, 2, 2, 2, 3, 3, 1])[0]
        lat, lon, feature, country = PLACES[name]
        kind = rng.choice(list(SENTENCES))
        actor, target = rng.sample(list(ACTORS), 2)
        begin = int(rng.triangular(0, days, days * 0.6))
        last = begin + rng.choice([0, 0, 0, 0, 2, 6])
        dated = rng.random() > 0.08
        vague = rng.random() > 0.85
        stance = rng.choice(["asserted"] * 6 + ["alleged", "alleged", "planned"])
        denied = [target] if rng.random() > 0.9 else []
        if count > 500 or rng.random() > 0.5:
            lat, lon = lat + rng.gauss(0, 0.25), lon + rng.gauss(0, 0.35)
        rows.append(event(
            number, type=kind, actor=actor, target=target, place=name, place_id=f"geonames:{names.index(name)}", feature=feature, country=country,
            report=rng.choice(["morning-post", "frontier-wire", "relief-bulletin"]), date_start=day(begin) if dated else None, date_end=day(last) if dated else None,
            date_precision="range" if last > begin else "day" if dated else "unknown", date_basis="relative" if dated else "none", radius_km=25.0 if vague else 3.0, geo_precision=2 if vague else 1,
            stance=stance, denied_by=denied, claim_status="contested" if denied else rng.choice(["single", "single", "corroborated"]),
            quote=SENTENCES[kind].format(actor=actor, target=target, place=name, source="Morning Post") + (f" Dispatch {number}." if count > 500 else ""),
        ))  # fmt: skip
        shapes.append(Point(lon, lat))
    return SampleLayer("events", "Events", frame(rows, shapes))


def corridors() -> SampleLayer:
    """Supply ways of every status, two of them side by side."""

    def way(*names: str) -> LineString:
        return LineString([(PLACES[n][1], PLACES[n][0]) for n in names])

    base = {
        "meets_fronts": [],
        "intervals": [],
        "via": [],
        "denied_by": [],
        "avoids": [],
        "route_basis": "reported_waypoints",
        "mode": "land",
        "cargo": ["rockets"],
        "carrier": "",
        "events": [],
        "reports": ["frontier-wire"],
    }
    rows = [
        base | {"id": "c1", "meets_fronts": [day(60), day(90)], "intervals": [{"date_start": day(20), "date_end": day(34), "status": "closed", "reports": []}, {"date_start": day(35), "date_end": None, "status": "reopened", "reports": []}], "origin": "Sevilla", "destination": "Badajoz", "via": ["Zafra"], "status": "reported", "evidence_count": 14, "date_start": day(5), "date_end": day(110), "length_km": 210, "confidence": 0.85},
        base | {"id": "c2", "origin": "Sevilla", "destination": "Badajoz", "via": ["Zafra"], "status": "planned", "evidence_count": 2, "date_start": day(60), "date_end": day(119), "length_km": 210, "confidence": 0.5, "mode": "rail"},
        base | {"id": "c3", "origin": "Sines", "destination": "Évora", "status": "contested", "denied_by": ["Coast Guard of Sines"], "evidence_count": 4, "date_start": day(20), "date_end": day(70), "length_km": 110, "confidence": 0.6},
        base | {"id": "c4", "origin": "Huelva", "destination": "Serpa", "status": "closed", "denied_by": ["River Council"], "evidence_count": 3, "date_start": day(0), "date_end": day(40), "length_km": 95, "confidence": 0.7, "mode": "sea"},
        base | {"id": "c5", "origin": "Lisboa", "destination": "Évora", "status": "reported", "evidence_count": 30, "date_start": day(0), "date_end": day(119), "length_km": 130, "confidence": 0.97, "mode": "air"},
    ]  # fmt: skip
    lines = [
        way("Sevilla", "Zafra", "Badajoz"),
        way("Sevilla", "Zafra", "Badajoz"),
        way("Sines", "Évora"),
        way("Huelva", "Mértola", "Serpa"),
        way("Lisboa", "Évora"),
    ]
    return SampleLayer("corridors", "Supply corridors", frame(rows, lines))


def chokepoints() -> SampleLayer:
    """A bridge that a corridor cannot do without, and a crossing that has a way round."""
    rows = [
        {"node": "zafra", "name": "Zafra bridge", "kind": "bridge", "evidence_count": 16, "corridors": ["c1", "c2"], "closes": ["c1"], "detour_km": None},
        {"node": "mertola", "name": "Mértola crossing", "kind": "border_crossing", "evidence_count": 3, "corridors": ["c4"], "closes": [], "detour_km": 84.0},
    ]  # fmt: skip
    spots = [Point(PLACES[name][1], PLACES[name][0]) for name in ("Zafra", "Mértola")]
    return SampleLayer("chokepoints", "Chokepoints", frame(rows, spots), None)


def changes() -> SampleLayer:
    """Ground that the front left behind as it moved west and east."""
    rows, shapes = [], []
    for step, begin in enumerate((30, 60, 90)):
        old, new = _front(-0.45 + 0.3 * step), _front(-0.15 + 0.3 * step)
        rows.append(
            {
                "side_from": "highland league",
                "side_to": "river council",
                "date_start": day(begin - 30),
                "date_end": day(begin),
                "area_km2": 3600.5,
            }
        )
        shapes.append(Polygon([*old, *reversed(new)]).buffer(0))
    return SampleLayer("changes", "Gains and losses", frame(rows, shapes))


def _front(shift: float) -> list[tuple[float, float]]:
    return [
        (-7.35 + shift + 0.22 * math.sin(k * 0.9) + 0.06 * math.sin(k * 2.3 + shift * 9), 39.35 - k * 0.125)
        for k in range(17)
    ]


def control() -> tuple[SampleLayer, SampleLayer]:
    """Areas of two sides and the front between them, on four dates; a third side holds the coast."""
    rows, areas, fronts, lines = [], [], [], []
    for step, begin in enumerate((0, 30, 60, 90)):
        when = {"date_start": day(begin), "date_end": day(begin + 29)}
        line = _front(-0.45 + 0.3 * step)
        west = Polygon([*line, (-8.5, 37.35), (-8.5, 39.35)]).buffer(0)
        east = Polygon([*line, (-5.7, 37.35), (-5.7, 39.35)]).buffer(0)
        coast = box(-8.86, 37.45, -8.5, 38.4)
        for side, shape, sure in (
            ("highland league", east, 0.8),
            ("river council", west, 0.7),
            ("coast guard", coast, 0.4),
        ):
            rows.append({"side": side, "support": 5, "confidence": sure} | when)
            areas.append(shape)
        fronts.append(
            {
                "side_a": "highland league",
                "side_b": "river council",
                "uncertainty_km": 9.0 + step,
                "basis": "nearest towns of either side",
            }
            | when
        )
        lines.append(LineString(line))
    return SampleLayer("control", "Control", frame(rows, areas)), SampleLayer(
        "fronts", "Front lines", frame(fronts, lines)
    )


def claims() -> SampleLayer:
    """Who is said to hold what."""
    said = [
        ("Beja", "River Council", "held"),
        ("Moura", "Highland League", "captured"),
        ("Serpa", None, "contested"),
        ("Elvas", "River Council", "besieged"),
        ("Zafra", "Highland League", "held"),
        ("Mértola", "River Council", "lost"),
    ]
    rows = [{"place": name, "place_id": "geonames:1", "holder": holder, "side": ACTORS.get(holder or ""), "status": status, "date_start": day(10 + 9 * k), "date_end": day(60 + 9 * k),
             "report": "frontier-wire", "start": 0, "end": 0, "quote": f"{name} is held by the {holder}.", "attribution": "Frontier Wire", "claim_status": "single"} for k, (name, holder, status) in enumerate(said)]  # fmt: skip
    return SampleLayer(
        "control_claims", "Control claims", frame(rows, [Point(PLACES[n][1], PLACES[n][0]) for n, _, _ in said])
    )


def advances() -> SampleLayer:
    """Two advances."""
    rows = [{"actor": "Highland League", "side": "highland league", "origin": "Zafra", "towards": "Moura", "date_start": day(55), "date_end": day(75), "report": "frontier-wire", "start": 0, "end": 0, "quote": "The Highland League moves from Zafra towards Moura."},
            {"actor": "River Council", "side": "river council", "origin": "Évora", "towards": "Elvas", "date_start": day(80), "date_end": day(95), "report": "morning-post", "start": 0, "end": 0, "quote": "Columns of the River Council left Évora for Elvas."}]  # fmt: skip
    return SampleLayer(
        "advances",
        "Advances",
        frame(
            rows,
            [
                LineString([(-6.417, 38.425), (-7.0, 38.2), (-7.40, 38.15)]),
                LineString([(-7.913, 38.571), (-7.5, 38.8), (-7.2, 38.88)]),
            ],
        ),
    )


def places() -> SampleLayer:
    """Every named place."""
    rows = [{"place_id": f"geonames:{k}", "place": name, "names": [name], "feature": feature, "country": country, "admin1": "", "mentions": 3 + k, "events": 2, "first_date": day(k), "last_date": day(90), "reports": ["morning-post"]}
            for k, (name, (_, _, feature, country)) in enumerate(PLACES.items())]  # fmt: skip
    return SampleLayer(
        "places",
        "Places",
        frame(rows, [Point(lon, lat) for lat, lon, _, _ in PLACES.values()]),
        ("first_date", "last_date"),
    )


TEXT = (
    "Guns of the Highland League fired on Beja on Thursday, two residents said. The River Council denies that it left Serpa.\n\n"
    "Crates of rockets for the Highland League reached Badajoz by lorry from Sevilla, witnesses say. 𝔊uns were heard near Moura.\n"
)
ARABIC = "قال سكان إن المدفعية قصفت مدينة باجة يوم الخميس. ونفى مجلس النهر أنه انسحب من سيربا.\n"


def reports() -> list[dict[str, Any]]:
    """The reports behind the marks."""
    return [
        {"report": "morning-post", "text": TEXT, "source": "Morning Post", "url": "https://news.example/morning", "published": "2031-03-14", "title": "Guns heard along the river"},
        {"report": "frontier-wire", "text": "Moura fell to the Highland League, the wire reports.\n", "source": "Frontier Wire", "url": "https://wire.example/7", "published": "2031-04-02", "title": "Moura changes hands"},
        {"report": "relief-bulletin", "text": ARABIC, "source": "نشرة الإغاثة", "url": "", "published": "2031-05-20", "title": "قصف على باجة"},
    ]  # fmt: skip


def told_events() -> list[tuple[dict[str, Any], Point]]:
    """Events whose clauses are in the report texts, so that quotes can be cut from them."""
    out = []
    for number, (report, text, clause, kind, place) in enumerate([
        ("morning-post", TEXT, "Guns of the Highland League fired on Beja on Thursday, two residents said", "shelling", "Beja"),
        ("morning-post", TEXT, "The River Council denies that it left Serpa", "withdrawal", "Serpa"),
        ("morning-post", TEXT, "𝔊uns were heard near Moura", "clash", "Moura"),
        ("relief-bulletin", ARABIC, "قال سكان إن المدفعية قصفت مدينة باجة يوم الخميس", "shelling", "Beja"),
    ]):  # fmt: skip
        start = text.index(clause)
        lat, lon, feature, country = PLACES[place]
        denied = ["River Council"] if kind == "withdrawal" else []
        out.append((event(9000 + number, id=f"told{number}", report=report, start=start, end=start + len(clause), quote=clause, type=kind, place=place, feature=feature, country=country,
                          place_id=f"geonames:{list(PLACES).index(place)}", date_start=day(12), date_end=day(12), denied_by=denied, claim_status="contested" if denied else "single",
                          stance="denied" if denied else "asserted", evidence=[{"report": report, "start": start, "end": start + len(clause)}]), Point(lon, lat)))  # fmt: skip
    return out


def mentions() -> SampleLayer:
    """Mentions of places in the first report, with their candidates."""
    rows, shapes = [], []
    for name in ("Beja", "Serpa", "Badajoz", "Sevilla", "Moura"):
        lat, lon, feature, country = PLACES[name]
        start = TEXT.index(name)
        rows.append({"report": "morning-post", "start": start, "end": start + len(name), "text": name, "role": "literal", "place": name, "place_id": f"geonames:{list(PLACES).index(name)}", "feature": feature,
                     "country": country, "radius_km": 3.0, "confidence": 0.83, "reasons": ["exact name", "near the report's other places"],
                     "candidates": [{"place_id": f"geonames:{list(PLACES).index(name)}", "place": name, "country": country, "score": 0.83}, {"place_id": "geonames:77", "place": "Béja", "country": "TN", "score": 0.12}]})  # fmt: skip
        shapes.append(Point(lon, lat))
    return SampleLayer("mentions", "Mentions", frame(rows, shapes))


def theatre(count: int = 90) -> list[SampleLayer]:
    """All layers of the invented war."""
    some, told = events(count), told_events()
    rows = [*some.frame.drop(columns="geometry").to_dict("records"), *(row for row, _ in told)]
    together = SampleLayer("events", "Events", frame(rows, [*some.frame.geometry, *(point for _, point in told)]))
    areas, fronts = control()
    return [together, corridors(), chokepoints(), advances(), fronts, areas, changes(), claims(), places(), mentions()]


def labels() -> list[dict[str, Any]]:
    """Some names for the base map."""
    return [
        {"name": "Lisboa", "lat": 38.725, "lon": -9.15, "population": 545_000, "kind": "capital"}, {"name": "Madrid", "lat": 40.417, "lon": -3.704, "population": 3_300_000, "kind": "capital"},
        {"name": "Córdoba", "lat": 37.888, "lon": -4.779, "population": 328_000, "kind": "city"}, {"name": "Faro", "lat": 37.019, "lon": -7.93, "population": 41_000, "kind": "town"},
        {"name": "Setúbal", "lat": 38.524, "lon": -8.893, "population": 117_000, "kind": "city"}, {"name": "Almendralejo", "lat": 38.683, "lon": -6.407, "population": 33_000, "kind": "town"},
    ]  # fmt: skip
