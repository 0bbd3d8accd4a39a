"""GeoNames dumps: hand-made ones of a few rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.errors import GazetteerError, InputError
from geomap.gazetteer import base, data, dump, dump_build, store
from geomap.gazetteer.store import open_stack


def row(
    number: int,
    name: str,
    lat: float = 12.5,
    lon: float = 20.25,
    *,
    kind: str = "P.PPL",
    people: int = 0,
    alternates: str = "",
    code: str = "06",
) -> str:
    """One line of allCountries.txt."""
    letter, _, fcode = kind.partition(".")
    fields = [
        number,
        name,
        name,
        alternates,
        lat,
        lon,
        letter,
        fcode,
        "TD",
        "",
        code,
        "",
        "",
        "",
        people,
        "",
        300,
        "Africa/Ndjamena",
        "2024-01-01",
    ]
    return "\t".join(map(str, fields)) + "\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def chad(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the built-in base what lies in one country, and no curated places: the rest of the world takes long to write."""
    whole = base.entries
    monkeypatch.setattr(
        base, "entries", lambda *, populated: (e for e in whole(populated=populated) if e.country == "TD")
    )
    monkeypatch.setattr(store, "curated_files", list)


@pytest.mark.parametrize(
    ("kind", "feature"),
    [("P.PPL", "town"), ("P.PPLX", "neighbourhood"), ("S.AIRB", "airbase"), ("H.STM", "river"), ("T.MT", "mountain"), ("L.RGN", "region"), ("S.DAM", "dam"), ("S.CMPRF", "camp"), ("H.LK", "lake"), ("R.RD", "road")],
)  # fmt: skip
def test_feature_codes_become_kinds(kind: str, feature: str) -> None:
    """GeoNames' classes and codes map to the contract's kinds of place."""
    assert dump.to_entry(row(1, "Old Mill", kind=kind).rstrip("\n"), "x:1").feature == feature


@pytest.mark.parametrize(
    ("line", "message"),
    [("1\ttoo\tfew", "x:9: 3 columns instead of 19"), (row(1, "M", 120.0), "out of range"), (row(1, "M").replace("12.5", "abc"), "damaged row")],
)  # fmt: skip
def test_damaged_rows_name_file_and_line(line: str, message: str) -> None:
    """Column count, numbers and ranges are checked."""
    with pytest.raises(InputError, match=message):
        dump.to_entry(line.rstrip("\n"), "x:9")


@pytest.mark.parametrize(
    ("line", "parsed"),
    [
        ("1\t77\tfr\tVieux Moulin\t\t\t\t\t\t", ("Vieux Moulin", "alternate", "fr", "", "")), ("1\t77\twkdt\tQ7\t\t\t\t\t\t", ("Q7", "id:wikidata", "", "", "")), ("1\t77\ticao\tFTTX\t\t\t\t\t\t", ("FTTX", "id:icao", "", "", "")),
        ("1\t77\tlink\thttps://example.org\t\t\t\t\t\t", None), ("1\t77\tpost\t12345\t\t\t\t\t\t", None), ("1\t77\ten\tMill One\t\t\t\t1\t\t", ("Mill One", "former", "en", "", "")), ("1\t77\tabbr\tOM\t\t\t\t\t\t", ("OM", "abbreviation", "", "", "")),
        ("1\t77\ten\tMill Two\t\t\t\t\t1924\t2016-02-04", ("Mill Two", "former", "en", "1924", "2016-02-04")), ("1\t77\ten\tMill Three\t\t\t\t\tMay 1990\t", ("Mill Three", "alternate", "en", "1990", "")),
    ],
)  # fmt: skip
def test_pseudo_languages_are_ids_not_names(line: str, parsed: tuple[object, ...] | None) -> None:
    """post and link say nothing about names; wkdt and icao are identifiers; historic and ended names are former ones."""
    found = dump.to_name(line, "x:1")
    assert (found and found[1:]) == parsed


def test_unknown_files_are_refused(tmp_path: Path) -> None:
    """A file is known by GeoNames' own name for it."""
    path = tmp_path / "my places.txt"
    path.write_text("x")
    with pytest.raises(InputError, match="keep GeoNames' own file names"):
        dump_build.build_dump([path])


