"""Identifiers from the machine's clock and its randomness."""

from secrets import randbits
from threading import Lock

from p2p_core.shared.clock import Clock, to_milliseconds
from p2p_core.shared.ids import Monotonic

_FRESH_BITS = 73  # one less than an id holds, so that ids of one millisecond can be counted up


class SystemIds:
    """UUIDv7s that never go back within one process, whichever threads ask."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._sequence = Monotonic()

    def new(self) -> str:
        milliseconds = to_milliseconds(self._clock.now())
        with self._lock:
            return self._sequence.next(milliseconds, randbits(_FRESH_BITS))
