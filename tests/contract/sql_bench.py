"""A writer on a small schema of its own, so that its promises can be tried one by one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from sqlalchemy import Integer, MetaData, Table, Text, bindparam, insert, select, update
from sqlalchemy.schema import Column

from adapters.sql.block import Block, Cursor
from adapters.sql.sqlite.connections import SqliteReads, open_for_writing
from adapters.sql.sqlite.driver import DRIVER, Connection
from adapters.sql.sqlite.writer import SqliteWriter
from adapters.sql.statements import Statement
from p2p_core.shared.errors import Unavailable
from tests.contract.sql_stores import fast_directory

tally = Table("tally", MetaData(), Column("name", Text), Column("count", Integer))
child = Table("child", MetaData(), Column("parent", Text))

SCHEMA = (
    "CREATE TABLE tally (name TEXT PRIMARY KEY, count INTEGER NOT NULL)",
    # checked at the end only, so that a COMMIT can be made to fail for real
    "CREATE TABLE child (parent TEXT REFERENCES tally (name) DEFERRABLE INITIALLY DEFERRED)",
)
ADD = Statement(insert(tally).values(name=bindparam("name"), count=0))
ORPHAN = Statement(insert(child).values(parent="nobody"))
ONE = tally.c.name == bindparam("known")
READ = Statement(select(tally.c["count"]).where(ONE))
SET = Statement(update(tally).values(count=bindparam("count")).where(ONE))
NAMES = Statement(select(tally.c.name).order_by(tally.c.name))


BUSY = 5


class WatchedConnection:
    """A connection that writes down its statements and, when told to, fails at one of them."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.statements: list[str] = []
        self.fails_at = ""

    @property
    def in_transaction(self) -> bool:
        return self.connection.in_transaction

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Cursor:
        self.statements.append(statement)
        if self.fails_at and statement.startswith(self.fails_at):
            error = DRIVER.error(f"{statement} fails because the test says so")
            error.sqlite_errorcode = BUSY  # type: ignore[attr-defined]  # as the driver's own errors have it
            raise error
        return self.connection.execute(statement, values)

    def close(self) -> None:
        self.connection.close()


class Bench:
    """A writer on watched connections, with readers beside it."""

    def __init__(self, path: Path, longest: float) -> None:
        self.path = path
        self.connections: list[WatchedConnection] = []
        self.heard = 0
        self.is_gone = False
        self.writer: SqliteWriter[Block] = SqliteWriter(
            self._connect, lambda block: block, self._hear, longest, self._must_hold
        )
        self.reads = SqliteReads(path)

    @property
    def connection(self) -> WatchedConnection:
        """The one in use."""
        return self.connections[-1]

    def commits(self) -> int:
        """How many COMMITs were asked for."""
        return sum(connection.statements.count("COMMIT") for connection in self.connections)

    def names(self) -> list[str]:
        """What a reader sees."""
        return [name for (name,) in self.reads.rows(NAMES)]

    def add(self, name: str) -> None:
        """An operation."""
        with self.writer.begin() as tx:
            tx.run(ADD, name=name)

    def close(self) -> None:
        """Let go of the file."""
        self.reads.close()
        self.writer.close()

    def _connect(self) -> WatchedConnection:
        self.connections.append(WatchedConnection(open_for_writing(self.path, busy_timeout=0.05)))
        return self.connection

    def _must_hold(self) -> None:
        if self.is_gone:
            raise Unavailable("storage")

    def _hear(self) -> None:
        self.heard += 1


@contextmanager
def a_bench(longest: float = 60.0) -> Iterator[Bench]:
    """A bench on a file of its own; a batch ends with its line, however slow the machine is."""
    with fast_directory() as directory:
        path = Path(directory) / "bench.sqlite"
        connection = open_for_writing(path, create=True)
        for statement in SCHEMA:
            connection.execute(statement)
        connection.close()
        bench = Bench(path, longest)
        try:
            yield bench
        finally:
            bench.close()


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that other threads bring about; the test's own timeout bounds it."""
    pause = Event()
    while not condition():
        pause.wait(0.001)
