"""Corridors: which movements are the same way, what a denial concerns, and what is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import shapely

from geomap.analysis import land
from geomap.analysis.advances import advances_frame
from geomap.analysis.airspaces import Airspaces
from geomap.analysis.chokepoints import chokepoints, meets_fronts
from geomap.analysis.control import observations
from geomap.analysis.corridors import corridors
from geomap.analysis.frames import frame
from geomap.language.events.way_state import CLOSED, REOPENED
from geomap.model import Advance, ControlClaim, Event, EventPlace, Mention, Place, Resolution

PLACES = {
    "Iran": ("country", "IR", 32.6, 54.3), "Syria": ("country", "SY", 35.0, 38.5), "Iraq": ("country", "IQ", 33.0, 43.7),
    "Turkey": ("country", "TR", 39.0, 35.2), "Tartus": ("port", "SY", 34.89, 35.87), "Goris": ("town", "AM", 39.51, 46.34),
    "Lachin": ("town", "AZ", 39.64, 46.55), "Stepanakert": ("city", "AZ", 39.82, 46.75),
    "Novorossiysk": ("port", "RU", 44.72, 37.77), "Mali": ("country", "ML", 17.0, -4.0),
}  # fmt: skip


class NoGazetteer:
    """A gazetteer that knows nothing: capitals come from the gateways file alone."""

    def country(self, _code: str) -> None:
        """Nothing."""


def at(name: str, **mention: Any) -> Resolution:
    """A resolved mention of one of the PLACES."""
    feature, country, lat, lon = PLACES[name]
    place = Place(place_id=f"test:{name}", name=name, feature=feature, country=country, lat=lat, lon=lon, radius_km=5.0)
    said = Mention(report="r", start=0, end=1, text=name, role="literal", name=name, **mention)
    return Resolution(mention=said, place=place, lat=lat, lon=lon, radius_km=5.0)


def move(start: str, end: str, *via: str, avoid: tuple[str, ...] = (), ident: str = "", **event: Any) -> Event:
    """An arms transfer from start to end."""
    roles = [("from", start), ("to", end), *(("via", v) for v in via), *(("avoid", a) for a in avoid)]
    places = tuple(EventPlace(role=role, resolution=at(name)) for role, name in roles)  # type: ignore[arg-type]
    told = {"report": "one.txt", "start": 0, "end": 9, "quote": "", "type": "arms_transfer", **event}
    ident = ident or "-".join((told["report"], start, *via, end, told.get("mode", "")))
    return Event(id=ident, places=places, **told)


def run(*events: Event) -> Any:
    """The corridors of these events."""
    return corridors(events, NoGazetteer())  # type: ignore[arg-type]


def test_a_waypoint_that_no_gazetteer_has_is_told() -> None:
    """Its name is in `via`, and the reasons say that it is not drawn."""
    nowhere = Resolution(mention=Mention(report="r", start=0, end=6, text="Ombela", role="literal", name="Ombela"))
    event = move("Goris", "Stepanakert", mode="land")
    found = run(replace(event, places=(*event.places, EventPlace(role="via", resolution=nowhere))))
    assert list(found.iloc[0]["via"]) == ["Ombela"]
    assert "Ombela is in no gazetteer: not drawn" in found.iloc[0]["reasons"]


def test_every_way_and_mode_is_a_corridor() -> None:
    """The same ends by air, by land and through another country are three corridors."""
    found = run(
        move("Iran", "Syria", "Iraq", mode="air"), move("Iran", "Syria", "Iraq", mode="land"),
        move("Iran", "Syria", "Turkey"),
    )  # fmt: skip
    assert found[["mode"]].to_numpy().ravel().tolist() == ["air", "land", "unspecified"]
    assert found["via"].tolist() == [["Iraq"], ["Iraq"], ["Turkey"]]


def test_a_vague_telling_in_the_same_report_is_folded_in() -> None:
    """ "Iran sends arms to Syria" beside the detailed route adds evidence, not a corridor."""
    found = run(move("Iran", "Syria"), move("Iran", "Tartus", "Iraq", mode="air"))
    assert len(found) == 1
    assert found["destination"][0] == "Tartus"
    assert found["evidence_count"][0] == 2


def test_a_vague_telling_of_another_report_stands_alone() -> None:
    """What another report says is not known to be the same way."""
    assert len(run(move("Iran", "Syria", report="two.txt"), move("Iran", "Syria", "Iraq", mode="air"))) == 2


def test_reports_that_tell_the_same_way_are_one_corridor() -> None:
    """Evidence adds up over reports, and so does the period."""
    found = run(
        move("Iran", "Syria", "Iraq", mode="air", date_start=date(2001, 2, 1), date_end=date(2001, 2, 3)),
        move("Iran", "Syria", "Iraq", mode="air", date_start=date(2001, 5, 1), date_end=date(2001, 5, 1), report="two.txt"),
    )  # fmt: skip
    assert found["reports"][0] == ["one.txt", "two.txt"]
    assert (found["date_start"][0], found["date_end"][0]) == ("2001-02-01", "2001-05-01")
    assert len(found["intervals"][0]) == 2
    assert found["confidence"][0] > 0.8


def test_a_denial_concerns_its_own_way() -> None:
    """Iraq's denial makes the way through Iraq contested, not the one through Turkey; a stranger's makes both."""
    both = ("Iraqi officials",)
    found = run(
        move("Iran", "Syria", "Iraq", mode="air", denied_by=both), move("Iran", "Syria", "Turkey", denied_by=both)
    )
    assert found["status"].tolist() == ["contested", "reported"]
    stranger = run(
        move("Iran", "Syria", "Iraq", denied_by=("Moscow",)), move("Iran", "Syria", "Turkey", denied_by=("Moscow",))
    )
    assert stranger["status"].tolist() == ["contested", "contested"]


def test_plans_are_planned() -> None:
    """A way that is only planned says so, and is less sure."""
    found = run(move("Iran", "Syria", mode="air", stance="planned"))
    assert found["status"][0] == "planned"
    assert found["confidence"][0] < 0.5


@pytest.mark.parametrize(
    ("event", "basis"),
    [
        (move("Iran", "Syria", mode="air"), "great_circle"),
        (move("Iran", "Syria", "Iraq", mode="air"), "airspace_aware"),
        (move("Iran", "Syria", mode="air", avoid=("Turkey",)), "airspace_aware"),
        (move("Iran", "Syria"), "inferred"),
        (move("Novorossiysk", "Tartus", mode="sea"), "inferred"),
        (move("Goris", "Stepanakert", mode="land"), "road_network"),
        (move("Goris", "Stepanakert", "Lachin", mode="land"), "reported_waypoints"),
    ],
)
def test_the_basis_of_a_route_is_told(event: Event, basis: str) -> None:
    """route_basis says what a drawn way rests on, and lanes and networks are named in the reasons."""
    found = run(event)
    assert found["route_basis"][0] == basis
    assert found["length_km"][0] > 30


def test_a_country_is_drawn_from_its_gateway_and_says_so() -> None:
    """A route from "Iran" begins at its main airport, with a reason."""
    found = run(move("Iran", "Tartus", mode="air"))
    assert "Mehrabad" in found["reasons"][0][0]
    assert found.geometry[0].coords[0] == pytest.approx((51.313, 35.689))


def test_shared_ways_get_lanes_of_their_own() -> None:
    """Corridors between the same countries are offset, so that both are seen."""
    found = run(move("Iran", "Syria", "Iraq", mode="air"), move("Iran", "Syria", "Turkey"))
    assert sorted(found["offset"]) == [-0.5, 0.5]


def test_a_place_far_inland_has_no_sea_lane() -> None:
    """By sea to a landlocked country: drawn as inferred, not along lanes."""
    found = run(move("Novorossiysk", "Mali", mode="sea"))
    assert found["route_basis"][0] == "inferred"


def test_no_events_give_an_empty_frame() -> None:
    """The columns are there even when nothing moves."""
    found = run()
    assert len(found) == 0
    assert found.crs.to_epsg() == 4326
    assert "status" in found.columns


def test_chokepoints_count_evidence_and_tell_what_closes() -> None:
    """Novorossiysk to Tartus passes the Bosphorus: without it there is no way."""
    found = chokepoints(run(move("Novorossiysk", "Tartus", mode="sea")))
    bosphorus = found[found["name"] == "Bosphorus"].iloc[0]
    assert bosphorus["evidence_count"] == 1
    assert len(bosphorus["closes"]) == 1


def test_a_strait_is_one_chokepoint() -> None:
    """Both of its ends are passed, but it is named once."""
    found = chokepoints(run(move("Novorossiysk", "Tartus", mode="sea")))
    assert found["name"].is_unique


def test_a_way_that_is_closed_says_so_until_traffic_is_told_again() -> None:
    """The closing has its own interval, which ends on the eve of the next telling."""
    told = {"mode": "land", "date_start": date(2001, 2, 1), "date_end": date(2001, 2, 1)}
    shut = {"mode": "land", "date_start": date(2001, 3, 1), "date_end": date(2001, 3, 1), "reasons": (CLOSED,)}
    again = {"mode": "land", "date_start": date(2001, 6, 1), "date_end": date(2001, 6, 1)}
    before = move("Goris", "Stepanakert", **told)
    closing = move("Goris", "Stepanakert", ident="shut", type="interdiction", **shut)
    after = move("Goris", "Stepanakert", ident="again", **again)
    assert run(before, closing)["status"][0] == "closed"
    found = run(before, closing, after)
    assert found["status"][0] == "reported"
    closed = next(i for i in found["intervals"][0] if i["status"] == "closed")
    assert (closed["date_start"], closed["date_end"]) == ("2001-03-01", "2001-05-31")


def gate(ident: str, day: date, reason: str) -> Event:
    """An event that closes or opens Lachin."""
    places = (EventPlace(role="at", resolution=at("Lachin")),)
    return Event(
        id=ident, report="two.txt", start=0, end=9, quote="", type="interdiction", places=places, date_start=day,
        date_end=day, reasons=(reason,),
    )  # fmt: skip


def test_a_crossing_that_closes_and_reopens_does_so_for_the_ways_through_it() -> None:
    """Its days are intervals of the corridor through it, and of no other."""
    told = {"mode": "land", "date_start": date(2001, 2, 1), "date_end": date(2001, 2, 1)}
    shut, opened = gate("shut", date(2001, 3, 1), CLOSED), gate("opened", date(2001, 4, 1), REOPENED)
    through, around = move("Goris", "Stepanakert", "Lachin", **told), move("Iran", "Syria", **told)
    assert run(through, around, shut)["status"].tolist() == ["closed", "reported"]
    found = run(through, around, shut, opened)
    assert found["status"].tolist() == ["reported", "reported"]
    assert [i["status"] for i in found["intervals"][0]] == ["reported", "closed", "reopened"]
    assert [i["status"] for i in found["intervals"][1]] == ["reported"]


def test_what_a_report_tells_before_a_closing_does_not_open_the_way_again() -> None:
    """ "X had been supplied from Y. That line is cut": dated to the day of the report, as the closing's week ends."""
    day = date(2001, 3, 8)
    before = replace(move("Goris", "Stepanakert", mode="land", date_start=day, date_end=day), start=10)
    shut = move("Goris", "Stepanakert", mode="land", date_start=date(2001, 3, 2), date_end=day, ident="shut")
    shut = replace(shut, type="interdiction", reasons=(CLOSED,), start=90)
    assert run(before, shut)["status"].tolist() == ["closed"]
    assert run(replace(before, start=200), shut)["status"].tolist() == ["reported"]


