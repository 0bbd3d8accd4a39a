"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile(
    "same", derandomize=True, deadline=None
)  # the same examples every time: benchmarks/fuzz.py looks for new ones
settings.load_profile("same")

# A GeoPackage waits for the disk dozens of times while it is written; no test cuts the power.
os.environ.setdefault("OGR_SQLITE_SYNCHRONOUS", "OFF")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need the evaluation material skip by name where it is not beside the checkout."""
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="../shared is not here"))


@pytest.fixture
def shared() -> Path:
    """The evaluation material beside the checkout."""
    return SHARED


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the colours or width of the terminal that it is started from."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    if "NO_COLOR" in os.environ:
        monkeypatch.delenv("NO_COLOR")
