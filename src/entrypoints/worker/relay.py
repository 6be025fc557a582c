"""From the outbox to the broker: woken by every commit that published, and looking by itself too."""

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread

from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import EventId
from p2p_core.shared.outbox import LEASE, Outbox

_MOST_IN_FLIGHT = 64
_LOOK_EVERY = 1.0
_log = logging.getLogger("p2p.relay")


class Relay:
    """Claims due events and sends them on; what nobody finishes comes back when its lease ends."""

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        self._outbox = outbox
        self._clock = clock
        self._wake, self._ending = Event(), False
        self._guard = Lock()
        self._in_flight: set[EventId] = set()
        self._thread = Thread(target=self._run, name="relay", daemon=True)
        self._send: Callable[[EventId], None] = lambda _: None

    def start(self, send: Callable[[EventId], None], *, alone: bool = True) -> None:
        """Begin; who is alone on the outbox takes back what a former process had claimed."""
        self._send = send
        if alone:
            self._outbox.release()
        self._thread.start()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    def finished(self, event_id: EventId) -> None:
        """An event has been handled, well or not; the next of its aggregate may be waiting."""
        with self._guard:
            self._in_flight.discard(event_id)
        self.wake()

    @property
    def is_alive(self) -> bool:
        """Whether it is at work."""
        return self._thread.is_alive()

    def stop(self, patience: float) -> None:
        """Send nothing more."""
        self._ending = True
        self._wake.set()
        self._thread.join(patience)

    def _run(self) -> None:
        while not self._ending:
            self._wake.clear()
            if not self._sent_some():
                self._wake.wait(_LOOK_EVERY)

    def _sent_some(self) -> bool:
        with self._guard:
            room = _MOST_IN_FLIGHT - len(self._in_flight)
        if room <= 0:
            return False
        now = self._clock.now()
        try:
            claimed = self._outbox.claim(room, now, now + LEASE)
        except Unavailable as error:
            _log.warning("the outbox can't be read at the moment: %s", error)
            return False
        except Exception:  # noqa: BLE001 - a relay that ends would leave every promise unkept
            _log.exception("the outbox can't be read")
            return False
        with self._guard:
            fresh = [event_id for event_id in claimed if event_id not in self._in_flight]
            self._in_flight.update(fresh)
        for event_id in fresh:
            self._send(event_id)
        return bool(fresh)
