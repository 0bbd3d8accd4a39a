"""The XML of QGIS's symbols: small functions that each give one element as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

PAPER = "#ffffff"


def rgba(colour: str, opacity: float = 1.0) -> str:
    """#rrggbb as QGIS writes a colour: red,green,blue,opacity, each 0 to 255."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{round(opacity * 255)}"


def _options(values: Mapping[str, object]) -> str:
    inner = "".join(f'<Option name="{k}" type="QString" value={quoteattr(str(v))}/>' for k, v in values.items())
    return f'<Option type="Map">{inner}</Option>'


def part(kind: str, values: Mapping[str, object], *, by_data: Mapping[str, str] | None = None, sub: str = "") -> str:
    """One symbol layer; `by_data` maps a property to a QGIS expression, `sub` holds the symbol that a marker line repeats."""
    return f'<layer class="{kind}" enabled="1" locked="0" pass="0">{_options(values)}{driven(by_data)}{sub}</layer>'


def driven(by_data: Mapping[str, str] | None) -> str:
    """Properties that an expression decides row by row."""
    driven = "".join(
        f'<Option name="{name}" type="Map"><Option name="active" type="bool" value="true"/>'
        f'<Option name="expression" type="QString" value={quoteattr(expression)}/><Option name="type" type="int" value="3"/></Option>'
        for name, expression in (by_data or {}).items()
    )
    if not driven:
        return ""
    return (
        '<data_defined_properties><Option type="Map"><Option name="name" type="QString" value=""/>'
        f'<Option name="properties" type="Map">{driven}</Option><Option name="type" type="QString" value="collection"/></Option>'
        "</data_defined_properties>"
    )


def symbol(name: str, kind: str, *parts: str, opacity: str = "") -> str:
    """A symbol of layers; `opacity` is an expression in per cent."""
    return (
        f'<symbol name="{escape(name)}" type="{kind}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f"{driven({'alpha': opacity} if opacity else None)}{''.join(parts)}</symbol>"
    )


def single(symbol: str) -> str:
    """A renderer that draws every row with one symbol."""
    return f'<renderer-v2 type="singleSymbol" enableorderby="0" forceraster="0" symbollevels="0"><symbols>{symbol}</symbols></renderer-v2>'


def categories(column: str, entries: Iterable[tuple[str, str, str]]) -> str:
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


def marker(
    shape: str, colour: str, *, size: float = 3.2, angle: float = 0, by_data: Mapping[str, str] | None = None
) -> str:
    values = {
        "name": shape,
        "color": rgba(colour),
        "outline_color": rgba(PAPER),
        "outline_width": "0.3",
        "size": size,
        "size_unit": "MM",
        "angle": angle,
    }
    return part("SimpleMarker", values, by_data=by_data)


def line(colour: str, width: float, dash: tuple[float, ...] = (), *, by_data: Mapping[str, str] | None = None) -> str:
    values: dict[str, object] = {
        "line_color": rgba(colour),
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
    return part("SimpleLine", values, by_data=by_data)
