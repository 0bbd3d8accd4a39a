"""From reports to files."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from small_case import REPORTS, features, map_into, write_reports

from geomap.errors import InputError
from geomap.layers import FIELDS
from geomap.pipeline import Log, Options, build
from geomap.publish.check import check
from geomap.publish.qgis import MOMENTS

FILES = {*(f"{layer}.geojson" for layer in FIELDS), "events.csv", "map.html", "case.gpkg", "run.json"}


def test_every_file_of_the_contract_is_there_and_valid(mapped: Path) -> None:
    """Nothing more, nothing less, and geomap check finds nothing."""
    assert {p.name for p in mapped.iterdir()} == FILES
    assert check(mapped).found == []


def test_every_mark_leads_back_to_its_words(mapped: Path) -> None:
    """Offsets of mentions and events give the quoted text in the report's own file."""
    seen = 0
    for layer, quoted in (("mentions", "text"), ("events", "quote"), ("control_claims", "quote")):
        for feature in features(mapped, layer):
            row = feature["properties"]
            report = row.get("report") or row["reports"][0]
            if report in REPORTS:
                assert REPORTS[report][row["start"] : row["end"]] == row[quoted]
                seen += 1
    assert seen >= 10


def test_the_reports_are_understood(mapped: Path) -> None:
    """What a reader would mark: the raid with its day and dead, who holds Sanaa, the way of the weapons."""
    raids = [
        f["properties"]
        for f in features(mapped, "events")
        if f["properties"]["type"] == "air_strike" and f["properties"]["report"] == "raid.txt"
    ]
    assert raids
    assert raids[0]["date_start"] == "2021-03-05"
    assert raids[0]["country"] == "YE"
    holders = {f["properties"]["place"]: f["properties"]["holder"] for f in features(mapped, "control_claims")}
    assert any("San" in place and "outhi" in str(holder) for place, holder in holders.items())
    assert any(
        {"origin", "destination"} <= f["properties"].keys() and "convoy.md" in f["properties"]["reports"]
        for f in features(mapped, "corridors")
    )


def test_table_rows_are_on_the_map_and_linked_to_what_reports_tell(mapped: Path) -> None:
    """Exchanged coordinates are put right; the raid of the report knows its row."""
    rows = {f["properties"]["id"]: f["properties"] for f in features(mapped, "events")}
    assert rows["acled.csv:YEM2"]["lat"] == pytest.approx(13.58)
    assert rows["acled.csv:YEM1"]["report"] == "acled.csv#row=2"
    matched = [r["table_matches"] for r in rows.values() if r["report"] == "raid.txt" and r["type"] == "air_strike"]
    assert matched[0][0]["event"] == "acled.csv:YEM1"
    assert 0 < matched[0][0]["score"] <= 1


def test_what_could_not_be_read_is_in_the_run_record(mapped: Path) -> None:
    """With the reason; inputs have their hashes; no clock and no path of this machine elsewhere."""
    record = json.loads((mapped / "run.json").read_text("utf-8"))
    assert {(Path(r["input"]).name, r["reason"]) for r in record["rejected"]} == {
        ("empty.txt", "the file is empty"),
        ("broken.pdf", "the PDF is damaged"),
    }
    assert {"input": "raid.txt", "sha256": hashlib.sha256(REPORTS["raid.txt"].encode()).hexdigest()} in record["inputs"]
    for path in mapped.iterdir():
        if path.name != "run.json":
            assert str(mapped.parent).encode() not in path.read_bytes(), path.name


