"""Shapefile, for programs that take nothing else: names cut to 10 letters, texts to 254 bytes, lists joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from geomap.layers import Layer
from geomap.publish import tables
from geomap.publish.formats import file_of

NAME, TEXT = 10, 254  # what a dBase table holds: letters of a column's name, bytes of a text
STAMP = "2000-01-01"  # instead of the day of writing, so that a second run gives the same file
EVER = "Written by geomap. A Shapefile holds column names of 10 letters and texts of 254 bytes; lists are joined with '; '.\n"


def write(layers: Sequence[Layer], target: Path, folder: Path) -> list[str]:
    """Write a Shapefile per table, and STEM_fields.txt with the full name of every column and what was cut."""
    made = [table for layer in tables.in_order(layers) for table in tables.tables(layer)]
    told, remarks = [EVER], []
    for table in made:
        name, columns, cuts = file_of(target, table.name, alone=len(made) == 1), names(table.layer.fields), Cutter()
        tables.write(
            table, folder / name, driver="ESRI Shapefile", as_text=cuts.text, fields=list(columns.values()),
            layer_options={"ENCODING": "UTF-8", "DBF_DATE_LAST_UPDATE": STAMP},
        )  # fmt: skip
        told.append(f"\n{name}\n" + "".join(f"  {short:<{NAME}}  {full}\n" for full, short in columns.items()))
        if cuts.count:
            told.append(f"  {cuts.count} texts were cut to {TEXT} bytes\n")
            remarks.append(f"{name}: {cuts.count} texts were cut to {TEXT} bytes")
    (folder / f"{target.stem}_fields.txt").write_text("".join(told), "utf-8")
    return [*remarks, f"{target.stem}_fields.txt tells the full column names"]


def names(columns: Iterable[str]) -> dict[str, str]:
    """Column names as dBase takes them: 10 letters, each different without regard to case."""
    short: dict[str, str] = {}
    taken: set[str] = set()
    for full in columns:
        base = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in full)
        name, number = base[:NAME], 1
        while name.lower() in taken:
            name, number = f"{base[: NAME - len(str(number))]}{number}", number + 1
        taken.add(name.lower())
        short[full] = name
    return short


class Cutter:
    """Turns cells into texts that fit, and counts those that did not."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, value: Any) -> str:
        """The cell as text of at most 254 bytes, cut between letters."""
        whole = "; ".join(tables.text(v) for v in value) if isinstance(value, list) else tables.text(value)
        data = whole.replace("\0", " ").encode("utf-8")
        if len(data) > TEXT:
            self.count += 1
        return data[:TEXT].decode("utf-8", "ignore")
