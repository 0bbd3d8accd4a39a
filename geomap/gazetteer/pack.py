"""How an index packs a candidate: 28 bytes that hold all that ranking needs.

One posting is `key, lat, lon, population, area, radius_km, feature, kind, seat, spare`, little-endian. Positions are
micro-degrees; `area` numbers a row of the table `areas` (country, admin1, admin2).
"""

from __future__ import annotations

import hashlib
import struct

FORMAT = 4  # raise it when the layout of an index changes
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


def exact_key(name: str) -> str:
    """The key of an abbreviation or code: dots and blanks go, case stays ("U.S." is a country, "us" is not)."""
    return "~" + name.replace(".", "").replace(" ", "")
