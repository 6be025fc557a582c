"""A number of places, given out in order of arrival, to whom nobody waits longer than is of use."""

from collections import deque
from threading import Lock

from adapters.turn import closed_gate
from p2p_core.shared.errors import Unavailable


class Places:
    """Like a semaphore, but fair: a place that is given back goes to whoever has waited longest."""

    def __init__(self, number: int, patience: float) -> None:
        """``patience`` is how long somebody waits for a place, in seconds."""
        self._patience = patience
        self._guard = Lock()
        self._free = number
        self._line: deque[Lock] = deque()

    def take(self) -> None:
        """Wait in line for a place; raises ``Unavailable`` when none came."""
        with self._guard:
            if self._free:
                self._free -= 1
                return
            gate = closed_gate()
            self._line.append(gate)
        came = False
        try:
            came = gate.acquire(timeout=self._patience)
        finally:
            if not came:
                self._step_out(gate)
        if not came:
            raise Unavailable("storage")

    def give_back(self) -> None:
        """Hand the place to whoever has waited longest, or leave it free."""
        with self._guard:
            gate = self._line.popleft() if self._line else None
            if gate is None:
                self._free += 1
        if gate is not None:
            gate.release()

    def waiting(self) -> int:
        """How many stand in line: a figure to watch."""
        return len(self._line)

    def _step_out(self, gate: Lock) -> None:
        # somebody who gives up either still stands in line or has just been handed a place: they keep neither
        with self._guard:
            waiting = gate in self._line
            if waiting:
                self._line.remove(gate)
        if not waiting:
            self.give_back()
