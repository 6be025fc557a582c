"""PostgreSQL for tests: one server a run, shared by all who test in it; one migrated database for each.

`P2P_TEST_POSTGRES_URL` names somebody's own server instead, as whom databases may be made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

from adapters.sql.postgres.migration import migrate
from adapters.sql.tables import METADATA
from tests.servers.shared import RUN, address, given, own_name

KIND = "postgres"
_TEMPLATE = f"p2p_test_{RUN}_template"


def of_database(url: str, name: str) -> str:
    """The address of a database on the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def server() -> str:
    """The address of a server to make databases on."""
    return address(KIND, _prepare)


def _prepare(url: str) -> None:
    """Migrate once what every database is then a copy of."""
    make_database(url, _TEMPLATE)
    migrate(of_database(url, _TEMPLATE))


def make_database(url: str, name: str, template: str = "template0") -> None:
    """A new database, in place of one that an earlier run may have left."""
    with psycopg.connect(of_database(url, "postgres"), autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        made = SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
        connection.execute(made.format(Identifier(name), Identifier(template)))


def drop_database(url: str, name: str) -> None:
    """Take a database away that we made."""
    with psycopg.connect(of_database(url, "postgres"), autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def migrated_database(purpose: str = "tests") -> Iterator[str]:
    """A database with the current schema, for this process alone."""
    if given(KIND):
        with empty_database(purpose) as url:
            migrate(url)
            yield url
    else:
        with _database(purpose, _TEMPLATE) as url:
            yield url


@contextmanager
def empty_database(purpose: str = "empty") -> Iterator[str]:
    """A database without any schema."""
    with _database(purpose, "template0") as url:
        yield url


@contextmanager
def _database(purpose: str, template: str) -> Iterator[str]:
    url, name = server(), own_name(purpose)
    make_database(url, name, template)
    yield of_database(url, name)
    drop_database(url, name)


def emptied(url: str) -> None:
    """Delete every row: it takes 2 ms, and making a new database fifty times as long."""
    tables = [SQL("DELETE FROM {}").format(Identifier(table.name)) for table in METADATA.sorted_tables[::-1]]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL("; ").join(tables))
