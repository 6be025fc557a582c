"""Migrations of a PostgreSQL database: each in one transaction, one process after the other."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from adapters.sql import schema
from adapters.sql.postgres.connections import Connection as DriverConnection
from adapters.sql.postgres.connections import opened
from adapters.sql.postgres.errors import translated
from adapters.sql.schema import Schema

_TURN = text("SELECT pg_advisory_xact_lock(:key)")
_AT_ONE_MOMENT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
"""A migration that ends between two questions is not seen, or its tables would seem to lack or be foreign."""
_KEY = 0x70_32_70_2D_73_61_6E_64
"""The number of the lock, the same in every version of the program ("p2p-sand")."""

# a long wait for another migration, and a short one for a table that a server is using: whoever asks for
# that table after us stands in line behind us
_PATIENT = {"statement_timeout": "0", "lock_timeout": "60s"}
_IMPATIENT = text("SET LOCAL lock_timeout = '5s'")


def schema_of(url: str) -> Schema:
    """The schema of a database, as it was at one moment."""
    with _connected(url) as connection:
        connection.execute(_AT_ONE_MOMENT)
        return schema.schema_of(connection)


def migrate(url: str, to: str = "head") -> Schema:
    """Bring a database to a revision; all of it or nothing happens."""
    with _connected(url) as connection, connection.begin():
        connection.execute(_TURN, {"key": _KEY})
        connection.execute(_IMPATIENT)
        return schema.migrate(connection, to)


def differences(url: str) -> list[object]:
    """Where a database's schema differs from the tables this program was written with."""
    from adapters.sql import steps  # noqa: PLC0415 - see `migrate` in `schema`

    with _connected(url) as connection:
        return steps.differences(connection)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine("postgresql+psycopg://", creator=lambda: _opened(url), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise translated(error.orig if isinstance(error.orig, Exception) else error) from error
    finally:
        engine.dispose()


def _opened(url: str) -> DriverConnection:
    connection = opened(url, _PATIENT)
    connection.autocommit = False
    return connection
