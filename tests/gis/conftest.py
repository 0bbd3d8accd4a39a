"""A small case that is made by hand, and the programs from outside that read what geomap writes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from shapely.geometry import LineString, Point, Polygon

from geomap.layers import FIELDS, Layer, empty, from_rows
from geomap.publish import geojson

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
    assert {layer.id for layer in made} == set(FIELDS)
    return made


@pytest.fixture
def layers() -> list[Layer]:
    """The small case."""
    return case()


@pytest.fixture
def folder(tmp_path: Path, layers: list[Layer]) -> Path:
    """The small case as an output folder's GeoJSON files."""
    out = tmp_path / "outputs"
    out.mkdir()
    for layer in layers:
        geojson.write(layer, out / f"{layer.id}.geojson")
    return out


@pytest.fixture
def nasty() -> str:
    """Text that means something to HTML, XML and SQL, and to none of them here."""
    return NASTY


@pytest.fixture
def nothing() -> list[Layer]:
    """Every layer, without a row."""
    return [empty(layer_id) for layer_id in FIELDS]


def _server() -> tuple[Path, list[str]]:
    """The newest PostgreSQL with PostGIS, and what to put before its commands (it refuses to run as root)."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    extensions = list(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    if not found or not extensions:
        pytest.skip("no PostGIS here (Debian: postgresql-15-postgis-3)")
    if os.getuid() != 0:
        return found[-1].parent, []
    if not shutil.which("runuser"):
        pytest.skip("PostgreSQL refuses to run as root, and there is no runuser")
    return found[-1].parent, ["runuser", "-u", "postgres", "--"]


@pytest.fixture(scope="session")
def postgis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database with PostGIS on a server of its own, which listens on a socket in a temporary folder."""
    programs, prefix = _server()
    home = Path(subprocess.run([*prefix, "mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip())
    data = home / "data"

    def call(name: str, *arguments: str) -> None:
        subprocess.run(
            [*prefix, str(programs / name), *arguments], check=True, capture_output=True, cwd=home, timeout=120
        )

    try:
        call("initdb", "-D", str(data), "-U", "geomap", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off -c shared_buffers=16MB"
        call("pg_ctl", "-D", str(data), "-o", options, "-l", str(home / "log"), "-w", "start")
        try:
            call("createdb", "-h", str(home), "-U", "geomap", "maps")
            yield f"postgis://geomap@/maps?host={home}"
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        subprocess.run([*prefix, "rm", "-rf", str(home)], check=True)
