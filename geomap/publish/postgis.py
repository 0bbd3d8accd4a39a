"""Layers as tables of a PostGIS database: all of them or none, and the same rows however often it is run.

Everything happens in one transaction. A table that is there keeps its columns, rights and views; its rows are replaced.
Tables that geomap did not make are never touched: it knows its own by their comment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import shapely

from geomap.errors import InputError, MissingDependencyError
from geomap.layers import FIELDS, Layer
from geomap.publish import tables
from geomap.publish.geometry import tidy

if TYPE_CHECKING:
    import sqlalchemy as sa

SCHEMA = "geomap"
COMMENT = "geomap layer: "  # how a table begins its comment when it is ours
BATCH = 5_000  # rows sent at once
KEY, SHAPE = "row_number", "geom"
TIMEOUT_S = 15  # for the first answer of a server


def write(layers: Sequence[Layer], url: str, *, schema: str = "") -> list[str]:
    """Write every layer as a table of `schema` (default geomap) in the database at `url`, in one transaction.

    Returns remarks: texts whose NUL letters the database cannot hold. Raises InputError when the database cannot be
    reached, has no PostGIS, or holds a table of that name that is not geomap's; MissingDependencyError without SQLAlchemy.
    """
    try:
        import geoalchemy2  # noqa: F401 - teaches SQLAlchemy geometry
        import psycopg  # noqa: F401 - the driver that the engine names
        import sqlalchemy as sa
    except ImportError as error:
        raise MissingDependencyError(
            "SQLAlchemy, GeoAlchemy2 and psycopg", extra="postgis", purpose="PostGIS"
        ) from error
    engine, where = _engine(url)
    try:
        with engine.begin() as db:
            _prepare(db, schema or SCHEMA, where)
            counts = [_replace(db, layer, schema or SCHEMA, where) for layer in tables.in_order(layers)]
    except sa.exc.SQLAlchemyError as error:
        raise _told(error, where) from error
    finally:
        engine.dispose()
    cleaned = sum(counts)
    return [f"{cleaned} texts held NUL letters, which became \ufffd"] if cleaned else []


def _engine(url: str) -> tuple[sa.Engine, str]:
    """An engine for the URL, and the URL as it may be shown: without its password."""
    import sqlalchemy as sa

    try:
        parsed = sa.make_url(re.sub(r"^\w+://", "postgresql+psycopg://", url, count=1))
    except (sa.exc.ArgumentError, ValueError) as error:
        hint = "postgis://USER@HOST:PORT/DATABASE"
        raise InputError("not a database URL", hint=hint) from error
    shown = parsed.set(drivername="postgis", query={}).render_as_string(hide_password=True)
    return sa.create_engine(parsed, connect_args={"connect_timeout": TIMEOUT_S}), shown


def _told(error: Exception, where: str) -> InputError:
    """The database's own first line, without the statement and its values."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    first = said[0] if said else type(error).__name__
    return InputError(f"the database refused: {first}", where=where, hint="nothing was changed")


def _prepare(db: sa.Connection, schema: str, where: str) -> None:
    """The schema, and PostGIS in it or elsewhere; other exports to this schema wait until this one has ended."""
    import sqlalchemy as sa

    db.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": f"geomap {schema}"})
    if db.scalar(sa.text("SELECT count(*) FROM pg_extension WHERE extname = 'postgis'")) == 0:
        available = db.scalar(sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'"))
        if not available:
            raise InputError("the server has no PostGIS", where=where, hint="install its postgis package")
        db.execute(sa.text("CREATE EXTENSION postgis"))
    if not sa.inspect(db).has_schema(schema):
        db.execute(sa.schema.CreateSchema(schema))


def _replace(db: sa.Connection, layer: Layer, schema: str, where: str) -> int:
    """The layer's table with the layer's rows and no others; returns how many texts had to be cleaned."""
    import sqlalchemy as sa

    table = _table(layer, schema)
    inspector = sa.inspect(db)
    if inspector.has_table(layer.id, schema=schema):
        comment = inspector.get_table_comment(layer.id, schema=schema)["text"] or ""
        if not comment.startswith(COMMENT):
            hint = "choose another schema with --schema"
            raise InputError(f"table {schema}.{layer.id} is there and is not geomap's", where=where, hint=hint)
        _widen(db, table, {column["name"] for column in inspector.get_columns(layer.id, schema=schema)})
        db.execute(table.delete())
    else:
        table.create(db)
    rows, cleaned = _rows(layer)
    for first in range(0, len(rows), BATCH):
        db.execute(table.insert(), rows[first : first + BATCH])
    return cleaned


def _table(layer: Layer, schema: str) -> sa.Table:
    """The layer's table: its fields with fitting types, any kind of geometry in EPSG:4326 with its index."""
    import sqlalchemy as sa
    from geoalchemy2 import Geometry
    from sqlalchemy.dialects.postgresql import JSONB

    kinds = {"int": sa.BigInteger, "number": sa.Double, "date": sa.Date, "list": JSONB}
    columns: list[sa.Column[Any]] = [sa.Column(_name(n), kinds.get(kind, sa.Text)) for n, kind in layer.fields.items()]
    shape = sa.Column(SHAPE, Geometry("GEOMETRY", srid=4326, spatial_index=True))
    key = sa.Column(KEY, sa.Integer, primary_key=True, autoincrement=False)
    days = [sa.Index(None, *(_name(n) for n in layer.time))] if layer.time else []
    naming = sa.MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})
    return sa.Table(
        layer.id, naming, key, *columns, shape, *days, schema=schema, comment=f"{COMMENT}{layer.title}"
    )  # fmt: skip


