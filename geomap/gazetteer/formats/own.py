"""The user's places as `geomap gazetteer add` keeps them: one entry a line, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from geomap.errors import GazetteerError, InputError
from geomap.gazetteer.entry import DatedName, Entry, Name


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write entries, whole or not at all; GazetteerError says why they cannot be written."""
    temporary = path.with_suffix(".writing")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as lines:
            for entry in entries:
                lines.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
        temporary.replace(path)
    except OSError as error:
        raise GazetteerError(f"{path}: the places cannot be kept: {error.strerror} (is the disk full?)") from error
    finally:
        temporary.unlink(missing_ok=True)


def read(path: Path) -> Iterator[Entry]:
    """Read entries; InputError names the line that is damaged."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                fields = json.loads(line)
                fields["names"] = [Name(*n) for n in fields["names"]]
                fields["dated_names"] = [DatedName(*n) for n in fields.get("dated_names", ())]
                yield Entry(**fields)
            except (ValueError, TypeError, KeyError) as error:
                raise InputError(
                    f"damaged line: {error}",
                    where=f"{path.name}:{number}",
                    hint="add the file again, or delete this one",
                ) from error
