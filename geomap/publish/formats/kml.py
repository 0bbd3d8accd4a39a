"""KML 2.2 for Google Earth and its kin: a folder per layer, time spans, styles; report text stays text.

Google Earth shows a description as HTML, so text is escaped there twice: once as HTML, once as XML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from geomap import style
from geomap.layers import Layer
from geomap.publish import tables
from geomap.publish.geometry import DECIMALS, tidy

HIDDEN = frozenset({"mentions", "control_claims"})  # in the file, switched off at first: they lie over everything else
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STYLED_BY = {
    "events": "type",
    "corridors": "status",
    "control": "side",
    "control_claims": "side",
    "advances": "side",
    "changes": "side_to",
}
PLAIN = "plain"


def write(layers: Sequence[Layer], target: Path, folder: Path) -> list[str]:
    """Write one KML file with all layers; rows without a position stay, as placemarks without a place."""
    ordered = tables.in_order(layers)
    with (folder / target.name).open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n')
        out.write(f"<name>{_xml(target.stem)}</name>\n")
        for layer in ordered:
            out.writelines(_styles(layer))
        for layer in ordered:
            shown = int(layer.id not in HIDDEN)
            out.write(f"<Folder><name>{_xml(layer.title)}</name><visibility>{shown}</visibility><open>0</open>\n")
            out.writelines(_placemarks(layer, shown))
            out.write("</Folder>\n")
        out.write("</Document>\n</kml>\n")
    return []


def _placemarks(layer: Layer, shown: int) -> Iterator[str]:
    rows = range(len(layer.frame))
    columns = {name: tables.values(layer, name, rows) for name in layer.fields}
    key, known = STYLED_BY.get(layer.id), _keys(layer)
    for row, geometry in enumerate(layer.frame.geometry):
        values = {name: cells[row] for name, cells in columns.items()}
        style_id = _style_id(layer, known, values.get(key) if key else None)
        yield (
            f"<Placemark><name>{_xml(_name(layer, values))}</name><visibility>{shown}</visibility>"
            f'<Snippet maxLines="0"/><description>{_xml(_description(values))}</description>{_span(layer, values)}'
            f"<styleUrl>#{style_id}</styleUrl><ExtendedData>{_data(values)}</ExtendedData>{_geometry(tidy(geometry))}</Placemark>\n"
        )


def _xml(text: str) -> str:
    """Text for XML: escaped, without the characters that XML 1.0 cannot hold."""
    return html.escape(NO_XML.sub("\ufffd", text), quote=True)


def _name(layer: Layer, values: dict[str, Any]) -> str:
    """What a row is called in the list of places."""
    if layer.id == "events":
        symbol = style.EVENTS.get(values["type"])
        kind = symbol.label if symbol else str(values["type"])
        return f"{kind}, {values['place']}" if values["place"] else kind
    if layer.id in ("corridors", "advances"):
        return f"{values['origin'] or '?'} \u2192 {values.get('destination') or values.get('towards') or '?'}"
    if layer.id == "fronts":
        return " / ".join(style.side_label(values[side] or "?") for side in ("side_a", "side_b"))
    if layer.id == "control":
        return style.side_label(values["side"] or "No side said")
    if layer.id == "control_claims":
        return f"{values['place']}: {values['holder'] or 'no holder said'}"
    if layer.id == "changes":
        return " \u2192 ".join(style.side_label(values[side] or "?") for side in ("side_from", "side_to"))
    return str(values.get("text") or values.get("place") or values.get("name") or layer.title)


def _description(values: dict[str, Any]) -> str:
    """The sentence, who says it and who denies it, as HTML in which the report's words cannot be markup."""
    lines = [f"\u201c{values['quote']}\u201d"] if values.get("quote") else []
    if values.get("attribution"):
        lines.append(f"Said by: {values['attribution']}")
    if values.get("denied_by"):
        lines.append("Denied by: " + "; ".join(tables.text(v) for v in values["denied_by"]))
    source = values.get("report") or "; ".join(tables.text(v) for v in values.get("reports") or [])
    if source:
        lines.append(f"Report: {source}")
    return "<br>".join(html.escape(NO_XML.sub("\ufffd", line)) for line in lines)


