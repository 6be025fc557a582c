"""The process of a worker: waits for what it needs, works until it is told to stop, and finishes then."""

import os
import signal
import sys
from collections.abc import Callable

import click

from entrypoints.container import Container
from entrypoints.interrupt import Interrupt
from entrypoints.worker.actors import QUEUE
from p2p_core.shared.errors import Damaged, Unavailable

_ASK_EVERY = 1.0
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
READY = "P2P Sandbox's worker is at work"


class Ending:
    """Whether it is time to end: told by a first signal; a second one ends the process at once."""

    def __init__(self) -> None:
        self._is_told, self._interrupt = False, Interrupt()
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as with nohup
                signal.signal(number, self._hear)

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it is, after so long at the most."""
        return self._is_told or self._interrupt.wait(seconds)

    def _hear(self, number: int, _: object) -> None:
        if self._is_told:
            os._exit(128 + number)
        self._is_told = True


def work(container: Container) -> None:
    """Work until the process is told to end; raises `CannotStart` where waiting would be of no use."""
    ending = Ending()
    wait = _Wait(ending)
    if not wait.until(container.is_served, "the database to be made or updated by p2p serve or p2p migrate"):
        return
    if not wait.until(lambda: _answers(container), "Redis"):
        return
    crew = container.crew()
    crew.start()
    click.echo(f"{READY} (pid {os.getpid()})")
    sys.stdout.flush()
    ending.wait()
    crew.stop()
    container.traces().close()
    container.store().close()
    container.memory().close()


def _answers(container: Container) -> bool:
    container.carrier().waiting(QUEUE)
    return True


class _Wait:
    """Waits for what others have to do first, and says once what that is."""

    def __init__(self, ending: Ending) -> None:
        self._ending = ending
        self._said = ""

    def until(self, ready: Callable[[], bool], what: str) -> bool:
        """Ask until it is; false when the process was told to end meanwhile."""
        while not self._is(ready, what):
            if self._ending.wait(_ASK_EVERY):
                return False
        return True

    def _is(self, ready: Callable[[], bool], what: str) -> bool:
        try:
            if ready():
                return True
            self._say(f"Waiting for {what}.")
        except Damaged:
            raise
        except Unavailable as error:
            self._say(f"Waiting, since {error}: it goes on by itself as soon as that is mended.")
        return False

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            click.echo(f"p2p: {sentence}", err=True)
        self._said = sentence
