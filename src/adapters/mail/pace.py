"""When a mail may leave: at the rate that was agreed on, and not while the server serves nobody.

Nobody waits here. Who comes too early is told when to come again, and has that moment for itself. All who
send share one line of moments, where their counters are shared.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock

from p2p_core.shared.clock import EPOCH, Clock
from p2p_core.shared.counters import Counters
from p2p_core.shared.errors import NotYet

_CREDIT = timedelta(seconds=1)
"""Of a quiet time before, so much may be made up for at once."""
_FIRST_REST, _LONGEST_REST = timedelta(seconds=1), timedelta(minutes=1)
_KEPT = timedelta(minutes=1)
"""How long a moment is kept for a mail that doesn't come: it may not be wanted any more."""
_FINEST = timedelta(milliseconds=1)
_LINE = "mails"
_NO_TURN = "the turn of this mail has not come"


class Pace:
    """A moment for each mail, none before its time, and a bounded number of them at work."""

    def __init__(self, rate: float, at_once: int, clock: Clock, counters: Counters) -> None:
        """`rate`: how many in a second, of all who count with these counters."""
        self._gap = timedelta(seconds=1 / rate)
        self._at_once = at_once
        self._clock = clock
        self._counters = counters
        self._guard = Lock()
        self._inside = 0
        self._seen = EPOCH
        self._moments: dict[str, datetime] = {}
        self._rest, self._rests_until, self._trouble = _FIRST_REST, EPOCH, ""

    @contextmanager
    def turn(self, mail: str) -> Iterator[None]:
        """Be one of those at work; raises ``NotYet`` with the moment at which this mail may come."""
        with self._guard:
            self._enter(mail, self._now())
        try:
            yield
        finally:
            with self._guard:
                self._inside -= 1

    def stop(self, mail: str, trouble: str) -> NotYet:
        """The server serves nobody: keep all away for a while, longer each time; this mail comes first."""
        with self._guard:
            now = self._now()
            if self._rests_until <= now:  # of several who failed together only the first counts
                self._rests_until = now + self._rest
                self._rest = min(self._rest * 2, _LONGEST_REST)
            self._trouble = trouble
            self._moments[mail] = self._rests_until
            return NotYet("mail", trouble, self._rests_until - now)

    def go_on(self) -> bool:
        """The server serves: whether it didn't before."""
        with self._guard:
            was_away = bool(self._trouble)
            self._rest, self._rests_until, self._trouble = _FIRST_REST, EPOCH, ""
            return was_away

    def trouble(self) -> str:
        """Why nobody is sent to the server at the moment; empty if they are."""
        with self._guard:
            return self._trouble if self._rests_until > self._now() else ""

    def _enter(self, mail: str, now: datetime) -> None:
        self._forget(now - _KEPT)
        full = self._inside == self._at_once
        moment = self._moments.pop(mail, None)
        if moment is None or moment < self._rests_until or (full and moment <= now):
            moment = self._take(now, now + self._gap if full else now - _CREDIT)
        if full or moment - now >= _FINEST:
            self._moments[mail] = moment
            raise NotYet("mail", self._trouble or _NO_TURN, moment - now)
        self._inside += 1

    def _take(self, now: datetime, earliest: datetime) -> datetime:
        earliest = max(earliest, self._rests_until)
        return now + self._counters.reserve(_LINE, self._gap, earliest - now)

    def _forget(self, before: datetime) -> None:
        """Those kept longest come first, more or less: stop at the first that may still come."""
        while self._moments:
            oldest = next(iter(self._moments))
            if self._moments[oldest] > before:
                return
            del self._moments[oldest]

    def _now(self) -> datetime:
        """The present moment; a clock that was set back makes all others meaningless."""
        now = self._clock.now()
        if now < self._seen:
            self._rests_until = EPOCH
            self._moments.clear()
        self._seen = now
        return now
