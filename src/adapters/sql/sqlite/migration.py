"""Migrations of an SQLite file: each in one transaction that keeps all other writers out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from adapters.sql import schema
from adapters.sql.refusals import BrokenRuleError
from adapters.sql.schema import Schema
from adapters.sql.sqlite.connections import open_for_writing
from adapters.sql.sqlite.driver import DRIVER
from adapters.sql.sqlite.driver import Connection as DriverConnection
from adapters.sql.sqlite.errors import translated

PATIENCE = 60.0
"""How long to wait for another migration, in seconds."""


def schema_of(path: Path) -> Schema:
    """The schema of a file; one that isn't there yet is empty."""
    if not path.exists():
        return schema.schema_at(None)
    with _connected(path) as connection:
        return schema.schema_of(connection)


def migrate(path: Path, to: str = "head") -> Schema:
    """Bring a file to a revision, creating it if need be; all of it or nothing happens."""
    with _connected(path) as connection, connection.begin():
        before = schema.schema_of(connection)
        reached = schema.migrate(connection, to)
        if reached != before:  # the check looks at every row, which a server's start can't wait for
            _must_refer_to_what_is_there(connection)
        return reached


def differences(path: Path) -> list[object]:
    """Where a file's schema differs from the tables this program was written with."""
    from adapters.sql import steps  # noqa: PLC0415 - see `migrate` in `schema`

    with _connected(path) as connection:
        return steps.differences(connection)


@contextmanager
def _connected(path: Path) -> Iterator[Connection]:
    engine = create_engine(
        "sqlite+pysqlite://", module=DRIVER.module, creator=lambda: _opened(path), poolclass=NullPool
    )
    # the driver begins nothing by itself; to keep other writers out from the first look on is up to us
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise translated(error.orig if isinstance(error.orig, Exception) else error) from error
    finally:
        engine.dispose()


def _opened(path: Path) -> DriverConnection:
    connection = open_for_writing(path, PATIENCE, create=True)
    # tables that are rebuilt are dropped for a moment; what refers to them is checked at the end instead
    connection.execute("PRAGMA foreign_keys=off")
    return connection


def _must_refer_to_what_is_there(connection: Connection) -> None:
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if lost:
        raise BrokenRuleError(f"the migration would leave {len(lost)} rows that refer to nothing: {lost[0]}")
