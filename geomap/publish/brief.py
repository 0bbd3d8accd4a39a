"""An output folder as a short written summary: Markdown, HTML or DOCX, every line with its citation.

Reads the files of the contract only, so that a brief can be made from a folder of any age. Standard library, but for
python-docx behind `to_docx`.
"""

from __future__ import annotations

import html
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.errors import InputError

Row = dict[str, Any]

QUIET_TYPES = frozenset({"statement", "diplomacy", "visit", "other"})
STATUS_WORDS = {
    "reported": "reported",
    "contested": "denied by {by}",
    "planned": "planned",
    "closed": "closed",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; the last column of every row is its citation."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief says, before it is Markdown, HTML or DOCX."""

    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    sources: tuple[str, ...]


def read_brief(folder: Path, *, title: str = "", since: str = "", until: str = "", most: int = 60) -> Brief:
    """The brief of an output folder, with events between two ISO days (inclusive). Raises InputError when it is not one."""
    layers = {
        name: _properties(folder / f"{name}.geojson") for name in ("events", "corridors", "control_claims", "advances")
    }
    if not any((folder / f"{name}.geojson").exists() for name in layers):
        raise InputError("no map files here", where=str(folder), hint="give the folder that `geomap map` wrote")
    run = json.loads((folder / "run.json").read_text("utf-8")) if (folder / "run.json").exists() else {}
    events = [e for e in layers["events"] if _within(e, since, until)]
    sources = _sources(layers, run)
    cite = {report: f"[{n}]" for n, report in enumerate(sources, 1)}
    return Brief(
        title or "What the reports say",
        tuple(_figures(events, layers, sources)),
        (
            _events_table(events, cite, most),
            _corridors_table(layers["corridors"], cite),
            _control_table(layers["control_claims"], cite),
        ),
        tuple(f"{cite[report]} {words}" for report, words in sources.items()),
    )


def to_markdown(brief: Brief) -> str:
    """The brief as Markdown; report text is escaped, so that it cannot become markup."""
    parts = [f"# {_md(brief.title)}", "", *(f"- {_md(line)}" for line in brief.lines), ""]
    for table in brief.tables:
        parts += [f"## {table.title}", ""]
        if not table.rows:
            parts += [table.empty, ""]
            continue
        parts += ["| " + " | ".join(table.head) + " |", "|" + "---|" * len(table.head)]
        parts += ["| " + " | ".join(_md(cell) for cell in row) + " |" for row in table.rows]
        parts.append("")
    return "\n".join([*parts, "## Sources", "", *(f"{_md(s)}  " for s in brief.sources), ""])


def to_html(brief: Brief) -> str:
    """The brief as one HTML page without script or network; report text is escaped."""
    style = (
        "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}"
        "table{border-collapse:collapse;width:100%;font-size:13px}td,th{border-bottom:1px solid #d5d9de;padding:.35rem .5rem;"
        "text-align:left;vertical-align:top}th{background:#f3f5f7}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}"
        "@media print{body{margin:0;max-width:none}}"
    )
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{html.escape(brief.title)}</title><style>{style}</style></head><body><h1>{html.escape(brief.title)}</h1><ul>",
        *(f"<li>{html.escape(line)}</li>" for line in brief.lines),
        "</ul>",
    ]
    for table in brief.tables:
        parts.append(f"<h2>{html.escape(table.title)}</h2>")
        if not table.rows:
            parts.append(f"<p>{html.escape(table.empty)}</p>")
            continue
        parts.append(
            "<table><thead><tr>" + "".join(f"<th>{html.escape(h)}</th>" for h in table.head) + "</tr></thead><tbody>"
        )
        parts += [
            "<tr>" + "".join(f'<td dir="auto">{html.escape(c)}</td>' for c in row) + "</tr>" for row in table.rows
        ]
        parts.append("</tbody></table>")
    parts += ["<h2>Sources</h2>", *(f"<p>{html.escape(s)}</p>" for s in brief.sources), "</body></html>\n"]
    return "\n".join(parts)


def to_docx(brief: Brief, path: Path) -> None:
    """Write the brief as a DOCX file at `path`."""
    from datetime import datetime

    from docx import Document

    document = Document()
    document.core_properties.created = document.core_properties.modified = datetime(
        2000, 1, 1
    )  # same input, same bytes
    document.add_heading(_plain(brief.title), 0)
    for line in brief.lines:
        document.add_paragraph(_plain(line), style="List Bullet")
    for table in brief.tables:
        document.add_heading(table.title, 1)
        if not table.rows:
            document.add_paragraph(table.empty)
            continue
        grid = document.add_table(rows=1, cols=len(table.head), style="Light Grid Accent 1")
        for cell, word in zip(grid.rows[0].cells, table.head, strict=True):
            cell.text = word
        for row in table.rows:
            for cell, word in zip(grid.add_row().cells, row, strict=True):
                cell.text = _plain(word)
    document.add_heading("Sources", 1)
    for source in brief.sources:
        document.add_paragraph(_plain(source))
    document.save(str(path))


def _properties(path: Path) -> list[Row]:
    if not path.exists():
        return []
    return [feature.get("properties") or {} for feature in json.loads(path.read_text("utf-8")).get("features", [])]


def _within(event: Row, since: str, until: str) -> bool:
    start, end = event.get("date_start") or "", event.get("date_end") or event.get("date_start") or ""
    if not start:
        return not (since or until)
    return (not since or end >= since) and (not until or start <= until)


