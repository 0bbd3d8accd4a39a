"""Records to JSON and back, by their own field types: what is kept between runs and sent between machines.

JSON, never pickle: a stored reading can come from another person's disk.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from geomap.errors import InputError

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def dumps(record: object) -> str:
    """One record as a line of JSON. Fields at their default are left out; the same record gives the same line."""
    return json.dumps(encode(record), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], line: str) -> T:
    """The record of type `kind` that `dumps` wrote. Raises InputError when the line is not one."""
    try:
        return decode(kind, json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"not a stored {kind.__name__}: {error}", hint="delete the store and run again") from error


def encode(value: object) -> Any:
    """Plain JSON values of a record: dataclasses as objects, tuples as lists, dates as ISO text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: encode(v) for name, default in _layout(type(value)) if (v := getattr(value, name)) != default}
    if isinstance(value, tuple | list):
        return [encode(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def decode(kind: type[T], data: Any) -> T:
    """The record of type `kind` from plain JSON values."""
    key: Any = kind  # a dataclass is hashable, which mypy cannot see of type[T]
    result: T = _decoder(key)(data)
    return result


@cache
def _layout(kind: type) -> tuple[tuple[str, object], ...]:
    """Field names with their defaults (MISSING where there is none)."""
    return tuple((f.name, f.default_factory() if f.default_factory is not MISSING else f.default) for f in fields(kind))


@cache
def _decoder(kind: Any) -> Decoder:
    """A function that turns plain values into `kind`; built once per type."""
    if kind is date:
        return date.fromisoformat
    if is_dataclass(kind) and isinstance(kind, type):
        return _record_decoder(kind)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = _decoder(next(a for a in args if a is not type(None)))
        return lambda v: None if v is None else inner(v)
    if origin is tuple:
        return _tuple_decoder(args)
    if origin is Literal:
        return lambda v: v
    if kind is float:
        return float
    return lambda v: v


def _record_decoder(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    decoders = {f.name: _decoder(hints[f.name]) for f in fields(kind)}
    return lambda data: kind(**{name: decoders[name](v) for name, v in data.items()})


def _tuple_decoder(args: tuple[Any, ...]) -> Decoder:
    if len(args) == 2 and args[1] is Ellipsis:
        inner = _decoder(args[0])
        return lambda v: tuple(inner(x) for x in v)
    inners = [_decoder(a) for a in args]
    return lambda v: tuple(d(x) for d, x in zip(inners, v, strict=True))
