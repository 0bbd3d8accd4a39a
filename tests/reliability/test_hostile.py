"""Hostile input: refused or read, never a crash, a hang or a way out."""

from __future__ import annotations

import ast
import importlib
import io
import math
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geomap
from geomap import codec
from geomap.errors import InputError
from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.language.reading import read_report
from geomap.model import Report
from geomap.readers import furniture, read_reports
from geomap.readers.tables import read_table
from geomap.readers.tables.positions import degrees

HOME = Path(geomap.__file__).parent
SLACK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
PHRASES = st.sampled_from(
    "Marib|Aden|north of|between|and|the|5 March 2021|31 February|last|Monday|mid-|shelled|captured|weapons|from|to|via|denied|,|.|(|\u201c|'s|\n\n|\u202e|\0|20 km".split(
        "|"
    )
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The one that ships."""
    return open_gazetteer()


def sound(text: str, gazetteer: Gazetteer) -> None:
    """A reading whose offsets quote the text and whose spans of time run forwards."""
    reading = read_report(Report(id="x", text=text, furniture=furniture.find(text)), gazetteer)
    assert all(text[r.mention.start : r.mention.end] == r.mention.text for r in reading.resolutions)
    assert all(text[t.start : t.end] == t.text for t in reading.times)
    assert all(isinstance(t.earliest, date) <= (t.earliest <= (t.latest or t.earliest)) for t in reading.times if t.earliest)  # fmt: skip
    assert codec.unpack(codec.pack(reading)) == reading


@SLACK
@given(text=st.text(min_size=1, max_size=400) | st.lists(PHRASES, min_size=1, max_size=60).map(" ".join))
def test_any_text_can_be_read(text: str, gazetteer: Gazetteer) -> None:
    """Whatever the characters and however the phrases of the rules are thrown together."""
    sound(text, gazetteer)


@SLACK
@given(data=st.binary(max_size=600), kind=st.sampled_from(["plain", "html", "eml", "docx", "pdf"]))
def test_any_bytes_are_read_or_refused(data: bytes, kind: str) -> None:
    """No reader raises anything but an InputError."""
    for head in (b"", {"pdf": b"%PDF-1.4\n", "html": b"<html><body>", "eml": b"Subject: x\n"}.get(kind, b"")):
        try:
            importlib.import_module(f"geomap.readers.{kind}").read(head + data, "x", "x")
        except InputError:
            continue


@SLACK
@given(line=st.text(max_size=300) | st.binary(max_size=300))
def test_a_strange_reading_in_a_case_is_refused(line: str | bytes) -> None:
    """A case can come from another person: it is JSON, checked, and never code."""
    with pytest.raises(InputError):
        codec.unpack(line if isinstance(line, str) else line.decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "piece",
    ["a", "A", " ", "\n", "(", "7", "7 ", ".", ". ", "and ", "New York ", "Marib, ", "Iraqi ", "of the ", "said ", "5 March 2021 ", "U.S. ", "-", "Shells fell on Marib on Friday. "],
)  # fmt: skip
def test_time_grows_with_the_text_and_not_with_its_square(piece: str, gazetteer: Gazetteer) -> None:
    """Four times the repetition costs at most some seven times the processor (16 would be the square)."""

    def spent(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        began = time.process_time()
        read_report(Report(id="x", text=text, furniture=furniture.find(text)), gazetteer)
        return time.process_time() - began

    spent(500)
    short = min(spent(4_000), spent(4_000))
    assert min(spent(16_000), spent(16_000)) < 7 * short + 0.15


def steps(text: str, gazetteer: Gazetteer) -> int:
    """Calls made while a text is read, those of generators included: the same on every machine, however busy."""
    count = 0

    def counting(*_: object) -> None:
        nonlocal count
        count += 1

    report = Report(id="x", text=text, furniture=furniture.find(text))
    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        read_report(report, gazetteer)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "Shells fell on Marib on Friday.\n",
        "Share\n",
        "35\u00b012'N ",
        "He said \u201c",
        "killed ",
        "Marib/Aden/",
        "Al-",
        "Aden-Marib-",
    ],
)
def test_steps_grow_with_the_text_and_not_with_its_square(piece: str, gazetteer: Gazetteer) -> None:
    """Four times the repetition takes at most some five times the steps."""
    short, long = (steps(piece * (size // len(piece)), gazetteer) for size in (4_000, 16_000))
    assert long < 5 * short


def test_headings_of_comments_by_the_thousand_are_found_in_one_pass() -> None:
    """Each heading once looked at all lines behind it."""
    text = "Comments\n" * 20_000
    began = time.process_time()
    assert len(furniture.find(text)) == 20_000
    assert time.process_time() - began < 10  # it was minutes


def test_a_position_of_blanks_is_none() -> None:
    """Blanks by the thousand once fitted the pattern of degrees in as many ways as their cube."""
    began = time.process_time()
    assert math.isnan(degrees("4" + " " * 20_000 + "x"))
    assert time.process_time() - began < 5


def test_a_cell_as_long_as_a_book_is_read(tmp_path: Path) -> None:
    """Longer than Python's own reader of CSV takes, which only guesses the delimiter here."""
    path = tmp_path / "a.csv"
    path.write_text(f"place,date,notes\nAden,2021-03-05,{'x' * 200_000}\nMarib,2021-03-06,y\n")
    assert list(read_table(path, reject=lambda _: None).frame["place"]) == ["Aden", "Marib"]


def test_a_quote_that_is_never_closed_in_the_first_row_is_told(tmp_path: Path) -> None:
    """There is no row before it that could be kept."""
    path = tmp_path / "a.csv"
    path.write_text('place,date,notes\nAden,2021-03-05,"\n')
    with pytest.raises(InputError, match="never closed"):
        read_table(path, reject=lambda _: None)


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_an_archive_bomb_is_refused_before_it_is_unpacked(ending: str, tmp_path: Path) -> None:
    """Sixty megabytes of nothing in sixty kilobytes."""
    path = tmp_path / f"bomb{ending}"
    path.write_bytes(packed({"word/document.xml": b"\0" * 60_000_000, "xl/workbook.xml": b" "}))
    refused: list[InputError] = []
    if ending == ".docx":
        list(read_reports([path], reject=refused.append))
    else:
        with pytest.raises(InputError, match="unpacks to"):
            read_table(path, reject=refused.append)
        return
    assert "unpacks to" in str(refused[0])


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "{}"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_no_entity_of_xml_reads_a_file(tmp_path: Path) -> None:
    """A Word document or page that names a local file never shows what is in it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("Qamarabad-secret")
    from docx import Document

    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Shells fell on MARK.")
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    body = files["word/document.xml"].decode().replace("?>", f"?>{ENTITY.format(secret.as_uri())}", 1)
    (tmp_path / "a.docx").write_bytes(packed({**files, "word/document.xml": body.replace("MARK", "&e;&b;").encode()}))
    (tmp_path / "b.html").write_text(f"{ENTITY.format(secret.as_uri())}<html><body><p>x &e; y</p></body></html>")
    found = list(read_reports([tmp_path / "a.docx", tmp_path / "b.html"], reject=lambda _: None))
    assert not any("Qamarabad" in report.text for report in found)


def test_no_name_in_metadata_leads_out_of_the_folder(tmp_path: Path) -> None:
    """A metadata file names reports; it opens none, and no report is written under a name that it gives."""
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "outside.txt").write_text("Shells fell on Marib.")
    (inside / "a.txt").write_text("Shells fell on Aden.")
    (inside / "metadata.csv").write_text("report,published\n../outside.txt,2021-03-05\n/etc/passwd,2021-03-05\n")
    found = list(read_reports([inside], reject=lambda _: None))
    assert [r.id for r in found] == ["a.txt"]


def test_nothing_is_unpickled_or_evaluated() -> None:
    """No module of the package uses pickle, marshal, shelve, eval or exec."""
    banned = {"pickle", "marshal", "shelve", "dill", "eval", "exec"}
    for path in HOME.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        used = {a.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        used |= {n.module.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
        used |= {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        assert not used & banned, path.name


@pytest.mark.parametrize("header", ["Subject", "From", "Date", "Content-Type"])
def test_a_header_as_long_as_a_book_is_cut(header: str) -> None:
    """A megabyte of encoded words in a header of an e-mail takes no time at all; its text is read."""
    from geomap.readers import eml

    head = f"{header}: {'=?utf-8?q?a?= ;' * 70_000}\n".encode()
    began = time.process_time()
    report = eml.read(b"X-Sent-By: a\n" + head + b"\nShells fell on Marib.\n", "x", "x")
    assert "Shells fell on Marib." in report.text
    assert len(report.title) <= eml.HEADER_LIMIT
    assert time.process_time() - began < 10  # it was a minute and more
