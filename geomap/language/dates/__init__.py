"""Time in reports: expressions, the day of publication, and when a clause happens."""

from __future__ import annotations

from geomap.language.dates.clause import date_clause
from geomap.language.dates.intervals import Interval, from_edtf, interval, to_edtf
from geomap.language.dates.published import publication
from geomap.language.dates.scan import find_times

__all__ = ["Interval", "date_clause", "find_times", "from_edtf", "interval", "publication", "to_edtf"]
