"""Workers on Redis: each thing is done once and in order, whatever becomes of Redis or of its messages."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import dramatiq
import pytest

from adapters.queue.redis import ALIVE_FOR, RedisBroker, connected
from adapters.sql.postgres.store import PostgresStore
from adapters.system.ids import SystemIds
from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import EventId, Ids
from tests.contract.crews import Work, at_work, ring, until
from tests.contract.sql_stores import postgres_store
from tests.servers.valkey_server import ValkeyServer
from tests.world import SetClock

LEASE = timedelta(seconds=1)


@pytest.fixture
def store(postgres_url: str, clock: Clock, ids: Ids) -> Iterator[PostgresStore]:
    with postgres_store(postgres_url, clock, ids) as in_postgres:
        yield in_postgres


@pytest.fixture
def short_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was lost on its way is looked for again after a second and not after thirty."""
    monkeypatch.setattr("entrypoints.worker.relay.LEASE", LEASE)


@pytest.fixture
def short_leases(short_ways: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody has in hand, too."""
    del short_ways
    for module in ("entrypoints.worker.crew", "p2p_core.reactions"):
        monkeypatch.setattr(f"{module}.LEASE", LEASE)


def test_a_thousand_events_that_waited_are_done_once_and_in_order_by_two_workers(
    store: PostgresStore, redis_url: str, clock: Clock, ids: Ids
) -> None:
    ring(store, people=100, times=10)
    work = Work()
    with (
        at_work(store, RedisBroker(redis_url, "p2p"), clock, ids, work),
        at_work(store, RedisBroker(redis_url, "p2p"), clock, ids, work),
    ):
        until(lambda: len(work.done) == 1000)
    work.must_be(people=100, times=10)
    assert store.outbox.oldest_waiting() is None


class Twice(RedisBroker):
    """A broker that delivers everything twice."""

    def enqueue(self, message: dramatiq.Message[Any], *, delay: int | None = None) -> dramatiq.Message[Any]:
        super().enqueue(message, delay=delay)
        return super().enqueue(message, delay=delay)


def test_what_is_delivered_twice_is_done_once(
    store: PostgresStore, redis_url: str, clock: Clock, ids: Ids
) -> None:
    ring(store, people=20, times=5)
    work = Work(takes=0.01)
    with (
        at_work(store, Twice(redis_url, "p2p"), clock, ids, work),
        at_work(store, Twice(redis_url, "p2p"), clock, ids, work),
    ):
        until(lambda: store.outbox.oldest_waiting() is None)
        until(lambda: RedisBroker(redis_url, "p2p").waiting("reactions") == 0)
    work.must_be(people=20, times=5)


def leases(store: PostgresStore, events: list[EventId]) -> set[datetime | None]:
    """Until when those events are in somebody's hands."""
    return {task.leased_until for event_id in events if (task := store.tasks.find(event_id))}


@pytest.mark.usefixtures("short_leases")
def test_work_that_takes_longer_than_a_lease_is_done_by_one_worker(postgres_url: str, redis_url: str) -> None:
    """The time that passes is the test's own: no lease ends because the machine was busy."""
    clock, go_on = SetClock(), Event()
    ids, work = SystemIds(clock), Work(go_on=go_on)
    with postgres_store(postgres_url, clock, ids) as store:
        ring(store, people=2, times=1)
        with (
            at_work(store, RedisBroker(redis_url, "p2p"), clock, ids, work),
            at_work(store, RedisBroker(redis_url, "p2p"), clock, ids, work),
        ):
            try:
                until(lambda: len(work.begun) == 2)
                for _ in range(6):
                    clock.move(LEASE / 2)
                    until(lambda: leases(store, work.begun) == {clock.now() + LEASE}, seconds=20)
            finally:
                go_on.set()  # crews end when their work does
            until(lambda: store.outbox.oldest_waiting() is None)
    work.must_be(people=2, times=1)


@pytest.mark.usefixtures("short_ways")
def test_redis_gone_at_the_start_and_in_the_middle_is_waited_for_and_nothing_is_lost(
    store: PostgresStore, own_redis: ValkeyServer, clock: Clock, ids: Ids, caplog: pytest.LogCaptureFixture
) -> None:
    own_redis.stop("immediate")
    ring(store, people=10, times=10)
    work = Work(takes=0.02)
    with at_work(store, RedisBroker(own_redis.url, "p2p"), clock, ids, work):
        until(lambda: "broker is unavailable" in caplog.text)
        assert work.done == []
        own_redis.start()
        until(lambda: len(work.done) > 20 and "going on" in caplog.text)
        own_redis.stop("immediate")
        ring(store, people=10, times=10, first=10)
        until(lambda: caplog.text.count("waiting, since broker") == 2)
        own_redis.start()
        until(lambda: store.outbox.oldest_waiting() is None)
    work.must_be(people=10, times=20)
    assert caplog.text.count("waiting, since broker") == 2
    assert "Traceback" not in caplog.text
    assert "Consumer encountered" not in caplog.text


@pytest.mark.usefixtures("short_ways")
def test_redis_flushed_in_the_middle_loses_messages_and_no_work(
    store: PostgresStore, own_redis: ValkeyServer, clock: Clock, ids: Ids
) -> None:
    work = Work(takes=0.02)
    with at_work(store, RedisBroker(own_redis.url, "p2p"), clock, ids, work):
        for time in range(3):
            before = len(work.done)
            ring(store, people=50, times=2, first=2 * time)
            until(lambda before=before: len(work.done) > before + 5)  # type: ignore[misc]  # a loop's variable
            with connected(own_redis.url) as client:
                client.flushall()
        until(lambda: store.outbox.oldest_waiting() is None)
    work.must_be(people=50, times=6)


def test_a_worker_that_can_not_reach_redis_ends_when_it_is_told_to(
    store: PostgresStore, own_redis: ValkeyServer, clock: Clock, ids: Ids
) -> None:
    work = Work()
    with at_work(store, RedisBroker(own_redis.url, "p2p"), clock, ids, work):
        ring(store, people=1, times=1)
        until(lambda: len(work.done) == 1)
        own_redis.stop("immediate")
        ring(store, people=1, times=1, first=1)


def test_workers_are_known_while_they_are_heard_of(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broker = RedisBroker(redis_url, "p2p")
    assert broker.workers() == 0
    broker.pulse("one")
    broker.pulse("two")
    broker.pulse("one")
    assert broker.workers() == 2
    assert RedisBroker(redis_url, "another").workers() == 0
    now = broker._now()  # noqa: SLF001 - time passes for this test alone
    monkeypatch.setattr(broker, "_now", lambda: now + ALIVE_FOR + 1)
    assert broker.workers() == 0
    broker.pulse("three")
    assert broker.client.zcard("p2p:workers") == 1
    broker.close()


def test_a_server_that_is_not_there_is_told_in_our_words(own_redis: ValkeyServer) -> None:
    broker = RedisBroker(own_redis.url, "p2p")
    own_redis.stop("immediate")
    for ask in (lambda: broker.waiting("reactions"), broker.workers, lambda: broker.pulse("one")):
        with pytest.raises(Unavailable, match="broker"):
            ask()
    broker.close()


def test_installations_that_share_a_server_keep_apart(redis_url: str) -> None:
    ours, theirs = RedisBroker(redis_url, "p2p:ours"), RedisBroker(redis_url, "p2p:theirs")
    ours.enqueue(dramatiq.Message(queue_name="reactions", actor_name="react", args=(), kwargs={}, options={}))
    assert (ours.waiting("reactions"), theirs.waiting("reactions")) == (1, 0)
    with connected(redis_url) as client:
        assert all(key.startswith(b"p2p:ours:") for key in client.scan_iter())
