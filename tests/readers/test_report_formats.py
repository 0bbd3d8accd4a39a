"""One format at a time: the text, what the file says of itself, and how it fails."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from email.message import EmailMessage

import docx as python_docx
import pytest
from pypdf import PdfWriter

from geomap.errors import InputError
from geomap.readers import docx, eml, html, lines, pdf
from geomap.readers.docx import check_zip

PAGE = """<!doctype html><html><head><title>Ferry - Gazette</title>
<meta property="og:site_name" content="Gazette"><meta property="og:title" content="Ferry sinks at Kosti">
<link rel="canonical" href="https://gazette.example/ferry">{head}
<style>p {{color: red}}</style><script>var x = "Aleppo";</script></head>
<body><nav><a>Home</a> <a>World</a></nav><main><article><h1>Ferry sinks at Kosti</h1>{time}
<p>The ferry   sank
near <b>Kosti</b> on Monday.</p><div class="share-bar">Share this</div><p hidden>Nowhere</p>
<ul><li>Two men drowned</li><li>The bridge is shut</li></ul></article></main>
<aside>Most read: dam bursts</aside><footer>All rights reserved</footer></body></html>"""


def page(head: str = "", time: str = "") -> bytes:
    """A web page as a site would send it."""
    return PAGE.format(head=head, time=time).encode()


def test_a_page_gives_its_visible_text_in_lines() -> None:
    """Scripts, styles and hidden parts are gone, blocks stand on lines of their own, blanks are single."""
    lines = html.read(page(), "a.html", "a.html").text.splitlines()
    assert lines == [
        "Home World",
        "Ferry sinks at Kosti",
        "The ferry sank near Kosti on Monday.",
        "Share this",
        "Two men drowned",
        "The bridge is shut",
        "Most read: dam bursts",
        "All rights reserved",
    ]


def test_the_furniture_of_a_page_is_marked() -> None:
    """Menu, share bar, teaser and footer, by their elements and classes."""
    report = html.read(page(), "a.html", "a.html")
    assert [report.text[a:b].strip() for a, b in report.furniture] == [
        "Home World",
        "Share this",
        "Most read: dam bursts\nAll rights reserved",
    ]


def test_a_page_tells_its_title_source_and_address() -> None:
    """From Open Graph and the canonical link."""
    report = html.read(page(), "a.html", "a.html")
    assert (report.title, report.source, report.url) == (
        "Ferry sinks at Kosti",
        "Gazette",
        "https://gazette.example/ferry",
    )


@pytest.mark.parametrize(
    ("head", "time", "basis"),
    [
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2021-03-05T10:00:00Z"}]}</script>', "", "JSON-LD"),
        ('<meta property="article:published_time" content="2021-03-05T23:59:00+03:00">', "", "meta article:published_time"),
        ('<meta name="pubdate" content="5 March 2021">', "", "meta pubdate"),
        ("", '<time datetime="2021-03-05">Friday</time>', "<time>"),
        ('<script type="application/ld+json">{broken</script>', "<time>March 5, 2021</time>", "<time>"),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_found_where_pages_keep_it(head: str, time: str, basis: str) -> None:
    """The most deliberate place first; broken JSON-LD is passed over."""
    report = html.read(page(head, time), "a.html", "a.html")
    assert (report.published, report.published_basis) == (date(2021, 3, 5), basis)


def test_a_page_in_the_encoding_that_it_declares() -> None:
    """Windows Latin is read as browsers read it."""
    data = (
        '<html><head><meta charset="iso-8859-1"></head><body><p>The \u201cred\u201d caf\u00e9</p></body></html>'.encode(
            "cp1252"
        )
    )
    assert html.read(data, "a", "a").text.strip() == "The \u201cred\u201d caf\u00e9"


def test_links_of_a_page_are_web_addresses_only() -> None:
    """A canonical link that would run script is dropped."""
    data = page().replace(b"https://gazette.example/ferry", b"javascript:alert(1)")
    assert html.read(data, "a", "a").url == ""


def test_deep_nesting_does_no_harm() -> None:
    """Ten thousand elements inside one another are read, or refused, in no time."""
    data = b"<html><body>" + b"<div>" * 10_000 + b"Kosti" + b"</div>" * 10_000
    try:
        assert "Kosti" in html.read(data, "a", "a").text
    except InputError as error:
        assert "a:" in str(error)


def pdf_of(text: str) -> bytes:
    """A small PDF that shows `text`, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode() if text else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    tail = f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + tail


