"""Event tables: read whole, recognised, dated, placed, checked."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from geomap.errors import InputError
from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.readers.tables import read_table, recognise
from geomap.readers.tables.dates import parse_column
from geomap.readers.tables.events import RowReader
from geomap.readers.tables.frame import Prepared, prepare
from geomap.readers.tables.headers import GDELT_COLUMNS
from geomap.readers.tables.positions import degrees


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The world."""
    return open_gazetteer()


def written(path: Path, rows: Sequence[Sequence[object]], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """A table file of these rows, the first being the header."""
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(rows)
    return path


def prepared(path: Path, gazetteer: Gazetteer) -> Prepared:
    """A table file dated and placed; a rejected line fails the test."""
    return prepare(read_table(path, reject=_fail), gazetteer)


def _fail(error: InputError) -> None:
    raise AssertionError(str(error))


ROWS = (
    ("Date", "Place", "Note"),
    ("2021-03-05", "Marib", "first"),
    ("2021-03-06", "Aden", 'a "quoted", cell\nof two lines'),
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_delimiter_and_encoding_gives_the_same_table(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Quoted delimiters and line ends inside cells included."""
    rows = (*ROWS, ("2021-03-07", "Nishtun", "the caf\u00e9"))
    frame = read_table(written(tmp_path / "t.csv", rows, delimiter=delimiter, encoding=encoding), reject=_fail).frame
    assert list(frame.columns) == ["Date", "Place", "Note"]
    assert frame.to_numpy().tolist() == [list(row) for row in rows[1:]]


def test_excel_parquet_and_geojson_are_tables_too(tmp_path: Path) -> None:
    """Dates come as ISO text, whole numbers whole, points as columns."""
    frame = pd.DataFrame({"date": [datetime(2021, 3, 5)], "place": ["Marib"], "dead": [2.0]})
    frame.to_excel(tmp_path / "t.xlsx", index=False)
    frame.to_parquet(tmp_path / "t.parquet")
    feature = {
        "type": "Feature",
        "properties": {"date": "2021-03-05", "place": "Marib"},
        "geometry": {"type": "Point", "coordinates": [45.3, 15.5]},
    }
    (tmp_path / "t.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    for name in ("t.xlsx", "t.parquet"):
        row = read_table(tmp_path / name, reject=_fail).frame.iloc[0].tolist()
        assert row == ["2021-03-05T00:00:00", "Marib", "2"], name
    assert read_table(tmp_path / "t.geojson", reject=_fail).frame.iloc[0].tolist() == [
        "2021-03-05",
        "Marib",
        "45.3",
        "15.5",
    ]


def test_a_line_with_too_many_fields_is_named_and_the_rest_read(tmp_path: Path) -> None:
    """The error holds file and line; short lines are filled."""
    (tmp_path / "t.csv").write_text("date,place,note\n2021-03-05,Marib,x\n2021-03-06,Aden,a,b,c\n2021-03-07,Taiz\n")
    rejected: list[InputError] = []
    frame = read_table(tmp_path / "t.csv", reject=rejected.append).frame
    assert frame["place"].tolist() == ["Marib", "Taiz"]
    assert rejected[0].where.endswith("t.csv:3")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("t.csv", b"", "empty"), ("t.csv", b"date,place\n", "no rows"), ("t.xlsx", b"PK\x03\x04x", "Excel file is damaged"),
        ("t.parquet", b"PAR1 nothing", "damaged"), ("t.geojson", b"{}", "not a GeoJSON"), ("t.csv", b"\x00\x01\x02" * 99, "binary"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_an_error_that_names_the_file(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    """One line, with the reason."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=what) as caught:
        read_table(tmp_path / name, reject=_fail)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ("id type_of_violence dyad_name where_coordinates latitude longitude date_start date_end best", "ucdp"),
        ("event_id_cnty event_date sub_event_type actor1 location latitude longitude notes", "acled"),
        ("event_id date geonameid asciiname GEO_PRECISION longitude latitude", "viina"), ("geonameid date status_wiki status", "control"),
        ("name lat lon holder date", "control"), ("Date of incident,Village,Killed", "events"), ("fecha,municipio,detalle", "events"),
    ],
)  # fmt: skip
def test_a_table_is_known_by_its_columns(columns: str, kind: str) -> None:
    """Names decide, whatever their order and case."""
    names = columns.split("," if "," in columns else None)
    assert recognise(pd.DataFrame([["x"] * len(names)], columns=names)).kind == kind


def test_gdelt_is_known_without_a_header(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """61 tab-separated columns, the second a day."""
    values = dict.fromkeys(GDELT_COLUMNS, "") | {
        "GlobalEventID": "123456", "Day": "20210305", "EventCode": "195", "ActionGeo_Type": "4", "ActionGeo_Fullname": "Marib, Ma'rib, Yemen",
        "ActionGeo_Lat": "15.46", "ActionGeo_Long": "45.32", "ActionGeo_CountryCode": "YM", "SOURCEURL": "https://example.org/1",
    }  # fmt: skip
    done = prepared(written(tmp_path / "g.csv", [list(values.values())] * 2, delimiter="\t"), gazetteer)
    assert (done.roles.kind, len(done.added)) == ("gdelt", 2)
    event, report = next(RowReader(done, gazetteer).events())
    assert (event.type, event.date_start, report.url) == ("air_strike", date(2021, 3, 5), "https://example.org/1")
    assert event.where is not None
    assert (event.where.lat, event.where.lon) == (15.46, 45.32)


def test_columns_without_telling_names_are_found_by_what_they_hold(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Dates, places and positions; the user is told what was guessed."""
    rows = [
        ("a", "b", "c", "d", "e"),
        *[
            (f"x{i}", f"{i + 13}/02/2021", town, lat, lon)
            for i, (town, lat, lon) in enumerate(
                [("Marib", "15.46", "45.32"), ("Taiz", "13.57", "44.01"), ("Aden", "12.78", "45.03")]
            )
        ],
    ]
    done = prepared(written(tmp_path / "t.csv", rows), gazetteer)
    assert {r: done.roles[r] for r in ("date_start", "place", "lat", "lon")} == {
        "date_start": "b",
        "place": "c",
        "lat": "d",
        "lon": "e",
    }
    assert any("'c' is taken for the place" in w for w in done.warnings)


def test_a_table_without_dates_or_places_is_refused_with_its_columns() -> None:
    """The message says what is missing and what there is."""
    with pytest.raises(InputError, match=r"no column with a date among: place, note"):
        recognise(pd.DataFrame([["x", "y"]], columns=["place", "note"]))


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["1/22/2014 12:00:00 AM", "5/2/2014 12:00:00 AM"], ["2014-01-22", "2014-05-02"]),
        (["27/01/2014", "05/02/2014"], ["2014-01-27", "2014-02-05"]),
        (["1/22/2014 12:00:00 AM", "05/02/2014 00:00"], ["2014-01-22", "2014-05-02"]),
        (["1/22/2014 12:00:00 AM", "2/3/2014 1:00:00 PM", "27.01.2014", "05.02.2014"], ["2014-01-22", "2014-02-03", "2014-01-27", "2014-02-05"]),
        (["20140122", "2014-01-23T10:00:00Z", "24 January 2014", "Jan 25, 2014", "26-Jan-14"], ["2014-01-22", "2014-01-23", "2014-01-24", "2014-01-25", "2014-01-26"]),
        (["41661", "41662"], ["2014-01-22", "2014-01-23"]),
        (["05.02.2014", "06.02.2014"], ["2014-02-05", "2014-02-06"]),
        (["2014-02", "March 2014", "2015"], ["2014-02-01", "2014-03-01", "2015-01-01"]),
    ],
)  # fmt: skip
def test_date_columns_tell_day_and_month_apart_by_their_own_evidence(cells: list[str], days: list[str]) -> None:
    """Each form decides for itself where it can, else the column as a whole."""
    assert parse_column(pd.Series(cells)).first.dt.strftime("%Y-%m-%d").tolist() == days


def test_another_date_column_decides_where_one_cannot() -> None:
    """The end dates show that the month comes first."""
    starts = parse_column(pd.Series(["5/2/2014", "6/3/2014"]), hints=[pd.Series(["5/22/2014", "6/23/2014"])])
    assert starts.first.dt.month.tolist() == [5, 6]


def test_what_nothing_decides_is_told() -> None:
    """Day first, with a warning that names the column; unreadable cells stay undated."""
    dated = parse_column(pd.Series(["05/02/2014", "06/02/2014", "soon"]), name="when")
    assert dated.first.dt.month.tolist()[:2] == [2, 2]
    assert dated.first.isna().tolist() == [False, False, True]
    assert any("column when" in w and "'soon'" in w for w in dated.warnings)
    assert any("day first" in w for w in dated.warnings)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50,45", 50.45),
        ("-13.5", -13.5),
        ("50\u00b027'00\"N", 50.45),
        ("44\u00b0 1.2' W", -44.02),
        ("S 12.5", -12.5),
        ("", None),
        ("north", None),
    ],
)
def test_degrees_come_in_many_forms(text: str, value: float | None) -> None:
    """Decimal commas, minutes and seconds, hemisphere letters."""
    got = degrees(text)
    assert got != got if value is None else got == pytest.approx(value)


def test_positions_are_checked_and_missing_ones_found(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Exchanged ones are put right, 0,0 and impossible ones replaced, strays told; every row and column stays."""
    rows = [
        ("event_date", "country", "admin1", "location", "lat", "lon", "extra"),
        ("2021-03-05", "Yemen", "Taiz", "Taiz", "13.58", "44.02", "fine"),
        ("2021-03-05", "Yemen", "Taiz", "Taiz", "44.02", "13.58", "exchanged"),
        ("2021-03-05", "Yemen", "", "Marib", "0", "0", "zero"),
        ("2021-03-05", "Yemen", "", "Marib", "", "", "none"),
        ("2021-03-05", "Yemen", "", "Marib", "95", "200", "off"),
        ("2021-03-05", "Yemen", "", "Marib", "52.5", "13.4", "Berlin"),
        ("2021-03-05", "Yemen", "Taiz", "Qarn al-Nowhere", "", "", "unknown village"),
        ("2021-03-05", "", "", "Qwertyuiop", "", "", "no place"),
    ]  # fmt: skip
    done = prepared(written(tmp_path / "t.csv", rows), gazetteer)
    checks = dict(zip(done.table.frame["extra"], done.added["geomap_check"], strict=True))
    assert checks == {
        "fine": "ok", "exchanged": "swapped", "zero": "zero", "none": "geocoded", "off": "out_of_range", "Berlin": "outside_country",
        "unknown village": "geocoded", "no place": "not_found",
    }  # fmt: skip
    lat = dict(zip(done.table.frame["extra"], done.added["geomap_lat"], strict=True))
    assert lat["exchanged"] == 13.58
    assert abs(lat["zero"] - 15.46) < 0.3
    assert abs(lat["none"] - 15.46) < 0.3
    assert lat["Berlin"] == 52.5
    assert abs(lat["unknown village"] - 13.5) < 1.0
    assert lat["no place"] != lat["no place"]
    assert any("outside the country" in w and "row 7" in w for w in done.warnings)


def test_rows_become_events_that_lead_back_to_their_row(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The header is row 1, as spreadsheets count; deaths, actors, dates and the row's own words are kept."""
    rows = [
        ("event_id_cnty", "event_date", "sub_event_type", "actor1", "actor2", "country", "location", "latitude", "longitude", "notes", "fatalities", "time_precision"),
        ("YEM1", "05 March 2021", "Shelling/artillery/missile attack", "Army", "Rebels", "Yemen", "Marib", "15.46", "45.32", "Shells hit a market.", "3", "2"),
    ]  # fmt: skip
    event, report = next(RowReader(prepared(written(tmp_path / "acled.csv", rows), gazetteer), gazetteer).events())
    assert (event.type, event.actor, event.target, event.date_basis, event.date_precision) == (
        "shelling",
        "Army",
        "Rebels",
        "table",
        "week",
    )
    assert (event.fatalities_low, event.fatalities_high, event.quote) == (3, 3, "Shells hit a market.")
    assert event.report == report.id == "acled.csv#row=2"
    assert report.text[event.start : event.end] == event.quote
    assert event.where is not None
    assert event.where.place is not None
    assert event.where.place.name.startswith("Ma")


def test_a_table_of_holders_becomes_claims(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Contested places name no holder; rows without a holder say nothing."""
    rows = [
        ("name", "lat", "lon", "holder", "date"),
        ("Marib", "15.46", "45.32", "Army", "2021-03-05"),
        ("Taiz", "13.58", "44.02", "Contested", "2021-03-05"),
        ("Aden", "12.8", "45", "", "2021-03-05"),
    ]
    claims = [
        claim for claim, _ in RowReader(prepared(written(tmp_path / "c.csv", rows), gazetteer), gazetteer).claims()
    ]
    assert [(c.holder, c.side, c.status) for c in claims] == [("Army", "army", "held"), (None, None, "contested")]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "rows"), [("ucdp_2023-05.csv", 3883), ("ucdp_2023-06.csv", 3077)])
def test_real_exports_are_read_whole(shared: Path, gazetteer: Gazetteer, name: str, rows: int) -> None:
    """Every row dated, placed and inside its country."""
    done = prepared(shared / "samples" / name, gazetteer)
    assert len(done.added) == rows
    assert done.added["geomap_date_start"].notna().all()
    assert (done.added["geomap_check"] == "ok").all()
    assert (done.added["geomap_date_start"].dt.year == done.table.frame["year"].astype(int)).all()


@pytest.mark.shared
def test_two_exports_of_the_same_events_agree_on_their_days(shared: Path, gazetteer: Gazetteer) -> None:
    """One export mixes date forms, the other is ISO: rows of the same id have the same day, but for three revised ones."""
    one, two = (prepared(shared / "samples" / f"ucdp_2023-0{n}.csv", gazetteer) for n in (5, 6))
    days = [pd.Series(p.added["geomap_date_start"].to_numpy(), index=p.table.frame["id"]) for p in (one, two)]
    both = days[0].index.intersection(days[1].index)
    assert len(both) == 2987
    assert int((days[0][both] != days[1][both]).sum()) == 3
