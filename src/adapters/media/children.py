"""Processes that look into one file each and end; one may be started ahead, so that nobody waits for that."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock, Timer
from weakref import finalize

import msgspec

from adapters.media.results import Task

READY = b"ready\n"
"""What a child says once it has everything but the file."""
_SOURCES = Path(__file__).parents[2]
_MOST_TOLD = 64 * 1024
_MOST_QUOTED = 500


class Child:
    """One process; it is asked once."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._errors = TemporaryFile(dir=folder)  # noqa: SIM115 - it is closed with the process
        self._process = subprocess.Popen(  # noqa: S603 - our own program; the file's name is ours as well
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=folder,
            env={"PYTHONPATH": str(_SOURCES), "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )

    def asked(self, task: Task, longest: float) -> tuple[bytes, str]:
        """Its answer, and the last it said to nobody; it has ended, and whatever it started."""
        killer = Timer(longest, self._end)
        killer.start()
        try:
            answer = self._conversation(task)
        finally:
            killer.cancel()
            self._end()
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace")[-_MOST_QUOTED:]
        self.close()
        return answer, said

    def close(self) -> None:
        """Whatever it still does, nobody waits for it."""
        self._end()
        with self._errors, self._process:
            pass

    def _end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _conversation(self, task: Task) -> bytes:
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("both are pipes")
        with suppress(BrokenPipeError), self._process.stdin as question:
            question.write(msgspec.json.encode(task))
        return self._process.stdout.read(_MOST_TOLD)


class Children:
    """Starts them."""

    def __init__(self, command: Sequence[str], scratch: Path, longest: float, *, ahead: bool) -> None:
        """``ahead``: start the next one while one is at work; it waits for less than a minute."""
        self._command, self._scratch, self._longest, self._ahead = command, scratch, longest, ahead
        self._waiting: list[Child] = []
        self._turn = Lock()
        self._retiring = Timer(longest, _retire)
        finalize(self, _close, self._waiting)

    def ask(self, task: Task) -> tuple[bytes, str]:
        """What a child answers, and what it complained of."""
        for child in self._started_ahead():
            answer, said = child.asked(task, self._longest)
            if answer.startswith(READY):
                return answer, said
        # there was none, or its time was over before it had seen the file
        return Child(self._command, Path(task.folder)).asked(task, self._longest)

    def _started_ahead(self) -> Sequence[Child]:
        if not self._ahead:
            return ()
        with self._turn:
            found = tuple(self._waiting)
            self._waiting[:] = [Child(self._command, self._scratch)]
            self._retiring.cancel()
            self._retiring = Timer(self._longest, _retire, (self._turn, self._waiting))
            self._retiring.daemon = True
            self._retiring.start()
        return found


def _retire(turn: Lock, waiting: list[Child]) -> None:
    """Let go of who has waited for so long that it has ended by itself: nothing of it stays, no zombie."""
    with turn:
        _close(waiting)


def _close(waiting: list[Child]) -> None:
    while waiting:
        waiting.pop().close()