def test_a_way_that_is_only_known_to_be_closed_is_closed() -> None:
    """No traffic was ever told."""
    shut = move("Goris", "Stepanakert", type="interdiction", reasons=(CLOSED,), mode="land")
    assert run(shut)["status"].tolist() == ["closed"]


def test_a_corridor_that_meets_a_front_is_flagged_with_the_day() -> None:
    """A front across the road is told by its day; an air corridor flies over it."""
    import shapely

    front = frame(
        [{"date_start": "2001-03-04", "geometry": shapely.LineString([(46.5, 39.2), (46.5, 40.2)])}], ["date_start"]
    )
    by_road, by_air = (run(move("Goris", "Stepanakert", mode=mode)) for mode in ("land", "air"))
    assert meets_fronts(by_road, front) == [["2001-03-04"]]
    assert meets_fronts(by_air, front) == [[]]


def claim(**given: Any) -> ControlClaim:
    """A claim that somebody holds Goris."""
    known = {
        "report": "r",
        "start": 0,
        "end": 1,
        "quote": "",
        "where": at("Goris"),
        "holder": "North",
        "side": "north",
        "status": "held",
    }
    return ControlClaim(**{**known, **given})


def test_claims_become_observations_weighted_by_status() -> None:
    """Corroborated claims weigh more than denied ones; contested places have no single holder."""
    table = observations(
        [claim(claim_status="corroborated"), claim(claim_status="contested"), claim(status="contested")]
    )
    assert table["weight"][0] > table["weight"][1]
    assert table["holder"].tolist() == ["north", "north", "Contested"]


