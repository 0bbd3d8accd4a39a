"""What is known about reports from beside them: a CSV with columns report,published,source,url,reliability."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from geomap.errors import InputError
from geomap.model import Report
from geomap.readers.days import parse_day
from geomap.readers.decode import decode

NAMES = ("published.csv", "metadata.csv")
REPORT_COLUMNS = ("report", "file", "filename", "id", "doc_id")
DATE_COLUMNS = ("published", "date", "dct", "publication_date")
GRADES = {"reliability": "ABCDEF", "credibility": "123456"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a metadata file; `where` is "file:line"."""

    where: str
    published: date | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Metadata:
    """Rows by report: full id, file name or file name without its ending, in that order."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = dict(rows)

    def find(self, *names: str) -> Row | None:
        """The row of the first of `names` that has one."""
        return next((self._rows[name] for name in names if name in self._rows), None)

    def __len__(self) -> int:
        return len(self._rows)


def load(path: Path) -> Metadata:
    """Read a metadata file. Raises InputError when it cannot be read or has no column that names the report."""
    try:
        text = decode(path.read_bytes(), str(path), table=True).text
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)
    columns = {name.strip().lower(): name for name in reader.fieldnames or () if name}
    key = next((columns[c] for c in REPORT_COLUMNS if c in columns), None)
    if key is None:
        raise InputError(
            "no column names the report", where=str(path), hint="columns: report,published,source,url,reliability"
        )
    rows = {}
    for record in reader:
        values = {c: (record[name] or "").strip() for c, name in columns.items() if isinstance(record[name], str)}
        if values.get(key.strip().lower()):
            rows[values[key.strip().lower()]] = _row(values, f"{path.name}:{reader.line_num}")
    return Metadata(rows)


def _row(values: dict[str, str], where: str) -> Row:
    written = next((values[c] for c in DATE_COLUMNS if values.get(c)), "")
    published, warnings = parse_day(written), []
    if written and published is None:
        warnings.append(
            f"{where}: {written!r} is not a date; the report stays without a day of publication (write YYYY-MM-DD)"
        )
    for grade, letters in GRADES.items():
        value = values.get(grade, "").upper()
        if value and value not in letters:
            warnings.append(f"{where}: {grade} {value!r} is not one of {letters[0]}-{letters[-1]}")
            values.pop(grade)
    return Row(where, published, values, tuple(warnings))


def beside(files: Iterable[Path]) -> dict[Path | None, Metadata]:
    """The metadata files that lie beside `files`, by folder; of two in one folder, published.csv wins."""
    found: dict[Path | None, Metadata] = {}
    for folder in {file.parent for file in files}:
        path = next((folder / name for name in NAMES if (folder / name).is_file()), None)
        if path:
            found[folder] = load(path)
    return found


def apply(report: Report, row: Row) -> Report:
    """`report` with what its metadata row says; the row wins over what the file says of itself."""
    values = row.values
    return replace(
        report,
        published=row.published or report.published,
        published_basis="metadata" if row.published else report.published_basis,
        title=values.get("title") or report.title,
        source=values.get("source") or report.source,
        url=values.get("url") or report.url,
        reliability=values.get("reliability", "").upper() or report.reliability,
        credibility=values.get("credibility") or report.credibility,
        warnings=report.warnings + row.warnings,
    )
