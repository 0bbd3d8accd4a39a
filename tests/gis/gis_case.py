"""A small case, made by hand: every layer, points, lines and areas, hostile text, gaps."""

from __future__ import annotations

from shapely.geometry import LineString, Point, Polygon

from geomap.layers import FIELDS, Layer, empty, from_rows

EVENT = {
    "report": "gate.txt", "start": 0, "end": 40, "denied_by": [], "place": "Tamrel", "place_id": "geomap:tamrel", "stance": "asserted",
    "evidence": [{"report": "gate.txt", "start": 0, "end": 40}], "geo_precision": 1,
}  # fmt: skip
NASTY = "<script>alert(1)</script> & \u201cquote\u201d '); DROP TABLE events; -- \u0627\u0644\u0641\u0631\u0642\u0629"


def case() -> list[Layer]:
    """Every layer of the contract; points, lines, areas, an event without a place, an undated one, hostile text."""
    events = [
        EVENT | {"id": "e1", "type": "shelling", "quote": NASTY, "date_start": "2031-03-02", "date_end": "2031-03-04", "lat": 10.5, "lon": 20.25},
        EVENT | {"id": "e2", "type": "clash", "quote": "word " * 80, "date_start": None, "date_end": None, "lat": 10.7, "lon": 20.5, "fatalities_low": 3},
        EVENT | {"id": "e3", "type": "visit", "quote": "Envoys met.", "date_start": "2031-03-05", "date_end": "2031-03-05", "lat": None, "lon": None, "stance": "planned"},
    ]  # fmt: skip
    mention = {
        "report": "gate.txt",
        "start": 3,
        "end": 9,
        "text": "Tamrel",
        "role": "literal",
        "place": "Tamrel",
        "place_id": "geomap:tamrel",
    }
    square = Polygon([(20, 10), (21, 10), (21, 11), (20, 11)])
    candidates = [{"place_id": "geomap:tamrel", "place": "Tamrel", "country": "ML", "score": 0.9}]
    days = {"date_start": "2031-03-01", "date_end": "2031-03-31"}
    corridor = {
        "id": "c1", "origin": "Port Amra", "destination": "Tamrel", "via": ["Old Bridge", "Kesh"], "mode": "land", "status": "reported",
        "denied_by": [], "cargo": ["arms"], "evidence_count": 4, "events": ["e1"], "reports": ["gate.txt"], **days,
    }  # fmt: skip
    made = [
        from_rows("events", events),
        from_rows(
            "mentions",
            [mention | {"lat": 10.5, "lon": 20.25, "candidates": candidates}, mention | {"start": 50, "end": 55, "text": "Amra", "lat": 10.4, "lon": 20.4}],
            [Point(20.25, 10.5), square],
        ),
        from_rows("corridors", [corridor, corridor | {"id": "c2", "status": "planned"}], [LineString([(19, 9), (20, 9.5), (20.25, 10.5)]), LineString([(19, 9), (20.25, 10.5)])]),
        from_rows("control_claims", [{"place": "Tamrel", "holder": "army", "side": "government", "status": "held", "quote": "The army holds Tamrel.", "lat": 10.5, "lon": 20.25, **days}]),
        from_rows("control", [{"side": "government", "support": 3, "confidence": 0.7, **days}, {"side": "opposition", "support": 2, "confidence": 0.6, **days}], [square, Polygon([(21, 10), (22, 10), (22, 11), (21, 11)])]),
        from_rows("fronts", [{"side_a": "government", "side_b": "opposition", "uncertainty_km": 6.0, "basis": "towns", **days}], [LineString([(21, 10), (21, 11)])]),
        from_rows("advances", [{"actor": "army", "side": "government", "origin": "Tamrel", "towards": "Kesh", **days}], [LineString([(20.25, 10.5), (20.9, 10.6)])]),
        from_rows("places", [{"place_id": "geomap:tamrel", "place": "Tamrel", "names": ["Tamrel"], "feature": "town", "mentions": 2, "events": 2, "first_date": "2031-03-02", "last_date": "2031-03-05", "reports": ["gate.txt"], "lat": 10.5, "lon": 20.25}]),
    ]  # fmt: skip
    there = {layer.id for layer in made}
    return [*made, *(empty(layer_id) for layer_id in FIELDS if layer_id not in there)]
