"""Transactions on PostgreSQL: each on a connection of its own, ordered and made durable by the server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging import getLogger
from threading import local
from time import monotonic
from typing import Generic, TypeVar

import psycopg

from adapters.sql.block import Block
from adapters.sql.postgres.connections import Connection, Connections
from adapters.sql.postgres.errors import SPEECH, translated
from p2p_core.shared.errors import Unavailable

T = TypeVar("T")

LONG_BLOCK = 0.250
"""Longer than on SQLite, where it keeps everybody waiting: here it may itself have waited for a row."""

_log = getLogger(__name__)


class _Thread(local):
    """What one thread is doing."""

    inside = False


class PostgresWriter(Generic[T]):
    """Hands out transactions: leaving the block means durable, and visible to every reader."""

    def __init__(
        self, connections: Connections, transaction: Callable[[Block], T], on_events: Callable[[], None]
    ) -> None:
        self._connections = connections
        self._transaction = transaction
        self._on_events = on_events
        self._thread = _Thread()

    @contextmanager
    def begin(self) -> Iterator[T]:
        """One operation's transaction; an exception undoes it."""
        if self._thread.inside:
            raise RuntimeError("begin() inside begin(): one operation, one transaction")
        connection = self._begun()
        self._thread.inside = True
        try:
            block = Block(connection, SPEECH)
            with _undone_if_it_fails(connection):
                with _timed(block):
                    yield self._transaction(block)
                block.must_be_whole()
                _commit(connection)
        finally:
            self._thread.inside = False
            self._connections.give_back(connection)
        if block.has_events:
            self._on_events()
        block.announce()

    def close(self) -> None:
        """Let go of the connections; whoever comes later is told no."""
        self._connections.close()

    def _begun(self) -> Connection:
        connection = self._connections.borrow()
        try:
            connection.execute("BEGIN")
        except psycopg.Error as error:
            self._connections.give_back(connection)
            if connection.closed:
                return self._begun_anew()
            raise translated(error) from error
        except BaseException:
            self._connections.give_back(connection)
            raise
        return connection

    def _begun_anew(self) -> Connection:
        """Nothing had happened yet on the kept connection that had died meanwhile."""
        connection = self._connections.borrow(new=True)
        try:
            connection.execute("BEGIN")
        except psycopg.Error as error:
            self._connections.give_back(connection)
            raise translated(error) from error
        except BaseException:
            self._connections.give_back(connection)
            raise
        return connection


@contextmanager
def _undone_if_it_fails(connection: Connection) -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        _undo(connection)
        raise translated(error) from error
    except BaseException:
        _undo(connection)
        raise


@contextmanager
def _timed(block: Block) -> Iterator[None]:
    started = monotonic()
    try:
        yield
    finally:
        block.end()
        seconds = monotonic() - started
        if seconds > LONG_BLOCK:
            _log.warning("a transaction took %.0f ms, waiting for others included", seconds * 1000)


def _commit(connection: Connection) -> None:
    done = connection.execute("COMMIT").statusmessage
    if done != "COMMIT":  # the server takes back a transaction that failed, and calls that a success
        _log.error("a transaction was ended by %s instead of COMMIT", done)
        raise Unavailable("storage")


def _undo(connection: Connection) -> None:
    try:
        if not connection.closed:
            connection.execute("ROLLBACK")
    except psycopg.Error:
        _log.warning("a transaction could not be rolled back: its connection is replaced", exc_info=True)
        connection.close()
