"""A small case of invented reports, and how tests map it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from geomap.pipeline import Log, Options, Result, run

REPORTS = {
    "raid.txt": "Warplanes bombed the airport of Marib on 5 March 2021, killing four people, officials in Aden said.\n\n"
    "Houthi fighters control Sanaa. Army units advanced from Marib towards Sirwah the next day.\n",
    "convoy.md": "---\npublished: 2021-03-08\nsource: Gulf Wire\n---\nA customs officer said trucks had carried weapons from Oman to Marib. "
    "Oman denied that any weapons had crossed its border.\n\nRead more: Ferry sinks off Aden\n",
}
TABLE = (
    "event_id_cnty,event_date,sub_event_type,actor1,actor2,country,location,latitude,longitude,notes,fatalities\n"
    "YEM1,05 March 2021,Air/drone strike,Coalition,,Yemen,Marib,15.46,45.32,Jets hit the airport.,4\n"
    "YEM2,06 March 2021,Armed clash,Army,Houthi,Yemen,Taiz,44.02,13.58,=cmd|' /C calc'!A0,0\n"
)


def write_reports(folder: Path) -> Path:
    """The reports, the table and two files that cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "acled.csv").write_text(TABLE, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


def map_into(reports: Path, out: Path, **options: Any) -> tuple[Result, Log]:
    """Run the pipeline."""
    log = Log()
    return run(Options(inputs=(reports,), **options), out, log, lambda *_: None), log


def features(out: Path, layer: str) -> list[dict[str, Any]]:
    """The features of a written layer."""
    loaded: list[dict[str, Any]] = json.loads((out / f"{layer}.geojson").read_text("utf-8"))["features"]
    return loaded
