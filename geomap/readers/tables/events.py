"""Rows of a prepared table as events, and rows of a table of control as claims; each leads back to its row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.model import ControlClaim, Event, EventPlace, Evidence, HoldStatus, Mention, Place, Report, Resolution
from geomap.readers.tables.frame import Prepared

if TYPE_CHECKING:
    from geomap.gazetteer.index import Gazetteer

QUOTE_LIMIT = 600  # characters
TOLD_BY = ("place", "admin1", "country", "date_start", "actor", "target")  # a row without words of its own
CONTESTED = frozenset("contested disputed unclear mixed".split())
NOBODY = frozenset("unknown none n/a na nan - ?".split()) | {""}


def row_id(table: str, number: int) -> str:
    """The id of a table row as a report: the fragment that RFC 7111 gives to rows, the header being row 1."""
    return f"{table}#row={number}"


class RowReader:
    """Turns the rows of one prepared table into records."""

    def __init__(self, prepared: Prepared, gazetteer: Gazetteer) -> None:
        self.prepared, self.roles, self.gazetteer = prepared, prepared.roles, gazetteer
        frame = prepared.table.frame
        self.cells = {role: frame[column].tolist() for role, column in prepared.roles.columns.items()}
        self.added = {name: prepared.added[name].tolist() for name in prepared.added}
        self.ids = Counter(str(cell).strip() for cell in self.cells.get("id", ()))
        self.place_of = lru_cache(maxsize=50_000)(self._place)

    def __len__(self) -> int:
        return len(self.prepared.table.frame)

    def cell(self, role: str, row: int) -> str:
        """The text of a role's cell without outer blanks, "" where the table has no such column."""
        values = self.cells.get(role)
        return str(values[row]).strip() if values else ""

    def report(self, row: int) -> Report:
        """The row as a report: its own words, or else its main cells."""
        words = self.cell("text", row)[:QUOTE_LIMIT]
        if not words:
            words = (
                " \u00b7 ".join(dict.fromkeys(c for role in TOLD_BY if (c := self.cell(role, row))))
                or self.prepared.table.name
            )
        name = row_id(self.prepared.table.name, self.prepared.table.first_row + row)
        url = self.cell("url", row)
        return Report(
            id=name, text=words, published=_day(self.added["geomap_date_start"][row]), published_basis="table", title=name,
            source=self.cell("source", row)[:200], url=url if re.match(r"https?://", url) else "",
        )  # fmt: skip

    def resolution(self, row: int, report: Report) -> Resolution | None:
        """Where the row is, None where neither its position nor its names say."""
        lat, lon = self.added["geomap_lat"][row], self.added["geomap_lon"][row]
        if lat != lat or lon != lon:
            return None
        name = self.cell("place", row) or self.cell("admin1", row) or self.cell("country", row)
        mention = Mention(report=report.id, start=0, end=len(report.text), text=name, role="literal", name=name)
        check, found = self.added["geomap_check"][row], self.prepared.found(row)
        why = (
            "position given in the table"
            if check in ("ok", "swapped", "outside_country")
            else "found by the names in the row"
        )
        doubt = {
            "swapped": "latitude and longitude were exchanged",
            "outside_country": "lies outside the country that the row names",
        }.get(check)
        place = self.place_of(
            found.candidate.key if found.candidate else -1, name, lat, lon, self.added["geomap_country"][row]
        )
        radius, own = self.added["geomap_radius_km"][row], check in ("ok", "swapped")
        return Resolution(
            mention=mention, place=place, lat=lat, lon=lon, radius_km=place.radius_km if radius != radius else radius,
            confidence=0.95 if own else 0.5 if check == "outside_country" else found.confidence, reasons=(why, doubt) if doubt else (why,),
        )  # fmt: skip

    def _place(self, key: int, name: str, lat: float, lon: float, country: str) -> Place:
        """The gazetteer's place, or one of the table's own where the gazetteer has none."""
        if key >= 0:
            return self.gazetteer.place(self.gazetteer.candidate_of(key))
        slug = re.sub(r"[^\w]+", "-", name.lower()).strip("-") or "unnamed"
        return Place(
            place_id=f"table:{slug}@{lat:.3f},{lon:.3f}", name=name or f"{lat:.3f}, {lon:.3f}", feature="site", country=country or "",
            lat=lat, lon=lon, radius_km=3.0, source="table",
        )  # fmt: skip

    def precision(self) -> dict[str, int]:
        """UCDP's precision of place, 1-7, by event id."""
        given = self.added["geomap_geo_precision"]
        return {self.event_id(row): int(given[row]) for row in range(len(self)) if isinstance(given[row], int)}

    def event_id(self, row: int) -> str:
        """The id of a row's event: the table's own where that is its alone, else the row's number."""
        own, number = self.cell("id", row), self.prepared.table.first_row + row
        return f"{self.prepared.table.name}:{own if own and self.ids[own] == 1 else f'row={number}'}"

    def events(self) -> Iterator[tuple[Event, Report]]:
        """Each row as an event, with the report that stands for the row; rows without place and date too."""
        for row in range(len(self)):
            report = self.report(row)
            yield self._event(row, report), report

    def _event(self, row: int, report: Report) -> Event:
        where = self.resolution(row, report)
        start, end = _day(self.added["geomap_date_start"][row]), _day(self.added["geomap_date_end"][row])
        deaths = [
            n for role in ("deaths_low", "deaths", "deaths_high") if (n := _count(self.cell(role, row))) is not None
        ]
        return Event(
            id=self.event_id(row),
            report=report.id, start=0, end=len(report.text), quote=report.text, type=self.added["geomap_type"][row],
            actor=self.cell("actor", row), target=self.cell("target", row),
            places=(EventPlace(role="at", resolution=where),) if where else (), where=where, date_start=start, date_end=end,
            edtf=_edtf(start, end), date_precision=self.added["geomap_date_precision"][row], date_basis="table" if start else "none",
            attribution=report.source, fatalities_low=min(deaths, default=None), fatalities_high=max(deaths, default=None),
            evidence=(Evidence(report=report.id, start=0, end=len(report.text)),), reasons=("row of a table",),
        )  # fmt: skip

    def claims(self) -> Iterator[tuple[ControlClaim, Report]]:
        """Each row of a table of control as a claim; rows that name no holder are passed over."""
        for row in range(len(self)):
            report = self.report(row)
            where, holder = self.resolution(row, report), self.cell("holder", row)
            if where is None or holder.lower() in NOBODY:
                continue
            contested = holder.lower() in CONTESTED
            status: HoldStatus = "contested" if contested else "held"
            day = _day(self.added["geomap_date_start"][row])
            yield ControlClaim(
                report=report.id, start=0, end=len(report.text), quote=report.text, where=where, holder=None if contested else holder,
                side=None if contested else holder.lower(), status=status, date_start=day, date_end=_day(self.added["geomap_date_end"][row]),
                attribution=report.source,
            ), report  # fmt: skip


def _day(value: Any) -> date | None:
    return None if value is None or value != value else value.date()


def _edtf(start: date | None, end: date | None) -> str:
    if start is None:
        return ""
    return start.isoformat() if end in (None, start) else f"{start.isoformat()}/{end.isoformat() if end else ''}"


def _count(text: str) -> int | None:
    try:
        return max(0, int(float(text)))
    except (ValueError, OverflowError):
        return None
