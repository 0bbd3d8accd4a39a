"""What is wrong with a file that is no UTF-8: the line, found when it is too late."""

from __future__ import annotations

from pathlib import Path

from geomap.errors import InputError


def not_utf8(path: Path, hint: str = "save the file as UTF-8") -> InputError:
    """The error that names the first line which is not UTF-8; the file is read again for it, line by line."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                return InputError(
                    f"not UTF-8: byte {line[error.start]:#04x} at column {error.start + 1}",
                    where=f"{path.name}:{number}",
                    hint=hint,
                )
    return InputError("not UTF-8", where=path.name, hint=hint)
