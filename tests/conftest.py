"""What all tests share."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile(
    "same", derandomize=True, deadline=None
)  # the same examples every time: benchmarks/fuzz.py looks for new ones
settings.load_profile("same")

# A shell that runs the tests in the background has them ignore Ctrl-C, and with them the commands whose Ctrl-C is tested.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Where the index of the world is not there yet, one worker builds it while the next opens pages, which need none.
FIRST = ("gazetteer/test_world.py", "page/test_page_use.py", "gis/test_formats.py", "page/test_page_opens.py")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files of FIRST come first; tests of the evaluation material skip by name where that is not beside the checkout."""
    items.sort(key=lambda item: next((k for k, name in enumerate(FIRST) if item.path.match(name)), len(FIRST)))
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
