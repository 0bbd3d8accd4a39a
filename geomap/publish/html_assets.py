"""The page's own script and style, and vendored files by the URL that folium names: nothing is fetched, ever."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from geomap.errors import GeomapError

WEB = Path(__file__).parent / "web"
LEAFLET_JS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet.js"
LEAFLET_CSS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet.css"
VENDORED = {LEAFLET_JS: "vendor/leaflet/leaflet.js", LEAFLET_CSS: "vendor/leaflet/leaflet.css"}
PACK_ABOVE = 60_000  # characters; smaller blocks stay readable JSON

_SCRIPT_LINK = re.compile(r'<script\s+src="([^"]*)"\s*>\s*</script>')
_STYLE_LINK = re.compile(r'<link\s+rel="stylesheet"\s+href="([^"]*)"\s*/?>')
_REMOTE = re.compile(r"""(?:src|href)\s*=\s*["']?\s*(?:https?:)?//[^"'\s>]*""", re.IGNORECASE)
_INLINE = re.compile(r"<(script|style)((?:\s[^>]*)?)>(.*?)</\1>", re.DOTALL)


class AssetError(GeomapError):
    """The page asks for a file that is not vendored, or embeds one that would end its own element."""


def vendored(url: str) -> str:
    """The text of the vendored file that stands for this URL; an unknown URL is an error."""
    if url not in VENDORED:
        raise AssetError(f"{url}: not vendored; add it to scripts/vendor_web.py and to VENDORED in html_assets.py")
    return (WEB / VENDORED[url]).read_text("utf-8")


def _guard(tag: str, text: str) -> str:
    if f"</{tag}" in text.lower() or "<!--" in text:
        raise AssetError(f"a vendored file holds </{tag} or <!-- and cannot be embedded")
    return f"<{tag}>{text}</{tag}>"


def inline(html: str) -> str:
    """Replace links to scripts and styles with the vendored files; fail on any other reference to the network."""
    html = _SCRIPT_LINK.sub(lambda match: _guard("script", vendored(match[1])), html)
    html = _STYLE_LINK.sub(lambda match: _guard("style", vendored(match[1])), html)
    outside = _INLINE.sub("", html)
    left = _REMOTE.search(outside)
    if left:
        raise AssetError(f"the page would ask the network for {left[0]}")
    return html


def app_script() -> str:
    """The page's own script: the files of web/app in the order of their names, in one scope."""
    parts = [path.read_text("utf-8") for path in sorted((WEB / "app").glob("*.js"))]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


def app_style() -> str:
    """The page's own style sheet."""
    return "\n".join(path.read_text("utf-8") for path in sorted((WEB / "app").glob("*.css")))


def app_frame() -> str:
    """The page's own elements around the map."""
    return (WEB / "app" / "page.html").read_text("utf-8")


def escape_json(text: str) -> str:
    """JSON that is safe inside a script element, whatever the strings in it say."""
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def data_block(name: str, value: Any) -> str:
    """A non-executable script element with JSON; large blocks are gzipped and base64, without a time stamp."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    if len(text) <= PACK_ABOVE:
        return f'<script type="application/json" id="geomap-{name}">{escape_json(text)}</script>\n'
    packed = base64.b64encode(gzip.compress(text.encode("utf-8"), 6, mtime=0)).decode("ascii")
    return f'<script type="text/plain" id="geomap-{name}" data-packed="gzip">{packed}</script>\n'


def policy(html: str) -> str:
    """A Content-Security-Policy for this very page: its own scripts and styles by hash, pictures as data, nothing else."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, attributes, text in _INLINE.findall(html):
        if "type=" in attributes:
            continue  # data, never run
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        hashes[tag].append(f"'sha256-{digest}'")
    return (
        f"default-src 'none'; script-src {' '.join(hashes['script'])}; style-src {' '.join(hashes['style'])}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
