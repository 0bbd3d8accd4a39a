"""The codes of countries and first-level areas in other schemes: one each, and never mixed up."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict

import pytest

from geomap.gazetteer.area_names import name_core
from geomap.gazetteer.base_areas import area_codes, iso_names, iso_rows
from geomap.gazetteer.data import folder
from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.gazetteer.vendored import read_names, read_pairs, read_tsv

PATTERNS = {
    "iso3166-2": r"[A-Z]{2}-[A-Z0-9]{1,3}",
    "pcode": r"(AF|BF|CD|CF|CO|ET|HT|LR|ML|MZ|OM|PS|SD|SO|SS|SY|TD|UA|VE|YE|ZW|IQG)\d\d|(CM|IR|NG|BDI|KAZ|MMR|NER)\d{3}|(LB|PK)\d|LY\d{4}|PH\d{9}",
    "wikidata": r"Q[1-9]\d*",
}


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (folder() / "names" / "areas.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_area_is_a_known_one(rows: list[dict[str, str]]) -> None:
    """Areas are GeoNames codes of first-level areas or countries, in order, each there once."""
    areas = [row["area"] for row in rows]
    known = read_pairs("admin1.tsv.gz")
    assert areas == sorted(set(areas))
    assert [a for a in areas if a not in known and not re.fullmatch(r"[A-Z]{2}", a)] == []


@pytest.mark.parametrize("scheme", sorted(PATTERNS))
def test_a_code_means_one_area(rows: list[dict[str, str]], scheme: str) -> None:
    """Within a scheme no code is given twice, and each has the scheme's form."""
    codes = [row[scheme] for row in rows if row[scheme]]
    assert len(codes) == len(set(codes)) > 40
    assert [code for code in codes if not re.fullmatch(PATTERNS[scheme], code)] == []


def test_codes_begin_with_their_country(rows: list[dict[str, str]]) -> None:
    """An area's ISO 3166-2 code and P-code are those of its own country."""
    longer = {"BD": "BI", "KA": "KZ"}  # BDI, KAZ
    codes = [(row["area"][:2], row[s]) for row in rows for s in ("iso3166-2", "pcode") if row[s]]
    assert [code for land, code in codes if land not in (code[:2], longer.get(code[:2]))] == []


def test_clashing_codes_stay_apart() -> None:
    """Idlib is SY.12 for GeoNames and SY07 for OCHA, whose SY12 is Daraa."""
    codes = area_codes()
    assert (codes["SY.12"]["pcode"], codes["SY.06"]["pcode"]) == ("SY07", "SY12")


def test_every_code_names_its_source(rows: list[dict[str, str]]) -> None:
    """A row with a code says where the code is from, and dates are ISO dates."""
    assert [r["area"] for r in rows if not r["source"]] == []
    assert [r["area"] for r in rows if not re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", r["valid_from"])] == []


def test_an_iso_row_belongs_to_one_area() -> None:
    """No two first-level areas take their names and code from one ISO 3166-2 row: Wales is no Wiltshire, Aqmola no Astana."""
    names = read_pairs("admin1.tsv.gz")
    found = {area: row[0] for area, row in iso_rows(names).items()}
    assert [code for code, count in Counter(found.values()).items() if count > 1] == []
    assert (found["GB.WLS"], found["KZ.03"], found["SD.61"]) == ("GB-WLS", "KZ-11", "SD-DC")


def test_no_area_bears_the_name_of_its_neighbour() -> None:
    """What a division was called before it was divided is no name of the new part: East Darfur is not South Darfur."""
    names = read_pairs("admin1.tsv.gz")
    iso = iso_names(names)
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code, name in names.items():
        owners[code[:2], name_core(name)].add(code)
    strangers = []
    for code, told in read_tsv("admin1_ids.tsv.gz"):
        own = {name_core(n) for n in (names[code], *iso.get(code, ()))}
        strangers += [
            (code, n)
            for n in told.split("|")[1:]
            if name_core(n) not in own and owners[code[:2], name_core(n)] - {code}
        ]
    assert strangers == []


def test_a_geonames_id_is_given_once() -> None:
    """No two first-level areas have one id."""
    counts = Counter(told.split("|")[0] for _, told in read_tsv("admin1_ids.tsv.gz"))
    assert [number for number, count in counts.items() if count > 1] == []


def test_nicknames_are_no_names() -> None:
    """Translations and nicknames that lists give as English names of subdivisions are left out; spellings and sides stay."""
    told = {row[0]: row[2] for row in read_tsv("iso3166_2.tsv.gz")}
    assert [c for c in ("HN-LP", "AU-WA", "IE-KY") if re.search(r"Peace|Golden State|The Kingdom", told[c])] == []
    assert "South Lebanon" in told["LB-JA"] and "Lower Shabelle" in told["SO-SH"]


@pytest.mark.parametrize(
    ("pcode", "name"),
    [("IQG15", "Nineveh"), ("LB8", "Baalbek-Hermel Governorate"), ("LY0105", "Al Wahat"), ("NER006", "Tillabéri Region"), ("PK5", "Khyber Pakhtunkhwa"), ("IR014", "Kermanshah Province"), ("SD04", "West Darfur")],
)  # fmt: skip
def test_areas_are_found_by_pcode(world: Gazetteer, pcode: str, name: str) -> None:
    """OCHA's code leads to the area."""
    place = world.by_id(f"pcode:{pcode}")
    assert place is not None and place.name == name


def test_seats_are_places_of_their_area(world: Gazetteer) -> None:
    """Every seat that is told is a known place of its country, a capital or a first-level seat."""
    wrong = []
    for row in read_names("seats.csv"):
        found = world.candidate(f"geonames:{row['geonames']}")
        if found is None or found.country != row["area"][:2] or found.seat not in ("capital", "admin1"):
            wrong.append(row)
    assert wrong == []


@pytest.mark.parametrize(
    ("seat", "country", "kind"),
    [("Kralendijk", "BQ", "capital"), ("Nouakchott", "MR", "capital"), ("Mosul", "IQ", "admin1"), ("Taunggyi", "MM", "admin1"), ("Lafia", "NG", "admin1"), ("Bentiu", "SS", "admin1")],
)  # fmt: skip
def test_capitals_and_seats_are_the_right_towns(world: Gazetteer, seat: str, country: str, kind: str) -> None:
    """Neither the first town of a list nor the biggest one, where another is the seat."""
    assert kind in {c.seat for c in world.lookup(seat) if c.country == country}


def test_young_states_and_areas_say_since_when(world: Gazetteer) -> None:
    """Borders change: South Sudan, Telangana and Haut-Katanga are younger than many reports."""
    for ident, since in (("code:SS", "2011-07-09"), ("code:IN.40", "2014-06-02"), ("code:CD.14", "2015-07")):
        place = world.by_id(ident)
        assert place is not None and place.valid_from == since
