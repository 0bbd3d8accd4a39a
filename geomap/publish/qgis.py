"""QGIS layer styles (QML) from the style table: symbols, labels, and fields for the Temporal Controller."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from geomap import style as table
from geomap.layers import Layer
from geomap.publish import qgis_xml as xml
from geomap.publish.qgis_xml import PAPER

INK = "#1d2329"
PIXEL = 0.26  # millimetres
BAND = "#dcdddd"  # the front's ink at the style table's opacity, on white
MULTIPLY = 6  # QGIS's number of that way of blending
BRUSH = {
    "/": "f_diagonal",
    "\\": "b_diagonal",
    "x": "diagonal_x",
    "-": "horizontal",
    "|": "vertical",
    "+": "cross",
    ".": "dense6",
}
LABELS = {"places": "place", "chokepoints": "name", "corridors": '"origin" || \' \u2192 \' || "destination"'}
# Columns of the GeoPackage alone: the first moment of the first day, the last of the last. QGIS takes a bare day as its
# first moment, so that a thing of one day would be shown on the day before and be gone on its own.
MOMENTS = ("time_start", "time_end")
TIMED = "@map_start_time IS NOT NULL"  # whether the Temporal Controller chooses a period
FAINT, COARSE, FAR_KM = (
    18,
    5,
    50,
)  # per cent; UCDP's precision from which a place is a region; beyond that a line is a guess
ROLES = {"literal": "#2b6cb0", "associative": "#8a5a2c", "demonym": "#7d838c", "organisation": "#b0b5bc"}


def style(layer: Layer, name: str) -> str:
    """The QML text for a table of the GeoPackage; `name` ends with _areas for the areas of a point layer."""
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.22" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="{int(labelled(layer, name))}">'
        f"{body(layer, name)}</qgis>"
    )


def body(layer: Layer, name: str) -> str:
    """What a style and a project's layer have in common: temporal settings, symbols, labels."""
    renderer = AREAS(layer) if name.endswith("_areas") else RENDERERS.get(layer.id, _plain)(layer)
    return f"{_temporal(layer)}{renderer}{_labelling(layer) if labelled(layer, name) else ''}"


def labelled(layer: Layer, name: str) -> bool:
    """Whether the table's rows are labelled."""
    return name in LABELS and layer.id == name


def _temporal(layer: Layer) -> str:
    """Start and end columns, both moments included; rows without dates stay visible."""
    if layer.time is None:
        return '<temporal enabled="0" mode="0"/>'
    start, end = MOMENTS
    return (
        f'<temporal enabled="1" mode="2" startField="{start}" endField="{end}" limitMode="1" accumulate="0" fixedDuration="0" '
        'durationUnit="d" durationField="" startExpression="" endExpression=""><fixedRange><start/><end/></fixedRange></temporal>'
    )


def _labelling(layer: Layer) -> str:
    """Names of places around their points, those with most events first; corridors' ends along their lines, above them."""
    field = LABELS[layer.id]
    expression = int('"' in field)
    places, points = layer.id == "places", layer.id in ("places", "chokepoints")
    kind = (
        'placement="6" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR"'
        if points
        else 'placement="2" placementFlags="2"'
    )
    priority = xml.driven({"Priority": 'min(10, coalesce("events", 0))'}) if places else ""
    return (
        f'<labeling type="simple"><settings calloutType="simple"><text-style fieldName={quoteattr(field)} isExpression="{expression}" '
        f'fontFamily="sans-serif" fontSize="8" fontSizeUnit="Point" textColor="{xml.rgba(INK if places else table.CORRIDOR_COLOUR[0])}" textOpacity="1">'
        f'<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="{xml.rgba(PAPER)}" bufferOpacity="1"/></text-style>'
        f'<placement {kind} dist="1" distUnits="MM"/><rendering scaleVisibility="0" obstacle="1"/>'
        f"{priority.replace('data_defined_properties', 'dd_properties')}</settings></labeling>"
    )


def _newest(*sides: str) -> str:
    """Opacity, as an expression: without the Temporal Controller every date is drawn at once, so what a later line or
    area of the same sides has replaced is faint."""
    group = " || '/' || ".join(f"coalesce(\"{side}\", '')" for side in sides)
    return f'if({TIMED} OR "{MOMENTS[1]}" IS NULL OR "{MOMENTS[1]}" = maximum("{MOMENTS[1]}", {group}), 100, {FAINT})'


