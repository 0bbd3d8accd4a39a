"""Other people's gazetteers, good and bad: every refused row is named with file and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import InputError
from geomap.gazetteer.entry import Entry
from geomap.gazetteer.formats import read
from geomap.gazetteer.formats.linked_places import to_collection
from geomap.gazetteer.index import Gazetteer
from geomap.gazetteer.store import open_stack


def load(path: Path, **options: Any) -> tuple[list[Entry], list[str]]:
    """(entries, what was refused)."""
    refused: list[InputError] = []
    entries = list(read(path, reject=refused.append, **options))
    return entries, [str(e) for e in refused]


def write(tmp_path: Path, name: str, content: str | bytes | dict[str, Any]) -> Path:
    """A file with that content."""
    path = tmp_path / name
    data = json.dumps(content) if isinstance(content, dict) else content
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def collection(*features: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A FeatureCollection."""
    return {"type": "FeatureCollection", **more, "features": list(features)}


def feature(properties: dict[str, Any], geometry: dict[str, Any] | None) -> dict[str, Any]:
    """A Feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


SQUARE = {"type": "Polygon", "coordinates": [[[20, 10], [22, 10], [22, 12], [20, 12], [20, 10]]]}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "name,lat,lon\nOld Mill,12.5,20.25\n"), ("b.csv", "\ufeffVillage;Latitude;Longitude\nOld Mill;12,5;20,25\n"), ("c.tsv", "X\tY\tPlaceName\n20.25\t12.5\tOld Mill\n"),
        ("gns.txt", "RC\tUFI\tLAT\tLONG\tDSG\tCC1\tFULL_NAME_RO\n1\t-77\t12.5\t20.25\tPPL\tTD\tOld Mill\n"),
    ],
)  # fmt: skip
def test_tables_of_any_habit(tmp_path: Path, name: str, content: str) -> None:
    """Delimiter, byte order mark, decimal comma and usual column names are understood."""
    entries, refused = load(write(tmp_path, name, content))
    assert [(e.name, e.lat, e.lon) for e in entries] == [("Old Mill", 12.5, 20.25)] and not refused


def test_columns_can_be_told(tmp_path: Path) -> None:
    """What the user says of the columns goes before what could be guessed."""
    path = write(tmp_path, "a.csv", "name,nom,a,b\nx1,Old Mill,12.5,20.25\n")
    entries, _ = load(path, columns={"name": "nom", "lat": "a", "lon": "b"})
    assert [(e.name, e.lat) for e in entries] == [("Old Mill", 12.5)]
    with pytest.raises(InputError, match=r"no column .zz.*columns: name, nom, a, b"):
        load(path, columns={"lat": "zz"})


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Mill,95,20,,", "a.csv:3: lat 95.0 is out of range .*swapped"), ("Mill,12,x,,", "a.csv:3: lon 'x' is no number"), (",12,20,,", "a.csv:3: no name"),
        ("Mill,12,20,,castle", "a.csv:3: unknown feature 'castle'"), ("Mill,12,20,Chad,", "a.csv:3: country 'Chad'"), ("Mill,12,20", "a.csv:3: 3 fields where the header has 5"),
        ("Mill,nan,20,,", "a.csv:3: lat nan is out of range"), ("Mill,30.5,50.4,UA,", "a.csv:3: lat 30.5, lon 50.4 lies far from UA, and lon, lat in it .*swapped"),
    ],
)  # fmt: skip
def test_bad_rows_are_refused_and_the_rest_goes_on(tmp_path: Path, row: str, message: str) -> None:
    """A row that cannot be used is named with file and line and reason; its neighbours are kept."""
    import re

    entries, refused = load(write(tmp_path, "a.csv", f"name,lat,lon,country,feature\nA,1,2,,\n{row}\nB,3,4,,\n"))
    assert [e.name for e in entries] == ["A", "B"]
    assert len(refused) == 1 and re.search(message, refused[0]), refused


def test_an_id_twice_is_refused(tmp_path: Path) -> None:
    """The second row of an id names the first; namesakes without ids are both kept."""
    _, refused = load(write(tmp_path, "a.csv", "id,name,lat,lon\nm,A,1,2\nm,B,3,4\n"))
    assert refused == ["a.csv:3: id 'm' again (line 2 has it too)"]
    entries, refused = load(write(tmp_path, "b.csv", "name,lat,lon\nA,1,2\nA,3,4\n"))
    assert len({e.place_id for e in entries}) == 2 and not refused


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"name,lat,lon\nA,1,2\nM\xff\xfe,1,2\n", r"a\.csv:3: not UTF-8: byte 0xff at column 2"), ("a.geojson", b'{\n"a": "\xe9"}', r"a\.geojson:2: not UTF-8"), ("a.csv", "", "empty"), ("a.csv", "name,height\nA,1\n", "no column for lat, lon"), ("a.csv", 'name,lat,lon\n"A,1,2\n', r"a\.csv:2: malformed"),
        ("a.geojson", '{"type": "FeatureColl', "a.geojson:1: damaged JSON"), ("a.geojson", "[1]", "no GeoJSON object"), ("a.geojson", "{}", "no features"), ("a.kmz", "x", "no gazetteer format"),
    ],
)  # fmt: skip
def test_unusable_files_are_one_error(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    """A file that cannot be read as a whole raises one error that says why."""
    with pytest.raises(InputError, match=message):
        load(write(tmp_path, name, content))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The path is in the message."""
    with pytest.raises(InputError, match=r"nowhere\.csv: no such file"):
        load(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("geometry", "message"),
    [(None, "no geometry"), ({"type": "Point", "coordinates": [20, 95]}, "out of range"), ({"type": "Point", "coordinates": ["x"]}, "damaged position"), ({"type": "Polygon", "coordinates": [[[1, 2]]]}, "damaged geometry")],
)  # fmt: skip
def test_bad_features_are_refused(tmp_path: Path, geometry: dict[str, Any] | None, message: str) -> None:
    """A feature without a usable geometry is named by its number."""
    entries, refused = load(
        write(tmp_path, "a.geojson", collection(feature({"name": "M"}, geometry), feature({"name": "N"}, SQUARE)))
    )
    assert [e.name for e in entries] == ["N"]
    assert "feature 1" in refused[0] and message in refused[0]


