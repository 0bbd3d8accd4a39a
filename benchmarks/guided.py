"""Inputs led by coverage (atheris, libFuzzer): every reader, the grammar of dates, that of places and their relations.

Called by `benchmarks/fuzz.py --atheris SECONDS`; each target has a process of its own, since libFuzzer ends the one it runs in.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

KINDS = ("plain", "html", "eml", "docx", "pdf", "lines", "metadata", "codec", "dates", "relations")
WORDS = (
    "5 10 31 2021 1999 March May Monday last next this early mid- late of the in on since until from to between and or a three days weeks ago before after "
    "- / , . ; ( ) \u2013 '20s 1990s quarter spring morning dawn Ramadan BC AD th st : 12:30 2021-03-05 3/4/21 the past first half week month year summer"
).split()
PHRASES = (
    "Marib Aden Taiz Paris Texas Iraq Syria Iraqi north south of near outside between and border with the in at from to via km 20 miles east west-southwest "
    "outskirts around northern province city town Gulf river road , ( ) 's - airport over into mr. U.S. \u201c \u201d . Al- al- University Times"
).split()


def main(seconds: int, only: str) -> int:
    """Run every target for its share of `seconds`; 1 when one fails."""
    kinds, bad = [kind for kind in KINDS if only in ("", kind)], 0
    for kind in kinds:
        with tempfile.TemporaryDirectory() as name:
            done = subprocess.run(
                [sys.executable, __file__, kind, str(max(1, seconds // len(kinds))), name],
                capture_output=True,
                check=False,
            )
        said = done.stderr.decode("utf-8", "replace").splitlines()
        runs = next((line for line in reversed(said) if line.startswith("Done ")), "")
        cover = next((line[line.index("cov:") :].split(" corp")[0] for line in reversed(said) if "cov:" in line), "")
        print(f"{kind:10} {'ok' if not done.returncode else 'FAULT'}; {runs} {cover}", flush=True)
        if done.returncode:
            bad += 1
            print("\n".join(said[-40:]))
    return min(bad, 1)


def _tokens(data: bytes, words: list[str]) -> str:
    """A byte a word; above their number, a character."""
    return " ".join(words[b] if b < len(words) else chr(b) for b in data[:400])


def _archive(body: bytes) -> bytes:
    """A sound Word archive around a document: checksums would hide all else from the mutations."""
    import fuzz

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(fuzz.seeds()["docx"][0])) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, body if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def _target(kind: str, scratch: Path) -> Callable[[bytes], object]:
    """What is called with bytes; raises GeomapError for what it refuses and nothing else."""
    import fuzz

    from geomap.gazetteer.index import open_gazetteer

    if kind == "dates":
        from geomap.language.dates.scan import find_times
        from geomap.language.document import read
        from geomap.model import Report

        def dates(data: bytes) -> None:
            text = _tokens(data, WORDS)
            for t in find_times(read(Report(id="x", text=text)), None):
                if text[t.start : t.end] != t.text or (t.earliest and t.latest and t.earliest > t.latest):
                    raise AssertionError(repr((text, t)))

        return dates
    gazetteer = open_gazetteer()
    if kind == "relations":
        return lambda data: fuzz.check(_tokens(data, PHRASES), gazetteer)
    read = fuzz.target(kind, scratch, gazetteer)
    return read if kind != "docx" else lambda data: read(_archive(data))


def one(kind: str, seconds: int, scratch: Path) -> None:
    """Fuzz one target; libFuzzer ends the process."""
    try:
        import atheris
    except ImportError:
        sys.exit("this needs atheris: pip install atheris")
    with atheris.instrument_imports(include=["geomap"]):
        run = _target(kind, scratch)
    import fuzz

    from geomap.errors import GeomapError

    def once(data: bytes) -> None:
        try:
            run(data)
        except GeomapError:
            return

    corpus = scratch / "corpus"
    corpus.mkdir()
    seeds = fuzz.seeds().get(kind, [bytes(range(60))])
    if kind == "docx":
        seeds = [zipfile.ZipFile(io.BytesIO(seeds[0])).read("word/document.xml")]
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)
    limits = [
        f"-max_total_time={seconds}",
        "-timeout=20",
        "-max_len=20000",
        f"-artifact_prefix={scratch}/",
        "-rss_limit_mb=3000",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *limits], once)
    atheris.Fuzz()


if __name__ == "__main__":
    one(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
