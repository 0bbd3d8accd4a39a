"""The words everybody speaks: frozen records from report to claim.

Text work makes and passes on these records only; each keeps its evidence (`report`, `start`, `end`, code-point
offsets into `Report.text`), so that every mark on the map leads back to a sentence. Dates are `datetime.date`,
inclusive at both ends; positions are WGS 84 degrees; radii are kilometres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Role = Literal["literal", "associative", "demonym", "organisation"]
DatePrecision = Literal["day", "week", "month", "season", "year", "range", "unknown"]
DateBasis = Literal["explicit", "relative", "publication", "chronology", "table", "none"]
Stance = Literal["asserted", "alleged", "planned", "denied"]
ClaimStatus = Literal["single", "corroborated", "contested", "against_interest"]
PlaceRole = Literal["at", "from", "to", "via", "towards", "avoid"]
Mode = Literal["air", "land", "sea", "rail", "unspecified"]
HoldStatus = Literal["held", "captured", "lost", "contested", "besieged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as read: the text untouched, and what its metadata says.

    `furniture` lists spans of page furniture (menus, share bars) in order: they stay in the text, so that offsets hold,
    but no event is read from them. `published` is set here only when metadata gives it.
    """

    id: str
    text: str
    published: date | None = None
    published_basis: str = ""
    title: str = ""
    source: str = ""
    url: str = ""
    reliability: str | None = None
    credibility: str | None = None
    furniture: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gazetteer record. `place_id` carries its scheme: geonames:172946, iso:SY-ID, geomap:hmeimim-air-base.

    `admin1` is the name of the first-level area. `ids` holds cross-walked identifiers by scheme
    ("geonames", "iso3166-2", "pcode", "icao", "iata", "wikidata"). `dated_names`: (name, from, to) of names that were in
    use for a time, as ISO dates, "" where open or not known.
    """

    place_id: str
    name: str
    feature: str
    country: str
    lat: float
    lon: float
    radius_km: float
    admin1: str = ""
    admin1_code: str = ""
    admin2_code: str = ""
    population: int = 0
    names: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""
    dated_names: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place name or place phrase in a report: a view on its text.

    `name` is the part to look up ("Latakia" in "outside of Latakia"), `relation` the words that turn it into
    another geometry ("near", "part:northwestern", "airspace", ...), `anchor` what the relation is relative to.
    """

    report: str
    start: int
    end: int
    text: str
    role: Role
    name: str
    relation: str | None = None
    anchor: str | None = None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One candidate of a mention with its score, 0..1."""

    place_id: str
    place: str
    country: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Where a mention is: the place chosen (or None, "none of these"), the others considered, and why.

    `lat`, `lon`, `radius_km` describe the mention itself: for "northern Mali" that is the northern part,
    while `place` is Mali. `other` is the second anchor of "between A and B" and "border of A with B".
    """

    mention: Mention
    place: Place | None = None
    other: Place | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    candidates: tuple[Scored, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """A time expression: TIMEX3 `type` and `value`, and the days it covers (`earliest`..`latest`)."""

    report: str
    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: date | None = None
    latest: date | None = None
    edtf: str = ""
    precision: DatePrecision = "unknown"
    basis: DateBasis = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The day a report was published, how that is known, and what contradicts it."""

    value: date | None = None
    basis: str = "none"
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where in which report a thing is said."""

    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """A place with the part it plays in an event."""

    role: PlaceRole
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, where, when, and who says so; one place of occurrence per event.

    `start`, `end` delimit the clause that tells it. `places` holds every place with its role; `at` (or else `to`)
    gives the event's own position, repeated in `where`. Movements fill `mode`, `cargo`, `carrier`.
    """

    id: str
    report: str
    start: int
    end: int
    quote: str
    type: str
    trigger: str = ""
    actor: str = ""
    target: str = ""
    places: tuple[EventPlace, ...] = ()
    where: Resolution | None = None
    date_start: date | None = None
    date_end: date | None = None
    edtf: str = ""
    date_precision: DatePrecision = "unknown"
    date_basis: DateBasis = "none"
    attribution: str = ""
    attribution_side: str = ""
    stance: Stance = "asserted"
    denied_by: tuple[str, ...] = ()
    claim_status: ClaimStatus = "single"
    reliability: str | None = None
    credibility: str | None = None
    fatalities_low: int | None = None
    fatalities_high: int | None = None
    mode: Mode = "unspecified"
    cargo: tuple[str, ...] = ()
    carrier: str = ""
    frequency: str = ""
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlClaim:
    """Who is said to hold a place. `holder` as written, `side` its belligerent group; neither is ever invented."""

    report: str
    start: int
    end: int
    quote: str
    where: Resolution
    holder: str | None
    side: str | None
    status: HoldStatus
    date_start: date | None = None
    date_end: date | None = None
    attribution: str = ""
    stance: Stance = "asserted"
    denied_by: tuple[str, ...] = ()
    claim_status: ClaimStatus = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """A force said to move from one place towards another."""

    report: str
    start: int
    end: int
    quote: str
    actor: str
    side: str | None
    origin: Resolution | None
    towards: Resolution | None
    date_start: date | None = None
    date_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the text work says of one report. It depends on that report and the gazetteer alone."""

    report: Report
    publication: Publication = field(default_factory=Publication)
    resolutions: tuple[Resolution, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[ControlClaim, ...] = ()
    advances: tuple[Advance, ...] = ()
    warnings: tuple[str, ...] = ()