def _span(layer: Layer, values: dict[str, Any]) -> str:
    """The period, from the first moment of its first day to the last of its last; nothing for an undated row."""
    if layer.time is None:
        return ""
    first, last = (tables.day(values[name]) if values.get(name) else None for name in layer.time)
    begin = f"<begin>{first}T00:00:00Z</begin>" if first else ""
    end = f"<end>{last}T23:59:59Z</end>" if last else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>" if begin or end else ""


def _data(values: dict[str, Any]) -> str:
    """Every field that has a value, under its own name."""
    given = ((name, value) for name, value in values.items() if value not in (None, "", []))
    return "".join(f'<Data name="{_xml(n)}"><value>{_xml(_flat(v))}</value></Data>' for n, v in given)


def _flat(value: Any) -> str:
    return tables.text(value) if isinstance(value, str | list | dict) else str(value)


def _geometry(shape: Any) -> str:
    if shape is None:
        return ""
    if shape.geom_type.startswith("Multi"):
        return f"<MultiGeometry>{''.join(_geometry(part) for part in shape.geoms)}</MultiGeometry>"
    if shape.geom_type == "Point":
        return f"<Point><coordinates>{_positions(shape)}</coordinates></Point>"
    if shape.geom_type == "LineString":
        return f"<LineString><tessellate>1</tessellate><coordinates>{_positions(shape)}</coordinates></LineString>"
    rings = [("outerBoundaryIs", shape.exterior), *(("innerBoundaryIs", ring) for ring in shape.interiors)]
    inner = "".join(
        f"<{kind}><LinearRing><coordinates>{_positions(ring)}</coordinates></LinearRing></{kind}>"
        for kind, ring in rings
    )
    return f"<Polygon><tessellate>1</tessellate>{inner}</Polygon>"


def _positions(line: Any) -> str:
    return " ".join(f"{x:.{DECIMALS}f},{y:.{DECIMALS}f}" for x, y in line.coords)


def _style_id(layer: Layer, known: Sequence[str], value: Any) -> str:
    """A style's id: letters, digits and hyphens, whatever the side is called."""
    return f"{layer.id}-{known.index(value) if value in known else PLAIN}"


def _keys(layer: Layer) -> list[str]:
    column = STYLED_BY.get(layer.id)
    return sorted({v for v in layer.frame[column] if isinstance(v, str) and v}) if column else []


def _styles(layer: Layer) -> Iterator[str]:
    known = _keys(layer)
    colours = style.sides(known) if STYLED_BY.get(layer.id) in ("side", "side_to") else {}
    for key in [*known, None]:
        yield _style(layer, _style_id(layer, known, key), key, colours[key].light if key in colours else _colour(layer))


def _colour(layer: Layer) -> str:
    return {"corridors": style.CORRIDOR_COLOUR[0], "fronts": style.FRONT_COLOUR[0], "mentions": "#2b6cb0"}.get(
        layer.id, "#1d2329"
    )


def _style(layer: Layer, style_id: str, key: str | None, colour: str) -> str:
    faint = key in ("planned", "contested")
    width = {"fronts": 3, "advances": 4}.get(
        layer.id, 1 if layer.id.startswith(("control", "mentions", "changes")) else 2
    )
    return (
        f'<Style id="{style_id}"><IconStyle><color>{_abgr(colour)}</color><scale>0.8</scale></IconStyle>'
        f"<LabelStyle><scale>{0.8 if layer.id == 'places' else 0}</scale></LabelStyle>"
        f"<LineStyle><color>{_abgr(colour, 0.5 if faint else 1)}</color><width>{width}</width></LineStyle>"
        f"<PolyStyle><color>{_abgr(colour, 0.25)}</color></PolyStyle></Style>\n"
    )


def _abgr(colour: str, opacity: float = 1.0) -> str:
    """#rrggbb as KML writes it: opacity, blue, green, red."""
    return f"{round(255 * opacity):02x}{colour[5:7]}{colour[3:5]}{colour[1:3]}"
