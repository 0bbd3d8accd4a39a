"""`geomap check` on exported files."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.layers import Layer
from geomap.publish import gpkg
from geomap.publish.check_exports import problems
from geomap.publish.formats import export


@pytest.fixture
def exported(tmp_path: Path, layers: list[Layer]) -> Path:
    """A folder with the small case in every format of files."""
    pytest.importorskip("pyarrow")
    gpkg.write(layers, tmp_path / "case.gpkg")
    for suffix in ("fgb", "parquet", "kml", "shp"):
        export(layers, str(tmp_path / f"case.{suffix}"))
    return tmp_path


def test_what_export_writes_is_valid(exported: Path) -> None:
    """No complaint about our own files."""
    assert list(problems(exported, exported / "case.gpkg")) == []


@pytest.mark.parametrize("name", ["case_events.fgb", "case_events.parquet", "case.kml", "case_events.shp"])
def test_half_a_file_is_found(exported: Path, name: str) -> None:
    """A file that was cut short is named."""
    data = (exported / name).read_bytes()
    (exported / name).write_bytes(data[: len(data) // 2 if name != "case_events.shp" else 20])
    assert {where for where, _ in problems(exported, exported / "case.gpkg")} == {name}


@pytest.mark.parametrize(
    ("suffix", "rows"),
    [("fgb", "1 rows, case.gpkg has 2"), ("parquet", "1 rows, case.gpkg has 3"), ("shp", "1 rows, case.gpkg has 3")],
)
def test_files_of_another_run_are_found(exported: Path, layers: list[Layer], suffix: str, rows: str) -> None:
    """An export of before the reports changed has other rows than the GeoPackage beside it."""
    fewer = [Layer(x.id, x.title, x.frame.iloc[:1], x.time) for x in layers if x.id in ("events", "fronts")]
    export(fewer, str(exported / f"case.{suffix}"))
    assert list(problems(exported, exported / "case.gpkg")) == [(f"case_events.{suffix}", f"{rows} in events")]


def test_a_shapefile_without_its_other_files_is_found(exported: Path) -> None:
    """The .prj is part of it: without it nobody knows the CRS."""
    (exported / "case_fronts.prj").unlink()
    told = " ".join(what for where, what in problems(exported, exported / "case.gpkg") if where == "case_fronts.shp")
    assert "case_fronts.prj is missing" in told


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("2031-03-02T00:00:00Z", "2031-04-02T00:00:00Z", "begins 2031-04-02T00:00:00Z after it ends"),
        ("20.25000,10.50000", "10.50000,200.25000", "outside -180..180"),
        ('<Style id="fronts-plain">', '<Style id="x">', "style #fronts-plain is not there"),
    ],
)
def test_kml_that_makes_no_sense_is_found(exported: Path, wrong: str, right: str, message: str) -> None:
    """Spans run forward, positions lie in the world, styles are there."""
    path = exported / "case.kml"
    path.write_text(path.read_text("utf-8").replace(wrong, right), "utf-8")
    assert message in " ".join(what for _, what in problems(exported, exported / "case.gpkg"))
