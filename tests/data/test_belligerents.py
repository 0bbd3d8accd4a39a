"""The belligerent tables: well-formed, and found by name, alias and country."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.gazetteer.belligerents import COLUMNS, fold_alias, load, read_table

SYRIA = {"government", "opposition", "kurdish", "islamic_state", "turkey", "us", "other"}
KINDS = {"state", "state-former", "rebel", "militia", "jihadist", "foreign", "mission"}


def test_rows_are_whole() -> None:
    """Ids are unique; every row has a name, a side in lower case, a known kind, a colour and a source."""
    rows = load().rows
    assert len({r.id for r in rows}) == len(rows) > 120
    for row in rows:
        assert row.name and row.side == row.side.lower() and row.kind in KINDS and row.source, row.id
        assert row.colour.startswith("#") and len(row.colour) == 7, row.id
        assert all(len(c) == 2 and c.isupper() for c in row.countries), row.id


def test_syria_has_the_contract_s_sides() -> None:
    """For Syria the sides are a fixed list."""
    assert {r.side for r in load().rows if r.id.startswith("syria-")} <= SYRIA


@pytest.mark.parametrize(
    ("text", "countries", "side"),
    [
        ("RSF fighters", ("SD",), "rapid support forces"),
        ("the Rapid Support Forces", (), "rapid support forces"),
        ("Assad's forces", ("SY",), "government"),
        ("al\u2011Assad's regime".replace("\u2011", "-"), ("SY",), "government"),
        ("the rebels", ("CD",), "m23"),
        ("the rebels", ("YE",), "houthis"),
        ("the junta", ("MM",), "junta"),
        ("Ta\u2019ang National Liberation Army", ("MM",), "tnla"),
        ("SDF", ("SY",), "kurdish"),
        ("Islamic State militants", ("SY",), "islamic_state"),
        ("Wagner", ("ML",), "government"),
        ("Wagner", ("UA",), "russia"),
    ],
)
def test_names_are_found(text: str, countries: tuple[str, ...], side: str) -> None:
    """Names, aliases and generic nouns lead to the side, by country where they are shared."""
    assert [row.side for _, _, row in load().find(text, countries)][:1] == [side]


def test_generic_nouns_need_a_country() -> None:
    """ "the rebels" alone are nobody."""
    assert load().find("the rebels and the army") == []


def test_a_longer_name_is_not_cut() -> None:
    """ "the Army of Conquest" is not "the army"."""
    (found,) = load().find("the Army of Conquest", ("SY",))
    assert found[2].side == "opposition"


def test_offsets_hold() -> None:
    """start and end are offsets into the text."""
    text = "On Monday the RSF and M23 said nothing."
    assert [text[a:b] for a, b, _ in load().find(text)] == ["RSF", "M23"]


def test_folding() -> None:
    """Case, accents, apostrophes and possessives do not matter."""
    assert fold_alias("Burhan\u2019s Forces") == fold_alias("burhan forces")


def test_a_short_row_is_an_error_with_its_line(tmp_path: Path) -> None:
    """A malformed table says where."""
    path = tmp_path / "bad.csv"
    path.write_text(",".join(COLUMNS) + "\nx,y\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.csv:2"):
        read_table(path)
