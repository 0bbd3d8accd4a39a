"""Table files to frames of text: encodings, delimiters and headers as found; no row lost without being named."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import warnings
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from geomap.errors import InputError, MissingDependencyError
from geomap.readers.decode import LATIN, MARKS, MOSTLY, detect, refuse_binary
from geomap.readers.docx import check_zip
from geomap.readers.tables.headers import GDELT_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

Reject = Callable[[InputError], None]
SIZE_LIMIT = 4_000_000_000  # bytes
XLSX_LIMIT = 100_000_000
SAMPLE = 1 << 18
DELIMITERS = ",\t;|"
BAD_LINE = re.compile(r"Skipping line (\d+): expected (\d+) fields, saw (\d+)")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: all cells as text ("" where empty), and `rows`, each row's number in the file (the header is row 1)."""

    name: str
    frame: pd.DataFrame
    first_row: int = 2
    warnings: tuple[str, ...] = ()


def read_table(path: Path, name: str = "", *, reject: Reject) -> Table:
    """Read a CSV, TSV, XLSX, Parquet or GeoJSON table; `reject` gets an InputError for each line that cannot be read.

    Raises InputError when the file as a whole is no table, MissingDependencyError when a library is not installed.
    """
    name = name or path.name
    try:
        size = path.stat().st_size
        if size == 0:
            raise InputError("the file is empty", where=str(path), hint="give a table with a header and rows")
        if size > (XLSX_LIMIT if path.suffix.lower() == ".xlsx" else SIZE_LIMIT):
            raise InputError("the table is too large", where=str(path), hint="split it, or save it as CSV or Parquet")
        reader = {".xlsx": _xlsx, ".parquet": _parquet, ".geojson": _geojson}.get(path.suffix.lower(), _csv)
        table = reader(path, name, reject)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", where=str(path), hint="check the file and its permissions"
        ) from error
    if not len(table.frame) or not len(table.frame.columns):
        raise InputError("the table has no rows", where=str(path), hint="give a table with a header and rows")
    return table


def _csv(path: Path, name: str, reject: Reject) -> Table:
    encoding, told = _encoding(path)
    with path.open(encoding=encoding, errors=LATIN, newline="") as stream:
        head = stream.read(SAMPLE)
    delimiter = sniff(head)
    header = _header(next(iter(_rows(head, delimiter)), []))
    frame = _read_csv(path, reject, encoding=encoding, sep=delimiter, header=None if header else 0, names=header)
    frame.columns = [str(c).strip().lstrip("\ufeff") for c in frame.columns]
    return Table(name, frame, 1 if header else 2, told)


def _header(first: list[str]) -> list[str] | None:
    """Column names for a file without a header: GDELT's, known by their number and the shape of the first two cells."""
    if len(first) in (58, 61) and first[0].isdigit() and re.fullmatch(r"(?:19|20)\d{6}", first[1]):
        return list(GDELT_COLUMNS if len(first) == 61 else [c for c in GDELT_COLUMNS if not c.endswith("_ADM2Code")])
    return None


def _encoding(path: Path) -> tuple[str, tuple[str, ...]]:
    """The encoding of a text file, read in pieces: UTF-8 where it is, or nearly is, that; else a guess."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE)
        for mark, encoding in MARKS:
            if head.startswith(mark):
                return encoding, (f"{path.name}: read as {encoding.upper()}, not UTF-8",)
        refuse_binary(head, str(path))
        stream.seek(0)
        decoder, good, bad = codecs.getincrementaldecoder("utf-8")("surrogateescape"), 0, 0
        while block := stream.read(1 << 22):
            if block.isascii():
                continue
            text = decoder.decode(block)
            wrong = sum("\udc80" <= c <= "\udcff" for c in text)
            bad += wrong
            good += sum(c > "\x7f" for c in text) - wrong
    if not bad:
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8", ()
    if good / (good + bad) >= MOSTLY:
        return "utf-8", (f"{path.name}: {bad} bytes are not UTF-8; they were read as Windows Latin (cp1252)",)
    sample = _around_high_bytes(path)
    encoding = detect(sample)
    return encoding, (f"{path.name}: not UTF-8: read as {encoding}",)


def _around_high_bytes(path: Path) -> bytes:
    """The first lines that hold bytes above 127: they alone say something about the encoding."""
    kept, size = [], 0
    with path.open("rb") as stream:
        for line in stream:
            if not line.isascii():
                kept.append(line)
                size += len(line)
                if size > 1 << 16:
                    break
    return b"".join(kept)


def sniff(head: str) -> str:
    """The delimiter: the one that cuts the first rows into most fields of the same number."""
    best, most = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        rows = _rows(head, delimiter)
        widths = Counter(len(row) for row in rows[:-1][:50] or rows if row)
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        score = (count / sum(widths.values()) if width > 1 else 0.0, width)
        if score[0] > 0.5 and (width > most[1] or score[0] > most[0] + 0.4):
            best, most = delimiter, score
    return best


def _rows(head: str, delimiter: str) -> list[list[str]]:
    """The rows of the head of a file; a cell beyond what Python's reader takes (131,072 characters) ends them."""
    rows = []
    with suppress(csv.Error):
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
            rows.append(row)  # noqa: PERF402 - what came before an error is kept
    return rows


