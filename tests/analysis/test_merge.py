"""One event told in many reports: merged with all evidence, only when place, time, type and actors agree."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from geomap.analysis.likeness import Likeness, Telling, alike, likeness
from geomap.analysis.merge import merge
from geomap.model import Event, Evidence, Mention, Place, Reading, Report, Resolution


def event(report: str, **changes: object) -> Event:
    """An air strike on a town on 3 May 2024, told in `report`."""
    place = Place(place_id="test:1", name="Bara", feature="town", country="SD", lat=13.7, lon=30.4, radius_km=3)
    mention = Mention(report=report, start=10, end=14, text="Bara", role="literal", name="Bara")
    base = Event(
        id=f"e-{report}",
        report=report,
        start=0,
        end=30,
        quote="jets bombed Bara",
        type="air_strike",
        actor="Sudanese Armed Forces",
        where=Resolution(mention=mention, place=place, lat=13.7, lon=30.4, radius_km=3),
        date_start=date(2024, 5, 3),
        date_end=date(2024, 5, 3),
        date_precision="day",
        evidence=(Evidence(report=report, start=0, end=30),),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def readings(*events: Event, source: str = "") -> list[Reading]:
    """One reading per event, each from its own outlet unless `source` is given."""
    return [Reading(report=Report(id=e.report, text="", source=source or e.report), events=(e,)) for e in events]


def elsewhere(lat: float) -> Resolution:
    """Another town at `lat`."""
    where = event("x").where
    assert where is not None
    assert where.place is not None
    return replace(where, place=replace(where.place, place_id="test:2", lat=lat), lat=lat)


def test_same_event_twice_is_one() -> None:
    """Both reports are its evidence, and the reasons say why."""
    (merged,) = merge(readings(event("a"), event("b")))
    assert [e.report for e in merged.evidence] == ["a", "b"]
    assert any("same place" in r for r in merged.reasons)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "diplomacy"},
        {"actor": "Rapid Support Militia"},
        {"date_start": date(2024, 5, 20), "date_end": date(2024, 5, 20)},
        {"where": elsewhere(14.5)},
        {"stance": "planned"},
        {"date_start": None, "date_end": None},
    ],
)
def test_what_keeps_events_apart(changes: dict[str, object]) -> None:
    """Another type, actor, time, place or stance is another event."""
    assert len(merge(readings(event("a"), event("b", **changes)))) == 2


def test_tolls_that_contradict_keep_events_apart() -> None:
    """Three dead and fifty dead are not one strike."""
    assert len(merge(readings(event("a", fatalities_low=3), event("b", fatalities_low=50)))) == 2


def test_toll_becomes_a_range() -> None:
    """Different counts of one event give lowest and highest."""
    (merged,) = merge(
        readings(event("a", fatalities_low=10, fatalities_high=10), event("b", fatalities_low=12, fatalities_high=12))
    )
    assert (merged.fatalities_low, merged.fatalities_high) == (10, 12)


def test_two_sources_corroborate_one_does_not() -> None:
    """Independent sources count; the same speaker quoted twice is one."""
    (two,) = merge(readings(event("a"), event("b")))
    (one,) = merge(readings(event("a", attribution="a monitor"), event("b", attribution="a monitor")))
    assert (two.claim_status, one.claim_status) == ("corroborated", "single")


def test_denial_in_one_report_reaches_the_event_of_another() -> None:
    """A denied telling contests what other reports assert."""
    denied = event("b", stance="denied", denied_by=("the army",))
    found = merge(readings(event("a"), denied))
    assert all(e.claim_status == "contested" or e.stance == "denied" for e in found)
    assert any("the army" in e.denied_by and e.stance == "asserted" for e in found)


def test_threshold_moves_the_caution() -> None:
    """At 1 nothing but perfect likeness merges; at 0 contradiction still keeps apart."""
    vague = event("b", date_start=date(2024, 4, 20), date_end=date(2024, 5, 10))
    assert len(merge(readings(event("a"), vague), threshold=1.0)) == 2
    assert len(merge(readings(event("a"), vague), threshold=0.6)) == 1
    assert likeness(event("a"), event("b", type="visit")).score == 0


def test_nothing_is_lost() -> None:
    """All evidence of all tellings is in the result, whatever merges."""
    told = [event(name) for name in "abcd"]
    found = merge(readings(*told))
    assert sorted(e.report for m in found for e in m.evidence) == ["a", "b", "c", "d"]


def test_order_of_reports_does_not_matter() -> None:
    """The same readings in any order give the same events."""
    told = readings(event("a"), event("b"), event("c", type="shelling"))
    assert merge(told) == merge(list(reversed(told)))


def beside(lat: float, relation: str) -> Resolution:
    """Somewhere off the same town."""
    where = event("x").where
    assert where is not None
    return replace(where, mention=replace(where.mention, relation=relation), lat=lat)


def test_two_distances_from_one_town_are_two_places() -> None:
    """10 km north and 40 km north of a town: the same words of relation, but not one strike."""
    near, far = event("a", where=beside(13.79, "north of")), event("b", where=beside(14.06, "north of"))
    assert len(merge(readings(near, far))) == 2
    assert len(merge(readings(near, replace(far, where=near.where)))) == 1


def scattered(count: int) -> list[Event]:
    """Tellings over some towns, days, types and stances, drawn the same each time."""
    draw = random.Random(5)
    kinds, stances = ("air_strike", "shelling", "attack", "clash"), ("asserted", "denied", "alleged")
    events = []
    for number in range(count):
        start = date(2024, 1, 1) + timedelta(days=draw.randrange(40))
        lat, lon = draw.choice((-0.03, 0.0, 0.02, 60.0, 60.04, 80.0)), draw.choice((0.0, 0.04, 30.4, 179.99))
        where = elsewhere(lat)
        where = replace(where, lon=lon, place=where.place and replace(where.place, place_id=f"test:{lat}:{lon}"))
        last = start + timedelta(days=draw.choice((0, 0, 1, 6, 30, 90)))
        events.append(
            event(f"r{number % 60}", id=f"e{number}", start=draw.randrange(900), where=where, type=draw.choice(kinds),
                  stance=draw.choice(stances), date_start=start, date_end=last, fatalities_low=draw.choice((None, 2, 40)))
        )  # fmt: skip
    return events


def test_looking_only_nearby_finds_what_looking_everywhere_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the equator, in the far north, over short and long dates: the blocks lose no pair."""
    from geomap.analysis import merge as merging

    told = readings(*scattered(400))
    quick = merge(told)
    assert len(quick) < 390, "something merges"
    held: dict[merging.Near, list[int]] = {}
    monkeypatch.setattr(merging.Near, "add", lambda self, number, _: held.setdefault(self, []).append(number))
    monkeypatch.setattr(merging.Near, "of", lambda self, _: list(held.get(self, ())))
    assert merge(told) == quick


@pytest.mark.parametrize("same", [True, False], ids=["one event told by all", "each its own day"])
def test_comparisons_grow_with_the_tellings_and_not_with_their_square(
    same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice the reports: about twice the comparisons."""
    from geomap.analysis import merge as merging

    asked: list[int] = []

    def counted(one: Telling, two: Telling) -> Likeness:
        asked.append(1)
        return alike(one, two)

    monkeypatch.setattr(merging, "alike", counted)

    def work(count: int) -> int:
        asked.clear()
        days = [date(2020, 1, 1) + timedelta(days=0 if same else 10 * n) for n in range(count)]
        merge(readings(*(event(f"r{n}", date_start=day, date_end=day) for n, day in enumerate(days))))
        return len(asked)

    assert work(200) <= 2.2 * work(100) + 10
