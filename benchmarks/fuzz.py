"""Hostile input by the hundred thousand: mutated files for every reader, mutated prose for the rules of language.

python benchmarks/fuzz.py --inputs 100000          one crash, wrong offset or input of more than --slow seconds fails
python benchmarks/fuzz.py --growth 250000          processor time at one, two and four times a length, for text that repeats itself
python benchmarks/fuzz.py --atheris 300            as many seconds of inputs led by coverage (needs `pip install atheris`)
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import random
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import invented

from geomap.errors import GeomapError
from geomap.gazetteer.index import Gazetteer, open_gazetteer
from geomap.language.reading import read_report
from geomap.model import Report
from geomap.readers import furniture

READERS = ("plain", "html", "eml", "docx", "pdf", "lines", "table", "metadata", "codec")
SHARES = {"table": 0.02}  # of the inputs; a table costs fifty times what a page costs
SPICE = (  # what grammars and parsers stumble over
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;", b"<script>", b"]]>", b"&#0;",
    b"&#x110000;", b"../../etc/passwd", b"=cmd|' /C calc'!A0", b"'; DROP TABLE x;--", b"{", b"[[[[[[[[", b"\"", b"\\u0000", b"1e999", b"-0", b"NaN",
    b"9" * 400, b"A" * 3000, b" " * 3000, b"(" * 500, b"," * 500, b"\n" * 500, b"<div>" * 300, b"--boundary", b"Content-Transfer-Encoding: base64\n\n",
)  # fmt: skip
WORDS = (
    "and", "between", "north of", "20 km south-west of", "the", "of", "from", "to", "via", "said", "denied", "captured", "who", "which", "by", "until",
    "31 February 2021", "0 March", "99/99/9999", "last", "three", "days ago", "Monday", "mid-", "early", "the 1900s", "2021-13-45", "hundreds", "no", "not",
    "Marib", "Aden", "St.", "U.S.", "Iraqi", "(", ")", "\u201c", "\u201d", "\"", "'s", "\u2019s", ";", ":", "\u2014", "-", "...", "\n", "\n\n", "\t", "\u200f",
    "\u202e", "e\u0301", "\U0001f4a5", "\u0641\u064a", "\ufffd", "\0", "35.1, 36.2", "35\u00b012'N", "-1", "1,000,000,000,000,000,000,000", "http://x.y/z", "<b>", "$5", "%",
    "weapons", "killed", "wounded", "border with", "airspace", "outskirts of", "in which case", "Gen.", "x" * 200, "A." * 50, "one " * 60,
)  # fmt: skip


class TooSlowError(Exception):
    """An input took too long."""


def seeds() -> dict[str, list[bytes]]:
    """Small sound inputs of every kind."""
    from docx import Document

    text = invented.report(1, words=60)["text"]
    word = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(word)
    page = f"<html><head><title>T</title><meta property='article:published_time' content='2021-03-05'><script type='application/ld+json'>{json.dumps({'datePublished': '2021-03-05'})}</script></head><body><nav>Home</nav><article><p>{text}</p><time datetime='2021-03-05'>x</time></article></body></html>"
    mail = f"From: A <a@b.example>\nSubject: s\nDate: Fri, 05 Mar 2021 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
    table = "event_id_cnty,event_date,sub_event_type,actor1,country,location,latitude,longitude,notes,fatalities\nY1,05 March 2021,Air/drone strike,A,Yemen,Marib,15.4,45.3,Jets.,4\n"
    rows = "".join(json.dumps(row) + "\n" for row in invented.rows(3, words=20))
    return {
        "plain": [text.encode(), f"---\npublished: 2021-03-05\n---\n{text}".encode(), text.encode("utf-16")], "html": [page.encode()], "eml": [mail.encode()],
        "docx": [word.getvalue()], "pdf": [_pdf(text[:80])], "lines": [rows.encode()], "table": [table.encode(), table.replace(",", "\t").encode()],
        "metadata": [b"report,published,source,url,reliability\na.txt,2021-03-05,Wire,https://x.example,B\n"],
        "codec": [b'[["{\\"place_id\\":\\"x:1\\",\\"name\\":\\"A\\",\\"feature\\":\\"town\\",\\"country\\":\\"YE\\",\\"lat\\":1.0,\\"lon\\":2.0,\\"radius_km\\":3.0}"],[],{"report":{"id":"a","text":"b"}}]'],
    }  # fmt: skip


def _pdf(text: str) -> bytes:
    """A PDF of one page with a line of text."""
    content = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def mutate(data: bytes, draw: random.Random) -> bytes:
    """Bytes flipped, cut, doubled, moved, spiced."""
    out = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 4, 9))):
        at, size = draw.randrange(len(out) + 1), draw.choice((1, 2, 8, 64, 512))
        match draw.randrange(6):
            case 0 if out:
                out[at % len(out)] = draw.randrange(256)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size] * draw.choice((1, 2, 20))
            case 3:
                out[at:at] = draw.choice(SPICE)
            case 4:
                out[at : at + size] = bytes(draw.randrange(256) for _ in range(min(size, 64)))
            case _:
                other = draw.randrange(len(out) + 1)
                out[other:other] = out[at : at + size]
    return bytes(out[:200_000])


def _mutated(kind: str, data: bytes, draw: random.Random) -> bytes:
    """Mutated as a whole, or for a Word document mostly inside its archive, whose checksums hide the rest."""
    if kind != "docx" or draw.random() < 0.2:
        return mutate(data, draw)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        struck = draw.choice(("word/document.xml", draw.choice(old.namelist())))
        for name in old.namelist():
            body = old.read(name)
            new.writestr(
                draw.choice((name, "../../x")) if name == struck and draw.random() < 0.1 else name,
                mutate(body, draw) if name == struck else body,
            )
    return out.getvalue()


def prose(draw: random.Random) -> str:
    """Words of invented sentences, cut up and spiced."""
    words = invented.report(draw.randrange(10**6), words=draw.choice((5, 20, 60)))["text"].split(" ")
    for _ in range(draw.choice((1, 3, 10, 30))):
        at = draw.randrange(len(words) + 1)
        match draw.randrange(4):
            case 0:
                del words[at : at + draw.choice((1, 2, 5))]
            case 1:
                words[at:at] = words[at : at + 3] * draw.choice((1, 5))
            case 2:
                words.insert(at, draw.choice(WORDS))
            case _:
                words[at:at] = [draw.choice(WORDS)] * draw.choice((1, 2, 12))
    return draw.choice((" ", " ", "")).join(words) if draw.random() < 0.1 else " ".join(words)


def target(kind: str, scratch: Path, gazetteer: Gazetteer) -> Callable[[bytes], object]:
    """What is called with a mutated input of this kind; raises nothing but GeomapError."""
    if kind == "lines":
        from geomap.readers import lines

        return lambda data: list(lines.read(io.BytesIO(data), "x", lambda _: None))
    if kind == "codec":
        from geomap import codec

        return lambda data: codec.unpack(data.decode("utf-8", "replace"))
    if kind == "metadata":
        from geomap.readers import metadata

        return lambda data: (_put(scratch / "metadata.csv", data), metadata.load(scratch / "metadata.csv"))
    if kind == "table":
        return lambda data: _table(_put(scratch / "t.csv", data), gazetteer)
    read = importlib.import_module(f"geomap.readers.{kind}").read
    return lambda data: furniture.find(read(data, "x", "x").text)


def _put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _table(path: Path, gazetteer: Gazetteer) -> None:
    from geomap.readers.tables import read_table
    from geomap.readers.tables.events import RowReader
    from geomap.readers.tables.frame import prepare

    prepared = prepare(read_table(path, path.name, reject=lambda _: None), gazetteer)
    rows = RowReader(prepared, gazetteer)
    list(rows.claims() if prepared.roles.kind == "control" else rows.events())


def check(text: str, gazetteer: Gazetteer) -> None:
    """Read a report; every offset lies in it and quotes what it says."""
    report = Report(id="x", text=text, furniture=furniture.find(text))
    reading = read_report(report, gazetteer)
    for r in reading.resolutions:
        if text[r.mention.start : r.mention.end] != r.mention.text:
            raise AssertionError(f"offsets of {r.mention.text!r}")
    for t in reading.times:
        if text[t.start : t.end] != t.text or (t.earliest and t.latest and t.earliest > t.latest):
            raise AssertionError(f"time {t.text!r} {t.earliest} {t.latest}")


def attempt(run: Callable[[], object], slow: float) -> tuple[str, float]:
    """("ok" | "refused" | a fault, seconds of processor)."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, slow * 4)
    try:
        run()
        result = "ok"
    except GeomapError:
        result = "refused"
    except TooSlowError:
        result = "fault: hangs"
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        result = f"fault: {type(error).__name__}: {str(error)[:90]} at {Path(frame.filename).name}:{frame.lineno}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    spent = time.process_time() - began
    return (f"fault: slow, {spent:.1f} s" if spent > slow and not result.startswith("fault") else result), spent