def _name(column: str) -> str:
    """A column's name, other than those that the table has of its own."""
    return f"{column}_" if column in (KEY, SHAPE) else column


def _widen(db: sa.Connection, table: sa.Table, there: set[str]) -> None:
    """Add the columns that a table of an earlier version lacks."""
    import sqlalchemy as sa

    prepare = db.dialect.identifier_preparer
    for column in table.columns:
        if column.name not in there:
            kind = column.type.compile(db.dialect)
            target = f"{prepare.format_table(table)} ADD COLUMN {prepare.quote(column.name)} {kind}"
            db.execute(sa.text(f"ALTER TABLE {target}"))


def _rows(layer: Layer) -> tuple[list[dict[str, Any]], int]:
    """The rows as bound parameters, numbered from 1, and how many texts held letters that the database cannot hold."""
    from geoalchemy2.elements import WKBElement

    clean, numbers = _Cleaner(), range(len(layer.frame))
    columns = {name: tables.values(layer, name, numbers) for name in layer.fields}
    rows = []
    for number, geometry in enumerate(layer.frame.geometry):
        shape = tidy(geometry)
        row: dict[str, Any] = {KEY: number + 1, SHAPE: None}
        if shape is not None:
            row[SHAPE] = WKBElement(shapely.to_wkb(shape), srid=4326)
        for name, kind in layer.fields.items():
            row[_name(name)] = clean.cell(columns[name][number], kind)
        rows.append(row)
    return rows, clean.count


class _Cleaner:
    """Turns cells into parameters, and counts the texts that PostgreSQL could not have held."""

    def __init__(self) -> None:
        self.count = 0

    def cell(self, value: Any, kind: str) -> Any:
        """The cell as the column takes it."""
        if value is None or kind in ("int", "number"):
            return value
        if kind == "date":
            return tables.day(value)
        return self._deep(value) if kind == "list" else self._text(tables.text(value))

    def _deep(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._deep(v) for v in value]
        if isinstance(value, dict):
            return {self._text(k): self._deep(v) for k, v in value.items()}
        return self._text(value) if isinstance(value, str) else value

    def _text(self, value: str) -> str:
        if "\0" not in value:
            return value
        self.count += 1
        return value.replace("\0", "\ufffd")


def check(url: str, counts: dict[str, int], *, schema: str = "") -> list[str]:
    """What is wrong with the tables at `url`: missing ones, other numbers of rows than `counts` says, unsound geometry."""
    import sqlalchemy as sa

    engine, where = _engine(url)
    problems = []
    try:
        with engine.connect() as db:
            for layer_id in [name for name in FIELDS if name in counts]:
                if not sa.inspect(db).has_table(layer_id, schema=schema or SCHEMA):
                    problems.append(f"{where}: table {layer_id} is missing")
                    continue
                table = sa.Table(layer_id, sa.MetaData(), sa.Column(SHAPE), schema=schema or SCHEMA)
                rows = db.scalar(sa.select(sa.func.count()).select_from(table))
                if rows != counts[layer_id]:
                    problems.append(f"{where}: table {layer_id} has {rows} rows, its GeoJSON {counts[layer_id]}")
                broken = sa.select(sa.func.count()).where(~sa.func.ST_IsValid(table.c[SHAPE])).select_from(table)
                if unsound := db.scalar(broken):
                    problems.append(f"{where}: table {layer_id} has {unsound} unsound geometries")
    except sa.exc.SQLAlchemyError as error:
        raise _told(error, where) from error
    finally:
        engine.dispose()
    return problems