def _events(layer: Layer) -> str:
    """One symbol per event type on the map; hollow for what is not told as fact, faint where only a region is known."""
    hollow = {
        "fillColor": f"CASE WHEN \"stance\" = 'asserted' THEN '{xml.rgba(INK)}' ELSE '{xml.rgba(PAPER)}' END",
        "outlineColor": f"CASE WHEN \"stance\" = 'asserted' THEN '{xml.rgba(PAPER)}' ELSE '{xml.rgba(INK)}' END",
    }
    vague = f'if(coalesce("geo_precision", 1) >= {COARSE}, 40, 100)'
    present = _values(layer, "type")
    drawn = [(n, symbol) for n, symbol in table.EVENTS.items() if n in present and n != "other"]
    entries = [*drawn, ("", table.EVENTS["other"])]  # the last one also holds any type that the table does not know
    return xml.categories("type", (
        (name, symbol.label, xml.symbol(str(i), "marker", xml.marker(symbol.qgis, INK, angle=symbol.qgis_angle, by_data=hollow), opacity=vague))
        for i, (name, symbol) in enumerate(entries)
    ))  # fmt: skip


def _corridors(layer: Layer) -> str:
    """Width by the root of the evidence, dashes for what is claimed or planned, an arrow at the end, lanes side by side."""
    low, high = table.CORRIDOR_WIDTH
    width = f'min({high}, {low} + 1.5 * (sqrt(max(1, coalesce("evidence_count", 1))) - 1)) * {PIXEL}'
    lane = {"offset": 'coalesce("offset", 0) * 1.6'} if "offset" in layer.fields else {}
    colour = table.CORRIDOR_COLOUR[0]
    head = {
        "name": "filled_arrowhead",
        "color": xml.rgba(colour),
        "outline_color": xml.rgba(colour),
        "size": "3.4",
        "size_unit": "MM",
    }
    # QGIS calls the setting placement up to 3.22 and placements after it.
    end = {"placement": "lastvertex", "placements": "LastVertex", "rotate": "1"}
    arrow = xml.part("MarkerLine", end, by_data=lane, sub=xml.symbol("@end", "marker", xml.part("SimpleMarker", head)))
    cross = {
        "name": "cross2",
        "color": xml.rgba(colour),
        "outline_color": xml.rgba(colour),
        "outline_width": "0.5",
        "size": "2.4",
        "size_unit": "MM",
    }
    every = {"placement": "interval", "placements": "Interval", "interval": "9", "interval_unit": "MM", "rotate": "1"}
    crosses = xml.part(
        "MarkerLine", every, by_data=lane, sub=xml.symbol("@cross", "marker", xml.part("SimpleMarker", cross))
    )
    known = [(name, line) for name, line in table.CORRIDORS.items() if name != "reported"]
    return xml.categories("status", (
        (name, line.label, xml.symbol(str(i), "line", xml.line(colour, line.width * PIXEL, line.dash, by_data={"outlineWidth": width} | lane), crosses if line.crossed else "", arrow))
        for i, (name, line) in enumerate([*known, ("", table.CORRIDORS["reported"])])
    ))  # fmt: skip


def _sides(layer: Layer, column: str = "side") -> dict[str, table.Side]:
    return table.sides(_values(layer, column))


def _values(layer: Layer, column: str) -> list[str]:
    return sorted({v for v in layer.frame[column] if isinstance(v, str) and v})


def _fill(side: table.Side, *, opacity: float = table.FILL_OPACITY) -> tuple[str, str]:
    solid = xml.part(
        "SimpleFill",
        {
            "color": xml.rgba(side.light, opacity),
            "style": "solid",
            "outline_color": xml.rgba(side.light),
            "outline_width": "0.2",
            "outline_width_unit": "MM",
        },
    )
    hatch = xml.part(
        "SimpleFill", {"color": xml.rgba(side.light, 0.5), "style": BRUSH.get(side.hatch, "no"), "outline_style": "no"}
    )
    return solid, hatch


def _control(layer: Layer) -> str:
    return _ground(layer, "side", _newest("side"))


def _changes(layer: Layer) -> str:
    """Ground that changed hands, in the colour of the side that holds it afterwards."""
    return _ground(layer, "side_to", "")


def _ground(layer: Layer, column: str, opacity: str) -> str:
    sides = [*_sides(layer, column).items(), ("", table.Side("No side said", *table.SLOTS["grey"][:2], ""))]
    entries = (
        (name, side.label, xml.symbol(str(i), "fill", *_fill(side), opacity=opacity))
        for i, (name, side) in enumerate(sides)
    )
    return xml.categories(column, entries)


