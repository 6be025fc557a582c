"""One write connection for all threads: they take turns on it, and the last in line commits for all.

One commit costs one wait for the disk. Operations that queue up behind each other share it: each runs
in a savepoint of its own, whoever ends with nobody waiting commits, and nobody leaves before that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from logging import getLogger
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from adapters.sql.block import Block, Speech
from adapters.sql.sqlite.driver import DRIVER, Connection
from adapters.sql.sqlite.errors import translated
from adapters.turn import Turn, closed_gate
from p2p_core.shared.errors import Unavailable

T = TypeVar("T")

MOST_TOGETHER = 64
LONGEST_TOGETHER = 0.010
LONG_BLOCK = 0.050

SPEECH = Speech("sqlite", DRIVER.error, translated)

_log = getLogger(__name__)


@dataclass(slots=True)
class Batch:
    """The operations that one COMMIT will make durable; they have failed until it has returned."""

    ends: float
    waiting: list[Lock] = field(default_factory=list)
    has_events: bool = False
    durable: bool = False
    cause: Exception | None = None


class SqliteWriter(Generic[T]):
    """Hands out transactions: leaving the block means durable, and visible to every reader."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        transaction: Callable[[Block], T],
        on_events: Callable[[], None],
        longest: float = LONGEST_TOGETHER,
        must_hold: Callable[[], None] = lambda: None,
    ) -> None:
        """``must_hold`` is asked before each batch and after its commit; it raises when nothing is kept."""
        self._connect = connect
        self._transaction = transaction
        self._on_events = on_events
        self._longest = longest
        self._must_hold = must_hold
        self._connection = connect()
        self._turn = Turn()
        self._batch: Batch | None = None
        self._refused_at = 0.0
        self._closed = False

    @contextmanager
    def begin(self) -> Iterator[T]:
        """One operation's transaction; an exception undoes it alone."""
        self._must_not_nest()
        arrived = monotonic()
        batch: Batch | None = None
        try:
            self._wait_in_line()
            batch = self._joined(arrived)
            block = Block(self._connection, SPEECH)
            with self._savepoint(block):
                yield self._transaction(block)
            batch.has_events |= block.has_events
        finally:
            # asked instead of assumed, so that an interrupt between two steps leaves nobody waiting
            if self._turn.held():
                self._leave(self._batch if batch is None else batch)
        block.announce()

    def close(self) -> None:
        """Commit what is under way, then let go of the file; whoever comes later is told no."""
        self._closed = True
        self._must_not_nest()
        self._turn.take()
        try:
            if self._batch is not None:
                self._finish(self._batch)
            self._connection.close()
        finally:
            self._turn.pass_on()

    def waiting(self) -> int:
        """How many operations stand in line: a figure to watch."""
        return self._turn.waiting()

    def _must_not_nest(self) -> None:
        if self._turn.held():
            raise RuntimeError("begin() inside begin(): one operation, one transaction")

    def _wait_in_line(self) -> None:
        try:
            self._turn.take()
        except BaseException:
            # interrupted while waiting; yet whoever waits for a commit may have counted on us
            self._turn.take()
            raise

    def _joined(self, arrived: float) -> Batch:
        """The batch that is under way, or a new one."""
        if self._batch is not None:
            return self._batch
        tried = monotonic()
        if self._closed or arrived < self._refused_at:
            # all who stood in line while BEGIN waited in vain have waited long enough
            raise Unavailable("storage")
        self._must_hold()
        self._abandon()  # a transaction left open by an interrupt belongs to nobody
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except DRIVER.error as error:
            self._refused_at = tried
            raise translated(error) from error
        return Batch(ends=tried + self._longest)

    @contextmanager
    def _savepoint(self, block: Block) -> Iterator[None]:
        started = monotonic()
        try:
            self._connection.execute("SAVEPOINT operation")
            yield
            block.must_be_whole()
            self._connection.execute("RELEASE operation")
        except DRIVER.error as error:
            self._undo()
            raise translated(error) from error
        except BaseException:
            self._undo()
            raise
        finally:
            block.end()
            _complain_if_long(monotonic() - started)

    def _undo(self) -> None:
        try:
            if self._connection.in_transaction:  # a full disk may have ended it for the whole batch
                self._connection.execute("ROLLBACK TO operation")
                self._connection.execute("RELEASE operation")
        except DRIVER.error:
            _log.exception("an operation could not be undone alone: its batch fails with it")
            self._abandon()

    def _leave(self, batch: Batch | None) -> None:
        """Wait for the commit that others make for us, or make it for all who wait."""
        if batch is not None and self._may_grow(batch):
            gate = closed_gate()
            batch.waiting.append(gate)
            self._batch = batch
            self._turn.pass_on()
            gate.acquire()
        else:
            try:
                if batch is not None:
                    self._finish(batch)
            finally:
                self._turn.pass_on()
        if batch is not None and not batch.durable:
            raise Unavailable("storage") from batch.cause

    def _may_grow(self, batch: Batch) -> bool:
        return (
            self._turn.wanted()
            and self._connection.in_transaction
            and len(batch.waiting) < MOST_TOGETHER - 1
            and monotonic() < batch.ends
        )

    def _finish(self, batch: Batch) -> None:
        """One COMMIT for the whole batch; then everybody in it may go."""
        self._batch = None
        try:
            self._connection.execute("COMMIT")
            self._must_hold()  # the file may have gone since the batch began, and the commit with it
            batch.durable = True
        except (DRIVER.error, Unavailable) as error:
            batch.cause = error
            self._abandon()
        finally:
            for gate in batch.waiting:
                gate.release()
        if batch.durable and batch.has_events:
            self._on_events()

    def _abandon(self) -> None:
        """End what is open; a connection that can't even do that is replaced."""
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except DRIVER.error:
            _log.exception("the write connection could not roll back and is replaced")
            self._connection.close()
            self._connection = self._connect()


def _complain_if_long(seconds: float) -> None:
    if seconds > LONG_BLOCK:
        _log.warning("a transaction held every writer up for %.0f ms", seconds * 1000)
