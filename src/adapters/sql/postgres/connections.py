"""Kept connections, lent in order of arrival and never more than agreed; a dead one is replaced.

A pool that overflows pays for a new connection with each request, just when there are too many.
"""

from collections import deque
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from adapters.sql.postgres.errors import SPEECH, translated
from adapters.sql.postgres.places import Places
from adapters.sql.refusals import Unstorable
from adapters.sql.statements import Row, Statement
from p2p_core.shared.errors import Unavailable
from p2p_core.shared.pages import DEFAULT_LIMIT

Connection = psycopg.Connection[Row]

LIMITS = {"statement_timeout": "5s", "lock_timeout": "1s", "idle_in_transaction_session_timeout": "60s"}
"""How long the server lets us work, wait for others, and keep others waiting."""

PLAINLY = {"jit": "off", "max_parallel_workers_per_gather": "0", "work_mem": "16MB"}
"""How it works on what we ask: no statement is worth a compiler or more processes.

Both are begun where costs look high, and costs are said high for indexes to be asked; what an index finds in
some hundred thousand texts has to have room, or each of their pages is looked through again.
"""

USUAL = {"limit": DEFAULT_LIMIT + 1}
"""How much is read at once, nearly always: written into statements, for the planner to know.

For a statement that asks for its limit the planner expects a tenth of the table. The plan for any value then
looks so much dearer than the one for just this value that the server plans a page of topics, with its eight
joins, anew each time: ten times as long as reading it takes.
"""

PATIENCE = 3.0
"""How long an operation waits for a connection, in seconds."""

_DEFAULTS: dict[str, Any] = {
    "application_name": "p2p-sandbox",
    "client_encoding": "utf8",
    "connect_timeout": 3,
    # a server that is gone without a word is noticed within seconds, not hours
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def opened(url: str, limits: dict[str, str] | None = None) -> Connection:
    """A connection in autocommit; what the address itself says beats our defaults."""
    said = conninfo_to_dict(url)
    settings = " ".join(f"-c {name}={value}" for name, value in (PLAINLY | (limits or LIMITS)).items())
    chosen = _DEFAULTS | said | {"options": f"{settings} {said.get('options', '')}".strip()}
    try:
        return psycopg.connect(autocommit=True, **chosen)
    except psycopg.Error as error:
        raise translated(error) from error


class Connections:
    """At most so many connections to one server."""

    def __init__(self, url: str, most: int, patience: float = PATIENCE) -> None:
        """Connect when somebody asks, not before: the server may still be starting."""
        self._url = url
        self._places = Places(most, patience)
        self._idle: deque[Connection] = deque()
        self._closed = False

    def borrow(self, *, new: bool = False) -> Connection:
        """One to work with; ``new`` after a kept one has turned out to be dead."""
        self._places.take()
        try:
            return self._kept_or_opened(new=new)
        except BaseException:
            self._places.give_back()
            raise

    def give_back(self, connection: Connection) -> None:
        """Take it back, and with a dead one drop all that were kept beside it: they died together."""
        if connection.closed:
            self._drop_idle()
        elif connection.info.transaction_status != TransactionStatus.IDLE:
            connection.close()
        else:
            self._idle.append(connection)
        if self._closed:
            self._drop_idle()
        self._places.give_back()

    def waiting(self) -> int:
        """How many stand in line: a figure to watch."""
        return self._places.waiting()

    def close(self) -> None:
        """Close what is idle now and what is still lent when it comes back."""
        self._closed = True
        self._drop_idle()

    def _kept_or_opened(self, *, new: bool) -> Connection:
        if self._closed:
            raise Unavailable("storage")
        try:
            return opened(self._url) if new else self._idle.pop()  # the one that was used last is warm
        except IndexError:
            return opened(self._url)

    def _drop_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()


class PostgresReads:
    """Queries in autocommit: each sees all that was committed before it, for one round trip."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def rows(self, statement: Statement, **values: object) -> list[Row]:
        """All rows of one query."""
        ready = statement.ready_for(SPEECH.dialect, values, USUAL)
        arguments = ready.arguments(values)
        try:
            return self._asked(ready.text, arguments)
        except (UnicodeEncodeError, Unstorable):
            return []  # no possible text was asked for: nothing that is stored can be equal to it

    def edition(self) -> None:
        """None: to be sure that no server has changed anything takes a round trip, as a page does."""

    def close(self) -> None:
        """Let go of the connections."""
        self._connections.close()

    def _asked(self, text: str, arguments: Sequence[object]) -> list[Row]:
        connection = self._connections.borrow()
        try:
            return _rows(connection, text, arguments)
        except psycopg.Error as error:
            if not connection.closed:
                raise translated(error) from error
        finally:
            self._connections.give_back(connection)
        return self._asked_again(text, arguments)

    def _asked_again(self, text: str, arguments: Sequence[object]) -> list[Row]:
        """Once more on a new connection, since asking changes nothing: the kept one had died meanwhile."""
        connection = self._connections.borrow(new=True)
        try:
            return _rows(connection, text, arguments)
        except psycopg.Error as error:
            raise translated(error) from error
        finally:
            self._connections.give_back(connection)


def _rows(connection: Connection, text: str, arguments: Sequence[object]) -> list[Row]:
    return connection.execute(text, arguments).fetchall()
