"""One tree of errors; every message says what is wrong, where, and what to do."""

from __future__ import annotations


class GeomapError(Exception):
    """Base of all errors that geomap raises on purpose."""


class InputError(GeomapError, ValueError):
    """A file, line or value from the user cannot be used.

    `where` is "file" or "file:line"; `hint` says what to do. Both end up in the message.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        text = f"{where}: {what}" if where else what
        super().__init__(f"{text} ({hint})" if hint else text)


class GazetteerError(GeomapError):
    """The gazetteer index is missing, damaged or cannot be built."""


class CRSError(GeomapError, ValueError):
    """Geometry without a CRS, or in another one than the function asks for."""


class MissingDependencyError(GeomapError, ImportError):
    """An optional library is not installed; the message holds the install line."""

    def __init__(self, library: str, *, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {library}: pip install 'geomap[{extra}]'")
