"""Dramatiq on Redis or Valkey, for workers in processes of their own.

Redis may lose or repeat whatever it likes: a message holds nothing but an event's id, and the event's row
in the outbox knows whether it is done. So nothing here waits or fails because an acknowledgement could not
be sent, and a fetch that can't reach Redis has found nothing.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import dramatiq
import redis
from dramatiq.brokers.redis import RedisBroker as DramatiqRedisBroker
from dramatiq.brokers.redis import _RedisConsumer
from dramatiq.errors import ConnectionClosed
from redis.backoff import NoBackoff
from redis.retry import Retry

from p2p_core.shared.errors import Unavailable

_PATIENCE = 2.0
"""How long Redis may take for an answer, in seconds."""
_PAUSE = 0.5
"""How long a fetch waits that could not reach it."""
ALIVE_FOR = 15
"""How long a worker is believed to be alive after it was heard of, in seconds."""
_DEAD_LETTERS_LAST = 3_600_000
"""Milliseconds; only what was interrupted by its time limit becomes one, and its row has it tried again."""

_log = logging.getLogger("p2p.worker")


def connected(url: str) -> redis.Redis:
    """A client that connects when it is asked something, and tries a dead connection's request again once."""
    return redis.Redis.from_url(
        url,
        socket_timeout=_PATIENCE,
        socket_connect_timeout=_PATIENCE,
        socket_keepalive=True,
        health_check_interval=15,
        retry=Retry(NoBackoff(), 1),
        retry_on_error=[redis.ConnectionError],
    )


class RedisBroker(DramatiqRedisBroker):
    """Messages in Redis, under names of one installation's own."""

    def __init__(self, url: str, namespace: str) -> None:
        super().__init__(client=connected(url), namespace=namespace, dead_message_ttl=_DEAD_LETTERS_LAST)  # type: ignore[no-untyped-call]  # it has no types
        self._workers = f"{namespace}:workers"
        self.closing = Event()
        # without it time limits never fire: Dramatiq's own command line emits it, and we start our workers
        self.emit_after("process_boot")

    @property
    def broker(self) -> dramatiq.Broker:
        """Itself."""
        return self

    @property
    def consumer_class(self) -> type[_RedisConsumer]:
        """Who fetches."""
        return PatientConsumer

    def enqueue(self, message: dramatiq.Message[Any], *, delay: int | None = None) -> dramatiq.Message[Any]:
        """Send a message; raises ``Unavailable``."""
        with _told():
            return super().enqueue(message, delay=delay)

    def waiting(self, queue: str) -> int:
        """How many messages nobody has fetched; raises ``Unavailable``."""
        with _told():
            return int(self.client.llen(f"{self.namespace}:{queue}"))

    def pulse(self, worker: str) -> None:
        """Note that a worker is alive, by the clock of Redis: those of several machines never agree."""
        with _told():
            now = self._now()
            self.client.zadd(self._workers, {worker: now})
            self.client.zremrangebyscore(self._workers, 0, now - ALIVE_FOR)

    def workers(self) -> int:
        """How many workers were heard of lately; raises ``Unavailable``."""
        with _told():
            return int(self.client.zcount(self._workers, self._now() - ALIVE_FOR, "+inf"))

    def close(self) -> None:
        """Let go of the connections; a fetch that waits ends."""
        self.closing.set()
        self.client.close()

    def _now(self) -> int:
        return int(self.client.time()[0])


class PatientConsumer(_RedisConsumer):
    """Fetches as long as it lives, whether or not Redis answers."""

    broker: RedisBroker

    def __next__(self) -> Any:  # noqa: ANN401 - Dramatiq has no types here
        try:
            return super().__next__()  # type: ignore[no-untyped-call]  # see above
        except (redis.RedisError, ConnectionClosed):  # the relay has told
            self.broker.closing.wait(_PAUSE)
            return None

    def ack(self, message: Any) -> None:  # noqa: ANN401 - see above
        with _forgiven():
            super().ack(message)  # type: ignore[no-untyped-call]  # see above

    def nack(self, message: Any) -> None:  # noqa: ANN401 - see above
        with _forgiven():
            super().nack(message)  # type: ignore[no-untyped-call]  # see above

    def requeue(self, messages: Any) -> None:  # noqa: ANN401 - see above
        with _forgiven():
            super().requeue(messages)  # type: ignore[no-untyped-call]  # see above


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as error:
        raise Unavailable("broker") from error


@contextmanager
def _forgiven() -> Iterator[None]:
    """What Redis wasn't told it will deliver again, and then it turns out to be done."""
    try:
        yield
    except (redis.RedisError, ConnectionClosed) as error:
        _log.debug("Redis could not be told what became of a message: %s", type(error).__name__)
