"""Everything in which the databases' SQL differs; how to connect to one has its own package."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Dialect,
    Executable,
    Insert,
    Table,
    Text,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql.elements import ColumnElement

DIALECTS: Mapping[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="qmark"),
    "postgresql": PGDialect_psycopg(paramstyle="format"),  # type: ignore[no-untyped-call]  # it has no types
}
"""The databases that statements can be compiled for."""

_BARE_LIMIT = re.compile(r"\b(LIMIT|OFFSET) \?(?! ?[+-])")


def kept_prepared(dialect: str, text: str) -> str:
    """The statement so that the database prepares it once.

    SQLite looks at the value of a bare ``LIMIT ?`` to plan by, so each new value, even the same again, has
    the whole statement prepared anew: for a page of topics that was as dear as reading it.
    """
    return _BARE_LIMIT.sub(r"\1 ? + 0", text) if dialect == "sqlite" else text


def insert_if_absent(
    table: Table, values: Mapping[str, ColumnElement[Any]], *unique: str
) -> Mapping[str, Insert]:
    """Add a row unless its ``unique`` columns are taken: without an error, which would end a transaction."""
    return {
        "sqlite": sqlite.insert(table).values(values).on_conflict_do_nothing(index_elements=unique),
        "postgresql": postgresql.insert(table).values(values).on_conflict_do_nothing(index_elements=unique),
    }


def insert_unless(table: Table, values: Mapping[str, ColumnElement[Any]]) -> Mapping[str, Executable]:
    """Add a row unless anything unique in it is taken, be it so only among some rows."""
    return {
        "sqlite": sqlite.insert(table).values(values).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(table).values(values).on_conflict_do_nothing(),
    }


def insert_or_renew(
    table: Table,
    values: Mapping[str, ColumnElement[object]],
    unique: Sequence[str],
    may: ColumnElement[bool],
) -> Mapping[str, Executable]:
    """Add a row; where its ``unique`` columns are taken, write it anew if it may be, and else nothing."""
    return {
        name: insert(table)
        .values(values)
        .on_conflict_do_update(index_elements=unique, set_=values, where=may)
        for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
    }


def insert_or_change(
    table: Table,
    values: Mapping[str, ColumnElement[Any]],
    unique: Sequence[str],
    changed: Mapping[str, ColumnElement[Any]],
    may: ColumnElement[bool] | None,
) -> Mapping[str, Executable]:
    """Add a row; where its ``unique`` columns are taken, change that one if it may be, and else nothing."""
    return {
        name: insert(table)
        .values(values)
        .on_conflict_do_update(index_elements=unique, set_=changed, where=may)
        for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
    }


def insert_or_hold(
    table: Table, values: Mapping[str, ColumnElement[object]], columns: Sequence[Column[Any]], *unique: str
) -> Mapping[str, Executable]:
    """Add a row unless its ``unique`` columns are taken, and give the row that is there then.

    What is there is written over with itself, by which the transaction holds it: nobody can come in between.
    """
    kept = {name: table.c[name] for name in unique}
    found: dict[str, Executable] = {}
    for dialect, insert in (("sqlite", sqlite.insert(table)), ("postgresql", postgresql.insert(table))):
        held = insert.values(values).on_conflict_do_update(index_elements=unique, set_=kept)
        found[dialect] = held.returning(*columns)
    return found


def insert_or_replace(
    table: Table, values: Mapping[str, ColumnElement[object]], *unique: str
) -> Mapping[str, Executable]:
    """Add a row, or write over the one that has its ``unique`` columns."""
    found: dict[str, Executable] = {}
    for dialect, insert in (("sqlite", sqlite.insert(table)), ("postgresql", postgresql.insert(table))):
        stored = insert.values(values)
        others = {name: stored.excluded[name] for name in values if name not in unique}
        found[dialect] = stored.on_conflict_do_update(index_elements=unique, set_=others)
    return found


def among(
    column: ColumnElement[str], name: str, query: Callable[[ColumnElement[bool]], Executable]
) -> Mapping[str, Executable]:
    """A query for rows whose column has one of many values: however many, it is one text and prepared once.

    They are given as a list in JSON, which either database can look through.
    """
    given = bindparam(name, type_=Text())
    lists: Mapping[str, Any] = {
        "sqlite": func.json_each(given),
        "postgresql": func.jsonb_array_elements_text(cast(given, postgresql.JSONB)),
    }
    return {
        dialect: query(column.in_(select(values.table_valued("value").c.value)))
        for dialect, values in lists.items()
    }
