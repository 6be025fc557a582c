"""How every connection to the file is set up, and the kept connections that reads borrow."""

import fcntl
import os
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from adapters.sql.sqlite.driver import DRIVER, Connection
from adapters.sql.sqlite.errors import translated
from adapters.sql.statements import Row, Statement
from p2p_core.shared.errors import Unavailable

BUSY_TIMEOUT = 5.0


def address_of(path: Path, *, create: bool = False) -> str:
    """The file as SQLite's URI; without ``create`` a missing file is an error and not an empty database."""
    return f"file:{quote(str(path.resolve()))}?mode={'rwc' if create else 'rw'}"


def open_for_writing(path: Path, busy_timeout: float = BUSY_TIMEOUT, *, create: bool = False) -> Connection:
    """A connection whose COMMIT returns only when the data is on the disk.

    What is deleted is written over: whoever is erased isn't found in the file's unused space either.
    SQLite opens what can't be written for reading instead, and would tell only at the first change.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise Unavailable("storage")
    settings = ("PRAGMA synchronous=full", "PRAGMA secure_delete=on")
    return _opened(path, busy_timeout, settings, create=create)


def open_for_reading(path: Path, busy_timeout: float = BUSY_TIMEOUT) -> Connection:
    """A connection that can't change anything, not even by mistake."""
    return _opened(path, busy_timeout, ("PRAGMA query_only=on",), create=False)


def _opened(path: Path, busy_timeout: float, settings: tuple[str, ...], *, create: bool) -> Connection:
    try:
        connection = DRIVER.connect(address_of(path, create=create), busy_timeout)
    except DRIVER.error as error:
        raise translated(error) from error
    try:
        _set_up(connection, path, settings)
    except DRIVER.error as error:
        connection.close()
        raise translated(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: Connection, path: Path, settings: tuple[str, ...]) -> None:
    ((mode,),) = connection.execute("PRAGMA journal_mode").fetchall()
    if mode != "wal":
        with _folder_to_oneself(path):
            ((mode,),) = connection.execute("PRAGMA journal_mode=wal").fetchall()
    if mode != "wal":  # some network drives can't: readers would block writers there
        raise Unavailable("storage")
    for setting in ("PRAGMA foreign_keys=on", *settings):
        connection.execute(setting).fetchall()


@contextmanager
def _folder_to_oneself(path: Path) -> Iterator[None]:
    """Of those who find a new file at once one makes it ready, and the others wait.

    SQLite's own timeout doesn't hold there: of two that are about to switch one is refused at once. The
    folder itself is locked, so no further file is left behind, and a crash gives the lock back.
    """
    with ExitStack() as opened:
        try:
            folder = os.open(path.resolve().parent, os.O_RDONLY)
            opened.callback(os.close, folder)
            fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError as error:  # some network drives have no locks either
            raise Unavailable("storage") from error
        yield


class SqliteReads:
    """Kept read connections, lent to whichever thread asks; each read sees all that was committed before it.

    Lending instead of binding to threads leaves nothing behind when a thread ends.
    """

    def __init__(self, path: Path, busy_timeout: float = BUSY_TIMEOUT) -> None:
        self._path = path
        self._busy_timeout = busy_timeout
        self._idle: deque[Connection] = deque()
        self._closed = False
        self._watching = Lock()
        self._watch: Connection | None = None
        """Tells what changed since it was asked before, and so is never lent."""

    def rows(self, statement: Statement, **values: object) -> list[Row]:
        """All rows of one query."""
        ready = statement.ready("sqlite")
        connection = self._borrowed()
        try:
            return connection.execute(ready.text, ready.arguments(values)).fetchall()
        except UnicodeEncodeError:
            return []  # half a character was asked for: nothing that is stored can be equal to it
        except DRIVER.error as error:
            raise translated(error) from error
        finally:
            self._give_back(connection)

    def edition(self) -> int:
        """Another number after each commit, of this process or of another; read from a file's header."""
        with self._watching:
            if self._watch is None:
                self._watch = self._borrowed()
            try:
                ((edition,),) = self._watch.execute("PRAGMA data_version").fetchall()
            except DRIVER.error as error:
                raise translated(error) from error
        return int(str(edition))

    def close(self) -> None:
        """Close what is idle now and what is still lent when it comes back."""
        self._closed = True
        with self._watching:
            if self._watch:
                self._watch.close()
        while self._idle:
            self._idle.pop().close()

    def _borrowed(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            if self._closed:
                raise Unavailable("storage") from None
            return open_for_reading(self._path, self._busy_timeout)

    def _give_back(self, connection: Connection) -> None:
        self._idle.append(connection)
        if self._closed:
            self.close()
