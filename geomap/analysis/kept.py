"""What an analysis has worked out before, by what it was worked out from: nothing is kept unless a case keeps it."""

from __future__ import annotations

from typing import Any, Protocol


class Kept(Protocol):
    """A store of plain JSON values by key; the key holds all that the value depends on, but for rules and data."""

    def get(self, key: str) -> Any:
        """The value, or None."""
        ...

    def put(self, key: str, value: Any) -> None:
        """Keep a value."""
        ...


class Nothing:
    """Keeps nothing."""

    def get(self, key: str) -> Any:
        """None."""

    def put(self, key: str, value: Any) -> None:
        """Forget it."""


NOTHING = Nothing()
