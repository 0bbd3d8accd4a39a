"""Web pages: the visible text, what the page says of itself, and which parts of it are furniture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from geomap.errors import InputError
from geomap.model import Report
from geomap.readers.days import parse_day
from geomap.readers.decode import MARKS, decode, refuse_binary, windows_latin
from geomap.readers.plain import Dated, published
from geomap.readers.spans import merge

HIDDEN = frozenset(
    "head script style noscript template svg canvas iframe object math select option button audio video map".split()
)
BLOCK = frozenset(
    """address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul""".split(),
)
FURNITURE_TAGS = frozenset("nav aside footer form menu".split())
FURNITURE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|share|sharing|social|comments?|respond|newsletter"
    r"|subscribe|subscription|cookies?|consent|related|recommended|advert|advertisement|ads?|promo|footer|masthead|paywall"
    r"|signup|widget|skip-link|tags)(?:$|[\s_-])",
    re.IGNORECASE,
)
PROSE_TAGS = frozenset("html body main article p blockquote".split())  # never furniture by their class alone
META_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "publish-date", "publish_date",
    "publication_date", "pubdate", "publishdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date",
    "dcterms.created", "dcterms.date", "citation_publication_date", "article.published", "date",
)  # fmt: skip
CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
TEXT_LIMIT = 5_000_000  # characters


def read(data: bytes, report_id: str, where: str) -> Report:
    """A report from a web page; offsets count in the text that this makes, which no mark-up changes.

    Raises InputError when the page has no visible text.
    """
    from lxml import etree
    from lxml import html as parser

    markup, warnings = _decode(data, where)
    try:
        tree = parser.document_fromstring(
            markup.encode("utf-8", "replace"),
            parser=parser.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True),
        )
    except (etree.ParserError, ValueError) as error:
        raise InputError("no web page in this file", where=where, hint="save the page again, or as text") from error
    text, furniture = visible(tree)
    if not text.strip():
        raise InputError(
            "the page has no visible text", where=where, hint="it may be built by scripts: save it as text or PDF"
        )
    said = dict(_metas(tree))
    articles = list(_json_ld(tree))
    return Report(
        id=report_id,
        text=text,
        title=said.get("og:title") or _ld(articles, "headline") or _one(tree, "//h1") or _one(tree, "//title"),
        source=said.get("og:site_name") or _publisher(articles),
        url=_url(tree, said),
        furniture=furniture,
        warnings=warnings,
        **_date(tree, said, articles),
    )


def _decode(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """UTF-8 where it is, else what the page declares, else a guess."""
    declared = CHARSET.search(data[:4096])
    if not data.startswith(tuple(mark for mark, _ in MARKS)) and declared and data.strip():
        refuse_binary(data, where)
        name = declared[1].decode("ascii").lower()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                latin = name in ("iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii")
                return (windows_latin(data) if latin else data.decode(name)), ()
            except (LookupError, UnicodeDecodeError):
                pass
    decoded = decode(data, where)
    return decoded.text, decoded.warnings


class _Text:
    """Collects visible text; runs of blanks become one, blocks begin on their own line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.at_start = True  # of a line

    def add(self, text: str | None) -> None:
        words = re.sub(r"\s+", " ", text or "")
        if self.at_start:
            words = words.lstrip()
        elif words.startswith(" ") and self.parts[-1].endswith(" "):
            words = words[1:]
        if words:
            self._put(words)
            self.at_start = False

    def line(self) -> None:
        if not self.at_start:
            self._put("\n")
            self.at_start = True

    def _put(self, piece: str) -> None:
        self.parts.append(piece)
        self.length += len(piece)


def visible(tree: Any) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text that a reader of the page sees, and the spans of it that are furniture."""
    from lxml import etree

    out, spans, opened, hidden = _Text(), [], {}, 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            hidden += _is_hidden(node, tag)
            if tag in BLOCK and not hidden:
                out.line()
            if _is_furniture(node, tag):
                opened[node] = out.length
            if not hidden and tag:
                out.add(node.text)
        else:
            hidden -= _is_hidden(node, tag)
            if tag in BLOCK and not hidden:
                out.line()
            if node in opened:
                spans.append((opened.pop(node), out.length))
            if not hidden and node is not tree:
                out.add(node.tail)
        if out.length > TEXT_LIMIT:
            break
    return "".join(out.parts), merge(spans)


def _is_hidden(node: Any, tag: str) -> bool:
    if tag in HIDDEN or not tag:
        return True
    style = node.get("style") or ""
    return "hidden" in node.attrib or "display:none" in style.replace(" ", "") or node.get("aria-hidden") == "true"


def _is_furniture(node: Any, tag: str) -> bool:
    if tag in FURNITURE_TAGS or node.get("role") in ("navigation", "complementary", "search", "contentinfo", "banner"):
        return True
    if not tag or tag in PROSE_TAGS:
        return False
    return bool(FURNITURE_WORDS.search(f"{node.get('class') or ''} {node.get('id') or ''}"))


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for node in reversed(tree.xpath("//meta[@content]")):  # the first of a name wins
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        yield name.lower(), (node.get("content") or "").strip()


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD blocks that carry a date of publication, outermost first."""
    for node in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(node.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting[:0] = item
            elif isinstance(item, dict):
                if "datePublished" in item or "headline" in item:
                    yield item
                waiting += [
                    item[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(item.get(key), list | dict)
                ]


def _ld(articles: list[dict[str, Any]], field: str) -> str:
    return next((str(a[field]).strip() for a in articles if isinstance(a.get(field), str)), "")


def _publisher(articles: list[dict[str, Any]]) -> str:
    names = (a["publisher"].get("name") for a in articles if isinstance(a.get("publisher"), dict))
    return next((name for name in names if isinstance(name, str)), "")


def _date(tree: Any, said: dict[str, str], articles: list[dict[str, Any]]) -> Dated:
    """Day of publication: JSON-LD, then meta elements, then a <time> of the article's own head."""
    if parse_day(written := _ld(articles, "datePublished")):
        return published(written, "JSON-LD")
    for name in META_DATES:
        if parse_day(said.get(name, "")):
            return published(said[name], f"meta {name}")
    times = (
        tree.xpath("//time[@pubdate or @itemprop='datePublished']")
        or tree.xpath("//article//time")
        or tree.xpath("//main//time")
    )
    dated = (t.get("datetime") or t.text_content() for t in times)
    return published(next((w for w in dated if parse_day(w)), ""), "<time>")


def _one(tree: Any, path: str) -> str:
    return next((" ".join(n.text_content().split()) for n in tree.xpath(path)), "")


def _url(tree: Any, said: dict[str, str]) -> str:
    """The page's own address; only http and https are kept, since it ends up in links."""
    addresses = [n.get("href") or "" for n in tree.xpath("//link[@rel='canonical']")] + [said.get("og:url", "")]
    return next((a for a in addresses if a.startswith(("http://", "https://"))), "")
