"""Relay and actors inside the server's process: one command serves everything, and a crash loses nothing."""

from collections.abc import Callable

import dramatiq

from entrypoints.runner import Lane
from entrypoints.worker.actors import declare_actors
from entrypoints.worker.relay import Relay
from p2p_core.reactions import Reactor
from p2p_core.shared.errors import Unavailable

_THREADS = 4
_PATIENCE = 10.0
_LOOK_UP_EVERY = 200  # milliseconds; messages wake the threads at once, only stopping waits for this


class EmbeddedWorker:
    """Runs reactions from the outbox for as long as the server lives."""

    def __init__(
        self,
        reactor: Reactor,
        broker: dramatiq.Broker,
        on_commit: Callable[[Callable[[], None]], None],
        *,
        alone: bool = True,
    ) -> None:
        """`alone`: no other worker can be using the same outbox."""
        self._alone = alone
        self._lane = Lane("reacting", _THREADS, most_waiting=0, patience=_PATIENCE)
        self._relay = Relay(reactor.outbox, reactor.clock)
        self._broker = broker
        # a time limit interrupts the actor's thread, which only waits; the lane's may hold the writers' turn
        self._send = declare_actors(
            broker, lambda event_id: self._lane.wait(reactor.handle, event_id), self._relay.finished
        )
        on_commit(self._relay.wake)
        self._worker = dramatiq.Worker(broker, worker_timeout=_LOOK_UP_EVERY, worker_threads=_THREADS)

    def start(self) -> None:
        """Begin with whatever waits in the outbox."""
        self._worker.start()
        self._relay.start(self._send, alone=self._alone)

    def ping(self) -> None:
        """Raise `Unavailable` when nobody would carry an event on."""
        if not self._relay.is_alive:
            raise Unavailable("worker")

    def stop(self) -> None:
        """Finish what has begun, for a bounded time; the outbox keeps the rest."""
        self._relay.stop(_PATIENCE)
        self._worker.stop(timeout=int(_PATIENCE * 1000))
        self._broker.close()
        self._lane.close()
