"""Events as rows: the crosswalk to ACLED and PLOVER, UCDP precision, and the column layouts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geomap.language.event_layouts import ACLED, UCDP, layout
from geomap.language.event_rows import advance_row, claim_row, crosswalk, event_row, geo_precision, types
from geomap.model import Advance, ControlClaim, Event, Mention, Place, Resolution

TYPES = """air_strike shelling clash attack ground_offensive territorial_change withdrawal siege arms_transfer troop_movement
recruitment interdiction diplomacy visit statement sanction displacement other""".split()


def where(feature: str = "town", relation: str | None = None, radius: float = 3) -> Resolution:
    """A resolved mention of a place of this kind."""
    mention = Mention(report="r", start=0, end=4, text="Bara", role="literal", name="Bara", relation=relation)
    place = Place(
        place_id="geonames:1", name="Bara", feature=feature, country="SD", lat=13.7, lon=30.4, radius_km=radius
    )
    return Resolution(mention=mention, place=place, lat=13.7, lon=30.4, radius_km=radius)


EVENT = Event(
    id="e1",
    report="r",
    start=0,
    end=16,
    quote="jets bombed Bara",
    type="air_strike",
    where=where(),
    date_start=date(2024, 5, 3),
    date_end=date(2024, 5, 3),
)


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_all_three(kind: str) -> None:
    """Each type of the contract maps to ACLED type, sub-type and PLOVER type."""
    assert all(types(replace(EVENT, type=kind)))
    assert [r for r in crosswalk() if r.type == kind][-1].triggers == frozenset()


def test_sub_type_follows_trigger_and_side() -> None:
    """A suicide attack and a government's capture have sub-types of their own."""
    assert types(replace(EVENT, type="attack", quote="a suicide bomber struck"))[1] == "Suicide bomb"
    taken = replace(EVENT, type="territorial_change", actor="Sudanese Armed Forces")
    assert types(taken)[1] == "Government regains territory"
    assert types(replace(taken, actor="M23"))[1] == "Non-state actor overtakes territory"


@pytest.mark.parametrize(
    ("feature", "relation", "radius", "code"),
    [
        ("town", None, 3, 1),
        ("town", "near", 8, 2),
        ("admin2", None, 30, 3),
        ("admin1", None, 90, 4),
        ("country", "part:northern", 200, 5),
        ("country", None, 400, 6),
        ("country", "airspace", 400, 7),
    ],
)
def test_precision_codes(feature: str, relation: str | None, radius: float, code: int) -> None:
    """UCDP's seven codes from kind of place and relation."""
    assert geo_precision(where(feature, relation, radius)) == code


def test_rows_hold_plain_values() -> None:
    """Dates are ISO text, lists are lists, missing values None."""
    row = event_row(EVENT)
    assert (row["date_start"], row["actor"], row["denied_by"], row["geo_precision"]) == ("2024-05-03", None, [], 1)
    claim = ControlClaim(
        report="r", start=0, end=4, quote="Bara", where=where(), holder=None, side=None, status="besieged"
    )
    assert (claim_row(claim)["reports"], claim_row(claim)["holder"]) == (["r"], None)
    advance = Advance(report="r", start=0, end=4, quote="", actor="RSF", side=None, origin=None, towards=where())
    assert (advance_row(advance)["origin"], advance_row(advance)["towards"]) == (None, "Bara")


def test_layouts() -> None:
    """UCDP and ACLED columns in their order, with precision codes."""
    rows = [event_row(replace(EVENT, fatalities_low=4, target="four civilians"))]
    columns, (ucdp,) = layout(rows, "ucdp")
    assert columns == UCDP and list(ucdp) == list(UCDP) and len(UCDP) == 49
    assert (ucdp["where_prec"], ucdp["date_prec"], ucdp["best"], ucdp["type_of_violence"]) == (1, 1, 4, 3)
    columns, (acled,) = layout(rows, "acled")
    assert columns == ACLED
    assert (acled["sub_event_type"], acled["geo_precision"], acled["actor2"], acled["fatalities"]) == (
        "Air/drone strike",
        1,
        "Civilians",
        4,
    )
    assert layout(rows, "polecat")[1][0]["Event Type"] == "ASSAULT"


def test_unknown_layout_names_the_known_ones() -> None:
    """The error says what to choose."""
    with pytest.raises(ValueError, match="choose ucdp, acled or polecat"):
        layout([], "gdelt")
