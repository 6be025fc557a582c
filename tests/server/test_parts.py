"""The parts of an installation tell how they are."""

from datetime import timedelta

import pytest

from adapters.queue.embedded import EmbeddedBroker
from entrypoints.parts import outbox_part, pinged, remembered
from entrypoints.worker.crew import Crew
from p2p_core.shared.actor import Visit
from p2p_core.shared.errors import CoreError, Unavailable
from tests.world import World, a_sign_up


def test_an_event_that_waits_too_long_says_that_promises_are_not_kept() -> None:
    world = World()
    ask = outbox_part(world.memory.store.outbox, world.clock)
    assert ask() == "nothing waits; 0 given up"

    world.app.identity.registrations.sign_up(Visit(), a_sign_up())
    world.clock.move(timedelta(minutes=5))
    assert ask().startswith("the oldest event waits since 2026-03-02T08:00")

    world.clock.move(timedelta(seconds=1))
    with pytest.raises(Unavailable, match="waits since"):
        ask()


def test_a_part_at_the_end_of_a_network_is_looked_at_once_in_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, asked = 1000.0, 0
    monkeypatch.setattr("entrypoints.parts.monotonic", lambda: now)

    def part() -> str:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise Unavailable("mail", "it refuses us")
        return f"answer {asked}"

    ask = remembered(part)
    assert [ask(), ask()] == ["answer 1", "answer 1"]
    now += 10
    for _ in range(2):
        with pytest.raises(CoreError, match="mail is unavailable: it refuses us"):
            ask()
    now += 10
    assert ask() == "answer 3"


def test_a_worker_that_is_not_at_work_says_so() -> None:
    world = World()
    worker = Crew(world.app.reactor, world.app.schedules, EmbeddedBroker(), world.memory.store.on_commit)
    ask = pinged(worker.ping, "at work")

    with pytest.raises(Unavailable):
        ask()
    worker.start()
    assert ask() == "at work"
    worker.stop()
    with pytest.raises(Unavailable):
        ask()