def test_an_area_gets_a_point_and_an_extent(tmp_path: Path) -> None:
    """A polygon is labelled in its middle, with a radius that holds it."""
    entries, _ = load(write(tmp_path, "a.geojson", collection(feature({"name": "Quarter", "type": "region"}, SQUARE))))
    assert (round(entries[0].lat), round(entries[0].lon)) == (11, 21) and 100 < entries[0].radius_km < 170


def test_who_is_on_first(tmp_path: Path) -> None:
    """Names with language, type, concordances, time; what has ended keeps its end, what is not current is left out."""
    facts = {"wof:id": 7, "wof:name": "Old Mill", "wof:placetype": "locality", "geom:latitude": 12.5, "geom:longitude": 20.25, "iso:country": "TD", "name:fra_x_preferred": ["Vieux Moulin"], "wof:concordances": {"wd:id": "Q7"}}  # fmt: skip
    entries, _ = load(
        write(
            tmp_path,
            "a.geojson",
            collection(
                feature(facts, SQUARE),
                feature({**facts, "mz:is_current": 0}, SQUARE),
                feature(
                    {**facts, "mz:is_current": 0, "edtf:inception": "1911~", "edtf:cessation": "1960-05-01"}, SQUARE
                ),
            ),
        )
    )
    found = [(e.place_id, e.feature, e.ids["wikidata"], e.names[0].text, e.valid_from, e.valid_to) for e in entries]
    known = ("geomap:wof-7", "town", "Q7", "Vieux Moulin")
    assert found == [(*known, "", ""), (*known, "1911", "1960-05-01")]
    assert entries[0].shape and entries[0].radius_km > 100


def test_linked_places_come_back_as_they_went(world: Gazetteer, tmp_path: Path) -> None:
    """A place written as Linked Places and read again keeps name, position, names and ids."""
    place = world.by_id("geonames:2427123")
    assert place is not None
    entries, refused = load(write(tmp_path, "a.jsonld", to_collection([place])))
    assert not refused
    again = entries[0]
    assert (again.name, again.lat, again.lon, again.country, again.ids["geonames"]) == (
        place.name,
        place.lat,
        place.lon,
        "TD",
        "2427123",
    )
    assert {n.text for n in again.names} == set(place.names) - {place.name}