def test_a_pdf_gives_its_text() -> None:
    """Page by page."""
    assert "Shells fell on Kosti." in pdf.read(pdf_of("Shells fell on Kosti."), "a.pdf", "a.pdf").text


@pytest.mark.parametrize(
    ("data", "what"), [(pdf_of(""), "no text"), (b"%PDF-1.4 nothing", "damaged"), (pdf_of("Kosti")[:150], "damaged")]
)
def test_a_pdf_without_text_and_a_damaged_one_are_refused(data: bytes, what: str) -> None:
    """A scan needs text recognition first, and the message says so."""
    with pytest.raises(InputError, match=what):
        pdf.read(data, "a.pdf", "a.pdf")


def test_a_locked_pdf_is_refused() -> None:
    """With what to do."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    with pytest.raises(InputError, match="locked by a password"):
        pdf.read(out.getvalue(), "a.pdf", "a.pdf")


def word(*paragraphs: str) -> bytes:
    """A Word document."""
    document, out = python_docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Kosti", "shelled"
    document.save(out)
    return out.getvalue()


def test_a_word_document_gives_paragraphs_and_tables_in_order() -> None:
    """One line each, cells apart by tabs."""
    assert (
        docx.read(word("Situation report", "Shells fell."), "a", "a").text
        == "Situation report\nShells fell.\nKosti\tshelled"
    )


def test_a_corrupt_word_document_is_refused() -> None:
    """Cut off, or a ZIP of something else."""
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("hello.txt", "x")
    for data in (word("x")[:900], other.getvalue()):
        with pytest.raises(InputError, match="Word document is damaged"):
            docx.read(data, "a.docx", "a.docx")


def test_an_archive_bomb_is_refused_before_it_is_unpacked() -> None:
    """By the sizes that the archive itself declares."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    with pytest.raises(InputError, match="unpacks to 50 MB"):
        check_zip(bomb.getvalue(), "a.docx", "Word document")


def test_an_email_gives_its_own_text_date_and_sender() -> None:
    """The plain part wins over HTML."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "Amal Osman <amal@gazette.example>",
        "Kosti",
        "Fri, 05 Mar 2021 10:00:00 +0300",
    )
    message.set_content("Shells fell on Kosti.\n")
    message.add_alternative("<p>Other</p>", subtype="html")
    report = eml.read(message.as_bytes(), "a.eml", "a.eml")
    assert (report.text, report.published, report.source, report.title) == (
        "Shells fell on Kosti.\n",
        date(2021, 3, 5),
        "Amal Osman",
        "Kosti",
    )


def test_an_email_of_html_alone_is_read_as_a_page() -> None:
    """Without its mark-up."""
    message = EmailMessage()
    message["From"] = "desk@gazette.example"
    message.set_content("<p>Shells fell on <b>Kosti</b>.</p>", subtype="html")
    assert eml.read(message.as_bytes(), "a", "a").text.strip() == "Shells fell on Kosti."


def test_a_json_row_may_keep_its_origin_in_meta() -> None:
    """Title, source and url of `meta` count where the row itself is silent."""
    row = b'{"id": "a", "text": "It rained.", "title": "Own", "meta": {"title": "Other", "domain": "karsa.example", "url": "https://karsa.example/1"}}'
    (report,) = lines.read([row], "rows.jsonl", _raise)
    assert (report.title, report.source, report.url) == ("Own", "karsa.example", "https://karsa.example/1")


def _raise(error: InputError) -> None:
    raise error
