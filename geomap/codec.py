"""Records to JSON and back, by their own field types: what is kept between runs and sent between machines.

JSON, never pickle: a stored reading can come from another person's disk. A record that occurs again within a reading
(a place named ten times, the resolution that an event shares with its mention) is written once: see `pack`.
"""

from __future__ import annotations

import json
import threading
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from geomap.errors import InputError
from geomap.model import Place, Reading, Resolution

T = TypeVar("T")
Decoder = Callable[[Any], Any]
DAMAGED = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)


def dumps(record: object) -> str:
    """One record as a line of JSON. Fields at their default are left out; the same record gives the same line."""
    return _line(encode(record))


def loads(kind: type[T], line: str) -> T:
    """The record of type `kind` that `dumps` wrote. Raises InputError when the line is not one."""
    try:
        return decode(kind, json.loads(line))
    except DAMAGED as error:
        raise InputError(f"not a stored {kind.__name__}: {error}", hint="delete the store and run again") from error


def pack(reading: Reading) -> str:
    """A reading as a line of JSON, `[places, resolutions, reading]`, in which a number stands for each place and resolution."""
    packer = _Packer()
    body = packer.encode(reading)
    return _line([packer.places, packer.resolutions, body])


def unpack(line: str) -> Reading:
    """The reading that `pack` wrote. Raises InputError when the line is not one."""
    try:
        return _unpacker().read(json.loads(line))
    except DAMAGED as error:
        raise InputError(f"not a stored Reading: {error}", hint="delete the store and run again") from error


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def encode(value: object) -> Any:
    """Plain JSON values of a record: dataclasses as objects, tuples as lists, dates as ISO text."""
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value, encode)
    if isinstance(value, tuple | list):
        return [encode(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _fields(value: Any, inner: Callable[[object], Any]) -> dict[str, Any]:
    return {name: inner(v) for name, default in _layout(_kind(value)) if (v := getattr(value, name)) != default}


def decode(kind: type[T], data: Any) -> T:
    """The record of type `kind` from plain JSON values, which are used up."""
    result: T = _plain.of(kind)(data)
    return result


def _kind(value: Any) -> Any:
    return type(value)  # a dataclass is hashable, which mypy cannot see of type[Any]


@cache
def _layout(kind: type) -> tuple[tuple[str, object], ...]:
    """Field names with their defaults (MISSING where there is none)."""
    return tuple((f.name, f.default_factory() if f.default_factory is not MISSING else f.default) for f in fields(kind))


@cache
def _hints(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((f.name, hints[f.name]) for f in fields(kind))


@lru_cache(maxsize=20_000)
def _place(text: str) -> Place:
    """A stored place; the few thousand of a case are decoded once."""
    return loads(Place, text)


@lru_cache(maxsize=20_000)
def _place_text(place: Place) -> str:
    return dumps(place)


class _Packer:
    """Encodes, with tables of the places and resolutions met on the way."""

    def __init__(self) -> None:
        self.places: list[str] = []
        self.resolutions: list[Any] = []
        self._numbers: dict[object, int] = {}
        self._seen: dict[int, int] = {}  # by identity, which spares most of the hashing

    def encode(self, value: object) -> Any:
        if isinstance(value, Place):
            return self._number(value, lambda: self.places, lambda: _place_text(value))
        if isinstance(value, Resolution):
            return self._number(value, lambda: self.resolutions, lambda: _fields(value, self.encode))
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, tuple | list):
            return [self.encode(v) for v in value]
        if isinstance(value, date):
            return value.isoformat()
        return _fields(value, self.encode)

    def _number(self, value: object, table: Callable[[], list[Any]], text: Callable[[], Any]) -> int:
        if (number := self._seen.get(id(value))) is not None:
            return number
        if (number := self._numbers.get(value)) is None:
            encoded = text()
            number = self._numbers[value] = len(table())
            table().append(encoded)
        self._seen[id(value)] = number
        return number


class _Decoders:
    """Functions that turn plain values into a type, made once per type; `given` ones replace those of their types."""

    def __init__(self, given: dict[Any, Decoder]) -> None:
        self.given = given
        self.made: dict[Any, Decoder] = {}

    def of(self, kind: Any) -> Decoder:
        """The decoder of `kind`."""
        if kind not in self.made:
            self.made[kind] = self.given.get(kind) or self._make(kind)
        return self.made[kind]

    def _make(self, kind: Any) -> Decoder:
        if kind is date:
            return date.fromisoformat
        if is_dataclass(kind) and isinstance(kind, type):
            return self._record(kind)
        origin, args = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            inner = self.of(next(a for a in args if a is not type(None)))
            return inner if inner is _same else lambda v: None if v is None else inner(v)
        if origin is tuple:
            return self._tuple(args)
        return float if kind is float and origin is not Literal else _same

    def _record(self, kind: type) -> Decoder:
        decoders = {name: made for name, hint in _hints(kind) if (made := self.of(hint)) is not _same}

        def record(data: dict[str, Any]) -> Any:
            for name in decoders.keys() & data.keys():
                data[name] = decoders[name](data[name])  # in place: nobody else has what was just parsed
            return kind(**data)

        return record

    def _tuple(self, args: tuple[Any, ...]) -> Decoder:
        if len(args) == 2 and args[1] is Ellipsis:
            inner = self.of(args[0])
            return tuple if inner is _same else lambda v: tuple(map(inner, v))
        inners = [self.of(a) for a in args]
        return lambda v: tuple(d(x) for d, x in zip(inners, v, strict=True))


class _Unpacker:
    """Readings from their packed form; its decoders are made once and look into the tables of the reading at hand."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._resolutions: list[Resolution] = []
        place = {Place: lambda number: self._places[number]}
        self._resolution = _Decoders(dict(place)).of(Resolution)
        self._reading = _Decoders({**place, Resolution: lambda number: self._resolutions[number]}).of(Reading)

    def read(self, packed: Any) -> Reading:
        places, resolutions, body = packed
        self._places = [_place(text) for text in places]
        self._resolutions = [self._resolution(data) for data in resolutions]
        reading: Reading = self._reading(body)
        return reading


_threads = threading.local()


def _unpacker() -> _Unpacker:
    """This thread's own."""
    if not hasattr(_threads, "unpacker"):
        _threads.unpacker = _Unpacker()
    found: _Unpacker = _threads.unpacker
    return found


def _same(value: Any) -> Any:
    return value


_plain = _Decoders({})
