"""The real gazetteer knows what reports call places."""

from __future__ import annotations

import pytest

from geomap.gazetteer.base_areas import DERIVED_ERROR
from geomap.gazetteer.index import Gazetteer
from geomap.geo import distance_km


@pytest.mark.parametrize(
    ("name", "place_id", "kind"),
    [
        ("Burma", "geonames:1327865", "alternate"), ("Ivory Coast", "geonames:2287781", "name"), ("Türkiye", "geonames:298795", "alternate"), ("Zaire", "geonames:203312", "former"),
        ("U.K.", "geonames:2635167", "abbreviation"), ("UAE", "geonames:290557", "abbreviation"), ("Burkinabe", "geonames:2361809", "demonym"), ("Nigeriens", "geonames:2440476", "demonym"),
        ("Ky.", "geonames:6254925", "abbreviation"), ("N.C.", "geonames:4482348", "abbreviation"), ("Україна", "geonames:690791", "alternate"), ("السودان", "geonames:366755", "alternate"),
    ],
)  # fmt: skip
def test_countries_and_states_under_other_names(world: Gazetteer, name: str, place_id: str, kind: str) -> None:
    """Abbreviations, demonyms, former and foreign names lead to the country or state."""
    assert (place_id, kind) in [(world.place(c).place_id, c.kind) for c in world.lookup(name)]


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Kassala State", "admin1", "SD"), ("Kharkiv Oblast", "admin1", "UA"), ("Gao Region", "admin1", "ML"), ("Muhafazat Daraa", "admin1", "SY"), ("Granville County", "admin2", "US"),
        ("Khartoum Airport", "airport", "SD"), ("Lake Chad", "lake", "TD"), ("Horn of Africa", "region", "ET"), ("Gulf of Aden", "sea", ""), ("Nile", "river", "SD"), ("Sahara", "desert", "DZ"),
        ("Дебальцево", "town", "UA"), ("الخرطوم", "city", "SD"), ("Bab el-Mandeb", "strait", ""), ("Africa", "continent", ""), ("Texans", "admin1", "US"), ("Scottish", "admin1", "GB"),
    ],
)  # fmt: skip
def test_kinds_of_place(world: Gazetteer, name: str, feature: str, country: str) -> None:
    """Areas with their generic word, airports, waters, ranges, wider regions and names in other scripts are found."""
    found = [(c.feature, c.country) for c in world.lookup(name)]
    assert any(f == feature and (not country or c == country) for f, c in found), found


def test_us_the_word_is_no_country(world: Gazetteer) -> None:
    """ "US" is the country, "us" is not."""
    assert "country" in {c.feature for c in world.lookup("US")}
    assert "country" not in {c.feature for c in world.lookup("us")}


def test_what_is_left_of_an_areas_name_is_no_name_when_it_is_a_word(world: Gazetteer) -> None:
    """ "Free Port" is no short way to write Free State."""
    assert not world.lookup("Free") and not world.lookup("Free Port")
    assert world.lookup("Free State")


def test_code_systems_stay_apart(world: Gazetteer) -> None:
    """A first-level area has a GeoNames code, an ISO code and a GeoNames id, each under its own scheme."""
    place = world.admin1("SD", "52")
    assert place is not None
    assert (place.name, dict(place.ids)["iso3166-2"], place.place_id.partition(":")[0]) == (
        "Kassala",
        "SD-KA",
        "geonames",
    )
    assert world.by_id("iso:SD-KA") == place


@pytest.mark.parametrize("code", ["FR", "US", "NO", "CL", "FJ", "RU", "ID", "CD", "YE"])
def test_a_country_is_labelled_on_its_own_land(world: Gazetteer, code: str) -> None:
    """The label point lies in the country's largest polygon, and the radius reaches its capital or coast."""
    import shapely

    from geomap.gazetteer.shapes import country_polygons

    place = world.country(code)
    assert place is not None
    assert country_polygons()[code].distance(shapely.Point(place.lon, place.lat)) < 0.02


@pytest.mark.parametrize(("part", "axis", "sign"), [("north", 0, 1), ("south", 0, -1), ("east", 1, 1), ("west", 1, -1)])
def test_parts_of_a_country_lie_on_their_side(world: Gazetteer, part: str, axis: int, sign: int) -> None:
    """The northern part of Mali is north of its middle, and narrower than the whole."""
    middle, side = world.part("code:ML", "central"), world.part("code:ML", part)
    whole = world.country("ML")
    assert middle and side and whole
    assert (side[axis] - middle[axis]) * sign > 1
    assert side[2] < whole.radius_km