def _claims(layer: Layer) -> str:
    entries = [
        (name, side.label, xml.symbol(str(i), "marker", xml.marker("circle", side.light, size=2.8)))
        for i, (name, side) in enumerate(_sides(layer).items())
    ]
    return xml.categories(
        "side",
        [
            *entries,
            (
                "",
                "No holder said",
                xml.symbol(str(len(entries)), "marker", xml.marker("circle", table.SLOTS["grey"][0], size=2.8)),
            ),
        ],
    )


def _fronts(_: Layer) -> str:
    """The line; while the Temporal Controller shows one time, over a band as wide as the uncertainty on the ground.

    Bands of all dates upon each other would hide the map. A line less sure than FAR_KM is dashed and has no band. All
    bands lie below all lines, opaque, so that they do not darken each other; the layer multiplies into those below it.
    """
    ink = table.FRONT_COLOUR[0]
    unsure = f'coalesce("uncertainty_km", {FAR_KM} + 1) > {FAR_KM}'
    wide = f"{TIMED} AND NOT ({unsure})"
    values = {
        "line_color": xml.rgba(BAND),
        "line_width": "1",
        "line_width_unit": "RenderMetersInMapUnits",
        "capstyle": "round",
    }
    band = xml.part(
        "SimpleLine", values, by_data={"outlineWidth": f'if({wide}, 2000 * "uncertainty_km", 0)', "enabled": wide}
    )
    line = xml.line(ink, table.FRONT.width * PIXEL, by_data={"outlineStyle": f"if({unsure}, 'dash', 'solid')"})
    symbol = xml.symbol("0", "line", band, line.replace('pass="0"', 'pass="1"'), opacity=_newest("side_a", "side_b"))
    return xml.single(symbol).replace('symbollevels="0"', 'symbollevels="1"') + f"<blendMode>{MULTIPLY}</blendMode>"


def _advances(layer: Layer) -> str:
    def arrow(colour: str) -> str:
        fill = xml.symbol(
            "@arrow",
            "fill",
            xml.part(
                "SimpleFill",
                {
                    "color": xml.rgba(colour, 0.85),
                    "style": "solid",
                    "outline_color": xml.rgba(PAPER),
                    "outline_width": "0.2",
                },
            ),
        )
        return xml.part(
            "ArrowLine",
            {
                "arrow_width": "1.2",
                "arrow_start_width": "0.5",
                "head_length": "2.5",
                "head_thickness": "1.6",
                "is_curved": "0",
                "is_repeated": "0",
            },
            sub=fill,
        )

    entries = [
        (name, side.label, xml.symbol(str(i), "line", arrow(side.light)))
        for i, (name, side) in enumerate(_sides(layer).items())
    ]
    return xml.categories("side", [*entries, ("", "Advance", xml.symbol(str(len(entries)), "line", arrow(INK)))])


def _mentions(_: Layer) -> str:
    return xml.categories(
        "role",
        (
            (role, role.capitalize(), xml.symbol(str(i), "marker", xml.marker("circle", colour, size=1.8)))
            for i, (role, colour) in enumerate(ROLES.items())
        ),
    )


def _places(_: Layer) -> str:
    return xml.single(xml.symbol("0", "marker", xml.marker("circle", INK, size=1.6)))


def _chokepoints(_: Layer) -> str:
    return xml.single(xml.symbol("0", "marker", xml.marker("diamond", table.CORRIDOR_COLOUR[0], size=3.0)))


def _plain(layer: Layer) -> str:
    """A layer that this module knows nothing of: one symbol, by the geometry that it has."""
    import shapely

    found = [int(shapely.get_dimensions(g)) for g in layer.frame.geometry if g is not None]
    dimension = max(found, default=1)
    if dimension == 0:
        return _places(layer)
    line = xml.symbol("0", "line", xml.line(INK, 2 * PIXEL))
    return xml.single(line) if dimension == 1 else AREAS(layer)


def AREAS(layer: Layer) -> str:  # noqa: N802 - listed beside RENDERERS
    """Areas of mentions and claims: a faint fill."""
    if layer.id == "control_claims":
        return _control(layer)
    fill = xml.part(
        "SimpleFill",
        {
            "color": xml.rgba("#2b6cb0", 0.06),
            "style": "solid",
            "outline_color": xml.rgba("#2b6cb0", 0.5),
            "outline_width": "0.2",
            "outline_width_unit": "MM",
        },
    )
    return xml.single(xml.symbol("0", "fill", fill))


RENDERERS = {
    "mentions": _mentions, "events": _events, "corridors": _corridors, "control_claims": _claims, "control": _control,
    "fronts": _fronts, "advances": _advances, "places": _places, "changes": _changes, "chokepoints": _chokepoints,
}  # fmt: skip
