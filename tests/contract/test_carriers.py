"""What relays and actors want of a broker, over each of them."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import dramatiq
import pytest

from adapters.queue.embedded import EmbeddedBroker
from adapters.queue.redis import RedisBroker
from entrypoints.worker.actors import QUEUE, Send, declare_actors
from entrypoints.worker.carrier import Carrier
from p2p_core.shared.ids import EventId
from tests.contract.crews import until


@pytest.fixture(params=["embedded", "redis"])
def carrier(request: pytest.FixtureRequest) -> Iterator[Carrier]:
    made: Carrier
    if request.param == "embedded":
        made = EmbeddedBroker()
    else:
        made = RedisBroker(request.getfixturevalue("redis_url"), "p2p")
    yield made
    made.broker.close()


class Actors:
    """Actors on a broker, with a worker that runs them when it is started."""

    def __init__(self, carrier: Carrier) -> None:
        self.heard: list[str] = []
        self.done = 0
        self.send: Send = declare_actors(carrier.broker, self.hear, self.count)
        self.worker = dramatiq.Worker(carrier.broker, worker_timeout=50, worker_threads=2)

    def hear(self, event_id: EventId) -> None:
        self.heard.append(event_id)
        if event_id == "a mistake":
            raise RuntimeError("a mistake of ours")

    def count(self) -> None:
        self.done += 1


@pytest.fixture
def actors(carrier: Carrier) -> Iterator[Actors]:
    made = Actors(carrier)
    yield made
    made.worker.stop()


def test_what_is_sent_waits_until_somebody_fetches_it(carrier: Carrier, actors: Actors) -> None:
    assert carrier.waiting(QUEUE) == 0
    for name in ("a", "b", "c"):
        actors.send(EventId(name))
    assert carrier.waiting(QUEUE) == 3
    actors.worker.start()
    until(lambda: sorted(actors.heard) == ["a", "b", "c"])
    assert carrier.waiting(QUEUE) == 0


def test_what_fails_is_not_delivered_again_for_the_row_has_it_tried_again(actors: Actors) -> None:
    actors.worker.start()
    actors.send(EventId("a mistake"))
    until(lambda: actors.done == 1)
    actors.send(EventId("another"))
    until(lambda: actors.done == 2)
    assert actors.heard == ["a mistake", "another"]


def test_a_worker_that_stops_leaves_what_it_has_not_begun(carrier: Carrier, actors: Actors) -> None:
    actors.worker.start()
    started: list[Any] = [*actors.worker.workers, *actors.worker.consumers.values()]
    until(lambda: all(one.running for one in started))  # one that comes later would not heed the stop
    actors.worker.stop()
    actors.send(EventId("later"))
    Event().wait(0.2)
    assert actors.heard == []
    assert carrier.waiting(QUEUE) == 1


def test_that_a_worker_is_alive_can_be_told_at_any_time(carrier: Carrier) -> None:
    carrier.pulse("one")
    carrier.pulse("one")
