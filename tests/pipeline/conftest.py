"""The small case, mapped once for the tests that only look at the result."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_case import map_into, write_reports


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports."""
    return write_reports(tmp_path_factory.mktemp("case") / "reports")


@pytest.fixture(scope="session")
def mapped(reports: Path) -> Path:
    """The output folder of these reports."""
    out = reports.parent / "maps"
    map_into(reports, out)
    return out
