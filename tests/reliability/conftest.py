"""The benchmarks' helpers are used here too: invented reports, and runs whose plug is pulled."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
