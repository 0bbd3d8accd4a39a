"""A dump's build that is killed goes on where it was, and makes the same index."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.gazetteer import dump_build, dump_work
from geomap.gazetteer.entry import Entry
from geomap.gazetteer.merge import merge, plan
from geomap.gazetteer.rows import PARTS, TABLES, Rows
from geomap.gazetteer.runs import RunFile, write_run

# A build whose base is one country, in stretches of a few rows, so that a test takes no time.
BUILD = """
import sys, time
from pathlib import Path
from geomap.gazetteer import base, dump_build, dump_work
from geomap.gazetteer.entry import Entry
base.entries = lambda populated: iter([Entry(place_id="geonames:1", name="Chad", feature="country", country="TD", lat=15.0, lon=19.0, radius_km=700.0)])
dump_build._STRETCH = 400
pause = float(sys.argv[2])
read = dump_work.read_stretch
def slowly(stretch, folder):
    time.sleep(pause)
    return read(stretch, folder)
if pause:
    dump_build.read_stretch = slowly
dump_build.build_dump([Path(sys.argv[1])])
"""


def lines(count: int) -> str:
    """Rows of invented towns."""
    rows = ((n, f"Karmid {n % 7} Zuwar{n}", 10 + n % 9, 16 + n % 5) for n in range(900_001, 900_001 + count))
    return "".join(
        f"{n}\t{name}\t{name}\t\t{lat}.5\t{lon}.25\tP\tPPL\tTD\t\t06\t\t\t\t{n % 900}\t\t300\tAfrica/Ndjamena\t2024-01-01\n"
        for n, name, lat, lon in rows
    )


def start(dump: Path, folder: Path, pause: float = 0.0) -> subprocess.Popen[bytes]:
    """A build in a process of its own, with caches of its own."""
    environment = {**os.environ, "GEOMAP_CACHE": str(folder / "cache"), "GEOMAP_PLACES": str(folder / "places")}
    return subprocess.Popen([sys.executable, "-c", BUILD, str(dump), str(pause)], env=environment)


def index_of(folder: Path) -> bytes:
    """The bytes of the one index in a cache."""
    (path,) = (folder / "cache").glob("geonames-*.sqlite")
    return path.read_bytes()


def wait_for(pattern: str, folder: Path, count: int) -> list[Path]:
    """Wait until so many files are there."""
    for _ in range(3000):
        if len(found := list(folder.glob(pattern))) >= count:
            return found
        time.sleep(0.02)
    raise AssertionError(f"no {count} files {pattern}")


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as POSIX does")
def test_a_killed_build_goes_on_and_gives_the_same_bytes(tmp_path: Path) -> None:
    """Runs that were finished before the kill are not made again, and the index is that of a build that nobody killed."""
    dump = tmp_path / "TD.txt"
    dump.write_text(lines(60), "utf-8")
    killed = start(dump, tmp_path / "a", pause=0.3)
    wait_for("cache/*.parts/*-*.run", tmp_path / "a", 2)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    kept = {p: p.stat().st_ino for p in (tmp_path / "a").glob("cache/*.parts/*-*.run")}
    assert kept and not list((tmp_path / "a").glob("cache/*.sqlite"))
    going_on = start(dump, tmp_path / "a", pause=0.3)
    wait_for("cache/*.parts/*-*.run", tmp_path / "a", len(kept) + 1)
    assert {p: p.stat().st_ino for p in kept} == kept
    assert going_on.wait() == 0 and start(dump, tmp_path / "b").wait() == 0
    assert index_of(tmp_path / "a") == index_of(tmp_path / "b")
    assert not list((tmp_path / "a").glob("cache/*.parts"))


def test_a_run_is_named_after_its_lines(tmp_path: Path) -> None:
    """Another line in the middle of a file is another run; the others keep their names."""
    before, after = tmp_path / "TD.txt", tmp_path / "other" / "TD.txt"
    after.parent.mkdir()
    text = lines(100_000)
    before.write_text(text, "utf-8")
    after.write_text(text.replace("Zuwar900100\t", "Zuwar900abc\t"), "utf-8")
    names = [[s.run for s in dump_build._stretches([path], 8)] for path in (before, after)]
    assert names[0][0] != names[1][0] and names[0][1:] == names[1][1:] and len(names[0]) > 1


def test_rows_come_back_from_a_file(tmp_path: Path) -> None:
    """A run in a file merges to the tables of the rows in memory."""
    rows = Rows()
    for number in range(1, 40):
        entry = Entry(
            place_id=f"geonames:{number}", name=f"Umm Karmid {number}", feature="town", country="TD", lat=number / 2, lon=20.0, radius_km=4.0,
        )  # fmt: skip
        rows.add(entry, number, 0)
    write_run(tmp_path / "one.run", rows.close())
    kept = RunFile(tmp_path / "one.run")
    assert list(kept.blocks()) == rows.blocks and kept.places == 39
    for table in TABLES:
        cut = plan(table, rows.size(table))
        assert [merge([kept], table, n, cut) for n in range(PARTS)] == [
            merge([rows], table, n, cut) for n in range(PARTS)
        ]


def test_bytes_that_are_no_text_name_their_line(tmp_path: Path) -> None:
    """A stretch that is not UTF-8 says where."""
    path = tmp_path / "TD.txt"
    path.write_bytes(lines(3).encode() + b"900009\t\xff\xfe\n")
    (stretch,) = dump_build._stretches([path], 8)
    with pytest.raises(InputError, match=r"TD\.txt:4: not UTF-8"):
        dump_work.read_stretch(stretch, tmp_path)
