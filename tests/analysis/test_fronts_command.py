"""`geomap fronts`: files, exit status, bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomap.cli import main

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ukraine" / "control.csv"


def features(path: Path) -> list[dict[str, dict[str, object]]]:
    """The features of a GeoJSON file."""
    found: list[dict[str, dict[str, object]]] = json.loads(path.read_text("utf-8"))["features"]
    return found


def test_the_example_moves_over_four_days(tmp_path: Path) -> None:
    """A series of four estimates, and ground that changed hands between them."""
    assert main(["fronts", str(EXAMPLE), "-o", str(tmp_path), "--quiet"]) == 0
    days = {f["properties"]["date_start"] for f in features(tmp_path / "fronts.geojson")}
    assert days == {"2022-08-01", "2022-09-15", "2022-10-15", "2022-11-15"}
    gains = [f["properties"] for f in features(tmp_path / "changes.geojson") if f["properties"]["side_to"] == "Ukraine"]
    assert all(float(str(g["area_km2"])) > 2000 for g in gains)
    assert len(gains) == 3


def test_every_piece_of_front_says_how_sure_it_is(tmp_path: Path) -> None:
    """Each line has two sides, a band and a basis."""
    main(["fronts", str(EXAMPLE), "--as-of", "2022-09-20", "-o", str(tmp_path), "--quiet"])
    for feature in features(tmp_path / "fronts.geojson"):
        told = feature["properties"]
        assert (told["side_a"], told["side_b"]) == ("Russia", "Ukraine")
        assert 10 < float(str(told["uncertainty_km"])) < 200
        assert told["basis"]
        assert told["date_start"] == told["date_end"] == "2022-09-20"


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    """Outputs do not depend on when or how often they are made."""
    for run in ("one", "two"):
        main(["fronts", str(EXAMPLE), "--as-of", "2022-11-15", "-o", str(tmp_path / run), "--quiet"])
    for name in ("control.geojson", "fronts.geojson"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("text", "told"),
    [("name,lat,lon\nA,1,2\n", "holder"), ("holder,lat,lon\n,1,2\n", "position and a holder"), ("", "empty")],
)
def test_a_table_that_cannot_be_used_is_refused(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line that names what is wrong; exit status 2; nothing written."""
    table = tmp_path / "bad.csv"
    table.write_text(text, "utf-8")
    assert main(["fronts", str(table), "-o", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out" / "fronts.geojson").exists()


def test_a_day_long_after_the_table_is_told_to_be_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When every observation has expired the files are empty and a warning says why."""
    assert main(["fronts", str(EXAMPLE), "--as-of", "2026-01-01", "-o", str(tmp_path)]) == 0
    assert features(tmp_path / "fronts.geojson") == []
    assert "2026-01-01: every observation has expired" in capsys.readouterr().err
