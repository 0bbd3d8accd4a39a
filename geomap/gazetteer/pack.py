"""How an index packs a candidate (28 bytes that hold all that ranking needs) and what it does not hold (a `Sieve`).

One posting is `key, lat, lon, population, area, radius_km, feature, kind, seat, spare`, little-endian. Positions are
micro-degrees; `area` numbers a row of the table `areas` (country, admin1, admin2).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable

FORMAT = 5  # raise it when the layout of an index changes
POSTING = struct.Struct("<IiiIIfBBBB")
MICRO = 1_000_000

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


def hash64(text: str) -> int:
    """A signed 64-bit hash, the same on every machine: SQLite's integer key."""
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True
    )


class Sieve:
    """Hashes that may be there: tells in a fraction of a microsecond that one is not (a Bloom filter with two bits a hash).

    Source: B. H. Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 13 (1970).
    """

    __slots__ = ("_bits", "_mask")
    LARGEST = 1 << 24  # bytes: read when the index is first asked, so opening stays quick

    def __init__(self, bits: bytes | bytearray) -> None:
        self._bits, self._mask = bits, len(bits) * 8 - 1

    @classmethod
    def size(cls, count: int) -> int:
        """Bytes for `count` hashes: two or more for each, which lets one or two of a hundred through."""
        size = 64
        while size < 2 * count and size < cls.LARGEST:
            size *= 2
        return size

    @classmethod
    def of(cls, hashes: Iterable[int], count: int) -> bytes:
        """The packed sieve of `count` hashes."""
        bits = bytearray(cls.size(count))
        mask = len(bits) * 8 - 1
        for h in hashes:
            a, b = h & mask, h >> 32 & mask
            bits[a >> 3] |= 1 << (a & 7)
            bits[b >> 3] |= 1 << (b & 7)
        return bytes(bits)

    def may_hold(self, h: int) -> bool:
        """False when the hash is certainly not there."""
        bits, mask = self._bits, self._mask
        a, b = h & mask, h >> 32 & mask
        return bool(bits[a >> 3] >> (a & 7) & 1 and bits[b >> 3] >> (b & 7) & 1)


def exact_key(name: str) -> str:
    """The key of an abbreviation or code: dots and blanks go, case stays ("U.S." is a country, "us" is not)."""
    return "~" + name.replace(".", "").replace(" ", "")
