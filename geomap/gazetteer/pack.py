"""How an index packs what it holds: postings, records, and a `Sieve` of what it does not hold.

A posting is `kind, key, lat, lon, population, area, radius_km, feature, seat`, big-endian, so that postings sort as bytes
do: best kind of name first, then by place. Positions are micro-degrees; `area` numbers a line of the list of areas
(country, admin1, admin2). Records are JSON, some to a block, compressed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from hashlib import blake2b

FORMAT = 8  # raise it when the layout of an index changes
POSTING = struct.Struct(">BIiiIIfBB")
TAIL = struct.Struct(">IiiIIfBB")  # a posting without its kind
NUMBER = struct.Struct(">I")
MICRO = 1_000_000
DIGEST = 8  # bytes of a digest
BLOCK = 8  # records compressed together
_WINDOW, _MEMORY = 13, 6  # of zlib: a block is a kilobyte, and larger tables cost more to clear than they save

# Numbers are written to indices: append only.
FEATURES = (
    "country", "admin1", "admin2", "city", "town", "village", "camp", "region", "airspace", "airbase", "airport", "port", "border_crossing",
    "mountain", "river", "sea", "coast", "road", "bridge", "dam", "base", "facility", "site", "continent", "neighbourhood", "strait", "lake",
    "island", "desert",
)  # fmt: skip
KINDS = ("name", "alternate", "former", "short", "abbreviation", "code", "demonym")
SEATS = ("", "capital", "admin1", "admin2")
FEATURE_CODE = {name: i for i, name in enumerate(FEATURES)}
KIND_CODE = {name: i for i, name in enumerate(KINDS)}
SEAT_CODE = {name: i for i, name in enumerate(SEATS)}


def digest(text: str) -> bytes:
    """Eight bytes that stand for a text in an index, the same on every machine."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()


def hash64(text: str) -> int:
    """The digest as a signed 64-bit number."""
    return int.from_bytes(digest(text), "little", signed=True)


class Sieve:
    """Digests that may be there: tells in a fraction of a microsecond that one is not (a Bloom filter with two bits each).

    The second bit lies in the same 64th of the filter as the first, so that digests of one part of an index, which begin
    alike, make one part of it. Source: B. H. Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM
    13 (1970).
    """

    __slots__ = ("_bits", "_low", "_shift")
    LARGEST = 1 << 24  # bytes: read when the index is first asked, so opening stays quick
    PARTS = 64  # of an index

    def __init__(self, bits: bytes | bytearray) -> None:
        self._bits = bits
        self._shift, self._low = sieve_shape(len(bits))

    @classmethod
    def size(cls, count: int) -> int:
        """Bytes for `count` digests: two or more for each, which lets one or two of a hundred through."""
        size = cls.PARTS
        while size < 2 * count and size < cls.LARGEST:
            size *= 2
        return size

    def may_hold(self, packed: bytes) -> bool:
        """False when the digest is certainly not there."""
        bits, low = self._bits, self._low
        value = int.from_bytes(packed, "big")
        first = value >> self._shift
        if not bits[first >> 3] >> (first & 7) & 1:
            return False
        second = first & ~low | value & low
        return bool(bits[second >> 3] >> (second & 7) & 1)


def sieve_shape(size: int) -> tuple[int, int]:
    """How far a digest is shifted to number a bit of a sieve, and the mask of a bit's place in its 64th."""
    return 64 - (size * 8 - 1).bit_length(), size * 8 // Sieve.PARTS - 1


def exact_key(name: str) -> str:
    """The key of an abbreviation or code: dots and blanks go, case stays ("U.S." is a country, "us" is not)."""
    return "~" + name.replace(".", "").replace(" ", "")


# What records have in common: a block of eight is compressed as if it stood behind this.
_COMMON = (
    b'["airport","airbase","admin1","admin2","region","river","mountain","site","city","village",["","alternate"],["","former"],["short"],'
    b'{"iata":"","icao":""},{"wikidata":"Q"},"","","airportsdata","admin1"]\n'
    b'["geonames:","","town","",0.0,0.0,4.0,"","",0,[["","","alternate"],["","ar","alternate"],["","","alternate"]],{},"","","GeoNames","",[]]\n'
)


def compress(records: Iterable[str]) -> bytes:
    """The records of a block, one to a line, in the order of their keys; "" where a key is not used."""
    packer = zlib.compressobj(4, wbits=_WINDOW, memLevel=_MEMORY, zdict=_COMMON)
    return packer.compress("\n".join(records).encode("utf-8", "surrogatepass")) + packer.flush()


def decompress(block: bytes) -> list[bytes]:
    """The records of a block."""
    unpacker = zlib.decompressobj(zdict=_COMMON)
    return (unpacker.decompress(block) + unpacker.flush()).split(b"\n")


def open_cell(packed: bytes) -> bytes:
    """The postings of a cell, which are compressed column by column."""
    columns = zlib.decompress(packed)
    count = len(columns) // POSTING.size
    return b"".join([columns[i::count] for i in range(count)])