def test_cells_of_the_csv_run_nothing(mapped: Path) -> None:
    """A quote that begins like a formula gets an apostrophe; the GeoJSON keeps the words."""
    with (mapped / "events.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    assert rows["acled.csv:YEM2"]["quote"].startswith("'=cmd")
    quotes = [f["properties"]["quote"] for f in features(mapped, "events")]
    assert "=cmd|' /C calc'!A0" in quotes


def test_a_second_run_gives_the_same_bytes(mapped: Path, reports: Path, tmp_path: Path) -> None:
    """All files but run.json, the GeoPackage too, with another number of processes."""
    map_into(reports, tmp_path / "again", jobs=2)
    for name in sorted(FILES - {"run.json"}):
        assert (tmp_path / "again" / name).read_bytes() == (mapped / name).read_bytes(), name


def test_the_geopackage_opens_styled_and_in_time(mapped: Path) -> None:
    """A default style per layer, dates as dates, and a style with the fields of the Temporal Controller."""
    with closing(sqlite3.connect(mapped / "case.gpkg")) as db:
        styles = dict(db.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault = 1"))
        assert set(FIELDS) <= styles.keys()
        assert f'startField="{MOMENTS[0]}" endField="{MOMENTS[1]}"' in styles["events"]
        kinds = {row[1]: row[2] for row in db.execute("PRAGMA table_info(events)")}
        assert (kinds["date_start"], kinds["date_end"]) == ("DATE", "DATE")
        assert {row[0] for row in db.execute("SELECT DISTINCT last_change FROM gpkg_contents")} == {
            "2000-01-01T00:00:00.000Z"
        }


def test_the_period_leaves_out_what_lies_outside(reports: Path, tmp_path: Path) -> None:
    """Events before --since go, undated ones stay, mentions are not touched."""
    map_into(reports, tmp_path, since=date(2021, 3, 6))
    ids = {f["properties"]["id"] for f in features(tmp_path, "events")}
    assert "acled.csv:YEM1" not in ids
    assert "acled.csv:YEM2" in ids
    assert any(f["properties"]["report"] == "raid.txt" for f in features(tmp_path, "mentions"))


def test_a_case_reads_only_what_is_new(tmp_path: Path) -> None:
    """The second run gives the same files from kept readings; a changed report is read anew."""
    folder, kept = write_reports(tmp_path / "r"), tmp_path / "case.sqlite"
    first, _ = map_into(folder, tmp_path / "a", case=kept)
    again, _ = map_into(folder, tmp_path / "b", case=kept)
    assert first.counts == again.counts
    assert (tmp_path / "a" / "events.geojson").read_bytes() == (tmp_path / "b" / "events.geojson").read_bytes()
    (folder / "raid.txt").write_text("Shells fell on Taiz on 9 March 2021.\n")
    changed, _ = map_into(folder, tmp_path / "b", case=kept)
    assert any(
        f["properties"]["place"] and f["properties"]["date_start"] == "2021-03-09"
        for f in features(tmp_path / "b", "events")
    )
    assert changed.counts["reports"] == 2


def test_events_are_also_written_in_other_tables_columns(reports: Path, tmp_path: Path) -> None:
    """One row per event, and geomap reads its own UCDP and ACLED tables back."""
    from geomap.readers.tables import read_table, recognise

    map_into(reports, tmp_path, layouts=("ucdp", "acled", "polecat"))
    number = len(features(tmp_path, "events"))
    for kind in ("ucdp", "acled"):
        table = read_table(tmp_path / f"events_{kind}.csv", reject=lambda error: pytest.fail(str(error)))
        assert len(table.frame) == number
        assert recognise(table.frame).kind == kind
    assert (tmp_path / "events_polecat.csv").read_text("utf-8").startswith("Event ID,Event Date")


def test_reports_with_one_id_get_names_of_their_own(tmp_path: Path) -> None:
    """The second is renamed and told; both are mapped."""
    rows = [json.dumps({"id": "x", "text": f"Shells fell on {town} on 9 March 2021."}) for town in ("Taiz", "Aden")]
    (tmp_path / "n.jsonl").write_text("\n".join(rows))
    log = Log()
    result = build(Options(inputs=(tmp_path / "n.jsonl",)), log, lambda *_: None)
    assert [r.id for r in result.reports] == ["x", "x~2"]
    assert "occurs again" in log.warnings[0]


def test_nothing_readable_is_an_error_and_leaves_the_old_files(mapped: Path, tmp_path: Path) -> None:
    """The output folder is as it was before."""
    (tmp_path / "empty.txt").write_bytes(b"")
    before = {p.name: p.read_bytes() for p in mapped.iterdir()}
    with pytest.raises(InputError, match="nothing could be read"):
        map_into(tmp_path / "empty.txt", mapped)
    assert {p.name: p.read_bytes() for p in mapped.iterdir()} == before


def test_rows_refused_from_the_users_places_are_told(reports: Path, tmp_path: Path) -> None:
    """A row of --gazetteer that cannot be used is a warning with file and line; the other rows are used."""
    places = tmp_path / "posts.csv"
    places.write_text("name,lat,lon\nPost One,15.4,44.2\nPost Two,150.4,44.2\n", encoding="utf-8")
    log = Log()
    build(Options(inputs=(reports,), gazetteer=(places,)), log, lambda *_: None)
    assert [w for w in log.warnings if w.startswith("posts.csv:3")]
