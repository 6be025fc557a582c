"""Counting never makes requests wait for a server that is slow, nor lets them through uncounted."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest

from adapters.cache.counters import RedisCounters
from adapters.cache.server import RedisServer
from adapters.memory.counters import MemoryCounters
from entrypoints.http.budgets import Turnstile
from entrypoints.runner import Inline, Lane
from p2p_core.shared.budgets import Budget, RequestBudgets, Spending
from p2p_core.shared.errors import TooMany

TEN = RequestBudgets(requests=Budget(10, timedelta(hours=1)))


@pytest.fixture
def gate() -> Iterator[Event]:
    opened = Event()
    yield opened
    opened.set()


async def let_through(turnstile: Turnstile, asked: int) -> int:
    """How many of so many at once were not refused."""
    told = await asyncio.gather(
        *(turnstile.count("getLimits", b"", None, "203.0.113.7") for _ in range(asked)),
        return_exceptions=True,
    )
    assert all(one is None or isinstance(one, TooMany) for one in told), told
    return sum(one is None for one in told)


def test_where_the_line_before_a_slow_server_is_too_long_half_of_a_budget_is_counted_alone(
    gate: Event,
) -> None:
    lane = Lane("counting", 1, most_waiting=0, patience=60)
    server = RedisServer("redis://127.0.0.1:1", "p2p")
    counters = RedisCounters(server, MemoryCounters())

    def slow(*_: Spending) -> None:
        gate.wait(60)

    async def ask() -> int:
        stuck = asyncio.create_task(let_through(Turnstile(TEN, slow, lane, counters.spend_alone), 1))
        await asyncio.sleep(0)  # it is in the lane now
        through = await let_through(Turnstile(TEN, slow, lane, counters.spend_alone), 20)
        gate.set()
        return through + await stuck

    assert asyncio.run(ask()) == 5 + 1
    lane.close()
    server.close()


def test_in_memory_there_is_no_line() -> None:
    counters = MemoryCounters()
    turnstile = Turnstile(TEN, counters.spend, Inline(), counters.spend)
    assert asyncio.run(let_through(turnstile, 30)) == 10