def fuzz(inputs: int, slow: float, seed: int, only: str) -> int:
    """Try `inputs` inputs; prints a table and every kind of fault with an example."""
    gazetteer, draw, faults = open_gazetteer(), random.Random(seed), Counter[str]()
    examples: dict[str, str] = {}
    start = seeds()
    with tempfile.TemporaryDirectory() as name:
        shares = [(kind, SHARES.get(kind, 0.095)) for kind in READERS] + [("language", 0.22)]
        for kind, share in [s for s in shares if only in ("", s[0])]:
            count, results, worst, total = int(inputs * share), Counter[str](), 0.0, 0.0
            run = target(kind, Path(name), gazetteer) if kind != "language" else None
            for _ in range(count):
                data = _mutated(kind, draw.choice(start[kind]), draw) if run else b""
                text = "" if run else prose(draw)
                call = partial(run, data) if run else partial(check, text, gazetteer)
                result, spent = attempt(call, slow)
                results[result.partition(":")[0]] += 1
                worst, total = max(worst, spent), total + spent
                if result.startswith("fault"):
                    faults[f"{kind}: {result}"] += 1
                    examples.setdefault(f"{kind}: {result}", repr(data or text)[:400])
            print(f"{kind:9} {count:6,} inputs: {results['ok']:6,} read, {results['refused']:6,} refused, {results['fault']:4,} faults; worst {worst:.2f} s, mean {1000 * total / max(count, 1):.1f} ms", flush=True)  # fmt: skip
    for fault, number in faults.most_common(40):
        print(f"{number:5} x {fault}\n        {examples[fault]}")
    return min(1, len(faults))


def main() -> int:
    """1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--slow", type=float, default=2.0, help="seconds of processor that one input may take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help=f"one of {', '.join(READERS)}, language")
    parser.add_argument("--growth", type=int, default=0, metavar="LENGTH")
    parser.add_argument("--atheris", type=int, default=0, metavar="SECONDS")
    args = parser.parse_args()
    warnings.simplefilter("ignore")

    def late(*_: object) -> None:
        raise TooSlowError

    signal.signal(signal.SIGVTALRM, late)
    if args.growth:
        import growth

        return growth.main(args.growth, args.only)
    if args.atheris:
        import guided

        return guided.main(args.atheris, args.only)
    return fuzz(args.inputs, args.slow, args.seed, args.only)


if __name__ == "__main__":
    sys.exit(main())
