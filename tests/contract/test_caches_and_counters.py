"""Caches and counters, in memory and on a Redis server."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest

from adapters.cache.cache import RedisCache
from adapters.cache.counters import RedisCounters
from adapters.cache.server import RedisServer
from adapters.memory.cache import MemoryCache
from adapters.memory.counters import MemoryCounters
from p2p_core.contracts.caches import CacheContract
from p2p_core.contracts.counters import CountersContract


class Seconds:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by.total_seconds()


def really_wait(time: timedelta) -> None:
    Event().wait(time.total_seconds())


@pytest.fixture
def redis_server(redis_url: str) -> Iterator[RedisServer]:
    server = RedisServer(redis_url, "p2p", patience=30)  # of a machine that runs many tests at once
    yield server
    server.close()


class TestMemoryCache(CacheContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        seconds = Seconds()
        self.cache, self.wait = MemoryCache(seconds=seconds), seconds.move


class TestRedisCache(CacheContract):
    @pytest.fixture(autouse=True)
    def _over(self, redis_server: RedisServer) -> None:
        self.cache, self.wait = RedisCache(redis_server), really_wait


class TestMemoryCounters(CountersContract):
    @pytest.fixture(autouse=True)
    def _over(self) -> None:
        seconds = Seconds()
        self.counters, self.wait = MemoryCounters(seconds), seconds.move


class TestRedisCounters(CountersContract):
    @pytest.fixture(autouse=True)
    def _over(self, redis_server: RedisServer) -> None:
        self.counters, self.wait = RedisCounters(redis_server, MemoryCounters()), really_wait