def _read_csv(path: Path, reject: Reject, **options: Any) -> pd.DataFrame:
    """pandas' reader with every cell as text; lines with too many fields are rejected by number, short ones filled."""
    import pandas as pd

    options |= {
        "dtype": str,
        "keep_default_na": False,
        "na_filter": False,
        "encoding_errors": LATIN,
        "index_col": False,
        "low_memory": False,
    }
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            frame: pd.DataFrame = pd.read_csv(path, on_bad_lines="warn", **options)
        except pd.errors.ParserError as error:
            frame = _unclosed(path, reject, str(error), options)
        except pd.errors.EmptyDataError as error:
            raise InputError(
                "the file is empty", where=str(path), hint="give a table with a header and rows"
            ) from error
    for message in caught:
        for number, expected, seen in BAD_LINE.findall(str(message.message)):
            reject(
                InputError(
                    f"{seen} fields where the header has {expected}",
                    where=f"{path}:{number}",
                    hint="quote cells that hold the delimiter",
                )
            )
    return frame.fillna("")


def _unclosed(path: Path, reject: Reject, message: str, options: dict[str, Any]) -> pd.DataFrame:
    """Rows before a quote that is never closed; the rest is rejected."""
    import pandas as pd

    row = re.search(r"starting at row (\d+)", message)
    if not row or int(row[1]) < 1:
        raise InputError("not a readable table", where=str(path), hint="save it again as CSV (UTF-8)")
    what, where = "a quote is opened here and never closed", f"{path}:{int(row[1]) + 1}"
    if int(row[1]) == 1:  # there is nothing before it but the header
        raise InputError(what, where=where, hint="close the quote")
    reject(InputError(f"{what}; rows from here on are left out", where=where, hint="close the quote"))
    frame: pd.DataFrame = pd.read_csv(path, on_bad_lines="skip", nrows=int(row[1]) - 1, **options)
    return frame


def _xlsx(path: Path, name: str, _: Reject) -> Table:
    """The first sheet that has rows; dates come as ISO text, numbers without a needless .0."""
    import pandas as pd
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    check_zip(path.read_bytes(), str(path), "Excel file")
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheets = (
            (sheet.title, [[as_text(c) for c in row] for row in sheet.iter_rows(values_only=True)]) for sheet in book
        )
        title, rows = next(((t, r) for t, r in sheets if len(r) > 1), ("", []))
    except (
        InvalidFileException, BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError, SyntaxError,
    ) as error:  # fmt: skip
        raise InputError(
            "the Excel file is damaged", where=str(path), hint="open it in Excel and save it again, or as CSV"
        ) from error
    start = next((i for i, row in enumerate(rows) if sum(bool(c) for c in row) > 1), 0)  # a title above the header
    if not rows:
        raise InputError("the Excel file has no rows", where=str(path), hint="give a sheet with a header and rows")
    columns = _distinct([c or f"column {i}" for i, c in enumerate(rows[start], start=1)])
    told = (f"{name}: read from sheet {title!r}; the others are left out",) if len(book.sheetnames) > 1 else ()
    return Table(name, pd.DataFrame(rows[start + 1 :], columns=columns, dtype=str), start + 2, told)


def _parquet(path: Path, name: str, _: Reject) -> Table:
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingDependencyError("pyarrow", extra="parquet", purpose="reading Parquet tables") from error
    try:
        frame = pq.read_table(path).to_pandas()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError("the Parquet file is damaged", where=str(path), hint="write it again") from error
    return Table(name, frame.map(as_text) if len(frame) < 1 else frame.apply(_text_column).reset_index(drop=True), 1)


def _text_column(values: Any) -> Any:
    return values.map(as_text).astype(str)


def _geojson(path: Path, name: str, _: Reject) -> Table:
    """Features as rows; a point gives `longitude`, `latitude`, another geometry its middle."""
    import pandas as pd

    try:
        features = json.loads(path.read_bytes())["features"]
        rows = [{**(f.get("properties") or {}), **_middle(f.get("geometry"))} for f in features]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            "not a GeoJSON FeatureCollection", where=str(path), hint="check the file with a JSON validator"
        ) from error
    return Table(name, pd.DataFrame(rows).map(as_text).astype(str), 1)


def _middle(geometry: dict[str, Any] | None) -> dict[str, float]:
    from shapely.geometry import shape

    if not geometry or not geometry.get("coordinates"):
        return {}
    whole: Any = shape(geometry)
    point = whole if whole.geom_type == "Point" else whole.representative_point()
    return {"longitude": point.x, "latitude": point.y}


def as_text(value: Any) -> str:
    """A cell as text: "" for nothing, ISO for dates, whole numbers without .0, JSON for lists."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if hasattr(value, "isoformat"):
        return "" if value != value else str(value.isoformat())
    return str(value)


def _distinct(names: list[str]) -> list[str]:
    """Names with a number after those that came before."""
    seen: Counter[str] = Counter()
    out = []
    for name in names:
        seen[name] += 1
        out.append(name if seen[name] == 1 else f"{name}.{seen[name] - 1}")
    return out
