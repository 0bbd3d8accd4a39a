"""Read a corpus by an engine: pieces in, Parquet files of readings out, and from those all readings in order.

Each piece becomes one file, named by what the piece holds and by the rules that read it, and put in place whole. So a
run that is cut short, wherever, goes on with the pieces that are not there yet; nothing is lost and nothing is doubled.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from geomap import codec
from geomap.case import rules_fingerprint
from geomap.engine.base import Engine
from geomap.engine.partitions import Partition, fsspec_of, reports, split
from geomap.errors import GeomapError, InputError, MissingDependencyError
from geomap.model import Reading, Report
from geomap.workers import Failure, Reader, Recipe

GROUP = 256  # readings in a row group: what is held in memory at once
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of one piece: its file, how much it holds, the seconds it took, and what was rejected."""

    target: str
    readings: int
    seconds: float = 0.0
    resumed: bool = False
    rejected: tuple[tuple[str, str, str], ...] = ()  # (where, what, hint)


def read_corpus(
    engine: Engine, sources: list[str], recipe: Recipe, work: str, *, made_by: str, progress: Progress | None = None
) -> list[Done]:
    """Read the pieces of `sources` into Parquet files under `work` (a folder or any fsspec URL), those not there yet.

    `made_by` is the fingerprint of rules, gazetteer and recipe (`fingerprint`); a machine of the cluster that has
    another refuses the work. Raises InputError for sources that cannot be opened, GeomapError when a piece fails.
    """
    system, folder = fsspec_of("--corpus").core.url_to_fs(work)
    system.makedirs(folder, exist_ok=True)
    partitions = list(split(sources))
    items = (json.dumps(_item(part, recipe, work, made_by)) for part in partitions)
    done = []
    for answer in engine.map(read_piece, items):
        done.append(codec.loads(Done, answer))
        if progress:
            progress("reading the corpus", len(done), len(partitions))
    return done


def fingerprint(recipe: Recipe, gazetteer: str) -> str:
    """The rules, gazetteer and recipe that a reading depends on, as one hash."""
    return rules_fingerprint(gazetteer, repr((recipe.countries, recipe.near)))


def readings(done: list[Done]) -> Iterator[Reading | Failure]:
    """All readings of the pieces, in order, one row group in memory at a time."""
    fsspec, parquet = fsspec_of("--corpus"), _parquet()
    for piece in done:
        with fsspec.open(piece.target, "rb") as stream:
            for batch in parquet.ParquetFile(stream).iter_batches(batch_size=GROUP, columns=["reading", "failure"]):
                for reading, failure in zip(batch["reading"].to_pylist(), batch["failure"].to_pylist(), strict=True):
                    known = codec.unpack(reading)
                    yield Failure(known.report, failure) if failure else known


def _item(part: Partition, recipe: Recipe, work: str, made_by: str) -> dict[str, Any]:
    key = json.dumps([made_by, part.source, part.start, part.stop, part.line, part.content])
    name = hashlib.blake2b(key.encode("utf-8"), digest_size=16).hexdigest()
    overlays = [str(path.resolve()) for path in recipe.overlays]
    return {
        "partition": part.to_json(), "target": f"{work.rstrip('/')}/{name}.parquet", "made_by": made_by,
        "recipe": [overlays, list(recipe.countries), list(recipe.near) if recipe.near else None],
    }  # fmt: skip


def read_piece(item: str) -> str:
    """The task that engines run: read one piece into its file, unless that is there. Text in, text out."""
    asked = json.loads(item)
    system, path = fsspec_of("--corpus").core.url_to_fs(asked["target"])
    known = _known(system, path, asked["target"])
    if known is not None:
        return codec.dumps(known)
    overlays, countries, near = asked["recipe"]
    reader = _reader(tuple(overlays), tuple(countries), tuple(near) if near else None)
    if fingerprint(reader.recipe, reader.gazetteer.fingerprint) != asked["made_by"]:
        raise GeomapError("this machine has another version of geomap, its gazetteer or your own places")
    began, rejected = time.perf_counter(), list[InputError]()
    part = f"{path}.{uuid.uuid4().hex}.part"
    try:
        count = _write(system, part, reports(Partition(**asked["partition"]), rejected.append), reader, rejected)
        system.mv(part, path)
    finally:
        with suppress(OSError):
            system.rm(part)
    told = tuple((e.where, e.what, e.hint) for e in rejected)
    seconds = time.perf_counter() - began
    return codec.dumps(Done(target=asked["target"], readings=count, seconds=seconds, rejected=told))


