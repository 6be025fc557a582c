"""Rows by the thousand: the statements of the stores' own code, sent together."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg.sql import SQL, Identifier

from adapters.sql.sqlite.connections import address_of
from adapters.sql.sqlite.driver import DRIVER
from adapters.sql.statements import Hook, Row, Statement
from adapters.sql.tables.search import WORD_INDEXES


class Sends(Protocol):
    """The part of a driver's cursor that is used here."""

    def executemany(self, query: Any, values: Sequence[Sequence[object]], /) -> object:  # noqa: ANN401 - as drivers have it
        """Run one statement with each of these values."""
        ...


class Wholesale:
    """Takes what would be written in a transaction, and writes it when it is told to."""

    def __init__(self, cursor: Sends, dialect: str) -> None:
        """With a cursor that is in a transaction."""
        self._cursor, self._dialect = cursor, dialect
        self._waiting: dict[Statement, list[Sequence[object]]] = {}
        self.has_events = False

    def rows(self, statement: Statement, **values: object) -> list[Row]:
        """Nothing: what is there isn't asked."""
        del statement, values
        raise AssertionError("what is written wholesale is never read")

    def run(self, statement: Statement, **values: object) -> int:
        """Take one row."""
        ready = statement.ready(self._dialect)
        self._waiting.setdefault(statement, []).append(ready.arguments(values))
        return 1

    def after_commit(self, hook: Hook) -> None:
        """Nobody has to hear of it."""

    def write(self) -> None:
        """Write everything, statement by statement, in the order in which each was first used."""
        for statement, rows in self._waiting.items():
            self._cursor.executemany(statement.ready(self._dialect).text, rows)
            rows.clear()


@contextmanager
def into_sqlite(path: Path) -> Iterator[Wholesale]:
    """A transaction in a file; nobody is promised that it stays."""
    with closing(DRIVER.module.connect(address_of(path), uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=off")
        connection.execute("PRAGMA cache_size=-200000")
        connection.execute("BEGIN IMMEDIATE")
        out = Wholesale(connection, "sqlite")
        yield out
        out.write()
        connection.execute("COMMIT")


@contextmanager
def indexed_later(url: str) -> Iterator[None]:
    """Without the indexes of words while everything is written: they are made at once in the end."""
    query = "SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)"
    with psycopg.connect(url, autocommit=True) as connection:
        made = connection.execute(query, [list(WORD_INDEXES)]).fetchall()
        for name, _ in made:
            connection.execute(SQL("DROP INDEX {}").format(Identifier(name)))
        yield
        connection.execute("SET maintenance_work_mem = '1GB'")
        for _, definition in made:
            connection.execute(definition)


@contextmanager
def into_postgres(url: str) -> Iterator[Wholesale]:
    """A transaction on a server."""
    with psycopg.connect(url) as connection:
        connection.execute("SET synchronous_commit = off")
        out = Wholesale(connection.cursor(), "postgresql")
        yield out
        out.write()
