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

import numpy as np
from numpy.typing import NDArray

from geomap.gazetteer.pack import NUMBER, Sieve, sieve_shape
from geomap.gazetteer.rows import PARTS, WIDTHS

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.uint64]

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
    if not packed:
        return Merged([], bytes(cut.sieve // PARTS))
    rows, heads = _sorted(packed, WIDTHS[table])
    if table == "cells":
        return Merged([(cell, _cell(rows[a:b])) for cell, a, b in _groups(heads >> np.uint64(32))])
    if table in ("ids", "reach"):
        rows, heads = _one_of_each(rows, heads, last=table == "reach")
    whole, width = rows.tobytes(), WIDTHS[table]
    buckets = [(n, whole[a * width : b * width]) for n, a, b in _groups(heads >> np.uint64(64 - cut.bits))]
    return Merged(buckets, sieve_part(heads, cut.sieve) if cut.sieve else b"")


def _sorted(packed: bytes, width: int) -> tuple[Bytes, Numbers]:
    """Rows, (n, width), in the order of their bytes, and their first eight bytes as numbers.

    No two rows have their first sixteen bytes in common, or else they are equal.
    """
    rows = np.frombuffer(packed, np.uint8).reshape(-1, width)
    keys = np.zeros((len(rows), 16), np.uint8)
    keys[:, : min(16, width)] = rows[:, :16]
    pairs = keys.view(">u8").astype(np.uint64)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return rows[order], pairs[order, 0]


def _groups(numbers: Numbers) -> Iterator[tuple[int, int, int]]:
    """(number, from, to) of each run of equal numbers."""
    starts = np.flatnonzero(np.diff(numbers, prepend=numbers[0] + np.uint64(1)))
    return zip(numbers[starts].tolist(), starts.tolist(), [*starts[1:].tolist(), len(numbers)], strict=True)


def _one_of_each(rows: Bytes, heads: Numbers, *, last: bool) -> tuple[Bytes, Numbers]:
    """One row of each digest: the last in order (the most words), or the first (the lowest key)."""
    differs = heads[1:] != heads[:-1]
    kept = np.append(differs, True) if last else np.append(True, differs)
    return rows[kept], heads[kept]


def sieve_part(digests: Numbers, size: int) -> bytes:
    """The 64th of a `Sieve` of `size` bytes that digests, as numbers that begin with the same six bits, lie in."""
    shift, low = sieve_shape(size)
    bits = np.zeros(size * 8 // PARTS, bool)
    bits[digests >> np.uint64(shift) & np.uint64(len(bits) - 1)] = True
    bits[digests & np.uint64(low)] = True
    return np.packbits(bits, bitorder="little").tobytes()


def _cell(rows: Bytes) -> bytes:
    """The postings of a cell, compressed column by column (`pack.open_cell`)."""
    return zlib.compress(rows[:, NUMBER.size :].T.tobytes(), 6)


def _forms(packed: bytes, bits: int) -> Merged:
    """Forms in lines by their bones; the bones of each country are gathered on the way."""
    lines = sorted(set(packed.split(b"\n")) - {b""})
    texts: dict[int, list[bytes]] = defaultdict(list)
    known: dict[str, list[str]] = defaultdict(list)
    for head, group in groupby(lines, _bone):
        number, bone = head.split(b"\t")
        forms = [line[len(head) + 1 :] for line in group]
        texts[int(number, 16) >> 32 - bits] += [b"\n", bone, b"\t", b"\t".join(forms)]
        if bone[:1] != b"+":
            for country in {form.split(b"\t", 2)[1] for form in forms}:
                known[country.decode()].append(bone.decode())
    return Merged([(bucket, b"".join(text) + b"\n") for bucket, text in texts.items()], bones=dict(known))


def _bone(line: bytes) -> bytes:
    """The number and the bone that a line of forms begins with."""
    return line[: line.index(b"\t", 9)]


def pack_bones(bones: dict[str, list[str]]) -> Iterator[tuple[str, bytes]]:
    """(country, its bones compressed), and all bones under "*"."""
    for country in sorted(bones):
        yield country, zlib.compress("\n".join(sorted(set(bones[country]))).encode(), 6)
    every = sorted({bone for group in bones.values() for bone in group})
    yield "*", zlib.compress("\n".join(every).encode(), 6)
