"""Relay, actors and schedules of one process: in the server's, or in one of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import dramatiq

from entrypoints.runner import Lane
from entrypoints.traces import Traces, Untraced, background
from entrypoints.worker.actors import QUEUE, declare_actors
from entrypoints.worker.carrier import Carrier
from entrypoints.worker.relay import LOOK_EVERY, Chore, Relay
from p2p_core.reactions import Reactor
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import EventId
from p2p_core.shared.outbox import LEASE
from p2p_core.upkeep.service import ScheduleService

_THREADS = 4
_FETCH_EVERY = 200
"""Milliseconds; in one process messages wake the threads at once, and only stopping waits for this."""
_LOOK_AT_THE_CLOCK_EVERY = 1.0
_PULSE_EVERY = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a crew deals with time, in seconds."""

    look_every: float = LOOK_EVERY
    """The outbox is looked at as often, even when nobody said that there is something."""
    patience: float = 10.0
    """What has begun may take so long when everybody is told to stop."""


USUAL_PACE = Pace()


class Crew:
    """Does what waits in the outbox, for as long as the process lives."""

    def __init__(
        self,
        reactor: Reactor,
        schedules: ScheduleService,
        carrier: Carrier,
        on_commit: Callable[[Callable[[], None]], None],
        *,
        alone: bool = True,
        pace: Pace = USUAL_PACE,
        traces: Traces | None = None,
    ) -> None:
        """`alone`: no other worker can be using the same outbox."""
        self._reactor, self._schedules, self._carrier = reactor, schedules, carrier
        self._alone, self._patience = alone, pace.patience
        self._traces = traces or Untraced()
        self._guard, self._in_hand = Lock(), 0
        self._lane = Lane("reacting", _THREADS, most_waiting=0, patience=pace.patience)
        self._relay = Relay(
            reactor.outbox, reactor.clock, lambda: carrier.waiting(QUEUE), self._chores(), pace.look_every
        )
        # a time limit interrupts the actor's thread, which only waits; the lane's may hold the writers' turn
        self._send = declare_actors(
            carrier.broker, lambda event_id: self._lane.wait(self._handle, event_id), self._relay.wake
        )
        on_commit(self._relay.wake)
        self._worker = dramatiq.Worker(carrier.broker, worker_timeout=_FETCH_EVERY, worker_threads=_THREADS)

    def start(self) -> None:
        """Begin with whatever waits in the outbox."""
        self._schedules.install()
        self._worker.start()
        self._relay.start(self._send, alone=self._alone)

    def ping(self) -> None:
        """Raise `Unavailable` when nobody would carry an event on."""
        if not self._relay.is_alive:
            raise Unavailable("worker")

    def stop(self) -> None:
        """Finish what has begun; the outbox keeps the rest."""
        self._relay.stop(self._patience)
        self._worker.stop(timeout=int(self._patience * 1000))
        self._carrier.broker.close()
        self._lane.close()

    def _chores(self) -> tuple[Chore, ...]:
        return (
            Chore(_PULSE_EVERY, lambda: self._carrier.pulse(self._reactor.worker)),
            Chore(LEASE.total_seconds() / 3, self._keep_hold),
            Chore(_LOOK_AT_THE_CLOCK_EVERY, self._schedules.tick),
        )

    def _keep_hold(self) -> None:
        if self._in_hand:
            self._reactor.keep_hold()

    def _handle(self, event_id: EventId) -> None:
        self._count(1)
        try:
            with background(self._traces, "event", {"p2p.event_id": event_id}):
                self._reactor.handle(event_id)
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._guard:
            self._in_hand += more
