"""Rows of many runs -> the contents of the tables of an index, one part at a time and in order.

Every table but `places` is cut in buckets by the first bits of what its rows are found by, some sixteen rows each: one
small read finds a name, and writing costs a fraction of a row a name.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from geomap.gazetteer.pack import DIGEST, NUMBER, POSTING, Sieve, transpose
from geomap.gazetteer.rows import WIDTHS

_PER_BUCKET = 16
_PER_FORM_BUCKET = 48
_FORM_LENGTH = 40  # bytes of a form, about
_LEAST_BITS = 6  # so that no bucket lies in two parts


class Run(Protocol):
    """Rows in parts, in memory or in a file."""

    def part(self, table: str, number: int) -> bytes | bytearray: ...

    def size(self, table: str) -> int: ...


class Merged(NamedTuple):
    """A part of a table: (bucket number, contents) in order; its part of the sieve; country -> bones of its forms."""

    buckets: list[tuple[int, bytes]]
    sieve: bytes = b""
    bones: dict[str, list[str]] = {}  # noqa: RUF012 - a NamedTuple's default, never written to


class Plan(NamedTuple):
    """Into how many buckets a table is cut (2 ** bits), and the bytes of its sieve (0: none)."""

    bits: int
    sieve: int = 0


def plan(table: str, size: int) -> Plan:
    """How a table of `size` bytes of rows is cut."""
    if table == "cells":
        return Plan(0)
    count = size // (WIDTHS.get(table) or _FORM_LENGTH)
    per = _PER_BUCKET if table in WIDTHS else _PER_FORM_BUCKET
    bits = max(_LEAST_BITS, (count // per).bit_length())
    return Plan(bits, Sieve.size(count) if table in ("names", "reach") else 0)


def merge(runs: Sequence[Run], table: str, number: int, cut: Plan) -> Merged:
    """One part of a table."""
    packed = b"".join([run.part(table, number) for run in runs])
    if table == "forms":
        return _forms(packed, cut.bits)
    width = WIDTHS[table]
    rows = sorted([packed[at : at + width] for at in range(0, len(packed), width)])
    if table == "cells":
        return Merged([_cell(head, list(group)) for head, group in groupby(rows, _head)])
    if table in ("ids", "reach"):
        rows = _one_of_each(rows, last=table == "reach")
    shift = 8 * NUMBER.size - cut.bits
    buckets = [
        (bucket, b"".join(group)) for bucket, group in groupby(rows, lambda r: int.from_bytes(r[:4], "big") >> shift)
    ]
    sieve = Sieve.part((r[:DIGEST] for r in rows), cut.sieve, number) if cut.sieve else b""
    return Merged(buckets, sieve)


def _head(row: bytes) -> bytes:
    return row[: NUMBER.size]


def _cell(head: bytes, rows: list[bytes]) -> tuple[int, bytes]:
    """The postings of a cell, compressed."""
    postings = b"".join([row[NUMBER.size :] for row in rows])
    return NUMBER.unpack(head)[0], zlib.compress(transpose(postings, POSTING.size), 6)


def open_cell(packed: bytes) -> bytes:
    """The postings of a cell."""
    columns = zlib.decompress(packed)
    return transpose(columns, len(columns) // POSTING.size)


def _one_of_each(rows: list[bytes], *, last: bool) -> list[bytes]:
    """One row of each digest: the last in order (the most words), or the first (the lowest key)."""
    kept = {row[:DIGEST]: row for row in (rows if last else reversed(rows))}
    return sorted(kept.values())


def _forms(packed: bytes, bits: int) -> Merged:
    """Forms in lines by their bones; the bones of each country are gathered on the way."""
    lines = sorted(set(packed.decode("utf-8", "replace").split("\n")) - {""})
    known: dict[str, list[str]] = defaultdict(list)
    buckets = []
    for bucket, inside in groupby(lines, lambda line: int(line[:8], 16) >> 32 - bits):
        text = ["\n"]
        for bone, group in groupby((line[9:].partition("\t") for line in inside), lambda parts: parts[0]):
            forms = [parts[2] for parts in group]
            text += [bone, "\t", "\t".join(forms), "\n"]
            if not bone.startswith("+"):
                for country in {form.split("\t", 2)[1] for form in forms}:
                    known[country].append(bone)
        buckets.append((bucket, "".join(text).encode()))
    return Merged(buckets, bones=dict(known))


def pack_bones(bones: dict[str, list[str]]) -> Iterator[tuple[str, bytes]]:
    """(country, its bones compressed), and all bones under "*"."""
    for country in sorted(bones):
        yield country, zlib.compress("\n".join(sorted(set(bones[country]))).encode(), 6)
    every = sorted({bone for group in bones.values() for bone in group})
    yield "*", zlib.compress("\n".join(every).encode(), 6)