@lru_cache(maxsize=2)
def _reader(overlays: tuple[str, ...], countries: tuple[str, ...], near: tuple[float, float] | None) -> Reader:
    """One per process: opening the gazetteer costs more than reading a report."""
    return Reader(Recipe(tuple(map(Path, overlays)), countries, near))


def _write(system: Any, path: str, found: Iterator[Report], reader: Reader, rejected: list[InputError]) -> int:
    """Write the readings of `found` as Parquet; what was rejected goes into the file's own notes."""
    import pyarrow as pa

    parquet, count = _parquet(), 0
    columns = ("report", "published", "source", "url", "title", "events", "reading", "failure")
    schema = pa.schema([(name, pa.int32() if name == "events" else pa.string()) for name in columns])
    with system.open(path, "wb") as stream, parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := [_row(reader.read(report)) for _, report in zip(range(GROUP), found, strict=False)]:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            count += len(rows)
        notes = json.dumps([(e.where, e.what, e.hint) for e in rejected])
        writer.add_key_value_metadata({"geomap_rejected": notes})
    return count


def _row(result: Reading | Failure) -> dict[str, Any]:
    reading = result if isinstance(result, Reading) else Reading(report=result.report)
    report, day = reading.report, reading.publication.value
    return {
        "report": report.id, "published": day.isoformat() if day else None, "source": report.source, "url": report.url,
        "title": report.title, "events": len(reading.events), "reading": codec.pack(reading),
        "failure": "" if result is reading else getattr(result, "reason", ""),
    }  # fmt: skip


def _known(system: Any, path: str, target: str) -> Done | None:
    """What a file that is there already holds; None when it is not there."""
    if not system.exists(path):
        return None
    with system.open(path, "rb") as stream:
        held = _parquet().ParquetFile(stream).metadata
        notes = json.loads((held.metadata or {}).get(b"geomap_rejected", b"[]"))
    told = tuple((where, what, hint) for where, what, hint in notes)
    return Done(target=target, readings=held.num_rows, resumed=True, rejected=told)


def _parquet() -> Any:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingDependencyError("pyarrow", extra="dask", purpose="--corpus") from error
    return parquet


def distinct(
    results: Iterator[Reading | Failure], recipe: Recipe, warn: Callable[[str], None], *, taken: Collection[str] = ()
) -> Iterator[Reading | Failure]:
    """The results with ids of their own: a report whose id was used before is read again under a numbered one."""
    seen = dict.fromkeys(taken, 1)
    for result in results:
        name = result.report.id
        seen[name] = seen.get(name, 0) + 1
        if seen[name] == 1:
            yield result
            continue
        fresh = f"{name}~{seen[name]}"
        warn(f"{name}: the id occurs again; this one is called {fresh}")
        reader = _reader(tuple(map(str, recipe.overlays)), recipe.countries, recipe.near)
        yield reader.read(replace(result.report, id=fresh))


def summary(done: list[Done]) -> dict[str, Any]:
    """Counts for the record of a run."""
    return {
        "pieces": len(done), "resumed": sum(d.resumed for d in done), "readings": sum(d.readings for d in done),
        "busy_seconds": round(sum(d.seconds for d in done), 3), "rejected": sum(len(d.rejected) for d in done),
    }  # fmt: skip


__all__ = ["Done", "distinct", "fingerprint", "read_corpus", "read_piece", "readings", "summary"]