def test_linked_places_keep_kind_and_time(world: Gazetteer, tmp_path: Path) -> None:
    """The kind of place, its time and the times of its names survive the way out and in."""
    bridge, renamed = world.by_id("geomap:kakhovka-dam"), world.by_id("geonames:713174")
    assert bridge and renamed
    entries, _ = load(write(tmp_path, "a.jsonld", to_collection([bridge, renamed])))
    assert (entries[0].feature, entries[0].valid_to) == ("dam", "2023-06-06")
    assert ("Artemivsk", "1924", "2016-02-04") in entries[1].dated_names


def test_own_places_win_over_the_base(tmp_path: Path) -> None:
    """A user's place of a known name comes first, with its dates; the others stay candidates."""
    path = write(
        tmp_path,
        "own.csv",
        "id,name,names,feature,country,lat,lon,valid_from\ncp9,Kassala,Checkpoint Nine|former:Old Gate,border_crossing,SD,15.5,36.45,2023-04\n",
    )
    gazetteer = open_stack([path])
    first, *others = gazetteer.lookup("Kassala")
    place = gazetteer.place(first)
    assert (place.place_id, first.layer, place.valid_from, place.admin1) == ("geomap:cp9", 2, "2023-04", "Kassala")
    assert {c.layer for c in others} <= {0, 1} and others
    assert [c.kind for c in gazetteer.lookup("old gate")] == ["former"]


def test_real_boundaries_replace_derived_ones(tmp_path: Path, world: Gazetteer) -> None:
    """A COD-AB area takes over the known area's polygon and parts, brings its P-code and keeps its names and id."""
    from geomap.gazetteer.shapes import area

    known = world.admin1("SD", "52")
    assert known is not None
    square = {"type": "Polygon", "coordinates": [[[35, 15], [36, 15], [36, 16.5], [35, 16.5], [35, 15]]]}
    properties = {"ADM1_EN": "Kassala", "ADM1_AR": "كسلا", "ADM1_PCODE": "SD11", "ADM0_PCODE": "SD"}
    gazetteer = open_stack([write(tmp_path, "adm1.geojson", collection(feature(properties, square)))])
    place = gazetteer.by_id(known.place_id)
    assert place is not None
    assert dict(place.ids)["pcode"] == "SD11" and place.name == known.name and set(known.names) <= set(place.names)
    assert [c.layer for c in gazetteer.lookup("Kassala") if c.feature == "admin1"] == [2]
    shape = area(place.place_id, gazetteer=gazetteer)
    assert shape is not None and shape.bounds == (35.0, 15.0, 36.0, 16.5)
    north = gazetteer.part(place.place_id, "north")
    assert north and 16 < north[0] < 16.5


def test_refused_rows_are_told_each_time(tmp_path: Path) -> None:
    """Opening an overlay again, from the cache, still tells which rows were refused; one without a usable row is an error."""
    path = write(tmp_path, "own.csv", "name,lat,lon\nGood,1,2\nBad,1,999\n")
    assert open_stack([path]).refused == open_stack([path]).refused != ()
    with pytest.raises(InputError, match="no usable place"):
        open_stack([write(tmp_path, "none.csv", "name,lat,lon\nBad,1,999\n")])


def test_curated_tables_are_strict(tmp_path: Path) -> None:
    """In the project's own tables the first bad row stops the build, with file and line."""
    from geomap.gazetteer.places_csv import read_places

    header = "id,name,names,feature,country,admin1,lat,lon,radius_km,near,near_km,valid_from,valid_to,icao,iata,wikidata,pcode,geonames,source,note\n"
    good = "m,Old Mill,Vieux Moulin@fr|former:Mill One@en[1911/1960-05],site,TD,,12.5,20.25,,,,,,,,,,,hand,\n"
    entries = list(read_places(write(tmp_path, "a.csv", header + good)))
    assert [(n.text, n.kind, n.lang) for n in entries[0].names] == [
        ("Vieux Moulin", "alternate", "fr"),
        ("Mill One", "former", "en"),
    ]
    assert entries[0].dated_names == [("Mill One", "1911", "1960-05")]
    with pytest.raises(InputError, match=r"b\.csv:3: id 'geomap:m' again"):
        list(read_places(write(tmp_path, "b.csv", header + good + good)))


