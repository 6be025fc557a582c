"""Servers as fixtures, for whichever tests need them: import them into a conftest."""

from collections.abc import Iterator

import pytest

from tests.servers.postgres import NotHere, emptied, migrated_database


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
