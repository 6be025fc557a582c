"""Waiting, in a process's main thread, for its signals and for its other threads."""

import signal
import socket
from contextlib import suppress
from select import select

_MOST = 4096  # bytes, as many interrupts


class Interrupt:
    """An event that signals set too, whichever thread they meet: one in a process, for its main thread.

    The system may give a signal to any thread, as it does once a stopped process goes on. Python's handlers
    run in the main one alone, and only when that moves: held by a lock, it would never hear. A byte moves it.
    """

    def __init__(self) -> None:
        self._heard, self._ear = socket.socketpair()
        self._heard.settimeout(0)
        self._ear.settimeout(0)
        signal.set_wakeup_fd(self._ear.fileno(), warn_on_full_buffer=False)

    def set(self) -> None:
        """Have the main thread go on; where nobody waits, the next wait is over at once."""
        with suppress(BlockingIOError):  # so many bytes are enough
            self._ear.send(b"\0")

    def wait(self, seconds: float | None = None) -> bool:
        """Whether something came, after so long at the most; what came is over with that."""
        is_set = bool(select([self._heard], [], [], seconds)[0])
        with suppress(BlockingIOError):
            while self._heard.recv(_MOST):
                pass
        return is_set

    def clear(self) -> None:
        """Nothing: what comes after a wait is for the next."""
