"""Records survive the way to JSON and back."""

from __future__ import annotations

from datetime import date

import pytest

from geomap import codec
from geomap.errors import InputError
from geomap.model import Event, EventPlace, Evidence, Mention, Place, Reading, Report, Resolution, Scored, TimeSpan


def reading() -> Reading:
    """A reading with one of everything that nests."""
    place = Place(
        place_id="geonames:1", name="Qamarabad", feature="town", country="IQ", lat=35.0, lon=44.0, radius_km=4.0,
        names=("Qamar Abad", "قمر آباد"), ids=(("geonames", "1"), ("icao", "ORXX")),
    )  # fmt: skip
    mention = Mention(report="a.txt", start=3, end=12, text="Qamarabad", role="literal", name="Qamarabad")
    where = Resolution(
        mention=mention, place=place, lat=35.0, lon=44.0, radius_km=4.0, confidence=0.9, reasons=("only one of that name",),
        candidates=(Scored(place_id="geonames:1", place="Qamarabad", country="IQ", score=0.9),),
    )  # fmt: skip
    event = Event(
        id="e1", report="a.txt", start=0, end=20, quote="In Qamarabad ...", type="shelling", where=where,
        places=(EventPlace(role="at", resolution=where),), date_start=date(2019, 2, 3), evidence=(Evidence(report="a.txt", start=0, end=20),),
    )  # fmt: skip
    span = TimeSpan(
        report="a.txt", start=0, end=2, text="x", type="DATE", value="2019-02-03", earliest=date(2019, 2, 3)
    )
    return Reading(
        report=Report(id="a.txt", text="In Qamarabad ...", furniture=((0, 2),)),
        resolutions=(where,),
        times=(span,),
        events=(event,),
    )


def test_a_reading_survives_json() -> None:
    """A reading written and read back is equal to itself, nested tuples and dates included."""
    line = codec.dumps(reading())
    assert codec.loads(Reading, line) == reading()


def test_the_same_record_gives_the_same_line() -> None:
    """Writing is a pure function of the record."""
    assert codec.dumps(reading()) == codec.dumps(codec.loads(Reading, codec.dumps(reading())))


@pytest.mark.parametrize("line", ["", "[]", "{", '{"report": 3}', '{"nosuch": 1}', "null"])
def test_a_damaged_line_is_refused(line: str) -> None:
    """What is not a stored record gets an error that says so."""
    with pytest.raises(InputError, match="not a stored Reading"):
        codec.loads(Reading, line)
