"""Look-up in an index of a few places."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from entries import entry

from geomap.errors import GazetteerError
from geomap.gazetteer import index_file
from geomap.gazetteer.entry import Name
from geomap.gazetteer.index import Gazetteer, IndexFile


def ids(gazetteer: Gazetteer, name: str) -> list[str]:
    """The ids that a name is looked up to."""
    return [gazetteer.place(c).place_id for c in gazetteer.lookup(name)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Al-Zarqaya", "name"), ("el-zarqaya", "name"), ("Zarqaya", "short"), ("الزرقاية", "alternate"), ("زرقاية", "short"), ("Port Rolland", "former"), ("Al Zarqaya Town", None)],
)  # fmt: skip
def test_a_place_is_found_by_each_of_its_names(small: Gazetteer, name: str, kind: str | None) -> None:
    """Main, alternate and former names, without the article and in its own letters; not by words that are not its."""
    assert [c.kind for c in small.lookup(name)] == ([kind] if kind else [])


def test_namesakes_are_all_candidates(small: Gazetteer) -> None:
    """Both places of a name come back, with what a ranker needs."""
    found = small.lookup("Umm Hajar")
    assert {(c.lat, c.population, c.admin1) for c in found} == {(13.5, 900, "06"), (9.5, 0, "")}


def test_demonyms_and_codes_lead_to_the_country(small: Gazetteer) -> None:
    """A demonym is marked as one; a code counts in capitals only."""
    assert [(c.kind, c.feature) for c in small.lookup("Chadian")] == [("demonym", "country")]
    assert [c.kind for c in small.lookup("TD")] == ["code"]
    assert small.lookup("td") == ()


def test_an_area_is_found_with_its_generic_word(small: Gazetteer) -> None:
    """ "Kanem province" is Kanem, though no source writes it so; a town does not become one."""
    assert [c.feature for c in small.lookup("Kanem Province")] == ["admin1"]
    assert small.lookup("Umm Hajar Province") == ()


def test_reach_is_the_longest_name_that_begins_so(small: Gazetteer) -> None:
    """A word that begins no name reaches nothing."""
    assert (small.reach("Umm"), small.reach("Kanem"), small.reach("Hajar"), small.reach("")) == (2, 2, 0, 0)


def test_records_carry_areas_and_ids(small: Gazetteer) -> None:
    """A record names its first-level area and is found by id, area code and country code."""
    place = small.by_id("geomap:Al-Zarqaya")
    assert place is not None
    assert (place.admin1, place.admin1_code, place.population) == ("Kanem", "06", 12_000)
    assert "الزرقاية" in place.names
    kanem, chad = small.admin1("TD", "06"), small.country("td")
    assert kanem and chad
    assert (kanem.name, chad.name, small.by_id("geomap:nowhere")) == ("Kanem", "Chad", None)
    assert "Chadian" not in chad.names


def test_near_is_ordered_by_distance(small: Gazetteer) -> None:
    """Nearest first, within the radius, of the kinds asked for."""
    found = small.near(14.0, 15.3, 120, ("town", "village"))
    assert [small.place(c).name for _, c in found] == ["Al-Zarqaya", "Umm Hajar"]
    assert found[0][0] < found[1][0] < 120


def test_near_works_across_the_antimeridian(make: Callable[..., Gazetteer]) -> None:
    """A place at 179.9 E is near 179.9 W."""
    gazetteer = make(entry("Edge", -17.0, 179.9))
    assert len(gazetteer.near(-17.0, -179.9, 30)) == 1


def test_threads_share_a_gazetteer(small: Gazetteer) -> None:
    """Every thread gets its own connection and the same answers."""
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(len(small._lookup("Umm Hajar")))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [2, 2, 2, 2]


def test_a_large_index_is_not_mapped(small: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of gigabytes would fill memory with what lies around each page that is read; its answers are the same."""
    monkeypatch.setattr(index_file, "_MAPPED", 0)
    (file,) = small.files
    large = IndexFile(file.path, 0, 0)
    assert large.one("PRAGMA mmap_size") == (0,)
    assert ids(Gazetteer([large]), "Umm Hajar") == ids(small, "Umm Hajar")


def test_a_record_keeps_every_character_of_a_name(make: Callable[..., Gazetteer]) -> None:
    """Quotation marks, backslashes and line ends of a source do not break the record."""
    odd = 'Bir "Karm\\id"\n\u2028\tالبئر'
    gazetteer = make(entry("Zarq", names=[Name(odd), Name(odd)], ids={"wikidata": 'Q"1'}))
    place = gazetteer.place(gazetteer.lookup("Zarq")[0])
    assert place.names == (odd,)
    assert dict(place.ids)["wikidata"] == 'Q"1'


def test_a_damaged_index_says_what_to_do(tmp_path: Path) -> None:
    """A file that is no index is an error with the way out, no traceback from SQLite."""
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"this is not a database" * 100)
    with pytest.raises(GazetteerError, match="delete the file"):
        IndexFile(path, 0, 0)


def test_a_failed_build_leaves_nothing(tmp_path: Path, make: Callable[..., Gazetteer]) -> None:
    """When an entry cannot be written, neither a half-built index nor a temporary file stays."""
    with pytest.raises(KeyError):
        make(entry("Good"), entry("Bad", feature="no such feature"))
    assert list(tmp_path.glob("*.sqlite")) == list(tmp_path.glob("*.building")) == []


def test_the_same_entries_give_the_same_answers_in_the_same_order(make: Callable[..., Gazetteer]) -> None:
    """Candidates of a name are ordered by kind and place, however they were added."""
    a, b = (
        entry("Same", 1.0, 1.0, place_id="geomap:a"),
        entry("Other", 2.0, 2.0, place_id="geomap:b", names=[Name("Same")]),
    )
    assert ids(make(a, b), "Same") == ids(make(b, a), "Same") == ["geomap:a", "geomap:b"]
