"""The adapters under contract: every suite runs over each of them."""

from collections.abc import Iterator

import pytest

from adapters.memory.store import MemoryStore
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from p2p_core.app import Store
from p2p_core.shared.clock import Clock
from p2p_core.shared.ids import Ids
from tests.contract.sql_stores import sqlite_store


@pytest.fixture
def clock() -> Clock:
    return SystemClock()


@pytest.fixture
def ids(clock: Clock) -> Ids:
    return SystemIds(clock)


def memory_store(clock: Clock, ids: Ids) -> Iterator[Store]:
    yield MemoryStore(clock, ids)


def sql_store(clock: Clock, ids: Ids) -> Iterator[Store]:
    with sqlite_store(clock, ids) as store:
        yield store


STORES = {"memory": memory_store, "sqlite": sql_store}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, clock: Clock, ids: Ids) -> Iterator[Store]:
    yield from STORES[request.param](clock, ids)
