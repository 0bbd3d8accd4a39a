"""Layers in a PostGIS database, against a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import InputError
from geomap.layers import Layer, from_rows
from geomap.publish import postgis as writer
from geomap.publish.formats import export

sa = pytest.importorskip("sqlalchemy", reason="needs the extra geomap[postgis]")
pytest.importorskip("geoalchemy2", reason="needs the extra geomap[postgis]")
pytest.importorskip("psycopg", reason="needs the extra geomap[postgis]")


@pytest.fixture
def db(postgis: str) -> Iterator[Any]:
    """A connection to a database whose schemas of earlier tests are gone; PostGIS stays."""
    engine = sa.create_engine(postgis.replace("postgis://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        for name in ("geomap", "sahel", 'o\'brien "x"'):
            connection.execute(sa.schema.DropSchema(name, cascade=True, if_exists=True))
        connection.commit()
        yield connection.execution_options(isolation_level="AUTOCOMMIT")
    engine.dispose()


def everything(db: Any, schema: str = "geomap") -> dict[str, list[Any]]:
    """All rows of all tables."""
    names = sorted(sa.inspect(db).get_table_names(schema=schema))
    return {
        name: [
            tuple(map(str, row))
            for row in db.execute(sa.text(f'SELECT * FROM "{schema}"."{name}" ORDER BY row_number'))
        ]
        for name in names
    }


def test_layers_become_tables(db: Any, postgis: str, layers: list[Layer]) -> None:
    """Every layer becomes a table with typed columns and geometry in EPSG:4326."""
    export(layers, postgis)
    held = everything(db)
    assert {name: len(rows) for name, rows in held.items()} == {layer.id: len(layer.frame) for layer in layers}
    row = db.execute(sa.text("SELECT quote, date_end - date_start, evidence->0->>'report', ST_X(geom), ST_SRID(geom) FROM geomap.events WHERE id = 'e1'")).one()  # fmt: skip
    quote = next(layer for layer in layers if layer.id == "events").frame["quote"].iloc[0]
    assert tuple(row) == (quote, 2, "gate.txt", 20.25, 4326)
    assert db.scalar(sa.text("SELECT count(*) FROM geomap.events WHERE geom IS NULL AND date_start IS NOT NULL")) == 1


def test_twice_is_once(db: Any, postgis: str, layers: list[Layer]) -> None:
    """A second run leaves the same rows, and a view on a table survives it."""
    export(layers, postgis)
    before = everything(db)
    db.execute(sa.text("CREATE VIEW geomap.shells AS SELECT * FROM geomap.events WHERE type = 'shelling'"))
    export(layers, postgis)
    assert everything(db) == before
    assert db.scalar(sa.text("SELECT count(*) FROM geomap.shells")) == 1


def test_all_or_none(db: Any, postgis: str, layers: list[Layer]) -> None:
    """When one layer cannot be written the others keep their rows of before."""
    export(layers, postgis)
    before = everything(db)
    db.execute(sa.text("ALTER TABLE geomap.advances ADD CONSTRAINT never CHECK (actor IS NULL) NOT VALID"))
    fewer = [
        layer if layer.id == "advances" else Layer(layer.id, layer.title, layer.frame.iloc[:0], layer.time)
        for layer in layers
    ]
    with pytest.raises(InputError, match="never"):
        export(fewer, postgis)
    assert everything(db) == before


def test_first_run_leaves_nothing_when_it_fails(db: Any, postgis: str, layers: list[Layer]) -> None:
    """A table that is not geomap's is refused and untouched, and no other table is made."""
    db.execute(sa.text("CREATE SCHEMA sahel"))
    db.execute(sa.text("CREATE TABLE sahel.places (row_number int)"))
    db.execute(sa.text("INSERT INTO sahel.places VALUES (7)"))
    with pytest.raises(InputError, match=r"sahel\.places is there and is not geomap's"):
        export(layers, postgis, schema="sahel")
    assert everything(db, "sahel") == {"places": [("7",)]}


def test_schema_is_only_a_name(db: Any, postgis: str, layers: list[Layer]) -> None:
    """A schema with quotes in its name is a schema, not SQL."""
    name = 'o\'brien "x"'
    export(layers, postgis, schema=name)
    assert name in sa.inspect(db).get_schema_names()
    assert sa.inspect(db).has_table("events", schema=name)


def test_new_columns_are_added(db: Any, postgis: str, layers: list[Layer]) -> None:
    """A table of an earlier version gets the columns that it lacks."""
    export(layers, postgis)
    db.execute(sa.text("ALTER TABLE geomap.events DROP COLUMN quote"))
    export(layers, postgis)
    assert db.scalar(sa.text("SELECT count(quote) FROM geomap.events")) == 3


def test_letters_that_the_database_cannot_hold(db: Any, postgis: str) -> None:
    """A NUL letter in a report's text becomes a mark and is told; the rows are there."""
    row = {
        "id": "e1",
        "type": "clash",
        "report": "r",
        "quote": "a\0b",
        "evidence": [{"report": "r\0", "start": 0, "end": 1}],
    }
    remarks = export([from_rows("events", [row])], postgis)
    assert db.execute(sa.text("SELECT quote, evidence->0->>'report' FROM geomap.events")).one() == (
        "a\ufffdb",
        "r\ufffd",
    )
    assert remarks == ["2 texts held NUL letters, which became \ufffd"]


def test_check_finds_what_is_missing(db: Any, postgis: str, layers: list[Layer]) -> None:
    """The tables are compared with the folder's counts."""
    export(layers, postgis)
    counts = {layer.id: len(layer.frame) for layer in layers}
    assert writer.check(postgis, counts) == []
    db.execute(sa.text("DELETE FROM geomap.events WHERE id = 'e2'"))
    db.execute(sa.text("DROP TABLE geomap.fronts"))
    found = " ".join(writer.check(postgis, counts))
    assert "table events has 2 rows, its GeoJSON 3" in found
    assert "table fronts is missing" in found


def test_password_is_not_told(layers: list[Layer]) -> None:
    """A database that cannot be reached is named without the password."""
    with pytest.raises(InputError) as caught:
        export(layers, "postgis://me:s3cret@127.0.0.1:9/maps")
    assert "s3cret" not in str(caught.value)
    assert "me:***@127.0.0.1:9/maps" in str(caught.value)


def test_lists_are_json(db: Any, postgis: str, layers: list[Layer]) -> None:
    """Lists can be asked for with the database's own JSON functions."""
    export(layers, postgis)
    via = db.scalar(sa.text("SELECT via FROM geomap.corridors WHERE id = 'c1'"))
    assert via == json.loads('["Old Bridge", "Kesh"]')


def test_queries_of_the_docs_work(db: Any, postgis: str, layers: list[Layer]) -> None:
    """Every query that docs/gis.md shows runs and finds something in the small case."""
    export(layers, postgis)
    text = (Path(__file__).parents[2] / "docs" / "gis.md").read_text("utf-8")
    block = text.partition("```sql")[2].partition("```")[0].replace("2023-11", "2031-03")
    queries = [query for query in block.split(";") if query.strip()]
    assert len(queries) == 3
    assert [len(db.execute(sa.text(query)).all()) > 0 for query in queries] == [True] * 3
