"""PostgreSQL for tests: one server a run, shared by all who test in it; one migrated database for each.

`P2P_TEST_POSTGRES_URL` names somebody's own server instead, as whom databases may be made.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import gettempdir
from typing import IO
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

from adapters.sql.postgres.migration import migrate
from adapters.sql.tables import METADATA

URL = "P2P_TEST_POSTGRES_URL"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a private directory is made in it
_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_TEMPLATE = f"p2p_test_{_RUN}_template"
_numbers = count()
_kept: list[IO[bytes]] = []
"""Our part of the lock that keeps the server alive, for as long as this process lives."""


class NotHere(Exception):
    """No server can be used; the message says why."""


def of_database(url: str, name: str) -> str:
    """The address of a database on the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def server() -> str:
    """The address of a server to make databases on."""
    told = _looked_for()
    if isinstance(told, NotHere):
        raise told
    return told


@cache
def _looked_for() -> str | NotHere:
    if given := os.environ.get(URL):
        return given
    folder = (_MEMORY if _MEMORY.is_dir() else Path(gettempdir())) / f"p2p-postgres-{os.getuid()}-{_RUN}"
    with _locked(folder):
        told = folder / "url"
        if told.exists():
            return told.read_text()
        guard = [sys.executable, str(Path(__file__).with_name("guard.py")), str(folder)]
        said: str = subprocess.check_output(guard, text=True, timeout=120, start_new_session=True)
        answer, _, what = said.partition(" ")
        if answer != "ready":
            return NotHere(what)
        make_database(what, _TEMPLATE)
        migrate(of_database(what, _TEMPLATE))
        told.touch(mode=0o600)
        told.write_text(what)
        return what


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
    if os.environ.get(URL):
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
    url, name = server(), f"p2p_test_{_RUN}_{_WORKER}_{purpose}_{next(_numbers)}"
    make_database(url, name, template)
    yield of_database(url, name)
    drop_database(url, name)


def emptied(url: str) -> None:
    """Delete every row: it takes 2 ms, and making a new database fifty times as long."""
    tables = [SQL("DELETE FROM {}").format(Identifier(table.name)) for table in METADATA.sorted_tables[::-1]]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL("; ").join(tables))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Be alone in the folder, and counted among its users for as long as this process lives."""
    while True:
        folder.mkdir(mode=0o755, exist_ok=True)
        try:
            start, users = (folder / "start.lock").open("ab"), (folder / "users.lock").open("ab")
        except FileNotFoundError:
            continue  # the last user before us had just left, and all was taken away
        fcntl.flock(start, fcntl.LOCK_EX)
        if (folder / "start.lock").exists():
            break
        start.close()
        users.close()
    fcntl.flock(users, fcntl.LOCK_SH)
    _kept.append(users)
    with start:
        yield
