"""The codes of countries and first-level areas in other schemes: one each, and never mixed up."""

from __future__ import annotations

import csv
import re

import pytest

from geomap.gazetteer.base_areas import area_codes
from geomap.gazetteer.data import folder
from geomap.gazetteer.vendored import read_pairs

PATTERNS = {
    "iso3166-2": r"[A-Z]{2}-[A-Z0-9]{1,3}",
    "pcode": r"(AF|BF|CD|CF|CO|ET|HT|ML|MZ|PS|SD|SO|SS|SY|TD|UA|YE)\d\d|(CM|NG|MMR)\d{3}",
    "wikidata": r"Q[1-9]\d*",
}


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
    wrong = [row["area"] for row in rows for s in ("iso3166-2", "pcode") if row[s] and row[s][:2] != row["area"][:2]]
    assert wrong == []


def test_clashing_codes_stay_apart() -> None:
    """Idlib is SY.12 for GeoNames and SY07 for OCHA, whose SY12 is Daraa."""
    codes = area_codes()
    assert (codes["SY.12"]["pcode"], codes["SY.06"]["pcode"]) == ("SY07", "SY12")
