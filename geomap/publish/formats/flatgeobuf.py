"""FlatGeobuf: one file per table, with its spatial index, so that a web map can read the part that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geomap.layers import Layer
from geomap.publish import tables
from geomap.publish.formats import file_of


def write(layers: Sequence[Layer], target: Path, folder: Path) -> list[str]:
    """Write a file per table; rows without a position are told, since an indexed FlatGeobuf cannot hold them."""
    made = [table for layer in tables.in_order(layers) for table in tables.tables(layer)]
    remarks = []
    for table in made:
        name, held = file_of(target, table.name, alone=len(made) == 1), table.located()
        tables.write(
            held, folder / name, driver="FlatGeobuf", layer_options={"SPATIAL_INDEX": "YES", "TITLE": table.title}
        )
        if missing := len(table.rows) - len(held.rows):
            remarks.append(f"{name}: {missing} rows without a position are left out (FlatGeobuf cannot hold them)")
    return remarks
