"""A corpus is read in pieces, here or on a cluster: the same readings, whatever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import cluster
import invented
import pytest

from geomap.engine import corpus, open_engine, partitions
from geomap.errors import GeomapError, InputError
from geomap.gazetteer.index import open_gazetteer
from geomap.model import Reading
from geomap.readers import read_reports
from geomap.workers import Failure, Recipe, read_all

RECIPE = Recipe()


def fingerprint() -> str:
    """Of the rules and gazetteer of this checkout."""
    return corpus.fingerprint(RECIPE, open_gazetteer().fingerprint)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Sixty invented reports as JSON Lines, with a line that is none among them."""
    rows = [json.dumps(row) for row in invented.rows(60, words=30)]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join([*rows[:7], "{broken", "", *rows[7:]]) + "\n", "utf-8")
    return path


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a few reports each."""
    real = partitions.split
    monkeypatch.setattr(corpus, "split", lambda sources: real(sources, piece=1500))


def plain(path: Path) -> list[Reading | Failure]:
    """The readings of one process that reads the file as a whole."""
    return list(read_all(read_reports([path], reject=lambda _: None), RECIPE))


@pytest.mark.usefixtures("small_pieces")
def test_pieces_give_the_readings_of_the_whole(reports: Path, tmp_path: Path) -> None:
    """Equal, in order, and the bad line is named with its number in the file."""
    with open_engine("local") as engine:
        done = corpus.read_corpus(engine, [str(reports)], RECIPE, str(tmp_path / "work"), made_by=fingerprint())
    assert len(done) > 5
    assert list(corpus.readings(done)) == plain(reports)
    assert [where for piece in done for where, _, _ in piece.rejected] == ["reports.jsonl:8"]


@pytest.mark.usefixtures("small_pieces")
def test_only_what_is_missing_is_read_again(reports: Path, tmp_path: Path) -> None:
    """Pieces that are there stay; a deleted one and a changed one are made, and nothing is doubled."""

    def again() -> list[corpus.Done]:
        with open_engine("local") as engine:
            return corpus.read_corpus(engine, [str(reports)], RECIPE, str(tmp_path / "work"), made_by=fingerprint())

    first = again()
    Path(first[2].target).unlink()
    assert [d.resumed for d in again()] == [n != 2 for n in range(len(first))]
    lines = reports.read_text("utf-8").splitlines()
    reports.write_text("\n".join([*lines[:-1], lines[-1].replace("2021", "2020")]) + "\n", "utf-8")
    last = again()
    assert [d.resumed for d in last] == [True] * (len(last) - 1) + [False]
    assert list(corpus.readings(last)) == plain(reports)
    assert not list((tmp_path / "work").glob("*.part"))


def test_another_version_on_a_machine_refuses_the_work(reports: Path, tmp_path: Path) -> None:
    """Readings of two rules are never mixed."""
    with open_engine("local") as engine, pytest.raises(GeomapError, match="another version"):
        corpus.read_corpus(engine, [str(reports)], RECIPE, str(tmp_path / "work"), made_by="other rules")


def test_parquet_and_web_archives_hold_reports(tmp_path: Path) -> None:
    """Rows with a text, and the pages of a crawl; what is neither page nor success is passed over."""
    import pyarrow as pa
    from pyarrow import parquet
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    rows = list(invented.rows(5, words=20))
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "news.parquet", row_group_size=2)
    with (tmp_path / "crawl.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for status, kind in (("200 OK", "text/html"), ("404 Not Found", "text/html"), ("200 OK", "image/png")):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            page = f"<html><body><p>{rows[0]['text']}</p></body></html>"
            writer.write_record(
                writer.create_warc_record(
                    "https://news.example/a", "response", payload=_stream(page), http_headers=headers
                )
            )
    with open_engine("local") as engine:
        sources = [str(tmp_path / "news.parquet"), str(tmp_path / "*.warc.gz")]
        done = corpus.read_corpus(engine, sources, RECIPE, str(tmp_path / "work"), made_by=fingerprint())
    found = list(corpus.readings(done))
    assert [r.report.id for r in found] == [*(row["id"] for row in rows), "https://news.example/a"]
    assert found[-1].report.url == "https://news.example/a"


def _stream(text: str) -> object:
    import io

    return io.BytesIO(text.encode())


@pytest.mark.parametrize("source", ["nowhere.jsonl", "nosuch://x/y.jsonl", "*.parquet"])
def test_a_corpus_that_is_not_there_is_told(source: str, tmp_path: Path) -> None:
    """With its address, before anything is read."""
    with open_engine("local") as engine, pytest.raises(InputError):
        corpus.read_corpus(engine, [str(tmp_path / source) if ":" not in source else source], RECIPE, str(tmp_path / "w"), made_by="")  # fmt: skip


def test_an_unknown_engine_is_told() -> None:
    """With those there are."""
    with pytest.raises(InputError, match="local, dask"):
        open_engine("spark")


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.filterwarnings("ignore")
def test_a_worker_killed_in_the_middle_costs_nothing_but_time(reports: Path, tmp_path: Path) -> None:
    """A real scheduler, two workers over TCP, one killed -9 after the first piece: the readings of one process, each once."""
    struck: list[int] = []
    with cluster.started(tmp_path) as (address, workers), open_engine(f"dask://{address}") as engine:

        def strike(_what: str, done: int, _total: int) -> None:
            if done == 2:
                os.kill(workers[0].pid, signal.SIGKILL)
                struck.append(done)

        work = str(tmp_path / "work")
        done = corpus.read_corpus(engine, [str(reports)], RECIPE, work, made_by=fingerprint(), progress=strike)
        assert struck and workers[0].wait() == -signal.SIGKILL
    assert list(corpus.readings(done)) == plain(reports)
    assert len(list((tmp_path / "work").glob("*.parquet"))) == len(done)


def test_the_log_is_json_when_asked(tmp_path: Path) -> None:
    """Each line of stderr is an object with an event; a failure too."""
    command = [
        sys.executable,
        "-m",
        "geomap",
        "map",
        str(tmp_path / "nowhere.txt"),
        "-o",
        str(tmp_path / "o"),
        "--log-json",
    ]
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    told = [json.loads(line) for line in done.stderr.decode().splitlines()]
    assert done.returncode == 2
    assert {"error"} <= {line["event"] for line in told}