@pytest.mark.usefixtures("chad")
def test_a_dump_is_built_updated_and_left(tmp_path: Path, cache: Path) -> None:
    """Places of the dump are found beside the built-in areas; modifications and deletes apply; the built-in data come back."""
    everything, names = tmp_path / "allCountries.txt", tmp_path / "alternateNamesV2.txt"
    everything.write_text(
        row(900001, "Zuwarqa", people=500, alternates="Zouarqa")
        + row(900002, "Wadi Karmid", kind="H.WAD")
        + row(900003, "Kanem", kind="A.ADM1"),
        "utf-8",
    )
    names.write_text(
        "1\t900001\tar\tزوارقة\t\t\t\t\t\t\n2\t900001\twkdt\tQ900001\t\t\t\t\t\t\n3\t900001\tfr\tZouarqa\t\t\t\t\t1911\t1960\n4\t900001\ticao\tFTZZ\t\t\t\t\t\t\n",
        "utf-8",
    )
    dump_build.build_dump([everything, names])
    gazetteer = open_stack()
    place = gazetteer.place(gazetteer.lookup("زوارقة")[0])
    assert (place.place_id, place.admin1, place.feature, dict(place.ids)["wikidata"]) == (
        "geonames:900001",
        "Kanem",
        "village",
        "Q900001",
    )
    assert place.dated_names == (("Zouarqa", "1911", "1960"),)
    assert [gazetteer.place(c).place_id for c in gazetteer.lookup("FTZZ")] == ["geonames:900001"]
    assert [c.feature for c in gazetteer.lookup("Wadi Karmid")] == ["river"]
    assert [gazetteer.place(c).place_id for c in gazetteer.lookup("Kanem") if c.feature == "admin1"] != [
        "geonames:900003"
    ]
    assert gazetteer.country("TD") and gazetteer.part("TD", "north")
    assert not list(cache.glob("*.building"))

    changed, gone = tmp_path / "modifications-2026-01-02.txt", tmp_path / "deletes-2026-01-02.txt"
    changed.write_text(row(900001, "New Zuwarqa", 12.6, people=700) + row(900009, "Founded Yesterday"), "utf-8")
    gone.write_text("900002\tWadi Karmid\tduplicate\n", "utf-8")
    dump_build.build_dump([changed, gone])
    gazetteer = open_stack()
    assert gazetteer.lookup("Wadi Karmid") == () and gazetteer.by_id("geonames:900002") is None
    assert [c.population for c in gazetteer.lookup("New Zuwarqa")] == [700] and gazetteer.lookup("Zuwarqa") == ()
    assert len(gazetteer.lookup("Founded Yesterday")) == 1

    next(cache.glob("geonames-*.sqlite")).unlink()
    with pytest.raises(GazetteerError, match="--builtin"):
        open_stack()
    dump_build.use_builtin()
    assert not (data.own_folder() / "base.json").exists()


def test_a_broken_dump_leaves_what_was_there(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row cut off in the middle stops the build: no index, no temporary file, nothing to be used."""
    monkeypatch.setattr(base, "entries", lambda *, populated: iter(()))
    broken = tmp_path / "TD.txt"
    broken.write_text(row(900001, "Zuwarqa") + row(900002, "Cut Off")[:20], "utf-8")
    with pytest.raises(InputError, match=r"TD\.txt:2: \d columns instead of 19"):
        dump_build.build_dump([broken])
    assert (
        not list(cache.glob("*.sqlite"))
        and not list(cache.glob("*.building"))
        and not (data.own_folder() / "base.json").exists()
    )


def test_an_id_twice_stops_the_build(tmp_path: Path, cache: Path) -> None:
    """Two rows of one geonameid are no dump: file and line of the second are told, and nothing is built."""
    twice = tmp_path / "TD.txt"
    twice.write_text(row(900001, "Zuwarqa") + row(900001, "Zuwarqa Too"), "utf-8")
    with pytest.raises(InputError, match=r"TD\.txt:2: geonames:900001 again"):
        dump_build.build_dump([twice])
    assert not list(cache.glob("*.sqlite"))


def test_updates_are_checked_before_they_are_kept(tmp_path: Path) -> None:
    """A damaged file of modifications changes nothing."""
    path = tmp_path / "modifications-2026-01-02.txt"
    path.write_text("900001\tbroken\n", "utf-8")
    with pytest.raises(InputError, match="columns"):
        dump_build.build_dump([path])
    assert data.updates() == []