@pytest.mark.parametrize(
    "given",
    [{"holder": None, "side": None}, {"stance": "planned"}, {"status": "lost"}, {"where": at("Syria")}],
)
def test_what_says_nothing_of_a_holder_is_no_observation(given: dict[str, Any]) -> None:
    """No holder is invented, plans are not facts, a country is not a point."""
    assert observations([claim(**given)]).empty


def test_advances_are_lines_from_origin_to_goal() -> None:
    """An advance with both ends is a line; one without an origin is left out."""
    told = {
        "report": "r",
        "start": 0,
        "end": 1,
        "quote": "",
        "actor": "the army",
        "side": "north",
        "towards": at("Lachin"),
    }
    found = advances_frame([Advance(origin=at("Goris"), **told), Advance(origin=None, **told)])  # type: ignore[arg-type]
    assert len(found) == 1
    assert found.geometry[0].coords[-1] == pytest.approx((46.55, 39.64))


class Kept:
    """What is kept, in a dict."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.values: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """The value, or None."""
        return self.values.get(key)

    def put(self, key: str, value: Any) -> None:
        """Keep a value."""
        self.values[key] = value


SEA_OFF_SYRIA = Airspaces("one", {**land.countries(), "SY": shapely.box(33.5, 32.5, 42.0, 37.0)})


def over(event: Event, spaces: Airspaces | None, kept: Any) -> dict[str, float]:
    """Country -> km of the event's corridor."""
    row = corridors([event], NoGazetteer(), airspaces=spaces, kept=kept).iloc[0]  # type: ignore[arg-type]
    return {crossed["country"]: crossed["km"] for crossed in row["countries_km"]}


def test_kept_ways_depend_on_the_airspaces() -> None:
    """A way that was kept for the countries' land is none for other airspaces, nor the other way round."""
    kept, flight = Kept(), move("Turkey", "Tartus", mode="air")
    by_land, by_space = over(flight, None, kept), over(flight, SEA_OFF_SYRIA, kept)
    assert by_space["SY"] > by_land.get("SY", 0.0) + 100
    assert over(flight, None, kept) == by_land
    assert over(flight, SEA_OFF_SYRIA, kept) == by_space
    assert len(kept.values) == 2


@pytest.mark.parametrize("mode", ["sea", "land", "unspecified"])
def test_airspaces_are_for_what_flies(mode: str) -> None:
    """A ship or lorry crosses a state's land alone."""
    kept, transfer = Kept(), move("Turkey", "Tartus", mode=mode)
    assert over(transfer, SEA_OFF_SYRIA, kept) == over(transfer, None, kept)
