"""QGIS layer styles (QML) from the style table: symbols, labels, and fields for the Temporal Controller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from geomap import style as table
from geomap.layers import Layer

INK, PAPER = "#1d2329", "#ffffff"
BRUSH = {
    "/": "f_diagonal",
    "\\": "b_diagonal",
    "x": "diagonal_x",
    "-": "horizontal",
    "|": "vertical",
    "+": "cross",
    ".": "dense6",
}
LABELS = {"places": "place", "events": "", "corridors": '"origin" || \' \u2192 \' || "destination"'}
ROLES = {"literal": "#2b6cb0", "associative": "#8a5a2c", "demonym": "#7d838c", "organisation": "#b0b5bc"}


def style(layer: Layer, name: str) -> str:
    """The QML text for a table of the GeoPackage; `name` ends with _areas for the areas of a point layer."""
    renderer = AREAS(layer) if name.endswith("_areas") else RENDERERS[layer.id](layer)
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.28" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="{int(bool(LABELS.get(layer.id)))}">'
        f"{_temporal(layer)}{renderer}{_labelling(layer)}</qgis>"
    )


def _temporal(layer: Layer) -> str:
    """Start and end columns, both days included; rows without dates stay visible."""
    if layer.time is None:
        return '<temporal enabled="0" mode="0"/>'
    start, end = layer.time
    return (
        f'<temporal enabled="1" mode="2" startField="{start}" endField="{end}" limitMode="1" accumulate="0" fixedDuration="0" '
        'durationUnit="d" durationField="" startExpression="" endExpression=""><fixedRange><start/><end/></fixedRange></temporal>'
    )


def _labelling(layer: Layer) -> str:
    field = LABELS.get(layer.id)
    if not field:
        return ""
    expression = int('"' in field)
    return (
        f'<labeling type="simple"><settings calloutType="simple"><text-style fieldName={quoteattr(field)} isExpression="{expression}" '
        f'fontFamily="sans-serif" fontSize="8" fontSizeUnit="Point" textColor="{_rgba(INK)}" textOpacity="1">'
        f'<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="{_rgba(PAPER)}" bufferOpacity="1"/></text-style>'
        f'<placement placement="{0 if layer.id == "places" else 2}" dist="1" distUnits="MM"/><rendering scaleVisibility="0" obstacle="1"/>'
        "</settings></labeling>"
    )


def _rgba(colour: str, opacity: float = 1.0) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{round(opacity * 255)}"


def _options(values: Mapping[str, object]) -> str:
    inner = "".join(f'<Option name="{k}" type="QString" value={quoteattr(str(v))}/>' for k, v in values.items())
    return f'<Option type="Map">{inner}</Option>'


def _part(kind: str, values: Mapping[str, object], *, by_data: Mapping[str, str] | None = None, sub: str = "") -> str:
    """One symbol layer; `by_data` maps a property to a QGIS expression, `sub` holds the symbol that a marker line repeats."""
    driven = "".join(
        f'<Option name="{name}" type="Map"><Option name="active" type="bool" value="true"/>'
        f'<Option name="expression" type="QString" value={quoteattr(expression)}/><Option name="type" type="int" value="3"/></Option>'
        for name, expression in (by_data or {}).items()
    )
    properties = (
        '<data_defined_properties><Option type="Map"><Option name="name" type="QString" value=""/>'
        f'<Option name="properties" type="Map">{driven}</Option><Option name="type" type="QString" value="collection"/></Option>'
        "</data_defined_properties>"
        if driven
        else ""
    )
    return f'<layer class="{kind}" enabled="1" locked="0" pass="0">{_options(values)}{properties}{sub}</layer>'


def _symbol(name: str, kind: str, *parts: str, opacity: float = 1.0) -> str:
    return f'<symbol name="{escape(name)}" type="{kind}" alpha="{opacity:g}" clip_to_extent="1" force_rhr="0">{"".join(parts)}</symbol>'


def _single(symbol: str) -> str:
    return f'<renderer-v2 type="singleSymbol" enableorderby="0" forceraster="0" symbollevels="0"><symbols>{symbol}</symbols></renderer-v2>'


def _categories(column: str, entries: Iterable[tuple[str, str, str]]) -> str:
    """A categorised renderer from (value, label, symbol); the symbol is named by its position."""
    listed = list(entries)
    marks = "".join(
        f'<category value={quoteattr(value)} symbol="{i}" label={quoteattr(label)} render="true" type="string"/>'
        for i, (value, label, _) in enumerate(listed)
    )
    symbols = "".join(symbol for _, _, symbol in listed)
    return (
        f'<renderer-v2 type="categorizedSymbol" attr="{column}" enableorderby="0" forceraster="0" symbollevels="0">'
        f"<categories>{marks}</categories><symbols>{symbols}</symbols></renderer-v2>"
    )


def _marker(
    shape: str, colour: str, *, size: float = 3.2, angle: float = 0, by_data: Mapping[str, str] | None = None
) -> str:
    values = {
        "name": shape,
        "color": _rgba(colour),
        "outline_color": _rgba(PAPER),
        "outline_width": "0.3",
        "size": size,
        "size_unit": "MM",
        "angle": angle,
    }
    return _part("SimpleMarker", values, by_data=by_data)


def _line(colour: str, width: float, dash: tuple[float, ...] = (), *, by_data: Mapping[str, str] | None = None) -> str:
    values: dict[str, object] = {
        "line_color": _rgba(colour),
        "line_width": width,
        "line_width_unit": "MM",
        "capstyle": "round",
        "joinstyle": "round",
    }
    if dash:
        values |= {
            "use_custom_dash": "1",
            "customdash": ";".join(f"{d * 0.35:g}" for d in dash),
            "customdash_unit": "MM",
        }
    return _part("SimpleLine", values, by_data=by_data)


def _events(layer: Layer) -> str:
    """One symbol per event type on the map; hollow for what is only planned, alleged or denied."""
    hollow = {
        "fillColor": f"CASE WHEN \"stance\" = 'asserted' THEN '{_rgba(INK)}' ELSE '{_rgba(PAPER)}' END",
        "outlineColor": f"CASE WHEN \"stance\" = 'asserted' THEN '{_rgba(PAPER)}' ELSE '{_rgba(INK)}' END",
    }
    present = _values(layer, "type")
    return _categories("type", (
        (name, symbol.label, _symbol(str(i), "marker", _marker(symbol.qgis, INK, angle=symbol.qgis_angle, by_data=hollow)))
        for i, (name, symbol) in enumerate((n, s) for n, s in table.EVENTS.items() if n in present)
    ))  # fmt: skip


def _corridors(layer: Layer) -> str:
    """Width by the root of the evidence, dashes for what is claimed or planned, an arrow at the end."""
    low, high = table.CORRIDOR_WIDTH
    width = f'min({high}, {low} + 1.5 * (sqrt(max(1, coalesce("evidence_count", 1))) - 1)) * 0.26'
    colour = table.CORRIDOR_COLOUR[0]
    head = _symbol(
        "@end",
        "marker",
        _part(
            "SimpleMarker",
            {
                "name": "filled_arrowhead",
                "color": _rgba(colour),
                "outline_color": _rgba(colour),
                "size": "3",
                "size_unit": "MM",
            },
        ),
    )
    arrow = _part("MarkerLine", {"placements": "LastVertex", "rotate": "1"}, sub=head)
    return _categories("status", (
        (name, line.label, _symbol(str(i), "line", _line(colour, line.width * 0.26, line.dash, by_data={"outlineWidth": width}), arrow))
        for i, (name, line) in enumerate(table.CORRIDORS.items())
    ))  # fmt: skip


def _sides(layer: Layer, column: str = "side") -> dict[str, table.Side]:
    return table.sides(_values(layer, column))


def _values(layer: Layer, column: str) -> list[str]:
    return sorted({v for v in layer.frame[column] if isinstance(v, str) and v})


def _fill(side: table.Side, *, opacity: float = table.FILL_OPACITY) -> tuple[str, str]:
    solid = _part(
        "SimpleFill",
        {
            "color": _rgba(side.light, opacity),
            "style": "solid",
            "outline_color": _rgba(side.light),
            "outline_width": "0.2",
            "outline_width_unit": "MM",
        },
    )
    hatch = _part(
        "SimpleFill", {"color": _rgba(side.light, 0.5), "style": BRUSH.get(side.hatch, "no"), "outline_style": "no"}
    )
    return solid, hatch


def _control(layer: Layer) -> str:
    entries = [
        (name, side.label, _symbol(str(i), "fill", *_fill(side)))
        for i, (name, side) in enumerate(_sides(layer).items())
    ]
    other = table.Side("No side said", table.SLOTS["grey"][0], table.SLOTS["grey"][1], "")
    return _categories("side", [*entries, ("", other.label, _symbol(str(len(entries)), "fill", *_fill(other)))])


def _claims(layer: Layer) -> str:
    entries = [
        (name, side.label, _symbol(str(i), "marker", _marker("circle", side.light, size=2.8)))
        for i, (name, side) in enumerate(_sides(layer).items())
    ]
    return _categories(
        "side",
        [
            *entries,
            (
                "",
                "No holder said",
                _symbol(str(len(entries)), "marker", _marker("circle", table.SLOTS["grey"][0], size=2.8)),
            ),
        ],
    )


def _fronts(_: Layer) -> str:
    """The line, over a band as wide as the uncertainty on the ground."""
    ink = table.FRONT_COLOUR[0]
    band = _part(
        "SimpleLine", {"line_color": _rgba(ink, table.BAND_OPACITY), "line_width": "1", "line_width_unit": "RenderMetersInMapUnits", "capstyle": "flat"},
        by_data={"outlineWidth": '2000 * coalesce("uncertainty_km", 0)'},
    )  # fmt: skip
    return _single(_symbol("0", "line", band, _line(ink, table.FRONT.width * 0.26)))


def _advances(layer: Layer) -> str:
    def arrow(colour: str) -> str:
        fill = _symbol(
            "@arrow",
            "fill",
            _part(
                "SimpleFill",
                {"color": _rgba(colour, 0.85), "style": "solid", "outline_color": _rgba(PAPER), "outline_width": "0.2"},
            ),
        )
        return _part(
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
        (name, side.label, _symbol(str(i), "line", arrow(side.light)))
        for i, (name, side) in enumerate(_sides(layer).items())
    ]
    return _categories("side", [*entries, ("", "Advance", _symbol(str(len(entries)), "line", arrow(INK)))])


def _mentions(_: Layer) -> str:
    return _categories(
        "role",
        (
            (role, role.capitalize(), _symbol(str(i), "marker", _marker("circle", colour, size=1.8)))
            for i, (role, colour) in enumerate(ROLES.items())
        ),
    )


def _places(_: Layer) -> str:
    return _single(_symbol("0", "marker", _marker("circle", INK, size=1.6)))


def AREAS(layer: Layer) -> str:  # noqa: N802 - listed beside RENDERERS
    """Areas of mentions and claims: a faint fill."""
    if layer.id == "control_claims":
        return _control(layer)
    fill = _part(
        "SimpleFill",
        {
            "color": _rgba("#2b6cb0", 0.06),
            "style": "solid",
            "outline_color": _rgba("#2b6cb0", 0.5),
            "outline_width": "0.2",
            "outline_width_unit": "MM",
        },
    )
    return _single(_symbol("0", "fill", fill))


RENDERERS = {
    "mentions": _mentions, "events": _events, "corridors": _corridors, "control_claims": _claims, "control": _control,
    "fronts": _fronts, "advances": _advances, "places": _places,
}  # fmt: skip
