"""From the outbox to the broker: woken by every commit that published, and looking by itself too."""

import logging
from collections.abc import Callable, Sequence
from threading import Event, Thread
from time import monotonic

from p2p_core.shared.clock import Clock
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.ids import EventId
from p2p_core.shared.outbox import LEASE, Outbox

_MOST_WAITING = 32
"""How many messages may wait in the broker: what waits there longer than a lease is sent once more."""
LOOK_EVERY = 1.0
"""How often a relay looks that is woken by commits, in seconds."""
_log = logging.getLogger("p2p.relay")


class Chore:
    """Something a relay sees to every few seconds."""

    def __init__(self, every: float, do: Callable[[], None]) -> None:
        self._every = every
        self._do = do
        self._next = 0.0

    def see_to(self) -> None:
        """Do it, if it is time to; what fails is tried again the next time."""
        now = monotonic()
        if now >= self._next:
            self._do()
            self._next = now + self._every


class Relay:
    """Claims due events and sends them on; what nobody finishes comes back when its lease ends."""

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        waiting: Callable[[], int],
        chores: Sequence[Chore] = (),
        look_every: float = LOOK_EVERY,
    ) -> None:
        """`waiting` tells how many messages the broker has that nobody fetched."""
        self._outbox = outbox
        self._clock = clock
        self._waiting = waiting
        self._steps: tuple[Callable[[], object], ...] = (*(chore.see_to for chore in chores), self._send_due)
        self._look_every = look_every
        self._wake, self._ending = Event(), False
        self._trouble = ""
        self._thread = Thread(target=self._run, name="relay", daemon=True)
        self._send: Callable[[EventId], None] = lambda _: None

    def start(self, send: Callable[[EventId], None], *, alone: bool = True) -> None:
        """Begin; who is alone on the outbox takes back what a former process had claimed."""
        self._send = send
        if alone:
            self._outbox.release()
        self._thread.start()

    def wake(self) -> None:
        """There may be something to do: something was published, or there is room for more."""
        self._wake.set()

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
            troubles = [trouble for step in self._steps if (trouble := self._tried(step))]
            self._tell("; ".join(dict.fromkeys(troubles)))
            self._wake.wait(LOOK_EVERY if troubles else self._look_every)

    def _tried(self, step: Callable[[], object]) -> str:
        """Take a step, and say what was in its way: a relay that ends would leave every promise unkept."""
        try:
            step()
        except Unavailable as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - see above
            trouble = f"something unexpected: {type(error).__name__}"
            if trouble not in self._trouble:
                _log.exception("the relay met something unexpected")
            return trouble
        return ""

    def _tell(self, trouble: str) -> None:
        """Say once that something is in the way, and once that it is gone."""
        if trouble and trouble != self._trouble:
            _log.warning("waiting, since %s", trouble)
        elif self._trouble and not trouble:
            _log.warning("going on: what was in the way is gone")
        self._trouble = trouble

    def _send_due(self) -> None:
        while not self._ending:
            room = _MOST_WAITING - self._waiting()
            if room <= 0:
                return
            now = self._clock.now()
            claimed = self._outbox.claim(room, now, now + LEASE)
            for event_id in claimed:
                self._send(event_id)
            if not claimed:
                return
