"""Everything that the text work says of one report: places, dates, events, control."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geomap.language.control import find_control
from geomap.language.dates import find_times, publication
from geomap.language.document import read
from geomap.language.events import find_events
from geomap.language.places import Bias, find_places
from geomap.model import Reading, Report

if TYPE_CHECKING:
    from geomap.gazetteer.belligerents import Belligerents
    from geomap.gazetteer.index import Gazetteer

_NO_BIAS = Bias()


def read_report(
    report: Report, gazetteer: Gazetteer, *, bias: Bias = _NO_BIAS, belligerents: Belligerents | None = None
) -> Reading:
    """Read one report. The reading depends on the report, the gazetteer, the belligerents and `bias` alone."""
    parties = belligerents or _belligerents()
    doc = read(report)
    day = publication(doc)
    resolutions = find_places(doc, gazetteer, bias=bias)
    times = find_times(doc, day.value)
    events = find_events(doc, resolutions, times, day, parties)
    claims, advances = find_control(doc, resolutions, times, day, parties, events)
    return Reading(
        report=report,
        publication=day,
        resolutions=resolutions,
        times=times,
        events=events,
        claims=claims,
        advances=advances,
        warnings=(*report.warnings, *day.warnings),
    )


@cache
def _belligerents() -> Belligerents:
    from geomap.gazetteer.belligerents import load

    return load()