def _reports_of(row: Row) -> list[str]:
    listed = (
        row.get("reports") or [e["report"] for e in row.get("evidence") or [] if "report" in e] or [row.get("report")]
    )
    return sorted({str(r) for r in listed if r})


def _sources(layers: dict[str, list[Row]], run: Row) -> dict[str, str]:
    """Report id -> a line that names it, in the order of their names."""
    told = {str(r.get("report")): r for r in run.get("reports", [])}
    lines = {}
    for report in sorted({r for rows in layers.values() for row in rows for r in _reports_of(row)}):
        meta = told.get(report, {})
        facts = [meta.get("source"), meta.get("title"), meta.get("published"), report, meta.get("url")]
        lines[report] = ", ".join(str(f) for f in facts if f)
    return lines


def _figures(events: list[Row], layers: dict[str, list[Row]], sources: dict[str, str]) -> list[str]:
    days = sorted(d for e in events for d in (e.get("date_start"), e.get("date_end")) if d)
    kinds = Counter(str(e.get("type")) for e in events)
    named = ", ".join(
        f"{n} {kind.replace('_', ' ')}" for kind, n in sorted(kinds.items(), key=lambda kv: (-kv[1], kv[0]))
    )
    lines = [
        f"{len(sources)} reports, {len(events)} events"
        + (f" from {days[0]} to {days[-1]}" if days else "")
        + (f": {named}." if named else ".")
    ]
    low = sum(int(e.get("fatalities_low") or 0) for e in events)
    high = sum(int(e.get("fatalities_high") or e.get("fatalities_low") or 0) for e in events)
    if high:
        lines.append(f"Deaths told: {low}" + (f" to {high}." if high != low else "."))
    denied = sum(bool(e.get("denied_by")) for e in events)
    undated = sum(not e.get("date_start") for e in events)
    lines.append(f"{denied} events are denied by somebody; {undated} could not be dated.")
    lines.append(
        f"{len(layers['corridors'])} supply routes, {len(layers['control_claims'])} claims of who holds what, {len(layers['advances'])} advances."
    )
    return lines


def _when(row: Row) -> str:
    start, end = row.get("date_start"), row.get("date_end")
    if not start:
        return "undated"
    return str(start) if not end or end == start else f"{start} to {end}"


def _who_says(row: Row) -> str:
    by, denied = str(row.get("attribution") or ""), ", ".join(row.get("denied_by") or [])
    return "; ".join(part for part in (by, f"denied by {denied}" if denied else "") if part)


def _cited(row: Row, cite: dict[str, str]) -> str:
    return " ".join(cite[r] for r in _reports_of(row) if r in cite)


def _events_table(events: list[Row], cite: dict[str, str], most: int) -> Table:
    ranked = sorted(events, key=lambda e: (e.get("type") in QUIET_TYPES, -int(e.get("fatalities_high") or 0)))[:most]
    ranked.sort(key=lambda e: (e.get("date_start") or "9999", str(e.get("place")), str(e.get("id"))))
    rows = tuple(
        (
            _when(e),
            str(e.get("type") or "").replace("_", " "),
            str(e.get("place") or "unresolved"),
            f"“{e.get('quote') or ''}”",
            _who_says(e),
            _cited(e, cite),
        )
        for e in ranked
    )
    left = f" (the {most} weightiest of {len(events)})" if len(events) > most else ""
    return Table(
        f"Events{left}",
        ("When", "What", "Where", "As told", "Who says", "Source"),
        rows,
        "No events were found in this period.",
    )


def _corridors_table(corridors: list[Row], cite: dict[str, str]) -> Table:
    rows = []
    for c in corridors:
        route = " - ".join([str(c.get("origin")), *map(str, c.get("via") or []), str(c.get("destination"))])
        by = ", ".join(c.get("denied_by") or []) or "somebody"
        status = STATUS_WORDS.get(str(c.get("status")), str(c.get("status") or "")).format(by=by)
        length = f"{float(c['length_km']):,.0f} km" if c.get("length_km") else ""
        cargo = c.get("cargo") or ""
        rows.append(
            (
                route,
                str(c.get("mode") or ""),
                cargo if isinstance(cargo, str) else ", ".join(cargo),
                status,
                _when(c),
                length,
                _cited(c, cite),
            )
        )
    head = ("Route", "By", "Cargo", "Status", "When", "Length", "Source")
    return Table("Supply corridors", head, tuple(sorted(rows)), "No supply routes were told.")


def _control_table(claims: list[Row], cite: dict[str, str]) -> Table:
    rows = tuple(
        (
            str(c.get("place") or ""),
            str(c.get("holder") or c.get("side") or "unknown"),
            str(c.get("status") or ""),
            _when(c),
            _who_says(c),
            _cited(c, cite),
        )
        for c in sorted(claims, key=lambda c: (str(c.get("place")), str(c.get("date_start")), str(c.get("holder"))))
    )
    return Table(
        "Who is said to hold what",
        ("Place", "Holder", "Claim", "When", "Who says", "Source"),
        rows,
        "No report says who holds a place.",
    )


def _md(text: str) -> str:
    """Text that Markdown shows as written: its marks and pipes escaped, on one line."""
    flat = " ".join(str(text).split())
    for mark in "\\`*_<>|#~":
        flat = flat.replace(mark, f"\\{mark}" if mark not in "<>" else html.escape(mark))
    return flat.replace("](", "]\\(")


def _plain(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(ch for ch in text if ch in "\t\n" or ord(ch) >= 32)
