"""The small case as files, and the programs from outside that read what geomap writes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.layers import FIELDS, Layer, empty
from geomap.publish import geojson
from tests.gis.gis_case import NASTY, case


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
