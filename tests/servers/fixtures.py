"""Servers as fixtures, for whichever tests need them: import them into a conftest."""

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from tests.servers.postgres import NotHere, emptied, migrated_database
from tests.servers.postgres_server import CannotServe, PostgresServer


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    """The address of a PostgreSQL database with the current schema and whatever the last test left."""
    try:
        with migrated_database() as url:
            yield url
    except NotHere as reason:
        pytest.skip(f"PostgreSQL: {reason}")


@pytest.fixture
def postgres_url(migrated_postgres: str) -> str:
    """The same without any rows."""
    emptied(migrated_postgres)
    return migrated_postgres


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server that may be stopped."""
    memory = Path("/dev/shm")  # noqa: S108 - a private directory is made in it
    folder = Path(mkdtemp(prefix="p2p-postgres-", dir=memory if memory.is_dir() else None))
    folder.chmod(0o755)
    try:
        server = PostgresServer(folder)
        server.start()
    except CannotServe as reason:
        rmtree(folder)
        pytest.skip(f"PostgreSQL: {reason}")
    yield server
    server.stop("immediate")
    rmtree(folder)
