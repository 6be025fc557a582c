"""The parts of an installation tell how they are."""

from datetime import timedelta

import pytest

from adapters.queue.embedded import EmbeddedBroker
from entrypoints.parts import outbox_part, pinged
from entrypoints.worker.embedded import EmbeddedWorker
from p2p_core.shared.actor import Visit
from p2p_core.shared.errors import Unavailable
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


def test_a_worker_that_is_not_at_work_says_so() -> None:
    world = World()
    worker = EmbeddedWorker(world.app.reactor, EmbeddedBroker(), world.memory.store.on_commit)
    ask = pinged(worker.ping, "at work")

    with pytest.raises(Unavailable):
        ask()
    worker.start()
    assert ask() == "at work"
    worker.stop()
    with pytest.raises(Unavailable):
        ask()
