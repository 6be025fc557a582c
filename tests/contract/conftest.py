"""The adapters under contract: every suite runs over each of them."""

from collections.abc import Iterator

import pytest

from adapters.memory.store import MemoryStore
from adapters.sql.store import SqlStore
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.app import Store
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from tests.contract.sql_stores import patient_postgres_store, sqlite_store
from tests.servers.fixtures import (
    make_smtp_server,
    migrated_postgres,
    own_redis,
    own_server,
    postgres_url,
    redis_url,
    smtp_server,
    used_redis,
)

__all__ = [
    "make_smtp_server",
    "migrated_postgres",
    "own_redis",
    "own_server",
    "postgres_url",
    "redis_url",
    "smtp_server",
    "used_redis",
]


@pytest.fixture
def clock() -> Clock:
    return SystemClock()


@pytest.fixture
def ids(clock: Clock) -> Ids:
    return SystemIds(clock)


@pytest.fixture(params=["sqlite", "postgresql"])
def sql_store(request: pytest.FixtureRequest, clock: Clock, ids: Ids) -> Iterator[SqlStore]:
    """Each store in a database, empty."""
    if request.param == "sqlite":
        with sqlite_store(clock, ids) as in_sqlite:
            yield in_sqlite
    else:
        url = request.getfixturevalue("postgres_url")
        with patient_postgres_store(url, clock, ids) as in_postgres:
            yield in_postgres


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, clock: Clock, ids: Ids) -> Iterator[Store]:
    """Each store, empty."""
    match request.param:
        case "memory":
            yield MemoryStore(clock, ids)
        case "sqlite":
            with sqlite_store(clock, ids) as store:
                yield store
        case _:
            with patient_postgres_store(request.getfixturevalue("postgres_url"), clock, ids) as store:
                yield store