def test_neighbours_and_borders(world: Gazetteer) -> None:
    """Neighbours share a land border whose middle lies between them; islands have none."""
    assert world.neighbours("SD") == ("CF", "EG", "ER", "ET", "LY", "SS", "TD")
    assert world.neighbours("IS") == ()
    lat, lon, half = world.border("TD", "SD") or (0.0, 0.0, 0.0)
    assert world.border("SD", "TD") == (lat, lon, half)
    assert distance_km((lat, lon), (13.0, 22.5)) < 400 and 500 < half < 900
    assert world.border("SD", "IS") is None


def test_capitals_and_seats(world: Gazetteer) -> None:
    """Seats are known: a capital, and the main town of a first-level area."""
    assert "capital" in {c.seat for c in world.lookup("Bamako")}
    assert "admin1" in {c.seat for c in world.lookup("El Obeid")}


def test_vendored_files_are_what_the_manifest_says() -> None:
    """No vendored file was changed by hand: size and hash are those of the script that made it."""
    import hashlib
    import json

    from geomap.gazetteer import data

    folder = data.folder() / "vendor"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert {p.name for p in folder.iterdir()} == {*manifest, "manifest.json"}
    assert {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in manifest} == {
        n: f["sha256"] for n, f in manifest.items()
    }
    assert sum(f["bytes"] for f in manifest.values()) < 8 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "country"),
    [("البوكمال", "SY"), ("بربر", "SD"), ("ترهونة", "LY"), ("الدجيل", "IQ"), ("שועפאט", "PS"), ("Північна Салтівка", "UA"), ("نسیم‌شهر", "IR")],
)  # fmt: skip
def test_native_spellings(world: Gazetteer, name: str, country: str) -> None:
    """Towns are found in the letters of their country."""
    assert country in {c.country for c in world.lookup(name)}


def test_an_airport_is_there_once(world: Gazetteer) -> None:
    """A curated air base and the airport of the same ICAO code are one place that has the names of both."""
    seen: dict[str, set[int]] = {}
    curated, base = world.files[-1], world.files[0]
    for file in (base, curated):
        for key, fields in file.records():
            if (icao := fields[11].get("icao")) and not world.is_hidden(key):
                seen.setdefault(icao, set()).add(key)
    assert len(seen) > 8000
    assert {icao: keys for icao, keys in seen.items() if len(keys) > 1} == {}


def test_the_error_of_derived_areas_is_in_their_radius(world: Gazetteer) -> None:
    """A second-level area of one town reaches that town's five kilometres, and as much farther as such areas are wrong."""
    area = next(c for c in world.lookup("Pugmil") if c.feature == "admin2")
    assert area.radius_km == pytest.approx(5.0 * (1 + DERIVED_ERROR))


@pytest.mark.parametrize(
    ("name", "place_id", "span"),
    [
        ("Artemivsk", "geonames:713174", ("1924", "2016-02-04")), ("Léopoldville", "geonames:2314302", ("1881", "1966")), ("Stepanakert", "geonames:146970", ("1923", "2023")),
        ("Saigon", "geonames:1566083", ("", "1976-07-02")), ("Nur-Sultan", "geonames:1526273", ("2019-03-23", "2022-09-17")), ("Zaire", "geonames:203312", ("1971-10-27", "1997-05-17")),
        ("Goulmou", "iso:BF-08", ("2025-07-02", "")),
    ],
)  # fmt: skip
def test_renamed_places_say_when(world: Gazetteer, name: str, place_id: str, span: tuple[str, str]) -> None:
    """A name of another time leads to the place, and the place tells when it was called so."""
    place = next(p for p in map(world.place, world.lookup(name)) if p.place_id == place_id)
    assert span in [(since, until) for called, since, until in place.dated_names if called == name]


def test_other_spellings_are_no_renamings(world: Gazetteer) -> None:
    """Kyiv and Kiev, Odesa and Odessa are one name at all times."""
    for place_id in ("geonames:703448", "geonames:698740"):
        place = world.by_id(place_id)
        assert place is not None and place.dated_names == ()
