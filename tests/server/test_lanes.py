"""Lanes: work of one kind never waits behind another, and nobody waits for ever."""

import asyncio
from contextvars import ContextVar
from threading import Event, current_thread

import pytest

from entrypoints import runner
from entrypoints.runner import Lane, postgres_lanes, sqlite_lanes
from p2p_core.shared.errors import Unavailable

SPOKEN: ContextVar[str] = ContextVar("spoken")


def test_an_operation_gets_its_arguments_and_its_requests_context() -> None:
    lane = Lane("test", 1, most_waiting=1, patience=60)

    def tell(first: int, *, second: int) -> str:
        return f"{SPOKEN.get()} {first} {second}"

    async def ask() -> str:
        SPOKEN.set("this request")
        return await lane(tell, 1, second=2)

    assert asyncio.run(ask()) == "this request 1 2"
    lane.close()


def test_a_line_that_is_full_is_refused_at_once() -> None:
    lane, gate = Lane("test", 1, most_waiting=1, patience=60), Event()

    async def crowd() -> list[object]:
        waiting = [asyncio.create_task(lane(gate.wait)) for _ in range(3)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        gate.set()
        return await asyncio.gather(*waiting, return_exceptions=True)

    first, second, third = asyncio.run(crowd())
    lane.close()

    assert (first, second) == (True, True)
    assert isinstance(third, Unavailable)


def test_whoever_waited_too_long_is_refused_and_nothing_is_run_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = iter((0.0, 1.0, 1.0, 61.5))  # the first asks and begins, the second asks, and would begin
    monkeypatch.setattr(runner, "monotonic", lambda: next(seconds))
    lane, begun, gate = Lane("test", 1, most_waiting=5, patience=60), Event(), Event()
    ran: list[int] = []

    def hold() -> bool:
        begun.set()
        return gate.wait(60)

    async def crowd() -> tuple[object, object]:
        holder = asyncio.create_task(lane(hold))
        await asyncio.to_thread(begun.wait)
        late = asyncio.create_task(lane(ran.append, 1))
        await asyncio.sleep(0)
        gate.set()
        return await asyncio.gather(holder, late, return_exceptions=True)

    held, late = asyncio.run(crowd())
    lane.close()

    assert held is True
    assert isinstance(late, Unavailable)
    assert ran == []


def test_an_error_comes_back_to_whoever_asked() -> None:
    lane = Lane("test", 1, most_waiting=1, patience=60)

    def fail() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError):
        asyncio.run(lane(fail))
    with pytest.raises(LookupError):
        lane.wait(fail)
    lane.close()


def test_only_a_database_that_is_waited_for_needs_threads_to_read() -> None:
    for lanes, on_the_loop in ((sqlite_lanes(), True), (postgres_lanes(), False)):
        reader = asyncio.run(lanes.read(current_thread))
        writer = asyncio.run(lanes.write(current_thread))
        lanes.close()

        assert (reader is current_thread()) is on_the_loop
        assert writer is not current_thread()
