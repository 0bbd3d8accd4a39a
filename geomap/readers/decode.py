"""Bytes to text. UTF-8 comes out unchanged, so that offsets are code points of the file; anything else is told."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from geomap.errors import InputError

MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
MAGIC = (
    (b"%PDF-", "a PDF", ".pdf"), (b"PK\x03\x04", "a ZIP, DOCX or XLSX", ".docx"), (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""), (b"GIF8", "a picture", ""), (b"\x1f\x8b", "a gzip archive", ""),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", ".docx"), (b"PAR1", "a Parquet table", ".parquet"),
    (b"SQLite format 3", "a database", ""), (b"7z\xbc\xaf", "an archive", ""), (b"\x7fELF", "a program", ""),
)  # fmt: skip
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SAMPLE = 1 << 16
MOSTLY = 0.9  # share of well-formed multi-byte sequences above which a file is UTF-8 with damage


class Decoded(NamedTuple):
    """Text, the encoding it was in, and what the user should know about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, where: str, *, table: bool = False) -> Decoded:
    """Decode a text file; `where` names it in errors.

    Raises InputError for a file that is empty or not text. A byte-order mark of UTF-8 stays in the text (the file's
    code points are what offsets count); tables drop it.
    """
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise InputError("the file is empty", where=where, hint="give a file with text")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding, (f"read as {encoding.upper()}, not UTF-8",))
            except UnicodeDecodeError:
                break
    refuse_binary(data, where)
    try:
        return Decoded(data.decode("utf-8-sig" if table else "utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guess(data, where)


def refuse_binary(data: bytes, where: str) -> None:
    """Raise InputError when the bytes are no text: a known file signature, or control bytes."""
    for magic, what, suffix in MAGIC:
        if data.startswith(magic):
            hint = f"give it the ending {suffix}" if suffix else "geomap reads text, web pages, PDF, DOCX and tables"
            raise InputError(f"this is {what}, not a text file", where=where, hint=hint)
    sample = data[:SAMPLE]
    if b"\x00" in sample or len(CONTROL.findall(sample)) > len(sample) // 100:
        raise InputError("binary data, not text", where=where, hint="save it as UTF-8 text")


def _guess(data: bytes, where: str) -> Decoded:
    """Text in another encoding: damaged UTF-8, or what charset-normalizer finds, or else Windows Latin."""
    broken = data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= c <= "\udcff" for c in broken)
    good = sum(c > "\x7f" for c in broken) - bad
    if good / (good + bad) >= MOSTLY:
        text = "".join(windows_latin(bytes([ord(c) - 0xDC00])) if "\udc80" <= c <= "\udcff" else c for c in broken)
        return Decoded(text, "utf-8", (f"{bad} bytes are not UTF-8; they were read as Windows Latin (cp1252)",))
    encoding = detect(data)
    text = windows_latin(data) if encoding == "cp1252" else data.decode(encoding, "replace")
    refuse_binary(text[:SAMPLE].encode("utf-8"), where)
    return Decoded(text, encoding, (f"not UTF-8: read as {encoding}",))


def detect(data: bytes) -> str:
    """The most plausible encoding of non-UTF-8 bytes.

    Few bytes above 127 among Latin letters say little: there the detector's rarer answers (Mac, Baltic, EBCDIC) are
    worth less than Windows Latin, which is what such files nearly always are.
    """
    from charset_normalizer import from_bytes

    high = sum(b > 127 for b in data[:SAMPLE])
    if high * 5 < len(data[:SAMPLE]) and not _cyrillic_like(data[:SAMPLE]):
        return "cp1252"
    best = from_bytes(data[: SAMPLE * 4]).best()
    return best.encoding if best else "cp1252"


def _cyrillic_like(data: bytes) -> bool:
    """Whole words of bytes above 127: a script of its own, not accents and quotes among Latin letters."""
    return len(re.findall(rb"[\x80-\xff]{4,}", data)) > 2


def windows_latin(data: bytes) -> str:
    """cp1252 as browsers read it: the five undefined bytes become control characters instead of an error."""
    return data.decode("cp1252", LATIN)


def _undefined(error: UnicodeError) -> tuple[str, int]:
    """Bytes that an encoding does not know: Windows Latin where that has them (in damaged UTF-8), else themselves."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    if error.encoding == "utf-8":
        return wrong.decode("cp1252", LATIN), error.end
    return wrong.decode("latin-1"), error.end


LATIN = "geomap-latin"  # the name of this way to go on after an error
codecs.register_error(LATIN, _undefined)
