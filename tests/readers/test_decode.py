"""Bytes to text."""

from __future__ import annotations

import pytest

from geomap.errors import InputError
from geomap.readers.decode import decode


@pytest.mark.parametrize(
    "text", ["Kassala\r\n  fell.\n", "\ufeffKosti", "\u0627\u0644\u062e\u0631\u0637\u0648\u0645", "a\u2028b\x0cc"]
)
def test_utf8_comes_out_unchanged(text: str) -> None:
    """Line ends, leading blanks, marks and all: offsets count in the file's own code points."""
    assert decode(text.encode(), "a.txt").text == text
    assert decode(text.encode(), "a.txt").warnings == ()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16", "Troops left Bria."),
        ("utf-32", "Troops left Bria."),
        ("cp1252", "The \u201cred line\u201d at Bangui \u2013 caf\u00e9."),
        ("cp1251", "\u041a\u043e\u043b\u043e\u043d\u043d\u0430 \u0432\u043e\u0448\u043b\u0430 \u0432 \u0433\u043e\u0440\u043e\u0434 \u0443\u0442\u0440\u043e\u043c, \u0441\u043e\u043e\u0431\u0449\u0438\u043b\u0438 \u0436\u0438\u0442\u0435\u043b\u0438. \u0411\u043e\u0438 \u0438\u0434\u0443\u0442 \u0443 \u043c\u043e\u0441\u0442\u0430 \u0447\u0435\u0440\u0435\u0437 \u0440\u0435\u043a\u0443."),
        ("cp1256", "\u0648\u0635\u0644\u062a \u0627\u0644\u0642\u0648\u0627\u062a \u0625\u0644\u0649 \u0627\u0644\u0645\u062f\u064a\u0646\u0629 \u0635\u0628\u0627\u062d \u0627\u0644\u064a\u0648\u0645 \u0648\u0642\u0627\u0644 \u0627\u0644\u0633\u0643\u0627\u0646 \u0625\u0646 \u0627\u0644\u0637\u0631\u064a\u0642 \u0645\u063a\u0644\u0642\u0629 \u0645\u0646\u0630 \u0623\u0633\u0628\u0648\u0639."),
    ],
)  # fmt: skip
def test_other_encodings_are_read_and_told(encoding: str, text: str) -> None:
    """The text is right, and a warning names the encoding."""
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert decoded.warnings


def test_a_few_wrong_bytes_do_not_change_the_rest() -> None:
    """UTF-8 with a stray Windows quote stays UTF-8; the stray byte is read as that quote."""
    decoded = decode(
        "Ég\u00e9e \u00e9t\u00e9 \u00e0 No\u00ebl \u00e8 \u00fc \u00f6 \u00e4 \u00df \u00f1 \u00e7 ".encode() + b"\x93",
        "a.txt",
    )
    assert decoded.text.endswith("\u00e7 \u201c")
    assert decoded.encoding == "utf-8"


def test_undefined_windows_bytes_are_no_error() -> None:
    """The five bytes that cp1252 leaves out become control characters, as browsers do it."""
    assert decode(b"caf\xe9 \x81 bar at the ford", "a.txt").text == "caf\u00e9 \x81 bar at the ford"


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """Blanks and a byte-order mark are no text."""
    with pytest.raises(InputError, match=r"a\.txt: the file is empty"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 x", "a PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(32)) * 9, "binary"),
        (b"text\x00text" * 50, "binary"),
    ],
)
def test_binary_files_are_refused_by_what_they_are(data: bytes, what: str) -> None:
    """A known signature is named; anything else with control bytes is called binary."""
    with pytest.raises(InputError, match=what):
        decode(data, "a.txt")
