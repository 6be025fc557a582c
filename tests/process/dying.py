"""A server or worker that dies at a named point of a commit, when it is told to; nothing shipped knows of it.

`BEFORE` is code to run before a server, `BEFORE_A_WORKER` before a worker; `TEST_WISH` in the environment
names the file of the wish.
"""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any
from unittest.mock import patch

from pymongo.client_session import ClientSession

from adapters.mongo import block as mongo
from adapters.sql.postgres import writer as postgres
from adapters.sql.postgres.connections import Connection
from adapters.sql.sqlite.writer import SqliteWriter
from entrypoints.cli import serve
from entrypoints.http.uses import SessionUses
from entrypoints.supervisor import Supervisor
from entrypoints.worker.crew import Crew
from p2p_core.upkeep.service import ScheduleService

BEFORE = "from tests.process import dying; dying.listen(); "
BEFORE_A_WORKER = f"{BEFORE}dying.hold_no_longer(); dying.live_again(); "
POINTS = ("before", "unheard", "after")
"""Before the commit; when it is on its way and its answer unheard (PostgreSQL's alone); after its answer."""
ENDLESS = 1_000_000


class Wish:
    """What a test wants of the process: that it dies at a point of the so manieth commit from now on."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._guard = Lock()

    def make(self, point: str, number: int) -> None:
        """Make it, from the test; whoever reads meanwhile sees all of it or nothing."""
        new = self.file.with_suffix(".new")
        new.write_text(f"{point} {number}")
        new.replace(self.file)

    def take_back(self) -> int:
        """How many commits it was still away."""
        left = int(self.file.read_text().split()[1])
        self.file.unlink()
        return left

    def is_heard(self) -> bool:
        """Whether a process is about to die of it, or has."""
        return not self.file.exists()

    def now(self) -> str:
        """At which point of this commit to die, in the process; at none, if it is empty."""
        with self._guard, suppress(FileNotFoundError):
            point, number = self.file.read_text().split()
            if number == "1":
                self.file.unlink()
                return point
            self.make(point, int(number) - 1)
        return ""


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Patient(Supervisor):
    """A supervisor that replaces its process however often it dies; the real one gives up at some time."""

    def _respawn_workers(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - granian has no types here
        super()._respawn_workers(*args, **named)
        self.respawned_wrks.clear()


def hold_no_longer() -> None:
    """No lease is renewed and nothing comes by the clock: both commit beside the commits that are counted."""
    patch.object(Crew, "_keep_hold", lambda *_: None).start()
    patch.object(ScheduleService, "tick", lambda *_: None).start()


def live_again() -> None:
    """Go on in a child, and in another as often as one was killed: whoever restarts a worker would do so."""
    while child := os.fork():
        signal.signal(signal.SIGTERM, lambda number, _, child=child: os.kill(child, number))  # type: ignore[misc]  # a loop's variable
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            os._exit(os.waitstatus_to_exitcode(status))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def listen() -> None:
    """Make all kinds of commits mortal."""
    wish = Wish(Path(os.environ["TEST_WISH"]))
    commit, finish = vars(postgres)["_commit"], vars(SqliteWriter)["_finish"]

    def mortal_commit(connection: Connection) -> None:
        point = wish.now()
        if point == "unheard":
            connection.pgconn.send_query(b"COMMIT")
            connection.pgconn.flush()
        if point in {"before", "unheard"}:
            _die()
        commit(connection)
        if point:
            _die()

    def mortal_finish(writer: Any, batch: Any) -> None:  # noqa: ANN401 - whatever the writer has of its own
        point = wish.now()
        if point == "before":
            _die()
        finish(writer, batch)
        if point:
            _die()

    patch.object(SessionUses, "note", lambda *_: None).start()  # it commits beside requests, now and then
    patch.object(serve, "Supervisor", Patient).start()
    patch.object(postgres, "_commit", mortal_commit).start()
    patch.object(SqliteWriter, "_finish", mortal_finish).start()
    patch.object(mongo, "_commit", _mortal_keep(wish)).start()


def _mortal_keep(wish: Wish) -> Callable[[ClientSession], None]:
    keep: Callable[[ClientSession], None] = vars(mongo)["_commit"]

    def mortal(session: ClientSession) -> None:
        point = wish.now()
        if point == "before":
            _die()
        keep(session)
        if point:
            _die()

    return mortal