def test_own_position_wins_over_the_known_one(tmp_path: Path) -> None:
    """A row of a known place's GeoNames id moves that place and adds its names; kind, people and areas stay."""
    path = write(tmp_path, "own.csv", "name,lat,lon,geonames\nKassala Town,15.6,36.5,372753\n")
    place = open_stack([path]).by_id("geonames:372753")
    assert place is not None
    assert (place.lat, place.lon, place.name, place.feature) == (15.6, 36.5, "Kassala Town", "city")
    assert "Kassala" in place.names and place.population > 100_000


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("UFI\tLAT\tLONG\tDSG\tCC1\tADM1\tNT\tFULL_NAME_RO", "7\t12.5\t20.25\tPPL\tCD\t06\tV\tTahuna\n7\t12.5\t20.25\tPPL\tCD\t06\tN\tOld Mill\n8\t12\t20\tAIRF\tCD\t00\tN\tMill Field"),
        ("ufi\tlat_dd\tlong_dd\tdesig_cd\tcc_ft\tadm1\tnt\tfull_name", "7\t12.5\t20.25\tPPL\tTCD\tTD-KA\tV\tTahuna\n7\t12.5\t20.25\tPPL\tTCD\tTD-KA\tN\tOld Mill\n8\t12\t20\tAIRF\tTCD\t\tN\tMill Field"),
    ],
)  # fmt: skip
def test_gns_has_a_row_per_name(tmp_path: Path, header: str, rows: str) -> None:
    """Rows of one feature are one place under its approved name; FIPS and GENC country codes become ISO's."""
    entries, refused = load(write(tmp_path, "cd.txt", f"{header}\n{rows}\nbroken\n"))
    mill, field = entries
    assert (mill.place_id, mill.name, mill.feature, mill.country, mill.ids["gns"]) == (
        "geomap:gns-7",
        "Old Mill",
        "town",
        "TD",
        "7",
    )
    assert [n.text for n in mill.names] == ["Tahuna"] and field.feature == "airport"
    assert len(refused) == 1 and "cd.txt:5: 1 fields where the header has 8" in refused[0]


def test_words_of_other_tables_are_understood(tmp_path: Path) -> None:
    """A hamlet is a village, a suburb a neighbourhood, a code of GeoNames what it stands for."""
    rows = "A,1,2,hamlet\nB,1,3,Suburb\nC,1,4,refugee camp\nD,1,5,AIRB\nE,1,6,PPLL\n"
    entries, refused = load(write(tmp_path, "a.csv", "name,lat,lon,type\n" + rows))
    assert [e.feature for e in entries] == ["village", "neighbourhood", "camp", "airbase", "village"] and not refused


@pytest.mark.parametrize(
    "properties",
    [
        {"ADM1_EN": "Kanem", "ADM1_AR": "كانم", "ADM1_PCODE": "TD06", "ADM0_PCODE": "TD"},
        {"admin1Name_en": "Kanem", "admin1Name_ar": "كانم", "admin1Pcode": "TD06", "admin0Pcode": "TD"},
        {"adm1_name": "Kanem", "adm1_name1": "كانم", "lang": "en", "lang1": "ar", "adm1_pcode": "TD06", "iso2": "TD"},
    ],
)
def test_cod_ab_in_all_its_ways(tmp_path: Path, properties: dict[str, str]) -> None:
    """OCHA's boundary files have had three ways to write names and codes."""
    entries, refused = load(write(tmp_path, "adm.geojson", collection(feature(properties, SQUARE))))
    assert not refused
    (entry,) = entries
    assert (entry.name, entry.feature, entry.country, entry.ids["pcode"]) == ("Kanem", "admin1", "TD", "TD06")
    assert [(n.text, n.lang) for n in entry.names] == [("كانم", "ar")]


def test_features_without_a_name_say_what_they_have(tmp_path: Path) -> None:
    """The message tells the properties to choose from."""
    _, refused = load(write(tmp_path, "a.geojson", collection(feature({"Dorf": "Muehle", "x": 1}, SQUARE))))
    assert "feature 1: no name" in refused[0] and "properties: Dorf, x" in refused[0]


def test_a_full_disk_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the places cannot be written, the message names the file and no half of it stays behind."""
    from geomap.errors import GazetteerError
    from geomap.gazetteer.formats import own

    def full(*_: Any, **__: Any) -> str:
        raise OSError(28, "No space left on device")

    entries, _ = load(write(tmp_path, "a.csv", "name,lat,lon\nOld Mill,12.5,20.25\n"))
    monkeypatch.setattr(own.json, "dumps", full)
    with pytest.raises(GazetteerError, match=r"kept\.jsonl: the places cannot be kept: No space left on device"):
        own.write(tmp_path / "kept.jsonl", entries)
    assert not list(tmp_path.glob("kept*"))
