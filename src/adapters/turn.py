"""One lock handed over in order of arrival, so that no writer starves: the stores' single file for writes."""

from __future__ import annotations

from collections import deque
from threading import Lock, Thread, current_thread


def closed_gate() -> Lock:
    """A lock already acquired: whoever acquires it again waits until somebody releases it."""
    gate = Lock()
    gate.acquire()
    return gate


class Turn:
    """A lock that knows its holder, knows whether it is wanted, and goes to whoever has waited longest."""

    def __init__(self) -> None:
        """Begin with nobody in line."""
        self._guard = Lock()
        self._line: deque[tuple[Thread, Lock]] = deque()
        self._holder: Thread | None = None

    def wanted(self) -> bool:
        """Tell whether somebody waits for the turn right now."""
        return bool(self._line)

    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._line)

    def held(self) -> bool:
        """Tell whether the calling thread holds the turn."""
        # compared by thread object: idents are reused once a thread has ended
        return self._holder is current_thread()

    def take(self, patience: float | None = None) -> None:
        """Wait in line and return holding the turn; taking it twice is a mistake in the program.

        Who waits only so many seconds gets a ``TimeoutError`` then, and has left the line.
        """
        if self.held():
            message = "begin() inside begin(): one operation, one transaction"
            raise RuntimeError(message)
        me = current_thread()
        place = (me, closed_gate())
        try:
            with self._guard:
                if self._holder is None:
                    self._holder = me
                    return
                self._line.append(place)
            has_it = place[1].acquire(timeout=-1 if patience is None else patience)
        except BaseException:
            self._step_out(place)
            raise
        if not has_it:
            self._step_out(place)
            raise TimeoutError

    def pass_on(self) -> None:
        """Hand the turn to whoever has waited longest, or leave it free."""
        with self._guard:
            self._holder, gate = self._line.popleft() if self._line else (None, None)
        if gate is not None:
            gate.release()

    def _step_out(self, place: tuple[Thread, Lock]) -> None:
        # an interrupted waiter may stand in line, or not yet, or may have just got the turn: it keeps nothing
        with self._guard:
            if place in self._line:
                self._line.remove(place)
        if self.held():
            self.pass_on()
